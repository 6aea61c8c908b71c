"""Places: what a postcode says about where it lies and which council answers for children there.

In two-tier counties the postcode directory (``travel.directory``) names the district;
``resources/places/authorities.csv`` turns that into the council with children's services, which is
what regulation 11 of the 2010 Regulations means.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NamedTuple

from iro_desk import resources
from iro_desk.travel.directory import Entry, entries_of, middle_of

METRES_PER_MILE: Final = 1609.3
"""As the national return counts it (1 mile = 1.6093 km)."""

NATIONS: Final = {
    "E": "England",
    "W": "Wales",
    "S": "Scotland",
    "N": "Northern Ireland",
    "L": "Channel Islands",
    "M": "Isle of Man",
}
NOT_IN_DIRECTORY: Final = "not in the postcode directory"
WITHOUT_PLACE: Final = "in the postcode directory, but without a grid reference or a council"
WITHOUT_GRID: Final = "in the postcode directory, but without a grid reference"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a postcode lies.

    ``easting`` and ``northing`` are metres on the national grid (in Northern Ireland on the Irish
    grid), ``None`` where the directory holds none. ``authority`` is the ONS code of the council with
    children's services, empty when not known; ``note`` says what is missing, and is empty otherwise.
    """

    postcode: str
    easting: int | None = None
    northing: int | None = None
    authority: str = ""
    authority_name: str = ""
    nation: str = ""
    known: bool = False
    note: str = NOT_IN_DIRECTORY
    name: str = ""
    """What a town, a pin or an own place is called; empty for a postcode."""

    @property
    def key(self) -> str:
        """By what the desk remembers it: the postcode, or the grid point to ten metres."""
        return self.postcode or f"{round(self.easting or 0, -1)},{round(self.northing or 0, -1)}"

    @property
    def words(self) -> str:
        """What a person calls it."""
        return self.name or self.postcode


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """The user's own figure for one way, as the desk hands it over: keys of places, ``None`` where not given."""

    start: str
    finish: str
    both_ways: bool
    minutes: int | None
    miles: float | None


def normalise_postcode(text: str) -> str:
    """A postcode as it is written: capitals, one space before the last three characters.

    What is not shaped like a postcode comes back in capitals without spaces.

    >>> normalise_postcode(" dt11xj ")
    'DT1 1XJ'
    """
    letters = "".join(text.split()).upper()
    if 5 <= len(letters) <= 7 and letters.isascii() and letters.isalnum() and letters[-3].isdigit():
        return f"{letters[:-3]} {letters[-3:]}"
    return letters


def places_of(postcodes: Iterable[str], between: Callable[[], object] | None = None) -> dict[str, Place]:
    """The place of each postcode, by the postcode as :func:`normalise_postcode` writes it.

    Each first letter costs one file (5 to 60 ms): ask for all postcodes at once, and keep the answer.
    A postcode that the directory does not know is in the answer with ``known`` false. ``between`` is called now and
    then while a file is read, so that other work may come first.
    """
    by_letter: dict[str, list[str]] = {}
    for postcode in dict.fromkeys(normalise_postcode(text) for text in postcodes):
        by_letter.setdefault(postcode[:1], []).append(postcode)
    found: dict[str, Place] = {}
    for letter, wanted in by_letter.items():
        found.update(_places_of_letter(letter, wanted, between))
    return found


def place_of(postcode: str) -> Place:
    """The place of one postcode (see :func:`places_of`)."""
    return places_of([postcode])[normalise_postcode(postcode)]


def near_place_of(postcode: str) -> Place:
    """The same, and for a postcode that the directory lacks the middle of its sector (``DT1 1``), when it has that.

    Such a place can be driven to; its council stays unknown, for a sector may lie in two.
    """
    place = place_of(postcode)
    if place.known or " " not in place.postcode:
        return place
    middle = middle_of(place.postcode, 5)
    if middle is None:
        return place
    note = f"{NOT_IN_DIRECTORY}: the middle of {place.postcode[:-2]} is taken"
    return replace(place, easting=middle[0], northing=middle[1], note=note)


@cache
def middle_of_outcode(outcode: str) -> tuple[int, int] | None:
    """Easting and northing of the middle of an outcode (``DT1``); ``None`` when the directory has no such one."""
    return middle_of(outcode, 4) if outcode else None


def straight_line_miles(a: Place, b: Place) -> float | None:
    """Straight-line miles, one decimal, as the SSDA903 return counts them: sqrt(dE² + dN²) / 1000 / 1.6093.

    ``None`` when a place has no grid reference, or when the two lie on different grids (Northern
    Ireland and Great Britain).
    """
    if a.easting is None or a.northing is None or b.easting is None or b.northing is None:
        return None
    if (a.nation == NATIONS["N"]) != (b.nation == NATIONS["N"]):
        return None
    return round(math.hypot(a.easting - b.easting, a.northing - b.northing) / METRES_PER_MILE, 1)


def area_of(authority: str, own: str, adjoining: Collection[str], nation: str = "") -> str:
    """``in`` the council's area, ``adjoining`` it, at a distance (``distant``), or ``not known``.

    At a distance is what lies neither in the area nor in that of an adjoining authority
    (2010 Regulations, regulation 11(5)). All are codes of councils with children's services. Northern Ireland
    adjoins no council: where a place there has no council, the ``nation`` answers.
    """
    if own and not authority and nation == NATIONS["N"]:
        return "distant"
    if not authority or not own:
        return "not known"
    if authority == own:
        return "in"
    return "adjoining" if authority in adjoining else "distant"


def names_of_areas() -> dict[str, str]:
    """ONS code to name of every council with children's services."""
    return {code: council.name for code, council in _authorities().items() if council.children_authority == code}


def region_of(authority: str) -> str:
    """The region of England, or the part of the kingdom, that a council with children's services lies in; empty when
    it is not known."""
    return _regions().get(authority, "")


@cache
def _regions() -> dict[str, str]:
    rows = csv.DictReader(resources.text("places/regions.csv").splitlines())
    return {row["authority"]: row["region"] for row in rows}


def authority_name(code: str) -> str:
    """The name of a council by its ONS code, district or county; empty when there is no such code."""
    council = _authorities().get(code)
    return council.name if council else ""


def children_authority(code: str) -> str:
    """The council with children's services where the directory names this district; the code itself otherwise."""
    council = _authorities().get(code)
    return council.children_authority if council else code


class _Council(NamedTuple):
    name: str
    children_authority: str


@cache
def _authorities() -> dict[str, _Council]:
    rows = csv.DictReader(resources.text("places/authorities.csv").splitlines())
    return {row["code"]: _Council(row["name"], row["children_authority"]) for row in rows}


def _places_of_letter(letter: str, wanted: list[str], between: Callable[[], object] | None) -> dict[str, Place]:
    places = {postcode: Place(postcode) for postcode in wanted}
    for postcode, entry in entries_of(letter, wanted, between).items():
        places[postcode] = _place(postcode, entry)
    return places


def _place(postcode: str, entry: Entry) -> Place:
    code = entry.authority
    authority = children_authority(code)
    if not authority and entry.easting is None:
        return Place(postcode, note=WITHOUT_PLACE)
    return Place(
        postcode,
        easting=entry.easting,
        northing=entry.northing,
        authority=authority,
        authority_name=authority_name(authority),
        nation=NATIONS.get(code[:1], ""),
        known=True,
        note=WITHOUT_GRID if entry.easting is None else "",
    )
