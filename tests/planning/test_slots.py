"""Days for reviews among what stands: on small cases every set of moves is tried by hand, and none does with fewer."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable

import pytest

from iro_desk.planning import Repair, Search, repair


class Week:
    """Items that stand on days, those that wait for one, and what options and room each day has, made at random.

    Where something stands there is room for it, but for ``must``, which cannot stay, and ``pair``, which share a day
    with room for one of them."""

    def __init__(self, seed: int, *, waiting: int = 1, must: str = "", pair: tuple[str, ...] = ()) -> None:
        chance, days = random.Random(seed), range(3)
        self.items = [f"i{n}" for n in range(4 + waiting)]
        self.stands = {item: chance.choice(days) for item in self.items[:4]}
        self.stands |= dict.fromkeys(pair, chance.choice(days))
        there = [day for item, day in self.stands.items() if item not in (must, *pair[1:])]
        self.room = {day: max(chance.choice((1, 2)) - (day in self.stands.values()), there.count(day)) for day in days}
        self.options = {i: tuple(chance.sample(days, chance.randint(1, 3))) for i in self.items}
        for item, day in self.stands.items():
            others = tuple(other for other in self.options[item] if other != day)
            self.options[item] = others if item == must else (day, *others)
        self.asked = 0

    def fits(self, day: int, added: tuple[str, ...], away: frozenset[str]) -> dict[str, int] | None:
        self.asked += 1
        there = [item for item, on in self.stands.items() if on == day and item not in away]
        return dict.fromkeys(added, 0) if len(there) + len(added) <= self.room[day] else None

    def works(self, placed: Iterable[str], away: Iterable[str]) -> bool:
        """Whether these can all be given a day when those are taken from where they stand: every way is tried."""
        wanted, gone = list(placed), frozenset(away)
        for choice in itertools.product(*(self.options[item] for item in wanted)):
            days = {day: tuple(i for i, d in zip(wanted, choice, strict=True) if d == day) for day in set(choice)}
            if all(self.fits(day, there, gone) is not None for day, there in days.items()):
                return True
        return False


def few(items: Iterable[str], most: int = 9) -> Iterable[tuple[str, ...]]:
    """Every set of the items, the small ones first."""
    known = list(items)
    return itertools.chain.from_iterable(itertools.combinations(known, k) for k in range(min(most, len(known)) + 1))


@pytest.mark.parametrize("seed", range(150))
def test_no_fewer_moves_do(seed: int) -> None:
    week = Week(seed)
    others = week.items[:4]
    made = repair(Search(week.options, week.fits), [], ["i4"], [], others, most_more=4)
    least = next((len(moved) for moved in few(others) if week.works([*moved, "i4"], moved)), None)
    if least is None:
        assert made.cannot == ("i4",)
        assert made.proved
    else:
        assert (len(made.moved), made.cannot, made.smallest) == (least, (), True)


@pytest.mark.parametrize("seed", range(150))
def test_as_few_as_can_be_are_left_out_and_then_no_fewer_moves_do(seed: int) -> None:
    """One booking must go, two reviews have no day, three bookings may make room."""
    week = Week(seed, waiting=2, must="i0")
    must, needs, others = ["i0"], ["i4", "i5"], ["i1", "i2", "i3"]
    made = repair(Search(week.options, week.fits), must, needs, [], others, most_more=4)

    def moves(lost: tuple[str, ...]) -> int | None:
        kept = [item for item in (*must, *needs) if item not in lost]
        return next((len(m) for m in few(others) if week.works([*kept, *m], [*must, *m])), None)

    least = next(len(lost) for lost in few([*must, *needs]) if moves(lost) is not None)
    assert len(made.cannot) == least
    more = moves(made.cannot)
    assert more is not None
    assert len(made.moved - set(must)) == more
    assert made.smallest
    if made.cannot:
        assert made.proved
    for item in made.alone:
        assert not week.works([item], [*must, *others])
    assert _holds(week, made, [*must, *needs])


def _holds(week: Week, made: Repair[str], asked: list[str]) -> bool:
    """Whether what was found can be lived: all that was asked for and not left out, each on a day of its own."""
    away = frozenset((*made.moved, *(set(made.cannot) & week.stands.keys())))
    by_day: dict[int, list[str]] = {}
    for item, (day, _) in made.at.items():
        assert day in week.options[item]
        by_day.setdefault(day, []).append(item)
    assert set(asked) - set(made.cannot) <= made.at.keys()
    return all(week.fits(day, tuple(there), away) is not None for day, there in by_day.items())


@pytest.mark.parametrize("seed", range(60))
def test_of_two_that_clash_one_moves_and_no_more_than_must(seed: int) -> None:
    pair = ("i0", "i1")
    week = Week(seed, pair=pair)
    made = repair(Search(week.options, week.fits), [], [], [pair], week.items[2:4], most_more=4)
    ways = [m for m in few(week.items[:4]) if set(m) & set(pair) and week.works(m, m)]
    if ways:
        assert (len(made.moved), made.cannot, made.smallest) == (min(map(len, ways)), (), True)
    else:
        assert len(made.cannot) == 1
        assert set(made.cannot) <= set(pair)


def test_a_stop_is_felt_at_once_and_claims_nothing() -> None:
    week = Week(3, waiting=2, must="i0")
    search = Search(week.options, week.fits, stopped=lambda: week.asked >= 3)
    made = repair(search, ["i0"], ["i4", "i5"], [], ["i1", "i2", "i3"])
    assert search.was_stopped
    assert week.asked <= 4
    assert not made.smallest
    assert not made.proved


def test_a_search_comes_to_an_end_although_all_it_asks_was_answered_before() -> None:
    """Twelve that fit anywhere but together: there are more ways than anybody can look at."""
    items = [f"i{n:02}" for n in range(12)]

    def fits(day: int, added: tuple[str, ...], away: frozenset[str]) -> dict[str, int] | None:
        return dict.fromkeys(added, 0) if len(added) == 1 else None

    search = Search({item: tuple(range(11)) for item in items}, fits, 2_000)
    assert search.assign(items) is None
    assert search.cut_short()
