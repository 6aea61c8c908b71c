"""Before the meeting: the dated list, a line a step; what is so is chosen in place, and a reminder copied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.review_views import CheckRow, ReviewView
from iro_desk.ui import typed_dates
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.asked import AskedLine
from iro_desk.ui.review.choice import ChoiceLine
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import Rule, add, clear, column, row
from iro_desk.ui.widgets.text import Text, section

OPEN, TODAY, DAY, BY, NOT = "open", "today", "day", "by", "not"
CHOICES = (
    (OPEN, "Still open"),
    (TODAY, "Done today"),
    (DAY, "Done on another day"),
    (BY, "Done today, by"),
    (NOT, "Not needed, because"),
)


class Checklist(QWidget):
    """The steps before a review with day, state and who."""

    kept = Signal(str)

    def __init__(self, actions: ReviewActions, today: date, refuse: Callable[[UserFacingError], None]) -> None:
        super().__init__()
        self._actions, self._today, self._refuse = actions, today, refuse
        self._view: ReviewView | None = None
        self._title = section("Before the meeting")
        self._rows = column()
        self.asked = AskedLine()
        column(self._title, self._rows, self.asked, into=self)
        self._shown: tuple[str, tuple[CheckRow, ...], bool] | None = None
        self._beside: dict[str, tuple[ChoiceLine, Text, Button]] = {}

    def show_view(self, view: ReviewView) -> None:
        """Shows the list; drawn again only when something differs."""
        self._view = view
        self.setVisible(bool(view.checklist))
        now = (view.id, view.checklist, view.read_only)
        if now == self._shown:
            return
        before, self._shown = self._shown, now
        steps = [each.key for each in view.checklist]
        if before is not None and [line.objectName() for line in self.lines()] == steps and before[0] == view.id:
            for each in view.checklist:
                self._show(each, view.read_only)
            return
        focused = next((line.objectName() for line in self.lines() if line.hasFocus()), "")
        clear(self._rows)
        for each in view.checklist:
            add(self._rows, self._line(each, view.read_only), Rule())
        for line in self.lines():
            if line.objectName() == focused:
                line.setFocus(Qt.FocusReason.OtherFocusReason)

    def lines(self) -> list[ChoiceLine]:
        """One a step."""
        return self._rows.findChildren(ChoiceLine)

    def settle(self) -> None:
        """What is being typed becomes a change."""
        self.asked.settle()

    def _line(self, each: CheckRow, read_only: bool) -> QWidget:
        line = ChoiceLine(each.what, CHOICES, OPEN, words=each.what)
        line.setObjectName(each.key)
        line.chose.connect(partial(self._chose, each.key))
        under = Text("", "small", "ink3", wrap=True)
        copy = Button("Copy a reminder", "plain", "copy", small=True)
        copy.setAccessibleName(f"Copy a reminder: {each.what}")
        copy.clicked.connect(partial(self._copy, each.key))
        self._beside[each.key] = (line, under, copy)
        self._show(each, read_only)
        words = column(line, row(under, margins=(20, 0, 0, 6)))
        if not each.reminder:
            copy.hide()  # Never shown before it stands in something: it would be a window of its own.
        return row((words, 1), (copy, Qt.AlignmentFlag.AlignTop), gap=12, margins=(0, 4, 0, 0))

    def _show(self, each: CheckRow, read_only: bool) -> None:
        line, under, copy = self._beside[each.key]
        chosen = NOT if each.not_needed else DAY if each.done_on else OPEN
        line.say_anew(chosen, says=each.state, mark=each.mark)
        line.setEnabled(not read_only)
        under.say(each.who)
        copy.setEnabled(bool(each.reminder) and not each.done_on and not each.not_needed)

    def _step(self, key: str) -> CheckRow | None:
        rows = self._view.checklist if self._view is not None else ()
        return next((each for each in rows if each.key == key), None)

    def _copy(self, key: str) -> None:
        each = self._step(key)
        if each is None:
            return
        QGuiApplication.clipboard().setText(each.reminder)
        self.kept.emit("Copied the reminder")

    def _chose(self, key: str, choice: str) -> None:
        each = self._step(key)
        if each is None:
            return
        if choice in (OPEN, TODAY):
            self._keep(each, self._today if choice == TODAY else None, False, "")
        elif choice == DAY:
            self.asked.ask_for(f"{each.what}: on which day?", partial(self._on_a_day, each))
        elif choice == BY:
            self.asked.ask_for(f"{each.what}: by whom?", lambda words: self._keep(each, self._today, False, words))
        else:
            self.asked.ask_for(
                f"{each.what}: why is it not needed?",
                lambda words: self._keep(each, None, True, words) if words else None,
                each.words,
            )

    def _on_a_day(self, each: CheckRow, words: str) -> None:
        if not words:
            return
        day = typed_dates.read(words, self._today).day
        if day is None:
            self._refuse(UserFacingError("That is no day.", safe="Nothing was changed.", do="Type it as 12/11/2026."))
            self.asked.ask_for(f"{each.what}: on which day?", partial(self._on_a_day, each), words)
            return
        self._keep(each, day, False, each.words)

    def _keep(self, each: CheckRow, done_on: date | None, not_needed: bool, words: str) -> None:
        view = self._view
        if view is not None:
            ask(
                lambda: self._actions.keep_step(view.id, each.key, done_on, not_needed, words),
                self,
                lambda _: self.kept.emit("Kept"),
                self._refuse,
            )
