"""A new child by hand: six fields and the day you were told; the first review's date is shown while typing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from iro_desk.practice.words import long_day
from iro_desk.ui.panes import facts
from iro_desk.ui.panes.actions import CaseloadActions
from iro_desk.ui.panes.facts_editor import FormDialog
from iro_desk.ui.panes.form import Form
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import State, Text, announce, column

NOT_YET = "First review: not known yet"


class NewChild(FormDialog):
    """Adds a child; ``saved`` tells its id."""

    def __init__(self, parent: QWidget, actions: CaseloadActions, today: date) -> None:
        self._actions, self._today = actions, today
        self._words = NOT_YET
        self._when = State("unknown", NOT_YET)
        self._sum = Text("Type the day the child became looked after.", "small", "ink2", wrap=True)
        self._first = column(self._when, self._sum, gap=2)
        form = Form(facts.NEW_CHILD, actions, today, beneath={"became_looked_after": self._first})
        super().__init__(parent, "Add a child", form, "Add this child", actions.new_child)
        form.changed.connect(self._typed)

    def first_review(self) -> str:
        """What is said about the first review now."""
        return f"{self._words}. {self._sum.words()}"

    def _typed(self, key: str) -> None:
        if key != "became_looked_after":
            return
        day = self.form.values()[key]
        clock = self._actions.first_review(day) if isinstance(day, date) else None
        if clock is None or clock.legal_limit is None:
            self._words = NOT_YET
            self._when.say("unknown", NOT_YET)
            self._sum.say("Type the day the child became looked after.")
            return
        by = clock.last_working_day or clock.legal_limit
        self._words = f"First review by {long_day(by, self._today)}"
        self._when.say(clock.mark, self._words)
        self._sum.say(clock.because)
        announce(self, self._words)
        QTimer.singleShot(0, self, self._show_what_is_typed)

    def _show_whole(self, field: QWidget) -> None:
        """Under the day stands when the first review is."""
        super()._show_whole(field)
        if self.form.part("became_looked_after").isAncestorOf(field):
            self._scroll.ensureWidgetVisible(self._first, 0, px(8))
