"""The history of a child: found by kind, day and words, saved as a table, and everything held taken out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from iro_desk.casework import Child
from iro_desk.practice import audit
from iro_desk.practice.child import child_view
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.panes import ChildPane
from iro_desk.ui.panes.child_history import History
from iro_desk.ui.widgets import Dialog
from iro_desk.ui.wiring import DeskActions
from tests.practice.conftest import child, ws
from tests.ui.panes.help import cut, only, said, settle

__all__ = ["child", "ws"]


@pytest.fixture
def pane(qtbot: QtBot, ws: Workspace, child: str) -> Iterator[ChildPane]:
    def rename(change: Any) -> None:
        change.save(replace(change.get(Child, child), surname="Otter"))

    ws.do("Renamed", rename, child=child).result()
    audit.child_opened(ws, child)
    actions = DeskActions(ws)
    made = ChildPane(actions)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show_view(child_view(ws, child))
    made.open_tab("history")
    made.show()
    settle()
    yield made
    actions.close()


def shown(page: History) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())] if page.table.isVisible() else []


def test_the_history_is_found_by_kind_words_and_days_as_the_journal_itself_answers(
    qtbot: QtBot,
    pane: ChildPane,
    ws: Workspace,
    child: str,
) -> None:
    page = pane.page("history")
    assert shown(page) == ["Opened the child's page", "Renamed", "Added an invented child"]
    page.kind.combo.choose("edit")
    page.kind.changed.emit()
    assert shown(page) == ["Renamed", "Added an invented child"]
    qtbot.keyClicks(page.words.control, "RENAM")
    assert shown(page) == ["Renamed"]
    assert [row.change.words for row in audit.audit_trail(ws, page.asked()).rows] == shown(page)
    page.since.set_day(date(2030, 1, 1))
    page.since.changed.emit()
    assert shown(page) == []
    assert "No change answers this." in said(page)
    assert list(cut(page)) == []
    pane.show_view(child_view(ws, child))
    assert shown(page) == [], "the filter stays while the child stays"


def test_what_is_shown_is_saved_as_a_table(
    qtbot: QtBot,
    pane: ChildPane,
    ws: Workspace,
    child: str,
    tmp_path: Path,
) -> None:
    page = pane.page("history")
    page.kind.combo.choose("edit")
    page.kind.changed.emit()
    with qtbot.waitSignal(page.save_asked) as asked:
        page.save.click()
    pane._asked_of.save_history(asked.args[0], str(tmp_path / "h.csv")).result()
    rows = list(csv.DictReader((tmp_path / "h.csv").read_text("utf-8-sig").splitlines()))
    assert [row["What was done"] for row in rows] == ["Added an invented child", "Renamed"]


def test_everything_held_is_asked_for_and_written_as_paper_and_data_but_never_with_names_hidden(
    qtbot: QtBot,
    pane: ChildPane,
    ws: Workspace,
    child: str,
    tmp_path: Path,
) -> None:
    page, out = pane.page("history"), tmp_path / "out"
    out.mkdir()
    page.everything.click()
    question = only(pane, Dialog)
    assert "What the child told only you is in none of them." in said(question)
    question.reject()
    ws.hide_names(True)
    pane.save_everything(child, str(out))
    qtbot.waitUntil(lambda: "Names are hidden." in said(pane.message), timeout=20_000)
    assert list(out.iterdir()) == []
    ws.hide_names(False)
    pane.save_everything(child, str(out))
    qtbot.waitUntil(lambda: "The files are not encrypted" in said(pane.message), timeout=20_000)
    (folder,) = out.iterdir()
    assert folder.name == "Everything held, 204817, 2026-11-23"
    assert sorted(each.name for each in folder.iterdir()) == ["everything held.json", "everything held.pdf"]
    assert (folder / "everything held.pdf").read_bytes().startswith(b"%PDF-")
    assert json.loads((folder / "everything held.json").read_text())["file"]["child"]["surname"] == "Otter"
    assert ws.desk.history(child)[0].words == "Exported everything held about a child"


def test_where_it_is_low_the_page_scrolls_and_no_field_is_pressed_together(pane: ChildPane) -> None:
    page = pane.page("history")
    assert isinstance(page, History)
    whole = [field.height() for field in (page.words, page.since, page.until)]
    page.setFixedHeight(180)
    settle()
    assert [field.height() for field in (page.words, page.since, page.until)] == whole
