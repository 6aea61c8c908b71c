"""A review that was completed late asks why until it is known, with the council's own reasons."""

from __future__ import annotations

from datetime import date

import pytest

from iro_desk.casework import Refused, Review
from iro_desk.practice import holding
from iro_desk.practice.booking import book
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.history import undo
from iro_desk.practice.questions import answer, questions_view
from iro_desk.practice.settings import change_setting
from iro_desk.practice.workspace import Workspace


def late_review(ws: Workspace, child: str) -> str:
    review = book(ws, child, date(2026, 11, 27)).result()
    ws.today = date(2026, 11, 27)
    holding.open_review(ws, review, ws.today).result()
    holding.complete(ws, review).result()
    return review


def test_not_known_yet_is_asked_again_until_it_is_known(ws: Workspace, child: str) -> None:
    change_setting(ws, "late_reasons", "Weather\nFlood").result()
    review = late_review(ws, child)
    assert ws.desk.get(Review, review).late_reason == "not-known"
    (row,) = questions_view(ws)
    assert (row.title, row.words) == ("Why was the review late?", "Held on Friday 27 November 2026: 3 days late.")
    assert row.choices == (("weather", "Weather"), ("Flood", "Flood"))
    assert caseload_view(ws).questions == 1
    with pytest.raises(Refused):
        answer(ws, child, row.key, "Boredom").result()
    answer(ws, child, row.key, "Flood").result()
    assert ws.desk.get(Review, review).late_reason == "Flood"
    assert questions_view(ws) == ()
    undo(ws).result()
    assert questions_view(ws) == (row,)


def test_a_review_in_time_asks_nothing(ws: Workspace, child: str) -> None:
    review = book(ws, child, ws.today).result()
    holding.open_review(ws, review, ws.today).result()
    holding.complete(ws, review).result()
    assert questions_view(ws) == ()
