"""Plans keep every rule, cost what they say, come at once and get better, and stop when told."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from iro_desk.planning import BadInstance, Instance, Plan, PlannedReview, booked_week, greedy_plan, plan
from iro_desk.planning.days import IMPOSSIBLE, Asked, Sort, timings
from iro_desk.planning.instance import NEVER, Rules
from tests.planning.making import instance
from tests.planning.verifier import faults


def planned(raw: dict[str, Any], seconds: float) -> tuple[Plan, list[Plan]]:
    told: list[Plan] = []
    return plan(Instance.from_json(raw), seconds, improved=told.append), told


@pytest.mark.parametrize("seed", range(6))
def test_every_plan_on_the_way_keeps_every_rule(seed: int) -> None:
    raw = instance(18, seed, days=20, off=3)
    best, told = planned(raw, 4)
    for each in (*told, best):
        assert faults(raw, each.as_json()) == []
    assert [each.cost for each in told] == sorted((each.cost for each in told), reverse=True)
    assert best.cost == told[-1].cost


def test_a_plan_is_there_at_once_and_nights_away_make_it_better() -> None:
    raw = instance(24, 3, days=20, off=3, far=0.6)
    best, told = planned(raw, 5)
    assert len(told) >= 2
    assert best.cost < told[0].cost
    assert any(day.end for day in best.days)
    assert best.neighbourhood_bound <= best.cost
    assert best.bound == 0


def test_no_review_is_held_before_its_first_day_or_left_out_when_it_can_be_held() -> None:
    raw = instance(6, 1, days=10, off=0, far=0.0, tight=0.0)
    for review in raw["revs"]:
        review.update(early=0, due=9)
    best, _ = planned(raw, 2)
    assert best.unscheduled == ()
    assert faults(raw, best.as_json()) == []


def test_a_review_that_nobody_can_reach_is_left_out_and_said() -> None:
    raw = instance(4, 2, days=10, off=0, far=0.0)
    for place in range(5):
        raw["T"][place][2] = raw["T"][2][place] = 700 if place != 2 else 0
    best, _ = planned(raw, 2)
    assert 2 in best.unscheduled
    assert faults(raw, best.as_json()) == []


def test_it_stops_when_told_and_keeps_what_it_has() -> None:
    raw = instance(30, 4)
    told: list[Plan] = []
    best = plan(Instance.from_json(raw), 60, improved=told.append, stopped=lambda: bool(told))
    assert best.cost == told[0].cost
    assert best.seconds < 5
    assert faults(raw, best.as_json()) == []


def alone(out: int, back: int, *, after: int = 0, fixed: int = -1) -> tuple[list[int], list[list[int]]]:
    """Wishes broken by, and the start of, one review with those drives."""
    asked = Asked(np.array([[after]]), np.array([[NEVER]]), np.array([[fixed]]))
    legs = np.zeros((1, 0), dtype=np.int64)
    cost, at = timings(Rules(), Sort(420, 1170, True), np.array([out]), legs, np.array([back]), asked)
    return cost.tolist(), at.tolist()


def test_after_school_is_waited_for_where_it_costs_less() -> None:
    assert alone(60, 60, after=915) == ([0], [[915]])
    assert alone(200, 200, after=915)[0] == [1]
    assert alone(400, 400)[0] == [IMPOSSIBLE]


def test_what_is_booked_starts_at_its_minute() -> None:
    assert alone(60, 60, after=915, fixed=700) == ([0], [[700]])
    assert alone(300, 60, fixed=700)[0] == [IMPOSSIBLE]


NO_TASKS: list[Any] = [
    {},
    [],
    {"T": [[0]], "revs": [{}], "days": 1, "unavail": []},
    {"T": [[0, 1], [1, 0]], "revs": [], "days": 1, "unavail": []},
]


@pytest.mark.parametrize("raw", NO_TASKS)
def test_what_is_no_task_is_refused(raw: Any) -> None:
    with pytest.raises(BadInstance):
        Instance.from_json(raw)


def test_the_verifier_sees_what_is_wrong() -> None:
    raw = instance(6, 1, days=10, off=0)
    answer = json.loads(json.dumps(planned(raw, 2)[0].as_json()))
    assert faults(raw, answer) == []
    answer["days"][0]["visits"][0]["start_minute"] = 100
    answer["cost"] += 1
    assert len(faults(raw, answer)) >= 2


def test_bookings_that_need_a_night_are_held_in_the_first_plan_and_as_few_as_can_be_are_lost() -> None:
    far = np.array([[0, 250, 320, 10], [250, 0, 95, 250], [320, 95, 0, 320], [10, 250, 320, 0]])
    booked = (
        PlannedReview(0, 0, False, booked=True, fixed_at=14 * 60),
        PlannedReview(1, 1, False, booked=True, fixed_at=10 * 60 + 30),
        PlannedReview(0, 5, False),
    )
    first = greedy_plan(Instance(far, booked, 10, frozenset()))
    begun = [(day.day, day.start, [visit.review for visit in day.visits], day.end) for day in first.days[:2]]
    assert begun == [(0, 0, [1], 1), (1, 1, [2], 0)]
    assert first.unscheduled == ()
    two = Instance(far[:3, :3], booked[:2], 10, frozenset())
    assert booked_week(two, 0).lost == ()
    # The day between is no day to come home on: the far one alone cannot be lived, the near one can.
    shut = replace(two, unavailable=frozenset({1}))
    assert booked_week(shut, 0).lost == (1, 2)
    here = Instance(far[np.ix_([0, 3, 2], [0, 3, 2])], booked[:2], 10, frozenset({2}))
    assert booked_week(here, 0).lost == (2,)
    assert [day.start or day.end for day in booked_week(replace(two, rules=Rules(most_nights=0)), 0).days] == []


@pytest.mark.timeout(300)
def test_a_night_that_a_booking_needs_leaves_the_search_as_wide_as_it_was() -> None:
    made = Instance.from_json(instance(14, 5, days=20, off=2))
    far, near = int(np.argmax(made.minutes[0, 1:])) + 1, int(np.argmin(made.minutes[0, 1:])) + 1
    day = next(d for d in range(1, 18) if made.night_after(d))
    reviews = list(made.reviews)
    # Too late in the day to be driven home from, and near home on the next: no tour of far places alone holds both.
    reviews[far - 1] = PlannedReview(day, day, False, booked=True, fixed_at=16 * 60)
    reviews[near - 1] = PlannedReview(day + 1, day + 1, False, booked=True, fixed_at=15 * 60)
    task = replace(made, reviews=tuple(reviews), rules=replace(made.rules, late_at_all=50_000))
    first, best = greedy_plan(task), plan(task, 3, clock=time.process_time)
    booked = {(d.day, d.start, d.end) for d in best.days for visit in d.visits if visit.review in (far, near)}
    assert booked == {(day, 0, far), (day + 1, far, 0)}
    assert best.unscheduled == ()
    assert best.cost < first.cost
