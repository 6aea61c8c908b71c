"""Dates and numbers as the sums say them: always with the year, so that a sum stands on its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from iro_desk.casework.day_names import MONTHS, WEEKDAYS


def plain_day(day: date) -> str:
    """ "4 December 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """ "Friday 4 December 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {plain_day(day)}"


def amount(number: int, unit: str) -> str:
    """ "1 month", "20 working days"."""
    return f"{number} {unit.removesuffix('s') if number == 1 else unit}"


def listed(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
