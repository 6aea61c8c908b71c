"""Killed at any moment of any work, the desk opens again, holds every change it acknowledged and the typing but for
one second.

The processes are the program's own (see ``tests.soak.works``); SIGKILL comes at a random moment from outside. Two run
side by side.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Child, CouncilNumber, Refused, Review, ReviewNote, SignedPaper
from iro_desk.desk import Desk, Office, WrongPassphrase, keys, schema
from iro_desk.desk.cipher import open_connection
from iro_desk.practice import booking, holding, opening, papers
from iro_desk.practice.child import child_view
from iro_desk.practice.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.exchange.making import write_return
from tests.practice.held import hold
from tests.soak import rig
from tests.soak.works import OTHER_WORDS, letter

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
DAY = opening.PRACTICE_DAY
EARLIER = sorted(path for path in (Path(__file__).parents[1] / "desk" / "earlier").iterdir() if path.is_dir())
RETURN_OF = 25
SECOND = 1.0
SEED = int(os.environ.get("SOAK_SEED", 1))


@dataclass
class Killed:
    """What one killed process had told, and when it was killed."""

    desk: Path
    data: Path
    at: float
    lines: list[list[str]]
    order: dict[str, Any]

    def done(self) -> list[tuple[str, int]]:
        """What the command line finished, each with its exit code."""
        return [(words[1], int(words[2])) for words in self.lines if words[0] == "done"]


@dataclass
class Tally:
    """Figures over all kills."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    typed: int = 0
    seconds_lost: list[float] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)


# ---------------------------------------------------------------- desks to begin from


def practice(folder: Path, children: int) -> Workspace:
    """A practice desk under ``folder``, with its data folder beside it."""
    return opening.make_practice_desk(
        folder / "own.irodesk", PASSPHRASE, children=children, seed=1, on=DAY, data=folder / "data"
    ).workspace


def desk_for_typing(folder: Path) -> dict[str, Any]:
    ws = practice(folder, 6)
    booked = next(r for child in ws.desk.all(Child) for r in child_view(ws, child.id).reviews if r.state == "booked")
    holding.open_review(ws, booked.id, DAY).result()
    opening.close_desk(ws)
    return {"review": booked.id}


def desk_for_signing(folder: Path) -> dict[str, Any]:
    ws = practice(folder, 12)
    ready = []
    for child in ws.desk.all(Child):
        try:
            ready.append(hold(ws, child.id))
        except Refused:
            continue
    opening.close_desk(ws)
    assert len(ready) >= 4
    return {"reviews": ready}


def desk_for_import(folder: Path) -> dict[str, Any]:
    ws = opening.make_desk(
        folder / "own.irodesk", PASSPHRASE, today=DAY, now=rig.real_now, data=folder / "data"
    ).workspace
    opening.close_desk(ws)
    numbers = [f"T{n:03d}" for n in range(RETURN_OF)]
    write_return(
        folder / "return",
        header=[f"{n},F,14/05/2012,WBRI,UN3,0," for n in numbers],
        episodes=[f"{n},03/03/2025,S,C2,N1,U4,PR4,,,,DT1 1XJ,B1 1BB,SC1" for n in numbers],
        reviews=[f"{n},14/05/2012,28/03/2025,PN1" for n in numbers],
    )
    return {"return": str(folder / "return")}


def desk_for_booking(folder: Path) -> dict[str, Any]:
    ws = practice(folder, 12)
    bookings = []
    for child in ws.desk.all(Child):
        view = child_view(ws, child.id)
        if any(review.state == "booked" for review in view.reviews) or not view.numbers:
            continue
        day = DAY + timedelta(days=20 + len(bookings))
        try:
            ws.desk.undo(booking.book(ws, child.id, day).result() and ws.desk.history()[0].n)
        except Refused:
            continue
        bookings.append((view.numbers[0], day.isoformat(), (day + timedelta(days=1)).isoformat()))
    opening.close_desk(ws)
    assert len(bookings) >= 2
    return {"bookings": bookings}


def desk_for_backup(folder: Path) -> dict[str, Any]:
    opening.close_desk(practice(folder, 6))
    return {}


def desk_for_new_key(folder: Path) -> dict[str, Any]:
    """No practice desk: that one's passphrase is nobody's, and gets no new key."""
    ws = practice(folder, 6)
    ws.do("Not a practice desk", lambda change: change.put_setting("practice", "no")).result()
    opening.close_desk(ws)
    return {}


def desk_for_migration(earlier: Path, folder: Path) -> dict[str, Any]:
    """A desk that an earlier version left, from beside the desk's own tests."""
    shutil.copytree(earlier, folder / "own.irodesk")
    (folder / "data").mkdir()
    _, key = keys.read_key(earlier, PASSPHRASE)
    database = open_connection(earlier / "desk.db", key, file_read_only=True)
    had = database.conn.execute("SELECT max(number) FROM migration").fetchone()[0]
    steps = len(schema.MIGRATIONS) - had
    changes = database.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    database.conn.close()
    return {"changes": changes + steps}


# ---------------------------------------------------------------- what must hold after a kill


def no_typing_lost(killed: Killed, desk: Desk, tally: Tally) -> None:
    """Of every field the typed text stands there, as a draft or as a change, but for the last second."""
    drafts = {draft.field: draft.text for draft in desk.drafts()}
    notes = {f"note:{note.review}:{note.heading}": note.text for note in desk.all(ReviewNote)}
    typed: dict[str, list[float]] = defaultdict(list)
    for words in killed.lines:
        if words[0] == "key":
            typed[words[1]].append(float(words[3]))
    for name, moments in typed.items():
        kept = drafts.get(name, notes.get(name, ""))
        assert kept == "".join(map(letter, range(len(kept)))), f"other words than were typed: {kept[-60:]!r}"
        assert name not in drafts or len(drafts[name]) >= len(notes.get(name, "")), "an older draft hides a change"
        lost = killed.at - moments[len(kept)] if len(kept) < len(moments) else 0.0
        with tally.guard:
            tally.typed += len(moments)
            tally.seconds_lost.append(lost)


def all_or_nothing_imported(killed: Killed, desk: Desk, tally: Tally) -> None:
    """All the children of the return, or none; and those that the last finished command says."""
    held = len(desk.all(Child))
    assert held in (0, RETURN_OF)
    assert len(desk.all(CouncilNumber)) == held
    done = [n for n, status in killed.done() if status == 0]
    assert len(done) == len(killed.done())
    imports_and_undos = [c.kind if c.undoes is None else "undo" for c in desk.history() if c.kind != "migration"]
    assert len(imports_and_undos) in (len(done), len(done) + 1) or killed.order["work"].endswith("window")


def signed_whole_or_not_at_all(killed: Killed, desk: Desk, tally: Tally) -> None:
    """A finalised review has its papers frozen, and they can be shown; another has none."""
    acknowledged = {review for review, status in killed.done() if status == 0}
    assert len(acknowledged) == len(killed.done())
    ws = Workspace(desk, Office(desk, runner="now"), DAY)
    of_review: dict[str, list[SignedPaper]] = defaultdict(list)
    for paper in desk.all(SignedPaper):
        of_review[paper.review].append(paper)
    for review in killed.order["reviews"]:
        signed = desk.get(Review, review).state == "signed"
        assert signed or review not in acknowledged
        assert bool(of_review[review]) == signed
        assert all(paper.pdf for paper in of_review[review]) or review not in acknowledged
        if signed and not all(paper.pdf for paper in of_review[review]):
            assert papers.paper(ws, review, "record", "file").pdf.startswith(b"%PDF")


def whole_backups_only(killed: Killed, desk: Desk, tally: Tally) -> None:
    """Every backup that was acknowledged is there, and every one that has its name is whole."""
    stick = Path(killed.order["stick"])
    there = {path.stem for path in stick.glob("*.irobackup")}
    assert {n for n, status in killed.done() if status == 0} <= there
    for name in there:
        desk.check_backup(stick / f"{name}.irobackup")


def same_rows_after_migration(killed: Killed, desk: Desk, tally: Tally) -> None:
    """Nothing of the older desk is missing; the tests of the desk say that every row is the same."""
    assert len(desk.all(Child)) == 2
    assert [draft.text for draft in desk.drafts()] == ["Half a sentence"]
    kinds = [change.kind for change in desk.history()]
    assert len(kinds) - kinds.count("found") == killed.order["changes"]  # The window may have found places by then.


def kept_backups_whole(killed: Killed, desk: Desk, tally: Tally) -> None:
    """Every kept backup is whole, and none is older than the last that was acknowledged."""
    assert all(status == 0 for _, status in killed.done())
    kept = desk.kept_backups()
    for file in kept:
        desk.check_backup(file)
    acknowledged = max((name.replace("_", " ") for name, _ in killed.done()), default="")
    assert max((file.name for file in kept), default="") >= acknowledged


def all_done(killed: Killed, desk: Desk, tally: Tally) -> None:
    """No command failed, and the desk holds its children; with which words it opens was tried before."""
    assert all(status == 0 for _, status in killed.done())
    assert len(desk.all(Child)) >= 6


def bookings_made(killed: Killed, desk: Desk, tally: Tally) -> None:
    """Every booking that was acknowledged stands on its day."""
    times_done = Counter(child for child, status in killed.done() if status == 0)
    assert sum(times_done.values()) == len(killed.done())
    for number, first, second in killed.order["bookings"]:
        days = [r.booked_for for r in desk.of_child(Review, desk.find_child(number)) if r.state == "booked"]
        wanted = {0: [[], [first]], 1: [[first], [second]], 2: [[second]]}[times_done[number]]
        assert [day.isoformat() for day in days if day] in wanted


@dataclass(frozen=True)
class Work:
    """One kind of work: its desk, after how many acknowledgements and then how many seconds it is killed at most, its
    share of the kills, its check. Acknowledgements and not seconds alone: on a busy machine it is at work all the same.
    """

    make: Callable[[Path], dict[str, Any]]
    told: int
    seconds: float
    share: int
    check: Callable[[Killed, Desk, Tally], None]


WORK = {
    "typing in the window": Work(desk_for_typing, 60, 0.9, 30, no_typing_lost),
    "import in the window": Work(desk_for_import, 4, 0.5, 5, all_or_nothing_imported),
    "signing in the window": Work(desk_for_signing, 2, 0.6, 5, signed_whole_or_not_at_all),
    "backup in the window": Work(desk_for_backup, 3, 0.4, 5, kept_backups_whole),
    "passphrase in the window": Work(desk_for_backup, 3, 0.3, 5, all_done),
    "new key in the window": Work(desk_for_new_key, 3, 0.5, 5, all_done),
    "import": Work(desk_for_import, 4, 0.3, 10, all_or_nothing_imported),
    "signing": Work(desk_for_signing, 3, 0.6, 10, signed_whole_or_not_at_all),
    "backup": Work(desk_for_backup, 4, 0.2, 10, whole_backups_only),
    "passphrase": Work(desk_for_backup, 4, 0.1, 10, all_done),
    "new key": Work(desk_for_backup, 2, 0.3, 5, all_done),
    "booking": Work(desk_for_booking, 3, 0.2, 10, bookings_made),
    **{
        f"{how} of {earlier.name}": Work(make, 0, seconds, 3, same_rows_after_migration)
        for earlier in EARLIER
        for make in (partial(desk_for_migration, earlier),)
        for how, seconds in (("migration", 0.4), ("migration in the window", 0.6))
    },
}


# ---------------------------------------------------------------- killing


class Nursery:
    """The process that forks the program's processes, and this side of its pipe."""

    def __init__(self) -> None:
        self._child = 0
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.works"],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def killed_at_work(self, order: dict[str, Any], chance: random.Random, work: Work) -> Killed:
        """Starts one process, kills it, and answers with what it had told."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        _, child, _ = self._process.stdout.readline().split()
        self._child = int(child)
        # In a window's process the work begins when the desk is open (a migration: when it is unlocked); one kill in
        # six comes before that.
        in_window = "in the window" in order["work"] and chance.random() > 1 / 6
        begins = "unlocking" if order["work"].startswith("migration") else "ready"
        lines: list[list[str]] = []
        while in_window and not any(words[0] == begins for words in lines):
            lines.append(self._process.stdout.readline().split())
            assert lines[-1][:1] not in ([], ["dead"]), Path(order["log"]).read_text()
        for _ in range(chance.randint(0, work.told) if in_window or "in the window" not in order["work"] else 0):
            lines.append(self._process.stdout.readline().split())
            assert lines[-1][:1] not in ([], ["dead"]), Path(order["log"]).read_text()
        time.sleep(chance.uniform(0.0, work.seconds))
        at = time.monotonic()
        os.kill(self._child, signal.SIGKILL)
        while True:
            lines.append(self._process.stdout.readline().split())
            assert lines[-1], Path(order["log"]).read_text()
            if lines[-1][0] == "dead":
                break
        assert lines[-1][1] == str(-signal.SIGKILL), Path(order["log"]).read_text()
        return Killed(Path(order["desk"]), Path(order["home"]) / "iro-desk", at, lines[:-1], order)

    def stop(self) -> None:
        """After a fault of the other one: nothing waits for this one's lines any longer."""
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
        self._process.kill()

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.wait(timeout=20) == 0


def survived(killed: Killed, work: Work, tally: Tally) -> None:
    """Opens the desk again and holds it against what was acknowledged."""
    words = [PASSPHRASE]
    if killed.order["work"].startswith("passphrase"):
        told = [int(which) for which, status in killed.done() if status == 0]
        last = told[-1] if told else 0
        words = [(PASSPHRASE, OTHER_WORDS)[last], (OTHER_WORDS, PASSPHRASE)[last]]
    desk = None
    for each in words:
        try:
            desk = rig.opened(killed.desk, killed.data, each)
            break
        except WrongPassphrase:
            if each == words[-1]:
                raise
    assert desk is not None
    with desk:
        assert desk.opening.state in ("as left", "after a crash", "new here"), desk.opening.words
        history = {change.n: change.hash.hex() for change in desk.history()}
        acknowledged = [(int(told[1]), told[2]) for told in killed.lines if told[0] == "change"]
        assert all(history.get(n) == change_hash for n, change_hash in acknowledged), "an acknowledged change is lost"
        work.check(killed, desk, tally)
        assert desk.check() == []
    with tally.guard:
        tally.kills[killed.order["work"]] += 1
        tally.acknowledged += len(acknowledged) + len(killed.done())
        so_far = sum(tally.kills.values())
    if so_far % 100 == 0:
        print(f"\n{so_far:,} kills, {tally.acknowledged:,} acknowledged changes, 0 lost", flush=True)


@rig.times("kills", 19, 2000)
def test_a_kill_at_any_moment_loses_no_change_and_at_most_a_second_of_typing(kills: int, tmp_path: Path) -> None:
    templates = {}
    for name, work in WORK.items():
        if work.make not in templates:
            folder = tmp_path / "templates" / name
            folder.mkdir(parents=True)
            templates[work.make] = (folder, work.make(folder))
    names = list(WORK)
    planned = names + random.Random(SEED).choices(
        names, [WORK[name].share for name in names], k=max(0, kills - len(names))
    )
    tally = Tally()

    nurseries = (Nursery(), Nursery())

    def half(worker: int) -> None:
        nursery, chance = nurseries[worker], random.Random(f"{SEED} {worker}")
        place = tmp_path / str(worker)
        for name in planned[worker::2]:
            template, more = templates[WORK[name].make]
            folder, data = rig.copied(template, place)
            data.rename(place / "iro-desk")
            (place / "stick").mkdir()
            order = {
                "work": name,
                "desk": str(folder),
                "home": str(place),
                "stick": str(place / "stick"),
                "log": str(place / "log"),
                "between": chance.uniform(0.005, 0.06),
                **more,
            }
            survived(nursery.killed_at_work(order, chance, WORK[name]), WORK[name], tally)
        nursery.end()

    with rig.told("Kills") as say, ThreadPoolExecutor(2) as pool:
        halves = [pool.submit(half, 0), pool.submit(half, 1)]
        try:
            for done in halves:
                done.result()
        except BaseException:
            for nursery in nurseries:
                nursery.stop()
            raise
        say(", ".join(f"{number} {name}" for name, number in tally.kills.items()))
        say(
            f"seed {SEED}: {sum(tally.kills.values()):,} kills, {tally.acknowledged:,} acknowledged changes,"
            " 0 lost, 0 not opened"
        )
        most = max(tally.seconds_lost, default=0.0)
        over = sum(lost > SECOND for lost in tally.seconds_lost)
        say(f"{tally.typed:,} keys typed, at most {1000 * most:.0f} ms of typing lost, {over} times more than a second")
    assert sum(tally.kills.values()) == max(kills, len(WORK))
    assert most <= SECOND


def test_the_text_that_is_typed_repeats_nowhere() -> None:
    text = "".join(map(letter, range(6000)))
    assert len({text[at : at + 12] for at in range(len(text) - 12)}) == len(text) - 12
