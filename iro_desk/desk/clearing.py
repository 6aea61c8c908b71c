"""Deleting one child everywhere a desk keeps anything: the desk, its backups here and elsewhere, files set aside.

What cannot be cleaned is deleted, and what is out of reach is named. Afterwards every page is searched.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from iro_desk.casework import UserFacingError
from iro_desk.desk import backup, keys, seal
from iro_desk.desk.cipher import DatabaseError, decrypted_pages
from iro_desk.desk.held import Held
from iro_desk.desk.removal import Removed, is_known, remove_child
from iro_desk.desk.rows import TABLES
from iro_desk.desk.text_index import folded
from iro_desk.desk.writer import Writer

LEAST_LETTERS = 4
"""Shorter words turn up by chance in the bytes of pictures and papers; they are looked for in the rows alone."""
_SEEN = "seen"


@dataclass(slots=True)
class Cleared:
    """What was deleted where, and what a search of every page found afterwards."""

    desk: Removed = field(default_factory=lambda: Removed({}, 0, 0))
    cleaned: list[Path] = field(default_factory=list)
    """Backups from which the child was deleted; each was checked and sealed again."""
    deleted: list[Path] = field(default_factory=list)
    """Backups that could not be cleaned, and files set aside: deleted whole."""
    left: list[Path] = field(default_factory=list)
    """What could be neither cleaned nor deleted."""
    out_of_reach: list[Path] = field(default_factory=list)
    """Backups made elsewhere that are not there now."""
    copies: list[Path] = field(default_factory=list)
    """Other desks made from a backup of this one, beside it: each holds the child until it is deleted there."""
    searched: list[Path] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    """Words of the child that still stand somewhere and in no row of anybody else."""
    shared: list[str] = field(default_factory=list)
    """Words of the child that stand in what is held about others too, such as a surname."""


def clear_backups(held: Held, cleared: Cleared, child_id: str, places: Iterable[Path]) -> None:
    """Clean each backup, or delete it."""
    for file in places:
        if not file.is_file():
            cleared.out_of_reach.append(file)
            continue
        try:
            with backup.rewritten(file, bytes(held.key), held.desk_id) as folder:
                _cleaned(held, folder, child_id)
            cleared.cleaned.append(file)
        except (UserFacingError, DatabaseError, OSError):
            _deleted(cleared, file)


def name_copies(cleared: Cleared, folder: Path, desk_id: str) -> None:
    """Name the other desks beside this one that are the same desk, brought back from a backup."""
    for keys_file in sorted(folder.parent.glob(f"*/{keys.KEYS_FILE}")):
        with suppress(UserFacingError, OSError):
            if keys_file.parent != folder and keys.desk_of(keys_file.parent) == desk_id:
                cleared.copies.append(keys_file.parent)


def delete_set_aside(cleared: Cleared, folders: Iterable[Path]) -> None:
    """Delete files that were set aside when a backup took the desk's place, and what killed work left half made."""
    for folder in folders:
        _deleted(cleared, folder)


def search(
    held: Held, cleared: Cleared, words: Iterable[str], connection: Any, with_pages: Callable[[], Iterable[bytes]]
) -> None:
    """Look for the words in the pages of the desk and of each cleaned backup, and in every row."""
    sought = {word: _forms(word) for word in words if word}
    places: list[tuple[Path, Callable[[], Iterable[bytes]]]] = [(held.database_file, with_pages)]
    places += [(file, lambda file=file: _pages_of(held, file)) for file in cleared.cleaned]  # type: ignore[misc]
    hits = {word for word in sought if _stands_in_rows(connection, word)}
    shared = set(hits)
    for file, pages in places:
        for page in pages():
            low = page.lower()
            hits |= {word for word, forms in sought.items() if any(form in page or form in low for form in forms)}
        cleared.searched.append(file)
    cleared.shared = sorted(shared)
    cleared.found = sorted(hits - shared)


def _cleaned(held: Held, folder: Path, child_id: str) -> None:
    """Delete the child from the desk of a backup, and seal it as a desk that was closed."""
    own = replace(held, folder=folder, data_folder=folder / _SEEN)
    writer = Writer.on(own)
    try:
        if is_known(writer.conn, child_id) and remove_child(writer, child_id).left:
            raise UserFacingError("Something of the child stayed in a backup.", do="It is deleted whole.")
        last = writer.last_change()
    finally:
        writer.conn.close()
    assert last is not None
    seal.write_head(folder, bytes(held.key), seal.closed_head(folder, held.desk_id, last.n, last.hash))
    for extra in (path for path in folder.iterdir() if path.name not in backup.MEMBERS):
        shutil.rmtree(extra) if extra.is_dir() else extra.unlink()


def _deleted(cleared: Cleared, path: Path) -> None:
    with suppress(OSError):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (cleared.left if path.exists() else cleared.deleted).append(path)


def _pages_of(held: Held, file: Path) -> Iterable[bytes]:
    with backup.opened_aside(file) as folder:
        yield from decrypted_pages(folder / seal.DATABASE_FILE, bytes(held.key))


def _forms(word: str) -> set[bytes]:
    if len(word) < LEAST_LETTERS:
        return set()
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    if len(word) > LEAST_LETTERS:
        forms |= {folded(word), word.lower()}
    return {form.encode("utf-8") for form in forms}


def _stands_in_rows(connection: Any, word: str) -> bool:
    """Whether a row of the desk, or an image in its journal, holds the word, in capitals or not."""
    holds = "(instr({0}, ?1) OR instr(lower({0}), ?2))"
    for table in TABLES.values():
        texts = [f'"{column.name}"' for column in table.stored if column.sql_type == "TEXT" and column.name != "id"]
        joined = " || char(10) || ".join(f"coalesce({text}, '')" for text in texts)
        statement = f"SELECT 1 FROM {table.name} WHERE {holds.format(joined)} LIMIT 1"
        if texts and connection.execute(statement, (word, word.lower())).fetchone():
            return True
    statement = f"SELECT 1 FROM change_row WHERE {holds.format('image')} LIMIT 1"
    return bool(connection.execute(statement, (word, word.lower())).fetchone())
