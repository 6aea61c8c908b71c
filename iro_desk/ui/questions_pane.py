"""What waits for an answer: under one heading what may be answered all at once, row by row within it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.practice.views import QuestionRow
from iro_desk.practice.words import count
from iro_desk.ui.panes.question_line import QuestionLine
from iro_desk.ui.widgets import (
    Button,
    Chips,
    EmptyPane,
    PaneHeader,
    Rule,
    Scroll,
    add,
    clear,
    column,
    section,
    wrapping,
)

SHOWN_AT_ONCE = 40
VIEWS = (("open", "Waits for an answer"), ("not recorded", "Not recorded"))


class QuestionsPane(QWidget):
    """Two views: what was assumed or must be decided, and what others may have done that nobody entered."""

    closed = Signal()
    child_opened = Signal(str)
    answered = Signal(str, str, str, str)
    """(child, question key, answer, reason)."""
    all_answered = Signal(object)
    """[(child, question key, answer)] of every question under one heading."""

    help_name = "questions"

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._rows_of: dict[str, tuple[QuestionRow, ...]] = {key: () for key, _ in VIEWS}
        self._shown = SHOWN_AT_ONCE
        back = Button("Back to the caseload", "quiet", "chevron-left")
        back.clicked.connect(self.closed)
        self._header = PaneHeader("What waits for your answer", "", actions=[back], margins=(0, 4, 0, 8))
        self.chips = Chips([(key, words, 0) for key, words in VIEWS])
        self.chips.chose.connect(self._other_view)
        self._view = VIEWS[0][0]
        self._rows = column()
        column(
            column(self._header, self.chips, margins=(32, 16, 32, 8)),
            (Scroll(column(self._rows, None, margins=(32, 0, 32, 24))), 1),
            into=self,
        )

    def show_rows(self, rows: Sequence[QuestionRow], not_recorded: Sequence[QuestionRow] = ()) -> None:
        """Shows the questions. The focus stays on the same line of the list."""
        now = {"open": tuple(rows), "not recorded": tuple(not_recorded)}
        if now == self._rows_of and any(now.values()):
            return  # What is being typed stays.
        self._rows_of = now
        self.chips.set_counts({key: len(found) for key, found in self._rows_of.items()})
        self._show()

    def _other_view(self, key: str) -> None:
        self._view, self._shown = key, SHOWN_AT_ONCE
        self._show()

    def _show(self) -> None:
        rows = self._rows_of[self._view]
        before = self._buttons()
        focused = next((at for at, button in enumerate(before) if button.hasFocus()), None)
        lines = {(line.question.child, line.question.key): line for line in self._rows.findChildren(QuestionLine)}
        made = {(row.child, row.key): self._line(row) for row in rows[: self._shown]}
        for key, line in made.items():
            if key in lines:
                line.go_on(lines[key])
        clear(self._rows)
        if not rows:
            add(self._rows, EmptyPane("Nothing waits for your answer.", "Questions come with a council's return."))
        for title, under in _under_headings(rows[: self._shown]):
            every = [row for row in rows if row.title == title]
            add(self._rows, section(title, count=len(every)))
            if len(every) > 1:
                add(self._rows, self._for_all(every))
            add(self._rows, Rule())
            for question in under:
                add(self._rows, made[question.child, question.key], Rule())
        left = len(rows) - self._shown
        if left > 0:
            more = Button(f"Show {min(left, SHOWN_AT_ONCE)} more", "plain", small=True)
            more.clicked.connect(self._show_more)
            add(self._rows, 8, (more, Qt.AlignmentFlag.AlignLeft))
        after = self._buttons()
        if focused is not None and after:
            at = min(focused, len(after) - 1)
            after[at].setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(20, self, lambda: self._focus_again(at))  # Once it is shown, where that was too soon.
        words = f"{len(rows)} in all" if left <= 0 else f"{len(rows)} in all; the first {self._shown} are shown"
        self._header.say("What waits for your answer", words)

    def _focus_again(self, at: int) -> None:
        buttons = self._buttons()
        if at < len(buttons) and not any(button.hasFocus() for button in buttons):
            buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_more(self) -> None:
        self._shown += SHOWN_AT_ONCE
        self._show()

    def _line(self, question: QuestionRow) -> QuestionLine:
        # Under its heading a work that nobody entered needs no more words than the child's name.
        shown = replace(question, words="") if self._view == "not recorded" else question
        line = QuestionLine(shown, self._today)
        line.child_opened.connect(self.child_opened)
        line.answered.connect(lambda key, value, because: self.answered.emit(question.child, key, value, because))
        return line

    def _for_all(self, rows: list[QuestionRow]) -> QWidget:
        """The answers that every question under the heading offers, for all of them at once."""
        first = rows[0]
        shared = [answer for answer in first.answers if all(answer in row.answers for row in rows)]
        if first.because or any(row.because for row in rows):
            shared = []  # Each decision has a reason of its own.
        buttons = []
        for value, words in shared:
            button = Button(f"All {len(rows)}: {words[:1].lower()}{words[1:]}", small=True)
            button.clicked.connect(
                lambda _=False, value=value: self.all_answered.emit([(row.child, row.key, value) for row in rows])
            )
            buttons.append(button)
        made = wrapping(*buttons, margins=(0, 2, 0, 8))
        made.setAccessibleName(f"For {count(len(rows), 'question')} at once")
        made.setVisible(bool(buttons))
        return made

    def _buttons(self) -> list[Button]:
        """Every button of the list, from the top."""
        return self._rows.findChildren(Button)


def _under_headings(rows: Sequence[QuestionRow]) -> Iterator[tuple[str, list[QuestionRow]]]:
    """The rows under their headings, headings in the order in which they first come."""
    for title in dict.fromkeys(row.title for row in rows):
        yield title, [row for row in rows if row.title == title]
