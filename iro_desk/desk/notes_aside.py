"""Notes kept aside: what is typed while the desk itself cannot be written, in a fresh encrypted file beside it.

A desk that is still being checked, was found damaged, or lies on a disk that refuses never stops anyone from
taking notes. The file has the desk's key and the tables of drafts. It lies beside the desk's folder, or where that
cannot be written, in the program's own data folder; it is brought in later, and goes only when that is safely done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from iro_desk.desk.cipher import DatabaseError, open_connection
from iro_desk.desk.disk import in_words, sidecars
from iro_desk.desk.drafts import Draft, Drafts
from iro_desk.desk.held import Held
from iro_desk.desk.journal import moment_of
from iro_desk.desk.schema import DRAFTS
from iro_desk.desk.writer import drafts_on, empty_the_log

ENDING = ".notes"


def places(folder: Path, data_folder: Path, desk_id: str) -> tuple[Path, ...]:
    """Where a desk's notes are kept aside, the likelier first."""
    return (
        folder.with_name(f"notes kept aside {desk_id[:8]}{ENDING}"),
        data_folder / "notes" / f"{desk_id}{ENDING}",
    )


class NotesAside:
    """The notes kept aside of one open desk."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._lock = RLock()
        self._open: tuple[Path, Any] | None = None

    @property
    def places(self) -> tuple[Path, ...]:
        """Where they may lie."""
        return places(self._held.folder, self._held.data_folder, self._held.desk_id)

    @contextmanager
    def drafts(self) -> Iterator[Drafts]:
        """Save or drop texts, kept together, safe on the disk. Raises ``UserFacingError`` when no place takes them."""
        with self._lock, in_words(), drafts_on(self._database().conn, moment_of(self._held.now)) as drafts:
            yield drafts

    def all(self) -> list[Draft]:
        """Every text kept aside, those of the second place after those of the first."""
        with self._lock:
            found: list[Draft] = []
            for place in self.places:
                if place.is_file():
                    found += self._texts_in(place)
            return found

    def unreadable(self) -> list[Path]:
        """Files of notes that this desk's key does not open: of a desk under another key, or damaged."""
        with self._lock:
            return [place for place in self.places if place.is_file() and not self._opens(place)]

    def drop(self, brought: Iterable[Draft]) -> None:
        """These are in the desk now: they go, and the files when nothing else is in them."""
        with self._lock:
            for place in self.places:
                if not place.is_file():
                    continue
                own = self._open is not None and self._open[0] == place
                database = self._open[1] if self._open is not None and own else self._connected(place)
                with drafts_on(database.conn, "") as drafts:
                    for known in set(drafts.all()) & set(brought):
                        drafts.drop(known.field)
                    left = drafts.all()
                if not own:
                    database.conn.close()
                if not left:
                    self.close()
                    for file in (place, *sidecars(place)):
                        file.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file, if one is open. It stays."""
        with self._lock:
            if self._open is not None:
                _, database = self._open
                with suppress(DatabaseError):
                    empty_the_log(database)
                database.conn.close()
                self._open = None

    def _database(self) -> Any:
        if self._open is None:
            failure: Exception | None = None
            for place in self.places:
                try:
                    self._open = place, self._connected(place)
                    break
                except (OSError, DatabaseError) as error:
                    failure = error
            if self._open is None:
                assert failure is not None
                raise failure
        return self._open[1]

    def _connected(self, place: Path) -> Any:
        place.parent.mkdir(parents=True, exist_ok=True)
        database = open_connection(place, bytes(self._held.key))
        try:
            for statement in DRAFTS:
                database.conn.execute(statement.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", 1))
        except BaseException:
            database.conn.close()
            raise
        return database

    def _opens(self, place: Path) -> bool:
        try:
            database = open_connection(place, bytes(self._held.key), file_read_only=True)
            try:
                database.conn.execute("SELECT count(*) FROM sqlite_master")
            finally:
                database.conn.close()
        except DatabaseError:
            return False
        return True

    def _texts_in(self, place: Path) -> list[Draft]:
        if self._open is not None and self._open[0] == place:
            return Drafts(self._open[1].conn).all()
        try:
            database = open_connection(place, bytes(self._held.key))
            try:
                return Drafts(database.conn).all()
            finally:
                database.conn.close()
        except DatabaseError:
            # Killed before its tables were there, or made under another key: it holds nothing that can be read.
            return []
