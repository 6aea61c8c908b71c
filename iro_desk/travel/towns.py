"""Places by name: towns of the table with their council, points on the national grid, latitudes and longitudes.

A name that several places have is a question: :func:`towns_called` gives them all, and ``Newport, Isle of
Wight`` chooses by council or nation.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from iro_desk import resources
from iro_desk.travel.grid import Points, to_grid
from iro_desk.travel.places import Place, authority_name

NATIONS: Final = ("England", "Wales", "Scotland", "Northern Ireland")
_SQUARES: Final = "VWXYZQRSTULMNOPFGHJKABCDE"
"""The letters of the grid's 500 km squares and, in each, 100 km squares: rows from the south, without I."""


class Town(NamedTuple):
    """One place of the table."""

    name: str
    other: str
    authority: str
    nation: str
    population: int
    easting: float
    northing: float

    @property
    def area(self) -> str:
        """Its council, or where that says no more than the name, or is not known, its nation."""
        council = authority_name(self.authority)
        return council if council and _plain(council) != _plain(self.name) else self.nation


@cache
def towns() -> tuple[Town, ...]:
    """Every place of the table."""
    rows = list(csv.DictReader(resources.text("travel/towns.csv").splitlines()))
    grid = to_grid(np.array([(float(row["latitude"]), float(row["longitude"])) for row in rows]))
    return tuple(
        Town(row["name"], row["other"], row["authority"], row["nation"], int(row["population"]), float(e), float(n))
        for row, (e, n) in zip(rows, grid, strict=True)
    )


def towns_called(words: str) -> tuple[Town, ...]:
    """The places of that name, largest first; words after a comma choose by council or nation."""
    name, _, area = words.partition(",")
    found = _by_name().get(_plain(name), ())
    wanted = _plain(area)
    if wanted:
        named = tuple(t for t in found if wanted == _plain(t.area))
        found = named or tuple(
            t for t in found if wanted in _plain(authority_name(t.authority)) or wanted == _plain(t.nation)
        )
    return found


def towns_like(words: str, most: int = 3) -> tuple[Town, ...]:
    """The largest places of which the name or the council begins with these words; none for too few letters."""
    begun = f"{_plain(words)} "
    found = [t for t in towns() if f"{_plain(t.name)} ".startswith(begun)] or [
        t for t in towns() if f"{_plain(authority_name(t.authority))} ".startswith(begun)
    ]
    return tuple(sorted(found, key=lambda t: -t.population)[:most]) if len(begun) > 3 else ()


def place_of_town(town: Town) -> Place:
    """The town as a place."""
    return Place(
        "",
        easting=round(town.easting),
        northing=round(town.northing),
        authority=town.authority,
        authority_name=authority_name(town.authority),
        nation=town.nation,
        known=True,
        note="",
        name=f"{town.name}, {town.area}",
    )


def place_of_pin(easting: float, northing: float, name: str = "") -> Place:
    """A point of the grid as a place: the council and nation are those of the nearest place of the table."""
    nearest = nearest_town(easting, northing)
    return Place(
        "",
        easting=round(easting),
        northing=round(northing),
        authority=nearest.authority,
        authority_name=authority_name(nearest.authority),
        nation=nearest.nation,
        known=True,
        note=f"a point near {nearest.name}; the council is that of {nearest.name}",
        name=name or f"A point near {nearest.name}",
    )


def nearest_town(easting: float, northing: float) -> Town:
    """The place of the table that is nearest to a point."""
    return towns()[int(np.argmin(np.hypot(*(_points() - (easting, northing)).T)))]


def pin_of(words: str) -> tuple[float, float] | None:
    """Easting and northing of ``SY 692 907``, ``50.715, -2.437`` or ``369270, 90730``; ``None`` for other words."""
    numbers = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*[, ]\s*(-?\d+(?:\.\d+)?)\s*", words)
    if numbers:
        a, b = float(numbers[1]), float(numbers[2])
        if 49 < a < 61.5 and -9 < b < 3:
            east, north = to_grid(np.array([[a, b]]))[0]
            return float(east), float(north)
        return (a, b) if 1000 < a < 700_000 and 1000 < b < 1_300_000 else None
    letters = re.fullmatch(r"\s*([A-HJ-Z])([A-HJ-Z])\s*(\d+)\s*(\d*)\s*", words.upper())
    if not letters:
        return None
    digits = letters[3] + letters[4]
    if len(digits) % 2 or not 4 <= len(digits) <= 10 or (letters[4] and len(letters[3]) != len(letters[4])):
        return None
    big, small = _SQUARES.index(letters[1]), _SQUARES.index(letters[2])
    east = (big % 5) * 500 + (small % 5) * 100 - 1000
    north = (big // 5) * 500 + (small // 5) * 100 - 500
    half, unit = len(digits) // 2, 10 ** (5 - len(digits) // 2)
    point = east * 1000 + (int(digits[:half]) + 0.5) * unit, north * 1000 + (int(digits[half:]) + 0.5) * unit
    return point if 0 < point[0] < 700_000 and 0 < point[1] < 1_300_000 else None


@cache
def _by_name() -> dict[str, tuple[Town, ...]]:
    named: dict[str, list[Town]] = {}
    for town in sorted(towns(), key=lambda t: -t.population):
        for name in dict.fromkeys((_plain(town.name), _plain(town.other))):
            if name:
                named.setdefault(name, []).append(town)
    return {name: tuple(of) for name, of in named.items()}


@cache
def _points() -> Points:
    return np.array([(t.easting, t.northing) for t in towns()])


def _plain(words: str) -> str:
    """Letters alone, without accents and capitals, "Saint" as "St"."""
    bare = "".join(c for c in unicodedata.normalize("NFD", words.lower()) if c.isalnum() or c in " -")
    bare = " ".join(bare.replace("-", " ").split())
    return re.sub(r"\bsaint\b", "st", bare)
