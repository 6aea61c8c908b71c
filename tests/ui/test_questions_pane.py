"""Questions are answered row by row or all of a kind, with the keyboard. The child is invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iro_desk.casework import Child, CouncilNumber, Episode, Review
from iro_desk.desk import Desk
from iro_desk.practice import opening
from iro_desk.practice.views import QuestionRow
from iro_desk.ui import start
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.door import Opened
from iro_desk.ui.panes.question_line import QuestionLine
from iro_desk.ui.questions_pane import SHOWN_AT_ONCE, QuestionsPane
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets import Button, ComboField, DateField, Toast
from tests.conftest import PASSPHRASE
from tests.ui.panes.help import cut, nameless, said, settle

TODAY = date(2026, 11, 23)
ANSWERS = (("yes", "It was the first"), ("no", "Earlier ones are missing"))
TITLE = "Was the first review known the first?"


def rows(count: int) -> list[QuestionRow]:
    words = "Was the review of 5 May 2026 the first?"
    return [
        QuestionRow(f"first:{n}", f"c{n}", "Zoë Pellow", "first", words, ANSWERS, title=TITLE) for n in range(count)
    ]


def shown(qtbot: QtBot, questions: list[QuestionRow]) -> QuestionsPane:
    pane = QuestionsPane(TODAY)
    qtbot.addWidget(pane)
    pane.resize(1282, 696)
    pane.show()
    pane.show_rows(questions)
    settle()
    return pane


def pane_of(qtbot: QtBot, count: int) -> QuestionsPane:
    return shown(qtbot, rows(count))


def button_of(pane: QuestionsPane, words: str) -> Button:
    return next(each for each in pane.findChildren(Button) if words in each.text() and each.isVisible())


def test_an_answer_tells_child_question_and_answer(qtbot: QtBot) -> None:
    pane = pane_of(qtbot, 1)
    with qtbot.waitSignal(pane.answered) as told:
        qtbot.keyClick(button_of(pane, "missing"), Qt.Key.Key_Return)
    assert told.args == ["c0", "first:0", "no", ""]
    assert nameless(pane) == []


def test_all_of_a_kind_are_answered_at_once(qtbot: QtBot) -> None:
    pane = pane_of(qtbot, 3)
    with qtbot.waitSignal(pane.all_answered) as told:
        qtbot.keyClick(button_of(pane, "All 3: earlier ones are missing"), Qt.Key.Key_Return)
    assert told.args == [[(f"c{n}", f"first:{n}", "no") for n in range(3)]]
    qtbot.waitUntil(lambda: list(cut(pane)) == [])


def test_a_day_is_typed_where_a_day_is_the_answer(qtbot: QtBot) -> None:
    question = QuestionRow("k", "c", "Zoë Pellow", "no review known", "None is known.", (), asks_for="Day it was held")
    pane = shown(qtbot, [question])
    qtbot.keyClick(button_of(pane, "Day it was held"), Qt.Key.Key_Return)
    field = pane.findChild(DateField)
    assert field is not None
    qtbot.keyClicks(field.edit, "31 february")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert "February has no day 31" in field.under()
    field.edit.clear()
    qtbot.keyClicks(field.edit, "1/7/2026")
    with qtbot.waitSignal(pane.answered) as told:
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert told.args == ["c", "k", "2026-07-01", ""]


def test_a_longer_list_is_chosen_from(qtbot: QtBot) -> None:
    choices = (("C2", "Care order"), ("V2", "Section 20"))
    question = QuestionRow("k", "c", "Zoë Pellow", "legal status not known", "Not known.", (), choices=choices)
    pane = shown(qtbot, [question])
    qtbot.mouseClick(button_of(pane, "Choose"), Qt.MouseButton.LeftButton)
    field = pane.findChild(ComboField)
    assert field is not None
    field.combo.choose("V2")
    with qtbot.waitSignal(pane.answered) as told:
        qtbot.mouseClick(button_of(pane, "Keep this"), Qt.MouseButton.LeftButton)
    assert told.args[2] == "V2"


def test_a_decision_needs_its_reason_and_is_not_made_for_all(qtbot: QtBot) -> None:
    question = QuestionRow("k", "c", "Zoë Pellow", "bring forward", "Moved.", ANSWERS, title="T", because="Because")
    pane = shown(qtbot, [question, question])
    assert not any("All 2" in each.text() for each in pane.findChildren(Button) if each.isVisible())
    line = pane.findChild(QuestionLine)
    assert line is not None
    assert line.reason is not None
    qtbot.mouseClick(button_of(pane, "It was the first"), Qt.MouseButton.LeftButton)
    assert "Say why" in line.reason.under()
    line.reason.set_value("The new home is far away.")
    with qtbot.waitSignal(pane.answered) as told:
        qtbot.mouseClick(button_of(pane, "It was the first"), Qt.MouseButton.LeftButton)
    assert told.args == ["c", "k", "yes", "The new home is far away."]


def test_a_child_opens_from_its_name(qtbot: QtBot) -> None:
    pane = pane_of(qtbot, 1)
    with qtbot.waitSignal(pane.child_opened) as told:
        button_of(pane, "Zoë Pellow").click()
    assert told.args == ["c0"]


def test_many_questions_are_counted_and_come_some_at_a_time(qtbot: QtBot) -> None:
    pane = pane_of(qtbot, SHOWN_AT_ONCE + 5)
    assert f"{SHOWN_AT_ONCE + 5} in all; the first {SHOWN_AT_ONCE} are shown" in said(pane)
    button_of(pane, "Show 5 more").click()
    settle()
    assert len([each for each in pane.findChildren(QuestionLine) if each.isVisible()]) == SHOWN_AT_ONCE + 5


def test_what_was_not_recorded_stands_apart(qtbot: QtBot) -> None:
    pane = QuestionsPane(TODAY)
    qtbot.addWidget(pane)
    pane.resize(1282, 696)
    pane.show()
    pane.show_rows([], rows(2))
    settle()
    assert "Nothing waits for your answer." in said(pane)
    pane.chips.chose.emit("not recorded")
    settle()
    assert "2 in all" in said(pane)


def test_none_left_says_so(qtbot: QtBot) -> None:
    assert "Nothing waits for your answer." in said(pane_of(qtbot, 0))


def test_after_an_answer_the_focus_stays_in_the_list(qtbot: QtBot) -> None:
    pane = pane_of(qtbot, 3)
    pane.activateWindow()
    first = button_of(pane, "It was the first")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(first.hasFocus)
    pane.show_rows(rows(2))
    buttons = lambda: [each.text() for each in pane.findChildren(Button) if each.hasFocus()]  # noqa: E731
    qtbot.waitUntil(lambda: buttons() == ["It was the first"])


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, desk_folder: Path, data_folder: Path) -> Iterator[MainWindow]:
    """The whole window on a desk with three children whose earlier reviews the file does not hold."""

    def save(change: Any) -> None:
        for number in range(3):
            child = f"c{number}"
            change.save(Child(child, first_name=f"Number {number}", date_of_birth=date(2013, 4, 5)))
            change.save(CouncilNumber(f"n{number}", child, f"90000{number}", "council"))
            change.save(Episode(f"e{number}", child, date(2024, 3, 4), "S", "C2", placement="U6"))
            day = date(2026, 8, 25)
            change.save(Review(f"r{number}", child, state="completed", held_on=day, completed_on=day, imported="{}"))

    from iro_desk.desk import Office
    from iro_desk.practice.workspace import Workspace

    Workspace(desk, Office(desk, runner="now"), TODAY).do("Added", save).result()
    desk.close()
    ws = opening.open_desk(desk_folder, PASSPHRASE, today=TODAY, now=start.moment, runner="now", data=data_folder)
    made = MainWindow()
    qtbot.addWidget(made)
    session = start.session_of(TODAY, Opened(ws, desk_folder), made)
    made.resize(1366, 768)
    made.show_desk(session)
    made.show()
    yield made
    made.leave_desk()
    session.lock()


def test_an_answer_moves_the_clock_says_so_and_one_undo_takes_all_of_them_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    place.open_questions()
    settle()
    pane = place.questions
    qtbot.mouseClick(button_of(pane, "Earlier reviews are missing"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(pane.findChildren(QuestionLine)) == 2)
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast.accessibleName() == "Answered. Review by 25 February 2027"
    window.undo()
    qtbot.waitUntil(lambda: len(pane.findChildren(QuestionLine)) == 3)
    qtbot.mouseClick(button_of(pane, "All 3: it was the first review"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.findChildren(QuestionLine) == [])
    window.undo()
    qtbot.waitUntil(lambda: len(pane.findChildren(QuestionLine)) == 3)
