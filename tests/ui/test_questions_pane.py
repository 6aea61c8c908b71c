"""Questions are answered row by row, with the keyboard. The child is invented."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iro_desk.practice.views import QuestionRow
from iro_desk.ui.questions_pane import SHOWN_AT_ONCE, QuestionsPane
from iro_desk.ui.widgets import Button
from tests.ui.panes.help import nameless, said, settle

ANSWERS = (("yes", "It was the first"), ("no", "Earlier ones are missing"))


def rows(count: int) -> list[QuestionRow]:
    return [
        QuestionRow(f"first:{n}", "c1", "Zoë Pellow", "first", "Was the review of 5 May 2026 the first?", ANSWERS)
        for n in range(count)
    ]


def pane_of(qtbot: QtBot, count: int) -> QuestionsPane:
    pane = QuestionsPane()
    qtbot.addWidget(pane)
    pane.resize(1282, 696)
    pane.show()
    pane.show_rows(rows(count))
    settle()
    return pane


def test_an_answer_tells_child_question_and_answer(qtbot: QtBot) -> None:
    pane = pane_of(qtbot, 1)
    button = next(each for each in pane.findChildren(Button) if each.text().endswith("missing"))
    with qtbot.waitSignal(pane.answered) as told:
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert told.args == ["c1", "first:0", "no"]
    assert nameless(pane) == []


def test_a_child_opens_from_its_name(qtbot: QtBot) -> None:
    pane = pane_of(qtbot, 1)
    button = next(each for each in pane.findChildren(Button) if each.text() == "Zoë Pellow")
    with qtbot.waitSignal(pane.child_opened) as told:
        button.click()
    assert told.args == ["c1"]


def test_many_questions_are_counted_and_come_a_hundred_at_a_time(qtbot: QtBot) -> None:
    pane = pane_of(qtbot, 140)
    assert f"140 in all; the first {SHOWN_AT_ONCE} are shown" in said(pane)


def test_none_left_says_so(qtbot: QtBot) -> None:
    assert "Nothing waits for your answer." in said(pane_of(qtbot, 0))


def test_after_an_answer_the_focus_stays_in_the_list(qtbot: QtBot) -> None:
    pane = pane_of(qtbot, 3)
    first = next(each for each in pane.findChildren(Button) if each.text() == "It was the first")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    pane.show_rows(rows(2))
    settle()
    focused = pane.focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "It was the first"
