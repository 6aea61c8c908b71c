"""Everything that the desk holds about one child."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.documents.facts.people import ChildFacts, LetterheadFacts


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """One thing held: its day where it has one, and what it says, as labels and values."""

    title: str
    fields: tuple[tuple[str, str], ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class HeldPart:
    """One kind of thing held: people, reviews, places."""

    title: str
    held: tuple[HeldFacts, ...] = ()
    none_words: str = "None held."


@dataclass(frozen=True, slots=True)
class EverythingFacts:
    """Everything that the desk holds about one child, for people and, attached as JSON, for machines."""

    letterhead: LetterheadFacts
    child: ChildFacts
    made_on: date
    made_by: str = ""
    parts: tuple[HeldPart, ...] = ()
    not_held: tuple[str, ...] = ()
    """What is not in it and why, in sentences."""
    data: str = "{}"
    """The same as JSON text."""
    practice: bool = False
