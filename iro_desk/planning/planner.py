"""A plan at once, and better ones as they are found, until the time is up or somebody says stop."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from iro_desk.planning.days import IMPOSSIBLE, Reach, days_of, timings
from iro_desk.planning.instance import (
    LATE_COST,
    LEFT_OUT_COST,
    MOST_A_DAY,
    MOST_DAYS_LATE,
    Instance,
    Plan,
    PlannedDay,
    Visit,
    cost_of,
)
from iro_desk.planning.tours import Tours

REACHES = (Reach(100, 4, 1), Reach(90, 6, 3), Reach(75, 9, 5), Reach(60, 14, 8), Reach(45, 22, 12))
"""How widely nights away are searched, one after the other."""

Improved = Callable[[Plan], None]


def plan(
    instance: Instance,
    seconds: float,
    *,
    improved: Improved = lambda plan: None,
    stopped: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.monotonic,
) -> Plan:
    """The best plan found within that many seconds. ``improved`` is told each better one, the first at once."""
    began = clock()
    until = began + seconds
    best = _made(instance, greedy(instance), 0.0, clock() - began)
    improved(best)
    for number, reach in enumerate(REACHES):
        left = until - clock()
        if left < 0.3 or stopped():
            break
        tours = Tours(instance, days_of(instance, reach), clock)
        if clock() >= until - 0.2:
            break
        tours.start_with()
        tours.learn(tours.of_days(best.days))
        last = number == len(REACHES) - 1
        share = 0.55 if last or left < 6 else 0.5
        reviews, days, least, finished = tours.improve(clock() + (until - clock()) * share)
        # A choice that takes long would keep a wider search from being made: only the last has all that is left.
        chosen = tours.choose(reviews, days, least, until if last else clock() + max(0.5, (until - clock()) * 0.6))
        if chosen is None:
            continue
        made = _made(instance, tours.planned(chosen.tours), least if finished else 0.0, clock() - began)
        if made.cost <= best.cost:
            best = made
            improved(best)
    return Plan(best.days, best.cost, 0.0, best.neighbourhood_bound, clock() - began, best.unscheduled)


def _made(instance: Instance, days: tuple[PlannedDay, ...], bound: float, seconds: float) -> Plan:
    held = {visit.review for day in days for visit in day.visits}
    left_out = tuple(review for review in range(1, instance.n + 1) if review not in held)
    return Plan(days, cost_of(instance, days), 0.0, bound, seconds, left_out)


# ---------------------------------------------------------------- a plan at once


def greedy(instance: Instance) -> tuple[PlannedDay, ...]:
    """A plan from home to home alone: each review, the most pressing first, where it adds least."""
    work: dict[int, tuple[int, ...]] = {day: () for day in range(instance.days) if instance.free(day)}
    costs: dict[tuple[int, ...], tuple[int, tuple[int, ...], tuple[int, ...]]] = {(): (0, (), ())}
    order = sorted(range(1, instance.n + 1), key=lambda r: (instance.reviews[r - 1].due, instance.reviews[r - 1].early))
    for review in order:
        asked = instance.reviews[review - 1]
        best: tuple[int, int, tuple[int, ...]] | None = None
        for day, visits in work.items():
            if not asked.early <= day <= asked.due + MOST_DAYS_LATE or len(visits) == MOST_A_DAY:
                continue
            together = tuple(sorted((*visits, review)))
            cost = _round(instance, together, costs)[0]
            if cost >= IMPOSSIBLE:
                continue
            added = cost - _round(instance, visits, costs)[0] + LATE_COST * max(0, day - asked.due)
            if added < LEFT_OUT_COST and (best is None or added < best[0]):
                best = (added, day, together)
        if best is not None:
            work[best[1]] = best[2]
    return tuple(
        PlannedDay(day, 0, tuple(Visit(r, at) for r, at in zip(*_round(instance, visits, costs)[1:], strict=True)), 0)
        for day, visits in sorted(work.items())
        if visits
    )


def _round(
    instance: Instance,
    visits: tuple[int, ...],
    known: dict[tuple[int, ...], tuple[int, tuple[int, ...], tuple[int, ...]]],
) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """The cheapest way round these reviews from home: its cost, the order and the starts."""
    if visits not in known:
        from itertools import permutations

        orders = np.array(list(permutations(visits)))
        minutes = instance.minutes
        first, last = minutes[0, orders[:, 0]], minutes[orders[:, -1], 0]
        legs = minutes[orders[:, :-1], orders[:, 1:]]
        school = np.array([False, *(review.school for review in instance.reviews)])
        school_cost, at = timings(first, legs, last, school[orders])
        whole = np.where(school_cost < IMPOSSIBLE, school_cost + first + legs.sum(axis=1) + last, IMPOSSIBLE)
        best = int(np.argmin(whole))
        known[visits] = int(whole[best]), tuple(orders[best].tolist()), tuple(at[best].tolist())
    return known[visits]
