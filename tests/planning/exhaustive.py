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


def optimum(task: dict[str, Any]) -> float:
    """The least cost of any plan of the task."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_matrix

    n, days, off = task["n"], task["days"], set(task["unavail"])
    sets = [frozenset(s) for k in range(4) for s in itertools.combinations(range(1, n + 1), k)]
    cost: dict[tuple[int, int], dict[frozenset[int], int]] = {}
    for start, end in itertools.product(range(n + 1), repeat=2):
        found = {}
        for members in sets:
            if not members and start == end:
                continue
            work = sum(90 for _ in members)
            least = min(
                (day_cost(task, start, order, end) for order in itertools.permutations(members))
                if work + task["T"][start][end] * (not members) <= 600
                else (INFINITE,)
            )
            if least < INFINITE:
                found[members] = least
        cost[start, end] = found
    held = {(members, day): _held(task, members, day) for members in sets for day in range(days) if day not in off}
    columns: dict[tuple[tuple[int, ...], frozenset[int]], float] = {}

    def offer(which: tuple[int, ...], members: frozenset[int], price: float) -> None:
        if members and price < columns.get((which, members), INFINITE):
            columns[which, members] = price

    def of_day(start: int, end: int, day: int) -> dict[frozenset[int], float]:
        made = {m: c + held[m, day] + 150 * (end != 0) for m, c in cost[start, end].items()}
        return {m: c for m, c in made.items() if c < INFINITE}

    for day in range(days):
        if day in off:
            continue
        for members, price in of_day(0, 0, day).items():
            offer((day,), members, price)
        if day % 5 == 4 or day + 1 >= days or day + 1 in off:
            continue
        reached: dict[int, dict[frozenset[int], float]] = {}
        for x in range(1, n + 1):
            outs = of_day(0, x, day)
            for (a, b), price in _joined(outs, of_day(x, 0, day + 1)):
                offer((day, day + 1), a | b, price)
            if (day + 1) % 5 == 4 or day + 2 >= days or day + 2 in off:
                continue
            for y in range(1, n + 1):
                for (a, b), price in _joined(outs, of_day(x, y, day + 1)):
                    there = reached.setdefault(y, {})
                    if price < there.get(a | b, INFINITE):
                        there[a | b] = price
        for y, there in reached.items():
            for (a, b), price in _joined(there, of_day(y, 0, day + 2)):
                offer((day, day + 1, day + 2), a | b, price)
    # A tour that costs more than leaving its reviews out is in no best plan.
    kept = [(which, members, price) for (which, members), price in columns.items() if price < 6000 * len(members)]
    rows, cols = [], []
    for column, (which, members, _) in enumerate(kept):
        for row in (*(r - 1 for r in members), *(n + day for day in which)):
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


def _held(task: dict[str, Any], members: frozenset[int], day: int) -> float:
    late = 0
    for review in members:
        known = task["revs"][review - 1]
        if not known["early"] <= day <= known["due"] + 10:
            return INFINITE
        late += 300 * max(0, day - known["due"])
    return late


def _joined(first: dict[frozenset[int], float], second: dict[frozenset[int], float]) -> Any:
    for a, here in first.items():
        for b, there in second.items():
            if a.isdisjoint(b) and here + there < 6000 * max(1, len(a) + len(b)):
                yield (a, b), here + there
