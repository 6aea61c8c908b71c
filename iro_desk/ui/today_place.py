"""The Today place: keeps the page in step with the desk and takes each line where it leads."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer

from iro_desk.casework import UserFacingError
from iro_desk.practice.owed import settle_step
from iro_desk.practice.today import HISTORIES, YOURSELF, TodayLine, TodayView, today_view
from iro_desk.ui.bridge import when_done
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.in_step import InStep
from iro_desk.ui.panes.booking import BookReview
from iro_desk.ui.panes.owed import OwedSteps
from iro_desk.ui.panes.today import TodayPane
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets import Dialog, column
from iro_desk.ui.wiring import DeskActions

REST_MS = 2000
"""So long after the last change the rail's badge is counted anew while another place is open."""
LOOK_UP_MS = 1500
"""So long after the page stands the drives are looked up that it could not tell: its first paint waits for none."""


class TodayPlace(InStep):
    """Today, on an open desk."""

    key = "today"
    help_name = "today"

    def __init__(self, actions: DeskActions, window: MainWindow) -> None:
        super().__init__(actions, window)
        self.pane = TodayPane()
        self.pane.acted.connect(self._act)
        self.pane.owed_opened.connect(self._settle)
        self.pane.review_opened.connect(self._open_review)
        self.pane.day_on_paper.connect(lambda: self._caseload().open_my_week())
        self.pane.children_wanted.connect(lambda: self._caseload().open_list())
        self._steps: OwedSteps | None = None
        self._view: TodayView | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._count_late)
        self._far = QTimer(self, singleShot=True, interval=LOOK_UP_MS)
        self._far.timeout.connect(self._look_up)
        column((self.pane, 1), into=self)
        # About the room that it will have, so that it is built once and not again as soon as it is shown.
        rail = window.rail.sizeHint().width() if window.rail is not None else 0
        self.pane.resize(window.width() - rail, window.height())
        self.refresh()

    def show_anew(self) -> None:
        """The day as the desk stands now."""
        self._rest.stop()
        self._show(today_view(self.workspace))

    def _show(self, view: TodayView) -> None:
        self._view = view
        self.pane.show_view(view)
        self._say_late(view)
        if self.is_pending:
            self._far.start()

    def _look_up(self) -> None:
        """What will be late depends on the drives: they are looked up once the page stands, beside the window."""
        if self.in_use():
            when_done(self._actions.look_up_places(), self, self._found)

    def _found(self, found: bool) -> None:
        if found and self.in_use():
            self.count(self._show_what_is_known, today_view, self.workspace)

    def _show_what_is_known(self, view: TodayView) -> None:
        if view != self._view and self.in_front():
            self._show(view)
        elif view != self._view:
            super().wait_for_it()
            self._say_late(view)
        elif self.is_pending:
            self._far.start()

    @property
    def is_pending(self) -> bool:
        """Whether drives are still to be looked up."""
        ws = self.workspace
        return bool(ws.places_wanted or ws.drives_wanted or ws.legs_wanted)

    def _say_late(self, view: TodayView) -> None:
        if self._window.rail is not None and "today" in self._window.rail.places:
            self._window.rail.places["today"].set_badge(view.late)

    def wait_for_it(self) -> None:
        """The page waits until it is gone back to; the rail's badge follows."""
        super().wait_for_it()
        self._rest.start()

    def _count_late(self) -> None:
        if self.in_use():  # A desk that was locked meanwhile has no badge.
            self.count(self._say_late, today_view, self.workspace)

    def where(self) -> dict[str, Any]:
        """How far the page is scrolled."""
        return {"scrolled": self.pane.page.verticalScrollBar().value()}

    def go_back(self, where: dict[str, Any]) -> None:
        """Comes back to it after an unlock."""
        self.pane.page.verticalScrollBar().setValue(where["scrolled"])

    def _caseload(self) -> CaseloadPlace:
        self._window.go("caseload")
        place = self._window.pane("caseload")
        assert isinstance(place, CaseloadPlace)
        return place

    def _open_review(self, review: str) -> None:
        if not review:
            self._window.go("diary")  # Court, leave and the rest stand there.
            return
        self._caseload().open_review(review)

    @comes_back
    def ask_booking(self, child: str, who: str) -> None:
        """Books a review from here: the form begins with the first free day."""
        form = BookReview(self, self._actions, child, self.workspace.today, who=who)
        form.saved.connect(lambda _: self._window.toast("Booked a review"))
        form.open_it()

    def _act(self, shown: TodayLine) -> None:
        if shown.action == "Book":
            self.ask_booking(shown.child, shown.what.partition("’s review")[0])
            return
        if shown.key == YOURSELF:
            self._window.go_aside("settings")
            return
        place = self._caseload()
        if shown.key == HISTORIES:
            place.open_questions()
            return
        if shown.review:
            place.open_review(shown.review)
            return
        place.open_child(shown.child)
        if shown.key.startswith("waiting:"):
            place.child_pane.open_tab("decisions")
        elif shown.key.startswith("change:"):
            place.child_pane.open_tab("events")

    @comes_back
    def _settle(self, review: str) -> None:
        """Opens the steps of one review's papers."""
        found = next((each for each in today_view(self.workspace).owed if each.review == review), None)
        if found is None:
            return
        steps = OwedSteps(found, self.workspace.today)
        dialog = Dialog(
            self,
            f"Papers of {found.child_label}’s review",
            steps,
            [("review", "Open the review", "quiet"), ("close", "Close", "primary")],
        )

        def again() -> None:
            rows = today_view(self.workspace).owed
            now = next((each for each in rows if each.review == review), None)
            if now is None:
                dialog.accept()
                self._window.toast("Nothing more is owed for this review")
            else:
                steps.show_row(now)

        def settle(step: str, day: Any, not_needed: bool) -> None:
            done = settle_step(self.workspace, review, step, done_on=day, not_needed=not_needed)
            when_done(done, steps, lambda _: again(), self._refused)

        def open_review() -> None:
            dialog.accept()
            self._open_review(review)

        steps.settled.connect(settle)
        steps.review_asked.connect(open_review)
        dialog.chose.connect(lambda key: self._open_review(review) if key == "review" else None)
        dialog.open_it()

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self._window.say_refusal(error)
