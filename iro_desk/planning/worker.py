"""The planner in a process of its own: better plans as they come, a stop that is felt at once, and never over time."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from threading import Thread

from iro_desk.planning.instance import Instance, Plan
from iro_desk.planning.planner import greedy_plan, plan

LOOK_EVERY = 0.1
"""Seconds between two looks at whether it is to stop."""
TO_COME_BACK = 0.15
"""Seconds before the end at which the process is told to have ended."""


def plan_aside(
    instance: Instance,
    seconds: float,
    *,
    improved: Callable[[Plan], None] = lambda plan: None,
    stopped: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> Plan:
    """The best plan found within that many seconds, as :func:`planning.plan`, made by a process beside this one.

    The first plan is made here and told at once. The process gets numbers and nothing else; it is ended when the time
    is up or somebody says stop, whatever it is in the middle of. ``clock`` is what the seconds are counted by, here and
    there: it is handed to the process and must go on in it where it stands here.
    """
    began = clock()
    best = greedy_plan(instance, clock)
    improved(best)
    if not instance.n or seconds < 0.5:
        return best
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, instance, began, seconds, clock), daemon=True)
    process.start()
    there.close()
    finished = False
    try:
        while not finished and not stopped() and (left := began + seconds - clock()) > 0:
            if not here.poll(min(LOOK_EVERY, left)):
                if not process.is_alive() and not here.poll(0):
                    break
                continue
            try:
                told = here.recv()
            except EOFError:
                break
            finished = told is None
            if told is not None and told.cost <= best.cost:
                best = told
                improved(best)
    finally:
        process.terminate()
        process.join(1)
        here.close()
    return replace(best, seconds=clock() - began, finished=finished)


def _work(told: Connection, instance: Instance, began: float, seconds: float, clock: Callable[[], float]) -> None:
    """In the process beside: every better plan, then ``None``. ``began`` is on the clock that both share."""
    Thread(target=_end_with_the_parent, daemon=True).start()
    # The solver now and then prints a line of its own, and standard output is the answer's.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        left = began + seconds - TO_COME_BACK - clock()
        told.send(plan(instance, left, improved=told.send, clock=clock))
        told.send(None)
    except (BrokenPipeError, OSError):
        return


def _end_with_the_parent() -> None:
    """A program that is killed cannot end this process: it ends by itself, for nobody waits for its plan any more."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
