"""Before the meeting: when and where, what the child asked for, the last decisions, and the start."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import METHODS, UserFacingError
from iro_desk.practice.day_reasons import decision_day
from iro_desk.practice.views import DayRef, DecisionRow, ReviewView
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.booking import window_of
from iro_desk.ui.panes.why import show_why
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.booked import BookedDay
from iro_desk.ui.widgets.buttons import Button, FactButton
from iro_desk.ui.widgets.fields import ComboField, DateField, Field, TextField
from iro_desk.ui.widgets.layout import Rule, Scroll, add, clear, column, row
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.text import Text, section
from iro_desk.ui.widgets.windows import WindowBar


class PreparePane(QWidget):
    """What is agreed and what has to be looked at before the meeting begins."""

    begun = Signal()
    cancelled = Signal()
    kept = Signal(str)
    refused = Signal(str)

    def __init__(self, actions: ReviewActions, today: date) -> None:
        super().__init__()
        self._actions, self._today = actions, today
        self._view: ReviewView | None = None
        self._filled_for = ""
        self._window = column()
        self._bar: WindowBar | None = None
        self._because = Text("", "small", "ink3", wrap=True)
        self._place = Field("Where")
        self._method = ComboField("How", [("", "Not known"), *((m, m[:1].upper() + m[1:]) for m in METHODS)])
        self._agreed = Field("Who agreed the day")
        self._asked = TextField("What the child asked for", hint="Who is there, where, when, how.", lines=3)
        for part, key in (
            (self._place, "place"),
            (self._method, "method"),
            (self._agreed, "agreed_with"),
            (self._asked, "child_asked"),
        ):
            part.control.installEventFilter(self)
            part.changed.connect(lambda key=key: self._dirty.add(key))
        self._dirty: set[str] = set()
        self._decisions_shown: object = None
        self._decisions = column(gap=0)
        self._decisions_title = section("What was decided last time")
        self._held = DateField("Held on", today, hint="Today when the meeting begins now.")
        self.begin_button = Button("Begin the meeting", "primary", "pen-line")
        self.begin_button.clicked.connect(self._begin)
        self._start = column(
            section("The meeting"), row((self._held, 1), None, gap=16), 12, row(self.begin_button, None)
        )
        self.booked = BookedDay(actions, today)
        self.booked.kept.connect(self.kept)
        self.booked.refused.connect(self.refused)
        self.booked.cancelled.connect(self.cancelled)
        inside = column(
            section("The window"),
            self._window,
            self._because,
            section("What is agreed"),
            row((self._place, 2), (self._method, 1), gap=16),
            12,
            row((self._agreed, 1), gap=16),
            12,
            self._asked,
            self._decisions_title,
            self._decisions,
            self._start,
            self.booked,
            None,
            margins=(32, 4, 32, 24),
        )
        inside.setMaximumWidth(900)
        column((Scroll(row((inside, 8), None, gap=0)), 1), into=self)

    def show_view(self, view: ReviewView) -> None:
        """Shows the review; fields that are being typed in are left alone."""
        self._view = view
        self._show_window(view)
        self.booked.show_view(view)
        values = {
            self._place: ("place", view.place),
            self._method: ("method", view.method),
            self._agreed: ("agreed_with", view.agreed_with),
            self._asked: ("child_asked", view.child_asked),
        }
        for field, (key, value) in values.items():
            if (self._filled_for != view.id or key not in self._dirty) and field.value() != value:
                field.set_value(value)
            field.control.setEnabled(not view.read_only)
        if self._filled_for != view.id:
            adjourned = view.state == "adjourned"
            self._held.set_day(self._today if adjourned else min(view.booked_for or self._today, self._today))
            self._dirty.clear()
        self._filled_for = view.id
        self._start.setVisible(view.state in ("booked", "adjourned"))
        self.begin_button.say("Begin again" if view.state == "adjourned" else "Begin the meeting")
        self._decisions_title.setVisible(bool(view.last_decisions))
        if view.last_decisions == self._decisions_shown:
            return
        self._decisions_shown = view.last_decisions
        clear(self._decisions)
        for at, each in enumerate(view.last_decisions, start=1):  # Of several reviews: their own numbers would repeat.
            add(
                self._decisions,
                row(
                    (Text(str(at), "strong", "ink3", width=24), Qt.AlignmentFlag.AlignTop),
                    (column(Text(each.what, "body", wrap=True), Text(each.owner, "small", "ink3")), 1),
                    (self._state(each), Qt.AlignmentFlag.AlignTop),
                    gap=8,
                    margins=(0, 8, 0, 8),
                ),
                Rule(),
            )

    def _show_window(self, view: ReviewView) -> None:
        window = window_of(view.clock, view.booked_for) if view.clock is not None else None
        if view.clock is None or window is None:
            clear(self._window)
            self._bar = None
            self._because.say("No last day is known for this review.")
            return
        words = "booked" if view.held_on is None else "held"
        if self._bar is None:
            self._bar = WindowBar(window, self._today, booked_words=words, opens=True)
            self._bar.asked.connect(self._why)
            add(self._window, self._bar)
        else:
            self._bar.show_window(window, booked_words=words)
        self._because.say(view.clock.because)

    def _state(self, each: DecisionRow) -> QWidget:
        """How a decision stands; where a day stands in it, it can be asked about."""
        day = decision_day(each)
        if day is None:
            return State(each.mark, each.state)
        button = FactButton("", each.state, mark=each.mark)
        button.clicked.connect(lambda: self._why_day(day, button))
        return button

    def _why_day(self, day: DayRef, beside: QWidget) -> None:
        if self._view is not None:
            show_why(self._actions.day_reason(self._view.child, day), self._today, beside)

    def _why(self) -> None:
        """Shows the sum of the last day, beside its window."""
        view = self._view
        if view is not None and view.clock is not None and self._bar is not None:
            # This is the review that is booked for it: none is to be booked.
            show_why(replace(view.clock, booked_for=view.booked_for or view.day), self._today, self._bar)

    def settle(self) -> None:
        """What was typed becomes one change."""
        view = self._view
        if view is None or not self._dirty or view.read_only:
            return
        current = {
            "place": self._place.value(),
            "method": self._method.value(),
            "agreed_with": self._agreed.value(),
            "child_asked": self._asked.value(),
        }
        fields: dict[str, object] = {key: current[key] for key in sorted(self._dirty)}
        self._dirty.clear()
        ask(
            lambda: self._actions.update_review(view.id, fields),
            self,
            lambda _: self.kept.emit("Kept"),
            lambda error: self._not_taken(fields, error),
        )

    def _not_taken(self, fields: dict[str, object], error: UserFacingError) -> None:
        """What was not taken stays typed, and is offered again when a field is left."""
        self._dirty |= set(fields)
        self._refuse(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that is left is kept."""
        if event.type() == event.Type.FocusOut:
            self.settle()
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        view = self._view
        if view is None or not self._held.readable():
            return
        day = self._held.day()
        if day is None:
            self._held.refuse("Say on which day it is held.")
            return
        self.settle()
        ask(lambda: self._actions.open_review(view.id, day), self, lambda _: self.begun.emit(), self._refuse)

    def _refuse(self, error: UserFacingError) -> None:
        self.refused.emit(str(error))
