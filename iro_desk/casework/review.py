"""A review: booked, held in one or more parts, completed, signed; with who was there and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Review:
    """One review of a child (Care Planning Regulations 2010, Part 6). Key once held: child and ``held_on``."""

    id: str
    child: str
    kind: str = "looked after"
    """Which clock it serves: ``looked after``, ``adoption``, ``short breaks``, ``secure``."""
    state: str = "booked"
    """``booked``, ``open`` (being held or written), ``adjourned``, ``completed``, ``signed``, ``cancelled``.
    A review read from a return is ``completed``: it was held, and no paper of it is here."""
    booked_for: date | None = None
    booked_time: str = ""
    """HH:MM, 24 hours."""
    place: str = ""
    method: str = ""
    """in person, video, phone, mixed, paper."""
    agreed_with: str = ""
    child_asked: str = ""
    """What the child wished for the review: who, where, when, how."""
    asked_on: date | None = None
    """The day the child was asked."""
    otherwise_because: str = ""
    """Why something was not as the child wished."""
    moved_because: str = ""
    """Why it was put on another day than was agreed."""
    cancelled_with: str = ""
    """With whose agreement it was cancelled."""
    occasion: str = ""
    """Shared by the reviews of brothers and sisters that are held on one occasion."""
    in_room: str = ""
    """Who is in the room now, beside the child: ids of rows of the attendance, separated by a space."""
    held_on: date | None = None
    """The day it was held; of a review in parts, the last."""
    first_part_on: date | None = None
    adjourned_on: date | None = None
    completed_on: date | None = None
    full_review: bool = True
    """False for a meeting that was not a full Part 6 review: it does not reset the clock."""
    participation: str = ""
    """REVIEW_CODE, PN0 to PN7."""
    participation_words: str = ""
    child_there: str = ""
    """A key of ``CHILD_THERE``: the first plain question about taking part."""
    child_views: str = ""
    """A key of ``CHILD_VIEWS``: the second."""
    spoke_privately: str = ""
    """A key of ``SPOKE_PRIVATELY`` (reg 36(1)(b))."""
    spoke_privately_on: date | None = None
    spoke_privately_where: str = ""
    spoke_privately_because: str = ""
    due_on: date | None = None
    """The last lawful day as it stood when the review was held; fixed on completion."""
    late_reason: str = ""
    """A key of ``LATE_REASONS``; may be ``not known yet``."""
    late_words: str = ""
    plan_grade: str = ""
    """A key of ``GRADES``; the service's alone."""
    plan_evidence: str = ""
    """What the grade rests on: what is different for the child, before compliance."""
    cancelled_because: str = ""
    next_booked_for: date | None = None
    midway_on: date | None = None
    next_people: str = ""
    """Who is to come to the next review."""
    who_tells: str = ""
    """Who tells whom what was decided."""
    child_heard: str = ""
    """A key of ``CHILD_HEARD``: whether the child heard what was decided."""
    imported: str = ""


SPOKE_PRIVATELY = {
    "spoke": "Spoke in private",
    "seen": "Seen and watched with",
    "chose-not": "Chose not to",
    "not-right": "Not right for age and understanding, because",
    "not-done": "Not done, because",
}

CHILD_THERE = {"room": "In the room", "live": "By live video or phone", "no": "No"}
"""Was the child there?"""
CHILD_VIEWS = {
    "spoke": "Said it for herself or himself",
    "advocate": "An advocate said it",
    "shown": "Showed it without words: signs, pictures, play",
    "sent": "Sent it: written, drawn, recorded, by phone",
    "none": "Not at all",
}
"""How did what the child thinks reach the review?"""
CHILD_HEARD = {
    "heard": "Heard it in the meeting",
    "told": "Not there, and is told by",
    "not-yet": "Not yet, because",
    "no-need": "Too young to be told now",
}

LATE_REASONS = {
    "report": "Report or plan not ready",
    "told-late": "Told late that the child was looked after",
    "social-worker": "Social worker not available",
    "iro": "IRO not available",
    "child": "Child asked for another day",
    "court": "Court timetable",
    "move": "Move of home",
    "carer": "Carer not available",
    "parent": "Parent's work or shifts",
    "interpreter": "Interpreter",
    "weather": "Weather",
    "parts": "Split on purpose for the child",
    "recording": "Recording error",
    "not-known": "Not known yet",
}

METHODS = ("in person", "video", "phone", "mixed", "paper")


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """One sitting of a review held in parts."""

    id: str
    child: str
    review: str
    held_on: date
    place: str = ""
    method: str = ""
    words: str = ""
    people: str = ""
    """Who was there, by name."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person's part in a review. Names are kept as they were on the day."""

    id: str
    child: str
    review: str
    name: str
    role: str = ""
    how: str = ""
    """A key of ``ATTENDED``."""
    words: str = ""
    """The reason (not invited this time, because ...), or views sent."""
    order: int = 0
    who: str = ""
    """The person around the child, where it is one of them; empty for somebody typed in."""


ATTENDED = {
    "in-person": "In person",
    "video": "By video",
    "phone": "By phone",
    "report": "Sent a report",
    "views": "Sent views",
    "apologies": "Sent apologies",
    "did-not-come": "Invited, did not come",
    "not-invited": "Not invited this time, because",
}
PRESENT = frozenset({"in-person", "video", "phone"})


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """What was said under one heading of the agenda (``resources/agenda``), one row a heading and review."""

    id: str
    child: str
    review: str
    heading: str
    text: str = ""
    covered: str = ""
    """Points of the heading that were covered: their ids, separated by a space."""


@dataclass(frozen=True, slots=True)
class ToldMe:
    """What the child told the IRO: exact words, or what was seen. A new entry is ``only me``."""

    id: str
    child: str
    review: str = ""
    words: str = ""
    seen: bool = False
    """True when it is what I saw, not what was said."""
    said_on: date | None = None
    said_where: str = ""
    who_may_hear: str = "only me"
    """A value of ``WHO_MAY_HEAR``."""
    not_for: str = ""
    """Ids of people who may not hear it, separated by a space: of people around the child, or rows of attendance."""
    order: int = 0
    passed_to: str = ""
    """Whom I told because it could not stay private: somebody might be hurt."""
    passed_on: date | None = None
    child_knows: bool = False
    """I told the child that I have to tell."""


@dataclass(frozen=True, slots=True)
class ConsultationAnswer:
    """What one grown person wrote under one question of a consultation form. A child's answers are ``ToldMe``."""

    id: str
    child: str
    review: str
    form: str
    """Which form: ``parent``, ``carer``, ``school``, ``health``."""
    who: str
    """Id of the person it was for; empty: a school or a health service."""
    question: str
    """The question's key in its form."""
    asked: str = ""
    """The question as printed."""
    words: str = ""
    """The answer as written."""
    came_on: date | None = None
    order: int = 0


WHO_MAY_HEAR = ("only me", "professionals", "say it in the meeting", "in my record")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a review (reg 37): what, why, one owner, by when or why there is no date."""

    id: str
    child: str
    review: str
    number: int
    what: str
    why: str = ""
    owner: str = ""
    owner_role: str = ""
    by: date | None = None
    no_date_because: str = ""
    know_by: str = ""
    """How we shall know that it is done."""
    tell_child: str = ""
    """yes, not yet because ..., no need."""
    manager_reply: str = ""
    """agreed, not agreed, or empty (no reply)."""
    manager_words: str = ""
    manager_replied_on: date | None = None
    outcome: str = ""
    """A key of ``OUTCOMES``; empty while open."""
    outcome_on: date | None = None
    outcome_words: str = ""
    carried_from: str = ""
    """Id of the decision that this one repeats."""
    child_words: str = ""
    """The same decision as the child's letter says it; empty while nobody has agreed to words for it."""
    child_words_old: bool = False
    """They were agreed for other words than ``what`` is now: they are to be read again before a letter has them."""


OUTCOMES = {
    "done": "Done",
    "part": "Part done",
    "not-done": "Not done",
    "overtaken": "Overtaken",
    "not-discussed": "Not discussed",
}


@dataclass(frozen=True, slots=True)
class LetterPart:
    """What stands in one part of the letter to the child: one row a part, letter and review.

    Days and names that are facts stand in it as ``{next review}`` (``practice.letter_slots``): when the fact
    changes, the letter does.
    """

    id: str
    child: str
    review: str
    letter: str
    """``letter``, or ``letter-now``: the one to read together with a child under five."""
    part: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """One PDF frozen by signing, with the facts it was made from (JSON) and its seal."""

    id: str
    child: str
    review: str
    kind: str
    recipient: str
    version: int
    signed_on: date
    seal: str = ""
    """First 16 letters (base32) of the signing change's hash; set by the desk on commit of the signing change."""
    sha256: str = ""
    facts: str = ""
    pdf: bytes = b""
    reader: str = ""
    """Id of the person whose copy it is, for a parent: ``parent:1`` may be somebody else another day."""


@dataclass(frozen=True, slots=True)
class SignedNote:
    """One PDF frozen by finalising a paper between reviews: the midway note, a challenge. As :class:`SignedPaper`."""

    id: str
    child: str
    subject: str
    """Id of the review that it looks back on, or of the challenge (a milestone)."""
    kind: str
    recipient: str
    version: int
    signed_on: date
    seal: str = ""
    sha256: str = ""
    facts: str = ""
    pdf: bytes = b""


@dataclass(frozen=True, slots=True)
class PaperText:
    """What was written under one heading of a paper between reviews, while it is a draft."""

    id: str
    child: str
    subject: str
    """As :attr:`SignedNote.subject`."""
    kind: str
    part: str
    """Which heading: a key of ``practice.notes.PARTS``."""
    text: str = ""


PAPER_STEPS = {
    "decisions": "Decisions sent",
    "manager": "Manager replied",
    "record": "Record or letter done",
    "child": "Child has it",
    "others": "Others sent",
    "keyed": "Keyed",
    "uploaded": "Uploaded",
}
"""What is owed after a review was held, in the order in which it is done."""

IN_SYSTEM = {"keyed": "Keyed", "uploaded": "PDF uploaded", "next-there": "Next date booked there"}
"""What is done in the council's own system, each with its day."""

GRADES = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires-improvement": "Requires improvement",
    "inadequate": "Inadequate",
}
"""The service's grade of a care plan; empty: not graded. The service's alone: in no shared paper."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One paper that went to one recipient: which version, when and how. Without a day it waits to be posted."""

    id: str
    child: str
    review: str
    recipient: str
    """As :attr:`SignedPaper.recipient`."""
    kind: str
    version: int = 0
    """0: a draft."""
    sent_on: date | None = None
    how: str = ""
    words: str = ""
    reader: str = ""
    """As :attr:`SignedPaper.reader`."""
    handed_on: date | None = None
    """The day it was given to business support."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Why something in a finalised review was corrected. Its papers were finalised again, with a new version."""

    id: str
    child: str
    review: str
    corrected_on: date
    reason: str
    version: int = 2
    """The version that the papers have since."""
    change: int = 0
    """The number of the change in the journal."""


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One step of the papers of a held review: the day it was done, or that it is not needed.

    The manager's reply and the finished record are facts of their own and need no row here.
    """

    id: str
    child: str
    review: str
    step: str
    """A key of ``PAPER_STEPS``."""
    done_on: date | None = None
    not_needed: bool = False


PREPARE_STEPS = {
    "asked": "Ask the child whom, where, when and how",
    "private": "Speak with the child in private",
    "parents": "Parents’ views",
    "carers": "Carers’ views",
    "school": "School’s views",
    "health": "Health’s views",
    "report": "Social worker’s report",
    "read": "Papers read",
    "court": "Court papers received",
}
"""What is done before a review, in the order in which it is done."""


@dataclass(frozen=True, slots=True)
class PrepareStep:
    """One step before a review: the day it was done and by whom, or that it is not needed and why."""

    id: str
    child: str
    review: str
    step: str
    """A key of ``PREPARE_STEPS``."""
    done_on: date | None = None
    not_needed: bool = False
    words: str = ""
    """Who did it, or why it is not needed."""
