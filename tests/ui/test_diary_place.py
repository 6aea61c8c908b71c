"""The diary on a real practice desk: a whole booking from Today in few keys, moves, leave, undo, hidden names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.casework import WEEKDAY_KEYS, Child, Engagement, Review, ReviewWish
from iro_desk.practice import history, opening
from iro_desk.practice.calendars import invitation_words
from iro_desk.practice.diary import diary_view
from iro_desk.practice.today import today_view
from iro_desk.ui import start
from iro_desk.ui.diary import calendar_file
from iro_desk.ui.diary.calendar_file import BusyTimes
from iro_desk.ui.diary.pane import DiaryPane
from iro_desk.ui.diary.wish import WishForm
from iro_desk.ui.diary_place import DiaryPlace
from iro_desk.ui.panes.booking import BookReview
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.theme import font, px
from iro_desk.ui.trips_place import TripsPlace
from iro_desk.ui.widgets import Button, DateField
from tests.conftest import PASSPHRASE, PracticeDesks
from tests.ui.panes.help import nameless, only, said, settle

MOST_KEYS = 6
"""So many key presses a whole booking from Today may take (a figure that counts)."""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, practice_desk: PracticeDesks) -> Iterator[MainWindow]:
    data = tmp_path / "data"
    folder = practice_desk(tmp_path / "own.irodesk", children=24, data=data)
    door = start.door(lambda: opening.PRACTICE_DAY, data)
    shown = MainWindow()
    qtbot.addWidget(shown)
    session = start.session_of(None, door.open(folder, PASSPHRASE), shown)
    shown.show_desk(session)
    shown.resize(1366, 768)
    shown.show()
    shown.activateWindow()
    yield shown
    shown.leave_desk()
    settle()
    session.lock()


def place_of(qtbot: QtBot, window: MainWindow) -> DiaryPlace:
    window.go("diary")
    made = window.pane("diary")
    assert isinstance(made, DiaryPlace)
    qtbot.waitUntil(lambda: made.pane.view is not None and not made.pane.view.pending, timeout=60_000)
    return made


def test_a_whole_booking_from_today_takes_at_most_six_key_presses(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    assert session is not None
    ws = session.opened.desk
    window.go("today")
    undated = [line for s in today_view(ws).sections if s.key == "danger" for line in s.lines if line.action == "Book"]
    assert undated, "the practice caseload has reviews in danger that have no date"
    pressed: list[Qt.Key] = []

    def press(key: Qt.Key) -> None:
        pressed.append(key)
        qtbot.keyClick(QApplication.focusWidget() or window, key)
        settle()

    press(Qt.Key.Key_B)  # The first review without a date.
    form = only(window, BookReview)
    qtbot.waitUntil(lambda: not form.start.pending, timeout=60_000)  # The drives, beside the window.
    first = form.form.values()["day"]
    press(Qt.Key.Key_Down)  # Not that day: the next one that is free.
    wanted = form.form.values()
    assert wanted["day"] != first
    press(Qt.Key.Key_Return)
    booked = lambda: ws.desk.where(Review, child=undated[0].child, state="booked")  # noqa: E731
    qtbot.waitUntil(lambda: bool(booked()), timeout=20_000)
    assert len(pressed) <= MOST_KEYS
    (review,) = booked()
    assert (review.booked_for, review.booked_time) == (wanted["day"], wanted["time"])
    assert review.place, "a whole booking says where"
    assert review.method == "in person"
    clashes = diary_view(ws, wanted["day"], wanted["day"]).clashes  # type: ignore[arg-type]
    assert review.id not in {each for clash in clashes for each in (clash.first, clash.second)}
    line = [
        each.child for s in today_view(ws).sections if s.key == "danger" for each in s.lines if each.action == "Book"
    ]
    assert undated[0].child not in line


def test_a_day_that_cannot_be_read_yet_stays_when_the_drives_are_known(qtbot: QtBot, window: MainWindow) -> None:
    window.go("today")
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_B)
    form = only(window, BookReview)
    day = form.form.part("day")
    assert isinstance(day, DateField)
    qtbot.keyClicks(day.edit, "the 24th or so")
    form._begin_again()
    assert day.value() == "the 24th or so"
    form.reject()


def test_a_review_is_moved_in_the_month_and_the_move_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    place = place_of(qtbot, window)
    ws, pane = place.workspace, place.pane
    assert pane.view is not None
    bar = next(each for each in pane.view.bars if each.booked and each.booked > ws.today and each.mark == "booked")
    assert bar.booked is not None
    pane.month.setFocus()
    pane.month.choose_bar(bar.child)
    qtbot.keyClick(pane.month, Qt.Key.Key_M)
    settle()
    assert "last day" in said(pane.side)
    free = free_day_for(pane, bar.child, bar.booked)
    while pane.month.standing != free:
        qtbot.keyClick(pane.month, Qt.Key.Key_Right if free > pane.month.standing else Qt.Key.Key_Left)
    qtbot.keyClick(pane.month, Qt.Key.Key_Return)
    settle()
    if pane.month.moving:
        qtbot.keyClick(pane.side.moving.go, Qt.Key.Key_Return)
    moved = lambda: ws.desk.get(Review, bar.review).booked_for  # noqa: E731
    qtbot.waitUntil(lambda: moved() == free, timeout=20_000)
    qtbot.waitUntil(lambda: any(e.review == bar.review for e in pane.month.days[free].entries), timeout=20_000)
    history.undo(ws).result()
    qtbot.waitUntil(lambda: moved() == bar.booked, timeout=20_000)


def free_day_for(pane: DiaryPane, child: str, but: date) -> date:
    """A working day of the month with nothing on it."""
    days = [d for d in pane.month.days.values() if d.working and not d.entries and d.day > pane.month.view.today]  # type: ignore[union-attr]
    return next(each.day for each in days if each.day != but and each.day > but - timedelta(days=14))


def test_leave_stands_in_the_month_and_a_booking_in_it_is_a_clash(qtbot: QtBot, window: MainWindow) -> None:
    place = place_of(qtbot, window)
    ws, pane = place.workspace, place.pane
    assert pane.view is not None
    booked = next(
        e.day for d in pane.view.days for e in d.entries if e.review and e.mark == "booked" and e.day > ws.today
    )
    place.pane._actions.keep_engagement("", {"kind": "leave", "starts_on": booked, "ends_on": booked}).result()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not pane.month.days[booked].working, timeout=20_000)
    assert pane.month.days[booked].why_not == "Leave"
    assert any("stands on a day of leave" in clash.words for clash in pane.month.days[booked].clashes)
    assert "clash" in said(pane.side)
    (leave,) = ws.desk.all(Engagement)
    pane.ask_engagement(leave.id)
    settle()
    assert nameless(pane) == []


def test_names_hidden_reach_the_diary_and_its_place_is_come_back_to(qtbot: QtBot, window: MainWindow) -> None:
    place = place_of(qtbot, window)
    names = {each.label for each in place.pane.view.without_date} | {bar.label for bar in place.pane.view.bars}  # type: ignore[union-attr]
    day = date(2026, 12, 9)
    place.open_page("week", day)
    window.turn_names()
    settle()
    hidden = window.pane("diary")
    assert isinstance(hidden, DiaryPlace)
    assert (hidden.pane.page, hidden.pane.week.standing) == ("week", day)
    shown = said(hidden) + hidden.pane.week.accessibleDescription()
    for page in ("month", "list"):
        hidden.open_page(page, day)
        settle()
        shown += said(hidden) + " ".join(bar.label for bar in hidden.pane.view.bars)  # type: ignore[union-attr]
    assert not [name for name in names if name in shown]
    window.turn_names()


def test_proposals_stand_in_the_diary_and_are_booked_as_one_change_that_can_be_undone(
    qtbot: QtBot, window: MainWindow
) -> None:
    place = place_of(qtbot, window)
    ws = place.workspace
    window.go("trips")
    trips = window.pane("trips")
    assert isinstance(trips, TripsPlace)
    trips.plan.seconds = 1.0
    window.go("diary")
    place.pane.proposals_asked.emit()
    assert window.place() == "trips"
    qtbot.waitUntil(lambda: trips.plan.view is not None and not trips.plan.is_running, timeout=120_000)
    proposed = trips.proposals()
    assert proposed
    assert "of driving" in said(trips)
    one = next(iter(proposed.values()))
    window.go("diary")
    place.open_page("month", one.day)
    settle()
    assert f"{one.time} {one.label}" in (place.pane.month.stand_on(one.day) or place.pane.month.sentence())
    assert any(shown.entry is None and one.label.split(" ")[0] in shown.words for shown in place.pane.month.entries)
    window.go("trips")
    trips.plan.accept(None, len(proposed))

    def booked() -> int:
        return sum(any(r.booked_for == p.day for r in ws.desk.where(Review, child=p.child)) for p in proposed.values())

    assert not booked()
    qtbot.waitUntil(lambda: booked() == len(proposed), timeout=20_000)
    qtbot.waitUntil(lambda: trips.proposals() == {}, timeout=20_000)
    history.undo(ws).result()
    qtbot.waitUntil(lambda: not booked(), timeout=20_000)
    qtbot.waitUntil(lambda: "The diary has changed" in trips.plan.message.words(), timeout=20_000)


def test_clashes_are_put_right_as_one_change_and_the_load_of_the_year_is_told(qtbot: QtBot, window: MainWindow) -> None:
    place = place_of(qtbot, window)
    ws, pane = place.workspace, place.pane
    assert pane.view is not None
    slack = timedelta(days=7)
    booked = next(b for b in pane.view.bars if b.booked and b.booked > ws.today and b.last - b.booked >= slack)
    day = booked.booked
    assert day is not None
    pane._actions.keep_engagement("", {"kind": "leave", "starts_on": day, "ends_on": day}).result()  # type: ignore[union-attr]
    place.open_page("month", day)
    qtbot.waitUntil(lambda: not pane.month.days[day].working, timeout=20_000)
    place.open_page("repair")
    qtbot.waitUntil(lambda: pane.repair.view is not None, timeout=60_000)
    view = pane.repair.view
    assert view is not None
    move = next(each for each in view.moves if each.review == booked.review)
    pane.repair.all.click()
    moved = lambda: ws.desk.get(Review, booked.review).booked_for  # noqa: E731
    qtbot.waitUntil(lambda: moved() == move.now, timeout=20_000)
    history.undo(ws).result()
    qtbot.waitUntil(lambda: moved() == day, timeout=20_000)
    place.open_page("load")
    qtbot.waitUntil(lambda: pane.load.table is not None, timeout=60_000)
    assert "hours" in said(pane.load)
    before = pane.load.chart._rows
    pane.load.chips._picked("children")
    qtbot.waitUntil(lambda: "5 children come" in said(pane.load), timeout=60_000)
    assert sum(row.reviews for row in pane.load.chart._rows) > sum(row.reviews for row in before)


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//invented//EN
BEGIN:VEVENT
UID:invented-1
DTSTAMP:20261101T090000Z
DTSTART:20261210T090000Z
DTEND:20261210T103000Z
SUMMARY:Dentist with a name
END:VEVENT
BEGIN:VEVENT
UID:broken
DTSTART:no day at all
END:VEVENT
END:VCALENDAR
"""


def test_reviews_are_saved_as_a_calendar_and_busy_times_come_in_after_a_look(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    place = place_of(qtbot, window)
    out, busy = tmp_path / "Reviews.ics", tmp_path / "Busy.ics"
    place.save_calendar(str(out))
    qtbot.waitUntil(out.exists, timeout=20_000)
    assert b"BEGIN:VEVENT" in out.read_bytes()
    busy.write_text(CALENDAR.replace("\n", "\r\n"), encoding="utf-8")
    place.look_at_calendar(str(busy))
    qtbot.waitUntil(lambda: bool([d for d in window.findChildren(BusyTimes) if d.isVisible()]), timeout=20_000)
    asked = only(window, BusyTimes)
    assert "Line" in said(asked)
    assert place.workspace.desk.all(Engagement) == []
    asked.buttons["take"].click()
    qtbot.waitUntil(lambda: len(place.workspace.desk.all(Engagement)) == 1, timeout=20_000)
    (kept,) = place.workspace.desk.all(Engagement)
    assert "Dentist" not in kept.words
    place.open_page("month", date(2026, 12, 10))
    qtbot.waitUntil(lambda: bool([e for e in place.pane.month.days[date(2026, 12, 10)].entries if not e.review]))


def test_one_review_or_the_days_shown_are_saved_as_a_calendar_and_its_invitation_is_copied(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_of(qtbot, window)
    pane, ws = place.pane, place.workspace
    asked: list[str] = []

    def answer(parent: object, title: str, filters: str, chose: Callable[[str], object], name: str) -> None:
        asked.append(title)
        chose(str(tmp_path / f"{len(asked)}.ics"))

    monkeypatch.setattr(calendar_file, "ask_for_file", answer)
    day = next(d for d in pane.month.days.values() if any(e.review and e.mark != "done" for e in d.entries))
    review = ws.desk.get(Review, next(e.review for e in day.entries if e.review and e.mark != "done"))
    for words in ("Save for a calendar", "Copy an invitation"):
        pane.open_card(day.day.isoformat())
        button = next(b for b in window.findChildren(Button) if b.text() == words and b.isVisible())
        assert nameless(button.window()) == []
        button.click()
        settle()
    first, last = pane.span()
    next(act for words, act in pane.menu_entries() if words == f"Save {pane.title()} as a calendar file")()
    qtbot.waitUntil(lambda: (tmp_path / "2.ics").exists(), timeout=20_000)
    assert asked == ["Save this review as a calendar", f"Save the reviews of {pane.title()} as a calendar"]
    assert (tmp_path / "1.ics").read_bytes().count(b"BEGIN:VEVENT") == 1
    shown = [each for each in ws.desk.all(Review) if each.booked_for and first <= each.booked_for <= last]
    assert (tmp_path / "2.ics").read_bytes().count(b"BEGIN:VEVENT") == len(shown)
    copied = QApplication.clipboard().text()
    assert copied == invitation_words(ws, review.id)
    assert ws.desk.get(Child, review.child).full_name not in copied


def test_a_childs_wish_is_kept_from_the_diary_and_reckoned_with_at_once(qtbot: QtBot, window: MainWindow) -> None:
    place = place_of(qtbot, window)
    ws, pane = place.workspace, place.pane
    assert pane.view is not None
    without = next(each for each in pane.view.without_date if each.free)
    pane.hold(without.child)
    settle()
    day = pane.month.standing
    assert "asked for" not in said(pane.side)
    pane.side.moving.wish.click()
    form = only(window, WishForm)
    assert nameless(form) == []
    key = WEEKDAY_KEYS[day.weekday()]
    form.form.set_values({key: True, "words": "Not then, it is football"})
    form.buttons["save"].click()
    qtbot.waitUntil(lambda: bool(ws.desk.all(ReviewWish)), timeout=20_000)
    (wish,) = ws.desk.all(ReviewWish)
    assert (wish.child, wish.not_on) == (without.child, key)
    qtbot.waitUntil(lambda: "asked for no " in said(pane.side), timeout=20_000)
    pane.side.moving.wish.click()
    again = only(window, WishForm)
    assert again.form.values()[key] is True
    again.reject()


def test_the_trip_sheet_of_a_day_is_led_to_from_the_diary(qtbot: QtBot, window: MainWindow) -> None:
    place = place_of(qtbot, window)
    pane = place.pane
    assert pane.view is not None
    driven = next(e.day for d in pane.view.days for e in d.entries if e.leave_at and e.day >= place.workspace.today)
    pane.month.stand_on(driven)
    pane.open_day(driven)
    settle()
    next(b for b in window.findChildren(Button) if b.isVisible() and b.accessibleName() == "Trip sheet").click()
    trips = window.pane("trips")
    assert isinstance(trips, TripsPlace)
    assert window.place() == "trips"
    qtbot.waitUntil(lambda: trips.sheet.view is not None, timeout=20_000)
    assert trips.sheet.view is not None
    assert trips.sheet.view.first == driven
    assert trips.sheet.map.isVisible()
    qtbot.waitUntil(lambda: "Map of the trip: 1 " in trips.sheet.map.accessibleName(), timeout=20_000)
    assert f"{trips.sheet.view.days[0].back_at}  Back" in said(trips.sheet)
    assert dict(pane.menu_entries())["Trip sheet of the chosen day"] is not None


def test_a_trip_sheet_that_is_opened_before_all_else_comes_to_its_drives(qtbot: QtBot, window: MainWindow) -> None:
    window.go("trips")
    trips = window.pane("trips")
    assert isinstance(trips, TripsPlace)
    trips.open_sheet(date(2026, 12, 7), date(2026, 12, 11))
    sheet = trips.sheet
    qtbot.waitUntil(lambda: sheet.view is not None and not sheet.view.pending, timeout=60_000)
    assert sheet.view is not None
    assert any(stop.drive for day in sheet.view.days for stop in day.stops)


def test_why_nothing_is_held_is_never_cut_in_the_month(qtbot: QtBot, window: MainWindow) -> None:
    place = place_of(qtbot, window)
    grid, small = place.pane.month, font("small")
    for month in (date(2026, 10, 1), date(2026, 12, 1), date(2027, 5, 1)):
        place.open_page("month", month)
        settle()
        for day in grid.days.values():
            room = grid.cells[day.day].width() - px(42)
            words = grid.note(day, small, room)
            assert QFontMetricsF(small).horizontalAdvance(words) <= room, words
            whole = day.why_not or day.school
            if words and words != whole:
                assert whole in grid._tip(grid.cells[day.day].center()), "the pointer is told the whole"
    place.open_page("month", date(2026, 12, 28))
    settle()
    boxing = grid.days[date(2026, 12, 28)]
    assert grid.note(boxing, small, 1000).startswith("Boxing Day (")
    metrics = QFontMetricsF(small)
    assert grid.note(boxing, small, metrics.horizontalAdvance("Boxing Day") + 1) == "Boxing Day"
    grid.stand_on(date(2026, 12, 28))
    assert boxing.why_not in grid.accessibleDescription()
    half = replace(boxing, why_not="", school="Half term, no school")
    assert grid.note(half, small, metrics.horizontalAdvance("Half term") + 1) == "Half term"
