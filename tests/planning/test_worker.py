"""The planner beside: a plan at once, a stop that is felt within a second, never over time, the same plans."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
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


def stuck_beside() -> float:
    """A clock that stands still in the process beside, as long work would: it says so first."""
    if multiprocessing.parent_process() is not None:
        print("long work has begun", file=sys.stderr, flush=True)
        time.sleep(300)
    return time.monotonic()


LEFT_ALONE = """
from iro_desk.planning import Instance, plan_aside
from tests.planning.making import instance
from tests.planning.test_worker import stuck_beside
plan_aside(Instance.from_json(instance(6, 3, days=10)), 300, clock=stuck_beside)
"""


def test_it_ends_by_itself_when_the_program_is_killed() -> None:
    program = subprocess.Popen([sys.executable, "-c", LEFT_ALONE], stderr=subprocess.PIPE, text=True)
    assert program.stderr is not None
    assert program.stderr.readline() == "long work has begun\n"
    program.kill()
    # What both write their faults to is at its end only when the last of them is gone.
    program.communicate(timeout=20)
