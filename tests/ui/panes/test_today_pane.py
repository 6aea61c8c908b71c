"""The Today pane in a real window: lines, keys, papers owed, half a screen."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iro_desk.practice.owed import OwedCell, OwedRow
from iro_desk.practice.today import Hour, TodayLine, TodaySection, TodayView
from iro_desk.ui.panes.owed import OwedSteps
from iro_desk.ui.panes.today import SHOWN_AT_ONCE, TodayPane, TodayRow
from iro_desk.ui.widgets import Button, Table

DAY = date(2026, 11, 23)


def line(number: int, key: str = "danger", mark: str = "late") -> TodayLine:
    return TodayLine(
        f"{key}:{number}", mark, f"{number} days late", f"Child {number}’s review", "Why.", DAY, "Open", "c"
    )


def owed() -> OwedRow:
    cells = (
        OwedCell("decisions", "Decisions sent", None, DAY, False, "soon", "By 23 November", False),
        OwedCell("record", "Record or letter done", None, DAY, False, "open", "By 23 November", True),
        OwedCell("uploaded", "Uploaded", None, None, True, "done", "Not needed", False),
    )
    filling = tuple(OwedCell(key, key, DAY, None, False, "done", "23 November", False) for key in "abcd")
    return OwedRow("r1", "c1", "Siân Ŵyn", DAY, (*cells, *filling), "soon", "Decisions sent: by 23 November", DAY)


def view(lines: int = 8) -> TodayView:
    return TodayView(
        DAY,
        True,
        "Monday 23 November",
        "Eight are late.",
        (TodaySection("danger", "Reviews in danger", tuple(line(n) for n in range(lines))),),
        (owed(),),
        (Hour(DAY, "15:45", "Siân, review", "At home.", "r2", "c1"),),
        66,
        (50, 70),
        "children, in the band of 50 to 70",
        8,
    )


@pytest.fixture
def pane(qtbot: QtBot) -> TodayPane:
    made = TodayPane()
    qtbot.addWidget(made)
    made.resize(1282, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_view(view())
    return made


def test_a_line_is_a_sentence_and_enter_does_what_it_says(pane: TodayPane, qtbot: QtBot) -> None:
    assert len(pane.rows()) == SHOWN_AT_ONCE
    first = pane.rows()[0]
    assert first.accessibleName() == "0 days late. Child 0’s review. Why. Mon 23 November. Open"
    with qtbot.waitSignal(pane.acted) as told:
        qtbot.keyClick(first, Qt.Key.Key_Return)
    assert told.args[0].key == "danger:0"
    with qtbot.waitSignal(pane.acted):
        qtbot.mouseClick(pane.rows()[3], Qt.MouseButton.LeftButton)


def test_show_all_shows_all_and_stays_so_when_the_desk_changes(pane: TodayPane, qtbot: QtBot) -> None:
    (more,) = [each for each in pane.findChildren(Button) if each.accessibleName() == "Show all 8"]
    more.click()
    assert len(pane.rows()) == 8
    pane.show_view(view())
    assert len(pane.rows()) == 8


def test_the_focus_stays_on_its_line_when_the_view_is_shown_again(pane: TodayPane, qtbot: QtBot) -> None:
    pane.rows()[2].setFocus()
    pane.show_view(view())
    focused = pane.focusWidget()
    assert isinstance(focused, TodayRow)
    assert focused.shown.key == "danger:2"


def test_papers_owed_have_a_cell_a_step_and_on_half_a_screen_the_next_one_alone(pane: TodayPane, qtbot: QtBot) -> None:
    def table() -> Table:
        return pane.findChildren(Table)[-1]

    assert table().model().columnCount() == 8
    with qtbot.waitSignal(pane.owed_opened) as told:
        table().setCurrentIndex(table().model().index(0, 0))
        qtbot.keyClick(table(), Qt.Key.Key_Return)
    assert told.args == ["r1"]
    pane.resize(683, 700)
    qtbot.waitUntil(lambda: table().model().columnCount() == 2)
    assert not pane._side.isVisible()
    qtbot.waitUntil(pane._gauge.isVisible)
    pane.resize(1282, 700)
    qtbot.waitUntil(lambda: table().model().columnCount() == 8)
    qtbot.waitUntil(pane._gauge.isVisible)


def test_the_steps_of_one_review_are_settled_by_their_verbs(qtbot: QtBot) -> None:
    steps = OwedSteps(owed(), DAY)
    qtbot.addWidget(steps)
    steps.show()
    verbs = {each.accessibleName(): each for each in steps.findChildren(Button)}
    assert "Decisions sent: done today" in verbs
    assert not any(name.startswith("Record") for name in verbs)
    with qtbot.waitSignal(steps.settled) as told:
        verbs["Decisions sent: done today"].click()
    assert told.args == ["decisions", DAY, False]
    with qtbot.waitSignal(steps.settled) as told:
        verbs["Decisions sent: not needed"].click()
    assert told.args == ["decisions", None, True]
    with qtbot.waitSignal(steps.settled) as told:
        verbs["Uploaded: open again"].click()
    assert told.args == ["uploaded", None, False]
    with qtbot.waitSignal(steps.review_asked):
        verbs["Open the review"].click()


def test_an_empty_day_says_what_belongs_here(qtbot: QtBot) -> None:
    made = TodayPane()
    qtbot.addWidget(made)
    made.show_view(
        TodayView(DAY, False, "Monday 23 November", "Nothing is late.", (), (), (), 0, (50, 70), "children", 0)
    )
    assert made.rows() == []
