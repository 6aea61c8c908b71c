"""Tables of a child's facts: they fold when it is narrow, and each row can be changed, ended or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from iro_desk.ui.panes.facts import FactKind
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import Cell, Column, Table, Text, column, section

UNFOLDED_NEEDS = 640
"""Width at 100 % under which a row's words stand under one another instead of in columns."""

CHANGE = Cell("Change", "label", "accent")
"""The words at the end of a row that say what a click does."""


class FoldingTable(Table):
    """A table that, when narrow, writes a row's cells under one another; state and action keep their columns."""

    def __init__(
        self, name: str, columns: Sequence[Column], *, scrolls: bool = False, needs: int = UNFOLDED_NEEDS
    ) -> None:
        """``needs``: the width at 100 % that its columns ask for."""
        self._unfolded, self._needs = tuple(columns), needs
        self._shown: list[tuple[str, tuple[Cell, ...]]] = []
        self._folded = False
        super().__init__(name, columns, inset=32, opens=True, scrolls=scrolls)

    def show_rows(self, rows: Sequence[tuple[str, Sequence[Cell | str]]]) -> None:
        """Shows other rows: (key, cells). The row with the ring keeps it while it is still there."""
        kept, column = self.current(), max(0, self.currentIndex().column())
        self._shown = [
            (key, tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)) for key, cells in rows
        ]
        self._show()
        if kept in self.keys():
            self.setCurrentIndex(self.model().index(self.keys().index(kept), column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds and unfolds as the width changes."""
        self._fold()
        super().resizeEvent(event)

    def dress(self) -> None:
        """Takes the theme."""
        self._fold()
        super().dress()

    def _fold(self) -> None:
        folded = self.width() < px(self._needs)
        if folded != self._folded:
            self._folded = folded
            self._show()

    def _show(self) -> None:
        last = len(self._unfolded) - 1
        state = next((at for at in range(1, last) if any(cells[at].mark for _, cells in self._shown)), None)
        for at in range(1, last):
            self.setColumnHidden(at, self._folded and at != state)
        self.horizontalHeader().setVisible(not self._folded and any(each.title for each in self._unfolded))
        if not self._folded:
            self.columns = self._unfolded
            super().show_rows(self._shown)
            return
        self.columns = tuple(
            Column("", stretch=2)
            if at == 0
            else Column("", stretch=1)
            if at == state
            else each
            if at == last
            else Column("", width=1)
            for at, each in enumerate(self._unfolded)
        )
        super().show_rows([(key, self._under_one_another(cells, state)) for key, cells in self._shown])

    def _under_one_another(self, cells: tuple[Cell, ...], state: int | None) -> tuple[Cell, ...]:
        lines = []
        for at, cell in enumerate(cells[:-1]):
            if cell.words and at != state:
                title, words = self._unfolded[at].title, cell.words.replace("\n", ", ")
                colon = "" if title.endswith("?") else ":"
                lines.append(words if at == 0 or not title else f"{title}{colon} {words}")
        last = len(cells) - 1
        rest = (cell if at in (state, last) else Cell() for at, cell in enumerate(cells) if at)
        day = next((cell.day for cell in cells if cell.day is not None), None)
        return replace(cells[0], words="\n".join(lines), role="body", day=day), *rest

    def _clicked(self, index: QModelIndex) -> None:
        """Folded, a click opens the row: its day is reached by the left arrow."""
        if self._folded:
            self.setCurrentIndex(index.siblingAtColumn(self.home()))
            self._open(self.currentIndex())
        else:
            super()._clicked(index)


class FactTable(FoldingTable):
    """Rows of one kind of fact. ``opened`` (Enter, click) asks to change one."""

    end_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, name: str, columns: Sequence[Column], fact: FactKind) -> None:
        super().__init__(name, (*columns, Column("", 76)))
        self.fact = fact
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer)
        self.setToolTip(
            "Enter changes a row, and on a day (left arrow) says why. The menu key shows what else can be done."
        )

    def show_facts(self, rows: Sequence[tuple[str, Sequence[Cell | str]]]) -> None:
        """Shows other rows: (id, cells)."""
        self.show_rows([(key, (*cells, CHANGE)) for key, cells in rows])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes back where the kind allows it."""
        if event.key() == Qt.Key.Key_Delete and self.current() and self.fact.take_back:
            self.remove_asked.emit(self.current())
        else:
            super().keyPressEvent(event)

    def menu(self) -> QMenu:
        """What can be done with the current row."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        key = self.current()
        made.addAction(self.fact.change).triggered.connect(lambda: self.opened.emit(key))
        if self.fact.end:
            made.addAction(self.fact.end).triggered.connect(lambda: self.end_asked.emit(key))
        if self.fact.take_back:
            made.addAction(self.fact.take_back).triggered.connect(lambda: self.remove_asked.emit(key))
        return made

    def _offer(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.setCurrentIndex(index)
        if self.current():
            where = at if index.isValid() else self.visualRect(self.currentIndex()).bottomLeft()
            self.menu().popup(self.viewport().mapToGlobal(where))


class Section(QWidget):
    """A heading with its way to add, then its rows, or in words what belongs here."""

    def __init__(self, words: str, table: Table, empty: str, end: QWidget | None = None) -> None:
        super().__init__()
        self._table = table
        self._empty = Text(empty, "body", "ink2", wrap=True)
        column(
            section(words, end=end, margins=(32, 16, 32, 4)),
            table,
            column(self._empty, margins=(32, 2, 32, 8)),
            into=self,
        )
        self.show_filled(False)

    def show_filled(self, filled: bool) -> None:
        """Shows the rows, or the words for none."""
        self._table.setVisible(filled)
        self._empty.setVisible(not filled)
