"""States: a shape, a colour and a word, always together."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from iro_desk.ui.theme import colour, px, scaled
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets.layout import row
from iro_desk.ui.widgets.text import Text

STATES = ("late", "risk", "soon", "wait", "booked", "open", "done", "unknown")


def state_word(kind: str) -> str:
    """The state's own word: "Late", "Not known"."""
    return tokens().states[kind].word


def state_ink(kind: str) -> str:
    """The colour role of the state's words."""
    return tokens().states[kind].text


def paint_mark(painter: QPainter, centre: QPointF, kind: str, radius: float = 5.0) -> None:
    """Paints the shape of a state round a point; the radius is in pixels at 100 %."""
    ink = colour(tokens().states[kind].mark)
    r = scaled(radius)
    pen_width = scaled(1.8)
    x, y = centre.x(), centre.y()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, pen_width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(ink if kind in ("late", "soon", "booked") else Qt.BrushStyle.NoBrush)
    if kind in ("late", "risk"):
        k = r + 0.6
        painter.drawPolygon(QPolygonF([QPointF(x, y - k), QPointF(x + k, y), QPointF(x, y + k), QPointF(x - k, y)]))
    elif kind == "soon":
        foot = y + r * 0.8
        painter.drawPolygon(QPolygonF([QPointF(x, y - r), QPointF(x + r, foot), QPointF(x - r, foot)]))
    elif kind == "booked":
        painter.drawEllipse(centre, r - 0.4, r - 0.4)
    elif kind == "done":
        pen.setWidthF(pen_width * 1.22)
        painter.setPen(pen)
        painter.drawPolyline(
            QPolygonF([QPointF(x - r, y + 0.3), QPointF(x - r * 0.25, y + r * 0.75), QPointF(x + r, y - r * 0.75)])
        )
    else:
        if kind == "unknown":
            pen.setDashPattern([1.6, 1.9])
            painter.setPen(pen)
        painter.drawEllipse(centre, r, r)
        if kind == "wait":
            painter.setBrush(ink)
            painter.drawPie(QRectF(x - r, y - r, 2 * r, 2 * r), 90 * 16, 180 * 16)
    painter.restore()


class Mark(QWidget):
    """The shape of a state; its name is the state's word."""

    def __init__(self, kind: str, radius: float = 5.0) -> None:
        super().__init__()
        self._kind, self._radius = kind, radius
        self.dress()

    def show_as(self, kind: str) -> None:
        """The shape of another state."""
        self._kind = kind
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedSize(px(2 * self._radius + 6), px(2 * self._radius + 6))
        self.setAccessibleName(state_word(self._kind))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), QPointF(self.width() / 2, self.height() / 2), self._kind, self._radius)


class State(QWidget):
    """A state as mark and words: "6 days late". Without words it says the state's own."""

    def __init__(self, kind: str, words: str = "", role: str = "label", *, wrap: bool = False) -> None:
        """``wrap``: longer words go on over several lines, with the mark beside the first."""
        super().__init__()
        self._mark = Mark(kind)
        self._text = Text(words or state_word(kind), role, state_ink(kind), wrap=wrap)
        if wrap:
            self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
            row((self._mark, Qt.AlignmentFlag.AlignTop), (self._text, 1), gap=5, into=self)
        else:
            row(self._mark, self._text, gap=5, into=self)

    def say(self, kind: str, words: str = "") -> None:
        """Another state."""
        self._mark.show_as(kind)
        self._text.say(words or state_word(kind), state_ink(kind))


class Coverage(QWidget):
    """How much of a heading is covered: one dot for each point, a tick when all are. It counts, it never blocks."""

    def __init__(self, done: int, of: int) -> None:
        super().__init__()
        self._done, self._of = done, of
        self.dress()

    def count(self, done: int, of: int) -> None:
        """Another count."""
        self._done, self._of = done, of
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedSize(px(16 if self._done >= self._of else self._of * 10 + 2), px(16))
        self.setAccessibleName(f"{self._done} of {self._of} covered")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_coverage(painter, QRectF(self.rect()), self._done, self._of)


def paint_coverage(painter: QPainter, where: QRectF, done: int, of: int) -> None:
    """Paints coverage at the right end of a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = where.center().y()
    if of and done >= of:
        paint_mark(painter, QPointF(where.right() - px(8), middle), "done", 4)
    else:
        for number in range(of):
            on = number < done
            painter.setPen(QPen(colour("accent" if on else "edge"), 1.4))
            painter.setBrush(colour("accent") if on else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(where.right() - px(6 + (of - 1 - number) * 10), middle), px(3), px(3))
    painter.restore()
