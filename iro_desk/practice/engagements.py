"""What stands in the diary beside reviews, and what a child wishes for the reviews: kept, changed, taken away."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_desk.casework import (
    ENGAGEMENT_KINDS,
    METHODS,
    OPTIONAL_KINDS,
    WEEKDAY_KEYS,
    WHOLE_DAY_KINDS,
    CouncilSettings,
    Engagement,
    Refused,
    ReviewWish,
)
from iro_desk.practice.booking import check_time
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED
from iro_desk.statute import add_months, working_days


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """One engagement as lists show it. ``due``: of a conference, the day by which it is to be held."""

    id: str
    kind: str
    kind_label: str
    starts_on: date
    ends_on: date
    starts_at: str
    ends_at: str
    place: str
    words: str
    child: str
    due: date | None
    due_words: str


def engagement_rows(ws: Workspace, since: date | None = None) -> tuple[EngagementRow, ...]:
    """Every engagement that has not ended before a day (all without one), cancelled ones left out."""
    rows = []
    for each in ws.desk.all(Engagement):
        if each.cancelled or (since is not None and each.ends_on < since):
            continue
        due, words = conference_due(each, ws.settings())
        label = ENGAGEMENT_KINDS.get(each.kind, each.kind)
        rows.append(
            EngagementRow(
                each.id, each.kind, label, each.starts_on, each.ends_on, each.starts_at, each.ends_at, each.place,
                each.words, each.child, due, words,
            )
        )  # fmt: skip
    return tuple(rows)


def conference_due(engagement: Engagement, settings: CouncilSettings) -> tuple[date | None, str]:
    """By when a child protection conference is to be held, and the sum in words.

    Initial: 15 working days from the strategy discussion; review: three months from the initial one, then six months
    (Working Together to Safeguard Children). ``None`` for all else, and while the day to count from is not known.
    """
    since = engagement.counted_from
    if since is None or not engagement.kind.startswith("conference-"):
        return None, ""
    if engagement.kind == "conference-initial":
        due, sum_ = working_days(settings).after(since, 15), "15 working days from the strategy discussion"
    else:
        months = 3 if engagement.first_review else 6
        due, sum_ = add_months(since, months), f"{months} months from the conference before"
    late = f", {(engagement.starts_on - due).days} days late" if engagement.starts_on > due else ""
    return due, f"By {due.isoformat()}: {sum_}{late}."


def keep_engagement(ws: Workspace, engagement: Engagement, *, words: str = "") -> Future[str]:
    """Keep an engagement: a new one without an id, or the one that has it changed. Gives its id.

    Raises ``Refused`` for a kind that this desk does not have, days out of order, and hours that are none.
    """
    kept = _checked(engagement, ws.settings())
    words = words or ("Changed an engagement" if engagement.id else "Entered an engagement")
    return ws.do(words, _keep, kept, child=engagement.child or None)


def take_leave(ws: Workspace, first: date, last: date, words: str = "", kind: str = "leave") -> Future[str]:
    """Enter leave, or being away sick, from the first to the last day, both counted. Gives its id."""
    return keep_engagement(ws, Engagement("", kind, first, last, words=words))


def cancel_engagement(ws: Workspace, engagement: str) -> Future[None]:
    """Cancel an engagement: it stays in the history and never counts."""
    return ws.do("Cancelled an engagement", _cancel, engagement)


def _keep(change: Any, engagement: Engagement) -> str:
    kept = engagement if engagement.id else replace(engagement, id=change.new_id())
    if engagement.id:
        change.get(Engagement, engagement.id)
    change.save(kept)
    return kept.id


def _cancel(change: Any, engagement: str) -> None:
    change.save(replace(change.get(Engagement, engagement), cancelled=True))


def _checked(engagement: Engagement, settings: CouncilSettings) -> Engagement:
    if engagement.kind not in ENGAGEMENT_KINDS:
        raise Refused("There is no such kind of engagement.", safe=UNCHANGED)
    if engagement.kind in OPTIONAL_KINDS and engagement.kind not in settings.words("engagement_kinds"):
        raise Refused(
            f"{OPTIONAL_KINDS[engagement.kind]} is not among the engagements of this desk.",
            safe=UNCHANGED,
            do="Switch that kind on in the settings.",
        )
    if engagement.ends_on < engagement.starts_on:
        raise Refused("It ends before it begins.", safe=UNCHANGED, do="Check the days.")
    whole = engagement.kind in WHOLE_DAY_KINDS
    starts, ends = ("", "") if whole else (check_time(engagement.starts_at), check_time(engagement.ends_at))
    if ends and not starts:
        raise Refused("It has an end and no beginning.", safe=UNCHANGED, do="Say when it begins.")
    if starts and engagement.ends_on != engagement.starts_on:
        raise Refused("What has hours is on one day.", safe=UNCHANGED, do="Enter each day, or leave the hours out.")
    if starts and ends and ends <= starts:
        raise Refused("It ends before it begins.", safe=UNCHANGED, do="Check the hours.")
    return replace(engagement, starts_at=starts, ends_at=ends, words=engagement.words.strip())


# ---------------------------------------------------------------- what a child wishes


def wish_of(ws: Workspace, child_id: str) -> ReviewWish | None:
    """What the child wishes for the day and way of the reviews; ``None`` while nothing is known."""
    found = ws.desk.of_child(ReviewWish, child_id)
    return found[-1] if found else None


def keep_wish(
    ws: Workspace,
    child_id: str,
    *,
    not_before: str = "",
    not_after: str = "",
    not_on: str = "",
    method: str = "",
    words: str = "",
) -> Future[str]:
    """Keep what the child wishes, in the place of what was known. Raises ``Refused`` for what cannot be."""
    if not set(not_on.split()) <= set(WEEKDAY_KEYS):
        raise Refused(f"A weekday is one of {' '.join(WEEKDAY_KEYS)}.", safe=UNCHANGED)
    if method and method not in METHODS:
        raise Refused("That is not a way of holding a review.", safe=UNCHANGED, do=f"Choose {', '.join(METHODS)}.")
    wish = ReviewWish(
        "", child_id, check_time(not_before), check_time(not_after), not_on, method, words.strip(), ws.today
    )
    return ws.do("Kept what the child wishes for the review", _keep_wish, wish, child=child_id)


def _keep_wish(change: Any, wish: ReviewWish) -> str:
    for old in change.where(ReviewWish, child=wish.child):
        change.delete(old)
    kept = replace(wish, id=change.new_id())
    change.save(kept)
    return kept.id
