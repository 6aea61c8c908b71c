"""What a decision leaves open, pointed out in words and never refused: who, by when, and what will be done.

Reference: IRO Handbook, chapter 3 (decisions that name who and by when); 2010 Regulations, regulation 37 (the
authority carries decisions out).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from iro_desk import resources
from iro_desk.casework import ChildFile, Decision, Review
from iro_desk.practice.words import long_day

_SEVERAL = re.compile(r"\s(?:and|with|or)\s|[,&/;]|\+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(
    ("a", "an", "the", "to", "of", "for", "and", "in", "on", "at", "with", "by", "from", "as", "is", "be", "it")
)
ALIKE = 0.75
"""From this share of common words on two decisions say the same."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that could be clearer in a decision."""

    decision: str
    number: int
    what: str
    """``owner``, ``date``, ``two owners``, ``vague``, ``late`` or ``again``."""
    words: str
    start: int = -1
    end: int = -1
    """Where the vague word stands in the decision, for a line under it; -1 where no word is meant."""


def hints_for(
    file: ChildFile, review: Review, next_review: date | None = None, today: date | None = None
) -> tuple[Hint, ...]:
    """What could be clearer in the decisions of a review, in their order.

    ``next_review`` is the day it is booked for, else its last day: a decision due after it would be looked at first.
    """
    mine = sorted((d for d in file.decisions if d.review == review.id), key=lambda d: d.number)
    return tuple(hint for decision in mine for hint in hints_of(decision, file, next_review, today))


def hints_of(
    decision: Decision, file: ChildFile, next_review: date | None = None, today: date | None = None
) -> tuple[Hint, ...]:
    """What could be clearer in one decision."""

    def hint(what: str, words: str, start: int = -1, end: int = -1) -> Hint:
        return Hint(decision.id, decision.number, what, words, start, end)

    return tuple(hint(*found) for found in _open_points(decision, file, next_review, today))


def _open_points(
    decision: Decision, file: ChildFile, next_review: date | None, today: date | None
) -> Iterator[tuple[str, str] | tuple[str, str, int, int]]:
    owner = decision.owner.strip()
    if not owner or owner.casefold() in _listed("nobody"):
        yield "owner", "Who does it? One name."
    elif _several(owner):
        yield "two owners", "More than one person: who of them answers for it?"
    if decision.by is None and not decision.no_date_because.strip():
        yield "date", "By when? Or why is there no date?"
    elif decision.by is not None and next_review is not None and decision.by > next_review:
        yield "late", f"The next review comes first, {long_day(next_review, today)}."
    for match in _vague().finditer(decision.what):
        yield "vague", f"“{match.group()}”: what will somebody have done?", match.start(), match.end()
    times = times_decided(decision, file)
    if times >= 3:
        yield "again", f"Decided {_times(times)} now. What is in the way, and who can move it?"


def _times(times: int) -> str:
    return {3: "three times", 4: "four times", 5: "five times"}.get(times, f"{times} times")


def _several(owner: str) -> bool:
    words = {word.casefold() for word in _WORD.findall(owner)}
    return bool(_SEVERAL.search(owner)) or bool(words & _listed("several"))


def times_decided(decision: Decision, file: ChildFile) -> int:
    """How many reviews have decided this: by what it was carried from, or by its own words."""
    days = {review.id: review.held_on or date.max for review in file.reviews}
    here = days.get(decision.review, date.max)
    by_id = {each.id: each for each in file.decisions}
    reviews = {decision.review}
    latest: Decision = decision
    while latest.carried_from in by_id and by_id[latest.carried_from].review not in reviews:
        latest = by_id[latest.carried_from]
        reviews.add(latest.review)
    said = (_content(decision.what), _content(latest.what))
    for other in file.decisions:
        if days.get(other.review, date.min) < here and any(_alike(_content(other.what), one) for one in said):
            reviews.add(other.review)
    return len(reviews)


def _content(words: str) -> frozenset[str]:
    return frozenset(word.casefold()[:6] for word in _WORD.findall(words)) - _EMPTY


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) / len(one | other) >= ALIKE


@cache
def _listed(key: str) -> frozenset[str]:
    words: Sequence[str] = resources.read_json("words/decisions.json")[key]
    return frozenset(words)


@cache
def _vague() -> re.Pattern[str]:
    words = "|".join(re.escape(words) for words in sorted(_listed("vague"), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
