"""Everything known about one child, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.casework.child import (
    Child,
    Contact,
    CouncilNumber,
    Episode,
    Event,
    PeriodRecord,
    Person,
    Role,
    SchoolPlace,
)
from iro_desk.casework.diary import Engagement, ReviewWish
from iro_desk.casework.disclosure import AskedWhere, CopyChoice, LookedAgain, TellingAnswer, Withholding
from iro_desk.casework.journeys import TripNote
from iro_desk.casework.milestones import Milestone
from iro_desk.casework.review import (
    Attendance,
    ConsultationAnswer,
    Correction,
    Decision,
    LetterPart,
    PaperStep,
    PaperText,
    PrepareStep,
    Review,
    ReviewNote,
    ReviewPart,
    Sending,
    SignedNote,
    SignedPaper,
    ToldMe,
)


@dataclass(frozen=True, slots=True)
class ChildFile:
    """One child with all that belongs to them. Episodes are in order of ``started``, reviews of the day held or booked.

    ``attendance`` and all after it are filled only where they were asked for: a caseload needs none of them.
    """

    child: Child
    numbers: tuple[CouncilNumber, ...] = ()
    episodes: tuple[Episode, ...] = ()
    periods: tuple[PeriodRecord, ...] = ()
    people: tuple[Person, ...] = ()
    roles: tuple[Role, ...] = ()
    schools: tuple[SchoolPlace, ...] = ()
    events: tuple[Event, ...] = ()
    contacts: tuple[Contact, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    reviews: tuple[Review, ...] = ()
    parts: tuple[ReviewPart, ...] = ()
    decisions: tuple[Decision, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    notes: tuple[ReviewNote, ...] = ()
    told: tuple[ToldMe, ...] = ()
    signed: tuple[SignedPaper, ...] = ()
    signed_notes: tuple[SignedNote, ...] = ()
    paper_texts: tuple[PaperText, ...] = ()
    consulted: tuple[ConsultationAnswer, ...] = ()
    corrections: tuple[Correction, ...] = ()
    paper_steps: tuple[PaperStep, ...] = ()
    withholdings: tuple[Withholding, ...] = ()
    looked_again: tuple[LookedAgain, ...] = ()
    asked_where: tuple[AskedWhere, ...] = ()
    copy_choices: tuple[CopyChoice, ...] = ()
    telling_answers: tuple[TellingAnswer, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    wishes: tuple[ReviewWish, ...] = ()
    trip_notes: tuple[TripNote, ...] = ()
    prepared: tuple[PrepareStep, ...] = ()
    letter_parts: tuple[LetterPart, ...] = ()
    sendings: tuple[Sending, ...] = ()

    def school_on(self, day: date) -> SchoolPlace | None:
        """The school of a day, the one begun last where there are several; ``None`` for none known."""
        there = [s for s in self.schools if (s.since or day) <= day and (s.until is None or s.until > day)]
        return max(there, key=lambda school: school.since or date.min, default=None)

    @property
    def number(self) -> str:
        """The council number to show: the first in order of entry, or empty."""
        return self.numbers[0].number if self.numbers else ""
