"""The motif: statutory time as a window, and the program's sign made of it.

A window opens with a short tick at the earliest sensible day, has a ring at the target, and ends at a
wall, taller than the bar, at the last lawful day. A filled dot is booked. Nothing else looks like it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from iro_desk.practice.words import plain_day
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, plain_ground, px, scaled


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a window. Days that are not known are left out of the picture."""

    last_lawful: date
    earliest: date | None = None
    target: date | None = None
    booked: date | None = None
    last_working_day: date | None = None
    """Shown as a notch when it is not the last lawful day."""
    tight: bool = False
    """No date and too little room: the bar takes the late line's colour."""


@dataclass(frozen=True, slots=True)
class Spots:
    """Where the marks of a window stand, in pixels from the left."""

    start: float
    end: float
    target: float | None = None
    booked: float | None = None
    notch: float | None = None


def paint_window(
    painter: QPainter, spots: Spots, y: float, *, height: float = 8, ground: str = "paper", tight: bool = False
) -> None:
    """Paints a window at a height; once booked it is thin, so that the eye goes to what has no date."""
    ink = colour("late_mark" if tight else "accent")
    tall = px(3 if spots.booked is not None and height < 10 else height)
    wall = max(tall / 2 + px(4), px(7))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1) if plain_ground() else Qt.PenStyle.NoPen)
    tone = "accent_tint" if plain_ground() else "late_line" if tight else "accent_line"
    painter.setBrush(colour(tone))
    painter.drawRect(QRectF(spots.start, y - tall / 2, max(1.0, spots.end - spots.start), tall))
    painter.setPen(QPen(ink, px(2)))
    tick = max(tall / 2, px(4)) - 1
    painter.drawLine(QPointF(spots.start + 1, y - tick), QPointF(spots.start + 1, y + tick))
    if spots.notch is not None:
        painter.drawLine(QPointF(spots.notch, y - tall / 2 - px(1)), QPointF(spots.notch, y + tall / 2 + px(1)))
    painter.setPen(QPen(ink, scaled(2.6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(spots.end, y - wall), QPointF(spots.end, y + wall))
    if spots.target is not None:
        painter.setPen(QPen(ink, px(2)))
        painter.setBrush(colour(ground))
        painter.drawEllipse(QPointF(spots.target, y), scaled(4.5), scaled(4.5))
    if spots.booked is not None:
        painter.setPen(QPen(colour(ground), px(2)))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(spots.booked, y), px(7), px(7))
    painter.restore()


class Sign(QWidget):
    """The sign of the program: a window with its marks."""

    def __init__(self, width: int = 34) -> None:
        super().__init__()
        self._width = width
        self.setAccessibleName("IRO Desk")
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedSize(px(self._width), px(self._width * 0.6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_sign(painter, QRectF(self.rect()))


def paint_sign(painter: QPainter, where: QRectF) -> None:
    """Paints the sign into a rectangle 34 to 20."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale, middle, right = where.width() / 34, where.center().y(), where.right()
    painter.setPen(QPen(colour("accent"), 2.4 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(where.left() + 3 * scale, middle), QPointF(right - 4 * scale, middle))
    painter.drawLine(
        QPointF(right - 3 * scale, where.top() + 3 * scale), QPointF(right - 3 * scale, where.bottom() - 3 * scale)
    )
    painter.setBrush(colour("accent"))
    painter.drawEllipse(QPointF(where.left() + where.width() * 0.56, middle), 4.2 * scale, 4.2 * scale)
    painter.restore()


NEAR, LEADER = 12, 10
"""A label farther than this from its mark is led to by a line of that height, in pixels at 100 %."""
INSET = 6
"""Words keep clear of the ring round the bar, in pixels at 100 %."""


class WindowBar(QWidget):
    """The window of one review, with its days in words under the marks, and today.

    The days shown run from a little before what is first to a little after what is last. Where it ``opens``, a
    click or Enter asks why: ``asked``.
    """

    asked = Signal()

    def __init__(self, window: Window, today: date, *, booked_words: str = "booked", opens: bool = False) -> None:
        """``booked_words`` stand under the booked day: "booked, 15:30"."""
        super().__init__()
        self._opens = opens
        if opens:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._today = today
        self._booked_words = booked_words
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_window(window, booked_words=booked_words)

    def show_window(self, window: Window, *, booked_words: str = "booked") -> None:
        """Shows another window."""
        self._window, self._booked_words = window, booked_words
        days = [day for day, _, _ in self._labels()] + [self._today]
        first, last = min(days), max(days)
        air = timedelta(days=max(3, (last - first).days // 12))
        self._first, self._last = first - air, last + air
        self.setAccessibleName("Window of the review")
        said = [f"{words} {plain_day(day, self._today)}" for day, words, _ in self._labels()]
        self.setAccessibleDescription(f"Today {plain_day(self._today)}; " + "; ".join(said))
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(px(68 if self._one_line() else 104) + (px(LEADER) if self._pushed() else 0))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(520), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(280), self.height())

    def resizeEvent(self, event: object) -> None:
        self.dress()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click asks why."""
        if self._opens:
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks why."""
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ring_visible(self):
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), px(8), px(8))
        y = px(22)
        painter.fillRect(QRectF(0, y - 1, self.width(), 2), colour("line"))
        window = self._window
        start = self._x(window.earliest or window.target or min(self._today, window.last_lawful))
        notch = window.last_working_day
        paint_window(
            painter,
            Spots(
                start=start,
                end=self._x(window.last_lawful),
                target=None if window.target is None else self._x(window.target),
                booked=None if window.booked is None else self._x(window.booked),
                notch=None if notch is None or notch == window.last_lawful else self._x(notch),
            ),
            y,
            height=10,
            tight=window.tight,
        )
        self._paint_today(painter, y)
        lefts = self._lefts() if self._one_line() else None
        below = y + px(11) + (px(LEADER) if self._pushed() else 0)
        for number, (day, words, strong) in enumerate(self._labels()):
            width = self._width(day, words, strong)
            if lefts is not None:
                left, top = lefts[number], below
                if self._is_far(day, left, width):
                    painter.setPen(QPen(colour("ink3"), 1.2))
                    painter.drawLine(QPointF(self._x(day), y + px(8)), QPointF(left + width / 2, below + px(1)))
            else:
                left = min(max(float(px(INSET)), self._x(day) - width / 2), self.width() - width - px(INSET))
                top = y + px(11) + (number % 2) * px(36)
            for text, role, ink in (
                (plain_day(day, self._today), "small_strong" if strong else "small", "ink" if strong else "ink2"),
                (words, "small", "ink3"),
            ):
                painter.setFont(font(role))
                painter.setPen(colour(ink))
                box = QRectF(left, top, width, px(18))
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter, text)
                top += px(17)

    def _paint_today(self, painter: QPainter, y: float) -> None:
        x = self._x(self._today)
        painter.setPen(QPen(colour("ink"), 1.4))
        painter.drawLine(QPointF(x, y - px(14)), QPointF(x, y + px(12)))
        painter.setFont(font("small_strong"))
        width = QFontMetricsF(painter.font()).horizontalAdvance("Today") + px(6)
        left = x - width if x - width > px(INSET) else x + px(6)
        box = QRectF(left, px(2), width, px(16))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "Today")

    def _labels(self) -> list[tuple[date, str, bool]]:
        window = self._window
        labels: list[tuple[date, str, bool]] = []
        if window.earliest is not None:
            labels.append((window.earliest, "earliest sensible", False))
        if window.target is not None:
            labels.append((window.target, "target", False))
        if window.booked is not None:
            labels.append((window.booked, self._booked_words, True))
        notch = window.last_working_day
        if notch is not None and notch != window.last_lawful:
            labels.append((notch, "last working day", True))
        labels.append((window.last_lawful, "last day", True))
        return sorted(labels, key=lambda label: label[0])

    def _x(self, day: date) -> float:
        days = (self._last - self._first).days
        return (day - self._first).days / days * self.width()

    def _width(self, day: date, words: str, strong: bool) -> float:
        first = QFontMetricsF(font("small_strong" if strong else "small"))
        second = QFontMetricsF(font("small"))
        return max(first.horizontalAdvance(plain_day(day, self._today)), second.horizontalAdvance(words)) + 4

    def _one_line(self) -> bool:
        labels = self._labels()
        return sum(self._width(*label) + px(10) for label in labels) <= self.width() - 2 * px(INSET)

    def _is_far(self, day: date, left: float, width: float) -> bool:
        return abs(left + width / 2 - self._x(day)) > px(NEAR)

    def _pushed(self) -> bool:
        """Whether a label had to give way to another, so far that a line has to lead to it."""
        labels = zip(self._labels(), self._lefts(), strict=True)
        return self._one_line() and any(self._is_far(label[0], left, self._width(*label)) for label, left in labels)

    def _lefts(self) -> list[float]:
        """Left edges of the labels, each as near to its mark as the others allow."""
        labels = self._labels()
        widths = [self._width(*label) for label in labels]
        lefts: list[float] = []
        edge = float(px(INSET))
        for (day, _, _), width in zip(labels, widths, strict=True):
            left = max(edge, self._x(day) - width / 2)
            lefts.append(left)
            edge = left + width + px(10)
        edge = float(self.width() - px(INSET))
        for number in range(len(lefts) - 1, -1, -1):
            lefts[number] = min(lefts[number], edge - widths[number])
            edge = lefts[number] - px(10)
        return lefts
