"""When memory is looked through for what nobody refers to any more: between two things that a person does.

A round of Python's collector stops every thread, whichever of them began it: at a large desk for a tenth of a second
and more, in the middle of a key press. And what it finds goes in the thread that began it: carets, pictures and rows of
a pane that was left belong to the window's thread, and end the program when they go in another. So no round begins by
itself as long as there is a window.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from iro_desk.ui import listening

LOOK_MS = 500
REST_SECONDS, LONG_REST_SECONDS = 0.4, 60.0
"""So long after the last key or press a short round may be, and one through everything."""
YOUNG, MOST = 10_000, 3_000_000
"""New objects that call for a round at rest, and for one in any case."""
ROUNDS = 20
"""Rounds through what is new before one through what is older."""
_SIGNS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod)


class Collector(QObject):
    """Stands in the collector's place from the first window to the last."""

    def __init__(self, app: QApplication, parent: QObject, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._now, self._touched = now, now()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        listening.listen(app, self, _SIGNS, self._heard)
        gc.disable()
        self._timer.start()

    def begin(self) -> None:
        """A desk is open: what it is made of is not looked through until it is locked."""
        gc.freeze()

    def end(self) -> None:
        """No desk is open: everything is looked through again."""
        gc.unfreeze()

    def leave(self) -> None:
        """The window goes. What is left goes with the process: a round now would free what is just being closed."""
        self._timer.stop()
        gc.unfreeze()

    def look(self) -> None:
        """Collects if there is enough to collect and nobody is at work."""
        rested = self._now() - self._touched
        young, middle, old = gc.get_count()
        if young < YOUNG or (rested < REST_SECONDS and young < MOST):
            return
        if old >= ROUNDS and rested >= LONG_REST_SECONDS:
            gc.collect()
        else:
            gc.collect(1 if middle >= ROUNDS else 0)

    def _heard(self, watched: QObject, event: QEvent) -> bool:
        self._touched = self._now()
        return False
