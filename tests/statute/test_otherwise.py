"""Why another system shows another day for the same review."""

from __future__ import annotations

from datetime import date

import pytest

from iro_desk.casework import Child, ChildFile, CouncilSettings, Episode, Review
from iro_desk.statute import clocks_of, next_review, why_theirs

SETTINGS = CouncilSettings()


def clock(started: date, *held: date, on: date) -> object:
    file = ChildFile(
        Child("c"),
        episodes=(Episode("e", "c", started, "S", "C2"),),
        reviews=tuple(Review(f"r{n}", "c", state="completed", held_on=day) for n, day in enumerate(held)),
    )
    return next_review(clocks_of(file, on, SETTINGS))


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        (date(2026, 12, 5), "they use 28 days"),
        (date(2026, 12, 3), "they count the first day"),
        (date(2026, 12, 4), ""),
        (date(2026, 12, 9), ""),
    ],
)
def test_a_first_review_counted_otherwise(theirs: date, why: str) -> None:
    first = clock(date(2026, 11, 7), on=date(2026, 11, 10))
    assert first.legal_limit == date(2026, 12, 4)  # type: ignore[attr-defined]
    assert why_theirs(first, theirs, SETTINGS) == why  # type: ignore[arg-type]


def test_bank_holidays_left_in_are_named() -> None:
    first = clock(date(2026, 12, 10), on=date(2026, 12, 11))
    assert why_theirs(first, date(2027, 1, 7), SETTINGS) != ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        (date(2027, 5, 19), "they count the first day"),
        (date(2027, 5, 21), "they use 183 days"),
        (date(2027, 2, 19), "they count three months"),
        (date(2027, 5, 28), ""),
    ],
)
def test_a_later_review_counted_otherwise(theirs: date, why: str) -> None:
    later = clock(date(2026, 5, 1), date(2026, 5, 20), date(2026, 8, 19), date(2026, 11, 19), on=date(2026, 11, 23))
    assert later.legal_limit == date(2027, 5, 19)  # type: ignore[attr-defined]
    assert why_theirs(later, theirs, SETTINGS) == ("" if theirs == date(2027, 5, 19) else why)  # type: ignore[arg-type]
