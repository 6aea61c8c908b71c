"""Putting clashes right: the smallest set of moves, each with its reason, or what cannot be and whom to ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from threading import Event

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.diary_views import CannotBe, RepairMove, RepairView
from iro_desk.practice.words import count, long_day
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import (
    Button,
    EmptyPane,
    Message,
    Progress,
    Rule,
    Scroll,
    State,
    Text,
    add,
    clear,
    column,
    foot_bar,
    row,
    section,
    wrapping,
)

NARROW_BELOW = 700


def move_words(move: RepairMove, today: date) -> str:
    """ "From Tuesday 1 December, 13:00 to Friday 4 December, 15:45"."""
    to = f"{long_day(move.now, today)}, {move.now_time}"
    if move.was is None:
        return f"Book it for {to}"
    was = f"{long_day(move.was, today)}, {move.was_time}".rstrip(", ")
    return f"From {was} to {to}"


def cannot_words(each: CannotBe, today: date) -> str:
    """ "Siân Ŵyn: 3 days late at best. The last day is Tuesday 1 December"."""
    passed = each.last_day < today
    late = f"{count(each.late_days, 'day')} late at best" if each.late_days else "late already" if passed else "no day"
    return f"{each.label}: {late}. The last day {'was' if passed else 'is'} {long_day(each.last_day, today)}."


class RepairPage(QWidget):
    """What would have to move. ``accepted`` asks for some moves, as one change."""

    accepted = Signal(object)
    """The :class:`RepairMove` s to make."""
    closed = Signal()
    again_asked = Signal()
    """The moves are to be looked for once more."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.progress = Progress("Looking for the fewest moves")
        self.progress.stopped.connect(self.stop)
        self.stop_asked = Event()
        """Set when the search that runs is to stop; each search has its own."""
        self.message = Message("late", "")
        self.message.hide()
        self._body = column()
        self.all = Button("Make every move", "primary", "check")
        self.back = Button("Back to the diary")
        self.back.clicked.connect(self.closed)
        self.again = Button("Look again", icon="undo-2")
        self.again.clicked.connect(self.again_asked)
        self.again.hide()
        self._safe = Text(
            "Nothing is moved until you say so; then it is one change, and can be taken back.",
            "small",
            "ink2",
            wrap=True,
        )
        self._foot = foot_bar((self._safe, 1), wrapping(self.back, self.again, self.all))
        inside = column(self.progress, self.message, self._body, None, gap=8, margins=(20, 4, 32, 16))
        column((Scroll(inside), 1), self._foot, into=self)
        self.view: RepairView | None = None
        """What was found; ``None`` while it is looked for."""
        self.all.clicked.connect(self._take_all)

    def is_looking(self, on: bool) -> None:
        """While the search runs."""
        self.all.setEnabled(not on and self.view is not None and bool(self.view.moves))
        if on:
            self.view, self.stop_asked = None, Event()
            self.again.hide()
            clear(self._body)
            self.message.hide()
            self.progress.begin()
        else:
            self.progress.end()

    def flush(self) -> None:
        """Before the desk is shut what runs is stopped."""
        self.stop_asked.set()

    def stop(self) -> None:
        """The search stops, and nothing is moved."""
        self.stop_asked.set()
        self.progress.say("Stopping")

    def say(self, error: UserFacingError) -> None:
        """Says what could not be done."""
        self.message.say("late", error.what, f"{error.safe} {error.do}".strip())
        self.message.show()

    def show_view(self, view: RepairView) -> None:
        """Shows what was found."""
        self.view = view
        self.is_looking(False)
        clear(self._body)
        self.again.setVisible(view.stopped)
        self.all.setVisible(bool(view.moves))
        if not view.moves and not view.cannot_be and not view.clashes and not view.stopped:
            add(self._body, EmptyPane("Nothing clashes.", "Every review that is booked can be held, and in time."))
            return
        add(self._body, Text(view.words, "body", "ink2", wrap=True))
        if view.clashes:
            add(self._body, section("What is wrong", count=len(view.clashes)))
            for clash in view.clashes:
                add(
                    self._body,
                    State("late", f"{long_day(clash.day, self._today)}: {clash.words}", "body", wrap=True),
                    4,
                )
        if view.moves:
            note = (
                "Fewer moves are not enough: every way was tried."
                if view.smallest
                else "Fewer moves may be enough: not every way was tried."
            )
            add(self._body, section("What would move", count=len(view.moves), margins=(0, 16, 0, 0)))
            add(self._body, Text(note, "small", "ink3", wrap=True), 6)
            for number, move in enumerate(view.moves):
                add(
                    self._body,
                    *([Rule()] if number else []),
                    self._move(move, partial(self.accepted.emit, [move])),
                )
        if view.cannot_be:
            add(self._body, section("What cannot be saved", count=len(view.cannot_be)))
            for each in view.cannot_be:
                add(self._body, State("late", cannot_words(each, self._today), "body", wrap=True))
                add(self._body, row(18, (Text(f"{each.proof} {each.ask}", "body", "ink2", wrap=True), 1), gap=4), 8)

    def _move(self, move: RepairMove, take: Callable[[], None]) -> QWidget:
        button = Button("Move it" if move.was else "Book it", "plain", small=True)
        button.setAccessibleName(f"{button.accessibleName()}: {move.label}, {move_words(move, self._today)}")
        button.clicked.connect(lambda _=False: take())
        words = column(
            Text(move.label, "strong", wrap=True),
            Text(move_words(move, self._today), "body", "accent", wrap=True),
            Text(move.words, "small", "ink2", wrap=True),
        )
        return row((words, 1), button, gap=12, margins=(0, 8, 0, 8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self._foot.layout()
        assert isinstance(layout, QBoxLayout)
        narrow = self.width() < px(NARROW_BELOW)
        layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _take_all(self) -> None:
        if self.view is not None:
            self.accepted.emit(list(self.view.moves))
