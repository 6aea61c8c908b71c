"""How a desk was found, the check beside the first paint after a crash, and the newest backup that is whole."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from iro_desk.casework import UserFacingError
from iro_desk.desk import CheckStopped
from iro_desk.practice.courtesy import stand_aside
from iro_desk.practice.keeping import BackupRow, newest_good_backup
from iro_desk.practice.notes_aside import bring_in
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace

Progress = Callable[[int, int], None]
"""Steps done, and steps in all; called on the check's thread."""
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class CheckView:
    """What a check after a crash found, and what is on offer when it found something wrong."""

    state: Literal["whole", "damaged", "stopped"]
    words: str
    findings: tuple[str, ...] = ()
    backup: BackupRow | None = None
    """The newest backup that is whole; sought only when the desk is damaged."""
    notes_brought_in: int = 0


@dataclass(frozen=True, slots=True)
class OpeningView:
    """How the desk was found, as it stands now."""

    state: str
    """``as left``, ``checking``, ``after a crash``, ``damaged``, ``older copy`` or ``new here``."""
    words: str
    can_change: bool
    findings: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    """The place of the desk (a network, a synchronised folder) and this computer's clock, where they ask for care."""


def opening_view(ws: Workspace) -> OpeningView:
    """How the desk was found; while it is still being checked, that it is."""
    desk = ws.desk
    return OpeningView(desk.opening.state, ws.opening_words, desk.is_checked, desk.findings, desk.notices())


def start_check(ws: Workspace, progress: Progress | None = None, stop: Stop | None = None) -> Future[CheckView]:
    """Check a desk that was not closed, beside the work; gives what was found.

    Opening a desk for the window begins the check by itself: asking again is told of the progress of that one.
    A desk that needs no check answers at once. One that was stopped begins anew.
    """
    if ws.checking is None:
        ws.checking = Checking()
    return ws.checking.start(ws, progress, stop)


class Checking:
    """One check, on a thread of its own, and who is told how far it is."""

    def __init__(self) -> None:
        self._listeners: list[Progress] = []
        self._stops: list[Stop] = []
        self._future: Future[CheckView] | None = None
        self._thread = ThreadPoolExecutor(1, "check")

    def start(self, ws: Workspace, progress: Progress | None, stop: Stop | None) -> Future[CheckView]:
        """Begin, or join what was begun."""
        future = self._future
        if future is not None and future.done() and not future.exception() and future.result().state == "stopped":
            self._future = None
            self._stops.clear()
        if progress is not None:
            self._listeners.append(progress)
        if stop is not None:
            self._stops.append(stop)
        if self._future is None:
            self._future = self._thread.submit(self._check, ws)
        return self._future

    def finish(self, ws: Workspace) -> None:
        """Wait for the end of the check before the desk is closed: what waits for it is then kept."""
        self._stops.clear()
        if self._future is not None and self._future.exception() is None and self._future.result().state == "stopped":
            self.start(ws, None, None)
        self._thread.shutdown(wait=True)

    def _check(self, ws: Workspace) -> CheckView:
        try:
            findings = ws.desk.check_after_crash(self._tell, lambda: stand_aside() or self._to_stop())
        except CheckStopped:
            return CheckView("stopped", "The check was stopped. Nothing can be changed until it is done.")
        if not findings:
            notes = 0
            with suppress(UserFacingError):
                # A disk that refuses them now is asked again at the next opening: they stay where they are.
                notes = bring_in(ws)
            words = f" {count(notes, 'text')} kept aside came in." if notes else ""
            return CheckView("whole", f"Everything was checked and is whole.{words}", (), None, notes)
        backup = newest_good_backup(ws)
        offer = f" The newest backup that is whole: {backup.moment}." if backup else " No backup here is whole."
        words = f"This desk is not as it was left: {findings[0]} Nothing is changed.{offer}"
        return CheckView("damaged", words, findings, backup)

    def _to_stop(self) -> bool:
        return any(stop() for stop in tuple(self._stops))

    def _tell(self, done: int, of: int) -> None:
        for listener in tuple(self._listeners):
            listener(done, of)
