"""Days, counts and lists as papers write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from iro_desk.casework.day_names import MONTHS, WEEKDAYS

NOT_KNOWN = "Not known."
NO_BREAK = "\u00a0"

_OF_PLACES = frozenset({"A", "An", "At", "By", "Home", "In", "On", "School", "The", "Their"})
"""What a place begins with where its first word is no name."""
_NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def full_day(day: date) -> str:
    """ "Tuesday 20 October 2026": at first mention and in titles."""
    return f"{WEEKDAYS[day.weekday()]} {year_day(day)}"


def list_day(day: date) -> str:
    """ "Fri 6 November 2026": in lists of decisions. Only the weekday may stand on the line before."""
    return f"{WEEKDAYS[day.weekday()][:3]} {year_day(day).replace(' ', NO_BREAK)}"


def year_day(day: date) -> str:
    """ "20 October 2026"."""
    return f"{plain_day(day)} {day.year}"


def plain_day(day: date) -> str:
    """ "20 October"."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def booked_words(on: date | None, latest: date | None) -> str:
    """ "4 May 2027, at latest 18 May": when something is booked for, and its last day."""
    booked = year_day(on) if on else "Not booked yet"
    if latest is None:
        return booked
    return f"{booked}, at latest {plain_day(latest) if on and latest.year == on.year else year_day(latest)}"


def count_words(number: int) -> str:
    """Words to nine, figures from ten."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def sentence(text: str) -> str:
    """The text with a full stop, if it ends without one."""
    text = text.strip()
    return text if not text or text[-1] in ".!?’”'\"…:" else f"{text}."


def capital(text: str) -> str:
    """The text with its first letter as a capital, if it is one of English: others have rules of their own."""
    return text[:1].upper() + text[1:] if text[:1].isascii() else text


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def plural(word: str, number: int) -> str:
    """ "decision", "decisions"."""
    return word if number == 1 else f"{word}s"


def lower_first(words: str) -> str:
    """The words within a sentence: "social worker", "at home", but "GP" and "Mum" as they are."""
    as_it_is = words in ("Mum", "Dad") or words[1:2].isupper() or not words[:1].isascii()
    return words if as_it_is else words[:1].lower() + words[1:]


def place_words(place: str) -> str:
    """A place within a sentence: "at home", "by video", but "Ferry Lodge" as it is."""
    first = place.partition(" ")[0]
    return lower_first(place) if first in _OF_PLACES else place


def file_name(
    kind: str,
    number: str,
    on: date,
    version: int,
    recipient: str = "",
    pattern: str = "{number} {date} {paper} v{version}",
) -> str:
    """The name of a paper's file by a council's pattern. No name of a person stands in it.

    >>> file_name("Review record", "204817", date(2026, 10, 20), 1)
    '204817 2026-10-20 review-record v1.pdf'
    >>> file_name("Review record", "204817", date(2026, 10, 20), 1, "parent:2", "{date}_{for}_{paper}")
    '2026-10-20_parent-2_review-record.pdf'
    """
    told = {
        "{paper}": re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-") or "paper",
        "{number}": re.sub(r"[^A-Za-z0-9]+", "-", number).strip("-") or "no-number",
        "{date}": on.isoformat(),
        "{for}": recipient.replace(":", "-"),
        "{version}": str(version),
    }
    name = re.sub(r"\{\w+\}", lambda part: told.get(part.group(), ""), pattern)
    return " ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", name).split()) + ".pdf"
