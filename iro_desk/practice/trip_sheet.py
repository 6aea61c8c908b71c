"""The trip sheet: a day's or a trip's stops with what is needed on the road and at each door, on screen and on paper.

Initials, house and postcode, one telephone number; no surname, no date of birth, no status, no reason.
"""

from __future__ import annotations

import re
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from iro_desk.casework import ENGAGEMENT_KINDS, ChildFile, Engagement, Refused, Review, TripNote, episode_on
from iro_desk.documents import TripDayFacts, TripMapFacts, TripSheetFacts, TripStopFacts, trip_sheet, typeset
from iro_desk.planning import NOWHERE
from iro_desk.practice import claims, legs, maps, places
from iro_desk.practice.diary import diary_view
from iro_desk.practice.diary_facts import POSTCODE_IN_WORDS, REMOTE, Case, Diary
from iro_desk.practice.diary_views import DiaryDay
from iro_desk.practice.free_time import free_days, free_time
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.legs import Leg
from iro_desk.practice.nights import nights_of, town_of
from iro_desk.practice.paper_facts import letterhead, me
from iro_desk.practice.words import count, hours, long_day, plain_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED
from iro_desk.travel import Place

MOST_DAYS = 7
NOT_SHOWN = "Not shown here: look it up before you leave"
STREETS = frozenset(
    (
        *("road", "street", "lane", "avenue", "close", "way", "drive", "crescent", "gardens", "terrace"),
        *("hill", "grove", "rise", "walk", "row", "square", "mews"),
    )
)


@dataclass(frozen=True, slots=True)
class TripSheetStop:
    """One stop. ``child`` is empty where it is nobody's home that one drives to."""

    key: str
    """Of the review or the engagement."""
    child: str
    time: str
    initials: str
    where: str
    telephone: str
    access: str
    bring: tuple[str, ...]
    drive: str
    """ "22 miles, 40 min to get there": as the day is planned, from the stop before or the base."""
    point: tuple[int, int] | None
    town: str = ""
    """Empty where it is not to be told."""


@dataclass(frozen=True, slots=True)
class TripSheetDay:
    """One day of it."""

    day: date
    words: str
    stops: tuple[TripSheetStop, ...]
    leave_words: str
    """ "Leave at 08:10, back at about 17:20. 84 miles, 2 h 25 of driving"."""
    leave_at: str = ""
    back_at: str = ""
    woke_in: str = ""
    """The town one slept in before it; empty at home."""
    sleeps_in: str = ""
    """The town one sleeps in after it; empty at home."""
    way_back: str = ""
    """ "112 miles, 2 h 40": from the last stop to the base, or to where one sleeps."""
    miles: int | None = None
    """Of the whole day; ``None`` where a drive of it is not known."""
    drive_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class TripSheetView:
    """A day or a trip."""

    first: date
    last: date
    title: str
    days: tuple[TripSheetDay, ...]
    who_knows: str
    expected_back: str
    pending: bool
    """Whether drives are still being reckoned."""


def trip_sheet_view(ws: Workspace, first: date, last: date | None = None) -> TripSheetView:
    """The stops from ``first`` to ``last`` (that day alone without one). Raises ``Refused`` for more than a week."""
    last = last or first
    if not timedelta() <= last - first < timedelta(days=MOST_DAYS):
        raise Refused("A trip sheet is for one day, up to a week.", safe=UNCHANGED, do="Name its first and last day.")
    diary = Diary(ws)
    view = diary_view(ws, first, last)
    nights = nights_of(diary, first, last)
    notes = {note.child: note for note in ws.desk.all(TripNote)}
    days = []
    for told in view.days:
        stops, driven, way_back = _stops(diary, told.day, notes, *nights.ends(told.day))
        drive = f"{driven[0]} miles, {hours(driven[1])} of driving" if driven and driven[1] else ""
        leave_words = ". ".join(part for part in (_hours_words(told), drive) if part)
        ends = told.leave_at, told.back_at, told.woke_in, told.sleeps_in
        days.append(
            TripSheetDay(told.day, long_day(told.day), stops, leave_words, *ends, way_back, *(driven or (None, None)))
        )
    until = next((told for told in reversed(view.days) if told.back_at), None)
    return TripSheetView(
        first=first,
        last=last,
        title=long_day(first) if first == last else f"{plain_day(first, last)} to {plain_day(last, ws.today)}",
        days=tuple(days),
        who_knows=ws.settings().text("lone_working"),
        expected_back=_expected(until, last, ws.today) if until is not None else "",
        pending=view.pending,
    )


def _hours_words(day: DiaryDay) -> str:
    """ "Leave at 08:10, back at about 17:20"; with a night before or after it, the towns too."""
    if day.sleeps_in and not day.leave_at:
        return f"Drive to {day.sleeps_in} for the night"
    if not day.leave_at or not day.back_at:
        return f"Drive home from {day.woke_in}" if day.woke_in else ""
    leave = f"Leave {day.woke_in} at {day.leave_at}" if day.woke_in else f"Leave at {day.leave_at}"
    end = f"in {day.sleeps_in} for the night at about" if day.sleeps_in else "back at about"
    return f"{leave}, {end} {day.back_at}"


def _expected(until: DiaryDay, last: date, today: date) -> str:
    """The hour at which one is back: at home, or where one sleeps."""
    there = f", in {until.sleeps_in}, for the night" if until.sleeps_in and until.day == last else ""
    return f"{plain_day(last, today)}, about {until.back_at}{there}"


def next_trip_day(ws: Workspace) -> date | None:
    """The first day from today on that has a stop to drive to; ``None`` without one."""
    diary = Diary(ws)
    days = sorted(day for day in diary.by_day if day >= ws.today)
    return next((day for day in days if _stops(diary, day, {})[0]), None)


def _stops(
    diary: Diary, day: date, notes: dict[str, TripNote], start: int = 0, end: int = 0
) -> tuple[tuple[TripSheetStop, ...], tuple[int, int] | None, str]:
    """The stops of a day in their order, its miles and minutes where all are known, and the last drive.

    ``start`` and ``end``: the places where it begins and ends, the base or one that is slept at.
    """
    found: list[tuple[str, TripSheetStop, Place]] = []
    for what in diary.by_day.get(day, ()):
        place = _place(diary, what)
        if place is None or diary.number_of(place) in (NOWHERE, 0):
            continue
        time = what.booked_time if isinstance(what, Review) else what.starts_at
        found.append((time or "99", _stop(diary, what, day, place, time, notes), place))
    found.sort(key=lambda each: each[0])
    path = [diary.keys[start], *(place.key for _, _, place in found), diary.keys[end]]
    drives = [diary.legs.between(a, b) for a, b in pairwise(path)]
    stops = [_driven(stop, leg) for (_, stop, _), leg in zip(found, drives, strict=False)]
    known = [leg for leg in drives if leg is not None]
    whole = round(sum(leg.miles for leg in known)), sum(leg.planned for leg in known)
    return tuple(stops), whole if len(known) == len(drives) else None, _leg_words(drives[-1])


def _leg_words(leg: Leg | None) -> str:
    return f"{count(round(leg.miles), 'mile')}, {hours(leg.planned)}" if leg is not None and leg.planned else ""


def _place(diary: Diary, what: Review | Engagement) -> Place | None:
    if isinstance(what, Review):
        return None if what.method in REMOTE else diary.place_of_review(what)
    return None if what.imported else diary.place_of_engagement(what)


def _driven(stop: TripSheetStop, leg: Leg | None) -> TripSheetStop:
    if leg is None:
        return stop
    return replace(stop, drive=f"{_leg_words(leg)} to get there" if leg.planned else "At the same place")


def _stop(
    diary: Diary, what: Review | Engagement, day: date, place: Place, time: str, notes: dict[str, TripNote]
) -> TripSheetStop:
    case = diary.cases.get(what.child)
    note = notes.get(what.child)
    point = (place.easting, place.northing) if place.easting is not None and place.northing is not None else None
    hidden = False
    where, telephone, initials = _at(what.place, place), "", ""
    if case is not None:
        home = episode_on(case.file.episodes, day)
        at_home = case.place is not None and case.place.key == place.key
        if home is not None and at_home:
            hidden = home.confidential
            where = ", ".join(part for part in (house_of(home.street), place.words) if part)
            telephone = home.telephone
        telephone = telephone or _telephone(case.file, day)
        initials = maps.initials_of(case.file.child.full_name) or case.file.number
    if not isinstance(what, Review) and not initials:
        initials = ENGAGEMENT_KINDS.get(what.kind, what.kind)
    return TripSheetStop(
        key=what.id,
        child=case.id if case is not None else "",
        time=time,
        initials=initials,
        where=NOT_SHOWN if hidden else where,
        telephone=telephone,
        access=note.access if note is not None else "",
        bring=tuple(filter(None, map(str.strip, note.bring.splitlines()))) if note is not None else (),
        drive="",
        point=None if hidden else point,
        town="" if hidden else _town(case, place, day),
    )


def _town(case: Case | None, place: Place, day: date) -> str:
    """The town as one calls it; of a place that only its name tells, nothing: it may be somebody's house."""
    if case is not None and not place.name:
        return town_of(case, place, day)
    return place.authority_name


def _at(words: str, place: Place) -> str:
    """House and postcode of a place that was written down; of one of the user's own, its name and postcode."""
    before = POSTCODE_IN_WORDS.sub("", words.upper())
    house = house_of(words[: len(before.rstrip(" ,"))]) if place.postcode and not place.name else place.name
    return ", ".join(part for part in (house, place.postcode) if part) or place.words


def house_of(street: str) -> str:
    """House name or number of a street as it is written: "14 Mill Lane" gives 14, "Mill Lane" nothing.

    >>> house_of("Flat 2, 14 Mill Lane")
    'Flat 2, 14'
    >>> house_of("Rose Cottage, Mill Lane")
    'Rose Cottage'
    """
    said = " ".join(street.split())
    numbered = re.match(r"((?:flat|unit|room) \w+,? )?(\d+\s?[a-z]?(?:\s?[-–]\s?\d+\s?[a-z]?)?)\b", said, re.IGNORECASE)
    if numbered is not None:
        return numbered[0].strip()
    first = said.partition(",")[0].strip()
    return "" if not first or first.split()[-1].lower() in STREETS else first


def _telephone(file: ChildFile, day: date) -> str:
    """One number for the door: of the carer or the key worker, else of the social worker."""
    people = {person.id: person for person in file.people}
    for wanted in ("carer", "key-worker", "social-worker"):
        for role in file.roles:
            started, ended = role.since is None or role.since <= day, role.until is not None and role.until < day
            person = people.get(role.person)
            if role.role == wanted and started and not ended and person is not None and person.telephone:
                return person.telephone
    return ""


# ---------------------------------------------------------------- what is kept for the next time


def keep_trip_note(ws: Workspace, child: str, *, access: str, bring: str) -> Future[None]:
    """Keep how one gets in, and what was promised, one thing a line; both empty takes the note away."""
    return ws.do("Kept what a visit needs", _keep, child, access.strip(), bring.strip(), child=child)


def _keep(change: Any, child: str, access: str, bring: str) -> None:
    for old in change.where(TripNote, child=child):
        change.delete(old)
    if access or bring:
        change.save(TripNote(change.new_id(), child, access, bring))


# ---------------------------------------------------------------- on paper


def trip_sheet_facts(ws: Workspace, first: date, last: date | None = None) -> TripSheetFacts:
    """The same as the paper says it. Drives that are still wanted are reckoned: it takes a moment."""
    view = trip_sheet_view(ws, first, last)
    for _ in range(3):
        if not view.pending:
            break
        places.look_up_wanted(ws)
        legs.reckon_wanted(ws)
        view = trip_sheet_view(ws, first, last)
    return TripSheetFacts(
        letterhead=letterhead(ws.settings()),
        officer=me(ws.settings()),
        made_on=ws.today,
        days=tuple(
            TripDayFacts(
                each.day,
                tuple(
                    TripStopFacts(
                        *(s.time, s.initials, s.where, s.telephone, s.access, s.bring, s.drive),
                        *(s.town, bool(s.child)),
                    )
                    for s in each.stops
                ),
                each.leave_words,
                each.back_at if each.stops else "",
                each.sleeps_in,
                each.way_back,
                each.leave_at if each.stops else "",
                each.woke_in,
            )
            for each in view.days
        ),
        who_knows=view.who_knows,
        expected_back=view.expected_back,
        map=_map(ws, view),
        figures=_figures(ws, view),
        slips=_slips(ws, view),
        times_from=f"From the map of roads, with {ws.settings().number('travel_margin')} per cent added; your own"
        " figures where you have said them.",
        practice=ws.settings().yes("practice"),
    )


def _figures(ws: Workspace, view: TripSheetView) -> tuple[tuple[str, str], ...]:
    """Miles, driving and the claim, where every drive is known. Miles already made this tax year count first."""
    driven = [day for day in view.days if day.stops]
    if not driven or any(day.miles is None for day in driven):
        return ()
    settings = ws.settings()
    miles = sum(day.miles or 0 for day in driven)
    made = claims.claim_month(ws, f"{view.first:%Y-%m}")
    before = made.miles_before + made.miles
    rates = claims.rates_of(settings)
    pence = claims.amount(rates, view.first, miles, before)
    one, rest = divmod(pence, miles) if miles else (0, 0)
    return (
        ("Miles", f"{miles}"),
        ("Driving", hours(sum(day.drive_minutes or 0 for day in driven))),
        (
            "Claim",
            f"£{pence / 100:,.2f}"
            + (f" ({miles}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{one}p)" if miles and not rest else ""),
        ),
    )


def _slips(ws: Workspace, view: TripSheetView) -> tuple[str, ...]:
    """For each child whose meeting is on the sheet the last day, and the first time later in it that is still free."""
    diary = Diary(ws)
    said = []
    for day in view.days:
        for stop in day.stops:
            case = diary.cases.get(stop.child)
            limit = case.clock.legal_limit if case is not None and case.clock is not None else None
            if case is None or limit is None or not any(r.id == stop.key for r in ws.desk.of_child(Review, case.id)):
                continue
            spare = next((d for d in free_days(diary, case, 99) if d > day.day), None)
            time = free_time(diary, case, spare) if spare is not None else None
            then = (
                f"Free: {plain_day(spare, ws.today)}, {time}." if spare is not None else "No other day is free in time."
            )
            said.append(f"{stop.initials}: last day {plain_day(limit, ws.today)}. {then}")
    return tuple(said)


def save_trip_sheet(ws: Workspace, first: date, last: date, file: Path) -> None:
    """Write the sheet as a paper. Raises :class:`UserFacingError`."""
    from iro_desk.practice.sharing import write_whole

    refuse_hidden(ws.desk)
    write_whole(file, typeset(trip_sheet(trip_sheet_facts(ws, first, last))).pdf)
    ws.note("Saved a trip sheet as a file", "exported").result()


def _map(ws: Workspace, view: TripSheetView) -> TripMapFacts | None:
    """The stops, numbered as they are driven to, with the roads between; ``None`` where none has a point."""
    points = [(stop.point, f"{stop.time} {stop.initials}".strip()) for day in view.days for stop in day.stops]
    placed: list[tuple[tuple[float, float], str]] = [
        ((float(point[0]), float(point[1])), words) for point, words in points if point is not None
    ]
    return maps.trip_map(ws, placed, paths_of(view)) if placed else None


def paths_of(view: TripSheetView) -> list[list[tuple[int, int]]]:
    """The points driven to from the base until one is back there: days with a night between them are one path."""
    paths: list[list[tuple[int, int]]] = []
    for day in view.days:
        if not day.woke_in or not paths:
            paths.append([])
        paths[-1] += [stop.point for stop in day.stops if stop.point is not None]
    return paths


def way_of(ws: Workspace, view: TripSheetView) -> tuple[tuple[float, float], ...]:
    """The roads of the sheet as one line of grid points."""
    return maps.roads_of(ws, paths_of(view))


def in_words(view: TripSheetView) -> str:
    """The sheet in lines, as the command line prints it."""
    lines = [f"Trip sheet, {view.title}"]
    for day in view.days:
        lines.append(f"{day.words}: {count(len(day.stops), 'stop')}. {day.leave_words}".rstrip(". ") + ".")
        for stop in day.stops:
            bring = f"Bring: {'; '.join(stop.bring)}" if stop.bring else ""
            told = [stop.where, stop.telephone, stop.access, bring, stop.drive]
            lines.append(f"  {stop.time or '–'} {stop.initials}, {'. '.join(part for part in told if part)}")
    lines.append(f"Who knows where I am: {view.who_knows or 'nobody is named'}")
    lines.append(f"Expected back: {view.expected_back or 'not known'}")
    return "\n".join(lines)
