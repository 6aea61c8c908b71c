"""Dates, ages and names as people say them."""

from __future__ import annotations

from datetime import date

from iro_desk.casework import ChildFile
from iro_desk.casework.day_names import MONTHS, WEEKDAYS


def long_day(day: date | None, today: date | None = None) -> str:
    """ "Friday 26 February"; with the year when it is not today's. "Not known" for no day."""
    if day is None:
        return "Not known"
    return f"{WEEKDAYS[day.weekday()]} {plain_day(day, today)}"


def short_day(day: date | None, today: date | None = None) -> str:
    """ "Fri 26 February"; with the year when it is not today's."""
    if day is None:
        return "Not known"
    return f"{WEEKDAYS[day.weekday()][:3]} {plain_day(day, today)}"


def plain_day(day: date, today: date | None = None) -> str:
    """ "26 February"; with the year when it is not today's (or no day is given to compare with)."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if today is not None and day.year == today.year else f"{words} {day.year}"


def brief_day(day: date, today: date | None = None) -> str:
    """ "26 Feb", where a column is narrow; with the year when it is not today's (or no day is given)."""
    words = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return words if today is not None and day.year == today.year else f"{words} {day.year}"


def count(number: int, one: str, many: str = "") -> str:
    """ "1 day", "3 days"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def age_years_months(born: date, on: date) -> tuple[int, int]:
    """Completed years and months of age on a day. A 29 February birthday is kept on 1 March in common years."""
    months = (on.year - born.year) * 12 + on.month - born.month
    if on.day < born.day:
        months -= 1
    return divmod(max(months, 0), 12)


def age_words(born: date | None, on: date) -> str:
    """ "14", or "14 months" under two, or "Not known"."""
    if born is None:
        return "Not known"
    years, months = age_years_months(born, on)
    return str(years) if years >= 2 else count(years * 12 + months, "month")


def age_sentence(born: date | None, on: date, claimed: bool = False) -> str:
    """ "14 years 3 months", with "as claimed" while an age is disputed."""
    if born is None:
        return "Date of birth not known"
    years, months = age_years_months(born, on)
    words = [count(years, "year")] if years else []
    if months or not years:
        words.append(count(months, "month"))
    return " ".join(words) + (" as claimed" if claimed else "")


def child_label(file: ChildFile) -> str:
    """The child's name, or while none is known number and date of birth."""
    if file.child.full_name:
        return file.child.full_name
    born = file.child.date_of_birth
    return f"{file.number or 'No number'}, born {plain_day(born) if born else 'not known'}"


def hours(minutes: int) -> str:
    """ "2 h 55", "3 h", "50 min"."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest:02d}" if rest else f"{whole} h"
