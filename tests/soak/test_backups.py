"""A backup that was altered is named at once; a desk of 66 children and ten years is brought back within a minute."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from iro_desk.casework import Child
from iro_desk.desk import DeskDamaged
from iro_desk.practice import keeping, opening
from tests import ten_years
from tests.conftest import PASSPHRASE
from tests.soak import rig

AT_MOST_SECONDS = 60
YEARS = [
    pytest.param(6, 1, id="short"),
    pytest.param(66, 10, id="full", marks=[pytest.mark.soak, pytest.mark.timeout(rig.FULL_RUN_SECONDS)]),
]


@pytest.mark.parametrize(("children", "years"), YEARS)
def test_a_desk_is_backed_up_tried_and_brought_back_in_time(children: int, years: int, tmp_path: Path) -> None:
    folder, data = ten_years.make(tmp_path, children=children, years=years)
    ws = opening.open_desk(folder, PASSPHRASE, today=ten_years.DAY, now=rig.real_now, data=data)
    held = rig.tables_of(ws.desk)
    taken = {}

    def timed(what: str, began: float) -> None:
        taken[what] = time.perf_counter() - began

    began = time.perf_counter()
    kept = keeping.keep_backup(ws)
    timed("backed up and checked", began)
    began = time.perf_counter()
    ws.desk.check_backup(kept.place)
    timed("drill", began)
    opening.close_desk(ws)
    began = time.perf_counter()
    keeping.restore(kept.place, tmp_path / "back.irodesk", PASSPHRASE, now=rig.real_now, data=tmp_path / "other")
    timed("restored", began)
    with rig.opened(tmp_path / "back.irodesk", tmp_path / "other") as back:
        assert rig.tables_of(back) == held
        assert len(back.all(Child)) == len(held["child"])
    size = kept.place.stat().st_size / 1e6
    print(
        f"\nBackup of {len(held['child'])} children, {size:.0f} MB: "
        + ", ".join(f"{w} {s:.1f} s" for w, s in taken.items())
    )
    assert max(taken.values()) < AT_MOST_SECONDS


@rig.times("backups", 12, 300)
def test_a_backup_that_was_altered_is_named_at_once(backups: int, tmp_path: Path) -> None:
    """Flipped bits, cut ends and foreign bytes; the good one beside it is the one that is then offered."""
    folder, data = ten_years.make(tmp_path, children=6, years=1)
    yesterday = rig.real_now() - timedelta(days=1)
    ws = opening.open_desk(folder, PASSPHRASE, today=ten_years.DAY, now=lambda: yesterday, data=data)
    good = keeping.keep_backup(ws).place
    opening.close_desk(ws)
    ws = opening.open_desk(folder, PASSPHRASE, today=ten_years.DAY, now=rig.real_now, data=data)
    bad = keeping.keep_backup(ws).place
    whole, chance, slowest = bad.read_bytes(), Random(3), 0.0
    for n in range(backups):
        at = chance.randrange(len(whole))
        flipped = whole[:at] + bytes([whole[at] ^ (1 << chance.randrange(8))]) + whole[at + 1 :]
        bad.write_bytes((flipped, whole[:at], whole[:at] + b"x" + whole[at:])[n % 3])
        began = time.perf_counter()
        with pytest.raises(DeskDamaged, match="This backup is not whole"):
            ws.desk.check_backup(bad)
        slowest = max(slowest, time.perf_counter() - began)
        if n < 3:
            newest = keeping.newest_good_backup(ws)
            assert newest is not None
            assert newest.file == good
    opening.close_desk(ws)
    print(f"\nBackups: {backups} altered, {backups} named, the slowest after {slowest:.2f} s")
