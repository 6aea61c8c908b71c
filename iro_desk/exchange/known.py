"""One child while a return is compared with the desk."""

from __future__ import annotations

import json
from datetime import date
from typing import Final

from iro_desk.casework import Child, ChildFile, Episode, Review, periods_of_care
from iro_desk.exchange.proposal import Doubt
from iro_desk.exchange.returns import ReviewRow

LOOKED_AFTER: Final = "looked after"
"""The kind of every review of a return."""


class Known:
    """One child while rows are compared: as on the desk, with what was taken so far."""

    __slots__ = ("booked", "child", "episodes", "held", "label", "number", "rows")

    def __init__(self, file: ChildFile, number: str) -> None:
        self.child = file.child
        self.number = number
        self.label = _label(file.child)
        self.episodes: dict[date, Episode] = {}
        """By the day they began, as the return has it: a day corrected here is still the same episode."""
        for episode in file.episodes:
            self.episodes[_day_imported(episode.imported, "started", episode.started)] = episode
        self.held: dict[date, Review] = {}
        """By the day held, as the return has it."""
        self.booked: dict[date, Review] = {}
        for review in file.reviews:
            if review.kind != LOOKED_AFTER or review.state == "cancelled":
                continue
            if review.held_on is not None:
                self.held[_day_imported(review.imported, "held_on", review.held_on)] = review
            elif review.booked_for is not None:
                self.booked[review.booked_for] = review
        self.rows: list[ReviewRow] = []
        """Review rows that were taken; looked through for doubts at the end, when every episode is known."""


def doubts_of(known: Known, on: date) -> list[Doubt]:
    """Reviews of the files that drive no clock, and why."""
    if not known.rows:
        return []
    periods = periods_of_care(known.episodes.values())
    doubts = []
    for row in known.rows:
        if row.held_on > on:
            what = "it lies after the desk's day"
        elif not any(period.covers(row.held_on) for period in periods):
            what = "it lies in no known period of care"
        else:
            continue
        doubts.append(Doubt(known.child.id, known.label, known.number, row.held_on, row.file, row.line, what))
    return doubts


def _day_imported(image: str, name: str, here: date) -> date:
    """The day that identifies a record in the return: as last imported, else as it is here."""
    if not image or f'"{name}":"{here.isoformat()}"' in image:
        return here
    day = json.loads(image).get(name, "")
    return date.fromisoformat(day) if day else here


def _label(child: Child) -> str:
    """The name, or the date of birth until one is known."""
    if child.full_name:
        return child.full_name
    return f"born {day_in_words(child.date_of_birth)}" if child.date_of_birth else "no name yet"


def day_in_words(day: date) -> str:
    """A day as it is written: 23 November 2026."""
    return f"{day.day} {day:%B} {day.year}"
