"""Invented children for the desk's tests."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any, get_type_hints

from iro_desk.casework import (
    Child,
    CouncilNumber,
    Decision,
    Episode,
    Person,
    Review,
    ReviewNote,
    Role,
    SignedPaper,
    ToldMe,
)
from iro_desk.desk import Desk, OpenChange


def add_child(change: OpenChange, number: str = "1001") -> str:
    """An invented child with an episode, a carer, a review held and what goes with it."""
    child = change.new_id()
    person, review = change.new_id(), change.new_id()
    change.save_many(
        [
            Child(child, first_name="Siân", surname="Ŵyn", date_of_birth=date(2013, 4, 5), disabled=True),
            CouncilNumber(change.new_id(), child, number, "council"),
            Episode(change.new_id(), child, date(2025, 11, 7), "S", "C2", postcode="DT1 1XJ"),
            Person(person, "Invented Carer", telephone="01632 960001"),
            Role(change.new_id(), child, person, "carer", since=date(2025, 11, 7)),
            Review(review, child, state="completed", held_on=date(2026, 1, 9), participation="PN1"),
            Decision(change.new_id(), child, review, 1, "Find a swimming club", by=date(2026, 2, 1)),
            ReviewNote(change.new_id(), child, review, "health", "Teeth are fine"),
            ToldMe(change.new_id(), child, "", "I like it here"),
        ]
    )
    return child


def child_on(desk: Desk, number: str = "1001") -> str:
    """The same in a change of its own."""
    with desk.change("New child") as change:
        child = add_child(change, number)
    return child


def paper(change: OpenChange, child: str, review: str) -> SignedPaper:
    """A signed paper whose PDF is not made yet."""
    return SignedPaper(change.new_id(), child, review, "record", "file", 1, date(2026, 1, 20), facts="{}")


def any_record(kind: type, row_id: str) -> Any:
    """A value of any stored kind with only what it must have."""
    hints = get_type_hints(kind)
    samples = {str: "x", int: 1, bool: True, date: date(2026, 1, 2)}
    must = [field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING]
    return kind(**{**{name: samples[hints[name]] for name in must}, "id": row_id})
