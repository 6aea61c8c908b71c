"""From the tables to records: made on the day of the tables, then moved to the desk's day."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from iro_desk.casework import (
    Attendance,
    Child,
    Contact,
    CouncilNumber,
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
    Setting,
    ToldMe,
)
from iro_desk.practice.demo.children import ChildMaker
from iro_desk.practice.demo.milestones import settle_milestones
from iro_desk.practice.demo.moving import move
from iro_desk.practice.demo.outcomes import settle_outcomes
from iro_desk.practice.demo.people import People
from iro_desk.practice.demo.reviews import ReviewMaker
from iro_desk.practice.demo.store import Store
from iro_desk.practice.demo.tables import Days, children_rows, words

PARENTS_FIRST: tuple[type, ...] = (
    Child,
    CouncilNumber,
    Episode,
    PeriodRecord,
    Person,
    Role,
    SchoolPlace,
    Event,
    Contact,
    Milestone,
    Review,
    ReviewPart,
    Attendance,
    ReviewNote,
    ToldMe,
    Decision,
)


def build(
    children: int, seed: int, on: date, identity: Callable[[], str]
) -> tuple[tuple[Any, ...], tuple[Setting, ...]]:
    """Every record of the practice caseload, parents before children, and its settings."""
    chance = random.Random(seed)
    days = Days(on)
    store = Store(identity)
    people = People(store, chance)
    maker = ChildMaker(store, people, chance, days)
    reviews = ReviewMaker(store, people, chance, days)
    made = []
    for row, like in children_rows(children):
        known = maker.make(row, like)
        reviews.make(known)
        made.append(known)
    maker.tie_families()
    settle_outcomes(store, reviews, chance)
    settle_milestones(store, made)
    moved = move(store, days)
    records = tuple(record for kind in PARENTS_FIRST for record in moved.get(kind, ()))
    settings = {**words()["settings"], "desk_day": on.isoformat()}
    return records, tuple(Setting(key, value) for key, value in settings.items())
