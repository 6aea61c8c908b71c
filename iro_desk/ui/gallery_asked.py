"""The gallery's pictures of what a press away is asked: each question and form, the pages of a first start, a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QDialog

from iro_desk.casework import Refused
from iro_desk.practice import opening, signing
from iro_desk.practice.child import child_view
from iro_desk.practice.workspace import Workspace
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
REFUSED_MS = 600
"""So long after a refusal no question is still on its way."""
CODE = "1111222233334444AAAABBBBCCCCDDDD"
LOST = "42 letters typed in the last minute are on no disk: it is full or does not answer."


def first_steps(start: FirstStart, picture: Picture) -> Iterator[Path]:
    """The pages after the passphrase, with an invented code."""
    start.recovery.show_code(CODE, "My caseload", opening.PRACTICE_DAY)
    for step, name in ((2, "make-a-desk-recovery"), (3, "make-a-desk-children")):
        start._go(step)
        yield picture(name)


class Asked:
    """Opens what is asked, takes its picture, and puts it away unanswered."""

    def __init__(self, window: MainWindow, picture: Picture, wait: Wait) -> None:
        self._window, self._picture, self._wait = window, picture, wait
        assert window.session is not None
        self._ws: Workspace = window.session.opened.desk

    def __call__(self, name: str, ask: Callable[[], object]) -> Path:
        """With names hidden it may be refused: then what the window says instead."""
        timer = QElapsedTimer()
        timer.start()
        try:
            ask()
        except Refused:
            if not self._ws.names_hidden:
                raise
        self._wait(lambda: self._is_open() or (self._ws.names_hidden and timer.elapsed() > REFUSED_MS))
        return over(self._window, self._picture, name) if self._is_open() else self._picture(name)

    def _is_open(self) -> bool:
        return any(each.isVisible() for each in self._window.findChildren(QDialog))


def what_is_asked(window: MainWindow, data: Path, picture: Picture, wait: Wait) -> Iterator[Path]:
    """What each place asks before something changes. Nothing is answered."""
    asked = Asked(window, picture, wait)
    window.go("desk")
    desk = window.pane("desk")
    assert isinstance(desk, DeskPlace)
    desk.open_tab("backups")
    yield asked("desk-go-back", desk.backups.ask_go_back)
    yield asked("desk-everything", desk.backups.ask_everything)
    desk.open_tab("keys")
    yield asked("desk-new-key", desk.keys.ask_new_key)
    yield asked("desk-new-code", lambda: desk.keys.ask_sheet("manager"))
    yield asked("desk-take-away", lambda: desk.keys.ask_take_away("manager"))
    yield asked("close-anyway", lambda: window._ask_to_close(LOST))
    yield from _of_places(window, data, asked, picture)


def _of_places(window: MainWindow, data: Path, asked: Asked, picture: Picture) -> Iterator[Path]:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    child = place.workspace.desk.find_child(WRITTEN)
    place.open_child(child)
    yield asked("child-add", lambda: place.child_pane._add("role"))
    yield asked("child-everything", place.child_pane.ask_everything)
    window.go("diary")
    diary = window.pane("diary")
    assert isinstance(diary, DiaryPlace)
    yield asked("diary-wish", lambda: diary.ask_wish(child, child_view(place.workspace, child).name))
    calendar = data / "Busy.ics"
    calendar.write_text(CALENDAR, encoding="utf-8")
    yield asked("diary-calendar", lambda: diary.look_at_calendar(str(calendar)))
    window.go("trips")
    trips = window.pane("trips")
    assert isinstance(trips, TripsPlace)
    trips.plan.map_asked.emit()
    trips.pane.choose(child)
    yield picture("trips-chosen")
    yield asked("trips-own-figures", lambda: trips.pane.open_own_figures(child))
    yield asked("trips-places", trips.ask_place)
    yield asked("trips-point", lambda: trips.ask_place((368_900.0, 90_700.0)))
    yield asked(
        "trips-visit",
        lambda: trips.sheet.ask_note(child, "T.L.", "By the green gate", ["The swimming certificate"]),
    )


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
    wait(lambda: bool(place.review.write_up.preview.pdf()))
    yield picture("review-finalised")
    yield Asked(window, picture, wait)("review-correct", place.review.correct)
    place.open_child(child)
    place.open_paper(child_view(ws, child).papers[0].id)
    yield picture("paper")
