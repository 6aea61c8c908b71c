"""What an answer to a question makes of the facts: the values to save, and the file as it would be with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from iro_desk.casework import (
    ChildFile,
    Contact,
    CouncilSettings,
    Milestone,
    PeriodRecord,
    Refused,
    Review,
    periods_of_care,
)
from iro_desk.statute.clock import INCOMPLETE, LATER_MISSING, NO_REVIEW, NOT_RECORDED
from iro_desk.statute.history import reviews_held
from iro_desk.statute.questions import (
    AFTER_TODAY,
    NO_BIRTH,
    NO_STATUS,
    OPEN_END,
    OUTSIDE,
    PARTICIPATION,
    Question,
)
from iro_desk.statute.series import period_on, series_of

UNCHANGED: Final = "Nothing was changed."
HELD_ELSEWHERE: Final = "{}"
"""The image of a review that was held elsewhere and entered by hand: no paper of it is owed here."""

DONE_BY: Final = {
    "health.initial": "health-assessment",
    "health.review": "health-assessment",
    "dental.check": "dental-check",
    "sdq.yearly": "sdq",
    "pep.first": "pep",
    "pep.termly": "pep",
    "ehcp.review": "ehc-plan",
    "plan.care": "care-plan",
    "plan.care_remand": "care-plan",
    "plan.after_review": "care-plan",
    "plan.detention": "detention-plan",
    "plan.placement": "placement-plan",
    "plan.permanence": "permanence-plan",
    "pathway.assessment": "pathway-assessment",
    "pathway.review": "pathway-plan",
    "iro.appointed": "iro-named",
    "notice.placement": "placement-told",
    "missing.return_interview": "return-interview",
}
"""The kind of dated fact that meets each rule."""

KIND_OF_REVIEW: Final = {"adoption": "adoption", "short_breaks": "short breaks", "secure": "secure"}


def facts_of_answer(
    file: ChildFile, question: Question, value: str, on: date, new_id: Callable[[], str]
) -> tuple[Any, ...]:
    """The values to save for an answer: one of ``question.answers``, or an ISO date where it asks for one.

    Raises ``Refused`` for an answer that the question does not offer, or a day that cannot be.
    """
    offered = dict((*question.answers, *question.choices))
    day = _day(value) if value not in offered else None
    if day is None and value not in offered:
        raise Refused("That is no answer to this question.", safe=UNCHANGED)
    if day is not None and not question.asks_for:
        raise Refused("A day is no answer to this question.", safe=UNCHANGED)
    if day is not None and day > on:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    return _ANSWERED[question.kind](file, question, day, value, on, new_id)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


_Answer = Callable[[ChildFile, Question, date | None, str, date, Callable[[], str]], tuple[Any, ...]]


def _record(file: ChildFile, on: date, new_id: Callable[[], str]) -> PeriodRecord:
    period = period_on(periods_of_care(file.episodes), on)
    if period is None:
        raise Refused("The child is not looked after on this day.", safe=UNCHANGED)
    known = next((r for r in file.periods if r.started == period.started), None)
    return known or PeriodRecord(new_id(), file.child.id, period.started)


def _first(
    file: ChildFile, question: Question, day: date | None, value: str, on: date, new_id: Callable[[], str]
) -> tuple[Any, ...]:
    record = _record(file, on, new_id)
    if value == "missing":
        return (replace(record, first_review=value),)
    held = _first_known(file, question.about, on)
    if held is None:
        raise Refused("No review of this period of care is known.", safe=UNCHANGED, do="Add it first.")
    return (replace(record, first_review=held.isoformat()),)


def _first_known(file: ChildFile, rule_id: str, on: date) -> date | None:
    """The first review known of the series that a rule belongs to."""
    usual = CouncilSettings()
    period = period_on(periods_of_care(file.episodes), on)
    for series in series_of(period, on, usual) if period is not None else ():
        if rule_id.split(".")[:-1] == series.later.split(".")[:-1]:
            held = reviews_held(file, series.started, on, series.kinds, usual)
            return held[0].day if held else None
    return None


def _last_held(
    file: ChildFile, question: Question, day: date | None, value: str, on: date, new_id: Callable[[], str]
) -> tuple[Any, ...]:
    if day is None:
        return (replace(_record(file, on, new_id), complete_to=on),)
    kind = KIND_OF_REVIEW.get(question.about.split(".")[0], "looked after")
    held = Review(
        new_id(), file.child.id, kind=kind, state="completed", held_on=day, completed_on=day, imported=HELD_ELSEWHERE
    )
    return (held, replace(_record(file, on, new_id), complete_to=on))


def _birth(
    file: ChildFile, question: Question, day: date | None, value: str, on: date, new_id: Callable[[], str]
) -> tuple[Any, ...]:
    return (replace(file.child, date_of_birth=day),)


def _episode(
    file: ChildFile, question: Question, day: date | None, value: str, on: date, new_id: Callable[[], str]
) -> tuple[Any, ...]:
    ordered = sorted(file.episodes, key=lambda e: e.started)
    episode = next(e for e in ordered if e.id == question.about)
    if question.kind == NO_STATUS:
        return (replace(episode, legal_status=value),)
    following = next((e for e in ordered if e.started > episode.started), None)
    ended = day or (following.started if following is not None else on)
    if ended < episode.started or (following is not None and ended > following.started):
        raise Refused("That day does not lie between the two stretches.", safe=UNCHANGED, do="Check the date.")
    joins = following is not None and ended == following.started
    return (replace(episode, ended=ended, reason_ended=episode.reason_ended or ("X1" if joins else "")),)


def _review(
    file: ChildFile, question: Question, day: date | None, value: str, on: date, new_id: Callable[[], str]
) -> tuple[Any, ...]:
    review = next(r for r in file.reviews if r.id == question.about)
    if question.kind == PARTICIPATION:
        return (replace(review, participation=value),)
    if day is not None:
        return (replace(review, held_on=day, completed_on=day if review.completed_on else None),)
    return (replace(review, state="cancelled", cancelled_because="Not held"),)


def _done(
    file: ChildFile, question: Question, day: date | None, value: str, on: date, new_id: Callable[[], str]
) -> tuple[Any, ...]:
    if day is None:
        return (Milestone(new_id(), file.child.id, "none-yet", on, rule_id=question.about),)
    if question.about.startswith("visit."):
        return (Contact(new_id(), file.child.id, day, "social worker", "in person"),)
    if question.about == "iro.told":
        return (replace(_record(file, on, new_id), told_on=day),)
    return (Milestone(new_id(), file.child.id, DONE_BY[question.about], day),)


_ANSWERED: Final[dict[str, _Answer]] = {
    INCOMPLETE: _first,
    NO_REVIEW: _last_held,
    LATER_MISSING: _last_held,
    NO_BIRTH: _birth,
    NO_STATUS: _episode,
    OPEN_END: _episode,
    OUTSIDE: _review,
    AFTER_TODAY: _review,
    PARTICIPATION: _review,
    NOT_RECORDED: _done,
}
