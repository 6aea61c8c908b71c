"""Facts within written words: a day or a name that a fact holds is kept as its place, so that it follows the fact.

What is kept is ``Our next review is on {next review}.``; what is shown and printed is the sentence with the day that
the fact has then. Whoever edits it sees the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SLOTS = (
    "review day", "spoke day", "next review", "last day", "midway", "reply day", "age",
    "social worker", "advocate", "carer",
)  # fmt: skip
"""Facts that a letter's sentences may hold, beside the day and owner of each decision ("day 3", "owner 3")."""

_SLOT = re.compile(rf"\{{({'|'.join(SLOTS)}|(?:day|owner) \d+)\}}")
_OPEN = re.compile(r"‹([^›\n]{1,60})›")
"""A place of the phrase bank: "‹which school›"."""


def filled(text: str, slots: Mapping[str, str]) -> str:
    """The text as it is read; a place with no fact stays in braces (see :func:`unfilled`)."""
    return _SLOT.sub(lambda match: slots.get(match[1]) or match.group(), text)


def unfilled(text: str) -> tuple[str, ...]:
    """What is still to be filled in, a fact or a place of the phrase bank: no paper is made with one of them."""
    return tuple(dict.fromkeys([*_SLOT.findall(text), *_OPEN.findall(text)]))


def phrases_open(text: str) -> tuple[str, ...]:
    """The places of the phrase bank that nobody filled in."""
    return tuple(dict.fromkeys(_OPEN.findall(text)))


def tied(text: str, slots: Mapping[str, str], before: str = "") -> str:
    """The text with every day and name that is a fact kept as its place.

    ``before`` is what was kept until now: where two facts say the same, the one that stood there is meant; where none
    stood there, none is. A name of one word is tied only where it was tied before: it may be an ordinary word.
    """
    stood = set(_SLOT.findall(before))
    by_value: dict[str, list[str]] = {}
    for slot, value in slots.items():
        if value:
            by_value.setdefault(value, []).append(slot)
    meant: dict[str, str] = {}
    for value, names in by_value.items():
        known = [name for name in names if name in stood]
        if known:
            meant[value] = known[0]
        elif len(names) == 1 and any(sign.isdigit() for sign in value):
            meant[value] = names[0]
    if not meant:
        return text
    longest_first = sorted(meant, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return pattern.sub(lambda match: f"{{{meant[match.group()]}}}", text)
