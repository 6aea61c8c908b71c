"""The planner: trips on the map and beside it; what they spare, why each choice, and what is refused at what price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.diary_views import Price, Proposal, Trip, TripsView
from iro_desk.practice.maps import MapView
from iro_desk.practice.words import count, hours, long_day
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.theme import px
from iro_desk.ui.trips.actions import TripsActions
from iro_desk.ui.trips.stops import StopLine, StopRow, day_head
from iro_desk.ui.trips.trip_map import StopMark, TripMap
from iro_desk.ui.widgets import (
    Button,
    Chips,
    DateField,
    Icon,
    ListLine,
    Message,
    Popover,
    Progress,
    RowList,
    Scroll,
    State,
    Surface,
    Text,
    add,
    announce,
    clear,
    column,
    figure,
    row,
    section,
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
        call = partial(self._actions.plan, weeks, self.seconds, self._improved, lambda: self._stop_asked)
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
        saved = max(0, view.apart_minutes - view.drive_minutes)
        add(
            self._body,
            wrapping(
                figure(hours(view.drive_minutes), "driving"),
                figure(hours(saved), "saved against separate visits"),
                figure(str(view.nights), "night away" if view.nights == 1 else "nights away"),
                gap=28,
            ),
            4,
            Text(view.gap_words, "small", "ink3", wrap=True),
        )
        for each in view.cannot_be:
            late = f"{count(each.late_days, 'day')} late" if each.late_days else "no day is left"
            words = f"{each.label}: {late}. The last day is {long_day(each.last_day, self._today)}."
            add(self._body, 8, State("late", words, "body", wrap=True))
            add(self._body, Text(f"{each.proof} {each.ask}".strip(), "small", "ink2", wrap=True))
        waits = [trip for trip in view.trips if not trip.fixed]
        for title, trips in (("To be booked", waits), ("Booked already", [t for t in view.trips if t.fixed])):
            if trips:
                add(self._body, section(title, count=len(trips), margins=(0, 16, 0, 2)))
                listed = RowList(title, inset=6)
                listed.show_lines([self._trip_line(view, trip) for trip in trips])
                listed.opened.connect(self.open_trip)
                listed.setFixedHeight(listed.sizeHintForRow(0) * len(trips) + 4)
                add(self._body, listed)
        if view.left_out:
            add(self._body, section("Not in the plan", count=len(view.left_out), margins=(0, 16, 0, 4)))
            for _, label, why in view.left_out:
                add(self._body, Text(f"{label}: {why}", "small", "ink2", wrap=True), 4)
        if not view.trips:
            add(self._body, 12, Text("Every review of these weeks has its date.", "body", "ink2", wrap=True))
        open_ones = [p for p in view.proposals if not p.pinned]
        buttons: list[QWidget] = []
        if open_ones:
            words = f"Book all {len(open_ones)}" if len(open_ones) > 1 else "Book it"
            every = Button(words, "primary", "check")
            every.clicked.connect(lambda _=False: self.accept(None, len(open_ones)))
            every.setEnabled(not self._running)
            buttons.append(every)
        again = Button("Propose anew")
        again.clicked.connect(self.begin)
        again.setEnabled(not self._running)
        self._wait_words()
        add(self._foot_line, wrapping(*buttons, again, *self._switch_made()))

    def _trip_line(self, view: TripsView, trip: Trip) -> ListLine:
        late = any(p.late_days for p in view.proposals if p.id in trip.proposals)
        saved = hours(trip.apart_minutes - trip.drive_minutes) if trip.apart_minutes > trip.drive_minutes else ""
        return ListLine(
            key=trip.id,
            title=trip.title,
            mark="late" if late else "booked" if trip.fixed else "open",
            says="After a last day" if late else hours(trip.drive_minutes) if trip.drive_minutes else "No drive",
            detail=trip.line,
            after_detail=f"{saved} saved" if saved else "",
        )

    def _show_trip(self, view: TripsView, trip: Trip) -> None:
        self._title.say(trip.title)
        self._line.say(trip.line)
        figures = []
        if trip.miles:
            figures.append(figure(str(round(trip.miles)), "miles"))
        low, high = hours(trip.drive_minutes_low), hours(trip.drive_minutes_high)
        if trip.drive_minutes:
            figures.append(figure(hours(trip.drive_minutes), f"driving, between {low} and {high}"))
        if trip.saved_words:
            saved, _, rest = trip.saved_words.partition(" saved ")
            figures.append(figure(saved, f"saved {rest}"))
        if figures:
            add(self._body, wrapping(*figures, gap=26), 6)
        by_id = {p.id: p for p in view.proposals}
        number = 0
        for day in trip.days:
            add(self._body, 10, day_head(day, self._today))
            for stop in day.stops:
                proposal = by_id.get(stop.proposal)
                if stop.kind != "review" or proposal is None:
                    add(self._body, StopLine(stop))
                    continue
                number += 1
                made = StopRow(stop, number, pinned=proposal.pinned)
                made.clicked.connect(lambda _=False, p=proposal, at=made: self.ask_why(p, at))
                add(self._body, made)
            for seen in day.optional:
                more = f"{hours(seen.adds_minutes)} more driving" if seen.adds_minutes else "no more driving"
                words = f"On the way you could see {seen.label}, {more}. {seen.why}"
                add(
                    self._body, 4, row((Icon("info", 16, "accent"), _TOP), (Text(words, "small", "ink2", wrap=True), 1))
                )
        for question in self._refused_ones(by_id, trip)[:2]:
            add(self._body, 10, _why_line(question))
        open_ones = [by_id[id] for id in trip.proposals if id in by_id and not by_id[id].pinned]
        buttons: list[QWidget] = []
        if open_ones:
            book = Button("Book this trip" if len(open_ones) > 1 else "Book this review", "primary", "check")
            book.clicked.connect(lambda _=False: self.accept([p.id for p in open_ones], len(open_ones)))
            book.setEnabled(not self._running)
            buttons.append(book)
        if self._sheets:
            sheet = Button("Trip sheet", icon="printer")
            sheet.clicked.connect(lambda _=False: self.sheet_asked.emit(trip))
            buttons.append(sheet)
        self._wait_words()
        back = Button("All trips", icon="chevron-left")
        back.clicked.connect(lambda _=False: self.open_trip(""))
        add(self._foot_line, wrapping(*buttons, back, *self._switch_made()))

    def _wait_words(self) -> None:
        """What is closed says what opens it."""
        if self._running:
            words = "Better trips are still looked for: stop, and this plan can be booked."
            add(self._foot_line, Text(words, "small", "ink2", wrap=True), 6)

    def _refused_ones(self, by_id: dict[str, Proposal], trip: Trip) -> list[Price]:
        return [price for id in trip.proposals if id in by_id for price in by_id[id].alternatives]

    def open_trip(self, id: str) -> None:
        """Opens a trip; without one, the list of all."""
        view = self.view
        self.trip = next((trip for trip in view.trips if trip.id == id), None) if view is not None else None
        self._show()
        self._scroll.verticalScrollBar().setValue(0)
        if self.trip is not None:
            announce(self, f"{self.trip.title}. {self.trip.line}")

    # ------------------------------------------------------------ why, and why not

    def ask_why(self, proposal: Proposal, beside: QWidget) -> None:
        """Why this day, what it costs, what another day would cost; and booking this one alone."""
        body = column(Text(f"Why {long_day(proposal.day, self._today)}?", "title", wrap=True), gap=6)
        for words in proposal.reasons:
            add(body, Text(words, "body", wrap=True))
        if proposal.price and not proposal.pinned:
            add(body, Text(f"Without it the plan would take {hours(proposal.price)} less.", "small", "ink2", wrap=True))
        for each in proposal.alternatives:
            add(body, _why_line(each))
        popover = Popover(body, f"Why {proposal.label} on this day", width=440)
        if not proposal.pinned:
            other = DateField(
                "Why not another day?", self._today, hint="The same search with that day: up to 20 seconds"
            )
            answer = Text("", "body", wrap=True)
            price = Button("What would it cost?", small=True)
            price.clicked.connect(lambda _=False: self._ask_price(proposal, other, answer, price))
            add(body, 6, other, row(price, None), answer)
            one = Button("Book this one", "primary", "check", small=True)
            one.clicked.connect(lambda _=False: self._book_one(popover, proposal.id))
            one.setEnabled(not self._running)
            add(body, 8, row(one, self._open_child(popover, proposal.child), None))
        else:
            add(body, 8, row(self._open_child(popover, proposal.child), None))
        popover.show_beside(beside)

    def _book_one(self, popover: Popover, id: str) -> None:
        popover.close_it()
        self.accept([id], 1)

    def _open_child(self, popover: Popover, child: str) -> Button:
        button = Button("Open the child", small=True)

        def go() -> None:
            popover.close_it()
            self.child_opened.emit(child)

        button.clicked.connect(go)
        return button

    def _ask_price(self, proposal: Proposal, field: DateField, answer: Text, button: Button) -> None:
        day = field.day()
        if day is None:
            field.refuse("Type the day, such as 9 December 2026.")
            return
        button.setEnabled(False)
        answer.say("The same search runs with that day.")

        def done(price: Price) -> None:
            button.setEnabled(True)
            answer.say(f"{price.words}{'' if price.proved else ' Found in the time, not proved.'}")
            announce(self, f"{price.question} {price.words}")

        def refused(error: UserFacingError) -> None:
            button.setEnabled(True)
            answer.say(error.what)

        ask(partial(self._actions.why_not, proposal.child, day), button, done, refused)

    # ------------------------------------------------------------ booking

    def accept(self, ids: Sequence[str] | None, number: int) -> None:
        """Books proposals as one change; then the plan is made anew around them."""

        def done(_: Any) -> None:
            self.booked.emit(f"Booked {count(number, 'review')}")
            self.mark_booked(ids)

        ask(partial(self._actions.accept, ids), self, done, self.say)

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
            ask(partial(self._actions.way_through, trip), self, partial(self._draw_way, trip.id), lambda _: None)

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
        made = Button("Show the map", icon="map-pin", small=True)
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


_TOP = Qt.AlignmentFlag.AlignTop


def _why_line(price: Price) -> QWidget:
    """ "Why not Newcastle too? It adds 5 h 40 and a third night."."""
    words = f"{price.question} {price.words}{'' if price.proved else ' Not proved.'}"
    return row((Icon("info", 16, "accent"), _TOP), (Text(words, "small", "ink2", wrap=True), 1), gap=8)
