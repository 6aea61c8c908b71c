"""The gallery's pictures of the diary: each page, a day, a review on its way, leave, and a booking from Today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from iro_desk.ui.diary_place import DiaryPlace
from iro_desk.ui.gallery_floats import Picture, over
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.today_place import TodayPlace
from iro_desk.ui.trips.stops import StopRow
from iro_desk.ui.trips_place import TripsPlace
from iro_desk.ui.widgets import Popover

DAY = date(2026, 12, 8)


def the_diary(
    window: MainWindow, picture: Picture, wait: Callable[[Callable[[], bool]], None], settle: Callable[[int], None]
) -> Iterator[Path]:
    """The diary's states."""
    window.go("diary")
    place = window.pane("diary")
    assert isinstance(place, DiaryPlace)
    pane = place.pane
    wait(lambda: pane.view is not None and not pane.view.pending)
    for page in ("month", "week", "list", "year"):
        place.open_page(page, DAY)
        yield picture(f"diary-{page}")
    place.open_page("month", DAY)
    pane.open_day(DAY)
    yield picture("diary-day")
    for beside in window.findChildren(Popover):
        beside.close_it()
    assert pane.view is not None
    pane.hold(pane.view.without_date[0].child)
    yield picture("diary-moving")
    pane.side.moving.left.emit()
    pane.ask_engagement(day=DAY)
    yield over(window, picture, "diary-engagement")
    place.open_page("load")
    wait(lambda: pane.load.table is not None)
    yield picture("diary-load")
    place.open_page("repair")
    wait(lambda: pane.repair.view is not None)
    yield picture("diary-repair")
    place.open_page("month", DAY)
    window.go("today")
    today = window.pane("today")
    assert isinstance(today, TodayPlace)
    today.pane.book_next()
    settle(400)
    yield over(window, picture, "today-booking")


def the_plan(
    window: MainWindow, picture: Picture, wait: Callable[[Callable[[], bool]], None], settle: Callable[[int], None]
) -> Iterator[Path]:
    """The planner's states: nothing planned yet, the plan, its longest trip, and why a day."""
    window.go("trips")
    place = window.pane("trips")
    assert isinstance(place, TripsPlace)
    place.open_plan()
    plan = place.plan
    yield picture("plan-empty")
    plan.seconds = 4.0
    plan.begin()
    wait(lambda: plan.view is not None and not plan.is_running)
    yield picture("plan")
    view = plan.view
    if view is None or not view.trips:
        return
    longest = max(view.trips, key=lambda trip: (not trip.fixed, len(trip.proposals), trip.drive_minutes))
    plan.open_trip(longest.id)
    settle(1500)
    yield picture("plan-trip")
    row = plan.findChildren(StopRow)[0]
    row.click()
    yield picture("plan-why")
    for beside in window.findChildren(Popover):
        beside.close_it()
    window.go("diary")
    yield picture("diary-proposed")
