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


@dataclass(frozen=True, slots=True)
class Found(Generic[Item]):
    """A day and a minute for each item."""

    at: Mapping[Item, tuple[int, int]]


class Search(Generic[Item]):
    """Looks for days. ``options`` are the days on which each item may be held, the best first."""

    def __init__(self, options: Mapping[Item, Sequence[int]], fits: Fits[Item], most_steps: int = MOST_STEPS) -> None:
        self.options, self._fits, self.left = options, fits, most_steps
        self._known: dict[tuple[int, tuple[Item, ...], frozenset[Item]], Mapping[Item, int] | None] = {}

    @property
    def exhausted(self) -> bool:
        """Whether the search was cut short: then "none" proves nothing."""
        return self.left <= 0

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
            if self.left <= 0:
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
        if key not in self._known:
            self.left -= 1
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
    """Days for what must move and for what had none, and what could not be given one.

    ``smallest``: fewer moves were all looked at and do not do. ``proved``: that the rest cannot be was searched to the
    end with every booking movable.
    """

    at: Mapping[Item, tuple[int, int]]
    moved: frozenset[Item]
    cannot: tuple[Item, ...]
    smallest: bool
    proved: bool


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
    have no day yet and must still find one."""
    movable = [item for item in dict.fromkeys([*(x for pair in either for x in pair), *others]) if item not in must]
    smallest = True
    for more in range(most_more + 1):
        for extra in itertools.combinations(movable, more):
            moved = frozenset((*must, *extra))
            if not all(a in moved or b in moved for a, b in either):
                continue
            found = search.assign([*moved, *needs, *reserve], moved)
            if search.exhausted:
                smallest = False
                break
            if found is not None:
                at = {item: when for item, when in found.at.items() if item not in reserve}
                return Repair(at, moved, (), smallest, True)
        if search.exhausted:
            break
    return _as_many_as_can_be(search, must, needs, either, movable, reserve)


def _as_many_as_can_be(
    search: Search[Item],
    must: Sequence[Item],
    needs: Sequence[Item],
    either: Sequence[tuple[Item, Item]],
    movable: Sequence[Item],
    reserve: Sequence[Item],
) -> Repair[Item]:
    """When not all can be: those that can, the most pressing first, with the fewest moves for them."""
    search.left = max(search.left, MOST_STEPS)
    pairs = [pair for pair in either if pair[0] not in must and pair[1] not in must]
    moved = frozenset((*must, *(b for _, b in pairs)))
    kept: list[Item] = list(reserve)
    cannot: list[Item] = []
    extra: frozenset[Item] = frozenset()
    proved = True
    for item in [*needs, *sorted(moved, key=str)]:
        held = search.assign([*kept, item, *extra], moved | extra)
        if held is not None:
            kept.append(item)
            continue
        more = next(
            (
                frozenset((*extra, other))
                for other in movable
                if other not in moved
                and other not in extra
                and search.assign([*kept, item, *extra, other], moved | extra | {other}) is not None
            ),
            None,
        )
        if more is not None:
            extra = more
            kept.append(item)
            continue
        everything = moved | frozenset(movable)
        alone = search.assign([item], everything)
        proved = proved and not search.exhausted and (alone is None or not search.options[item])
        cannot.append(item)
    found = search.assign([*kept, *extra], moved | extra)
    at = {item: when for item, when in found.at.items() if item not in reserve} if found is not None else {}
    return Repair(at, frozenset(item for item in (*moved, *extra) if item in at), tuple(cannot), False, proved)
