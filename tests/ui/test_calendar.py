"""A date field drops a calendar down that works by keyboard and by mouse."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.ui.widgets import Calendar, DateField
from iro_desk.ui.widgets.calendar import CELL, HEAD
from tests.ui.panes.help import nameless, settle

TODAY = date(2026, 11, 23)


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    made = DateField("Held on", TODAY, day=date(2027, 1, 31))
    qtbot.addWidget(made)
    made.show()
    made.edit.setFocus()
    settle()
    return made


def calendar() -> Calendar:
    found = QApplication.activePopupWidget()
    assert isinstance(found, Calendar)
    return found


def test_alt_down_opens_it_at_the_day_typed_and_enter_takes_another(qtbot: QtBot, field: DateField) -> None:
    qtbot.keyClick(field.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = calendar().month
    assert month.day == date(2027, 1, 31)
    qtbot.keyClick(month, Qt.Key.Key_PageDown)
    assert month.day == date(2027, 2, 28)
    qtbot.keyClick(month, Qt.Key.Key_Up)
    qtbot.keyClick(month, Qt.Key.Key_Right)
    assert month.accessibleName() == "Monday 22 February 2027"
    with qtbot.waitSignal(field.changed):
        qtbot.keyClick(month, Qt.Key.Key_Return)
    assert field.day() == date(2027, 2, 22)
    assert field.value() == "22 February 2027"
    assert field.under() == "Monday 22 February 2027"
    assert QApplication.activePopupWidget() is None


def test_home_is_today_shift_and_page_a_year_and_esc_leaves_the_day(qtbot: QtBot, field: DateField) -> None:
    field.open_calendar()
    opened = calendar()
    assert nameless(opened) == []
    qtbot.keyClick(opened.month, Qt.Key.Key_Home)
    assert opened.month.day == TODAY
    qtbot.keyClick(opened.month, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ShiftModifier)
    assert opened.month.day == date(2025, 11, 23)
    qtbot.keyClick(opened.month, Qt.Key.Key_Escape)
    settle()
    assert field.day() == date(2027, 1, 31)


def test_a_day_is_taken_with_the_mouse(qtbot: QtBot, field: DateField) -> None:
    field.set_day(None)
    field.open_calendar()
    month = calendar().month
    # 23 November 2026 is the Monday of the fifth week shown: the month begins on a Sunday.
    qtbot.mouseClick(month, Qt.MouseButton.LeftButton, pos=QPoint(CELL * 2 + 5, HEAD + CELL * 4 + 5))
    assert field.day() == date(2026, 11, 25)


def test_a_field_that_is_closed_drops_nothing(field: DateField) -> None:
    field.edit.setEnabled(False)
    field.open_calendar()
    assert QApplication.activePopupWidget() is None
