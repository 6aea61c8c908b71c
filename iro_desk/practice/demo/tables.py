"""The invented data as they are read: one row a child, one a review held, the words, the stories."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from iro_desk import resources
from iro_desk.practice.words import plain_day

Row = dict[str, str]
JUST_LEFT = "PR0067"
FULL = 66
FIRST_REPEATABLE = 24
"""Rows from this place on may be repeated for a larger caseload: they are told by the tables, not as stories."""


@cache
def words() -> dict[str, Any]:
    """Names, places, phrases and the council's settings."""
    return dict(resources.read_json("practice/words.json"))


@cache
def stories() -> dict[str, dict[str, Any]]:
    """What is told of a child beyond the tables, by council number."""
    told = resources.read_json("practice/stories.json")
    return {number: story for number, story in told.items() if number.startswith("PR")}


@cache
def full_reviews() -> dict[str, dict[str, Any]]:
    """The reviews written out in full, by council number."""
    return {review["number"]: review for review in resources.read_json("practice/three_reviews.json")["reviews"]}


@cache
def reviews_of() -> dict[str, tuple[Row, ...]]:
    """Every review held, by council number, oldest first."""
    found: dict[str, list[Row]] = {}
    for row in _rows("reviews"):
        found.setdefault(row["number"], []).append(row)
    return {number: tuple(rows) for number, rows in found.items()}


def children_rows(children: int) -> list[tuple[Row, str]]:
    """The rows of so many children, each with the number whose reviews it has; then the one who has just left."""
    table = _rows("children")
    stay, left = table[:FULL], [row for row in table if row["number"] == JUST_LEFT]
    chosen = [(dict(row), row["number"]) for row in stay[:children]]
    if children >= FULL:
        chosen += [(dict(row), row["number"]) for row in left]
    repeatable = [row for row in stay[FIRST_REPEATABLE - 1 :] if not row["first"]]
    for extra in range(children - FULL):
        like = repeatable[extra % len(repeatable)]
        number = f"PR{FULL + 2 + extra:04}"
        # Another child with the same path: no family of its own on the desk, and none of the counted oddities.
        row = like | {"number": number, "surname": "", "family": "", "overdue": "", "carried": "", "booked": ""}
        chosen.append((row, like["number"]))
    return chosen


@cache
def _rows(name: str) -> tuple[Row, ...]:
    return tuple(csv.DictReader(io.StringIO(resources.text(f"practice/{name}.csv"))))


@dataclass(frozen=True, slots=True)
class Days:
    """Days as they stand in the tables, moved to the desk's day."""

    on: date

    @property
    def moved_by(self) -> timedelta:
        """How far the desk's day lies from the day of the tables."""
        return self.on - written_day()

    def text(self, told: str) -> str:
        """A told sentence, its days in braces moved and written out: ``{2026-12-04}`` becomes "4 December"."""
        return re.sub(r"\{(\d{4}-\d\d-\d\d)\}", self._written, told)

    def _written(self, found: re.Match[str]) -> str:
        return plain_day(date.fromisoformat(found[1]) + self.moved_by, self.on)


def written_day() -> date:
    """The day on which the tables stand."""
    return date.fromisoformat(words()["day"])


def day_of(told: str) -> date | None:
    """A day of the tables; ``None`` for an empty one."""
    return date.fromisoformat(told) if told else None
