"""Book a review: free days are offered, and the day typed stands in the review's window while you type."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.diary_views import MoveView
from iro_desk.practice.review_views import BookingView
from iro_desk.practice.views import ClockRow
from iro_desk.ui.panes import facts
from iro_desk.ui.panes.actions import ChildActions, Value
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.facts_editor import FormDialog
from iro_desk.ui.panes.form import Form
from iro_desk.ui.panes.what_if import WhatFollows
from iro_desk.ui.widgets import (
    Chips,
    DateField,
    Field,
    State,
    Text,
    Window,
    WindowBar,
    add,
    announce,
    clear,
    column,
)

OFFERED = 3
"""So many free days are shown; the arrow keys go on to the others."""
WAIT_MS = 120
"""What a day would do to clashes and the drive is reckoned when the typing rests."""
BOOK, ANYWAY = "Book this review", "Book it all the same"


def window_of(clock: ClockRow, booked: date | None) -> Window | None:
    """The window that a review's clock draws; ``None`` while its last day is not known."""
    if clock.legal_limit is None:
        return None
    return Window(
        last_lawful=clock.legal_limit,
        earliest=clock.earliest,
        target=clock.target,
        booked=booked,
        last_working_day=clock.last_working_day,
        tight=booked is None and clock.mark in ("late", "risk"),
    )


def points(view: MoveView) -> list[tuple[str, str]]:
    """(mark, words) of what a day would do beside the limit: the day itself, the wish, clashes, the drive."""
    said = [("late", f"{view.day_words.rstrip('.')}.")] if view.day_words else []
    said += [("soon", view.wish_words)] if view.wish_words else [("done", "No wish and no lesson is touched.")]
    said += [("late", clash.words) for clash in view.clashes]
    said += [] if view.clashes else [("done", "It clashes with nothing that day.")]
    return said + ([("open", view.drive_words)] if view.drive_words else [])


class BookReview(FormDialog):
    """Books the child's next review. ``saved`` tells the review's id.

    It begins with the first free day and hour: Enter books them, Down and Up go to the other free days, and whatever
    is typed takes their place.
    """

    def __init__(self, parent: QWidget, actions: ChildActions, child: str, today: date, *, who: str = "") -> None:
        """``who`` is the child's name, where the page behind does not say it."""
        self._actions, self._child, self._today = actions, child, today
        self._bar: WindowBar | None = None
        self._place, self._points = column(), column(gap=4)
        self._state = State("unknown", "", wrap=True)
        self._sum = Text("", "small", "ink2", wrap=True)
        self.follows = WhatFollows()
        self.start = actions.booking_start(child)
        self.offered: Chips | None = None
        self._offers = column()
        self._at, self._put_in, self._gone = 0, False, False
        form = Form(facts.BOOKING, actions, today, beneath={"day": self.follows})
        super().__init__(
            parent,
            f"Book {who}’s review" if who else "Book a review",
            form,
            BOOK,
            self._book,
            above=[column(self._place, self._state, self._points, self._sum, gap=4), self._offers],
            width=660,
        )
        form.changed.connect(self._typed)
        self._rest = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._rest.timeout.connect(self._reckon)
        for key in ("day", "time"):
            part = form.part(key)
            assert isinstance(part, Field)
            part.control.installEventFilter(self)
        self._show(actions.booking(child, None))
        form.set_values({"method": self.start.method, "place": self.start.place})
        self._begin()
        self._wait_for_drives()

    def _wait_for_drives(self) -> None:
        """Places come first, then the drives between them: as long as something new was found."""
        if self.start.pending:
            ask(self._actions.look_up_places, self, lambda found: self._begin_again() if found else None)

    def _begin(self) -> None:
        """Offers the free days."""
        clear(self._offers)
        self._offers.setVisible(bool(self.start.days))
        if self.start.days:
            self.offered = Chips([(f"{n}", words, None) for n, words in enumerate(self.start.words[:OFFERED])])
            self.offered.chose.connect(lambda key: self._offer(int(key)))
            add(self._offers, self.offered)
            self._offer(0)

    def _begin_again(self) -> None:
        """The drives are known now: other days may be free. What was typed meanwhile stays."""
        if self._gone:
            return  # The desk may be shut by now.
        part = self.form.part("day")
        assert isinstance(part, DateField)
        untouched = self._put_in or not part.value()  # What cannot be read as a day is typed all the same.
        self.start = self._actions.booking_start(self._child)
        if untouched:
            self._begin()
        else:
            self._reckon()
        self._wait_for_drives()

    def says(self) -> str:
        """What is said about the day that stands in the field."""
        return self._words

    def open_it(self) -> None:
        """Opens with the day chosen whole: what is typed takes its place."""
        super().open_it()
        day = self.form.part("day")
        assert isinstance(day, DateField)
        day.edit.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is reckoned for a form that has gone, perhaps with the desk."""
        self._rest.stop()
        self._gone = True
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Up in the day or the time go through the free days."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.start.days:
                self._offer((self._at + step) % len(self.start.days))
                return True
        return super().eventFilter(watched, event)

    def _offer(self, number: int) -> None:
        """Puts a free day with its hour in the form."""
        self._at, self._put_in = number, True
        day, time = self.start.days[number]
        if self.offered is not None:
            self.offered.choose(str(number) if number < OFFERED else "")
        self.form.set_values({"day": day, "time": time})
        self._say_day(day)
        self._reckon()
        part = self.form.part("day")
        assert isinstance(part, DateField)
        part.edit.selectAll()
        announce(self, f"{self.start.words[number]}. {self._words}")

    def _typed(self, key: str) -> None:
        if key == "day":
            day = self.form.values()["day"]
            self._say_day(day if isinstance(day, date) else None)
            announce(self, self._words)
        if key in ("day", "time", "method", "place"):
            self._put_in = False
            self.buttons["save"].say(BOOK)
            self._rest.start()

    def _say_day(self, day: date | None) -> None:
        self._show(self._actions.booking(self._child, day))
        self.follows.show_view(self._actions.what_if(self._child, day, "held") if day else None, lead=False)

    def _reckon(self) -> None:
        """What the day would do to the wish, to clashes and to the drive."""
        values = self.form.values()
        day, time = values["day"], str(values["time"] or "")
        clear(self._points)
        view = self._actions.move(self._child, day, time) if isinstance(day, date) and day >= self._today else None
        for mark, words in points(view) if view is not None else ():
            add(self._points, State(mark, words, "small", wrap=True))

    def _book(self, values: dict[str, Value]) -> Any:
        anyway = {"anyway": True} if self.buttons["save"].text() == ANYWAY else {}
        return self._actions.book(self._child, {**values, **anyway})

    def _refused(self, error: UserFacingError) -> None:
        """What clashes may be booked all the same, once it was read."""
        super()._refused(error)
        if "all the same" in error.do:
            self.buttons["save"].say(ANYWAY)

    def _show(self, view: BookingView) -> None:
        self._words = view.words or "Type the day: it moves in the window as you type."
        self._state.say(view.mark if view.words else "open", self._words)
        self._sum.say(view.clock.because if view.clock else "No window is known for this review yet.")
        window = window_of(view.clock, view.day) if view.clock else None
        if window is None:
            return
        words = "the day typed" if view.day else "booked"
        if self._bar is None:
            self._bar = WindowBar(window, self._today, booked_words=words)
            layout = self._place.layout()
            assert layout is not None
            layout.addWidget(self._bar)
        else:
            self._bar.show_window(window, booked_words=words)
