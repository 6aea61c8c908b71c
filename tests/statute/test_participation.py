"""How a child took part, from two plain questions: every code is reached, and age decides about PN0."""

from __future__ import annotations

from datetime import date

import pytest

from iro_desk.casework import CHILD_THERE, CHILD_VIEWS, CouncilSettings
from iro_desk.statute import live_is_settled, live_words, participation_allowed, participation_code, views_offered

from .cases import DEFAULTS, day

ON, FOURTEEN = day("2026-11-18"), day("2012-03-09")

TABLE = """
room spoke     PN1
room advocate  PN2
room shown     PN3
room none      PN4
live spoke     PN1
live advocate  PN2
live shown     PN3
live none      PN4
no   advocate  PN5
no   sent      PN6
no   none      PN7
"""
AS_AWAY = """
live spoke     PN6
live advocate  PN5
live shown     PN6
live none      PN7
room spoke     PN1
no   sent      PN6
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_two_answers_give_the_code_written_beside_them(line: str) -> None:
    there, views, code = line.split()
    assert participation_code(there, views, FOURTEEN, ON, DEFAULTS)[0] == code
    assert participation_allowed(code, FOURTEEN, ON) == ""


@pytest.mark.parametrize("line", AS_AWAY.strip().splitlines())
def test_joining_live_is_counted_as_the_council_says(line: str) -> None:
    there, views, code = line.split()
    assert participation_code(there, views, FOURTEEN, ON, DEFAULTS.having(live_video_counts="PN6"))[0] == code


def test_all_eight_codes_are_reached_and_every_offered_answer_gives_one() -> None:
    reached = {participation_code("room", "spoke", day("2024-01-01"), ON, DEFAULTS)[0]}
    for there in CHILD_THERE:
        for views in views_offered(there):
            code, _ = participation_code(there, views, FOURTEEN, ON, DEFAULTS)
            assert code, (there, views)
            reached.add(code)
    assert reached == {f"PN{n}" for n in range(8)}
    assert set(views_offered("")) == set(CHILD_VIEWS)
    assert participation_code("room", "", FOURTEEN, ON, DEFAULTS) == ("", "")
    assert participation_code("no", "spoke", FOURTEEN, ON, DEFAULTS) == ("", "")


@pytest.mark.parametrize(
    ("born", "on", "under_four"),
    [
        ("2022-11-24", "2026-11-23", True),
        ("2022-11-23", "2026-11-23", False),
        ("2024-02-29", "2028-02-28", True),
        ("2024-02-29", "2028-02-29", False),
        ("2020-02-29", "2024-02-28", True),
        ("2022-02-28", "2026-02-27", True),
        ("2022-02-28", "2026-02-28", False),
    ],
)
def test_pn0_begins_and_ends_on_the_birthday(born: str, on: str, under_four: bool) -> None:
    for there in CHILD_THERE:
        for views in views_offered(there):
            code, why = participation_code(there, views, day(born), day(on), DEFAULTS)
            assert (code == "PN0") is under_four
            assert bool(why) is (under_four or there == "live")
    refused = {f"PN{n}": participation_allowed(f"PN{n}", day(born), day(on)) for n in range(8)}
    assert {code for code, why in refused.items() if why} == (
        {f"PN{n}" for n in range(1, 8)} if under_four else {"PN0"}
    )
    assert all("four" in why for why in refused.values() if why)


def test_born_on_the_29th_of_february_four_is_reached_on_the_1st_of_march_of_a_common_year() -> None:
    born = date(2096, 2, 29)  # Four years later, 2100, is no leap year.
    assert participation_code("room", "spoke", born, date(2100, 2, 28), DEFAULTS)[0] == "PN0"
    assert participation_code("room", "spoke", born, date(2100, 3, 1), DEFAULTS)[0] == "PN1"


def test_how_live_is_counted_is_said_in_words_and_that_nobody_decided_too() -> None:
    assert not live_is_settled(CouncilSettings())
    assert "council has not said" in live_words(CouncilSettings())
    settled = CouncilSettings().having(live_video_counts="PN6")
    assert live_is_settled(settled)
    assert live_words(settled).startswith("Joining live by video or phone counts as not attending (PN6)")
