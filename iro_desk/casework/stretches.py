"""Periods of care, legal statuses and homes, read off the episodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from iro_desk.casework.child import Episode

SHORT_BREAKS = frozenset({"V3", "V4"})
"""Legal statuses of short breaks: each stay starts and ends an episode of its own (2010 Regulations, reg 48)."""


@dataclass(frozen=True, slots=True)
class PeriodOfCare:
    """An unbroken run of episodes: from becoming looked after to no longer being looked after.

    Stays under one short-breaks agreement (V3, V4) are one period although the child goes home between them.
    """

    started: date
    ended: date | None
    reason_ended: str
    episodes: tuple[Episode, ...]
    short_breaks: bool = False

    def covers(self, day: date) -> bool:
        """Whether the child was looked after in this period on that day (both ends count)."""
        return self.started <= day and (self.ended is None or day <= self.ended)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One legal status or one home, from when to when, with the first episode that shows it."""

    code: str
    started: date
    ended: date | None
    episode: Episode


def periods_of_care(episodes: Iterable[Episode]) -> tuple[PeriodOfCare, ...]:
    """The periods of care, oldest first.

    A new period starts with an episode that does not begin on the day the one before ended, or
    whose reason is S. An episode without an end that is followed by a later one is taken to end
    where that one begins.
    """
    ordered = sorted(episodes, key=lambda e: e.started)
    runs: list[list[Episode]] = []
    for episode in ordered:
        if runs and _continues(runs[-1][-1], episode):
            runs[-1].append(episode)
        else:
            runs.append([episode])
    return tuple(_period(run) for run in runs)


def _continues(before: Episode, after: Episode) -> bool:
    if before.legal_status in SHORT_BREAKS and after.legal_status in SHORT_BREAKS:
        return True
    if before.legal_status in SHORT_BREAKS or after.legal_status in SHORT_BREAKS:
        return False
    if before.ended is None:
        return after.reason_new != "S"
    if after.started > before.ended:
        return False
    return not (after.reason_new == "S" and before.reason_ended not in ("", "X1"))


def _period(run: list[Episode]) -> PeriodOfCare:
    last = run[-1]
    return PeriodOfCare(
        started=run[0].started,
        ended=last.ended,
        reason_ended=last.reason_ended,
        episodes=tuple(run),
        short_breaks=last.legal_status in SHORT_BREAKS,
    )


def current_period(episodes: Iterable[Episode], on: date) -> PeriodOfCare | None:
    """The period of care that runs on that day, or ``None``: the child is not looked after then."""
    for period in reversed(periods_of_care(episodes)):
        if period.covers(on):
            return period
    return None


def legal_statuses(episodes: Iterable[Episode]) -> tuple[Stretch, ...]:
    """The legal statuses, oldest first; neighbouring episodes with the same status are one stretch."""
    return _stretches(episodes, lambda e: e.legal_status, lambda e: (e.legal_status,))


def homes(episodes: Iterable[Episode]) -> tuple[Stretch, ...]:
    """The homes, oldest first; a change of legal status alone does not start a new home."""
    return _stretches(
        episodes,
        lambda e: e.placement,
        lambda e: (e.placement, e.provider, e.postcode, e.urn, e.home_name),
    )


def _stretches(
    episodes: Iterable[Episode],
    code_of: Callable[[Episode], str],
    sameness: Callable[[Episode], tuple[str, ...]],
) -> tuple[Stretch, ...]:
    stretches: list[Stretch] = []
    for period in periods_of_care(episodes):
        previous: Episode | None = None
        for episode in period.episodes:
            ended = episode.ended
            if previous is not None and sameness(previous) == sameness(episode) and _touch(previous, episode):
                stretches[-1] = replace(stretches[-1], ended=ended)
            else:
                if previous is not None and stretches[-1].ended is None:
                    stretches[-1] = replace(stretches[-1], ended=episode.started)
                stretches.append(Stretch(code_of(episode), episode.started, ended, episode))
            previous = episode
    return tuple(stretches)


def _touch(before: Episode, after: Episode) -> bool:
    return before.ended is None or after.started <= before.ended


def episode_on(episodes: Iterable[Episode], on: date) -> Episode | None:
    """The episode that holds on that day: the latest begun that has not ended before it."""
    found = None
    for episode in sorted(episodes, key=lambda e: e.started):
        if episode.started <= on and (episode.ended is None or episode.ended >= on):
            found = episode
    return found
