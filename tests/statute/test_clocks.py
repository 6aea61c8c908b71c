"""Which clocks run for a child, and what they say. The children are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from iro_desk.casework import ChildFile, CouncilSettings, Decision
from iro_desk.statute import Clock, clock_met_by, clocks_of, next_review, record_deadlines

from .cases import DEFAULTS, booked, child, day, episode, held


def clocks(file: ChildFile, on: str, settings: CouncilSettings = DEFAULTS) -> dict[str, Clock]:
    return {clock.rule_id: clock for clock in clocks_of(file, day(on), settings)}


def next_of(file: ChildFile, on: str, settings: CouncilSettings = DEFAULTS) -> Clock:
    clock = next_review(clocks_of(file, day(on), settings))
    assert clock is not None
    return clock


IN_CARE = episode("2025-06-02")
KNOWN = (held("2025-06-16"), held("2025-09-12"), held("2026-03-10"))


# ---------------------------------------------------------------- which clocks run


def test_a_child_under_a_placement_order_has_two_clocks_and_one_meeting_serves_both() -> None:
    care = episode("2025-09-18", "2026-08-28", legal_status="C1")
    order = episode("2026-08-28", legal_status="E1", reason_new="L")
    file = child(care, order, reviews=(held("2025-10-10"), held("2026-01-08"), held("2026-07-02")), born="2025-09-18")
    found = clocks(file, "2026-11-23")
    assert found["adoption.authorised.first"].legal_limit == day("2026-11-28")
    assert found["adoption.authorised.first"].last_working_day == day("2026-11-27")
    assert found["review.later"].legal_limit == day("2027-01-02")
    assert found["review.later"].last_working_day == day("2026-12-31")
    assert found["review.joint"].legal_limit == day("2026-11-28")
    assert "Looked-after clock: Saturday 2 January 2027." in found["review.joint"].steps
    assert next_of(file, "2026-11-23").rule_id == "adoption.authorised.first"


def test_once_placed_for_adoption_only_the_adoption_clock_runs() -> None:
    order = episode("2026-08-28", "2026-12-14", legal_status="E1")
    placed = episode("2026-12-14", legal_status="E1", placement="A6", reason_new="P")
    file = child(order, placed, reviews=(held("2026-09-10"),), born="2025-09-18")
    found = clocks(file, "2026-12-14")
    assert found["adoption.placed.first"].legal_limit == day("2027-01-11")
    assert {rule_id for rule_id in found if rule_id.startswith(("review.", "adoption."))} == {"adoption.placed.first"}


def test_a_holiday_from_the_adoptive_home_does_not_start_the_placement_again() -> None:
    placed = episode("2026-11-02", "2026-11-16", legal_status="E1", placement="A6")
    away = episode("2026-11-16", "2026-11-20", legal_status="E1", placement="T2", reason_new="T")
    back = episode("2026-11-20", legal_status="E1", placement="A6", reason_new="T")
    assert next_of(child(placed, away, back, born="2025-09-18"), "2026-11-23").anchor == day("2026-11-02")


def test_a_child_back_from_an_adoptive_family_has_a_review_between_28_and_42_days() -> None:
    placed = episode("2026-06-01", "2026-11-09", legal_status="E1", placement="A5")
    back = episode("2026-11-09", legal_status="E1", reason_new="P")
    file = child(placed, back, reviews=(held("2026-06-22"), held("2026-09-21")), born="2024-05-01")
    clock = clocks(file, "2026-11-23")["adoption.returned.latest"]
    assert clock.legal_limit == day("2026-12-21")
    assert clock.window is not None
    assert clock.window.earliest == day("2026-12-07")
    too_early = replace(file, reviews=(*file.reviews, held("2026-12-04")))
    assert "adoption.returned.latest" in clocks(too_early, "2026-12-04")
    within = replace(file, reviews=(*file.reviews, held("2026-12-07")))
    assert "adoption.returned.latest" not in clocks(within, "2026-12-07")


def test_short_breaks_have_their_own_clock_and_no_looked_after_one() -> None:
    file = child(episode("2025-06-14", legal_status="V4"), reviews=(held("2026-06-01", kind="short breaks"),))
    found = clocks(file, "2026-11-23")
    assert found["short_breaks.later"].legal_limit == day("2026-12-01")
    assert not any(rule_id in ("review.first", "review.second", "review.later") for rule_id in found)


def test_single_short_breaks_go_on_between_stays() -> None:
    stays = [
        episode(start, end, legal_status="V3", reason_ended="E4A")
        for start, end in (("2026-09-05", "2026-09-06"), ("2026-10-03", "2026-10-04"))
    ]
    file = child(*stays)
    assert next_of(file, "2026-10-20").rule_id == "short_breaks.first"
    assert next_of(file, "2026-10-20").legal_limit == day("2026-12-05")
    assert next_of(file, "2027-06-01").state == "not required: no longer looked after"


def test_secure_accommodation_is_reviewed_besides_and_never_stands_for_the_ordinary_review() -> None:
    home = replace(IN_CARE, ended=day("2026-10-29"), reason_ended="X1")
    secure = episode("2026-10-29", placement="K1", reason_new="P")
    file = child(home, secure, reviews=(*KNOWN, held("2026-09-09")))
    found = clocks(file, "2026-11-23")
    assert found["secure.first"].legal_limit == day("2026-11-29")
    assert found["secure.first"].last_working_day == day("2026-11-27")
    assert next_of(file, "2026-11-23").legal_limit == day("2027-03-09")
    criteria = replace(file, reviews=(*file.reviews, held("2026-11-26", kind="secure")))
    assert clocks(criteria, "2026-11-26")["secure.later"].legal_limit == day("2027-02-26")
    assert next_of(criteria, "2026-11-26").legal_limit == day("2027-03-09")
    remand = child(episode("2026-10-29", placement="K1", legal_status="J1"))
    assert "secure.first" not in clocks(remand, "2026-11-02")


def test_a_child_who_left_care_needs_no_review() -> None:
    file = child(replace(IN_CARE, ended=day("2026-11-20"), reason_ended="E4A"), reviews=KNOWN)
    clock = next_of(file, "2026-11-23")
    assert clock.state == "not required: no longer looked after"
    assert (clock.mark, clock.legal_limit, clock.days_left) == ("done", None, None)
    assert "20 November 2026" in clock.because
    assert next_of(file, "2026-11-20").legal_limit == day("2026-09-10")


def test_a_child_who_came_back_starts_again_with_a_first_review() -> None:
    file = child(replace(IN_CARE, ended=day("2026-09-01"), reason_ended="E4A"), episode("2026-11-09"), reviews=KNOWN)
    clock = next_of(file, "2026-11-23")
    assert (clock.rule_id, clock.legal_limit) == ("review.first", day("2026-12-07"))


def test_a_young_person_who_turns_18_before_the_limit_needs_no_review_by_law() -> None:
    reviews = (*KNOWN, held("2026-07-22"), booked("2027-01-12"))
    file = child(IN_CARE, reviews=reviews, born="2009-01-20")
    clock = next_of(file, "2026-11-23")
    assert clock.state == "not required: turns 18 on 20 January 2027"
    assert clock.legal_limit is None
    assert clock.booked_for == day("2027-01-12")
    assert "good practice" in clock.because
    disputed = replace(file, child=replace(file.child, date_of_birth_claimed=True))
    assert next_of(disputed, "2026-11-23").legal_limit == day("2027-01-22")


def test_nothing_runs_before_the_child_was_looked_after() -> None:
    assert clocks_of(child(IN_CARE), day("2025-06-01"), DEFAULTS) == ()
    assert next_review(clocks_of(child(), day("2026-11-23"), DEFAULTS)) is None


# ---------------------------------------------------------------- adjourned, in parts, brought forward


def adjourned(reviews_before: str = "2026-05-05") -> ChildFile:
    opened = held(
        "2026-11-04", state="adjourned", held_on=None, adjourned_on=day("2026-11-04"), first_part_on=day("2026-11-04")
    )
    return child(episode("2026-01-12", legal_status="V2"), reviews=(held("2026-02-06"), held(reviews_before), opened))


def test_an_adjourned_review_stands_in_the_place_of_the_next_one() -> None:
    found = clocks(adjourned(), "2026-11-23")
    assert found["review.adjourned"].legal_limit == day("2026-12-02")
    assert found["review.adjourned"].review == "review-2026-11-04"
    assert "review.later" not in found
    assert "Nothing proposed at the meeting may be carried out until the review is finished." in (
        found["review.adjourned"].steps
    )
    from_due = CouncilSettings().having(adjournment_counts_from="due")
    assert clocks(adjourned(), "2026-11-23", from_due)["review.adjourned"].legal_limit == day("2026-12-03")


def test_an_adjournment_that_ran_out_is_said_and_late() -> None:
    assert next_of(adjourned(), "2026-12-02").state == "urgent"
    clock = next_of(adjourned(), "2026-12-03")
    assert (clock.state, clock.mark, clock.days_left) == ("adjourned not finished in time", "late", -1)


def test_a_meeting_opened_after_the_last_day_says_so() -> None:
    assert "opened 2 days after the last day, 2 November 2026" in next_of(adjourned("2026-05-02"), "2026-11-23").because


@pytest.mark.parametrize(
    ("finished", "state"),
    [
        ("2026-11-05", "held in time"),
        ("2026-12-02", "adjourned in time"),
        ("2026-12-03", "adjourned not finished in time"),
    ],
)
def test_an_adjourned_review_that_was_finished(finished: str, state: str) -> None:
    file = adjourned()
    resumed = replace(file.reviews[-1], state="completed", held_on=day(finished), completed_on=day(finished))
    done = replace(file, reviews=(*file.reviews[:-1], resumed))
    clock = clock_met_by(done, resumed.id, DEFAULTS)
    assert clock is not None
    assert (clock.state, clock.mark, clock.legal_limit) == (state, "done", day("2026-11-05"))


@pytest.mark.parametrize(("on", "state", "left"), [("2026-09-10", "held in time", 0), ("2026-09-11", "held late", -1)])
def test_held_on_the_limit_is_in_time_and_the_day_after_is_late(on: str, state: str, left: int) -> None:
    file = child(IN_CARE, reviews=(*KNOWN, held(on)))
    clock = clock_met_by(file, f"review-{on}", DEFAULTS)
    assert clock is not None
    assert (clock.state, clock.days_left, clock.legal_limit) == (state, left, day("2026-09-10"))


def test_a_review_in_parts_is_in_time_by_its_last_part_and_counts_from_its_first() -> None:
    file = child(IN_CARE, reviews=(*KNOWN, held("2026-09-10", first_part_on=day("2026-09-02"))))
    met = clock_met_by(file, "review-2026-09-10", DEFAULTS)
    assert met is not None
    assert met.state == "held in time"
    clock = next_of(file, "2026-11-23")
    assert clock.legal_limit == day("2027-03-02")
    assert "counted from the first part" in clock.because
    last = CouncilSettings().having(parts_anchor="last")
    assert next_of(file, "2026-11-23", last).legal_limit == day("2027-03-10")


def test_whether_a_review_was_in_time_is_not_known_where_the_history_is_not() -> None:
    file = child(episode("2017-03-01", imported="{}"), reviews=(held("2026-09-10", imported="{}"),))
    clock = clock_met_by(file, "review-2026-09-10", DEFAULTS)
    assert clock is not None
    assert (clock.state, clock.legal_limit) == ("no review known", None)


def test_a_review_brought_forward_starts_the_time_again_unless_the_council_says_otherwise() -> None:
    file = child(IN_CARE, reviews=(*KNOWN, held("2026-06-01")))
    assert next_of(file, "2026-07-01").legal_limit == day("2026-12-01")
    strict = CouncilSettings().having(brought_forward_counts="no")
    assert next_of(file, "2026-07-01", strict).legal_limit == day("2026-09-10")


# ---------------------------------------------------------------- states, marks, windows


@pytest.mark.parametrize(
    ("on", "state", "mark"),
    [
        ("2026-08-11", "future", "open"),
        ("2026-08-12", "due soon", "soon"),
        ("2026-08-26", "due", "risk"),
        ("2026-09-03", "urgent", "risk"),
        ("2026-09-10", "urgent", "risk"),
        ("2026-09-11", "overdue", "late"),
    ],
)
def test_the_words_go_by_working_days_left(on: str, state: str, mark: str) -> None:
    clock = next_of(child(IN_CARE, reviews=KNOWN), on)
    assert (clock.state, clock.mark) == (state, mark)
    assert clock.days_left == (day("2026-09-10") - day(on)).days


@pytest.mark.parametrize(
    ("on", "state"),
    [("2026-11-13", "future"), ("2026-11-16", "due soon"), ("2026-11-23", "due"), ("2026-11-25", "urgent")],
)
def test_a_first_review_has_its_share_of_the_thresholds(on: str, state: str) -> None:
    assert next_of(child(episode("2026-11-02")), on).state == state


@pytest.mark.parametrize(
    ("booked_for", "mark"),
    [("2026-09-10", "booked"), ("2026-09-11", "risk"), ("2026-08-28", "risk")],
)
def test_a_booking_in_time_is_booked_and_one_after_the_limit_or_gone_by_is_a_risk(booked_for: str, mark: str) -> None:
    clock = next_of(child(IN_CARE, reviews=(*KNOWN, booked(booked_for))), "2026-09-01")
    assert (clock.mark, clock.booked_for) == (mark, day(booked_for))


def test_a_booking_of_another_kind_or_cancelled_is_none() -> None:
    others = (booked("2026-09-08", kind="secure"), booked("2026-09-09", state="cancelled"))
    assert next_of(child(IN_CARE, reviews=(*KNOWN, *others)), "2026-09-01").booked_for is None


@pytest.mark.parametrize(
    ("file", "on", "earliest", "target"),
    [
        (child(episode("2026-11-02")), "2026-11-03", "2026-11-16", "2026-11-23"),
        (child(episode("2026-11-02"), reviews=(held("2026-11-20"),)), "2026-11-23", "2027-01-23", "2027-02-12"),
        (child(IN_CARE, reviews=KNOWN), "2026-04-01", "2026-07-30", "2026-09-03"),
    ],
)
def test_the_window_of_each_review(file: ChildFile, on: str, earliest: str, target: str) -> None:
    clock = next_of(file, on)
    assert clock.window is not None
    assert (clock.window.earliest, clock.window.target) == (day(earliest), day(target))
    assert clock.window.last == clock.legal_limit


def test_every_window_is_in_order() -> None:
    file = child(IN_CARE, reviews=(*KNOWN, held("2026-09-08", state="completed"), booked("2027-02-02")))
    for on in (day("2026-09-08") + timedelta(days=n) for n in range(0, 180, 7)):
        for clock in clocks_of(file, on, DEFAULTS):
            if clock.window is None:
                assert clock.legal_limit is None
                continue
            assert clock.window.earliest <= clock.window.target <= clock.window.last


# ---------------------------------------------------------------- papers


def test_the_papers_of_a_held_review_are_owed_until_it_is_signed() -> None:
    review = held("2026-11-20", state="completed", completed_on=day("2026-11-20"))
    file = child(episode("2026-07-24"), reviews=(held("2026-08-20"), review))
    found = clocks(file, "2026-11-23")
    assert found["record.decisions"].legal_limit == day("2026-11-27")
    assert found["record.manager_response"].legal_limit == day("2026-12-04")
    assert found["record.manager_response"].mark == "wait"
    assert found["record.full"].legal_limit == day("2026-12-11")
    assert found["record.distributed"].legal_limit == day("2026-12-18")
    assert {found[rule_id].review for rule_id in found if rule_id.startswith("record.")} == {review.id}
    assert clocks(file, "2026-12-14")["record.full"].mark == "late"
    signed = replace(file, reviews=(file.reviews[0], replace(review, state="signed")))
    assert not any(rule_id.startswith("record.") for rule_id in clocks(signed, "2026-11-23"))


def test_a_review_read_from_a_return_owes_no_papers() -> None:
    file = child(IN_CARE, reviews=(*KNOWN[:2], held("2026-03-10", state="completed", imported="{}")))
    assert not any(rule_id.startswith("record.") for rule_id in clocks(file, "2026-04-01"))


def test_a_manager_who_replied_to_every_decision_is_not_waited_for() -> None:
    review = held("2026-09-08", state="completed")
    answered = Decision("d", "child", review.id, 1, "Life-story work begun", manager_reply="agreed")
    file = replace(child(IN_CARE, reviews=(*KNOWN, review)), decisions=(answered,))
    assert "record.manager_response" not in clocks(file, "2026-09-09")
    waiting = replace(file, decisions=(answered, replace(answered, id="e", number=2, manager_reply="")))
    assert "record.manager_response" in clocks(waiting, "2026-09-09")


def test_the_report_is_due_three_working_days_before_a_booked_review_and_then_no_longer_asked() -> None:
    file = child(episode("2026-11-02"), reviews=(booked("2026-11-30"),))
    assert clocks(file, "2026-11-25")["record.social_worker_report"].legal_limit == day("2026-11-25")
    assert "record.social_worker_report" not in clocks(file, "2026-11-26")


def test_the_midway_check_is_no_review() -> None:
    file = child(episode("2026-07-24"), reviews=(held("2026-08-20"), held("2026-11-20")))
    assert clocks(file, "2026-11-23")["review.midpoint"].legal_limit == day("2027-02-18")
    assert next_of(file, "2026-11-23").rule_id == "review.later"


def test_the_deadlines_after_a_review_are_shown_before_it() -> None:
    found = {date_.rule_id: date_.legal_limit for date_ in record_deadlines(day("2026-11-20"), DEFAULTS)}
    assert found == {
        "record.decisions": day("2026-11-27"),
        "record.manager_response": day("2026-12-04"),
        "record.full": day("2026-12-11"),
        "record.distributed": day("2026-12-18"),
    }


def test_a_clock_reads_the_same_whatever_the_order_of_its_facts() -> None:
    file = child(IN_CARE, reviews=KNOWN)
    turned = replace(file, reviews=KNOWN[::-1])
    assert clocks_of(file, date(2026, 4, 1), DEFAULTS)[0] == clocks_of(turned, date(2026, 4, 1), DEFAULTS)[0]


def test_a_regulation_of_another_instrument_than_that_of_2010_is_cited_with_its_name() -> None:
    secure = episode("2027-01-29", placement="K1")
    said = {c.rule_id: c.because for c in clocks_of(child(secure), day("2027-02-01"), DEFAULTS)}
    assert "(became looked after); regulation 33(1)." in said["review.first"]
    assert "; Children (Secure Accommodation) Regulations 1991, regulation 15." in said["secure.first"]
