"""Names hidden (F9): everything that is read from the desk shows initials and the council number.

One place does it: each value passes through a veil as it is read, so no view can forget. What is changed is read on
the writer's side, without a veil; so that no initial is ever kept as a name, nothing is changed or written to a file
while names are hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from iro_desk.casework import (
    Attendance,
    Child,
    CouncilNumber,
    Decision,
    Episode,
    Event,
    Person,
    Refused,
    Review,
    Setting,
    SignedNote,
    SignedPaper,
)
from iro_desk.desk import Desk

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ROLES = """
Mum Dad Mam Nan Nanny Gran Granny Grandad Grandma Grandpa Aunt Auntie Uncle Sister Brother Mr Mrs Ms Miss Dr The House
Home Lodge School Academy Primary Secondary College Nursery Council Team Service Services Social Worker Manager Virtual
Head Health Nurse Advocate Carer Carers Foster Adoptive Family Parents Children Police Court Guardian Teacher Designated
Independent Visitor Practice Example And Of An At In On With From His Her Their Own A
"""
ROLE_WORDS = frozenset(_ROLES.split())
"""Words in a name's place that name nobody: a role, a kind of house."""
NEVER_TEXT = frozenset(
    {"id", "child", "review", "person", "field", "kind", "rule_id", "seal", "sha256", "postcode", "home_postcode"}
    | {"withheld_from", "withholding", "who", "reader", "not_for", "digest", "subject", "part", "in_room", "occasion"}
)
"""Fields whose words are identities or codes."""


class Veil:
    """Shows every value of one desk with its names as initials. Made anew each time names are hidden."""

    def __init__(self, desk: Desk) -> None:
        self._names = frozenset(_names_of(desk))
        self._numbers: dict[str, str] = {}
        for number in desk.all(CouncilNumber):
            self._numbers.setdefault(number.child, number.number)
        self.text = lru_cache(maxsize=100_000)(self._text)

    def __call__(self, record: Any) -> Any:
        """The value as it may be seen."""
        if isinstance(record, Child):
            return self._child(record)
        if isinstance(record, Setting):
            return record
        if isinstance(record, Review):
            record = replace(record, plan_grade="", plan_evidence="")
        if isinstance(record, SignedPaper | SignedNote):
            return replace(record, pdf=b"", facts="")
        changed = {}
        for item in fields(record):
            value = getattr(record, item.name)
            if isinstance(value, str) and value and item.name not in NEVER_TEXT:
                shown = self.text(value)
                if shown != value:
                    changed[item.name] = shown
        return replace(record, **changed) if changed else record

    def _child(self, child: Child) -> Child:
        """Initials, and the number in the place of what tells two children apart."""
        first, surname = initials(child.liked_name or child.first_name), initials(child.surname)
        number = self._numbers.get(child.id, "")
        return replace(
            child,
            first_name=first,
            liked_name=first if child.liked_name else "",
            surname=" ".join(part for part in (surname, number) if part),
            name_in_script="",
            about=self.text(child.about),
            enjoys=self.text(child.enjoys),
            care_plan_grade="",
            imported="",
        )

    def _text(self, words: str) -> str:
        return WORD.sub(lambda met: f"{met[0][0]}." if self._is_name(met[0]) else met[0], words)

    def _is_name(self, word: str) -> bool:
        stem = re.sub(r"['’]s$", "", word)
        return stem in self._names or (stem.isupper() and stem.capitalize() in self._names)


def initials(name: str) -> str:
    """ "Mia Rose" is "M. R."."""
    return " ".join(f"{word[0]}." for word in WORD.findall(name))


def name_words(name: str) -> set[str]:
    """The words of a name that name someone: "Nanny Bev" is Bev."""
    found = set()
    for word in WORD.findall(name):
        stem = re.sub(r"['’]s$", "", word)
        if len(stem) > 1 and stem not in ROLE_WORDS and not stem.islower():
            found.add(stem)
    return found


def _names_of(desk: Desk) -> Iterable[str]:
    for child in desk.all(Child):
        for name in (child.first_name, child.liked_name, child.surname, child.name_in_script):
            yield from name_words(name)
    for kind, field in ((Person, "name"), (Attendance, "name"), (Decision, "owner"), (Event, "told_by")):
        for record in desk.all(kind):
            yield from name_words(getattr(record, field))
    for episode in desk.all(Episode):
        yield from name_words(episode.home_name)


def refuse_hidden(desk: Desk) -> None:
    """Raises ``Refused`` while names are hidden: initials must never be kept in the place of a name."""
    if desk.veil is not None:
        raise Refused("Names are hidden.", safe="Nothing was changed.", do="Press F9 to show them, then do it again.")
