"""What the finder's box asks of an open desk, and going to what was found."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from iro_desk.practice.finder import Finder, FinderRow
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.settings_place import SettingsPlace
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.wiring import DeskActions

OWN = {
    "add child": ("Add a child", "add_child"),
    "bring in list": ("Bring in a list of children", "open_list"),
    "bring in return": ("Bring in a council’s return", "open_import"),
    "many papers": ("Print or save papers of the whole caseload", "open_batch"),
    "my week": ("My day or week on paper", "open_my_week"),
    "questions": ("What waits for your answer", "open_questions"),
}
"""Actions of the caseload: (words, its method)."""


class Finding:
    """Made each time the box opens: what can be found at once, and beside the window in the text."""

    def __init__(self, actions: DeskActions, window: MainWindow, commands: Sequence[tuple[str, str, str]]) -> None:
        """``commands``: the window's own actions, as (key, words, keys)."""
        self._actions, self._window = actions, window
        own = [(key, words, "") for key, (words, _) in OWN.items()]
        self._finder = Finder(actions.ws, [*commands, *own])

    def at_once(self, words: str) -> tuple[FinderRow, ...]:
        """Children, actions and settings."""
        return self._finder.at_once(words)

    def search(self, words: str) -> Future[tuple[FinderRow, ...]]:
        """Words in the text."""
        return self._actions.find(self._finder.in_text, words)

    def go(self, found: FinderRow) -> None:
        """Goes there; an action is done."""
        window, key = self._window, found.key.split(":", 1)[1]
        if found.kind == "action":
            if key.startswith("place "):
                window.go(key.removeprefix("place "))
            elif key in OWN:
                getattr(self._caseload(), OWN[key][1])()
            else:
                window.commands[key].trigger()
        elif found.kind == "setting":
            window.go_aside("settings")
            settings = window.pane("settings")
            assert isinstance(settings, SettingsPlace)
            settings.pane.search.setText(found.title)
        else:
            self._caseload().open_found(found)

    def _caseload(self) -> CaseloadPlace:
        self._window.go("caseload")
        caseload = self._window.pane("caseload")
        assert isinstance(caseload, CaseloadPlace)
        return caseload
