"""Which reviews of a child a clock may count, and how far the file can be trusted to hold them all.

A national return holds one year of reviews, Annex A only the last one. What is not in the file may
still have been held, so nobody is called late because of a review that the file cannot contain.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, Review
from iro_desk.statute.calendars import add_months
from iro_desk.statute.words import plain_day

FIRST_WITHIN_MONTHS = 3
"""The first review known counts as the first when it was held within so many months of the start."""

HELD_STATES = frozenset({"open", "completed", "signed"})


@dataclass(frozen=True, slots=True)
class Held:
    """One full review that was held."""

    review: Review
    day: date
    """The day from which the next interval is counted."""


@dataclass(frozen=True, slots=True)
class History:
    """The full reviews of one stretch, oldest first, and whether the first of them is *the* first."""

    held: tuple[Held, ...]
    from_the_first: bool
    assumed: str = ""
    """What was assumed and how to put it right; empty when nothing was."""
    left_out: Held | None = None
    """The newest review that was brought forward and by the council's setting starts no time."""

    @property
    def last(self) -> Held | None:
        return self.held[-1] if self.held else None


def day_counted(review: Review, settings: CouncilSettings) -> date | None:
    """The day a review counts from: of one in parts the first, or the last by the council's setting.

    ``None`` while it has not been held, was cancelled, is adjourned, or was not a full review.
    """
    if review.state not in HELD_STATES or not review.full_review or review.held_on is None:
        return None
    if review.first_part_on is not None and settings.text("parts_anchor") == "first":
        return review.first_part_on
    return review.held_on


def day_for_lateness(review: Review, settings: CouncilSettings) -> date | None:
    """The day that decides whether a review was in time: of one in parts the last, or the first by the setting."""
    first = review.first_part_on
    if first is not None and review.adjourned_on is None and settings.text("parts_in_time") == "first":
        return first
    return review.held_on


def day_returned(review: Review, settings: CouncilSettings) -> date | None:
    """The day that the national return shows: of a review in parts the last, or the first by the council's setting."""
    first = review.first_part_on if settings.text("parts_returned") == "first" else None
    return first or review.held_on


def reviews_held(
    file: ChildFile, since: date, on: date, kinds: frozenset[str], settings: CouncilSettings
) -> tuple[Held, ...]:
    """The full reviews of these kinds held from ``since`` to ``on``, both days counted, oldest first."""
    found = [
        Held(review, day)
        for review in file.reviews
        if review.kind in kinds
        and (day := day_counted(review, settings)) is not None
        and since <= day
        and review.held_on is not None
        and review.held_on <= on
    ]
    return tuple(sorted(found, key=lambda h: (h.day, h.review.id)))


def history_of(file: ChildFile, period_started: date, started: date, held: tuple[Held, ...]) -> History:
    """How far the reviews held since ``started`` are the whole history of their series.

    The first known is *the* first when it was held within three months of ``started``, or the user said
    so (``PeriodRecord.first_review`` of the period of care).
    """
    if not held:
        return History((), True)
    answer = next((r.first_review for r in file.periods if r.started == period_started), "")
    first = held[0]
    if answer in (first.day.isoformat(), str(first.review.held_on)):
        return History(held, True)
    if answer == "missing":
        return History(held, False)
    if first.day <= add_months(started, FIRST_WITHIN_MONTHS):
        return History(held, True)
    return History(
        held,
        False,
        f"The first review known was held on {plain_day(first.day)}, more than {FIRST_WITHIN_MONTHS} months after "
        f"{plain_day(started)}, when the time began. Earlier reviews are taken as missing from the source, and the "
        "next one is counted six months from the last one known. If that review was the first, say so; "
        "otherwise say that earlier ones are missing, or add them.",
    )


def witnessed(file: ChildFile, day: date) -> bool:
    """Whether a review up to that day would be here: the IRO had the child or was told of the child by then, or said
    that none is missing."""
    if file.child.joined_caseload is not None and file.child.joined_caseload <= day:
        return True
    if any(r.complete_to is not None and day <= r.complete_to for r in file.periods):
        return True
    return any(r.told_on is not None and r.started <= r.told_on <= day for r in file.periods)


def may_call_late(file: ChildFile, last: Held, limit: date, on: date, *, returned: bool) -> bool:
    """Whether a review that followed the last one known would be on this desk, so that its absence means late.

    So it is when the last one was entered here, or when the child was on the caseload by the limit. A return holds
    one year, from 1 April: its silence means late only in that year, when the last review lies in it and it is
    known to reach beyond the limit. ``returned`` is False for a series that no return holds (short breaks: rule
    399 of the national validator).
    """
    if not last.review.imported or witnessed(file, limit):
        return True
    reaches = source_ends(file, on)
    if not returned or reaches == date.min:
        return False
    year_begins = date(reaches.year - (reaches.month < 4), 4, 1)
    return year_begins <= last.day and limit <= reaches and on < add_months(year_begins, 12)


def source_ends(file: ChildFile, on: date) -> date:
    """The day of the newest imported fact of the child, up to ``on``: so far the return is known to reach."""
    days = [r.held_on for r in file.reviews if r.imported and r.held_on is not None and r.held_on <= on]
    days += [day for e in file.episodes if e.imported for day in (e.started, e.ended) if day is not None and day <= on]
    return max(days, default=date.min)
