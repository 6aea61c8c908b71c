"""The Diary place: keeps its pages in step with the desk, books and moves reviews, and leads on to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from iro_desk.casework import Engagement, UserFacingError
from iro_desk.practice import booking, diary, engagements, moves
from iro_desk.practice.booking_start import booking_start
from iro_desk.practice.calendars import CalendarImportView, export_calendar, import_calendar, invitation_words
from iro_desk.practice.diary_facts import Diary
from iro_desk.practice.diary_views import DiaryView, MoveView, Proposal, RepairMove
from iro_desk.practice.forecast import repair_view, take_repair
from iro_desk.practice.words import count
from iro_desk.practice.year import year_view
from iro_desk.ui.bridge import when_done
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.coming_back import comes_back, opening
from iro_desk.ui.diary.calendar_file import BusyTimes, ask_where, ask_which
from iro_desk.ui.diary.pane import EVERYTHING, DiaryPane
from iro_desk.ui.diary.repair import RepairPage
from iro_desk.ui.diary.wish import WishForm
from iro_desk.ui.in_step import InStep
from iro_desk.ui.panes.actions import Values
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.booking import BookReview
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.trips_place import TripsPlace
from iro_desk.ui.widgets import column
from iro_desk.ui.wiring import DeskActions

MORE_CHILDREN = 5
"""So many children come, in what the year's load is supposed with."""


class DeskDiary:
    """What the diary's pages ask, answered by one open desk."""

    def __init__(self, actions: DeskActions) -> None:
        self.ws = actions.ws
        self._read: Diary | None = None

    def forget(self) -> None:
        """The desk changed, or drives became known: the next move is reckoned with what is there then."""
        self._read = None

    def diary(self, first: date, last: date) -> DiaryView:
        """The days from the first to the last."""
        return diary.diary_view(self.ws, first, last)

    def move(self, child: str, day: date, time: str) -> MoveView:
        """What it would do to hold the child's next review then."""
        self._read = self._read or Diary(self.ws)
        return moves.move_view(self.ws, child, day, time, self._read)

    def put_review(self, child: str, review: str, day: date, time: str, *, anyway: bool) -> Future[str]:
        """Books the child's next review, where and how the last one was, or moves the booking that is named."""
        if review:
            return booking.change_booking(self.ws, review, day=day, time=time, anyway=anyway)
        start = booking_start(self.ws, child)
        how = {"place": start.place, "method": start.method}
        return booking.book(self.ws, child, day, time=time, anyway=anyway, **how)

    def engagement(self, id: str) -> Values:
        """The fields of one engagement."""
        found = self.ws.desk.get(Engagement, id)
        return {name: getattr(found, name) for name in FIELDS}

    def keep_engagement(self, id: str, values: Values) -> Future[str]:
        """Keeps a new engagement, or changes one."""
        kept: dict[str, Any] = {name: values.get(name) or "" for name in FIELDS}
        kept["counted_from"] = values.get("counted_from") or None
        return engagements.keep_engagement(self.ws, Engagement(id=id, **kept))

    def cancel_engagement(self, id: str) -> Future[None]:
        """Cancels one."""
        return engagements.cancel_engagement(self.ws, id)

    def children(self) -> tuple[tuple[str, str], ...]:
        """(id, name) of the children on the caseload."""
        return diary.children_of(self.ws)


FIELDS = ("kind", "starts_on", "ends_on", "starts_at", "ends_at", "place", "child", "counted_from", "words")


class DiaryPlace(InStep):
    """The diary, on an open desk."""

    key = "diary"
    help_name = "diary"

    def __init__(self, actions: DeskActions, window: MainWindow) -> None:
        super().__init__(actions, window)
        self._desk = DeskDiary(actions)
        self.pane = DiaryPane(self._desk, self.workspace.today, offers=EVERYTHING)
        self.pane.review_opened.connect(self._open_review)
        self.pane.put.connect(window.toast)
        self.pane.book_asked.connect(self.ask_booking)
        self.pane.proposals_asked.connect(self._propose)
        self.pane.load_asked.connect(self._reckon_load)
        self.pane.repair_asked.connect(self._look_for_repair)
        self.pane.repair.accepted.connect(self._repair)
        self.pane.repair.again_asked.connect(self._look_for_repair)
        self.pane.wish_asked.connect(self.ask_wish)
        self.pane.sheet_asked.connect(self._open_sheet)
        self.pane.file_asked.connect(self.ask_calendar)
        self.pane.review_file_asked.connect(self.save_review)
        self.pane.invitation_asked.connect(self.copy_invitation)
        self.pane.busy_asked.connect(lambda: ask_which(self, self.look_at_calendar))
        trips = window.pane("trips")
        if isinstance(trips, TripsPlace):
            self.pane.proposals = trips.proposals()
        column((self.pane, 1), into=self)
        self.refresh()

    def show_anew(self) -> None:
        """The days as the desk stands now."""
        self._desk.forget()
        self.pane.refresh()
        view = self.pane.view
        if view is not None and view.pending:
            when_done(self._actions.look_up_places(), self, self._found)

    def changed(self, change: Any) -> None:
        """A change was committed: whatever was read of the desk is read again."""
        if self.in_use():
            self._desk.forget()
        super().changed(change)

    def where(self) -> dict[str, Any]:
        """The page, the day and the window that is chosen."""
        grid = self.pane.grid()
        day = grid.standing if grid is not None else self.pane.anchor
        chosen = grid.chosen if grid is not None else ""
        return {
            "page": self.pane.page,
            "day": day.isoformat(),
            "chosen": chosen,
            "proposed": bool(self.pane.proposals),
            "held": self.pane.held(),
        }

    def go_back(self, where: dict[str, Any]) -> None:
        """Comes back to it after an unlock."""
        self.pane.open_page(where["page"], date.fromisoformat(where["day"]))
        grid = self.pane.grid()
        if grid is not None and where["chosen"]:
            grid.choose_bar(where["chosen"], say=False)
        if where.get("held"):
            self.pane.hold_again(*where["held"])
        if where.get("proposed"):
            self._window.bring_back("trips")  # It brings its plan, and the plan its proposals into these days.

    def open_page(self, key: str, day: date | None = None) -> None:
        """Opens one of its pages."""
        self.pane.open_page(key, day)

    def show_proposals(self, proposals: Mapping[str, Proposal]) -> None:
        """What the planner proposes stands in the days."""
        self.pane.show_proposals(proposals)

    def _reckon_load(self, supposed: str) -> None:
        """The year's load, reckoned beside the window."""
        more = MORE_CHILDREN if supposed == "children" else 0
        iros = self.workspace.settings().number("team_iros") if supposed == "leaver" else 0
        reckoned = self._actions.beside(lambda: year_view(self.workspace, more_children=more, iros=iros))
        when_done(reckoned, self, self.pane.load.show_view, self._window_refuses)

    def _look_for_repair(self) -> None:
        """The fewest moves, looked for beside the window."""
        page = self.pane.repair
        page.is_looking(True)
        stop, actions = page.stop_asked, self._actions
        found = actions.beside(lambda: repair_view(self.workspace, stopped=lambda: stop.is_set() or actions.is_closing))
        when_done(found, self, page.show_view, lambda error: self._refused_in(page, error))

    def _repair(self, moves: Sequence[RepairMove]) -> None:
        """Makes these moves as one change."""
        page = self.pane.repair
        view = page.view
        if view is None:
            return

        def done(_: object) -> None:
            self._window.toast(f"Moved {count(len(moves), 'review')}")
            self._look_for_repair()

        chosen = replace(view, moves=tuple(moves))
        ask(lambda: take_repair(self.workspace, chosen), self, done, page.say)

    @comes_back
    def ask_wish(self, child: str, name: str) -> None:
        """The form of what a child wishes for the day of a review."""
        WishForm(self, self._actions, child, name, self.workspace.today).open_it()

    def ask_calendar(self, first: date | None, last: date | None) -> None:
        """Asks where the reviews of these days are to be written, or all that are booked."""
        which = "all reviews" if first is None else f"the reviews of {self.pane.title()}"
        ask_where(self, which, partial(self.save_calendar, first=first, last=last))

    def save_review(self, review: str) -> None:
        """Asks where one review is to be written."""
        ask_where(self, "this review", partial(self.save_calendar, review=review))

    def copy_invitation(self, review: str) -> None:
        """Copies what may be sent to who comes to a review."""
        try:
            QGuiApplication.clipboard().setText(invitation_words(self.workspace, review))
        except UserFacingError as error:
            self._window.say_refusal(error)
            return
        self._window.toast("Copied the invitation, with initials and no address", undo=False)

    def save_calendar(
        self, path: str, *, review: str = "", first: date | None = None, last: date | None = None
    ) -> None:
        """Writes booked reviews as a calendar, initials and number alone: one, those of some days, or all."""

        def done(number: int) -> None:
            self._window.toast(
                f"Saved {count(number, 'review')} as a calendar, with initials and number alone", undo=False
            )

        written = self._actions.beside(
            lambda: export_calendar(self.workspace, Path(path), review=review, first=first, last=last)
        )
        when_done(written, self, done, self._window_refuses)

    def look_at_calendar(self, path: str) -> None:
        """Looks at a calendar, and asks before its busy times come in."""
        ws, files = self.workspace, [Path(path)]

        def taken(view: CalendarImportView) -> None:
            self._window.toast(view.words)

        def take() -> Future[CalendarImportView]:
            return self._actions.beside(import_calendar, ws, files)

        def seen(view: CalendarImportView) -> None:
            with opening(self, "look_at_calendar", path):
                BusyTimes(self, view, take, taken, self._window.say_refusal).open_it()

        looked = self._actions.beside(lambda: import_calendar(ws, files, dry_run=True))
        when_done(looked, self, seen, self._window_refuses)

    def _refused_in(self, page: RepairPage, error: BaseException) -> None:
        page.is_looking(False)
        if not isinstance(error, UserFacingError):
            raise error
        page.say(error)

    def _window_refuses(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self._window.say_refusal(error)

    def _propose(self) -> None:
        self._window.go("trips")
        trips = self._window.pane("trips")
        assert isinstance(trips, TripsPlace)
        trips.open_plan(begin=True)

    def _open_sheet(self, day: date) -> None:
        self._window.go("trips")
        trips = self._window.pane("trips")
        assert isinstance(trips, TripsPlace)
        trips.open_sheet(day)

    def ask_booking(self) -> None:
        """Books the review of the window that is chosen, or the most pressing that has no date."""
        view, grid = self.pane.view, self.pane.grid()
        without = view.without_date if view is not None else ()
        chosen = grid.chosen if grid is not None else ""
        wanted = next((each for each in without if each.child == chosen), without[0] if without else None)
        if wanted is None:
            self._window.toast("Every review of these days has its date", undo=False)
            return
        self.open_booking(wanted.child, wanted.label)

    @comes_back
    def open_booking(self, child: str, who: str) -> None:
        """Opens the form that books a review of a child."""
        form = BookReview(self, self._actions, child, self.workspace.today, who=who)
        form.saved.connect(lambda _: self._window.toast("Booked a review"))
        form.open_it()

    def _found(self, found: bool) -> None:
        if found and self.in_use():
            self.refresh()

    def _open_review(self, review: str) -> None:
        self._window.go("caseload")
        place = self._window.pane("caseload")
        assert isinstance(place, CaseloadPlace)
        place.open_review(review)
