"""From the day of the tables to the desk's day: every day moves alike, then stands on lawful ground again."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from iro_desk.casework import Child, CouncilSettings, Episode, Review, ReviewPart
from iro_desk.practice.demo.store import Store
from iro_desk.practice.demo.tables import Days
from iro_desk.statute import WorkingDays, add_months, age_on, working_days

Records = dict[type, list[Any]]


def move(store: Store, days: Days) -> Records:
    """The records on the desk's day, by kind.

    A review that was held, opened or booked on a working day stays on one; one that was in time stays in
    time, and a late one stays late; the participation code follows the age on the day.
    """
    records: Records = {kind: list(made.values()) for kind, made in store.kinds.items()}
    if not days.moved_by:
        return records
    by = days.moved_by
    moved = {kind: [_moved(record, by) for record in made] for kind, made in records.items()}
    calendar = working_days(CouncilSettings())
    starts: dict[str, date] = {}
    for episode in moved[Episode]:
        starts[episode.child] = min(episode.started, starts.get(episode.child, episode.started))
    born = {child.id: child.date_of_birth for child in moved[Child]}
    footed: dict[str, Review] = {}
    last: dict[str, tuple[int, date]] = {}
    for review in moved[Review]:
        if review.held_on is None:
            footed[review.id] = _on_working_days(review, calendar, days.on)
            continue
        count, before = last.get(review.child, (0, starts[review.child]))
        changed = _held(review, count, before, calendar, days.on)
        changed = replace(changed, participation=_code(changed, born[review.child]))
        last[review.child] = (count + 1, changed.first_part_on or changed.held_on or days.on)
        footed[review.id] = changed
    moved[Review] = list(footed.values())
    moved[ReviewPart] = [_part(part, footed[part.review], calendar) for part in moved.get(ReviewPart, [])]
    return moved


def _moved(record: Any, by: timedelta) -> Any:
    changes = {
        item.name: value + by for item in fields(record) if isinstance(value := getattr(record, item.name), date)
    }
    return replace(record, **changes) if changes else record


def _held(review: Review, count: int, before: date, calendar: WorkingDays, on: date) -> Review:
    """One held review: its last day counted anew from the one before, and its own day moved to fit."""
    held, due = review.held_on or on, review.due_on
    late = due is not None and held > due
    limit = _limit(review, count, before, calendar)
    if late:
        held = max(held, limit + timedelta(days=1))
        held = held if calendar.is_working(held) else calendar.after(held, 1)
        held = min(held, calendar.last_on_or_before(on))
    else:
        held = calendar.last_on_or_before(min(held, limit, on))
    first = review.first_part_on
    return replace(
        review,
        booked_for=held,
        held_on=held,
        due_on=limit,
        completed_on=held,
        late_reason=review.late_reason if held > limit else "",
        first_part_on=None if first is None else calendar.last_on_or_before(min(first, held)),
        adjourned_on=None if first is None else calendar.last_on_or_before(min(first, held)),
        spoke_privately_on=None if review.spoke_privately_on is None else min(review.spoke_privately_on, held),
    )


def _limit(review: Review, count: int, before: date, calendar: WorkingDays) -> date:
    if count == 0:
        return add_months(before, 3) if review.kind == "short breaks" else calendar.after(before, 20)
    return add_months(before, 3 if count == 1 and review.kind != "short breaks" else 6)


def _on_working_days(review: Review, calendar: WorkingDays, on: date) -> Review:
    booked, met = review.booked_for, review.adjourned_on
    if booked is not None and not calendar.is_working(booked):
        earlier = calendar.last_on_or_before(booked)
        booked = earlier if earlier >= on or booked < on else calendar.after(booked, 1)
    if met is not None:
        met = calendar.last_on_or_before(met)
    return replace(review, booked_for=booked, adjourned_on=met, first_part_on=met)


def _part(part: ReviewPart, review: Review, calendar: WorkingDays) -> ReviewPart:
    first = review.first_part_on is not None and part.held_on <= review.first_part_on + timedelta(days=4)
    day = (review.first_part_on if first else review.held_on) or calendar.last_on_or_before(part.held_on)
    return replace(part, held_on=day)


def _code(review: Review, born: date | None) -> str:
    if born is None or review.held_on is None:
        return review.participation
    if age_on(born, review.held_on) < 4:
        return "PN0"
    return "PN3" if review.participation == "PN0" else review.participation
