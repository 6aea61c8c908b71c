"""Participation over a period, on a real desk: whose numbers they are, and how joining live is counted beside each."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from iro_desk.casework import Refused, Review
from iro_desk.cli import PASSPHRASE_VARIABLE, main
from iro_desk.desk import Desk, Office
from iro_desk.practice import keeping, keyring, opening
from iro_desk.practice.encode import to_json
from iro_desk.practice.participation import OTHERWISE, as_words, participation_view
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import live_words
from tests.conftest import PASSPHRASE
from tests.practice.conftest import TODAY
from tests.practice.demo_caseload import caseload

YEAR_BEGAN = date(2025, 11, 24)


def held(ws: Workspace, child: str, on: date, code: str, **more: object) -> str:
    """One more review that was held."""

    def add(change: object) -> str:
        made = change.new_id()  # type: ignore[attr-defined]
        change.save(  # type: ignore[attr-defined]
            Review(made, child, state="completed", held_on=on, completed_on=on, participation=code, **more)  # type: ignore[arg-type]
        )
        return made

    return ws.do("A review was held", add).result()


def test_the_year_behind_the_practice_caseload_comes_out_as_its_table_says(desk: Desk) -> None:
    ws = Workspace(desk, Office(desk, runner="now"), TODAY)
    made = caseload()

    def fill(change: object) -> None:
        change.save_many(made.records)  # type: ignore[attr-defined]
        for setting in made.settings:
            change.put_setting(setting.id, setting.value)  # type: ignore[attr-defined]

    ws.do("Filled", fill, kind="import").result()
    view = participation_view(ws, YEAR_BEGAN, TODAY)
    numbers = {row.key: (row.numerator, row.denominator, row.percent) for row in view.rows}
    assert numbers["attended-of-all"] == (82, 175, 46.9)
    assert numbers["attended"] == (82, 144, 56.9)
    assert numbers["PN0"] == (31, 175, 17.7)
    assert [numbers[f"PN{n}"][0] for n in range(1, 8)] == [62, 9, 4, 7, 19, 33, 10]
    assert numbers["live"][0] == 9
    assert view.definition == (
        "Joining live by video or phone counts as attending (PN1 to PN4) by the council’s setting."
    )
    assert OTHERWISE not in {each.reason for each in view.left_out}
    assert all(len(row.reviews) == row.numerator for row in view.rows)
    published = participation_view(ws, YEAR_BEGAN, TODAY, publish=True)
    rows = {row.key: row for row in published.rows}
    assert (rows["PN3"].numerator, rows["PN3"].says) == (None, "fewer than 6")
    assert rows["PN4"].numerator is None or rows["PN2"].numerator is None, "else the fourth is 82 less the others"
    assert rows["attended"].says == "82 of 144, 56.9 %"
    assert not any(row.reviews for row in published.rows)
    names = {name for file in desk.child_files() if (name := file.child.full_name)}
    assert not [name for name in names if name in to_json(published)]


def test_how_joining_live_is_counted_stands_beside_every_percentage(ws: Workspace, child: str) -> None:
    held(ws, child, date(2026, 10, 1), "PN1", child_there="live", child_views="spoke")
    for counts in (None, "attending", "PN6"):
        if counts:
            ws.do("Settled", lambda change, counts=counts: change.put_setting("live_video_counts", counts)).result()
        view = participation_view(ws)
        said = live_words(ws.settings())
        lines = [line for line in as_words(view).splitlines() if " %" in line]
        assert lines
        assert all(said in line for line in lines)
        assert {row.definition for row in view.rows} == {said}
        remarks = {each.reason: each.number for each in view.left_out}
        assert remarks.get(OTHERWISE) == (1 if counts == "PN6" else None)


def test_the_period_is_the_financial_year_and_what_is_left_out_is_named(ws: Workspace, child: str) -> None:
    inside = held(ws, child, date(2026, 4, 1), "PN7")
    held(ws, child, date(2026, 3, 31), "PN1")
    meeting = held(ws, child, date(2026, 10, 2), "PN1", full_review=False)
    held(ws, child, date(2026, 10, 3), "PN1", kind="secure")
    view = participation_view(ws)
    assert (view.first, view.last) == (date(2026, 4, 1), TODAY)
    rows = {row.key: row for row in view.rows}
    assert [each.review for each in rows["PN7"].reviews] == [inside]
    assert (rows["attended"].numerator, rows["attended"].denominator) == (0, 1)
    (behind,) = rows["PN7"].reviews
    assert (behind.child, behind.label, behind.day) == (child, "Siân Ŵyn", date(2026, 4, 1))
    left = {each.reason: [r.review for r in each.reviews] for each in view.left_out}
    assert left["not a full review"] == [meeting]
    assert len(left["no participation code known"]) == 1, "the fixture's own first review has none"
    ws.hide_names(True)
    assert "Siân" not in to_json(participation_view(ws))
    ws.hide_names(False)
    with pytest.raises(Refused, match="ends before it begins"):
        participation_view(ws, TODAY, date(2026, 1, 1))


def test_the_command_prints_the_same_object(
    ws: Workspace,
    child: str,
    desk_folder: Path,
    data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for room in (opening, keeping, keyring):
        monkeypatch.setattr(room, "data_folder", lambda: data_folder)
    held(ws, child, TODAY, "PN1")
    expected = to_json(participation_view(ws, YEAR_BEGAN, TODAY))
    opening.close_desk(ws)
    words = ["--desk", str(desk_folder), "participation", "--from", "2025-11-24", "--to", "2026-11-23"]
    printed = {}
    for more in ("--json", "--publish", "--from=2027-01-01", "--as-of=2026-11-23"):
        monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
        code = main([*words, more])
        printed[more] = capsys.readouterr().out
        assert code == int(more.startswith("--from"))
    assert json.loads(printed["--json"]) == json.loads(expected)
    line = "Attended the review: 1 of 1, 100.0 %; PN1 to PN4, of reviews of children aged four and over."
    assert f"{line}  (Joining live by video or phone counts as attending" in printed["--as-of=2026-11-23"]
    assert "Attended the review: fewer than 6" in printed["--publish"]
