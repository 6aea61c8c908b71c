"""What will be late if nothing moves, and the fewest moves after which nothing is."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from iro_desk.casework import Engagement, Review
from iro_desk.planning import Search, repair
from iro_desk.practice.booking import book
from iro_desk.practice.diary import week_view
from iro_desk.practice.diary_facts import Diary
from iro_desk.practice.encode import to_json
from iro_desk.practice.engagements import keep_engagement, take_leave
from iro_desk.practice.forecast import Room, forecast_view, repair_view, take_repair
from iro_desk.practice.workspace import Workspace
from tests.practice.trips_desk import BANGOR, NEAR, POOLE, Invented, make

D = date


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
    import random

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
    if view.cannot_be:
        return
    booked_moves = [move for move in view.moves if move.was is not None]
    diary = Diary(ws)
    room = Room(diary)
    booked = [case.id for case in diary.cases.values() if case.booked is not None]
    open_ = [case.id for case in diary.cases.values() if case.booked is None]

    def works(moved: frozenset[str]) -> bool:
        for child in booked:
            case = diary.cases[child]
            assert case.booked is not None
            assert case.booked.booked_for is not None
            on = case.booked.booked_for
            if child not in moved and (diary.away_on(on) or on > ((case.clock and case.clock.legal_limit) or on)):
                return False
        stays = [c.booked.id for c in diary.cases.values() if c.booked is not None and c.id not in moved]
        for day in days:
            from iro_desk.planning import fits

            if not fits([a for a in diary.appointments(day) if a.id in stays], diary.drive):
                return False
        wanted = [*moved, *open_]
        options = {child: room.options(diary.cases[child]) for child in wanted}
        for choice in itertools.product(*(options[child] for child in wanted)):
            by_day: dict[int, list[str]] = {}
            for child, day in zip(wanted, choice, strict=True):
                by_day.setdefault(day, []).append(child)
            if all(room.fits(day, tuple(sorted(there)), moved) is not None for day, there in by_day.items()):
                return True
        return False

    for fewer in range(len(booked_moves)):
        assert not any(works(frozenset(some)) for some in itertools.combinations(booked, fewer))
    assert works(frozenset(move.child for move in booked_moves))


def test_the_search_itself_is_exact_on_small_cases() -> None:
    """Days with room for a number of items: brute force over all sets of moves agrees."""
    import random

    for seed in range(60):
        chance = random.Random(seed)
        items = [f"i{n}" for n in range(5)]
        stands = {item: chance.randrange(3) for item in items[:4]}
        room_for = {day: chance.choice((1, 2)) for day in range(3)}
        options = {item: tuple(chance.sample(range(3), chance.randint(1, 3))) for item in items}

        def fits(
            day: int,
            added: tuple[str, ...],
            away: frozenset[str],
            stands: dict[str, int] = stands,
            room_for: dict[int, int] = room_for,
        ) -> dict[str, int] | None:
            there = [item for item, on in stands.items() if on == day and item not in away]
            return dict.fromkeys(added, 0) if len(there) + len(added) <= room_for[day] else None

        made = repair(Search(options, fits), [], ["i4"], [], items[:4], most_more=4)

        def works(moved: tuple[str, ...], options: dict[str, tuple[int, ...]] = options, fits=fits) -> bool:  # type: ignore[no-untyped-def]
            wanted = [*moved, "i4"]
            for choice in itertools.product(*(options[item] for item in wanted)):
                days = {day: tuple(i for i, d in zip(wanted, choice, strict=True) if d == day) for day in set(choice)}
                if all(fits(day, there, frozenset(moved)) is not None for day, there in days.items()):
                    return True
            return False

        least = next((k for k in range(5) if any(works(m) for m in itertools.combinations(items[:4], k))), None)
        if least is None:
            assert "i4" in made.cannot
        else:
            assert (len(made.moved), made.cannot) == (least, ())
            assert made.smallest
