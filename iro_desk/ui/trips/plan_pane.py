"""The planner: trips on the map and beside it; what they spare, why each choice, and what is refused at what price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.diary_views import OptionalStop, Proposal, Trip, TripDay, TripsView
from iro_desk.practice.maps import MapView
from iro_desk.practice.words import count, hours
from iro_desk.ui import bridge
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.theme import px
from iro_desk.ui.trips.actions import TripsActions
from iro_desk.ui.trips.pages import put_plan, put_trip
from iro_desk.ui.trips.stops import StopRow
from iro_desk.ui.trips.trip_map import StopMark, TripMap
from iro_desk.ui.trips.why import WhyDay
from iro_desk.ui.widgets import (
    Button,
    Chips,
    Message,
    Progress,
    Scroll,
    Surface,
    Text,
    add,
    announce,
    clear,
    column,
    row,
    wrapping,
)

WEEKS = ((4, "Next 4 weeks"), (8, "Next 8 weeks"), (12, "Next 12 weeks"))
SECONDS = 20.0
BESIDE = 1040
WIDTH = 480


class PlanPane(QWidget):
    """A plan with its trips. Nothing is booked before somebody says so.

    ``child_opened`` leads to a child, ``map_asked`` back to the whole caseload, ``planned`` hands on what is proposed.
    """

    child_opened = Signal(str)
    map_asked = Signal()
    planned = Signal(object)
    """The :class:`TripsView` that stands now; ``None`` when it goes."""
    booked = Signal(str)
    """What was booked, in words."""
    sheet_asked = Signal(object)
    """The :class:`Trip` whose sheet is asked for."""

    help_name = "trips"

    def __init__(self, actions: TripsActions, today: date, *, sheets: bool = False) -> None:
        """``sheets``: whether a trip's sheet can be printed."""
        super().__init__()
        self._actions, self._today, self._sheets = actions, today, sheets
        self.view: TripsView | None = None
        self.trip: Trip | None = None
        self.seconds = SECONDS
        """How long is looked for better trips."""
        self._stop_asked = False
        self._running = False
        self._why_of = ""
        self._left = 0
        self.setAccessibleName("Plan of trips")
        self.map = TripMap()
        self.map.child_opened.connect(self.child_opened)
        self.chips = Chips([(str(weeks), words, None) for weeks, words in WEEKS], "8")
        self.chips.chose.connect(lambda _: self.begin())
        self._on_map = Surface("paper", radius=8, edge="line")
        self.everybody = Button("All children", icon="users", small=True)
        self.everybody.clicked.connect(self.map_asked)
        row(self.chips, self.everybody, margins=(8, 6, 8, 6), into=self._on_map)
        self._on_map.setParent(self.map)
        self._title = Text("", "display", wrap=True)
        self._line = Text("", "body", "ink2", wrap=True)
        self.progress = Progress("Looking for better trips")
        self.progress.stopped.connect(self.stop)
        self.message = Message("late", "")
        self.message.hide()
        self._body = column()
        self._scroll = Scroll(column(self._title, 2, self._line, 10, self._body, None, margins=(28, 22, 24, 16)))
        self._side = Surface("paper", lines="left")
        fixed = column(self.progress, self.message, gap=8, margins=(28, 0, 24, 0))
        self._foot_line = column(margins=(28, 10, 24, 14))
        column((self._scroll, 1), fixed, self._foot_line, into=self._side)
        self._on_side = Button("Show the plan", icon="list", small=True)
        self._on_side.clicked.connect(self._turn)
        self._on_side.setParent(self.map)
        self._mapped, self._was_narrow = False, False
        row((self.map, 1), (self._side, 0), gap=0, into=self)
        self.map.resized.connect(self._place)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self.dress()
        self._show()

    # ------------------------------------------------------------ the search

    def begin(self) -> None:
        """Looks for a plan: one at once, better ones while it runs."""
        if self._running:
            self.stop()
            return
        self._stop_asked, self._running, self._left = False, True, round(self.seconds)
        self.view, self.trip = None, None
        self.message.hide()
        self.progress.begin()
        self._tick.start()
        self._show()
        weeks = int(self.chips.chosen())
        improved = bridge.while_here(self, self._improved)
        call = partial(self._actions.plan, weeks, self.seconds, improved, lambda: self._stop_asked)
        ask(call, self, self._finished, self._refused)

    @property
    def is_running(self) -> bool:
        """Whether better trips are still looked for."""
        return self._running

    def stop(self) -> None:
        """The best plan found so far stands."""
        self._stop_asked = True
        self.progress.say("Stopping: the best so far stands")

    def show_view(self, view: TripsView) -> None:
        """Shows a plan; the trip that is open stays, if it is still one."""
        self.view = view
        open_one = self.trip.id if self.trip is not None else ""
        self.trip = next((trip for trip in view.trips if trip.id == open_one), None)
        self.planned.emit(view)
        self._show()

    def _improved(self, view: TripsView) -> None:
        if self._running:
            self.show_view(view)
            self.progress.say(self._so_far(view))

    def _so_far(self, view: TripsView) -> str:
        return f"{hours(view.drive_minutes)} of driving so far"

    def _finished(self, view: TripsView) -> None:
        self._running = False
        self.progress.end()
        self._tick.stop()
        self.message.hide()
        self.show_view(view)
        announce(self, f"{view.line} {view.gap_words}")

    def _refused(self, error: UserFacingError) -> None:
        self._running = False
        self.progress.end()
        self._tick.stop()
        self.say(error)

    def flush(self) -> None:
        """Before the desk is shut what runs is stopped; the best so far is put away with where the person is."""
        if self._running:
            self.stop()

    def where(self) -> dict[str, Any]:
        """The plan that stands and the trip that is open, as plain values, to come back to after an unlock."""
        return {
            "plan": self._actions.kept() if self.view is not None else None,
            "trip": self.trip.id if self.trip is not None else "",
            "weeks": self.chips.chosen(),
            "running": self._running,
        }

    def go_back(self, where: dict[str, Any]) -> None:
        """Comes back to it: the very plan where the day and the diary are still the same, else said plainly."""
        self.chips.choose(where["weeks"])
        if where["plan"] is not None:
            self._running, self._stop_asked = True, True
            self.progress.say("Bringing the plan back")
            self.progress.begin()
            self._show()
            ask(partial(self._actions.take_up, where["plan"]), self, partial(self._came_back, where), self._refused)
        elif where["running"]:
            self.message.say("wait", "The search for trips ended when the desk was locked.", "Propose trips anew.")
            self.message.show()

    def _came_back(self, where: dict[str, Any], view: TripsView) -> None:
        self._finished(view)
        self.open_trip(where["trip"])
        if self._why_of:
            self.ask_why(self._why_of)
        if where["running"]:
            self.message.say(
                "wait", "The search was stopped when the desk was locked.", "This is the best plan found until then."
            )
            self.message.show()

    def say(self, error: UserFacingError) -> None:
        """Says what could not be done."""
        self.message.say("late", error.what, f"{error.safe} {error.do}".strip())
        self.message.show()

    def _count_down(self) -> None:
        self._left = max(0, self._left - 1)
        words = self._so_far(self.view) if self.view is not None else "A first plan"
        if not self._stop_asked:
            left = f"{count(self._left, 'second')} left" if self._left else "proving what cannot be"
            self.progress.say(words, 1 - self._left / self.seconds, left)

    # ------------------------------------------------------------ what is shown

    def _show(self) -> None:
        clear(self._body)
        clear(self._foot_line)
        view = self.view
        if view is None:
            self._show_nothing()
        elif self.trip is not None:
            self._show_trip(view, self.trip)
        else:
            self._show_plan(view)
        self._draw()
        self._arrange()

    def _show_nothing(self) -> None:
        self._title.say("Trips")
        self._line.say(
            "Reviews without a date are put on days: in time first, then the child’s wish and school, then the least"
            " driving. What is booked stays where it is."
        )
        if not self._running:
            go = Button("Propose trips", "primary", "route")
            go.clicked.connect(self.begin)
            add(self._body, 6, Text("Nothing is booked before you say so.", "body", "ink2", wrap=True), 14)
            add(self._body, row(go, None))
            add(self._foot_line, row(*self._switch_made(), None))

    def _show_plan(self, view: TripsView) -> None:
        self._title.say("Proposed trips")
        self._line.say(view.line)
        put_plan(self._body, view, self._today, self.open_trip)
        open_ones = [p for p in view.proposals if not p.pinned]
        words = f"Book all {len(open_ones)} reviews" if len(open_ones) > 1 else "Book it"
        again = Button("Propose anew")
        again.clicked.connect(self.begin)
        again.setEnabled(not self._running)
        self._end_with(words, open_ones, None, [again])

    def _show_trip(self, view: TripsView, trip: Trip) -> None:
        self._title.say(trip.title)
        self._line.say(trip.line)
        put_trip(self._body, view, trip, self._today, self.ask_why, self.see)
        open_ones = [p for p in view.proposals if p.id in trip.proposals and not p.pinned]
        words = "Book this trip" if len(open_ones) > 1 else "Book this review"
        others = []
        if self._sheets:
            sheet = Button("Trip sheet", icon="printer")
            sheet.clicked.connect(lambda _=False: self.sheet_asked.emit(trip))
            others.append(sheet)
        back = Button("All trips", icon="chevron-left")
        back.clicked.connect(lambda _=False: self.open_trip(""))
        self._end_with(words, open_ones, [p.id for p in open_ones], [*others, back])

    def _end_with(
        self, words: str, open_ones: Sequence[Proposal], ids: Sequence[str] | None, others: Sequence[QWidget]
    ) -> None:
        """The foot: what books the proposals that are shown, and what leads on."""
        buttons: list[QWidget] = []
        if open_ones:
            book = Button(words, "primary", "check")
            book.clicked.connect(lambda _=False: self.accept(ids, len(open_ones)))
            book.setEnabled(not self._running)
            buttons.append(book)
        self._wait_words()
        add(self._foot_line, wrapping(*buttons, *others, *self._switch_made()))

    def _wait_words(self) -> None:
        """What is closed says what opens it."""
        if self._running:
            words = "Better trips are still looked for: stop, and this plan can be booked."
            add(self._foot_line, Text(words, "small", "ink2", wrap=True), 6)

    def open_trip(self, id: str) -> None:
        """Opens a trip; without one, the list of all."""
        view = self.view
        self.trip = next((trip for trip in view.trips if trip.id == id), None) if view is not None else None
        self._show()
        self._scroll.verticalScrollBar().setValue(0)
        if self.trip is not None:
            announce(self, f"{self.trip.title}. {self.trip.line}")

    # ------------------------------------------------------------ why, and why not

    @comes_back
    def ask_why(self, id: str) -> None:
        """Why a proposal's day, what it costs, what another day would cost; and booking this one alone."""
        beside = next((each for each in self._body.findChildren(StopRow) if each.stop.proposal == id), None)
        proposal = next((each for each in self.view.proposals if each.id == id), None) if self.view else None
        self._why_of = id if self.view is None else ""  # Asked again once the plan is back.
        if proposal is None or beside is None:
            return
        asked = WhyDay(proposal, self._today, partial(self._actions.why_not, proposal.child), busy=self._running)
        asked.booked.connect(lambda: self.accept([proposal.id], 1))
        asked.child_opened.connect(self.child_opened)
        asked.show_beside(beside)

    # ------------------------------------------------------------ booking

    def accept(self, ids: Sequence[str] | None, number: int) -> None:
        """Books proposals as one change; then the plan is made anew around them."""

        def done(_: Any) -> None:
            self.booked.emit(f"Booked {count(number, 'review')}")
            self.mark_booked(ids)

        ask(partial(self._actions.accept, ids), self, done, self.say)

    def see(self, stop: OptionalStop, day: date) -> None:
        """Puts the visit to a child on the way in the diary; the plan stands."""

        def done(_: Any) -> None:
            self.booked.emit(f"Put the visit to {stop.label} in the diary")
            view, kept = self.view, replace(stop, booked=True)
            if view is None:
                return

            def on(told: TripDay) -> TripDay:
                # Who could be seen only in the same hour cannot be any more.
                free = (e for e in told.optional if e.starts_at >= stop.ends_at or e.ends_at <= stop.starts_at)
                found = (kept, *free)
                return replace(told, optional=found) if told.day == day else told

            trips = tuple(replace(trip, days=tuple(on(each) for each in trip.days)) for trip in view.trips)
            self.show_view(replace(view, trips=trips))

        ask(partial(self._actions.see, stop, day), self, done, self.say)

    def mark_booked(self, ids: Sequence[str] | None) -> None:
        """What was booked stands as booked until the plan is made anew."""
        view = self.view
        if view is None:
            return
        proposals = tuple(
            replace(p, pinned=True, mark="booked", reasons=("Booked just now.",))
            if not p.pinned and (ids is None or p.id in ids)
            else p
            for p in view.proposals
        )
        pinned = {p.id for p in proposals if p.pinned}
        trips = tuple(replace(t, fixed=set(t.proposals) <= pinned) for t in view.trips)
        self.show_view(replace(view, proposals=proposals, trips=trips))

    def outdated(self) -> None:
        """The diary changed since the plan was made."""
        if self.view is not None and not self._running:
            self.message.say("wait", "The diary has changed since this plan was made.", "Propose anew to plan with it.")
            self.message.show()

    def forget(self) -> None:
        """The plan no longer stands."""
        self.view, self.trip = None, None
        self.planned.emit(None)
        self._show()

    # ------------------------------------------------------------ the map

    def stops_of(self, trip: Trip) -> list[StopMark]:
        """The stops of a trip that have a point."""
        reviews = [stop for day in trip.days for stop in day.stops if stop.kind == "review"]
        return [
            StopMark(number, stop.words, float(stop.easting), float(stop.northing or 0), stop.child)
            for number, stop in enumerate(reviews, start=1)
            if stop.easting is not None
        ]

    def _draw(self) -> None:
        shown: MapView = self._actions.map()
        self.map.show_way(())
        trip = self.trip
        self.map.show_trip(shown, self.stops_of(trip) if trip is not None else ())
        if trip is not None and self.stops_of(trip):
            ask(partial(self._actions.way_through, trip), self, partial(self._draw_way, trip.id))

    def _draw_way(self, id: str, points: Sequence[tuple[float, float]]) -> None:
        if self.trip is not None and self.trip.id == id:
            self.map.show_way(points)

    # ------------------------------------------------------------ where things stand

    def dress(self) -> None:
        """Takes the theme."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._narrow() != self._was_narrow:
            self._was_narrow = self._narrow()
            self._show()
        self._arrange()

    def _switch_made(self) -> list[QWidget]:
        """What leads to the map, where both have no room."""
        if not self._narrow():
            return []
        made = Button("Show the map", icon="map-pin")
        made.clicked.connect(self._turn)
        return [made]

    def _narrow(self) -> bool:
        return self.width() < px(BESIDE)

    def _turn(self) -> None:
        self._mapped = not self._mapped
        self._arrange()

    def _arrange(self) -> None:
        narrow = self._narrow()
        self._side.setVisible(not narrow or not self._mapped)
        self.map.setVisible(not narrow or self._mapped)
        self._on_side.setVisible(narrow)
        if narrow:
            self._side.setMaximumWidth(16_777_215)
            self._side.setMinimumWidth(0)
        else:
            self._side.setFixedWidth(px(WIDTH))
        self._place()

    def _place(self) -> None:
        gap = px(14)
        self._on_map.adjustSize()
        self._on_map.setFixedWidth(min(self._on_map.sizeHint().width(), max(px(120), self.map.width() - 2 * gap)))
        self._on_map.move(gap, gap)
        self._on_side.adjustSize()
        self._on_side.move(gap, self.map.height() - self._on_side.height() - px(44))
        head = self._on_map.geometry()
        self.map.kept_free = ((0, 0, head.right() + gap, head.bottom() + gap / 2),)
        self.map.lay_out()
