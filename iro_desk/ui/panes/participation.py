"""Insight: how children took part in their reviews over a period. A number opens the reviews that are behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.participation import FigureRow, LeftOut, ParticipationView
from iro_desk.practice.words import plain_day
from iro_desk.statute import JOINED_LIVE
from iro_desk.ui.panes.actions import Answer
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.fact_table import FoldingTable
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import (
    Button,
    Cell,
    Chips,
    Column,
    DateField,
    EmptyPane,
    Message,
    PaneHeader,
    Scroll,
    Surface,
    Text,
    column,
    row,
)

Ask = Callable[[date, date, bool], Answer[ParticipationView]]
"""The figures from the first day to the last; true: as they may be published."""
PUBLISHED = (
    "Numbers under 6 are left out, with those from which they could be reckoned back, and nobody’s review is named."
)
WHOSE, OPEN = Cell("Whose", "label", "accent"), Cell("Open", "label", "accent")
TYPED_MS = 250
DAY_WIDTH = 224


class ParticipationPane(Surface):
    """The figures of a period. ``review_opened`` asks for one of the reviews behind a number."""

    review_opened = Signal(str)

    def __init__(self, figures: Ask, first: date, today: date) -> None:
        super().__init__("paper")
        self.setAccessibleName("Insight")
        self._figures = figures
        self._view: ParticipationView | None = None
        self._whose = ""
        self.first = DateField("From", today, day=first)
        self.last = DateField("To", today, day=today)
        for field in (self.first, self.last):
            field.edit.editingFinished.connect(self.refresh)
            field.changed.connect(self._changed)
        self._wait = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._wait.timeout.connect(self._count)
        self.which = Chips([("own", "For me", None), ("publish", "For publication", None)], "own")
        self.which.chose.connect(lambda _: self.refresh())
        self._rule = Text("", "small", "ink2", wrap=True)
        self.message = Message("late", "")
        self.message.hide()
        self.table = FoldingTable(
            "Participation",
            (
                Column("What", 0, 4),
                Column("Reviews", 130, right=True),
                Column("Share", 84, right=True),
                Column("", 16),
                Column(JOINED_LIVE, 0, 5),
                Column("", 64),
            ),
        )
        self.table.opened.connect(self.show_whose)
        self._left_title = Text("Not counted, or counted with a remark", "heading")
        self.left_out = FoldingTable("Not counted", (Column("", 0, 1), Column("", 0, 1), Column("", 64)))
        self.left_out.opened.connect(self.show_whose)
        self._nothing = EmptyPane(
            "How children took part in their reviews is counted here.",
            "No review with a code was held in these days. Choose another first day, or bring in a return.",
        )
        for field in (self.first, self.last):
            field.setMinimumWidth(px(DAY_WIDTH))
        asked = row((self.first, 0), (self.last, 0), None, gap=16)
        head = column(
            asked,
            10,
            row((self.which, 1), gap=8),
            8,
            self._rule,
            self.message,
            margins=(32, 4, 32, 8),
        )
        left = column(self._left_title, margins=(32, 20, 32, 2))
        self._left_head = left
        page = Scroll(column(head, self.table, self._nothing, left, self.left_out, None, margins=(0, 0, 0, 24)))
        self._back = Button("Back to the figures", "plain", "chevron-left", small=True, flush=True)
        self._back.clicked.connect(self.show_figures)
        self._of_what = Text("", "title", wrap=True)
        self._of_rule = Text("", "small", "ink2", wrap=True)
        self.reviews = FoldingTable(
            "Reviews behind the number",
            (Column("Child", 0, 3), Column("Held", 190), Column("Took part", 0, 5), Column("", 64)),
            scrolls=True,
        )
        self.reviews.opened.connect(self.review_opened)
        behind = column(
            row((self._back, Qt.AlignmentFlag.AlignLeft), None),
            4,
            self._of_what,
            self._of_rule,
            margins=(32, 4, 32, 8),
        )
        whose = column(behind, (self.reviews, 1))
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(whose)
        self._head = PaneHeader("Insight", "How children took part in their reviews")
        column(self._head, (self._pages, 1), into=self)

    def refresh(self) -> None:
        """Counts again, for the days that stand in the fields; a field that is no day says so."""
        self._wait.stop()
        for field in (self.first, self.last):
            if field.readable() and field.day() is None:
                field.refuse("Say a day.")
        self._count()

    def _count(self) -> None:
        first, last = self.first.day(), self.last.day()
        if first is None or last is None:
            return
        ask(lambda: self._figures(first, last, self.which.chosen() == "publish"), self, self.show_view, self._refused)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Into its main control. A focus proxy would let Tab pass over the controls before that."""
        (self.reviews if self._whose else self.table).setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the figures."""
        if event.key() == Qt.Key.Key_Escape and self._whose:
            self.show_figures()
        else:
            super().keyPressEvent(event)

    def show_view(self, view: ParticipationView) -> None:
        """Shows the figures; the reviews behind one stay open while there are any."""
        self._view = view
        self.message.hide()
        self._rule.say(f"{view.rule} {PUBLISHED}" if view.for_publication else view.rule)
        self.table.setAccessibleName(f"Participation, {view.words}{', for publication' * view.for_publication}")
        held = any(each.denominator or each.numerator is None for each in view.rows)
        self.table.setVisible(held)
        self._nothing.setVisible(not held)
        self.table.show_rows([(each.key, self._cells(each)) for each in view.rows])
        for part in (self._left_head, self.left_out):
            part.setVisible(bool(view.left_out))
        self.left_out.show_rows(
            [(each.reason, [Cell(each.says), Cell(), WHOSE if each.reviews else Cell()]) for each in view.left_out]
        )
        if self._whose:
            self.show_whose(self._whose)

    def show_whose(self, key: str) -> None:
        """Opens the reviews behind a number; of what is published there are none to open."""
        found = self._behind(key)
        self._whose = key if found is not None and found.reviews else ""
        if found is None or not found.reviews:
            self._pages.setCurrentIndex(0)
            return
        title = found.says if isinstance(found, LeftOut) else f"{found.title}: {found.says}"
        self._of_what.say(title)
        self._of_rule.say(
            "" if isinstance(found, LeftOut) else f"{found.rule[:1].upper()}{found.rule[1:]}. {found.definition}"
        )
        self.reviews.show_rows(
            [
                (each.review, [Cell(each.label, "strong"), plain_day(each.day), Cell(each.says, "small", "ink2"), OPEN])
                for each in found.reviews
            ]
        )
        fresh = self._pages.currentIndex() == 0
        self._pages.setCurrentIndex(1)
        if fresh and self.isVisible():
            self.reviews.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_figures(self) -> None:
        """Back to the figures."""
        self._whose = ""
        self._pages.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def where(self) -> dict[str, Any]:
        """The days, which figures, and whose."""
        return {
            "first": self.first.value(),
            "last": self.last.value(),
            "which": self.which.chosen(),
            "whose": self._whose,
        }

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to them."""
        self.first.set_value(where["first"])
        self.last.set_value(where["last"])
        self.which.choose(where["which"])
        self._whose = where["whose"]
        self.refresh()

    def _cells(self, each: FigureRow) -> list[Cell]:
        whole = each.numerator is not None
        number = f"{each.numerator} of {each.denominator}" if whole else each.says
        share = f"{each.percent} %" if each.percent is not None else ""
        return [
            Cell(each.title, "strong" if each.key in ("attended", "views") else "body"),
            Cell(number, "body" if whole else "small", "ink" if whole else "ink2"),
            Cell(share),
            Cell(),
            Cell(each.counts if share else "", "small", "ink2"),
            WHOSE if each.reviews else Cell(),
        ]

    def _behind(self, key: str) -> FigureRow | LeftOut | None:
        view = self._view
        if view is None:
            return None
        figures: list[FigureRow | LeftOut] = [each for each in view.rows if each.key == key]
        return next(iter([*figures, *(each for each in view.left_out if each.reason == key)]), None)

    def _changed(self) -> None:
        """A day that is typed or chosen in the calendar counts a moment later."""
        self._wait.start()

    def _refused(self, error: UserFacingError) -> None:
        self.message.say("late", error.what, " ".join(part for part in (error.safe, error.do) if part))
        self.message.show()
