"""A review on its way to another day: what it would do, before it is done."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.casework.day_names import MONTHS
from iro_desk.practice.diary_views import MoveView
from iro_desk.practice.words import long_day
from iro_desk.ui.panes.booking import points
from iro_desk.ui.panes.form import understand_time
from iro_desk.ui.widgets import Button, Field, Message, State, Text, add, announce, clear, column, row, wrapping


class MovePanel(QWidget):
    """The day under the review, and what speaks for and against it: ``settled`` does it, ``left`` does not."""

    settled = Signal(object)
    """The :class:`MoveView` that was agreed to."""
    left = Signal()
    time_typed = Signal(str)
    wish_asked = Signal(str)
    """The wish of this child is to be looked at or changed."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.view: MoveView | None = None
        self._who = Text("", "heading", wrap=True)
        self._day = Text("", "title", wrap=True)
        self._said = column(gap=8)
        self.time = Field("Time", hint="The first that fits, or your own")
        self.time.changed.connect(self._typed)
        self.message = Message("late", "")
        self.message.hide()
        self.go = Button("Book it", "primary", "check")
        self.go.clicked.connect(self._go)
        self.stay = Button("Leave it as it is")
        self.stay.clicked.connect(self.left)
        self.wish = Button("The child’s wish", "plain", "quote", small=True, flush=True)
        self.wish.clicked.connect(self._ask_wish)
        self._keys = Text("Arrows choose the day, Enter books, Esc leaves it.", "small", "ink3", wrap=True)
        parts = (self._who, 2, self._day, 10, self._said, 12, self.time, 10, self.message, 4)
        column(*parts, wrapping(self.go, self.stay), 6, row(self.wish, None), 8, self._keys, into=self)

    def show_move(self, name: str, view: MoveView) -> None:
        """Shows what a day would do. A time of that day that is only half typed stays as it is."""
        same = self.view is not None and (self.view.child, self.view.day) == (view.child, view.day)
        self.view = view
        self._who.say(f"{name}’s review")
        self._day.say(long_day(view.day, self._today))
        clear(self._said)
        for mark, words in [(limit_mark(view), view.limit_words), *points(view)]:
            add(self._said, State(mark, words, "small", wrap=True))
        typed = understand_time(self.time.value())
        half = same and typed is None and bool(self.time.value().strip())
        if typed != view.time and not half:
            self.time.set_value(view.time)
        day = f"{view.day.day} {MONTHS[view.day.month - 1]}"
        self.go.say(f"Move it to {day}" if view.review else f"Book {day}")
        self.go.setEnabled(view.allowed)
        self._keys.say(
            "Arrows choose the day, Enter books, Esc leaves it."
            if view.allowed
            else "That day has passed: choose another."
        )
        self.message.hide()
        announce(self, f"{long_day(view.day, self._today)}. {view.words}")

    def say_refused(self, error: UserFacingError) -> None:
        """Says why it was not done."""
        self.message.say("late", error.what, f"{error.safe} {error.do}".strip())
        self.message.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the time books; Esc leaves it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _ask_wish(self) -> None:
        if self.view is not None:
            self.wish_asked.emit(self.view.child)

    def _typed(self) -> None:
        time = understand_time(self.time.value())
        if time is not None and self.view is not None and time != self.view.time:
            self.time_typed.emit(time)

    def _go(self) -> None:
        if self.time.value().strip() and understand_time(self.time.value()) is None:
            self.time.refuse("Type hours and minutes, such as 15:30.")
        elif self.view is not None and self.view.allowed:
            self.settled.emit(self.view)


def limit_mark(view: MoveView) -> str:
    """The state of the limit alone."""
    words = view.limit_words.casefold()
    if words.startswith(("after the last day", "that day has passed", "the child is not")):
        return "late"
    return "soon" if ("last day." in words and "it is the last day" in words) or "earlier than" in words else "done"
