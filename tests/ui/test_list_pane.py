"""Bringing in a list in a real window on a real desk: columns named once, a row agreed to, taken in, refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import Child, CouncilNumber
from iro_desk.desk import Desk, Office
from iro_desk.practice.history import undo
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.list_pane import ListPane
from iro_desk.ui.widgets import CheckBox
from iro_desk.ui.wiring import DeskActions
from tests.ui.panes.help import nameless, said

LIST = "Number\tFirst name\tBorn\tCame in\n501\tSam\t14/05/2015\t07/11/2026\n"


@pytest.fixture
def ws(desk: Desk) -> Workspace:
    return Workspace(desk, Office(desk, runner="now"), date(2026, 11, 23))


@pytest.fixture
def pane(qtbot: QtBot, ws: Workspace) -> Iterator[ListPane]:
    actions = DeskActions(ws)
    made = ListPane(actions)
    qtbot.addWidget(made)
    made.resize(1282, 696)
    made.show()
    yield made
    actions.close()


def page(pane: ListPane) -> int:
    return pane._pages.currentIndex()


def test_columns_are_named_once_and_the_list_is_taken_in(pane: ListPane, ws: Workspace, qtbot: QtBot) -> None:
    pane.pasted.set_value(LIST)
    pane.look.click()
    qtbot.waitUntil(lambda: page(pane) == 1)
    assert nameless(pane) == []
    pane._combos[3].choose("became_looked_after")
    pane._to_preview.click()
    qtbot.waitUntil(lambda: page(pane) == 2)
    assert pane.take.accessibleName() == "Take 1 child in"
    with qtbot.waitSignal(pane.taken):
        pane.take.click()
    assert [child.first_name for child in ws.desk.all(Child)] == ["Sam"]
    pane.pasted.set_value(LIST)
    pane.look.click()
    qtbot.waitUntil(lambda: page(pane) == 2)
    assert not pane.take.isEnabled()
    undo(ws)
    assert ws.desk.all(Child) == []


def test_the_same_date_of_birth_is_a_tick_that_the_person_makes(pane: ListPane, ws: Workspace, qtbot: QtBot) -> None:
    ws.do("Added", lambda change: change.save(Child("c1", first_name="Sam", date_of_birth=date(2015, 5, 14)))).result()
    pane.pasted.set_value(LIST)
    pane.look.click()
    qtbot.waitUntil(lambda: page(pane) == 1)
    pane._to_preview.click()
    qtbot.waitUntil(lambda: page(pane) == 2)
    (tick,) = pane.findChildren(CheckBox)
    assert tick.accessibleName() == "Line 2 is Sam"
    assert not pane.take.isEnabled()
    tick.click()
    qtbot.waitUntil(lambda: pane.take.isEnabled())
    with qtbot.waitSignal(pane.taken):
        pane.take.click()
    assert [number.number for number in ws.desk.all(CouncilNumber)] == ["501"]
    assert len(ws.desk.all(Child)) == 1


def test_two_columns_of_one_meaning_are_refused_where_they_are_named(pane: ListPane, qtbot: QtBot) -> None:
    pane.pasted.set_value(LIST)
    pane.look.click()
    qtbot.waitUntil(lambda: page(pane) == 1)
    pane._combos[1].choose("number")
    pane._to_preview.click()
    qtbot.waitUntil(lambda: pane._naming_refusal.isVisible())
    assert page(pane) == 1


def test_a_file_without_children_is_refused_in_words_and_nothing_is_lost(
    pane: ListPane, tmp_path: Path, qtbot: QtBot
) -> None:
    shoes = tmp_path / "shoes.csv"
    shoes.write_text("Shoe size,Colour\n7,red\n")
    pane.path.set_value(str(shoes))
    pane.look.click()
    qtbot.waitUntil(lambda: pane._chosen.message.isVisible())
    assert "shoes.csv was not read" in said(pane)
    assert pane.path.value() == str(shoes)


def test_the_starter_sheet_is_saved_from_here(pane: ListPane, tmp_path: Path, qtbot: QtBot) -> None:
    pane.save_starter(str(tmp_path / "mine.xlsx"))
    qtbot.waitUntil(pane._chosen.message.isVisible)
    assert load_workbook(tmp_path / "mine.xlsx").worksheets[0].title == "My children"
    assert pane.path.value() == str(tmp_path / "mine.xlsx"), "filled in, it is read from where it was saved"


def test_half_a_screen_is_enough(pane: ListPane, qtbot: QtBot) -> None:
    pane.resize(600, 700)
    widest = max((each.minimumSizeHint().width() for each in pane.findChildren(QWidget)), default=0)
    assert widest <= 600
