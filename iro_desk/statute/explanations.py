"""The sum of a date in plain words: numbered steps, and one sentence. Made when somebody reads them."""

from __future__ import annotations

from iro_desk.statute.calendars import birthday
from iro_desk.statute.reckoning import Reckoning, in_days
from iro_desk.statute.words import amount, listed, long_day

REGULATIONS_OF_2010 = "Care Planning, Placement and Case Review (England) Regulations 2010"


def sentence(sum_: Reckoning) -> str:
    """The whole sum in one sentence, with the holidays that were skipped, the day to book by and the provision."""
    head = f"{_heading(sum_)}: {_period(sum_)}; {_cited(sum_)}."
    tail = [_changed(sum_), _skipped_sentence(sum_), _book_by(sum_), *sum_.before, *sum_.after]
    return " ".join(filter(None, [head, *tail]))


def steps(sum_: Reckoning) -> tuple[str, ...]:
    """The sum line by line: what it is counted from, how, what was skipped, the last day, what to know besides."""
    lines = [*sum_.before, f"{_anchor_words(sum_)}: {long_day(sum_.anchor)}.", *_COUNTED[sum_.rule.counting](sum_)]
    lines += [_book_by(sum_), *sum_.after]
    return tuple(line for line in lines if line)


def _heading(sum_: Reckoning) -> str:
    title, day = sum_.rule.title, long_day(sum_.limit)
    if sum_.moment:
        return f"{title} by {sum_.moment[-5:]} on {day}"
    if sum_.rule.kind == "earliest":
        return f"{title} {day}"
    if sum_.rule.kind == "boundary":
        return f"{title}: {day}"
    return f"{title} by {day}"


def _cited(sum_: Reckoning) -> str:
    """The provision; with its instrument where it is not a regulation of 2010 that every IRO knows by its number."""
    found = sum_.rule
    known = found.provision.startswith("regulation") and found.instrument == REGULATIONS_OF_2010
    return found.provision if known else f"{found.instrument}, {found.provision}"


def _period(sum_: Reckoning) -> str:
    found = sum_.rule
    words = _anchor_words(sum_)
    what = f"{long_day(sum_.anchor)} ({words[:1].lower()}{words[1:]})"
    if found.counting == "fixed day":
        return f"{words[:1].lower()}{words[1:]}"
    if found.counting == "half way":
        return f"{amount(sum_.number, 'days')} after {what}, half way and rounded down"
    if found.counting == "earlier of":
        return "the earlier of two dates"
    length = amount(sum_.number, found.unit)
    if found.counting == "birthday":
        if found.unit == "months":
            years, months = divmod(sum_.number, 12)
            length = f"{amount(years, 'years')} and {amount(months, 'months')}"
        return f"{length} old, born on {long_day(sum_.anchor)}"
    if found.counting == "beginning with":
        return f"{length} beginning with {what}"
    return f"{length} {found.direction} {what}"


def _anchor_words(sum_: Reckoning) -> str:
    return sum_.anchor_words or sum_.rule.anchor_words


def _changed(sum_: Reckoning) -> str:
    """That the council's own number was used, where it differs from the usual one."""
    if not sum_.rule.setting or sum_.number == sum_.rule.number:
        return ""
    return f"This council's setting is {amount(sum_.number, sum_.rule.unit)} instead of {sum_.rule.number}."


def _skipped(sum_: Reckoning) -> str:
    first, last = sorted((sum_.anchor, sum_.limit))
    names = [f"{name} ({long_day(day)})" for day, name in sum_.working.skipped(first, last)]
    return listed(names)


def _skipped_sentence(sum_: Reckoning) -> str:
    if sum_.rule.counting != "working days":
        return ""
    names = _skipped(sum_)
    said = f"{names} {'is' if ' and ' not in names else 'are'} not counted." if names else ""
    return " ".join(filter(None, (said, _moved_away(sum_))))


def _moved_away(sum_: Reckoning) -> str:
    """That a day of the shipped table was counted because the council's settings say that it was moved."""
    first, last = sorted((sum_.anchor, sum_.limit))
    moved = [day for day in sum_.settings.dates("not_holidays") if first <= day <= last]
    days = listed([long_day(day) for day in moved])
    return f"By this council's setting {days} {'are' if len(moved) > 1 else 'is'} no bank holiday." if moved else ""


def _working_days(sum_: Reckoning) -> list[str]:
    first = (
        sum_.working.after(sum_.anchor, 1) if sum_.rule.direction == "after" else sum_.working.before(sum_.anchor, 1)
    )
    names = _skipped(sum_)
    skipped = f"Saturdays and Sundays are skipped, and {names}." if names else "Saturdays and Sundays are skipped."
    back = "" if sum_.rule.direction == "after" else "Counted back. "
    return [
        _changed(sum_),
        f"{back}That day itself is not counted: working day 1 is {long_day(first)}.",
        skipped,
        _moved_away(sum_),
        f"Working day {sum_.number} is {long_day(sum_.limit)}.",
    ]


def _calendar_days(sum_: Reckoning) -> list[str]:
    days = in_days(sum_.rule.unit, sum_.number)
    length = amount(sum_.number, sum_.rule.unit)
    same = f", which is {days} calendar days" if sum_.rule.unit == "weeks" else " on the calendar"
    return [
        f"{length} later{same}: {long_day(sum_.limit)}.",
        "Weekends and bank holidays count.",
    ]


def _corresponding(sum_: Reckoning) -> list[str]:
    length = amount(sum_.number, sum_.rule.unit)
    lines = [f"{length} later, the day with the same number in its month: {long_day(sum_.limit)}."]
    if sum_.limit.day != sum_.anchor.day:
        lines.append(f"That month has no day {sum_.anchor.day}, so the period ends on its last day.")
    return lines


def _beginning_with(sum_: Reckoning) -> list[str]:
    length = amount(sum_.number, sum_.rule.unit)
    return [f"{length} beginning with that day, so that day is counted: the last is {long_day(sum_.limit)}."]


def _birthday(sum_: Reckoning) -> list[str]:
    years, months = (sum_.number, 0) if sum_.rule.unit == "years" else divmod(sum_.number, 12)
    and_months = f" and {amount(months, 'months')}" if months else ""
    lines = [f"{amount(years, 'years')}{and_months} old on {long_day(sum_.limit)}."]
    if sum_.anchor.month == 2 and sum_.anchor.day == 29 and birthday(sum_.anchor, years).day == 1:
        lines.append("Born on 29 February: in a year without one the birthday is kept on 1 March.")
    return lines


def _fixed_day(sum_: Reckoning) -> list[str]:
    return ["That day itself is the last."]


def _hours(sum_: Reckoning) -> list[str]:
    at = f"{sum_.moment[-5:]} on " if sum_.moment else ""
    return [
        f"{sum_.number} hours on the clock: {at}{long_day(sum_.limit)}.",
        "Nights, weekends and bank holidays count.",
    ]


def _half_way(sum_: Reckoning) -> list[str]:
    return [f"Half of the days between, rounded down: {long_day(sum_.limit)}."]


def _earlier(sum_: Reckoning) -> list[str]:
    return [f"One meeting by the earlier day meets both: {long_day(sum_.limit)}."]


_COUNTED = {
    "working days": _working_days,
    "calendar days": _calendar_days,
    "corresponding date": _corresponding,
    "beginning with": _beginning_with,
    "birthday": _birthday,
    "fixed day": _fixed_day,
    "elapsed hours": _hours,
    "half way": _half_way,
    "earlier of": _earlier,
}


def _book_by(sum_: Reckoning) -> str:
    """Nothing is moved for a weekend or holiday; the day to book by is the last working day before it."""
    if sum_.rule.kind != "limit" or sum_.last_working_day == sum_.limit:
        return ""
    name = sum_.working.holidays.get(sum_.limit)
    what = name or f"a {'Saturday' if sum_.limit.weekday() == 5 else 'Sunday'}"
    return f"The last day is {what} and is not moved: the last working day is {long_day(sum_.last_working_day)}."
