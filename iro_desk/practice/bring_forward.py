"""Bring the review forward? Asked of each change that reaches the IRO between reviews; kept with its reason."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.casework import EVENT_KINDS, ChildFile, Event, Refused, current_period
from iro_desk.practice.views import QuestionRow
from iro_desk.practice.words import child_label, plain_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import grounds_of

KIND = "bring forward"
ENDING = ":bring-forward"
TITLE = "Bring the review forward?"
ANSWERS = (("yes", "Yes, bring it forward"), ("no", "No, leave it"))
NOT_ASKED = frozenset({"left-care"})
"""Kinds after which there is no review to bring forward."""


def undecided(file: ChildFile, on: date) -> tuple[Event, ...]:
    """The changes since the last full review of which nobody decided whether they bring the next one forward."""
    return tuple(event for event in _since_last_review(file, on) if not event.bring_forward)


def brought_forward(file: ChildFile, on: date) -> tuple[Event, ...]:
    """The changes that bring the review forward which is still to be held."""
    return tuple(event for event in _since_last_review(file, on) if event.bring_forward == "yes")


def _since_last_review(file: ChildFile, on: date) -> list[Event]:
    """What a review has considered asks no more; after the end of care nothing is asked."""
    period = current_period(file.episodes, on)
    if period is None:
        return []
    held = [
        r.held_on
        for r in file.reviews
        if r.held_on is not None
        and r.full_review
        and r.held_on <= on
        and r.kind != "secure"  # it asks of criteria alone
    ]
    last = max(held, default=period.started)
    return sorted(
        (event for event in file.events if event.kind not in NOT_ASKED and event.happened_on >= last),
        key=lambda event: event.happened_on,
    )


def bring_forward_rows(file: ChildFile, on: date) -> tuple[QuestionRow, ...]:
    """One question for each change that is undecided."""
    return tuple(
        QuestionRow(
            key=f"{event.id}{ENDING}",
            child=file.child.id,
            child_label=child_label(file),
            kind=KIND,
            words=" ".join(
                part
                for part in (
                    f"{EVENT_KINDS.get(event.kind, event.kind)}, {plain_day(event.happened_on, on)}.",
                    _sentence(event.words),
                    _ground(file, event),
                )
                if part
            ),
            answers=ANSWERS,
            title=TITLE,
            because="Because",
        )
        for event in undecided(file, on)
    )


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."


def _ground(file: ChildFile, event: Event) -> str:
    """Why this change asks: what the law or practice says of it, the strongest first."""
    order = {"law": 0, "consult": 1, "practice": 2}
    grounds = sorted(grounds_of(file, event.kind, event.happened_on), key=lambda ground: order[ground.binding])
    return f"{grounds[0].words.rstrip('.')} ({grounds[0].authority})." if grounds else ""


def decide(ws: Workspace, child_id: str, key: str, answer: str, because: str) -> Future[int]:
    """Keeps whether a change brings the review forward, with the reason.

    Raises ``Refused`` without a reason, or for an answer that is neither yes nor no.
    """
    if answer not in dict(ANSWERS):
        raise Refused("That is no answer to this question.", safe="Nothing was changed.")
    if not because.strip():
        raise Refused("The answer is kept with its reason.", safe="Nothing was changed.", do="Say why.")
    words = "Decided whether a review is brought forward"
    return ws.do(words, _decide, key.removesuffix(ENDING), answer, because.strip(), child=child_id)


def _decide(change: Any, event_id: str, answer: str, because: str) -> int:
    event = change.get(Event, event_id)
    change.save(replace(event, bring_forward=answer, bring_forward_because=because))
    return 1
