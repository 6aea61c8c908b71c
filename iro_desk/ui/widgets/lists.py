"""The list of rows: left what and why, right state and distance. Choice is a tint, focus a ring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem

from iro_desk.ui.focus import FocusWatch
from iro_desk.ui.theme import colour, focus_width, font, line, px, scaled, size
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets.marks import paint_coverage, paint_mark, state_ink

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ListLine:
    """One row of a list."""

    key: str
    title: str
    after_title: str = ""
    """Beside the title in third ink: the age, a count."""
    mark: str = ""
    """The state's kind; empty for none."""
    says: str = ""
    """The state in words, at the right."""
    detail: str = ""
    """The second line; without one the row is dense (one line)."""
    after_detail: str = ""
    """At the right of the second line: "214 mi"."""
    number: str = ""
    """Before the title: "5" of an agenda."""
    coverage: tuple[int, int] | None = None
    """Points covered, of how many; shown at the right in place of a state."""

    def spoken(self) -> str:
        """The row as a screen reader says it."""
        covered = f"{self.coverage[0]} of {self.coverage[1]} covered" if self.coverage else ""
        title = " ".join(part for part in (self.number, self.title, self.after_title) if part)
        state = self.says or (tokens().states[self.mark].word if self.mark else "")
        return ". ".join(part for part in (title, state, self.detail, self.after_detail, covered) if part)


class ListModel(QAbstractListModel):
    """The rows of a list."""

    LINE = Qt.ItemDataRole.UserRole
    CHOSEN = Qt.ItemDataRole.UserRole + 1

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[ListLine] = []
        self.chosen = ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        shown = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return shown.spoken()
        if role == self.LINE:
            return shown
        if role == self.CHOSEN:
            return shown.key == self.chosen
        return None

    def show(self, lines: Sequence[ListLine]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def choose(self, key: str) -> None:
        """The chosen row."""
        self.chosen = key
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1), [self.CHOSEN])


class _Painter(QStyledItemDelegate):
    """Paints a row as the look has it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, RowList)
        shown = index.data(ListModel.LINE)
        high = size("row") if shown.detail else size(view.dense_row)
        more = line("small" if shown.detail else "body") if view.is_long(shown) else 0
        return QSize(px(80), high + more)  # A row is as wide as its list.

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        assert isinstance(view, RowList)
        shown: ListLine = index.data(ListModel.LINE)
        chosen = bool(index.data(ListModel.CHOSEN))
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = area.adjusted(px(8), 2, -px(8), -2)
        if chosen:
            painter.setPen(QPen(colour("accent_line"), 1) if colour("line") == colour("ink") else Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_tint"))
            painter.drawRoundedRect(inside, px(8), px(8))
        elif view.hairlines:
            start = area.left() + px(view.inset)
            painter.fillRect(QRectF(start, area.bottom() - 1, area.right() - px(view.inset) - start, 1), colour("line"))
        if view.hasFocus() and FocusWatch.keyboard and view.currentIndex() == index:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(inside.adjusted(1, 1, -1, -1), px(8), px(8))
        words = area.adjusted(px(view.inset), 0, -px(view.inset - 4), 0)
        if shown.detail:
            gap, first = px(1), line("strong")
            second = line("small") * (2 if view.is_long(shown) else 1)
            top = words.center().y() - (first + gap + second) / 2
            self._first(painter, QRectF(words.left(), top, words.width(), first), shown, chosen)
            self._second(painter, QRectF(words.left(), top + first + gap, words.width(), second), shown)
        else:
            self._first(painter, words, shown, chosen)
        painter.restore()

    def _first(self, painter: QPainter, box: QRectF, shown: ListLine, chosen: bool) -> None:
        left_flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        right_flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if shown.coverage is not None:
            dots = px(12 + 10 * shown.coverage[1])
            named = QFontMetricsF(font("strong")).horizontalAdvance(shown.title) + px(24 if shown.number else 0)
            if named <= box.width() - dots:  # Where it is narrow the name has the room; the row still says how much.
                paint_coverage(painter, box, *shown.coverage)
                box = box.adjusted(0, 0, -dots, 0)
        elif shown.mark:
            ink = state_ink(shown.mark)
            painter.setFont(font("label"))
            painter.setPen(colour(ink))
            painter.drawText(box, right_flags, shown.says)
            taken = QFontMetricsF(painter.font()).horizontalAdvance(shown.says)
            paint_mark(painter, QPointF(box.right() - taken - scaled(13), box.center().y()), shown.mark)
            box = box.adjusted(0, 0, -taken - px(28), 0)
        if shown.number:
            painter.setFont(font("label"))
            painter.setPen(colour("accent" if chosen else "ink3"))
            painter.drawText(box, left_flags, shown.number)
            box = box.adjusted(px(24), 0, 0, 0)
        covered = shown.coverage is not None and shown.coverage[1] and shown.coverage[0] >= shown.coverage[1]
        strong = chosen or shown.coverage is None
        painter.setFont(font("strong" if strong else "body"))
        painter.setPen(colour("ink2" if covered and not chosen else "ink"))
        metrics = QFontMetricsF(painter.font())
        after = QFontMetricsF(font("body")).horizontalAdvance(shown.after_title) + px(8) if shown.after_title else 0
        view = self.parent()
        assert isinstance(view, RowList)
        if view.is_long(shown) and not shown.detail:
            painter.drawText(box, left_flags | Qt.TextFlag.TextWordWrap, shown.title)
            return
        title = metrics.elidedText(shown.title, Qt.TextElideMode.ElideRight, max(px(20), box.width() - after))
        painter.drawText(box, left_flags, title)
        if shown.after_title:
            box = box.adjusted(metrics.horizontalAdvance(title) + px(8), 0, 0, 0)
            painter.setFont(font("body"))
            painter.setPen(colour("ink3"))
            painter.drawText(box, left_flags, shown.after_title)

    def _second(self, painter: QPainter, box: QRectF, shown: ListLine) -> None:
        painter.setFont(font("small"))
        painter.setPen(colour("ink3"))
        metrics = QFontMetricsF(painter.font())
        beside = QRectF(box.left(), box.top(), box.width(), line("small"))
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown.after_detail)
        room = box.width() - _taken_by(shown)
        painter.setPen(colour("ink2"))
        view = self.parent()
        assert isinstance(view, RowList)
        if view.is_long(shown):
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(box.left(), box.top(), room, box.height()), flags, shown.detail)
            return
        detail = metrics.elidedText(shown.detail, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, detail)


def _taken_by(shown: ListLine) -> float:
    """What stands at the right of the second line, with the air before it."""
    return QFontMetricsF(font("small")).horizontalAdvance(shown.after_detail) + px(12) if shown.after_detail else 0.0


class RowList(QListView):
    """A list of rows. A click or Enter opens a row; the arrows move the ring; the place in it is kept.

    ``opened`` tells the key of the row that was opened, which is then the chosen one.
    """

    opened = Signal(str)

    def __init__(
        self,
        name: str,
        *,
        inset: int = 24,
        hairlines: bool = True,
        dense_row: str = "row_dense",
        wraps: bool = False,
        whole: bool = False,
    ) -> None:
        """``inset``: where words start, in pixels at 100 %; ``dense_row``: height of a row of one line.

        With ``wraps`` what has no room on one line has two: the title, or the line under it where there is one.
        A ``whole`` list is as high as its rows: what it stands in scrolls.
        """
        super().__init__()
        self.inset, self.hairlines, self.dense_row = inset, hairlines, dense_row
        self._wraps, self._whole = wraps, whole
        if wraps:
            self.setResizeMode(QListView.ResizeMode.Adjust)
        self._model = ListModel()
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

    def show_lines(self, lines: Sequence[ListLine]) -> None:
        """Shows other rows; the chosen row, the row with the ring and the scroll stay where they are."""
        kept = self.current()
        place = self.verticalScrollBar().value()
        self._model.show(lines)
        self._take_room()
        self._ring(kept or self._model.chosen)
        self.verticalScrollBar().setValue(place)

    def lines(self) -> list[ListLine]:
        """The rows shown."""
        return list(self._model.lines)

    def chosen(self) -> str:
        """The key of the chosen row; empty for none."""
        return self._model.chosen

    def choose(self, key: str) -> None:
        """Chooses a row without telling, and brings it into view."""
        self._model.choose(key)
        self._ring(key)

    def current(self) -> str:
        """The key of the row with the ring; empty for none."""
        index = self.currentIndex()
        return self._model.lines[index.row()].key if index.isValid() else ""

    def dress(self) -> None:
        """Takes the theme."""
        self.scheduleDelayedItemsLayout()
        self._take_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_room()

    def _take_room(self) -> None:
        if self._whole:
            self.setFixedHeight(sum(self.sizeHintForRow(number) for number in range(len(self._model.lines))) + 4)

    def is_long(self, shown: ListLine) -> bool:
        """Whether the row takes one more line at this width: of its title, or of what stands under it."""
        if not self._wraps:
            return False
        room: float = self.viewport().width() - px(2 * self.inset - 4)
        if not shown.detail and shown.number:
            room -= px(24)
        elif shown.detail:
            room -= _taken_by(shown)
        words, role = (shown.detail, "small") if shown.detail else (shown.title, "strong")
        return QFontMetricsF(font(role)).horizontalAdvance(words) > room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the row with the ring."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.lines:
            self._ring(self._model.chosen or self._model.lines[0].key)

    def row_rect(self, key: str) -> QRect:
        """Where a row stands in the list; empty when it is not there."""
        return self.visualRect(self._index(key))

    def _ring(self, key: str) -> None:
        index = self._index(key)
        if index.isValid():
            self.setCurrentIndex(index)

    def _index(self, key: str) -> QModelIndex:
        for number, shown in enumerate(self._model.lines):
            if shown.key == key:
                return self._model.index(number)
        return QModelIndex()

    def _open(self, index: QModelIndex) -> None:
        key = self._model.lines[index.row()].key
        self._model.choose(key)
        self.opened.emit(key)
