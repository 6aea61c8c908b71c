"""Every working-day rule against a count of its own over the bank holidays that GOV.UK published."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desk.statute import legal_date, rule, rule_ids

from .cases import day

FIRST, BEFORE = date(2019, 1, 2), date(2029, 1, 1)
WORKING_DAY_RULES = [rule_id for rule_id in rule_ids() if rule(rule_id).counting == "working days"]


def published() -> frozenset[date]:
    """``published_holidays.csv``: the list of GOV.UK for 2019 to 2028 (Open Government Licence v3.0)."""
    with Path(__file__).with_name("published_holidays.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(day(row["date"]) for row in csv.DictReader(file))


def counted(start: date, n: int, step: int, off: frozenset[date]) -> date:
    """Walk the calendar one day at a time and count the days that are neither weekend nor holiday."""
    on = start
    while n:
        on += timedelta(days=step)
        if on.isoweekday() < 6 and on not in off:
            n -= 1
    return on


@pytest.mark.parametrize("rule_id", WORKING_DAY_RULES)
def test_every_start_whose_limit_falls_before_2029_equals_an_independent_count(rule_id: str) -> None:
    found, off = rule(rule_id), published()
    step = 1 if found.direction == "after" else -1
    compared, differing = 0, []
    start = FIRST if step > 0 else FIRST + timedelta(days=30)
    while start < BEFORE:
        expected = counted(start, found.number, step, off)
        if expected >= BEFORE:
            break
        given = {found.anchors[0]: start.isoformat()}
        if legal_date(rule_id, given).legal_limit != expected:
            differing.append(start)
        compared += 1
        start += timedelta(days=1)
    print(f"{rule_id}: {compared} starts compared, {len(differing)} differ")
    assert differing == []
    assert compared > 3580


def test_all_the_working_day_rules_are_compared() -> None:
    assert {"review.first", "review.adjourned", "record.full", "plan.care", "iro.appointed"} <= set(WORKING_DAY_RULES)
    assert len(WORKING_DAY_RULES) == 22
