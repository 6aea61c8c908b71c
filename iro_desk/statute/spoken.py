"""Dates as people say them: "Friday week", "by half term", "before the next review", each with the day it means.

Nothing is taken in silence: a phrase with two readings gives both, and one that is no date says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from iro_desk.casework import CouncilSettings, SchoolTerm
from iro_desk.casework.day_names import MONTHS, WEEKDAYS
from iro_desk.statute.calendars import (
    BeyondHolidays,
    WorkingDays,
    add_months,
    age_on,
    birthday,
    month_length,
    working_days,
)
from iro_desk.statute.terms import end_of_term, half_term, start_of_term, terms_of
from iro_desk.statute.words import long_day, plain_day


@dataclass(frozen=True, slots=True)
class SaidAt:
    """When and of whom it is said: what a phrase may lean on."""

    on: date
    settings: CouncilSettings
    authority: str = ""
    """The authority whose schools the child goes to; its terms hold where they are known, else the council's own."""
    born: date | None = None
    next_review: date | None = None
    """The day booked for the next review, or its last day while none is booked."""
    midway: date | None = None
    next_pep: date | None = None
    """The day of the next meeting about the education plan, where it is known."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a phrase means."""

    day: date | None
    """The day taken, to be shown before it is kept; ``None`` where it is no date or has to be asked."""
    readings: tuple[date, ...] = ()
    """Every reading of a phrase that has more than one, the earliest first."""
    chosen: date | None = None
    """Of several readings the one that is put forward, to be shown before it is kept: the earliest, for what is done
    by then is in time by the others as well."""
    note: str = ""
    """What to say beside it: why it is no date, which readings there are, that it is past or after the next review."""


def spoken_day(words: str, said: SaidAt) -> Spoken:
    """The day that a phrase means when it is said on a day. Days are read day first: 3/4 is 3 April."""
    text = re.sub(r"\s+", " ", words.strip().lower().replace("’", "'").rstrip(".!"))
    before = text.startswith("before ")
    core = _LEADING.sub("", text)
    core = re.sub(r"^the (?=\d)", "", core)
    for pattern, meaning, already_before in _PHRASES:
        met = pattern.fullmatch(core)
        if met is None:
            continue
        try:
            found = meaning(met, said)
        except (ValueError, OverflowError, BeyondHolidays):
            return Spoken(None, note=UNREADABLE)  # a year that no calendar of ours reaches
        if before and not already_before:
            found = _the_day_before(found)
        return _pointed_out(found, said)
    return Spoken(None, note=UNREADABLE)


UNREADABLE: Final = "That is no date that can be read. Say a day."
_LEADING: Final = re.compile(
    r"^(?:by|on|until|till|before|from|within|for|no later than|not later than|at(?! \w+ next review)) "
)


def _the_day_before(found: Spoken) -> Spoken:
    if len(found.readings) > 1:
        return _which(*(day - timedelta(days=1) for day in found.readings))
    return replace(found, day=found.day - timedelta(days=1)) if found.day is not None else found


def _pointed_out(found: Spoken, said: SaidAt) -> Spoken:
    if found.day is None or found.note:
        return found
    if found.day < said.on:
        return replace(found, note="That day is already past.")
    if said.next_review is not None and found.day > said.next_review:
        return replace(found, note=f"That lies after the next review, on {plain_day(said.next_review)}.")
    return found


# ---------------------------------------------------------------- pieces

_COUNTED: Final = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS: Final = {word: n for n, word in enumerate(_COUNTED.split(), 1)} | {
    "a": 1,
    "an": 1,
    "a couple of": 2,
    "fifteen": 15,
    "twenty": 20,
}
_NUMBER: Final = rf"(\d+|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT: Final = "(working days?|days?|weeks?|fortnights?|months?|years?)"
_NTH: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_DAY_NAMES: Final = "|".join(day.lower() for day in WEEKDAYS)
_MONTH_NAMES: Final = "|".join(f"{month.lower()}|{month[:3].lower()}" for month in MONTHS)
_WHOSE: Final = r"(?:his|her|their|the child's|\w+'s|he|she|they)"


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word]


def _weekday(name: str) -> int:
    return [day.lower() for day in WEEKDAYS].index(name)


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month.lower().startswith(name))


def _coming(weekday: int, on: date) -> date:
    """The next such weekday after a day."""
    return on + timedelta(days=(weekday - on.weekday() - 1) % 7 + 1)


def _terms(said: SaidAt) -> Sequence[SchoolTerm]:
    return terms_of(said.settings, said.authority) or terms_of(said.settings)


def _working(said: SaidAt) -> WorkingDays:
    return working_days(said.settings)


def _month_end(year: int, month: int) -> date:
    return date(year, month, month_length(year, month))


def _next_month(month: int, on: date) -> int:
    """The year in which that month next ends."""
    return on.year if _month_end(on.year, month) >= on else on.year + 1


def _ask(note: str, *readings: date) -> Spoken:
    return Spoken(None, readings, note=note)


def _which(*readings: date) -> Spoken:
    said = " or ".join(long_day(day) for day in readings)
    return Spoken(None, readings, min(readings), f"That may be {said}. Say which.")


# ---------------------------------------------------------------- meanings

_Meaning = Callable[["re.Match[str]", SaidAt], Spoken]


def _near(met: re.Match[str], said: SaidAt) -> Spoken:
    return Spoken(said.on + timedelta(days={"yesterday": -1, "today": 0, "tomorrow": 1}[met[1]]))


def _plain_weekday(met: re.Match[str], said: SaidAt) -> Spoken:
    return Spoken(_coming(_weekday(met[1]), said.on))


def _next_weekday(met: re.Match[str], said: SaidAt) -> Spoken:
    first = _coming(_weekday(met[1]), said.on)
    second = first + timedelta(days=7)
    if first - timedelta(days=first.weekday()) > said.on:
        return Spoken(first)  # it lies in another week already
    return _which(first, second)


def _weekday_week(met: re.Match[str], said: SaidAt) -> Spoken:
    return Spoken(_coming(_weekday(met[1]), said.on) + timedelta(weeks=2 if "fortnight" in met[0] else 1))


def _week_on(met: re.Match[str], said: SaidAt) -> Spoken:
    return Spoken(_coming(_weekday(met[1]), said.on) + timedelta(days=7))


def _in(met: re.Match[str], said: SaidAt) -> Spoken:
    number, unit = _number(met[1]), met[2].rstrip("'").rstrip("s")
    if unit == "day":
        return Spoken(said.on + timedelta(days=number))
    if unit == "working day":
        return Spoken(_working(said).after(said.on, number))
    if unit in ("week", "fortnight"):
        return Spoken(said.on + timedelta(weeks=number * (2 if unit == "fortnight" else 1)))
    return Spoken(add_months(said.on, number * (12 if unit == "year" else 1)))


def _end_of(met: re.Match[str], said: SaidAt) -> Spoken:
    what, following = met[2], bool(met[1] and "next" in met[1])
    if what == "week":
        friday = said.on + timedelta(days=(4 - said.on.weekday()) % 7)
        return Spoken(friday + timedelta(weeks=int(following)))
    if what == "month":
        day = add_months(said.on.replace(day=1), int(following))
        return Spoken(_month_end(day.year, day.month))
    return Spoken(date(said.on.year + int(following), 12, 31))


def _end_of_month(met: re.Match[str], said: SaidAt) -> Spoken:
    month = _month(met[1])
    return Spoken(_month_end(_next_month(month, said.on), month))


def _middle_of_month(met: re.Match[str], said: SaidAt) -> Spoken:
    month = _month(met[1])
    year = said.on.year if date(said.on.year, month, 15) >= said.on else said.on.year + 1
    return Spoken(date(year, month, 15))


def _nth_weekday(met: re.Match[str], said: SaidAt) -> Spoken:
    month, weekday = _month(met[3]), _weekday(met[2])
    for year in (said.on.year, said.on.year + 1):
        days = [date(year, month, n) for n in range(1, month_length(year, month) + 1)]
        found = [day for day in days if day.weekday() == weekday]
        day = found[-1] if met[1] == "last" else found[("first", "second", "third", "fourth").index(met[1])]
        if day >= said.on:
            return Spoken(day)
    return _ask(UNREADABLE)


def _numbers(met: re.Match[str], said: SaidAt) -> Spoken:
    year = int(met[3]) + (2000 if met[3] and len(met[3]) == 2 else 0) if met[3] else None
    return _of(int(met[1]), int(met[2]), year, said)


def _iso(met: re.Match[str], said: SaidAt) -> Spoken:
    return _of(int(met[3]), int(met[2]), int(met[1]), said)


def _named(met: re.Match[str], said: SaidAt) -> Spoken:
    found = _of(int(met[2]), _month(met[3]), int(met[4]) if met[4] else None, said)
    if met[1] and found.day is not None and found.day.weekday() != _weekday(met[1]):
        return _ask(f"{plain_day(found.day)} is a {WEEKDAYS[found.day.weekday()]}. Say which is meant.", found.day)
    return found


def _month_first(met: re.Match[str], said: SaidAt) -> Spoken:
    return _of(int(met[2]), _month(met[1]), int(met[3]) if met[3] else None, said)


def _of(day: int, month: int, year: int | None, said: SaidAt) -> Spoken:
    if not 1 <= month <= 12:
        return _ask(f"There is no month {month}. Days are read day first.")
    longest = 29 if month == 2 else month_length(2025, month)
    if not 1 <= day <= longest:
        return _ask(f"{MONTHS[month - 1]} has no day {day}.")
    years = [year] if year is not None else [said.on.year + n for n in range(9)]
    for one in years:
        if day <= month_length(one, month) and (year is not None or date(one, month, day) >= said.on):
            return Spoken(date(one, month, day))
    return _ask(f"{MONTHS[month - 1]} {year} has no day {day}.")


def _christmas(met: re.Match[str], said: SaidAt) -> Spoken:
    year = said.on.year if said.on < date(said.on.year, 12, 25) else said.on.year + 1
    return Spoken(_working(said).before(date(year, 12, 25), 1))


def _easter(met: re.Match[str], said: SaidAt) -> Spoken:
    working = _working(said)
    friday = min(day for day, name in working.holidays.items() if name == "Good Friday" and day > said.on)
    return Spoken(working.before(friday, 1))


def _new_year(met: re.Match[str], said: SaidAt) -> Spoken:
    first = _working(said).after(date(said.on.year, 12, 31), 1)
    return _ask(f"That is no single day. {long_day(first)} is the first working day of the year. Say a day.", first)


def _term(met: re.Match[str], said: SaidAt) -> Spoken:
    terms = _terms(said)
    day = start_of_term(terms, said.on) if met[1] in ("start", "beginning") else end_of_term(terms, said.on)
    return Spoken(day) if day is not None else _ask("The table of school terms does not reach that far. Say a day.")


def _half_term(met: re.Match[str], said: SaidAt) -> Spoken:
    day = half_term(_terms(said), said.on, _working(said))
    return Spoken(day) if day is not None else _ask("The table of school terms does not reach that far. Say a day.")


def _turns(met: re.Match[str], said: SaidAt) -> Spoken:
    if said.born is None:
        return _ask("The date of birth is not known here. Say a day.")
    return Spoken(birthday(said.born, _number(met[1])))


def _birthday(met: re.Match[str], said: SaidAt) -> Spoken:
    if said.born is None:
        return _ask("The date of birth is not known here. Say a day.")
    return Spoken(birthday(said.born, age_on(said.born, said.on) + 1))


def _next_review(met: re.Match[str], said: SaidAt) -> Spoken:
    if said.next_review is None:
        return _ask("The day of the next review is not known here. Say a day.")
    return Spoken(_working(said).before(said.next_review, 1))


def _at_next_review(met: re.Match[str], said: SaidAt) -> Spoken:
    return (
        Spoken(said.next_review)
        if said.next_review
        else _ask("The day of the next review is not known here. Say a day.")
    )


def _midway(met: re.Match[str], said: SaidAt) -> Spoken:
    return (
        Spoken(said.midway)
        if said.midway is not None
        else _ask("The day of the midway check is not known here. Say a day.")
    )


def _pep(met: re.Match[str], said: SaidAt) -> Spoken:
    return Spoken(said.next_pep) if said.next_pep is not None else _ask("Its day is not known here. Say a day.")


def _no_date(met: re.Match[str], said: SaidAt) -> Spoken:
    return _ask("That is no date: nobody can say afterwards whether it was kept. Say a day.")


def _year(met: re.Match[str], said: SaidAt) -> Spoken:
    return Spoken(add_months(said.on, 12))


def _rule(pattern: str, meaning: _Meaning, already_before: bool = False) -> tuple[re.Pattern[str], _Meaning, bool]:
    return re.compile(pattern), meaning, already_before


_PHRASES: Final = (
    _rule(r"(yesterday|today|tomorrow)", _near),
    _rule(rf"(?:this |this coming )?({_DAY_NAMES})", _plain_weekday),
    _rule(rf"next ({_DAY_NAMES})", _next_weekday),
    _rule(rf"({_DAY_NAMES}) (?:week|fortnight)", _weekday_week),
    _rule(rf"a week on ({_DAY_NAMES})", _week_on),
    _rule(rf"(?:in )?{_NUMBER} {_UNIT}'?(?: time| from now| from today)?", _in),
    _rule(r"(?:the )?end of (the |this |next )?(week|month|year)", _end_of),
    _rule(rf"(?:the )?end of ({_MONTH_NAMES})", _end_of_month),
    _rule(rf"(?:the )?(?:middle of |mid-? ?)({_MONTH_NAMES})", _middle_of_month),
    _rule(rf"(?:the )?(first|second|third|fourth|last) ({_DAY_NAMES}) (?:in|of) ({_MONTH_NAMES})", _nth_weekday),
    _rule(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?", _numbers),
    _rule(r"(\d{4})-(\d{2})-(\d{2})", _iso),
    _rule(rf"(?:({_DAY_NAMES}),? )?(?:the )?{_NTH}(?: of)? ({_MONTH_NAMES}),?(?: (\d{{4}}))?", _named),
    _rule(rf"({_MONTH_NAMES}) {_NTH},?(?: (\d{{4}}))?", _month_first),
    _rule(r"(?:the )?christmas(?: holidays?)?", _christmas, already_before=True),
    _rule(r"(?:the )?easter(?: holidays?)?", _easter, already_before=True),
    _rule(r"(?:in |early in )?the new year", _new_year),
    _rule(r"(?:the )?(end|start|beginning) of (?:the |this |next )?term", _term, already_before=True),
    _rule(r"(?:the )?half[- ]term", _half_term, already_before=True),
    _rule(rf"(?:when )?{_WHOSE} (?:turns|is|turn|are) {_NUMBER}", _turns),
    _rule(rf"{_WHOSE} (?:next )?birthday", _birthday),
    _rule(rf"at (?:the|{_WHOSE}) next review", _at_next_review),
    _rule(rf"(?:the |{_WHOSE} )?next review", _next_review, already_before=True),
    _rule(r"(?:the |our )?mid-?way(?: check)?", _midway),
    _rule(rf"(?:the |{_WHOSE} )?next pep(?: meeting)?", _pep),
    _rule(r"this time next year", _year),
    _rule(r"(?:asap|as soon as possible|ongoing|soon|immediately|when possible|in due course|monthly|weekly|regularly|"
          r"continue|to continue|over time|in (?:the )?(?:spring|summer|autumn|winter))", _no_date),
)  # fmt: skip
"""Every phrase, what it means, and whether "before" is already in its meaning."""
