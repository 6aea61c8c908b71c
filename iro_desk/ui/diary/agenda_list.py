"""The diary as a list: every day with something on it, in words; the same that month and week draw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desk.practice.diary_views import DiaryDay, DiaryEntry, DiaryView
from iro_desk.practice.words import short_day
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import Cell, Column, EmptyPane, Table, clear, column, row

COLUMNS = [
    Column("Day", width=132),
    Column("Time", width=116),
    Column("What", stretch=3),
    Column("Where", stretch=3),
    Column("Away", width=128),
    Column("", width=0, stretch=3),
]
NARROW = [Column("Day", width=112), Column("Time", width=62), Column("What")]
NARROW_BELOW = 760
NIGHT = " night"
"""How the key of a night's row ends."""


class DiaryList(QWidget):
    """What stands in the diary, one line each. Enter opens it."""

    entry_opened = Signal(object)
    night_opened = Signal(object)
    """The day of a night away."""

    def __init__(self) -> None:
        super().__init__()
        self.table: Table | None = None
        self._entries: dict[str, DiaryEntry] = {}
        self._view: DiaryView | None = None
        self._was_narrow = False
        self._body = column()
        column((self._body, 1), into=self)

    def show_view(self, view: DiaryView) -> None:
        """Shows these days."""
        self._view, self._was_narrow = view, self._narrow()
        at = self.table.currentIndex().row() if self.table is not None else -1
        had = self.table is not None and self.table.hasFocus()
        clear(self._body)
        self._entries = {}
        rows: list[tuple[str, list[Cell | str]]] = []
        narrow = self._was_narrow
        for day in view.days:
            for number, entry in enumerate(day.entries):
                key = f"{day.day.isoformat()} {entry.id}"
                self._entries[key] = entry
                rows.append((key, self._cells(view, day, entry, first=number == 0, narrow=narrow)))
            if day.sleeps_in:
                rows.append((f"{day.day.isoformat()}{NIGHT}", self._night(view, day, narrow=narrow)))
        self.table = None
        if not rows:
            empty = EmptyPane(
                "Nothing stands in these days.", "Book a review, or add leave and other engagements, and it is here."
            )
            column((empty, 1), into=self._put(QWidget()))
            return
        self.table = Table("Diary", NARROW if narrow else COLUMNS, opens=True, inset=20, scrolls=True)
        self.table.opened.connect(self._opened)
        self.table.show_rows(rows)
        self._put(row((self.table, 1), margins=(0, 0, 0, 0)))
        if had:
            self.table.setFocus()
            self.table.selectRow(max(0, min(at, len(rows) - 1)))

    def _opened(self, key: str) -> None:
        if key.endswith(NIGHT):
            self.night_opened.emit(date.fromisoformat(key.removesuffix(NIGHT)))
        else:
            self.entry_opened.emit(self._entries[key])

    def _night(self, view: DiaryView, day: DiaryDay, *, narrow: bool) -> list[Cell | str]:
        """A night away, after all that stands on its day."""
        words = "Night away"
        head = Cell("" if day.entries else short_day(day.day, view.today), "small_strong", sort=day.day)
        if narrow:
            return [head, Cell(day.back_at, "small"), Cell(f"{words}, {day.sleeps_in}", "small")]
        there = Cell(f"from {day.back_at}" if day.back_at else "", "small")
        return [head, there, Cell(words, "small"), Cell(day.sleeps_in, "small", "ink2"), "", ""]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._view is not None and self._narrow() != self._was_narrow:
            self.show_view(self._view)

    def _narrow(self) -> bool:
        return self.width() < px(NARROW_BELOW)

    def _put(self, widget: QWidget) -> QWidget:
        layout = self._body.layout()
        assert layout is not None
        layout.addWidget(widget)
        widget.show()
        return widget

    def _cells(
        self, view: DiaryView, day: DiaryDay, entry: DiaryEntry, *, first: bool, narrow: bool
    ) -> list[Cell | str]:
        clash = next((c for c in day.clashes if entry.id in (c.first, c.second)), None)
        date_words = short_day(day.day, view.today) if first else ""
        time = "All day" if entry.all_day else f"{entry.time} to {entry.ends}" if entry.ends else entry.time
        what = f"{entry.what}, review" if entry.kind == "review" else entry.what
        if clash is not None:
            words = clash.words if entry.id == clash.second else "Clashes with what follows"
            state = Cell(words, "small", "late", mark="late")
        else:
            reminder = next((r for r in view.reminders if r.entry.id == entry.id and r.day == entry.day), None)
            state = Cell(reminder.words.partition(" at ")[0].partition(":")[0] if reminder else "", "small", "ink2")
        head = Cell(date_words, "small_strong", sort=day.day)
        kind = Cell(what, "small_strong", mark="late" if entry.mark == "late" else "")
        if narrow:
            more = f"{what}. {state.words}" if state.words else what
            return [
                head,
                Cell(entry.time or "All day", "small"),
                replace(kind, words=more, mark=kind.mark or state.mark),
            ]
        away = f"{entry.leave_at} to {entry.back_at}" if entry.leave_at and entry.back_at else ""
        said = Cell(time or "No time yet", "small")
        return [head, said, kind, Cell(entry.note, "small", "ink2"), Cell(away, "small", "ink2"), state]
