"""What a person types is read, or refused by name."""

from __future__ import annotations

import pytest

from iro_desk.casework import UserFacingError
from iro_desk.statute import legal_date


@pytest.mark.parametrize(
    ("rule_id", "inputs", "named"),
    [
        ("review.frist", {"became_looked_after": "2026-11-07"}, "review.frist"),
        ("review.first", {}, "became_looked_after"),
        ("review.first", {"became_looked_aftr": "2026-11-07"}, "became_looked_aftr"),
        ("review.first", {"became_looked_after": "2026-02-30"}, "became_looked_after"),
        ("review.first", {"became_looked_after": "07/11/2026"}, "became_looked_after"),
        ("review.first", {"became_looked_after": "20261107"}, "became_looked_after"),
        ("review.first", {"became_looked_after": ""}, "became_looked_after"),
        ("review.joint", {"previous_LAC_review": "2026-11-10"}, "authority_to_place"),
        ("review.midpoint", {"previous_review": "2026-11-10", "next_due": "2026-11-01"}, "next_due"),
        (
            "review.later",
            {"previous_review": "2026-11-10", "full_statutory_review": "perhaps"},
            "full_statutory_review",
        ),
        ("review.later", {"previous_review": "2026-11-10", "full_statutory_review": "no"}, "previous_due"),
        ("missing.return_interview", {"returned": "2026-12-24"}, "returned"),
        ("missing.return_interview", {"returned": "2026-12-24T25:00"}, "returned"),
        ("health.review", {"previous_assessment": "2026-10-30"}, "dob"),
        ("health.review", {"previous_assessment": "2016-10-30", "dob": "2020-01-01"}, "previous_assessment"),
        ("review.first", {"became_looked_after": "2126-11-07"}, "2126"),
        ("review.first", {"became_looked_after": "1926-11-07"}, "1926"),
    ],
)
def test_what_cannot_be_counted_is_named(rule_id: str, inputs: dict[str, str], named: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        legal_date(rule_id, inputs)
    assert named in str(refused.value)


def test_an_unknown_input_is_answered_with_those_that_the_rule_takes() -> None:
    with pytest.raises(UserFacingError) as refused:
        legal_date("review.first", {"start": "2026-11-07"})
    assert "remanded_to_LA_accommodation" in str(refused.value)
