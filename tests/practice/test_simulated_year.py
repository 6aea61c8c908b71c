"""The practice caseload: what a blocked diary makes late is named, and a year with proposals holds all it can."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desk.practice.diary_facts import Diary
from iro_desk.practice.engagements import take_leave
from iro_desk.practice.forecast import forecast_view
from tests.practice.simulated_year import live, practice_desk


def test_the_forecast_names_exactly_what_a_blocked_diary_makes_late(tmp_path: Path) -> None:
    ws = practice_desk(tmp_path)
    ws.today = date(2026, 11, 23)
    last = date(2026, 12, 16)
    already = {row.child for row in forecast_view(ws).rows}
    take_leave(ws, ws.today + timedelta(days=1), last).result()
    named = {row.child for row in forecast_view(ws).rows}
    by_hand = set()
    for case in Diary(ws).cases.values():
        limit = case.clock.legal_limit if case.clock is not None else None
        if limit is None:
            continue
        stands = case.booked.booked_for if case.booked is not None else None
        blocked = ws.today < stands <= last if stands is not None else limit <= last
        if blocked or (stands is not None and stands > limit):
            by_hand.add(case.id)
    assert named == by_hand
    assert named > already
    ws.office.undo().result()
    assert {row.child for row in forecast_view(ws).rows} == already
    ws.desk.close()


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_year_with_the_proposals_has_no_avoidable_late_review_and_a_third_less_driving(tmp_path: Path) -> None:
    ws = practice_desk(tmp_path)
    year = live(ws, tell=print)
    print(year.report)
    assert year.held > 150
    assert year.unproved == []
    assert year.drive <= 0.7 * year.apart
    ws.desk.close()
