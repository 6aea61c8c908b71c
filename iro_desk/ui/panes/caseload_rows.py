"""How the caseload is drawn: rows of two lines beside an open child, the same rows unfolded to columns without one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from iro_desk.practice.views import CaseloadRow
from iro_desk.ui import icons
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.panes.caseload_model import (
    COLUMNS,
    LOOKING_UP,
    ROW,
    CaseloadModel,
    display_name,
    folded_distance,
    second_word,
    state_words,
)
from iro_desk.ui.panes.painted import LEFT, RIGHT, high, wide, write
from iro_desk.ui.panes.why import asks_why
from iro_desk.ui.theme import colour, focus_width, font, line, px, size, theme
from iro_desk.ui.widgets.marks import paint_mark, state_ink

Index = QModelIndex | QPersistentModelIndex

SHARES = (156, 150, 132, 86, 104, 112, 114, 152, 106, 110)
"""Widths of the unfolded columns, edges and gaps included, as shares of the whole width."""
GAP = 12
SMALL_FROM = 4
"""From this column on the words are notes beside the dates: in small type."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a row: where, what, and in which role and ink."""

    rect: QRect
    words: str
    role: str
    ink: str
    side: Qt.AlignmentFlag = LEFT


@dataclass(frozen=True, slots=True)
class Folded:
    """The two lines of a row beside an open child; three when the words do not fit beside the name."""

    pieces: tuple[Piece, ...]
    mark: str
    mark_at: QPoint
    height: int


def fold(row: CaseloadRow, width: int, bar: int = 0) -> Folded:
    """Lays out one folded row in that width; nothing is cut, what does not fit wraps.

    ``bar`` is what a scroll bar has taken of the right margin.
    """
    left, right = px(24), width - px(20) + bar
    room = right - left
    mark, says = state_words(row)
    name, age = display_name(row), second_word(row)
    miles = folded_distance(row)
    says_wide = px(21) + wide("label", says)
    name_wide = wide("strong", name) + px(8) + wide("body", age)
    pieces: list[Piece] = []
    y = 0
    beside = name_wide + px(16) + says_wide <= room
    if name_wide <= room:
        tall = line("strong")
        pieces.append(Piece(QRect(left, y, wide("strong", name), tall), name, "strong", "ink"))
        pieces.append(
            Piece(QRect(left + name_wide - wide("body", age), y, wide("body", age), tall), age, "body", "ink3")
        )
    else:
        tall = high("strong", name, room)
        pieces.append(Piece(QRect(left, y, room, tall), name, "strong", "ink"))
        y += tall
        tall = line("body")
        pieces.append(Piece(QRect(left, y, room, tall), age, "body", "ink3"))
    if beside:
        mark_at = QPoint(right - says_wide + px(8), y + tall // 2)
        pieces.append(
            Piece(QRect(right - says_wide + px(21), y, says_wide - px(21), tall), says, "label", state_ink(mark), RIGHT)
        )
        y += tall
    else:
        y += tall
        inner = room - px(21)
        tall = high("label", says, inner)
        mark_at = QPoint(left + px(8), y + line("label") // 2)
        pieces.append(Piece(QRect(left + px(21), y, inner, tall), says, "label", state_ink(mark)))
        y += tall
    miles_wide = wide("small", miles) if miles else 0
    home = row.home or ("Home not known" if row.name else "")
    if home or miles:
        tall = high("small", home, room - miles_wide - px(8)) if home else line("small")
        pieces.append(Piece(QRect(left, y, room - miles_wide - px(8), tall), home, "small", "ink2"))
        if miles:
            pieces.append(Piece(QRect(right - miles_wide, y, miles_wide, line("small")), miles, "small", "ink3", RIGHT))
        y += tall
    return Folded(tuple(pieces), mark, mark_at, y)


class CaseloadDelegate(QStyledItemDelegate):
    """Paints both shapes of a row."""

    def __init__(self, table: CaseloadTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: CaseloadRow = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        whole = QRect(0, rect.top(), self._table.viewport().width(), rect.height())
        painter.setClipRect(rect)
        self._ground(painter, whole, row, index)
        if self._table.folded:
            self._paint_folded(painter, rect, row)
        else:
            self._paint_cell(painter, rect, row, index)
        painter.restore()

    def _ground(self, painter: QPainter, whole: QRect, row: CaseloadRow, index: Index) -> None:
        chosen = row.id == self._table.opened
        inset = QRectF(whole).adjusted(px(8), 2, -px(8) + min(px(4), self._table.bar), -2)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_tint"))
            painter.drawRoundedRect(inset, px(8), px(8))
        else:
            edge = px(24 if self._table.folded else 32)
            over = whole.width() - 2 * edge + self._table.bar
            painter.fillRect(QRect(edge, whole.bottom(), over, 1), colour("line"))
        if index.row() == self._table.currentIndex().row() and ring_visible(self._table):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(inset.adjusted(1, 1, -1, -1), px(8), px(8))

    def _paint_folded(self, painter: QPainter, rect: QRect, row: CaseloadRow) -> None:
        laid = fold(row, rect.width(), self._table.bar)
        down = rect.top() + max(0, (rect.height() - laid.height) // 2)
        for piece in laid.pieces:
            write(painter, piece.rect.translated(rect.left(), down), piece.words, piece.role, piece.ink, piece.side)
        paint_mark(painter, QPointF(laid.mark_at + QPoint(rect.left(), down)), laid.mark)

    def _paint_cell(self, painter: QPainter, rect: QRect, row: CaseloadRow, index: Index) -> None:
        column = COLUMNS[index.column()]
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        box = self._table.cell_box(index.column(), rect)
        if index.column() == 0:
            name, second = display_name(row), second_word(row)
            tall = high("strong", name, box.width())
            top = box.top() + (box.height() - tall - line("small")) // 2
            write(painter, QRect(box.left(), top, box.width(), tall), name, "strong", "ink")
            write(painter, QRect(box.left(), top + tall, box.width(), line("small")), second, "small", "ink3")
            return
        ink = "ink3" if words in ("Not known", "Not graded", LOOKING_UP) else "ink2"
        role = "body" if index.column() < SMALL_FROM else "small"
        if index.column() == 1:
            mark, says = state_words(row)
            paint_mark(painter, QPointF(box.left() + px(8), box.center().y()), mark)
            box = box.adjusted(px(21), 0, 0, 0)
            words, role, ink = says, "label", state_ink(mark)
        write(painter, box, words, role, ink, RIGHT if column.right else LEFT)

    def height_of(self, row: CaseloadRow) -> int:
        """How tall that row must be so that nothing is cut; never under the look's row."""
        if self._table.folded:
            needed = fold(row, self._table.viewport().width(), self._table.bar).height
        else:
            needed = max(self._cell_height(row, column) for column in range(len(COLUMNS)))
        return max(size("row"), needed + px(16))

    def _cell_height(self, row: CaseloadRow, column: int) -> int:
        width = self._table.cell_box(column, QRect(0, 0, self._table.columnWidth(column), 10)).width()
        words = self._table.words_of(row, column)
        if column == 0:
            return high("strong", words, width) + line("small")
        if column == 1:
            return high("label", words, width - px(21))
        return high("body" if column < SMALL_FROM else "small", words, width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(100), size("row"))


class _Header(QHeaderView):
    """The titles of the unfolded columns; the one that orders the rows has an arrow beside it."""

    def __init__(self, table: CaseloadTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column = COLUMNS[logicalIndex]
        ordered = self._table.order
        mine = ordered is not None and ordered[0] == logicalIndex
        role = "small_strong" if mine else "small"
        box = self._table.cell_box(logicalIndex, rect)
        painter.save()
        write(painter, box, column.title, role, "ink3", RIGHT if column.right else LEFT)
        if mine and ordered is not None:
            up = ordered[1] == Qt.SortOrder.AscendingOrder
            taken = wide(role, column.title)
            at = box.right() - taken - px(18) if column.right else box.left() + taken + px(2)
            arrow = icons.pixmap("chevron-up" if up else "chevron-down", 14, "ink3")
            painter.drawPixmap(QPointF(at, box.center().y() - px(7)), arrow)
        painter.restore()


class CaseloadTable(QTableView):
    """One list in two shapes. The row and the scroll stay when it folds."""

    child_opened = Signal(str)
    """Id of the child whose row was clicked or entered."""
    why_asked = Signal(str)
    """Id of the child whose next review's date is to be explained (F1)."""
    left_upwards = Signal()
    """Up on the first row: the keyboard wants to leave."""

    def __init__(self, model: CaseloadModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folded = False
        self.opened = ""
        self._kept = ""
        self._sized: tuple[object, ...] = ()
        self._heights: dict[str, tuple[CaseloadRow, int]] = {}
        self._caseload = model
        self._painter = CaseloadDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setAccessibleName("Children on the caseload")
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = _Header(self)
        self.setHorizontalHeader(header)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(1)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.sectionClicked.connect(self._sort_by)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._recall)
        self.dress()

    def dress(self) -> None:
        """Takes fonts and sizes of the theme again."""
        self.horizontalHeader().setFont(font("small"))
        self.horizontalHeader().setFixedHeight(px(32))
        self._lay_out()

    def set_folded(self, folded: bool) -> None:
        """Fold to the list beside a child, or unfold to columns."""
        self.folded = folded
        for column in range(1, len(COLUMNS)):
            self.setColumnHidden(column, folded)
        self.horizontalHeader().setVisible(not folded)
        self._lay_out()
        if folded and self.currentIndex().isValid():
            self.updateGeometries()  # Only then does the bar reach as far as the rows of their new height.
            self.scrollTo(self.currentIndex())

    def set_opened(self, child: str) -> None:
        """Mark the row of the child that is open; empty for none."""
        self.opened = child
        line_ = self._caseload.row_of(child)
        if line_ >= 0:
            self.setCurrentIndex(self._caseload.index(line_, 0))
        self.viewport().update()

    @property
    def order(self) -> tuple[int, Qt.SortOrder] | None:
        """The column and direction of the order, ``None`` while the most pressing is first."""
        return self._caseload.ordered_by

    def words_of(self, row: CaseloadRow, column: int) -> str:
        """What stands in one column of a row."""
        return self._caseload.words_of(row, column)

    def current_child(self) -> str:
        """Id of the child of the current row, or empty."""
        index = self.currentIndex()
        return self._caseload.child_at(index.row()).id if index.isValid() else ""

    def cell_box(self, column: int, rect: QRect) -> QRect:
        """Where the words of an unfolded cell stand."""
        left = px(32) if column == 0 else px(2 * GAP if COLUMNS[column - 1].right else GAP)
        right = px(32) - self.bar if column == len(COLUMNS) - 1 else 0
        return rect.adjusted(left, 0, -right, 0)

    @property
    def bar(self) -> int:
        """Width that the scroll bar takes away at the right, so that words end where the head's do."""
        return self.width() - self.viewport().width()

    def _lay_out(self) -> None:
        """Columns and heights anew; the current row stays at the same height in the window."""
        width, bar, at = self.viewport().width(), self.verticalScrollBar(), self.currentIndex().row()
        before = self.rowViewportPosition(at) if at >= 0 else 0
        if self.folded:
            self.setColumnWidth(0, width)
        else:
            shares = [width * share // sum(SHARES) for share in SHARES]
            for column, share in enumerate(shares):
                self.setColumnWidth(column, share)
        sized = (width, self.bar, self.folded, theme.zoom, self._caseload.looking_up)
        if sized != self._sized:
            self._sized, self._heights = sized, {}
        for number in range(self._caseload.rowCount()):
            self.setRowHeight(number, self._height(self._caseload.child_at(number)))
        if at >= 0 and bar.value():
            bar.setValue(bar.value() + self.rowViewportPosition(at) - before)

    def _height(self, row: CaseloadRow) -> int:
        """The row's height, measured once: another order of the same rows measures nothing."""
        kept = self._heights.get(row.id)
        if kept is None or kept[0] is not row:
            kept = self._heights[row.id] = (row, self._painter.height_of(row))
        return kept[1]

    def _remember(self) -> None:
        self._kept = self.current_child()

    def _recall(self) -> None:
        self._lay_out()
        number = self._caseload.row_of(self._kept)
        if number >= 0:
            self.setCurrentIndex(self._caseload.index(number, 0))

    def _sort_by(self, column: int) -> None:
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        ordered = self._caseload.ordered_by
        if ordered == (column, up):
            self._caseload.sort(column, down)
        elif ordered == (column, down):
            self._caseload.sort(-1)
        else:
            self._caseload.sort(column, up)
        self.horizontalHeader().viewport().update()

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.child_opened.emit(self._caseload.child_at(index.row()).id)

    def event(self, event: QEvent) -> bool:
        """F1 here explains the date; elsewhere it explains the pane."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and asks_why(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F1 explains, Up on the first row leaves."""
        if asks_why(event) and self.current_child():
            self.why_asked.emit(self.current_child())
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()
