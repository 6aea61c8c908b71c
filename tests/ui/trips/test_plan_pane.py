"""The planner's page from a plan alone: greedy at once, better while it runs, reasons and prices, booked as asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from pytestqt.qtbot import QtBot

from iro_desk.casework import Refused
from iro_desk.practice.diary_views import (
    CannotBe,
    OptionalStop,
    Price,
    Proposal,
    Trip,
    TripDay,
    TripStop,
    TripsView,
)
from iro_desk.practice.maps import MapView
from iro_desk.ui import bridge, theme
from iro_desk.ui.panes import map_painting
from iro_desk.ui.trips.plan_pane import PlanPane
from iro_desk.ui.trips.stops import StopRow
from iro_desk.ui.widgets import Button, DateField, Popover, RowList
from tests.ui.panes.help import cut, nameless, only, said, settle

TODAY = date(2026, 11, 23)
DAY = date(2026, 12, 9)


def proposal(child: str, day: date, time: str, *, pinned: bool = False) -> Proposal:
    """One proposed review."""
    price = (Price("Why not Tuesday 8 December?", "It adds 1 h 40 of driving.", 100, True),)
    return Proposal(
        id=child,
        child=child,
        review="",
        label=child.capitalize(),
        where="Bangor",
        day=day,
        time=time,
        child_at="15:15",
        ends="17:00",
        method="in person",
        late_days=0,
        mark="open",
        reasons=("5 days before its last day, Monday 14 December.", "After school, as she wishes."),
        price=50,
        pinned=pinned,
        alternatives=price if child == "ffion" else (),
    )


def stop(kind: str, time: str, words: str, child: str = "", at: tuple[int, int] | None = None) -> TripStop:
    """One line of a trip."""
    east, north = at or (None, None)
    return TripStop(kind, time, words, "After school." if child else "", child, child, easting=east, northing=north)


SAME_HOUR = OptionalStop("lil", "Lil", "Review by 9 January; not yet spoken with.", "ffion", 14, "17:45", "18:15")
TRIP = Trip(
    id="2026-12-09",
    title="Bangor and Wrexham",
    line="Wednesday 9 to Thursday 10 December, two reviews, one night",
    days=(
        TripDay(
            DAY,
            "10:00",
            "17:15",
            (
                stop("drive", "10:00", "155 miles, 2 h 55 to 3 h 15"),
                stop("review", "15:45", "Ffion, Bangor", "ffion", (258_000, 372_000)),
                stop("night", "17:15", "Sleep in Bangor"),
            ),
            (
                OptionalStop("ned", "Ned", "Review by 4 January; not yet spoken with.", "ffion", 12, "17:30", "18:00"),
                SAME_HOUR,
            ),
            200,
        ),
        TripDay(
            date(2026, 12, 10),
            "09:00",
            "18:00",
            (
                stop("review", "09:30", "Kofi, Wrexham", "kofi", (333_000, 350_000)),
                stop("home", "18:00", "Home"),
            ),
            (),
            200,
        ),
    ),
    proposals=("ffion", "kofi"),
    nights=1,
    miles=420.0,
    drive_minutes=400,
    drive_minutes_low=380,
    drive_minutes_high=450,
    apart_minutes=1100,
    saved_words="11 h 40 saved on two trips",
    fixed=False,
    places=(),
)
BOOKED = replace(
    TRIP, id="2026-12-01", title="Poole", line="Tuesday 1 December, one review", proposals=("rosa",), fixed=True
)
VIEW = TripsView(
    today=TODAY,
    first=TODAY,
    last=date(2027, 1, 15),
    title="",
    line="3 reviews in 8 weeks, 13 h of driving against 25 h one by one; none late.",
    trips=(BOOKED, TRIP),
    proposals=(
        proposal("rosa", date(2026, 12, 1), "10:00", pinned=True),
        proposal("ffion", DAY, "15:45"),
        proposal("kofi", date(2026, 12, 10), "09:30"),
    ),
    cannot_be=(
        CannotBe("finn", "Finn Hale", date(2026, 12, 2), None, "Each day is full: proved.", "Ask your manager."),
    ),
    left_out=(("ada", "Ada Low", "No home is known."),),
    drive_minutes=800,
    apart_minutes=1500,
    nights=1,
    seconds=1.0,
    gap=0.02,
    gap_words="Within 2 % of the best searched.",
    finished=True,
    instance={},
    answer={},
)
MAP = MapView(TODAY, (), (), ("Dorchester, your base", 369_270, 90_730), (), "", False)


class TripsWiring:
    """Answers what a desk would answer, and keeps what it was asked."""

    def __init__(self) -> None:
        self.search: Future[TripsView] = Future()
        self.improved: Callable[[TripsView], None] = lambda view: None
        self.stopped: Callable[[], bool] = lambda: False
        self.weeks: list[int] = []
        self.accepted: list[Sequence[str] | None] = []
        self.prices: list[tuple[str, date]] = []
        self.seen: list[tuple[str, date]] = []
        self.refuse = False

    def plan(
        self, weeks: int, seconds: float, improved: Callable[[TripsView], None], stopped: Callable[[], bool]
    ) -> Future[TripsView]:
        self.weeks.append(weeks)
        self.improved, self.stopped, self.search = improved, stopped, Future()
        return self.search

    def why_not(self, child: str, day: date) -> Future[Price]:
        self.prices.append((child, day))
        done: Future[Price] = Future()
        done.set_result(Price("Why not Friday 11 December?", "It adds 2 h of driving.", 120, False))
        return done

    def accept(self, ids: Sequence[str] | None) -> Future[list[str]]:
        done: Future[list[str]] = Future()
        if self.refuse:
            done.set_exception(Refused("Names are hidden.", safe="Nothing was changed."))
        else:
            self.accepted.append(ids)
            done.set_result(["review"])
        return done

    def see(self, stop: OptionalStop, day: date) -> Future[str]:
        self.seen.append((stop.child, day))
        done: Future[str] = Future()
        done.set_result("visit")
        return done

    def kept(self) -> dict[str, Any] | None:
        return {"plan": 1}

    def take_up(self, put_away: dict[str, Any]) -> Future[TripsView]:
        assert put_away == {"plan": 1}
        self.taken_up: Future[TripsView] = Future()
        return self.taken_up

    def way_through(self, trip: Trip) -> Future[Sequence[tuple[float, float]]]:
        done: Future[Sequence[tuple[float, float]]] = Future()
        done.set_result([(369_270.0, 90_730.0), (258_000.0, 372_000.0), (333_000.0, 350_000.0)])
        return done

    def map(self) -> MapView:
        return MAP


@pytest.fixture
def wiring() -> TripsWiring:
    return TripsWiring()


@pytest.fixture
def pane(qtbot: QtBot, wiring: TripsWiring) -> PlanPane:
    made = PlanPane(wiring, TODAY)
    qtbot.addWidget(made)
    made.resize(1282, 696)
    made.show()
    settle()
    return made


def button(pane: PlanPane, words: str) -> Button:
    """The button with those words."""
    settle()
    return next(b for b in pane.window().findChildren(Button) if b.isVisible() and b.accessibleName() == words)


def test_a_first_plan_is_shown_at_once_and_better_ones_as_they_are_found_until_stopped(
    qtbot: QtBot, pane: PlanPane, wiring: TripsWiring
) -> None:
    handed: list[object] = []
    pane.planned.connect(handed.append)
    button(pane, "Propose trips").click()
    assert wiring.weeks == [8]
    wiring.improved(replace(VIEW, drive_minutes=900, finished=False))
    settle()
    assert "15 h" in said(pane)
    assert not button(pane, "Book all 2 reviews").isEnabled()
    assert "stop, and this plan can be booked" in said(pane)
    wiring.improved(replace(VIEW, finished=False))
    settle()
    assert "13 h 20" in said(pane)
    pane.progress.show()
    pane.progress.stop.click()
    assert wiring.stopped()
    wiring.search.set_result(VIEW)
    qtbot.waitUntil(lambda: not pane.is_running)
    settle()
    assert "Within 2 % of the best searched." in said(pane)
    assert button(pane, "Book all 2 reviews").isEnabled()
    assert len(handed) == 3
    assert handed[-1] is VIEW


def test_a_better_plan_that_is_found_while_the_desk_locks_is_told_to_nobody(
    pane: PlanPane, wiring: TripsWiring
) -> None:
    button(pane, "Propose trips").click()
    bridge.let_go(pane)
    wiring.improved(VIEW)
    assert pane.view is None


def test_what_cannot_be_is_said_with_its_proof_and_what_is_left_out_with_its_reason(pane: PlanPane) -> None:
    pane.show_view(VIEW)
    settle()
    words = said(pane)
    assert "Finn Hale: no day is left. The last day is Wednesday 2 December." in words
    assert "Each day is full: proved. Ask your manager." in words
    open_yet = tuple(replace(each, proof="That none exists is not proved.") for each in VIEW.cannot_be)
    pane.show_view(replace(VIEW, cannot_be=open_yet))
    settle()
    assert "Finn Hale: no day is found yet." in said(pane)
    pane.show_view(VIEW)
    settle()
    assert "Ada Low: No home is known." in words
    lists = {each.accessibleName(): [line.title for line in each.lines()] for each in pane.findChildren(RowList)}
    assert lists == {"To be booked": ["Bangor and Wrexham"], "Booked already": ["Poole"]}


def test_a_trip_is_told_stop_by_stop_and_drawn_on_the_map(qtbot: QtBot, pane: PlanPane) -> None:
    pane.show_view(VIEW)
    settle()
    listed = next(each for each in pane.findChildren(RowList) if each.accessibleName() == "To be booked")
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    settle()
    words = said(pane)
    for part in ("Bangor and Wrexham", "420", "planned, 6 h 20 to 7 h 30 driving", "11 h 40", "10:00 to 17:15"):
        assert part in words
    assert "On the way you could see Ned at 17:30, 12 min more driving." in words
    assert "Why not Tuesday 8 December? It adds 1 h 40 of driving." in words
    rows = pane.findChildren(StopRow)
    assert [each.accessibleName()[:20] for each in rows] == ["Stop 1: 15:45 Ffion,", "Stop 2: 09:30 Kofi, "]
    assert pane.map.accessibleName() == "Map of the trip: 1 Ffion, Bangor, then 2 Kofi, Wrexham"
    qtbot.waitUntil(lambda: len(pane.map._way) == 3)


def test_each_choice_says_why_and_another_day_has_its_price(qtbot: QtBot, pane: PlanPane, wiring: TripsWiring) -> None:
    pane.show_view(VIEW)
    pane.open_trip(TRIP.id)
    settle()
    first = pane.findChildren(StopRow)[0]
    qtbot.keyClick(first, Qt.Key.Key_Return)
    why = only(pane, Popover)
    assert "After school, as she wishes." in said(why)
    assert nameless(why) == []
    field = why.findChild(DateField)
    assert field is not None
    field.set_value("11 December 2026")
    button(pane, "What would it cost?").click()
    assert wiring.prices == [("ffion", date(2026, 12, 11))]
    qtbot.waitUntil(lambda: "It adds 2 h of driving. Found in the time, not proved." in said(why))
    button(pane, "Book this one").click()
    assert wiring.accepted == [["ffion"]]


def test_proposals_are_booked_as_a_trip_or_all_at_once_and_a_refusal_is_said(
    qtbot: QtBot, pane: PlanPane, wiring: TripsWiring
) -> None:
    told: list[str] = []
    pane.booked.connect(told.append)
    pane.show_view(VIEW)
    wiring.refuse = True
    button(pane, "Book all 2 reviews").click()
    qtbot.waitUntil(lambda: "Names are hidden." in pane.message.words())
    wiring.refuse = False
    pane.open_trip(TRIP.id)
    button(pane, "Book this trip").click()
    qtbot.waitUntil(lambda: told == ["Booked 2 reviews"])
    assert wiring.accepted == [["ffion", "kofi"]]
    assert not [b for b in pane.findChildren(Button) if b.isVisible() and b.accessibleName().startswith("Book ")]
    pane.show_view(VIEW)
    pane.open_trip("")
    button(pane, "Book all 2 reviews").click()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert wiring.accepted[-1] is None


def test_the_way_runs_under_the_names_of_towns(pane: PlanPane, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    for name in ("paint_way", "paint_towns", "paint_labels"):
        real = getattr(map_painting, name)
        monkeypatch.setattr(map_painting, name, lambda *a, name=name, real=real: (drawn.append(name), real(*a)))
    pane.show_view(VIEW)
    pane.open_trip(TRIP.id)
    settle()
    drawn.clear()
    pane.map.grab()
    assert drawn.index("paint_towns") < drawn.index("paint_way") < drawn.index("paint_labels")


def test_a_child_on_the_way_is_put_in_the_diary_with_one_press(
    qtbot: QtBot, pane: PlanPane, wiring: TripsWiring
) -> None:
    told: list[str] = []
    pane.booked.connect(told.append)
    pane.show_view(VIEW)
    pane.open_trip(TRIP.id)
    settle()
    assert "On the way you could see Ned at 17:30, 12 min more driving." in said(pane)
    assert nameless(pane) == []
    put = next(b for b in pane.findChildren(Button) if b.accessibleName() == "Put the visit to Ned in the diary")
    put.click()
    qtbot.waitUntil(lambda: told == ["Put the visit to Ned in the diary"])
    assert wiring.seen == [("ned", DAY)]
    settle()
    assert "Ned at 17:30: the visit is in the diary." in said(pane)
    assert "Lil" not in said(pane), "nobody is in two places in one hour"
    assert pane.trip is not None
    assert not [
        b for b in pane.findChildren(Button) if b.isVisible() and b.accessibleName().startswith("Put the visit")
    ]


def test_a_plan_comes_back_with_the_trip_that_was_open_and_what_became_of_the_search_is_said(
    qtbot: QtBot, pane: PlanPane, wiring: TripsWiring
) -> None:
    assert pane.where()["plan"] is None
    pane.begin()
    pane.flush()
    assert wiring.stopped(), "a desk that is shut waits for no search"
    assert (pane.where()["running"], pane.where()["plan"]) == (True, None)
    wiring.search.set_result(VIEW)
    qtbot.waitUntil(lambda: not pane.is_running)
    pane.open_trip(TRIP.id)
    where = pane.where()

    made = PlanPane(wiring, TODAY)
    qtbot.addWidget(made)
    made.go_back({**where, "running": True})
    assert made.view is None
    wiring.taken_up.set_result(VIEW)
    qtbot.waitUntil(lambda: made.trip == TRIP)
    assert "The search was stopped when the desk was locked." in made.message.words()

    made.go_back(where)
    wiring.taken_up.set_exception(Refused("The diary has changed.", safe="Nothing was booked.", do="Propose anew."))
    qtbot.waitUntil(lambda: "The diary has changed." in made.message.words())
    assert not made.is_running

    other = PlanPane(wiring, TODAY)
    qtbot.addWidget(other)
    other.go_back({"plan": None, "trip": "", "weeks": "8", "running": True})
    assert "ended when the desk was locked" in other.message.words()


def test_hidden_names_are_on_no_disc(pane: PlanPane) -> None:
    pane.map.hide_names(True)
    pane.show_view(VIEW)
    pane.open_trip(TRIP.id)
    settle()
    assert [pane.map._said(stop) for stop in pane.map._stops] == ["Stop 1", "Stop 2"]


def test_stops_at_one_place_share_a_disc_and_words_stand_beside_the_way(pane: PlanPane) -> None:
    pane.show_view(VIEW)
    pane.open_trip(TRIP.id)
    settle()
    first, second = pane.map._stops
    pane.map._stops = (first, replace(second, easting=first.easting, northing=first.northing))
    (_, said, disc), (_, also, shared) = pane.map._boxes()
    assert disc == shared
    assert disc.width() > disc.height(), "it has room for both numbers"
    assert said is not None
    assert also is not None
    assert not said.intersects(also)
    pane.map._way = ((first.easting, first.northing), (first.easting + 90_000, first.northing))
    (_, said, disc), *_ = pane.map._boxes()
    assert said is not None
    assert said.right() < disc.left(), "the way goes east, the words stand in the west"


def test_the_base_and_its_name_are_seen_although_a_stop_is_there(pane: PlanPane) -> None:
    pane.show_view(VIEW)
    pane.open_trip(TRIP.id)
    settle()
    shown, (first, *_) = pane.map._shown, pane.map._stops
    assert shown is not None
    pane.map._shown = replace(shown, base=("Dorchester, your base", int(first.easting) + 900, int(first.northing)))
    pane.map.lay_out()
    named = next(label for label in pane.map.words if label.kind == "base")
    box = QRectF(named.x, named.y, *map_painting.measure(named.words, "base"))
    for _, words, disc in pane.map._boxes():
        assert not box.intersects(disc)
        assert words is None or not box.intersects(words)
    for east, north in pane.map._others:
        assert not box.contains(*pane.map._pixel(east, north)), "nor is it written over another child"
    (_, _, disc), *_ = pane.map._boxes()
    image = pane.map.grab().toImage()
    corner = disc.bottomRight().toPoint()
    seen = [image.pixelColor(corner.x() + n, corner.y() + n) for n in range(-4, 3)]
    assert theme.colour("ink") in seen, "the square stands at the foot of the disc"


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("width", "zoom"), [(1282, 100), (600, 100), (1282, 150)])
def test_no_state_cuts_its_words_or_leaves_a_control_without_a_name(
    qtbot: QtBot, wiring: TripsWiring, mode: str, width: int, zoom: int
) -> None:
    theme.apply(mode, zoom)
    pane = PlanPane(wiring, TODAY, sheets=True)
    qtbot.addWidget(pane)
    pane.resize(width, 696)
    pane.show()
    settle()
    for state in ("nothing", "plan", "trip"):
        if state == "plan":
            pane.show_view(VIEW)
        elif state == "trip":
            pane.open_trip(TRIP.id)
        settle()
        settle()
        assert list(cut(pane)) == [], state
        assert nameless(pane) == [], state
