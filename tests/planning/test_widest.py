"""Twenty tasks of the project's own: 40 reviews in 10 s and 70 in 30 s against the widest search of 300 s.

What the widest search found is kept (:mod:`tests.planning.widest`), so the comparison takes ten minutes of a processor:
``python -m pytest -m soak tests/planning/test_widest.py -s``. The seconds are a processor's own.
"""

from __future__ import annotations

import pytest

from iro_desk.planning import Instance, plan_aside
from tests.planning.processor import ProcessorClock
from tests.planning.verifier import faults
from tests.planning.widest import TASKS, kept, name_of, task_of, widest_cost


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("n", "seed"), TASKS)
def test_the_short_search_is_near_the_widest(n: int, seed: int) -> None:
    raw = task_of(n, seed)
    seconds, share = (10, 1.03) if n == 40 else (30, 1.05)
    quick, widest = plan_aside(Instance.from_json(raw), seconds, clock=ProcessorClock()), widest_cost(n, seed)
    assert faults(raw, quick.as_json()) == []
    assert quick.seconds <= seconds + 0.5
    print(name_of(n, seed), quick.cost, widest, f"{100 * quick.cost / widest - 100:+.1f} % in {quick.seconds:.1f} s")
    assert quick.cost <= share * widest


def test_every_plan_that_is_kept_keeps_every_rule() -> None:
    known = [task for task in TASKS if name_of(*task) in kept()]
    assert len(known) == len(kept())
    assert all(widest_cost(*task) > 0 for task in known)
