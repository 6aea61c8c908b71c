"""What the facts leave open: asked, never guessed silently."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, periods_of_care
from iro_desk.statute.clocks import clocks_of
from iro_desk.statute.codes import participation_allowed
from iro_desk.statute.words import plain_day


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask about a child."""

    key: str
    """The same for the same question as long as its facts stand; unique on a desk."""
    words: str
    """What is not known, what was assumed meanwhile and how to put it right; no name."""
    kind: str
    """``history incomplete``, ``no review known``, ``later reviews missing``, ``review in no period``,
    ``review after today``, ``participation``."""


def questions_of(file: ChildFile, on: date, settings: CouncilSettings) -> tuple[Question, ...]:
    """Every question that the child's facts leave open on that day: the clocks' first, then the reviews'."""
    asked = [
        Question(f"{file.child.id}:{clock.asks}:{clock.rule_id}", clock.assumed, clock.asks)
        for clock in clocks_of(file, on, settings)
        if clock.asks
    ]
    periods = periods_of_care(file.episodes)
    born = file.child.date_of_birth
    for review in file.reviews:
        held = review.held_on
        if held is None or review.state == "cancelled":
            continue
        day = plain_day(held)
        if held > on:
            words = f"A review is entered as held on {day}, which is still to come. It drives no clock until then."
            asked.append(Question(f"{review.id}:after", f"{words} Check the date.", "review after today"))
        elif not any(period.covers(held) for period in periods):
            words = f"A review was held on {day}, in no period of care that is known. It drives no clock."
            asked.append(
                Question(f"{review.id}:outside", f"{words} Check the date, or add the period.", "review in no period")
            )
        if review.participation and (reason := participation_allowed(review.participation, born, held)):
            words = f"The review of {day} has the participation code {review.participation}. {reason}"
            asked.append(Question(f"{review.id}:participation", words, "participation"))
    return tuple(asked)
