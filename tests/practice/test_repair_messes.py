"""Five seeded messes in the diary of the practice caseload: a double booked fortnight, a week away, or both."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desk.practice.booking import book
from iro_desk.practice.diary import clashes_on
from iro_desk.practice.diary_facts import DAY, Diary
from iro_desk.practice.engagements import take_leave
from iro_desk.practice.forecast import forecast_view, in_order, limit_of, repair_view, take_repair
from iro_desk.practice.workspace import Workspace
from tests.practice.simulated_year import practice_desk

TODAY = date(2026, 11, 23)
LONG = pytest.mark.soak


def mess(ws: Workspace, seed: int) -> None:
    """Books up to six reviews where they do not fit; in every other mess a week of illness comes on top."""
    chance = random.Random(seed)
    pressing = [c for c in in_order(Diary(ws)) if c.booked is None and TODAY < limit_of(c) < date(2027, 1, 20)]
    for case in chance.sample(pressing, 6):
        day = date(2026, 11, 30) + DAY * chance.choice((0, 1, 2, 3, 4, 7, 8, 9))
        if day <= limit_of(case):
            time = chance.choice(("10:00", "11:00", "15:45"))
            book(ws, case.id, day, time=time, method="in person", anyway=True).result()
    if seed % 2 == 0:
        monday = date(2026, 11, 30) if seed else date(2026, 12, 7)
        take_leave(ws, monday, monday + timedelta(days=4), kind="sick").result()


@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [*(pytest.param(n, marks=LONG) for n in (0, 1, 2, 4)), 3])
def test_after_the_repair_nothing_is_late_or_double_but_what_is_proved_not_to_be_saved(
    tmp_path: Path, seed: int
) -> None:
    ws = practice_desk(tmp_path)
    ws.today = TODAY
    mess(ws, seed)
    view = repair_view(ws)
    print(seed, view.words, *(row.proof for row in view.cannot_be))
    assert view.moves
    assert all("not proved" not in row.proof and "Ask your manager" in row.ask for row in view.cannot_be)
    take_repair(ws, view).result()
    lost = {row.child for row in view.cannot_be}
    assert {row.child for row in forecast_view(ws).rows} <= lost
    diary = Diary(ws)
    named = {case.booked.id for case in diary.cases.values() if case.booked is not None and case.id in lost}
    left = [clash for n in range(1, 60) for clash in clashes_on(diary, TODAY + DAY * n)]
    assert all(named & {clash.first, clash.second} for clash in left)
    ws.desk.close()
