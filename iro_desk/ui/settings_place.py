"""The Settings place: the pane in step with the desk."""

from __future__ import annotations

from iro_desk.practice.settings import settings_view
from iro_desk.ui.in_step import InStep
from iro_desk.ui.panes.settings import SettingsPane
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets import column
from iro_desk.ui.wiring import DeskActions


class SettingsPlace(InStep):
    """Shows the settings again after each change of the desk."""

    key = help_name = "settings"

    def __init__(self, actions: DeskActions, window: MainWindow) -> None:
        super().__init__(actions, window)
        self.pane = SettingsPane(actions)
        self.pane.kept.connect(lambda words: window.toast(words))
        column((self.pane, 1), into=self)
        self.setFocusProxy(self.pane.search)
        self.refresh()

    def show_anew(self) -> None:
        """Each setting as it is now."""
        self.pane.show_view(settings_view(self.workspace))

    def flush(self) -> None:
        """Keeps what is being typed."""
        self.pane.flush()
