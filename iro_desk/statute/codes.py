"""The code sets of the national return (SSDA903): what a code means and when it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from iro_desk import resources
from iro_desk.statute.calendars import age_on, birthday
from iro_desk.statute.words import plain_day

PN0_UNTIL_AGE = 4
"""PN0 is the code of a child who has not reached this age on the day of the review."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a set."""

    code: str
    meaning: str
    """Short label; empty where none was published."""
    first: date | None
    """First day on which it may be used; ``None``: always."""
    last: date | None
    """Last day on which it may be used; ``None``: still in use."""

    @property
    def label(self) -> str:
        """The meaning, or the code with "(meaning not published)"."""
        return self.meaning or f"{self.code} (meaning not published)"

    def in_use(self, on: date | None) -> bool:
        """Whether the code may be used on that day; without a day, whether it is one at all."""
        return on is None or ((self.first is None or self.first <= on) and (self.last is None or on <= self.last))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = resources.read_json("law/codes.json")
    return table


@cache
def _set(code_set: str) -> dict[str, Code]:
    return {
        code: Code(code, entry["label"], _day(entry.get("first")), _day(entry.get("last")))
        for code, entry in _table()[code_set]["codes"].items()
    }


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def code_sets() -> dict[str, str]:
    """Every code set by its name in the return, with what it is about."""
    return {name: entry["title"] for name, entry in _table().items()}


def codes(code_set: str, on: date | None = None) -> tuple[Code, ...]:
    """The codes of a set, in its own order; with a day, those that may be used then. ``KeyError`` for no such set."""
    return tuple(code for code in _set(code_set).values() if code.in_use(on))


def label(code_set: str, code: str, on: date | None = None) -> str:
    """What a code means, for reading. Empty for no code.

    A code keeps its meaning when it is retired; with a day, the label says that it was not in use then.
    A code that is none of the set comes back as itself with "(not a code of the return)". ``KeyError``
    for no such set.

    >>> label("PLACE", "Z11"), label("LS", "C2")
    ('Z11 (meaning not published)', 'Full care order')
    """
    if not code:
        return ""
    found = _set(code_set).get(code)
    if found is None:
        return f"{code} (not a code of the return)"
    if on is not None and found.last is not None and on > found.last:
        return f"{found.label} (retired code)"
    return found.label if found.in_use(on) else f"{found.label} (code of later years)"


def is_valid(code_set: str, code: str, on: date | None = None) -> bool:
    """Whether the code belongs to the set and may be used on that day. ``KeyError`` for no such set."""
    found = _set(code_set).get(code)
    return found is not None and found.in_use(on)


@cache
def group(code_set: str, name: str) -> frozenset[str]:
    """Codes of a set that belong together: ``group("PLACE", "placed_for_adoption")``."""
    return frozenset(_table()[code_set]["groups"][name])


def in_care(legal_status: str) -> bool:
    """Whether a child with this legal status is in the care of the council, the narrow meaning of the Children Act:
    under a care order, an interim care order, a freeing order or a placement order. Section 20 is not."""
    return legal_status in group("LS", "in_care")


def participation_allowed(code: str, date_of_birth: date | None, on: date) -> str:
    """Why a participation code does not fit the child's age on the day of the review; empty when it fits.

    PN0 is right exactly while the child is under four; born on 29 February, four is reached on 1 March.
    Without a date of birth only the code itself is checked.
    """
    if not is_valid("REVIEW_CODE", code, on):
        return f"{code or 'An empty code'} is not a participation code; they are PN0 to PN7."
    if date_of_birth is None:
        return ""
    if on < date_of_birth:
        return "The review lies before the child was born."
    four_on = birthday(date_of_birth, PN0_UNTIL_AGE)
    under_four = age_on(date_of_birth, on) < PN0_UNTIL_AGE
    if code == "PN0" and not under_four:
        return f"PN0 is for a child under four, and this child was four on {plain_day(four_on)}."
    if code != "PN0" and under_four:
        return f"A child under four takes PN0, and this child is not four until {plain_day(four_on)}."
    return ""
