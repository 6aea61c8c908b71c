"""Settings, About and the calculator are reached by key and by the menu, from a whole window on a real desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iro_desk.desk import Desk
from iro_desk.practice import opening
from iro_desk.ui import start
from iro_desk.ui.about import AboutPane
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.door import Opened
from iro_desk.ui.settings_place import SettingsPlace
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.today_place import TodayPlace
from iro_desk.ui.widgets import Dialog, Toast
from tests.conftest import PASSPHRASE
from tests.ui.panes.help import said, settle

TODAY = date(2026, 11, 23)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, desk_folder: Path, data_folder: Path) -> Iterator[MainWindow]:
    desk.close()
    ws = opening.open_desk(desk_folder, PASSPHRASE, today=TODAY, now=start.moment, runner="now", data=data_folder)
    made = MainWindow()
    qtbot.addWidget(made)
    session = start.session_of(TODAY, Opened(ws, desk_folder), made)
    made.resize(1366, 768)
    made.show_desk(session)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.leave_desk()
    session.lock()


def test_ctrl_comma_opens_the_settings_with_the_keyboard_in_the_search(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    place = window.pane("settings")
    assert isinstance(place, SettingsPlace)
    assert window.place() == "settings"
    qtbot.waitUntil(place.pane.search.hasFocus)
    assert window.rail is not None
    assert not any(button.isChecked() for button in window.rail.places.values())


def test_my_day_is_led_to_from_today_and_stands_on_paper(qtbot: QtBot, window: MainWindow) -> None:
    window.go("today")
    today = window.pane("today")
    assert isinstance(today, TodayPlace)
    assert not today.pane.on_paper.isVisible(), "a desk without children has no day"
    today.pane.on_paper.click()
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    qtbot.waitUntil(lambda: place.shelf.preview.title().startswith("My day"), timeout=10_000)


def test_the_menu_leads_to_settings_calculator_and_about(qtbot: QtBot, window: MainWindow) -> None:
    words = [action.text() for action in window.more_menu().actions()]
    assert {"Settings", "Work out a date", "About IRO Desk"} <= set(words)
    window.commands["about"].trigger()
    assert isinstance(window.pane("about"), AboutPane)
    with qtbot.waitSignal(window.calculator_wanted):
        window.commands["calculator"].trigger()


def test_a_file_is_checked_from_the_menu_with_no_paper_open(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    assert "Check a paper" in [action.text() for action in window.more_menu().actions()]
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.7 of somebody else")
    window.check_paper(str(other))
    qtbot.waitUntil(lambda: any("other.pdf:" in said(each) for each in window.findChildren(Dialog)))
    window.check_paper(str(tmp_path / "none.pdf"))
    qtbot.waitUntil(lambda: "could not be read" in said(window))


def test_a_setting_changed_in_the_window_is_told_with_undo_and_one_undo_puts_it_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.go_aside("settings")
    place = window.pane("settings")
    assert isinstance(place, SettingsPlace)
    line = place.pane.line("decisions_days")
    line.field.set_value("7")
    line.keep()
    qtbot.waitUntil(lambda: "Usual: 5" in said(line))
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast.accessibleName() == "Changed: Working days for the decisions"
    window.undo()
    qtbot.waitUntil(lambda: line.field.value() == "5")


def test_before_a_desk_neither_is_reached(qtbot: QtBot, window: MainWindow) -> None:
    window.leave_desk()
    window.commands["settings"].trigger()
    settle()
    assert window.place() == ""
