"""The papers owed for one review, step by step: done on a day, not needed, or still open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desk.practice.owed import OwedCell, OwedRow
from iro_desk.practice.words import plain_day
from iro_desk.ui.widgets import Button, Rule, State, Text, add, clear, column, row, wrapping

Settle = Callable[[str, date | None, bool], None]


class OwedSteps(QWidget):
    """One line a step, with what can be said of it. ``settled`` tells (step, day or None, not needed)."""

    settled = Signal(str, object, bool)
    review_asked = Signal()

    def __init__(self, shown: OwedRow, today: date) -> None:
        super().__init__()
        self._today = today
        column(into=self)
        self.show_row(shown)

    def show_row(self, shown: OwedRow) -> None:
        """Shows the steps as they stand now; the focus stays on the same step."""
        buttons = self.findChildren(Button)
        focused = next((n for n, each in enumerate(buttons) if each.hasFocus()), None)
        clear(self)
        held = f"Held {plain_day(shown.held_on, self._today)}." if shown.held_on else ""
        add(self, Text(held, "small", "ink2"), 8)
        for cell in shown.cells:
            add(self, self._step(cell), Rule())
        buttons = self.findChildren(Button)
        if focused is not None and buttons:
            buttons[min(focused, len(buttons) - 1)].setFocus()

    def _step(self, cell: OwedCell) -> QWidget:
        words = f"Done {cell.says}" if cell.done_on is not None else cell.says
        left = column(Text(cell.label, "strong"), State(cell.mark, words), gap=2)
        return row((left, 1), wrapping(*self._verbs(cell)), gap=12, margins=(0, 8, 0, 8))

    def _verbs(self, cell: OwedCell) -> list[Button]:
        if cell.fixed:
            if cell.settled:
                return []
            button = Button("Open the review", "plain", small=True, flush=True)
            button.clicked.connect(self.review_asked)
            return [button]
        if cell.settled:
            return [self._verb("Open again", cell, None, False)]
        return [
            self._verb("Done today", cell, self._today, False),
            self._verb("Not needed", cell, None, True),
        ]

    def _verb(self, words: str, cell: OwedCell, day: date | None, not_needed: bool) -> Button:
        made = Button(words, "quiet", small=True)
        made.setAccessibleName(f"{cell.label}: {words.lower()}")
        made.clicked.connect(lambda: self.settled.emit(cell.step, day, not_needed))
        return made
