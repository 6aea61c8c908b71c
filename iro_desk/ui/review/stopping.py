"""Before we stop: the next date against its window and my diary, who comes, and whether the child heard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from iro_desk.casework import CHILD_HEARD, METHODS, UserFacingError
from iro_desk.practice.review_views import ReviewView
from iro_desk.practice.words import long_day
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.form import understand_time
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import ComboField, DateField, Edit, Field
from iro_desk.ui.widgets.layout import Scroll, column, row
from iro_desk.ui.widgets.text import Text, section

KEY = "before-we-stop"
"""Where it stands among the headings: the last."""
TITLE = "Before we stop"
LOOK_AFTER_MS = 250
NARROW = 420
"""Under this width no two fields stand beside one another."""


class BeforeWeStop(QWidget):
    """Nothing here has to be filled: each answer is kept when its field is left, the date with its button."""

    kept = Signal(str)

    def __init__(self, actions: ReviewActions, today: date, refuse: Callable[[UserFacingError], None]) -> None:
        super().__init__()
        self._actions, self._today, self._refuse = actions, today, refuse
        self._view: ReviewView | None = None
        self.day = DateField("Next review on", today)
        self.time = Field("Time")
        self.place = Field("Where")
        self.method = ComboField("How", [("", "Not said yet"), *((m, m[:1].upper() + m[1:]) for m in METHODS)])
        self.people = Field("Who is to come")
        self.midway = DateField("Midway check on", today)
        self.tells = Field("Who tells whom")
        self.heard = ComboField("Did the child hear what was decided?", [("", "Not said yet"), *CHILD_HEARD.items()])
        self.book = Button("Book the next review", "quiet", "calendar-days")
        self.book.clicked.connect(self.book_it)
        self._means_words = Text("", "body", "ink2", wrap=True)
        self._booked = Text("", "body", "good", wrap=True)
        self._pairs = (
            row((column(self.day, None), 2), (column(self.time, None), 1), gap=16),
            row((column(self.midway, None), 1), (column(self.method, None), 1), gap=16),
        )
        inside = column(
            section("The next review"),
            self._booked,
            self._pairs[0],
            6,
            self._means_words,
            10,
            self.place,
            10,
            self._pairs[1],
            10,
            row(self.book, None),
            section("Afterwards"),
            self.people,
            10,
            self.tells,
            10,
            self.heard,
            None,
            margins=(24, 0, 24, 12),
        )
        column((Scroll(inside), 1), into=self)
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._look.timeout.connect(self._say)
        for field in (self.day, self.time, self.place, self.method):
            field.changed.connect(self._look.start)
        for field in (self.people, self.tells):
            assert isinstance(field.control, Edit)
            field.control.editingFinished.connect(self.settle)
        self.heard.changed.connect(self.settle)
        self._filling = False

    def begin(self) -> None:
        """The caret goes to the day."""
        self.day.edit.setFocus()

    def show_view(self, view: ReviewView) -> None:
        """Shows what is settled; a field that is being typed in is left alone."""
        other = self._view is None or self._view.id != view.id
        before = None if other else self._view
        self._view = view
        self._filling = True
        try:
            booked = view.next_booking
            if other or (before is not None and before.next_booking != booked):
                self.day.set_day(booked.day if booked else None)
                self.time.set_value(booked.time if booked else "")
                self.place.set_value(booked.place if booked else view.place)
                self.method.set_value(booked.method if booked else view.method)
            if other or (before is not None and before.midway_on != view.midway_on):
                self.midway.set_day(view.midway_on)
            for field, value in ((self.people, view.next_people), (self.tells, view.who_tells)):
                if other or not field.control.hasFocus():
                    field.set_value(value)
            if self.heard.value() != view.child_heard:
                self.heard.set_value(view.child_heard)
        finally:
            self._filling = False
        at = f" at {booked.time}" if booked and booked.time else ""
        self._booked.say(f"Booked for {long_day(booked.day, self._today)}{at}." if booked else "")
        self._booked.setVisible(booked is not None)
        self._make_room()
        for each in (self.day, self.time, self.place, self.method, self.midway, self.people, self.tells, self.heard):
            each.control.setEnabled(not view.read_only)
        self.book.setEnabled(not view.read_only)
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the fields stand under one another."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        narrow = self.width() < px(NARROW)
        way = QBoxLayout.Direction
        for pair in self._pairs:
            layout = pair.layout()
            assert isinstance(layout, QBoxLayout)
            layout.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        booked = self._view is not None and self._view.next_booking is not None
        whole = "Change the booking" if booked else "Book the next review"
        self.book.say(("Change it" if booked else "Book it") if narrow else whole)

    def _say(self) -> None:
        view = self._view
        if view is None:
            return
        time = understand_time(self.time.value()) if self.time.value() else ""
        mark, words = self._actions.next_words(
            view.id, self.day.day(), time or "", self.place.value(), self.method.value()
        )
        ink = {"late": "late", "soon": "soon", "booked": "good"}.get(mark, "ink2")
        self._means_words.say(words, ink)

    def book_it(self) -> None:
        """Books what is typed."""
        view, day = self._view, self.day.day()
        if view is None or not self.day.readable() or not self.midway.readable():
            return
        if day is None:
            self.day.refuse("Say on which day.")
            return
        time = understand_time(self.time.value()) if self.time.value() else ""
        if time is None:
            self.time.refuse("Type a time such as 15:30.")
            return
        midway = self.midway.day()
        if view.next_booking is not None and midway == view.midway_on and day != view.next_booking.day:
            midway = None  # Half way to the day that was.
        ask(
            lambda: self._actions.book_next(view.id, day, time, self.place.value(), self.method.value(), midway),
            self,
            lambda _: self.kept.emit("Booked the next review"),
            self._refuse,
        )

    def settle(self) -> None:
        """What was typed becomes one change."""
        view = self._view
        if view is None or view.read_only or self._filling:
            return
        now = {
            "next_people": self.people.value(),
            "who_tells": self.tells.value(),
            "child_heard": self.heard.value(),
        }
        fields = {key: value for key, value in now.items() if getattr(view, key) != value}
        if fields:
            ask(
                lambda: self._actions.update_review(view.id, fields),
                self,
                lambda _: self.kept.emit("Kept"),
                self._refuse,
            )
