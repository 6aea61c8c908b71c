"""What was opened and has to be closed in time: returns from missing, challenges, notices, an unfinished assessment."""

from __future__ import annotations

from collections.abc import Iterator

from iro_desk.casework import Event
from iro_desk.statute.clock import Case, Clock
from iro_desk.statute.plans import once

CLOSED_BY_ITS_SECOND_DAY = (
    ("dispute", "dispute.formal"),
    ("concern", "dispute.informal"),
    ("emergency-out-of-area", "notice.out_of_area"),
    ("ended-without-notice", "notice.placement_ended"),
)
"""Kinds of dated fact, and the rule that runs from one until its second day is entered."""


def open_matters(case: Case) -> Iterator[Clock]:
    """Every matter that is open on the day."""
    for kind, rule_id in CLOSED_BY_ITS_SECOND_DAY:
        for matter in case.running(kind):
            yield case.duty_clock(case.count(rule_id, matter.happened_on))
    yield from _interviews(case)


def _interviews(case: Case) -> Iterator[Clock]:
    """The interview after each return that has none, up to the child's going missing again."""
    since = case.period.started
    missing = [e for e in case.file.events if e.kind == "missing" and since <= e.happened_on <= case.on]
    missing.sort(key=lambda e: e.happened_on)
    following_ones: list[Event | None] = [*missing[1:], None]
    interviews = case.milestones.get("return-interview", ())
    for event, following in zip(missing, following_ones, strict=False):
        returned = event.ended_on
        if returned is None or not event.happened_on <= returned <= case.on:
            continue  # Not back yet; or on a day before the child went, which is no return.
        offered = any(
            returned <= m.happened_on and (following is None or m.happened_on < following.happened_on)
            for m in interviews
        )
        if not offered:
            words = f"Returned at {event.ended_time}" if event.ended_time else ""
            sum_ = case.count("missing.return_interview", returned, words, at=event.ended_time)
            yield from once(case, sum_)
