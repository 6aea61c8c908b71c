"""Every day's work that can be done: which reviews in which order, from where to where, and when each starts."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iro_desk.planning.instance import (
    AFTER_SCHOOL,
    FIRST_START,
    HOME_BY,
    LAST_START,
    LEAVE_FROM,
    LONGEST_DAY,
    MOST_DAYS_LATE,
    NIGHT_COST,
    REVIEW_MINUTES,
    SCHOOL_COST,
    Instance,
)

Ints = NDArray[np.int64]
IMPOSSIBLE = 10**9


@dataclass(frozen=True, slots=True)
class Reach:
    """How widely nights away are searched: the larger, the more tours, and the longer it takes."""

    far: int
    """Minutes from home from which a night away is thought of."""
    neighbours: int
    """How many near places may follow a place away from home, or be slept at."""
    onward: int
    """How many may follow as the third of a day."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days' work as columns: ``start``, ``end`` (0: home), ``visits`` (m x 3, 0: none), ``cost``, ``at`` (starts).

    ``cost`` is driving, school time and the night; what being late costs depends on the day it is done.
    """

    start: Ints
    end: Ints
    visits: Ints
    cost: Ints
    at: Ints

    def __len__(self) -> int:
        return len(self.start)


def timings(first: Ints, legs: Ints, last: Ints, school: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """The least school cost with which each of m days of k visits can be held, and when each visit starts.

    ``first`` and ``last`` are the drives to the first and from the last visit (m), ``legs`` those between (m x k-1),
    ``school`` whether the child is of school age (m x k). Impossible days cost :data:`IMPOSSIBLE`. Each visit is
    either held as soon as one gets there or, of a child of school age, after school; of equal costs the shortest day.
    """
    m, k = school.shape
    best = np.full(m, IMPOSSIBLE, dtype=np.int64)
    length = np.full(m, IMPOSSIBLE, dtype=np.int64)
    at = np.zeros((m, k), dtype=np.int64)
    for waits in itertools.product((False, True), repeat=k):
        starts = np.zeros((m, k), dtype=np.int64)
        possible = np.ones(m, dtype=bool)
        now = np.maximum(FIRST_START, LEAVE_FROM + first)
        for i, wait in enumerate(waits):
            if i:
                now = now + REVIEW_MINUTES + legs[:, i - 1]
            if wait:
                possible &= (now < AFTER_SCHOOL) & school[:, i]
                now = np.maximum(now, AFTER_SCHOOL)
            possible &= now <= LAST_START
            starts[:, i] = now
        for i in range(k - 2, -1, -1):  # no earlier than what comes after it asks for
            later = np.minimum(starts[:, i + 1] - REVIEW_MINUTES - legs[:, i], LAST_START)
            starts[:, i] = np.maximum(starts[:, i], later)
        home = starts[:, -1] + REVIEW_MINUTES + last
        took = home - (starts[:, 0] - first)
        possible &= (home <= HOME_BY) & (took <= LONGEST_DAY)
        school_cost = SCHOOL_COST * (school & (starts < AFTER_SCHOOL)).sum(axis=1)
        better = possible & ((school_cost < best) | ((school_cost == best) & (took < length)))
        best[better], length[better], at[better] = school_cost[better], took[better], starts[better]
    return best, at


def days_of(instance: Instance, reach: Reach | None) -> Days:
    """The days' work to choose from: every day from home to home, and with ``reach`` days that start or end away."""
    parts = [_of_orders(instance, *_home_to_home(instance, k)) for k in (1, 2, 3)]
    if reach is not None:
        parts += _away(instance, reach)
    return _cheapest(_joined(parts))


def _fits(instance: Instance) -> NDArray[np.bool_]:
    """Which two places can be visited on one day, by the days of their reviews; home with all."""
    early = np.array([0, *(r.early for r in instance.reviews)])
    late = np.array([instance.days, *(r.due + MOST_DAYS_LATE for r in instance.reviews)])
    return (early[:, None] <= late[None, :]) & (early[None, :] <= late[:, None])


def _home_to_home(instance: Instance, k: int) -> tuple[Ints, Ints, Ints]:
    """Every order of k reviews that can be driven in a day from home and back."""
    fits, minutes = _fits(instance), instance.minutes
    orders = np.arange(1, instance.n + 1)[:, None]
    for _ in range(k - 1):
        grown = np.repeat(orders, instance.n, axis=0)
        nexts = np.tile(np.arange(1, instance.n + 1), len(orders))
        keep = np.ones(len(grown), dtype=bool)
        for i in range(grown.shape[1]):
            keep &= (grown[:, i] != nexts) & fits[grown[:, i], nexts]
        orders = np.column_stack([grown, nexts])[keep]
        drive = minutes[0, orders[:, 0]] + minutes[orders[:, -1], 0]
        for i in range(orders.shape[1] - 1):
            drive = drive + minutes[orders[:, i], orders[:, i + 1]]
        # A further visit only adds to the way home where the drives keep the triangle's law; they nearly do.
        orders = orders[drive + REVIEW_MINUTES * orders.shape[1] <= LONGEST_DAY + 30]
    home = np.zeros(len(orders), dtype=np.int64)
    return home, orders, home


def _away(instance: Instance, reach: Reach) -> list[Days]:
    """Days that start or end at a place slept at, near the reviews of the day."""
    minutes, fits = instance.minutes, _fits(instance)
    far = [r for r in range(1, instance.n + 1) if minutes[0, r] >= reach.far]
    near = {r: _nearest(minutes[r], [x for x in far if x != r], reach.neighbours) for r in far}
    sleep_near = max(2, reach.neighbours // 2)
    rows: dict[int, list[tuple[int, tuple[int, ...], int]]] = {1: [], 2: [], 3: []}
    for order in _orders_away(far, near, fits, minutes, reach):
        first, last = order[0], order[-1]
        ends = [last, *(y for y in near[last][:sleep_near] if y not in order)]
        starts = [first, *(x for x in near[first] if x not in order)]
        rows[len(order)] += [(0, order, y) for y in ends]
        for x in starts:
            rows[len(order)].append((x, order, 0))
            rows[len(order)] += [(x, order, y) for y in ends if y != x]
    parts = [
        _of_orders(
            instance,
            np.array([row[0] for row in some]),
            np.array([row[1] for row in some]),
            np.array([row[2] for row in some]),
        )
        for some in rows.values()
        if some
    ]
    return [*parts, _empty_days(instance, far)]


def _nearest(drives: Ints, places: list[int], most: int) -> list[int]:
    return sorted(places, key=lambda place: int(drives[place]))[:most]


def _orders_away(
    far: list[int], near: dict[int, list[int]], fits: NDArray[np.bool_], minutes: Ints, reach: Reach
) -> list[tuple[int, ...]]:
    orders: list[tuple[int, ...]] = []
    for a in far:
        orders.append((a,))
        for b in near[a]:
            if not fits[a, b] or minutes[a, b] > 200:
                continue
            orders.append((a, b))
            orders += [
                (a, b, c)
                for c in near[b][: reach.onward]
                if c != a and fits[a, c] and fits[b, c] and minutes[b, c] <= 120
            ]
    return orders


def _empty_days(instance: Instance, far: list[int]) -> Days:
    """Days that are only driven: there in the evening, or home the next day."""
    out = [(0, x, int(instance.minutes[0, x]) + NIGHT_COST) for x in far if instance.minutes[0, x] <= LONGEST_DAY]
    home = [(x, 0, int(instance.minutes[x, 0])) for x in far if instance.minutes[x, 0] <= LONGEST_DAY]
    rows = np.array([*out, *home], dtype=np.int64).reshape(-1, 3)
    none = np.zeros((len(rows), 3), dtype=np.int64)
    return Days(rows[:, 0], rows[:, 1], none, rows[:, 2], none)


def _of_orders(instance: Instance, start: Ints, orders: Ints, end: Ints) -> Days:
    """Times and costs of orders of k reviews from a start to an end; impossible ones are left out."""
    minutes, k = instance.minutes, orders.shape[1]
    school = np.array([False, *(review.school for review in instance.reviews)])
    first, last = minutes[start, orders[:, 0]], minutes[orders[:, -1], end]
    legs = minutes[orders[:, :-1], orders[:, 1:]]
    school_cost, at = timings(first, legs, last, school[orders])
    good = school_cost < IMPOSSIBLE
    cost = school_cost + first + legs.sum(axis=1) + last + NIGHT_COST * (end != 0)
    fill = ((0, 0), (0, 3 - k))
    return Days(start[good], end[good], np.pad(orders[good], fill), cost[good], np.pad(at[good], fill))


def _joined(parts: list[Days]) -> Days:
    return Days(
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.end for part in parts]),
        np.concatenate([part.visits for part in parts]),
        np.concatenate([part.cost for part in parts]),
        np.concatenate([part.at for part in parts]),
    )


def _cheapest(days: Days) -> Days:
    """Of all orders of the same reviews between the same two places, the cheapest."""
    members = np.sort(days.visits, axis=1)
    keys = np.column_stack([days.start, days.end, members])
    by_cost = np.lexsort((days.cost, *keys.T[::-1]))
    ordered = keys[by_cost]
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    kept = by_cost[first]
    return Days(days.start[kept], days.end[kept], days.visits[kept], days.cost[kept], days.at[kept])
