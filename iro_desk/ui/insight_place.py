"""The Insight place: keeps its figures in step with the desk, and leads on to the reviews behind them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from iro_desk.practice.participation import financial_year, participation_view
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.in_step import InStep
from iro_desk.ui.panes.participation import ParticipationPane
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets import column
from iro_desk.ui.wiring import DeskActions


class InsightPlace(InStep):
    """The figures, on an open desk."""

    key = "insight"
    help_name = "insight"

    def __init__(self, actions: DeskActions, window: MainWindow) -> None:
        super().__init__(actions, window)
        ws = self.workspace
        self.pane = ParticipationPane(
            lambda first, last, publish: actions.beside(partial(participation_view, ws, first, last, publish=publish)),
            financial_year(ws.today),
            ws.today,
        )
        self.pane.review_opened.connect(self._open_review)
        column((self.pane, 1), into=self)
        self.pane.refresh()

    def show_anew(self) -> None:
        """Counts anew, beside the window."""
        self.pane.refresh()

    def where(self) -> dict[str, Any]:
        """What is asked for, and whose reviews are open."""
        return self.pane.where()

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it."""
        self.pane.go_back(where)

    def _open_review(self, review: str) -> None:
        self._window.go("caseload")
        place = self._window.pane("caseload")
        assert isinstance(place, CaseloadPlace)
        place.open_review(review)
