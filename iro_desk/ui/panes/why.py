"""The explanation of a date: one sentence, the sum in numbered lines, the days, the law, and Copy the sum."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework.day_names import MONTHS, WEEKDAYS
from iro_desk.practice.views import ClockRow, NextReview, QuestionRow
from iro_desk.practice.words import long_day, plain_day
from iro_desk.ui.panes.question_line import QuestionLine
from iro_desk.ui.panes.what_if import Asked, WhatIf
from iro_desk.ui.widgets import (
    Button,
    DayStrip,
    Key,
    Message,
    Popover,
    Scroll,
    Text,
    column,
    row,
)


def answer_of(clock: ClockRow) -> date | None:
    """The day that the date is about: the last working day, else the last day."""
    return clock.last_working_day or clock.legal_limit


def title_of(clock: ClockRow, today: date) -> str:
    """ "Why 26 February?"."""
    day = answer_of(clock)
    if day:
        return f"Why {plain_day(day, today)}?"
    return f"{clock.title}: {'why is there no date?' if clock.is_recorded else 'was it done?'}"


def sum_as_text(clock: ClockRow, today: date) -> str:
    """The whole explanation as plain lines, to be pasted elsewhere."""
    day = answer_of(clock)
    head = f"{clock.title}: {long_day(day, today) if day else 'no date'}"
    steps = [f"{number}. {step}" for number, step in enumerate(clock.steps, 1)]
    change = f"What would change it: {clock.would_change}" if clock.would_change else ""
    parts = (head, clock.because, *steps, clock.assumed, change, clock.authority)
    return "\n".join(part for part in parts if part)


def clock_of(next_review: NextReview) -> ClockRow:
    """What a caseload row knows of its next review, as a clock to explain."""
    return ClockRow(
        rule_id=next_review.rule_id,
        title="Next review",
        legal_limit=next_review.legal_limit,
        last_working_day=next_review.last_working_day,
        days_left=next_review.days_left,
        state=next_review.state,
        mark=next_review.mark,
        because=next_review.because,
        steps=(),
        authority="",
        assumed="" if next_review.history_complete else "Earlier reviews are missing from what was read.",
        history_complete=next_review.history_complete,
        earliest=None,
        target=None,
        booked_for=next_review.booked_for,
        review="",
        counted_from=None,
    )


def asks_why(event: QKeyEvent) -> bool:
    """Whether the key asks why: F1 on a date."""
    return event.key() == Qt.Key.Key_F1 and event.modifiers() == Qt.KeyboardModifier.NoModifier


class Sum(QWidget):
    """The sum of a date: one sentence, numbered lines, what was assumed, the days, what would change it, the law."""

    def __init__(self, clock: ClockRow) -> None:
        super().__init__()
        # What was assumed stands once, in a message of its own.
        because = clock.because.removesuffix(clock.assumed).strip()
        steps = [step for step in clock.steps if step != clock.assumed]
        inside: list[QWidget] = [Text(because, "body", "ink2", wrap=True)] if because else []
        inside.extend(_step(number, step) for number, step in enumerate(steps, 1))
        if clock.assumed:
            open_ = clock.state == "not recorded"
            what = "Not recorded" if open_ else "Something was assumed"
            inside.append(Message("unknown" if open_ else "soon", what, clock.assumed))
        day = answer_of(clock)
        if day is not None and clock.legal_limit is not None:
            inside.append(DayStrip(day, clock.legal_limit, closed=clock.closed))
        if clock.would_change:
            inside.append(Text(f"What would change it: {clock.would_change}", "small", "ink2", wrap=True))
        if clock.authority:
            inside.append(Text(clock.authority, "small", "ink3", wrap=True))
        column(*inside, gap=12, into=self)


def _step(number: int, words: str) -> QWidget:
    """One line of the sum. A line that ends in its day gives the day a line of its own."""
    label = Text(str(number), "label", "ink3", width=20)
    found = _ENDS_IN_DAY.fullmatch(words)
    if found and len(found[1]) < LONGEST_HEAD:
        head = found[1].strip().removesuffix(":")
        line = column(Text(head, "small", "ink2", wrap=True), Text(found[2], "heading", wrap=True))
    else:
        line = Text(words, "body", wrap=True)
    made = row((label, Qt.AlignmentFlag.AlignTop), (line, 1), gap=6)
    made.setAccessibleName(f"{number}. {words}")
    return made


_ENDS_IN_DAY = re.compile(rf"(.+?[: ])((?:{'|'.join(WEEKDAYS)}) \d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}})\.?")
OF_A_REVIEW = ("review.", "adoption.", "short_breaks.", "secure.")
INSIDE = 404
"""Width of the pop-over inside its edges, at 100 %."""
LONGEST_HEAD = 90
"""Letters before a day that still read as its heading."""


class Why(QWidget):
    """What stands in the pop-over."""

    book_asked = Signal()
    """The review that has no date yet is to be booked."""
    close_asked = Signal()
    answered = Signal(str, str, str)
    """(question key, answer, reason) of what was asked here."""

    def __init__(
        self,
        clock: ClockRow,
        today: date,
        what_if: Asked | None = None,
        question: QuestionRow | None = None,
    ) -> None:
        """``what_if`` is asked for a day that is tried; ``question`` is what the clock leaves open, to answer here."""
        super().__init__()
        self._clock, self._today = clock, today
        self.setAccessibleName(title_of(clock, today))
        close = Button("Close", "plain", "x", alone=True)
        close.clicked.connect(self.close_asked)
        self.copy = copy_button(lambda: sum_as_text(self._clock, self._today))
        what: list[QWidget] = []
        if clock.rule_id.startswith("review.") and clock.booked_for is None:
            self.book = Button("Book a review", "primary", "calendar-days", small=True)
            self.book.clicked.connect(self.book_asked)
            what.append(self.book)
        tries: list[QWidget] = []
        if what_if is not None and clock.rule_id.startswith(OF_A_REVIEW):
            tries.append(self._trying("What if I hold it on ...", WhatIf(what_if, today)))
            if clock.rule_id.startswith("adoption.authorised."):
                tries.append(self._trying("What if the child is placed on ...", WhatIf(what_if, today, "placed")))
        if question is not None:
            line = QuestionLine(replace(question, words="Was it done?"), today, name=False)
            line.answered.connect(self.answered)
            line.answered.connect(self.close_asked)
            tries.append(line)
        inside = column(Sum(clock), *tries, None, gap=12, margins=(0, 0, 10, 0))
        foot = row(*what, self.copy, None, Key("Esc"), Text("closes", "small", "ink3"), gap=8)
        self._scroll = Scroll(inside, width=INSIDE)
        column(
            row((Text(title_of(clock, today), "title", wrap=True), 1), (close, Qt.AlignmentFlag.AlignTop), gap=0),
            (self._scroll, 1),
            foot,
            gap=10,
            into=self,
        )

    def _trying(self, words: str, what_if: WhatIf) -> QWidget:
        """A button that opens the day to try."""
        button = Button(words, "plain", "calendar-days", small=True, flush=True, reveals=True)
        what_if.hide()

        def in_view() -> None:
            self._scroll.ensureWidgetVisible(what_if, 0, 0)

        def open_it() -> None:
            button.hide()
            what_if.show()
            what_if.day.edit.setFocus()
            QTimer.singleShot(60, self, in_view)  # After it has taken its room.

        button.clicked.connect(open_it)
        what_if.day.changed.connect(lambda: QTimer.singleShot(60, self, in_view))
        return column((button, Qt.AlignmentFlag.AlignLeft), what_if)


def copy_button(words: Callable[[], str]) -> Button:
    """Copies a sum as plain lines, and says so."""
    button = Button("Copy the sum", icon="copy", small=True)

    def copy() -> None:
        QGuiApplication.clipboard().setText(words())
        button.say("Copied", "check")

    button.clicked.connect(copy)
    return button


def show_why(
    clock: ClockRow,
    today: date,
    beside: QWidget,
    rect: QRect | None = None,
    what_if: Asked | None = None,
    question: QuestionRow | None = None,
) -> Why:
    """Shows the explanation beside a part of a widget. Esc closes it and the focus returns."""
    why = Why(clock, today, what_if, question)
    popover = Popover(why, title_of(clock, today))
    why.close_asked.connect(popover.close_it)
    why.book_asked.connect(popover.close_it)
    popover.show_beside(beside, rect)
    return why
