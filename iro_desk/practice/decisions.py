"""The decisions of a review: numbered 1 to n, each with one owner; and what became of earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import OUTCOMES, ChildFile, Decision, Milestone, Refused, Review
from iro_desk.practice.rows import is_open
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, check_choice, on_review, part_of

DECISION_FIELDS = (
    "what",
    "why",
    "owner",
    "owner_role",
    "by",
    "no_date_because",
    "know_by",
    "tell_child",
    "carried_from",
    "child_words",
)
"""What a decision says while its review may be written."""
CHALLENGES = ("concern", "dispute")
"""The kinds of dated fact that are a challenge: raised informally, and formally."""


def add_decision(ws: Workspace, review_id: str, what: str, **fields: Any) -> Future[str]:
    """Add a decision after the others; gives its id. The fields are ``DECISION_FIELDS``.

    Owner and date may be left for later. Raises ``Refused`` without words, or for a date before the review.
    """
    return on_review(ws, "Added a decision", review_id, keep_decision, None, {"what": what, **fields})


def update_decision(ws: Workspace, review_id: str, decision_id: str, **fields: Any) -> Future[str]:
    """Change a decision of a review that may still be written; gives its id. The fields are ``DECISION_FIELDS``."""
    return on_review(ws, "Changed a decision", review_id, keep_decision, decision_id, fields)


def keep_decision(change: Any, review: Review, decision_id: str | None, fields: dict[str, Any]) -> str:
    """Inside a change: what :func:`add_decision` and :func:`update_decision` say."""
    unknown = sorted(fields.keys() - set(DECISION_FIELDS))
    if unknown:
        raise Refused(f"{unknown[0]} cannot be changed here.", safe=UNCHANGED)
    if decision_id:
        decision = part_of(change, Decision, decision_id, review)
    else:
        others = change.where(Decision, review=review.id)
        decision = Decision(change.new_id(), review.child, review.id, number=len(others) + 1, what="")
    before, decision = decision, replace(decision, **fields)
    if "child_words" in fields:
        decision = replace(decision, child_words_old=False)
    elif decision.what != before.what and decision.child_words.strip():
        decision = replace(decision, child_words_old=True)  # They stay, and no letter has them until they are read.
    if not decision.what.strip():
        raise Refused("A decision says what will happen.", safe=UNCHANGED)
    held_on = review.first_part_on or review.held_on
    if decision.by is not None and held_on is not None and decision.by < held_on:
        raise Refused("It would be due before the review was held.", safe=UNCHANGED, do="Check the date.")
    if decision.carried_from and change.get(Decision, decision.carried_from).child != review.child:
        raise Refused("That decision was about someone else.", safe=UNCHANGED)
    change.save(decision)
    return str(decision.id)


def remove_decision(ws: Workspace, review_id: str, decision_id: str) -> Future[None]:
    """Take a decision out; those after it move up by one."""
    return on_review(ws, "Took out a decision", review_id, drop_decision, decision_id)


def drop_decision(change: Any, review: Review, decision_id: str) -> None:
    """Inside a change: what :func:`remove_decision` says."""
    gone = part_of(change, Decision, decision_id, review)
    for later in change.where(Decision, carried_from=gone.id):
        change.save(replace(later, carried_from=""))
    change.delete(gone)
    _number(change, [decision for decision in _in_order(change, review) if decision.id != gone.id])


def reorder_decisions(ws: Workspace, review_id: str, decision_ids: Sequence[str]) -> Future[None]:
    """Put the decisions in this order and number them 1 to n. Raises ``Refused`` unless each is named once."""
    return on_review(ws, "Put decisions in order", review_id, put_in_order, tuple(decision_ids))


def put_in_order(change: Any, review: Review, decision_ids: tuple[str, ...]) -> None:
    """Inside a change: what :func:`reorder_decisions` says."""
    known = {decision.id: decision for decision in _in_order(change, review)}
    if sorted(known) != sorted(decision_ids):
        raise Refused("The order names every decision of the review once.", safe=UNCHANGED)
    _number(change, [known[decision_id] for decision_id in decision_ids])


def _in_order(change: Any, review: Review) -> list[Decision]:
    return sorted(change.where(Decision, review=review.id), key=lambda decision: decision.number)


def _number(change: Any, decisions: Sequence[Decision]) -> None:
    for number, decision in enumerate(decisions, start=1):
        if decision.number != number:
            change.save(replace(decision, number=number))


# ---------------------------------------------------------------- what became of it


def earlier_decisions(file: ChildFile, review: Review) -> tuple[Decision, ...]:
    """The decisions that a review looks back on: those of the last full review before it, and older ones still open.

    In order of their review's day, then of their number. A decision of this child that has no review known here counts
    as older.
    """
    days = {other.id: (other.held_on or date.min) for other in file.reviews}
    this_day = review.first_part_on or review.held_on or review.booked_for or date.max
    before = [d for d in file.decisions if d.review != review.id and days.get(d.review, date.min) < this_day]
    last = max((days.get(d.review, date.min) for d in before), default=date.min)
    wanted = [
        d
        for d in before
        if days.get(d.review, date.min) == last
        or is_open(d)
        or (d.outcome_on is not None and last < d.outcome_on <= this_day)
    ]
    return tuple(sorted(wanted, key=lambda d: (days.get(d.review, date.min), d.number)))


def settle_decision(
    ws: Workspace, decision_id: str, outcome: str, on: date | None = None, words: str = ""
) -> Future[None]:
    """Say what became of a decision: a key of ``casework.OUTCOMES``, or empty to open it again.

    The decision itself may stand in a finalised review: its outcome comes later. Without a day it is the desk's
    day. Raises ``Refused`` for an outcome that is none, or a day after the desk's day.
    """
    child = ws.desk.get(Decision, decision_id).child
    what = (decision_id, outcome, on or ws.today, words.strip(), ws.today)
    return ws.do("Said what became of a decision", keep_outcome, *what, child=child)


def keep_outcome(change: Any, decision_id: str, outcome: str, on: date | None, words: str, today: date) -> None:
    """Inside a change: what :func:`settle_decision` says."""
    check_choice(outcome, OUTCOMES, "what became of a decision")
    if on is not None and on > today:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    decision = change.get(Decision, decision_id)
    if not outcome:
        on, words = None, ""
    change.save(replace(decision, outcome=outcome, outcome_on=on, outcome_words=words))


def manager_replied(
    ws: Workspace, decision_id: str, reply: str, on: date | None = None, words: str = ""
) -> Future[None]:
    """Keep the manager's reply to one decision: ``agreed``, ``not agreed``, or empty (no reply).

    Raises ``Refused`` for another reply, or a day after the desk's day.
    """
    child = ws.desk.get(Decision, decision_id).child
    what = (decision_id, reply, on, words.strip(), ws.today)
    return ws.do("Kept the manager's reply", _keep_reply, *what, child=child)


def _keep_reply(change: Any, decision_id: str, reply: str, on: date | None, words: str, today: date) -> None:
    check_choice(reply, ("agreed", "not agreed"), "the manager's reply")
    if on is not None and on > today:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    decision = change.get(Decision, decision_id)
    change.save(replace(decision, manager_reply=reply, manager_words=words, manager_replied_on=on))


def challenge(ws: Workspace, decision_id: str) -> Future[str]:
    """Open a challenge about a decision that the manager does not agree to, raised informally today; gives its id.

    Raises ``Refused`` for any other decision, and where its challenge was opened before. IRO Handbook 2010, chapter 6:
    informally first; its form is among the child's papers.
    """
    child = ws.desk.get(Decision, decision_id).child
    return ws.do("Opened a challenge", _challenge, decision_id, ws.today, child=child)


def _challenge(change: Any, decision_id: str, today: date) -> str:
    decision: Decision = change.get(Decision, decision_id)
    if decision.manager_reply != "not agreed":
        raise Refused("The manager has not said no to it.", safe=UNCHANGED)
    if challenged_on(decision, change.where(Milestone, child=decision.child)) is not None:
        raise Refused("Its challenge was opened before.", safe=UNCHANGED)
    made = Milestone(change.new_id(), decision.child, "concern", today, words=_challenge_words(decision))
    change.save(made)
    return made.id


def _challenge_words(decision: Decision) -> str:
    said = f" The manager says: {decision.manager_words}" if decision.manager_words else ""
    return f"Not agreed: {decision.what}.{said}"


def challenged_on(decision: Decision, milestones: Iterable[Milestone]) -> date | None:
    """The day on which a challenge about this decision was opened."""
    opening = f"Not agreed: {decision.what}."
    days = [each.happened_on for each in milestones if each.kind in CHALLENGES and each.words.startswith(opening)]
    return min(days, default=None)


def reply_words(decision: Decision, reply_by: date | None, today: date) -> tuple[str, str]:
    """What the manager says to one decision: its mark and its words. Silence is never called agreement."""
    on = f" on {long_day(decision.manager_replied_on, today)}" if decision.manager_replied_on else ""
    if decision.manager_reply == "agreed":
        return "done", f"Agreed{on}"
    if decision.manager_reply == "not agreed":
        words = f": {decision.manager_words}" if decision.manager_words else ""
        return "late", f"Not agreed{on}{words}"
    if reply_by is None:
        return "open", "No reply yet"
    if reply_by < today:
        return "soon", f"No reply by {long_day(reply_by, today)}"
    return "wait", f"May reply until {long_day(reply_by, today)}"
