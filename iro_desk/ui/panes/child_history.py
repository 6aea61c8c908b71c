"""A child's history: every change that touched the child, found by kind, day and words, and what can be taken out."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desk.practice.audit import KINDS, AuditFilter, answers
from iro_desk.practice.day_reasons import CHANGE
from iro_desk.practice.views import ChildView, DayRef, HistoryRow
from iro_desk.practice.words import count
from iro_desk.ui.panes.fact_table import FoldingTable
from iro_desk.ui.widgets import (
    Button,
    Cell,
    Column,
    ComboField,
    DateField,
    EmptyPane,
    Field,
    Scroll,
    Text,
    column,
    row,
    wrapping,
)


class History(QWidget):
    """Newest first; a moment says what was changed. The signals ask for a file to be written."""

    save_asked = Signal(object)
    """The :class:`AuditFilter` whose lines are wanted as a table."""
    everything_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: ChildView | None = None
        self._days: dict[str, DayRef] = {}
        self.kind = ComboField("Kind", [("", "Everything"), *KINDS.items()])
        self.words = Field("Words")
        self.since = DateField("From", date.min)
        self.until = DateField("To", date.min)
        for field in (self.kind, self.words, self.since, self.until):
            field.changed.connect(self._show)
        for day in (self.since, self.until):
            day.edit.setPlaceholderText("such as 3 Dec")  # Four fields stand in one line: the list needs the height.
        self._count = Text("", "small", "ink2")
        self.save = Button("Save as a table", icon="file-text", small=True)
        self.save.clicked.connect(lambda: self.save_asked.emit(self.asked()))
        self.everything = Button("Save everything held", icon="folder-open", small=True)
        self.everything.setToolTip("Everything that this desk holds about the child, as a paper and as data")
        self.everything.clicked.connect(self.everything_asked)
        columns = (Column("When", 262), Column("What", 0, 3), Column("Who", 0, 1), Column("Number", 70, right=True))
        self.table = FoldingTable("History", (*columns, Column("", 10)), scrolls=True)
        self.table.setToolTip("Enter shows what a change did.")
        self.table.opened.connect(self._ask)
        self._none = EmptyPane("No change answers this.", "Leave a field empty to see more.")
        head = column(
            row((self.kind, 2), (self.words, 3), (self.since, 2), (self.until, 2), gap=12),
            10,
            row(self._count, None, wrapping(self.save, self.everything), gap=8),
            margins=(32, 14, 32, 8),
        )
        # Where it is low the whole page scrolls: nothing is pressed together.
        column((Scroll(column(head, (self.table, 1), self._none)), 1), into=self)

    def show_view(self, view: ChildView) -> None:
        """Shows the changes of a child that answer the filter; another child's begin with all."""
        if self._view is not None and self._view.id != view.id:
            for field in (self.kind, self.words, self.since, self.until):
                field.set_value("")
        self._view = view
        for day in (self.since, self.until):
            day.begin(view.day)
        self._days = {str(each.n): DayRef(each.words, each.day, CHANGE, str(each.n)) for each in view.history}
        self._show()

    def asked(self) -> AuditFilter:
        """The filter as it stands."""
        assert self._view is not None
        kinds = (self.kind.value(),) if self.kind.value() else ()
        return AuditFilter(self._view.id, kinds, self.since.day(), self.until.day(), self.words.value())

    def _show(self) -> None:
        if self._view is None:
            return
        asked = self.asked()
        rows = [each for each in self._view.history if answers(each, asked)]
        self._count.say(count(len(rows), "line"))
        self.table.show_rows([(str(each.n), self._cells(each)) for each in rows])
        self.table.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def _cells(self, each: HistoryRow) -> list[Cell | str]:
        what = f"{each.words} (takes back change {each.undoes})" if each.undoes else each.words
        return [
            Cell(each.moment, ink="ink2", day=self._days[str(each.n)]),
            Cell(what),
            Cell(each.author, "small", "ink2"),
            Cell(str(each.n), "small", "ink3"),
            Cell(),
        ]

    def _ask(self, key: str) -> None:
        """A row asks as the moment in it does."""
        self.table.day_asked.emit(self._days[key])
