"""Reviews in a list: what each is called, whether it was in time, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from iro_desk.casework import LATE_REASONS, ChildFile, CouncilSettings, Review
from iro_desk.practice.fact_forms import HELD_ELSEWHERE
from iro_desk.practice.sittings import last_day_before, timeliness
from iro_desk.practice.views import ReviewRow
from iro_desk.practice.words import long_day
from iro_desk.statute import Clock, label


def review_title(review: Review) -> str:
    """What the review is called in a list: its kind."""
    titles = {
        "adoption": "Adoption review",
        "secure": "Secure criteria review",
        "short breaks": "Short-breaks review",
    }
    return titles.get(review.kind) or ("Review" if review.full_review else "Meeting, not a full review")


def review_row(
    review: Review, file: ChildFile, clocks: Iterable[Clock], today: date, settings: CouncilSettings
) -> ReviewRow:
    """One review in the child's list; whether it was in time as the law has it (``sittings.timeliness``)."""
    day = review.held_on or review.booked_for
    due_on = review.due_on or last_day_before(file, review, settings)
    mark, words = _review_state(review, clocks, today)
    in_time = timeliness(replace(review, due_on=due_on), settings)
    if in_time.endswith("late") and review.late_reason:
        in_time = f"{in_time}: {LATE_REASONS.get(review.late_reason, review.late_reason).lower()}"
    return ReviewRow(
        id=review.id,
        kind=review.kind,
        title=review_title(review),
        state=review.state,
        day=day,
        due_on=due_on,
        in_time=in_time,
        participation=label("REVIEW_CODE", review.participation, day) if review.participation else "",
        place=review.place,
        mark=mark,
        words=words,
        imported=bool(review.imported),
    )


def _review_state(review: Review, clocks: Iterable[Clock], today: date) -> tuple[str, str]:
    if review.state == "cancelled":
        because = f": {review.cancelled_because}" if review.cancelled_because else ""
        return "open", f"Cancelled{because}"
    if review.state == "booked":
        at = f" at {review.booked_time}" if review.booked_time else ""
        if review.booked_for is not None and review.booked_for < today:
            return "soon", f"Was booked for {long_day(review.booked_for, today)}. Was it held?"
        return "booked", f"Booked for {long_day(review.booked_for, today)}{at}"
    if review.state == "adjourned":
        return "wait", f"Adjourned on {long_day(review.adjourned_on, today)}"
    if review.state == "open":
        return "soon", "Being held or written up"
    owed = [clock for clock in clocks if clock.review == review.id and clock.rule_id == "record.full"]
    if review.state == "completed" and not review.imported:
        by = f" Record due {long_day(owed[0].legal_limit, today)}." if owed and owed[0].legal_limit else ""
        return (owed[0].mark if owed else "soon"), f"Held.{by}"
    if review.state == "signed":
        return "done", "Finalised"
    return "done", "Held, entered by hand" if review.imported == HELD_ELSEWHERE else "Held, from the council's return"
