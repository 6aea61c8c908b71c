"""Who may know where a child lives, and who gets a copy: what was decided, by whom, on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

GROUNDS: dict[str, str] = {
    "welfare": "Telling would prejudice the child’s welfare",
    "court": "A court’s order about disclosure",
    "advice": "Legal advice",
}
"""On what ground an address is withheld; which of them is open follows from the legal status (``statute``)."""

MANAGERS: dict[str, str] = {
    "team-manager": "Team manager",
    "service-manager": "Service manager",
    "head-of-service": "Head of service",
    "director": "Director of children’s services",
}
"""Who may decide that an address is withheld: a manager, never the reviewing officer alone."""


@dataclass(frozen=True, slots=True)
class Withholding:
    """The decision that parents are not told where the child lives, or a court's order about it.

    The power exists only while the child is in care (Children Act 1989, Schedule 2, paragraph 15(4)).
    """

    id: str
    child: str
    ground: str
    """A key of ``GROUNDS``."""
    because: str = ""
    """The reason; of a court's order its terms, of legal advice what was advised."""
    decided_by: str = ""
    """The manager; the court; the legal adviser."""
    decided_as: str = ""
    """A key of ``MANAGERS``, for the ground ``welfare``."""
    decided_on: date | None = None
    withheld_from: str = ""
    """Ids of the people it concerns, separated by a space; empty: every parent and relative."""
    tells: bool = False
    """A court's order that they be told."""
    ended_on: date | None = None
    ended_because: str = ""


@dataclass(frozen=True, slots=True)
class LookedAgain:
    """A withholding looked at again, as it is at each review."""

    id: str
    child: str
    withholding: str
    review: str = ""
    looked_on: date | None = None
    by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class AskedWhere:
    """What a young person of 16 or 17 said about who may know where they live."""

    id: str
    child: str
    asked_on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class CopyChoice:
    """Whether one person gets copies, where that is not what usually happens: left out, or added by the IRO."""

    id: str
    child: str
    who: str
    """Id of the person."""
    choice: str
    """``add`` or ``leave out``."""
    because: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class TellingAnswer:
    """What is done with one block of text that would tell where the child lives, in one recipient's copy.

    It answers for that very text (``digest``) and the words found in it: when either changes, it is asked again.
    """

    id: str
    child: str
    review: str
    recipient: str
    """``carer``; of a parent the person's id."""
    place: str
    """Which block: ``note:home:2``, ``decision:3:what``."""
    digest: str
    """SHA-256 of the text."""
    words: str
    """The telling words that were found and answered for, one a line."""
    answer: str
    """``withhold`` or ``allow``."""
    because: str = ""
    answered_on: date | None = None
