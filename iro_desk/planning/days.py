"""Every day's work that can be done: which reviews in which order, from where to where, and when each starts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iro_desk.planning.instance import NEVER, Instance, PlannedDay, Rules, kin_of

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
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
    whole: bool = False
    """Every order and every place to sleep: for a few reviews only."""


@dataclass(frozen=True, slots=True)
class Sort:
    """Days of one sort: the hours that can be used, and whether there is school."""

    leave_from: int
    home_by: int
    school: bool


@dataclass(frozen=True, slots=True)
class Days:
    """The days' work as rows: from ``start`` to ``end`` (0: home) with ``members`` (m x 3, 0: none).

    Of each sort of day: what it costs (driving, night, wishes of the hour, families apart; :data:`IMPOSSIBLE` where it
    cannot be done), in which ``order`` the members are visited, and ``at`` which minute each starts. What the day
    itself adds (being late, a weekday not wished) is not in it.
    """

    start: Ints
    end: Ints
    members: Ints
    sorts: tuple[Sort, ...]
    cost: tuple[Ints, ...]
    order: tuple[Ints, ...]
    at: tuple[Ints, ...]

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of each visit of m days of k: the minute wished for at the earliest, at the latest, and the one booked (-1)."""

    after: Ints
    until: Ints
    fixed: Ints


def sort_of(instance: Instance, day: int) -> Sort:
    """Which sort of day it is."""
    return Sort(*instance.hours_of(day), day not in instance.no_school)


def timings(rules: Rules, sort: Sort, first: Ints, legs: Ints, last: Ints, asked: Asked) -> tuple[Ints, Ints]:
    """The fewest wishes broken with which each of m days of k visits can be held, and when each visit starts.

    ``first`` and ``last`` are the drives to the first and from the last visit (m), ``legs`` those between (m x k-1).
    Impossible days are :data:`IMPOSSIBLE`. Each visit is either held as soon as one gets there or when it is wished;
    of equal ones the shortest day.
    """
    m, k = asked.after.shape
    best = np.full(m, IMPOSSIBLE, dtype=np.int64)
    length = np.full(m, IMPOSSIBLE, dtype=np.int64)
    at = np.zeros((m, k), dtype=np.int64)
    free = asked.fixed < 0
    wished = free & (asked.after > 0)
    for waits in itertools.product((False, True), repeat=k):
        if any(wait and not wished[:, i].any() for i, wait in enumerate(waits)):
            continue
        starts = np.zeros((m, k), dtype=np.int64)
        possible = np.ones(m, dtype=bool)
        now = np.maximum(rules.first_start, sort.leave_from + first + rules.before)
        for i, wait in enumerate(waits):
            if i:
                now = now + rules.length + legs[:, i - 1] + rules.before
            if wait:
                possible &= (now < asked.after[:, i]) & wished[:, i]
                now = np.maximum(now, asked.after[:, i])
            possible &= free[:, i] | (now <= asked.fixed[:, i])
            now = np.where(free[:, i], now, asked.fixed[:, i])
            possible &= now <= rules.last_start
            starts[:, i] = now
        for i in range(k - 2, -1, -1):  # no earlier than what comes after it asks for
            later = np.minimum(starts[:, i + 1] - rules.before - rules.length - legs[:, i], rules.last_start)
            later = np.where(starts[:, i] <= asked.until[:, i], np.minimum(later, asked.until[:, i]), later)
            starts[:, i] = np.where(free[:, i], np.maximum(starts[:, i], later), starts[:, i])
        home = starts[:, -1] + rules.length + last
        took = home - (starts[:, 0] - rules.before - first)
        possible &= (home <= sort.home_by) & (took <= rules.longest)
        broken = (free & ((starts < asked.after) | (starts > asked.until))).sum(axis=1)
        better = possible & ((broken < best) | ((broken == best) & (took < length)))
        best[better], length[better], at[better] = broken[better], took[better], starts[better]
    return best, at


class Making:
    """Makes the days' work of one task."""

    def __init__(self, instance: Instance) -> None:
        self.instance, self.rules, self.minutes = instance, instance.rules, instance.minutes
        self.sorts = tuple(dict.fromkeys(sort_of(instance, day) for day in range(instance.days) if instance.free(day)))
        self.sorts = self.sorts or (Sort(self.rules.leave_from, self.rules.home_by, True),)
        reviews = instance.reviews
        self.school = np.array([False, *(review.school for review in reviews)])
        self.after = np.array([0, *(review.after for review in reviews)])
        self.until = np.array([NEVER, *(review.until for review in reviews)])
        self.fixed = np.array([-1, *(review.fixed_at for review in reviews)])
        self.fits = self._fits()
        self.far = self.minutes[0] > self.rules.far_from
        self.kin = {number: kin_of(instance, number) for number in range(1, instance.n + 1)}
        self.has_kin = self.rules.split_cost > 0 and any(self.kin.values())

    def _fits(self) -> Flags:
        """Which two reviews can be held on one day, by their days and their regions; home with all."""
        early = np.array([0, *(r.early for r in self.instance.reviews)])
        late = np.array([self.instance.days, *(r.last_day(self.rules) for r in self.instance.reviews)])
        region = np.array([-1, *(r.region for r in self.instance.reviews)])
        apart = (region[:, None] >= 0) & (region[None, :] >= 0) & (region[:, None] != region[None, :])
        fits: Flags = (early[:, None] <= late[None, :]) & (early[None, :] <= late[:, None]) & ~apart
        return fits

    def asked(self, orders: Ints, sort: Sort) -> Asked:
        """What is asked of the hours of each visit."""
        over = np.where(self.school[orders] & sort.school, self.rules.school_over, 0)
        return Asked(np.maximum(self.after[orders], over), self.until[orders], self.fixed[orders])

    def of_orders(self, start: Ints, orders: Ints, end: Ints) -> Days:
        """Times and costs of orders of k reviews from a start to an end; impossible ones are left out."""
        minutes, rules, k = self.minutes, self.rules, orders.shape[1]
        first, last = minutes[start, orders[:, 0]], minutes[orders[:, -1], end]
        legs = minutes[orders[:, :-1], orders[:, 1:]]
        drive = first + legs.sum(axis=1) + last
        keep = drive <= rules.drive_most
        if self.far.any():
            places = 1 + (legs > 0).sum(axis=1)
            keep &= ~(self.far[orders].any(axis=1) & (places > rules.far_most))
        for i, j in itertools.combinations(range(k), 2):
            keep &= self.fits[orders[:, i], orders[:, j]]
        start, orders, end, drive = start[keep], orders[keep], end[keep], drive[keep]
        first, last, legs = first[keep], last[keep], legs[keep]
        base = drive + rules.night_cost * (end != 0) + self._apart(orders)
        costs, ats = [], []
        for sort in self.sorts:
            broken, at = timings(rules, sort, first, legs, last, self.asked(orders, sort))
            costs.append(np.where(broken < IMPOSSIBLE, base + rules.wish_cost * broken, IMPOSSIBLE))
            ats.append(at)
        good = np.min(costs, axis=0) < IMPOSSIBLE
        fill = ((0, 0), (0, 3 - k))
        kept = np.pad(orders[good], fill)
        return Days(
            start[good],
            end[good],
            np.sort(kept, axis=1),
            self.sorts,
            tuple(cost[good] for cost in costs),
            tuple(kept for _ in self.sorts),
            tuple(np.pad(at[good], fill) for at in ats),
        )

    def _apart(self, orders: Ints) -> Ints:
        if not self.has_kin:
            return np.zeros(len(orders), dtype=np.int64)
        half = self.rules.split_cost // 2
        known: dict[tuple[int, ...], int] = {}
        costs = np.zeros(len(orders), dtype=np.int64)
        for row, order in enumerate(map(tuple, orders.tolist())):
            if order not in known:
                known[order] = half * sum(len([o for o in self.kin[number] if o not in order]) for number in order)
            costs[row] = known[order]
        return costs

    def home_to_home(self, k: int) -> Days:
        """Every order of k reviews that can be driven in a day from home and back."""
        n, minutes, rules = self.instance.n, self.minutes, self.rules
        orders = np.arange(1, n + 1)[:, None]
        for _ in range(k - 1):
            grown = np.repeat(orders, n, axis=0)
            nexts = np.tile(np.arange(1, n + 1), len(orders))
            keep = np.ones(len(grown), dtype=bool)
            for i in range(grown.shape[1]):
                keep &= (grown[:, i] != nexts) & self.fits[grown[:, i], nexts]
            orders = np.column_stack([grown, nexts])[keep]
            drive = minutes[0, orders[:, 0]] + minutes[orders[:, -1], 0]
            for i in range(orders.shape[1] - 1):
                drive = drive + minutes[orders[:, i], orders[:, i + 1]]
            # A further visit only adds to the way home where the drives keep the triangle's law; they nearly do.
            orders = orders[drive + (rules.length + rules.before) * orders.shape[1] <= rules.longest + 30]
        home = np.zeros(len(orders), dtype=np.int64)
        return self.of_orders(home, orders, home)

    def away(self, reach: Reach) -> list[Days]:
        """Days that start or end at a place slept at, near the reviews of the day."""
        minutes = self.minutes
        if reach.whole:
            return [*(self._anywhere(k) for k in range(1, self.rules.most_a_day + 1)), self._empty(reach)]
        far = [r for r in range(1, self.instance.n + 1) if minutes[0, r] >= reach.far]
        near = {r: _nearest(minutes[r], [x for x in far if x != r], reach.neighbours) for r in far}
        sleep_near = max(2, reach.neighbours // 2)
        rows: dict[int, list[tuple[int, tuple[int, ...], int]]] = {1: [], 2: [], 3: []}
        for order in self._orders_away(far, near, reach):
            first, last = order[0], order[-1]
            ends = [last, *(y for y in near[last][:sleep_near] if y not in order)]
            starts = [first, *(x for x in near[first] if x not in order)]
            rows[len(order)] += [(0, order, y) for y in ends]
            for x in starts:
                rows[len(order)].append((x, order, 0))
                rows[len(order)] += [(x, order, y) for y in ends]
                if x not in ends:  # two nights at one place
                    rows[len(order)].append((x, order, x))
        return [*(self._rows(some) for some in rows.values() if some), self._empty(reach)]

    def around(self, booked: Sequence[PlannedDay]) -> list[Days]:
        """The days' work of bookings that start or end away, as it is and with one review more."""
        rows: dict[int, list[tuple[int, tuple[int, ...], int]]] = {}
        for day in booked:
            there = tuple(visit.review for visit in day.visits)
            others = [number for number in range(1, self.instance.n + 1) if number not in there]
            for held in (there, *((*there, number) for number in others)):
                if 0 < len(held) <= self.rules.most_a_day:
                    orders = itertools.permutations(held)
                    rows.setdefault(len(held), []).extend((day.start, order, day.end) for order in orders)
        made = [self._rows(some) for some in rows.values()]
        return [*made, self._driven([(day.start, day.end) for day in booked if not day.visits])]

    def _rows(self, some: list[tuple[int, tuple[int, ...], int]]) -> Days:
        return self.of_orders(
            np.array([row[0] for row in some]),
            np.array([row[1] for row in some]),
            np.array([row[2] for row in some]),
        )

    def _anywhere(self, k: int) -> Days:
        """Every order of k reviews between any two places of which at least one is not home."""
        n = self.instance.n
        orders = np.array(list(itertools.permutations(range(1, n + 1), k)), dtype=np.int64).reshape(-1, k)
        work = (orders > 0).sum(axis=1) * (self.rules.length + self.rules.before)
        for i in range(k - 1):
            work = work + self.minutes[orders[:, i], orders[:, i + 1]]
        orders = orders[work <= self.rules.longest]
        ends = [(x, y) for x in range(n + 1) for y in range(n + 1) if x or y]
        start = np.repeat(np.array([x for x, _ in ends]), len(orders))
        end = np.repeat(np.array([y for _, y in ends]), len(orders))
        return self.of_orders(start, np.tile(orders, (len(ends), 1)), end)

    def _orders_away(self, far: list[int], near: dict[int, list[int]], reach: Reach) -> list[tuple[int, ...]]:
        minutes, fits = self.minutes, self.fits
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

    def _empty(self, reach: Reach) -> Days:
        """Days that are only driven: there in the evening, home the next day, or from one place slept at to another."""
        minutes = self.minutes
        places = [x for x in range(1, self.instance.n + 1) if minutes[0, x] >= reach.far]
        ways = [way for x in places for way in ((0, x), (x, 0))]
        if reach.whole:
            ways += list(itertools.permutations(places, 2))
        return self._driven(ways)

    def _driven(self, ways: list[tuple[int, int]]) -> Days:
        minutes = self.minutes
        most = min(self.rules.longest, self.rules.drive_most)
        ways = [(a, b) for a, b in ways if minutes[a, b] <= most]
        rows = np.array(ways, dtype=np.int64).reshape(-1, 2)
        none = np.zeros((len(rows), 3), dtype=np.int64)
        drive = minutes[rows[:, 0], rows[:, 1]] + self.rules.night_cost * (rows[:, 1] != 0)
        # Of a day of which only a part is free nobody drives off for a night.
        whole = [sort.home_by - sort.leave_from >= self.rules.longest for sort in self.sorts]
        costs = tuple(drive if ok else np.full(len(rows), IMPOSSIBLE) for ok in whole)
        each = tuple(none for _ in self.sorts)
        return Days(rows[:, 0], rows[:, 1], none, self.sorts, costs, each, each)


def days_of(instance: Instance, reach: Reach | None, booked: Sequence[PlannedDay] = ()) -> Days:
    """The days' work to choose from: every day from home to home, and with ``reach`` days that start or end away.
    ``booked``: days with nights that bookings need, which no reach may be without."""
    making = Making(instance)
    parts = [making.home_to_home(k) for k in range(1, instance.rules.most_a_day + 1)]
    if reach is not None and instance.rules.most_nights > 0:
        parts += making.away(reach)
    if booked:
        parts += making.around(booked)
    return _cheapest(parts, making.sorts)


def _nearest(drives: Ints, places: list[int], most: int) -> list[int]:
    return sorted(places, key=lambda place: int(drives[place]))[:most]


def _cheapest(parts: list[Days], sorts: tuple[Sort, ...]) -> Days:
    """Of all orders of the same reviews between the same two places, the cheapest of each sort of day."""
    start, end = (np.concatenate([getattr(part, name) for part in parts]) for name in ("start", "end"))
    members = np.concatenate([part.members for part in parts])
    keys = np.column_stack([start, end, members])
    rows: Ints | None = None
    costs, orders, ats = [], [], []
    for s in range(len(sorts)):
        cost = np.concatenate([part.cost[s] for part in parts])
        by_cost = np.lexsort((cost, *keys.T[::-1]))
        ordered = keys[by_cost]
        first = np.ones(len(ordered), dtype=bool)
        first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
        kept = by_cost[first]
        rows = kept if rows is None else rows
        costs.append(cost[kept])
        orders.append(np.concatenate([part.order[s] for part in parts])[kept])
        ats.append(np.concatenate([part.at[s] for part in parts])[kept])
    assert rows is not None
    return Days(start[rows], end[rows], members[rows], sorts, tuple(costs), tuple(orders), tuple(ats))
