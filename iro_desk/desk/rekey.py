"""A new key for a desk: every page encrypted anew, and new codes."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from iro_desk.casework import RandomBytes, Refused
from iro_desk.desk import keys, seal
from iro_desk.desk.cipher import KEY_BYTES, open_connection
from iro_desk.desk.desk import Desk
from iro_desk.desk.disk import in_words
from iro_desk.desk.errors import UNCHANGED, DeskOpenElsewhere
from iro_desk.desk.journal import Now
from iro_desk.desk.key_swap import MAKING, take_its_place
from iro_desk.desk.lock import DeskLock
from iro_desk.desk.writer import empty_the_log

WORDS = "Gave the desk a new key"


@dataclass(frozen=True, slots=True)
class NewKey:
    """The codes of a desk under its new key, by kind (``recovery``, and ``manager`` and ``service`` if it had them)."""

    codes: dict[str, str]


def rekey(
    folder: Path,
    passphrase: str,
    *,
    data_folder: Path,
    now: Now,
    random_bytes: RandomBytes = secrets.token_bytes,
    reached: Callable[[str], None] = lambda step: None,
) -> NewKey:
    """Give a closed desk a new key under the same passphrase; every code it has is made anew.

    The desk under its new key is made inside its folder and checked whole before it takes the old one's place;
    a process killed at any moment leaves one or the other. ``reached`` is told each step. Raises
    ``UserFacingError``; the desk is then as it was.
    """
    folder = Path(folder)
    with Desk.open(folder, passphrase, data_folder=data_folder, now=now, random_bytes=random_bytes) as desk:
        if desk.opened_by != keys.PASSPHRASE:
            raise Refused(
                "A new key is made with the passphrase.", safe=UNCHANGED, do="Choose a passphrase, then try again."
            )
        if desk.notes_aside.all():
            raise Refused(
                "Notes kept aside are not in the desk yet.", safe=UNCHANGED, do="Open the desk once, then try again."
            )
        reached("opened")
        with in_words():
            new = _made_aside(desk, passphrase, reached)
            _checked_and_said(folder / MAKING, passphrase, now, random_bytes)
        reached("made")
    _change_places(folder)
    reached("in its place")
    return new


def _made_aside(desk: Desk, passphrase: str, reached: Callable[[str], None]) -> NewKey:
    aside = desk.folder / MAKING
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    key = secrets.token_bytes(KEY_BYTES)
    target = open_connection(aside / seal.DATABASE_FILE, key)
    try:
        desk.copy_to(target)
        reached("copied")
        n, change_hash = target.conn.execute("SELECT n, hash FROM change ORDER BY n DESC LIMIT 1").fetchone()
        empty_the_log(target)
    finally:
        target.conn.close()
    codes = {kind: keys.new_recovery_code() for kind in keys.CODES if kind == "recovery" or kind in desk.key_slots()}
    keys.write_keys(aside, desk.id, key, passphrase, **codes)
    seal.write_head(aside, key, seal.closed_head(aside, desk.id, n, change_hash))
    reached("wrapped")
    return NewKey(codes)


def _checked_and_said(aside: Path, passphrase: str, now: Now, random_bytes: RandomBytes) -> None:
    """Open the desk that was made, check it whole, and let its journal say that it has a new key."""
    seen = aside / "seen"
    with Desk.open(aside, passphrase, data_folder=seen, now=now, random_bytes=random_bytes) as made:
        findings = made.check()
        if findings:
            raise seal.damaged(findings)
        with made.change(WORDS, kind="key"):
            pass
    shutil.rmtree(seen, ignore_errors=True)


def _change_places(folder: Path) -> None:
    """The desk is closed now, and nobody else has it: the one under the new key takes its place."""
    before = (folder / seal.HEAD_FILE).read_bytes()
    lock = DeskLock(folder)
    lock.take()
    try:
        if (folder / seal.HEAD_FILE).read_bytes() != before:
            raise DeskOpenElsewhere("The desk was changed elsewhere meanwhile.", safe=UNCHANGED, do="Try again.")
        with in_words():
            take_its_place(folder)
    finally:
        lock.release()
