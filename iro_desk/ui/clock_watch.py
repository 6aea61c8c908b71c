"""Notices that the computer slept and that another day began."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_EVERY_MS = 5_000
SLEPT_SECONDS = 60
"""The window's own timer came so much later than it was due: nothing ran meanwhile."""


class ClockWatch(QObject):
    """``looked`` tells now and then that the day may be another one; ``slept`` that the computer was asleep.

    The clock of the wall goes on while the computer sleeps; so does the running clock on Windows, but not on Linux.
    A wall clock that is set forward looks like a sleep too, and a desk locked once too often is no harm.
    """

    slept = Signal()
    looked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seen = self._wall = 0.0
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Starts to look."""
        self._seen, self._wall = time.monotonic(), _wall_clock()
        self._timer.start()

    def end(self) -> None:
        """Looks no more."""
        self._timer.stop()

    def look(self) -> None:
        """Looks at the clocks."""
        running, wall = time.monotonic(), _wall_clock()
        missed = max(wall - self._wall, running - self._seen)
        self._seen, self._wall = running, wall
        if missed > SLEPT_SECONDS + LOOK_EVERY_MS / 1000:
            self.slept.emit()
        self.looked.emit()


def _wall_clock() -> float:
    return datetime.now(UTC).timestamp()
