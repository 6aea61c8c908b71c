"""The door of the desk: what the screens before the desk may ask for. The window is told what opens it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from iro_desk.ui.bridge import Beside

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Opened:
    """A desk that is open now. ``desk`` is whatever the one who wires the window makes panes from."""

    desk: Any
    folder: Path
    practice: bool = False
    recovery_code: str = ""
    """Only of a desk just made; it is shown this once."""


@dataclass(frozen=True, slots=True)
class ClosedWork:
    """What is done to a desk while it is closed: asked for where it is open, done behind its lock."""

    doing: str
    """ "Giving the desk a new key"."""
    call: Callable[[Path], Any]
    """Is handed the desk's folder, on the door's thread. A ``UserFacingError`` has changed nothing."""
    told: Callable[[Any], tuple[str, str]]
    """What is said of its answer: a few words, and the rest."""
    then: Callable[[Any, Any], None] = lambda window, answer: None
    """Shows what else came of it over the window."""


@dataclass(frozen=True, slots=True)
class DeskDoor:
    """Opens and makes desks. Each call may take a second and runs on the door's own thread (:class:`Doorkeeper`).

    A call that cannot be done raises :class:`iro_desk.casework.UserFacingError` and has changed nothing.
    """

    create: Callable[[Path, str, str], Opened]
    """Folder, name, passphrase."""
    open: Callable[[Path, str], Opened]
    """Folder, passphrase or recovery code."""
    open_practice: Callable[[], Opened]
    """Opens the practice caseload, and makes it first if it is not there."""
    strength: Callable[[str], tuple[int, str]]
    """How hard a passphrase is to guess: 0 to 4, and a sentence. At once; under 3 is not taken."""
    folder_for: Callable[[str], Path]
    """Where a new desk of a name is offered."""
    restore: Callable[[Path, Path, str], Any] | None = None
    """Backup, folder of the new desk, passphrase or recovery code."""
    newest_backup: Callable[[Path, str], Any] | None = None
    """Of a damaged desk, by the words typed: its newest backup that is whole (``file``, ``moment``), or none."""
    bring_back: Callable[[Path, Path, str], Any] | None = None
    """Folder, backup, words: puts the backup in the desk's place; what it says of that is in ``words``."""
    ready: Callable[[], None] = lambda: None
    """Loads what an open desk is shown with, half a second's work, so that no opening waits for it."""
    recent: Path | None = None
    """The desk opened last on this computer, if it is still there."""
    recent_is_practice: bool = False


class Doorkeeper:
    """Runs what takes time before the desk and at locking, one after the other, on one thread."""

    def __init__(self) -> None:
        self._thread = Beside("door")

    def ask(self, call: Callable[[], Result]) -> Future[Result]:
        """Runs a call after those asked before it."""
        return self._thread.submit(call)

    def close(self) -> None:
        """Waits for what was asked."""
        self._thread.shutdown(wait=True)
