"""Dates as they are said in a review: "by half term", "before the next review", with the day to be shown and kept."""

from __future__ import annotations

from datetime import date

from iro_desk.casework import CouncilSettings, episode_on
from iro_desk.practice.booking import clock_of_kind
from iro_desk.practice.places import placement_place
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import UNREADABLE, SaidAt, Spoken, clocks_of, spoken_day

UNKNOWN = Spoken(None, note=UNREADABLE)
"""What is said of words that are no date."""


def spoken_in_general(words: str, on: date, settings: CouncilSettings | None = None) -> Spoken:
    """The day that a phrase means when it is said on a day, of no child: without a desk by the usual settings."""
    return spoken_day(words, SaidAt(on, settings or CouncilSettings()))


def spoken_date(ws: Workspace, child_id: str, words: str, kind: str = "looked after", on: date | None = None) -> Spoken:
    """The day that a phrase means for this child, said on a day (the desk's without one). Raises ``NotFound``.

    The next review is the day booked for it, or its last day; the midway check the day of its clock.
    """
    said_on = on or ws.today
    settings = ws.settings()
    file = ws.desk.child_file(child_id)
    school = file.school_on(said_on)
    place = placement_place(ws, episode_on(file.episodes, said_on), settings)
    clocks = clocks_of(file, ws.today, settings)
    clock = clock_of_kind(clocks, kind)
    booked = clock.booked_for if clock is not None and clock.booked_for is not None else None
    midway = next((c.booked_for or c.legal_limit for c in clocks if c.rule_id == "review.midpoint"), None)
    said = SaidAt(
        on=said_on,
        settings=settings,
        authority=(school.authority if school else "") or (place.authority if place is not None else ""),
        born=file.child.date_of_birth,
        next_review=booked if booked is not None and booked > said_on else clock.legal_limit if clock else None,
        midway=midway,
    )
    return spoken_day(words, said)
