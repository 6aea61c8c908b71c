"""One question with the ways to answer it: buttons, a longer list, a day, and a reason where one is kept."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.practice.views import QuestionRow
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import Button, ComboField, DateField, Field, Text, clear, column, row, wrapping


class QuestionLine(QWidget):
    """``answered`` tells the key, the answer and its reason; ``child_opened`` the child, where its name stands here."""

    answered = Signal(str, str, str)
    child_opened = Signal(str)

    def __init__(self, question: QuestionRow, today: date, *, name: bool = True) -> None:
        super().__init__()
        self.question, self._today = question, today
        left: list[QWidget | tuple[QWidget, int | Qt.AlignmentFlag]] = []
        if name:
            child = Button(question.child_label, "plain", small=True, flush=True)
            child.clicked.connect(lambda: self.child_opened.emit(question.child))
            left.append((child, Qt.AlignmentFlag.AlignLeft))
        if question.words:
            left.append(Text(question.words, "body", "ink2", wrap=True))
        self.reason: Field | None = Field(question.because) if question.because else None
        self._asking = ""
        self._field: Field | None = None  # What else is asked for here, and its field.
        self._buttons = wrapping(*self._answers())
        self._more = column()
        right: list[QWidget] = [self.reason] if self.reason is not None else []
        row(
            (column(*left, None), 5),
            (column(*right, self._buttons, self._more, None, gap=6), 4),
            gap=24,
            margins=(0, 8, 0, 8),
            into=self,
        )

    def asking(self) -> str:
        """Whether a ``day`` or a ``choice`` is being asked for."""
        return self._asking

    def ask_again(self, what: str) -> None:
        """Asks for it again, in a line that was made anew."""
        if what == "day" and self.question.asks_for:
            self._ask_day()
        elif what == "choice" and self.question.choices:
            self._ask_choice()

    def go_on(self, before: QuestionLine) -> None:
        """Goes on with what was being typed in the line that stood here before."""
        self.ask_again(before._asking)
        for field, typed in ((self.reason, before.reason), (self._field, before._field)):
            if field is not None and typed is not None and typed.value() not in ("", field.value()):
                field.set_value(typed.value())
            if field is not None and typed is not None and typed.control.hasFocus():
                field.setFocus()

    def _answers(self) -> list[Button]:
        question = self.question
        made = []
        for value, words in question.answers:
            button = Button(words, small=True)
            button.clicked.connect(lambda _=False, value=value: self._answer(value))
            made.append(button)
        if question.asks_for:
            button = Button(f"{question.asks_for} ...", icon="calendar-days", small=True, reveals=True)
            button.clicked.connect(self._ask_day)
            made.append(button)
        if question.choices:
            button = Button("Choose ...", icon="list", small=True, reveals=True)
            button.clicked.connect(self._ask_choice)
            made.append(button)
        return made

    def _answer(self, value: str) -> None:
        because = self.reason.value() if self.reason is not None else ""
        if self.reason is not None and not because:
            self.reason.refuse("Say why: the reason is kept with the answer.")
            self.reason.setFocus()
            return
        self.answered.emit(self.question.key, value, because)

    def _ask_day(self) -> None:
        """The button gives way to a field for the day."""
        self._asking, self._field = "day", (field := DateField(self.question.asks_for, self._today))

        def keep() -> None:
            day = field.day()
            if day is not None:
                self._answer(day.isoformat())
            elif field.readable():
                field.refuse("Type the day.")

        self._put(field, keep)
        field.edit.returnPressed.connect(keep)

    def _ask_choice(self) -> None:
        self._asking, self._field = "choice", (field := ComboField("Which", self.question.choices))
        self._put(field, lambda: self._answer(field.value()))

    def _put(self, field: Field, keep: object) -> None:
        button = Button("Keep this", "primary", small=True)
        button.clicked.connect(keep)
        clear(self._more)
        inside = self._more.layout()
        assert inside is not None
        field.setMinimumWidth(px(200))
        made = column(field, (button, Qt.AlignmentFlag.AlignLeft), gap=6)
        inside.addWidget(made)
        made.show()
        field.setFocus()


__all__ = ["QuestionLine"]
