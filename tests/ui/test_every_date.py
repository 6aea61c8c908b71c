"""Every date on the Child page answers a click and Enter; a day to hold the review is tried before it is booked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iro_desk.practice import fact_forms, history, signing
from iro_desk.practice.child import child_view
from iro_desk.practice.opening import close_desk
from iro_desk.practice.review_view import review_view
from iro_desk.ui import theme
from iro_desk.ui.focus import FocusWatch
from iro_desk.ui.panes import BookReview, ChildPane, Why
from iro_desk.ui.panes.child import TABS
from iro_desk.ui.panes.what_if import WhatIf
from iro_desk.ui.review.pane import ReviewPane
from iro_desk.ui.widgets import Button, FactButton, Popover, Table, WindowBar
from iro_desk.ui.wiring import DeskActions
from tests.conftest import PracticeDesks
from tests.ui.panes.help import cut, only, said, settle

A_DAY = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
PROSE = {"Decision", "In your words", "Name", "Review sooner?"}
"""Columns that hold what people wrote."""


@pytest.fixture(scope="module")
def actions(tmp_path_factory: pytest.TempPathFactory, practice_desk: PracticeDesks) -> Iterator[DeskActions]:
    ws = practice_desk.opened(tmp_path_factory.mktemp("dates"), children=30)
    actions = DeskActions(ws)
    yield actions
    actions.close()
    close_desk(ws)


def page_of(qtbot: QtBot, actions: DeskActions, number: str) -> ChildPane:
    FocusWatch.keyboard = True
    pane = ChildPane(actions)
    qtbot.addWidget(pane)
    pane.resize(858, 696)
    pane.show_view(child_view(actions.ws, actions.ws.desk.find_child(number)))
    pane.show()
    settle()
    return pane


def explained(pane: QWidget) -> str:
    """What the open explanation says; it is closed again."""
    why = only(pane, Why)
    words = said(why)
    for popover in pane.window().findChildren(Popover):
        popover.close_it()
    settle()
    return words


def days_in(table: Table) -> list[QModelIndex]:
    """The cells in which a day stands."""
    model = table.model()
    found = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return [
        index for index in found if A_DAY.search(str(index.data())) and table.columns[index.column()].title not in PROSE
    ]


@pytest.mark.parametrize("number", ["PR0002", "PR0005"])
def test_every_date_in_every_table_answers_a_click_and_enter(qtbot: QtBot, actions: DeskActions, number: str) -> None:
    pane = page_of(qtbot, actions, number)
    for key, _ in TABS:
        pane.open_tab(key)
        page = pane.page(key)
        if key == "overview":
            page.show_table()
        settle()
        asked = 0
        tables = [table for table in page.findChildren(Table) if table.isVisible()]
        for table in tables:
            for index in days_in(table)[:6]:
                if table is getattr(page, "clocks", None):
                    if index.column() != 2:
                        continue
                    table.setCurrentIndex(index)
                else:
                    assert table.day_at(index) is not None, (key, table.accessibleName(), index.data())
                    at = table.visualRect(index).center()
                    table.scrollTo(index)
                    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
                    assert "Why" in explained(pane)
                    asked += 1
                table.setFocus()
                qtbot.keyClick(table, Qt.Key.Key_Return)
                assert "Why" in explained(pane)
        assert asked or key == "papers", key  # None is finalised here; they have a test of their own.


def test_the_days_of_the_header_answer_a_click_and_enter(qtbot: QtBot, actions: DeskActions) -> None:
    pane = page_of(qtbot, actions, "PR0009")
    facts = pane.head.findChildren(FactButton)
    assert [button.text() for button in facts if A_DAY.search(button.text())] == [button.text() for button in facts]
    assert len(facts) >= 2
    shown = {words for _, words in child_view(actions.ws, actions.ws.desk.find_child("PR0009")).facts}
    assert {words for words in shown if A_DAY.search(words)} == {button.text() for button in facts}
    for button in facts:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert "It stands as it was left on" in explained(pane)
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Return)
        assert "Why" in explained(pane)


def test_the_days_of_finalised_papers_answer(qtbot: QtBot, actions: DeskActions) -> None:
    child = actions.ws.desk.child_file(actions.ws.desk.find_child("PR0001"))
    signing.sign(actions.ws, next(each.id for each in child.reviews if each.state == "completed")).result()
    pane = page_of(qtbot, actions, "PR0001")
    pane.open_tab("papers")
    settle()
    table = pane.page("papers").table
    days = days_in(table)
    assert len(days) == table.model().rowCount() > 3
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(days[0]).center())
    assert "Finalised on Monday 23 November" in explained(pane)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert "Why" in explained(pane)


def test_a_moment_of_the_history_says_when_it_was_written_and_what_it_changed(
    qtbot: QtBot, actions: DeskActions
) -> None:
    child = actions.ws.desk.find_child("PR0009")
    event = actions.something_changed(
        child, "family", {"happened_on": date(2026, 11, 20), "words": "Gran moved to Poole."}
    ).result()
    fact_forms.save_fact(actions.ws, "event", child, event, {"words": "Gran moved to Swanage."}).result()
    pane = page_of(qtbot, actions, "PR0009")
    pane.open_tab("history")
    settle()
    table = pane.page("history").table
    newest = actions.ws.desk.history(child)[0]
    moment = table.model().index(0, 0)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(moment).center())
    words = explained(pane)
    assert f"{newest.words}. Kept as change {newest.n} on " in words
    assert "Event changed: Words was “Gran moved to Poole.”, is now “Gran moved to Swanage.”." in words
    table.setCurrentIndex(table.model().index(1, table.home()))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    words = explained(pane)
    assert "added" in words
    assert "Happened on “Friday 20 November 2026”" in words
    history.undo(actions.ws).result()
    pane.show_view(child_view(actions.ws, child))
    qtbot.keyClick(table, Qt.Key.Key_Home)
    table.setCurrentIndex(table.model().index(0, table.home()))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert f"It takes back change {newest.n} of " in explained(pane)


def test_the_days_of_the_review_page_answer(qtbot: QtBot, actions: DeskActions) -> None:
    child = actions.ws.desk.child_file(actions.ws.desk.find_child("PR0002"))
    review = next(each for each in child.reviews if each.state == "completed")
    pane = ReviewPane(actions, actions.ws.today)
    qtbot.addWidget(pane)
    pane.resize(1280, 700)
    pane.show_view(review_view(actions.ws, review.id))
    pane.open_step("prepare")
    pane.show()
    settle()
    shown = [button for button in pane.findChildren(FactButton) if button.isVisible() and A_DAY.search(button.text())]
    assert "Wednesday 18 November" in [button.text() for button in shown]
    assert len(shown) >= 3, "the day of the review, and those of the last decisions"
    for button in shown[:4]:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert "Why" in explained(pane)
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Return)
        assert "Why" in explained(pane)
    bar = next(each for each in pane.findChildren(WindowBar) if each.isVisible())
    assert "held 18 November" in bar.accessibleDescription()


def test_the_left_arrow_goes_to_a_day_of_the_row_and_the_right_one_back(qtbot: QtBot, actions: DeskActions) -> None:
    pane = page_of(qtbot, actions, "PR0002")
    pane.open_tab("reviews")
    table = pane.page("reviews").table
    table.setFocus()
    with qtbot.waitSignal(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert "Why 4 May 2027?" in explained(pane)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    words = explained(pane)
    assert "Why 18 November?" in words
    assert "Held on Wednesday 18 November: in time." in words
    assert "regulation 33(2)" in words
    qtbot.keyClick(table, Qt.Key.Key_Left)
    with qtbot.waitSignal(table.opened):
        qtbot.keyClick(table, Qt.Key.Key_Return)


def test_the_review_due_on_christmas_day_reads_as_its_story_tells(qtbot: QtBot, actions: DeskActions) -> None:
    pane = page_of(qtbot, actions, "PR0009")
    bar = only(pane, WindowBar)
    bar.setFocus()
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    words = explained(pane)
    assert "Why 24 December?" in words
    assert "Friday 25 December 2026" in words
    assert "Christmas Day" in words
    assert "Thursday 24 December 2026" in words
    row = next(clock for clock in pane.page("overview")._view.clocks if clock.rule_id == "review.later")
    assert (row.legal_limit, row.last_working_day) == (date(2026, 12, 25), date(2026, 12, 24))
    assert date(2026, 12, 25) in row.closed


def test_a_child_with_two_adoption_clocks_reads_as_its_story_tells(qtbot: QtBot, actions: DeskActions) -> None:
    pane = page_of(qtbot, actions, "PR0011")
    clocks = pane.page("overview").clocks
    table = {
        str(clocks.model().index(row, 1).data()): str(clocks.model().index(row, 2).data())
        for row in range(clocks.model().rowCount())
    }
    assert table["First adoption review before a child is placed"].endswith("Fri 27 November")
    assert table["Next review"].endswith("Thu 31 December")
    assert table["One meeting for the looked-after and the adoption clock"].endswith("Fri 27 November")


def test_a_day_is_tried_in_the_explanation_and_the_dates_that_follow_are_shown(
    qtbot: QtBot, actions: DeskActions
) -> None:
    pane = page_of(qtbot, actions, "PR0011")
    view = pane.page("overview")._view
    number = next(n for n, clock in enumerate(view.clocks) if clock.rule_id == "adoption.authorised.first")
    before = actions.ws.desk.history()
    pane.page("overview")._why(str(number))
    why = only(pane, Why)
    button = next(each for each in why.findChildren(Button) if "placed on" in each.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    placed = next(each for each in why.findChildren(WhatIf) if each.isVisible())
    qtbot.keyClicks(placed.day.edit, "14 dec 2026")
    settle()
    words = said(placed)
    assert "First review after placing for adoption" in words
    assert "by Monday 11 January 2027" in words
    assert "Next review\n" not in words
    assert list(cut(why)) == []
    assert actions.ws.desk.history() == before


def test_a_booking_shows_what_would_follow_before_it_is_made(qtbot: QtBot, actions: DeskActions) -> None:
    pane = page_of(qtbot, actions, "PR0018")
    pane.ask_booking()
    dialog = only(pane, BookReview)
    dialog.form.part("day").edit.clear()
    dialog.form.part("day").changed.emit()
    assert not dialog.follows.isVisible()
    dialog.form.part("day").setFocus()
    qtbot.keyClicks(dialog.form.part("day").edit, "1 december 2026")
    settle()
    assert dialog.follows.isVisible()
    assert "If it is held that day" in dialog.follows.said()
    assert "by Tuesday 1 June 2027" in dialog.follows.said()
    dialog.reject()


def test_at_the_largest_size_the_folded_rows_open_by_click_and_say_why_by_the_left_arrow(
    qtbot: QtBot, actions: DeskActions
) -> None:
    theme.apply("light", 150)
    try:
        pane = page_of(qtbot, actions, "PR0002")
        pane.open_tab("reviews")
        settle()
        table = pane.page("reviews").table
        assert table.isColumnHidden(1)
        with qtbot.waitSignal(table.opened):
            where = table.visualRect(table.model().index(1, 0)).center()
            qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        table.setFocus()
        qtbot.keyClick(table, Qt.Key.Key_Left)
        qtbot.keyClick(table, Qt.Key.Key_Return)
        assert "Why" in explained(pane)
    finally:
        theme.apply("light", 100)
