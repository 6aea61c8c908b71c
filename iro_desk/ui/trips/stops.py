"""The days of a trip as a line of stops: drives dashed, reviews numbered, nights as a ring."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from iro_desk.practice.diary_views import TripDay, TripStop
from iro_desk.practice.words import long_day
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, line, px, scaled
from iro_desk.ui.widgets import Text, row

LINE_X = 60


class StopLine(QWidget):
    """A drive, a night, or the way home: words on the line, nothing to press."""

    def __init__(self, stop: TripStop) -> None:
        super().__init__()
        self.stop = stop
        self.setAccessibleName(" ".join(part for part in (stop.time, stop.words, stop.note) if part))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(px(30) if self.stop.kind == "drive" else _height(self.stop.note))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(300), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drive, x = self.stop.kind == "drive", float(px(LINE_X))
        _paint_line(painter, px(16) if self.stop.kind == "home" else self.height(), dashed=drive)
        if drive:
            box = QRectF(x + px(24), 0, self.width() - x - px(28), self.height())
            _words(painter, box, self.stop.words, "small", "ink2")
            return
        middle = px(5) + line("strong") / 2
        painter.setPen(QPen(colour("accent"), scaled(2.2)))
        painter.setBrush(colour("paper"))
        painter.drawEllipse(QPointF(x, middle), scaled(5), scaled(5))
        _paint_words(painter, self.width(), self.stop, self.stop.note)


class StopRow(QAbstractButton):
    """A review on the line. Pressed, it says why this day, and what another day would cost."""

    def __init__(self, stop: TripStop, number: int, *, pinned: bool = False) -> None:
        """``number`` is the stop's on the map; ``pinned`` says that it is booked already."""
        super().__init__()
        self.stop, self._number = stop, number
        self._note = "Booked already: it stays." if pinned else stop.note
        said = " ".join(part for part in (stop.time, stop.words, self._note) if part)
        self.setAccessibleName(f"Stop {number}: {said.rstrip('.')}. Why this day?")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(self._note)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(_height(self._note))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(300), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 0, -1, -1), px(6), px(6))
        _paint_line(painter, self.height())
        middle, radius = px(5) + line("strong") / 2, scaled(10)
        disc = QRectF(px(LINE_X) - radius, middle - radius, 2 * radius, 2 * radius)
        painter.setPen(QPen(colour("accent"), scaled(2.2)))
        painter.setBrush(colour("accent"))
        painter.drawEllipse(disc)
        painter.setFont(font("small_strong"))
        painter.setPen(colour("on_accent"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))
        _paint_words(painter, self.width(), self.stop, self._note)
        if ring_visible(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), px(6), px(6))


def day_head(day: TripDay, today: date) -> QWidget:
    """ "Tuesday 9 February" and the hours from leaving to being back."""
    hours = f"{day.leave_at} to {day.back_at}" if day.leave_at and day.back_at else ""
    return row(Text(long_day(day.day, today), "heading"), None, Text(hours, "small", "ink3"))


def _height(note: str) -> int:
    return line("strong") + (line("small") if note else 0) + px(10)


def _paint_line(painter: QPainter, foot: float, *, dashed: bool = False) -> None:
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour("accent_line"), px(2), style))
    painter.drawLine(QPointF(px(LINE_X), 0), QPointF(px(LINE_X), foot))


def _paint_words(painter: QPainter, width: float, stop: TripStop, note: str) -> None:
    left, room = px(LINE_X + 24), width - px(LINE_X + 28)
    _words(painter, QRectF(0, px(5), px(LINE_X - 18), line("strong")), stop.time, "label", "ink3")
    _words(painter, QRectF(left, px(5), room, line("strong")), stop.words, "strong", "ink")
    _words(painter, QRectF(left, px(5) + line("strong"), room, line("small")), note, "small", "ink2")


def _words(painter: QPainter, box: QRectF, words: str, role: str, ink: str) -> None:
    painter.setFont(font(role))
    painter.setPen(colour(ink))
    cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
