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


class StopRow(QAbstractButton):
    """One stop or drive. A review can be pressed: it says why, and what another day would cost."""

    def __init__(self, stop: TripStop, number: int = 0, *, pinned: bool = False) -> None:
        """``number`` is the stop's on the map; ``pinned`` says that it is booked already."""
        super().__init__()
        self.stop, self._number, self._pinned = stop, number, pinned
        review = stop.kind == "review"
        said = " ".join(part for part in (stop.time, stop.words, stop.note) if part)
        self.setAccessibleName(f"{f'Stop {number}: ' if review else ''}{said}{'. Why this day?' if review else ''}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if review else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if review else Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(stop.note)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        lines = line("strong") + line("small") if self.stop.note or self._pinned else line("strong")
        drive = self.stop.kind == "drive"
        self.setFixedHeight(px(30) if drive else lines + px(10))
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
        stop, x, kind = self.stop, float(px(LINE_X)), self.stop.kind
        if self.underMouse() and kind == "review":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("sunken"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 0, -1, -1), px(6), px(6))
        style = Qt.PenStyle.DashLine if kind == "drive" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour("accent_line"), px(2), style))
        foot = px(16) if kind == "home" else self.height()
        painter.drawLine(QPointF(x, 0), QPointF(x, foot))
        left, room = x + px(24), self.width() - x - px(28)
        if kind == "drive":
            self._words(painter, QRectF(left, 0, room, self.height()), stop.words, "small", "ink2")
            return
        middle = px(5) + line("strong") / 2
        self._words(painter, QRectF(0, px(5), px(LINE_X - 18), line("strong")), stop.time, "label", "ink3")
        painter.setPen(QPen(colour("accent"), scaled(2.2)))
        painter.setBrush(colour("accent" if kind == "review" else "paper"))
        radius = scaled(10 if kind == "review" else 5)
        painter.drawEllipse(QPointF(x, middle), radius, radius)
        if kind == "review":
            painter.setFont(font("small_strong"))
            painter.setPen(colour("on_accent"))
            box = QRectF(x - radius, middle - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number or ""))
        self._words(painter, QRectF(left, px(5), room, line("strong")), stop.words, "strong", "ink")
        note = "Booked already: it stays." if self._pinned else stop.note
        self._words(painter, QRectF(left, px(5) + line("strong"), room, line("small")), note, "small", "ink2")
        if ring_visible(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), px(6), px(6))

    def _words(self, painter: QPainter, box: QRectF, words: str, role: str, ink: str) -> None:
        painter.setFont(font(role))
        painter.setPen(colour(ink))
        cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


def day_head(day: TripDay, today: date) -> QWidget:
    """ "Tuesday 9 February" and the hours from leaving to being back."""
    hours = f"{day.leave_at} to {day.back_at}" if day.leave_at and day.back_at else ""
    return row(Text(long_day(day.day, today), "heading"), None, Text(hours, "small", "ink3"))
