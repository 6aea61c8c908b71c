"""Twenty tasks of the project's own: 40 reviews in 10 s and 70 in 30 s against the widest search of 300 s.

Two hours on two cores: ``python -m pytest -m soak tests/planning/test_widest.py``.
"""

from __future__ import annotations

import pytest

from iro_desk.planning import Instance, plan_aside
from tests.planning.making import instance
from tests.planning.verifier import faults

TASKS = [(40, seed) for seed in range(10)] + [(70, seed) for seed in range(10)]


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("n", "seed"), TASKS)
def test_the_short_search_is_near_the_widest(n: int, seed: int) -> None:
    raw = instance(n, 1000 + seed)
    task = Instance.from_json(raw)
    seconds, share = (10, 1.03) if n == 40 else (30, 1.05)
    quick, widest = plan_aside(task, seconds), plan_aside(task, 300)
    assert faults(raw, quick.as_json()) == faults(raw, widest.as_json()) == []
    print(n, seed, quick.cost, widest.cost, f"{100 * quick.cost / widest.cost - 100:.1f} %")
    assert quick.cost <= share * widest.cost
