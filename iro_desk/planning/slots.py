"""Days for reviews among what already stands: which can still be given one, and the fewest that must move.

Everything here is exact as far as it is searched: an answer of "none" is a proof when the search came to its end.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)
Fits = Callable[[int, tuple[Item, ...], frozenset[Item]], "Mapping[Item, int] | None"]
"""At which minute each of some items can be held on a day from which others have been taken away; ``None``: not all."""
MOST_STEPS = 50_000
ASKED_BEFORE = 0.01
"""Of a step, what a question counts that was answered before."""


@dataclass(frozen=True, slots=True)
class Found(Generic[Item]):
    """A day and a minute for each item."""

    at: Mapping[Item, tuple[int, int]]


class Search(Generic[Item]):
    """Looks for days. ``options`` are the days on which each item may be held, the best first. ``stopped`` is asked
    before each step; once it says yes, nothing more is looked at."""

    def __init__(
        self,
        options: Mapping[Item, Sequence[int]],
        fits: Fits[Item],
        most_steps: int = MOST_STEPS,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self.options, self._fits, self.left = options, fits, float(most_steps)
        self._stopped, self.was_stopped = stopped, False
        self._known: dict[tuple[int, tuple[Item, ...], frozenset[Item]], Mapping[Item, int] | None] = {}

    def cut_short(self) -> bool:
        """Whether the search was stopped or had no steps left: then "none" proves nothing."""
        self.was_stopped = self.was_stopped or self._stopped()
        return self.was_stopped or self.left <= 0

    def assign(self, items: Iterable[Item], away: frozenset[Item] = frozenset()) -> Found[Item] | None:
        """A day for each of the items, those in ``away`` taken from where they stand; ``None`` when there is none."""
        order = sorted(items, key=lambda item: (len(self.options[item]), str(item)))
        placed: dict[int, tuple[Item, ...]] = {}
        if not self._place(order, 0, placed, away):
            return None
        at: dict[Item, tuple[int, int]] = {}
        for day, there in placed.items():
            times = self.fits(day, there, away)
            assert times is not None
            at.update({item: (day, times[item]) for item in there})
        return Found(at)

    def _place(self, order: Sequence[Item], i: int, placed: dict[int, tuple[Item, ...]], away: frozenset[Item]) -> bool:
        if i == len(order):
            return True
        item = order[i]
        for day in self.options[item]:
            if self.cut_short():
                return False
            there = placed.get(day, ())
            if self.fits(day, (*there, item), away) is None:
                continue
            placed[day] = (*there, item)
            if self._place(order, i + 1, placed, away):
                return True
            placed[day] = there
        return False

    def fits(self, day: int, items: tuple[Item, ...], away: frozenset[Item]) -> Mapping[Item, int] | None:
        """At which minutes the items can be held on a day; ``None`` when they cannot. Each question is asked once."""
        key = (day, tuple(sorted(items, key=str)), away)
        self.left -= ASKED_BEFORE if key in self._known else 1
        if key not in self._known:
            self._known[key] = self._fits(*key) if items else {}
        return self._known[key]

    def cannot(self, items: Sequence[Item]) -> tuple[Item, ...]:
        """Of items in the order of their last days, those for which nothing is left when nothing moves: each is asked
        whether it can be held beside all that come before it."""
        kept: list[Item] = []
        late: list[Item] = []
        for item in items:
            if self.assign([*kept, item]) is None:
                late.append(item)
            else:
                kept.append(item)
        return tuple(late)


@dataclass(frozen=True, slots=True)
class Repair(Generic[Item]):
    """Days for what must move and for what had none, and what could not be given one."""

    at: Mapping[Item, tuple[int, int]]
    moved: frozenset[Item]
    cannot: tuple[Item, ...]
    smallest: bool
    """Whether fewer moves were all looked at and do not do."""
    proved: bool
    """Whether it was searched to the end, with every booking movable, that not one more can be held."""
    alone: frozenset[Item] = frozenset()
    """Of what cannot be held, those that fit on no day although everything else were moved away."""


def repair(
    search: Search[Item],
    must: Sequence[Item],
    needs: Sequence[Item],
    either: Sequence[tuple[Item, Item]],
    others: Sequence[Item],
    reserve: Sequence[Item] = (),
    most_more: int = 3,
) -> Repair[Item]:
    """The fewest moves after which all of ``must`` (bookings that cannot stay) and ``needs`` (no day yet) have a day,
    and of each pair of ``either`` one was moved. ``others`` are bookings that may be moved to make room; ``reserve``
    have no day yet and must still find one. Where not all can have a day, as few as can be are left out, those that
    come last in ``needs`` and ``must`` first."""
    return _Repairing(search, must, needs, either, others, reserve, most_more).repair()


class _Repairing(Generic[Item]):
    def __init__(
        self,
        search: Search[Item],
        must: Sequence[Item],
        needs: Sequence[Item],
        either: Sequence[tuple[Item, Item]],
        others: Sequence[Item],
        reserve: Sequence[Item],
        most_more: int,
    ) -> None:
        self.search, self.must, self.needs, self.reserve = search, tuple(must), tuple(needs), tuple(reserve)
        self.either, self.most_more = tuple(either), most_more
        pairs = (item for pair in either for item in pair)
        self.movable = tuple(item for item in dict.fromkeys([*pairs, *others]) if item not in must)
        self.standing = frozenset((*self.must, *self.movable))

    def repair(self) -> Repair[Item]:
        search = self.search
        found, smallest = self._fewest_moves(frozenset())
        if found is not None:
            return self._made(*found, (), smallest, True)
        self._go_on()
        left_out, alone, proved = self._fewest_left_out()
        self._go_on()
        found, smallest = self._fewest_moves(frozenset(left_out)) if left_out else (None, False)
        if found is None:
            self._go_on()
            found, smallest = self._moved_back(frozenset(left_out)), False
        if found is None:
            return Repair({}, frozenset(), left_out or self._asked(), False, False, alone)
        return self._made(*found, left_out, smallest, proved and not search.was_stopped, alone)

    def _go_on(self) -> None:
        self.search.left = max(self.search.left, MOST_STEPS)

    def _asked(self) -> tuple[Item, ...]:
        """What has to be given a day; of two that clash it may be either."""
        return tuple(dict.fromkeys([*self.needs, *self.must, *(item for pair in self.either for item in pair)]))

    def _made(
        self,
        found: Found[Item],
        moved: frozenset[Item],
        left_out: tuple[Item, ...],
        smallest: bool,
        proved: bool,
        alone: frozenset[Item] = frozenset(),
    ) -> Repair[Item]:
        at = {item: when for item, when in found.at.items() if item not in self.reserve}
        return Repair(at, frozenset(item for item in moved if item in at), left_out, smallest, proved, alone)

    def _with(self, moved: frozenset[Item], left_out: frozenset[Item]) -> Found[Item] | None:
        """Days for all that is moved or has none; what is left out takes no day, and stands in none."""
        away = moved | left_out & self.standing
        return self.search.assign([i for i in (*moved, *self.needs, *self.reserve) if i not in left_out], away)

    def _fewest_moves(self, left_out: frozenset[Item]) -> tuple[tuple[Found[Item], frozenset[Item]] | None, bool]:
        """Days with the fewest bookings moved, and whether fewer were all looked at."""
        movable = [item for item in self.movable if item not in left_out]
        pairs = [pair for pair in self.either if left_out.isdisjoint(pair)]
        for more in range(self.most_more + 1):
            for extra in itertools.combinations(movable, more):
                moved = frozenset((*self.must, *extra)) - left_out
                if not all(a in moved or b in moved for a, b in pairs):
                    continue
                found = self._with(moved, left_out)
                if self.search.cut_short():
                    return (found, moved) if found is not None else None, False
                if found is not None:
                    return (found, moved), True
        return None, False

    def _fewest_left_out(self) -> tuple[tuple[Item, ...], frozenset[Item], bool]:
        """What cannot be held although every booking may move; those of it that fit nowhere even alone; whether it is
        proved that not one fewer does."""
        search, asked = self.search, self._asked()
        nowhere = {i for i in (*asked, *self.movable) if search.assign([i], self.standing) is None}
        # A booking that fits on no other day stays where it stands; of two such that clash one has to go.
        alone = frozenset(i for i in (*self.needs, *self.must) if i in nowhere)
        alone |= {b for a, b in self.either if {a, b} <= nowhere and a not in alone}
        if search.cut_short():
            return self._greedily(), frozenset(), False
        moved = [i for i in (*self.must, *self.movable) if i not in nowhere]
        rest = [i for i in reversed(asked) if i not in nowhere]
        for more in range(len(rest) + 1):
            for extra in itertools.combinations(rest, more):
                gone = alone | frozenset(extra)
                held = [i for i in dict.fromkeys([*moved, *self.needs, *self.reserve]) if i not in gone]
                found = search.assign(held, frozenset(moved) | gone & self.standing)
                if search.cut_short():
                    self._go_on()
                    return self._greedily(), alone, False
                if found is not None:
                    return tuple(i for i in asked if i in gone), alone, True
        return asked, alone, False

    def _greedily(self) -> tuple[Item, ...]:
        """Without a proof: each that finds no day beside those before it, when nothing else moves."""
        kept: list[Item] = list(self.reserve)
        lost: list[Item] = []
        for item in dict.fromkeys([*self.needs, *self.must, *(b for _, b in self.either)]):
            found = self.search.assign([*kept, item], frozenset((*self.must, *(b for _, b in self.either))))
            (lost if found is None else kept).append(item)
        return tuple(lost)

    def _moved_back(self, left_out: frozenset[Item]) -> tuple[Found[Item], frozenset[Item]] | None:
        """From everything moved, each booking that may stay where it stands put back."""
        nowhere = {i for i in self.movable if self.search.assign([i], self.standing) is None}
        moved = self.standing - left_out - nowhere
        best = self._with(moved, left_out)
        if best is None:
            return None
        for item in [item for item in reversed(self.movable) if item in moved]:
            fewer = moved - {item}
            if not all(a in fewer or b in fewer for a, b in self.either if left_out.isdisjoint((a, b))):
                continue
            found = self._with(fewer, left_out)
            if found is not None:
                best, moved = found, fewer
        return best, moved
