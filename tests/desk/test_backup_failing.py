"""A full or failing disk, or a killed process, leaves whole backups only: the earlier ones, and never half of one."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from iro_desk.casework import Child
from iro_desk.desk import Desk
from tests.conftest import PASSPHRASE
from tests.desk.invented import child_on

ON_A_FAILING_DISK = """
import ctypes, sys
from datetime import UTC, datetime
from pathlib import Path
from iro_desk.casework import UserFacingError
from iro_desk.desk import Desk, restore
what, folder, data, stick, passphrase, goes_on, error = sys.argv[1:]
stick, now = Path(stick), lambda: datetime.now(UTC)
disk = ctypes.CDLL(None)
desk = Desk.open(Path(folder), passphrase, data_folder=Path(data), now=now)
backup = stick.parent / "earlier.irobackup"
if not backup.exists():
    desk.back_up(backup)
earlier = stick / "earlier.irobackup"
earlier.write_bytes(backup.read_bytes())
before = earlier.read_bytes()
target = stick / "new"

def attempt():
    if what == "back_up":
        desk.back_up(target)
    else:
        restore(backup, target, passphrase, data_folder=Path(data), now=now)

def disk_fails(at):
    disk.disk_fails(str(stick).encode(), ctypes.c_long(at), int(goes_on), int(error))

disk_fails(0)
attempt()
disk.disk_was_asked.restype = ctypes.c_long
asked = disk.disk_was_asked()
refusals = []
for at in range(1, asked + 1):
    disk.disk_fails(b"", ctypes.c_long(0), 0, 0)
    if target.is_dir():
        __import__("shutil").rmtree(target)
    target.unlink(missing_ok=True)
    disk_fails(at)
    try:
        attempt()
    except UserFacingError as refusal:
        refusals.append(str(refusal))
        assert not target.exists(), at
    disk.disk_fails(b"", ctypes.c_long(0), 0, 0)
    if target.is_file():
        desk.check_backup(target)
    if target.is_dir():
        with Desk.open(target, passphrase, data_folder=stick.parent / f"elsewhere {at}", now=now) as back:
            assert back.check() == [], at
    assert earlier.read_bytes() == before
    left = sorted(path.name for path in stick.iterdir())
    assert left in (["earlier.irobackup"], ["earlier.irobackup", "new"]), (at, left)
assert desk.check() == []
desk.close()
with Desk.open(Path(folder), passphrase, data_folder=Path(data), now=now) as again:
    if what == "back_up":
        assert again.opening.state == "as left", again.opening
print(asked, len(refusals))
print("\\n".join(sorted(set(refusals))))
"""

BACKING_UP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from iro_desk.desk import Desk
folder, data, stick, passphrase, first = sys.argv[1:]
desk = Desk.open(Path(folder), passphrase, data_folder=Path(data), now=lambda: datetime.now(UTC))
print("open", flush=True)
n = int(first)
while True:
    desk.back_up(Path(stick) / f"{n}.irobackup")
    print(n, flush=True)
    n += 1
"""


@pytest.fixture(scope="session")
def failing_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library put before the system's own, in which writing can be made to fail."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("skipped: it needs Linux and a C compiler")
    made = tmp_path_factory.mktemp("disk") / "failing_disk.so"
    source = Path(__file__).with_name("failing_disk.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-w", "-o", str(made), str(source), "-ldl"], check=True)
    return made


@pytest.mark.parametrize(
    ("what", "goes_on", "error"),
    [("back_up", 1, errno.ENOSPC), ("back_up", 0, errno.EIO), ("restore", 1, errno.ENOSPC), ("restore", 0, errno.EIO)],
)
@pytest.mark.timeout(120)
def test_every_write_that_fails_is_one_clear_sentence_and_leaves_what_was(
    desk: Desk,
    desk_folder: Path,
    data_folder: Path,
    tmp_path: Path,
    failing_disk: Path,
    what: str,
    goes_on: int,
    error: int,
) -> None:
    child_on(desk)
    desk.close()
    (tmp_path / "stick").mkdir()
    arguments = [
        what,
        str(desk_folder),
        str(data_folder),
        str(tmp_path / "stick"),
        PASSPHRASE,
        str(goes_on),
        str(error),
    ]
    done = subprocess.run(
        [sys.executable, "-c", ON_A_FAILING_DISK, *arguments],
        env={**os.environ, "LD_PRELOAD": str(failing_disk)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    counts, *refusals = done.stdout.splitlines()
    asked, refused = map(int, counts.split())
    assert asked > 20
    assert refused > 10
    not_done = "The backup was not made" if what == "back_up" else "The backup was not restored"
    assert f"{not_done}: the disk is full or does not answer." in "\n".join(refusals)
    assert what == "restore" or all(refusal.startswith(not_done) for refusal in refusals)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_backup_killed_half_way_leaves_whole_backups_and_its_name_can_be_used_again(
    desk: Desk, desk_folder: Path, data_folder: Path, tmp_path: Path, now: Callable[[], datetime]
) -> None:
    with desk.change("Much") as change:
        change.save_many(Child(change.new_id(), about="x" * 2000) for _ in range(300))
    desk.close()
    stick = tmp_path / "stick"
    stick.mkdir()
    acknowledged: set[str] = set()
    for attempt in range(5):
        arguments = [str(desk_folder), str(data_folder), str(stick), PASSPHRASE, str(1000 * attempt)]
        worker = subprocess.Popen([sys.executable, "-c", BACKING_UP, *arguments], stdout=subprocess.PIPE, text=True)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "open\n"
        time.sleep(random.uniform(0.01, 0.3))
        worker.kill()
        rest, _ = worker.communicate(timeout=20)
        assert worker.returncode == -signal.SIGKILL
        acknowledged |= {f"{line.strip()}.irobackup" for line in rest.splitlines(keepends=True) if line.endswith("\n")}
        with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as again:
            assert again.check() == []
            whole = {path.name for path in stick.glob("*.irobackup")}
            assert acknowledged <= whole
            for name in whole:
                again.check_backup(stick / name)
            for half in stick.glob("*.new"):
                if half.with_suffix("").exists():
                    continue  # killed when the whole backup had its name already
                again.back_up(half.with_suffix(""))
                assert not half.exists()
                again.check_backup(half.with_suffix(""))
            for path in stick.iterdir():  # A folder where it was killed between the name and the tidying up.
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            acknowledged.clear()
