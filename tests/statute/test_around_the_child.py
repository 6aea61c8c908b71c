"""The clocks of what others do around a child: which runs, from what, and when nobody may be called late."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iro_desk.casework import ChildFile, CouncilSettings, Event, Review, SchoolPlace, SchoolTerm
from iro_desk.practice.child import in_groups
from iro_desk.statute import GROUPS, Clock, clocks_of, next_review, not_recorded_of, rule, rule_ids

from .cases import DEFAULTS, booked, child, day, episode, held, milestone, visit

LONG = (held("2025-11-20"), held("2026-02-10"), held("2026-08-05"))


def clock(file: ChildFile, on: str, rule_id: str, settings: CouncilSettings = DEFAULTS) -> Clock | None:
    return next((c for c in clocks_of(file, day(on), settings) if c.rule_id == rule_id), None)


def visits(file: ChildFile, on: str) -> list[str]:
    return [c.rule_id for c in clocks_of(file, day(on), DEFAULTS) if c.group == "Visits"]


def home(started: str, *visited: str, reviewed: tuple[Review, ...] = (), **more: object) -> ChildFile:
    return replace(child(episode(started, **more), reviews=reviewed), contacts=tuple(map(visit, visited)))


# ---------------------------------------------------------------- visits


@pytest.mark.parametrize(
    ("file", "on", "rule_id"),
    [
        (home("2026-11-16"), "2026-11-18", "visit.first"),
        (home("2026-11-16", "2026-11-18"), "2026-11-20", "visit.six_weekly"),
        (home("2025-09-01", "2026-11-18", placement="U6"), "2026-11-20", "visit.six_weekly"),
        (home("2025-09-01", "2026-11-18", placement="U4"), "2026-11-20", "visit.three_monthly"),
        (home("2025-11-30", "2026-11-18", placement="U4"), "2026-11-20", "visit.six_weekly"),
        (home("2026-11-02", "2026-11-10", placement="P1", legal_status="C1"), "2026-11-12", "visit.weekly"),
        (
            home("2026-09-02", "2026-11-10", placement="P1", legal_status="C1", reviewed=(held("2026-09-29"),)),
            "2026-11-12",
            "visit.four_weekly",
        ),
        (home("2026-09-02", "2026-11-10", placement="P1", legal_status="C2"), "2026-11-12", "visit.six_weekly"),
        (home("2026-11-02", "2026-11-10", placement="U3", approval_temporary=True), "2026-11-12", "visit.weekly"),
        (home("2026-06-14", "2026-11-10", legal_status="V4"), "2026-11-12", "visit.short_breaks_later"),
    ],
)
def test_the_interval_of_visits_goes_by_home_and_legal_status(file: ChildFile, on: str, rule_id: str) -> None:
    assert visits(file, on) == [rule_id]


def test_six_monthly_visits_need_the_childs_agreement_as_long_as_it_lasts() -> None:
    file = home("2025-09-01", "2026-11-18", placement="U4")
    agreed = replace(file, milestones=(milestone("visits-agreed", "2026-10-01"),))
    assert visits(agreed, "2026-11-20") == ["visit.six_monthly"]
    withdrawn = replace(file, milestones=(milestone("visits-agreed", "2026-10-01", until="2026-11-19"),))
    assert visits(withdrawn, "2026-11-20") == ["visit.three_monthly"]
    meant = replace(home("2025-09-01", "2026-11-18"), milestones=(milestone("home-to-18", "2025-09-01"),))
    assert visits(meant, "2026-11-20") == ["visit.three_monthly"]


def test_before_the_assessment_visits_are_weekly_to_the_first_review_and_then_six_weekly() -> None:
    went = (milestone("home-before-assessment", "2026-11-02"),)
    file = replace(home("2026-11-02", "2026-11-10", placement="P1"), milestones=went)
    assert visits(file, "2026-11-12") == ["visit.weekly"]
    assert visits(replace(file, reviews=(held("2026-11-11"),)), "2026-11-12") == ["visit.six_weekly"]
    assert visits(replace(file, reviews=(held("2026-11-11", kind="secure"),)), "2026-11-12") == ["visit.weekly"]


def test_a_care_order_on_a_child_at_home_asks_for_a_visit_within_a_week_of_the_order() -> None:
    interim = episode("2026-08-03", "2026-11-16", placement="P1", legal_status="C1", postcode="DT1")
    order = episode("2026-11-16", placement="P1", reason_new="L", postcode="DT1")
    file = replace(child(interim, order), contacts=(visit("2026-11-10"),))
    found = clock(file, "2026-11-18", "visit.first")
    assert found is not None
    assert found.legal_limit == day("2026-11-23")
    assert "care order made" in found.because


def test_a_call_or_a_sight_by_the_iro_is_no_visit_of_the_social_worker() -> None:
    file = home("2026-11-16")
    others = (visit("2026-11-17", how="video"), visit("2026-11-18", by="iro"))
    assert visits(replace(file, contacts=others), "2026-11-19") == ["visit.first"]


def test_a_visit_missed_is_late_where_visits_are_kept_and_not_recorded_where_none_ever_was() -> None:
    kept = clock(home("2025-09-01", "2026-09-01"), "2026-11-18", "visit.six_weekly")
    assert kept is not None
    assert (kept.mark, kept.legal_limit) == ("late", day("2026-10-13"))
    none = clock(home("2025-09-01"), "2026-11-18", "visit.first")
    assert none is not None
    assert (none.state, none.mark, none.legal_limit, none.days_left) == ("not recorded", "unknown", None, None)


def test_placed_for_adoption_visits_are_weekly_until_the_first_review_and_the_other_duties_stop() -> None:
    placed = home("2026-11-02", "2026-11-09", legal_status="E1", placement="A6")
    assert visits(placed, "2026-11-12") == ["visit.adoption"]
    found = {c.rule_id for c in clocks_of(placed, day("2026-11-12"), DEFAULTS)}
    assert not found & {"plan.placement", "plan.care", "health.initial", "notice.placement", "pep.first"}
    assert visits(replace(placed, reviews=(held("2026-11-11", kind="adoption"),)), "2026-11-12") == []


def test_a_stay_in_hospital_starts_no_new_home() -> None:
    before = episode("2026-03-02", "2026-11-02", postcode="DT1")
    ward = episode("2026-11-02", "2026-11-09", placement="T1", reason_new="P")
    back = episode("2026-11-09", reason_new="P", postcode="DT1")
    file = replace(child(before, ward, back), contacts=(visit("2026-10-30"),))
    found = clock(file, "2026-11-12", "visit.six_weekly")
    assert found is not None
    assert found.anchor == day("2026-10-30")


# ---------------------------------------------------------------- health, school


def test_the_first_health_assessment_ends_that_clock_and_starts_the_next_by_age() -> None:
    file = child(episode("2026-11-02"), born="2022-11-10")
    assert clock(file, "2026-11-10", "health.initial") is not None
    done = replace(file, milestones=(milestone("health-assessment", "2026-11-20"),))
    assert clock(done, "2026-11-23", "health.initial") is None
    following = clock(done, "2026-11-23", "health.review")
    assert following is not None
    assert (following.legal_limit, "The child was 4" in following.because) == (day("2027-05-20"), True)


def test_the_questionnaire_is_asked_from_4_to_16_after_a_year_in_care() -> None:
    assert clock(child(episode("2025-03-02"), born="2023-03-09"), "2026-11-23", "sdq.yearly") is None
    assert clock(child(episode("2026-03-02"), born="2016-03-09"), "2026-11-23", "sdq.yearly") is None
    found = clock(child(episode("2025-03-02"), born="2016-03-09"), "2026-11-23", "sdq.yearly")
    assert found is not None
    assert (found.state, found.legal_limit) == ("not recorded", None)
    assert "No questionnaire is recorded here." in found.because


def test_the_council_may_ask_for_the_dentist_twice_a_year() -> None:
    file = replace(child(episode("2025-03-02")), milestones=(milestone("dental-check", "2026-09-01"),))
    six = clock(file, "2026-11-23", "dental.check", DEFAULTS.having(dental_months="6"))
    assert six is not None
    assert six.legal_limit == day("2027-03-01")
    assert "This council's setting is 6 months instead of 12." in six.because


def test_the_education_plan_is_due_by_the_end_of_the_term_after_the_last_one() -> None:
    file = replace(child(episode("2025-03-02")), milestones=(milestone("pep", "2026-06-10"),))
    found = clock(file, "2026-09-10", "pep.termly")
    assert found is not None
    assert found.legal_limit == day("2026-12-18")
    assert "expected, check" in found.because
    own = SchoolTerm("t", "E06000059", "Autumn 2026", day("2026-09-01"), day("2026-12-11"))
    summer = SchoolTerm("s", "E06000059", "Summer 2026", day("2026-04-13"), day("2026-07-22"))
    mine = clock(file, "2026-09-10", "pep.termly", CouncilSettings(terms=(own, summer)))
    assert mine is not None
    assert mine.legal_limit == day("2026-12-11")
    assert clock(file, "2026-09-10", "pep.termly", DEFAULTS.having(council_authority="E10000009")) is None


def test_the_terms_of_the_schools_own_authority_go_before_the_councils() -> None:
    school = SchoolPlace("s", "child", "Far School", authority="E08000025")
    file = replace(child(episode("2025-03-02")), milestones=(milestone("pep", "2026-06-10"),), schools=(school,))
    unknown = clock(file, "2026-09-10", "pep.termly")
    assert unknown is not None
    assert unknown.legal_limit == day("2026-12-18")
    assert "this council's terms, those of the school's authority being unknown here" in unknown.because
    summer = SchoolTerm("t1", "E08000025", "Summer 2026", day("2026-04-20"), day("2026-07-20"))
    autumn = SchoolTerm("t2", "E08000025", "Autumn 2026", day("2026-09-07"), day("2026-12-16"))
    theirs = clock(file, "2026-09-10", "pep.termly", CouncilSettings(terms=(summer, autumn)))
    assert theirs is not None
    assert theirs.legal_limit == day("2026-12-16")
    assert "by the terms of the school's own authority" in theirs.because
    left = replace(file, schools=(replace(school, until=day("2026-09-01")),))
    assert "authority" not in clock(left, "2026-09-10", "pep.termly").because  # type: ignore[union-attr]


def test_a_child_under_three_has_no_education_plan_and_at_three_the_first_is_counted_from_then() -> None:
    file = child(episode("2025-03-02"), born="2023-11-16")
    assert clock(file, "2026-11-10", "pep.first") is None
    found = clock(file, "2026-11-18", "pep.first")
    assert found is not None
    assert found.anchor == day("2026-11-16")


# ---------------------------------------------------------------- plans, notices


def test_a_plan_made_before_the_placement_counts() -> None:
    file = replace(child(episode("2026-11-16")), milestones=(milestone("placement-plan", "2026-11-13"),))
    assert clock(file, "2026-11-18", "plan.placement") is None
    assert clock(file, "2026-11-18", "plan.care") is not None


def test_what_is_done_once_is_not_recorded_after_its_day_and_then_left_alone() -> None:
    file = child(episode("2026-11-02"))
    due = clock(file, "2026-11-09", "plan.placement")
    assert due is not None
    assert (due.legal_limit, due.days_left) == (day("2026-11-09"), 0)
    gone = clock(file, "2026-11-10", "plan.placement")
    assert gone is not None
    assert (gone.state, gone.mark) == ("not recorded", "unknown")
    assert clock(file, "2027-02-10", "plan.placement") is None


def test_not_done_yet_makes_it_late() -> None:
    file = replace(
        child(episode("2026-11-02")), milestones=(milestone("none-yet", "2026-11-20", rule_id="plan.placement"),)
    )
    found = clock(file, "2027-02-10", "plan.placement")
    assert found is not None
    assert (found.state, found.mark, found.days_left) == ("overdue", "late", -93)


def test_a_remanded_child_has_the_plans_of_a_remand() -> None:
    detained = child(episode("2026-11-19", legal_status="J1", placement="R5"))
    found = {c.rule_id for c in clocks_of(detained, day("2026-11-20"), DEFAULTS)}
    assert "plan.detention" in found
    assert not found & {"plan.care", "plan.care_remand", "plan.placement"}
    housed = child(episode("2026-11-19", legal_status="J1"))
    assert {"plan.care_remand", "plan.placement"} <= {c.rule_id for c in clocks_of(housed, day("2026-11-20"), DEFAULTS)}


def test_the_plan_for_permanence_is_due_by_the_second_review() -> None:
    file = child(episode("2026-07-24"), reviews=(held("2026-08-20"),))
    found = clock(file, "2026-09-01", "plan.permanence")
    assert found is not None
    assert found.legal_limit == day("2026-11-20")
    assert (
        clock(replace(file, milestones=(milestone("permanence-plan", "2026-10-01"),)), "2026-11-01", "plan.permanence")
        is None
    )


def test_a_pathway_assessment_is_three_months_after_becoming_eligible_when_that_is_later() -> None:
    dawit = child(episode("2026-11-02", legal_status="V2"), born="2010-05-05")
    eligible = clock(dawit, "2026-11-23", "pathway.eligible")
    assert eligible is not None
    assert eligible.legal_limit == day("2027-02-01")
    found = clock(dawit, "2026-11-23", "pathway.assessment")
    assert found is not None
    assert (found.legal_limit, found.last_working_day) == (day("2027-05-01"), day("2027-04-30"))


def test_thirteen_weeks_are_added_up_over_several_periods_of_care() -> None:
    first = episode("2026-01-05", "2026-02-24", reason_ended="E4A")
    second = episode("2026-10-05")
    file = child(first, second, born="2011-03-02")
    found = clock(file, "2026-11-02", "pathway.eligible")
    assert found is not None
    assert found.legal_limit == day("2026-11-15")
    assert "50 days in care before this period" in found.because


def test_a_home_before_the_assessment_brings_a_review_of_its_own() -> None:
    went = milestone("home-before-assessment", "2026-11-16")
    moved = episode("2026-11-16", placement="P1", reason_new="P")
    file = replace(child(episode("2025-11-03", "2026-11-16"), moved, reviews=LONG), milestones=(went,))
    nearest = next_review(clocks_of(file, day("2026-11-20"), DEFAULTS))
    assert nearest is not None
    assert (nearest.rule_id, nearest.legal_limit) == ("review.home_before_assessment", day("2026-11-30"))
    reviewed = replace(file, reviews=(*LONG, held("2026-11-24")))
    half = clock(reviewed, "2026-11-25", "review.home_before_assessment")
    assert half is not None
    assert "The review was held; the assessment is not finished." in half.because
    finished = replace(reviewed, milestones=(replace(went, until=day("2026-11-25")),))
    assert clock(finished, "2026-11-25", "review.home_before_assessment") is None


# ---------------------------------------------------------------- orders, missing, challenges


def test_the_court_may_extend_the_26_weeks() -> None:
    issued = milestone("proceedings", "2026-05-11")
    file = replace(child(episode("2026-05-11", legal_status="C1")), milestones=(issued,))
    plain = clock(file, "2026-11-10", "court.26_weeks")
    assert plain is not None
    assert (plain.legal_limit, plain.mark) == (day("2026-11-08"), "late")
    longer = (issued, milestone("proceedings-extended", "2026-11-02", until="2027-01-03"))
    extended = clock(replace(file, milestones=longer), "2026-11-10", "court.26_weeks")
    assert extended is not None
    assert extended.legal_limit == day("2027-01-03")
    assert "The 26 weeks ended on 8 November 2026" in extended.because
    ended = replace(file, milestones=(replace(issued, until=day("2026-11-09")),))
    assert clock(ended, "2026-11-10", "court.26_weeks") is None


def test_an_emergency_protection_order_may_be_extended_once() -> None:
    file = child(episode("2026-11-02", legal_status="L2"))
    assert clock(file, "2026-11-03", "protection.emergency").legal_limit == day("2026-11-10")  # type: ignore[union-attr]
    extended = (milestone("protection-extended", "2026-11-09", until="2026-11-17"),)
    found = clock(replace(file, milestones=extended), "2026-11-10", "protection.emergency")
    assert found is not None
    assert found.legal_limit == day("2026-11-17")


def test_police_protection_without_its_hour_ends_on_the_third_day() -> None:
    found = clock(child(episode("2026-07-24", legal_status="L1")), "2026-07-25", "protection.police")
    assert found is not None
    assert found.legal_limit == day("2026-07-27")
    assert "The hour it began is not known" in found.because


def test_each_return_asks_for_an_interview_until_the_child_is_missing_again() -> None:
    def missing(on: str, back: str) -> Event:
        return Event(f"m{on}", "child", "missing", day(on), ended_on=day(back), ended_time="22:00")

    file = replace(
        child(episode("2026-01-05")), events=(missing("2026-11-10", "2026-11-11"), missing("2026-11-20", "2026-11-21"))
    )
    due = [c for c in clocks_of(file, day("2026-11-22"), DEFAULTS) if c.group == "Missing"]
    assert [(c.legal_limit, c.state) for c in due] == [(None, "not recorded"), (day("2026-11-24"), "urgent")]
    offered = replace(file, milestones=(milestone("return-interview", "2026-11-22"),))
    assert len([c for c in clocks_of(offered, day("2026-11-23"), DEFAULTS) if c.group == "Missing"]) == 1


def test_a_challenge_runs_until_it_is_settled_by_the_councils_days() -> None:
    file = replace(child(episode("2026-01-05")), milestones=(milestone("dispute", "2026-11-02"),))
    found = clock(file, "2026-11-23", "dispute.formal")
    assert found is not None
    assert found.legal_limit == day("2026-11-30")
    ten = clock(file, "2026-11-23", "dispute.formal", DEFAULTS.having(dispute_days="10"))
    assert ten is not None
    assert (ten.legal_limit, "instead of 20" in ten.because) == (day("2026-11-16"), True)
    settled = replace(file, milestones=(milestone("dispute", "2026-11-02", until="2026-11-20"),))
    assert clock(settled, "2026-11-23", "dispute.formal") is None


def test_orders_name_their_own_last_day_and_are_shown_once() -> None:
    order = milestone("liberty-order", "2026-10-02", until="2027-01-02")
    file = replace(child(episode("2026-10-05", placement="Z1", order_ends=day("2027-01-02"))), milestones=(order,))
    found = [c for c in clocks_of(file, day("2026-11-23"), DEFAULTS) if c.group == "Court and orders"]
    assert [(c.rule_id, c.legal_limit) for c in found] == [("order.liberty", day("2027-01-02"))]


# ---------------------------------------------------------------- birthdays, groups, words


def test_an_age_that_is_disputed_is_said_beside_every_birthday() -> None:
    found = clock(child(episode("2026-01-05"), born="2009-01-20", date_of_birth_claimed=True), "2026-11-23", "age.18")
    assert found is not None
    assert "The age is disputed" in found.because


def test_the_groups_come_in_the_order_of_the_book_and_late_first() -> None:
    late = milestone("dental-check", "2025-01-05")
    file = replace(
        child(episode("2024-01-05"), reviews=(*LONG, booked("2027-01-20"))),
        milestones=(late, milestone("sdq", "2026-05-05"), milestone("health-assessment", "2026-05-05")),
    )
    found = in_groups(clocks_of(file, day("2026-11-23"), DEFAULTS))
    names = list(dict.fromkeys(clock.group for clock in found))
    assert names == ["Health", *(group for group in GROUPS if group in names and group != "Health")]
    assert [c.rule_id for c in found[:3]] == ["dental.check", "health.review", "sdq.yearly"]
    assert found[0].mark == "late"
    assert "late" not in {clock.mark for clock in found[1:]}


def test_every_rule_says_what_would_change_it_and_belongs_to_a_group() -> None:
    for rule_id in rule_ids():
        assert rule(rule_id).changes.endswith(".")
        assert rule(rule_id).group in GROUPS


def test_what_is_not_recorded_is_asked_apart_from_the_questions() -> None:
    file = child(episode("2025-01-05"), reviews=LONG)
    asked = not_recorded_of(file, day("2026-11-23"), DEFAULTS)
    assert {"health.initial", "dental.check", "pep.first"} <= {q.about for q in asked}
    assert all(q.asks_for and q.answers for q in asked)
    assert len({q.key for q in asked}) == len(asked)
