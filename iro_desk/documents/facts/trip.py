"""The facts of a trip sheet: what is needed on the road and at the door, and nothing of a child beyond initials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.documents.drawing import Shapes
from iro_desk.documents.facts.people import LetterheadFacts, PersonFacts


@dataclass(frozen=True, slots=True)
class TripStopFacts:
    """One stop of a day."""

    time: str
    initials: str
    where: str
    """House name or number, and postcode."""
    telephone: str = ""
    access: str = ""
    """How one gets in: the gate, where to park, the dog."""
    bring: tuple[str, ...] = ()
    """What I said I would bring."""
    drive: str = ""
    """The drive to it, in words."""
    town: str = ""
    """Where it is, for the sheet's title; empty where that would tell."""
    is_child: bool = False


@dataclass(frozen=True, slots=True)
class TripDayFacts:
    """One day of a trip."""

    on: date
    stops: tuple[TripStopFacts, ...] = ()
    leave: str = ""
    """ "Leave at 08:10, back at about 17:20"."""
    back_at: str = ""
    sleeps_in: str = ""
    """The town one sleeps in after it; empty at home."""
    way_back: str = ""
    """The drive from the last stop, in words."""
    leave_at: str = ""
    woke_in: str = ""
    """The town one slept in before it; empty at home."""


@dataclass(frozen=True, slots=True)
class TripMapFacts:
    """The map of a trip: shapes in points, its size, what it shows, and whose data it is."""

    width: float
    height: float
    shapes: Shapes
    alt: str
    credits: str


@dataclass(frozen=True, slots=True)
class TripSheetFacts:
    """A day or a trip on a sheet of paper."""

    letterhead: LetterheadFacts
    officer: PersonFacts
    made_on: date
    days: tuple[TripDayFacts, ...]
    who_knows: str = ""
    """Who knows where I am: a name and a number."""
    expected_back: str = ""
    map: TripMapFacts | None = None
    figures: tuple[tuple[str, str], ...] = ()
    """Miles, driving and the claim with its sum, each with its name."""
    slips: tuple[str, ...] = ()
    """For each child the last day, and a time that is free before it: what there is if a day slips."""
    times_from: str = ""
    """Where the times come from."""
    practice: bool = False
