"""Which series of reviews run for a child on a day: looked after, short breaks, adoption, secure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, Episode, PeriodOfCare, periods_of_care
from iro_desk.statute.calendars import add_months
from iro_desk.statute.codes import group

PLACEMENT_ORDER = "E1"
PLACED_CODE = "A6"
"""Placed for adoption under a placement order, not with the former carer."""

LOOKED_AFTER = frozenset({"looked after"})
BOTH = frozenset({"looked after", "adoption"})
"""Kinds counted from authority to place on: one meeting serves the looked-after and the adoption clock."""
SHORT = frozenset({"short breaks", "looked after"})
SECURE = frozenset({"secure"})


@dataclass(frozen=True, slots=True)
class Series:
    """One series of reviews: its rules, since when it runs and which kinds of review it counts."""

    started: date
    first: str
    second: str
    """Empty where the interval is the same after the first as after every other."""
    later: str
    kinds: frozenset[str]


def period_on(periods: tuple[PeriodOfCare, ...], on: date) -> PeriodOfCare | None:
    """The latest period of care begun by that day, whether it still runs or has ended."""
    return next((period for period in reversed(periods) if period.started <= on), None)


def runs(period: PeriodOfCare, on: date) -> bool:
    """Whether the period runs. Single short breaks (V3) end each stay, and the series goes on: it is taken
    as ended when six months, the longest time between two of its reviews, have gone by without a stay."""
    if period.covers(on) or period.ended is None:
        return True
    return period.episodes[-1].legal_status == "V3" and on <= add_months(period.ended, 6)


def series_of(period: PeriodOfCare, on: date, settings: CouncilSettings) -> Iterator[Series]:
    """The series that run: the ordinary one first, or what stands in its place."""
    if period.short_breaks:
        yield Series(period.started, "short_breaks.first", "", "short_breaks.later", SHORT)
        return
    lived = stays(period, on)
    placed = since_within(same_home(lived), group("PLACE", "placed_for_adoption"))
    if placed is not None:
        # Placed for adoption, the 2010 Regulations stop (regulation 3) and only the adoption clock runs.
        yield Series(placed.started, "adoption.placed.first", "adoption.placed.second", "adoption.placed.later", BOTH)
    else:
        authority = authority_to_place(period, on)
        kinds = LOOKED_AFTER if authority is None else BOTH
        if authority is None or settings.text("authority_to_place_runs") == "both":
            yield Series(period.started, "review.first", "review.second", "review.later", kinds)
        if authority is not None:
            yield Series(authority, "adoption.authorised.first", "", "adoption.authorised.later", BOTH)
    secure = since_within(lived, group("PLACE", "secure"))
    if secure is not None and lived[-1].legal_status not in group("LS", "youth_justice"):
        yield Series(lived[-1].secure_since or secure.started, "secure.first", "", "secure.later", SECURE)


def same_home(lived: list[Episode]) -> list[Episode]:
    """The last episodes that share a home: a move from one adoptive family to another is a new placement."""
    run: list[Episode] = []
    for episode in reversed(lived):
        if run and (episode.postcode, episode.urn) != (run[-1].postcode, run[-1].urn):
            break
        run.append(episode)
    return run[::-1]


def current_home(lived: Sequence[Episode]) -> Episode | None:
    """The first of the last episodes in one home: where two say nothing of the home, the kind of home tells."""
    first: Episode | None = None
    for episode in reversed(lived):
        if first is not None:
            where = (episode.postcode, episode.urn, episode.home_name)
            if where != (first.postcode, first.urn, first.home_name):
                break
            if not any(where) and episode.placement != first.placement:
                break
        first = episode
    return first


def episode_in_force(file: ChildFile, on: date) -> Episode | None:
    """The episode that holds on a day within a period of care that runs then."""
    period = period_on(periods_of_care(file.episodes), on)
    if period is None or not period.covers(on):
        return None
    return next((e for e in reversed(period.episodes) if e.started <= on), None)


def authority_to_place(period: PeriodOfCare, on: date) -> date | None:
    """The day of the placement order that holds: the start of the unbroken run of that legal status."""
    since = None
    for episode in reversed([e for e in period.episodes if e.started <= on]):
        if episode.legal_status != PLACEMENT_ORDER:
            break
        since = episode.started
    return since


def stays(period: PeriodOfCare, on: date) -> list[Episode]:
    """The episodes of a period begun by that day, without hospital stays, holidays and other temporary moves."""
    temporary = group("PLACE", "temporary")
    return [e for e in period.episodes if e.started <= on and e.placement not in temporary]


def since_within(episodes: list[Episode], codes: frozenset[str]) -> Episode | None:
    """The first of the unbroken run of episodes, up to the last one, whose home is of these kinds; else ``None``."""
    first = None
    for episode in reversed(episodes):
        if episode.placement not in codes:
            break
        first = episode
    return first
