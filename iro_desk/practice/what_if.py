"""What if I hold it on that day: the dates that would follow, worked out on the child's facts and kept nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, Review, current_period, episode_on
from iro_desk.practice.rows import clock_row
from iro_desk.practice.views import WhatIfRow, WhatIfView
from iro_desk.practice.words import count, long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import Clock, clock_met_by, clocks_of

HELD, PLACED = "held", "placed"
SUPPOSED = "what-if"
FOLLOWS = ("review.", "adoption.", "short_breaks.", "secure.", "record.decisions", "record.full", "record.distributed")
"""Beginnings of the rules whose dates follow from a review."""


def what_if(ws: Workspace, child_id: str, day: date, what: str = HELD, kind: str = "looked after") -> WhatIfView:
    """The dates that would follow if the review of that kind were held on the day, or the child placed for adoption.

    Nothing is changed. Raises ``NotFound`` for a child that is not on this desk.
    """
    settings = ws.settings()
    file = ws.desk.child_file(child_id)
    if current_period(file.episodes, day) is None:
        return WhatIfView(day, "The child is not looked after on that day.", "late", ())
    supposed = _placed(file, day) if what == PLACED else _held(file, day, kind)
    found = [clock for clock in clocks_of(supposed, day, settings) if clock.rule_id.startswith(FOLLOWS)]
    shown = [clock for clock in found if clock.legal_limit is not None and clock.review in ("", SUPPOSED)]
    rows = [WhatIfRow(clock_row(clock), _in_words(clock, ws.today)) for clock in shown]
    words, mark = ("If placed then:", "open") if what == PLACED else _met(supposed, settings, ws.today)
    return WhatIfView(day, words, mark, tuple(rows))


def _held(file: ChildFile, day: date, kind: str) -> ChildFile:
    """The file as if a full review of that kind had been held and completed on the day; bookings up to then are it."""
    kept = tuple(
        review
        for review in file.reviews
        if not (review.kind == kind and review.state in ("booked", "open", "adjourned"))
        and not (review.held_on is not None and review.held_on > day)
    )
    waiting = next((review for review in file.reviews if review.kind == kind and review.state == "adjourned"), None)
    review = Review(
        id=SUPPOSED,
        child=file.child.id,
        kind=kind,
        state="completed",
        held_on=day,
        completed_on=day,
        adjourned_on=waiting.adjourned_on if waiting else None,
    )
    return replace(file, reviews=(*kept, review))


def _placed(file: ChildFile, day: date) -> ChildFile:
    """The file as if the child had been placed with an adoptive family on the day."""
    before = episode_on(file.episodes, day)
    assert before is not None
    ended = replace(before, ended=day, reason_ended="X1")
    begun = replace(before, id=SUPPOSED, started=day, reason_new="P", placement="A6", postcode="", urn="", ended=None)
    episodes = [ended if each.id == before.id else each for each in file.episodes if each.started <= day]
    if before.started == day:
        episodes.remove(ended)
    return replace(file, episodes=(*episodes, begun))


def _met(file: ChildFile, settings: CouncilSettings, today: date) -> tuple[str, str]:
    clock = clock_met_by(file, SUPPOSED, settings)
    if clock is None or clock.legal_limit is None or clock.days_left is None:
        return "Whether that is in time is not known.", "unknown"
    if clock.days_left < 0:
        return f"{count(-clock.days_left, 'day')} after the last day, {long_day(clock.legal_limit, today)}.", "late"
    return f"In time: the last day is {long_day(clock.legal_limit, today)}.", "done"


def _in_words(clock: Clock, today: date) -> str:
    day = clock.last_working_day or clock.legal_limit
    return f"by {long_day(day, today)}"
