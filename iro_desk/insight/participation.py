"""How children took part in their reviews over a period, by the participation codes of the national return."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desk.insight.figures import SMALL, Figure
from iro_desk.statute import participation_allowed

UNDER_FOUR: Final = "PN0"
ATTENDED: Final = ("PN1", "PN2", "PN3", "PN4")
VIEWS_GIVEN: Final = ("PN1", "PN2", "PN3", "PN5", "PN6")
CODES: Final = ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
"""The codes of children of four and over."""
_FOUR_AND_OVER = "reviews of children aged four and over"


@dataclass(frozen=True, slots=True)
class HeldReview:
    """One review as this figure needs it."""

    id: str
    held_on: date
    code: str
    born: date | None
    full: bool = True
    """A full review under Part 6."""
    finished: bool = True
    """Completed: not still being held or written up."""
    live: bool = False
    """The child joined by live video or phone."""


@dataclass(frozen=True, slots=True)
class Participation:
    """The figures of a period, both ends counted. Children under four stand apart: of them only PN0 can be said."""

    attended: Figure
    views: Figure
    attended_of_all: Figure
    """Of the reviews of all ages, as some councils print it."""
    codes: tuple[Figure, ...]
    under_four: Figure
    live: Figure
    left_out: Mapping[str, tuple[str, ...]]
    """What is not counted, and why: ids of reviews by reason, each with one."""


def participation(reviews: Iterable[HeldReview], first: date, last: date) -> Participation:
    """Counts the full reviews that were held from the first day to the last and are finished.

    Each stands with its own code as it was recorded. A code that does not fit the child's age on the day (the national
    validator's rules on REVIEW_CODE) is left out and named, not put right in silence.
    """
    within = sorted((r for r in reviews if first <= r.held_on <= last), key=lambda r: (r.held_on, r.id))
    left_out: dict[str, list[str]] = {}
    counted: list[HeldReview] = []
    for review in within:
        reason = _why_not(review)
        if reason:
            left_out.setdefault(reason, []).append(review.id)
        else:
            counted.append(review)
    older = [r for r in counted if r.code != UNDER_FOUR]
    everyone, base = tuple(r.id for r in counted), tuple(r.id for r in older)

    def figure(key: str, rule: str, codes: Collection[str], among: tuple[str, ...] = base) -> Figure:
        return Figure(key, rule, tuple(r.id for r in counted if r.code in codes), among)

    return Participation(
        attended=figure("attended", f"PN1 to PN4, of {_FOUR_AND_OVER}", ATTENDED),
        views=figure("views", f"PN1 to PN3, PN5 and PN6, of {_FOUR_AND_OVER}", VIEWS_GIVEN),
        attended_of_all=figure(
            "attended-of-all", "PN1 to PN4, of reviews of all ages, PN0 in the base", ATTENDED, everyone
        ),
        codes=tuple(figure(code, f"{code}, of {_FOUR_AND_OVER}", (code,)) for code in CODES),
        under_four=figure(UNDER_FOUR, "PN0, of reviews of all ages", (UNDER_FOUR,), everyone),
        live=Figure(
            "live", f"joined live by video or phone, of {_FOUR_AND_OVER}", tuple(r.id for r in older if r.live), base
        ),
        left_out={reason: tuple(ids) for reason, ids in left_out.items()},
    )


def _why_not(review: HeldReview) -> str:
    if not review.full:
        return "not a full review"
    if not review.finished:
        return "still being held or written up"
    if not review.code:
        return "no participation code known"
    if participation_allowed(review.code, review.born, review.held_on):
        return "its code does not fit the child’s age on the day"
    return ""


def for_publication(found: Participation) -> frozenset[str]:
    """Keys of the figures that are left out of what is published: those under six, and those from which, with the
    totals that stay, such a number could be reckoned back.
    """
    numbers = {figure.key: figure.numerator for figure in found.codes}
    hidden = {figure.key for figure in (found.attended, found.views, found.live) if _tells(figure)}
    hidden |= {code for code, number in numbers.items() if number < SMALL}
    if found.under_four.numerator < SMALL:
        hidden.add(UNDER_FOUR)
    if hidden & {"attended", UNDER_FOUR}:  # The two bases, and the two shares of attending, stand apart by these.
        hidden.add("attended-of-all")
    sums: list[Sequence[str]] = [CODES]
    for key, members in (("attended", ATTENDED), ("views", VIEWS_GIVEN)):
        if key not in hidden:
            sums += [members, [code for code in CODES if code not in members]]
    while (more := _gives_away(numbers, hidden, sums)) is not None:
        hidden.add(more)
    return frozenset(hidden)


def _tells(figure: Figure) -> bool:
    """A share that is small, or leaves a small rest."""
    return figure.numerator < SMALL or figure.denominator - figure.numerator < SMALL


def _gives_away(numbers: Mapping[str, int], hidden: Collection[str], sums: Iterable[Sequence[str]]) -> str | None:
    """The smallest number still shown in a sum whose left-out part could be reckoned, or is itself small."""
    for members in sums:
        out = [code for code in members if code in hidden]
        shown = [code for code in members if code not in hidden]
        if out and shown and (len(out) == 1 or sum(numbers[code] for code in out) < SMALL):
            return min(shown, key=lambda code: (numbers[code], code))
    return None
