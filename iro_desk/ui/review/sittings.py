"""A review that is held in parts: each part's day, place and people, and one more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import METHODS, UserFacingError
from iro_desk.practice.review_views import PartRow, ReviewView
from iro_desk.practice.words import long_day
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import ComboField, DateField, Field
from iro_desk.ui.widgets.layout import Rule, add, clear, column, row
from iro_desk.ui.widgets.text import Text, section


class Sittings(QWidget):
    """Shown while a review is open, and where it was held in parts."""

    kept = Signal(str)

    def __init__(self, actions: ReviewActions, today: date, refuse: Callable[[UserFacingError], None]) -> None:
        super().__init__()
        self._actions, self._today, self._refuse = actions, today, refuse
        self._view: ReviewView | None = None
        self._rows = column()
        self.day = DateField("Another part on", today)
        self.place = Field("Where")
        self.method = ComboField("How", [("", "Not said yet"), *((m, m[:1].upper() + m[1:]) for m in METHODS)])
        self.people = Field("Who was there")
        self.button = Button("Add this part", "quiet", "plus")
        self.button.clicked.connect(self.add)
        self._form = column(
            row((self.day, 2), (self.place, 2), (self.method, 2), gap=16),
            8,
            self.people,
            8,
            row(self.button, None),
        )
        column(section("Held in parts"), self._rows, 8, self._form, into=self)

    def show_view(self, view: ReviewView) -> None:
        """Shows the parts."""
        if self._view is None or self._view.id != view.id:
            self._clear()
        self._view = view
        self.setVisible(bool(view.parts) or (view.state == "open" and view.held_on is not None))
        self._form.setVisible(view.state == "open")
        clear(self._rows)
        for number, part in enumerate(view.parts, 1):
            about = ", ".join(words for words in (part.place, part.method) if words)
            people = Text(part.people or "Who was there is not known", "small", "ink3", wrap=True)
            words = column(Text(_title(number, part, self._today), "strong", wrap=True), people)
            add(self._rows, row((words, 1), Text(about, "body", "ink2"), gap=12, margins=(0, 6, 0, 6)), Rule())

    def add(self) -> None:
        """Adds what is typed."""
        view, day = self._view, self.day.day()
        if view is None or not self.day.readable():
            return
        if day is None:
            self.day.refuse("Say on which day.")
            return

        def done(_: object) -> None:
            self._clear()
            self.kept.emit("Added a part")

        place, method, people = self.place.value(), self.method.value(), self.people.value()
        ask(lambda: self._actions.add_part(view.id, day, place, method, people), self, done, self._refuse)

    def _clear(self) -> None:
        self.day.set_day(None)
        for field in (self.place, self.method, self.people):
            field.set_value("")


def _title(number: int, part: PartRow, today: date) -> str:
    said = f"{number}. {long_day(part.held_on, today)}"
    return f"{said}: {part.words}" if part.words else said
