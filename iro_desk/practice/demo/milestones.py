"""The dated facts around each child: assessments, plans, proceedings, orders, challenges, interviews."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from iro_desk.casework import Contact, Event, Milestone
from iro_desk.practice.demo.children import Known
from iro_desk.practice.demo.store import Store
from iro_desk.practice.demo.tables import written_day
from iro_desk.statute import add_months, birthday

PLAN_BEHIND = frozenset({"PR0005", "PR0013", "PR0014"})
"""Children whose care plan is not up to date."""
HEALTH_AT = {"PR0001": date(2026, 8, 19)}
Dated = tuple[str, date, date | None]


def settle_milestones(store: Store, children: list[Known]) -> None:
    """Every dated fact of the caseload. Each child draws from its own number, so that one more child moves no other."""
    events: dict[str, list[Event]] = {}
    for event in store.all(Event):
        events.setdefault(event.child, []).append(event)
    for known in children:
        found = [*_told(events.get(known.child.id, [])), *_routine(known, random.Random(known.number))]
        for kind, on, until in sorted(found, key=lambda each: each[1]):
            store.add(Milestone, child=known.child.id, kind=kind, happened_on=on, until=until)
        _first_visit(store, known)


def _first_visit(store: Store, known: Known) -> None:
    """A child in a new home whose visits are in date was seen there in its first week."""
    home_since = date.fromisoformat(known.row["home_since"])
    seen = max((c.happened_on for c in store.all(Contact) if c.child == known.child.id), default=home_since)
    if not known.row["visit_late"] and seen < home_since <= written_day() - timedelta(days=8):
        on = home_since + timedelta(days=4)
        seen_by = {"by": "social worker", "how": "in person", "alone": known.age_on(on) >= 4}
        store.add(Contact, child=known.child.id, happened_on=on, **seen_by)


def _told(events: list[Event]) -> Iterator[Dated]:
    """What the events say in words, as facts that a clock can count from."""
    for event in events:
        said, on = event.words, event.happened_on
        if said.startswith("Formal challenge"):
            yield "dispute", on, event.ended_on
        elif said.startswith("Care proceedings issued"):
            yield "proceedings", on, None
        elif "before the assessment was finished" in said:
            yield "home-before-assessment", on, None
        elif "deprivation of liberty" in said:
            yield "liberty-order", on, LIBERTY_ENDS[on]
        elif event.kind == "missing" and "interview offered" in said and event.ended_on is not None:
            yield "return-interview", event.ended_on + timedelta(days=1), None


LIBERTY_ENDS = {date(2026, 10, 2): date(2027, 1, 2), date(2026, 6, 26): date(2026, 12, 18)}


def _routine(known: Known, chance: random.Random) -> Iterator[Dated]:
    row, today = known.row, written_day()
    started = date.fromisoformat(row["started"])
    if row["status"] == "V4" or row["place"] in ("A5", "A6"):
        return
    for_days = (today - started).days

    def ago(least: int, most: int) -> date:
        return max(today - timedelta(days=chance.randint(least, most)), started + timedelta(days=10))

    if for_days > 40:
        yield "health-assessment", HEALTH_AT.get(known.number) or ago(12, 150 if known.age_on(today) < 6 else 330), None
        yield "dental-check", ago(20, 330), None
        yield "placement-plan", date.fromisoformat(row["home_since"]), None
        yield "placement-told", date.fromisoformat(row["home_since"]), None
    if for_days > 366 and 4 <= known.age_on(today) <= 16:
        yield "sdq", ago(20, 330), None
    if for_days > 40 and known.age_on(today) >= 3:
        yield "pep", ago(12, 120), None
    if known.child.education_health_care_plan:
        yield "ehc-plan", ago(20, 330), None
    yield from _plans(known, started, for_days, ago(20, 150))


def _plans(known: Known, started: date, for_days: int, lately: date) -> Iterator[Dated]:
    today = written_day()
    if for_days > 30:
        yield "care-plan", started + timedelta(days=7), None
    held = [date.fromisoformat(review["held_on"]) for review in known.reviews]
    last = max((day for day in held if day <= today), default=None)
    if last is not None and known.number not in PLAN_BEHIND and last + timedelta(days=9) <= today:
        yield "care-plan", last + timedelta(days=9), None
    if for_days > 200 and known.number != "PR0014":
        yield "permanence-plan", started + timedelta(days=100), None
    born = known.child.date_of_birth
    if born is not None and add_months(birthday(born, 16), 3) <= today and for_days > 250:
        yield "pathway-assessment", add_months(birthday(born, 16), 2), None
        yield "pathway-plan", lately, None
