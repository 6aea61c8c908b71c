"""What the facts leave open: asked, never guessed silently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, Episode, Review, periods_of_care
from iro_desk.statute.clock import INCOMPLETE, LATER_MISSING, NO_REVIEW, NOT_RECORDED, Clock
from iro_desk.statute.clocks import clocks_of
from iro_desk.statute.codes import codes, participation_allowed
from iro_desk.statute.words import plain_day

NO_BIRTH = "date of birth not known"
NO_STATUS = "legal status not known"
OPEN_END = "stretch without an end"
OUTSIDE = "review in no period"
AFTER_TODAY = "review after today"
ASSUMED = (INCOMPLETE, NO_REVIEW, LATER_MISSING, OUTSIDE, AFTER_TODAY, NO_BIRTH, NO_STATUS, OPEN_END)
"""Every kind of :func:`questions_of`: for each of them something was assumed, and an answer moves a clock."""
PARTICIPATION = "participation"

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask about a child, with the answers that put it right."""

    key: str
    """The same for the same question as long as its facts stand; unique on a desk."""
    words: str
    """What is not known, what was assumed meanwhile and how to put it right; no name."""
    kind: str
    """One of ``ASSUMED``; of :func:`not_recorded_of` ``not recorded``, of :func:`codes_to_check` ``participation``."""
    answers: Choices = ()
    """(value, words) of each answer, few enough for a button each."""
    choices: Choices = ()
    """(value, words) of each answer of a longer list, such as the codes of the return."""
    asks_for: str = ""
    """What a date given as the answer means: "Day the last review was held"; empty where a date is no answer."""
    about: str = ""
    """The id of the fact that it is about, or the rule of its clock."""


def questions_of(
    file: ChildFile, on: date, settings: CouncilSettings, clocks: Sequence[Clock] | None = None
) -> tuple[Question, ...]:
    """Every assumption that the facts forced on that day: the clocks', then the child's, then the reviews'.

    ``clocks`` are the child's on that day, where they were counted already.
    """
    running = clocks_of(file, on, settings) if clocks is None else clocks
    found = [_of_clock(file, clock) for clock in running if clock.asks not in ("", NOT_RECORDED)]
    found += _of_child(file, on)
    for review in file.reviews:
        if review.held_on is not None and review.state != "cancelled":
            found += _of_review(file, review, review.held_on, on)
    return tuple(found)


def codes_to_check(file: ChildFile) -> tuple[Question, ...]:
    """Codes that cannot be what the return means by them. No date hangs on one, so nothing was assumed meanwhile."""
    born = file.child.date_of_birth
    return tuple(
        Question(
            f"{review.id}:participation",
            f"The review of {plain_day(held)} has the participation code {review.participation}. {reason} "
            "No date hangs on it; the national return does.",
            PARTICIPATION,
            choices=tuple(
                (code.code, f"{code.code}: {code.label}")
                for code in codes("REVIEW_CODE", held)
                if not participation_allowed(code.code, born, held)
            ),
            about=review.id,
        )
        for review in file.reviews
        if (held := review.held_on) is not None and review.state != "cancelled" and review.participation
        if (reason := participation_allowed(review.participation, born, held))
    )


def not_recorded_of(
    file: ChildFile, on: date, settings: CouncilSettings, clocks: Sequence[Clock] | None = None
) -> tuple[Question, ...]:
    """What others may have done and nobody entered: answered with the day, or with "not done yet".

    Kept apart from :func:`questions_of`: nothing was assumed, and nobody is called late meanwhile.
    """
    return tuple(
        Question(
            f"{file.child.id}:{NOT_RECORDED}:{clock.rule_id}",
            f"{clock.title}: {clock.assumed}",
            NOT_RECORDED,
            answers=(("not-done", "Not done yet"),),
            asks_for="Day it was done",
            about=clock.rule_id,
        )
        for clock in (clocks_of(file, on, settings) if clocks is None else clocks)
        if clock.asks == NOT_RECORDED
    )


_OF_CLOCK: dict[str, tuple[Choices, str]] = {
    INCOMPLETE: (
        (("first", "It was the first review"), ("missing", "Earlier reviews are missing")),
        "",
    ),
    NO_REVIEW: ((("none", "No review has been held"),), "Day the last review was held"),
    LATER_MISSING: ((("none", "None was held since"),), "Day the last review was held"),
}


def _of_clock(file: ChildFile, clock: Clock) -> Question:
    answers, asks_for = _OF_CLOCK[clock.asks]
    key = f"{file.child.id}:{clock.asks}:{clock.rule_id}"
    return Question(key, clock.assumed, clock.asks, answers, asks_for=asks_for, about=clock.rule_id)


def _of_child(file: ChildFile, on: date) -> Iterator[Question]:
    child = file.child
    if not any(episode.started <= on for episode in file.episodes):
        return
    if child.date_of_birth is None:
        words = "The date of birth is not known, so no birthday and no interval that goes by age can be counted."
        yield Question(f"{child.id}:birth", words, NO_BIRTH, asks_for="Date of birth", about=child.id)
    ordered = sorted(file.episodes, key=lambda e: e.started)
    for episode, following in zip(ordered, [*ordered[1:], None], strict=True):
        yield from _of_episode(episode, following, on)


def _of_episode(episode: Episode, following: Episode | None, on: date) -> Iterator[Question]:
    since = plain_day(episode.started)
    if not episode.legal_status and episode.started <= on:
        words = f"The legal status from {since} is not known. The full rules for a looked-after child are used."
        yield Question(
            f"{episode.id}:status",
            words,
            NO_STATUS,
            choices=tuple((code.code, code.label) for code in codes("LS", episode.started)),
            about=episode.id,
        )
    if episode.ended is None and following is not None and following.started <= on:
        words = (
            f"The stretch from {since} has no end and another begins on {plain_day(following.started)}. "
            "It is taken to end there."
        )
        answers = (("follows", f"It ended on {plain_day(following.started)}"),)
        yield Question(f"{episode.id}:end", words, OPEN_END, answers, asks_for="Day it ended", about=episode.id)


def _of_review(file: ChildFile, review: Review, held: date, on: date) -> Iterator[Question]:
    day = plain_day(held)
    not_held = (("not-held", "It was not held"),)
    if held > on:
        words = f"A review is entered as held on {day}, which is still to come. It drives no clock until then."
        key = f"{review.id}:after"
        words = f"{words} Check the date."
        yield Question(key, words, AFTER_TODAY, not_held, asks_for="Day it was held", about=review.id)
    elif not any(period.covers(held) for period in periods_of_care(file.episodes)):
        words = f"A review was held on {day}, in no period of care that is known. It drives no clock."
        words = f"{words} Check the date, or add the period."
        key = f"{review.id}:outside"
        yield Question(key, words, OUTSIDE, not_held, asks_for="Day it was held", about=review.id)
