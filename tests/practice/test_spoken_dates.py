"""A phrase for a date against a child's own next review and midway check, on a real desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import Episode
from iro_desk.practice.booking import book
from iro_desk.practice.school_terms import keep_terms
from iro_desk.practice.spoken_dates import spoken_date
from iro_desk.practice.views import TermRow
from iro_desk.practice.workspace import Workspace


def test_the_next_review_is_the_booked_one_or_its_last_day(ws: Workspace, child: str) -> None:
    assert spoken_date(ws, child, "before the next review").day == date(2026, 11, 23)
    later = spoken_date(ws, child, "in a fortnight")
    assert (later.day, later.note) == (date(2026, 12, 7), "That lies after the next review, on 24 November 2026.")
    book(ws, child, date(2026, 12, 9), time="10:00").result()
    assert spoken_date(ws, child, "before the next review").day == date(2026, 12, 8)
    assert spoken_date(ws, child, "when she turns 14").day == date(2027, 4, 5)


def test_half_term_is_that_of_the_authority_where_the_child_lives(ws: Workspace, child: str) -> None:
    def moved(change: Any) -> None:
        (episode,) = change.where(Episode, child=child)
        change.save(replace(episode, postcode="BS1 5TR"))

    assert spoken_date(ws, child, "by half term").day == date(2027, 2, 12)
    ws.do("Moved", moved).result()
    assert spoken_date(ws, child, "by half term").day == date(2027, 2, 12), "the council's own until others are known"
    half = (date(2027, 2, 8), date(2027, 2, 12))
    keep_terms(
        ws,
        [
            TermRow("", "", "Autumn 2026", date(2026, 9, 3), date(2026, 12, 17)),
            TermRow("", "", "Spring 2027", date(2027, 1, 4), date(2027, 3, 24), *half),
        ],
        "E06000023",
    ).result()
    assert spoken_date(ws, child, "by half term").day == date(2027, 2, 5)
    assert spoken_date(ws, child, "by the end of term").day == date(2026, 12, 17)
