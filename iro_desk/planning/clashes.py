"""What one person cannot do: two appointments with too little time between them for the meeting, rest and the drive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

NOWHERE = -1
"""The place of what can be done anywhere: a call, a review by video."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment of a day, in minutes from midnight. ``before`` is spent there first, ``rest`` after the end."""

    id: str
    start: int
    end: int
    place: int = NOWHERE
    """Which place of the table of drives."""
    before: int = 0
    rest: int = 0
    group: str = ""
    """Brothers and sisters of one home, whose reviews are held together or one upon the other."""

    @property
    def arrive(self) -> int:
        """When one has to be there."""
        return self.start - self.before

    @property
    def free(self) -> int:
        """When one can leave."""
        return self.end + self.rest


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two appointments that cannot both be kept, what the drive between them takes, and the minutes missing."""

    first: Appointment
    second: Appointment
    drive: int
    short: int


def clashes(appointments: Sequence[Appointment], drive: Callable[[int, int], int]) -> tuple[Overlap, ...]:
    """Every two appointments of one day that one person cannot keep; ``drive`` gives the minutes from place to place.

    What can be done anywhere takes its time out of the drive between the places around it.
    """
    order = sorted(appointments, key=lambda each: (each.arrive, each.free, each.id))
    found = []
    for i, first in enumerate(order):
        for k in range(i + 1, len(order)):
            second = order[k]
            if first.group and (first.group, first.place) == (second.group, second.place):
                continue
            between = drive(first.place, second.place) if NOWHERE not in (first.place, second.place) else 0
            # Of what lies between them only calls leave the way as it is; another place has its own two legs.
            on_the_way = order[i + 1 : k]
            if any(each.place != NOWHERE for each in on_the_way) and between:
                between = 0
            calls = sum(each.free - each.arrive for each in on_the_way if each.place == NOWHERE) if between else 0
            short = first.free + between + calls - second.arrive
            if short > 0:
                found.append(Overlap(first, second, between, short))
    return tuple(found)


def fits(appointments: Sequence[Appointment], drive: Callable[[int, int], int]) -> bool:
    """Whether one person can keep all of them."""
    return not clashes(appointments, drive)
