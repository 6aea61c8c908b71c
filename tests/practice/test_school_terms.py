"""School terms on a desk: shipped ones, the desk's own, read from a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desk.casework import Refused
from iro_desk.practice.history import undo
from iro_desk.practice.school_terms import authorities, keep_terms, term_rows, terms_of_file
from iro_desk.practice.views import TermRow
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import end_of_term, half_term, is_school_day, terms_of, working_days

DORSET, BRISTOL = "E06000059", "E06000023"


def test_the_phrases_of_the_term_table(ws: Workspace) -> None:
    terms, calendar = terms_of(ws.settings()), working_days(ws.settings())
    said = date(2026, 11, 18)
    assert end_of_term(terms, said) == date(2026, 12, 18)
    assert half_term(terms, said, calendar) == date(2027, 2, 12)
    assert end_of_term(terms, date(2026, 12, 25)) == date(2027, 3, 25)
    assert end_of_term(terms, date(2040, 1, 1)) is None
    assert half_term(terms, date(2040, 1, 1), calendar) is None
    assert [is_school_day(terms, day, calendar) for day in (said, date(2026, 10, 28), date(2026, 12, 21))] == [
        True,
        False,
        False,
    ]
    assert is_school_day(terms, date(2040, 1, 1), calendar) is None


AUTUMN = TermRow(
    "", DORSET, "Autumn 2026", date(2026, 9, 7), date(2026, 12, 16), date(2026, 10, 19), date(2026, 10, 30)
)
SPRING = TermRow("", DORSET, "Spring 2027", date(2027, 1, 5), date(2027, 3, 25))


def test_a_whole_table_is_kept_in_one_change_and_none_puts_the_shipped_ones_back(ws: Workspace) -> None:
    shipped = term_rows(ws)
    keep_terms(ws, [SPRING, AUTUMN]).result()
    assert [(row.name, row.ends) for row in term_rows(ws)] == [
        ("Autumn 2026", date(2026, 12, 16)),
        ("Spring 2027", date(2027, 3, 25)),
    ]
    keep_terms(ws, [AUTUMN]).result()
    undo(ws).result()
    assert len(term_rows(ws)) == 2
    with pytest.raises(Refused, match="Spring 2027: The term overlaps another"):
        keep_terms(ws, [AUTUMN, replace(SPRING, starts=date(2026, 12, 1))])
    keep_terms(ws, []).result()
    assert term_rows(ws) == shipped


def test_a_table_without_an_authority_is_the_councils_own(ws: Workspace, tmp_path: Path) -> None:
    table = tmp_path / "terms.csv"
    table.write_text("name,starts,ends\nSpring 2027,2027-01-05,2027-03-25\n", encoding="utf-8")
    assert terms_of_file(ws, table) == (SPRING,)
    assert not any(row.own for row in term_rows(ws)), "nothing is kept by reading"
    table.write_text("name,starts,ends\nSpring 2027,2027-01-05,the end\n", encoding="utf-8")
    with pytest.raises(Refused, match="Line 2"):
        terms_of_file(ws, table)
    table.write_text("authority,name,starts,ends\nE10000009,Spring 2027,2027-01-05,2027-03-25\n", encoding="utf-8")
    with pytest.raises(Refused, match="no term of that authority"):
        terms_of_file(ws, table)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends": date(2026, 8, 1)}, "out of order"),
        ({"half_term_ends": None}, "first and its last day"),
        ({"name": " "}, "name"),
    ],
)
def test_a_term_that_cannot_be_is_refused(ws: Workspace, changes: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        keep_terms(ws, [replace(AUTUMN, **changes)])  # type: ignore[arg-type]


def test_another_authority_has_its_own_terms_which_leave_the_councils_alone(ws: Workspace, tmp_path: Path) -> None:
    shipped = term_rows(ws)
    assert [authorities(ws)[0], dict(authorities(ws))[BRISTOL]] == [(DORSET, "Dorset"), "Bristol"]
    table = tmp_path / "terms.csv"
    table.write_text(
        "authority,name,starts,ends,half_term_starts,half_term_ends\n"
        f"{BRISTOL},Autumn 2026,2026-09-03,2026-12-17,2026-10-19,2026-10-30\n"
        f"{DORSET},Autumn 2026,2026-09-03,2026-12-18,,\n"
    )
    rows = terms_of_file(ws, table, BRISTOL)
    assert [row.ends for row in rows] == [date(2026, 12, 17)]
    keep_terms(ws, rows, BRISTOL).result()
    assert [(row.name, row.own) for row in term_rows(ws, BRISTOL)] == [("Autumn 2026", True)]
    assert term_rows(ws) == shipped
    keep_terms(ws, [], BRISTOL).result()
    assert term_rows(ws, BRISTOL) == ()
