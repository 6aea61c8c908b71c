"""Each write of each of fourteen operations fails once: a plain sentence, the old state whole, the text kept."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from tests.soak import failing, rig

NO_WORDS_OF_A_MACHINE = ("Errno", "Error", "disk I/O", "None", "SQL", "/")
EVERY = int(os.environ.get("SOAK_EVERY", 1))
"""Of a row of writes by the same call on the same file (the pages of one file) only each so-manieth; 1 is every one."""
NAMES = os.environ.get("SOAK_OPERATIONS", ",".join(failing.OPERATIONS)).split(",")


def tried(folder: Path, disk: Path, writes: int, *names: str) -> list[dict[str, Any]]:
    """The operations tried in a process of their own; what it told of each.

    The desk is made where it is tried: it remembers the place of its backup, which a deletion cleans.
    """
    template, place = folder / f"template {names[0]}", folder / f"failing {names[0]}"
    place.mkdir()
    made = failing.maker(place)
    shutil.copytree(place, template)
    words = [str(template), made["review"], made["leaver"], str(writes), str(EVERY), *names]
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.failing", *words],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "LD_PRELOAD": str(disk)},
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["operation"] for line in lines} == set(names), f"of {names} came {done.stdout[-2000:]}"
    for line in lines:
        kind = "from there on" if line["goes_on"] else "alone"
        refused = line["tried"] - line["done"] - len(line["faults"])
        print(
            f"\n{line['operation']} {kind}: {line['tried']} of {line['writes']} writes, {refused} refused in words,"
            f" {line['done']} done all the same, {len(line['faults'])} faults",
            flush=True,
        )
    return lines


@rig.times("writes", 1, 0)
def test_a_write_that_fails_leaves_the_old_state_whole(writes: int, tmp_path: Path) -> None:
    """``writes`` of each operation, spread evenly; 0 is every one."""
    attempts = partial(tried, tmp_path, rig.failing_disk(tmp_path), writes)
    with rig.told("Failing writes") as say:
        if writes:
            lines = attempts(*NAMES)
        else:
            with ThreadPoolExecutor(2) as pool:
                lines = [line for each in pool.map(attempts, NAMES) for line in each]
        faults = [f"{line['operation']}, {fault}" for line in lines for fault in line["faults"]]
        say(f"{sum(line['tried'] for line in lines):,} attempts at {len(NAMES)} operations, {len(faults)} faults")
    sentences = sorted({sentence for line in lines for sentence in line["said"]})
    print("\n".join(sentences))
    for sentence in sentences:
        assert sentence[:1].isupper(), sentence
        assert sentence.endswith("."), sentence
        assert not any(word in sentence for word in NO_WORDS_OF_A_MACHINE), sentence
    assert not faults, "\n".join(faults[:20])
    assert sum(line["tried"] - line["done"] for line in lines) > 10 or list(failing.OPERATIONS) != NAMES
