"""Days as a strip: the last fortnight of a window, day by day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from iro_desk.casework.day_names import WEEKDAYS
from iro_desk.practice.words import long_day
from iro_desk.ui.theme import colour, font, px, scaled, theme


def ground_of_no_work(painter: QPainter) -> None:
    """Tone of a day without work: sunken cannot be told from a pop-over in the dark, and in contrast it is an edge."""
    contrast = theme.mode == "contrast"
    painter.setBrush(Qt.BrushStyle.NoBrush if contrast else colour("line"))
    painter.setPen(QPen(colour("line"), 1) if contrast else Qt.PenStyle.NoPen)


class DayStrip(QWidget):
    """Ten days round a limit: the answer filled, the lawful limit ringed with its wall, closed days sunken."""

    DAYS = 10

    def __init__(self, answer: date, limit: date, *, closed: Collection[date] = ()) -> None:
        """``answer`` is the last working day, ``limit`` the last lawful one; ``closed``: bank holidays shown."""
        super().__init__()
        self._answer, self._limit, self._closed = answer, limit, frozenset(closed)
        last = max(answer, limit) + timedelta(days=3)
        self._first = min(last - timedelta(days=self.DAYS - 1), answer - timedelta(days=1))
        self._days = max(self.DAYS, (last - self._first).days + 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("The days")
        self.setAccessibleDescription(f"Last working day {long_day(answer)}. Last day {long_day(limit)}.")
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(px(62))

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(62))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / self._days
        for number in range(self._days):
            self._paint_day(painter, self._first + timedelta(days=number), number * width, width)

    def _paint_day(self, painter: QPainter, day: date, x: float, width: float) -> None:
        middle, radius = x + width / 2, min(scaled(16), width / 2 - 1)
        centre = Qt.AlignmentFlag.AlignCenter
        painter.setFont(font("small"))
        painter.setPen(colour("ink3"))
        painter.drawText(QRectF(x, 0, width, px(18)), centre, WEEKDAYS[day.weekday()][0])
        circle = QRectF(middle - radius, px(38) - radius, 2 * radius, 2 * radius)
        closed = day.weekday() >= 5 or day in self._closed
        ink, role = "ink3" if closed or day > self._limit else "ink", "body"
        painter.setPen(Qt.PenStyle.NoPen)
        if day == self._answer:
            ink, role = "on_accent", "strong"
            painter.setBrush(colour("accent"))
            painter.drawEllipse(circle)
        elif day == self._limit:
            ink, role = "accent", "strong"
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        elif closed:
            ground_of_no_work(painter)
            painter.drawEllipse(circle)
        painter.setFont(font(role))
        painter.setPen(colour(ink))
        painter.drawText(circle, centre, str(day.day))
        if day == self._limit:
            painter.setPen(QPen(colour("accent"), scaled(2.6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(x + width, circle.top()), QPointF(x + width, circle.bottom()))
