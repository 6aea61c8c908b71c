"""F9 in a real window: every pane is made anew with initials, nothing is typed, and the names come back in place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import Child, Person
from iro_desk.practice import opening
from iro_desk.practice.hidden import name_words
from iro_desk.ui import start
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.shell import MainWindow
from tests.conftest import PASSPHRASE, PracticeDesks


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, practice_desk: PracticeDesks) -> Iterator[MainWindow]:
    folder = practice_desk(tmp_path / "own.irodesk", children=66, data=tmp_path / "data")
    door = start.door(lambda: opening.PRACTICE_DAY, tmp_path / "data")
    window = MainWindow()
    qtbot.addWidget(window)
    session = start.session_of(None, door.open(folder, PASSPHRASE), window)
    window.resize(1366, 696)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.show_desk(session)
    yield window
    window.show_screen(QWidget())
    session.lock()


def workspace(window: MainWindow) -> Any:
    assert window.session is not None
    return window.session.opened.desk


def names(window: MainWindow) -> set[str]:
    ws, found = workspace(window), set()
    for child in ws.desk.all(Child):
        for name in (child.first_name, child.liked_name, child.surname, child.name_in_script):
            found |= name_words(name)
    for person in ws.desk.all(Person):
        found |= name_words(person.name)
    return found - {"Down"}  # a button's word too: it moves a row


def everything_said(window: MainWindow) -> str:
    """Every word that the window shows or says: texts, tooltips, accessible names, rows of lists, its title."""
    said = [window.windowTitle()]
    for widget in (window, *window.findChildren(QWidget)):
        said += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel):
            said.append(widget.text())
        elif isinstance(widget, QLineEdit):
            said += [widget.text(), widget.placeholderText()]
        elif isinstance(widget, QPlainTextEdit | QTextEdit):
            said.append(widget.toPlainText())
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(model.rowCount(QModelIndex())):
                for column in range(
                    model.columnCount(QModelIndex()) if not isinstance(model, QAbstractListModel) else 1
                ):
                    index = model.index(row, column, QModelIndex())
                    said.append(str(model.data(index, Qt.ItemDataRole.DisplayRole) or ""))
                    said.append(str(model.data(index, Qt.ItemDataRole.AccessibleTextRole) or ""))
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None:
            said.append(interface.text(QAccessible.Text.Name))
    return "\n".join(said)


def test_the_names_come_back_where_they_were(window: MainWindow, qtbot: QtBot) -> None:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    place.open_child(workspace(window).desk.find_child("PR0001"))
    place.child_pane.open_tab("people")
    qtbot.keyClick(window, Qt.Key.Key_F9)
    hidden = window.pane("caseload")
    assert isinstance(hidden, CaseloadPlace)
    assert hidden is not place
    assert hidden.child_pane.tabs.key() == "people"
    assert window.rail is not None
    assert window.rail.foot["names"].accessibleName() == "Names hidden"
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert "Pebblewick" in everything_said(window)


def test_nothing_is_typed_into_a_text_while_names_are_hidden(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F9)
    window.go("caseload")
    edit = QLineEdit(window)
    edit.show()
    qtbot.keyClicks(edit, "abc")
    assert edit.text() == ""
    edit.setProperty("searches", True)
    qtbot.keyClicks(edit, "abc")
    assert edit.text() == "abc"
    qtbot.keyClick(window, Qt.Key.Key_F9)
    edit.setProperty("searches", False)
    edit.end(False)  # The focus that came to it with the panes that went has chosen its text.
    qtbot.keyClicks(edit, "d")
    assert edit.text() == "abcd"


def test_what_was_typed_and_not_kept_comes_back_with_the_names(window: MainWindow, qtbot: QtBot) -> None:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    place.open_list()
    place.listing.path.control.setFocus()
    qtbot.keyClicks(place.listing.path.control, "Mia Pebblewick.xlsx")
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert "Pebblewick" not in everything_said(window)
    assert window.state()["panes"]["caseload"]["inside"]["texts"]
    qtbot.keyClick(window, Qt.Key.Key_F9)
    back = window.pane("caseload")
    assert isinstance(back, CaseloadPlace)
    back.open_list()
    assert "Mia Pebblewick.xlsx" in everything_said(window)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    window.show_screen(QWidget())
    assert "Pebblewick" not in str(vars(window)), "a locked window has nothing of it"


def test_the_day_of_the_practice_desk_stays(window: MainWindow) -> None:
    assert workspace(window).today == date(2026, 11, 23)
