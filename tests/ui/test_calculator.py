"""The calculator's window: without a desk, by keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.ui.app import DeskApp
from iro_desk.ui.calculator import Calculator, MomentField
from iro_desk.ui.door import DeskDoor, Doorkeeper
from iro_desk.ui.unlock import UnlockScreen
from iro_desk.ui.widgets import Button, DateField, Field
from tests.soak import surfaces
from tests.ui.panes.help import cut, nameless, said, settle

TODAY = date(2026, 11, 23)


@pytest.fixture
def calculator(qtbot: QtBot) -> Calculator:
    made = Calculator(TODAY)
    qtbot.addWidget(made)
    made.open_it()
    settle()
    return made


def test_a_rule_is_chosen_by_its_name_and_its_days_typed(qtbot: QtBot, calculator: Calculator) -> None:
    qtbot.keyClicks(calculator.rule.combo, "Decisions")
    assert calculator.rule.value() == "record.decisions"
    assert "Needed still: review completed" in said(calculator)
    field = calculator.field("review_completed")
    assert isinstance(field, DateField)
    field.edit.setFocus()
    qtbot.keyClicks(field.edit, "23/11")
    settle()
    assert "Decisions sent: Monday 30 November 2026" in said(calculator)
    assert "IRO Handbook 2010" in said(calculator)
    qtbot.mouseClick(calculator.copy, Qt.MouseButton.LeftButton)
    assert "Monday 30 November" in QGuiApplication.clipboard().text()
    assert nameless(calculator) == []
    assert list(cut(calculator)) == []


def test_hours_are_counted_through_the_change_of_the_clocks(calculator: Calculator) -> None:
    calculator.choose("missing.return_interview")
    field = calculator.field("returned")
    assert isinstance(field, MomentField)
    field.day.set_value("24 October 2026")
    field.hour.set_value("22:00")
    field.hour.changed.emit()
    settle()
    assert "Tuesday 27 October 2026" in said(calculator)
    assert "21:00" in said(calculator)


def test_what_does_not_fit_is_said_in_words(calculator: Calculator) -> None:
    calculator.choose("review.midpoint")
    for key, day in (("previous_review", "23 November 2026"), ("next_due", "3 November 2026")):
        field = calculator.field(key)
        assert isinstance(field, Field)
        field.set_value(day)
        field.changed.emit()
    settle()
    assert "Check both dates." in said(calculator)


def test_every_rule_can_be_chosen_and_answers_or_asks(calculator: Calculator) -> None:
    for at in range(calculator.rule.combo.count()):
        calculator.rule.combo.setCurrentIndex(at)
        assert "Needed still" in said(calculator)


def test_esc_closes_it(qtbot: QtBot, calculator: Calculator) -> None:
    qtbot.keyClick(calculator, Qt.Key.Key_Escape)
    assert not calculator.isVisible()


def test_the_unlock_screen_asks_for_it(qtbot: QtBot, door: DeskDoor, keeper: Doorkeeper) -> None:
    screen = UnlockScreen(door, keeper, Path("own.irodesk"))
    qtbot.addWidget(screen)
    screen.show()
    button = next(each for each in screen.findChildren(Button) if each.text().endswith("without a desk"))
    with qtbot.waitSignal(screen.calculator):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_key_opens_it_before_any_desk(qtbot: QtBot, door: DeskDoor, tmp_path: Path) -> None:
    def no_session(*_: Any) -> Any:
        raise AssertionError("no desk is opened")

    app = DeskApp(door, no_session, data_folder=tmp_path / "data")
    qtbot.addWidget(app.window)
    app.show_welcome()
    app.window.show()
    app.window.activateWindow()
    surfaces.to_the_front(app, qtbot)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(app.window, Qt.Key.Key_D, both)
    settle()
    opened = [each for each in QApplication.topLevelWidgets() if isinstance(each, Calculator) and each.isVisible()]
    assert len(opened) == 1
    app.window.close()
    assert not opened[0].isVisible()
