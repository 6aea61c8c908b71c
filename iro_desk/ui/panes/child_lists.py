"""A child's reviews, decisions, papers and history, each as a table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework.day_names import MONTHS
from iro_desk.practice.day_reasons import decision_day, ref_of
from iro_desk.practice.views import ChildView, DecisionRow, ReviewRow
from iro_desk.practice.words import plain_day, short_day
from iro_desk.ui.panes.fact_table import FoldingTable, Section
from iro_desk.ui.widgets import Button, Cell, Column, Scroll, column

STILL_OPEN = frozenset({"", "part", "not-done"})
"""Outcomes after which somebody still has to do it."""
PAPERS = {"record": "Record", "letter": "Letter to the child", "decisions": "Decisions"}


class Reviews(QWidget):
    """Every review, newest first."""

    opened = Signal(str)
    """Id of the review to open."""
    book_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        columns = (
            Column("Day", 178),
            Column("What", 84),
            Column("State", 0, 2),
            Column("Timing", 0, 1),
            Column("How the child took part", 0, 2),
            Column("", 24),
        )
        self.table = FoldingTable("Reviews", columns)
        self.table.opened.connect(self.opened)
        self.book = Button("Book a review", icon="calendar-plus", small=True)
        self.book.clicked.connect(self.book_asked)
        self._section = Section(
            "Reviews",
            self.table,
            "No review is known yet. Book the next one, or read a return that holds them.",
            self.book,
        )
        column((Scroll(column(self._section, None)), 1), into=self)

    def show_view(self, view: ChildView) -> None:
        """Shows the child's reviews."""
        self.table.show_rows([(review.id, _review(review, view)) for review in view.reviews])
        self._section.show_filled(bool(view.reviews))


def _review(review: ReviewRow, view: ChildView) -> list[Cell]:
    day = ref_of(review.title, review.day, "review", review.id)
    in_state = day if any(month in review.words for month in MONTHS) else None
    return [
        Cell(short_day(review.day, view.day), "strong", day=day),
        Cell(review.title),
        Cell(review.words, "label", mark=review.mark, day=in_state),
        Cell(review.in_time[:1].upper() + review.in_time[1:], "small", "ink2"),
        Cell(review.participation, "small", "ink2"),
        Cell(icon="chevron-right"),
    ]


class Decisions(QWidget):
    """What was decided: open ones first, the overdue before all; then what is done."""

    outcome_asked = Signal(str)
    """Id of the decision whose outcome is to be recorded."""

    def __init__(self) -> None:
        super().__init__()
        self.open = _decisions("Decisions that are open")
        self.over = _decisions("Decisions that are done or overtaken")
        for table in (self.open, self.over):
            table.opened.connect(self.outcome_asked)
        self._open = Section("Still to do", self.open, "No decision is open.")
        self._over = Section("Done or overtaken", self.over, "No decision is done yet.")
        column((Scroll(column(self._open, self._over, None)), 1), into=self)

    def show_view(self, view: ChildView) -> None:
        """Shows the child's decisions."""
        still = [row for row in view.decisions if row.outcome in STILL_OPEN]
        over = [row for row in view.decisions if row.outcome not in STILL_OPEN]
        self.open.show_rows([_decision(row, view, "Record what came of it") for row in still])
        self.over.show_rows([_decision(row, view, "Change") for row in over])
        self._open.show_filled(bool(still))
        self._over.show_filled(bool(over))
        self._over.setVisible(bool(over))


def _decisions(name: str) -> FoldingTable:
    columns = (
        Column("Decision", 0, 3),
        Column("Who", 0, 2),
        Column("State", 0, 2),
        Column("Decided on", 120),
        Column("", 126),
    )
    return FoldingTable(name, columns)


def _decision(row: DecisionRow, view: ChildView, verb: str) -> tuple[str, list[Cell]]:
    who = ", ".join(part for part in (row.owner, row.owner_role) if part) or "Nobody named yet"
    what = f"{row.what}\n{row.outcome_words}" if row.outcome_words else row.what
    return row.id, [
        Cell(f"{row.number}  {what}"),
        Cell(who, "small", "ink2"),
        Cell(row.state, "label", mark=row.mark, day=decision_day(row)),
        Cell(
            plain_day(row.decided_on, view.day) if row.decided_on else "Not known",
            "small",
            "ink2",
            day=ref_of("Decided", row.decided_on, "review", row.review),
        ),
        Cell(verb, "label", "accent"),
    ]


class Papers(QWidget):
    """The papers that were finalised, with their seals, and the way to all that can be made."""

    opened = Signal(str)
    shelf_asked = Signal()
    """Every paper that can be made of this child today."""

    def __init__(self) -> None:
        super().__init__()
        columns = (
            Column("Paper", 0, 2),
            Column("For", 0, 1),
            Column("Version", 80),
            Column("Finalised on", 170),
            Column("Seal", 180),
            Column("", 24),
        )
        self.table = FoldingTable("Papers", columns)
        self.table.opened.connect(self.opened)
        self.make = Button("Make a paper", "quiet", "file-text", small=True)
        self.make.setToolTip("Brief, invitation, midway note, challenge, letter, record and everything held.")
        self.make.clicked.connect(self.shelf_asked)
        none = "Papers stand here once a review is finalised. Open the review and write it up."
        self._section = Section("Papers", self.table, none, self.make)
        column((Scroll(column(self._section, None)), 1), into=self)

    def show_view(self, view: ChildView) -> None:
        """Shows the child's papers."""
        self.table.show_rows(
            [
                (
                    paper.id,
                    [
                        Cell(PAPERS.get(paper.kind, paper.kind[:1].upper() + paper.kind[1:]), "strong"),
                        Cell(paper.recipient[:1].upper() + paper.recipient[1:]),
                        Cell(str(paper.version)),
                        Cell(
                            short_day(paper.signed_on, view.day),
                            day=ref_of("Finalised", paper.signed_on, "paper", paper.id),
                        ),
                        Cell(paper.seal, "small", "ink2"),
                        Cell(icon="chevron-right"),
                    ],
                )
                for paper in view.papers
            ]
        )
        self._section.show_filled(bool(view.papers))


__all__ = ["Decisions", "Papers", "Reviews"]
