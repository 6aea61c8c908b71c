"""Each question has its answers, and each answer moves its clock at once."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from iro_desk.casework import Child, ChildFile, Contact, Episode, Milestone, PeriodRecord, Refused, Review
from iro_desk.statute import (
    ASSUMED,
    Clock,
    Question,
    clocks_of,
    codes_to_check,
    facts_of_answer,
    next_review,
    not_recorded_of,
    questions_of,
)
from iro_desk.statute.answers import DONE_BY

from .cases import DEFAULTS, child, day, episode, held

ON = "2026-11-23"


def question(file: ChildFile, kind: str, on: str = ON) -> Question:
    asked = (
        *questions_of(file, day(on), DEFAULTS),
        *codes_to_check(file),
        *not_recorded_of(file, day(on), DEFAULTS),
    )
    return next(q for q in asked if kind in (q.kind, q.about))


FIELDS = {
    PeriodRecord: "periods",
    Episode: "episodes",
    Review: "reviews",
    Milestone: "milestones",
    Contact: "contacts",
}


def with_facts(file: ChildFile, facts: tuple[Any, ...]) -> ChildFile:
    """The file as it is once these values are saved."""
    for fact in facts:
        if isinstance(fact, Child):
            file = replace(file, child=fact)
            continue
        name = FIELDS[type(fact)]
        others = tuple(old for old in getattr(file, name) if old.id != fact.id)
        file = replace(file, **{name: (*others, fact)})
    return file


def answered(file: ChildFile, kind: str, value: str, on: str = ON) -> ChildFile:
    ids = (f"new-{n}" for n in itertools.count())
    facts = facts_of_answer(file, question(file, kind, on), value, day(on), lambda: next(ids))
    after = with_facts(file, facts)
    still = [q for q in questions_of(after, day(on), DEFAULTS) if q.kind == kind]
    assert still == []
    return after


def nearest(file: ChildFile, on: str = ON) -> Clock:
    clock = next_review(clocks_of(file, day(on), DEFAULTS))
    assert clock is not None
    return clock


def imported(*reviews: Review) -> ChildFile:
    return child(episode("2024-03-04", imported="{}"), reviews=reviews)


@pytest.mark.parametrize(
    ("value", "rule_id", "limit"),
    [("first", "review.second", "2027-01-07"), ("missing", "review.later", "2027-04-07")],
)
def test_whether_the_first_known_was_the_first(value: str, rule_id: str, limit: str) -> None:
    file = imported(held("2026-10-07", imported="{}"))
    assert nearest(file).state == "history incomplete"
    clock = nearest(answered(file, "history incomplete", value))
    assert (clock.rule_id, clock.legal_limit) == (rule_id, day(limit))
    assert clock.history_complete


def test_the_first_of_a_placing_for_adoption_is_the_first_since_that_day() -> None:
    before = episode("2024-03-04", "2026-01-12", legal_status="E1", imported="{}")
    placed = episode("2026-01-12", legal_status="E1", placement="A6", reason_new="P", urn="adopters", imported="{}")
    file = child(before, placed, reviews=(held("2024-03-20", imported="{}"), held("2026-10-07", imported="{}")))
    assert nearest(file).state == "history incomplete"
    clock = nearest(answered(file, "history incomplete", "first"))
    assert (clock.rule_id, clock.legal_limit) == ("adoption.placed.second", day("2027-01-07"))


def test_no_review_known_is_answered_with_the_day_of_the_last() -> None:
    clock = nearest(answered(imported(), "no review known", "2026-09-10"))
    # The first of that period may still be missing, and is asked next.
    assert clock.legal_limit == day("2027-03-10")


def test_no_review_known_is_answered_with_none_held_and_the_child_is_late() -> None:
    clock = nearest(answered(imported(), "no review known", "none"))
    assert (clock.rule_id, clock.mark, clock.legal_limit) == ("review.first", "late", day("2024-04-03"))


def test_later_reviews_missing_is_answered_with_the_last_or_with_none() -> None:
    known = (held("2024-03-20", imported="{}"), held("2024-06-12", imported="{}"), held("2025-03-12", imported="{}"))
    file = imported(*known)
    assert nearest(file).asks == "later reviews missing"
    assert nearest(answered(file, "later reviews missing", "2026-08-12")).legal_limit == day("2027-02-12")
    late = nearest(answered(file, "later reviews missing", "none"))
    assert (late.mark, late.legal_limit) == ("late", day("2025-09-12"))


def test_the_date_of_birth_starts_the_clocks_that_go_by_age() -> None:
    file = replace(child(episode("2026-11-02"), born=""))
    assert not [c for c in clocks_of(file, day(ON), DEFAULTS) if c.group == "Birthdays"]
    after = answered(file, "date of birth not known", "2009-01-20")
    assert "age.18" in {c.rule_id for c in clocks_of(after, day(ON), DEFAULTS)}


def test_the_legal_status_brings_its_own_rules() -> None:
    file = child(episode("2026-11-02", legal_status=""))
    assert nearest(file).rule_id == "review.first"
    asked = question(file, "legal status not known")
    assert "V4" in dict(asked.choices)
    assert nearest(answered(file, "legal status not known", "V4")).rule_id == "short_breaks.first"


def test_a_stretch_without_an_end_is_ended_where_the_next_begins_or_before() -> None:
    file = child(episode("2025-03-03"), episode("2026-10-05", reason_new="P"))
    joined = answered(file, "stretch without an end", "follows")
    assert {e.ended for e in joined.episodes} == {day("2026-10-05"), None}
    assert nearest(joined).anchor == day("2025-03-03")
    apart = answered(file, "stretch without an end", "2026-06-01")
    assert nearest(apart).anchor == day("2026-10-05")
    with pytest.raises(Refused, match="between the two"):
        answered(file, "stretch without an end", "2026-10-06")


def test_a_review_outside_every_period_or_still_to_come_is_put_on_its_day_or_taken_out() -> None:
    outside = child(episode("2026-03-02"), reviews=(held("2025-12-01"), held("2026-03-20")))
    assert nearest(outside).legal_limit == day("2026-06-20")
    assert nearest(answered(outside, "review in no period", "2026-06-01")).rule_id == "review.later"
    assert nearest(answered(outside, "review in no period", "not-held")).rule_id == "review.second"
    ahead = child(episode("2026-03-02"), reviews=(held("2026-03-20"), held("2026-12-18")))
    assert nearest(answered(ahead, "review after today", "2026-06-18")).legal_limit == day("2026-12-18")
    assert nearest(answered(ahead, "review after today", "not-held")).rule_id == "review.second"


def test_the_participation_code_is_chosen_from_those_that_fit() -> None:
    file = child(episode("2026-03-02"), born="2023-05-01", reviews=(held("2026-03-20", participation="PN1"),))
    asked = question(file, "participation")
    assert [value for value, _ in asked.choices] == ["PN0"]
    assert "No date hangs on it" in asked.words
    assert asked.kind not in ASSUMED
    assert questions_of(file, day(ON), DEFAULTS) == ()
    after = answered(file, "participation", "PN0")
    assert after.reviews[0].participation == "PN0"
    assert clocks_of(after, day(ON), DEFAULTS) == clocks_of(file, day(ON), DEFAULTS)


@pytest.mark.parametrize("rule_id", ["health.initial", "dental.check", "sdq.yearly", "pep.first", "visit.first"])
def test_what_is_not_recorded_is_answered_with_its_day_or_with_not_done(rule_id: str) -> None:
    file = child(episode("2025-03-02"), reviews=(held("2025-03-20"), held("2025-06-02"), held("2026-10-02")))
    done = answered(file, rule_id, "2026-10-01")
    assert rule_id not in {q.about for q in not_recorded_of(done, day(ON), DEFAULTS)}
    late = answered(file, rule_id, "not-done")
    assert rule_id not in {q.about for q in not_recorded_of(late, day(ON), DEFAULTS)}
    clock = next(c for c in clocks_of(late, day(ON), DEFAULTS) if c.rule_id == rule_id)
    assert clock.mark == "late"


def test_every_duty_that_can_be_unrecorded_has_a_fact_that_meets_it() -> None:
    files = (
        child(episode("2026-09-01"), education_health_care_plan=True, reviews=(held("2026-09-22", state="completed"),)),
        child(episode("2026-09-01", legal_status="J1", placement="R5"), born="2010-01-05"),
        child(episode("2026-09-01", legal_status="J1")),
    )
    for file in files:
        for asked in not_recorded_of(file, day(ON), DEFAULTS):
            assert asked.about in DONE_BY or asked.about.startswith("visit.") or asked.about == "iro.told"
            after = answered(file, asked.about, "2026-11-01")
            assert asked.about not in {q.about for q in not_recorded_of(after, day(ON), DEFAULTS)}


def test_an_answer_that_is_not_offered_is_refused() -> None:
    file = imported()
    for value, words in (("perhaps", "no answer"), ("2026-12-24", "after today")):
        with pytest.raises(Refused, match=words):
            facts_of_answer(file, question(file, "no review known"), value, day(ON), lambda: "x")
    first = imported(held("2026-10-07", imported="{}"))
    with pytest.raises(Refused, match="A day is no answer"):
        facts_of_answer(first, question(first, "history incomplete"), "2026-10-01", day(ON), lambda: "x")
