"""Every kind of paper: what it is called, what it is about, whom it may be for, and what makes it of its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from iro_desk.documents import facts as values
from iro_desk.documents.audiences import RECIPIENTS
from iro_desk.documents.blocks import Paper
from iro_desk.documents.brief import brief
from iro_desk.documents.consultation import consultation
from iro_desk.documents.decision_sheet import decision_sheet
from iro_desk.documents.dispute import dispute
from iro_desk.documents.everything import everything
from iro_desk.documents.facts.letter import LetterFacts
from iro_desk.documents.letter import letter, letter_now
from iro_desk.documents.letters import introduction, invitation
from iro_desk.documents.meeting_sheet import meeting_sheet
from iro_desk.documents.midway import midway
from iro_desk.documents.record import record
from iro_desk.documents.trip_sheet import trip_sheet
from iro_desk.documents.week import week


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper."""

    key: str
    """``record``, ``decisions``: in commands, file names and stored rows."""
    label: str
    subject: str
    """What it is about: ``review``, ``child``, ``week`` or ``days``."""
    recipients: tuple[str, ...]
    """Whom a copy may be for, the usual one first; ``parent`` stands for ``parent:1``, ``parent:2`` and so on."""
    facts: type
    """The values that it is made of."""
    make: Callable[[Any], Paper]

    def may_be_for(self, recipient: str) -> bool:
        """Whether there is a copy for that recipient."""
        return recipient.split(":")[0] in self.recipients


_INVITED = tuple(recipient for recipient in RECIPIENTS if recipient != "file")
_OTHERS = tuple(recipient for recipient in RECIPIENTS if recipient != "child")

_ASKED = ("child", "carer", "parent", "school", "health")
"""Whom a consultation form is for."""

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("record", "Review record", "review", RECIPIENTS, values.ReviewFacts, record),
        Kind("decisions", "Decision sheet", "review", (*_INVITED, "file"), values.ReviewFacts, decision_sheet),
        Kind("letter", "Letter to the child", "review", ("child", *_OTHERS), LetterFacts, letter),
        Kind("letter-now", "Letter to read together", "review", ("child", "file"), LetterFacts, letter_now),
        Kind("brief", "Brief", "review", ("file",), values.BriefFacts, brief),
        Kind("invitation", "Invitation", "review", _INVITED, values.InvitationFacts, invitation),
        Kind("consultation", "Consultation form", "review", _ASKED, values.ConsultationFacts, consultation),
        Kind("meeting-sheet", "Meeting sheet", "review", ("file",), values.MeetingSheetFacts, meeting_sheet),
        Kind("midway", "Midway note", "review", ("file", "manager"), values.MidwayFacts, midway),
        Kind("introduction", "Letter of introduction", "child", ("child",), values.IntroductionFacts, introduction),
        Kind("dispute", "Dispute form", "child", ("manager", "file"), values.DisputeFacts, dispute),
        Kind("everything", "Everything held", "child", ("file",), values.EverythingFacts, everything),
        Kind("week", "My week", "week", ("file",), values.WeekFacts, week),
        Kind("trip-sheet", "Trip sheet", "days", ("file",), values.TripSheetFacts, trip_sheet),
    )
}


def paper_of(kind: str, facts: Any, recipient: str, without: Iterable[str] = ()) -> Paper:
    """The facts as one recipient's copy of a paper, without the blocks of these origins (see ``Block.origin``).

    Raises ``KeyError`` for an unknown kind and ``ValueError`` for a recipient that the kind has no copy for.
    """
    made = KINDS[kind]
    if not made.may_be_for(recipient):
        raise ValueError(f"no {kind} for {recipient}")
    return made.make(facts).copy_for(recipient, without)
