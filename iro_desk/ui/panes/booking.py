"""Book a review: the day typed stands in the review's window while you type."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from iro_desk.practice.views import BookingView, ClockRow
from iro_desk.ui.panes import facts
from iro_desk.ui.panes.actions import ChildActions
from iro_desk.ui.panes.facts_editor import FormDialog
from iro_desk.ui.panes.form import Form
from iro_desk.ui.panes.what_if import WhatFollows
from iro_desk.ui.widgets import State, Text, Window, WindowBar, announce, column


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


class BookReview(FormDialog):
    """Books the child's next review. ``saved`` tells the review's id."""

    def __init__(self, parent: QWidget, actions: ChildActions, child: str, today: date) -> None:
        self._actions, self._child, self._today = actions, child, today
        self._bar: WindowBar | None = None
        self._place = column()
        self._state = State("unknown", "", wrap=True)
        self._sum = Text("", "small", "ink2", wrap=True)
        self.follows = WhatFollows()
        form = Form(facts.BOOKING, actions, today, beneath={"day": self.follows})
        super().__init__(
            parent,
            "Book a review",
            form,
            "Book this review",
            lambda values: actions.book(child, values),
            above=[column(self._place, self._state, self._sum, gap=4)],
            width=660,
        )
        form.changed.connect(self._typed)
        self._show(actions.booking(child, None))

    def says(self) -> str:
        """What is said about the day that stands in the field."""
        return self._words

    def _typed(self, key: str) -> None:
        if key == "day":
            day = self.form.values()["day"]
            known = day if isinstance(day, date) else None
            self._show(self._actions.booking(self._child, known))
            self.follows.show_view(self._actions.what_if(self._child, known, "held") if known else None, lead=False)
            announce(self, self._words)

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
