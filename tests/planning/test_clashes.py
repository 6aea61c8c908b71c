"""Clashes: every double booking with the drive, the meeting and the rest counted, and no false one."""

from __future__ import annotations

import itertools
import random

import pytest

from iro_desk.planning import NOWHERE, Appointment, clashes, fits

DRIVES = [[0, 60, 300, 45], [60, 0, 280, 30], [300, 280, 0, 310], [45, 30, 310, 0]]
"""Base, an hour away, Bangor, near."""


def drive(a: int, b: int) -> int:
    return DRIVES[a][b]


def review(name: str, start: str, place: int, group: str = "") -> Appointment:
    hours, minutes = start.split(":")
    at = int(hours) * 60 + int(minutes)
    return Appointment(name, at, at + 75, place, before=30, rest=15, group=group)


def meeting(name: str, start: int, end: int, place: int = 0) -> Appointment:
    return Appointment(name, start, end, place)


HAND = [
    # two reviews, and how many minutes are missing (0: both can be kept)
    ((review("a", "10:00", 1), review("b", "10:00", 1)), 120),
    ((review("a", "10:00", 1), review("b", "12:00", 1)), 0),
    ((review("a", "10:00", 1), review("b", "11:59", 1)), 1),
    ((review("a", "10:00", 1), review("b", "12:30", 3)), 0),
    ((review("a", "10:00", 1), review("b", "12:29", 3)), 1),
    ((review("a", "10:00", 2), review("b", "16:00", 3)), 70),
    ((review("a", "09:00", 3), review("b", "16:10", 2)), 0),
    ((review("a", "09:00", 3), review("b", "16:09", 2)), 1),
    ((review("a", "10:00", 1), review("b", "11:00", NOWHERE)), 60),
    ((review("a", "10:00", 2), review("b", "12:00", NOWHERE)), 0),
    ((review("a", "15:45", 1, "kin"), review("b", "16:15", 1, "kin")), 0),
    ((review("a", "15:45", 1, "kin"), review("b", "16:15", 3, "kin")), 120),
    ((review("a", "10:00", 1), meeting("b", 600, 660)), 150),
    ((review("a", "10:00", 1), meeting("b", 750, 780)), 0),
    ((meeting("a", 540, 600), meeting("b", 600, 660)), 0),
]


@pytest.mark.parametrize(("day", "short"), HAND)
def test_by_hand(day: tuple[Appointment, ...], short: int) -> None:
    for order in itertools.permutations(day):
        found = clashes(order, drive)
        assert [each.short for each in found] == ([short] if short else [])


def test_a_call_on_the_way_takes_its_time_out_of_the_drive() -> None:
    bangor, call, near = review("a", "09:00", 2), review("b", "12:00", NOWHERE), review("c", "17:00", 3)
    assert fits([bangor, near], drive)
    assert [(each.first.id, each.second.id, each.short) for each in clashes([bangor, call, near], drive)] == [
        ("a", "c", 10 * 60 + 30 + 310 + 120 - (16 * 60 + 30))
    ]


def _kept(order: tuple[Appointment, ...]) -> bool:
    """Lives the day minute by minute: where one is, and whether each is reached in time."""
    at, now = order[0].place, order[0].arrive
    for each in order:
        place = at if each.place == NOWHERE else each.place
        if at != NOWHERE and place != at:
            now += drive(at, place)
        if now > each.arrive:
            return False
        at, now = place, max(now, each.arrive) + (each.free - each.arrive)
    return True


@pytest.mark.parametrize("seed", range(185))
def test_a_day_made_at_random_clashes_exactly_when_nobody_can_live_it(seed: int) -> None:
    chance = random.Random(seed)
    day = [
        review(
            str(n),
            f"{chance.randint(8, 18):02}:{chance.choice((0, 15, 30, 45)):02}",
            chance.choice((0, 1, 2, 3, 3, 1)),
        )
        if chance.random() < 0.7
        else meeting(str(n), start := chance.randrange(480, 1080, 15), start + chance.choice((30, 60, 120)))
        for n in range(chance.randint(2, 4))
    ]
    possible = any(_kept(order) for order in itertools.permutations(day))
    assert fits(day, drive) == possible
    for overlap in clashes(day, drive):
        assert overlap.short > 0
        assert not _kept((overlap.first, overlap.second))
