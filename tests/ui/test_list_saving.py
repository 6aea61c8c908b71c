"""Saving the list in front: what is shown is what is saved, for a spreadsheet and for print; and all keys on a page."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from pytestqt.qtbot import QtBot

from iro_desk import resources
from iro_desk.casework import Refused
from iro_desk.documents import read_text
from iro_desk.practice.list_saving import ShownList, list_as_csv, list_as_pdf, save_list
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.list_saving import list_in_front
from iro_desk.ui.shell import MainWindow
from tests.ui.test_hidden_names import window, workspace

__all__ = ["window"]


def test_the_caseload_is_saved_as_it_stands(window: MainWindow, tmp_path: Path) -> None:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    place.caseload.search.setText("lanternby")
    shown = list_in_front(place)
    assert shown is not None
    assert shown.title == place.caseload.table.accessibleName()
    assert shown.titles[0] == "Child"
    assert sorted(row[0] for row in shown.rows) == ["Esme Lanternby", "Rufus Lanternby", "Toby Lanternby"]
    path = tmp_path / "list.csv"
    assert window.session is not None
    assert window.session.save_list is not None
    window.session.save_list(shown, str(path)).result()
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert rows[0] == list(shown.titles)
    assert len(rows) == 4
    newest = workspace(window).desk.last_change()
    assert newest.kind == "exported"
    assert "Lanternby" not in newest.words


def test_for_print_every_cell_stands_in_the_paper(window: MainWindow) -> None:
    shown = ShownList("Caseload", ("Child", "Next review"), (("Siân ዳዊት", "6 days late"), ("<b>Sam</b>", "")))
    words = read_text(list_as_pdf(workspace(window), shown))
    for cell in ("Child", "Next review", "Siân ዳዊት", "6 days late", "<b>Sam</b>"):
        assert cell in words


def test_no_cell_is_a_formula() -> None:
    text = list_as_csv(ShownList("x", ("A",), (("=1+1",), ("+44 1632 960001",), ("-1",)))).decode("utf-8-sig")
    assert text.splitlines() == ["A", "'=1+1", "+44 1632 960001", "-1"]


def test_another_ending_and_hidden_names_are_refused(window: MainWindow, tmp_path: Path) -> None:
    ws = workspace(window)
    shown = ShownList("x", ("A",), (("1",),))
    with pytest.raises(Refused, match="CSV or PDF"):
        save_list(ws, shown, tmp_path / "x.docx")
    ws.hide_names(True)
    with pytest.raises(Refused, match="hidden"):
        save_list(ws, shown, tmp_path / "x.csv")
    assert list(tmp_path.glob("x.*")) == []


def test_today_and_a_pane_without_a_list(window: MainWindow, qtbot: QtBot) -> None:
    shown = list_in_front(window.pane("today"))
    assert shown is not None
    assert shown.title == "Papers owed"
    window.go("about")
    window.save_list()  # says so, and opens nothing


def test_f1_twice_shows_all_keys_and_every_command_with_a_key_is_there(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help.page.name == "keys"
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert not window.help.isVisible()
    page = resources.text("help/keys.md")
    for action in window.commands.values():
        for key in action.shortcuts():
            if key.toString() != "Ctrl+=":  # the same key as Ctrl++ without Shift
                assert f"**{key.toString()}**" in page, action.text()


def test_no_key_means_two_things_in_one_pane(window: MainWindow) -> None:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    toby = workspace(window).desk.child_file(workspace(window).desk.find_child("PR0002"))
    place.open_review(next(review.id for review in toby.reviews if review.state == "completed"))
    seen: dict[str, str] = {}
    for action in window.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly):
        for key in action.shortcuts():
            assert key.toString() not in seen, key.toString()
            seen[key.toString()] = action.text()
    for shortcut in place.review.findChildren(QShortcut):
        assert shortcut.key().toString() not in seen, shortcut.key().toString()
