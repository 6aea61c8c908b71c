"""The trip sheet on screen: a day or a few days, so that nothing has to be printed; and saving it as a paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.maps import MapView
from iro_desk.practice.trip_sheet import TripSheetDay, TripSheetStop, TripSheetView
from iro_desk.practice.words import count
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.panes.actions import Answer
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.theme import px
from iro_desk.ui.trips.trip_map import StopMark, TripMap
from iro_desk.ui.widgets import (
    Button,
    Combo,
    Dialog,
    Field,
    Message,
    PaneHeader,
    Scroll,
    Text,
    TextArea,
    add,
    clear,
    column,
    row,
)

MOST_DAYS = 5
BESIDE = 900
"""Width at 100 % from which the map stands beside the stops."""
NOBODY = "Nobody is named. The settings ask who knows where you are on a visit."


class SheetActions(Protocol):
    """What the sheet can ask."""

    def trip_sheet(self, first: date, last: date) -> Answer[TripSheetView]:
        """The stops of these days."""
        ...

    def sheet_way(self, view: TripSheetView) -> Answer[Sequence[tuple[float, float]]]:
        """The line of its roads."""
        ...

    def sheet_map(self) -> Answer[MapView]:
        """The caseload on the map."""
        ...

    def next_trip_day(self) -> Answer[date | None]:
        """The next day with a stop to drive to."""
        ...

    def keep_trip_note(self, child: str, access: str, bring: str) -> Answer[None]:
        """Keeps how one gets in, and what was promised."""
        ...


class SheetPane(QWidget):
    """The stops of one day or a few, with what each visit needs."""

    closed = Signal()
    incomplete = Signal()
    """What is shown waits for places and drives to be reckoned."""
    save_asked = Signal(object, object)
    """The first and the last day."""

    help_name = "map"

    def __init__(self, actions: SheetActions, today: date) -> None:
        super().__init__()
        self._actions, self._first = actions, today
        self.view: TripSheetView | None = None
        self.setAccessibleName("Trip sheet")
        back = Button("Back to the map", "quiet", "chevron-left")
        back.clicked.connect(self.closed)
        self.save = Button("Save the paper", icon="file-text")
        self.save.clicked.connect(lambda: self.save_asked.emit(*self._span()))
        self._header = PaneHeader("Trip sheet", "", actions=[back, self.save])
        self.before = Button("Earlier", icon="chevron-left", alone=True)
        self.after = Button("Later", icon="chevron-right", alone=True)
        self.next = Button("Next day on the road")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.next.clicked.connect(self.go_to_next)
        self.days = Combo([(str(n), count(n, "day")) for n in range(1, MOST_DAYS + 1)], name="How many days")
        self.days.activated.connect(lambda _: self.refresh())
        self._message = Message("late", "")
        self._message.hide()
        self._body = column(gap=4)
        self.map = TripMap()
        self.map.hide()
        middle = Qt.AlignmentFlag.AlignVCenter
        column(
            self._header,
            column(
                row(*((each, middle) for each in (self.before, self.after, self.next, self.days)), None, gap=8),
                self._message,
                gap=10,
                margins=(32, 0, 32, 8),
            ),
            (row((Scroll(column(self._body, None, margins=(32, 8, 32, 20))), 1), (self.map, 1), gap=0), 1),
            into=self,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.map.setVisible(self.width() >= px(BESIDE) and bool(self._stops()))

    def _span(self) -> tuple[date, date]:
        return self._first, self._first + timedelta(days=int(self.days.value()) - 1)

    def open_days(self, first: date, last: date) -> None:
        """Opens these days, as far as a sheet holds them."""
        self._first = first
        self.days.choose(str(min(MOST_DAYS, max(1, (last - first).days + 1))))
        self.refresh()

    def where(self) -> dict[str, Any]:
        """The days that are shown."""
        return {"days": [day.isoformat() for day in self._span()]}

    def go_back(self, where: dict[str, Any]) -> None:
        """Comes back to them after an unlock."""
        self.open_days(*map(date.fromisoformat, where["days"]))

    def turn(self, by: int) -> None:
        """The days before or after."""
        self._first += timedelta(days=by * int(self.days.value()))
        self.refresh()

    def go_to_next(self) -> None:
        """The next day with a stop to drive to."""
        ask(self._actions.next_trip_day, self, self._opened, self.say)

    def _opened(self, day: date | None) -> None:
        if day is None:
            self.say(UserFacingError("No day with a drive is booked.", do="Book a review, or enter a visit."))
        else:
            self.open_days(day, day)

    def refresh(self) -> None:
        """Shows the days as the desk stands now."""
        ask(lambda: self._actions.trip_sheet(*self._span()), self, self._show, self.say)

    def say(self, error: UserFacingError) -> None:
        """Says what could not be done."""
        self._message.say("late", error.what, f"{error.safe} {error.do}".strip())
        self._message.show()

    def _show(self, view: TripSheetView) -> None:
        self.view = view
        self._message.hide()
        self._header.say("Trip sheet", view.title)
        clear(self._body)
        for day in view.days:
            self._show_day(day)
        if view.pending:
            self.incomplete.emit()
        add(self._body, 14, Text("Lone working", "heading"))
        add(self._body, Text(f"Who knows where I am: {view.who_knows or NOBODY}", "body", wrap=True))
        add(self._body, Text(f"Expected back: {view.expected_back or 'Not known'}", "body", wrap=True))
        if any(day.stops for day in view.days):
            add(self._body, 10, Text("A printed sheet is to be shredded when you are back.", "body", wrap=True))
        add(
            self._body, 10, Text("No surname, date of birth, status or reason stands here.", "small", "ink2", wrap=True)
        )

        self._draw(view)

    def _stops(self) -> list[StopMark]:
        """The stops that have a point, numbered as they are driven to."""
        listed = [stop for day in self.view.days for stop in day.stops] if self.view is not None else []
        return [
            StopMark(
                number, f"{stop.time} {stop.initials}".strip(), float(stop.point[0]), float(stop.point[1]), stop.child
            )
            for number, stop in enumerate(listed, start=1)
            if stop.point is not None
        ]

    def _draw(self, view: TripSheetView) -> None:
        self._arrange()
        self.map.show_way(())
        if self._stops():
            ask(self._actions.sheet_map, self, partial(self._draw_map, view))
            ask(lambda: self._actions.sheet_way(view), self, partial(self._draw_way, view))

    def _draw_map(self, view: TripSheetView, shown: MapView) -> None:
        if self.view is view:
            self.map.show_trip(shown, self._stops())

    def _draw_way(self, view: TripSheetView, points: Sequence[tuple[float, float]]) -> None:
        if self.view is view:
            self.map.show_way(points)

    def _show_day(self, day: TripSheetDay) -> None:
        add(self._body, 10, Text(day.words, "heading"))
        if not day.stops and not day.leave_words:
            add(self._body, Text("Nothing is booked that you drive to.", "body", "ink2", wrap=True))
        if day.leave_words:
            add(self._body, Text(day.leave_words, "body", "ink2", wrap=True))
        for stop in day.stops:
            self._show_stop(stop)
        if day.stops and day.back_at:
            words = f"Night in {day.sleeps_in}" if day.sleeps_in else "Back"
            add(self._body, 8, Text(f"{day.back_at}  {words}", "strong", wrap=True))
            if day.way_back:
                add(self._body, Text(day.way_back, "body", wrap=True))

    def _show_stop(self, stop: TripSheetStop) -> None:
        add(self._body, 8, Text(f"{stop.time or 'No time'}  {stop.initials}, {stop.where}", "strong", wrap=True))
        told: Sequence[str] = (
            stop.telephone,
            stop.access,
            f"Bring: {'; '.join(stop.bring)}" if stop.bring else "",
            stop.drive,
        )
        for words in filter(None, told):
            add(self._body, Text(words, "body", wrap=True))
        if stop.child:
            needs = Button(f"What the visit to {stop.initials} needs", "plain", "pen-line", small=True)
            note = stop.child, stop.initials, stop.access, list(stop.bring)
            needs.clicked.connect(lambda _=False: self.ask_note(*note))
            add(self._body, row(needs, None))

    @comes_back
    def ask_note(self, child: str, initials: str, access: str, bring: list[str]) -> None:
        """Asks for how one gets in, and what was promised."""
        keep = partial(self._actions.keep_trip_note, child)
        VisitNote(self, initials, access, bring, keep).open_it()


class VisitNote(Dialog):
    """How one gets in, and what I said I would bring: kept for the next visits too, until it is changed."""

    def __init__(
        self, parent: QWidget, initials: str, access: str, bring: Sequence[str], keep: Callable[[str, str], object]
    ) -> None:
        self._keep = keep
        self.access = Field("How one gets in", hint="The gate, where to park, the dog", value=access)
        self.bring = Field("What I said I would bring", TextArea("\n".join(bring), lines=4), hint="One thing a line")
        self._refusal = Message("late", "")
        self._refusal.hide()
        buttons = [("", "Leave it as it is", "quiet"), ("keep", "Keep it", "primary")]
        title = f"What the visit to {initials} needs"
        super().__init__(
            parent, title, column(self.access, self.bring, self._refusal, gap=12), buttons, check=self._done
        )

    def _done(self, key: str) -> bool:
        if key == "keep":
            try:
                self._keep(self.access.value(), self.bring.value())
            except UserFacingError as error:
                self._refusal.say("late", error.what, error.do)
                self._refusal.show()
                return False
        return True
