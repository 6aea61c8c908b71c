"""What would follow from holding a review on a day: shown, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from iro_desk.casework import Review
from iro_desk.practice.opening import close_desk
from iro_desk.practice.review_views import WhatIfView
from iro_desk.practice.what_if import PLACED, what_if
from iro_desk.practice.workspace import Workspace
from tests.conftest import PracticeDesks


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory, practice_desk: PracticeDesks) -> Iterator[Workspace]:
    ws = practice_desk.opened(tmp_path_factory.mktemp("what-if"), children=30)
    yield ws
    close_desk(ws)


def dates(view: WhatIfView) -> dict[str, date | None]:
    return {row.clock.rule_id: row.clock.legal_limit for row in view.rows}


def test_a_day_in_time_says_so_and_the_next_dates_follow_from_it(ws: Workspace, child: str) -> None:
    before = ws.desk.child_file(child)
    view = what_if(ws, child, date(2026, 11, 24))
    assert (view.mark, view.words) == ("done", "In time: the last day is Tuesday 24 November.")
    assert dates(view)["review.later"] == date(2027, 5, 24)
    assert dates(view)["record.decisions"] == date(2026, 12, 1)
    assert ws.desk.child_file(child) == before
    assert ws.desk.history()[0].words == "Added an invented child"


def test_a_late_day_is_called_late_and_counts_on_from_itself(ws: Workspace, child: str) -> None:
    view = what_if(ws, child, date(2026, 11, 30))
    assert (view.mark, view.words) == ("late", "6 days after the last day, Tuesday 24 November.")
    assert dates(view)["review.later"] == date(2027, 5, 30)
    later = next(row for row in view.rows if row.clock.rule_id == "review.later")
    assert later.words == "by Friday 28 May 2027"


def test_an_adjourned_review_finished_in_its_own_time_is_called_in_time(ws: Workspace, child: str) -> None:
    def adjourned(change: Any) -> None:
        on = date(2026, 11, 20)
        change.save(Review(change.new_id(), child, state="adjourned", adjourned_on=on, first_part_on=on))

    ws.do("Adjourned a review", adjourned).result()
    view = what_if(ws, child, date(2026, 12, 10))
    assert view.mark == "done"
    assert "within its 20 working days" in view.words
    assert what_if(ws, child, date(2026, 12, 21)).mark == "late"


def test_a_day_before_a_review_that_was_held_is_refused_in_words(ws: Workspace, child: str) -> None:
    assert what_if(ws, child, date(2026, 8, 20)).words == "A later review was held already."


def test_a_day_out_of_care_is_refused_in_words(ws: Workspace, child: str) -> None:
    assert "not looked after" in what_if(ws, child, date(2026, 1, 1)).words


def test_one_meeting_serves_both_clocks_of_a_child_with_authority_to_place(practice: Workspace) -> None:
    rowan = practice.desk.find_child("PR0011")
    view = what_if(practice, rowan, date(2026, 11, 27))
    assert view.mark == "done"
    assert dates(view)["review.later"] == date(2027, 5, 27)
    assert dates(view)["adoption.authorised.later"] == date(2027, 5, 27)


def test_placed_for_adoption_leaves_the_adoption_clock_alone(practice: Workspace) -> None:
    rowan = practice.desk.find_child("PR0011")
    found = dates(what_if(practice, rowan, date(2026, 12, 14), PLACED))
    assert found["adoption.placed.first"] == date(2027, 1, 11)
    assert not any(rule_id.startswith("review.") for rule_id in found)


def test_the_early_review_of_a_child_in_secure_accommodation_restarts_its_clock(practice: Workspace) -> None:
    casey = practice.desk.find_child("PR0012")
    assert dates(what_if(practice, casey, date(2026, 12, 1)))["review.later"] == date(2027, 6, 1)
