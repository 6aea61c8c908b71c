"""The best set of tours: each review once or left out, each day once, by column generation and a final choice.

A tour is one day from home to home, or two or three weekdays with nights away between them. The linear programme over
the tours found so far prices days and reviews; tours that would pay at those prices are added until there are none;
then the tours near the price limit are offered together and the best whole set is chosen (HiGHS through scipy).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iro_desk.planning.days import IMPOSSIBLE, Days, Reach, days_of, sort_of
from iro_desk.planning.instance import NEVER, WEEK, Instance, PlannedDay, Visit

Tour = tuple[tuple[int, int], ...]
"""Its days' work: (which of the days, on which day) for each of its days."""
Floats = NDArray[np.float64]
SMALL = 1e-6
MOST_TO_PROVE = 40_000
"""Tours from which the best set is still chosen to proof."""


@dataclass(slots=True)
class Chosen:
    """A choice of tours, what it costs, and the least the tours searched could cost (0: not known)."""

    tours: tuple[Tour, ...]
    cost: float
    bound: float
    proved: bool = False
    """Whether no better set of the tours offered exists."""


class Tours:
    """The tours of one reach. ``known`` are those found so far, with what they cost, in the order found.

    ``on_day`` (m x D) is what each day's work costs on each day; infinite where it cannot be done then.
    """

    def __init__(self, instance: Instance, days: Days, clock: Callable[[], float] = time.monotonic) -> None:
        self.instance, self.days, self.clock = instance, days, clock
        self._began = clock(), time.monotonic()
        self.known: dict[Tour, float] = {}
        self.best: list[Tour] = []
        """The tours of the best plan so far: always offered, so that no choice is worse."""
        self.on_day = _on_each_day(instance, days)
        home = (self.days.start == 0) & (self.days.end == 0)
        self._home = np.flatnonzero(home)
        self._places = sorted(
            {*self.days.start[self.days.start > 0].tolist(), *self.days.end[self.days.end > 0].tolist()}
        )
        self._out = {x: np.flatnonzero((self.days.start == 0) & (self.days.end == x)) for x in self._places}
        self._back = {x: np.flatnonzero((self.days.start == x) & (self.days.end == 0)) for x in self._places}
        middle = np.flatnonzero((self.days.start > 0) & (self.days.end > 0))
        self._middle = middle[np.lexsort((self.days.end[middle], self.days.start[middle]))]
        start, end = self.days.start[self._middle], self.days.end[self._middle]
        self._first = np.flatnonzero(np.r_[True, (start[1:] != start[:-1]) | (end[1:] != end[:-1])][: len(start)])
        """Where in ``_middle`` the days from one place to one other begin."""
        self._ways: dict[int, list[tuple[int, int, int, int]]] = {x: [] for x in self._places}
        """Of each place: the others reached from it, which of the ways that is, and its part of ``_middle``."""
        for way, (low, high) in enumerate(zip(self._first, [*self._first[1:], len(start)], strict=False)):
            self._ways[int(start[low])].append((int(end[low]), way, int(low), int(high)))
        self._members = [frozenset(row) - {0} for row in self.days.members.tolist()]
        self._left_out = np.array([float(instance.left_out_cost(number)) for number in range(1, instance.n + 1)])

    # ------------------------------------------------------------ what is known

    def learn(self, tours: Iterable[Tour]) -> int:
        """Takes tours in; how many were new."""
        new = 0
        for tour in tours:
            if tour not in self.known:
                cost = float(sum(self.on_day[which, day] for which, day in tour))
                if np.isfinite(cost):
                    self.known[tour] = cost
                    new += 1
        return new

    def start_with(self, per_review: int = 30) -> None:
        """The cheapest days from home to home for each review."""
        share = self.on_day[self._home] / np.maximum(1, (self.days.members[self._home] > 0).sum(axis=1))[:, None]
        for review in range(1, self.instance.n + 1):
            own = np.flatnonzero((self.days.members[self._home] == review).any(axis=1))
            if not len(own):
                continue
            costs = share[own].ravel()
            best = np.argpartition(costs, min(per_review, len(costs) - 1))[:per_review]
            rows, days = np.unravel_index(best, (len(own), self.instance.days))
            self.learn(
                ((int(self._home[own[r]]), int(d)),)
                for r, d in zip(rows, days, strict=True)
                if np.isfinite(costs[r * self.instance.days + d])
            )

    # ------------------------------------------------------------ prices

    def improve(self, until: float) -> tuple[Floats, Floats, float, bool]:
        """Adds tours until none pays or the time is up: the prices of reviews and days, the least cost, if finished."""
        while True:
            reviews, days, least = self._prices()
            new = self.learn(self._paying(reviews, days, within=-SMALL, per_day=25, most=50))
            if self.clock() >= until:
                return reviews, days, least, False
            # Only when no part was passed over is the least cost of the programme a bound.
            if not new and not self.learn(self._paying(reviews, days, within=-SMALL, per_day=25, most=50, keep=None)):
                return reviews, days, least, True

    def _prices(self) -> tuple[Floats, Floats, float]:
        from scipy.optimize import linprog
        from scipy.sparse import csc_matrix, hstack, identity

        n, d = self.instance.n, self.instance.days
        a, costs = self._matrix(list(self.known))
        left_out = hstack([a[:n], identity(n, format="csc")]).tocsc()
        once = hstack([a[n:], csc_matrix((d, n))]).tocsc()
        solved = linprog(
            np.r_[costs, self._left_out],
            A_ub=once,
            b_ub=np.ones(d),
            A_eq=left_out,
            b_eq=np.ones(n),
            method="highs",
        )
        return np.r_[0.0, solved.eqlin.marginals], np.asarray(solved.ineqlin.marginals), float(solved.fun)

    def _matrix(self, tours: list[Tour]) -> tuple[Any, Floats]:
        from scipy.sparse import coo_matrix

        rows: list[int] = []
        columns: list[int] = []
        for column, tour in enumerate(tours):
            for which, day in tour:
                rows.append(self.instance.n + day)
                columns.append(column)
                for review in self._members[which]:
                    rows.append(review - 1)
                    columns.append(column)
        shape = (self.instance.n + self.instance.days, len(tours))
        matrix = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=shape).tocsc()
        return matrix, np.array([self.known[tour] for tour in tours])

    def _paying(
        self,
        reviews: Floats,
        days: Floats,
        *,
        within: float,
        per_day: int | None,
        most: int | None,
        keep: int | None = 10,
    ) -> list[Tour]:
        """Tours whose cost at these prices is under ``within``, the best of each day; with ``None`` all of them."""
        at_prices = self.on_day - reviews[self.days.members].sum(axis=1)[:, None] - days[None, :]
        found: list[Tour] = []
        for day in range(self.instance.days):
            costs = at_prices[self._home, day]
            if np.isfinite(costs).any():
                best = np.flatnonzero(costs < within)
                if per_day is not None and len(best) > per_day:
                    best = best[np.argpartition(costs[best], per_day)[:per_day]]
                found += [((int(self._home[i]), day),) for i in best if costs[i] < within]
            found += self._tours_from(at_prices, day, within, most, keep)
        return found

    def _tours_from(self, at_prices: Floats, day: int, within: float, most: int | None, keep: int | None) -> list[Tour]:
        """Tours with nights away that begin on a day; with ``keep`` only the cheapest parts are joined."""
        if not self.instance.night_after(day):
            return []
        two_nights = self.instance.rules.most_nights > 1 and self.instance.night_after(day + 1)
        few = keep and 4
        back = {x: _least(at_prices, self._back[x], day + 1, keep) for x in self._places}
        later = {x: _least(at_prices, self._back[x], day + 2, few) for x in self._places} if two_nights else {}
        ways = np.zeros(0)
        if two_nights and len(self._first):
            ways = np.minimum.reduceat(at_prices[self._middle, day + 1], self._first)
        found: list[tuple[float, Tour]] = []
        for x in self._places:
            outs = _least(at_prices, self._out[x], day, keep)
            if not outs:
                continue
            onward = self._onward(at_prices, x, day, later, ways, keep, within - outs[0][0]) if two_nights else []
            for cost, out in outs:
                mine = self._members[out]
                for more, home in back[x]:
                    if cost + more >= within:
                        break
                    if mine.isdisjoint(self._members[home]):
                        found.append((cost + more, ((out, day), (home, day + 1))))
                for more, over, home in onward:
                    if cost + more >= within:
                        break
                    if mine.isdisjoint(self._members[over]) and mine.isdisjoint(self._members[home]):
                        found.append((cost + more, ((out, day), (over, day + 1), (home, day + 2))))
        found.sort(key=lambda each: each[0])
        return [tour for _, tour in found[:most]]

    def _onward(
        self,
        at_prices: Floats,
        x: int,
        day: int,
        later: dict[int, list[tuple[float, int]]],
        ways: Floats,
        keep: int | None,
        within: float,
    ) -> list[tuple[float, int, int]]:
        found = []
        for y, way, low, high in self._ways[x]:
            ends = later[y]
            if not ends or ways[way] + ends[0][0] >= within:
                continue
            for cost, over in _least(at_prices, self._middle[low:high], day + 1, keep and 4):
                if cost + ends[0][0] >= within:
                    break
                for more, home in ends:
                    if cost + more >= within:
                        break
                    if self._members[over].isdisjoint(self._members[home]):
                        found.append((cost + more, over, home))
        found.sort()
        return found[:keep]

    # ------------------------------------------------------------ the choice

    def choose(self, reviews: Floats, days: Floats, least: float, until: float, share: float) -> Chosen | None:
        """The best whole set of the tours whose cost at these prices is within a share of the least cost; ``None``
        when none was found. The smaller the share, the sooner it is there."""
        within = max(20.0, share * least)
        near = self._paying(reviews, days, within=within, per_day=150, most=250)
        self.learn(near)
        return self._best_of(self._within(reviews, days, within), least, until)

    def _within(self, reviews: Floats, days: Floats, within: float) -> list[Tour]:
        """The known tours whose cost at these prices is no higher, and those of the best plan so far."""
        kept = [tour for tour in self.known if self.price(tour, reviews, days) <= within]
        return list(dict.fromkeys([*kept, *self.best]))

    def prove(self, reviews: Floats, days: Floats, least: float, best: float, until: float) -> Chosen | None:
        """The best set of all tours of this reach, when the ``best`` known is so near to ``least`` that every tour
        which could make it better can be offered; ``None`` when there are too many of them, or the time is up.

        A tour whose cost at these prices is over the distance between the two is in no better set.
        """
        if not np.isfinite(best):
            return None
        gap = best - least
        near = self._paying(reviews, days, within=gap + SMALL, per_day=None, most=None, keep=None)
        if len(near) > MOST_TO_PROVE or self.clock() >= until:
            return None
        self.learn(near)
        chosen = self._best_of(self._within(reviews, days, gap + 1), least, until, exact=True)
        return chosen if chosen is not None and chosen.proved else None

    def price(self, tour: Tour, reviews: Floats, days: Floats) -> float:
        """What a tour costs at these prices."""
        paid = sum(float(reviews[list(self._members[which])].sum()) + float(days[day]) for which, day in tour)
        return self.known[tour] - paid

    def _best_of(self, tours: list[Tour], least: float, until: float, *, exact: bool = False) -> Chosen | None:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csc_matrix, hstack, identity, vstack

        n, d = self.instance.n, self.instance.days
        a, costs = self._matrix(tours)
        whole = hstack([a, vstack([identity(n), csc_matrix((d, n))])]).tocsc()
        limits = LinearConstraint(whole, np.r_[np.ones(n), np.zeros(d)], np.ones(n + d))
        solved = milp(
            np.r_[costs, self._left_out],
            constraints=limits,
            integrality=np.ones(len(tours) + n),
            bounds=Bounds(0, 1),
            options={
                "time_limit": self._on_the_wall(max(0.3, until - self.clock())),
                "mip_rel_gap": 0.0 if exact else 1e-4,
            },
        )
        if solved.x is None:
            return None
        kept = tuple(tour for tour, taken in zip(tours, solved.x, strict=False) if taken > 0.5)
        return Chosen(kept, float(solved.fun), least, solved.status == 0)

    def _on_the_wall(self, seconds: float) -> float:
        """Seconds of the clock in those of the wall, by which alone the solver goes, at the pace kept so far."""
        counted, passed = self.clock() - self._began[0], time.monotonic() - self._began[1]
        return seconds * max(1.0, passed / counted) if counted > 0 else seconds

    def planned(self, tours: Iterable[Tour]) -> tuple[PlannedDay, ...]:
        """The days of these tours, in order."""
        made = [_planned_day(self.instance, self.days, which, day) for tour in tours for which, day in tour]
        return tuple(sorted(made, key=lambda each: each.day))

    def of_days(self, planned: Iterable[PlannedDay]) -> list[Tour]:
        """The same days as tours of this reach; a tour with a day that this reach does not know is left out."""
        which = {
            (int(start), int(end), members): number
            for number, (start, end, members) in enumerate(
                zip(self.days.start, self.days.end, self._members, strict=True)
            )
        }
        tours: list[Tour] = []
        running: list[tuple[int, int]] = []
        whole = True
        for work in planned:
            number = which.get((work.start, work.end, frozenset(visit.review for visit in work.visits)))
            whole = whole and number is not None
            running.append((number if number is not None else -1, work.day))
            if work.end == 0:
                if whole:
                    tours.append(tuple(running))
                running, whole = [], True
        return tours


def can_be_held(instance: Instance, day: int, *, from_home: bool = False) -> bool:
    """Whether all reviews of the task can be held on one day, with a night away before or after where it needs one;
    with ``from_home`` without one."""
    if instance.n > instance.rules.most_a_day:
        return False
    days = days_of(instance, Reach(0, instance.n, instance.n, whole=True))
    possible = np.isfinite(_on_each_day(instance, days)[:, day])
    if from_home:
        possible &= (days.start == 0) & (days.end == 0)
    wanted = frozenset(range(1, instance.n + 1))
    return any(frozenset(row) - {0} == wanted for row in days.members[possible].tolist())


@dataclass(frozen=True, slots=True)
class BookedWeek:
    """A week of bookings as it can be lived."""

    lost: tuple[int, ...]
    """The reviews of the days that cannot be lived."""
    days: tuple[PlannedDay, ...]


def booked_week(instance: Instance, monday: int) -> BookedWeek:
    """Of bookings of one week, each with its own day, the days that can be lived: as few lost as can be, with nights
    away where they are needed. Nobody sleeps on the way to a day that is given up.

    Exact, and at once: of each day only the work counts that holds all of its bookings.
    """
    days = days_of(instance, Reach(0, instance.n, instance.n, whole=True))
    costs = _on_each_day(instance, days)
    members = [frozenset(row) - {0} for row in days.members.tolist()]
    # By the place slept at before a day (0: home): how many are lost by then, the cost, which they are, the work.
    known: dict[int, tuple[int, float, tuple[int, ...], tuple[tuple[int, int], ...]]] = {0: (0, 0.0, (), ())}
    for day in range(monday, monday + WEEK):
        booked = frozenset(n for n, review in enumerate(instance.reviews, start=1) if review.early == day)
        holding = [k for k in np.flatnonzero(np.isfinite(costs[:, day])).tolist() if members[k] == booked]
        ways = [
            (int(days.end[k]), (lost, cost + float(costs[k, day]), which, (*work, (k, day))))
            for slept, (lost, cost, which, work) in known.items()
            for k in holding
            if days.start[k] == slept
        ]
        if 0 in known:
            lost, cost, which, work = known[0]
            ways.append((0, (lost + len(booked), cost, (*which, *sorted(booked)), work)))
        known = {}
        for end, way in ways:
            known[end] = min(way, known.get(end, way))
    _, _, which, work = known[0]
    return BookedWeek(which, tuple(_planned_day(instance, days, k, day) for k, day in work))


def _planned_day(instance: Instance, days: Days, which: int, day: int) -> PlannedDay:
    """A row of the days' work on a day."""
    sort = days.sorts.index(sort_of(instance, day))
    order, at = days.order[sort][which], days.at[sort][which]
    visits = tuple(Visit(int(review), int(minute)) for review, minute in zip(order, at, strict=True) if review)
    return PlannedDay(day, int(days.start[which]), visits, int(days.end[which]))


def _on_each_day(instance: Instance, days: Days) -> Floats:
    rules = instance.rules
    early = np.array([-1, *(review.early for review in instance.reviews)])
    due = np.array([NEVER, *(NEVER if review.booked else review.due for review in instance.reviews)])
    last = np.array([NEVER, *(review.last_day(rules) for review in instance.reviews)])
    unwished = np.zeros((instance.n + 1, WEEK), dtype=np.int64)
    for number, review in enumerate(instance.reviews, start=1):
        for weekday in review.not_on:
            unwished[number, weekday] = rules.wish_cost * (not review.booked)
    sorts = {sort: which for which, sort in enumerate(days.sorts)}
    partly = {day: (leave, back) for day, leave, back in instance.hours}
    costs = np.full((len(days), instance.days), np.inf)
    for day in range(instance.days):
        if not instance.free(day):
            continue
        cost = days.cost[sorts[sort_of(instance, day)]]
        late = np.maximum(0, day - due[days.members])
        possible = (cost < IMPOSSIBLE) & (day >= early[days.members]).all(axis=1)
        possible &= (day <= last[days.members]).all(axis=1)
        leave, back = partly.get(day, (rules.leave_from, rules.home_by))
        if day % WEEK == 0 or not instance.free(day - 1) or leave > rules.leave_from:
            possible &= days.start == 0
        if not instance.night_after(day) or back < rules.home_by:
            possible &= days.end == 0
        more = (rules.late_cost * late + rules.late_at_all * (late > 0)).sum(axis=1)
        more = more + unwished[days.members, day % WEEK].sum(axis=1)
        costs[possible, day] = (cost + more)[possible]
    return costs


def _least(at_prices: Floats, which: NDArray[np.int64], day: int, keep: int | None) -> list[tuple[float, int]]:
    """The cheapest few (without ``keep`` all) of some days' work on a day, the cheapest first."""
    costs = at_prices[which, day]
    possible = np.isfinite(costs)
    which, costs = which[possible], costs[possible]
    if keep is not None and len(costs) > keep:
        best = np.argpartition(costs, keep)[:keep]
        which, costs = which[best], costs[best]
    order = np.argsort(costs)
    return list(zip(costs[order].tolist(), which[order].tolist(), strict=True))
