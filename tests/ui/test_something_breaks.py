"""An exception in each pane: said in words, noted without a child's details, and the work goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iro_desk.practice.hidden import WORD
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.crash import CrashHandler
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets import Dialog
from tests.ui.test_hidden_names import go_everywhere, names, window

__all__ = ["window"]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "faults.log"


@pytest.fixture
def handler(window: MainWindow, log: Path) -> CrashHandler:
    return CrashHandler(log, lambda: window)


def fails_with(words: str) -> None:
    child_of_the_fault = words  # a local that holds a name, as every frame of a pane does
    raise KeyError(child_of_the_fault)


def test_a_fault_in_any_pane_is_said_and_noted_without_a_name(
    window: MainWindow, log: Path, handler: CrashHandler, qtbot: QtBot
) -> None:
    known = names(window)
    panes = 0
    for pane in go_everywhere(window):
        panes += 1
        try:
            fails_with("Mia Pebblewick moved to Weymouth")
        except KeyError as error:
            handler.take(type(error), error, error.__traceback__)
        dialogs = [each for each in window.findChildren(Dialog) if each.isVisible()]
        assert len(dialogs) == 1, pane
        assert dialogs[0].accessibleName() == "Something in the program went wrong."
        dialogs[0].buttons["on"].click()
        qtbot.waitUntil(lambda: not any(each.isVisible() for each in window.findChildren(Dialog)))
    said = log.read_text(encoding="utf-8")
    assert said.count("KeyError") == panes
    assert not known & set(WORD.findall(said))
    assert "fails_with" in said


def test_the_work_goes_on_after_a_fault(window: MainWindow, qtbot: QtBot) -> None:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    with qtbot.captureExceptions():
        QTimer.singleShot(0, place, lambda: fails_with("Toby"))
        qtbot.wait(50)
    for dialog in window.findChildren(Dialog):
        dialog.buttons["on"].click()
    place.caseload.search.setText("toby")
    assert place.caseload.table.model().rowCount() == 1
    assert isinstance(window.pane("caseload"), QWidget)
