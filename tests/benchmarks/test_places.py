"""Seventy children's postcodes: cold off the window's thread, and afterwards from what is kept.

``python -m pytest -m benchmark -s tests/benchmarks/test_places.py``; the yardstick is unpacking one letter's file.
"""

from __future__ import annotations

import random
import time
from datetime import date

import brotli
import pytest

from installer.roads.towns import letters
from iro_desk.desk import Desk, Office
from iro_desk.practice import drives, places
from iro_desk.practice.workspace import Workspace
from iro_desk.travel import directory

pytestmark = pytest.mark.benchmark


def test_seventy_postcodes_cold_and_kept(desk: Desk) -> None:
    rng = random.Random(11)
    codes = [f"{code[:4].strip()} {code[4:]}" for data in letters() for code in rng.sample(data["pcd"], 4)][:70]
    ws = Workspace(desk, Office(desk, runner="now"), date(2026, 11, 23), look_up_at_once=False)
    places.look_up(ws, [*codes, "DT1 1XJ"])
    started = time.perf_counter()
    assert places.look_up_wanted(ws)
    cold = time.perf_counter() - started
    drives.drives(ws, codes)
    started = time.perf_counter()
    drives.reckon_wanted(ws)
    driven = time.perf_counter() - started
    started = time.perf_counter()
    found = [places.place_of(ws, code) for code in codes]
    kept = time.perf_counter() - started
    started = time.perf_counter()
    again = drives.drives(ws, codes)
    told = time.perf_counter() - started
    file = (directory.folder() / "postcodes_B.msgpack.br").read_bytes()
    started = time.perf_counter()
    brotli.decompress(file)
    yardstick = time.perf_counter() - started
    print(
        f"\n70 postcodes of {len({code[0] for code in codes})} letters: cold {cold:.3f} s, kept {kept * 1000:.2f} ms;"
        f" 70 drives: {driven:.3f} s, kept {told * 1000:.2f} ms; one letter unpacked {yardstick:.3f} s"
    )
    assert len(found) == 70
    assert len(again) >= 60
    assert cold < 40 * yardstick
    assert kept < cold / 50
