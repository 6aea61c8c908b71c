"""What stands in the diary beside reviews: leave, court days, and the other engagements of an IRO."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

AWAY = ("leave", "sick")
"""Kinds of engagement on whose days no review can be held at all."""

ENGAGEMENT_KINDS = {
    "leave": "Leave",
    "sick": "Off sick",
    "court": "Court",
    "visit": "Visit to a child",
    "busy": "Busy",
    "other": "Something else",
    "conference-initial": "Initial child protection conference",
    "conference-review": "Review child protection conference",
    "carer-review": "Foster carer review",
    "duty": "Duty",
    "audit": "Audit",
    "training": "Training",
    "supervision": "Supervision",
    "team": "Team meeting",
}
"""What may stand in the diary, by the key that is stored."""

OTHER_ENGAGEMENTS = (
    "conference-initial",
    "conference-review",
    "carer-review",
    "duty",
    "audit",
    "training",
    "supervision",
    "team",
)
"""Kinds that are offered only where the council has switched on other engagements."""


@dataclass(frozen=True, slots=True)
class Engagement:
    """One engagement, of part of a day or of whole days. ``busy`` is what a calendar file said, without its words."""

    id: str
    kind: str
    """A key of ``ENGAGEMENT_KINDS``."""
    starts_on: date
    ends_on: date
    """The last day of it."""
    starts_at: str = ""
    """HH:MM, 24 hours; empty: the whole of each day."""
    ends_at: str = ""
    place: str = ""
    postcode: str = ""
    child: str = ""
    """Whom it concerns, where it concerns a child on this desk."""
    words: str = ""
    counted_from: date | None = None
    """Of a conference: the strategy discussion, or the conference before it."""
    source: str = ""
    """The identity in the calendar file that it came from; empty where it was typed."""
