"""Views: frozen values of words, dates and ids. The window shows them and ``--json`` prints the same objects.

A view is made by one function in this room. Words are complete sentences or labels, ready to read; a
day that is not known is ``None``; text that is not known is ``""`` (the window writes "Not known").
``mark`` is one of ``late risk soon wait booked open done unknown``: the state's shape.

Here stand those of the caseload and the child; a review's are in ``review_views``, an import's in ``import_views``, the
settings' in ``setting_views``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.practice.travel_views import Drive
from iro_desk.statute.clock import NOT_RECORDED


@dataclass(frozen=True, slots=True)
class DayRef:
    """A day on the Child page that can be asked about."""

    what: str
    """What happened: "Care order began"."""
    day: date
    kind: str = ""
    """The kind of fact that it stands in, as ``FACT_KINDS`` names it."""
    id: str = ""


@dataclass(frozen=True, slots=True)
class NextReview:
    """The review that is due next, with its sum."""

    rule_id: str
    legal_limit: date | None
    last_working_day: date | None
    days_left: int | None
    """Calendar days from the desk's day to the legal limit; negative when it has passed."""
    state: str
    because: str
    history_complete: bool
    mark: str
    booked_for: date | None
    says: str
    """The state in a few words for a list: "Review 10 February", "9 days left, no date"."""


@dataclass(frozen=True, slots=True)
class PlacementPlace:
    """Where the child lives, as the law asks: whose area, which nation."""

    postcode: str
    authority: str
    """ONS code of the children's services authority; empty when not known."""
    authority_name: str
    nation: str
    area: str
    """``in``, ``adjoining``, ``distant`` or ``not known`` (2010 Regulations, reg 11(5))."""


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One child on the caseload."""

    id: str
    number: str
    name: str
    """Full name; empty until names were given (then shown by number and date of birth)."""
    date_of_birth: date | None
    age: str
    """In words: "14", "14 months", "Not known"."""
    home: str
    """What kind of home and the town: "Foster care, Poole"."""
    next_review: NextReview | None
    placement: PlacementPlace | None
    base_miles: float | None
    home_miles: float | None
    open_decisions: int
    flags: tuple[str, ...]
    """Short words: "missing", "history incomplete", "secure"."""
    drive: Drive | None = None
    """The drive from the base; ``None`` while it is not known."""
    care_plan: str = ""
    """The service's grade of the care plan in words; empty when it is not graded or names are hidden. Service only."""
    spoke_in_private: date | None = None
    """The last day on which the IRO spoke with the child in private (2010 Regulations, regulation 36(1)(b))."""
    worker_saw_alone: date | None = None
    """The last day on which the social worker saw the child alone (regulation 29): another thing."""
    left_on: date | None = None
    """The day from which a former child is no longer on the caseload; ``None`` for who is."""


@dataclass(frozen=True, slots=True)
class CaseloadView:
    """The caseload on one day."""

    day: date
    practice: bool
    desk_name: str
    rows: tuple[CaseloadRow, ...]
    """Most pressing first: late, at risk, soon, then by the last working day."""
    questions: int
    """Assumptions and rows that wait for an answer."""
    places_pending: bool = False
    """Whether postcodes are still being looked up: a place or distance not known may be known in a moment."""
    weighed: float | None = None
    """The caseload with the driving weighed in: as many children who live near; ``None`` while drives are reckoned."""
    former: tuple[CaseloadRow, ...] = ()
    """Who was on the caseload and is not: the newest to leave first."""
    driving_minutes: int | None = None
    """Driving in a year to see every child whose drive is known."""


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One date that runs for the child."""

    rule_id: str
    title: str
    legal_limit: date | None
    last_working_day: date | None
    days_left: int | None
    state: str
    mark: str
    because: str
    steps: tuple[str, ...]
    """The sum as numbered lines."""
    authority: str
    assumed: str
    history_complete: bool
    earliest: date | None
    target: date | None
    booked_for: date | None
    review: str
    counted_from: date | None
    group: str = ""
    """The group of clocks it belongs to: "Reviews", "Health"."""
    would_change: str = ""
    """What would change the date, in one or two sentences."""
    closed: tuple[date, ...] = ()
    """Bank holidays near the last day."""

    @property
    def is_recorded(self) -> bool:
        """False where its day has gone by and nobody has said whether it was done."""
        return self.state != NOT_RECORDED


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A stretch on the timeline: a home, a legal status, a school."""

    lane: str
    words: str
    started: date
    ended: date | None
    kind: str = ""
    id: str = ""
    """The fact that it stands for."""


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """A day on the timeline: a review, a time the child was seen."""

    lane: str
    words: str
    on: date
    mark: str
    kind: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review in the child's list."""

    id: str
    kind: str
    title: str
    """ "First review", "Review"."""
    state: str
    day: date | None
    """Held, else booked."""
    due_on: date | None
    in_time: str
    """ "in time", "3 days late", "Not known", "adjourned in time"."""
    participation: str
    """Code and label."""
    place: str
    mark: str
    words: str
    """One line: "Booked for Tuesday 15 December at 15:45", "Held, record due 11 December"."""
    imported: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision, wherever it is listed."""

    id: str
    review: str
    number: int
    what: str
    why: str
    owner: str
    owner_role: str
    by: date | None
    no_date_because: str
    know_by: str
    tell_child: str
    manager_reply: str
    manager_words: str
    outcome: str
    outcome_label: str
    outcome_on: date | None
    outcome_words: str
    mark: str
    state: str
    """ "by Friday 4 December", "6 days overdue", "Done 8 October"."""
    decided_on: date | None
    child_words: str = ""
    """The same in the child's words; empty while nobody has agreed to some."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person around the child, in one role."""

    role_id: str
    person_id: str
    name: str
    role: str
    role_label: str
    organisation: str
    telephone: str
    email: str
    since: date | None
    until: date | None
    parental_responsibility: bool
    confidential: bool
    note: str
    called: str = ""
    """What the child calls them, where somebody has said so."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One home, legal status or school with its dates."""

    id: str
    """The episode's or school place's id."""
    kind: str
    """``home``, ``legal status``, ``school``, ``period``."""
    code: str
    words: str
    detail: str
    started: date
    ended: date | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something that changed."""

    id: str
    kind: str
    kind_label: str
    happened_on: date
    ended_on: date | None
    told_by: str
    told_on: date | None
    words: str
    bring_forward: str
    bring_forward_because: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """One school term of an authority."""

    id: str
    authority: str
    name: str
    starts: date
    ends: date
    half_term_starts: date | None = None
    half_term_ends: date | None = None
    own: bool = True
    """True when this desk was given it; the others are shipped."""


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A dated fact that a clock counts from or that meets one."""

    id: str
    kind: str
    kind_label: str
    group: str
    """The group of clocks it belongs to."""
    happened_on: date
    at: str
    until: date | None
    until_label: str
    """What the second day means; empty where the kind has none."""
    words: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A time the child was seen or spoken with."""

    id: str
    happened_on: date
    by: str
    how: str
    alone: bool
    words: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """Something that the desk has to ask, and what can be answered."""

    key: str
    child: str
    child_label: str
    kind: str
    words: str
    answers: tuple[tuple[str, str], ...]
    """(value, words) to choose from, a button each; empty when it is answered otherwise."""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, words) of a longer list to choose from."""
    asks_for: str = ""
    """What a date given as the answer means; empty where a date is no answer."""
    title: str = ""
    """The heading of its kind: questions under one heading may be answered all at once."""
    because: str = ""
    """The label of the reason that is kept with the answer; empty where none is."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One signed paper."""

    id: str
    review: str
    kind: str
    recipient: str
    version: int
    signed_on: date
    seal: str
    sha256: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change in the journal, as people read it."""

    n: int
    moment: str
    """Europe/London, "Monday 23 November 2026, 09:12"."""
    day: date
    """Its day there."""
    author: str
    kind: str
    words: str
    undoes: int | None
    child: str


@dataclass(frozen=True, slots=True)
class ChildView:
    """One child: header, timeline, clocks and every list."""

    id: str
    number: str
    numbers: tuple[str, ...]
    """Every council number; its form is opened by the number itself."""
    name: str
    known_as: str
    name_in_script: str
    pronouns: str
    date_of_birth: date | None
    date_of_birth_claimed: bool
    age: str
    line: str
    """One sentence under the name: "14 years 3 months. Likes “Kof”. Speaks English and some Twi."."""
    facts: tuple[tuple[str, str], ...]
    """(icon, words): legal status, home and miles, worker, flags."""
    day: date
    next_review: NextReview | None
    clocks: tuple[ClockRow, ...]
    """Late first, then by last working day."""
    bars: tuple[TimelineBar, ...]
    marks: tuple[TimelineMark, ...]
    reviews: tuple[ReviewRow, ...]
    decisions: tuple[DecisionRow, ...]
    people: tuple[PersonRow, ...]
    places: tuple[PlaceRow, ...]
    events: tuple[EventRow, ...]
    contacts: tuple[ContactRow, ...]
    """Newest first."""
    papers: tuple[PaperRow, ...]
    history: tuple[HistoryRow, ...]
    questions: tuple[QuestionRow, ...]
    became_looked_after: date | None
    told_on: date | None
    enjoys: str
    next_action: tuple[str, str]
    """(command, words) of the one primary button: ("book", "Book review"), ("open-review:ID", "Prepare review")."""
    milestones: tuple[MilestoneRow, ...] = ()
    """Newest first."""
    not_recorded: tuple[QuestionRow, ...] = ()
    """What others may have done around the child and nobody entered."""
    fact_days: tuple[DayRef | None, ...] = ()
    """The day that stands in each of ``facts``, where one does."""
