"""Decisions made again at one review after another: each is tied to the one that it repeats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from iro_desk.casework import Decision, Review
from iro_desk.practice.demo.children import Known
from iro_desk.practice.demo.tables import words, written_day

if TYPE_CHECKING:
    from iro_desk.practice.demo.reviews import ReviewMaker


def carry_on(
    maker: ReviewMaker, known: Known, made: list[Review], full: dict[str, Any] | None, short: dict[str, Any] | None
) -> None:
    """Tie the decisions that were carried from review to review, and make the earlier ones."""
    if full:
        _carry_told(maker, made, full)
    for number, (what, times) in (short or {}).get("carried", {}).items():
        last = _numbered(maker, made[-1], int(number))
        _promised_before(maker, known, made[:-1], what, times - 1, last)
    if "promised" in known.story:
        what, by = known.story["promised"]
        last = _instead(maker, known, made[-1], what, "social-worker", date.fromisoformat(by))
        _promised_before(maker, known, made[:-1], what, 1, last)
    if known.row["carried"]:
        what, role = words()["carried"][known.row["carried"]]
        by = written_day() + timedelta(days=-11 if known.row["overdue"] else 11)
        last = _instead(maker, known, made[-1], what, role, by)
        _promised_before(maker, known, made[:-1], what, 2, last)


def _carry_told(maker: ReviewMaker, made: list[Review], full: dict[str, Any]) -> None:
    for number, before in full["carried"].items() if "carried" in full else ():
        now, then = _numbered(maker, made[-1], int(number)), _numbered(maker, made[-2], before)
        maker.store.put(replace(now, carried_from=then.id))
    if "earlier" in full:
        what, number = full["earlier"]
        last = _numbered(maker, made[-2], number)
        _promised_before(maker, None, made[:-2], what, 2, last)


def _promised_before(
    maker: ReviewMaker, known: Known | None, before: list[Review], what: str, times: int, last: Decision
) -> None:
    """The same promise at so many reviews before, each not kept."""
    later = last
    for review in reversed(before[-times:]):
        held = review.held_on or written_day()
        if known is not None and _of(maker, review):
            earlier = _instead(maker, known, review, what, "social-worker", held + timedelta(days=56))
        else:
            earlier = maker.decide(review, 1, what, later.owner, later.owner_role, held + timedelta(days=56))
        asked_again = next(r for r in maker.store.all(Review) if r.id == later.review)
        maker.settle(earlier, "not-done", asked_again.held_on, "")
        maker.store.put(replace(maker.store.kinds[Decision][later.id], carried_from=earlier.id))
        later = earlier


def _instead(maker: ReviewMaker, known: Known, review: Review, what: str, role: str, by: date) -> Decision:
    """The promise in the place of the review's last drawn decision."""
    drawn = _of(maker, review)[-1]
    owner, said = maker.owner_of(known, review, role)
    decision = replace(drawn, what=what, why="", owner=owner, owner_role=said, by=maker.working_day(by))
    maker.store.put(decision)
    return decision


def _of(maker: ReviewMaker, review: Review) -> list[Decision]:
    return [decision for decision in maker.store.all(Decision) if decision.review == review.id]


def _numbered(maker: ReviewMaker, review: Review, number: int) -> Decision:
    return next(decision for decision in _of(maker, review) if decision.number == number)
