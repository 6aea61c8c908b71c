"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from iro_desk.ui.typed_dates import typed, understand

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/12/26", date(2026, 12, 3)),
        ("03.12.2026", date(2026, 12, 3)),
        ("3 12 26", date(2026, 12, 3)),
        ("2026-12-03", date(2026, 12, 3)),
        ("3 December", date(2026, 12, 3)),
        ("3rd of Dec 2027", date(2027, 12, 3)),
        ("thursday 3 december 2026", date(2026, 12, 3)),
        ("3 jan", date(2027, 1, 3)),
        ("20/8", date(2026, 8, 20)),
        ("5/6/09", date(2009, 6, 5)),
        ("5/6/98", date(1998, 6, 5)),
        ("today", MONDAY),
        ("Tomorrow", date(2026, 11, 24)),
        ("yesterday", date(2026, 11, 22)),
        ("friday", date(2026, 11, 27)),
        ("monday", date(2026, 11, 30)),
        ("29/2/2028", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read_day_first_and_near_today(text: str, day: date) -> None:
    assert understand(text, MONDAY) == day


@pytest.mark.parametrize("text", ["31/2/26", "29/2/2027", "12/13/26", "soon", "3 smarch", "2026-13-01", "0/1/26", "ma"])
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert understand(text, MONDAY) is None


def test_a_day_in_a_field_is_read_back_as_itself() -> None:
    for day in (MONDAY, date(1998, 1, 31), date(2028, 2, 29)):
        assert understand(typed(day), MONDAY) == day
    assert typed(None) == ""
