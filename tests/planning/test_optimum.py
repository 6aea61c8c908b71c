"""Small tasks: the planner's cost is the least there is, found by looking at every tour."""

from __future__ import annotations

import time

import pytest

from iro_desk.planning import Instance, plan
from tests.planning.exhaustive import optimum
from tests.planning.making import instance
from tests.planning.verifier import faults


def check(seed: int, children: int = 12) -> None:
    raw = instance(children, seed, days=10, off=seed % 3, far=0.25 + 0.05 * (seed % 4))
    best = plan(Instance.from_json(raw), 60, clock=time.process_time)
    assert faults(raw, best.as_json()) == []
    assert best.bound == best.cost, "proved by the planner itself"
    assert best.cost == round(optimum(raw))


@pytest.mark.parametrize("seed", range(2))
def test_the_planner_finds_the_optimum(seed: int) -> None:
    check(seed, 9)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(50))
def test_the_planner_finds_the_optimum_in_50_of_50(seed: int) -> None:
    check(seed)
