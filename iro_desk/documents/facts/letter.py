"""What the letter to the child is made of: the review's own facts, said to the child, and what the officer wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.documents.facts.people import ChildFacts, LetterheadFacts, PersonFacts
from iro_desk.documents.facts.review import Audience, ReviewFacts


@dataclass(frozen=True, slots=True)
class LetterSection:
    """One part of the letter: its key, its heading (none: it stands without one) and its paragraphs."""

    key: str
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """One decision as the child is told it: the record's number, what, and who will do it by when."""

    number: int
    what: str
    how: str
    settled: bool = True
    """False while it may still change; the letter says so."""
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter about a review. ``review`` is the one set of facts that the record is made of too."""

    review: ReviewFacts
    written_on: date
    to: str
    """What the child is called."""
    officer: PersonFacts
    signed_as: str = ""
    """The officer by the name that the child uses."""
    young: bool = False
    """Set larger and plainer, for a child under twelve."""
    scene: str = ""
    """The strip of country over it, which the child picks (``letter_pictures.SCENES``); none from thirteen on."""
    pictured: bool = False
    """A drawing beside each promise, for a child up to eight."""
    later: bool = False
    """For a child under five, to be read when grown."""
    sections: tuple[LetterSection, ...] = ()
    promises: tuple[PromiseFacts, ...] = ()
    decided: str = "What we decided"
    """Heading of the promises."""
    standing: tuple[str, ...] = ()
    """What is not settled, in sentences; empty when all of it stands."""
    reach: tuple[PersonFacts, ...] = ()
    """Whom the child can ring."""
    for_professionals: bool = False
    """The letter is the record: a page for professionals follows it (2010 Regulations, regulation 38)."""
    matters: tuple[str, ...] = ()
    """The headings that were considered, for that page."""
    finalised_on: date | None = None
    version: int = 1
    seal: str = ""
    practice: bool = False

    @property
    def letterhead(self) -> LetterheadFacts:
        """Whose letter it is."""
        return self.review.letterhead

    @property
    def child(self) -> ChildFacts:
        """Whom it is to."""
        return self.review.child
