"""Calendar files in (RFC 5545, and what programs write in its name): when somebody is busy, and nothing else.

Summaries, places and descriptions are not even looked at. What cannot be read is told with its line, and the rest of
the file is read all the same.
"""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any, Final
from zoneinfo import ZoneInfo

from iro_desk.exchange.calendar_lines import CalendarFault, Line, blocks_of, lines_of
from iro_desk.exchange.calendar_out import UID_OF

LONDON: Final = ZoneInfo("Europe/London")
MOST_BYTES: Final = 20_000_000
MOST_PROBLEMS: Final = 200
_DAY_NAMES: Final = ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
OFTEN: Final = ("SECONDLY", "MINUTELY", "HOURLY")
REPEATS_AT_MOST: Final = 20_000
"""How far a rule is followed from its beginning, in repetitions: sixty years of days."""
_MOMENT: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z?))?")
_DURATION: Final = re.compile(r"([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


@dataclass(frozen=True, slots=True)
class BusyTime:
    """One stretch of busy time, in London's wall clock. ``key`` is the same each time that calendar is read."""

    key: str
    starts: datetime
    ends: datetime
    whole_days: bool
    """Days without hours; ``ends`` is the midnight after the last."""


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """What a file says: busy times within the days asked for, keys of what was cancelled, what could not be read."""

    busy: tuple[BusyTime, ...]
    cancelled: frozenset[str]
    own: int
    """Events that this program wrote."""
    free: int
    """Events that take no time: marked free, or cancelled."""
    problems: tuple[CalendarFault, ...]


class _Unreadable(ValueError):
    """What one event lacks or has wrong, in words."""


def read_calendar(data: bytes, first: date, last: date) -> CalendarRead:
    """The busy times from ``first`` to ``last``, both counted. Never raises for what the file holds."""
    problems: list[CalendarFault] = []
    if len(data) > MOST_BYTES:
        return CalendarRead((), frozenset(), 0, 0, (CalendarFault(1, "The file is too large for a calendar."),))
    lines = list(lines_of(data, problems))
    if not any(line.name == "BEGIN" and line.value.upper() == "VCALENDAR" for line in lines):
        problems.append(CalendarFault(1, "No calendar begins in this file."))
    blocks, zones = blocks_of(lines, problems)
    reading = _Reading(first, last, zones, problems)
    for block in blocks:
        try:
            reading.take(block)
        except _Unreadable as error:
            problems.append(CalendarFault(block[0].number, str(error)))
        except (ValueError, OverflowError, ArithmeticError, TypeError, LookupError):
            problems.append(CalendarFault(block[0].number, "An event has a date or a rule that cannot be read."))
    if len(problems) > MOST_PROBLEMS:
        more = len(problems) - MOST_PROBLEMS
        problems[MOST_PROBLEMS:] = [CalendarFault(problems[MOST_PROBLEMS].line, f"And {more} more faults.")]
    busy = {key: each for key, each in reading.found().items() if each is not None}
    return CalendarRead(
        tuple(sorted(busy.values(), key=lambda each: (each.starts, each.ends, each.key))),
        frozenset(reading.cancelled),
        reading.own,
        reading.free,
        tuple(problems),
    )


# ---------------------------------------------------------------- events


class _Reading:
    """One file being read."""

    def __init__(self, first: date, last: date, zones: dict[str, list[Line]], problems: list[CalendarFault]) -> None:
        self._from = datetime.combine(first, time())
        self._to = datetime.combine(last, time()) + timedelta(days=1)
        self._blocks, self._zones, self._problems = zones, dict[str, tzinfo](), problems
        self._times: dict[str, BusyTime] = {}
        self._instead: dict[str, BusyTime | None] = {}
        """Single times of repeating events that were moved, or (``None``) take no time any more."""
        self.cancelled: set[str] = set()
        self.own = self.free = 0

    def found(self) -> dict[str, BusyTime | None]:
        """By their keys the busy times; a single time of a repeating event as it was moved."""
        return self._times | self._instead

    def take(self, block: list[Line]) -> None:
        """One event, or one block of busy time."""
        if block[0].value.upper() == "VFREEBUSY":
            self._take_free_busy(block)
            return
        first = {line.name: line for line in reversed(block)}
        uid = first["UID"].value if "UID" in first else ""
        if uid.lower().endswith(UID_OF):
            self.own += 1
            return
        if "DTSTART" not in first:
            raise _Unreadable("An event has no beginning.")
        starts, zone, whole = self._when(first["DTSTART"])
        if not uid:
            uid = f"{first['DTSTART'].value}/{first['DTEND'].value if 'DTEND' in first else ''}"
        instance = ""
        if "RECURRENCE-ID" in first:
            instance = _in_london(*self._when(first["RECURRENCE-ID"])[:2]).isoformat()
        key = _key(uid, instance)
        if instance:
            self._instead[key] = None
        if _takes_no_time(first):
            self.cancelled.add(key)
            self.free += 1
            return
        lasts = self._lasts(first, starts, zone, whole)
        if "RRULE" not in first and not any(line.name == "RDATE" for line in block):
            self._add(key, starts, zone, lasts, whole, into=self._instead if instance else self._times)
            return
        for begin in self._repeats(block, starts, zone, whole, lasts):
            self._add(_key(uid, _in_london(begin, zone).isoformat()), begin, zone, lasts, whole, into=self._times)

    def _take_free_busy(self, block: list[Line]) -> None:
        for line in block:
            if line.name != "FREEBUSY" or line.params.get("FBTYPE", "BUSY").upper() == "FREE":
                continue
            for period in line.value.split(","):
                start, _, end = period.partition("/")
                starts, zone, _ = self._when(Line(line.number, "", line.params, start))
                if end[:1] in ("P", "+", "-"):
                    lasts = _duration(end)
                else:
                    lasts = self._when(Line(line.number, "", line.params, end))[0] - starts
                self._add(_key(f"free-busy/{period}", ""), starts, zone, lasts, False, into=self._times)

    def _add(
        self, key: str, starts: datetime, zone: tzinfo | None, lasts: timedelta, whole: bool, *, into: dict[str, Any]
    ) -> None:
        begins = _in_london(starts, zone)
        # An hour more in spring, one less in autumn: what lasts, lasts by the clock of its own zone.
        ends = _in_london(starts + lasts, zone)
        if lasts > timedelta() and begins < self._to and ends > self._from:
            into[key] = BusyTime(key, begins, ends, whole)

    def _when(self, line: Line) -> tuple[datetime, tzinfo | None, bool]:
        """Wall clock, its zone (``None``: London's own), and whether it is a day without an hour."""
        told = _MOMENT.fullmatch(line.value.upper())
        if told is None:
            raise _Unreadable(f"{line.name or 'A time'} is no date: {line.value[:20]}.")
        year, month, day, hour, minute, second, utc = told.groups()
        day_told = date(int(year), int(month), int(day))
        if hour is None:
            return datetime.combine(day_told, time()), None, True
        wall = datetime.combine(day_told, time(int(hour), int(minute), min(int(second or 0), 59)))
        return wall, (UTC if utc else self._zone(line)), False

    def _zone(self, line: Line) -> tzinfo | None:
        named = line.params.get("TZID", "").strip('"')
        if not named:
            return None
        if named not in self._zones:
            self._zones[named] = self._made(named, line.number)
        return self._zones[named]

    def _made(self, named: str, number: int) -> tzinfo:
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        for name in (named, WINDOWS_TO_OLSON.get(named, ""), "/".join(named.split("/")[-2:])):
            try:
                return ZoneInfo(name)
            except (ValueError, OSError, LookupError):
                continue
        if named in self._blocks:
            made = _zone_of_block(self._blocks[named], named)
            if made is not None:
                return made
        self._problems.append(CalendarFault(number, "A time zone is not known here: London's clock is taken."))
        return LONDON

    def _lasts(self, first: dict[str, Line], starts: datetime, zone: tzinfo | None, whole: bool) -> timedelta:
        if "DTEND" in first:
            ends, end_zone, _ = self._when(first["DTEND"])
            lasts = _moved(ends, end_zone, zone) - starts
        elif "DURATION" in first:
            lasts = _duration(first["DURATION"].value)
        else:
            lasts = timedelta(days=1) if whole else timedelta()
        if lasts < timedelta():
            raise _Unreadable("An event ends before it begins.")
        if whole and not lasts:
            lasts = timedelta(days=1)
        return lasts

    def _repeats(
        self,
        block: list[Line],
        starts: datetime,
        zone: tzinfo | None,
        whole: bool,
        lasts: timedelta,
    ) -> list[datetime]:
        """The beginnings within the days asked for, by the clock of the event's own zone."""
        from dateutil.rrule import rrulestr

        margin = timedelta(days=2)
        begins, left_out = {starts}, set[datetime]()
        for line in block:
            if line.name == "RRULE":
                rule, most = _rule(line.value, zone, self._to + margin)
                found = list(islice(rrulestr(rule, dtstart=starts), most))
                if len(found) > REPEATS_AT_MOST:
                    raise _Unreadable("An event repeats too often for a diary.")
                begins |= set(found)
            elif line.name in ("RDATE", "EXDATE"):
                for value in filter(None, line.value.split(",")):
                    at, at_zone, alone = self._when(Line(line.number, line.name, line.params, value.split("/")[0]))
                    at = datetime.combine(at, starts.time()) if alone else _moved(at, at_zone, zone)
                    (begins if line.name == "RDATE" else left_out).add(at)
        inside = (at for at in begins - left_out if at <= self._to + margin and at + lasts >= self._from - margin)
        return sorted(inside)


def _takes_no_time(first: dict[str, Line]) -> bool:
    said = {name: line.value.upper() for name, line in first.items()}
    return (
        said.get("STATUS") == "CANCELLED"
        or said.get("TRANSP") == "TRANSPARENT"
        or said.get("X-MICROSOFT-CDO-BUSYSTATUS") in ("FREE", "WORKINGELSEWHERE")
    )


def _rule(value: str, zone: tzinfo | None, end: datetime) -> tuple[str, int]:
    """The rule by the clock of the event's zone, ended where the days asked for end; and how many at most."""
    parts = dict(part.strip().partition("=")[::2] for part in value.upper().split(";") if part.strip())
    if parts.get("FREQ") in OFTEN:
        raise _Unreadable("An event repeats within the day: it is no engagement.")
    if parts.get("INTERVAL", "1").strip("0") == "":
        raise _Unreadable("A rule of no interval never comes to its next day.")
    if not _ever_comes(parts):
        raise _Unreadable("A rule names a day that no year has.")
    if "UNTIL" in parts:
        told = re.fullmatch(r"(\d{8})(?:T(\d{6})(Z?))?", parts["UNTIL"])
        if told is None:
            raise _Unreadable("A rule has no date for its last day.")
        until = datetime.strptime(f"{told[1]}{told[2] or '235959'}", "%Y%m%d%H%M%S")  # noqa: DTZ007 - a wall clock
        end = min(end, _moved(until, UTC, zone) if told[3] else until)
    most = min(int(parts.pop("COUNT", REPEATS_AT_MOST + 1)), REPEATS_AT_MOST + 1)
    parts["UNTIL"] = f"{end:%Y%m%dT%H%M%S}"
    return ";".join(f"{name}={told}" for name, told in parts.items()), most


def _ever_comes(parts: dict[str, str]) -> bool:
    """Whether any day of 28 years, after which weekdays and leap years repeat, has all that the rule names."""
    named = {key: {int(number) for number in parts[key].split(",")} for key in _DAY_NAMES if key in parts}
    if len(named) < 2:
        return True
    for ordinal in range(date(2000, 1, 1).toordinal(), date(2028, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        month = monthrange(day.year, day.month)[1]
        year = date(day.year, 12, 31).timetuple().tm_yday
        weeks = date(day.isocalendar().year, 12, 28).isocalendar().week
        on = {
            "BYMONTH": {day.month},
            "BYMONTHDAY": {day.day, day.day - month - 1},
            "BYYEARDAY": {day.timetuple().tm_yday, day.timetuple().tm_yday - year - 1},
            "BYWEEKNO": {day.isocalendar().week, day.isocalendar().week - weeks - 1},
        }
        if all(wanted & on[key] for key, wanted in named.items()):
            return True
    return False


def _duration(value: str) -> timedelta:
    told = _DURATION.fullmatch(value.strip().upper())
    if told is None:
        raise _Unreadable(f"A length of time cannot be read: {value[:20]}.")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in told.groups()[1:])
    lasts = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -lasts if told[1] == "-" else lasts


def _moved(wall: datetime, zone: tzinfo | None, to: tzinfo | None) -> datetime:
    """The wall clock of one zone as that of another."""
    if (zone or LONDON) is (to or LONDON):
        return wall
    return wall.replace(tzinfo=zone or LONDON).astimezone(to or LONDON).replace(tzinfo=None)


def _in_london(wall: datetime, zone: tzinfo | None) -> datetime:
    return _moved(wall, zone, LONDON)


def _key(uid: str, instance: str) -> str:
    """Of another calendar's identity nothing readable is kept: it may be an address or a name."""
    digest = hashlib.sha256(uid.encode("utf-8", errors="replace")).hexdigest()[:24]
    return f"{digest}/{instance}" if instance else digest


def _zone_of_block(block: list[Line], named: str) -> tzinfo | None:
    """A zone as the file itself describes it; ``None`` when it cannot be understood."""
    from io import StringIO

    from dateutil.tz import tzical

    lines = [f"{line.name}:{line.value}" for line in block[1:] if line.name != "TZID"]
    text = "\n".join(["BEGIN:VTIMEZONE", f"TZID:{named}", *lines, "END:VTIMEZONE"])
    try:
        return tzical(StringIO(text)).get(named)  # type: ignore[no-any-return]
    except Exception:  # noqa: BLE001 - whatever another's description makes that parser do, the zone is not known
        return None
