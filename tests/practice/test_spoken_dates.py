"""A phrase for a date against a child's own next review and midway check, on a real desk."""

from __future__ import annotations

from datetime import date

from iro_desk.practice.booking import book
from iro_desk.practice.spoken_dates import spoken_date
from iro_desk.practice.workspace import Workspace


def test_the_next_review_is_the_booked_one_or_its_last_day(ws: Workspace, child: str) -> None:
    assert spoken_date(ws, child, "before the next review").day == date(2026, 11, 23)
    later = spoken_date(ws, child, "in a fortnight")
    assert (later.day, later.note) == (date(2026, 12, 7), "That lies after the next review, on 24 November 2026.")
    book(ws, child, date(2026, 12, 9), time="10:00").result()
    assert spoken_date(ws, child, "before the next review").day == date(2026, 12, 8)
    assert spoken_date(ws, child, "when she turns 14").day == date(2027, 4, 5)
