"""The planner beside: a plan at once, a stop that is felt within a second, never over time, the same plans."""

from __future__ import annotations

import time

from iro_desk.planning import Instance, Plan, plan_aside
from tests.planning.making import instance
from tests.planning.verifier import faults


def test_it_is_never_over_time_and_the_first_plan_comes_at_once() -> None:
    raw = instance(40, 7)
    told: list[tuple[float, Plan]] = []
    began = time.monotonic()
    best = plan_aside(Instance.from_json(raw), 4, improved=lambda each: told.append((time.monotonic() - began, each)))
    took = time.monotonic() - began
    assert took < 4.5
    assert best.seconds <= 4.1
    assert told[0][0] < 2, "on a busy machine; by itself within half a second"
    assert [each.cost for _, each in told] == sorted((each.cost for _, each in told), reverse=True)
    assert all(faults(raw, each.as_json()) == [] for _, each in told)


def test_a_stop_is_felt_within_a_second() -> None:
    raw = instance(60, 8)
    began = time.monotonic()
    asked: list[float] = []

    def stopped() -> bool:
        if time.monotonic() - began > 2 and not asked:
            asked.append(time.monotonic())
        return bool(asked)

    best = plan_aside(Instance.from_json(raw), 60, stopped=stopped)
    assert time.monotonic() - asked[0] < 1.2
    assert not best.finished
    assert faults(raw, best.as_json()) == []


def test_a_small_task_is_finished_before_its_time() -> None:
    best = plan_aside(Instance.from_json(instance(6, 3, days=10)), 60)
    assert best.finished
    assert best.bound == best.cost
    assert best.seconds < 30
