"""Dates as they are said in a review: "by half term", "before the next review", with the day to be shown and kept."""

from __future__ import annotations

from iro_desk.practice.booking import clock_of_kind
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import SaidAt, Spoken, clocks_of, spoken_day


def spoken_date(ws: Workspace, child_id: str, words: str, kind: str = "looked after") -> Spoken:
    """The day that a phrase means for this child on the desk's day. Raises ``NotFound``.

    The next review is the day booked for it, or its last day; the midway check the day of its clock.
    """
    settings = ws.settings()
    file = ws.desk.child_file(child_id)
    clocks = clocks_of(file, ws.today, settings)
    clock = clock_of_kind(clocks, kind)
    booked = clock.booked_for if clock is not None and clock.booked_for is not None else None
    midway = next((c.booked_for or c.legal_limit for c in clocks if c.rule_id == "review.midpoint"), None)
    said = SaidAt(
        on=ws.today,
        settings=settings,
        born=file.child.date_of_birth,
        next_review=booked if booked is not None and booked > ws.today else clock.legal_limit if clock else None,
        midway=midway,
    )
    return spoken_day(words, said)
