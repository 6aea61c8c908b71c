"""The birthdays that matter: what changes at 4, 5, 14, 16, 16 and three months, 17, 17 and a half, 18."""

from __future__ import annotations

from collections.abc import Iterator

from iro_desk.statute.clock import Case, Clock

AHEAD = 366
"""Calendar days before a birthday from which it is shown; the 18th from twice as many."""
CLAIMED = "The age is disputed: counted from the day that is claimed, and nothing ends on it until it is settled."


def birthday_clocks(case: Case) -> Iterator[Clock]:
    """The birthdays that come within a year, and the 18th within two."""
    born = case.file.child.date_of_birth
    if born is None:
        return
    notes = (CLAIMED,) if case.file.child.date_of_birth_claimed else ()
    years = case.on.year - born.year
    for rule_id, (first, last) in _YEARS.items():
        if not first <= years <= last:
            continue
        sum_ = case.count(rule_id, born, after=notes)
        if 0 <= (sum_.limit - case.on).days <= (AHEAD if rule_id != "age.18" else 2 * AHEAD):
            yield case.day_clock(sum_)


_YEARS = {
    "participation.from_four": (2, 4),
    "age.5": (3, 5),
    "age.14": (12, 14),
    "age.16": (14, 16),
    "age.16y3m": (14, 17),
    "age.17": (15, 17),
    "age.17y6m": (15, 18),
    "age.18": (15, 18),
}
"""By how many calendar years after birth each can be near: the others are not even counted."""
