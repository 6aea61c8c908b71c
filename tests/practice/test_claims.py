"""Journeys made: from reviews held and visits paid, by month, at the rates of the day."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Contact, Refused, Review, UserFacingError
from iro_desk.documents import read_text
from iro_desk.practice import claims, history, journeys, own_travel
from iro_desk.practice.claims import Rate, amount, rates_of
from iro_desk.practice.maps import map_pdf
from iro_desk.practice.workspace import Workspace
from tests.documents.conforms import Checker, why_not
from tests.practice.test_caseload import put

HMRC = (Rate(date(2011, 4, 6), 45, 25, 10_000),)
BIRMINGHAM, WEYMOUTH = "B1 1BB", "DT4 7TA"


def met(change: Any, child: str, day: date, **review: Any) -> None:
    change.save(Review(change.new_id(), child, held_on=day, **{"state": "completed", "method": "in person", **review}))


def visited(change: Any, child: str, day: date, **contact: Any) -> None:
    change.save(Contact(change.new_id(), child, day, **{"by": "iro", "how": "in person", **contact}))


@pytest.fixture
def far(ws: Workspace) -> str:
    return put(ws, "7", date(2025, 1, 5), [], postcode=BIRMINGHAM)


def test_twelve_trips_equal_the_sum_by_hand(ws: Workspace, far: str) -> None:
    own_travel.set_own_figures(ws, "base", BIRMINGHAM, miles=150.0, minutes=180).result()
    for number in range(12):
        ws.do("Held", met, far, date(2026, 6, 1) + timedelta(days=2 * number)).result()
    claim = claims.claim_month(ws, "2026-06")
    assert (claim.miles, claim.minutes, claim.pence) == (3600.0, 12 * 360, 3600 * 45)
    assert all(made.own and made.places == ("B1",) for made in claim.journeys)
    assert claims.months(ws) == ("2026-06",)
    history.undo(ws, None)
    assert len(claims.claim_month(ws, "2026-06").journeys) == 11


def test_beyond_ten_thousand_miles_of_a_tax_year_the_lower_rate_counts_and_april_begins_anew(
    ws: Workspace, far: str
) -> None:
    own_travel.set_own_figures(ws, "base", BIRMINGHAM, miles=999.0, minutes=600).result()
    for day in (date(2026, 4, 5), date(2026, 4, 6), *(date(2026, 5, day) for day in range(1, 6))):
        ws.do("Held", met, far, day).result()
    april = claims.claim_month(ws, "2026-04")
    assert [made.pence for made in april.journeys] == [1998 * 45] * 2
    assert april.miles_before == 0
    may = claims.claim_month(ws, "2026-05")
    assert may.miles_before == 1998
    first, last = may.journeys[0], may.journeys[-1]
    assert first.pence == 1998 * 45
    assert last.pence == (10_000 - 5 * 1998) * 45 + (6 * 1998 - 10_000) * 25


def test_the_rate_of_the_day_counts_and_a_line_that_cannot_be_read_is_said(ws: Workspace) -> None:
    new = (*HMRC, Rate(date(2027, 4, 6), 50, 30, 8_000))
    assert amount(new, date(2027, 4, 5), 10, 0) == 450
    assert amount(new, date(2027, 4, 6), 10, 0) == 500
    assert amount(new, date(2027, 4, 6), 10, 7_995) == 5 * 50 + 5 * 30
    settings = ws.settings()
    assert rates_of(settings) == HMRC
    for line in ("45p a mile", "2026-13-01 45 25 10000", ""):
        with pytest.raises(UserFacingError, match="cannot be read"):
            rates_of(settings.having(mileage_rates=line))


def test_one_day_with_several_children_is_one_round_in_the_order_of_the_meetings(ws: Workspace, far: str) -> None:
    near = put(ws, "8", date(2025, 1, 5), [], postcode=WEYMOUTH)
    day = date(2026, 6, 3)
    ws.do("Held", met, near, day, booked_time="16:00").result()
    ws.do("Held", met, far, day, booked_time="10:00").result()
    (made,) = claims.claim_month(ws, "2026-06").journeys
    assert made.places == ("B1", "DT4")
    out, across, back = (
        journeys.journey_view(ws, a, b).miles
        for a, b in (("base", BIRMINGHAM), (BIRMINGHAM, WEYMOUTH), (WEYMOUTH, "base"))
    )
    assert out is not None
    assert across is not None
    assert back is not None
    assert made.miles == pytest.approx(out + across + back, abs=0.2)


def test_only_what_the_iro_went_to_in_person_is_claimed(ws: Workspace, far: str) -> None:
    ws.do("Held", met, far, date(2026, 6, 1), method="video").result()
    ws.do("Held", met, far, date(2026, 6, 2), method="", imported="{}").result()
    ws.do("Seen", visited, far, date(2026, 6, 3), by="social worker").result()
    ws.do("Seen", visited, far, date(2026, 6, 4), how="phone").result()
    ws.do("Booked", met, far, date(2026, 6, 5), state="cancelled").result()
    assert claims.claim_month(ws, "2026-06").journeys == ()
    ws.do("Seen", visited, far, date(2026, 6, 6)).result()
    ws.do("Held", met, far, date(2026, 6, 8), place=f"The school, {WEYMOUTH}").result()
    made = claims.claim_month(ws, "2026-06").journeys
    assert [(each.why, each.places) for each in made] == [("Visit", ("B1",)), ("Review", ("DT4",))]


def test_a_journey_by_sea_is_listed_and_not_summed_until_figures_are_entered(ws: Workspace) -> None:
    away = put(ws, "9", date(2025, 1, 5), [], postcode="ZE1 0AA")
    ws.do("Held", met, away, date(2026, 6, 8)).result()
    claim = claims.claim_month(ws, "2026-06")
    assert (claim.unknown, claim.miles, claim.pence) == (1, 0, 0)
    assert claim.journeys[0].miles is None
    own_travel.set_own_figures(ws, "base", "ZE1 0AA", miles=30.0, minutes=400).result()
    assert claims.claim_month(ws, "2026-06").miles == 60


def test_the_log_is_saved_as_a_table_and_as_a_paper_that_names_no_child(
    ws: Workspace, far: str, tmp_path: Path
) -> None:
    ws.do("Held", met, far, date(2026, 6, 8)).result()
    claims.save_claim(ws, "2026-06", tmp_path / "June.csv")
    rows = list(csv.reader((tmp_path / "June.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0] == list(claims.HEAD)
    assert rows[1][:3] == ["2026-06-08", "B1", "Review"]
    assert rows[-1][0] == "sum"
    claims.save_claim(ws, "2026-06", tmp_path / "June.pdf")
    said = read_text((tmp_path / "June.pdf").read_bytes())
    assert "Journeys made in June 2026" in said
    assert "B1" in said
    assert BIRMINGHAM not in said
    with pytest.raises(Refused, match="not a month"):
        claims.claim_month(ws, "June")


def test_the_papers_of_map_and_log_are_for_every_reader(ws: Workspace, far: str, tmp_path: Path) -> None:
    ws.do("Held", met, far, date(2026, 6, 8)).result()
    sheet = map_pdf(ws)
    assert "Rounded to postcode districts, not where children live." in read_text(sheet)
    assert "Birmingham" in read_text(sheet)
    for name, pdf in (("map", sheet), ("log", claims.claim_pdf(ws, claims.claim_month(ws, "2026-06")))):
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
    if why_not():
        pytest.skip(why_not())
    with Checker() as checker:
        for flavour in ("2a", "ua1"):
            assert checker.faults(flavour, sorted(tmp_path.glob("*.pdf"))) == {}
