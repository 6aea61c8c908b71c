"""Whatever is done to a desk's files behind its back is noticed before anything of a child is shown.

After a clean close that is every byte. After a kill it is every journalled row; what else escapes (drafts, which are
in no journal) is counted and printed.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any, get_type_hints

import pytest

from iro_desk.casework import Setting, SignedNote, SignedPaper, UserFacingError
from iro_desk.desk import Desk, DeskIdentity, keys
from iro_desk.desk.cipher import open_connection
from iro_desk.desk.rows import BY_NAME, STORED
from iro_desk.practice import opening
from tests.conftest import PASSPHRASE, lighten
from tests.soak import pages, rig

FLIPS, CUTS, SWAPS, PUT_BACK = 2000, 500, 200, 200
ALL = FLIPS + CUTS + SWAPS + PUT_BACK
FILES = ("desk.db", "head.json", "keys.json", "desk.db-wal")
NOT_JOURNALLED = {"draft", "draft_earlier"}

KILLED_AT_WORK = """
import os, sys
from pathlib import Path
from tests.soak import rig, test_damage
desk = rig.opened(Path(sys.argv[1]), Path(sys.argv[2]))
test_damage.touch_everything(desk, 2)
desk._writer.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # as if the log had begun anew after long work
with desk.change("Touched once more") as change:
    change.put_setting("iro_name", "Invented Officer 3")
print("touched", flush=True)
sys.stdin.read()
"""


def touch_everything(desk: Desk, turn: int) -> None:
    """Changes rows of every table, and the drafts."""
    for kind in STORED:
        with desk.change("Touched", kind="edit") as change:
            if kind in (SignedPaper, SignedNote) or not desk.all(kind):
                change.save(rig.any_of(kind, change))
            elif kind is Setting:
                change.put_setting("iro_name", f"Invented Officer {turn}")
            else:
                words = [name for name, hint in get_type_hints(kind).items() if hint is str and _is_free(kind, name)]
                change.save_many(replace(row, **{words[-1]: f"turn {turn}"}) for row in desk.all(kind))
    with desk.writing_drafts() as drafts:
        for n in range(30):
            drafts.save(f"note:{n}", f"{turn} " * 300)


def _is_free(kind: type, name: str) -> bool:
    fixed = {
        "id",
        "child",
        "review",
        "person",
        "imported",
        "number",
        "kind",
        "state",
        "carried_from",
        "heading",
        "subject",
    }
    fixed |= {"withholding", "subject"}
    return name not in fixed or (kind is DeskIdentity and name == "name")


@dataclass
class Left:
    """A desk as it was left, an earlier copy of it, and what it holds."""

    template: Path
    earlier: Path
    key: bytes
    owners: dict[int, str]
    rows: dict[str, list[tuple[Any, ...]]]
    drafts: list[tuple[str, str]]

    @property
    def differing(self) -> dict[str, list[int]]:
        """Pages of which the earlier copy has another state, by the table that they belong to."""
        now, before = ((place / "own.irodesk" / "desk.db").read_bytes() for place in (self.template, self.earlier))
        found: dict[str, list[int]] = {}
        for number, owner in self.owners.items():
            at = slice(pages.PAGE * (number - 1), pages.PAGE * number)
            if before[at] and now[at] != before[at]:
                found.setdefault(owner, []).append(number)
        return found


def left(folder: Path, how: str) -> Left:
    """A desk closed, or killed at work, after rows of every table were touched since the earlier copy."""
    earlier, template = folder / "earlier", folder / how
    made = opening.make_practice_desk(
        earlier / "own.irodesk",
        PASSPHRASE,
        children=24,
        seed=1,
        on=opening.PRACTICE_DAY,
        now=rig.real_now,
        data=earlier / "data",
    )
    touch_everything(made.workspace.desk, 1)
    opening.close_desk(made.workspace)
    desk_folder, data = rig.copied(earlier, template)
    if how == "closed":
        with rig.opened(desk_folder, data) as desk:
            touch_everything(desk, 2)
    else:
        worker = subprocess.Popen(
            [sys.executable, "-c", KILLED_AT_WORK, str(desk_folder), str(data)],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert worker.stdout is not None
        assert worker.stdout.readline() == "touched\n"
        worker.kill()
        worker.communicate()
        assert worker.returncode == -signal.SIGKILL
        assert (desk_folder / "desk.db-wal").stat().st_size > 0
    _, key = keys.read_key(desk_folder, PASSPHRASE)
    copy = rig.copied(template, folder / "looked into")[0]
    for beside in copy.glob("desk.db-*"):
        beside.unlink()  # The pages as they lie in the file, without what waits in the log.
    database = open_connection(copy / "desk.db", key)
    owners = pages.owners(pages.decrypted(template / "own.irodesk" / "desk.db", key), database.conn)
    database.conn.close()
    with rig.opened(*rig.copied(template, folder / "looked into")) as desk:
        return Left(template, earlier, key, owners, rig.tables_of(desk, drafts=False), _drafts_of(desk))


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Left]:
    """The desk that was closed and the one that was killed, each made once; they are copied before they are touched."""

    @cache
    def made(how: str) -> Left:
        with pytest.MonkeyPatch.context() as patch:
            lighten(patch)
            return left(tmp_path_factory.mktemp(how), how)

    return made


def _drafts_of(desk: Desk) -> list[tuple[str, str]]:
    return sorted((draft.field, draft.text) for draft in desk.drafts())


# ---------------------------------------------------------------- what is done to the files


Damage = tuple[str, str, Callable[[bytes], bytes]]
"""What is done, to which file, and how."""


def done_to(desk: Left, number: int, chance: Random) -> Iterator[Damage]:
    """So many damages, in the shares of the full run."""
    folder = desk.template / "own.irodesk"
    files = [name for name in FILES if (folder / name).exists() and (folder / name).stat().st_size]
    weights = [{"desk.db": 16, "desk.db-wal": 4}.get(name, 1) for name in files]
    count = len((folder / "desk.db").read_bytes()) // pages.PAGE
    before = (desk.earlier / "own.irodesk" / "desk.db").read_bytes()
    for _ in range(round(number * FLIPS / ALL)):
        name = chance.choices(files, weights)[0]
        yield "bit flipped", name, lambda content: _flipped(content, chance)
    for _ in range(round(number * CUTS / ALL)):
        name = chance.choices(files, weights)[0]
        yield "cut short", name, lambda content: content[: chance.randrange(len(content))]
    for _ in range(round(number * SWAPS / ALL)):
        one, other = chance.sample(range(1, count + 1), 2)
        yield "pages swapped", "desk.db", lambda content, one=one, other=other: _swapped(content, one, other)
    turns = max(round(number * PUT_BACK / ALL), len(desk.differing))
    for owner, at in islice(cycle(_in_turn(desk.differing)), turns):
        put_back = _page(before, at)
        yield (
            f"page of {owner} put back",
            "desk.db",
            lambda content, at=at, put_back=put_back: _with_page(content, at, put_back),
        )


def _in_turn(by_owner: dict[str, list[int]]) -> list[tuple[str, int]]:
    """A page of each table, then the next page of each."""
    longest = max(map(len, by_owner.values()))
    return [(owner, each[n]) for n in range(longest) for owner, each in sorted(by_owner.items()) if n < len(each)]


def _flipped(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def _page(content: bytes, number: int) -> bytes:
    return content[pages.PAGE * (number - 1) : pages.PAGE * number]


def _with_page(content: bytes, number: int, page: bytes) -> bytes:
    return content[: pages.PAGE * (number - 1)] + page + content[pages.PAGE * number :]


def _swapped(content: bytes, one: int, other: int) -> bytes:
    first, second = _page(content, one), _page(content, other)
    return _with_page(_with_page(content, one, second), other, first)


# ---------------------------------------------------------------- whether it is noticed


def look(folder: Path, data: Path, left_as: Left) -> str:
    """``noticed``, or ``nothing differs`` or what differs though nothing was said."""
    try:
        desk = rig.opened(folder, data)
    except UserFacingError:
        return "noticed"
    with desk:
        if desk.opening.state == "older copy":
            return "noticed"
        if rig.tables_of(desk, drafts=False) != left_as.rows:
            return "rows differ"
        return "nothing differs" if _drafts_of(desk) == left_as.drafts else "drafts differ"


@pytest.mark.parametrize("how", ["closed", "killed"])
@rig.times("damages", 45, ALL)
def test_what_is_done_to_the_files_is_noticed(
    damages: int, how: str, tmp_path: Path, desks: Callable[[str], Left]
) -> None:
    desk = desks(how)
    missing = {*BY_NAME, *NOT_JOURNALLED, "change", "change_row"} - set(desk.differing)
    assert not missing, f"no page of {missing} differs from the earlier copy"
    outcomes: dict[str, Counter[str]] = {}
    escaped: Counter[str] = Counter()
    folder, data = rig.copied(desk.template, tmp_path / "work")
    with rig.told(f"Damage to a desk that was {how}") as say:
        for what, name, damage in done_to(desk, damages, Random(7)):
            whole = (folder / name).read_bytes()
            harmed = damage(whole)
            if harmed == whole:
                continue
            (folder / name).write_bytes(harmed)
            outcome = look(folder, data, desk)
            outcomes.setdefault(what if "put back" not in what else "page put back", Counter())[outcome] += 1
            if outcome != "noticed":
                escaped[f"{outcome}: {what} in {name}"] += 1
                folder, data = rig.copied(desk.template, tmp_path / "work")
            else:
                (folder / name).write_bytes(whole)
        for what, counted in outcomes.items():
            say(f"{what} {sum(counted.values())} ({', '.join(f'{n} {outcome}' for outcome, n in counted.items())})")
    for what, number in sorted(escaped.items()):
        print(f"  not noticed, {what}: {number}")
    total = sum(outcomes.values(), Counter[str]())
    assert total["rows differ"] == 0
    if how == "closed":
        assert set(total) == {"noticed"}


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_an_edited_row_an_older_file_and_an_older_folder_are_noticed(
    how: str, tmp_path: Path, desks: Callable[[str], Left]
) -> None:
    desk = desks(how)
    folder, data = rig.copied(desk.template, tmp_path / "work")
    database = open_connection(folder / "desk.db", desk.key)
    database.conn.execute("UPDATE child SET surname = 'Another' WHERE id = (SELECT min(id) FROM child)")
    database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.conn.close()
    assert look(folder, data, desk) == "noticed"

    folder, data = rig.copied(desk.template, tmp_path / "work")
    (folder / "desk.db-wal").unlink(missing_ok=True)
    shutil.copyfile(desk.earlier / "own.irodesk" / "desk.db", folder / "desk.db")
    assert look(folder, data, desk) == "noticed"

    _, data = rig.copied(desk.template, tmp_path / "work")
    with rig.opened(rig.copied(desk.earlier, tmp_path / "older")[0], data) as older:
        assert older.opening.state == "older copy"


def test_an_undamaged_desk_shows_nothing(tmp_path: Path, desks: Callable[[str], Left]) -> None:
    for desk in map(desks, ("closed", "killed")):
        assert look(*rig.copied(desk.template, tmp_path / "work"), desk) == "nothing differs"
