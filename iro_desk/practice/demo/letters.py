"""The letters of the practice caseload: one for each age band, and one to be read together with a child under five."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from iro_desk import resources
from iro_desk.casework import ChildFile, Decision, LetterPart, Review
from iro_desk.practice.paper_facts import Source


@cache
def letters_of(number: str) -> tuple[dict[str, Any], ...]:
    """The letters to the child of that council number, as they are told in ``letters.json``."""
    told = resources.read_json("practice/letters.json")["letters"]
    return tuple(letter for letter in told if letter["number"] == number)


def numbers() -> tuple[str, ...]:
    """The council numbers of those who have one."""
    return tuple(dict.fromkeys(each["number"] for each in resources.read_json("practice/letters.json")["letters"]))


def written(
    file: ChildFile, review: Review, new_id: Callable[[], str]
) -> tuple[tuple[LetterPart, ...], tuple[Decision, ...]]:
    """What stands in the letters of a review, and its decisions with their words for the child."""
    parts: list[LetterPart] = []
    words: dict[int, str] = {}
    for letter in letters_of(file.number):
        whose = (file.child.id, review.id, letter["letter"])
        parts += [LetterPart(new_id(), *whose, part, text) for part, text in letter["parts"].items()]
        words |= {int(number): said for number, said in letter.get("decisions", {}).items()}
    mine = (each for each in file.decisions if each.review == review.id and each.number in words)
    return tuple(parts), tuple(replace(each, child_words=f"{words[each.number]}.") for each in mine)


def write_letters(change: Any, sources: Iterable[Source]) -> None:
    """Inside a change: the letters of these reviews."""
    for source in sources:
        parts, decisions = written(source.file, source.review, change.new_id)
        change.save_many([*parts, *decisions])
