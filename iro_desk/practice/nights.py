"""Nights away between bookings: where one sleeps, as a week of bookings is best lived by the planner's own rules.

Nothing of it is stored: what is booked says it, and a booking that moves takes its night with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from iro_desk.casework import episode_on
from iro_desk.planning import NOWHERE, Appointment
from iro_desk.practice.diary_facts import DAY, Case, Diary, minutes_of, time_of
from iro_desk.practice.diary_views import Away
from iro_desk.practice.words import count
from iro_desk.travel import Place

FURTHEST_APART = 2
"""Days between two bookings that one may sleep away between."""


@dataclass(frozen=True, slots=True)
class Night:
    """One night away: the place slept at, by its number for appointments, and what it is called."""

    place: int
    town: str


@dataclass(frozen=True, slots=True)
class Nights:
    """The nights of some days, each by the day that it follows."""

    after: Mapping[date, Night] = field(default_factory=dict)

    def ends(self, day: date) -> tuple[int, int]:
        """Where a day begins and ends: 0 at the base."""
        before, after = self.after.get(day - DAY), self.after.get(day)
        return before.place if before is not None else 0, after.place if after is not None else 0

    def town(self, day: date) -> str:
        """Where one sleeps after a day; empty at home."""
        return self.after[day].town if day in self.after else ""


def nights_of(diary: Diary, first: date, last: date) -> Nights:
    """The nights away of the weeks that these days lie in."""
    found: dict[date, Night] = {}
    monday = first - DAY * first.weekday()
    while monday <= last:
        if _may_need_one(diary, monday):
            from iro_desk.practice.plan_task import slept_at  # It needs numpy, and most weeks need no night.

            for day, stop in slept_at(diary, monday).items():
                town = town_of(stop.case, stop.place, diary.today)
                found[day] = Night(diary.number_of(stop.place), town)
        monday += DAY * 7
    return Nights(found)


def town_of(case: Case, place: Place | None, today: date) -> str:
    """The town of a place where a child's review is held: the home's own, or what the map calls it."""
    if place is None:
        return ""
    home = episode_on(case.file.episodes, today)
    if home is not None and home.town and case.place is not None and place.key == case.place.key:
        return home.town
    return place.name or place.authority_name or place.postcode.split(" ")[0]


def _may_need_one(diary: Diary, monday: date) -> bool:
    """Whether a day of the week is too long from home to home, or two of its days are better lived without driving
    home between them."""
    days = {day: placed_on(diary, day) for n in range(5) if placed_on(diary, day := monday + DAY * n)}
    if any(not _from_home(diary, placed) for placed in days.values()):
        return True
    cost = diary.settings.number("work_night_minutes")
    return any(
        (later - day).days <= FURTHEST_APART
        and diary.drive(a.place, 0) + diary.drive(0, b.place) - diary.drive(a.place, b.place)
        > cost * (later - day).days
        for day, later in pairwise(days)
        for a in days[day]
        for b in days[later]
    )


def placed_on(diary: Diary, day: date) -> list[Appointment]:
    """The reviews of a day that one drives to, held or to be held, in their order."""
    booked = (review for review in diary.bookings if review.booked_for == day)
    made = (diary.appointment(review) for review in (*booked, *diary.held_on(day)))
    return sorted((a for a in made if a is not None and a.place > 0), key=lambda a: a.arrive)


def _from_home(diary: Diary, placed: Sequence[Appointment]) -> bool:
    """Whether the hours of the settings hold from leaving the base to being back."""
    _, leave, back = round_minutes(diary, placed)
    settings = diary.settings
    kept = leave >= minutes_of(settings.text("work_leave_from")) and back <= minutes_of(settings.text("work_home_by"))
    return kept and back - leave <= settings.number("work_longest")


def round_minutes(
    diary: Diary, appointments: Sequence[Appointment], start: int = 0, end: int = 0
) -> tuple[int, int, int]:
    """Driving of a day from one place to another, the minute one leaves and the minute one arrives; the drive alone
    where nothing of it has a place."""
    placed = sorted((a for a in appointments if a.place != NOWHERE), key=lambda a: a.arrive)
    if not placed:
        return diary.drive(start, end), 0, 0
    legs = [diary.drive(a, b) for a, b in pairwise([start, *(a.place for a in placed), end])]
    return sum(legs), placed[0].arrive - legs[0], max(a.free for a in placed) + legs[-1]


def round_of(diary: Diary, appointments: Sequence[Appointment], start: int = 0, end: int = 0) -> tuple[int, str, str]:
    """The same with the hours in words; empty where one stays at the base."""
    drive, leave, back = round_minutes(diary, appointments, start, end)
    if not any(a.place != NOWHERE for a in appointments) or not (drive or start or end):
        return drive, "", ""
    return drive, time_of(leave), time_of(back)


def away_words(diary: Diary, nights: Nights, first: date, last: date) -> tuple[Away, ...]:
    """The trips with nights that touch these days: "Derby and Wetherby, 1 night"."""
    found: list[Away] = []
    for day in sorted(nights.after):
        if day - DAY in nights.after:
            continue
        until = day + DAY
        while until in nights.after:
            until += DAY
        if day > last or until < first:
            continue
        towns: list[str] = []
        for n in range((until - day).days + 1):
            towns += [*_towns_on(diary, day + DAY * n), *([nights.town(day + DAY * n)] * (day + DAY * n < until))]
        named = list(dict.fromkeys(filter(None, towns)))
        where = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
        slept = tuple(nights.town(day + DAY * n) for n in range((until - day).days))
        found.append(Away(day, until, f"{where}, {count(len(slept), 'night')}", slept))
    return tuple(found)


def _towns_on(diary: Diary, day: date) -> list[str]:
    reviews = {review.id: review for review in (*diary.bookings, *diary.held_on(day))}
    return [
        town_of(diary.cases[review.child], diary.place_of_review(review), diary.today)
        for made in placed_on(diary, day)
        for review in [reviews[made.id]]
    ]
