"""Calendar files out (RFC 5545): each event under a stable UID, private, in the wall-clock time of Europe/London."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

PRODUCT: Final = "-//IRO Desk//Reviews//EN"
UID_OF: Final = "@iro-desk.invalid"
"""The end of every UID written here: by it a calendar that comes back is known as one's own."""

LONDON: Final = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19970330T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
"""The rule since 1996 (the Summer Time Order 2002). Short, as the calendars of offices like it."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event. ``starts`` and ``ends`` are London's wall clock without a zone, or plain days (the end not counted).

    ``sequence`` is raised by each change of the time; ``stamped`` is the moment of the newest one, in UTC.
    """

    id: str
    summary: str
    starts: datetime | date
    ends: datetime | date
    sequence: int
    stamped: datetime
    cancelled: bool = False


def write_calendar(events: Iterable[CalendarEvent]) -> bytes:
    """The file's bytes. Nothing but the summary says what an event is about; no place and no description."""
    from icalendar import Calendar, Event, Timezone, vDDDTypes

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add_component(Timezone.from_ical(LONDON.replace("\n", "\r\n")))
    for each in events:
        event = Event()
        event.add("uid", f"{each.id.lower()}{UID_OF}")
        event.add("dtstamp", each.stamped)
        event.add("last-modified", each.stamped)
        event.add("sequence", each.sequence)
        event.add("class", "PRIVATE")
        event.add("summary", each.summary)
        for name, when in (("dtstart", each.starts), ("dtend", each.ends)):
            value = vDDDTypes(when)
            if isinstance(when, datetime):
                value.params["TZID"] = "Europe/London"
            event[name] = value
        event.add("status", "CANCELLED" if each.cancelled else "CONFIRMED")
        # Without an hour the day is not taken: the review is somewhere in it.
        event.add("transp", "OPAQUE" if isinstance(each.starts, datetime) else "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())
