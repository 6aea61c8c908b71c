"""One operation on a desk whose disk fails at each of its writes in turn: ``python -m tests.soak.failing ...``.

Runs with ``tests/desk/failing_disk.c`` before the system's library: the n-th write, sync, truncation or rename below
the desk's place answers with an error, that one alone or every one from there on. Afterwards the disk is well again,
and the desk must open, be whole, and hold what it held or what was asked for. Prints how often, and what was said.
"""

from __future__ import annotations

import ctypes
import errno
import json
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from iro_desk.casework import Child, NotFound, Review, SignedPaper, UserFacingError
from iro_desk.desk import Desk, WrongPassphrase, keys
from iro_desk.desk.rekey import WORDS as NEW_KEY_WORDS
from iro_desk.practice import deletion, history, holding, importing, keeping, keyring, opening, papers, sharing, signing
from iro_desk.practice.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.soak import rig
from tests.soak.works import OTHER_WORDS

DISK = ctypes.CDLL(None)
DAY = opening.PRACTICE_DAY
PROGRESS_EACH = 50
TYPED = "She likes the school, very much"


@contextmanager
def disk_fails(below: Path, at: int, goes_on: bool, error: int) -> Iterator[None]:
    """From the ``at``-th write on (0: none, they are counted), until the end of the block."""
    DISK.disk_fails(str(below).encode(), ctypes.c_long(at), int(goes_on), error)
    try:
        yield
    finally:
        DISK.disk_fails(b"", ctypes.c_long(0), 0, 0)


@dataclass
class Place:
    """A fresh copy of the template, and what the attempt on it needs."""

    folder: Path
    review: str
    leaver: str
    ws: Workspace | None = None
    words: list[str] = field(default_factory=lambda: [PASSPHRASE])

    @property
    def own(self) -> Path:
        return self.folder / "own.irodesk"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def open_desk(self) -> Workspace:
        assert self.ws is not None
        return self.ws

    def opened(self, words: str = PASSPHRASE) -> Workspace:
        return opening.open_desk(self.own, words, today=DAY, now=rig.real_now, data=self.data)


# ---------------------------------------------------------------- each operation: what is done, and whether it shows


def new(place: Place) -> None:
    folder = place.folder / "new.irodesk"
    place.ws = opening.make_desk(folder, PASSPHRASE, today=DAY, now=rig.real_now, data=place.data).workspace


def new_is_there(place: Place, desk: Desk) -> bool:
    if not (place.folder / "new.irodesk").exists():
        return False
    assert rig.findings_of(place.folder / "new.irodesk", place.data) == []
    return True


def open_it(place: Place) -> None:
    place.ws = place.opened()


def note(place: Place) -> None:
    holding.write_note(place.open_desk, place.review, "health", TYPED, ()).result()


def note_is_there(place: Place, desk: Desk) -> bool:
    return TYPED in repr(rig.tables_of(desk)["review_note"])


def draft(place: Place) -> None:
    text = f"note:{place.review}:health", TYPED, 4
    place.open_desk.office.do_draft(lambda drafts: drafts.save(*text)).result()


def draft_is_there(place: Place, desk: Desk) -> bool:
    """In the desk or kept aside; and typing goes on as soon as the disk is well."""
    return TYPED in {each.text for each in (*desk.drafts(), *desk.notes_aside.all())}


def undo(place: Place) -> None:
    history.undo(place.open_desk).result()


def is_undone(place: Place, desk: Desk) -> bool:
    return any(change.undoes is not None for change in desk.history())


def take_return(place: Place) -> None:
    importing.import_return(place.open_desk, [place.folder / "return"], whose=importing.EVERYONE)


def return_is_there(place: Place, desk: Desk) -> bool:
    try:
        return bool(desk.find_child("T000"))
    except NotFound:
        return False


def sign(place: Place) -> None:
    signing.sign(place.open_desk, place.review).result()


def is_signed(place: Place, desk: Desk) -> bool:
    """Frozen, and its papers are there or can be set from what was frozen."""
    if desk.get(Review, place.review).state != "signed":
        assert [paper for paper in desk.all(SignedPaper) if paper.review == place.review] == []
        return False
    ws = Workspace(desk, opening.Office(desk, runner="now"), DAY)
    assert papers.paper(ws, place.review, "record", "file").pdf.startswith(b"%PDF")
    return True


def back_up(place: Place) -> None:
    keeping.back_up(place.open_desk, place.folder / "b.irobackup")


def backup_is_there(place: Place, desk: Desk) -> bool:
    if not (place.folder / "b.irobackup").exists():
        return False
    desk.check_backup(place.folder / "b.irobackup")
    return True


def restore(place: Place) -> None:
    keeping.restore(
        place.folder / "made.irobackup",
        place.folder / "back.irodesk",
        PASSPHRASE,
        now=rig.real_now,
        data=place.folder / "elsewhere",
    )


def restored_is_there(place: Place, desk: Desk) -> bool:
    if not (place.folder / "back.irodesk").exists():
        return False
    assert rig.findings_of(place.folder / "back.irodesk", place.folder / "elsewhere") == []
    return True


def passphrase(place: Place) -> None:
    place.words = [PASSPHRASE, OTHER_WORDS]
    keeping.change_passphrase(place.open_desk, OTHER_WORDS)


def other_words_open(place: Place, desk: Desk) -> bool:
    try:
        keys.read_key(place.own, OTHER_WORDS)
    except WrongPassphrase:
        return False
    return True


def rekey(place: Place) -> None:
    keyring.rekey(place.own, PASSPHRASE, now=rig.real_now, data=place.data)


def key_is_new(place: Place, desk: Desk) -> bool:
    return any(change.words == NEW_KEY_WORDS for change in desk.history())


def remove(place: Place) -> None:
    deletion.remove(place.open_desk, place.leaver, "Said so.")


def is_removed(place: Place, desk: Desk) -> bool:
    """Gone from the desk whole, or not at all."""
    there = [kind for kind in ("child", "review", "episode") if place.leaver in repr(rig.tables_of(desk)[kind])]
    assert there in ([], ["child", "review", "episode"])
    return not there


def close(place: Place) -> None:
    ws, place.ws = place.open_desk, None
    opening.close_desk(ws)


def export(place: Place) -> None:
    made = papers.paper(place.open_desk, place.review, "record", "file")
    sharing.write_whole(place.folder / "record.pdf", made.pdf)


def paper_is_there(place: Place, desk: Desk) -> bool:
    path = place.folder / "record.pdf"
    return path.exists() and path.read_bytes().endswith(b"%%EOF\n")


def nothing_shows(place: Place, desk: Desk) -> bool:
    return False


Operation = tuple[Callable[[Place], None], Callable[[Place, Desk], bool], bool]
OPERATIONS: dict[str, Operation] = {
    # what is done, whether it shows afterwards, whether the desk is open before
    "new": (new, new_is_there, False),
    "open": (open_it, nothing_shows, False),
    "change": (note, note_is_there, True),
    "draft": (draft, draft_is_there, True),
    "undo": (undo, is_undone, True),
    "import": (take_return, return_is_there, True),
    "sign": (sign, is_signed, True),
    "backup": (back_up, backup_is_there, True),
    "restore": (restore, restored_is_there, False),
    "passphrase": (passphrase, other_words_open, True),
    "new key": (rekey, key_is_new, False),
    "deletion": (remove, is_removed, True),
    "close": (close, nothing_shows, True),
    "export": (export, paper_is_there, True),
}


IN_STEPS = (sign, remove, rekey)
"""What is done in steps: refused at a later one, the earlier ones stand (a review is finalised, and its papers follow
when they are asked for; a child is gone from the desk, and the backups are cleaned when it is asked again; the desk
has its new key, and its backup follows)."""


def attempt(operation: Operation, place: Place, before: str, at: int, goes_on: bool, error: int) -> str:
    """One attempt; what was said, or empty when it was done all the same. Raises what must not be."""
    act, shows, open_before = operation
    said = ""
    place.ws = place.opened() if open_before else None
    try:
        with disk_fails(place.folder, at, goes_on, error):
            act(place)
    except UserFacingError as refusal:
        said = str(refusal)
    if place.ws is not None:
        if act is draft and said:
            draft(place)  # The window keeps the text and tries again: the disk is well now.
        opening.close_desk(place.ws)
    desk = None
    for words in place.words:
        try:
            desk = rig.opened(place.own, place.data, words)
            break
        except WrongPassphrase:
            assert words != place.words[-1]
    assert desk is not None
    with desk:
        assert desk.check() == []
        same = rig.print_of(rig.tables_of(desk, drafts=False)) == before
        shown = shows(place, desk)
        if act is draft:
            assert shown, "the typed text is lost"
            assert same
        elif said and act not in IN_STEPS:
            assert same, "refused, and yet changed"
            assert not shown, "refused, and yet there"
        elif not said and shows is not nothing_shows:
            assert shown, "done, and yet not there"
    return said


def main(template: str, review: str, leaver: str, most: str, every: str, *names: str) -> None:
    """Each operation: so many of its writes spread evenly, or (0) each of them in turn, alone and from there on.

    ``every``: of a row of writes by one call on one file only the first two, the last two and each so-manieth.
    """
    for slot in ("_NEW_SLOT", "_NEW_CODE_SLOT"):  # The tests' own, as in tests/conftest.py.
        setattr(keys, slot, keys.KeyParameters(memory_kib=64, passes=1, lanes=1))
    DISK.disk_was_asked.restype, DISK.disk_trail.restype = ctypes.c_long, ctypes.c_ulong
    folder = Path(template).with_name(f"failing {names[0]}")
    rig.copied(Path(template), folder)
    with rig.opened(folder / "own.irodesk", folder / "data") as desk:
        before = rig.print_of(rig.tables_of(desk, drafts=False))
    for name in names:
        operation = OPERATIONS[name]
        trail = _trail(operation, Path(template), folder, review, leaver)
        asked = len(trail)
        chosen = (
            _in_rows(trail, int(every))
            if most == "0"
            else sorted({1 + asked * (2 * n + 1) // (2 * int(most)) for n in range(int(most))})
        )
        for goes_on, error in ((False, errno.EIO), (True, errno.ENOSPC)):
            said: Counter[str] = Counter()
            faults: list[str] = []
            for n, at in enumerate(chosen):
                if n and n % PROGRESS_EACH == 0:
                    print(f"{name}: {n} of {len(chosen)}, {len(faults)} faults", file=sys.stderr, flush=True)
                rig.copied(Path(template), folder)
                try:
                    said[attempt(operation, Place(folder, review, leaver), before, at, goes_on, error)] += 1
                except Exception:  # noqa: BLE001
                    faults.append(f"write {at} of {asked}:\n{traceback.format_exc()}")
                    print(f"{name}, {faults[-1]}", file=sys.stderr, flush=True)
            done = said.pop("", 0)
            told = {"operation": name, "writes": asked, "goes_on": goes_on, "tried": len(chosen), "done": done}
            print(json.dumps({**told, "said": sorted(said), "faults": faults}), flush=True)


def _trail(operation: Operation, template: Path, folder: Path, review: str, leaver: str) -> list[int]:
    """The writes that the operation makes: of each a number for its call and file."""
    rig.copied(template, folder)
    place = Place(folder, review, leaver)
    place.ws = place.opened() if operation[2] else None
    with disk_fails(folder, 0, False, 0):
        operation[0](place)
        trail = [int(DISK.disk_trail(ctypes.c_long(n + 1))) for n in range(int(DISK.disk_was_asked()))]
    if place.ws is not None:
        opening.close_desk(place.ws)
    return trail


def _in_rows(trail: list[int], every: int) -> list[int]:
    """The numbers (from 1) of the writes to try."""
    chosen, at = [], 1
    for _, row in groupby(trail):
        length = len(list(row))
        chosen += [at + n for n in range(length) if n < 2 or n >= length - 2 or n % every == 0]
        at += length
    return chosen


def maker(folder: Path) -> dict[str, Any]:
    """The template: six children, one review held and ready, a return beside, a backup."""
    from tests.exchange.making import write_return
    from tests.practice.held import hold

    made = opening.make_practice_desk(
        folder / "own.irodesk", PASSPHRASE, children=6, seed=1, on=DAY, data=folder / "data"
    )
    ws = made.workspace
    review = hold(ws, _bookable(ws))
    others = [child for child in ws.desk.all(Child) if child.id != ws.desk.get(Review, review).child]
    leaver = next(child for child in others if ws.desk.of_child(Review, child.id))

    def leave(change: Any) -> None:
        change.save(replace(leaver, left_caseload=date(2026, 1, 5), mine=False))

    ws.do("Left the caseload", leave, child=leaver.id).result()
    keeping.back_up(ws, folder / "made.irobackup")
    opening.close_desk(ws)
    write_return(
        folder / "return",
        header=["T000,F,14/05/2012,WBRI,UN3,0,"],
        episodes=["T000,03/03/2025,S,C2,N1,U4,PR4,,,,DT1 1XJ,B1 1BB,SC1"],
        reviews=["T000,14/05/2012,28/03/2025,PN1"],
    )
    return {"review": review, "leaver": leaver.id}


def _bookable(ws: Workspace) -> str:
    return next(
        child.id
        for child in ws.desk.all(Child)
        if child.mine and not any(r.state == "booked" or r.held_on == DAY for r in ws.desk.of_child(Review, child.id))
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
