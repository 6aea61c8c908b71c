"""How a rule turns an anchor into a date: the one place where days are added to dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache

from iro_desk.casework import CouncilSettings
from iro_desk.statute.calendars import WorkingDays, add_months, birthday
from iro_desk.statute.rules import Rule, rule


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One date with everything its explanation needs; the words are made by ``statute.explanations`` when read."""

    rule: Rule
    anchor: date
    """The day it is counted from."""
    limit: date
    last_working_day: date
    """The last working day on or before ``limit``."""
    number: int
    """The period as it was applied, in ``rule.unit``."""
    working: WorkingDays = field(repr=False, compare=False)
    before: tuple[str, ...] = ()
    """What had to be settled before the count, one sentence each."""
    after: tuple[str, ...] = ()
    """What to know about the date besides, one sentence each."""
    anchor_words: str = ""
    """What happened on the anchor, where it differs from the rule's own words."""
    moment: str = ""
    """The hour, where the rule counts hours: ``2026-12-27T22:00``."""
    settings: CouncilSettings = field(default_factory=CouncilSettings, repr=False, compare=False)
    """The council's settings as they were applied."""


def reckon(
    rule_id: str,
    anchor: date,
    working: WorkingDays,
    settings: CouncilSettings,
    *,
    variant: str = "",
    before: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    anchor_words: str = "",
    at: str = "",
) -> Reckoning:
    """Count one rule from its anchor, with the council's own number of days where a setting has one.

    ``at`` (HH:MM in London) is the hour from which a rule that counts hours runs; without it the limit is the day.

    Raises ``UserFacingError`` for a rule that does not exist or a year beyond the holiday table.
    """
    found = rule(rule_id, anchor, variant)
    number = settings.number(found.setting) if found.setting else found.number
    moment = ""
    if found.counting == "elapsed hours":
        limit, moment = _hours_after(anchor, at, number)
        if not at:
            after = (*after, "The hour it began is not known: the time ends on that day at the same hour.")
    else:
        limit = _count(found, anchor, number, working)
    last = working.last_on_or_before(limit)
    return Reckoning(found, anchor, limit, last, number, working, before, after, anchor_words, moment, settings)


def _hours_after(day: date, at: str, hours: int) -> tuple[date, str]:
    """Elapsed hours, through universal time, so that a change of the clocks neither gives nor takes one."""
    began = datetime.fromisoformat(f"{day.isoformat()}T{at or '12:00'}").replace(tzinfo=london())
    ends = (began.astimezone(UTC) + timedelta(hours=hours)).astimezone(london()).replace(tzinfo=None)
    return ends.date(), ends.isoformat(timespec="minutes") if at else ""


@cache
def london() -> tzinfo:
    """The zone of the clock on the wall."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/London")


def _count(found: Rule, anchor: date, number: int, working: WorkingDays) -> date:
    if found.counting == "working days":
        return working.after(anchor, number) if found.direction == "after" else working.before(anchor, number)
    if found.counting == "calendar days":
        return anchor + timedelta(days=in_days(found.unit, number))
    if found.counting == "corresponding date":
        return add_months(anchor, number)
    if found.counting == "beginning with":
        end = add_months(anchor, number) if found.unit == "months" else anchor + timedelta(days=number * 7)
        return end - timedelta(days=1)
    if found.counting == "birthday":
        years, months = (number, 0) if found.unit == "years" else divmod(number, 12)
        return add_months(birthday(anchor, years), months)
    if found.counting == "fixed day":
        return anchor
    raise ValueError(f"{found.id} is not counted from one day: {found.counting}")


def in_days(unit: str, number: int) -> int:
    """A period of weeks or days as days."""
    return number * 7 if unit == "weeks" else number
