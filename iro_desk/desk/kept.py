"""What is kept of an open desk and opens it: its keys, its backups, and deleting one child from all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any

from iro_desk.casework import NotFound
from iro_desk.desk import backup, keys, retention
from iro_desk.desk.cipher import decrypted_pages
from iro_desk.desk.clearing import Cleared, clear_backups, delete_set_aside, name_copies, search
from iro_desk.desk.disk import ReadingGuard, in_words
from iro_desk.desk.held import SET_ASIDE, Held
from iro_desk.desk.reading import Reading
from iro_desk.desk.removal import remove_child
from iro_desk.desk.writer import Writer


class Kept(Reading):
    """The half of a desk that has to do with its keys and its copies."""

    def __init__(self, held: Held, reader: Any) -> None:
        super().__init__(reader, ReadingGuard(RLock()))
        self._held = held
        self._backing_up = RLock()
        self._closed = False

    @property
    def _writer(self) -> Writer:
        raise NotImplementedError

    @property
    def opened_by(self) -> str:
        """What opened it: ``passphrase``, ``recovery`` (the owner's code), ``manager`` or ``service``."""
        return self._held.opened_by

    def key_slots(self) -> tuple[str, ...]:
        """What can open it: ``passphrase``, and those of ``recovery``, ``manager`` and ``service`` that it has."""
        return keys.kinds_of(self._held.folder)

    def new_code(self, kind: str) -> str:
        """A new code of one kind; the one before it no longer opens the desk."""
        code = keys.new_recovery_code()
        with in_words():
            keys.set_code(self._held.folder, bytes(self._held.key), kind, code)
        return code

    def drop_code(self, kind: str) -> None:
        """Take a code away."""
        with in_words():
            keys.drop_code(self._held.folder, bytes(self._held.key), kind)

    def change_passphrase(self, passphrase: str) -> None:
        """Give the desk another passphrase; its key, its codes and its rows stay as they are."""
        with in_words():
            keys.rewrap(self._held.folder, bytes(self._held.key), passphrase)
        self._held.opened_by = keys.PASSPHRASE

    def back_up(self, file: Path) -> None:
        """Back up to a file that does not exist yet, and check it by restoring it aside. Work may go on meanwhile.

        Raises ``UserFacingError``; there is no such file then, and the desk is as it was.
        """
        with self._backing_up:
            self._refuse_if_closed()
            self._held.back_up(Path(file))

    def keep_backup(self, folder: Path | None = None) -> Path:
        """The same to a file named after this moment in the desk's own folder of backups, or another folder.

        Then this desk's backups there are thinned to 12 daily, 10 weekly and 9 monthly ones.
        """
        with self._backing_up:
            self._refuse_if_closed()
            return self._held.keep_backup(folder)

    def copy_to(self, target: Any) -> None:
        """Copy every page, as it stands between two changes, into another keyed file that is empty."""
        with self._backing_up:
            self._refuse_if_closed()
            source = self._held.connection(read_only=True)
            try:
                source.conn.backup(target.conn)
            finally:
                source.conn.close()

    def kept_backups(self, folder: Path | None = None) -> dict[Path, datetime]:
        """This desk's backups of that sort and their moments, newest first."""
        return retention.kept_backups(folder or self._held.folder / retention.BACKUPS, self._held.desk_id)

    def check_backup(self, file: Path) -> None:
        """The restore drill: unpack a backup of this desk aside and check it whole; desk and backup stay as they are.

        Raises ``DeskDamaged`` with what is wrong, or ``Refused`` for a backup of another desk.
        """
        with self._backing_up:
            self._refuse_if_closed()
            backup.check_backup(
                Path(file), self._held.folder / retention.BACKUPS / "drill", bytes(self._held.key), self._held.desk_id
            )

    def remove_child(self, child_id: str, words: Iterable[str], others: Iterable[Path]) -> Cleared:
        """Delete the child from the desk and every backup of it, and search every page for the words afterwards.

        ``others`` are backups elsewhere, and folders with more of them. Work waits meanwhile. What the child had is
        not brought back by undo. Raises :class:`NotFound` for a child who is not on the desk.
        """
        with self._backing_up, self._writer.lock, self._guard:
            self._refuse_if_closed()
            if not self._connection.execute("SELECT 1 FROM child WHERE id = ?", (child_id,)).fetchone():
                raise NotFound("No child on this desk has that number.", safe="Nothing was changed.")
            # The desk itself comes last: a process killed in between finds the child there, and begins again.
            cleared = Cleared()
            places = [self._held.folder / retention.BACKUPS, *(path for path in others if path.is_dir())]
            files = [file for place in places for file in self.kept_backups(place)]
            files += [path for path in others if not path.is_dir() and path not in files]
            clear_backups(self._held, cleared, child_id, files)
            name_copies(cleared, self._held.folder, self._held.desk_id)
            half_made = {path for place in (self._held.folder, *places) for path in self._half_made(place)}
            delete_set_aside(cleared, [*sorted(self._held.folder.glob(f"{SET_ASIDE}*")), *sorted(half_made)])
            cleared.desk = remove_child(self._writer, child_id)
            with in_words():
                key = bytes(self._held.key)
                database_file = self._held.database_file
                search(self._held, cleared, words, self._connection, lambda: decrypted_pages(database_file, key))
            return cleared

    def _half_made(self, place: Path) -> Iterable[Path]:
        own = place.is_relative_to(self._held.folder)
        return place.glob(f"*{backup.AT_WORK}" if own else f"* {self._held.desk_id[:8]}{backup.ENDING}{backup.AT_WORK}")

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise RuntimeError("the desk is closed")
