"""How a child took part in a review, as the national return codes it, from two plain questions."""

from __future__ import annotations

from datetime import date

from iro_desk.casework import CHILD_VIEWS, CouncilSettings
from iro_desk.statute.calendars import age_on
from iro_desk.statute.codes import PN0_UNTIL_AGE

THERE = {"spoke": "PN1", "advocate": "PN2", "shown": "PN3", "none": "PN4"}
AWAY = {"advocate": "PN5", "sent": "PN6", "none": "PN7"}
LIVE_AWAY = {"spoke": "PN6", "advocate": "PN5", "shown": "PN6", "sent": "PN6", "none": "PN7"}
"""Joined live by video or phone where the council does not count that as attending: PN6 is what reaches the review
by another medium."""


def participation_code(
    there: str, views: str, date_of_birth: date | None, on: date, settings: CouncilSettings
) -> tuple[str, str]:
    """The code of a review on a day, and why in one line; no code while an answer is missing or makes no sense.

    ``there`` is a key of ``casework.CHILD_THERE``, ``views`` of ``casework.CHILD_VIEWS``. Under four it is PN0 whatever
    the answers (the national validator's rules on REVIEW_CODE). PN1 to PN4 say "physically attends", PN5 to PN7 "does
    not attend physically"; which of them a child takes who joined live is the council's setting ``live_video_counts``.
    """
    if date_of_birth is not None and age_on(date_of_birth, on) < PN0_UNTIL_AGE:
        return "PN0", "Under four on the day: PN0, whatever she or he did. What was seen is still written down."
    if there == "room":
        return THERE.get(views, ""), ""
    if there == "live":
        attending = settings.text("live_video_counts") == "attending"
        return (THERE if attending else LIVE_AWAY).get(views, ""), live_words(settings)
    if there == "no":
        return AWAY.get(views, ""), ""
    return "", ""


def views_offered(there: str) -> tuple[str, ...]:
    """The answers to the second question that make sense after the first; all of them before it is answered."""
    return {"room": tuple(THERE), "live": tuple(THERE), "no": tuple(AWAY)}.get(there, tuple(CHILD_VIEWS))


def live_is_settled(settings: CouncilSettings) -> bool:
    """Whether somebody has decided how joining live is counted."""
    return "live_video_counts" in settings.values


JOINED_LIVE = "Joining live by video or phone"


def live_words(settings: CouncilSettings) -> str:
    """How a child who joined live is counted: printed beside every percentage that rests on the codes."""
    return f"{JOINED_LIVE} {live_counts(settings)}"


def live_counts(settings: CouncilSettings) -> str:
    """The second half of it, for a column under :data:`JOINED_LIVE`: "counts as attending (PN1 to PN4) ..."."""
    counted = "attending (PN1 to PN4)" if settings.text("live_video_counts") == "attending" else "not attending (PN6)"
    by = "by the council’s setting" if live_is_settled(settings) else "by the usual reading; the council has not said"
    return f"counts as {counted} {by}."
