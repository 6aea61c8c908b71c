"""The steps of the first start: what is done, what is now, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from iro_desk.ui.theme import colour, font, px
from iro_desk.ui.widgets.layout import column, row
from iro_desk.ui.widgets.marks import paint_mark
from iro_desk.ui.widgets.text import Text


class Steps(QWidget):
    """Numbered steps under one another, joined by a line."""

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        """``steps``: (words, note)."""
        super().__init__()
        self._steps = [_Step(number, *step, last=number == len(steps)) for number, step in enumerate(steps, 1)]
        column(*self._steps, into=self)
        self.show_step(1)

    def show_step(self, now: int) -> None:
        """The step that is now, counted from 1; those before it are done."""
        for number, step in enumerate(self._steps, 1):
            step.show_as("done" if number < now else "now" if number == now else "next")


class _Step(QWidget):
    def __init__(self, number: int, words: str, note: str, *, last: bool) -> None:
        super().__init__()
        self._number, self._note, self._last, self._is = number, note, last, "next"
        self._name, self._words = words, Text(words, "body", "ink2")
        self._under = Text(note, "small", "ink3", wrap=True)
        row(44, (column(2, self._words, self._under, None), 1), gap=0, into=self)
        self.dress()

    def show_as(self, is_: str) -> None:
        self._is = is_
        if is_ == "next":
            self._words.say(self._name, "ink2", "body")
        else:
            self._words.say(self._name, "ink", "strong")
        self._under.say("Done" if is_ == "done" else self._note)
        self.setAccessibleName(f"Step {self._number}, {self._name}: {is_}")
        self.update()

    def dress(self) -> None:
        self.setFixedHeight(px(74))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = QPointF(px(14), px(15)), px(12)
        if not self._last:
            painter.setPen(QPen(colour("line_strong"), 2))
            painter.drawLine(QPointF(middle.x(), middle.y() + radius + px(5)), QPointF(middle.x(), self.height() - 1))
        painter.setPen(QPen(colour("edge" if self._is == "next" else "accent"), 2))
        painter.setBrush(colour("accent" if self._is == "now" else "rail"))
        painter.drawEllipse(middle, radius, radius)
        if self._is == "done":
            paint_mark(painter, middle, "done", 5)
            return
        painter.setPen(colour("on_accent" if self._is == "now" else "ink2"))
        painter.setFont(font("small_strong"))
        box = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
