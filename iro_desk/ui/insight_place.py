"""The Insight place: keeps its figures in step with the desk, and leads on to the reviews behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from iro_desk.practice.participation import financial_year, participation_view
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.panes.participation import ParticipationPane
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets import column
from iro_desk.ui.wiring import DeskActions


class InsightPlace(QWidget):
    """The figures, on an open desk."""

    help_name = "insight"

    def __init__(self, actions: DeskActions, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.workspace, self._stale = actions.ws, False
        today = self.workspace.today
        self.pane = ParticipationPane(
            lambda first, last, publish: participation_view(self.workspace, first, last, publish=publish),
            financial_year(today),
            today,
        )
        self.pane.review_opened.connect(self._open_review)
        column((self.pane, 1), into=self)
        self.pane.refresh()

    def changed(self, _change: Any) -> None:
        """A change was committed: counted again, once it is looked at."""
        self._stale = True
        if self.isVisible():
            self._count_anew()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is counted."""
        super().showEvent(event)
        self._count_anew()

    def where(self) -> dict[str, Any]:
        """What is asked for, and whose reviews are open."""
        return self.pane.where()

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it."""
        self.pane.go_back(where)

    def _count_anew(self) -> None:
        if self._stale:
            self._stale = False
            self.pane.refresh()

    def _open_review(self, review: str) -> None:
        self._window.go("caseload")
        place = self._window.pane("caseload")
        assert isinstance(place, CaseloadPlace)
        place.open_review(review)
