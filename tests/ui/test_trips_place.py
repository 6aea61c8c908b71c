"""The Trips place on a real practice desk: map, own figures, a kept place, the log of journeys, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iro_desk.casework import Child
from iro_desk.practice import found_places, history, opening, own_travel, place_names
from iro_desk.ui import coming_back, start
from iro_desk.ui.diary_place import DiaryPlace
from iro_desk.ui.panes.own_figures import OwnFigures
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.trips.sheet_pane import VisitNote
from iro_desk.ui.trips_place import KeepPlace, TripsPlace
from iro_desk.ui.widgets import Button
from tests.conftest import PASSPHRASE, PracticeDesks
from tests.ui.panes.help import cut, nameless, only, said, settle


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, practice_desk: PracticeDesks) -> Iterator[MainWindow]:
    data = tmp_path / "data"
    folder = practice_desk(tmp_path / "own.irodesk", children=12, data=data)
    door = start.door(lambda: opening.PRACTICE_DAY, data)
    shown = MainWindow()
    qtbot.addWidget(shown)
    session = start.session_of(None, door.open(folder, PASSPHRASE), shown)
    shown.show_desk(session)
    shown.resize(1366, 768)
    shown.show()
    yield shown
    shown.leave_desk()
    settle()
    session.lock()


@pytest.fixture
def place(qtbot: QtBot, window: MainWindow) -> TripsPlace:
    window.go("trips")
    made = window.pane("trips")
    assert isinstance(made, TripsPlace)
    qtbot.waitUntil(lambda: made.pane.is_complete, timeout=60_000)
    return made


def test_every_child_is_on_the_map_or_said_to_have_no_point_and_all_drives_are_known(place: TripsPlace) -> None:
    lines = place.pane.list.lines()
    assert len(lines) == 12
    assert all("Drive not known" not in line.detail for line in lines)
    assert sum(len(mark.keys) for mark in place.pane.map.marks) >= 10


def test_the_map_is_not_counted_behind_another_page_but_when_it_is_gone_back_to(
    qtbot: QtBot, window: MainWindow, place: TripsPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    kept = place.pane.show_view
    monkeypatch.setattr(place.pane, "show_view", lambda view: (shown.append(window.place()), kept(view)))
    window.go("caseload")
    place.workspace.do("Set the lock", lambda change: change.put_setting("lock_minutes", "25")).result(timeout=15)
    qtbot.waitUntil(lambda: place._stale)
    assert "caseload" not in shown
    window.go("trips")
    assert shown == ["trips"]


def test_own_figures_are_on_the_map_and_in_the_caseload_at_once_and_their_undo_too(
    qtbot: QtBot, window: MainWindow, place: TripsPlace
) -> None:
    line: Callable[[str], str] = lambda key: next(  # noqa: E731
        each.detail for each in place.pane.list.lines() if each.key == key
    )
    far = next(each.key for each in place.pane.list.lines() if "miles" in each.detail and "0 miles" not in each.detail)
    before = line(far)
    place._actions.set_own_figures(far, {"minutes": 333, "miles": 222.0}).result()
    qtbot.waitUntil(lambda: "222 miles, 5 h 33, your figure" in line(far), timeout=20_000)
    history.undo(place.workspace).result()
    qtbot.waitUntil(lambda: line(far) == before, timeout=20_000)


def test_a_point_of_the_map_is_kept_as_a_place_and_found_by_its_name(qtbot: QtBot, place: TripsPlace) -> None:
    place.pane.map.pinned.emit(369_270.0, 90_730.0)
    form = only(place, KeepPlace)
    form.buttons["keep"].click()
    assert "needs a name" in said(form)
    form.name.set_value("The library")
    form.buttons["keep"].click()
    qtbot.waitUntil(lambda: bool(own_travel.own_places(place.workspace)), timeout=20_000)
    assert place_names.find_place(place.workspace, "the library").easting == 369_270


def test_places_of_ones_own_are_typed_listed_and_removed(qtbot: QtBot, place: TripsPlace) -> None:
    place.pane.places.click()
    form = only(place, KeepPlace)
    form.name.set_value("My hotel")
    form.where.set_value("Newport")
    form.buttons["keep"].click()
    assert "6 places are called Newport" in said(form)
    form.where.set_value("Newport, Isle of Wight")
    form.kind.set_value("hotel")
    form.buttons["keep"].click()
    qtbot.waitUntil(lambda: bool(own_travel.own_places(place.workspace)), timeout=20_000)
    settle()
    place.pane.places.click()
    form = only(place, KeepPlace)
    assert "My hotel, hotel" in said(form)
    next(b for b in form.findChildren(Button) if b.accessibleName() == "Remove My hotel").click()
    qtbot.waitUntil(lambda: not own_travel.own_places(place.workspace), timeout=20_000)


def test_any_journey_is_told_kept_overwritten_and_drawn(qtbot: QtBot, place: TripsPlace) -> None:
    place.pane.journey.click()
    page = place.journey
    page.show_it.click()
    assert "needs two places" in said(page)
    page.start.set_value("Newport")
    page.finish.set_value("DT4 8NN")
    QTest.keyClick(page.finish.control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "6 places are called Newport" in said(page), timeout=20_000)
    page.start.set_value("Newport, Isle of Wight")
    QTest.keyClick(page.start.control, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.is_filled and "ferry" in said(page), timeout=20_000)
    qtbot.waitUntil(lambda: {"Newport, Isle of Wight", "DT4 8NN"} <= set(page.offered), timeout=20_000)
    settle()
    assert nameless(page) == []
    assert list(cut(page)) == []

    page.own.click()
    form = only(page, OwnFigures)
    form.minutes.set_value("201")
    form.miles.set_value("88")
    form.both.setChecked(False)
    form.buttons["keep"].click()
    qtbot.waitUntil(lambda: "88 miles, 3 h 21, your figure" in said(page), timeout=20_000)
    (leg,) = page.legs.lines()
    assert (leg.title, leg.detail) == ("Newport, Isle of Wight to DT4 8NN", "88 miles, 3 h 21")
    history.undo(place.workspace).result()
    qtbot.waitUntil(lambda: "your figure" not in said(page) and not page.legs.lines(), timeout=20_000)

    page.finish.set_value("Exeter")
    page.ask_it()
    page.on_map.click()
    qtbot.waitUntil(lambda: len(place.pane.map._way) > 5, timeout=20_000)
    assert place._stack.currentWidget() is place.pane
    place.refresh()
    assert len(place.pane.map._way) > 5, "what is drawn stays until something else is chosen"


def test_places_found_before_are_listed_and_forgotten(qtbot: QtBot, place: TripsPlace) -> None:
    kept = found_places.keep_found(place.workspace, ["Exeter"])
    assert kept is not None
    kept.result()
    place.pane.places.click()
    form = only(place, KeepPlace)
    assert "Exeter, Devon, found before" in said(form)
    next(b for b in form.findChildren(Button) if b.accessibleName() == "Forget Exeter, Devon").click()
    qtbot.waitUntil(lambda: not found_places.found_places(place.workspace), timeout=20_000)


def test_the_trip_sheet_of_a_day_is_read_noted_and_saved(qtbot: QtBot, place: TripsPlace, tmp_path: Path) -> None:
    place.pane.sheet.click()
    page = place.sheet
    page.next.click()
    qtbot.waitUntil(lambda: page.view is not None and bool(page.view.days[0].stops), timeout=60_000)
    qtbot.waitUntil(lambda: page.view is not None and "to get there" in said(page), timeout=60_000)
    settle()
    assert nameless(page) == []
    assert list(cut(page)) == []
    assert page.view is not None
    stop = page.view.days[0].stops[0]
    # Drives that become known meanwhile make the page anew.
    qtbot.waitUntil(lambda: f"{stop.initials}, {stop.where}" in said(page), timeout=20_000)
    child = place.workspace.desk.get(Child, stop.child)
    assert child.surname not in said(page)

    next(b for b in page.findChildren(Button) if b.accessibleName().startswith("What the visit to")).click()
    form = only(page, VisitNote)
    form.access.set_value("Side gate")
    form.bring.set_value("The photographs\nA leaflet")
    form.buttons["keep"].click()
    qtbot.waitUntil(
        lambda: "Side gate" in said(page) and "Bring: The photographs; A leaflet" in said(page), timeout=20_000
    )
    history.undo(place.workspace).result()
    qtbot.waitUntil(lambda: "Side gate" not in said(page), timeout=20_000)

    place.save_sheet(page.view.first, page.view.last, str(tmp_path / "sheet.pdf"))
    qtbot.waitUntil(lambda: (tmp_path / "sheet.pdf").exists(), timeout=60_000)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    page.days.choose("3")
    page.turn(1)
    qtbot.waitUntil(lambda: page.view is not None and page.view.first < page.view.last, timeout=20_000)
    assert (page.view.last - page.view.first).days == 2
    page.closed.emit()
    assert place._stack.currentWidget() is place.pane


def test_the_log_of_journeys_opens_at_its_newest_month_and_is_saved(
    qtbot: QtBot, place: TripsPlace, tmp_path: Path
) -> None:
    place.pane.claim.click()
    qtbot.waitUntil(lambda: "to claim" in said(place.claim), timeout=60_000)
    settle()
    assert nameless(place.claim) == []
    assert list(cut(place.claim)) == []
    for name, start_ in (("a.csv", b"\xef\xbb\xbfday"), ("a.pdf", b"%PDF-")):
        place.save_claim(place.claim.month(), str(tmp_path / name))
        qtbot.waitUntil(lambda name=name: (tmp_path / name).exists(), timeout=60_000)
        assert (tmp_path / name).read_bytes().startswith(start_)


def test_the_map_is_saved_as_a_picture_and_as_a_paper(place: TripsPlace, tmp_path: Path) -> None:
    place.save_to(str(tmp_path / "map.png"))
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    place.save_to(str(tmp_path / "map.pdf"))
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF-")
    place.save_to(str(tmp_path / "no folder" / "map.png"))
    assert "could not be written" in said(place)


def test_names_hidden_reach_the_map(qtbot: QtBot, window: MainWindow, place: TripsPlace) -> None:
    assert [label for label in place.pane.map.words if label.kind == "mark"]
    window.turn_names()
    window.go("trips")
    hidden = window.pane("trips")
    assert isinstance(hidden, TripsPlace)
    settle()
    assert not [label for label in hidden.pane.map.words if label.kind == "mark"]
    window.turn_names()


def test_the_place_in_the_map_is_come_back_to(qtbot: QtBot, window: MainWindow, place: TripsPlace) -> None:
    place.pane.map.zoom(3)
    place.pane.show_only("distant")
    kept = place.where()
    place.pane.map.fit()
    place.pane.show_only("all")
    place.go_back(kept)
    assert place.where() == kept


def test_a_plan_outlives_the_panes_and_stands_in_the_diary_before_trips_is_gone_to(
    qtbot: QtBot, window: MainWindow, place: TripsPlace
) -> None:
    place.open_plan()
    place.plan.seconds = 1.0
    place.plan.begin()
    qtbot.waitUntil(lambda: place.plan.view is not None and not place.plan.is_running, timeout=60_000)
    view, session = place.plan.view, window.session
    assert view is not None
    assert session is not None
    proposed = place.proposals()
    assert proposed, "the practice caseload has reviews without a date"
    window.go("diary")
    diary = window.pane("diary")
    assert isinstance(diary, DiaryPlace)
    assert diary.pane.proposals == proposed
    state = coming_back.read(coming_back.written(window.state()))  # As it is kept in the desk over a lock.
    window.show_desk(session, state)
    again = window.pane("diary")
    assert isinstance(again, DiaryPlace)
    assert again is not diary
    qtbot.waitUntil(lambda: again.pane.proposals == proposed, timeout=60_000)
    window.go("trips")
    trips = window.pane("trips")
    assert isinstance(trips, TripsPlace)
    assert trips.plan.view == view
    trips.plan.accept(None, len(proposed))
    qtbot.waitUntil(lambda: not trips.proposals(), timeout=20_000)
