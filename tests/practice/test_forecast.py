"""What will be late if nothing moves, and the fewest moves after which nothing is."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import pytest

from iro_desk.casework import Engagement, Review
from iro_desk.planning import fits
from iro_desk.practice.booking import book
from iro_desk.practice.diary import week_view
from iro_desk.practice.diary_facts import Diary
from iro_desk.practice.encode import to_json
from iro_desk.practice.engagements import keep_engagement, take_leave
from iro_desk.practice.forecast import Room, forecast_view, repair_view, take_repair
from iro_desk.practice.workspace import Workspace
from tests.practice.trips_desk import BANGOR, BRISTOL, NEAR, POOLE, Invented, make

D = date
FAR_APART = (BANGOR, BRISTOL, NEAR)


def at(ws: Workspace, child: str, day: date, time: str) -> str:
    return book(ws, child, day, time=time, method="in person", anyway=True).result()


def names(ws: Workspace) -> set[str]:
    return {row.label.split()[0] for row in forecast_view(ws).rows}


@pytest.fixture
def ids(ws: Workspace) -> dict[str, str]:
    return make(
        ws,
        [
            Invented("Ava", NEAR, D(2026, 12, 4)),
            Invented("Ben", POOLE, D(2026, 12, 4), age=2),
            Invented("Cai", NEAR, D(2026, 12, 9), age=3),
            Invented("Dee", NEAR, D(2026, 12, 18)),
            Invented("Eli", POOLE, D(2027, 1, 15)),
        ],
    )


def test_a_blocked_diary_names_exactly_what_it_makes_late(ws: Workspace, ids: dict[str, str]) -> None:
    assert names(ws) == set()
    take_leave(ws, D(2026, 11, 24), D(2026, 12, 3)).result()
    assert names(ws) == set(), "Friday 4 December holds both"
    full = Engagement("", "court", D(2026, 12, 4), D(2026, 12, 4), "08:00", "15:00")
    court = keep_engagement(ws, full).result()
    assert names(ws) == {"Ben"} or names(ws) == {"Ava"}, "there is room for one after court"
    take_leave(ws, D(2026, 12, 7), D(2026, 12, 9)).result()
    assert names(ws) & {"Cai"}
    ws.office.undo().result()
    at(ws, ids["Dee"], D(2026, 12, 21), "15:45")
    at(ws, ids["Eli"], D(2026, 12, 2), "15:45")
    view = forecast_view(ws)
    why = {row.label.split()[0]: row for row in view.rows}
    assert why["Dee"].why == "Booked for Monday 21 December, 3 days after its last day."
    assert (why["Dee"].mark, why["Eli"].mark) == ("late", "risk")
    assert why["Eli"].why == "Booked for Wednesday 2 December, a day of leave."
    assert view.words == f"{len(view.rows)} reviews will be late if nothing moves."
    assert to_json(view)
    assert court


def test_repair_of_two_at_once_moves_one(ws: Workspace, ids: dict[str, str]) -> None:
    at(ws, ids["Dee"], D(2026, 12, 1), "15:45")
    at(ws, ids["Eli"], D(2026, 12, 1), "16:00")
    view = repair_view(ws)
    assert (len(view.moves), view.cannot_be, view.smallest) == (1, (), True)
    assert view.clashes
    take_repair(ws, view).result()
    assert week_view(ws, D(2026, 12, 1)).clashes == ()
    assert repair_view(ws).moves == ()
    ws.office.undo().result()
    assert week_view(ws, D(2026, 12, 1)).clashes != ()


def test_a_clash_behind_another_one_is_repaired_too(ws: Workspace) -> None:
    made = make(
        ws, [Invented(name, where, D(2026, 12, 18), age=2) for name, where in zip("ABC", FAR_APART, strict=True)]
    )
    for name, time in (("A", "10:00"), ("B", "11:00"), ("C", "15:30")):
        at(ws, made[name], D(2026, 12, 1), time)
    take_repair(ws, repair_view(ws)).result()
    assert week_view(ws, D(2026, 12, 1)).clashes == ()
    assert repair_view(ws).words == "Nothing clashes and nothing will be late."


def test_repair_of_a_sick_week_moves_only_what_stands_in_it(ws: Workspace, ids: dict[str, str]) -> None:
    for name, day, time in (
        ("Ava", D(2026, 12, 1), "15:45"),
        ("Ben", D(2026, 12, 2), "10:00"),
        ("Cai", D(2026, 12, 3), "10:00"),
        ("Dee", D(2026, 12, 9), "15:45"),
    ):
        at(ws, ids[name], day, time)
    take_leave(ws, D(2026, 11, 30), D(2026, 12, 3), kind="sick").result()
    view = repair_view(ws)
    assert {move.label.split()[0] for move in view.moves} == {"Ava", "Ben", "Cai"}
    assert view.cannot_be == ()
    assert view.words == "3 bookings move, then nothing is late."
    take_repair(ws, view).result()
    assert names(ws) == set()
    assert all(r.booked_for != D(2026, 12, 1) for r in ws.desk.where(Review, state="booked"))


def test_repair_makes_room_where_the_only_day_is_taken(ws: Workspace, ids: dict[str, str]) -> None:
    take_leave(ws, D(2026, 11, 24), D(2026, 12, 3)).result()
    take_leave(ws, D(2026, 12, 7), D(2026, 12, 9)).result()
    at(ws, ids["Dee"], D(2026, 12, 4), "15:45")
    at(ws, ids["Eli"], D(2026, 12, 4), "10:00")
    assert names(ws) & {"Ava", "Ben", "Cai"}
    view = repair_view(ws)
    assert view.cannot_be == ()
    moved = [move for move in view.moves if move.was is not None]
    assert moved
    take_repair(ws, view).result()
    assert names(ws) == set()
    assert week_view(ws, D(2026, 12, 4)).clashes == ()


def test_what_cannot_be_saved_is_proved_and_says_whom_to_ask(ws: Workspace, ids: dict[str, str]) -> None:
    take_leave(ws, D(2026, 11, 24), D(2026, 12, 4)).result()
    view = repair_view(ws)
    assert {row.label.split()[0] for row in view.cannot_be} == {"Ava", "Ben"}
    assert all("no day on which you work" in row.proof for row in view.cannot_be)
    assert all(row.ask.startswith("Ask your manager") and "leave" in row.ask for row in view.cannot_be)


def test_a_far_home_is_given_a_day_with_a_night_beside_it(ws: Workspace) -> None:
    made = make(ws, [Invented("Fay", BANGOR, D(2026, 12, 11), age=2)])
    take_leave(ws, D(2026, 11, 24), D(2026, 12, 9)).result()
    assert names(ws) == set()
    take_leave(ws, D(2026, 12, 10), D(2026, 12, 10)).result()
    assert names(ws) == {"Fay"}
    assert made


@pytest.mark.parametrize("seed", range(12))
def test_no_fewer_moves_do_as_brute_force_shows(ws: Workspace, seed: int) -> None:
    """Bookings crowded on few days: every smaller set of moves is tried by hand and leaves something late or double."""
    chance = random.Random(seed)
    days = [D(2026, 12, 1) + timedelta(days=n) for n in range(4)]
    made = make(
        ws,
        [
            Invented(f"N{n}", chance.choice((NEAR, POOLE)), chance.choice(days), age=chance.choice((2, 12)))
            for n in range(5)
        ],
    )
    for child in list(made.values())[:4]:
        at(ws, child, chance.choice(days[:3]), chance.choice(("10:00", "11:00", "15:45")))
    if chance.random() < 0.5:
        sick = chance.choice(days[:3])
        take_leave(ws, sick, sick, kind="sick").result()
    view = repair_view(ws)
    assert not view.stopped
    moved = frozenset(move.child for move in view.moves if move.was is not None)
    lost = frozenset(row.child for row in view.cannot_be)
    by_hand = ByHand(ws, days)
    everyone = sorted(made.values())
    for fewer in range(len(lost)):
        for out in itertools.combinations(everyone, fewer):
            assert not by_hand.all_held(frozenset(out)), "fewer can be left out"
    for fewer in range(len(moved)):
        for some in itertools.combinations(sorted(set(by_hand.booked) - lost), fewer):
            assert not by_hand.works(frozenset(some), lost), "fewer moves do"
    assert by_hand.works(moved, lost)
    assert view.smallest
    for row in view.cannot_be:
        assert "not proved" not in row.proof
        assert row.ask.startswith("Ask your manager")
    if view.moves:
        take_repair(ws, view).result()
    assert {row.child for row in forecast_view(ws).rows} <= lost
    if not lost:
        assert all(not week_view(ws, day).clashes for day in days)


class ByHand:
    """What can be lived, by trying every day for every review."""

    def __init__(self, ws: Workspace, days: list[date]) -> None:
        self.days, self.diary = days, Diary(ws)
        cases = self.diary.cases
        self.booked = {i: case.booked for i, case in cases.items() if case.booked is not None}
        self.open = [i for i, case in cases.items() if case.booked is None]
        self.search = Room(self.diary).search(list(cases.values()), stay=self.booked)

    def works(self, moved: frozenset[str], out: frozenset[str] = frozenset()) -> bool:
        """Whether all but those left out are held in time and without a clash when these bookings move."""
        diary = self.diary
        for child, booked in self.booked.items():
            on, clock = booked.booked_for, diary.cases[child].clock
            assert on is not None
            assert clock is not None
            if child not in moved | out and (diary.away_on(on) or on > (clock.legal_limit or on)):
                return False
        stays = [booked.id for child, booked in self.booked.items() if child not in moved | out]
        if not all(fits([a for a in diary.appointments(d) if a.id in stays], diary.drive) for d in self.days):
            return False
        wanted = [child for child in (*moved, *self.open) if child not in out]
        options = [Room(diary).options(diary.cases[child]) for child in wanted]
        return any(self._lived(wanted, choice, moved | out) for choice in itertools.product(*options))

    def _lived(self, wanted: list[str], choice: tuple[int, ...], away: frozenset[str]) -> bool:
        by_day: dict[int, list[str]] = {}
        for child, day in zip(wanted, choice, strict=True):
            by_day.setdefault(day, []).append(child)
        return all(self.search.fits(day, tuple(there), away) is not None for day, there in by_day.items())

    def all_held(self, out: frozenset[str]) -> bool:
        """Whether any moves at all hold all but those left out."""
        movable = sorted(self.booked.keys() - out)
        sizes = range(len(movable) + 1)
        return any(self.works(frozenset(some), out) for k in sizes for some in itertools.combinations(movable, k))


def test_a_repair_can_be_stopped_and_then_claims_and_moves_nothing(ws: Workspace, ids: dict[str, str]) -> None:
    at(ws, ids["Dee"], D(2026, 12, 1), "15:45")
    at(ws, ids["Eli"], D(2026, 12, 1), "16:00")
    for after in (1, 2, 4):
        asked = itertools.count(1)
        view = repair_view(ws, stopped=partial(_reached, asked, after))
        assert (view.stopped, view.moves, view.cannot_be, view.smallest) == (True, (), (), False)
        assert view.words == "Stopped before it was found out: nothing was moved."
        assert next(asked) < after + 10, "nothing more was looked at"
    assert not repair_view(ws).stopped


def _reached(asked: Iterator[int], after: int) -> bool:
    return next(asked) >= after


def test_of_two_for_one_free_place_one_is_named_with_the_proof(ws: Workspace) -> None:
    make(ws, [Invented("Ava", NEAR, D(2026, 12, 4)), Invented("Ben", NEAR, D(2026, 12, 4))])
    take_leave(ws, D(2026, 11, 24), D(2026, 12, 3)).result()
    full = Engagement("", "court", D(2026, 12, 4), D(2026, 12, 4), "08:00", "15:00")
    keep_engagement(ws, full).result()
    view = repair_view(ws)
    (row,) = view.cannot_be
    assert row.proof == (
        "Up to its last day you have 4 December; others need them too, and whatever is moved, "
        "1 review cannot be held in time."
    )
    assert row.ask == "Ask your manager for a colleague who can hold it, or move your leave."
