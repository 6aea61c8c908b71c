"""Every clock that runs for a child on a day, read from the facts of the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, Milestone, periods_of_care
from iro_desk.statute.birthdays import birthday_clocks
from iro_desk.statute.calendars import working_days
from iro_desk.statute.clock import NOT_REQUIRED, Case, Clock
from iro_desk.statute.health_and_school import health_clocks, school_clocks
from iro_desk.statute.history import History, history_of, reviews_held
from iro_desk.statute.open_matters import open_matters
from iro_desk.statute.orders import order_clocks
from iro_desk.statute.papers import midway_clock, paper_clocks
from iro_desk.statute.plans import pathway_clocks, permanence_clock, plan_clocks, start_clocks
from iro_desk.statute.review_clocks import (
    adjourned_clock,
    adjourned_review,
    home_before_assessment,
    no_longer_looked_after,
    one_meeting,
    returned,
    second_due,
    series_clock,
    without_brought_forward,
)
from iro_desk.statute.series import Series, current_home, period_on, runs, series_of, stays
from iro_desk.statute.visits import visit_clocks

NOT_A_REVIEW = frozenset({"review.midpoint", "review.joint"})
"""Clocks that start like a review's and are none: a check, and the earlier of two that stand beside it."""
PLACED = "adoption.placed.first"


def clocks_of(file: ChildFile, on: date, settings: CouncilSettings) -> tuple[Clock, ...]:
    """Every clock of the child that runs on that day: reviews first, in the order of their limits, then papers,
    then visits, health, education, plans, notices, orders and birthdays.

    No clock runs for a child without a period of care begun by then. Raises ``UserFacingError`` only
    when a day lies beyond the holiday table.
    """
    case = case_of(file, on, settings)
    if case is None:
        return ()
    running = runs(case.period, on)
    several = tuple(series_of(case.period, on, settings))
    reviews, others = _review_clocks_and_permanence(case, several)
    if running:
        others.extend(_other_clocks(case, several))
    return (*reviews, *paper_clocks(case, running), *others)


def next_review_of(file: ChildFile, on: date, settings: CouncilSettings) -> Clock | None:
    """The same clock as :func:`next_review` finds among all of the child's, where no other is wanted."""
    case = case_of(file, on, settings)
    if case is None:
        return None
    return next_review(_review_clocks_and_permanence(case, tuple(series_of(case.period, on, settings)))[0])


def case_of(file: ChildFile, on: date, settings: CouncilSettings) -> Case | None:
    """What every clock of the child needs; ``None`` without a period of care begun by the day."""
    periods = periods_of_care(file.episodes)
    period = period_on(periods, on)
    if period is None:
        return None
    working = working_days(settings)
    milestones: dict[str, list[Milestone]] = {}
    for milestone in file.milestones:
        # A year that the holiday table does not reach was typed or read by mistake: nothing can be counted from it.
        if milestone.happened_on <= on and working.well_within(milestone.happened_on):
            until = milestone.until if milestone.until is None or working.well_within(milestone.until) else None
            known = milestone if until == milestone.until else replace(milestone, until=None)
            milestones.setdefault(milestone.kind, []).append(known)
    by_kind = {kind: tuple(sorted(found, key=lambda m: m.happened_on)) for kind, found in milestones.items()}
    lived = tuple(stays(period, on))
    return Case(file, on, settings, working, periods, period, lived, current_home(lived), by_kind)


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


def _review_clocks_and_permanence(case: Case, several: tuple[Series, ...]) -> tuple[list[Clock], list[Clock]]:
    reviews: list[Clock] = []
    permanence: list[Clock] = []
    for clock in _review_clocks(case, several):
        (reviews if clock.rule_id != "plan.permanence" else permanence).append(clock)
    return sorted(reviews, key=_by_limit), permanence


def _review_clocks(case: Case, several: tuple[Series, ...]) -> Iterator[Clock]:
    period = case.period
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
        if series is several[0]:
            if history.last is not None:
                yield from midway_clock(case, history.last, clock)
            if series.first == "review.first":
                yield from _permanence(case, history)
    yield from one_meeting(following)
    yield from returned(case, period)
    yield from home_before_assessment(case)


def _permanence(case: Case, history: History) -> Iterator[Clock]:
    due = second_due(case, history)
    if due is not None:
        yield from permanence_clock(case, due)


def _other_clocks(case: Case, several: tuple[Series, ...]) -> Iterator[Clock]:
    """What others do around the child. Placed for adoption, the 2010 Regulations stop; short breaks have few."""
    placed = next((series.started for series in several if series.first == PLACED), None)
    full_rules = not case.period.short_breaks and placed is None
    reaches = case.working.reaches(case.period.started)
    if reaches:
        yield from visit_clocks(case, placed)
        if full_rules:
            yield from start_clocks(case)
            yield from health_clocks(case)
            yield from plan_clocks(case)
        yield from school_clocks(case, full_rules)
    yield from pathway_clocks(case)
    yield from order_clocks(case)
    yield from open_matters(case)
    yield from birthday_clocks(case)
