"""What an import would do, before it does it: records to save, figures, and everything to be asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from iro_desk.casework import Child, CouncilNumber, Episode, Review
from iro_desk.exchange.returns import Problem

Record = Child | CouncilNumber | Episode | Review

COUNTED = ("new", "changed", "same", "listed")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between this desk and the file.

    ``to_do`` says what happens to it: ``take`` (theirs changed, mine not), ``yours differs`` (both
    changed; a conflict: mine stays unless theirs is chosen), or ``signed here`` (the review was signed
    on this desk and stays as it was signed).
    """

    key: str
    """Names this change: record id and field. The same for the same desk and file, but for records made anew."""
    child: str
    """Id of the child."""
    child_label: str
    """The child's name on this desk; the date of birth in words while no name is known."""
    number: str
    field: str
    """The field in words, with the day of its episode or review."""
    ours: str
    theirs: str
    file: str
    line: int
    to_do: str

    @property
    def conflict(self) -> bool:
        """Whether both sides changed it."""
        return self.to_do == "yours differs"


@dataclass(frozen=True, slots=True)
class BookingMet:
    """A review in the file held on the day of a booking. It completes the booking only when the user agrees."""

    booking: str
    """Id of the booked review."""
    child: str
    child_label: str
    number: str
    held_on: date
    file: str
    line: int
    completed: Review = field(repr=False)
    """The booking as it would be, completed."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A review that was read but drives no clock: it lies after the desk's day, or in no known period of care."""

    child: str
    child_label: str
    number: str
    held_on: date
    file: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an import would do.

    ``records`` are the rows to save, parents before children; with conflicts settled as ``keep`` says.
    Of ``children``, ``episodes`` and ``reviews`` each row of the files that concerns this import counts once:
    new, changed, same or listed (and ``rows``, their sum, for reviews).
    """

    records: tuple[Record, ...]
    children: Mapping[str, int]
    episodes: Mapping[str, int]
    reviews: Mapping[str, int]
    changes: tuple[Change, ...] = ()
    bookings_met: tuple[BookingMet, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()
    not_found: tuple[str, ...] = ()
    """Numbers on the list of my children that stand neither in the files nor on this desk."""
    other_values: Mapping[str, tuple[Record, str, Any]] = field(default_factory=dict, repr=False)
    """For each conflict that can be settled: the record as on the desk, the field, and the value not chosen."""

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """The changes where both sides changed the same field."""
        return tuple(change for change in self.changes if change.conflict)

    @property
    def questions(self) -> int:
        """How many things wait for an answer: conflicts, bookings met, reviews in doubt."""
        return len(self.conflicts) + len(self.bookings_met) + len(self.doubts)

    def answered(self, *, other_way: Collection[str] = (), complete: Collection[str] = ()) -> Proposal:
        """This proposal with some questions answered.

        ``other_way``: keys of conflicts to settle the other way than ``keep`` did. ``complete``: ids of
        bookings that the review in the file completes.
        """
        records: dict[str, Record] = {record.id: record for record in self.records}
        for key in other_way:
            record, name, value = self.other_values[key]
            records[record.id] = replace(records.get(record.id, record), **{name: value})
        met = [meeting for meeting in self.bookings_met if meeting.booking in complete]
        for meeting in met:
            records[meeting.booking] = meeting.completed
        reviews = dict(self.reviews)
        reviews["listed"] -= len(met)
        reviews["changed"] += len(met)
        return replace(
            self,
            records=tuple(records.values()),
            reviews=reviews,
            bookings_met=tuple(meeting for meeting in self.bookings_met if meeting.booking not in complete),
            changes=tuple(change for change in self.changes if change.key not in other_way),
        )
