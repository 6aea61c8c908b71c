"""The year: a line a month, a cell a day; what is booked, last days without a date, leave and holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent

from iro_desk.casework.day_names import MONTHS, WEEKDAYS
from iro_desk.practice.diary_views import DiaryView, Proposal
from iro_desk.practice.words import count
from iro_desk.ui.diary.bars import paint_day_mark
from iro_desk.ui.diary.grid import DayGrid
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, plain_ground, px
from iro_desk.ui.widgets import paint_mark

HEAD, LEFT, LEFT_SHORT, ROW = 26, 92, 44, 38
COLUMNS = 37
"""Days of a month stand under their weekday: at most six before the first, and 31 days."""


class YearGrid(DayGrid):
    """Twelve months, each day under its weekday."""

    def __init__(self) -> None:
        super().__init__("Year")
        self.cells: dict[date, QRectF] = {}
        self._walls: dict[date, int] = {}
        self._pressing: set[date] = set()
        """Last days of reviews that will be late if nothing moves."""
        self._roomy = True

    def show_view(self, view: DiaryView, proposals: Mapping[str, Proposal] | None = None) -> None:
        """Shows a year; last days of reviews without a date are marked."""
        self._walls, self._pressing = {}, set()
        for bar in view.bars:
            if bar.booked is None:
                self._walls[bar.last_working_day] = self._walls.get(bar.last_working_day, 0) + 1
                if bar.mark in ("late", "risk"):
                    self._pressing.add(bar.last_working_day)
        super().show_view(view, proposals)

    def dress(self) -> None:
        """Takes the theme."""
        self.setMinimumHeight(px(HEAD) + 12 * px(30))
        self.lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def sizeHint(self) -> QSize:
        return QSize(px(700), px(HEAD) + 12 * px(ROW))

    def months(self) -> list[date]:
        """The first of each month shown."""
        if self.view is None:
            return []
        first = self.view.first.replace(day=1)
        return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(12)]

    def lay_out(self) -> None:
        """Places the days."""
        tall = (self.height() - px(HEAD)) / 12
        left, wide, self._roomy = self._columns()
        self.cells = {}
        for number, month in enumerate(self.months()):
            day = month
            while day.month == month.month:
                at = left + wide * (month.weekday() + day.day - 1)
                self.cells[day] = QRectF(at, px(HEAD) + tall * number, wide, tall)
                day += timedelta(days=1)

    def _columns(self) -> tuple[float, float, bool]:
        """Where the days begin, how wide one is, and whether each has room for its number: otherwise the Mondays have
        theirs, and the months their short names."""
        needed = QFontMetricsF(font("small")).horizontalAdvance("00")
        wide = (self.width() - px(LEFT) - px(6)) / COLUMNS
        if wide >= needed:
            return px(LEFT), wide, True
        return px(LEFT_SHORT), (self.width() - px(LEFT_SHORT) - px(6)) / COLUMNS, False

    def sentence(self) -> str:
        """The day in words, with the last days that fall on it."""
        walls = self._walls.get(self.standing, 0)
        last = f" {count(walls, 'review')} without a date must be held by this day." if walls else ""
        return f"{super().sentence()}{last}"

    def box_of(self, day: date) -> QRectF | None:
        return self.cells.get(day)

    def day_at(self, point: QPointF) -> date | None:
        return next((day for day, cell in self.cells.items() if cell.contains(point)), None)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, wide, roomy = self._columns()
        painter.setFont(font("small"))
        painter.setPen(colour("ink3"))
        for number in range(0, COLUMNS, 1 if roomy else 7):
            box = QRectF(left + wide * number, 0, wide, px(HEAD)).adjusted(-px(6), 0, px(6), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, WEEKDAYS[number % 7][0])
        for month in self.months():
            cell = self.cells[month]
            painter.fillRect(QRectF(0, cell.top(), self.width(), 1), colour("line"))
            painter.setFont(font("small_strong"))
            painter.setPen(colour("ink2"))
            box = QRectF(px(10), cell.top(), left - px(10), cell.height())
            name = MONTHS[month.month - 1]
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name if roomy else name[:3])
        for day, cell in self.cells.items():
            self._paint_day(painter, day, cell)

    def _away(self, day: date) -> bool:
        """Whether no work is done that day, or schools are closed."""
        shown = self.days.get(day)
        return shown is not None and (not shown.working or bool(shown.school))

    def _paint_day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        assert self.view is not None
        shown, inside, away = self.days.get(day), cell.adjusted(1, 2, -1, -1), self._away(day)
        if away:
            painter.fillRect(inside, colour("sunken"))
            if plain_ground():  # A line begins and ends what is not worked.
                for side, edge in ((-1, cell.left()), (1, cell.right() - 1)):
                    if not self._away(day + timedelta(days=side)):
                        painter.fillRect(QRectF(edge, inside.top(), 1, inside.height()), colour("line"))
        own = shown is not None and not shown.working and day.weekday() < 5
        if own:  # Leave and bank holidays: a line as well as a tone.
            painter.fillRect(QRectF(inside.left(), inside.bottom() - px(3), inside.width(), px(3)), colour("edge"))
        top = QRectF(cell.left(), cell.top() + px(2), cell.width(), px(16))
        today = day == self.view.today
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(top.adjusted(2, 0, -2, 0), px(4), px(4))
        painter.setFont(font("small_strong" if today else "small"))
        painter.setPen(colour("on_accent" if today else "ink3" if away else "ink2"))
        if today or not day.weekday() or self._roomy:
            painter.drawText(top.adjusted(-px(8), 0, px(8), 0), Qt.AlignmentFlag.AlignCenter, str(day.day))
        y = cell.bottom() - px(9)
        booked = sum(entry.kind == "review" for entry in shown.entries) if shown is not None else 0
        others = (len(shown.entries) - booked) if shown is not None else 0
        walls, proposed = self._walls.get(day, 0), len(self.proposed_on(day))
        marks = [kind for kind, n in (("dot", booked), ("other", others and not own), ("wall", walls)) if n]
        marks += ["proposed-dot"] if proposed else []
        for number, kind in enumerate(marks):
            x = cell.center().x() + px(11) * (number - (len(marks) - 1) / 2)
            ink = "late_mark" if kind == "wall" and day in self._pressing else "edge" if kind == "wall" else "accent"
            paint_day_mark(painter, QPointF(x, y), kind, ink, "sunken" if away else "paper")
        if shown is not None and shown.clashes:
            paint_mark(painter, QPointF(cell.right() - px(5), cell.top() + px(6)), "late", 2.6)
        if day == self.standing and ring_visible(self):
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), px(4), px(4))
