"""Nights away in the diary: those that the plan of the same bookings has, until a booking moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from iro_desk.casework import Review
from iro_desk.documents import read_text
from iro_desk.practice.booking import book, change_booking
from iro_desk.practice.diary import month_view, week_view
from iro_desk.practice.encode import to_json
from iro_desk.practice.making import make as make_paper
from iro_desk.practice.trip_sheet import in_words, paths_of, trip_sheet_view, way_of
from iro_desk.practice.trips import TripPlanner
from iro_desk.practice.workspace import Workspace
from tests.practice.trips_desk import BANGOR, NEAR, Invented, make

MONDAY = date(2026, 11, 30)
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 3))
LATER = date(2026, 12, 18)
BIRMINGHAM = "B1 1BB"


@pytest.fixture
def booked(ws: Workspace) -> dict[str, str]:
    """Bangor on Tuesday afternoon, Birmingham on Wednesday, Weymouth on Thursday."""
    ids = make(ws, [Invented("Cai", BANGOR, LATER), Invented("Eli", BIRMINGHAM, LATER), Invented("Ava", NEAR, LATER)])
    for name, day, time in (("Cai", TUESDAY, "15:45"), ("Eli", WEDNESDAY, "11:00"), ("Ava", THURSDAY, "15:45")):
        ids[f"{name}'s"] = book(ws, ids[name], day, time=time, method="in person", anyway=True).result()
    return ids


def test_a_night_between_two_distant_bookings_is_in_the_diary_as_in_the_plan(
    ws: Workspace, booked: dict[str, str]
) -> None:
    view = month_view(ws, 2026, 12)
    (away,) = view.away
    assert (away.first, away.last) == (TUESDAY, WEDNESDAY)
    assert away.words.endswith(", 1 night")
    days = {day.day: day for day in view.days}
    assert [days[d].sleeps_in for d in (MONDAY, TUESDAY, WEDNESDAY)] == ["", away.towns[0], ""]
    assert [days[d].woke_in for d in (TUESDAY, WEDNESDAY, THURSDAY)] == ["", away.towns[0], ""]
    planned = TripPlanner(ws, MONDAY, 3).run(5)
    trip = next(trip for trip in planned.trips if trip.nights)
    assert trip.nights == 1
    for told in trip.days:
        shown = days[told.day]
        assert (shown.leave_at, shown.back_at, shown.drive_minutes) == (told.leave_at, told.back_at, told.drive_minutes)
        (entry,) = shown.entries
        assert (entry.leave_at, entry.back_at) == (told.leave_at, told.back_at)
    assert all("sleep there" not in day.long_words for day in view.days)
    assert to_json(view)


def test_the_trip_sheet_sleeps_where_the_diary_does(ws: Workspace, booked: dict[str, str]) -> None:
    whole = trip_sheet_view(ws, TUESDAY, WEDNESDAY)
    (away,) = week_view(ws, TUESDAY).away
    first, second = whole.days
    assert (first.sleeps_in, second.sleeps_in) == (away.towns[0], "")
    assert f"in {away.towns[0]} for the night at about" in first.leave_words
    assert second.leave_words.startswith(f"Leave {away.towns[0]} at ")
    assert whole.expected_back.startswith("2 December, about ")
    alone = trip_sheet_view(ws, TUESDAY)
    assert alone.expected_back.endswith(f"in {away.towns[0]}, for the night")
    assert f"in {away.towns[0]} for the night" in in_words(whole)
    paper = " ".join(read_text(make_paper(ws, "trip-sheet", f"{TUESDAY}..{WEDNESDAY}").pdf).split())
    assert f"Night in {away.towns[0]}" in paper
    assert f"{second.way_back}." in paper
    # Days with a night between them are one path: nobody is drawn home in the evening.
    assert [len(path) for path in paths_of(whole)] == [2]
    assert len(way_of(ws, whole)) > 2


def test_what_was_held_on_the_trip_keeps_its_night(ws: Workspace, booked: dict[str, str]) -> None:
    def hold(change: Any) -> None:
        row = change.get(Review, booked["Cai's"])
        change.save(replace(row, state="completed", held_on=TUESDAY, completed_on=TUESDAY))

    ws.do("Held", hold).result()
    ws.today = WEDNESDAY
    (away,) = week_view(ws, WEDNESDAY).away
    assert (away.first, away.last) == (TUESDAY, WEDNESDAY)


def test_a_booking_that_moves_takes_its_night_with_it(ws: Workspace, booked: dict[str, str]) -> None:
    change_booking(ws, booked["Eli's"], day=date(2026, 12, 10), anyway=True).result()
    assert not any(
        away.first <= TUESDAY and away.last >= WEDNESDAY and "Birmingham" in away.words for away in _away(ws)
    )
    ws.office.undo().result()
    assert len(_away(ws)) == 1


def _away(ws: Workspace) -> tuple[Any, ...]:
    return month_view(ws, 2026, 12).away
