"""The table: no grid, hairlines between rows, a header in small third ink, cells that wrap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from iro_desk.ui import icons
from iro_desk.ui.focus import FocusWatch
from iro_desk.ui.theme import colour, focus_width, font, line, px, scaled, size
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets.marks import paint_mark, state_ink

Index = QModelIndex | QPersistentModelIndex
SORT = Qt.ItemDataRole.UserRole + 1
CELL = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its width at 100 % (0: what is left, shared by ``stretch``), numbers to the right."""

    title: str
    width: int = 0
    stretch: int = 1
    right: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell says: words in a role and ink, and a state's mark before them."""

    words: str = ""
    role: str = "body"
    ink: str = "ink"
    mark: str = ""
    icon: str = ""
    sort: Any = None
    """What it sorts by; its words when not given."""
    day: Any = None
    """A day in it that can be asked about; a click on the cell, or Enter with the ring on it, asks."""


class TableModel(QAbstractTableModel):
    """Rows of cells."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[tuple[str, tuple[Cell, ...]]] = []

    def show(self, rows: Sequence[tuple[str, Sequence[Cell | str]]]) -> None:
        """Other rows: (key, cells)."""
        self.beginResetModel()
        self.rows = [
            (key, tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)) for key, cells in rows
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        cell = self.rows[index.row()][1][index.column()]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole and cell.mark:
            word = tokens().states[cell.mark].word
            return f"{word}: {cell.words}" if cell.words else word
        return cell.words

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; what is not known comes last."""
        if not 0 <= column < len(self.columns):
            return

        def by(entry: tuple[str, tuple[Cell, ...]]) -> Any:
            cell = entry[1][column]
            return cell.words.casefold() if cell.sort is None else cell.sort

        self.layoutAboutToBeChanged.emit()
        self.rows.sort(key=by, reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()


class _Header(QHeaderView):
    """Titles as small words; the sorted one with an arrow beside it."""

    def __init__(self, table: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(32))

    def paintSection(self, painter: QPainter, rect: Any, logicalIndex: int) -> None:
        column = self._table.columns[logicalIndex]
        box = QRectF(rect).adjusted(self._table.left_of(logicalIndex), 0, -px(10), 0)
        sorted_ = self._table.isSortingEnabled() and self.sortIndicatorSection() == logicalIndex
        painter.save()
        painter.setFont(font("small_strong" if sorted_ else "small"))
        painter.setPen(colour("ink3"))
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, column.title)
        if sorted_:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            width = QFontMetricsF(painter.font()).horizontalAdvance(column.title)
            x = box.right() - width - px(18) if column.right else box.left() + width + px(4)
            arrow = icons.pixmap("chevron-up" if up else "chevron-down", 14, "ink3")
            painter.drawPixmap(QPointF(x, box.center().y() - px(7)), arrow)
        painter.restore()


def foldable(words: str, role: str, room: float) -> str:
    """The words, with places to break in those that are wider than the room: an address, a file's name."""
    metrics = QFontMetricsF(font(role))
    if metrics.horizontalAdvance(words) <= room:
        return words
    return " ".join(
        part if metrics.horizontalAdvance(part) <= room else re.sub(r"([@./_-])(?=\w)", "\\1\u200b", part)
        for part in words.split(" ")
    )


class _Painter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = self.parent()
        assert isinstance(table, Table)
        cell: Cell = index.data(CELL)
        box = QRectF(option.rect).adjusted(table.left_of(index.column()), 0, -px(10), -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if cell.mark:
            x = box.left() + scaled(8)
            paint_mark(painter, QPointF(x, box.center().y()), cell.mark)
            box.adjust(px(20), 0, 0, 0)
        if cell.icon:
            picture = icons.pixmap(cell.icon, 16, "ink3")
            left = box.right() - px(16) if not cell.words else box.left()
            painter.drawPixmap(QPointF(left, box.center().y() - px(8)), picture)
            box.adjust(px(22), 0, 0, 0)
        painter.setFont(font(cell.role))
        words = foldable(cell.words, cell.role, box.width())
        painter.setPen(colour(state_ink(cell.mark) if cell.mark and cell.ink == "ink" else cell.ink))
        side = Qt.AlignmentFlag.AlignRight if table.columns[index.column()].right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side | Qt.TextFlag.TextWordWrap, words)
        painter.restore()

    def height(self, cell: Cell, width: int) -> int:
        """The height that a cell's words need in a width."""
        taken = (20 if cell.mark else 0) + (22 if cell.icon else 0)
        metrics = QFontMetricsF(font(cell.role))
        room = QRectF(0, 0, max(px(24), width - px(10 + taken)), 10_000)
        words = foldable(cell.words, cell.role, room.width())
        lines = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return round(max(lines, line(cell.role))) + px(14)


class Table(QTableView):
    """Rows of cells. A click or Enter opens a row: ``opened`` tells its key.

    Left and Right go to a day of the row and back; a click on it or Enter asks about it: ``day_asked`` tells what
    its cell holds. As high as its rows unless ``scrolls``; then it keeps the height it is given.
    """

    opened = Signal(str)
    day_asked = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        *,
        inset: int = 0,
        opens: bool = False,
        sortable: bool = False,
        scrolls: bool = False,
        header: bool = True,
    ) -> None:
        super().__init__()
        self.columns, self.inset, self._opens, self._scrolls = tuple(columns), inset, opens, scrolls
        self._model = TableModel(columns)
        self.setModel(self._model)
        self._painter = _Painter(self)
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(_Header(self))
        self.horizontalHeader().setVisible(header)
        self.setSortingEnabled(sortable)
        if sortable:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        if opens:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(self._clicked)
        if not scrolls:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._model.layoutChanged.connect(self._lay_out)
        self.dress()

    def show_rows(self, rows: Sequence[tuple[str, Sequence[Cell | str]]]) -> None:
        """Shows other rows: (key, cells)."""
        self._model.show(rows)
        if self.isSortingEnabled() and self.horizontalHeader().sortIndicatorSection() >= 0:
            header = self.horizontalHeader()
            self._model.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self._lay_out()

    def keys(self) -> list[str]:
        """The keys of the rows in the order shown."""
        return [key for key, _ in self._model.rows]

    def current(self) -> str:
        """The key of the row with the ring; empty for none."""
        row = self.currentIndex().row()
        return self._model.rows[row][0] if row >= 0 else ""

    def left_of(self, column: int) -> int:
        """Where a column's words start in it, in pixels."""
        return px(self.inset) if column == 0 else 0

    def dress(self) -> None:
        """Takes the theme."""
        self.setFont(font("body"))
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row with the ring, or asks about the day that has it; Left and Right go between them."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go_sideways(1 if event.key() == Qt.Key.Key_Right else -1)
        elif self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        fresh = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if fresh and self._model.rows:
            self.setCurrentIndex(self._model.index(0, self.home()))
        self.viewport().update()

    def home(self) -> int:
        """The column in which the ring stands round the whole row: the last."""
        return len(self.columns) - 1

    def day_at(self, index: Index) -> Any:
        """The day of a cell that can be asked about, or ``None``."""
        return self._model.rows[index.row()][1][index.column()].day if index.isValid() else None

    def day_rect(self) -> QRect:
        """The cell or row with the ring, beside which an answer stands."""
        index = self.currentIndex()
        return self.visualRect(index if self.day_at(index) is not None else index.siblingAtColumn(0))

    def _go_sideways(self, step: int) -> None:
        """To the next day of the row in that direction; from the last day to the whole row, and from there back."""
        index = self.currentIndex()
        if not index.isValid():
            return
        days = [at for at in range(len(self.columns)) if self.day_at(index.siblingAtColumn(at)) is not None]
        stops = [at for at in days if not self.isColumnHidden(at)]
        if self.home() not in stops:
            stops.append(self.home())
        at = stops.index(index.column()) if index.column() in stops else len(stops) - 1
        self.setCurrentIndex(index.siblingAtColumn(stops[(at + step) % len(stops)]))

    def _clicked(self, index: QModelIndex) -> None:
        day = self.day_at(index)
        if day is not None:
            self.setCurrentIndex(index)
            self.day_asked.emit(day)
        else:
            self.setCurrentIndex(index.siblingAtColumn(self.home()))
            self._open(index)

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: Any, previous: Any) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, inset = self.viewport().width(), px(self.inset)
        for row in range(len(self._model.rows)):
            bottom = self.rowViewportPosition(row) + self.rowHeight(row)
            painter.fillRect(QRectF(inset, bottom - 1, width - 2 * inset, 1), colour("line"))
        row = self.currentIndex().row()
        if self.hasFocus() and FocusWatch.keyboard and row >= 0:
            painter.setPen(QPen(colour("focus"), focus_width()))
            box = QRectF(0, self.rowViewportPosition(row), width, self.rowHeight(row)).adjusted(2, 2, -2, -3)
            if self.day_at(self.currentIndex()) is not None:
                left = px(8) - self.left_of(self.currentIndex().column())
                box = QRectF(self.visualRect(self.currentIndex())).adjusted(-left, 4, -px(4), -5)
            painter.drawRoundedRect(box, px(8), px(8))

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(120) if self._scrolls else self._whole())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(80) if self._scrolls else self._whole())

    def _whole(self) -> int:
        header = px(32) if self.horizontalHeader().isVisibleTo(self) else 0
        return header + sum(self.rowHeight(row) for row in range(len(self._model.rows)))

    def _lay_out(self) -> None:
        width = self.viewport().width()
        fixed = sum(px(column.width) for column in self.columns)
        shares = sum(column.stretch for column in self.columns if not column.width)
        left = max(0, width - fixed - 2 * px(self.inset))
        for number, column in enumerate(self.columns):
            wide = px(column.width) if column.width else left * column.stretch // max(1, shares)
            self.setColumnWidth(number, wide + self.left_of(number))
        for row, (_, cells) in enumerate(self._model.rows):
            needed = (
                self._painter.height(cell, self.columnWidth(number) - self.left_of(number))
                for number, cell in enumerate(cells)
            )
            self.setRowHeight(row, max(size("row_dense"), *needed))
        if not self._scrolls:
            self.setFixedHeight(max(1, self._whole()))

    def _open(self, index: QModelIndex) -> None:
        if self.day_at(index) is not None:
            self.day_asked.emit(self.day_at(index))
        elif index.isValid():
            self.opened.emit(self._model.rows[index.row()][0])
