"""Statutory dates one by one and by the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from iro_desk.casework import CouncilSettings, UserFacingError
from iro_desk.practice.dates import DateAnswer, DateProblem, answer, batch, parse_inputs


def test_the_first_review_with_its_sum_and_regulation() -> None:
    found = answer("review.first", {"became_looked_after": "2026-11-07"}, CouncilSettings())
    assert found.legal_limit == found.last_working_day == date(2026, 12, 4)
    assert "20 working days" in found.because
    assert "33(1)" in found.authority


def test_a_changed_setting_changes_the_sum() -> None:
    given = {"became_looked_after": "2026-11-07"}
    closed = CouncilSettings().having(extra_holidays="2026-11-30")
    assert answer("review.first", given, closed).legal_limit == date(2026, 12, 7)


def test_a_batch_answers_good_rows_and_names_bad_ones_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    lines = [
        "inputs,more,id,rule_id",
        "became_looked_after=2026-11-07,x,one,review.first",
        "nonsense,x,two,review.first",
    ]
    lines += [",x,three,no.such.rule", "became_looked_after=2026-02-30,x,four,review.first", "five"]
    file.write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    found = list(batch(file, CouncilSettings()))
    assert [type(line) for line in found] == [DateAnswer] + [DateProblem] * 4
    assert [line.id for line in found] == ["one", "two", "three", "four", ""]


@pytest.mark.parametrize("content", [b"id,rule_id\n1,2\n", b"\xff\xfe\x00", b""])
def test_a_file_that_is_no_batch_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "rows.csv"
    file.write_bytes(content)
    with pytest.raises(UserFacingError, match=r"rows\.csv"):
        list(batch(file, CouncilSettings()))


def test_pairs_are_read_and_one_without_its_equals_sign_is_refused() -> None:
    assert parse_inputs(" a = 1 ;; b=x=y ") == {"a": "1", "b": "x=y"}
    with pytest.raises(UserFacingError):
        parse_inputs("a=1;b")
