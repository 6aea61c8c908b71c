"""What the widest search of 300 seconds found for twenty tasks, kept in ``widest.json``.

``python -m tests.planning.widest`` searches the tasks that are not in the file yet, ``--anew`` all of them: up to 100
minutes of a processor, or of two with ``40`` given to one run and ``70`` to another. The seconds are those of
:class:`tests.planning.processor.ProcessorClock`. What is kept is a whole plan, so that whoever reads it has it
verified, and nothing but the plan has to be believed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from iro_desk.planning import Instance, plan_aside
from tests.planning.making import instance
from tests.planning.processor import ProcessorClock
from tests.planning.verifier import faults

KEPT = Path(__file__).with_suffix(".json")
SECONDS = 300
TASKS = [(n, seed) for n in (40, 70) for seed in range(10)]


def task_of(n: int, seed: int) -> dict[str, Any]:
    """The task: a number of reviews and a seed of its own."""
    return instance(n, 1000 + seed)


def kept() -> dict[str, dict[str, Any]]:
    """Of each task, named "40 reviews, seed 3", the plan found and the seconds it took."""
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def name_of(n: int, seed: int) -> str:
    """How a task is named in the file."""
    return f"{n} reviews, seed {seed}"


def widest_cost(n: int, seed: int) -> int:
    """What the kept plan of a task costs, once the verifier has found no fault in it."""
    answer = kept()[name_of(n, seed)]
    assert faults(task_of(n, seed), answer) == []
    return int(answer["cost"])


def make(tasks: list[tuple[int, int]]) -> None:
    """Searches these tasks one after the other and keeps each as it is found."""
    for n, seed in tasks:
        found = plan_aside(Instance.from_json(task_of(n, seed)), SECONDS, clock=ProcessorClock()).as_json()
        rows = sorted({**kept(), name_of(n, seed): found}.items())
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(answer, separators=(',', ':'))}" for name, answer in rows)
        KEPT.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
        print(n, seed, found["cost"], found["seconds"], found["unscheduled"], flush=True)


if __name__ == "__main__":
    sizes = [int(given) for given in sys.argv[1:] if given.isdigit()] or [40, 70]
    make([(n, seed) for n, seed in TASKS if n in sizes and ("--anew" in sys.argv or name_of(n, seed) not in kept())])
