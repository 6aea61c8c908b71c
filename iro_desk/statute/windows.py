"""When a review is best held, and the words and shape for how much time is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from iro_desk.casework import BY_KEY, CouncilSettings
from iro_desk.statute.calendars import WorkingDays
from iro_desk.statute.words import long_day

FUTURE: Final = "future"
DUE_SOON: Final = "due soon"
DUE: Final = "due"
URGENT: Final = "urgent"
OVERDUE: Final = "overdue"

FULL_CLOCK: Final = 40
"""Working days of a clock from which the thresholds of the settings hold as they are. A shorter clock has its
share of them: a first review, of 20 working days, is due soon with 10 left, due with 5, urgent with 3."""


@dataclass(frozen=True, slots=True)
class Window:
    """When something may sensibly be done."""

    earliest: date
    """Sooner than this is sooner than is sensible."""
    target: date
    """The day to aim for: it leaves room for a second try."""
    last: date
    """The last lawful day."""


def window_of(rule_id: str, anchor: date, limit: date, working: WorkingDays, settings: CouncilSettings) -> Window:
    """The window of one clock, by the council's settings.

    Earliest: for a first review some working days after the start; for a second and a later one some
    days before the limit; otherwise a fifth of the period before the limit. Target: some working days
    before the last working day. Both stay between the anchor and the limit.
    """
    if rule_id == "review.first":
        earliest = working.after(anchor, settings.number("window_first_days"))
    elif rule_id == "review.second":
        earliest = limit - timedelta(days=settings.number("window_second_days"))
    elif rule_id in ("review.later", "review.series"):
        earliest = limit - timedelta(days=settings.number("window_later_days"))
    else:
        earliest = limit - timedelta(days=max(1, abs((limit - anchor).days) // 5))
    earliest = min(max(earliest, min(anchor, limit)), limit)
    target = working.before(working.last_on_or_before(limit), settings.number("target_days"))
    return Window(earliest, min(max(target, earliest), limit), limit)


WINDOW_SETTINGS: Final = {
    "review.first": "window_first_days",
    "review.second": "window_second_days",
    "review.later": "window_later_days",
}


def window_words(window: Window, settings: CouncilSettings, rule_id: str = "") -> str:
    """When it is best held; with the council's own settings named where they moved a day."""
    keys = [key for key in (WINDOW_SETTINGS.get(rule_id, ""), "target_days") if key]
    changed = [
        f"{BY_KEY[key].label}: {settings.text(key)}" for key in keys if settings.text(key) != BY_KEY[key].default
    ]
    own = f" This council's settings: {'; '.join(changed)}." if changed else ""
    return f"Best from {long_day(window.earliest)}; aim for {long_day(window.target)}.{own}"


def time_left(on: date, anchor: date, limit: date, working: WorkingDays, settings: CouncilSettings) -> str:
    """Future, due soon, due, urgent or overdue, by the working days that are left up to the limit."""
    if on > limit:
        return OVERDUE
    left = working.between(on, limit)
    length = working.between(anchor, limit) if anchor < limit else FULL_CLOCK
    share = min(length, FULL_CLOCK)
    for word, key in ((URGENT, "urgent_days"), (DUE, "due_days"), (DUE_SOON, "due_soon_days")):
        # Rounded up: the shorter the clock, the sooner it is worth a word.
        if left <= -(-settings.number(key) * share // FULL_CLOCK):
            return word
    return FUTURE


def mark_of_review(state: str, limit: date, booked_for: date | None, on: date) -> str:
    """The shape for a review's clock: late, risk (no day in time and little time left), booked, soon, open.

    A booking whose day has gone by without the review being held counts as none.
    """
    if state == OVERDUE:
        return "late"
    if booked_for is not None and booked_for >= on:
        return "booked" if booked_for <= limit else "risk"
    return {URGENT: "risk", DUE: "risk", DUE_SOON: "soon"}.get(state, "open")


def mark_of_paper(state: str, waiting: bool = False) -> str:
    """The shape for a paper's clock; ``waiting`` where somebody other than the IRO has to act."""
    if state == OVERDUE:
        return "late"
    if waiting:
        return "wait"
    return "soon" if state in (URGENT, DUE) else "open"
