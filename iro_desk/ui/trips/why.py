"""Why a review stands on its day, what another day would cost, and booking this one alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.diary_views import Price, Proposal
from iro_desk.practice.words import hours, long_day
from iro_desk.ui.panes.actions import Answer
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.widgets import Button, DateField, Icon, Popover, Text, add, announce, column, row

HOW_LONG = "The same search with that day: up to 20 seconds"


class WhyDay(QObject):
    """The pop-over of one proposal. ``price`` asks what it would cost on another day.

    ``busy``: better trips are still looked for, and nothing can be booked meanwhile.
    """

    booked = Signal()
    child_opened = Signal(str)

    def __init__(
        self, proposal: Proposal, today: date, price: Callable[[date], Answer[Price]], *, busy: bool = False
    ) -> None:
        super().__init__()
        self._price = price
        body = column(Text(f"Why {long_day(proposal.day, today)}?", "title", wrap=True), gap=6)
        for words in proposal.reasons:
            add(body, Text(words, "body", wrap=True))
        if proposal.price and not proposal.pinned:
            add(body, Text(f"Without it the plan would take {hours(proposal.price)} less.", "small", "ink2", wrap=True))
        for each in proposal.alternatives:
            add(body, why_line(each))
        self.popover = Popover(body, f"Why {proposal.label} on this day", width=440)
        self.setParent(self.popover)
        child = Button("Open the child", small=True)
        child.clicked.connect(lambda _=False: self._leave_for(partial(self.child_opened.emit, proposal.child)))
        if proposal.pinned:
            add(body, 8, row(child, None))
            return
        self.day = DateField("Why not another day?", today, hint=HOW_LONG)
        self.answer = Text("", "body", wrap=True)
        self.ask_price = Button("What would it cost?", small=True)
        self.ask_price.clicked.connect(lambda _=False: self._ask_price())
        one = Button("Book this one", "primary", "check", small=True)
        one.clicked.connect(lambda _=False: self._leave_for(self.booked.emit))
        one.setEnabled(not busy)
        add(body, 6, self.day, row(self.ask_price, None), self.answer, 8, row(one, child, None))

    def show_beside(self, widget: QWidget) -> None:
        """Opens it beside the review."""
        self.popover.show_beside(widget)

    def _leave_for(self, act: Callable[[], None]) -> None:
        self.popover.close_it()
        act()

    def _ask_price(self) -> None:
        day = self.day.day()
        if day is None:
            self.day.refuse("Type the day, such as 9 December 2026.")
            return
        self.ask_price.setEnabled(False)
        self.answer.say("The same search runs with that day.")
        ask(partial(self._price, day), self.popover, self._told, self._refused)

    def _told(self, price: Price) -> None:
        self.ask_price.setEnabled(True)
        self.answer.say(f"{price.words}{'' if price.proved else ' Found in the time, not proved.'}")
        announce(self.popover, f"{price.question} {price.words}")

    def _refused(self, error: UserFacingError) -> None:
        self.ask_price.setEnabled(True)
        self.answer.say(error.what)


def why_line(price: Price) -> QWidget:
    """ "Why not Newcastle too? It adds 5 h 40 and a third night."."""
    words = f"{price.question} {price.words}{'' if price.proved else ' Not proved.'}"
    return note_line(words)


def note_line(words: str) -> QWidget:
    """A note in small words behind its sign."""
    return row(
        (Icon("info", 16, "accent"), Qt.AlignmentFlag.AlignTop), (Text(words, "small", "ink2", wrap=True), 1), gap=8
    )
