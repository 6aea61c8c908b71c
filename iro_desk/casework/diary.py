"""What takes an IRO's time beside reviews, and what a child wishes for the day of a review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WHOLE_DAY_KINDS: dict[str, str] = {"leave": "Leave", "sick": "Away sick"}
"""Days on which nothing is held."""
ALWAYS_KINDS: dict[str, str] = {**WHOLE_DAY_KINDS, "court": "Court", "visit": "Visit to a child", "other": "Meeting"}
"""Kinds that every diary has."""
OPTIONAL_KINDS: dict[str, str] = {
    "conference-initial": "Child protection conference, initial",
    "conference-review": "Child protection conference, review",
    "carer-review": "Foster carer review",
    "duty": "Duty",
    "audit": "Audit",
    "training": "Training",
    "supervision": "Supervision",
}
"""Other engagements: a council switches on those that its IROs have (setting ``engagement_kinds``)."""
ENGAGEMENT_KINDS: dict[str, str] = {**ALWAYS_KINDS, **OPTIONAL_KINDS}


@dataclass(frozen=True, slots=True)
class Engagement:
    """One thing in the diary that is no review: an hour, a day, or several days of leave."""

    id: str
    kind: str
    """A key of ``ENGAGEMENT_KINDS``."""
    starts_on: date
    ends_on: date
    """The last day, that day included."""
    starts_at: str = ""
    """HH:MM; empty for the whole day."""
    ends_at: str = ""
    """HH:MM; empty for the whole day."""
    place: str = ""
    """A postcode or one of the IRO's own places; empty: at the base, or nowhere."""
    words: str = ""
    child: str = ""
    """The looked-after child whom it concerns; empty for none."""
    counted_from: date | None = None
    """Of a conference: the strategy discussion, or the conference before."""
    first_review: bool = False
    """Of a review conference: whether it is the first, three months after the initial one."""
    cancelled: bool = False
    imported: str = ""
    """The identity that another calendar gave it; such a row is busy time only."""


@dataclass(frozen=True, slots=True)
class ReviewWish:
    """What a child wishes for the day and the way of the reviews, until it is changed. One row a child."""

    id: str
    child: str
    not_before: str = ""
    """HH:MM: nothing earlier."""
    not_after: str = ""
    """HH:MM: nothing that starts later."""
    not_on: str = ""
    """Weekdays as ``mon tue wed thu fri``, separated by a space."""
    method: str = ""
    """in person, video, phone, mixed; empty: no wish."""
    words: str = ""
    """In the child's own words."""
    said_on: date | None = None


WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
