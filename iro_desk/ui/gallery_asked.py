"""The gallery's pictures of what a press away is asked: each question and form, the pages of a first start, a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QDialog

from iro_desk.practice import signing
from iro_desk.practice.child import child_view
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.diary_place import DiaryPlace
from iro_desk.ui.first_start import FirstStart
from iro_desk.ui.gallery_floats import WRITTEN, Picture, over
from iro_desk.ui.keeping import DeskPlace
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.trips_place import TripsPlace

Wait = Callable[[Callable[[], bool]], None]
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Invented//Calendar//EN
BEGIN:VEVENT
UID:one@invented
DTSTART:20261203T090000Z
DTEND:20261203T120000Z
SUMMARY:Invented
END:VEVENT
BEGIN:VEVENT
UID:two@invented
DTSTART;VALUE=DATE:20261221
DTEND;VALUE=DATE:20261224
SUMMARY:Invented
END:VEVENT
END:VCALENDAR
"""
LOST = "42 letters typed in the last minute are on no disk: it is full or does not answer."


def first_steps(start: FirstStart, picture: Picture) -> Iterator[Path]:
    """The pages after the passphrase, as they stand before there is a code."""
    for step, name in ((2, "make-a-desk-recovery"), (3, "make-a-desk-children")):
        start._go(step)
        yield picture(name)


def what_is_asked(window: MainWindow, data: Path, picture: Picture, wait: Wait) -> Iterator[Path]:
    """What each place asks before something changes. Nothing is answered."""

    def asked(name: str) -> Path:
        wait(lambda: any(each.isVisible() for each in window.findChildren(QDialog)))
        return over(window, picture, name)

    window.go("desk")
    desk = window.pane("desk")
    assert isinstance(desk, DeskPlace)
    for tab, name, ask in (
        ("backups", "desk-go-back", desk.backups.ask_go_back),
        ("backups", "desk-everything", desk.backups.ask_everything),
        ("keys", "desk-new-key", desk.keys.ask_new_key),
        ("keys", "desk-new-code", lambda: desk.keys.ask_sheet("own")),
        ("keys", "desk-take-away", lambda: desk.keys.ask_take_away("manager")),
    ):
        desk.open_tab(tab)
        ask()
        yield asked(name)
    window._ask_to_close(LOST)
    yield asked("close-anyway")
    yield from _of_places(window, data, asked, picture, wait)


def _of_places(
    window: MainWindow, data: Path, asked: Callable[[str], Path], picture: Picture, wait: Wait
) -> Iterator[Path]:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    child = place.workspace.desk.find_child(WRITTEN)
    place.open_child(child)
    place.child_pane._add("person")
    yield asked("child-add")
    place.child_pane.ask_everything()
    yield asked("child-everything")
    window.go("diary")
    diary = window.pane("diary")
    assert isinstance(diary, DiaryPlace)
    diary.ask_wish(child, child_view(place.workspace, child).name)
    yield asked("diary-wish")
    calendar = data / "Busy.ics"
    calendar.write_text(CALENDAR, encoding="utf-8")
    diary.look_at_calendar(str(calendar))
    yield asked("diary-calendar")
    window.go("trips")
    trips = window.pane("trips")
    assert isinstance(trips, TripsPlace)
    trips.pane.choose(child)
    yield picture("trips-chosen")
    trips.pane.open_own_figures(child)
    yield asked("trips-own-figures")
    trips.ask_place()
    yield asked("trips-places")
    trips.ask_place((368_900.0, 90_700.0))
    yield asked("trips-point")
    trips.sheet.ask_note(child, "T.L.", "By the green gate", ["The swimming certificate"])
    yield asked("trips-visit")


def what_is_finalised(window: MainWindow, picture: Picture, wait: Wait) -> Iterator[Path]:
    """A finalised review: one of its papers, what its file is, and what is put right in it."""
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    ws = place.workspace
    child = ws.desk.find_child(WRITTEN)
    review = next(each.id for each in child_view(ws, child).reviews if each.state == "completed")
    signing.sign(ws, review).result()
    wait(lambda: bool(child_view(ws, child).papers))
    place.open_review(review)
    yield picture("review-finalised")
    place.review.correct()
    yield over(window, picture, "review-correct")
    place.open_child(child)
    place.open_paper(child_view(ws, child).papers[0].id)
    yield picture("paper")
