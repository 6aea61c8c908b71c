"""A process killed at any moment loses no change that it had acknowledged, and leaves no half of one."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from iro_desk.casework import Child, CouncilNumber
from iro_desk.desk import Desk
from tests.conftest import PASSPHRASE

WORK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from iro_desk.casework import Child, CouncilNumber
from iro_desk.desk import Desk
folder, data, passphrase = sys.argv[1:]
desk = Desk.open(Path(folder), passphrase, data_folder=Path(data), now=lambda: datetime.now(UTC))
while True:
    with desk.change("New child") as change:
        child = change.new_id()
        change.save(Child(child, about="x" * 3000))
        change.save(CouncilNumber(change.new_id(), child, str(change.n), "council"))
    print("change", change.n, flush=True)
    with desk.writing_drafts() as drafts:
        drafts.save("note", str(change.n))
    print("draft", change.n, flush=True)
"""


def killed_while_working(folder: Path, data: Path, seconds: float) -> dict[str, int]:
    """Lets a process work on the desk, kills it, and answers with the last change and draft that it acknowledged."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK, str(folder), str(data), PASSPHRASE], stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    acknowledged = [worker.stdout.readline()]
    time.sleep(seconds)
    worker.kill()
    rest, _ = worker.communicate(timeout=20)
    assert worker.returncode == -signal.SIGKILL
    acknowledged += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    words = [line.split() for line in acknowledged]
    return {what: int(n) for what, n in words}


def survived(folder: Path, data: Path, now: Callable[[], datetime], last: dict[str, int]) -> None:
    with Desk.open(folder, PASSPHRASE, data_folder=data, now=now) as desk:
        assert desk.opening.state == "after a crash"
        assert desk.check() == []
        changes = desk.history()
        assert last["change"] <= changes[0].n <= last["change"] + 1
        # One child and one number to each change after the first: never half of one.
        assert len(desk.all(Child)) == len(desk.all(CouncilNumber)) == changes[0].n - 1
        if "draft" in last:
            assert last["draft"] <= int(desk.drafts()[0].text) <= last["draft"] + 1


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_process_loses_nothing_that_it_had_acknowledged(
    desk: Desk, desk_folder: Path, data_folder: Path, now: Callable[[], datetime]
) -> None:
    desk.close()
    for _ in range(4):
        last = killed_while_working(desk_folder, data_folder, random.uniform(0.02, 0.25))
        survived(desk_folder, data_folder, now, last)


@pytest.mark.soak
@pytest.mark.timeout(1200)
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_two_hundred_kills_lose_nothing(
    desk: Desk, desk_folder: Path, data_folder: Path, now: Callable[[], datetime]
) -> None:
    desk.close()
    for _ in range(200):
        last = killed_while_working(desk_folder, data_folder, random.uniform(0.0, 0.2))
        survived(desk_folder, data_folder, now, last)
