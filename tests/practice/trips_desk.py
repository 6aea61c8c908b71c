"""A small invented caseload with homes near and far, for diary, trips, forecast and repair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from iro_desk.casework import Child, CouncilNumber, Episode, Person, Review, Role
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import add_months

NEAR, POOLE, BRISTOL, BANGOR, PRESTON = "DT4 8NN", "BH15 2RU", "BS1 5TR", "LL57 1DT", "PR1 2RL"


@dataclass(frozen=True)
class Invented:
    """A child to be made: known as, where, how old, and the last day of the next review."""

    name: str
    postcode: str
    due: date
    age: int = 12
    surname: str = "Inventedson"


def make(ws: Workspace, children: list[Invented]) -> dict[str, str]:
    """Ids by name; each child's second review was held six months before the last day of the next."""
    return ws.do("Made an invented caseload", _make, children, ws.today).result()


def _make(change: Any, children: list[Invented], today: date) -> dict[str, str]:
    ids: dict[str, str] = {}
    for number, known in enumerate(children):
        child = ids[known.name] = change.new_id()
        held = add_months(known.due, -6)
        started = held - timedelta(days=200)
        change.save_many(
            [
                Child(
                    child,
                    first_name=known.name,
                    surname=known.surname,
                    date_of_birth=date(today.year - known.age, 3, 1),
                ),
                CouncilNumber(change.new_id(), child, f"30{number:04}", "council"),
                Episode(change.new_id(), child, started, "S", "C2", placement="U4", postcode=known.postcode),
                Review(change.new_id(), child, state="completed", held_on=started + timedelta(days=20)),
                Review(change.new_id(), child, state="completed", held_on=held),
            ]
        )
    for known in children:
        for other in children:
            if other is not known and other.surname == known.surname != "Inventedson":
                person = change.new_id()
                change.save(Person(person, f"{other.name} {other.surname}"))
                change.save(Role(change.new_id(), ids[known.name], person, "brother-sister"))
    return ids
