"""The place of the desk itself, beside the rail: backups, who can open it, what was done."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from iro_desk.ui.keeping.actions import KeepingActions
from iro_desk.ui.keeping.backups import BackupsPage
from iro_desk.ui.keeping.keys import KeysPage
from iro_desk.ui.keeping.leavers import LeaversPage
from iro_desk.ui.keeping.trail import TrailPage
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets import PaneHeader, Surface, Tabs, column, tab_line

TABS = (("backups", "Backups"), ("keys", "Who can open it"), ("trail", "What was done"), ("left", "Children who left"))


class DeskPlace(Surface):
    """Keeps its open page in step with the desk."""

    help_name = "desk"

    def __init__(self, actions: KeepingActions, window: MainWindow) -> None:
        super().__init__("paper")
        self._actions, self._window = actions, window
        self.setAccessibleName("This desk")
        self.backups = BackupsPage(actions)
        self.keys = KeysPage(actions)
        self.trail = TrailPage(actions, actions.ws.today)
        self.leavers = LeaversPage(actions)
        self.leavers.changed.connect(self.refresh)
        self.backups.changed.connect(self.refresh)
        self.keys.changed.connect(self.refresh)
        self.backups.work_asked.connect(window.work_wanted)
        self.keys.work_asked.connect(window.work_wanted)
        self.trail.saved.connect(lambda words: window.toast(words, undo=False))
        self.tabs = Tabs(TABS)
        self.tabs.opened.connect(self._open)
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {
            "backups": self.backups,
            "keys": self.keys,
            "trail": self.trail,
            "left": self.leavers,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        name = actions.ws.desk.name
        column(PaneHeader("This desk", name), tab_line(self.tabs), (self._stack, 1), into=self)
        self.setFocusProxy(self.tabs)
        self._open(self.tabs.key())

    def open_tab(self, key: str) -> None:
        """Opens a page (``TABS``)."""
        self.tabs.open(key)

    def refresh(self) -> None:
        """Shows the open page as things stand."""
        key = self.tabs.key()
        if key == "backups":
            self.backups.show_view(self._actions.backups())
        elif key == "keys":
            self.keys.show_view(self._actions.keys())
        elif key == "left":
            self.leavers.show_rows(self._actions.leavers())
        else:
            self.trail.refresh()

    def changed(self, _change: Any) -> None:
        """A change was committed."""
        if self._window.pane("desk") is self and self.isVisible():
            self.refresh()

    def where(self) -> dict[str, Any]:
        """The open page."""
        return {"tab": self.tabs.key()}

    def go_back(self, where: dict[str, Any]) -> None:
        """Comes back to it."""
        self.open_tab(where["tab"])

    def _open(self, key: str) -> None:
        self._stack.setCurrentWidget(self._pages[key])
        self.refresh()
