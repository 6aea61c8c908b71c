"""What is made between reviews: the letter that says who I am, the midway note, a challenge, the week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.documents.facts.people import NOBODY, ChildFacts, LetterheadFacts, PersonFacts
from iro_desk.documents.facts.review import DeadlineFacts, LastDecision


@dataclass(frozen=True, slots=True)
class IntroductionFacts:
    """The first letter to a child: who I am, how to reach me, your rights."""

    letterhead: LetterheadFacts
    child: ChildFacts
    officer: PersonFacts
    written_on: date
    years: int | None = None
    """The child's age in completed years: under 12, 12 and over, or not known."""
    about: tuple[str, ...] = ()
    """What the officer says of themselves, in paragraphs."""
    first_review_on: date | None = None
    first_review_latest: date | None = None
    advocate: PersonFacts = NOBODY
    complaints: PersonFacts = NOBODY
    social_worker: PersonFacts = NOBODY
    out_of_hours: str = ""
    """The council's number for nights and weekends."""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class MidwayFacts:
    """The check half way between two reviews: one page, no more."""

    letterhead: LetterheadFacts
    child: ChildFacts
    on: date
    by: str = ""
    """The reviewing officer."""
    method: str = ""
    """ "by phone"."""
    spoke_with: tuple[PersonFacts, ...] = ()
    reviewed_on: date | None = None
    """The review whose decisions are checked."""
    next_review_on: date | None = None
    next_review_latest: date | None = None
    decisions: tuple[LastDecision, ...] = ()
    """How each stands today."""
    notes: tuple[str, ...] = ()
    """In paragraphs."""
    worry: str = ""
    """What the officer will do about it, where something is not moving; empty: nothing."""
    word_midway: str = "midway check"
    word_decision: str = "decision"
    finalised_on: date | None = None
    version: int = 1
    seal: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class DisputeStep:
    """One step already taken in a dispute."""

    on: date | None
    what: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class DisputeFacts:
    """A challenge to the authority's plan or practice (IRO Handbook, chapter 6), in the council's own word."""

    letterhead: LetterheadFacts
    child: ChildFacts
    raised_on: date
    word: str = "challenge"
    stage: str = ""
    """ "Stage 1: team manager", "informal"."""
    to: PersonFacts = NOBODY
    raised_by: PersonFacts = NOBODY
    wrong: tuple[str, ...] = ()
    """What is wrong, in paragraphs."""
    means: tuple[str, ...] = ()
    """What it means for the child."""
    childs_view: str = ""
    wanted: tuple[str, ...] = ()
    """What should happen; printed as a list."""
    steps: tuple[DisputeStep, ...] = ()
    reply_by: date | None = None
    settle_by: date | None = None
    """Twenty working days from the start of the formal process."""
    finalised_on: date | None = None
    version: int = 1
    seal: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One thing of a day in the reviewing officer's week."""

    time: str
    what: str
    where: str = ""
    words: str = ""
    """What to know or to do before it."""


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One day of a week; without entries it is printed as free."""

    on: date
    entries: tuple[EntryFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """My week on one side."""

    letterhead: LetterheadFacts
    officer: PersonFacts
    from_day: date
    made_on: date
    days: tuple[DayFacts, ...] = ()
    owed: tuple[DeadlineFacts, ...] = ()
    """Papers owed, each with its last day."""
    waiting: tuple[str, ...] = ()
    """What others owe me."""
    practice: bool = False
