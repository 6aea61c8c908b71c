"""The year ahead: what each week asks against what it holds, and what happens if children come or an IRO leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from iro_desk.practice.booking import book
from iro_desk.practice.encode import to_json
from iro_desk.practice.engagements import take_leave
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.year import year_view
from tests.practice.trips_desk import BANGOR, NEAR, Invented, make


@pytest.fixture
def ids(ws: Workspace) -> dict[str, str]:
    near = [Invented(f"N{n}", NEAR, date(2027, 1, 29)) for n in range(9)]
    return make(ws, [*near, Invented("Far", BANGOR, date(2027, 3, 30))])


def test_each_child_is_counted_twice_a_year_in_the_week_aimed_for(ws: Workspace, ids: dict[str, str]) -> None:
    view = year_view(ws)
    assert (len(view.rows), view.children, view.supposed) == (52, 10, "")
    by_week = {row.monday: row for row in view.rows if row.reviews}
    assert [(day, row.reviews) for day, row in by_week.items()][:2] == [
        (date(2027, 1, 18), 9),
        (date(2027, 3, 15), 1),
    ]
    assert view.reviews == 20
    january = by_week[date(2027, 1, 18)]
    assert (january.mark, january.capacity_hours, january.working_days) == ("soon", 24, 5)
    far = by_week[date(2027, 3, 15)]
    assert far.hours >= 12, "the drive to Bangor and back"
    assert to_json(view)


def test_leave_makes_a_peak_and_it_is_named_early(ws: Workspace, ids: dict[str, str]) -> None:
    take_leave(ws, date(2027, 1, 18), date(2027, 1, 20)).result()
    view = year_view(ws)
    (peak,) = view.peaks
    assert peak == "The week of 18 January 2027: 9 reviews, 24 of 10 hours, 2 days to work, 14 too many."
    assert "1 week asks more than it holds." in view.words


def test_what_is_booked_counts_on_its_day(ws: Workspace, ids: dict[str, str]) -> None:
    book(ws, ids["Far"], date(2027, 2, 2), time="11:00").result()
    row = next(row for row in year_view(ws).rows if row.monday == date(2027, 2, 1))
    assert (row.reviews, row.booked) == (1, 1)


def test_five_more_children_and_one_iro_fewer(ws: Workspace, ids: dict[str, str]) -> None:
    plain, more, fewer = year_view(ws), year_view(ws, more_children=5), year_view(ws, iros=5)
    assert (more.children, more.supposed) == (15, "5 children come")
    assert more.reviews == plain.reviews + 15, "three each in the first year"
    first = next(row for row in more.rows if row.reviews)
    assert first.monday <= date(2026, 12, 21), "a first review comes within twenty working days"
    assert (fewer.children, fewer.supposed) == (12, "One of 5 IROs leaves")
    assert fewer.hours > plain.hours
    assert fewer.rows[8].monday == date(2026, 11, 23) + timedelta(days=56)
