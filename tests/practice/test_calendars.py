"""Reviews out as a calendar, busy times in: stable identity, the clock on the wall, nobody's name."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from dateutil.parser import isoparse
from dateutil.tz import tzical

from iro_desk.casework import Engagement, Refused, Review, UserFacingError
from iro_desk.practice import booking, calendars, history
from iro_desk.practice.diary import diary_view
from iro_desk.practice.workspace import Workspace
from tests.exchange import rfc5545
from tests.exchange.test_calendars import calendar

SPRING, AUTUMN = date(2027, 3, 29), date(2027, 11, 1)


def export(ws: Workspace, folder: Path, **which: object) -> list[rfc5545.Part]:
    calendars.export_calendar(ws, folder / "out.ics", **which)  # type: ignore[arg-type]
    events, faults = rfc5545.read((folder / "out.ics").read_bytes())
    assert faults == []
    return events


@pytest.fixture
def review(ws: Workspace, child: str) -> str:
    return booking.book(ws, child, date(2026, 11, 24), time="10:00", place="Old Mill House, DT4 8NN").result()


def test_a_written_calendar_has_no_fault_and_nobodys_name_or_place(ws: Workspace, review: str, tmp_path: Path) -> None:
    (event,) = export(ws, tmp_path)
    assert event.value("SUMMARY") == "Review SŴ 204817"
    assert (event.value("CLASS"), event.value("TRANSP"), event.value("SEQUENCE")) == ("PRIVATE", "OPAQUE", "0")
    assert (event.value("DTSTART"), event.params("DTSTART")) == ("20261124T100000", {"TZID": "Europe/London"})
    assert event.value("DTEND") == "20261124T111500"
    text = (tmp_path / "out.ics").read_text("utf-8")
    for word in ("Siân", "Ŵyn", "Mill", "DT4", "LOCATION", "DESCRIPTION", "ATTENDEE"):
        assert word not in text


def test_a_move_raises_the_sequence_under_the_same_uid_and_a_cancelled_one_says_so(
    ws: Workspace, review: str, tmp_path: Path
) -> None:
    (first,) = export(ws, tmp_path)
    booking.change_booking(ws, review, day=date(2026, 11, 23), time="14:30").result()
    (moved,) = export(ws, tmp_path)
    assert moved.value("UID") == first.value("UID")
    assert (moved.value("SEQUENCE"), moved.value("DTSTART")) == ("1", "20261123T143000")
    history.undo(ws).result()
    (back,) = export(ws, tmp_path)
    assert (back.value("SEQUENCE"), back.value("DTSTART")) == ("2", first.value("DTSTART"))
    booking.cancel_booking(ws, review, "The carer is ill").result()
    (gone,) = export(ws, tmp_path)
    assert (gone.value("STATUS"), gone.value("SEQUENCE")) == ("CANCELLED", "3")
    again = tmp_path / "out.ics"
    assert again.read_bytes() == (calendars.export_calendar(ws, again), again.read_bytes())[1]


def test_an_invitation_names_nobody_and_no_address(ws: Workspace, child: str, review: str) -> None:
    said = calendars.invitation_words(ws, review)
    assert said.startswith("Review of SŴ\nTuesday 24 November 2026 at 10:00, for about 1 h 15.\n")
    assert "Where: I will tell you" in said
    assert "to say whether you will come" in said
    for word in ("Siân", "Ŵyn", "204817", "Mill", "DT4", "lease"):
        assert word not in said
    booking.change_booking(ws, review, place="Larkfield School, DT4 8NN").result()
    assert "Where: school" in (said := calendars.invitation_words(ws, review))
    assert "Larkfield" not in said
    booking.cancel_booking(ws, review, "The carer is ill").result()
    with pytest.raises(UserFacingError, match="no date"):
        calendars.invitation_words(ws, review)


def test_one_review_a_range_or_all(ws: Workspace, review: str, child: str, tmp_path: Path) -> None:
    def more(change: object) -> None:
        for day in (SPRING, AUTUMN):
            change.save(Review(change.new_id(), child, booked_for=day, booked_time="09:00"))  # type: ignore[attr-defined]
        change.save(Review(change.new_id(), child, booked_for=date(2027, 5, 4)))  # type: ignore[attr-defined]
        change.save(Review(change.new_id(), child, state="completed", held_on=date(2026, 1, 4)))  # type: ignore[attr-defined]

    ws.do("Booked more", more).result()
    assert len(export(ws, tmp_path)) == 4
    assert len(export(ws, tmp_path, review=review)) == 1
    (day,) = export(ws, tmp_path, first=date(2027, 4, 1), last=date(2027, 6, 1))
    assert (day.value("DTSTART"), day.params("DTSTART"), day.value("TRANSP")) == (
        "20270504",
        {"VALUE": "DATE"},
        "TRANSPARENT",
    )


@pytest.mark.parametrize("sunday", [date(2027, 3, 28), date(2027, 10, 31)])
def test_the_clock_on_the_wall_is_kept_through_both_changes_of_the_clocks(
    ws: Workspace, child: str, tmp_path: Path, sunday: date
) -> None:
    """The zone that the file carries is read by a parser of another house."""

    def book(change: object) -> None:
        for day in (sunday.replace(day=sunday.day - 1), sunday):
            change.save(Review(change.new_id(), child, booked_for=day, booked_time="09:00"))  # type: ignore[attr-defined]

    ws.do("Booked", book).result()
    before, after = sorted(export(ws, tmp_path), key=lambda event: event.value("DTSTART"))
    text = (tmp_path / "out.ics").read_text("utf-8")
    zone = tzical(StringIO(text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE") + 13] + "\n")).get()
    moments = [isoparse(event.value("DTSTART")).replace(tzinfo=zone) for event in (before, after)]
    assert [moment.hour for moment in moments] == [9, 9]
    offsets = [moment.utcoffset().total_seconds() / 3600 for moment in moments]
    assert offsets == ([0, 1] if sunday.month == 3 else [1, 0])


def test_ones_own_calendar_that_comes_back_brings_nothing(ws: Workspace, review: str, tmp_path: Path) -> None:
    export(ws, tmp_path)
    view = calendars.import_calendar(ws, [tmp_path / "out.ics"])
    assert (view.own, view.new, view.change) == (1, 0, None)
    assert ws.desk.all(Engagement) == []


def busy(*events: tuple[str, str, str]) -> bytes:
    lines = []
    for uid, start, rest in events:
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART;TZID=Europe/London:{start}", "SUMMARY:Dentist"]
        lines += [*rest.split(" "), "END:VEVENT"]
    return calendar(*lines)


def test_busy_times_come_in_once_move_with_their_calendar_and_go_when_cancelled(ws: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "office.ics"
    file.write_bytes(busy(("a", "20261124T090000", "DURATION:PT2H"), ("b", "20261130T220000", "DURATION:PT4H")))
    look = calendars.import_calendar(ws, [file], dry_run=True)
    assert (look.new, look.change, ws.desk.all(Engagement)) == (3, None, [])
    assert look.words == "3 busy times to bring in."
    view = calendars.import_calendar(ws, [file])
    assert view.change is not None
    kept = sorted((each.starts_on, each.starts_at, each.ends_at, each.words) for each in ws.desk.all(Engagement))
    assert kept == [
        (date(2026, 11, 24), "09:00", "11:00", ""),
        (date(2026, 11, 30), "22:00", "23:59", ""),
        (date(2026, 12, 1), "00:00", "02:00", ""),
    ]
    again = calendars.import_calendar(ws, [file])
    assert (again.same, again.new, again.change) == (3, 0, None)
    file.write_bytes(
        busy(("a", "20261125T090000", "DURATION:PT1H"), ("b", "20261130T220000", "DURATION:PT4H STATUS:CANCELLED"))
    )
    moved = calendars.import_calendar(ws, [file])
    assert (moved.changed, moved.gone) == (1, 2)
    (left,) = ws.desk.all(Engagement)
    assert (left.starts_on, left.ends_at) == (date(2026, 11, 25), "10:00")
    history.undo(ws).result()
    assert len(ws.desk.all(Engagement)) == 3


def test_a_busy_time_clashes_with_a_review(ws: Workspace, review: str, tmp_path: Path) -> None:
    (tmp_path / "office.ics").write_bytes(busy(("a", "20261124T103000", "DURATION:PT1H")))
    calendars.import_calendar(ws, [tmp_path / "office.ics"])
    assert diary_view(ws, date(2026, 11, 24), date(2026, 11, 24)).clashes


def test_a_calendar_with_faults_is_brought_in_as_far_as_it_can_be_read(ws: Workspace, tmp_path: Path) -> None:
    (tmp_path / "odd.ics").write_bytes(busy(("a", "20261199T090000", "X:1"), ("b", "20261201T090000", "DURATION:PT1H")))
    view = calendars.import_calendar(ws, [tmp_path / "odd.ics"])
    assert (view.new, [(each.file, each.line) for each in view.problems]) == (1, [("odd.ics", 3)])
    with pytest.raises(UserFacingError, match=r"none\.ics could not be read"):
        calendars.import_calendar(ws, [tmp_path / "none.ics"])


def test_nothing_is_written_while_names_are_hidden(ws: Workspace, review: str, tmp_path: Path) -> None:
    ws.hide_names(True)
    with pytest.raises(Refused):
        calendars.export_calendar(ws, tmp_path / "out.ics")
    assert not (tmp_path / "out.ics").exists()
