"""Ctrl+K in a real window: typed, moved with the arrows, gone to, closed, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.finder import FinderBox
from iro_desk.ui.settings_place import SettingsPlace
from iro_desk.ui.shell import MainWindow
from tests.ui.test_hidden_names import window, workspace

__all__ = ["window"]
CTRL = Qt.KeyboardModifier.ControlModifier


class Paintings(QObject):
    """Tells each time a widget is painted."""

    def __init__(self, of: QWidget, told: Callable[[], None]) -> None:
        super().__init__(of)
        self._told = told
        of.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._told()
        return False


def opened(window: MainWindow, qtbot: QtBot) -> FinderBox:
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    box = window._finder
    assert isinstance(box, FinderBox)
    assert QApplication.focusWidget() is box.edit
    return box


def test_a_child_is_gone_to_by_keyboard_alone(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, "lanternby")
    assert [row.title for row in box.rows()][:3] == ["Esme Lanternby", "Rufus Lanternby", "Toby Lanternby"]
    qtbot.keyClick(box.edit, Qt.Key.Key_Down)
    qtbot.keyClick(box.edit, Qt.Key.Key_Down)
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    assert place._child == workspace(window).desk.find_child("PR0002")
    assert window._finder is None
    table = place.caseload.table
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex())), "its row is in sight"


def test_words_in_the_text_arrive_beside_and_lead_to_their_child(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, "return interview")
    qtbot.waitUntil(lambda: any(row.kind == "text" for row in box.rows()))
    first = next(row for row in box.rows() if row.kind == "text")
    box._open(first.key)
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    assert place._child == first.child


def test_a_setting_and_an_action_are_found(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, "letterhead telephone")
    box.edit.setText("telephone on papers")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    settings = window.pane("settings")
    assert isinstance(settings, SettingsPlace)
    assert "elephone" in settings.pane.search.text()
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, "hide names")
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert workspace(window).names_hidden


def test_escape_and_the_same_keys_close_it_and_the_focus_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    place.caseload.search.setFocus()
    box = opened(window, qtbot)
    qtbot.keyClick(box.edit, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is place.caseload.search
    box = opened(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window._finder is None


def test_a_lock_takes_it_away(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    window.leave_desk()
    assert window._finder is None


def test_nothing_found_says_what_can_be_found(window: MainWindow, qtbot: QtBot) -> None:
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, "zzzz")
    qtbot.wait(100)
    assert box.rows() == []
    assert box._none.isVisible()


def test_a_key_is_painted_before_the_text_is_searched_and_the_box_does_not_shrink_in_between(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two threads of one interpreter hold one another up; and what lies behind a box that shrinks is painted again."""
    box = opened(window, qtbot)
    qtbot.keyClicks(box.edit, "m")
    told: list[str] = []
    Paintings(box.list.viewport(), lambda: told.append("painted"))
    search, tall = box._finding.search, box.height()
    monkeypatch.setattr(box._finding, "search", lambda words: (told.append("searched"), search(words))[1])
    qtbot.waitUntil(lambda: "painted" in told)
    told.clear()
    qtbot.keyClicks(box.edit, "z")
    assert (box.height(), box._none.isVisible(), told) == (tall, False, [])
    qtbot.waitUntil(lambda: "searched" in told)
    assert told[0] == "painted"
    qtbot.waitUntil(box._none.isVisible)
    assert box.height() < tall
