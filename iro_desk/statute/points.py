"""Points of law that a child's own facts raise: what may not be so, and where it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iro_desk.casework import ChildFile, Episode, PeriodOfCare, periods_of_care
from iro_desk.statute.calendars import add_months, age_on
from iro_desk.statute.codes import group
from iro_desk.statute.series import period_on, runs, stays

LONGEST_STAY, MOST_DAYS = 17, 75
"""Days of one short break, and of all within twelve months (2010 Regulations, regulation 48)."""
UNREGISTERED = frozenset({"Z1", "Z11", "Z12", "Z13", "Z14"})
SUPPORTED_FROM_AGE = 16


@dataclass(frozen=True, slots=True)
class Point:
    """One point of law that the facts of a day raise. Whether it holds is for a person, and a lawyer, to say."""

    key: str
    words: str
    """What the facts show, in one sentence without a name."""
    authority: str


def points_of_law(file: ChildFile, on: date) -> tuple[Point, ...]:
    """The points that the child's homes, legal status and short breaks raise on a day."""
    period = period_on(periods_of_care(file.episodes), on)
    if period is None or not runs(period, on):
        return ()
    lived = stays(period, on)
    found = [*_short_breaks(period, on)] if period.short_breaks else []
    return (*found, *(_home(file, lived[-1], on) if lived else ()))


def _home(file: ChildFile, episode: Episode, on: date) -> Iterator[Point]:
    born = file.child.date_of_birth
    if born is not None and age_on(born, on) < SUPPORTED_FROM_AGE:
        if episode.placement in group("PLACE", "supported"):
            words = "Under 16 in supported accommodation: no child under 16 may be placed there."
            yield Point("under-16-supported", words, "2010 Regulations, regulation 27A; Children Act 1989, section 22C")
        if episode.placement in UNREGISTERED:
            words = "Under 16 in a home that is not registered: whether it is lawful is a question for a lawyer."
            yield Point("under-16-unregistered", words, "2010 Regulations, regulation 27A")
    if episode.legal_status == "V2" and episode.placement == "P1":
        words = "Accommodated by agreement and living with a parent: the two do not go together."
        yield Point("agreed-with-parent", words, "Children Act 1989, section 20")


def _short_breaks(period: PeriodOfCare, on: date) -> Iterator[Point]:
    """Whether the conditions of the short-break rules still hold; otherwise the full rules apply."""
    law = "2010 Regulations, regulation 48"
    begun = [episode for episode in period.episodes if episode.started <= on]
    if len({(e.postcode, e.urn, e.home_name) for e in begun if e.postcode or e.urn or e.home_name}) > 1:
        yield Point("short-breaks-place", "A second place is used for the short breaks: the full rules may apply.", law)
    # Under one agreement (V4) the stays are not known one by one.
    single = [(e.started, min(e.ended or on, on)) for e in begun if e.legal_status == "V3"]
    longest = max(((until - since).days for since, until in single), default=0)
    if longest > LONGEST_STAY:
        words = f"One stay lasted {longest} days, more than {LONGEST_STAY}: the full rules apply."
        yield Point("short-breaks-stay", words, law)
    year = add_months(on, -12)
    days = sum(max((until - max(since, year)) // timedelta(days=1), 0) for since, until in single)
    if days > MOST_DAYS:
        words = f"{days} days within twelve months, more than {MOST_DAYS}: the full rules apply."
        yield Point("short-breaks-days", words, law)
