"""What happened at a review: one set of facts, of which its papers are views.

An ``audience`` is a set of recipients: ``manager``, ``child``, ``carer``, ``school``, ``health``, ``advocate``,
``parent`` (each of them) or ``parent:1``. ``None`` means the default of its heading (``audiences.audience_of``),
the empty set the council's own file alone; the file sees everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.documents.facts.people import ChildFacts, LetterheadFacts

Audience = frozenset[str] | None


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
    """Its place among those that are gone through: of several reviews, their own numbers would repeat."""
    what: str
    outcome: str = ""
    """A key of ``casework.OUTCOMES``; empty while nobody has said."""
    outcome_label: str = ""
    words: str = ""
    audience: Audience = None
    decided_on: date | None = None
    """Where that was not at the review before this one."""


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
    reply: str = ""
    """What the team manager said to it: "Agreed on ...", "Not agreed: ...", "No reply by ..."; empty while it waits."""


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
    wished: str = ""
    """What the child wished for the review: who, where, when, how."""
    otherwise: str = ""
    """What was otherwise than wished, and why."""
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
