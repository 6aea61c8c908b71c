"""An exception in each pane: said in words, noted without a child's details, and the work goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import Refused
from iro_desk.practice.hidden import WORD
from iro_desk.ui import caseload_place, today_place
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.crash import CrashHandler
from iro_desk.ui.panes import answers
from iro_desk.ui.panes.child import TABS
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.today_place import TodayPlace
from iro_desk.ui.widgets import Dialog
from tests.ui.panes.help import said
from tests.ui.test_hidden_names import names, window, workspace

__all__ = ["window"]
CHILD = "PR0002"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "faults.log"


@pytest.fixture
def handler(window: MainWindow, log: Path, monkeypatch: pytest.MonkeyPatch) -> CrashHandler:
    """Installed as the program installs it."""
    for module in (sys, threading):
        monkeypatch.setattr(module, "excepthook", module.excepthook)
    made = CrashHandler(log, lambda: window)
    made.install()
    return made


def panes(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Every pane of every place that the desk has, with what a child's pages show; a new one is met by itself."""
    assert window.session is not None
    for each in window.session.places:
        window.go(each.key)
        place = window.pane(each.key)
        assert place is not None
        yield each.key, place
        if isinstance(place, CaseloadPlace):
            yield from of_a_child(window, place)
        for name in (name for kind in type(place).__mro__ for name, made in vars(kind).items() if is_made_late(made)):
            pane = getattr(place, name)
            stack = pane.parentWidget() if isinstance(pane, QWidget) else None
            if isinstance(stack, QStackedWidget):
                stack.setCurrentWidget(pane)
                yield f"{each.key} {name}", pane


def is_made_late(made: object) -> bool:
    """Whether it is a pane that its place makes when it is first gone to."""
    return isinstance(made, cached_property)


def of_a_child(window: MainWindow, place: CaseloadPlace) -> Iterator[tuple[str, QWidget]]:
    child = workspace(window).desk.find_child(CHILD)
    place.open_child(child)
    for tab, _ in TABS:
        place.child_pane.open_tab(tab)
        yield f"child {tab}", place.child_pane
    held = next(each for each in workspace(window).desk.child_file(child).reviews if each.state == "completed")
    place.open_review(held.id)
    for step in ("prepare", "meet", "write-up", "share"):
        place.review.open_step(step)
        yield f"review {step}", place.review


def break_in(pane: QWidget, words: str, qtbot: QtBot) -> Dialog:
    """The pane's own handler fails on a key, with a child's words in the error and in its frame; what is then said."""

    def fails(event: QKeyEvent) -> None:
        told_to_the_pane = f"{words} {event.key()}"
        raise KeyError(told_to_the_pane)

    window = pane.window()
    pane.keyPressEvent = fails  # type: ignore[method-assign]
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F24, Qt.KeyboardModifier.NoModifier)
    QApplication.postEvent(pane, key)  # As the window's own loop delivers it.
    qtbot.waitUntil(lambda: len(open_dialogs(window)) == 1)
    del pane.keyPressEvent
    return open_dialogs(window)[0]


def open_dialogs(window: QWidget) -> list[Dialog]:
    return [each for each in window.findChildren(Dialog) if each.isVisible()]


@pytest.mark.timeout(300)
def test_a_fault_in_any_pane_is_said_and_noted_without_a_name_and_the_pane_stays(
    window: MainWindow, log: Path, handler: CrashHandler, qtbot: QtBot
) -> None:
    known = names(window)
    broken: list[str] = []
    for name, pane in panes(window):
        before = window.place()
        dialog = break_in(pane, "Mia Pebblewick moved to Weymouth", qtbot)
        broken.append(name)
        assert dialog.accessibleName() == "Something in the program went wrong.", name
        dialog.buttons["on"].click()
        qtbot.waitUntil(lambda: not open_dialogs(window))
        assert pane.isVisible(), name
        assert window.place() == before, name
    assert {"today", "caseload", "diary", "trips", "insight", "settings", "desk", "about"} <= set(broken)
    assert {"review share", "caseload importing", "caseload questions", "trips plan"} <= set(broken), broken
    said = log.read_text(encoding="utf-8")
    assert said.count("KeyError") == len(broken)
    assert not known & set(WORD.findall(said))
    assert "Weymouth" not in said
    assert "in fails" in said


def test_the_work_goes_on_after_a_fault(window: MainWindow, handler: CrashHandler, qtbot: QtBot) -> None:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    dialog = break_in(place.caseload, "Toby", qtbot)
    dialog.buttons["on"].click()
    place.caseload.search.setText("toby")
    assert place.caseload.table.model().rowCount() == 1
    window.undo()
    assert isinstance(window.pane("caseload"), QWidget)


def test_a_fault_of_what_is_counted_beside_the_window_is_said(
    window: MainWindow, handler: CrashHandler, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyError("Toby")

    window.go("caseload")
    today, caseload = window.pane("today"), window.pane("caseload")
    assert isinstance(today, TodayPlace)
    assert isinstance(caseload, CaseloadPlace)
    ws = workspace(window)
    qtbot.waitUntil(lambda: not (ws.places_wanted or ws.drives_wanted or ws.legs_wanted), timeout=60_000)
    monkeypatch.setattr(today_place, "today_view", fails)
    monkeypatch.setattr(caseload_place, "caseload_view", fails)
    for count in (today._count_late, caseload._count_anew):
        count()
        qtbot.waitUntil(lambda: len(open_dialogs(window)) == 1, timeout=60_000)
        assert open_dialogs(window)[0].accessibleName() == "Something in the program went wrong."
        open_dialogs(window)[0].buttons["on"].click()
        qtbot.waitUntil(lambda: not open_dialogs(window))


def test_what_a_pane_looked_up_by_itself_and_did_not_get_is_said_at_the_foot(window: MainWindow) -> None:
    def look_up() -> None:
        raise Refused("The words could not be looked up.", safe="What you wrote is kept.")

    pane = window.pane("today")
    assert pane is not None
    assert window.notices is not None
    answers.ask(look_up, pane, lambda _: None)
    assert "The words could not be looked up. What you wrote is kept." in said(window.notices)
    assert not window.findChildren(Dialog), "nothing opens over what is being written"
