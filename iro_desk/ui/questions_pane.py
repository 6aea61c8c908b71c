"""Every assumption that an incomplete history forced, and every row that drives no date: answered row by row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.practice.views import QuestionRow
from iro_desk.ui.widgets import Button, EmptyPane, PaneHeader, Rule, Scroll, Text, add, clear, column, row, wrapping

SHOWN_AT_ONCE = 100


class QuestionsPane(QWidget):
    """One row a question, with its answers as buttons."""

    closed = Signal()
    child_opened = Signal(str)
    answered = Signal(str, str, str)
    """(child, question key, answer)."""

    help_name = "caseload"

    def __init__(self) -> None:
        super().__init__()
        back = Button("Back to the caseload", "quiet", "chevron-left")
        back.clicked.connect(self.closed)
        self._header = PaneHeader("What waits for your answer", "", actions=[back], margins=(0, 4, 0, 8))
        self._rows = column()
        column(
            column(self._header, margins=(32, 16, 32, 8)),
            (Scroll(column(self._rows, None, margins=(32, 0, 32, 24))), 1),
            into=self,
        )

    def show_rows(self, rows: Sequence[QuestionRow]) -> None:
        """Shows the questions, those of one child together. The focus stays on the same line of the list."""
        before = self._answers()
        focused = next((at for at, button in enumerate(before) if button.hasFocus()), None)
        clear(self._rows)
        if not rows:
            add(self._rows, EmptyPane("Nothing waits for your answer.", "Questions come with a council's return."))
        for each in rows[:SHOWN_AT_ONCE]:
            name = Button(each.child_label, "plain", small=True, flush=True)
            name.clicked.connect(lambda _=False, child=each.child: self.child_opened.emit(child))
            answers = []
            for value, words in each.answers:
                button = Button(words, "quiet", small=True)
                button.clicked.connect(
                    lambda _=False, each=each, value=value: self.answered.emit(each.child, each.key, value)
                )
                answers.append(button)
            left = column((name, Qt.AlignmentFlag.AlignLeft), Text(each.words, "body", "ink2", wrap=True))
            add(self._rows, row((left, 1), wrapping(*answers), gap=16, margins=(0, 8, 0, 8)), Rule())
        after = self._answers()
        if focused is not None and after:
            after[min(focused, len(after) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        left_over = len(rows) - SHOWN_AT_ONCE
        words = f"{len(rows)} in all" if left_over <= 0 else f"{len(rows)} in all; the first {SHOWN_AT_ONCE} are shown"
        self._header.say("What waits for your answer", words)

    def _answers(self) -> list[Button]:
        """Every button of the list, from the top."""
        return self._rows.findChildren(Button)
