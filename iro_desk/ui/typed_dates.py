"""Days as people type them, day first: "3/12/26", "3 Dec", "2026-12-03"; or as they say them: "by half term"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from iro_desk.casework.day_names import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    # The law and the desk are loaded when a phrase is first read: the screen before the desk has a field and no phrase.
    from iro_desk.statute import Spoken

_FIGURES = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})(?:[\s./-]+(\d{2}|\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s*([a-z]{3,9})\.?,?\s*(\d{2}|\d{4})?")
_LEADING_WEEKDAY = re.compile(rf"^(?:{'|'.join(day[:3].lower() + '[a-z]*' for day in WEEKDAYS)}),?\s+(?=\d)")


def understand(text: str, today: date) -> date | None:
    """The day that was typed, or ``None`` when it cannot be read.

    Without a year the day nearest to today is meant; a year of two figures up to twenty years ahead is
    this century's, the rest the last one's; the name of a weekday is the next one.

    >>> understand("3/12/26", date(2026, 11, 23))
    datetime.date(2026, 12, 3)
    """
    words = " ".join(text.strip().lower().split())
    named = {"today": 0, "tomorrow": 1, "yesterday": -1}.get(words)
    if named is not None:
        return today + timedelta(days=named)
    weekday = _weekday(words)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    words = _LEADING_WEEKDAY.sub("", words)
    if found := _ISO.fullmatch(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _FIGURES.fullmatch(words):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    if found := _WORDS.fullmatch(words):
        month = next((n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(found[2])), None)
        return None if month is None else _with_year(int(found[1]), month, found[3], today)
    return None


Phrases: TypeAlias = "Callable[[str, date], Spoken]"
"""What words mean that are no plain date, when they are said on a day."""


def in_general(text: str, today: date) -> Spoken:
    """What a phrase means where no desk and no child is known."""
    from iro_desk.practice.spoken_dates import spoken_in_general

    return spoken_in_general(text, today)


_phrases: Phrases = in_general


def speak_with(phrases: Phrases = in_general) -> None:
    """From now on phrases mean what these say, such as an open desk's, which knows the council's terms and holidays."""
    global _phrases
    _phrases = phrases


def read(text: str, today: date, phrases: Phrases | None = None) -> Spoken:
    """The day that was typed or is meant by a phrase, or why it is none. ``phrases`` may know the child."""
    from iro_desk.statute import Spoken

    day = understand(text, today)
    if day is not None or not text.strip():
        return Spoken(day)
    return (phrases or _phrases)(text, today)


def remark(spoken: Spoken) -> str:
    """What there is to say beside a day, or of words that are no date; nothing of what is still being typed."""
    from iro_desk.practice.spoken_dates import UNKNOWN

    return "" if spoken.note == UNKNOWN.note else spoken.note


def typed(day: date | None) -> str:
    """How a day stands in a field: "3 December 2026"; empty for none."""
    return "" if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _weekday(words: str) -> int | None:
    if len(words) < 3:
        return None
    return next((n for n, name in enumerate(WEEKDAYS) if name.lower().startswith(words)), None)


def _with_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is None:
        around = (_day(today.year + step, month, day) for step in (-1, 0, 1))
        found = [each for each in around if each is not None]
        return min(found, key=lambda each: abs((each - today).days), default=None)
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= today.year % 100 + 20 else 1900
    return _day(number, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
