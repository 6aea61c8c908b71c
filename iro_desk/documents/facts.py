"""What each paper is made of: plain values. A review is one set of facts; its papers are views of it.

``practice`` fills these values from what the desk holds; words that need the law or the codes
(legal status, home, participation, outcomes) come already as words. Unknown text is ``""``, an unknown
day ``None``: the papers then say that it is not known.

An ``audience`` is a set of recipients: ``manager``, ``child``, ``carer``, ``school``, ``health``, ``advocate``,
``parent`` (each of them) or ``parent:1``. ``None`` means the default of its heading (``audiences.audience_of``),
the empty set the council's own file alone; the file sees everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Audience = frozenset[str] | None


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


@dataclass(frozen=True, slots=True)
class ChildsWords:
    """One thing the child said, exactly, or what was seen. Only what the child lets into the record comes here."""

    words: str
    seen: bool = False
    said_on: date | None = None
    said_where: str = ""
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class TookPart:
    """One person's part in the review."""

    name: str
    role: str = ""
    how: str = ""
    """ "In person", "Sent apologies"."""
    words: str = ""
    """Their view in a line, or why they were not invited."""
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class LastDecision:
    """One decision of the review before, and what became of it."""

    number: int
    what: str
    outcome: str = ""
    """A key of ``casework.OUTCOMES``; empty while nobody has said."""
    outcome_label: str = ""
    words: str = ""
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What was written under one heading of the agenda. ``key`` is the agenda's; ``title`` its record title."""

    key: str
    title: str
    paragraphs: tuple[str, ...] = ()
    considered: bool = False
    """Some of its points were covered, also where nothing was written."""
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """One decision of this review."""

    number: int
    what: str
    why: str = ""
    owner: str = ""
    owner_role: str = ""
    by: date | None = None
    no_date_because: str = ""
    know_by: str = ""
    """How we shall know that it is done."""
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """Who has which version of the record: "Wren", "as a letter"."""

    who: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class DeadlineFacts:
    """What follows the review by law or guidance, and its last day: "Record", 10 November 2026."""

    what: str
    by: date


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Everything that the papers of one review say."""

    letterhead: LetterheadFacts
    child: ChildFacts
    held_on: date
    ordinal: int | None = None
    """Which review of this period of care; ``None`` while the history is not complete."""
    review_words: str = ""
    """What kind of review, where it is not the ordinary one: "adoption review", "short breaks review"."""
    parts: tuple[date, ...] = ()
    """The days of a review held in parts; empty when it was held in one."""
    time: str = ""
    """ "4.15 to 5.20 pm"."""
    place: str = ""
    method: str = ""
    due_on: date | None = None
    in_time: str = ""
    """ "in time", "late, because ..."."""
    last_review_on: date | None = None
    legal_status: str = ""
    legal_status_since: date | None = None
    home: str = ""
    """ "Foster carers near Wrexham"."""
    place_for: Audience = None
    """Who may know where the child lives: ``home``, ``place`` and ``next_review_words`` are printed for them."""
    reviewed_by: str = ""
    participation: str = ""
    """The code, PN0 to PN7."""
    participation_label: str = ""
    participation_words: str = ""
    spoke_privately: str = ""
    """One sentence: whether the child spoke in private with the reviewing officer, where and when."""
    words: tuple[ChildsWords, ...] = ()
    took_part: tuple[TookPart, ...] = ()
    last_decisions: tuple[LastDecision, ...] = ()
    notes: tuple[NoteFacts, ...] = ()
    """In the agenda's order."""
    decisions: tuple[DecisionFacts, ...] = ()
    word_decision: str = "decision"
    """The council's word: decision or recommendation."""
    decisions_standing: str = ""
    """Where the decisions stand: "Agreed in full by the team manager, and final, on 30 October 2026."."""
    manager: str = ""
    sent_to_manager_on: date | None = None
    reply_by: date | None = None
    """The day on which silence becomes agreement."""
    word_midway: str = "midway check"
    midway_on: date | None = None
    next_review_on: date | None = None
    next_review_latest: date | None = None
    next_review_words: str = ""
    """What is settled about it: place, who invites."""
    next_review_told: bool = True
    """False in a copy that may not say whether and when it is booked: its last day alone is printed."""
    deadlines: tuple[DeadlineFacts, ...] = ()
    copies: tuple[CopyFacts, ...] = ()
    left_out: tuple[str, ...] = ()
    """Kinds of thing that these facts leave out already ("where Wren lives"), for the last line of a copy."""
    finalised_on: date | None = None
    """``None`` while it is a draft."""
    version: int = 1
    seal: str = ""
    practice: bool = False

    @property
    def review_name(self) -> str:
        """ "third review", "adoption review", "review"."""
        kind = self.review_words or "review"
        return f"{_ordinal(self.ordinal)} {kind}" if self.ordinal else kind


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def _ordinal(number: int) -> str:
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


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
    advocate: PersonFacts = PersonFacts()
    complaints: PersonFacts = PersonFacts()
    social_worker: PersonFacts = PersonFacts()
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
    to: PersonFacts = PersonFacts()
    raised_by: PersonFacts = PersonFacts()
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
