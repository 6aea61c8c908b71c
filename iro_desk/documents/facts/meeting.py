"""What is made before a review: brief, invitation, the sheet to write on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.documents.facts.people import ChildFacts, LetterheadFacts, PersonFacts
from iro_desk.documents.facts.review import ChildsWords, DeadlineFacts, LastDecision


@dataclass(frozen=True, slots=True)
class AskFacts:
    """One question to ask at a review, and why."""

    ask: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """One thing that changed, and when."""

    what: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PaperHere:
    """A paper or view that a review needs: ``here``, ``part`` or ``missing``."""

    state: str
    what: str


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """One page for the reviewing officer to read on the way to a review. Not a record."""

    letterhead: LetterheadFacts
    child: ChildFacts
    on: date
    """The booked day."""
    made_on: date
    time: str = ""
    place: str = ""
    review_name: str = "review"
    case: str = ""
    """The case in three lines."""
    wants: str = ""
    """What the child wants to talk about."""
    words: ChildsWords | None = None
    """One thing the child said and has opened to the record."""
    asks: tuple[AskFacts, ...] = ()
    last_on: date | None = None
    last_decisions: tuple[LastDecision, ...] = ()
    changes: tuple[ChangeFacts, ...] = ()
    papers: tuple[PaperHere, ...] = ()
    people: tuple[PersonFacts, ...] = ()
    """Who will be there."""
    clocks: tuple[DeadlineFacts, ...] = ()
    word_decision: str = "decision"
    practice: bool = False


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """An invitation to one review for one person. Set for ``to``: it holds nothing that they may not know."""

    letterhead: LetterheadFacts
    child: ChildFacts
    to: PersonFacts
    on: date
    written_on: date
    officer: PersonFacts
    """The reviewing officer."""
    recipient: str = "carer"
    """What kind of reader: one of ``RECIPIENTS`` but the file."""
    time: str = ""
    place: str = ""
    """Empty where this person may not know it; the letter then says how to take part without it."""
    method: str = ""
    """ "in person", "by video"."""
    join_words: str = ""
    """How to join, where it is not in person: a number or a link, or where else to come."""
    wanted_there: str = ""
    """What the child has said about who should come, as far as this person may hear it."""
    views_by: date | None = None
    """The last day for sending views beforehand."""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """A form that asks one person what they think before a review."""

    letterhead: LetterheadFacts
    child: ChildFacts
    form: str
    """``child-4``, ``child-9``, ``child-13``, ``parent``, ``carer``, ``school`` or ``health``."""
    answers: str
    """What its answers come back under: the review and the person, as "review/person"."""
    on: date
    written_on: date
    officer: PersonFacts
    to: str = ""
    """The reader's name."""
    me: str = ""
    """The reviewing officer's name, as children say it."""
    recipient: str = "child"
    people: tuple[str, ...] = ()
    """Who may be there, as the child calls them."""
    family: tuple[str, ...] = ()
    """Who the child sees or misses: mother, father, brothers and sisters."""
    since: date | None = None
    """The last review."""
    back_by: date | None = None
    practice: bool = False


@dataclass(frozen=True, slots=True)
class SheetHeading:
    """A heading of the meeting with its points, and how many lines to leave below it."""

    title: str
    points: tuple[str, ...] = ()
    lines: int = 3


@dataclass(frozen=True, slots=True)
class MeetingSheetFacts:
    """A sheet to write on by hand while a review is held without a computer."""

    letterhead: LetterheadFacts
    child: ChildFacts
    on: date | None = None
    time: str = ""
    place: str = ""
    review_name: str = "review"
    people: tuple[PersonFacts, ...] = ()
    """Who is expected; the sheet leaves room for others."""
    last_on: date | None = None
    last_decisions: tuple[LastDecision, ...] = ()
    headings: tuple[SheetHeading, ...] = ()
    next_review_latest: date | None = None
    word_decision: str = "decision"
    practice: bool = False
