"""Whose paper it is, whom it is about and whom it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LetterheadFacts:
    """Whose paper it is."""

    council: str = ""
    service: str = ""
    address: str = ""
    """Lines, one below the other."""
    crest: bytes = b""
    """A PNG or an SVG; empty: none."""
    telephone: str = ""
    email: str = ""

    @property
    def crest_words(self) -> str:
        """What stands for the crest where it is not seen."""
        return f"Crest of {self.council}" if self.council else "The council’s crest"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Someone a paper names or is for, and how to reach them."""

    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    words: str = ""
    """What a reader needs to know: "first ten minutes only", "ring after 4 pm"."""


NOBODY = PersonFacts()


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """The child on the day of the review."""

    known_as: str = ""
    full_name: str = ""
    number: str = ""
    name_in_script: str = ""
    pronouns: str = ""
    """she, he, they or empty."""
    age: str = ""
    """ "11", "14 months"."""
    date_of_birth: date | None = None
    date_of_birth_claimed: bool = False

    @property
    def name(self) -> str:
        """What the child is called in sentences; "the child" while no name is known."""
        return self.known_as or self.full_name or "the child"

    @property
    def whose(self) -> str:
        """her, his, their; the name's possessive while the pronouns are not known."""
        return {"she": "her", "he": "his", "they": "their"}.get(self.pronouns) or possessive(self.name)


def possessive(name: str) -> str:
    """ "Wren’s", "James’s"."""
    return f"{name}’s"
