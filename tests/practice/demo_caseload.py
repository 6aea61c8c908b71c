"""The practice caseload as the tests read it: made once, by council number."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from random import Random
from typing import Any

from iro_desk.casework import (
    Attendance,
    Child,
    ChildFile,
    Contact,
    CouncilNumber,
    CouncilSettings,
    Decision,
    Episode,
    Event,
    Milestone,
    PeriodRecord,
    Person,
    Review,
    ReviewNote,
    ReviewPart,
    Role,
    SchoolPlace,
    ToldMe,
)
from iro_desk.practice.demo import PracticeCaseload, practice_caseload

DAY = date(2026, 11, 23)
YEAR_BEGAN = date(2025, 11, 24)
PARTS: dict[str, type] = {
    "numbers": CouncilNumber,
    "episodes": Episode,
    "periods": PeriodRecord,
    "roles": Role,
    "schools": SchoolPlace,
    "events": Event,
    "milestones": Milestone,
    "contacts": Contact,
    "reviews": Review,
    "parts": ReviewPart,
    "attendance": Attendance,
    "notes": ReviewNote,
    "told": ToldMe,
    "decisions": Decision,
}


@cache
def caseload(children: int = 66, seed: int = 1, on: date = DAY) -> PracticeCaseload:
    return practice_caseload(children, seed, on, Random(seed).randbytes)


@cache
def files(children: int = 66, seed: int = 1, on: date = DAY) -> dict[str, ChildFile]:
    """Every child's file by council number, the one who has just left among them."""
    made = caseload(children, seed, on)
    of_child: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name, kind in PARTS.items():
        for record in made.of(kind):
            of_child[record.child][name].append(record)
    people = {person.id: person for person in made.of(Person)}
    found = {}
    for child in made.of(Child):
        parts = {name: tuple(records) for name, records in of_child[child.id].items()}
        known = dict.fromkeys(role.person for role in parts.get("roles", ()))
        file = ChildFile(child, people=tuple(people[person] for person in known), **parts)
        found[file.number] = file
    return found


@cache
def current() -> dict[str, ChildFile]:
    """The 66 on the caseload on the day."""
    return {number: file for number, file in files().items() if file.child.left_caseload is None}


def settings(on: date = DAY) -> CouncilSettings:
    return CouncilSettings({setting.id: setting.value for setting in caseload(on=on).settings})


def year_reviews() -> list[Review]:
    """Every review held in the year that ends on the day."""
    held = [review for review in caseload().of(Review) if review.held_on is not None]
    return [review for review in held if YEAR_BEGAN <= review.held_on <= DAY]


def year_decisions() -> list[Decision]:
    made_at = {review.id for review in year_reviews()}
    return [decision for decision in caseload().of(Decision) if decision.review in made_at]
