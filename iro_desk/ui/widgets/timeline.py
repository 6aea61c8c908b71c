"""A child's life in care in one picture: lanes of bars, marks for what happened, and today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from iro_desk.practice.words import plain_day
from iro_desk.ui.theme import colour, font, plain_ground, px, scaled
from iro_desk.ui.widgets.marks import paint_mark, state_word
from iro_desk.ui.widgets.windows import Spots, Window, paint_window

SEEN = "seen"
"""The kind of a mark that is not a state: a time the child was seen alone, a small dot."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days; without an end it goes on today."""

    words: str
    started: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class DayMark:
    """Something that happened on a day: a state's kind, or ``SEEN``."""

    words: str
    on: date
    kind: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: "Home", "Legal", "School", "Seen alone", "Reviews"."""

    label: str
    bars: tuple[Bar, ...] = ()
    marks: tuple[DayMark, ...] = ()
    window: Window | None = None


class Timeline(QWidget):
    """Lanes under one scale of years. Past bars are sunken, the present one tinted, a gap is a gap.

    What it shows can be read as a table: :meth:`rows`.
    """

    def __init__(self, lanes: Sequence[Lane], today: date) -> None:
        super().__init__()
        self._lanes: tuple[Lane, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_lanes(lanes, today)

    def show_lanes(self, lanes: Sequence[Lane], today: date) -> None:
        """Shows other lanes."""
        self._lanes, self._today = tuple(lanes), today
        days = [today]
        for lane in self._lanes:
            days += [bar.started for bar in lane.bars] + [mark.on for mark in lane.marks]
            if lane.window is not None:
                days.append(lane.window.last_lawful)
        first, last = min(days), max(days)
        air = timedelta(days=max(14, (last - first).days // 24))
        self._first, self._last = first - air // 2, last + air
        self.setAccessibleName("Timeline")
        self.setAccessibleDescription("; ".join(" ".join(row) for row in self.rows()))
        self.dress()

    def rows(self) -> list[tuple[str, str, str]]:
        """The picture as a table: lane, what, when; oldest first in each lane."""
        table: list[tuple[str, str, str]] = []
        for lane in self._lanes:
            for bar in sorted(lane.bars, key=lambda bar: bar.started):
                until = f"to {plain_day(bar.ended)}" if bar.ended else "to today"
                table.append((lane.label, bar.words, f"{plain_day(bar.started)} {until}"))
            for mark in sorted(lane.marks, key=lambda mark: mark.on):
                state = "" if mark.kind == SEEN else f", {state_word(mark.kind).lower()}"
                table.append((lane.label, f"{mark.words}{state}", plain_day(mark.on)))
        return table

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(px(26 + 29 * len(self._lanes)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(600), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(320), self.height())

    def event(self, event: QEvent) -> bool:
        """A bar or mark under the pointer says its whole words and days."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_years(painter)
        for number, lane in enumerate(self._lanes):
            y = self._y(number)
            painter.setFont(font("small"))
            painter.setPen(colour("ink3"))
            label = QRectF(0, y - px(10), self._label() - px(8), px(20))
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, lane.label)
            for bar in lane.bars:
                self._paint_bar(painter, bar, y)
            for mark in lane.marks:
                if mark.kind == SEEN:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(colour("ink2"))
                    painter.drawEllipse(QPointF(self._x(mark.on), y), scaled(3.6), scaled(3.6))
                else:
                    paint_mark(painter, QPointF(self._x(mark.on), y), mark.kind, 4.4)
            if lane.window is not None:
                self._paint_window(painter, lane.window, y)
        self._paint_today(painter)

    def _paint_years(self, painter: QPainter) -> None:
        painter.setFont(font("small"))
        for year in range(self._first.year, self._last.year + 1):
            day = date(year, 1, 1)
            if self._first <= day <= self._last:
                painter.fillRect(QRectF(self._x(day), px(22), 1, self.height() - px(22)), colour("line"))
                box = QRectF(self._x(day) + px(5), 0, px(60), px(20))
                if box.right() < self.width() and not box.intersects(self._today_box()):
                    painter.setPen(colour("ink3"))
                    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(year))

    def _paint_bar(self, painter: QPainter, bar: Bar, y: float) -> None:
        box = self._bar_box(bar, y)
        now = bar.ended is None
        edge = QPen(colour("accent_line" if now else "line_strong"), 1)
        painter.setPen(edge if plain_ground() else Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_tint" if now else "sunken"))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setPen(colour("accent" if now else "ink2"))
        painter.setFont(font("label" if now else "small"))
        if box.width() < px(30):
            return
        metrics = QFontMetricsF(painter.font())
        whole = bar.words.split()
        fitting = (" ".join(whole[:most]).rstrip(",") for most in range(len(whole), 0, -1))
        words = next((each for each in fitting if metrics.horizontalAdvance(each) <= box.width() - px(12)), "")
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(px(8), 0, 0, 0), flags, words)  # As many words as fit; the table has them all.

    def _paint_window(self, painter: QPainter, window: Window, y: float) -> None:
        start = window.earliest or window.target or min(self._today, window.last_lawful)
        spots = Spots(
            start=self._x(start),
            end=self._x(window.last_lawful),
            target=None if window.target is None else self._x(window.target),
            booked=None if window.booked is None else self._x(window.booked),
        )
        paint_window(painter, spots, y, tight=window.tight)

    def _paint_today(self, painter: QPainter) -> None:
        x, box = self._x(self._today), self._today_box()
        painter.setPen(QPen(colour("ink"), 1.4))
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("ink"))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setPen(colour("paper"))
        painter.setFont(font("small_strong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "Today")

    def _today_box(self) -> QRectF:
        width = QFontMetricsF(font("small_strong")).horizontalAdvance("Today") + px(12)
        left = min(max(0.0, self._x(self._today) - width / 2), self.width() - width)
        return QRectF(left, 0, width, px(19))

    def _label(self) -> int:
        return px(84)

    def _x(self, day: date) -> float:
        room = self.width() - self._label() - px(4)
        return self._label() + (day - self._first).days / (self._last - self._first).days * room

    def _y(self, number: int) -> float:
        return px(24) + px(29) * (number + 0.5)

    def _bar_box(self, bar: Bar, y: float) -> QRectF:
        left, right = self._x(bar.started), self._x(bar.ended or self._today)
        return QRectF(left, y - px(11), max(px(3), right - left - 2), px(22))

    def _at(self, point: QPointF) -> str:
        for number, lane in enumerate(self._lanes):
            y = self._y(number)
            if abs(point.y() - y) > px(14):
                continue
            for mark in lane.marks:
                if abs(point.x() - self._x(mark.on)) <= px(7):
                    return f"{mark.words}, {plain_day(mark.on)}"
            for bar in lane.bars:
                if self._bar_box(bar, y).contains(point):
                    until = f"to {plain_day(bar.ended)}" if bar.ended else "to today"
                    return f"{bar.words}, {plain_day(bar.started)} {until}"
        return ""
