"""A rule taken out of the book is missed by both of its tests, and an amended one is a new row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from iro_desk.casework import NotFound
from iro_desk.statute import clocks_of, legal_date, next_review, rule, rule_ids, rules
from iro_desk.statute.rules import Rule

from .cases import DEFAULTS, child, day, episode, held, worked
from .test_worked_dates import test_worked_date as by_inputs
from .test_worked_dates_from_facts import (
    ROWS,
)
from .test_worked_dates_from_facts import (
    test_the_first_day_allowed_after_a_return_is_where_the_window_opens as from_facts_of_the_first_day,
)
from .test_worked_dates_from_facts import (
    test_worked_date_from_facts as from_facts,
)

Book = Mapping[tuple[str, str], tuple[Rule, ...]]


def change_book(monkeypatch: pytest.MonkeyPatch, book: Book) -> None:
    monkeypatch.setattr(rules, "_book", lambda: book)


@pytest.mark.parametrize("rule_id", rule_ids())
def test_without_the_rule_both_its_tests_fail(rule_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    row = next(row for row in worked() if row.rule_id == rule_id)
    facts = next((row for row in ROWS if row.rule_id == rule_id), None)
    by_inputs(row)
    change_book(monkeypatch, {key: rows for key, rows in rules._book().items() if key[0] != rule_id})
    with pytest.raises(NotFound):
        by_inputs(row)
    with pytest.raises((NotFound, KeyError)):
        from_facts_of_the_first_day() if facts is None else from_facts(facts)


def test_an_amended_regulation_is_a_new_row_from_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    book = rules._book()
    (now,) = book["review.later", ""]
    until, since = day("2027-03-31"), day("2027-04-01")
    amended = replace(now, number=4, valid_from=since, provision="regulation 33(2) as amended")
    change_book(monkeypatch, {**book, ("review.later", ""): (replace(now, valid_to=until), amended)})
    assert legal_date("review.later", {"previous_review": "2027-03-31"}).legal_limit == day("2027-09-30")
    found = legal_date("review.later", {"previous_review": "2027-04-01"})
    assert found.legal_limit == day("2027-08-01")
    assert "as amended" in found.authority
    reviews = (held("2026-11-20"), held("2027-02-01"), held("2027-04-05"))
    clock = next_review(clocks_of(child(episode("2026-11-02"), reviews=reviews), day("2027-04-06"), DEFAULTS))
    assert clock is not None
    assert (clock.legal_limit, clock.authority) == (day("2027-08-05"), found.authority)
    assert rule("review.later", day("2027-01-01")).number == 6


def test_a_day_before_the_first_row_reads_the_first() -> None:
    assert rule("review.first", day("2005-01-01")).number == 20
    assert rule("visit.six_monthly", day("2014-01-01")).valid_from == day("2015-04-01")
