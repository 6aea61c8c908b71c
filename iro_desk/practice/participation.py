"""Participation over a period: how many children took part in their reviews and how, with whose reviews they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, Refused, Review
from iro_desk.insight import SMALL, Figure, HeldReview, for_publication, participation
from iro_desk.practice.courtesy import stand_aside
from iro_desk.practice.review_list import review_title
from iro_desk.practice.words import child_label, count, plain_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import JOINED_LIVE, label, live_counts, participation_code

RULE = (
    "Full reviews held in the period of children who are or were on my caseload, each by the participation code that "
    "it was given. Children under four take PN0 and stand apart."
)
SMALL_WORDS = f"fewer than {SMALL}"
OTHERWISE = "joined live and was given the code of the other reading; it is counted as it was given"
_HELD = ("completed", "signed", "open", "adjourned")
_KINDS = ("looked after", "adoption", "short breaks")
"""Reviews under Part 6; a review of secure accommodation is none."""
_TITLES = {
    "attended": "Attended the review",
    "views": "Views reached the review",
    "attended-of-all": "Attended, of reviews of all ages",
    "live": "Joined live by video or phone",
    "PN0": "Children under four",
}


@dataclass(frozen=True, slots=True)
class ReviewBehind:
    """One review behind a number."""

    review: str
    child: str
    label: str
    """The child's name, or number and date of birth."""
    day: date
    says: str
    """The review's kind where it is a special one, and its code."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One number with what it is counted among."""

    key: str
    title: str
    rule: str
    numerator: int | None
    """``None``: left out of what is published."""
    denominator: int | None
    percent: float | None
    says: str
    """ "82 of 144, 56.9 %", "fewer than 6", or "none held"."""
    definition: str
    """How joining live is counted: printed beside the percentage."""
    reviews: tuple[ReviewBehind, ...] = ()
    """Whose it is; empty in what is published."""
    counts: str = ""
    """How joining live is counted, under a column that says so: "counts as attending ..."."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Reviews of the period that are not counted, or need a remark, and why."""

    reason: str
    number: int | None
    says: str
    reviews: tuple[ReviewBehind, ...] = ()


@dataclass(frozen=True, slots=True)
class ParticipationView:
    """The figures of a period, both ends counted."""

    first: date
    last: date
    words: str
    """ "1 April 2026 to 23 November 2026"."""
    rule: str
    definition: str
    for_publication: bool
    rows: tuple[FigureRow, ...]
    left_out: tuple[LeftOut, ...]


def financial_year(on: date) -> date:
    """The first day of the financial year of a day: 1 April."""
    return date(on.year if on.month >= 4 else on.year - 1, 4, 1)


def participation_view(
    ws: Workspace, first: date | None = None, last: date | None = None, *, publish: bool = False
) -> ParticipationView:
    """Participation from the first day to the last: by default this financial year up to today.

    With ``publish`` numbers under six are left out, with those from which they could be reckoned back, and nobody's
    review is named. Raises ``Refused`` for a period that ends before it begins.
    """
    last = last or ws.today
    first = first or financial_year(last)
    if last < first:
        raise Refused("The period ends before it begins.", safe="Nothing was counted.", do="Give an earlier first day.")
    settings = ws.settings()
    behind: dict[str, ReviewBehind] = {}
    held: list[HeldReview] = []
    otherwise: list[str] = []
    for file in ws.desk.child_files(mine_only=True, pause=stand_aside):
        for review, fact in _of(file):
            held.append(fact)
            behind[review.id] = _behind(file, review, fact.held_on)
            if first <= fact.held_on <= last and _read_otherwise(file, review, settings):
                otherwise.append(review.id)
    found = participation(held, first, last)
    hidden = for_publication(found) if publish else frozenset()
    counts = live_counts(settings)

    def rows() -> Iterator[FigureRow]:
        for figure in (found.attended, found.views, found.live, *found.codes, found.under_four, found.attended_of_all):
            yield _row(figure, counts, figure.key in hidden, {} if publish else behind, last)

    reasons = [*found.left_out.items(), *([(OTHERWISE, tuple(otherwise))] if otherwise else [])]
    return ParticipationView(
        first=first,
        last=last,
        words=f"{plain_day(first)} to {plain_day(last)}",
        rule=RULE,
        definition=f"{JOINED_LIVE} {counts}",
        for_publication=publish,
        rows=tuple(rows()),
        left_out=tuple(_left_out(reason, ids, behind, publish) for reason, ids in reasons),
    )


def _of(file: ChildFile) -> Iterator[tuple[Review, HeldReview]]:
    for review in file.reviews:
        if review.state in _HELD and review.held_on is not None and review.kind in _KINDS:
            yield (
                review,
                HeldReview(
                    id=review.id,
                    held_on=review.held_on,
                    code=review.participation,
                    born=file.child.date_of_birth,
                    full=review.full_review,
                    finished=review.state in ("completed", "signed"),
                    live=review.child_there == "live",
                ),
            )


def _behind(file: ChildFile, review: Review, on: date) -> ReviewBehind:
    title = review_title(review)
    code = f"{review.participation}: {label('REVIEW_CODE', review.participation, on)}" if review.participation else ""
    says = ". ".join(part for part in ("" if title == "Review" else title, code or "No code known") if part)
    return ReviewBehind(review.id, file.child.id, child_label(file), on, says)


def _read_otherwise(file: ChildFile, review: Review, settings: CouncilSettings) -> bool:
    """Whether the child joined live and the review's code is not the one that the council's setting gives."""
    if review.child_there != "live" or not review.participation or review.held_on is None:
        return False
    born = file.child.date_of_birth
    code, _ = participation_code("live", review.child_views, born, review.held_on, settings)
    return bool(code) and code != review.participation


def _row(figure: Figure, counts: str, out: bool, behind: dict[str, ReviewBehind], on: date) -> FigureRow:
    said = f"{figure.numerator} of {figure.denominator}, {figure.percent} %" if figure.among else "none held"
    small = SMALL_WORDS if figure.numerator < SMALL else "left out"
    return FigureRow(
        key=figure.key,
        title=_TITLES.get(figure.key) or f"{figure.key}: {label('REVIEW_CODE', figure.key, on)}",
        rule=figure.rule,
        numerator=None if out else figure.numerator,
        denominator=None if out else figure.denominator,
        percent=None if out else figure.percent,
        says=small if out else said,
        definition=f"{JOINED_LIVE} {counts}",
        counts=counts,
        reviews=_shown(figure.cases, behind),
    )


def _left_out(reason: str, ids: Iterable[str], behind: dict[str, ReviewBehind], publish: bool) -> LeftOut:
    ids = tuple(ids)
    out = publish and len(ids) < SMALL
    number = f"{SMALL_WORDS} reviews" if out else count(len(ids), "review")
    return LeftOut(
        reason,
        None if out else len(ids),
        f"{number[:1].upper()}{number[1:]}: {reason}.",
        _shown(ids, {} if publish else behind),
    )


def _shown(ids: Iterable[str], behind: dict[str, ReviewBehind]) -> tuple[ReviewBehind, ...]:
    return tuple(behind[each] for each in ids if each in behind)


def as_words(view: ParticipationView) -> str:
    """The whole in words, as the command line prints it: the definition beside every percentage."""
    lines = [f"Participation, {view.words}.", view.rule, ""]
    for row in view.rows:
        beside = f"  ({view.definition})" if row.percent is not None else ""
        lines.append(f"{row.title}: {row.says}; {row.rule}.{beside}")
    return "\n".join([*lines, "", *(each.says for each in view.left_out)]).rstrip()
