"""Journeys: any place a person names, the drive to each child, and the user's own figures everywhere they count."""

from __future__ import annotations

import random
import time
from datetime import date
from pathlib import Path

import pytest

from iro_desk.casework import NotFound, OwnLeg, Refused, UserFacingError
from iro_desk.practice import drives, found_places, history, journeys, own_travel, place_names, places
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.encode import to_json
from iro_desk.practice.workspace import Workspace
from tests.practice.test_caseload import put

BANGOR, BIRMINGHAM = "LL57 1DT", "B1 1BB"


def test_a_journey_says_miles_minutes_range_roads_and_whose_area_it_is() -> None:
    view = journeys.journey_view(None, "DT1 1XJ", BANGOR)
    assert view.miles == pytest.approx(290, abs=20)
    assert view.minutes_low is not None
    assert view.minutes_high is not None
    assert view.minutes is not None
    assert view.minutes_low < view.minutes < view.minutes_high
    assert view.miles_low is not None
    assert view.miles_high is not None
    assert view.miles_low < view.miles < view.miles_high
    assert view.planned_minutes == -(-view.minutes * 110 // 500) * 5
    assert {"M5", "A55"} <= set(view.roads)
    assert (view.nation, view.authority, view.area, view.at_a_distance) == ("Wales", "W06000002", "distant", True)
    assert view.straight_miles == 187.9
    assert view.geodesic_miles == pytest.approx(187.9, abs=0.3)
    assert view.source["miles"] == "road graph"
    assert '"minutes_high"' in to_json(view)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dt11xj", "DT1 1XJ"),
        ("base", "DT1 1XJ"),
        ("Dorchester", "Dorchester, Dorset"),
        ("newport, isle of wight", "Newport, Isle of Wight"),
        ("Newport, Wales", "Newport, Wales"),
        ("gillingham, dorset", "Gillingham, Dorset"),
        ("saint albans", "St Albans, Hertfordshire"),
        ("SY 692 907", "A point near Dorchester"),
        ("50.715, -2.437", "A point near Dorchester"),
    ],
)
def test_a_place_is_found_as_a_person_names_it(words: str, found: str) -> None:
    assert place_names.find_place(None, words).words == found


def test_a_name_that_several_places_have_is_asked_with_all_of_them() -> None:
    with pytest.raises(Refused) as asked:
        place_names.find_place(None, "Newport")
    for council in ("Isle of Wight", "Telford and Wrekin", "Essex", "Pembrokeshire"):
        assert f"Newport, {council}" in str(asked.value)


@pytest.mark.parametrize("words", ["75001", "D02 X285", "ZZ9 9ZZ", "Xyzzy upon Nothing"])
def test_a_wrong_and_a_foreign_place_get_a_clear_answer(words: str) -> None:
    with pytest.raises(NotFound) as told:
        place_names.find_place(None, words)
    assert "Nothing was changed." in str(told.value)


@pytest.mark.parametrize(("ended", "council"), [("W1X 0AA", "Westminster"), ("CF1 1AD", "Cardiff")])
def test_an_ended_postcode_is_found_where_it_was_and_the_source_says_so(ended: str, council: str) -> None:
    """Both districts were given up by Royal Mail around 2000."""
    view = journeys.journey_view(None, "DT1 1XJ", ended)
    assert view.authority_name == council
    assert view.minutes is not None
    assert "keeps ended postcodes at their last place" in view.source["authority"]


def test_a_postcode_newer_than_the_directory_is_driven_to_by_its_sector_and_its_council_stays_unknown() -> None:
    view = journeys.journey_view(None, "DT1 1XJ", "DT1 1ZZ")
    assert view.minutes is not None
    assert view.area == "not known"
    assert "the middle of DT1 1" in view.note


@pytest.mark.parametrize(("postcode", "words"), [("ZE1 0AA", "No road"), ("EX39 2LY", "No road"), ("BT1 5GS", "Irel")])
def test_islands_and_northern_ireland_are_by_sea_or_air_until_the_user_enters_figures(
    ws: Workspace, postcode: str, words: str
) -> None:
    view = journeys.journey_view(ws, "base", postcode)
    assert (view.miles, view.minutes, view.roads) == (None, None, ())
    assert words in view.note
    assert "Enter your own figures." in view.note
    own_travel.set_own_figures(ws, "base", postcode, minutes=400).result()
    assert journeys.journey_view(ws, "base", postcode).minutes == 400


def test_the_isle_of_wight_has_its_ferry_said() -> None:
    view = journeys.journey_view(None, "DT1 1XJ", "Newport, Isle of Wight")
    assert view.ferry
    assert "ferry" in view.note
    assert view.minutes is not None


def test_exeter_and_lyndhurst_adjoin_others_are_at_a_distance_and_other_nations_answer_by_nation() -> None:
    def area(postcode: str) -> tuple[str, str]:
        view = journeys.journey_view(None, "base", postcode)
        return view.area, view.nation

    assert [area(code) for code in ("EX2 4QD", "SO43 7PA")] == [("adjoining", "England")] * 2
    assert [area(code)[0] for code in ("BS1 5TR", "SO14 7LY", "PL1 2AA")] == ["distant"] * 3
    assert [area(place)[0] for place in (BANGOR, "EH1 1YJ", "BT1 5GS", "Belfast", "Cardiff")] == ["distant"] * 5
    nations = [area(code)[1] for code in (BANGOR, "EH1 1YJ", "BT1 5GS")]
    assert nations == ["Wales", "Scotland", "Northern Ireland"]


def test_own_figures_count_both_ways_in_every_answer_and_their_undo_too(ws: Workspace) -> None:
    put(ws, "7", date(2026, 1, 5), [], postcode=BANGOR)
    before = caseload_view(ws).rows[0].drive
    assert before is not None
    assert not before.own
    own_travel.set_own_figures(ws, "DT1 1XJ", BANGOR, minutes=301, miles=280.5, note="by way of Hereford").result()

    def answers() -> tuple[object, ...]:
        drive = caseload_view(ws).rows[0].drive
        assert drive is not None
        out, back = journeys.journey_view(ws, "base", BANGOR), journeys.journey_view(ws, BANGOR, "base")
        matrix = journeys.matrix_view(ws, ["base", BANGOR])
        return drive.minutes, out.minutes, back.minutes, matrix.minutes[0][1], matrix.minutes[1][0]

    assert answers() == (301,) * 5
    drive = caseload_view(ws).rows[0].drive
    assert drive is not None
    assert (drive.own, drive.miles, drive.words) == (True, 280.5, "280 miles, 5 h 01, your figure")
    view = journeys.journey_view(ws, "base", BANGOR)
    assert view.own == ("miles", "minutes")
    assert (view.source["minutes"], view.minutes_low, view.minutes_high) == ("your own figure", 301, 301)
    assert (view.miles_low, view.miles_high) == (280.5, 280.5)
    history.undo(ws).result()
    assert answers() == (before.minutes,) * 5
    history.redo(ws).result()
    assert answers() == (301,) * 5


def test_own_figures_one_way_only_leave_the_way_back_to_the_estimate(ws: Workspace) -> None:
    own_travel.set_own_figures(ws, "base", BIRMINGHAM, minutes=240, both_ways=False).result()
    assert journeys.journey_view(ws, "base", BIRMINGHAM).minutes == 240
    back = journeys.journey_view(ws, BIRMINGHAM, "base")
    assert back.source["minutes"] == "road graph"
    own_travel.set_own_figures(ws, "base", BIRMINGHAM, minutes=200).result()
    assert len(ws.desk.all(OwnLeg)) == 1, "the same way is overwritten, not kept twice"
    own_travel.drop_own_figures(ws, "base", BIRMINGHAM).result()
    assert journeys.journey_view(ws, "base", BIRMINGHAM).source["minutes"] == "road graph"


def test_a_rail_leg_stands_beside_the_road_and_does_not_change_it(ws: Workspace) -> None:
    by_road = journeys.journey_view(ws, "base", BIRMINGHAM).minutes
    own_travel.set_own_figures(ws, "base", BIRMINGHAM, way="rail", minutes=215, fare_pence=8940).result()
    view = journeys.journey_view(ws, BIRMINGHAM, "base")
    assert (view.rail_minutes, view.rail_fare_pence, view.minutes) == (215, 8940, by_road)
    assert "By rail 3 h 35 door to door, £89.40, your figure" in journeys.in_words(view)
    (row,) = own_travel.own_legs(ws)
    assert row.words == "By rail: 3 h 35, £89.40, both ways"


@pytest.mark.parametrize(
    "figures", [{}, {"minutes": 5000}, {"minutes": -1}, {"miles": 9999.0}, {"fare_pence": 500}, {"way": "by air"}]
)
def test_figures_that_cannot_be_are_refused(ws: Workspace, figures: dict[str, object]) -> None:
    with pytest.raises(Refused):
        own_travel.set_own_figures(ws, "base", BIRMINGHAM, **figures)  # type: ignore[arg-type]
    assert not ws.desk.all(OwnLeg)


def test_own_places_are_found_by_name_and_kept_in_the_desk(ws: Workspace) -> None:
    own_travel.keep_place(ws, "My hotel", "Bangor, Gwynedd", "hotel").result()
    own_travel.keep_place(ws, "Contact centre", "DT1 1XJ", "contact-centre").result()
    own_travel.keep_place(ws, "The bridge", "SY 692 907").result()
    assert place_names.find_place(ws, "my HOTEL").nation == "Wales"
    assert place_names.find_place(ws, "contact centre").postcode == "DT1 1XJ"
    view = journeys.journey_view(ws, "base", "My hotel")
    assert view.finish == "My hotel"
    assert view.minutes is not None
    own_travel.set_own_figures(ws, "base", "The bridge", minutes=9).result()
    assert journeys.journey_view(ws, "The bridge", "base").minutes == 9
    assert [row.kind_label for row in own_travel.own_places(ws)] == ["Hotel", "Family time centre", "Another place"]
    own_travel.remove_place(ws, own_travel.own_places(ws)[0].id).result()
    with pytest.raises(UserFacingError):
        place_names.find_place(ws, "My hotel")


def test_found_places_are_kept_offered_and_found_again_as_they_were_and_undo_passes_them_over(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws.do("Changed a setting", lambda change: change.put_setting("iro_name", "Somebody Invented")).result()
    kept = found_places.keep_found(ws, ["base", "bangor, gwynedd", "ll571dt", "SY 692 907", "SY 700 910"])
    assert kept is not None
    assert kept.result() == 4
    assert found_places.keep_found(ws, ["Bangor, Gwynedd", "LL57 1DT", "sy 692 907"]) is None, "once is enough"
    named = ("base", "Bangor, Gwynedd", "LL57 1DT", "SY 692 907, a point near Dorchester")
    assert found_places.offered(ws) == (*named, "SY 700 910, a point near Dorchester")
    before = [journeys.journey_view(ws, "base", words).minutes for words in named]
    monkeypatch.setattr("iro_desk.travel.towns.towns_called", lambda words: ())
    monkeypatch.setattr("iro_desk.travel.towns.pin_of", lambda words: None)
    monkeypatch.setattr(ws, "places", {"DT1 1XJ": place_names.base_of(ws), "LL57 1DT": None})
    assert [journeys.journey_view(ws, "base", words).minutes for words in named] == before
    assert place_names.find_place(ws, "LL57 1DT").authority_name == "Gwynedd"
    assert history.undo_words(ws) == "Changed a setting", "what was only looked for is no work to take back"
    found = ws.desk.history()[0]
    assert (found.kind, found.words) == ("found", "Kept places that were found")
    history.undo(ws, found.n).result()
    assert found_places.offered(ws) == ("base",)


def test_own_figures_keep_their_ends_and_go_with_them(ws: Workspace) -> None:
    own_travel.set_own_figures(ws, "base", "Bangor, Gwynedd", minutes=300).result()
    (row,) = own_travel.own_legs(ws)
    assert row.finish == "Bangor, Gwynedd"
    history.undo(ws).result()
    assert (own_travel.own_legs(ws), found_places.found_places(ws)) == ((), ())
    history.redo(ws).result()
    (found,) = found_places.found_places(ws)
    found_places.forget_found(ws, found.id).result()
    assert found_places.found_places(ws) == ()


def test_nothing_is_kept_while_names_are_hidden(ws: Workspace) -> None:
    ws.hide_names(True)
    assert found_places.keep_found(ws, ["Bangor, Gwynedd"]) is None


def test_the_peak_hour_and_the_margin_are_settings(ws: Workspace) -> None:
    usual = journeys.journey_view(ws, "base", "Bournemouth")
    ws.do("Changed a setting", lambda change: change.put_setting("travel_peak", "yes")).result()
    ws.do("Changed a setting", lambda change: change.put_setting("travel_margin", "50")).result()
    peak = journeys.journey_view(ws, "base", "Bournemouth")
    assert (usual.peak, peak.peak) == (False, True)
    assert usual.minutes is not None
    assert peak.minutes is not None
    assert peak.minutes > usual.minutes
    assert peak.planned_minutes == journeys.planned(peak.minutes, 50)
    assert [journeys.planned(m, 10) for m in (0, 50, 100, 101)] == [0, 55, 110, 115]


def test_the_caseload_weighs_the_driving_by_journeys_a_year(ws: Workspace) -> None:
    put(ws, "7", date(2026, 1, 5), [], postcode="NE1 8QH")
    put(ws, "8", date(2026, 1, 5), [], postcode="DT1 1XJ")
    view = caseload_view(ws)
    far = next(row.drive for row in view.rows if row.number == "7")
    near = next(row.drive for row in view.rows if row.number == "8")
    assert far is not None
    assert near is not None
    assert far.minutes is not None
    assert far.year_minutes == 6 * far.minutes
    assert far.weight == round(1 + 6 * far.minutes / 60 / 24, 2)
    assert near.weight == 1.0
    assert view.weighed == round(far.weight + near.weight, 1)
    assert view.driving_minutes == far.year_minutes


def test_in_the_window_views_come_first_and_drives_are_reckoned_beside(ws: Workspace) -> None:
    ws.look_up_at_once = False
    put(ws, "7", date(2026, 1, 5), [], postcode=BANGOR)
    assert caseload_view(ws).rows[0].drive is None
    assert caseload_view(ws).places_pending
    for _ in range(3):
        places.look_up_wanted(ws)
        drives.reckon_wanted(ws)
        view = caseload_view(ws)
    assert view.rows[0].drive is not None
    assert not view.places_pending
    assert view.weighed is not None


def test_afterwards_seventy_drives_come_from_what_is_kept(ws: Workspace) -> None:
    codes = _postcodes("BLS", 70)
    started = time.perf_counter()
    places.look_up(ws, codes)
    first = drives.drives(ws, codes)
    cold = time.perf_counter() - started
    started = time.perf_counter()
    again = drives.drives(ws, codes)
    warm = time.perf_counter() - started
    assert again == first
    assert warm < cold / 5


def _postcodes(letters: str, number: int, seed: int = 4) -> list[str]:
    from installer.roads.towns import letters as files

    rng, codes = random.Random(seed), []
    for data in files():
        if data["pcd"][0][:1] in letters:
            codes += rng.sample(data["pcd"], -(-number // len(letters)))
    return [f"{code[:4].strip()} {code[4:]}" for code in codes[:number]]


def test_a_thousand_random_postcodes_of_the_directory_resolve_and_most_have_a_road() -> None:
    codes = _postcodes("ABCDEFGHIKLMNOPRSTUWYZ", 1000)
    assert len(codes) == 1000
    found = places.places_of(codes)
    assert all(place.known or "without a grid reference or a council" in place.note for place in found.values())
    assert sum(place.known for place in found.values()) >= 985
    from iro_desk.travel.journeys import journeys as ways

    some = list(found.values())[:200]
    got = ways([*found.values()][:1] + some, starts=1)
    for k, place in enumerate(some, start=1):
        assert (got.minutes[0, k] >= 0) or got.off_roads[k], place.postcode


def test_a_matrix_of_a_file_gives_every_pair_and_says_what_was_not_found(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("name,postcode\na,DT1 1XJ\nb,B1 1BB\nc,nowhere at all\n", encoding="utf-8")
    view = journeys.matrix_view(None, journeys.places_of_file(table))
    assert view.minutes[0][1] == view.minutes[1][0]
    assert view.minutes[0][2] is None
    assert [bool(place.error) for place in view.places] == [False, False, True]
    assert journeys.matrix_csv(view).count("\n") == 7
    empty = tmp_path / "empty.csv"
    empty.write_text("postcode\n", encoding="utf-8")
    with pytest.raises(UserFacingError):
        journeys.places_of_file(empty)


def test_the_map_has_every_child_with_a_point_and_a_picture_of_it_none_where_it_lives(ws: Workspace) -> None:
    from iro_desk.practice.maps import map_view, rounded

    put(ws, "7", date(2026, 1, 5), [], postcode=BANGOR)
    put(ws, "8", date(2026, 1, 5), [], postcode="DT1 1XJ")
    put(ws, "9", date(2026, 1, 5), [], postcode="BT1 5GS")
    put(ws, "10", date(2026, 1, 5), [])
    view = map_view(ws)
    assert {child.number for child in view.children} == {"7", "8"}
    assert {child.number for child in view.unplaced} == {"9", "10"}
    assert view.base is not None
    assert view.base[0] == "Dorchester, your base"
    away = rounded(view)
    for child, before in zip(away.children, view.children, strict=True):
        assert (child.easting, child.northing) != (before.easting, before.northing)
        assert abs(child.easting - before.easting) < 12_000
        assert (child.initials, child.name, child.number) == ("", "", "")


def test_initials_are_the_first_letters_of_the_first_and_last_word() -> None:
    from iro_desk.practice.maps import initials_of

    assert [initials_of(name) for name in ("Łukasz Nowak", "Siân", "Ellie-Mae Guppy", "")] == ["ŁN", "S", "EG", ""]


def test_the_caseload_of_the_window_is_shown_without_the_libraries_of_the_roads() -> None:
    import subprocess
    import sys

    code = (
        "import sys, iro_desk.practice.caseload, iro_desk.practice.journeys, iro_desk.practice.own_travel as own;"
        "own.figures_of([]);"
        "print(sorted({'scipy', 'geopy', 'iro_desk.travel.roads'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "meant"),
    [("Hayling", "Hayling Island, Hampshire"), ("Isle of Wight", "Newport"), ("Shetland", "Lerwick")],
)
def test_a_name_that_no_place_has_is_answered_with_those_that_may_be_meant(words: str, meant: str) -> None:
    with pytest.raises(NotFound) as told:
        place_names.find_place(None, words)
    assert "Did you mean" in str(told.value)
    assert meant in str(told.value)


def test_of_several_children_at_one_place_the_most_pressing_gives_the_mark_wherever_the_map_is_drawn() -> None:
    from dataclasses import replace

    from iro_desk.practice.maps import View, clusters, spots_of
    from tests.ui.panes.test_map import child

    calm = [child(key, "Ann Ember", (369_300, 90_700), "booked") for key in "ab"]
    pressing = replace(calm[0], id="z", mark="late")
    (cluster,) = clusters(View(369_300, 90_700, 300, 500, 500), spots_of([*calm, pressing]))
    assert cluster.keys[0] == "z"
    assert {spot.words for spot in spots_of(calm)} == {""}
    assert {spot.words for spot in spots_of(calm, initials=True)} == {"AE"}
