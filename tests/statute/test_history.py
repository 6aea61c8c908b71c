"""A return holds one year of reviews: what the file cannot contain makes nobody late."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iro_desk.casework import ChildFile
from iro_desk.statute import Clock, clocks_of, codes_to_check, next_review, questions_of

from .cases import DEFAULTS, booked, child, day, episode, held

FROM_A_RETURN = {"imported": "{}", "state": "completed"}


def next_of(file: ChildFile, on: str) -> Clock:
    clock = next_review(clocks_of(file, day(on), DEFAULTS))
    assert clock is not None
    return clock


def kinds_asked(file: ChildFile, on: str) -> list[str]:
    return [question.kind for question in questions_of(file, day(on), DEFAULTS)]


def test_a_first_review_known_within_three_months_is_the_first() -> None:
    file = child(episode("2026-07-01"), reviews=(held("2026-10-01", **FROM_A_RETURN),))
    clock = next_of(file, "2026-11-24")
    assert (clock.rule_id, clock.legal_limit) == ("review.second", day("2027-01-01"))
    assert clock.history_complete
    assert clock.assumed == ""
    assert kinds_asked(file, "2026-11-24") == []


def test_a_first_review_known_later_is_not_taken_as_the_first() -> None:
    file = child(episode("2026-07-01"), reviews=(held("2026-10-02", **FROM_A_RETURN),))
    clock = next_of(file, "2026-11-24")
    assert (clock.rule_id, clock.legal_limit) == ("review.later", day("2027-04-02"))
    assert clock.state == "history incomplete"
    assert not clock.history_complete
    assert clock.mark == "open"
    assert clock.days_left == 129
    assert "say so" in clock.assumed
    assert clock.assumed in clock.because
    assert kinds_asked(file, "2026-11-24") == ["history incomplete"]


def test_the_answer_that_it_was_the_first_gives_three_months_at_once() -> None:
    file = child(episode("2026-05-01"), reviews=(held("2026-10-02", **FROM_A_RETURN),), first_review="2026-10-02")
    clock = next_of(file, "2026-11-24")
    assert (clock.rule_id, clock.legal_limit) == ("review.second", day("2027-01-02"))
    assert clock.history_complete
    assert kinds_asked(file, "2026-11-24") == []


def test_the_answer_that_earlier_ones_are_missing_settles_six_months() -> None:
    file = child(episode("2026-05-01"), reviews=(held("2026-05-20", **FROM_A_RETURN),), first_review="missing")
    clock = next_of(file, "2026-06-01")
    assert (clock.rule_id, clock.legal_limit) == ("review.later", day("2026-11-20"))
    assert clock.history_complete
    assert kinds_asked(file, "2026-06-01") == []


def test_an_incomplete_history_never_calls_a_child_late() -> None:
    file = child(episode("2017-03-01", imported="{}"), reviews=(held("2019-01-10", **FROM_A_RETURN),))
    clock = next_of(file, "2026-11-24")
    assert (clock.state, clock.mark, clock.days_left) == ("history incomplete", "unknown", None)
    assert clock.legal_limit == day("2019-07-10")


def test_a_complete_start_does_not_make_late_what_a_later_return_would_hold() -> None:
    reviews = (held("2017-03-20", **FROM_A_RETURN),)
    file = child(episode("2017-03-01", imported="{}"), reviews=reviews)
    clock = next_of(file, "2026-11-24")
    assert (clock.state, clock.mark, clock.days_left) == ("history incomplete", "unknown", None)
    assert clock.rule_id == "review.later"
    assert "known to reach 20 March 2017" in clock.assumed
    assert kinds_asked(file, "2026-11-24") == ["later reviews missing"]


def test_a_return_that_reaches_beyond_the_limit_makes_a_missing_review_late() -> None:
    reviews = (held("2026-04-20", **FROM_A_RETURN), held("2026-05-04", **FROM_A_RETURN))
    before = episode("2026-04-06", ended="2026-11-10", imported="{}")
    file = child(before, episode("2026-11-10", reason_new="P", imported="{}"), reviews=reviews)
    clock = next_of(file, "2026-11-24")
    assert (clock.state, clock.mark, clock.days_left) == ("overdue", "late", -20)


def test_a_return_that_ends_before_the_limit_makes_nothing_late() -> None:
    reviews = (held("2026-04-20", **FROM_A_RETURN), held("2026-05-04", **FROM_A_RETURN))
    clock = next_of(child(episode("2026-04-06", imported="{}"), reviews=reviews), "2026-11-24")
    assert (clock.state, clock.mark, clock.days_left) == ("history incomplete", "unknown", None)


def test_no_return_holds_reviews_of_short_breaks_so_none_is_late_for_want_of_one() -> None:
    reviews = (held("2026-04-07", kind="short breaks", **FROM_A_RETURN),)
    stays = (
        episode("2026-01-09", legal_status="V4", ended="2026-01-11", imported="{}"),
        episode("2026-11-09", legal_status="V4", imported="{}"),
    )
    clock = next_of(child(*stays, reviews=reviews), "2026-11-24")
    assert clock.mark == "unknown"
    assert not clock.history_complete


def test_a_review_entered_by_hand_is_followed_by_a_real_limit() -> None:
    file = child(episode("2020-01-06"), reviews=(held("2020-01-20"), held("2026-05-04")))
    clock = next_of(file, "2026-11-24")
    assert (clock.state, clock.mark, clock.days_left) == ("overdue", "late", -20)


def test_a_long_period_without_any_review_is_a_question_and_no_number() -> None:
    file = child(episode("2021-09-01", imported="{}"))
    clock = next_of(file, "2026-11-24")
    assert (clock.state, clock.mark) == ("no review known", "unknown")
    assert (clock.legal_limit, clock.last_working_day, clock.days_left, clock.window) == (None, None, None, None)
    assert not clock.history_complete
    assert "1 September 2021" in clock.because
    assert kinds_asked(file, "2026-11-24") == ["no review known"]


@pytest.mark.parametrize(("on", "state"), [("2026-11-30", "urgent"), ("2026-12-01", "no review known")])
def test_the_twentieth_working_day_is_the_border(on: str, state: str) -> None:
    assert next_of(child(episode("2026-11-02")), on).state == state


@pytest.mark.parametrize("known", [{"joined_caseload": day("2026-11-05")}, {"told_on": "2026-11-09"}])
def test_a_first_review_that_the_iro_saw_missed_is_late(known: dict[str, object]) -> None:
    file = child(episode("2026-11-02"), **known)  # type: ignore[arg-type]
    clock = next_of(file, "2026-12-03")
    assert (clock.rule_id, clock.state, clock.mark, clock.days_left) == ("review.first", "overdue", "late", -3)


def test_an_episode_from_before_the_holiday_table_is_a_question_and_no_error() -> None:
    assert next_of(child(episode("1969-01-01"), born=""), "2026-11-24").state == "no review known"


def test_reviews_after_today_and_outside_every_period_drive_no_clock_and_are_asked() -> None:
    first = held("2026-07-20")
    stray = (held("2024-01-10"), held("2027-02-01"))
    file = child(episode("2026-07-06"), reviews=(first, *stray))
    alone = child(episode("2026-07-06"), reviews=(first,))
    assert next_of(file, "2026-08-01") == next_of(alone, "2026-08-01")
    assert kinds_asked(file, "2026-08-01") == ["review in no period", "review after today"]
    assert kinds_asked(file, "2027-02-01") == ["review in no period"]


def test_a_participation_code_that_does_not_fit_the_age_is_asked() -> None:
    file = child(episode("2026-07-06"), reviews=(held("2026-07-20", participation="PN0"),), born="2016-03-09")
    asked = codes_to_check(file)
    assert [question.kind for question in asked] == ["participation"]
    assert "PN0" in asked[0].words


def test_questions_hold_no_name_and_keys_differ() -> None:
    reviews = (held("2024-01-10", participation="PN0"), held("2026-10-20", participation="PN0"), held("2027-01-04"))
    file = child(episode("2025-07-06"), reviews=reviews, first_name="Quillon", surname="Namuna")
    asked = (*questions_of(file, day("2026-11-24"), DEFAULTS), *codes_to_check(file))
    assert len({question.key for question in asked}) == len(asked) == 5
    assert not any("Quillon" in question.words or "Namuna" in question.words for question in asked)


def test_a_booking_is_shown_beside_an_open_question() -> None:
    file = child(episode("2021-09-01", imported="{}"), reviews=(booked("2026-12-10"),))
    clock = next_of(file, "2026-11-24")
    assert (clock.state, clock.booked_for) == ("no review known", day("2026-12-10"))


def test_a_meeting_that_was_cancelled_or_not_a_full_review_is_no_history() -> None:
    file = child(episode("2026-07-06"), reviews=(held("2026-07-20"),))
    others = (held("2026-09-01", full_review=False), held("2026-09-02", state="cancelled"))
    more = replace(file, reviews=(*file.reviews, *others))
    assert next_of(more, "2026-09-10").legal_limit == next_of(file, "2026-09-10").legal_limit == day("2026-10-20")
