"""The practice caseload: made the same way each time, on any day and in any size, and put on a desk."""

from __future__ import annotations

import dataclasses
import time
from datetime import date, timedelta
from random import Random

import pytest

from iro_desk.casework import Decision, Episode, Review
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.demo import fill_practice_desk, practice_caseload
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import participation_allowed, questions_of, working_days
from tests.practice.demo_caseload import DAY, caseload, current, files, settings


def test_the_same_seed_and_day_give_the_same_records_and_another_seed_other_names() -> None:
    again = practice_caseload(66, 1, DAY, Random(1).randbytes)
    assert repr(again) == repr(caseload())
    other = files(seed=2)
    assert other["PR0001"].child.full_name == "Mia Pebblewick"
    names = [file.child.full_name for file in current().values()]
    assert names != [other[number].child.full_name for number in current()]


def test_every_record_has_its_own_id_and_stands_after_what_it_names() -> None:
    known: set[str] = set()
    for record in caseload().records:
        assert record.id not in known
        known.add(record.id)
        for name in ("child", "review", "person", "carried_from"):
            if value := getattr(record, name, ""):
                assert value in known or name == "carried_from"
    decisions = {decision.id for decision in caseload().of(Decision)}
    assert {decision.carried_from for decision in caseload().of(Decision)} <= decisions | {""}


def test_making_it_takes_less_than_a_second() -> None:
    began = time.perf_counter()
    practice_caseload(66, 3, DAY, Random(3).randbytes)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("children", [1, 12, 40, 90])
def test_another_size_keeps_the_fixed_children_first(children: int) -> None:
    made = files(children)
    numbers = [number for number, file in made.items() if file.child.left_caseload is None]
    assert len(numbers) == children
    assert numbers[: min(children, 66)] == list(current())[:children]
    assert all(file.child.full_name and file.episodes for file in made.values())
    assert not [q for file in made.values() for q in questions_of(file, DAY, settings())]


@pytest.mark.parametrize("on", [date(2026, 12, 27), date(2027, 3, 29), date(2025, 6, 11), date(2026, 2, 28)])
def test_on_another_day_all_is_moved_and_lawful_again(on: date) -> None:
    calendar = working_days(settings())
    before = {review.id: review for review in caseload().of(Review)}
    born = {file.child.id: file.child.date_of_birth for file in files(on=on).values()}
    for review in caseload(on=on).of(Review):
        was = before[review.id]
        if review.held_on is None or was.held_on is None or review.due_on is None or was.due_on is None:
            continue
        assert calendar.is_working(review.held_on)
        assert abs(review.held_on - was.held_on - (on - DAY)) <= timedelta(days=12)
        assert (review.held_on > review.due_on) == (was.held_on > was.due_on)
        assert not participation_allowed(review.participation, born[review.child], review.held_on)
    began = {episode.id: episode.started for episode in caseload().of(Episode)}
    assert all(e.started - began[e.id] == on - DAY for e in caseload(on=on).of(Episode))
    assert not [q for file in files(on=on).values() for q in questions_of(file, on, settings(on))]


def test_days_in_the_stories_move_with_the_desk() -> None:
    mia = files(on=DAY + timedelta(days=7))["PR0001"]
    assert "5 August" in mia.child.about
    assert not [note for file in files().values() for note in file.notes if "{" in note.text]


def test_a_desk_filled_with_it_shows_66_rows_under_the_practice_settings(ws: Workspace) -> None:
    fill_practice_desk(ws, children=66, seed=1, on=DAY)
    view = caseload_view(ws)
    assert len(view.rows) == 66
    assert view.practice
    assert ws.settings().text("council_name") == "Practice Council"
    assert ws.settings().text("desk_day") == "2026-11-23"
    stored = {review.id: review for review in ws.desk.all(Review)}
    assert len(stored) == len(caseload().of(Review))
    assert sum(dataclasses.asdict(review)["state"] == "completed" for review in stored.values()) == 6
