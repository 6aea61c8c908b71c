"""The practice caseload: its composition, its dates, and that the same seed and day give the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from iro_desk import resources
from iro_desk.casework import Child, CouncilSettings, Review, current_period, episode_on
from iro_desk.practice import opening
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.encode import to_json
from iro_desk.practice.invented import practice_records
from iro_desk.practice.words import age_years_months
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import working_days

DAY = date(2026, 11, 23)


def make(folder: Path, *, children: int = 66, seed: int = 1, on: date = DAY) -> Workspace:
    return opening.make_practice_desk(
        folder, "practice words here", children=children, seed=seed, on=on, data=folder.parent / "data"
    ).workspace


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Workspace]:
    ws = make(tmp_path / "P.irodesk")
    yield ws
    opening.close_desk(ws)


def test_the_same_seed_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    printed = []
    for name in ("one", "two"):
        ws = make(tmp_path / f"{name}.irodesk")
        printed.append(to_json([caseload_view(ws).rows, [child_view(ws, r.id) for r in caseload_view(ws).rows[:8]]]))
        opening.close_desk(ws)
    assert printed[0] == printed[1]
    other = practice_records(66, 2, DAY, Random(1).randbytes)
    assert [r for r in other if isinstance(r, Child)] != [
        r for r in practice_records(66, 1, DAY, Random(1).randbytes) if isinstance(r, Child)
    ]


def test_every_table_of_the_composition_adds_up(practice: Workspace) -> None:
    files = {file.number: file for file in practice.desk.child_files()}
    rows = caseload_view(practice).rows
    assert len(rows) == 66
    on_it = [files[row.number] for row in rows]
    ages = [age_years_months(file.child.date_of_birth, DAY)[0] for file in on_it if file.child.date_of_birth]
    bands = Counter(
        "0" if a < 1 else "1-4" if a < 5 else "5-9" if a < 10 else "10-15" if a < 16 else "16-17" for a in ages
    )
    assert bands == {"0": 3, "1-4": 9, "5-9": 12, "10-15": 24, "16-17": 18}
    now = [episode_on(file.episodes, DAY) for file in on_it]
    assert Counter(e.legal_status for e in now if e) == {"C2": 37, "C1": 10, "E1": 4, "V2": 12, "V4": 2, "J1": 1}
    homes = Counter(e.placement for e in now if e)
    assert homes == {
        "U4": 15, "U6": 13, "U1": 5, "U3": 5, "U5": 1, "A5": 1, "A6": 1, "P1": 4,
        "K2": 11, "K1": 1, "K3": 6, "S1": 1, "R5": 1, "Z12": 1,
    }  # fmt: skip
    providers = Counter(e.provider for e in now if e)
    assert providers == {"PR1": 35, "PR2": 1, "PR3": 1, "PR4": 20, "PR5": 4, "PR0": 4, "": 1}
    assert Counter(row.placement.area for row in rows if row.placement) == {"in": 46, "adjoining": 7, "distant": 13}
    assert Counter(file.child.sex for file in on_it) == {"M": 37, "F": 29}
    assert sum(file.child.unaccompanied for file in on_it) == 5
    assert sum(file.child.pronouns == "they" for file in on_it) == 2


def test_how_long_they_have_been_looked_after(practice: Workspace) -> None:
    calendar = working_days(CouncilSettings())
    bands: Counter[str] = Counter()
    files = {file.number: file for file in practice.desk.child_files()}
    for row in caseload_view(practice).rows:
        period = current_period(files[row.number].episodes, DAY)
        if period is None:
            continue
        days = (DAY - period.started).days
        if calendar.between(period.started, DAY) < 20:
            bands["under 20 working days"] += 1
        elif days < 183:
            bands["to six months"] += 1
        else:
            bands["longer"] += 1
    assert bands["under 20 working days"] == 3
    assert bands["to six months"] == 9


def test_the_day_itself(practice: Workspace) -> None:
    rows = caseload_view(practice).rows
    late = [
        row
        for row in rows
        if row.next_review and row.next_review.days_left is not None and row.next_review.days_left < 0
    ]
    assert len(late) == 2
    files = {file.number: file for file in practice.desk.child_files()}
    owed = [r for f in files.values() for r in f.reviews if r.state == "completed"]
    assert len(owed) == 6
    adjourned = [r for f in files.values() for r in f.reviews if r.state == "adjourned"]
    assert len(adjourned) == 1


EXPECTED = {
    "PR0001": date(2027, 5, 20),  # Mia
    "PR0002": date(2027, 5, 18),  # Toby
    "PR0003": date(2027, 5, 18),  # Esme
    "PR0004": date(2027, 5, 19),  # Rufus
    "PR0005": date(2027, 5, 12),  # Kez
    "PR0006": date(2027, 1, 15),  # Finn
    "PR0007": date(2027, 1, 29),  # Rory
    "PR0008": date(2027, 2, 6),  # Niamh
    "PR0009": date(2026, 12, 25),  # Dilys
    "PR0010": date(2026, 11, 30),  # Dawit
    "PR0011": date(2026, 11, 28),  # Rowan
    "PR0012": date(2027, 3, 9),  # Casey
    "PR0013": date(2027, 3, 24),  # Lorcan
    "PR0014": date(2026, 12, 2),  # Poppy, adjourned
    "PR0015": date(2026, 12, 1),  # Albie
    "PR0017": date(2026, 12, 17),  # Kian
    "PR0019": date(2026, 12, 11),  # Minh
    "PR0023": date(2026, 12, 21),  # Bertie
}


def test_the_named_children_have_the_dates_of_their_stories(practice: Workspace) -> None:
    found = {row.number: row.next_review.legal_limit for row in caseload_view(practice).rows if row.next_review}
    assert {number: found[number] for number in EXPECTED} == EXPECTED


def test_no_history_is_incomplete_and_nothing_is_asked_of_the_made_children(practice: Workspace) -> None:
    assert [row.number for row in caseload_view(practice).rows if "history incomplete" in row.flags] == []


def test_a_child_who_has_just_left_is_not_among_them(practice: Workspace) -> None:
    assert "PR0067" not in {row.number for row in caseload_view(practice).rows}
    assert practice.desk.find_child("PR0067")


@pytest.mark.parametrize("children", [1, 12, 24, 40, 90])
def test_other_sizes(children: int, tmp_path: Path) -> None:
    ws = make(tmp_path / "S.irodesk", children=children)
    assert len(caseload_view(ws).rows) == children
    opening.close_desk(ws)


@pytest.mark.parametrize("days", [-200, -3, 1, 40, 400])
def test_another_day_moves_everything_and_keeps_working_days(days: int) -> None:
    on = DAY + timedelta(days=days)
    calendar = working_days(CouncilSettings())
    moved = practice_records(66, 1, on, Random(1).randbytes)
    written = practice_records(66, 1, DAY, Random(1).randbytes)
    was = [r.held_on for r in written if isinstance(r, Review)]
    now = [r.held_on for r in moved if isinstance(r, Review)]
    assert len(was) == len(now)
    for before, after in zip(was, now, strict=True):
        if before is not None and after is not None:
            assert abs((after - before).days - days) <= 5
            assert calendar.is_working(after) or not calendar.is_working(before)


def test_postcodes_are_those_of_public_buildings_and_numbers_are_no_real_ones() -> None:
    places = resources.read_json("practice/children.json")["places"]
    allowed = {postcode for postcode, _ in places.values()}
    for record in practice_records(66, 1, DAY, Random(1).randbytes):
        for name in ("postcode", "home_postcode"):
            assert getattr(record, name, "") in {"", *allowed}
        assert (
            not getattr(record, "number", "")
            or str(getattr(record, "number", "PR")).startswith("PR")
            or isinstance(record.number, int)
        )
    for name in ("children.json", "made.json"):
        assert "invented" in resources.read_json(f"practice/{name}")["note"]


def test_every_child_has_something_they_enjoy(practice: Workspace) -> None:
    assert all(file.child.enjoys for file in practice.desk.child_files())


def test_making_it_is_quick() -> None:
    import time

    started = time.perf_counter()
    practice_records(66, 1, DAY, Random(1).randbytes)
    assert time.perf_counter() - started < 1.0
