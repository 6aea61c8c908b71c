"""Views of the diary, of trips, of what will be late and of the year: frozen values, shown and printed alike.

Minutes are minutes; a time of the day is ``HH:MM`` and empty where it is not known. ``mark`` is one of ``late risk soon
wait booked open done unknown``: the state's shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One thing in the diary: a review, an hour or a day of something else, leave."""

    id: str
    """Of the review or the engagement."""
    kind: str
    """``review``, or a key of ``casework.ENGAGEMENT_KINDS``."""
    kind_label: str
    day: date
    time: str
    """When it begins; empty: the hour is not known, or all day."""
    ends: str
    what: str
    """ "Siân Ŵyn", "Court", "Leave"."""
    note: str
    """Where, by which way, what is still to be said."""
    child: str = ""
    review: str = ""
    mark: str = "booked"
    leave_at: str = ""
    """When one has to leave the base for it, child's half hour included; empty where no drive is known."""
    back_at: str = ""
    """When one is back at the base."""
    drive_minutes: int | None = None
    """One way from the base."""
    all_day: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """Two things that one person cannot do, with the hours named."""

    day: date
    first: str
    """Id of the earlier entry."""
    second: str
    short_minutes: int
    """How many minutes are missing between the two."""
    words: str
    """ "Siân Ŵyn ends 16:45 with the rest; 1 h 10 to Kofi Mensah, where you must be at 17:00: 55 min short." """


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """One day of the diary."""

    day: date
    working: bool
    why_not: str
    """ "Bank holiday: Christmas Day", "Leave", "You do not work on Wednesdays"; empty on a working day."""
    school: str
    """ "Half term, no school", "School holiday"; empty on a school day and where no term is known."""
    entries: tuple[DiaryEntry, ...]
    clashes: tuple[Clash, ...]
    drive_minutes: int
    """Of the whole day, in the order of its entries; legs that nobody knows are not counted."""
    leave_at: str
    back_at: str
    long_words: str
    """ "12 h 30 from door to door, over your longest day of 10 h: sleep there."; empty on other days."""
    woke_in: str = ""
    """The town one slept in before it: leaving and the first drive are from there. Empty at home."""
    sleeps_in: str = ""
    """The town one sleeps in after it: "back" is being there. Empty at home."""


@dataclass(frozen=True, slots=True)
class Away:
    """Days with nights away between them, as their bookings are best lived."""

    first: date
    last: date
    words: str
    """ "Derby and Wetherby, 1 night"."""
    towns: tuple[str, ...]
    """Where one sleeps, night by night."""


@dataclass(frozen=True, slots=True)
class WindowBar:
    """The window of one child's next review: earliest sensible, target, last lawful day, and what is booked."""

    child: str
    label: str
    kind: str
    rule_id: str
    earliest: date
    target: date
    last: date
    last_working_day: date
    booked: date | None
    booked_time: str
    review: str
    mark: str
    says: str
    """ "by Thursday 11 February", "Review 10 February"."""


@dataclass(frozen=True, slots=True)
class WithoutDate:
    """A review that has no date, with the first free days that suit it."""

    child: str
    label: str
    mark: str
    by: date
    by_words: str
    free: tuple[date, ...]
    free_words: str
    """ "Free: 4, 5 and 8 February"; "No free day is left before its last day"."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that comes in 14, 7 or 1 days: said before, and never only after."""

    day: date
    days: int
    entry: DiaryEntry
    words: str


@dataclass(frozen=True, slots=True)
class DiaryView:
    """The days from ``first`` to ``last``, with the windows that touch them."""

    today: date
    first: date
    last: date
    title: str
    days: tuple[DiaryDay, ...]
    bars: tuple[WindowBar, ...]
    """Most pressing first."""
    without_date: tuple[WithoutDate, ...]
    next_hours: tuple[DiaryEntry, ...]
    """Of today and tomorrow: the next 36 hours."""
    reminders: tuple[Reminder, ...]
    clashes: tuple[Clash, ...]
    kinds: tuple[tuple[str, str], ...]
    """Kinds of engagements that this desk has: key and label."""
    pending: bool
    """Whether drives are still being reckoned: clashes then count the meetings alone."""
    away: tuple[Away, ...] = ()
    """The nights away that what is booked asks for."""


@dataclass(frozen=True, slots=True)
class MoveView:
    """What it would do to hold a review on a day and at a time, before it is done."""

    child: str
    review: str
    """The booking that is moved; empty when none is booked."""
    day: date
    time: str
    mark: str
    """``late``: refused or after the last day; ``soon``: it has a price; ``booked``: nothing speaks against it."""
    allowed: bool
    """Whether the booking would be taken at all; a clash is taken only when it is asked for by hand."""
    limit_words: str
    """ "In time: 4 days before the last day."."""
    wish_words: str
    """ "She asked for after school."; empty where no wish is touched."""
    day_words: str
    """ "Leave", "A bank holiday"; empty on a working day."""
    clashes: tuple[Clash, ...]
    drive_words: str
    """ "1 h 10 of driving this day, 50 min more than without it"."""
    drive_minutes: int | None
    """Driving of that day with it."""
    drive_minutes_before: int | None
    """Driving of that day without it."""
    words: str
    """All of it in one or two sentences."""


# ---------------------------------------------------------------- trips


@dataclass(frozen=True, slots=True)
class Price:
    """A refused alternative and what it would cost: "Why not Tuesday?"."""

    question: str
    """ "Why not Tuesday 9 February?"."""
    words: str
    """ "It adds 1 h 40 of driving"; "It cannot be: the last day is 4 February"."""
    minutes: int | None
    """The price in minutes of driving and what counts like it; ``None`` where it cannot be."""
    proved: bool
    """Whether the same search came to its end; otherwise the price is what was found in the time."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed review: never booked until somebody accepts it."""

    id: str
    """Of this proposal while the plan stands: the child's id."""
    child: str
    review: str
    """The booking that it moves; empty for a new one."""
    label: str
    where: str
    """Town or postcode."""
    day: date
    time: str
    """When the meeting begins; the half hour with the child comes before it."""
    child_at: str
    """When the child is seen alone."""
    ends: str
    method: str
    late_days: int
    """Days after the last lawful day; 0 in time."""
    mark: str
    reasons: tuple[str, ...]
    """Why this day and hour, each a sentence."""
    price: int
    """What it adds to the plan in minutes: what would be saved without it."""
    pinned: bool
    """Booked already, or held fast by the user: kept as it is."""
    alternatives: tuple[Price, ...] = ()
    """Other days that were refused, with their prices; none until somebody asked for them."""


@dataclass(frozen=True, slots=True)
class OptionalStop:
    """A child who could be seen on the way."""

    child: str
    label: str
    why: str
    """ "Last spoken with on 2 May; her review is on 14 March"."""
    after: str
    """Id of the proposal after which it fits; empty: before the first."""
    adds_minutes: int
    starts_at: str = ""
    ends_at: str = ""
    booked: bool = False
    """Put in the diary since the plan was made."""


@dataclass(frozen=True, slots=True)
class TripStop:
    """One line of a trip's day: a drive, a review, a night."""

    kind: str
    """``drive``, ``review``, ``night``, ``home``."""
    time: str
    words: str
    note: str
    proposal: str = ""
    """Id of the proposal, for a review."""
    child: str = ""
    minutes: int | None = None
    minutes_low: int | None = None
    minutes_high: int | None = None
    miles: float | None = None
    easting: int | None = None
    northing: int | None = None


@dataclass(frozen=True, slots=True)
class TripDay:
    """One day of a trip."""

    day: date
    leave_at: str
    back_at: str
    stops: tuple[TripStop, ...]
    optional: tuple[OptionalStop, ...]
    drive_minutes: int


@dataclass(frozen=True, slots=True)
class Trip:
    """A day from home to home, or several days with nights between."""

    id: str
    """ISO date of its first day."""
    title: str
    """ "Bangor and Wrexham", "Weymouth"."""
    line: str
    """ "Tuesday 9 to Thursday 11 February, four reviews, two nights"."""
    days: tuple[TripDay, ...]
    proposals: tuple[str, ...]
    nights: int
    miles: float | None
    drive_minutes: int
    drive_minutes_low: int
    drive_minutes_high: int
    apart_minutes: int
    """Driving of the same reviews, each by a journey of its own."""
    saved_words: str
    """ "22 h 05 saved on four trips"."""
    fixed: bool
    """Whether everything on it is booked already."""
    places: tuple[str, ...]
    """Keys of the places in the order driven, the base first and last: what the map draws."""


@dataclass(frozen=True, slots=True)
class CannotBe:
    """A review that no plan known on this day could hold in time, with the proof, and whom to ask."""

    child: str
    label: str
    last_day: date
    late_days: int | None
    """How late the plan holds it; ``None`` when it is not placed at all."""
    proof: str
    ask: str


@dataclass(frozen=True, slots=True)
class TripsView:
    """A plan: trips with their proposals, what it spares, what cannot be, and how good it is."""

    today: date
    first: date
    last: date
    title: str
    line: str
    """ "34 reviews in 8 weeks, 61 h of driving against 118 h one by one; none late"."""
    trips: tuple[Trip, ...]
    proposals: tuple[Proposal, ...]
    """In the order of their days."""
    cannot_be: tuple[CannotBe, ...]
    left_out: tuple[tuple[str, str, str], ...]
    """Child, label and why: no place is known, no hour is left."""
    drive_minutes: int
    apart_minutes: int
    nights: int
    seconds: float
    gap: float
    """How far the driving may be from the best of the tours searched, as a share; 1 while nothing is known."""
    gap_words: str
    finished: bool
    """Whether the search came to its end or was stopped."""
    instance: dict[str, Any]
    """The task in numbers (``plan --instance`` reads it)."""
    answer: dict[str, Any]
    """The plan in numbers, as ``plan --instance`` prints it."""


@dataclass(frozen=True, slots=True)
class RepairMove:
    """One booking that is moved, or a date found for a review without one."""

    child: str
    review: str
    label: str
    was: date | None
    was_time: str
    now: date
    now_time: str
    words: str
    """Why: "Two reviews stand on Tuesday 1 December; this one has time until 14 December"."""


@dataclass(frozen=True, slots=True)
class RepairView:
    """The smallest set of moves after which nothing is late and nothing clashes."""

    moves: tuple[RepairMove, ...]
    cannot_be: tuple[CannotBe, ...]
    smallest: bool
    """Whether it is proved that fewer moves do not do."""
    words: str
    clashes: tuple[Clash, ...]
    """What was wrong before."""
    stopped: bool = False
    """Whether somebody said stop before it was looked at to the end."""


# ---------------------------------------------------------------- forecast and year


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """A review that will be late if nothing moves."""

    child: str
    review: str
    label: str
    last_day: date
    mark: str
    why: str
    """ "Booked for 4 December, three days after its last day"; "No free day is left before 1 December"."""
    could_be: tuple[date, ...]
    """Days on which it could be held in time were one thing moved or cancelled."""


@dataclass(frozen=True, slots=True)
class ForecastView:
    """Which reviews will be late if nothing moves: bookings, leave and the order of their last days counted."""

    today: date
    until: date
    rows: tuple[ForecastRow, ...]
    words: str


@dataclass(frozen=True, slots=True)
class YearRow:
    """One week of the year."""

    monday: date
    reviews: int
    """Reviews whose target day falls in it, or that are booked in it."""
    booked: int
    hours: int
    """Meetings with their half hours and the driving, each by a journey of its own."""
    working_days: int
    capacity_hours: int
    mark: str
    """``open``, ``soon`` (nine tenths and more), ``risk`` (over)."""
    words: str
    last_days: int
    """Reviews whose last lawful day falls in it."""


@dataclass(frozen=True, slots=True)
class YearView:
    """Load by week against capacity for a year, peaks named early."""

    today: date
    rows: tuple[YearRow, ...]
    peaks: tuple[str, ...]
    reviews: int
    hours: int
    capacity_hours: int
    children: int
    supposed: str
    """ "Five more children", "One of six IROs leaves"; empty as things are."""
    words: str
