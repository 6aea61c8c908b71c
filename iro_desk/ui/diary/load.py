"""The load of the year, week by week against what the weeks hold; and the same if children come or an IRO leaves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from iro_desk.casework.day_names import MONTHS
from iro_desk.practice.diary_views import YearRow, YearView
from iro_desk.practice.words import count, plain_day, short_day
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, plain_ground, px
from iro_desk.ui.widgets import (
    Cell,
    Chips,
    Column,
    Scroll,
    State,
    Table,
    Text,
    add,
    announce,
    clear,
    column,
    figure,
    paint_mark,
    row,
    section,
    wrapping,
)

HEIGHT, FOOT, LEFT = 220, 26, 44
COLUMNS = [
    Column("Week of", width=140),
    Column("Reviews", width=84, right=True),
    Column("Booked", width=84, right=True),
    Column("Last days", width=90, right=True),
    Column("Hours", width=84, right=True),
    Column("Room", width=84, right=True),
    Column("", stretch=1),
]
NARROW = [Column("Week of", width=120), Column("Reviews", width=70, right=True), Column("", stretch=1)]
NARROW_BELOW = 700
HOW_TO_READ = (
    "A column is the hours that a week asks for, the line across it what it holds: leave and bank holidays counted."
)
SUPPOSED = (("", "As things are"), ("children", "Five children come"), ("leaver", "One IRO leaves"))


class LoadChart(QWidget):
    """Columns of hours, a line where the room of each week ends. Arrows go from week to week; Enter opens it."""

    week_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[YearRow, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Load by week")
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(px(HEIGHT))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(700), px(HEIGHT))

    def show_rows(self, rows: tuple[YearRow, ...]) -> None:
        """Shows other weeks."""
        self._rows, self._at = rows, min(self._at, max(0, len(rows) - 1))
        self.setAccessibleDescription(row_sentence(rows[self._at]) if rows else "No week is known")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from week to week."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._rows:
            self._at = min(max(self._at + step, 0), len(self._rows) - 1)
            self.setAccessibleDescription(row_sentence(self._rows[self._at]))
            announce(self, row_sentence(self._rows[self._at]))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows:
            self.week_opened.emit(self._rows[self._at].monday)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: object) -> None:
        """Chooses a week; a second press opens it."""
        at = self._week_at(event.position().x())  # type: ignore[attr-defined]
        if at is not None:
            if at == self._at and self.hasFocus():
                self.week_opened.emit(self._rows[at].monday)
            self._at = at
            self.update()

    def event(self, event: QEvent) -> bool:
        """A week under the pointer says itself."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._week_at(event.pos().x())
            QToolTip.showText(event.globalPos(), row_sentence(self._rows[at]) if at is not None else "", self)
            return True
        return super().event(event)

    def _week_at(self, x: float) -> int | None:
        wide = self._wide()
        at = int((x - px(LEFT)) // wide) if wide else -1
        return at if 0 <= at < len(self._rows) else None

    def _wide(self) -> float:
        return (self.width() - px(LEFT) - px(8)) / max(1, len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._rows:
            return
        most = max(8, *(max(each.hours, each.capacity_hours) for each in self._rows))
        floor, top = float(self.height() - px(FOOT)), float(px(18))
        wide = self._wide()

        def y(hours: float) -> float:
            return floor - hours / most * (floor - top)

        step = 10 if most > 20 else 5
        painter.setFont(font("small"))
        for hours in range(0, most + 1, step):
            painter.fillRect(QRectF(px(LEFT), y(hours), self.width() - px(LEFT) - px(8), 1), colour("line"))
            painter.setPen(colour("ink3"))
            box = QRectF(0, y(hours) - px(9), px(LEFT - 8), px(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{hours} h")
        month = 0
        for number, each in enumerate(self._rows):
            left = px(LEFT) + wide * number
            over = each.mark == "risk"
            painter.setPen(QPen(colour("ink"), 1) if plain_ground() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("late_line" if over else "accent_line"))
            painter.drawRect(QRectF(left + wide * 0.14, y(each.hours), wide * 0.72, floor - y(each.hours)))
            painter.setPen(QPen(colour("ink2"), px(2)))
            room = y(each.capacity_hours)
            painter.drawLine(QPointF(left, room), QPointF(left + wide, room))
            if each.mark in ("risk", "soon"):
                paint_mark(painter, QPointF(left + wide / 2, y(each.hours) - px(9)), each.mark, 3.6)
            if each.monday.month != month:
                month = each.monday.month
                painter.setPen(colour("ink3"))
                box = QRectF(left, floor + px(4), px(60), px(18))
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft, MONTHS[month - 1][:3])
        if ring_visible(self):
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            left = px(LEFT) + wide * self._at
            painter.drawRoundedRect(QRectF(left, top - px(14), wide, floor - top + px(14)), px(4), px(4))


def row_sentence(row: YearRow) -> str:
    """ "Week of 7 December: 5 reviews, 3 booked; 32 of 37 hours. ..."."""
    said = f"Week of {plain_day(row.monday)}: {count(row.reviews, 'review')}, {row.booked} booked;"
    return f"{said} {row.hours} of {row.capacity_hours} hours. {row.words}".strip()


class LoadPage(QWidget):
    """The year's load. ``supposed`` asks for it as it would be."""

    supposed = Signal(str)
    week_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.chips = Chips([(key, words, None) for key, words in SUPPOSED])
        self.chips.chose.connect(self.supposed)
        self._words = Text("", "body", "ink2", wrap=True)
        self._figures = column()
        self._peaks = column(gap=4)
        self.chart = LoadChart()
        self.chart.week_opened.connect(self.week_opened)
        self.table: Table | None = None
        self._view: YearView | None = None
        self._was_narrow = False
        self._table = column()
        inside = column(
            self._words, 10, self.chips, 12, self._figures, 8, self.chart,
            Text(HOW_TO_READ, "small", "ink3", wrap=True), 8, self._peaks, self._table, None,
            margins=(20, 4, 32, 24),
        )  # fmt: skip
        column((Scroll(inside), 1), into=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._view is not None and self._narrow() != self._was_narrow:
            self.show_view(self._view)

    def _narrow(self) -> bool:
        return self.width() < px(NARROW_BELOW)

    def show_view(self, view: YearView) -> None:
        """Shows a year."""
        self._view, self._was_narrow = view, self._narrow()
        supposed = f"{view.supposed}. " if view.supposed else ""
        self._words.say(f"{supposed}{view.words}")
        for inside in (self._figures, self._peaks, self._table):
            clear(inside)
        add(
            self._figures,
            wrapping(
                figure(str(view.children), "children"),
                figure(str(view.reviews), "reviews in a year"),
                figure(f"{view.hours:,} h", "meetings and driving, each by a journey of its own"),
                figure(f"{view.capacity_hours:,} h", "your working weeks hold"),
                gap=36,
            ),
        )
        self.chart.show_rows(view.rows)
        add(self._peaks, section("The fullest weeks", margins=(0, 10, 0, 4)))
        for words in view.peaks:
            add(self._peaks, State("risk", words, "body", wrap=True))
        if not view.peaks:
            add(self._peaks, Text("Every week has room for what falls in it.", "body", "ink2", wrap=True))
        add(self._table, section("Week by week", margins=(0, 18, 0, 4)))
        narrow = self._was_narrow
        self.table = Table("Load by week", NARROW if narrow else COLUMNS, opens=True, inset=0)
        self.table.opened.connect(
            lambda key: self.week_opened.emit(next(r.monday for r in view.rows if str(r.monday) == key))
        )
        rows: list[tuple[str, list[Cell | str]]] = []
        for each in view.rows:
            head, state = (
                Cell(short_day(each.monday, view.today), "small_strong"),
                Cell(each.words, "small", mark=each.mark),
            )
            figures = (each.reviews, each.booked, each.last_days, each.hours, each.capacity_hours)
            cells = [Cell(str(number), "small", sort=number) for number in figures]
            rows.append((str(each.monday), [head, cells[0], state] if narrow else [head, *cells, state]))
        self.table.show_rows(rows)
        add(self._table, row((self.table, 1)))
