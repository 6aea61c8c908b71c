"""What would follow if a review were held on a day, or the child placed for adoption."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iro_desk.casework import Refused
from iro_desk.statute import clocks_of, what_if, what_if_placed

from .cases import DEFAULTS, booked, child, day, episode, held

KNOWN = (held("2025-11-20"), held("2026-02-20"), held("2026-07-14"))
FILE = child(episode("2025-11-03"), reviews=(*KNOWN, booked("2027-01-12")))


def test_held_early_it_is_in_time_and_the_next_is_counted_from_it() -> None:
    found = what_if(FILE, day("2026-10-06"), DEFAULTS)
    assert found.met is not None
    assert (found.met.state, found.met.legal_limit) == ("held in time", day("2027-01-14"))
    assert found.next is not None
    assert found.next.legal_limit == day("2027-04-06")
    assert found.next.booked_for == day("2027-01-12")
    papers = {clock.rule_id: clock.legal_limit for clock in found.papers}
    assert papers["record.decisions"] == day("2026-10-13")
    assert found.is_working_day


def test_held_after_the_limit_it_is_late_and_a_booking_gone_by_is_not_kept() -> None:
    found = what_if(FILE, day("2027-01-15"), DEFAULTS)
    assert found.met is not None
    assert (found.met.state, found.met.days_left) == ("held late", -1)
    assert found.next is not None
    assert (found.next.legal_limit, found.next.booked_for) == (day("2027-07-15"), None)


def test_opened_and_adjourned_it_has_to_be_finished() -> None:
    found = what_if(FILE, day("2027-01-12"), DEFAULTS, adjourned=True)
    assert [c.rule_id for c in found.following if c.rule_id == "review.adjourned"] == ["review.adjourned"]
    assert found.next is not None
    assert found.next.legal_limit == day("2027-02-09")


def test_an_adjourned_review_that_is_taken_up_again_is_finished_in_its_own_time() -> None:
    waiting = held("2026-11-04", state="adjourned", held_on=None, adjourned_on=day("2026-11-04"))
    file = child(episode("2025-11-03"), reviews=(*KNOWN[:2], held("2026-05-05"), waiting))
    found = what_if(file, day("2026-12-02"), DEFAULTS)
    assert found.met is not None
    assert found.met.state == "adjourned in time"


def test_a_day_before_the_last_review_is_refused() -> None:
    with pytest.raises(Refused, match="later review was held"):
        what_if(FILE, day("2026-07-14"), DEFAULTS)


def test_trying_changes_nothing() -> None:
    before = clocks_of(FILE, day("2026-11-23"), DEFAULTS)
    what_if(FILE, day("2026-12-01"), DEFAULTS)
    assert clocks_of(FILE, day("2026-11-23"), DEFAULTS) == before


def test_placed_for_adoption_only_the_adoption_clock_runs() -> None:
    care = episode("2025-09-18", "2026-08-28", legal_status="C1")
    order = episode("2026-08-28", reason_new="L", legal_status="E1")
    file = child(care, order, born="2025-09-18", reviews=(held("2026-07-02"),))
    assert {"adoption.authorised.first", "review.later"} <= {
        c.rule_id for c in clocks_of(file, day("2026-11-23"), DEFAULTS)
    }
    placed = what_if_placed(file, day("2026-12-14"), DEFAULTS)
    assert [(c.rule_id, c.legal_limit) for c in placed] == [("adoption.placed.first", day("2027-01-11"))]
    gone = replace(file, episodes=(replace(care, reason_ended="E4A"),))
    with pytest.raises(Refused):
        what_if_placed(gone, day("2026-12-14"), DEFAULTS)
