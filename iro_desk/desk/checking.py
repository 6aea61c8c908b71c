"""After a crash: the whole desk is looked through beside the work, and only then changed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from iro_desk.desk.cipher import cipher_faults
from iro_desk.desk.disk import sidecars
from iro_desk.desk.held import Held
from iro_desk.desk.verify import database_findings

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]
STEPS = 4
"""Structure and journal; the log; the pages; the index."""
_LOOK_UP_EVERY = 2_000
"""Steps of SQLite's machine, less than a millisecond: it may be asked to stand aside for a key."""
COULD_NOT = "The check could not be done: the disk does not answer."
ALTERED_PAGES = "Pages of desk.db were altered or are incomplete."
CHECKING = "The desk was not closed the last time. It is being checked: you can read, and what you type is kept."


class CheckStopped(Exception):
    """The check was stopped before its end: nothing is known yet, and nothing was changed."""


def findings_before_writing(held: Held, progress: Progress, stopped: Stopped) -> list[str]:
    """Structure, journal and rows, read without changing one byte of the folder. Raises :class:`CheckStopped`."""
    progress(0, STEPS)
    with looking_only(held) as database:
        database.conn.set_progress_handler(lambda: 1 if stopped() else 0, _LOOK_UP_EVERY)
        # Pages that the log still holds may lie half-written in the file; they are looked at once it is emptied.
        findings = database_findings(database, raw_pages=False)
        database.conn.set_progress_handler(None, 0)
    if stopped():
        raise CheckStopped
    return findings


def findings_of_pages(database: Any) -> list[str]:
    """Once the log is emptied: whether every page's own check value fits."""
    return [ALTERED_PAGES] if cipher_faults(database) else []


@contextmanager
def looking_only(held: Held) -> Iterator[Any]:
    """A connection that cannot change a byte of the file, and leaves none beside it."""
    were_there = {file for file in sidecars(held.database_file) if file.exists()}
    database = held.connection(file_read_only=True)
    try:
        yield database
    finally:
        database.conn.close()
        for file in sidecars(held.database_file):
            if file not in were_there:
                file.unlink(missing_ok=True)
