"""The questions that a return leaves open: the list is complete, and each kind of answer moves its clock at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from iro_desk.casework import Child, CouncilNumber, Episode, Review
from iro_desk.practice.child import child_view
from iro_desk.practice.history import undo
from iro_desk.practice.questions import answer, answer_all, not_recorded_view, questions_view
from iro_desk.practice.views import ClockRow, QuestionRow
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import ASSUMED

Case = Callable[[Any, str], list[Any]]


def came(child: str, started: date, **more: Any) -> Episode:
    return Episode(f"{child}-e", child, started, "S", more.pop("legal_status", "C2"), placement="U6", **more)


def held(child: str, day: date, **more: Any) -> Review:
    return Review(f"{child}-{day}", child, state="completed", held_on=day, completed_on=day, imported="{}", **more)


CASES: dict[str, tuple[list[Any], str, str]] = {
    "history incomplete": (
        [came("a", date(2024, 3, 4)), held("a", date(2026, 8, 25))],
        "missing",
        "review.later",
    ),
    "no review known": ([came("a", date(2024, 3, 4))], "2026-07-01", "review.later"),
    "later reviews missing": (
        [came("a", date(2024, 3, 4)), held("a", date(2024, 3, 25)), held("a", date(2024, 6, 20))],
        "2026-10-01",
        "review.later",
    ),
    "legal status not known": ([came("a", date(2026, 11, 2), legal_status="")], "V3", "short_breaks.first"),
    "review in no period": (
        [came("a", date(2026, 8, 3)), held("a", date(2026, 7, 1)), held("a", date(2026, 8, 24))],
        "2026-11-02",
        "review.later",
    ),
    "review after today": (
        [came("a", date(2026, 8, 3)), held("a", date(2026, 8, 24)), held("a", date(2026, 12, 24))],
        "2026-11-20",
        "review.later",
    ),
    "stretch without an end": (
        [
            came("a", date(2024, 3, 4), legal_status="V2"),
            Episode("b", "a", date(2026, 10, 12), "L", "C2", placement="U6"),
            held("a", date(2024, 3, 25)),
            held("a", date(2024, 6, 20)),
            held("a", date(2026, 9, 1)),
        ],
        "2026-09-30",
        "review.first",
    ),
    "date of birth not known": ([came("a", date(2026, 8, 3)), held("a", date(2026, 8, 24))], "2009-01-05", "age.18"),
}


def add(ws: Workspace, records: list[Any], born: date | None = date(2013, 4, 5)) -> None:
    def save(change: Any) -> None:
        change.save(Child("a", first_name="Zoë", surname="Enghraifft", date_of_birth=born))
        change.save(CouncilNumber("n", "a", "900001", "council"))
        for record in records:
            change.save(record)

    ws.do("Added an invented child", save).result()


def clocks(ws: Workspace) -> dict[str, ClockRow]:
    return {clock.rule_id: clock for clock in child_view(ws, "a").clocks}


def dates(ws: Workspace) -> dict[str, tuple[date | None, str]]:
    return {rule: (clock.legal_limit, clock.state) for rule, clock in clocks(ws).items()}


def asked(ws: Workspace, kind: str) -> QuestionRow:
    return next(row for row in questions_view(ws) if row.kind == kind)


def test_there_is_a_case_for_every_kind_of_assumption() -> None:
    assert set(CASES) == set(ASSUMED)


@pytest.mark.parametrize("kind", ASSUMED)
def test_each_kind_of_answer_moves_its_clock_and_one_undo_takes_it_back(ws: Workspace, kind: str) -> None:
    records, given, rule = CASES[kind]
    add(ws, records, None if kind == "date of birth not known" else date(2013, 4, 5))
    before = dates(ws)
    question = asked(ws, kind)
    assert question.title
    answer(ws, "a", question.key, given).result()
    after = dates(ws)
    assert after != before
    assert rule in after
    assert all(row.key != question.key for row in questions_view(ws))
    undo(ws).result()
    assert dates(ws) == before
    assert asked(ws, kind) == question


def test_what_was_not_recorded_is_answered_with_a_day_or_as_not_done(ws: Workspace) -> None:
    add(ws, [came("a", date(2024, 3, 4)), held("a", date(2024, 3, 25))])
    row = next(each for each in not_recorded_view(ws) if each.title == "Dental check")
    answer(ws, "a", row.key, "2026-09-01").result()
    assert clocks(ws)["dental.check"].legal_limit == date(2027, 9, 1)
    undo(ws).result()
    initial = next(each for each in not_recorded_view(ws) if each.title == "Initial health assessment")
    answer(ws, "a", initial.key, "not-done").result()
    assert clocks(ws)["health.initial"].mark == "late"


def test_all_of_a_kind_are_answered_in_one_change_with_one_undo(ws: Workspace) -> None:
    def save(change: Any) -> None:
        for number in range(5):
            child = f"c{number}"
            change.save(Child(child, first_name=f"Child {number}", date_of_birth=date(2013, 4, 5)))
            change.save(CouncilNumber(f"n{number}", child, f"90000{number}", "council"))
            change.save(came(child, date(2024, 3, 4)))
            change.save(held(child, date(2026, 8, 25)))

    ws.do("Added invented children", save).result()
    rows = [row for row in questions_view(ws) if row.kind == "history incomplete"]
    assert len(rows) == 5
    changes = len(ws.desk.history())
    answer_all(ws, [(row.child, row.key, "missing") for row in rows]).result()
    assert not [row for row in questions_view(ws) if row.kind == "history incomplete"]
    assert len(ws.desk.history()) == changes + 1
    undo(ws).result()
    assert [row for row in questions_view(ws) if row.kind == "history incomplete"] == rows


def test_a_child_off_the_caseload_is_not_asked_about(ws: Workspace) -> None:
    add(ws, [came("a", date(2024, 3, 4))])
    assert questions_view(ws)

    def left(change: Any) -> None:
        change.save(replace(change.get(Child, "a"), left_caseload=date(2026, 11, 1)))

    ws.do("Left", left).result()
    assert questions_view(ws) == ()
