"""Calendars in: the ordinary, the strange and the broken; never a crash, each fault said with its line."""

from __future__ import annotations

from datetime import date, datetime
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desk.exchange import CalendarRead, read_calendar

FIRST, LAST = date(2026, 11, 23), date(2027, 12, 31)


def calendar(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str, uid: str = "1") -> bytes:
    return calendar("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT")


def read(data: bytes) -> CalendarRead:
    return read_calendar(data, FIRST, LAST)


def hours(found: CalendarRead) -> list[tuple[str, str]]:
    return [(f"{each.starts:%Y-%m-%d %H:%M}", f"{each.ends:%Y-%m-%d %H:%M}") for each in found.busy]


@pytest.mark.parametrize(
    ("lines", "starts", "ends"),
    [
        (("DTSTART:20270112T100000Z", "DTEND:20270112T113000Z"), "2027-01-12 10:00", "2027-01-12 11:30"),
        (("DTSTART:20270712T100000Z", "DURATION:PT90M"), "2027-07-12 11:00", "2027-07-12 12:30"),
        (("DTSTART:20270712T100000", "DURATION:P1D"), "2027-07-12 10:00", "2027-07-13 10:00"),
        (
            ("DTSTART;TZID=GMT Standard Time:20270712T100000", "DTEND;TZID=GMT Standard Time:20270712T110000"),
            "2027-07-12 10:00",
            "2027-07-12 11:00",
        ),
        (
            ('DTSTART;TZID="/mozilla.org/20050126_1/Europe/Berlin":20270112T100000', "DURATION:PT1H"),
            "2027-01-12 09:00",
            "2027-01-12 10:00",
        ),
        (("DTSTART;VALUE=DATE:20270112",), "2027-01-12 00:00", "2027-01-13 00:00"),
        (("DTSTART;VALUE=DATE:20270112", "DTEND;VALUE=DATE:20270115"), "2027-01-12 00:00", "2027-01-15 00:00"),
        (("DTSTART:2027-01-12T10:00:00", "DTEND:2027-01-12T11:00:00"), "2027-01-12 10:00", "2027-01-12 11:00"),
    ],
)
def test_an_event_is_read_in_londons_clock(lines: tuple[str, ...], starts: str, ends: str) -> None:
    found = read(event(*lines))
    assert hours(found) == [(starts, ends)]
    assert found.problems == ()


def test_the_clocks_going_forward_and_back_leave_a_weekly_hour_where_it_is() -> None:
    for first in ("20270327", "20271030"):
        found = read(event(f"DTSTART;TZID=Europe/London:{first}T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"))
        assert [each[0][11:] for each in hours(found)] == ["09:00"] * 3
    through = read(event("DTSTART:20270328T080000Z", "DTEND:20270328T090000Z"))
    assert hours(through) == [("2027-03-28 09:00", "2027-03-28 10:00")]


def test_a_repeating_event_with_one_moved_one_left_out_and_a_last_day() -> None:
    rule = ("DTSTART;TZID=Europe/London:20200106T140000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;UNTIL=20261221T140000Z")
    found = read(
        calendar(
            "BEGIN:VEVENT", "UID:w", *rule, "EXDATE;TZID=Europe/London:20261207T140000", "END:VEVENT",
            "BEGIN:VEVENT", "UID:w", "RECURRENCE-ID;TZID=Europe/London:20261214T140000",
            "DTSTART;TZID=Europe/London:20261215T160000", "DURATION:PT30M", "END:VEVENT",
            "BEGIN:VEVENT", "UID:w", "RECURRENCE-ID:20261221T140000Z", "DTSTART:20261221T140000Z",
            "STATUS:CANCELLED", "END:VEVENT",
        )
    )  # fmt: skip
    assert [each[0] for each in hours(found)] == ["2026-11-23 14:00", "2026-11-30 14:00", "2026-12-15 16:00"]
    assert len(found.cancelled) == 1


def test_what_is_free_cancelled_or_ones_own_takes_no_time_and_alarms_are_no_events() -> None:
    when = ("DTSTART:20270112T100000Z", "DURATION:PT1H")
    alarm = ("BEGIN:VALARM", "TRIGGER:-PT15M", "ACTION:DISPLAY", "DESCRIPTION:x", "DURATION:PT5M", "END:VALARM")
    assert read(event(*when, "TRANSP:TRANSPARENT")).free == 1
    assert read(event(*when, "X-MICROSOFT-CDO-BUSYSTATUS:FREE")).busy == ()
    assert len(read(event(*when, "STATUS:CANCELLED")).cancelled) == 1
    assert read(event(*when, uid="abc@iro-desk.invalid")).own == 1
    assert hours(read(event(*when, *alarm))) == [("2027-01-12 10:00", "2027-01-12 11:00")]
    busy = calendar("BEGIN:VFREEBUSY", "FREEBUSY:20270112T100000Z/PT1H,20270113T090000Z/20270113T100000Z",
                    "FREEBUSY;FBTYPE=FREE:20270114T100000Z/PT1H", "END:VFREEBUSY")  # fmt: skip
    assert len(read(busy).busy) == 2


def test_a_zone_that_the_file_alone_knows_is_taken_from_it_and_an_unknown_one_is_said() -> None:
    zone = ("BEGIN:VTIMEZONE", "TZID:Office", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0300",
            "TZOFFSETTO:+0300", "TZNAME:X", "END:STANDARD", "END:VTIMEZONE")  # fmt: skip
    meeting = ("BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Office:20270112T100000", "DURATION:PT1H", "END:VEVENT")
    assert hours(read(calendar(*zone, *meeting))) == [("2027-01-12 07:00", "2027-01-12 08:00")]
    found = read(calendar(*meeting))
    assert hours(found) == [("2027-01-12 10:00", "2027-01-12 11:00")]
    assert [fault.what for fault in found.problems] == ["A time zone is not known here: London's clock is taken."]


def test_nothing_of_what_an_event_is_about_is_kept() -> None:
    secret = event("DTSTART:20270112T100000Z", "DURATION:PT1H", "SUMMARY:Zanzibar", uid="zanzibar@example.org")
    assert "anzibar" not in repr(read(secret))


GOOD = "BEGIN:VEVENT\r\nUID:good\r\nDTSTART:20270112T100000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
BROKEN = {
    "nothing": b"",
    "no calendar": b"Dear all, the review is on Monday.",
    "a picture": bytes(range(256)) * 40,
    "cut off": event("DTSTART:20270112T100000Z", "DURATION:PT1H")[:70],
    "no end of the event": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2027\r\nEND:VCALENDAR\r\n",
    "an end too many": calendar("END:VEVENT"),
    "no beginning": event("DTEND:20270112T100000Z"),
    "30 February": event("DTSTART:20270230T100000Z", "DURATION:PT1H"),
    "hour 25": event("DTSTART:20270112T250000Z", "DURATION:PT1H"),
    "year 0": event("DTSTART:00000112T100000Z", "DURATION:PT1H"),
    "ends before": event("DTSTART:20270112T100000Z", "DTEND:20270112T090000Z"),
    "a length in words": event("DTSTART:20270112T100000Z", "DURATION:one hour"),
    "a length of ages": event("DTSTART:20270112T100000Z", "DURATION:P99999999999D"),
    "a rule in words": event("DTSTART:20270112T100000Z", "DURATION:PT1H", "RRULE:every Monday"),
    "a rule each second": event("DTSTART:20270112T100000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"),
    "a rule that never comes": event(
        "DTSTART:20270112T100000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
    ),
    "a rule of interval 0": event("DTSTART:20270112T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=0"),
    "a rule of a day that no month has": event(
        "DTSTART:20200112T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;COUNT=3"
    ),
    "daily since Rome": event("DTSTART:00010112T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"),
    "a last day in words": event("DTSTART:20270112T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=Xmas"),
    "zone of nowhere": event("DTSTART;TZID=../../etc/passwd:20270112T100000", "DURATION:PT1H"),
    "zone with a NUL": event("DTSTART;TZID=a\x00b:20270112T100000", "DURATION:PT1H"),
    "quotation never closed": event('DTSTART;TZID="Europe/London:20270112T100000', "DURATION:PT1H"),
    "folded into nothing": b"BEGIN:VCALENDAR\r\n  \r\n\t\r\n:\r\n;;;\r\nEND:VCALENDAR\r\n",
    "nested without end": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 3000,
    "UTF-16 without its pair": b"\xff\xfeB\x00E\x00G",
    "year 9999": event("DTSTART:99991231T235900Z", "DURATION:PT2H"),
    "year 1": event("DTSTART;TZID=Asia/Tokyo:00010101T000000", "DURATION:PT1H"),
}
UNHURT = {"nothing", "UTF-16 without its pair", "year 9999", "year 1"}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_calendar_is_told_and_what_is_whole_in_it_is_read(name: str) -> None:
    assert read(BROKEN[name]).problems or name in UNHURT
    if BROKEN[name].startswith(b"BEGIN:VCALENDAR\r\n") and "nested" not in name:
        beside = BROKEN[name].replace(b"BEGIN:VCALENDAR\r\n", b"BEGIN:VCALENDAR\r\n" + GOOD.encode(), 1)
        assert ("2027-01-12 10:00", "2027-01-12 11:00") in hours(read(beside))


def test_the_strange_calendars_that_a_calendar_library_collects_are_all_read() -> None:
    folder = files("icalendar") / "tests" / "calendars"
    found = [each for each in folder.iterdir() if each.name.endswith(".ics")] if folder.is_dir() else []
    if not found:
        pytest.skip("icalendar was installed without its own tests")
    read_ones = [read_calendar(each.read_bytes(), date(2000, 1, 1), date(2030, 1, 1)) for each in found]
    assert sum(len(each.busy) for each in read_ones) > 100
    assert all(fault.what.endswith(".") for each in read_ones for fault in each.problems)


@given(st.binary(max_size=300), st.integers(0, 400), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_no_damage_makes_it_crash(junk: bytes, at: int, gap: int) -> None:
    whole = event("DTSTART;TZID=Europe/London:20270112T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=9")
    read(whole[:at] + junk + whole[at + gap :])
    read(junk)


def test_other_line_ends_a_mark_at_the_head_and_old_encodings_are_read() -> None:
    whole = event("DTSTART:20270112T100000Z", "DURATION:PT1H", "SUMMARY:Café").decode()
    for data in (
        whole.replace("\r\n", "\n").encode(),
        whole.replace("\r\n", "\r").encode(),
        b"\xef\xbb\xbf" + whole.encode(),
        whole.encode("utf-16"),
        whole.encode("latin-1"),
        whole.replace("DTSTART", "DTST\r\n ART").replace("BEGIN", "begin").encode(),
    ):
        assert hours(read(data)) == [("2027-01-12 10:00", "2027-01-12 11:00")], data[:40]


def test_a_calendar_of_years_is_read_quickly_enough() -> None:
    many = [
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:2027{1 + n % 12:02}12T100000Z\r\nDURATION:PT1H\r\nEND:VEVENT"
        for n in range(3000)
    ]
    started = datetime.now().timestamp()
    assert len(read(calendar(*many)).busy) == 3000
    assert datetime.now().timestamp() - started < 10
