"""What if I hold it on that day: the dates that would follow, shown before anything is booked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iro_desk.practice.review_views import WhatIfView
from iro_desk.ui.widgets import DateField, State, Text, add, announce, clear, column, row

Asked = Callable[[date, str], WhatIfView]
"""What follows from a day, and what happens on it (``held``, ``placed``)."""


class WhatFollows(QWidget):
    """Whether a day is in time, and the dates that would follow."""

    def __init__(self) -> None:
        super().__init__()
        self._state = State("open", "", wrap=True)
        self._heading = Text("If it is held that day", "small_strong")
        self._rows = column(gap=4)
        column(self._state, self._heading, self._rows, gap=6, into=self)
        self.hide()

    def show_view(self, view: WhatIfView | None, *, lead: bool = True) -> None:
        """Shows what follows; nothing for no day. ``lead`` says first whether the day is in time."""
        self.setVisible(view is not None)
        if view is None:
            return
        self._state.say(view.mark, view.words)
        self._state.setVisible(lead)
        self._heading.setVisible(not lead and bool(view.rows))
        clear(self._rows)
        for each in view.rows:
            title = Text(each.clock.title, "small", "ink2", wrap=True)
            day = Text(each.words, "small_strong")
            day.setToolTip(each.clock.because)
            add(self._rows, row((title, 1), (day, Qt.AlignmentFlag.AlignTop), gap=8))
        announce(self, self.said())

    def said(self) -> str:
        """Everything it says, as one text."""
        return " ".join(text.words() for text in self.findChildren(Text) if text.words())


class WhatIf(QWidget):
    """A day to try, and what would follow from it."""

    def __init__(self, asked: Asked, today: date, what: str = "held") -> None:
        super().__init__()
        self._asked, self._what = asked, what
        label = "What if I hold it on" if what == "held" else "What if the child is placed on"
        self.day = DateField(label, today)
        self.day.changed.connect(self._tried)
        self.follows = WhatFollows()
        column(self.day, self.follows, gap=8, into=self)
        self.setFocusProxy(self.day.control)

    def _tried(self) -> None:
        day = self.day.day()
        self.follows.show_view(None if day is None else self._asked(day, self._what))
