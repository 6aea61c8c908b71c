"""Holding a review: the door through which window and command line reach its steps, one file behind for each.

``sittings`` opens, adjourns and completes it; ``meeting`` is what is written in it; ``decisions`` what was
decided; ``review_facts`` the whole as JSON. Which review is meant is found here.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from datetime import date
from typing import Any

from iro_desk.casework import NotFound, Review
from iro_desk.practice.decisions import (
    add_decision,
    manager_replied,
    remove_decision,
    reorder_decisions,
    settle_decision,
    update_decision,
)
from iro_desk.practice.meeting import (
    add_told,
    book_next,
    remove_attendance,
    remove_told,
    set_attendance,
    update_review,
    update_told,
    write_note,
)
from iro_desk.practice.occasions import hold_apart, hold_together
from iro_desk.practice.preparing import keep_step
from iro_desk.practice.review_facts import hold_from_facts, hold_unbooked, review_facts_json
from iro_desk.practice.room import set_room
from iro_desk.practice.sittings import add_part, adjourn, complete, enter_held, open_review, resume
from iro_desk.practice.workspace import Workspace

__all__ = [
    "add_decision",
    "add_part",
    "add_told",
    "adjourn",
    "book_next",
    "complete",
    "enter_held",
    "hold",
    "hold_apart",
    "hold_from_facts",
    "hold_together",
    "hold_unbooked",
    "keep_step",
    "manager_replied",
    "open_review",
    "remove_attendance",
    "remove_decision",
    "remove_told",
    "reorder_decisions",
    "resolve_review",
    "resume",
    "review_facts_json",
    "set_attendance",
    "set_room",
    "settle_decision",
    "update_decision",
    "update_review",
    "update_told",
    "write_note",
]


def resolve_review(ws: Workspace, words: str) -> str:
    """The id of the review that was meant: an id, or ``NUMBER@YYYY-MM-DD`` (held, else booked date).

    Raises ``NotFound`` when there is no such review, or more than one on that day.
    """
    child_id, day = _child_and_day(ws, words)
    if day is None:
        return str(ws.desk.get(Review, words.strip()).id)
    found = _reviews_on(ws, child_id, day)
    if not found:
        raise NotFound("There is no review of that number on that day.", do="`review list` shows them all.")
    if len(found) > 1:
        raise NotFound("There are several reviews of that number on that day.", do="Name one of them by its id.")
    return found[0].id


def hold(ws: Workspace, words: str, facts: Mapping[str, Any]) -> Future[str]:
    """Write the review that was meant (:func:`resolve_review`) from its facts; gives its id.

    ``NUMBER@DATE`` on a day without any review enters one that was held then without being booked.
    """
    child_id, day = _child_and_day(ws, words)
    if day is not None and not _reviews_on(ws, child_id, day):
        return hold_unbooked(ws, child_id, day, facts)
    return hold_from_facts(ws, resolve_review(ws, words), facts)


def _child_and_day(ws: Workspace, words: str) -> tuple[str, date | None]:
    number, at, day_words = words.strip().rpartition("@")
    if not at:
        return "", None
    try:
        day = date.fromisoformat(day_words)
    except ValueError as error:
        raise NotFound("After the @ stands a date such as 2026-11-23.") from error
    return ws.desk.find_child(number), day


def _reviews_on(ws: Workspace, child_id: str, day: date) -> list[Review]:
    """The child's reviews of that day; cancelled ones only when there is no other."""
    found = [review for review in ws.desk.of_child(Review, child_id) if (review.held_on or review.booked_for) == day]
    return [review for review in found if review.state != "cancelled"] or found
