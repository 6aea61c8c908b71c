"""The IRO's own places and own figures for a way: what the user knows better than any table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OWN_PLACE_KINDS: dict[str, str] = {
    "home": "Home",
    "office": "Office",
    "hotel": "Hotel",
    "contact-centre": "Family time centre",
    "other": "Another place",
}


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place that the IRO named, or found on the map and kept. Found by its name wherever a place is asked for.

    Either ``postcode`` is given, or a point on the national grid in metres (a pin, a town).
    """

    id: str
    name: str
    kind: str = "other"
    """A key of ``OWN_PLACE_KINDS``."""
    postcode: str = ""
    easting: int = 0
    northing: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that was once found by name, postcode or point, as it was found.

    It is offered again, and works the next time whatever the tables of towns and postcodes then hold.
    """

    id: str
    asked: str
    """What was asked for."""
    words: str
    """What was found, as it is called: ``Bangor, Gwynedd``, or the postcode."""
    postcode: str = ""
    easting: int = 0
    """Metres on the national grid; 0 and 0 for a place without a point."""
    northing: int = 0
    authority: str = ""
    nation: str = ""
    note: str = ""
    found_on: date | None = None


@dataclass(frozen=True, slots=True)
class TripNote:
    """What the IRO needs for a visit to one child, until it is changed. One row a child."""

    id: str
    child: str
    access: str = ""
    """How one gets in: the gate, where to park, the dog."""
    bring: str = ""
    """What I said I would bring, one thing a line."""


@dataclass(frozen=True, slots=True)
class OwnLeg:
    """The IRO's own figures for the way between two places; they win over the estimate, everywhere.

    ``start`` and ``finish`` are keys of places (a postcode, or a grid point). A figure that is 0 is not given.
    """

    id: str
    start: str
    finish: str
    way: str = "road"
    """``road`` or ``rail`` (door to door)."""
    both_ways: bool = True
    minutes: int = 0
    tenths_of_a_mile: int = 0
    fare_pence: int = 0
    note: str = ""
    entered_on: date | None = None
