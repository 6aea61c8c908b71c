"""The first page of bringing something in: where it is, whose children it names, and why it was not taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.ui.widgets import Button, Message, PaneHeader, Scroll, column, row


class ChoosingPage(QWidget):
    """``looked`` asks to read what was chosen, ``left`` goes back, ``other`` goes to the other way of bringing in."""

    looked = Signal()
    left = Signal()
    other = Signal()

    def __init__(self, title: str, line: str, parts: Sequence[Any], *, look: str, other: str) -> None:
        """``parts`` stand between the heading and the buttons; ``look`` and ``other`` are words of buttons."""
        super().__init__()
        self.look = Button(look, "primary", "search")
        self.look.clicked.connect(self.looked)
        back = Button("Back", "quiet")
        back.clicked.connect(self.left)
        elsewhere = Button(other, "plain", flush=True)
        elsewhere.clicked.connect(self.other)
        self.message = Message("risk", "")
        self._said = column(self.message, margins=(0, 0, 0, 12))
        self._said.hide()
        inside = column(
            PaneHeader(title, line, actions=[elsewhere], margins=(0, 4, 0, 8)),
            8,
            self._said,
            *parts,
            20,
            row(self.look, back, None),
            None,
            margins=(32, 16, 32, 24),
        )
        inside.setMaximumWidth(900)
        column((Scroll(row((inside, 8), None, gap=0)), 1), into=self)

    def begin(self) -> None:
        """What was refused before is gone."""
        self._said.hide()

    def say(self, mark: str, what: str, then: str) -> None:
        """A message above the fields."""
        self.message.say(mark, what, then)
        self._said.show()

    def refuse(self, error: BaseException) -> None:
        """Says what a person may read; anything else is a fault of the program."""
        if not isinstance(error, UserFacingError):
            raise error
        self.say("risk", error.what, " ".join(part for part in (error.safe, error.do) if part))
