"""A year of the practice caseload lived week by week with the planner's proposals: entries, leavers, moves, leave and
two sick weeks. ``python -m tests.practice.simulated_year [WEEKS [SEED]]`` prints the report."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from iro_desk.casework import Child, CouncilNumber, Episode, Review, current_period
from iro_desk.desk import Desk, Office
from iro_desk.practice.booking import cancel_booking
from iro_desk.practice.demo import _fill
from iro_desk.practice.diary_facts import Diary
from iro_desk.practice.engagements import take_leave
from iro_desk.practice.forecast import repair_view, take_repair
from iro_desk.practice.trips import TripPlanner
from iro_desk.practice.workspace import Workspace
from tests.planning.processor import ProcessorClock

FIRST = date(2026, 11, 22)
"""The Sunday before the first week."""
BOOK_AHEAD = 21
"""Days for which proposals are taken; what comes later is planned again a week later."""
LEAVE = (
    (date(2026, 12, 21), date(2026, 12, 31)),
    (date(2027, 4, 5), date(2027, 4, 16)),
    (date(2027, 8, 2), date(2027, 8, 20)),
)
SICK = (date(2027, 2, 8), date(2027, 10, 4))
"""Mondays of weeks that nobody knew of before they came."""
HOMES = ("DT4 8NN", "BH15 2RU", "DT1 1XJ", "BS1 5TR", "SO14 7DW", "EX1 1JN", "LL57 1DT", "B1 1BB", "TA1 1JL", "BH8 8DY")


@dataclass
class Year:
    """What came of it."""

    held: int = 0
    late: list[tuple[str, date, date, str]] = field(default_factory=list)
    """Label, last day, day held, and the proof known before it was late."""
    unproved: list[tuple[str, date, date]] = field(default_factory=list)
    drive: int = 0
    apart: int = 0
    nights: int = 0
    entries: int = 0
    leavers: int = 0
    moves: int = 0
    repaired: int = 0

    @property
    def report(self) -> str:
        """The figures in a few lines."""
        less = 100 - 100 * self.drive / self.apart
        late, hours, apart = len(self.late) + len(self.unproved), self.drive / 60, self.apart / 60
        lines = [
            f"{self.held} reviews held; {late} late, {len(self.unproved)} of them avoidable",
            f"{hours:.0f} h of driving against {apart:.0f} h one by one: {less:.0f} % less, {self.nights} nights",
            f"{self.entries} children came, {self.leavers} left, {self.moves} moved; {self.repaired} moved by repair",
        ]
        lines += [f"late: {label}, last day {limit}, held {day}: {proof}" for label, limit, day, proof in self.late]
        lines += [f"AVOIDABLE: {label}, last day {limit}, held {day}" for label, limit, day in self.unproved]
        return "\n".join(lines)


def live(
    ws: Workspace,
    weeks: int = 52,
    seconds: float = 20.0,
    tell: Callable[[str], None] = lambda words: None,
    seed: int = 9,
) -> Year:
    """Lives that many weeks, each planned within so many seconds of a processor; the seed says who comes and goes."""
    year, chance = Year(), random.Random(seed)
    proofs = {
        case.id: "Its last day had passed before the year began."
        for case in Diary(ws).cases.values()
        if case.clock is not None and case.clock.legal_limit is not None and case.clock.legal_limit <= FIRST
    }
    for week in range(weeks):
        sunday = FIRST + timedelta(days=7 * week)
        monday = sunday + timedelta(days=1)
        ws.today = sunday
        for first, last in LEAVE:
            if sunday <= first - timedelta(days=70) < sunday + timedelta(days=7) or (
                week == 0 and first < monday + timedelta(days=70)
            ):
                take_leave(ws, first, last).result()
        _life(ws, year, chance, sunday)
        if monday in SICK:
            take_leave(ws, monday, monday + timedelta(days=4), kind="sick").result()
            _away(ws, year)
        planner = TripPlanner(ws, weeks=6, clock=ProcessorClock())
        view = planner.run(seconds)
        for row in view.cannot_be:
            # What is said once the last day has passed proves nothing of the time before.
            if "not proved" not in row.proof and "late now" not in row.proof:
                proofs.setdefault(row.child, row.proof)
        soon = [p.id for p in view.proposals if not p.pinned and p.day <= sunday + timedelta(days=BOOK_AHEAD)]
        if soon:
            planner.accept(view, soon).result()
        _week(ws, year, planner, view, monday, proofs)
        tell(f"{monday} {view.line} {year.held} held, {len(year.late)} + {len(year.unproved)} late")
    for case in Diary(ws).cases.values():
        limit = case.clock.legal_limit if case.clock is not None else None
        if limit is not None and limit <= ws.today:
            (
                year.late.append((case.label, limit, ws.today, proofs[case.id]))
                if case.id in proofs
                else year.unproved.append((case.label, limit, ws.today))
            )
    return year


def _life(ws: Workspace, year: Year, chance: random.Random, sunday: date) -> None:
    """Who comes, who leaves, who moves."""
    children = sorted(Diary(ws).cases.values(), key=lambda case: case.label)  # Ids are drawn anew in each run.
    for _ in range(len(children) < 65 or chance.random() < 0.2):
        started = sunday - timedelta(days=chance.randint(0, 6))
        ws.do("A child came", _came, started, chance.choice(HOMES), chance.randint(1, 16), year.entries).result()
        year.entries += 1
    if chance.random() < 0.25:
        gone = chance.choice(children)
        for review in gone.file.reviews:
            if review.state == "booked":
                cancel_booking(ws, review.id, "no longer looked after").result()
        ws.do("A child left", _left, gone.id, sunday).result()
        year.leavers += 1
    elif chance.random() < 0.3:
        moved = chance.choice(children)
        period = current_period(moved.file.episodes, sunday)
        if period is not None and period.episodes[-1].started < sunday:
            ws.do("A child moved", _moved, moved.id, sunday, chance.choice(HOMES)).result()
            year.moves += 1


def _came(change: Any, started: date, home: str, age: int, number: int) -> None:
    child = change.new_id()
    change.save_many(
        [
            Child(child, first_name=f"New{number}", surname="Inventedly", date_of_birth=date(started.year - age, 1, 7)),
            CouncilNumber(change.new_id(), child, f"88{number:04}", "council"),
            Episode(change.new_id(), child, started, "S", "C2", placement="U6", postcode=home),
        ]
    )


def _left(change: Any, child: str, on: date) -> None:
    change.save(replace(change.get(Child, child), left_caseload=on))


def _moved(change: Any, child: str, on: date, home: str) -> None:
    episodes = change.of_child(Episode, child)
    last = max(episodes, key=lambda episode: episode.started)
    change.save(replace(last, ended=on, reason_ended="X1"))
    change.save(
        replace(last, id=change.new_id(), started=on, reason_new="P", postcode=home, ended=None, reason_ended="")
    )


def _away(ws: Workspace, year: Year) -> None:
    view = repair_view(ws)
    if view.moves:
        year.repaired += sum(move.was is not None for move in view.moves)
        take_repair(ws, view).result()


def _week(ws: Workspace, year: Year, planner: TripPlanner, view: Any, monday: date, proofs: dict[str, str]) -> None:
    """Holds what is booked in the week, and counts the driving."""
    friday = monday + timedelta(days=4)
    task = planner.task
    for trip in view.answer["days"]:
        if monday <= task.date_of(trip["day"]) <= friday:
            year.nights += trip["end"] != 0
    drive = {p.day: 0 for p in view.proposals}
    for shown in view.trips:
        for day in shown.days:
            if monday <= day.day <= friday:
                drive[day.day] = drive.get(day.day, 0) + day.drive_minutes
    year.drive += sum(minutes for day, minutes in drive.items() if monday <= day <= friday)
    diary = Diary(ws)
    apart_days = {review.id for review in task.kept_apart}
    for case in list(diary.cases.values()):
        for review in case.file.reviews:
            on = review.booked_for
            if on is None or not monday <= on <= friday or review.state not in ("booked", "adjourned"):
                continue
            if diary.why_closed(on):
                continue
            place = None if review.method in ("video", "phone") else diary.place_of_review(review)
            both = 2 * diary.legs.minutes(diary.base.key, place.key) if place is not None else 0
            year.apart += both
            if review.id in apart_days:
                year.drive += both
            year.held += 1
            limit = case.clock.legal_limit if case.clock is not None else None
            if (
                review.kind != "secure"
                and limit is not None
                and on > limit
                and case.booked is not None
                and case.booked.id == review.id
            ):
                proof = proofs.get(case.id, "")
                if proof:
                    year.late.append((case.label, limit, on, proof))
                else:
                    year.unproved.append((case.label, limit, on))
            ws.do("Held", _held, review, on).result()


def _held(change: Any, review: Review, on: date) -> None:
    row = change.get(Review, review.id)
    change.save(replace(row, state="completed", held_on=on, completed_on=on))


def practice_desk(folder: Path) -> Workspace:
    """A desk of the practice caseload."""
    moments = (datetime(2026, 11, 22, 9, tzinfo=UTC) + timedelta(seconds=n) for n in range(10**9))
    made, _ = Desk.create(
        folder / "year.irodesk", "three invented words", data_folder=folder / "data", now=lambda: next(moments)
    )
    ws = Workspace(made, Office(made, runner="now"), FIRST)
    ws.do("Made", _fill, 66, 1, date(2026, 11, 23), kind="import").result()
    return ws


if __name__ == "__main__":
    import sys

    with tempfile.TemporaryDirectory() as folder:
        weeks = int(sys.argv[1]) if len(sys.argv) > 1 else 52
        seed = int(sys.argv[2]) if len(sys.argv) > 2 else 9
        print(live(practice_desk(Path(folder)), weeks, tell=lambda words: print(words, flush=True), seed=seed).report)
