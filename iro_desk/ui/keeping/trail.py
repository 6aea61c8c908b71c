"""The audit trail: filters above, every line of the journal that fits below, and saving them as a table."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.audit import KINDS, AuditFilter, AuditView
from iro_desk.practice.words import count
from iro_desk.ui.files import ask_for_file
from iro_desk.ui.keeping.actions import KeepingActions
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.fact_table import FoldingTable
from iro_desk.ui.widgets import Button, Cell, Column, ComboField, DateField, Field, Message, Text, column, row

SHOWN_AT_ONCE = 400
"""Lines made at a time; more are asked for, so that fifty thousand do not stop the window."""
TYPED_MS = 250


class TrailPage(QWidget):
    """Shows :class:`TrailView` under its filters."""

    saved = Signal(str)

    def __init__(self, actions: KeepingActions, today: date) -> None:
        super().__init__()
        self._actions = actions
        self._shown = SHOWN_AT_ONCE
        self.setAccessibleName("What was done")
        self.child = ComboField("Child", [("", "Every child")])
        self.kind = ComboField("Kind", [("", "Everything"), *KINDS.items()])
        self.since = DateField("From", today)
        self.until = DateField("To", today)
        self.words = Field("Words")
        self._wait = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._wait.timeout.connect(self.refresh)
        for field in (self.child, self.kind, self.since, self.until, self.words):
            field.changed.connect(self._changed)
        self._count = Text("", "small", "ink2")
        self.save = Button("Save as a table", icon="file-text", small=True)
        self.save.clicked.connect(self._choose)
        self.more = Button("Show more", "plain", small=True)
        self.more.clicked.connect(self._show_more)
        self.message = Message("late", "")
        self.message.hide()
        columns = (
            Column("When", 250),
            Column("What", 0, 3),
            Column("Child", 0, 1),
            Column("Kind", 120),
            Column("Who", 110),
            Column("Number", 80, right=True),
        )
        self.table = FoldingTable("What was done", (*columns, Column("", 10)), scrolls=True, needs=1000)
        head = column(
            row((self.child, 3), (self.kind, 2), (self.words, 3), gap=12),
            10,
            row((self.since, 1), (self.until, 1), None, gap=12),
            10,
            row(self._count, self.more, None, self.save, gap=8),
            self.message,
            margins=(32, 12, 32, 8),
        )
        column(head, (self.table, 1), into=self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Into its main control. A focus proxy would let Tab pass over the controls before that."""
        self.words.setFocus(event.reason())

    def asked(self) -> AuditFilter:
        """The filter as it stands."""
        kinds = (self.kind.value(),) if self.kind.value() else ()
        return AuditFilter(self.child.value(), kinds, self.since.day(), self.until.day(), self.words.value())

    def refresh(self) -> None:
        """Asks for the lines again."""
        children = [("", "Every child"), *self._actions.children()]
        if self.child.combo.count() != len(children):
            told = self.child.combo.blockSignals(True)
            self.child.combo.offer(children)
            self.child.combo.blockSignals(told)
        self._show(self._actions.trail(self.asked(), self._shown))

    def _changed(self) -> None:
        self._shown = SHOWN_AT_ONCE
        self._wait.start()

    def _show_more(self) -> None:
        self._shown += SHOWN_AT_ONCE
        self.refresh()

    def _show(self, view: AuditView) -> None:
        lines = count(len(view.rows), "line")
        self._count.say(f"The newest {lines}" if view.more else lines)
        self.more.setVisible(view.more)
        self.table.show_rows(
            [
                (
                    str(each.change.n),
                    [
                        Cell(each.change.moment, ink="ink2"),
                        Cell(each.change.words),
                        Cell(each.child_label),
                        Cell(each.kind_label, "small", "ink2"),
                        Cell(each.change.author, "small", "ink2"),
                        Cell(str(each.change.n), "small", "ink3"),
                        Cell(),
                    ],
                )
                for each in view.rows
            ]
        )

    def _choose(self) -> None:
        ask_for_file(self, "Save the audit trail", "Table (*.csv)", self.save_to)

    def save_to(self, path: str) -> None:
        """Writes the lines that are shown under the filter."""

        def done(_: object) -> None:
            self.message.hide()
            self.saved.emit("Saved. The file is not encrypted")

        ask(lambda: self._actions.save_trail(self.asked(), path), self, done, self._refused)

    def _refused(self, error: UserFacingError) -> None:
        self.message.say("late", error.what, " ".join(part for part in (error.safe, error.do) if part))
        self.message.show()
