"""The best plan of a small task by looking at every tour there is, written apart from the planner.

Every order of at most three reviews between any two places is timed by trying every start that could matter; tours of
one, two and three days are joined from them, the cheapest of each set of reviews and first day is kept, and the best
set of tours is chosen by a mixed-integer programme solved to proof.
"""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

INFINITE = 10**9


def day_cost(task: dict[str, Any], start: int, order: tuple[int, ...], end: int) -> int:
    """Driving and school time of the cheapest timing of a day; INFINITE when there is none."""
    drive, reviews = task["T"], task["revs"]
    path = (start, *order, end)
    legs = [drive[a][b] for a, b in itertools.pairwise(path)]
    if not order:
        return sum(legs) if start != end and sum(legs) <= 600 else INFINITE
    best = INFINITE
    if sum(legs) + 90 * len(order) > 600:
        return INFINITE
    # The first start fixes the earliest of all others; only starts that free a later one from waiting can matter.
    for wait in itertools.product((False, True), repeat=len(order)):
        latest, earliest = 1020, max(540, 420 + legs[0])
        low, high = [], []
        for i, review in enumerate(order):
            if i:
                earliest = earliest + 90 + legs[i]
            if reviews[review - 1]["school"] and wait[i]:
                earliest = max(earliest, 915)
            low.append(earliest)
        for i in range(len(order) - 1, -1, -1):
            latest = min(1020, 1170 - 90 - legs[-1]) if i == len(order) - 1 else min(1020, latest - 90 - legs[i + 1])
            high.append(latest)
        high.reverse()
        if any(a > b for a, b in zip(low, high, strict=True)):
            continue
        # The last as early as it can be, the first as late as that lets it.
        starts = [0] * len(order)
        starts[-1] = low[-1]
        for i in range(len(order) - 2, -1, -1):
            starts[i] = min(1020, starts[i + 1] - 90 - legs[i + 1])
        if any(at < least for at, least in zip(starts, low, strict=True)):
            continue
        if starts[-1] + 90 + legs[-1] - (starts[0] - legs[0]) > 600:
            continue
        school = sum(30 for r, at in zip(order, starts, strict=True) if reviews[r - 1]["school"] and at < 915)
        best = min(best, sum(legs) + school)
    return best


Work = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]
"""Sets of reviews as bits, and the least cost of each."""


def optimum(task: dict[str, Any]) -> float:
    """The least cost of any plan of the task."""
    n, days, off = task["n"], task["days"], set(task["unavail"])
    sets = [s for k in range(4) for s in itertools.combinations(range(1, n + 1), k)]
    bits = np.array([sum(1 << (review - 1) for review in members) for members in sets])
    cost = {ends: np.array([_least(task, ends, s) for s in sets]) for ends in itertools.product(range(n + 1), repeat=2)}
    held = [np.array([_held(task, members, day) for members in sets]) for day in range(days)]
    columns: dict[tuple[int, ...], np.ndarray[Any, Any]] = {}

    def of_day(start: int, end: int, day: int) -> Work:
        price = cost[start, end] + held[day] + 150 * (end != 0)
        return bits[price < INFINITE], price[price < INFINITE]

    def offer(which: tuple[int, ...], found: np.ndarray[Any, Any]) -> None:
        columns[which] = np.minimum(columns.get(which, INFINITE), found)

    for day in range(days):
        if day in off:
            continue
        offer((day,), _best(n, *of_day(0, 0, day)))
        if day % 5 == 4 or day + 1 >= days or day + 1 in off:
            continue
        outs = {x: of_day(0, x, day) for x in range(1, n + 1)}
        for x, out in outs.items():
            offer((day, day + 1), _joined(n, out, of_day(x, 0, day + 1)))
        if (day + 1) % 5 == 4 or day + 2 >= days or day + 2 in off:
            continue
        for y in range(1, n + 1):
            reached = np.min([_joined(n, out, of_day(x, y, day + 1)) for x, out in outs.items()], axis=0)
            there = np.flatnonzero(reached < INFINITE)
            offer((day, day + 1, day + 2), _joined(n, (there, reached[there]), of_day(y, 0, day + 2)))
    return _chosen(n, days, columns)


def _chosen(n: int, days: int, columns: dict[tuple[int, ...], np.ndarray[Any, Any]]) -> float:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_matrix

    # A tour that costs more than leaving its reviews out is in no best plan.
    kept = [
        (which, members, prices[members])
        for which, prices in columns.items()
        for members in np.flatnonzero(prices < 6000 * _members(n)).tolist()
        if members
    ]
    rows, cols = [], []
    for column, (which, members, _) in enumerate(kept):
        for row in (*(r for r in range(n) if members >> r & 1), *(n + day for day in which)):
            rows.append(row)
            cols.append(column)
    for review in range(n):
        rows.append(review)
        cols.append(len(kept) + review)
    matrix = csc_matrix((np.ones(len(rows)), (rows, cols)), shape=(n + days, len(kept) + n))
    solved = milp(
        np.r_[[price for *_, price in kept], np.full(n, 6000.0)],
        constraints=LinearConstraint(matrix, np.r_[np.ones(n), np.zeros(days)], np.ones(n + days)),
        integrality=np.ones(len(kept) + n),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    assert solved.status == 0
    return float(solved.fun)


def _least(task: dict[str, Any], ends: tuple[int, int], members: tuple[int, ...]) -> int:
    start, end = ends
    if not members and start == end:
        return INFINITE
    return min(day_cost(task, start, order, end) for order in itertools.permutations(members))


def _held(task: dict[str, Any], members: tuple[int, ...], day: int) -> int:
    late = 0
    for review in members:
        known = task["revs"][review - 1]
        if not known["early"] <= day <= known["due"] + 10:
            return INFINITE
        late += 300 * max(0, day - known["due"])
    return late


def _members(n: int) -> np.ndarray[Any, Any]:
    """How many reviews each set has."""
    return sum(np.arange(1 << n) >> review & 1 for review in range(n))


def _best(n: int, members: np.ndarray[Any, Any], prices: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The least price of each of all sets."""
    best = np.full(1 << n, INFINITE)
    np.minimum.at(best, members, prices)
    return best


def _joined(n: int, first: Work, second: Work) -> np.ndarray[Any, Any]:
    """Of each set of reviews the least cost of two works that share none of it."""
    apart = (first[0][:, None] & second[0][None, :]) == 0
    both, prices = first[0][:, None] | second[0][None, :], first[1][:, None] + second[1][None, :]
    return _best(n, both[apart], prices[apart])
