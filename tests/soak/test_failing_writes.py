"""Each write of each of fourteen operations fails once: a plain sentence, the old state whole, the text kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.soak import failing, rig

NO_WORDS_OF_A_MACHINE = ("Errno", "Error", "disk I/O", "None", "SQL", "/")


@rig.times("writes", 1, 0)
def test_a_write_that_fails_leaves_the_old_state_whole(writes: int, tmp_path: Path) -> None:
    """``writes`` of each operation, spread evenly; 0 is every one."""
    disk = rig.failing_disk(tmp_path)
    (tmp_path / "template").mkdir()
    made = failing.maker(tmp_path / "template")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.soak.failing",
            str(tmp_path / "template"),
            made["review"],
            made["leaver"],
            str(writes),
        ],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "LD_PRELOAD": str(disk)},
        capture_output=True,
        text=True,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["operation"] for line in lines} == set(failing.OPERATIONS), done.stderr
    with rig.told("Failing writes") as say:
        for line in lines:
            kind = "from there on" if line["goes_on"] else "alone"
            refused = line["tried"] - line["done"] - len(line["faults"])
            say(
                f"{line['operation']} {kind}: {line['tried']} of {line['writes']} writes, {refused} refused in words,"
                f" {len(line['faults'])} faults"
            )
    sentences = sorted({sentence for line in lines for sentence in line["said"]})
    print("\n".join(sentences))
    for sentence in sentences:
        assert sentence[:1].isupper(), sentence
        assert sentence.endswith("."), sentence
        assert not any(word in sentence for word in NO_WORDS_OF_A_MACHINE), sentence
    faults = [f"{line['operation']}, {fault}" for line in lines for fault in line["faults"]]
    assert not faults, "\n".join(faults[:20])
    assert sum(line["tried"] - line["done"] for line in lines) > 10
