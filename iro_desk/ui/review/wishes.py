"""What the child wished, beside what is arranged or happened; and brothers and sisters on the same occasion."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.review_views import KinRow, ReviewView
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import add, clear, column, row
from iro_desk.ui.widgets.text import Text, section

TOP = Qt.AlignmentFlag.AlignTop


class Happened(QWidget):
    """Who, where, when and how: as it is arranged, or as it was."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Text("", "strong")
        self._rows = column(gap=4)
        column(self._title, 6, self._rows, None, into=self)
        self._shown: object = None

    def show_view(self, view: ReviewView) -> None:
        """Shows it; drawn again only when something differs."""
        self._title.say("What happened" if view.held_on else "What is arranged")
        if view.wishes == self._shown:
            return
        self._shown = view.wishes
        clear(self._rows)
        for each in view.wishes:
            about = Text(each.about, "small", "ink3", width=56)
            add(self._rows, row((about, TOP), (Text(each.happened, "body", wrap=True), 1), gap=8))


class Kin(QWidget):
    """Brothers and sisters on this caseload: held on one occasion, or not."""

    kept = Signal(str)

    def __init__(self, actions: ReviewActions, refuse: Callable[[UserFacingError], None]) -> None:
        super().__init__()
        self._actions, self._refuse = actions, refuse
        self._view: ReviewView | None = None
        self._rows = column(gap=6)
        note = "The day, the place and the people are shared; all else stays each child’s own."
        column(section("Brothers and sisters"), Text(note, "small", "ink2", wrap=True), 6, self._rows, into=self)
        self._shown: object = None

    def show_view(self, view: ReviewView) -> None:
        """Shows them; drawn again only when something differs."""
        self._view = view
        self.setVisible(bool(view.kin))
        if (view.kin, view.state) == self._shown:
            return
        self._shown = (view.kin, view.state)
        clear(self._rows)
        for each in view.kin:
            words = column(Text(each.name, "strong"), Text(each.words, "small", "ink2", wrap=True))
            line = row((words, 1), gap=12)
            if view.state == "booked":
                button = Button(
                    f"Hold {each.name}’s apart" if each.together else f"Hold {each.name}’s together",
                    "quiet",
                    small=True,
                )
                button.clicked.connect(lambda _=False, each=each: self._change(each))
                add(line, button)
            add(self._rows, line)

    def _change(self, each: KinRow) -> None:
        view = self._view
        if view is None:
            return
        call = (
            (lambda: self._actions.hold_apart(each.review))
            if each.together
            else (lambda: self._actions.hold_together(view.id, each.child))
        )
        said = "Held apart" if each.together else "Held together"
        ask(call, self, lambda _: self.kept.emit(said), self._refuse)
