"""A list of children through a real desk: looked at, taken in as one change, remembered, taken back with one undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from iro_desk.casework import Child, ColumnsChosen, Refused
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.history import undo
from iro_desk.practice.sheets import (
    apply_sheet,
    column_rows,
    columns_of,
    field_choices,
    find_pasted,
    find_sheet,
    in_words,
    is_list,
    prepare_sheet,
    save_starter_sheet,
    whose_rows,
)
from iro_desk.practice.workspace import Workspace

LIST = (
    "Number\tFirst name\tSurname\tBecame looked after on\tLegal status\tDue date\n"
    "501\tSam\tInvented\t07/11/2026\tfull care order\t05/12/2026\n"
    "502\tSal\tInvented\t\tV2\t\n"
)


def test_a_pasted_list_is_one_change_and_one_undo(ws: Workspace) -> None:
    prepared = prepare_sheet(ws, find_pasted(LIST))
    assert prepared.view.children["new"] == 2
    assert not ws.desk.all(Child)
    view = apply_sheet(ws, prepared)
    rows = {row.number: row for row in caseload_view(ws).rows}
    assert rows["501"].name == "Sam Invented"
    assert rows["501"].next_review is not None
    assert rows["501"].next_review.legal_limit == date(2026, 12, 4)
    assert view.change is not None
    assert apply_sheet(ws, prepare_sheet(ws, find_pasted(LIST))).change is None
    undo(ws)
    assert not ws.desk.all(Child)


def test_the_councils_other_day_is_told_with_the_reason(ws: Workspace) -> None:
    view = prepare_sheet(ws, find_pasted(LIST)).view
    (difference,) = view.differences
    assert (difference.what, difference.ours, difference.theirs, difference.why) == (
        "Next review due",
        "4 December 2026",
        "5 December 2026",
        "they use 28 days",
    )
    assert "they use 28 days" in in_words(view)


def test_which_column_holds_what_is_asked_once_and_remembered(ws: Workspace) -> None:
    found = find_pasted("Ref no\tKid\tCame in\n501\tSam\t07/11/2026\nNumber\tFirst name\n")
    assert found.titles == ("Number", "First name")  # the only row whose titles are known
    text = "Number\tKid\tCame in\n501\tSam\t07/11/2026\n"
    found = find_pasted(text)
    assert columns_of(ws, found) == {0: "number"}
    chosen = {0: "number", 1: "first_name", 2: "became_looked_after"}
    assert [row.samples for row in column_rows(found, chosen)] == [("501",), ("Sam",), ("07/11/2026",)]
    apply_sheet(ws, prepare_sheet(ws, found, chosen))
    assert columns_of(ws, find_pasted(text)) == chosen
    apply_sheet(ws, prepare_sheet(ws, find_pasted(text), {0: "number"}))
    assert len(ws.desk.all(ColumnsChosen)) == 1


def test_two_columns_of_one_meaning_and_none_of_a_child_are_refused(ws: Workspace) -> None:
    found = find_pasted(LIST)
    with pytest.raises(Refused, match="Two columns"):
        prepare_sheet(ws, found, {0: "number", 1: "number"})
    with pytest.raises(Refused, match="No column"):
        prepare_sheet(ws, found, {3: "became_looked_after"})
    assert field_choices()[0] == ("", "Not used")


def test_an_annex_a_says_not_whose_children_they_are(ws: Workspace, child: str) -> None:
    found = find_pasted(LIST)
    annex = type(found)(**{name: getattr(found, name) for name in found.__slots__} | {"source": "annex-a"})
    mine = whose_rows(ws, annex, everyone=False, mine=None, worker=None, team=None)
    assert prepare_sheet(ws, annex, concerns=mine).view.children["new"] == 0
    all_of_them = whose_rows(ws, annex, everyone=True, mine=None, worker=None, team=None)
    assert prepare_sheet(ws, annex, concerns=all_of_them).view.children["new"] == 2
    listed = whose_rows(ws, annex, everyone=False, mine={" 502": ("", "")}, worker=None, team=None)
    assert prepare_sheet(ws, annex, concerns=listed).view.children["new"] == 1


def test_on_an_empty_desk_an_annex_a_asks_whose(ws: Workspace) -> None:
    found = find_pasted(LIST)
    annex = type(found)(**{name: getattr(found, name) for name in found.__slots__} | {"source": "annex-a"})
    with pytest.raises(Refused, match="whole council"):
        whose_rows(ws, annex, everyone=False, mine=None, worker=None, team=None)


def test_the_starter_sheet_of_sixty_six_children_makes_a_whole_caseload(ws: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    save_starter_sheet(path)
    with pytest.raises(Refused, match="already"):
        save_starter_sheet(path)
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    for n in range(66):
        sheet.cell(n + 2, 1).value = f"7{n:03}"
        sheet.cell(n + 2, 2).value = f"Child {n}"
        sheet.cell(n + 2, 7).value = date(2026, 1, 5)
        sheet.cell(n + 2, 8).value = "Section 20"
        sheet.cell(n + 2, 15).value = date(2026, 7, 7)
    workbook.save(path)
    assert is_list(path)
    view = apply_sheet(ws, prepare_sheet(ws, find_sheet(path)))
    assert (view.children["new"], view.problems, view.asks) == (66, (), ())
    rows = caseload_view(ws).rows
    assert len(rows) == 66
    assert {row.next_review.state for row in rows if row.next_review} == {"history incomplete"}


def test_a_table_of_a_return_is_not_taken_for_a_list(tmp_path: Path) -> None:
    path = tmp_path / "header.csv"
    path.write_text("CHILD,SEX,DOB\n1,1,04/05/2013\n")
    assert not is_list(path)
    path.write_text("Number,First name\n1,Sam\n")
    assert is_list(path)
    assert not is_list(tmp_path)
