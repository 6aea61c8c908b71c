"""What the codes of the return mean, when they may be used, and the participation code's age."""

from __future__ import annotations

import pytest

from iro_desk.statute import code_sets, codes, group, in_care, is_valid, label, participation_allowed

from .cases import day


@pytest.mark.parametrize("code", ["Z11", "Z12", "Z13", "Z14"])
def test_a_code_without_published_meaning_says_so(code: str) -> None:
    assert label("PLACE", code) == f"{code} (meaning not published)"
    assert is_valid("PLACE", code, day("2025-04-01"))
    assert not is_valid("PLACE", code, day("2025-03-31"))


@pytest.mark.parametrize(
    ("code_set", "code", "last", "first_not"),
    [
        ("PLACE", "P2", "2023-10-27", "2023-10-28"),
        ("PLACE", "H5", "2025-03-31", "2025-04-01"),
        ("PLACE", "Z1", "2025-03-31", "2025-04-01"),
        ("SEX", "1", "2024-03-31", "2024-04-01"),
    ],
)
def test_a_retired_code_keeps_its_meaning(code_set: str, code: str, last: str, first_not: str) -> None:
    assert is_valid(code_set, code, day(last))
    assert not is_valid(code_set, code, day(first_not))
    assert label(code_set, code, day(first_not)) == f"{label(code_set, code, day(last))} (retired code)"


def test_supported_accommodation_starts_in_april_2024() -> None:
    assert not is_valid("PLACE", "K3", day("2024-03-31"))
    assert is_valid("PLACE", "K3", day("2024-04-01"))
    assert "K3" in {code.code for code in codes("PLACE", day("2026-11-23"))}
    assert "K3" not in {code.code for code in codes("PLACE", day("2023-11-23"))}


def test_the_misprinted_ethnic_code_is_no_code() -> None:
    assert is_valid("ETHNIC", "CHNE", day("2026-11-23"))
    assert not is_valid("ETHNIC", "CNHE", day("2026-11-23"))
    assert label("ETHNIC", "CNHE") == "CNHE (not a code of the return)"


def test_every_code_of_every_set_reads() -> None:
    for name, title in code_sets().items():
        assert title
        for code in codes(name):
            assert label(name, code.code)
    assert label("PLACE", "") == ""


@pytest.mark.parametrize("status", ["C1", "C2", "E1", "D1"])
def test_in_care_is_the_narrow_meaning(status: str) -> None:
    assert in_care(status)


@pytest.mark.parametrize("status", ["V2", "V3", "V4", "J1", "L1", "L2", ""])
def test_accommodated_is_not_in_care(status: str) -> None:
    assert not in_care(status)


def test_placed_for_adoption_is_four_codes() -> None:
    assert group("PLACE", "placed_for_adoption") == {"A3", "A4", "A5", "A6"}


def test_pn0_is_right_exactly_while_under_four() -> None:
    born = day("2022-09-14")
    assert participation_allowed("PN0", born, day("2026-09-13")) == ""
    assert "14 September 2026" in participation_allowed("PN0", born, day("2026-09-14"))
    assert participation_allowed("PN3", born, day("2026-09-14")) == ""
    assert "PN0" in participation_allowed("PN3", born, day("2026-09-13"))


def test_a_child_born_on_29_february_is_four_on_29_february_and_three_on_1_march() -> None:
    born = day("2023-02-28")
    assert participation_allowed("PN0", born, day("2027-02-27")) == ""
    assert participation_allowed("PN0", born, day("2027-02-28"))
    leap = day("2020-02-29")
    assert participation_allowed("PN0", leap, day("2024-02-28")) == ""
    assert participation_allowed("PN0", leap, day("2024-02-29"))


def test_what_is_no_participation_code_is_named() -> None:
    assert "PN9" in participation_allowed("PN9", None, day("2026-11-20"))
    assert participation_allowed("PN5", None, day("2026-11-20")) == ""
