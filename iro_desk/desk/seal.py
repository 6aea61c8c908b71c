"""The seal on a desk: how it was left, and whether that is how it is found.

``head.json`` is written after each commit, so the database may be ahead of it, never behind. After a
clean close it also holds the size and SHA-256 of ``desk.db``. The number and hash of the last change
are kept a second time outside the folder, under the desk's id: an older copy of the whole folder is
noticed on this computer.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from iro_desk.desk import schema
from iro_desk.desk.cipher import DatabaseError, open_connection
from iro_desk.desk.disk import sidecars
from iro_desk.desk.errors import DeskDamaged
from iro_desk.desk.files import replace_file
from iro_desk.desk.verify import database_findings

HEAD_FILE = "head.json"
DATABASE_FILE = "desk.db"
_READ_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Head:
    """What ``head.json`` says. ``size`` and ``sha256`` are those of ``desk.db``, and set when ``state`` is closed."""

    desk: str
    n: int
    hash: str
    state: str
    """``open`` or ``closed``."""
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a desk was found when it was opened, in words for the person who opened it.

    ``state`` is ``as left``, ``after a crash`` (checked and whole), ``older copy`` (this computer has seen
    later changes, or another history) or ``new here`` (this computer has not seen the desk); of a desk that is
    checked beside the work, ``checking`` until that is done, and ``damaged`` if it found something wrong.
    """

    state: str
    words: str


def write_head(folder: Path, key: bytes, head: Head) -> None:
    """Write ``head.json`` with its check value. Raises ``OSError``; the old one then stands."""
    content = asdict(head)
    content["hmac"] = _check_value(key, head)
    replace_file(folder / HEAD_FILE, json.dumps(content, indent=1, sort_keys=True).encode("utf-8"))


def read_head(folder: Path, key: bytes) -> Head:
    """What ``head.json`` says. Raises :class:`DeskDamaged` when it is missing or not as this program wrote it."""
    try:
        content = json.loads((folder / HEAD_FILE).read_bytes())
        check = content.pop("hmac")
        head = Head(**content)
        fits = hmac.compare_digest(str(check), _check_value(key, head))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        fits = False
    if not fits:
        raise damaged(["head.json is missing, or was altered."])
    return head


def closed_head(folder: Path, desk_id: str, n: int, change_hash: bytes) -> Head:
    """The head of a desk whose file is closed: with the file's size and SHA-256."""
    size, sha256 = file_print(folder / DATABASE_FILE)
    return Head(desk_id, n, change_hash.hex(), "closed", size, sha256)


def remember(data_folder: Path, desk_id: str, n: int, change_hash: bytes) -> None:
    """Keep the last change's number and hash on this computer. Raises ``OSError``."""
    path = _remembered_file(data_folder, desk_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps({"n": n, "hash": change_hash.hex()}).encode("ascii"))


def look_before_opening(folder: Path, key: bytes, desk_id: str, found: tuple[int, str] | None = None) -> bool:
    """``True`` for a desk as a clean close left it; ``False`` for one that was not closed and is still to be checked.

    Of a desk that was not closed only this is looked at: that it opens, and that its journal holds the change that
    the head names. ``found`` are size and SHA-256 of ``desk.db`` where they are known already (:func:`file_print`).
    Not one byte of the folder is changed. Raises :class:`DeskDamaged` with what was found.
    """
    head = read_head(folder, key)
    if head.desk != desk_id:
        raise damaged(["head.json and keys.json belong to different desks."])
    path = folder / DATABASE_FILE
    findings = []
    if head.state == "closed":
        size, sha256 = found or file_print(path)
        if size == head.size and sha256 == head.sha256 and not _waiting_log(path):
            return True
        findings.append(_how_it_differs(head, size, _waiting_log(path)))
    findings += _look(path, key, head, closely=bool(findings))
    if findings:
        raise damaged(findings)
    return False


def opening_of(connection: Any, data_folder: Path, desk_id: str, *, after_crash: bool) -> Opening:
    """What to tell the person who opened the desk, from how it was found and what this computer remembers."""
    crash = "The desk was not closed the last time. Everything was checked and is whole." if after_crash else ""
    try:
        seen = json.loads(_remembered_file(data_folder, desk_id).read_bytes())
        number, seen_hash = int(seen["n"]), str(seen["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        words = "This computer has not seen this desk before: it cannot tell whether this is the newest copy."
        return Opening("new here", " ".join(filter(None, (crash, words))))
    row = connection.execute("SELECT hash FROM change WHERE n = ?", (number,)).fetchone()
    if row is None or row[0].hex() != seen_hash:
        words = (
            "This is an older copy of the desk, or another history of it: this computer has seen later changes"
            " that are not in it. Close it and look for the newer copy before you change anything."
        )
        return Opening("older copy", " ".join(filter(None, (crash, words))))
    if crash:
        return Opening("after a crash", crash)
    return Opening("as left", "Everything is as it was left.")


def _look(path: Path, key: bytes, head: Head, *, closely: bool) -> list[str]:
    were_there = {file for file in sidecars(path) if file.exists()}
    findings: list[str] = []
    try:
        database = open_connection(path, key, file_read_only=True)
        try:
            schema.pending(database.conn)
            if closely:
                # Pages that the log holds may lie half-written in the file; they are looked at once it is emptied.
                findings += database_findings(database, raw_pages=not _waiting_log(path))
            findings += _ahead_of_head(database.conn, head)
        finally:
            database.conn.close()
    except DatabaseError:
        return ["desk.db cannot be read to its end."]
    finally:
        for file in sidecars(path):
            if file not in were_there:
                file.unlink(missing_ok=True)
    return findings


def _ahead_of_head(connection: Any, head: Head) -> list[str]:
    """The journal must hold the change that the head names: the database may be ahead, never behind."""
    row = connection.execute("SELECT hash FROM change WHERE n = ?", (head.n,)).fetchone()
    if row is None or row[0].hex() != head.hash:
        return [f"desk.db does not hold change {head.n} as head.json knows it: it is an older or another copy."]
    return []


def _how_it_differs(head: Head, size: int, log: bool) -> str:
    if size < head.size:
        return f"desk.db is {head.size - size:,} bytes shorter than when the desk was closed."
    if size > head.size:
        return f"desk.db is {size - head.size:,} bytes longer than when the desk was closed."
    if log:
        return "A log lies beside desk.db that was not there when the desk was closed."
    return "desk.db was altered since the desk was closed."


def _waiting_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def file_print(path: Path) -> tuple[int, str]:
    """A file's size and SHA-256. Raises ``OSError``."""
    total, size = hashlib.sha256(), 0
    with open(path, "rb") as handle:
        while block := handle.read(_READ_AT_ONCE):
            total.update(block)
            size += len(block)
    return size, total.hexdigest()


def _remembered_file(data_folder: Path, desk_id: str) -> Path:
    return data_folder / "desks" / f"{desk_id}.json"


def _check_value(key: bytes, head: Head) -> str:
    derived = hmac.new(key, b"iro-desk head.json 1", hashlib.sha256).digest()
    return hmac.new(derived, json.dumps(asdict(head), sort_keys=True).encode("utf-8"), hashlib.sha256).hexdigest()


def damaged(findings: Sequence[str]) -> DeskDamaged:
    """The refusal of a desk in which something is wrong."""
    return DeskDamaged(
        f"This desk is not as it was left: {findings[0]}",
        tuple(findings),
        safe="Nothing was opened and nothing was changed.",
        do="Bring the folder back from a backup.",
    )
