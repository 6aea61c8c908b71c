"""Every worked date, from its inputs. One test a rule id, so that a rule taken away is missed by name."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from iro_desk.casework import CouncilSettings
from iro_desk.statute import legal_date, rule, rule_ids, working_days

from .cases import DEFAULTS, REGULATION, Worked, day, named, worked


@pytest.mark.parametrize("row", worked(), ids=named)
def test_worked_date(row: Worked) -> None:
    found = legal_date(row.rule_id, row.inputs)
    assert found.legal_limit == row.expected
    working = working_days(DEFAULTS)
    assert working.is_working(found.last_working_day)
    assert found.last_working_day <= found.legal_limit
    assert working.between(found.last_working_day, found.legal_limit) == 0
    assert found.because
    assert found.authority
    assert len(found.steps) >= 2


def test_every_rule_has_a_worked_date() -> None:
    assert {row.rule_id for row in worked()} == set(rule_ids())


@pytest.mark.parametrize("rule_id", rule_ids())
def test_every_rule_names_its_regulation(rule_id: str) -> None:
    for place in re.findall(r"(?:reg|para|s) ?(\d+[A-Z]?(?:\(\w+\))*)", REGULATION[rule_id]):
        assert place in rule(rule_id).authority


def test_the_first_review_names_regulation_33_1_and_its_sum() -> None:
    found = legal_date("review.first", {"became_looked_after": "2026-11-07"})
    assert found.legal_limit == day("2026-12-04")
    assert "regulation 33(1)" in found.authority
    assert "Care Planning, Placement and Case Review (England) Regulations 2010" in found.authority
    assert found.because == (
        "First review by Friday 4 December 2026: 20 working days after Saturday 7 November 2026 "
        "(became looked after); regulation 33(1)."
    )
    assert found.steps == (
        "Became looked after: Saturday 7 November 2026.",
        "That day itself is not counted: working day 1 is Monday 9 November 2026.",
        "Saturdays and Sundays are skipped.",
        "Working day 20 is Friday 4 December 2026.",
    )


def test_skipped_holidays_are_named() -> None:
    found = legal_date("review.first", {"became_looked_after": "2026-12-11"})
    for name in ("Christmas Day", "Boxing Day (substitute day)", "New Year's Day"):
        assert name in found.because
        assert any(name in step for step in found.steps)


def test_a_last_day_on_christmas_day_is_not_moved_and_the_day_to_book_by_is_said() -> None:
    found = legal_date("review.second", {"first_review": "2026-09-25"})
    assert (found.legal_limit, found.last_working_day) == (day("2026-12-25"), day("2026-12-24"))
    assert "The last day is Christmas Day and is not moved" in found.because
    assert "Thursday 24 December 2026" in found.steps[-1]


def test_a_month_without_the_day_is_explained() -> None:
    found = legal_date("review.second", {"first_review": "2026-11-30"})
    assert "That month has no day 30, so the period ends on its last day." in found.steps


def test_a_return_interview_is_72_hours_on_the_clock() -> None:
    assert legal_date("missing.return_interview", {"returned": "2026-12-24T22:00"}).moment == "2026-12-27T22:00"


def test_the_clocks_going_back_do_not_lengthen_72_hours() -> None:
    assert legal_date("missing.return_interview", {"returned": "2026-10-24T12:00"}).moment == "2026-10-27T11:00"


@pytest.mark.parametrize(
    ("rule_id", "inputs", "changed", "expected", "said"),
    [
        (
            "review.adjourned",
            {"review_meeting_adjourned": "2026-11-04", "review_due": "2026-11-05"},
            {"adjournment_counts_from": "due"},
            "2026-12-03",
            "By this council's setting",
        ),
        (
            "review.series",
            {"part1": "2026-11-24", "part2": "2026-11-27", "due": "2026-11-27"},
            {"parts_anchor": "last"},
            "2027-05-27",
            "counted from the last part",
        ),
        (
            "review.later",
            {"previous_review": "2026-10-06", "previous_due": "2027-01-14"},
            {"brought_forward_counts": "no"},
            "2027-01-14",
            "By this council's setting",
        ),
        (
            "record.decisions",
            {"review_completed": "2026-11-20"},
            {"decisions_days": "7"},
            "2026-12-01",
            "This council's setting is 7 working days instead of 5.",
        ),
        (
            "review.first",
            {"became_looked_after": "2029-04-30"},
            {"not_holidays": "2029-05-07"},
            "2029-05-29",
            "By this council's setting Monday 7 May 2029 is no bank holiday.",
        ),
        (
            "review.first",
            {"became_looked_after": "2026-11-02"},
            {"extra_holidays": "2026-11-16"},
            "2026-12-01",
            "Bank holiday added in the settings",
        ),
    ],
)
def test_a_setting_that_changes_a_date_is_said(
    rule_id: str, inputs: dict[str, str], changed: dict[str, str], expected: str, said: str
) -> None:
    plain = legal_date(rule_id, inputs)
    found = legal_date(rule_id, inputs, CouncilSettings().having(**changed))
    assert found.legal_limit == day(expected) != plain.legal_limit
    assert said in found.because
    assert said not in plain.because


def test_a_last_day_that_stands_is_not_said_to_be_counted_from_the_day_held() -> None:
    found = legal_date(
        "review.later", {"previous_review": "2026-07-14", "previous_due": "2027-01-15", "full_statutory_review": "no"}
    )
    assert found.because == (
        "Next review by Friday 15 January 2027: the last day as it stood; regulation 33(2). "
        "What was held was not a full review, so the last day of 15 January 2027 stands."
    )
    assert not any("months" in step for step in found.steps)


def test_held_one_day_after_the_limit_is_one_day_late() -> None:
    found = legal_date("review.later", {"previous_review": "2026-05-29", "held": "2026-11-30"})
    assert "1 day late" in found.because
    on_the_day = legal_date("review.later", {"previous_review": "2026-05-29", "held": "2026-11-29"})
    assert "in time" in on_the_day.because
    assert on_the_day.legal_limit == found.legal_limit == day("2026-11-30") - timedelta(days=1)


def test_an_adjournment_says_what_may_not_be_carried_out() -> None:
    found = legal_date("review.adjourned", {"review_meeting_adjourned": "2026-12-08"})
    assert "Nothing proposed at the meeting may be carried out until the review is finished." in found.steps


def test_guidance_is_marked_as_guidance() -> None:
    assert "guidance, check" in legal_date("record.full", {"review_completed": "2026-11-20"}).authority
