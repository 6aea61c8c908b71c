"""The trip sheet of a day's bookings: what is needed on the road and at the door, and nothing more of a child."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from iro_desk.casework import Engagement, Episode, OwnLeg, Person, Refused, Role, TripNote
from iro_desk.documents import read_text, typeset
from iro_desk.practice import booking, history, own_travel, trip_sheet
from iro_desk.practice.diary_facts import Diary
from iro_desk.practice.encode import to_json
from iro_desk.practice.making import make, subject_of
from iro_desk.practice.words import plain_day
from iro_desk.practice.workspace import Workspace
from tests.practice.conftest import TODAY
from tests.practice.test_caseload import put

DAY = date(2026, 11, 24)


@pytest.fixture
def day(ws: Workspace, child: str) -> Workspace:
    """Siân's review at ten in Weymouth, a visit to another child at two, a review by video and one at the base."""

    def furnish(change: Any) -> None:
        home = change.where(Episode, child=child)[-1]
        change.save(replace(home, postcode="DT4 8NN", street="Flat 2, 14 Esplanade", telephone="01305 550123"))
        carer = Person(change.new_id(), "Maggie Deacon", telephone="07700 900555")
        change.save_many([carer, Role(change.new_id(), child, carer.id, "carer")])
        change.put_setting("lone_working", "Duty desk, 01305 550100")

    ws.do("Furnished", furnish).result()
    booking.book(ws, child, DAY, time="10:00", method="in person").result()
    other = put(ws, "9", date(2026, 1, 5), [], postcode="BH15 2RU", street="Rose Cottage, Mill Lane")
    third = put(ws, "10", date(2026, 1, 5), [], postcode="BH21 1HH")

    def more(change: Any) -> None:
        change.save(Engagement(change.new_id(), "visit", DAY, DAY, "14:00", "15:00", child=other))
        change.save(Engagement(change.new_id(), "other", DAY, DAY, "17:00", "17:30", words="Team meeting"))
        change.save(Engagement(change.new_id(), "court", DAY, DAY, "16:00", "16:30", place="County Court, BH7 7DS"))
        change.save(Engagement(change.new_id(), "other", DAY, DAY, "08:00", "09:00", imported="x#0"))

    ws.do("More", more).result()
    booking.book(ws, third, DAY, time="11:30", method="video", anyway=True).result()
    return ws


def test_the_stops_of_a_day_in_their_order_with_house_postcode_and_one_number(day: Workspace) -> None:
    view = trip_sheet.trip_sheet_view(day, DAY)
    (told,) = view.days
    assert [(s.time, s.initials, s.where) for s in told.stops] == [
        ("10:00", "SŴ", "Flat 2, 14, DT4 8NN"),
        ("14:00", told.stops[1].initials, "Rose Cottage, BH15 2RU"),
        ("16:00", "Court", "County Court, BH7 7DS"),
    ]
    assert told.stops[0].telephone == "01305 550123"
    assert told.stops[0].drive.endswith("to get there")
    assert told.leave_words.startswith("Leave at ")
    assert view.who_knows == "Duty desk, 01305 550100"
    assert view.expected_back.startswith("24 November, about ")
    assert trip_sheet.next_trip_day(day) == DAY


def test_the_paper_has_all_of_it_and_no_surname_birthday_status_or_reason(day: Workspace, child: str) -> None:
    trip_sheet.keep_trip_note(day, child, access="Side gate", bring="The photographs\n\nA leaflet").result()
    pdf = make(day, "trip-sheet", DAY.isoformat()).pdf
    said = " ".join(read_text(pdf).split())
    door = ("10:00", "SŴ, Flat 2, 14, DT4 8NN", "Rose Cottage", "Side gate", "01305 550123")
    beside = (
        "Bring: The photographs; A leaflet",
        "Who knows where I am",
        "Duty desk",
        "Expected back",
        "Shred this sheet",
    )
    for words in (*door, *beside):
        assert words in said
    file = day.desk.child_file(child)
    born = file.child.date_of_birth
    assert born is not None
    for words in ("Siân", "Ŵyn", "Deacon", "Maggie", str(born.year), file.number, "care order", "C2", "Mill Lane"):
        assert words not in said, words
    assert re.search(r"\breview\b", said, re.IGNORECASE) is None


def test_the_paper_is_titled_by_its_towns_and_its_margin_says_miles_claim_and_what_if_it_slips(
    day: Workspace, child: str
) -> None:
    facts = trip_sheet.trip_sheet_facts(day, DAY)
    said = " ".join(read_text(make(day, "trip-sheet", DAY.isoformat()).pdf).split())
    towns = [stop.town for stop in facts.days[0].stops]
    assert all(towns)
    assert ", ".join(dict.fromkeys(towns)) in said
    assert "two children" in said
    (told,) = trip_sheet.trip_sheet_view(day, DAY).days
    assert told.miles is not None
    assert f"Miles {told.miles} Driving" in said
    assert f"£{told.miles * 45 / 100:.2f} ({told.miles} × 45p)" in said
    limit = Diary(day).cases[child].clock
    assert limit is not None
    assert limit.legal_limit is not None
    assert facts.slips[0].startswith(f"SŴ: last day {plain_day(limit.legal_limit, TODAY)}. ")
    assert len(facts.slips) == 1, "a visit has no last day"
    assert facts.days[0].leave_at in said
    stop = replace(facts.days[0].stops[0], access="The gate is round the corner. " * 8)
    full = replace(facts, days=tuple(replace(facts.days[0], stops=(stop,) * 9) for _ in range(5)))
    assert "Miles" in read_text(typeset(trip_sheet.trip_sheet(full)).pdf), "a week of it goes on over pages"


def test_a_home_that_is_confidential_is_not_on_the_sheet_nor_on_its_map(day: Workspace, child: str) -> None:
    def hide(change: Any) -> None:
        change.save(replace(change.where(Episode, child=child)[-1], confidential=True))

    day.do("Confidential", hide).result()
    stop = trip_sheet.trip_sheet_view(day, DAY).days[0].stops[0]
    assert (stop.where, stop.point, stop.town) == (trip_sheet.NOT_SHOWN, None, "")
    assert "DT4" not in read_text(make(day, "trip-sheet", DAY.isoformat()).pdf)


def test_a_trip_of_several_days_and_days_without_stops(day: Workspace) -> None:
    view = trip_sheet.trip_sheet_view(day, DAY, date(2026, 11, 26))
    assert [len(each.stops) for each in view.days] == [3, 0, 0]
    assert "Nobody to drive to." in read_text(make(day, "trip-sheet", "2026-11-24..2026-11-26").pdf)
    assert subject_of(day, "trip-sheet", "2026-11-24") == "2026-11-24..2026-11-24"
    for first, last in ((DAY, TODAY), (DAY, date(2026, 12, 24))):
        with pytest.raises(Refused, match="one day, up to a week"):
            trip_sheet.trip_sheet_view(day, first, last)
    with pytest.raises(Refused, match="not a day"):
        subject_of(day, "trip-sheet", "tomorrow")


def test_own_figures_count_on_the_sheet_and_notes_can_be_taken_back(day: Workspace, child: str) -> None:
    own_travel.set_own_figures(day, "base", "DT4 8NN", minutes=100, miles=9.0).result()
    assert day.desk.all(OwnLeg)
    assert trip_sheet.trip_sheet_view(day, DAY).days[0].stops[0].drive == "9 miles, 1 h 50 to get there"
    trip_sheet.keep_trip_note(day, child, access="Side gate", bring="").result()
    trip_sheet.keep_trip_note(day, child, access="Front door", bring="").result()
    assert [note.access for note in day.desk.all(TripNote)] == ["Front door"]
    history.undo(day).result()
    assert trip_sheet.trip_sheet_view(day, DAY).days[0].stops[0].access == "Side gate"
    trip_sheet.keep_trip_note(day, child, access=" ", bring="").result()
    assert day.desk.all(TripNote) == []
    assert '"who_knows"' in to_json(trip_sheet.trip_sheet_view(day, DAY))
    assert "Court, County Court, BH7 7DS" in trip_sheet.in_words(trip_sheet.trip_sheet_view(day, DAY))


@pytest.mark.parametrize(
    ("street", "house"),
    [
        ("14 Mill Lane", "14"),
        ("14a, Mill Lane", "14a"),
        ("Flat 2, 14-16 Mill Lane", "Flat 2, 14-16"),
        ("Rose Cottage, Mill Lane", "Rose Cottage"),
        ("The Old Forge", "The Old Forge"),
        ("Mill Lane", ""),
        ("", ""),
    ],
)
def test_house_of_a_street(street: str, house: str) -> None:
    assert trip_sheet.house_of(street) == house
