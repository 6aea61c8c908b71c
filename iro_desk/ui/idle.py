"""Notices that nobody has touched the window for a while."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from iro_desk.ui import listening

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many minutes without a sign of life it takes."""

    lock: float = 10
    """To lock, whatever is open."""
    cover: float = 4
    """To cover names and text, while a meeting is open."""
    meeting: float = 45
    """To lock while a meeting is open."""


class IdleWatch(QObject):
    """Tells ``rested``, ``idle`` and ``idle_in_meeting`` after so many minutes without a key, a press or a movement."""

    rested = Signal()
    idle = Signal()
    idle_in_meeting = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.patience = Patience()
        self._timers = [QTimer(self, singleShot=True) for _ in range(3)]
        for timer, told in zip(self._timers, (self.rested, self.idle, self.idle_in_meeting), strict=True):
            timer.timeout.connect(told)
        listening.listen(app, self, _SIGNS_OF_LIFE, self._heard)

    def begin(self, patience: Patience) -> None:
        """Starts to watch; a desk is open."""
        self.patience = patience
        for timer, minutes in zip(self._timers, (patience.cover, patience.lock, patience.meeting), strict=True):
            timer.start(round(minutes * 60_000))

    def end(self) -> None:
        """Stops watching; no desk is open."""
        for timer in self._timers:
            timer.stop()

    def _heard(self, watched: QObject, event: QEvent) -> bool:
        if self._timers[-1].isActive():
            for timer in self._timers:
                timer.start()
        return False
