"""Views of journeys: frozen values that the window shows and ``--json`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class JourneyView:
    """One journey. Figures are ``None`` where nobody knows; ``source`` says where each comes from."""

    start: str
    finish: str
    miles: float | None
    miles_low: float | None
    """Nine journeys in ten lie between low and high; the low reaches down to the shortest way."""
    miles_high: float | None
    minutes: int | None
    minutes_low: int | None
    minutes_high: int | None
    planned_minutes: int | None
    """With the planning margin, to the next five minutes."""
    peak: bool
    roads: tuple[str, ...]
    ferry: bool
    straight_miles: float | None
    """Straight line on the grid, as the SSDA903 return counts."""
    geodesic_miles: float | None
    nation: str
    authority: str
    authority_name: str
    area: str
    """Of the finish: ``in``, ``adjoining``, ``distant`` or ``not known`` (2010 Regulations, reg 11(5))."""
    at_a_distance: bool | None
    rail_minutes: int | None
    rail_fare_pence: int | None
    own: tuple[str, ...]
    """Which figures are the user's own."""
    source: Mapping[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class MatrixPlace:
    """One place of a matrix: what was asked, what was found, or why not."""

    asked: str
    found: str
    nation: str
    authority: str
    error: str


@dataclass(frozen=True, slots=True)
class MatrixView:
    """Journeys between each two places, rows from, columns to; ``None`` where nobody knows."""

    places: tuple[MatrixPlace, ...]
    miles: tuple[tuple[float | None, ...], ...]
    miles_low: tuple[tuple[float | None, ...], ...]
    miles_high: tuple[tuple[float | None, ...], ...]
    minutes: tuple[tuple[int | None, ...], ...]
    minutes_low: tuple[tuple[int | None, ...], ...]
    minutes_high: tuple[tuple[int | None, ...], ...]
    source: tuple[tuple[str, ...], ...]
    """Of the minutes."""


@dataclass(frozen=True, slots=True)
class Drive:
    """The drive from the base to where a child lives, and what it comes to in a year."""

    miles: float | None
    minutes: int | None
    minutes_low: int | None
    minutes_high: int | None
    own: bool
    """Whether miles or minutes are the user's own figure."""
    ferry: bool
    words: str
    """ "39 miles, 50 min to 1 h", "By sea or air"."""
    year_miles: int | None
    year_minutes: int | None
    weight: float
    """This child against one who lives near: 1 plus the driving, in hours that a child costs in a year."""


@dataclass(frozen=True, slots=True)
class OwnLegRow:
    """One way with the user's own figures."""

    id: str
    start: str
    finish: str
    way: str
    both_ways: bool
    minutes: int | None
    miles: float | None
    fare_pence: int | None
    note: str
    entered_on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class OwnPlaceRow:
    """One place of the user's own."""

    id: str
    name: str
    kind: str
    kind_label: str
    postcode: str
    where: str


@dataclass(frozen=True, slots=True)
class FoundPlaceRow:
    """One place that was found before."""

    id: str
    words: str
    asked: str
    postcode: str
    found_on: date | None


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """The places that a desk knows by name: the user's own, and those found before."""

    own: tuple[OwnPlaceRow, ...]
    found: tuple[FoundPlaceRow, ...]


@dataclass(frozen=True, slots=True)
class MapChild:
    """One child on the map. ``mark`` is the state of the next review."""

    id: str
    initials: str
    number: str
    name: str
    mark: str
    says: str
    easting: int
    northing: int
    outcode: str
    where: str
    """Council or nation."""
    area: str
    area_words: str
    drive: Drive | None


@dataclass(frozen=True, slots=True)
class MapView:
    """What the map shows: children that have a point, those that have none, the base and the user's own places."""

    day: date
    children: tuple[MapChild, ...]
    unplaced: tuple[MapChild, ...]
    base: tuple[str, int, int] | None
    places: tuple[tuple[str, int, int], ...]
    children_words: str
    """ "66 children, with the driving like 88 who live near"."""
    pending: bool
    """Whether places or drives are still being looked up."""


@dataclass(frozen=True, slots=True)
class JourneyMade:
    """One day's travelling: where to, how far, how long, and what may be claimed."""

    day: date
    places: tuple[str, ...]
    """Outcodes in the order driven: no child's address stands in a claim."""
    why: str
    miles: float | None
    minutes: int | None
    pence: int | None
    own: bool
    note: str


@dataclass(frozen=True, slots=True)
class ClaimMonth:
    """The journeys of one month and their sums."""

    month: str
    """ "2026-11"."""
    title: str
    journeys: tuple[JourneyMade, ...]
    miles: float
    minutes: int
    pence: int
    miles_before: float
    """Miles already travelled in the tax year before this month."""
    rate_words: str
    unknown: int
    """Journeys whose miles nobody knows: they are listed, not summed."""
