"""Keeps a place of the window in step with the desk: after a change where it is in front, else when it is gone back to.

No key waits for what is not looked at, and what takes longer than a frame is counted beside the window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from iro_desk.ui.bridge import Result, when_done
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.wiring import DeskActions


class InStep(QWidget):
    """A place that is shown anew (:meth:`show_anew`) as the desk changes."""

    key: ClassVar[str]
    """The place's own, as the rail knows it."""

    def __init__(self, actions: DeskActions, window: MainWindow) -> None:
        super().__init__()
        self._actions, self._window = actions, window
        self.workspace = actions.ws
        self._stale = False
        self._counts = 0

    def refresh(self) -> None:
        """Shows the desk as it stands now; what is still being counted is out of date."""
        self._stale = False
        self._counts += 1
        self.show_anew()

    def show_anew(self) -> None:
        """Reads the desk and shows it."""
        raise NotImplementedError

    def follow(self, change: Any) -> None:
        """A change was committed while this place is in front."""
        self.refresh()

    def wait_for_it(self) -> None:
        """Shows it once it is gone back to."""
        self._stale = True

    def in_use(self) -> bool:
        """False once the desk was locked: what still arrives then finds no desk to read."""
        return self._window.pane(self.key) is self

    def in_front(self) -> bool:
        """Whether it is the place that is looked at."""
        return self.in_use() and self._window.place() == self.key

    def changed(self, change: Any) -> None:
        """A change was committed."""
        if self.in_front():
            self.follow(change)
        elif self.in_use():
            self.wait_for_it()

    def count(self, then: Callable[[Result], None], work: Callable[..., Result], *args: Any) -> None:
        """Counts beside the window. Of several answers on their way ``then`` is told the newest alone."""
        self._counts += 1
        asked = self._counts

        def counted(result: Result) -> None:
            if asked == self._counts and self.in_use():
                then(result)

        when_done(self._actions.beside(work, *args), self, counted)

    def showEvent(self, event: QShowEvent) -> None:
        """Gone back to: as the desk stands now."""
        super().showEvent(event)
        if self._stale and self.in_use():
            self.refresh()
