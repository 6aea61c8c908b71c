"""Journeys made, as a mileage and time log by month: from reviews held and visits paid in person.

A day is one round from the base: to each place in the order of the meetings, and back. A claim names outcodes and
no child. Rates are those of the settings on the day; a tax year begins on 6 April.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from iro_desk.casework import (
    Child,
    Contact,
    CouncilSettings,
    Episode,
    OwnLeg,
    Refused,
    Review,
    ReviewPart,
    UserFacingError,
    episode_on,
)
from iro_desk.casework.day_names import MONTHS
from iro_desk.practice import safe_csv
from iro_desk.practice.own_travel import figures_of
from iro_desk.practice.place_names import base_of, find_postcode_or_own
from iro_desk.practice.travel_views import ClaimMonth, JourneyMade
from iro_desk.practice.words import count, hours, short_day
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import Place

IN_PERSON = frozenset({"in person", "mixed"})
HELD = frozenset({"open", "adjourned", "completed", "signed"})
POSTCODE_IN_WORDS = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b")
HEAD = ("day", "to", "why", "miles", "minutes", "pounds", "note")


@dataclass(frozen=True, slots=True)
class Rate:
    """One line of the setting: pence a mile, and pence after so many miles in a tax year, since a day."""

    since: date
    pence: int
    pence_after: int
    limit: int


@dataclass(frozen=True, slots=True)
class _Stop:
    time: str
    place: Place
    why: str
    note: str


def rates_of(settings: CouncilSettings) -> tuple[Rate, ...]:
    """The rates of the settings, oldest first. Raises :class:`UserFacingError` for a line that cannot be read."""
    rates = []
    for line in settings.text("mileage_rates").splitlines():
        found = re.fullmatch(r"\s*(\d{4}-\d\d-\d\d)\s+(\d{1,3})\s+(\d{1,3})\s+(\d{1,6})\s*", line)
        if found is None and line.strip():
            raise _unreadable(line)
        if found is not None:
            try:
                since = date.fromisoformat(found[1])
            except ValueError:
                raise _unreadable(line) from None
            rates.append(Rate(since, int(found[2]), int(found[3]), int(found[4])))
    if not rates:
        raise _unreadable("")
    return tuple(sorted(rates, key=lambda rate: rate.since))


def _unreadable(line: str) -> UserFacingError:
    return UserFacingError(
        f"The mileage rates hold a line that cannot be read: {line.strip() or 'nothing'}.",
        safe="Nothing was changed.",
        do="Write one line a rate: 2011-04-06 45 25 10000.",
    )


def amount(rates: Sequence[Rate], on: date, miles: float, before: float) -> int:
    """Pence for some miles on a day, ``before`` being those already travelled in the tax year.

    >>> amount((Rate(date(2011, 4, 6), 45, 25, 10000),), date(2026, 11, 23), 100.0, 9950.0)
    3500
    """
    rate = next((rate for rate in reversed(rates) if rate.since <= on), rates[0])
    first = max(0.0, min(miles, rate.limit - before))
    return round(first * rate.pence + (miles - first) * rate.pence_after)


def tax_year_of(day: date) -> date:
    """The 6 April on which the day's tax year began."""
    begins = date(day.year, 4, 6)
    return begins if day >= begins else date(day.year - 1, 4, 6)


def months(ws: Workspace) -> tuple[str, ...]:
    """The months in which a journey was made, newest first."""
    stops = _stops(ws, date.min, ws.today)
    return tuple(sorted({f"{day:%Y-%m}" for day in stops}, reverse=True))


def claim_month(ws: Workspace, month: str) -> ClaimMonth:
    """The journeys of one month (``2026-11``). Raises :class:`Refused` for what is not a month."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Refused(f"{month} is not a month such as 2026-11.", safe="Nothing was changed.") from None
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    settings = ws.settings()
    rates = rates_of(settings)
    stops = _stops(ws, tax_year_of(first), min(last, ws.today))
    made = _rounds(ws, stops, settings)
    journeys_: list[JourneyMade] = []
    travelled: dict[date, float] = {}
    for day, (miles, minutes, own, note) in made.items():
        year = tax_year_of(day)
        before = travelled.get(year, 0.0)
        pence = None if miles is None else amount(rates, day, miles, before)
        travelled[year] = before + (miles or 0.0)
        if day >= first:
            places = tuple(dict.fromkeys(_outcode(stop.place) for stop in stops[day]))
            why = ", ".join(dict.fromkeys(stop.why for stop in stops[day]))
            said = " ".join(dict.fromkeys(n for n in (*(stop.note for stop in stops[day]), note) if n))
            journeys_.append(JourneyMade(day, places, why, miles, minutes, pence, own, said))
    miles_before = round(sum(m or 0.0 for day, (m, *_) in made.items() if tax_year_of(first) <= day < first), 1)
    rate = next((r for r in reversed(rates) if r.since <= last), rates[0])
    return ClaimMonth(
        month=month,
        title=month_words(month),
        journeys=tuple(journeys_),
        miles=round(sum(j.miles or 0.0 for j in journeys_), 1),
        minutes=sum(j.minutes or 0 for j in journeys_),
        pence=sum(j.pence or 0 for j in journeys_),
        miles_before=miles_before,
        rate_words=(
            f"{rate.pence}p a mile, {rate.pence_after}p after {rate.limit:,} miles in a tax year, "
            f"since {rate.since.day} {MONTHS[rate.since.month - 1]} {rate.since.year}"
        ),
        unknown=sum(1 for j in journeys_ if j.miles is None),
    )


def month_words(month: str) -> str:
    """ "November 2026"."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def save_claim(ws: Workspace, month: str, file: Path) -> None:
    """Write the log: a paper where the file's name ends in pdf, else a table. Raises :class:`UserFacingError`."""
    from iro_desk.practice.sharing import write_whole

    claim = claim_month(ws, month)
    write_whole(file, claim_pdf(ws, claim) if file.suffix.lower() == ".pdf" else claim_csv(claim))


def claim_csv(claim: ClaimMonth) -> bytes:
    """The log as a table, its sum in the last line."""
    rows: list[tuple[Any, ...]] = [
        (j.day.isoformat(), ", ".join(j.places), j.why, _blank(j.miles), _blank(j.minutes), _pounds(j.pence), j.note)
        for j in claim.journeys
    ]
    rows.append(("sum", "", "", claim.miles, claim.minutes, _pounds(claim.pence), claim.rate_words))
    return safe_csv.csv_of(HEAD, rows)


def claim_pdf(ws: Workspace, claim: ClaimMonth) -> bytes:
    """The log as a paper to sign."""
    from iro_desk.documents import MileageFacts, MileageRow, mileage_log, typeset

    settings = ws.settings()
    facts = MileageFacts(
        council=settings.text("council_name"),
        officer=settings.text("iro_name"),
        month=claim.title,
        rows=tuple(
            MileageRow(
                short_day(j.day, j.day),
                ", ".join(j.places),
                j.why,
                "Not known" if j.miles is None else f"{j.miles:g}",
                "Not known" if j.minutes is None else hours(j.minutes),
                "" if j.pence is None else f"£{j.pence / 100:.2f}",
                j.note,
            )
            for j in claim.journeys
        ),
        sums=(f"{claim.miles:g} miles", hours(claim.minutes), f"£{claim.pence / 100:.2f}"),
        rate=claim.rate_words,
        before=f"{claim.miles_before:g} miles were travelled earlier in the tax year.",
        unknown=f"{count(claim.unknown, 'journey')} without miles, not in the sums." if claim.unknown else "",
        dated=ws.today,
        practice=settings.yes("practice"),
    )
    return typeset(mileage_log(facts)).pdf


def _rounds(
    ws: Workspace, stops: dict[date, list[_Stop]], settings: CouncilSettings
) -> dict[date, tuple[float | None, int | None, bool, str]]:
    """Miles and minutes of each day's round, whether a figure is the user's own, and what is said beside."""
    from iro_desk.travel import journeys as ways

    base = base_of(ws)
    places: dict[str, Place] = {base.key: base}
    for met in stops.values():
        places.update({stop.place.key: stop.place for stop in met})
    index = {key: k for k, key in enumerate(places)}
    got = ways.journeys(list(places.values()), figures_of(ws.desk.all(OwnLeg)))
    made: dict[date, tuple[float | None, int | None, bool, str]] = {}
    for day in sorted(stops):
        path = [base.key, *dict.fromkeys(stop.place.key for stop in stops[day]), base.key]
        if set(path) == {base.key}:
            continue
        legs = [(index[a], index[b]) for a, b in pairwise(path) if a != b]
        miles = sum(float(got.miles[leg]) for leg in legs)
        minutes = sum(float(got.minutes[leg]) for leg in legs)
        known = miles == miles and minutes == minutes
        own = any(bool(got.own_miles[leg] or got.own_minutes[leg]) for leg in legs)
        note = "" if known else "By sea or air, or a home that is not known: enter your own figures."
        made[day] = (round(miles, 1) if known else None, round(minutes) if known else None, own, note)
    return made


def _stops(ws: Workspace, start: date, end: date) -> dict[date, list[_Stop]]:
    """Where the IRO went in person, by day, in the order of the meetings."""
    episodes: dict[str, list[Episode]] = {}
    for episode in ws.desk.all(Episode):
        episodes.setdefault(episode.child, []).append(episode)
    children = {child.id: child for child in ws.desk.all(Child) if child.mine}
    found: dict[date, list[_Stop]] = {}
    seen: set[tuple[date, str]] = set()
    for day, child, time, place, why in _meetings(ws):
        mine = child in children and (children[child].joined_caseload or date.min) <= day
        # A review comes first: that the child was also seen that day is no other journey.
        if not (mine and start <= day <= end) or (why == "Visit" and (day, child) in seen):
            continue
        seen.add((day, child))
        stop = _stop(ws, time, place, why, episode_on(episodes.get(child, ()), day))
        found.setdefault(day, []).append(stop)
    return {day: sorted(stops, key=lambda stop: stop.time or "99") for day, stops in found.items()}


def _meetings(ws: Workspace) -> Iterable[tuple[date, str, str, str, str]]:
    """Day, child, time, place and why of everything held or visited in person. A review read from a return tells
    neither, so it is not claimed."""
    reviews = {review.id: review for review in ws.desk.all(Review)}
    parts = ws.desk.all(ReviewPart)
    in_parts = {part.review for part in parts}
    for review in reviews.values():
        if review.state in HELD and review.held_on and review.method in IN_PERSON and review.id not in in_parts:
            yield review.held_on, review.child, review.booked_time, review.place, "Review"
    for part in parts:
        method = part.method or reviews[part.review].method
        if method in IN_PERSON:
            yield part.held_on, part.child, "", part.place or reviews[part.review].place, "Review"
    for contact in ws.desk.all(Contact):
        if contact.by == "iro" and contact.how == "in person":
            yield contact.happened_on, contact.child, "", "", "Visit"


def _stop(ws: Workspace, time: str, place: str, why: str, home: Episode | None) -> _Stop:
    """Where it was: the postcode or own place that the words name, else where the child lived that day."""
    named = POSTCODE_IN_WORDS.search(place.upper())
    for words in (" ".join(named.groups()) if named else "", place):
        if not words:
            continue
        try:
            return _Stop(time, find_postcode_or_own(ws, words), why, "")
        except UserFacingError:
            continue
    if home is None or not home.postcode:
        return _Stop(time, Place("?", note="home not known"), why, "Where the child lived is not known.")
    return _Stop(time, find_postcode_or_own(ws, home.postcode, lenient=True), why, "")


def _outcode(place: Place) -> str:
    return place.postcode.split(" ")[0] if place.postcode and place.postcode != "?" else place.name or "Not known"


def _blank(figure: float | int | None) -> Any:
    return "" if figure is None else figure


def _pounds(pence: int | None) -> str:
    return "" if pence is None else f"{pence / 100:.2f}"
