"""The calculator offers every rule by its plain name and answers with the sum."""

from __future__ import annotations

from datetime import date

import pytest

from iro_desk.casework import CouncilSettings, UserFacingError
from iro_desk.practice.calculator import INPUT_WORDS, RuleOffer, rule_named, rules_offered, still_needed, work_out
from iro_desk.statute import rule_ids

TODAY = date(2026, 11, 23)


def offer(rule_id: str) -> RuleOffer:
    return next(each for each in rules_offered() if each.id == rule_id)


def test_every_rule_and_every_input_has_plain_words() -> None:
    offers = rules_offered()
    assert [each.id for each in offers] == list(rule_ids())
    keys = {given.key for each in offers for given in each.inputs}
    assert keys <= set(INPUT_WORDS)
    assert all("_" not in given.label for each in offers for given in each.inputs)


def test_what_is_needed_is_named_and_one_of_two_is_enough() -> None:
    assert still_needed(offer("review.midpoint"), {}) == ("Previous review held", "Last day of the next review")
    assert still_needed(offer("pathway.assessment"), {}) == ("Became eligible or Date of birth",)
    assert still_needed(offer("pathway.assessment"), {"dob": "2010-11-23"}) == ()


def test_the_answer_has_its_sum_and_empty_inputs_count_as_not_given() -> None:
    given = {"became_looked_after": "2026-11-07", "remanded_to_LA_accommodation": "", "placement_move": ""}
    found = work_out("review.first", given, CouncilSettings(), TODAY)
    assert (found.title, found.legal_limit) == ("First review", date(2026, 12, 4))
    assert "regulation 33(1)" in found.authority
    assert found.steps
    with pytest.raises(UserFacingError, match="needs"):
        work_out("review.first", {}, CouncilSettings(), TODAY)


def test_a_councils_setting_alters_the_date_and_is_named() -> None:
    changed = CouncilSettings().having(decisions_days="7")
    found = work_out("record.decisions", {"review_completed": "2026-11-23"}, changed, TODAY)
    assert found.legal_limit == date(2026, 12, 2)
    assert "7" in found.because
    assert "instead of 5" in found.because


def test_a_rule_is_named_by_its_plain_name_or_its_id() -> None:
    assert rule_named("first  Review") == "review.first"
    assert rule_named("review.first") == "review.first"
    assert rule_named("nothing like it") == "nothing like it"
