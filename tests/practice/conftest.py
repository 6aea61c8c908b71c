"""A workspace on a real desk, and one invented child whose second review is due on Tuesday 24 November 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_desk.casework import Child, CouncilNumber, Decision, Episode, Person, Review, Role
from iro_desk.desk import Desk, Office
from iro_desk.practice.workspace import Workspace

TODAY = date(2026, 11, 23)
DUE = date(2026, 11, 24)


@pytest.fixture
def ws(desk: Desk) -> Workspace:
    """The desk read on Monday 23 November 2026, its changes made at once."""
    return Workspace(desk, Office(desk, runner="now"), TODAY)


def _add(change: Any) -> str:
    child, first = change.new_id(), change.new_id()
    worker, carer, manager = change.new_id(), change.new_id(), change.new_id()
    change.save_many(
        [
            Child(child, first_name="Siân", surname="Ŵyn", pronouns="she", date_of_birth=date(2013, 4, 5)),
            CouncilNumber(change.new_id(), child, "204817", "council"),
            Episode(change.new_id(), child, date(2026, 8, 3), "S", "C2", placement="U6", town="Inventown"),
            Person(worker, "Jonas Pebblewick"),
            Role(change.new_id(), child, worker, "social-worker", since=date(2026, 8, 3)),
            Person(carer, "Gwen Bellweather"),
            Role(change.new_id(), child, carer, "carer", since=date(2026, 8, 3)),
            Person(manager, "Ruth Okonjo-Lamb"),
            Role(change.new_id(), child, manager, "team-manager", since=date(2026, 8, 3)),
            Review(first, child, state="completed", held_on=date(2026, 8, 24), completed_on=date(2026, 8, 24)),
            Decision(change.new_id(), child, first, 1, "An eye test", owner="Gwen Bellweather", by=date(2026, 9, 30)),
        ]
    )
    return child


@pytest.fixture
def child(ws: Workspace) -> str:
    """The child's id."""
    return ws.do("Added an invented child", _add).result()
