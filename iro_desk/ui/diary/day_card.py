"""The pop-over of one day: what stands on it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.practice.diary_views import DiaryDay, DiaryEntry
from iro_desk.practice.words import long_day
from iro_desk.ui.diary.sentences import entry_words, night_words
from iro_desk.ui.widgets import Button, Popover, Text, add, column, row, wrapping


class DayCard(QObject):
    """What stands on a day. Whatever is asked for closes the card first. ``week``: whether the week can be gone to."""

    entry_opened = Signal(object)
    engagement_asked = Signal()
    week_asked = Signal()
    sheet_asked = Signal()
    file_asked = Signal(str)
    """A calendar file of one review."""
    invitation_asked = Signal(str)

    def __init__(self, day: DiaryDay, today: date, *, week: bool, files: bool = True) -> None:
        super().__init__()
        self._files = files
        body = column(Text(long_day(day.day, today), "title", wrap=True), gap=6)
        notes = [part for part in (day.why_not, day.school) if part]
        if day.leave_at and day.back_at:
            notes.append(f"Away from {day.leave_at} to {day.back_at}")
        for words in (". ".join(notes), night_words(day), day.long_words):
            if words:
                add(body, Text(words, "small", "ink2", wrap=True))
        for clash in day.clashes:
            add(body, Text(clash.words, "small", "late", wrap=True))
        self.popover = Popover(body, f"Diary of {long_day(day.day, today)}", width=420)
        self.setParent(self.popover)
        for entry in day.entries:
            add(body, self._line_of(entry))
        if not day.entries:
            add(body, Text("Nothing stands on this day.", "body", "ink2"))
        buttons = [self._button("Add leave or other", "calendar-plus", self.engagement_asked.emit)]
        if any(entry.leave_at for entry in day.entries):
            buttons.append(self._button("Trip sheet", "printer", self.sheet_asked.emit))
        if week:
            buttons.append(self._button("Open the week", "", self.week_asked.emit))
        add(body, 8, wrapping(*buttons))

    def _line_of(self, entry: DiaryEntry) -> QWidget:
        button = Button("Open", "plain", small=True)
        button.setAccessibleName(f"Open {entry_words(entry)}")
        button.clicked.connect(lambda _=False: self._leave_for(partial(self.entry_opened.emit, entry)))
        line = row((Text(entry_words(entry), "body", wrap=True), 1), button, gap=8)
        # A review that was held invites nobody any more.
        if not (self._files and entry.review and entry.mark != "done"):
            return line
        also = []
        for words, act in (("Copy an invitation", self.invitation_asked), ("Save for a calendar", self.file_asked)):
            made = Button(words, "plain", small=True, flush=True)
            made.setAccessibleName(f"{words}: {entry.what}")
            made.clicked.connect(lambda _=False, act=act: self._leave_for(partial(act.emit, entry.review)))
            also.append(made)
        return column(line, wrapping(*also, gap=16), gap=0)

    def _button(self, words: str, icon: str, act: Callable[[], None]) -> Button:
        made = Button(words, icon=icon, small=True)
        made.clicked.connect(lambda _=False: self._leave_for(act))
        return made

    def _leave_for(self, act: Callable[[], None]) -> None:
        self.popover.close_it()
        act()
