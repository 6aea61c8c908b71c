"""What the disk refuses, said in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from iro_desk.casework import UserFacingError
from iro_desk.desk.cipher import DatabaseError, OperationalError
from iro_desk.desk.errors import DeskDamaged
from iro_desk.desk.lock import not_writable

_UNREADABLE = ("malformed", "not a database", "hmac")


@contextmanager
def database_in_words() -> Iterator[None]:
    """Turn what the disk refuses the database into a sentence; everything else that goes wrong passes."""
    try:
        yield
    except OperationalError as error:
        words = str(error)
        if "readonly" in words or "unable to open" in words:
            raise not_writable() from error
        if "full" in words or "disk I/O" in words:
            raise disk_refuses() from error
        raise


@contextmanager
def in_words() -> Iterator[None]:
    """The same for the small files beside the database too."""
    try:
        with database_in_words():
            yield
    except PermissionError as error:
        raise not_writable() from error
    except OSError as error:
        raise disk_refuses() from error


@contextmanager
def closed_on_error(database: Any) -> Iterator[None]:
    """Close a connection when what follows goes wrong."""
    try:
        yield
    except BaseException:
        database.conn.close()
        raise


def disk_refuses() -> UserFacingError:
    """The refusal of a disk that is full, failing or gone."""
    return UserFacingError(
        "The disk is full or does not answer.",
        safe="What was kept before is whole; this last change was not made.",
        do="Make room, or see that the folder can be reached, and try again.",
    )


class ReadingGuard:
    """One reader at a time; a page that cannot be read is said in words, wherever it is met."""

    def __init__(self, lock: Any) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
        if isinstance(error, DatabaseError) and any(word in str(error).lower() for word in _UNREADABLE):
            raise DeskDamaged(
                "A page of the desk cannot be read.",
                ("desk.db cannot be read to its end.",),
                safe="Nothing was changed.",
                do="Bring the desk back from the newest backup that is whole.",
            ) from error


def sidecars(database_file: Path) -> list[Path]:
    """The files that SQLite keeps beside an open database, whether they are there or not."""
    return [database_file.with_name(database_file.name + ending) for ending in ("-wal", "-shm")]
