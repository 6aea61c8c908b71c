"""Journeys made in a month: the log, its sums, and saving it as a table or a paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.travel_views import ClaimMonth, JourneyMade
from iro_desk.practice.words import hours, short_day
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import (
    Button,
    Cell,
    Column,
    Combo,
    Message,
    PaneHeader,
    Scroll,
    Table,
    Text,
    add,
    clear,
    column,
    figure,
    row,
    wrapping,
)

COLUMNS = (
    Column("Day", 160),
    Column("To", 0, 3),
    Column("Why", 0, 2),
    Column("Miles", 90, right=True),
    Column("Time", 100, right=True),
    Column("Amount", 110, right=True),
)
NARROW = (Column("Day", 92), Column("To, why and how far"), Column("Amount", 84, right=True))
NARROW_BELOW = 700


class ClaimPane(QWidget):
    """The log of one month. It shows outcodes and no child."""

    closed = Signal()
    month_chosen = Signal(str)
    save_asked = Signal(str, str)
    """The month, and ``csv`` or ``pdf``."""

    help_name = "map"

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Journeys made")
        self._month = Combo(name="Month")
        back = Button("Back to the map", "quiet", "chevron-left")
        back.clicked.connect(self.closed)
        self.csv = Button("Save the table", icon="folder-open")
        self.pdf = Button("Save the paper", icon="file-text")
        self.csv.clicked.connect(lambda: self.save_asked.emit(self._month.value(), "csv"))
        self.pdf.clicked.connect(lambda: self.save_asked.emit(self._month.value(), "pdf"))
        self._header = PaneHeader("Journeys made", "", actions=[back, self.csv, self.pdf])
        self._month.activated.connect(lambda _: self.month_chosen.emit(self._month.value()))
        self._figures = column()
        self.table: Table | None = None
        self._log = column()
        self._shown: ClaimMonth | None = None
        self._was_narrow = False
        self._foot = Text("", "small", "ink2", wrap=True)
        self._message = Message("late", "")
        self._message.hide()
        self._nothing = Text("Reviews held and visits paid in person stand here, by month.", "body", "ink2", wrap=True)
        inside = column(
            self._header,
            column(self._message, row(self._month, None), self._figures, self._nothing, gap=12, margins=(32, 0, 32, 8)),
            self._log,
            column(self._foot, margins=(32, 8, 32, 14)),
            None,
        )
        column((Scroll(inside), 1), into=self)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self._month.setMinimumWidth(px(220))

    def show_months(self, months: Sequence[tuple[str, str]]) -> None:
        """The months that have journeys: (month, words), newest first."""
        chosen = self._month.value()
        self._month.offer(months)
        if chosen in dict(months):
            self._month.choose(chosen)
        for part in (self._month, self._log, self.csv, self.pdf):
            part.setVisible(bool(months))
        self._nothing.setVisible(not months)

    def where(self) -> dict[str, Any]:
        """The month that is shown."""
        return {"month": self.month()}

    def go_back(self, where: dict[str, Any]) -> None:
        """Comes back to it after an unlock."""
        self._month.offer([(where["month"], "")])
        self._month.choose(where["month"])

    def month(self) -> str:
        """The month that is chosen; empty for none."""
        return self._month.value()

    @property
    def is_filled(self) -> bool:
        """Whether a month is shown."""
        return self._foot.words() != ""

    def show_claim(self, claim: ClaimMonth) -> None:
        """Shows a month."""
        self._message.hide()
        self._shown, self._was_narrow = claim, self._narrow()
        clear(self._figures)
        clear(self._log)
        figures = (
            figure(f"{claim.miles:,.1f}", "miles"),
            figure(hours(claim.minutes), "driving"),
            figure(f"£{claim.pence / 100:,.2f}", "to claim"),
        )
        add(self._figures, wrapping(*figures, gap=24))
        self.table = Table("Journeys", NARROW if self._was_narrow else COLUMNS, inset=20 if self._was_narrow else 32)
        self.table.show_rows([(made.day.isoformat(), self._cells(made)) for made in claim.journeys])
        add(self._log, self.table)
        lost = f" {claim.unknown} without miles, not in the sums." if claim.unknown else ""
        before = f" {claim.miles_before:,.1f} miles earlier in the tax year."
        self._foot.say(f"{claim.rate_words}.{before}{lost} Outcodes stand for where children live.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown is not None and self._narrow() != self._was_narrow:
            self.show_claim(self._shown)

    def _narrow(self) -> bool:
        return self.width() < px(NARROW_BELOW)

    def say(self, error: UserFacingError) -> None:
        """Says what could not be done."""
        self._message.say("late", error.what, f"{error.safe} {error.do}".strip())
        self._message.show()

    def _cells(self, made: JourneyMade) -> list[Cell | str]:
        to = ", ".join(made.places)
        told = ["your figures"] if made.own else []
        told += [made.note] if made.note else []
        beside = f" ({'; '.join(told)})" if told else ""
        day, miles = short_day(made.day, made.day), "Not known" if made.miles is None else f"{made.miles:.1f}"
        amount = "" if made.pence is None else f"£{made.pence / 100:,.2f}"
        if self._was_narrow:
            return [
                day,
                f"{to}{beside}: {made.why}, {miles} miles" if made.miles else f"{to}{beside}: {made.why}",
                amount,
            ]
        return [
            day,
            f"{to}{beside}",
            made.why,
            miles,
            "Not known" if made.minutes is None else hours(made.minutes),
            amount,
        ]
