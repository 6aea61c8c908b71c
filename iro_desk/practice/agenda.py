"""The agenda of a review, as the window and the review's facts use it."""

from __future__ import annotations

from datetime import date
from functools import cache

from iro_desk.casework import ChildFile, Review
from iro_desk.documents import AgendaHeading, whole_agenda
from iro_desk.documents import agenda as agenda_by_age
from iro_desk.practice.review_views import AgendaPoint, AgendaRow
from iro_desk.practice.words import age_years_months

AGE_WHEN_NOT_KNOWN = 10
"""While no date of birth is known, the agenda is that of a child of this age: school, but nothing of growing up yet."""


def agenda(age: int, *, unaccompanied: bool = False) -> tuple[AgendaHeading, ...]:
    """The headings for a child of that age in completed years, each with the points for that age."""
    return agenda_by_age(age, unaccompanied=unaccompanied)


@cache
def headings() -> dict[str, tuple[str, ...]]:
    """Every heading that a note may be kept under, with the ids of its points at any age."""
    return {heading.key: tuple(dict.fromkeys(point.id for point in heading.points)) for heading in whole_agenda()}


def headings_for(file: ChildFile, on: date) -> tuple[AgendaHeading, ...]:
    """The agenda of one child's review on a day."""
    born = file.child.date_of_birth
    age = age_years_months(born, on)[0] if born is not None and born <= on else AGE_WHEN_NOT_KNOWN
    return agenda(age, unaccompanied=file.child.unaccompanied)


def agenda_rows(file: ChildFile, review: Review, on: date) -> tuple[AgendaRow, ...]:
    """The headings of a review with what was written under each; a heading with a note is never left out."""
    notes = {note.heading: note for note in file.notes if note.review == review.id}
    by_age = headings_for(file, on)
    known = {heading.key for heading in by_age}
    beyond = [heading for heading in whole_agenda() if heading.key in notes and heading.key not in known]
    child = file.child.known_as or "the child"
    rows = []
    for number, heading in enumerate((*by_age, *beyond), start=1):
        note = notes.get(heading.key)
        covered = note.covered.split() if note else []
        rows.append(
            AgendaRow(
                key=heading.key,
                number=number,
                title=heading.titled(file.child.known_as),
                points=tuple(
                    AgendaPoint(p.id, p.words.replace("{child}", child), p.id in covered) for p in heading.points
                ),
                text=note.text if note else "",
                note=note.id if note else "",
            )
        )
    return tuple(rows)
