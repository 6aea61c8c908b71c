"""Whether a review that was held met its clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, NotFound, Review
from iro_desk.statute.calendars import working_days
from iro_desk.statute.clock import ADJOURNED_TOO_LONG, Clock
from iro_desk.statute.clocks import clocks_of, next_review
from iro_desk.statute.dates import adjourned
from iro_desk.statute.history import day_for_lateness

HELD_IN_TIME = "held in time"
HELD_LATE = "held late"
ADJOURNED_IN_TIME = "adjourned in time"

BEGINNINGS = {
    "looked after": "review.",
    "adoption": "adoption.",
    "short breaks": "short_breaks.",
    "secure": "secure.",
}
"""How the ids of the rules begin that time each kind of review."""


def clock_met_by(file: ChildFile, review_id: str, settings: CouncilSettings) -> Clock | None:
    """The clock that a held review answered, as it stood before it, with the state held in time, held late,
    adjourned in time or adjourned not finished in time.

    ``None`` when the review has not been held or no such clock ran. Where the last day cannot be known
    (no review known, history incomplete and its limit gone by) the clock comes back as it stood, without a limit.
    An adjourned review is in time when the meeting was opened by the last day and the review was finished within
    the time that an adjournment allows; a review in parts when its last part was held by the last day.
    Raises ``NotFound`` when the child has no such review.
    """
    review = next((r for r in file.reviews if r.id == review_id), None)
    if review is None:
        raise NotFound("There is no such review of this child.")
    if review.held_on is None or review.state == "cancelled":
        return None
    opened = min(day for day in (review.adjourned_on, review.first_part_on, review.held_on) if day is not None)
    before = tuple(r for r in file.reviews if r.id != review_id and (r.held_on is None or r.held_on <= opened))
    clocks = clocks_of(replace(file, reviews=before), opened, settings)
    clock = _of_kind(clocks, review.kind)
    if clock is None or clock.legal_limit is None:
        return clock
    if clock.days_left is None:
        return replace(clock, legal_limit=None, last_working_day=None)
    words = clock.words
    if day_for_lateness(review, settings) != review.held_on:
        words = f"{words} By this council's setting a review in parts is in time by its first part.".strip()
    return replace(
        clock,
        words=words,
        state=_state(review, review.held_on, clock.legal_limit, settings),
        mark="done",
        days_left=(clock.legal_limit - review.held_on).days,
        booked_for=None,
        review=review_id,
    )


def _of_kind(clocks: tuple[Clock, ...], kind: str) -> Clock | None:
    own = [clock for clock in clocks if clock.rule_id.startswith(BEGINNINGS.get(kind, "review."))]
    if kind == "secure":
        return own[0] if own else None
    return next_review(own) or (next_review(clocks) if kind == "looked after" else None)


def _state(review: Review, held_on: date, limit: date, settings: CouncilSettings) -> str:
    if review.adjourned_on is not None and review.adjourned_on <= limit:
        if held_on <= limit:
            return HELD_IN_TIME
        ends = adjourned(review.adjourned_on, limit, settings, working_days(settings)).limit
        return ADJOURNED_IN_TIME if held_on <= ends else ADJOURNED_TOO_LONG
    return HELD_IN_TIME if (day_for_lateness(review, settings) or held_on) <= limit else HELD_LATE
