"""Every clock that runs for a child on a day, read from the facts of the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, PeriodOfCare, periods_of_care
from iro_desk.statute.calendars import working_days
from iro_desk.statute.clock import NOT_REQUIRED, Case, Clock
from iro_desk.statute.history import history_of, reviews_held
from iro_desk.statute.papers import midway_clock, paper_clocks
from iro_desk.statute.review_clocks import (
    adjourned_clock,
    adjourned_review,
    no_longer_looked_after,
    one_meeting,
    returned,
    series_clock,
    without_brought_forward,
)
from iro_desk.statute.series import period_on, runs, series_of

NOT_A_REVIEW = frozenset({"review.midpoint", "review.joint"})
"""Clocks that start like a review's and are none: a check, and the earlier of two that stand beside it."""


def clocks_of(file: ChildFile, on: date, settings: CouncilSettings) -> tuple[Clock, ...]:
    """Every clock of the child that runs on that day: reviews first, in the order of their limits, then papers.

    No clock runs for a child without a period of care begun by then. Raises ``UserFacingError`` only
    when a day lies beyond the holiday table.
    """
    case = Case(file, on, settings, working_days(settings))
    period = period_on(periods_of_care(file.episodes), on)
    if period is None:
        return ()
    reviews = sorted(_review_clocks(case, period), key=_by_limit)
    return (*reviews, *paper_clocks(case, runs(period, on)))


def next_review(clocks: Iterable[Clock]) -> Clock | None:
    """The clock of the review that is due first, for a list.

    Last come those whose day cannot be known, and then those that are not required. ``None`` when no
    review's clock is among them.
    """
    found = [
        clock
        for clock in clocks
        if clock.rule_id.startswith(("review.", "adoption.", "short_breaks.")) and clock.rule_id not in NOT_A_REVIEW
    ]
    return min(found, key=_by_limit, default=None)


def _by_limit(clock: Clock) -> tuple[bool, bool, date, bool]:
    not_required = clock.state.startswith(NOT_REQUIRED)
    return not_required, clock.legal_limit is None, clock.legal_limit or date.max, clock.rule_id in NOT_A_REVIEW


def _review_clocks(case: Case, period: PeriodOfCare) -> Iterator[Clock]:
    several = list(series_of(period, case.on))
    if not runs(period, case.on):
        yield no_longer_looked_after(case, period, several[0])
        return
    waiting = adjourned_review(case, period)
    following = []
    for series in several:
        held = reviews_held(case.file, series.started, case.on, series.kinds, case.settings)
        history = history_of(case.file, period.started, series.started, held)
        history = without_brought_forward(case, series, history)
        if waiting is not None and waiting.kind in series.kinds:
            if series is several[0]:
                yield adjourned_clock(case, waiting, series, history)
            continue
        clock = series_clock(case, series, history)
        following.append(clock)
        yield clock
        if series is several[0] and history.last is not None:
            yield from midway_clock(case, history.last, clock)
    yield from one_meeting(following)
    yield from returned(case, period)
