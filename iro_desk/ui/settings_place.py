"""The Settings place: the pane in step with the desk."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from iro_desk.practice.settings import settings_view
from iro_desk.ui.panes.settings import SettingsPane
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets import column
from iro_desk.ui.wiring import DeskActions


class SettingsPlace(QWidget):
    """Shows the settings again after each change of the desk."""

    help_name = "settings"

    def __init__(self, actions: DeskActions, window: MainWindow) -> None:
        super().__init__()
        self._workspace, self._window = actions.ws, window
        self.pane = SettingsPane(actions)
        self.pane.kept.connect(lambda words: window.toast(words))
        column((self.pane, 1), into=self)
        self.setFocusProxy(self.pane.search)
        self.pane.show_view(settings_view(self._workspace))

    def changed(self, _change: Any) -> None:
        """A change was committed."""
        if self._window.pane("settings") is self:
            self.pane.show_view(settings_view(self._workspace))

    def flush(self) -> None:
        """Keeps what is being typed."""
        self.pane.flush()
