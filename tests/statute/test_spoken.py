"""Phrases for dates against the days written down beside them: said on Wednesday 18 November 2026."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desk.casework import CouncilSettings
from iro_desk.statute import SaidAt, spoken_day
from iro_desk.statute.words import long_day

from .cases import DEFAULTS, day

ON, BORN, REVIEW, MIDWAY = day("2026-11-18"), day("2016-03-09"), day("2027-05-04"), day("2027-02-16")
SAID = SaidAt(ON, DEFAULTS, born=BORN, next_review=REVIEW, midway=MIDWAY)

TABLE = """
on Friday                               2026-11-20
by the end of the month                 2026-11-30
in a fortnight                          2026-12-02
12/12                                   2026-12-12
by the end of term                      2026-12-18
before Christmas                        2026-12-24
by Easter                               2027-03-25
when he turns 11                        2027-03-09
before the next review                  2027-04-30
Friday week                             2026-11-27
by the end of the week                  2026-11-20
within five working days                2026-11-25
the first Saturday in December          2026-12-05
3/4                                     2027-04-03
by half term                            2027-02-12
end of March                            2027-03-31
by the midway check                     2027-02-16
tomorrow                                2026-11-19
today                                   2026-11-18
this Friday                             2026-11-20
Wednesday                               2026-11-25
Tuesday week                            2026-12-01
Tuesday fortnight                       2026-12-08
a week on Monday                        2026-11-30
in two weeks                            2026-12-02
in 10 working days                      2026-12-02
in three months' time                   2027-02-18
in six weeks                            2026-12-30
a week from today                       2026-11-25
by the end of next week                 2026-11-27
the end of next month                   2026-12-31
by the end of the year                  2026-12-31
mid-January                             2027-01-15
the last Friday in November             2026-11-27
the second Tuesday of February          2027-02-09
1 December                              2026-12-01
Friday 4th of December 2026             2026-12-04
2027-01-29                              2027-01-29
29 February                             2028-02-29
31.1.27                                 2027-01-31
by the start of term                    2027-01-04
before half term                        2027-02-12
on her birthday                         2027-03-09
before her birthday                     2027-03-08
before Friday                           2026-11-19
no later than 11 December               2026-12-11
by Dec 11                               2026-12-11
at the next review                      2027-05-04
"""
ROWS = [line.rsplit(maxsplit=1) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("words", "meant"), ROWS, ids=[words.strip() for words, _ in ROWS])
def test_a_phrase_means_the_day_written_beside_it(words: str, meant: str) -> None:
    found = spoken_day(words.strip(), SAID)
    assert found.day == (None if meant == "ask" else day(meant))
    assert bool(found.note) == (meant == "ask" or found.day is None or found.day > day("2027-05-04"))


TWO_READINGS = """
next Friday          2026-11-18   2026-11-20 2026-11-27   2026-11-20
by next Thursday     2026-11-18   2026-11-19 2026-11-26   2026-11-19
on next Saturday     2026-11-18   2026-11-21 2026-11-28   2026-11-21
next Friday          2026-11-16   2026-11-20 2026-11-27   2026-11-20
next Friday          2026-12-30   2027-01-01 2027-01-08   2027-01-01
before next Friday   2026-11-18   2026-11-19 2026-11-26   2026-11-19
"""
"""The phrase, the day it is said on, both readings, and the one that is put forward."""


@pytest.mark.parametrize("line", TWO_READINGS.strip().splitlines())
def test_a_phrase_with_two_readings_gives_both_and_the_one_put_forward(line: str) -> None:
    words, *days = (part.strip() for part in re.split(r"  +| (?=20)", line))
    on, first, second, chosen = map(day, filter(None, days))
    found = spoken_day(words, replace(SAID, on=on))
    assert (found.day, found.readings, found.chosen) == (None, (first, second), chosen)
    assert found.note == f"That may be {long_day(first)} or {long_day(second)}. Say which."


def test_a_weekday_of_another_week_has_one_reading_only() -> None:
    for words, on, meant in (
        ("next Friday", "2026-11-20", "2026-11-27"),
        ("next Friday", "2026-11-21", "2026-11-27"),
        ("next Monday", "2026-11-18", "2026-11-23"),
    ):
        found = spoken_day(words, replace(SAID, on=day(on)))
        assert (found.day, found.readings, found.chosen) == (day(meant), (), None)
    assert spoken_day("in the new year", SAID).readings == (day("2027-01-04"),)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ASAP", "That is no date"),
        ("ongoing", "That is no date"),
        ("31 February", "February has no day 31."),
        ("29/2/2027", "February 2027 has no day 29."),
        ("12/13", "no month 13"),
        ("Thursday 4 December", "4 December 2026 is a Friday."),
        ("at his next PEP", "Its day is not known here."),
        ("when the weather is better", "no date that can be read"),
        ("0000-01-01", "no date that can be read"),
        ("in 99999999 weeks", "no date that can be read"),
        ("when she turns 9999", "no date that can be read"),
    ],
)
def test_what_is_no_date_is_asked_with_the_reason(words: str, said: str) -> None:
    found = spoken_day(words, SAID)
    assert found.day is None
    assert said in found.note


def test_a_day_gone_by_or_after_the_next_review_is_pointed_out() -> None:
    assert spoken_day("yesterday", SAID).note == "That day is already past."
    later = spoken_day("this time next year", SAID)
    assert (later.day, later.note) == (day("2027-11-18"), "That lies after the next review, on 4 May 2027.")


def test_without_what_it_leans_on_a_phrase_is_asked() -> None:
    bare = SaidAt(day("2026-11-18"), CouncilSettings().having(council_authority="E10000009"))
    for words in ("by half term", "by end of term", "by the midway check", "before his next review", "her birthday"):
        assert spoken_day(words, bare).day is None
    assert spoken_day("at his next PEP", replace(SAID, next_pep=day("2026-12-09"))).day == day("2026-12-09")


@given(st.text(max_size=40))
def test_no_words_at_all_make_it_stumble(words: str) -> None:
    spoken_day(words, SAID)


@given(st.dates(day("2026-01-01"), day("2030-12-31")), st.integers(0, 60))
def test_a_day_written_out_is_read_back(on: object, later: int) -> None:
    meant = on + timedelta(days=later)  # type: ignore[operator]
    assert spoken_day(f"{meant.day}/{meant.month}", replace(SAID, on=on)).day == meant  # type: ignore[arg-type]
