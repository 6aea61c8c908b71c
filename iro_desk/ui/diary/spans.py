"""Which days a page of the diary shows, what it is called, and where one turns to."""

from __future__ import annotations

from datetime import date, timedelta

from iro_desk.casework.day_names import MONTHS

LIST_DAYS = 42
NAMED = {"load": "The year’s load", "repair": "Put clashes right"}


def days_of(page: str, anchor: date, today: date) -> tuple[date, date]:
    """The days that a page shows which stands at a day."""
    if page == "week":
        monday = anchor - timedelta(days=anchor.weekday())
        return monday, monday + timedelta(days=6)
    first = anchor.replace(day=1)
    if page == "year":
        return first, date(first.year + 1, first.month, 1) - timedelta(days=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if page == "list":
        begin = max(first, today) if anchor >= today.replace(day=1) else first
        return begin, max(last, begin + timedelta(days=LIST_DAYS))
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def title_of(page: str, anchor: date, today: date, *, short: bool = False) -> str:
    """ "February 2027", "8 to 14 February 2027", "2027"; ``short``: with short names of months."""
    if page in NAMED:
        return NAMED[page]
    first, last = days_of(page, anchor, today)
    names = [name[:3] for name in MONTHS] if short else MONTHS
    if page == "week":
        month = f" {names[first.month - 1]}" if first.month != last.month else ""
        return f"{first.day}{month} to {last.day} {names[last.month - 1]} {last.year}"
    if page == "year":
        if first.month == 1:
            return str(first.year)
        return f"{names[first.month - 1]} {first.year} to {names[last.month - 1]} {last.year}"
    return f"{names[anchor.month - 1]} {anchor.year}"


def turned(page: str, anchor: date, step: int) -> date:
    """The day at which the week, month or year before or after stands."""
    if page == "week":
        return anchor + timedelta(weeks=step)
    months = anchor.year * 12 + anchor.month - 1 + step * (12 if page == "year" else 1)
    return date(months // 12, months % 12 + 1, 1)
