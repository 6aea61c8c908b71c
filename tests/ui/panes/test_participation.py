"""Insight: a table of figures, each with how joining live is counted; a number opens whose it is. All invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import Refused
from iro_desk.practice.participation import FigureRow, LeftOut, ParticipationView, ReviewBehind
from iro_desk.ui.list_saving import list_in_front
from iro_desk.ui.panes.participation import PUBLISHED, ParticipationPane
from iro_desk.ui.widgets import column
from tests.ui.panes.help import cut, nameless, said, settle

FIRST, TODAY = date(2026, 4, 1), date(2026, 11, 23)
COUNTS = "counts as attending (PN1 to PN4) by the council’s setting."
LIVE = f"Joining live by video or phone {COUNTS}"
KOFI = ReviewBehind("r1", "c1", "Kofi Invented", date(2026, 5, 4), "PN1: Physically attends and speaks for self")
ATTENDED = FigureRow(
    "attended", "Attended the review", "PN1 to PN4", 1, 2, 50.0, "1 of 2, 50.0 %", LIVE, (KOFI,), COUNTS
)
OPEN = LeftOut("still being held", 1, "1 review: still being held.", (replace(KOFI, review="r2"),))


class Figures:
    """Answers what is asked, and remembers it."""

    def __init__(self) -> None:
        self.asked: list[tuple[date, date, bool]] = []

    def __call__(self, first: date, last: date, publish: bool) -> ParticipationView:
        self.asked.append((first, last, publish))
        if last < first:
            raise Refused("The period ends before it begins.", safe="Nothing was counted.")
        row = replace(ATTENDED, numerator=None, percent=None, says="fewer than 6", reviews=()) if publish else ATTENDED
        left = replace(OPEN, reviews=() if publish else OPEN.reviews)
        return ParticipationView(first, last, "words", "The rule.", LIVE, publish, (row,), (left,))


@pytest.fixture
def figures() -> Figures:
    return Figures()


@pytest.fixture
def pane(qtbot: QtBot, figures: Figures) -> Iterator[ParticipationPane]:
    made = ParticipationPane(figures, FIRST, TODAY)
    window = QWidget()
    qtbot.addWidget(window)
    column((made, 1), into=window)
    window.resize(1282, 696)
    window.show()
    window.activateWindow()
    made.refresh()
    settle()
    yield made
    window.hide()


def cells(pane: ParticipationPane) -> tuple[str, ...]:
    shown = list_in_front(pane)
    assert shown is not None
    return shown.rows[0]


def test_every_share_has_how_joining_live_is_counted_beside_it(pane: ParticipationPane) -> None:
    shown = list_in_front(pane)
    assert shown is not None
    assert shown.titles[4] == "Joining live by video or phone"
    assert cells(pane)[:3] == ("Attended the review", "1 of 2", "50.0 %")
    assert cells(pane)[4] == "counts as attending (PN1 to PN4) by the council’s setting."
    assert "The rule." in said(pane)


@pytest.mark.parametrize("size", [(1282, 696), (599, 696)])
def test_a_number_opens_whose_it_is_by_keyboard_and_escape_goes_back(
    qtbot: QtBot, pane: ParticipationPane, size: tuple[int, int]
) -> None:
    pane.window().resize(*size)
    settle()
    assert [*cut(pane), *nameless(pane)] == []
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is pane.reviews
    assert "Attended the review: 1 of 2, 50.0 %" in said(pane)
    assert LIVE in said(pane)
    assert [*cut(pane), *nameless(pane)] == []
    with qtbot.waitSignal(pane.review_opened) as opened:
        qtbot.keyClick(pane.reviews, Qt.Key.Key_Return)
    assert opened.args == ["r1"]
    qtbot.keyClick(pane.reviews, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is pane.table
    pane.left_out.setFocus()
    qtbot.keyClick(pane.left_out, Qt.Key.Key_Return)
    assert pane.reviews.keys() == ["r2"]


def test_for_publication_nobody_is_behind_a_number(qtbot: QtBot, pane: ParticipationPane, figures: Figures) -> None:
    pane.which.choose("publish")
    pane.refresh()
    assert figures.asked[-1] == (FIRST, TODAY, True)
    assert PUBLISHED in said(pane)
    assert cells(pane)[1] == "fewer than 6"
    assert cells(pane)[4] == ""
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is pane.table


def test_another_period_is_typed_and_one_that_is_none_is_refused_in_words(
    qtbot: QtBot, pane: ParticipationPane, figures: Figures
) -> None:
    pane.first.edit.setFocus()
    pane.first.edit.selectAll()
    qtbot.keyClicks(pane.first.edit, "1/9/2026")
    qtbot.waitUntil(lambda: figures.asked[-1] == (date(2026, 9, 1), TODAY, False))
    pane.first.edit.selectAll()
    qtbot.keyClicks(pane.first.edit, "1/9/2027")
    qtbot.waitUntil(lambda: "ends before it begins" in pane.message.words())
    where = {**pane.where(), "first": "2 May 2026", "whose": "attended"}
    pane.go_back(where)
    assert figures.asked[-1][0] == date(2026, 5, 2)
    assert not pane.message.isVisible()
    assert pane.reviews.isVisible()
