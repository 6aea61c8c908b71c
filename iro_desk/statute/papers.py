"""The clocks of the papers around a review (IRO Handbook, chapter 3) and of the midway check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from iro_desk.casework import Review
from iro_desk.statute.clock import Case, Clock
from iro_desk.statute.dates import midpoint
from iro_desk.statute.history import Held


def paper_clocks(case: Case, looked_after: bool) -> Iterator[Clock]:
    """What is owed around each review: the report before a booked one, the papers after one held here.

    A review read from a return owes none: it was held, and its papers are elsewhere.
    """
    for review in case.file.reviews:
        if review.kind == "secure":
            continue
        if review.state == "booked" and looked_after:
            yield from _report(case, review)
        elif review.state in ("open", "completed") and not review.imported:
            yield from _owed(case, review)


def _report(case: Case, review: Review) -> Iterator[Clock]:
    """The social worker's report, while its day has not gone by: whether it came is not a fact of this desk."""
    booked = review.booked_for
    if booked is None or booked < case.on or not case.working.well_within(booked):
        return
    sum_ = case.count("record.social_worker_report", booked)
    if case.on <= sum_.limit:
        yield case.paper_clock(sum_, review.id, waiting=True)


def _owed(case: Case, review: Review) -> Iterator[Clock]:
    """Decisions, the manager's reply, the record and its sharing, until the review is signed."""
    done = review.completed_on or review.held_on
    if done is None or done > case.on:
        return
    decisions = case.count("record.decisions", done)
    yield case.paper_clock(decisions, review.id)
    made = [decision for decision in case.file.decisions if decision.review == review.id]
    if not made or any(not decision.manager_reply for decision in made):
        reply = case.count("record.manager_response", decisions.limit, "Last day for the decisions")
        yield case.paper_clock(reply, review.id, waiting=True)
    for rule_id in ("record.full", "record.distributed"):
        yield case.paper_clock(case.count(rule_id, done), review.id)


def midway_clock(case: Case, last: Held, following: Clock) -> Iterator[Clock]:
    """The midway check, while its day has not gone by: whether it was done is not a fact of this desk."""
    if following.sum is None or not following.history_complete or not case.settings.yes("midway_check"):
        return
    sum_ = midpoint(last.day, following.sum.limit, case.settings, case.working)
    if case.on <= sum_.limit:
        yield replace(case.paper_clock(sum_, last.review.id), booked_for=last.review.midway_on)
