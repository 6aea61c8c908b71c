"""The journal as people read it, and what leaves the desk in open formats."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Child, Decision, NotFound, Refused, Review, ToldMe
from iro_desk.practice import audit, exporting
from iro_desk.practice.audit import AuditFilter
from iro_desk.practice.change_words import FieldChanged, change_view
from iro_desk.practice.history import undo
from iro_desk.practice.safe_csv import csv_of
from iro_desk.practice.signing import sign
from iro_desk.practice.workspace import Workspace
from tests.practice.held import hold

SECRET = "the shed is where I go"


def words_of(view: audit.AuditView) -> list[str]:
    return [row.change.words for row in view.rows]


def another_child(ws: Workspace) -> str:
    def add(change: Any) -> str:
        child = str(change.new_id())
        change.save(Child(child, first_name="=Zoë", surname="Otter"))
        change.save(ToldMe(change.new_id(), child, "", SECRET))
        return child

    return ws.do("Added another child", add).result()


def test_the_trail_is_filtered_by_child_kind_day_and_words(ws: Workspace, child: str) -> None:
    other = another_child(ws)
    audit.child_opened(ws, child)
    audit.child_opened(ws, child)
    audit.printed(ws, other)
    undo(ws).result()
    trail = audit.audit_trail(ws)
    assert words_of(trail) == [
        "Took back: Added another child",
        "Printed a paper",
        "Opened the child's page",
        "Added another child",
        "Added an invented child",
        "Made the desk",
    ]
    assert [row.child_label for row in trail.rows][2] == "Siân Ŵyn"
    assert words_of(audit.audit_trail(ws, AuditFilter(child=child))) == [
        "Opened the child's page",
        "Added an invented child",
    ]
    assert words_of(audit.access_log(ws)) == ["Printed a paper", "Opened the child's page"]
    assert words_of(audit.access_log(ws, child)) == ["Opened the child's page"]
    assert words_of(audit.child_history(ws, child, AuditFilter(kinds=("edit",)))) == ["Added an invented child"]
    assert len(audit.audit_trail(ws, AuditFilter(words="ANOTHER")).rows) == 2
    today, tomorrow = date(2026, 11, 23), date(2026, 11, 24)
    assert len(audit.audit_trail(ws, AuditFilter(since=today, until=today)).rows) == 6
    assert audit.audit_trail(ws, AuditFilter(since=tomorrow)).rows == ()
    page = audit.audit_trail(ws, skip=1, most=2)
    assert (words_of(page), page.more) == (["Printed a paper", "Opened the child's page"], True)


def test_days_are_those_of_london_in_summer_time(ws: Workspace) -> None:
    # Half past midnight on 2 July in London is 1 July in UTC.
    assert audit._start_of(date(2026, 7, 2)) == "2026-07-01T23:00:00.000+00:00"


def test_a_change_shows_each_field_before_and_after_and_nothing_for_my_ears_only(ws: Workspace, child: str) -> None:
    def rename(change: Any) -> None:
        change.save(replace(change.get(Child, child), surname="Otter"))

    ws.do("Renamed", rename, child=child).result()
    view = change_view(ws, ws.desk.history()[0].n)
    assert view.lines() == ("The child changed: Surname was “Ŵyn”, is now “Otter”.",)
    (row,) = view.rows
    assert (row.done, row.fields) == ("changed", (FieldChanged("Surname", "Ŵyn", "Otter"),))
    another_child(ws)
    told = change_view(ws, ws.desk.history()[0].n)
    assert SECRET not in repr(told)
    assert told.note.startswith("What the child told only me")
    ws.hide_names(True)
    assert change_view(ws, told.change.n).lines() == ("Names are hidden: press F9 to see what it changed.",)
    ws.hide_names(False)
    with pytest.raises(NotFound):
        change_view(ws, 999)


def test_the_trail_is_saved_as_csv_and_that_is_in_the_journal(ws: Workspace, child: str, tmp_path: Path) -> None:
    audit.child_opened(ws, child)
    path = audit.save_audit(ws, tmp_path / "trail.csv", AuditFilter(child=child))
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert [(row["What kind"], row["What was done"]) for row in rows] == [
        ("Written", "Added an invented child"),
        ("Opened", "Opened the child's page"),
    ]
    assert words_of(audit.access_log(ws, child))[0] == "Saved the history as a file"


def test_no_cell_is_taken_for_a_formula_and_numbers_stay() -> None:
    cells = ["=1+1", "@SUM(A1)", "+cmd|x", "-2+3", "\t=1", "-1", "+44 1632 960001", "Łódź", "", None, 7]
    (row,) = csv.reader(io.StringIO(csv_of(["x"] * 11, [cells]).decode("utf-8-sig").split("\r\n", 1)[1], newline=""))
    assert row[:5] == ["'=1+1", "'@SUM(A1)", "'+cmd|x", "'-2+3", "'\t=1"]
    assert row[5:] == ["-1", "+44 1632 960001", "Łódź", "", "", "7"]


def test_everything_held_about_one_child_is_one_folder_without_a_name_in_it(
    ws: Workspace, child: str, tmp_path: Path
) -> None:
    sign(ws, hold(ws, child)).result()
    another_child(ws)
    with ws.desk.writing_drafts() as drafts:
        drafts.save(f"note:{ws.desk.of_child(Review, child)[0].id}:health", "Half a sentence")
    made = exporting.export_child(ws, child, tmp_path / "out", lambda ws, child: [("cover.pdf", b"%PDF")])
    names = [path.name for path in made.files]
    assert "cover.pdf" in names
    papers = [path for path in made.files if path.name.startswith("paper")]
    assert {path.read_bytes() for path in papers} == {paper.pdf for paper in ws.desk.child_file(child).signed}
    assert not [name for name in names if "Ŵyn" in name or "Siân" in name]
    text = (tmp_path / "out" / "everything held.json").read_text("utf-8")
    held = json.loads(text)
    assert held["file"]["child"]["surname"] == "Ŵyn"
    assert len(held["file"]["decisions"]) == len(ws.desk.of_child(Decision, child))
    assert held["texts_being_written"][0]["text"] == "Half a sentence"
    assert held["history"][0]["rows"][0]["after"]
    assert "Otter" not in text
    assert words_of(audit.access_log(ws, child))[0] == "Exported everything held about a child"
    with pytest.raises(Refused, match="already something"):
        exporting.export_child(ws, child, tmp_path / "out")


def test_the_whole_desk_in_open_formats_leaves_out_what_is_for_my_ears_only(
    ws: Workspace, child: str, tmp_path: Path
) -> None:
    another_child(ws)
    made = exporting.export_desk(ws, tmp_path / "all")
    assert "1 entry for your ears only left out" in made.words
    rows = list(csv.DictReader(io.StringIO((tmp_path / "all" / "Child.csv").read_text("utf-8-sig"))))
    assert {row["first_name"] for row in rows} == {"Siân", "'=Zoë"}
    assert {row["first_name"] for row in json.loads((tmp_path / "all" / "Child.json").read_text())} == {"Siân", "=Zoë"}
    assert not [path for path in made.files if SECRET.encode() in path.read_bytes()]
    assert "Journal.csv" in {path.name for path in made.files}
    child_made = exporting.export_child(ws, rows_id(ws, "Otter"), tmp_path / "one")
    assert not [path for path in child_made.files if SECRET.encode() in path.read_bytes()]
    assert "1 entry for your ears only left out" in child_made.words


def rows_id(ws: Workspace, surname: str) -> str:
    return next(child.id for child in ws.desk.all(Child) if child.surname == surname)
