"""The Trips place: the map of the caseload on an open desk, and what leads on from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from iro_desk.casework import OWN_PLACE_KINDS, UserFacingError
from iro_desk.practice.diary_views import Proposal
from iro_desk.practice.maps import View, map_view
from iro_desk.ui.bridge import when_done
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.files import ask_for_file
from iro_desk.ui.in_step import InStep
from iro_desk.ui.map_picture import save_view
from iro_desk.ui.panes.claim import ClaimPane
from iro_desk.ui.panes.journey import JourneyPane
from iro_desk.ui.panes.map import MapPane
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.trips.plan_pane import PlanPane
from iro_desk.ui.trips.sheet_pane import SheetPane
from iro_desk.ui.widgets import Button, ComboField, Dialog, Field, Message, Text, add, clear, column, row
from iro_desk.ui.wiring import DeskActions

PLANNED_WITH = frozenset({"review", "engagement", "review_wish", "episode", "setting", "own_leg"})
"""Kinds of rows that a plan is made from."""


MOST_LOOKS = 8
"""So often a sheet that waits for drives is shown anew: places first, then the drives between them."""
FRONTS = ("plan", "journey", "claim", "sheet")
"""What may stand in front of the map."""


class TripsPlace(InStep):
    """Keeps the map in step with the desk, and holds the plan of trips while it stands."""

    key = "trips"

    def __init__(self, actions: DeskActions, window: MainWindow) -> None:
        super().__init__(actions, window)
        self._looks, self._asks_again = 0, True
        self._stack = QStackedWidget()
        self.pane = MapPane(actions)
        self.pane.child_opened.connect(self._open_child)
        self.pane.save_asked.connect(self._ask_where)
        self.pane.place_asked.connect(lambda east, north: self.ask_place([east, north]))
        self.pane.places_asked.connect(lambda: self.ask_place())
        self.claim = ClaimPane()
        self.claim.closed.connect(lambda: self._stack.setCurrentWidget(self.pane))
        self.claim.month_chosen.connect(self._show_month)
        self.claim.save_asked.connect(self._ask_where_claim)
        self.pane.claim_asked.connect(self.open_claim)
        self.journey = JourneyPane(actions)
        self.journey.closed.connect(lambda: self._stack.setCurrentWidget(self.pane))
        self.journey.way_asked.connect(self._show_way)
        self.pane.journey_asked.connect(self.open_journey)
        self.pane.plan_asked.connect(self.open_plan)
        self.sheet = SheetPane(actions, self.workspace.today)
        self.sheet.closed.connect(lambda: self._stack.setCurrentWidget(self.pane))
        self.sheet.save_asked.connect(self._ask_where_sheet)
        self.sheet.incomplete.connect(self._reckon_sheet)
        self.pane.sheet_asked.connect(lambda: self.open_sheet(self.workspace.today))
        self._stack.addWidget(self.pane)
        self._stack.addWidget(self.journey)
        self._stack.addWidget(self.claim)
        self._stack.addWidget(self.sheet)
        column((self._stack, 1), into=self)
        self.refresh()

    @cached_property
    def plan(self) -> PlanPane:
        """The planner, made when it is first gone to."""
        from iro_desk.ui.trips_wiring import DeskTrips

        made = PlanPane(DeskTrips(self._actions), self.workspace.today, sheets=True)
        made.child_opened.connect(self._open_child)
        made.map_asked.connect(lambda: self._stack.setCurrentWidget(self.pane))
        made.booked.connect(self._window.toast)
        made.map.hide_names(self.workspace.names_hidden)
        made.planned.connect(self._hand_on)
        made.sheet_asked.connect(lambda trip: self.open_sheet(trip.days[0].day, trip.days[-1].day))
        self._stack.addWidget(made)
        return made

    def proposals(self) -> dict[str, Proposal]:
        """What the plan that stands proposes, by the child's id."""
        view = self.plan.view if "plan" in self.__dict__ else None
        return {each.child: each for each in view.proposals if not each.pinned} if view is not None else {}

    def _hand_on(self, view: object) -> None:
        """The diary shows what is proposed, if it is open."""
        diary = self._window.pane("diary")
        if diary is not None and hasattr(diary, "show_proposals"):
            diary.show_proposals(self.proposals())

    def open_plan(self, *, begin: bool = False) -> None:
        """Opens the planner; ``begin`` starts it, unless a plan stands already."""
        self._stack.setCurrentWidget(self.plan)
        if begin and self.plan.view is None:
            self.plan.begin()

    @property
    def help_name(self) -> str:
        """The page of help for what is in front."""
        planned = self.__dict__.get("plan")
        return "trips" if planned is not None and self._stack.currentWidget() is planned else "map"

    def show_anew(self) -> None:
        """The map, and what stands in front of it."""
        self.pane.hide_names(self.workspace.names_hidden)
        self.pane.show_view(map_view(self.workspace))
        if self.workspace.places_wanted or self.workspace.drives_wanted:
            when_done(self._actions.look_up_places(), self, self._found)
        front = self._stack.currentWidget()
        if front is self.claim:
            self.open_claim()
        elif front is self.sheet:
            self.sheet.refresh()
        elif front is self.journey and self._asks_again:
            self.journey.refresh()

    def follow(self, change: Any) -> None:
        """What was found by asking for a journey is offered; asking again for that would be asking for ever."""
        self._asks_again = change.kind != "found"
        self.refresh()
        self._asks_again = True
        if change.kind == "found":
            self.journey.offer_places()

    def changed(self, change: Any) -> None:
        """A plan that stands is told at once when it was made from something else."""
        planned = self.in_use() and "plan" in self.__dict__ and change.tables & PLANNED_WITH
        if planned and ("proposed " not in change.words or change.undoes):
            self.plan.outdated()
        super().changed(change)

    def where(self) -> dict[str, Any]:
        """The place in the map, the filter and the chosen child."""
        view = self.pane.map.view
        at = [view.east, view.north, view.metres]
        front = next((key for key in FRONTS if self.__dict__.get(key) is self._stack.currentWidget()), "")
        return {
            "at": at,
            "filter": self.pane.chips.chosen(),
            "chosen": self.pane.list.chosen(),
            "front": front,
            "in_front": getattr(self, front).where() if front and front != "plan" else {},
            "plan": self.plan.where() if "plan" in self.__dict__ else None,
        }

    def go_back(self, where: dict[str, Any]) -> None:
        """Comes back to it after an unlock."""
        front = where.get("front", "")
        if front == "plan":
            self.open_plan()
        elif front in FRONTS:
            getattr(self, front).go_back(where["in_front"])
            self.open_claim() if front == "claim" else self._stack.setCurrentWidget(getattr(self, front))
        if where.get("plan"):
            self.plan.go_back(where["plan"])
        east, north, metres = where["at"]
        self.pane.show_only(where["filter"])
        self.pane.map.look(View(east, north, metres, self.pane.map.width(), self.pane.map.height()))
        if where["chosen"]:
            self.pane.choose(where["chosen"])

    def save_to(self, path: str) -> None:
        """Saves a picture or a paper of the map: rounded to outcodes, and said so on it."""
        try:
            save_view(self.workspace, Path(path), self.pane.map.view)
        except UserFacingError as error:
            self.pane.say(error)
            return
        self._window.toast("Saved the map, rounded to postcode districts, without names", undo=False)

    def open_journey(self) -> None:
        """Opens the page that tells the journey between any two places."""
        self.journey.refresh()
        self._stack.setCurrentWidget(self.journey)
        self.journey.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_way(self, start: str, finish: str) -> None:
        when_done(self._actions.way_between(start, finish), self, self._draw_way)

    def _draw_way(self, points: Sequence[tuple[float, float]]) -> None:
        self._stack.setCurrentWidget(self.pane)
        self.pane.draw_way(points)

    def open_sheet(self, first: date, last: date | None = None) -> None:
        """Opens the trip sheet at a day, or at the days of a trip."""
        self._stack.setCurrentWidget(self.sheet)
        self._looks = 0
        self.sheet.open_days(first, last or first)

    def _reckon_sheet(self) -> None:
        """The map may have had the same drives reckoned meanwhile: the sheet is shown anew whoever found them."""
        self._looks += 1
        if self._looks <= MOST_LOOKS:
            when_done(self._actions.look_up_places(), self, lambda _: self.sheet.refresh())

    def _ask_where_sheet(self, first: date, last: date) -> None:
        name = f"Trip sheet {first.isoformat()}.pdf"
        save = partial(self.save_sheet, first, last)
        ask_for_file(self, "Save the trip sheet", "Paper (*.pdf)", save, name)

    def save_sheet(self, first: date, last: date, path: str) -> None:
        """Saves the sheet of these days as a paper."""
        done = self._actions.save_trip_sheet(first, last, path)
        said = "Saved the trip sheet. Shred it when you are back"
        when_done(done, self, lambda _: self._window.toast(said, undo=False), self._sheet_refused)

    def _sheet_refused(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self.sheet.say(error)

    def open_claim(self) -> None:
        """Opens the log of journeys made, at its newest month."""
        self._stack.setCurrentWidget(self.claim)
        when_done(self._actions.claim_months(), self, self._show_months, self._refused)

    def _show_months(self, months: Sequence[tuple[str, str]]) -> None:
        self.claim.show_months(months)
        if self.claim.month():
            self._show_month(self.claim.month())

    def _show_month(self, month: str) -> None:
        when_done(self._actions.claim(month), self, self.claim.show_claim, self._refused)

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self.claim.say(error)

    def _ask_where_claim(self, month: str, kind: str) -> None:
        filters = "Paper (*.pdf)" if kind == "pdf" else "Table (*.csv)"
        ask_for_file(self, "Save the journeys", filters, partial(self.save_claim, month), f"Journeys {month}.{kind}")

    def save_claim(self, month: str, path: str) -> None:
        """Saves the log of a month as a table or a paper, by the ending of the file's name."""
        done = self._actions.save_claim(month, path)
        when_done(done, self, lambda _: self._window.toast("Saved the journeys", undo=False), self._refused)

    def _found(self, found: bool) -> None:
        if found and self.in_front():
            self.refresh()
        elif found:
            self.wait_for_it()

    def _open_child(self, child: str) -> None:
        self._window.go("caseload")
        place = self._window.pane("caseload")
        if isinstance(place, CaseloadPlace):
            place.open_child(child)

    def _ask_where(self) -> None:
        ask_for_file(self, "Save the map", "Picture (*.png);;Paper (*.pdf)", self.save_to, "Map.png")

    @comes_back
    def ask_place(self, point: Sequence[float] = ()) -> None:
        """Asks what a point is called, or for a place of one's own anywhere."""
        KeepPlace(self, self._actions, point).open_it()


class KeepPlace(Dialog):
    """Keeps a place under a name: the point that was pressed on the map, or a postcode, a town, a grid reference."""

    def __init__(self, parent: QWidget, actions: DeskActions, point: Sequence[float] = ()) -> None:
        self._actions = actions
        self._point = ", ".join(f"{each:.0f}" for each in point)
        self.name = Field("Name", hint="What you call it: it is found by this wherever a place is asked for")
        self.kind = ComboField("What it is", list(OWN_PLACE_KINDS.items()), value="other")
        self.where = Field("Where it is", hint="A postcode, a town, or a grid reference such as SY 692 907")
        self.where.setVisible(not self._point)
        self._refusal = Message("late", "")
        self._refusal.hide()
        self._kept = column(gap=2)
        body = column(self.name, self.kind, self.where, self._refusal, self._kept, gap=12)
        buttons = [("", "Leave it", "quiet"), ("keep", "Keep this place", "primary")]
        title = "Keep this point as a place of yours" if self._point else "Places of yours"
        super().__init__(parent, title, body, buttons, check=self._done)
        if not self._point:
            self._list()

    def _list(self) -> None:
        clear(self._kept)
        for kept in self._actions.own_places():
            gone = Button(f"Remove {kept.name}", "plain", small=True)
            gone.clicked.connect(lambda _=False, kept=kept: self._remove(kept.id))
            said = Text(f"{kept.name}, {kept.kind_label.lower()}, {kept.where}", "body", wrap=True)
            add(self._kept, row((said, 1), gone))
        for found in self._actions.found_places():
            gone = Button(f"Forget {found.words}", "plain", small=True)
            gone.clicked.connect(lambda _=False, found=found: self._forget(found.id))
            add(self._kept, row((Text(f"{found.words}, found before", "body", "ink2", wrap=True), 1), gone))

    def _forget(self, place: str) -> None:
        when_done(self._actions.forget_found_place(place), self, lambda _: self._list())

    def _remove(self, place: str) -> None:
        when_done(self._actions.remove_own_place(place), self, lambda _: self._list())

    def _done(self, key: str) -> bool:
        if key != "keep":
            return True
        try:
            self._actions.keep_own_place(self.name.value(), self._point or self.where.value(), self.kind.value())
        except UserFacingError as error:
            self._refusal.say("late", error.what, error.do)
            self._refusal.show()
            return False
        return True
