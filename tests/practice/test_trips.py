"""Trips of a desk's own diary: the fixed order, what is booked stays, reasons and prices, and taking proposals."""

from __future__ import annotations

import itertools
import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from iro_desk.casework import Engagement, Episode, Refused, Review
from iro_desk.practice.booking import book
from iro_desk.practice.diary import diary_view
from iro_desk.practice.diary_facts import minutes_of
from iro_desk.practice.diary_views import TripsView
from iro_desk.practice.encode import to_json
from iro_desk.practice.engagements import keep_wish, take_leave
from iro_desk.practice.history import undo
from iro_desk.practice.plan_kept import kept, taken_up
from iro_desk.practice.settings import change_setting
from iro_desk.practice.trips import TripPlanner, forced_on
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace
from tests.planning.processor import ProcessorClock
from tests.planning.verifier import faults
from tests.practice.conftest import TODAY
from tests.practice.trips_desk import BANGOR, BRISTOL, NEAR, POOLE, PRESTON, Invented, make

NEAR_POOLE = "BH8 8DY"
IN_TERM = date(2026, 12, 11)


@pytest.fixture
def ids(ws: Workspace) -> dict[str, str]:
    return make(
        ws,
        [
            Invented("Ava", NEAR, IN_TERM),
            Invented("Ben", POOLE, IN_TERM, age=2),
            Invented("Cai", BANGOR, date(2026, 12, 15), surname="Twin"),
            Invented("Dee", BANGOR, date(2026, 12, 16), surname="Twin"),
            Invented("Eli", PRESTON, date(2026, 12, 17), age=3),
            Invented("Flo", BRISTOL, date(2026, 12, 18)),
        ],
    )


def run(ws: Workspace, weeks: int = 4) -> tuple[TripPlanner, TripsView]:
    planner = TripPlanner(ws, weeks=weeks)
    return planner, planner.run(20)


def test_the_plan_of_a_desk_keeps_every_rule(ws: Workspace, ids: dict[str, str]) -> None:
    told: list[TripsView] = []
    planner = TripPlanner(ws, weeks=4)
    view = planner.run(6, improved=told.append)
    assert len(told) >= 2
    for each in (*told, view):
        assert faults(each.instance, each.answer) == []
    by_name = {p.label.split()[0]: p for p in view.proposals}
    assert sorted(by_name) == sorted(ids)
    assert not any(p.late_days or p.pinned for p in view.proposals)
    # School and the half hour alone with the child come before driving.
    for name in ("Ava", "Flo"):
        assert by_name[name].time >= "15:45"
        assert minutes_of(by_name[name].time) - minutes_of(by_name[name].child_at) == 30
    # Brothers and sisters of one home on one day; two distant homes of different regions on none.
    assert by_name["Cai"].day == by_name["Dee"].day
    assert "On one day with Dee Twin." in by_name["Cai"].reasons
    assert by_name["Eli"].day not in (by_name["Cai"].day, by_name["Flo"].day)
    north = next(trip for trip in view.trips if by_name["Cai"].id in trip.proposals)
    assert north.nights >= 1
    assert north.saved_words
    assert view.drive_minutes < view.apart_minutes
    assert to_json(view)


def test_a_wish_outweighs_driving_and_by_video_nobody_drives(ws: Workspace, ids: dict[str, str]) -> None:
    keep_wish(ws, ids["Eli"], method="video").result()
    keep_wish(ws, ids["Ben"], not_before="14:00", not_on="mon tue thu fri", words="Wednesdays").result()
    _, view = run(ws)
    by_name = {p.label.split()[0]: p for p in view.proposals}
    assert (by_name["Eli"].method, by_name["Eli"].where) == ("video", "By video")
    assert by_name["Ben"].day.weekday() == 2
    assert by_name["Ben"].time >= "14:00"
    assert "As Ben wishes: Wednesdays." in by_name["Ben"].reasons
    assert faults(view.instance, view.answer) == []


def test_mixed_is_driven_to_and_booked_as_the_child_wishes_it(ws: Workspace, ids: dict[str, str]) -> None:
    keep_wish(ws, ids["Flo"], method="mixed").result()
    planner, view = run(ws)
    flo = next(p for p in view.proposals if p.child == ids["Flo"])
    assert flo.method == "mixed"
    assert flo.price > 60
    (review,) = planner.accept(view, [flo.id]).result()
    assert ws.desk.get(Review, review).method == "mixed"


def test_each_stop_takes_what_the_settings_say(ws: Workspace) -> None:
    make(ws, [Invented("Ava", NEAR, IN_TERM, age=2), Invented("Ben", NEAR, IN_TERM, age=3)])

    def stops() -> tuple[list[str], list[int]]:
        view = TripPlanner(ws, weeks=3).run(8)
        (day,) = {p.day for p in view.proposals}
        assert all(p.day == day for p in view.proposals), "two of one home, and one drive"
        both = sorted(view.proposals, key=lambda p: p.time)
        hours = [minutes_of(at) for p in both for at in (p.child_at, p.time, p.ends)]
        return [p.where for p in both], [b - a for a, b in itertools.pairwise(hours)]

    _, (child, meeting, between, *_) = stops()
    assert (child, meeting) == (30, 75)
    assert between >= 15
    for key, minutes in (("stop_child_minutes", "45"), ("stop_meeting_minutes", "60"), ("stop_rest_minutes", "40")):
        change_setting(ws, key, minutes).result()
    _, (child, meeting, between, *_) = stops()
    assert (child, meeting) == (45, 60)
    assert between >= 40


def test_a_child_near_the_way_may_be_seen_before_the_review(ws: Workspace) -> None:
    make(ws, [Invented("Ava", POOLE, date(2026, 12, 11), age=2), Invented("Ben", NEAR_POOLE, date(2027, 1, 29), age=3)])
    planner, view = run(ws, 3)
    (trip,) = view.trips
    (optional,) = trip.days[0].optional
    assert optional.label == "Ben Inventedson"
    assert optional.why == "Review by 29 January 2027; not yet spoken with."
    assert 0 <= optional.adds_minutes <= 40
    day = trip.days[0].day
    seen = planner.see(optional, day).result()
    planner.accept(view).result()
    told = diary_view(ws, day, day)
    assert told.clashes == (), "the hour said leaves the time for the drive, the child and the meeting"
    (entry,) = (each for each in told.days[0].entries if each.id == seen)
    assert (entry.kind, entry.child, entry.time, entry.ends) == (
        "visit",
        optional.child,
        optional.starts_at,
        optional.ends_at,
    )
    assert minutes_of(optional.ends_at) - minutes_of(optional.starts_at) == 30
    undo(ws).result()
    undo(ws).result()
    assert ws.desk.all(Engagement) == []


def test_what_is_booked_stays_and_all_is_taken_as_one_change(ws: Workspace, ids: dict[str, str]) -> None:
    day = date(2026, 12, 1)
    kept = book(ws, ids["Ava"], day, time="10:00", method="in person").result()
    planner, view = run(ws)
    ava = next(p for p in view.proposals if p.child == ids["Ava"])
    assert (ava.id, ava.day, ava.time, ava.pinned) == (kept, day, "10:00", True)
    one = next(p for p in view.proposals if p.child == ids["Flo"])
    planner.accept(view, [one.id]).result()
    changes = len(ws.desk.history())
    _, again = run(ws)
    assert next(p for p in again.proposals if p.child == ids["Flo"]).pinned
    booked = planner.accept(again).result()
    assert len(booked) == 4
    assert len(ws.desk.history()) == changes + 1
    assert len(ws.desk.where(Review, state="booked")) == 6
    with pytest.raises(Refused, match="nothing left to book"):
        planner.accept(run(ws)[1])
    ws.office.undo().result()
    assert len(ws.desk.where(Review, state="booked")) == 2


def test_why_not_another_day_is_priced_by_the_same_search(ws: Workspace, ids: dict[str, str]) -> None:
    planner, view = run(ws)
    other = next(
        d
        for k in range(1, 16)
        if (d := TODAY + timedelta(days=k)).weekday() < 5 and d not in {p.day for p in view.proposals}
    )
    price = planner.why_not(view, ids["Ava"], other, 20)
    number = planner.task.number_of(ids["Ava"])
    forced = planner.solve(forced_on(planner.task.instance, number, planner._number_of_day(other) or 0), 20)
    assert price.minutes is not None
    assert abs(price.minutes - (forced.cost - view.answer["own_cost"])) <= 1
    assert price.question.startswith("Why not ")
    assert "weekend" in planner.why_not(view, ids["Ava"], date(2026, 12, 5)).words
    late = planner.why_not(view, ids["Ava"], date(2026, 12, 14), 20)
    assert "It would be late" in late.words


def test_each_refused_day_stands_beside_its_proposal_with_its_price(ws: Workspace) -> None:
    make(ws, [Invented("Ava", NEAR, IN_TERM), Invented("Cai", BANGOR, IN_TERM), Invented("Flo", BRISTOL, IN_TERM)])
    planner, view = run(ws)
    planner.clock = ProcessorClock()
    told: list[TripsView] = []
    priced = planner.with_refused(view, 30, improved=told.append)
    assert [sum(bool(p.alternatives) for p in each.proposals) for each in told] == list(range(1, len(told) + 1))
    first = next(p for p in told[0].proposals if p.alternatives)
    assert first.price == max(p.price for p in view.proposals)
    for proposal in priced.proposals:
        (refused,) = proposal.alternatives
        assert refused.proved
        assert refused.minutes is None or refused.minutes >= 0
        day = next(d for d in planner_days(planner) if refused.question == f"Why not {long_day(d, TODAY)}?")
        assert day != proposal.day
        if proposal.id == first.id:
            again = planner.why_not(view, proposal.child, day, 20)
            assert (again.minutes, again.words) == (refused.minutes, refused.words)
    assert planner.with_refused(view, 30, stopped=lambda: True) == view


def planner_days(planner: TripPlanner) -> list[date]:
    return [planner.task.date_of(d) for d in range(planner.task.instance.days)]


def test_what_cannot_be_in_time_is_said_with_its_proof(ws: Workspace, ids: dict[str, str]) -> None:
    take_leave(ws, TODAY + timedelta(days=1), date(2026, 12, 10)).result()
    take_leave(ws, date(2026, 12, 14), date(2026, 12, 16)).result()
    _, view = run(ws)
    assert faults(view.instance, view.answer) == []
    wanting = {row.label.split()[0]: row for row in view.cannot_be}
    assert set(wanting) <= {"Cai", "Dee", "Eli", "Flo", "Ava", "Ben"}
    assert {"Cai", "Dee"} <= set(wanting), "Bangor needs a night, and only Friday is free before"
    assert "cannot be held in time" in wanting["Cai"].proof
    assert "or move your leave" in wanting["Cai"].ask
    take_leave(ws, date(2026, 12, 11), date(2026, 12, 11)).result()
    _, view = run(ws)
    wanting = {row.label.split()[0]: row for row in view.cannot_be}
    assert "no day on which you work" in wanting["Ava"].proof


def test_a_trip_with_nights_that_is_booked_stays_one(ws: Workspace, ids: dict[str, str]) -> None:
    planner, view = run(ws)
    north = next(trip for trip in view.trips if ids["Cai"] in trip.proposals)
    planner.accept(view, north.proposals).result()
    _, again = run(ws)
    kept = next(trip for trip in again.trips if trip.id == north.id)
    assert (kept.nights, kept.fixed, kept.drive_minutes) == (north.nights, True, north.drive_minutes)
    assert faults(again.instance, again.answer) == []


def test_a_plan_that_was_put_away_stands_again_until_the_diary_changes(ws: Workspace, ids: dict[str, str]) -> None:
    take_leave(ws, date(2026, 11, 24), date(2026, 12, 15)).result()  # Some are late then, with their proof.
    planner = TripPlanner(ws, weeks=4)
    assert kept(planner) is None
    view = planner.run(4)
    assert any(each.proof for each in view.cannot_be)
    put_away = json.loads(json.dumps(kept(planner)))
    assert not any(name in json.dumps(put_away) for name in (*ids, "Twin"))
    again, shown = taken_up(ws, put_away)
    assert to_json(shown) == to_json(view), "the same trips, reasons, prices and proofs"
    wanted = next(p for p in shown.proposals if p.child == ids["Flo"])
    again.accept(shown, [wanted.id]).result()
    with pytest.raises(Refused, match="diary has changed"):
        taken_up(ws, put_away)
    ws.office.undo().result()
    taken_up(ws, put_away)
    with pytest.raises(Refused, match="the day"):
        taken_up(replace(ws, today=TODAY + timedelta(days=1)), put_away)


def test_an_adjourned_review_is_taken_up_again_and_not_held_anew(ws: Workspace, child: str) -> None:
    def adjourn(change: object) -> None:
        first = next(r for r in change.where(Review, child=child))  # type: ignore[attr-defined]
        met = replace(first, id=change.new_id(), state="adjourned", held_on=None, completed_on=None)  # type: ignore[attr-defined]
        change.save(replace(met, adjourned_on=TODAY, first_part_on=TODAY, booked_for=TODAY))  # type: ignore[attr-defined]

        def home(episode: Episode) -> Episode:
            return replace(episode, postcode=NEAR)

        change.save(home(change.where(Episode, child=child)[0]))  # type: ignore[attr-defined]

    ws.do("Adjourned", adjourn).result()
    planner, view = run(ws, 6)
    (proposal,) = view.proposals
    (review,) = planner.accept(view).result()
    row = ws.desk.get(Review, review)
    assert (row.state, row.booked_for, row.booked_time) == ("adjourned", proposal.day, proposal.time)
    assert [p.pinned for p in run(ws, 6)[1].proposals] == [True]


def test_a_booking_whose_day_went_by_is_given_the_new_day(ws: Workspace, ids: dict[str, str]) -> None:
    lapsed = book(ws, ids["Ben"], date(2026, 11, 24), time="10:00").result()
    ws.today = date(2026, 11, 25)
    planner, view = run(ws)
    planner.accept(view).result()
    row = ws.desk.get(Review, lapsed)
    assert row.booked_for is not None
    assert (row.state, row.booked_for > ws.today) == ("booked", True)


PLACES = (NEAR, POOLE, BRISTOL, BANGOR, PRESTON)


def _prices(ws: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    due = [date(2026, 12, 4) + timedelta(days=chance.randint(0, 13)) for _ in range(6)]
    make(ws, [Invented(f"N{n}", chance.choice(PLACES), due[n], age=chance.choice((2, 9, 15))) for n in range(6)])
    planner = TripPlanner(ws, weeks=4, clock=ProcessorClock())
    view = planner.run(20)
    for proposal in chance.sample(view.proposals, 3):
        day = date(2026, 11, 24) + timedelta(days=chance.randint(0, 20))
        price = planner.why_not(view, proposal.child, day, 30)
        wanted = planner._number_of_day(day)
        if wanted is None or day.weekday() >= 5:
            assert price.minutes is None
            continue
        forced = planner.solve(forced_on(planner.task.instance, planner.task.number_of(proposal.child), wanted), 30)
        if price.minutes is None:
            assert planner.task.number_of(proposal.child) in forced.unscheduled
        else:
            assert abs(price.minutes - (forced.cost - view.answer["own_cost"])) <= 1
            assert price.minutes >= 0, "the plan itself was the best there is"


def test_every_price_is_what_the_forced_alternative_costs(ws: Workspace) -> None:
    _prices(ws, 0)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(1, 10))
def test_every_price_is_what_the_forced_alternative_costs_in_ten_plans(ws: Workspace, seed: int) -> None:
    _prices(ws, seed)
