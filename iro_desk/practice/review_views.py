"""The views of a review: its booking, its four steps, and what would follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.practice.views import ClockRow, DecisionRow, PaperRow


@dataclass(frozen=True, slots=True)
class BookingView:
    """What is shown while a review is being booked: its window against the day that is typed."""

    child: str
    clock: ClockRow | None
    day: date | None
    words: str
    """What the typed day means: "In time: 4 days before the last day."."""
    mark: str


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One point of the law or guidance under a heading."""

    id: str
    words: str
    covered: bool


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One heading of the agenda with what was written under it."""

    key: str
    number: int
    title: str
    points: tuple[AgendaPoint, ...]
    text: str
    note: str
    """Id of the stored note, empty while nothing is stored."""


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One person's part in the review."""

    id: str
    name: str
    role: str
    how: str
    how_label: str
    words: str
    present: bool


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One thing the child told the IRO."""

    id: str
    words: str
    seen: bool
    said_on: date | None
    said_where: str
    who_may_hear: str
    not_for: tuple[str, ...] = ()
    """Ids of those who may not hear it."""
    not_for_names: tuple[str, ...] = ()
    passed_to: str = ""
    passed_on: date | None = None
    child_knows: bool = False


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One step before a review."""

    key: str
    what: str
    by: date
    who: str
    """Who does it: "You", or the names of those who are asked."""
    state: str
    """In words: "Done 12 November", "by Thursday 19 November", "2 working days late", "Not needed: ..."."""
    mark: str
    done_on: date | None
    not_needed: bool
    words: str
    reminder: str
    """A text ready to copy; empty for what I do myself. It names no child."""


@dataclass(frozen=True, slots=True)
class WishRow:
    """What the child wished, beside what was or is arranged."""

    about: str
    happened: str


@dataclass(frozen=True, slots=True)
class KinRow:
    """A brother or sister on this caseload: their review, and whether it is on the same occasion."""

    child: str
    name: str
    review: str
    """Their review on this occasion, or the one that is booked; empty without one."""
    together: bool
    words: str
    """ "Together", "Booked for 4 December", "No review booked"."""


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One grown person's answer, as a screen shows it."""

    id: str
    form: str
    who: str
    """Name of the person, or of the form where it has none."""
    asked: str
    words: str
    came_on: date | None


@dataclass(frozen=True, slots=True)
class FormRow:
    """One recipient's form of a review: whether it came back."""

    recipient: str
    title: str
    form: str
    came_on: date | None
    answers: int


@dataclass(frozen=True, slots=True)
class PartRow:
    """One sitting of a review held in parts."""

    id: str
    held_on: date
    place: str
    method: str
    people: str
    words: str


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next review as it is booked."""

    id: str
    day: date
    time: str
    place: str
    method: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction of a finalised review."""

    on: date
    reason: str
    version: int
    """Of its papers, which it finalised."""
    change: int


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What stands in one part of a finalised letter."""

    letter: str
    part: str
    title: str
    """ "The letter: What is hard"."""
    text: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review in its steps: prepare, meet, write up, share."""

    id: str
    child: str
    child_label: str
    number: str
    known_as: str
    title: str
    """ "Kofi's review"."""
    line: str
    """Where, and when on its day: "Wrexham. Started 15:34"."""
    state: str
    kind: str
    day: date
    booked_for: date | None
    booked_time: str
    place: str
    method: str
    agreed_with: str
    child_asked: str
    held_on: date | None
    first_part_on: date | None
    adjourned_on: date | None
    completed_on: date | None
    participation: str
    participation_words: str
    participation_choices: tuple[tuple[str, str, str], ...]
    """(code, label, why it cannot be used on that day or empty)."""
    spoke_privately: str
    spoke_privately_on: date | None
    spoke_privately_where: str
    spoke_privately_because: str
    due_on: date | None
    in_time: str
    late_reason: str
    late_words: str
    clock: ClockRow | None
    agenda: tuple[AgendaRow, ...]
    attendance: tuple[AttendanceRow, ...]
    told: tuple[ToldRow, ...]
    last_decisions: tuple[DecisionRow, ...]
    decisions: tuple[DecisionRow, ...]
    deadlines: tuple[ClockRow, ...]
    missing: tuple[str, ...]
    """What is still needed to finalise, each a sentence; empty when it can be signed."""
    papers: tuple[PaperRow, ...]
    next_booked_for: date | None
    midway_on: date | None
    next_limit: date | None
    """The last day of the next review if this one is completed on the day it was held."""
    read_only: bool
    """True once signed: a correction follows instead."""
    corrections: tuple[CorrectionRow, ...] = ()
    """The first one first."""
    late_choices: tuple[tuple[str, str], ...] = ()
    """(key, words) of the council's reasons for a late review; "not known yet" last."""
    checklist: tuple[CheckRow, ...] = ()
    """What is to be done before it, in the order in which it is due."""
    wishes: tuple[WishRow, ...] = ()
    """What is arranged, or was so, to stand beside what the child asked for."""
    asked_on: date | None = None
    otherwise_because: str = ""
    in_room: tuple[str, ...] = ()
    """Rows of ``attendance`` of those who are in the room now; nobody: I am alone."""
    hidden_now: int = 0
    """Entries of what the child told me that are not in ``told``, because they are not for those in the room."""
    watched_by: str = ""
    """Who can see the screen, while something is hidden from them: also in the room of another child's review."""
    people: tuple[tuple[str, str], ...] = ()
    """(id, name) of everyone to whom an entry can be closed."""
    child_there: str = ""
    child_views: str = ""
    views_offered: tuple[str, ...] = ()
    """The answers to the second question about taking part that go with the first."""
    code_because: str = ""
    """Why the answers give that code, where it needs saying."""
    live_settled: bool = True
    """Whether the council has said how joining live is counted."""
    names: tuple[str, ...] = ()
    """Names of people and places that may stand in what is written: no spelling, and no jargon."""
    agenda_style: tuple[str, ...] = ()
    """Sub-headings to write under; none where each heading is written freely."""
    next_people: str = ""
    who_tells: str = ""
    child_heard: str = ""
    next_booking: NextMeeting | None = None
    parts: tuple[PartRow, ...] = ()
    finish_by: date | None = None
    """The last day to finish it, if it was adjourned or is adjourned now."""
    moved_because: str = ""
    kin: tuple[KinRow, ...] = ()
    """Brothers and sisters on this caseload, and their reviews."""
    together: bool = False
    """Whether it shares its occasion with a brother's or sister's."""
    forms: tuple[FormRow, ...] = ()
    """Consultation forms, one a recipient."""
    views: tuple[ViewRow, ...] = ()
    """What grown people wrote before it; nothing while somebody is in the room."""
    hints: tuple[tuple[str, str, str], ...] = ()
    """(decision, what, words): what could be clearer in a decision; pointed out, never in the way."""
    write_once: str = "both"
    """``letter``, ``both`` or ``record``: what the council writes up."""
    read_together: bool = False
    """Whether the child is under five, and has a letter to be read together beside the one for later."""
    letters: tuple[str, ...] = ()
    """Kinds of letter that are finalised."""
    letter_words: tuple[LetterWords, ...] = ()
    """What stands in each part of those."""
    plan_grade: str = ""
    plan_evidence: str = ""
    plan_grades: tuple[tuple[str, str], ...] = ()
    """What the care plan may be graded, for the service alone; none while names are hidden or somebody sees it."""

    @property
    def day_known(self) -> bool:
        """Whether it was held, so that its papers can be made."""
        return self.held_on is not None or self.adjourned_on is not None


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """One date that would follow."""

    clock: ClockRow
    words: str
    """ "by Thursday 20 May 2027"."""


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """What would follow if a review were held on a day. Nothing of it is kept."""

    day: date
    words: str
    """Whether that day would be in time."""
    mark: str
    rows: tuple[WhatIfRow, ...]
