"""A network drive, a folder that a service copies, and a clock that is behind are said in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from iro_desk.desk import Desk
from iro_desk.desk.place import words_about
from tests.conftest import PASSPHRASE
from tests.desk.invented import child_on

MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/homes /home nfs4 rw 0 0
//server/share /mnt/team\\040drive cifs rw 0 0
/dev/sdb1 /home/own ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("/home/officer/own.irodesk", "network drive"),
        ("/mnt/team drive/own.irodesk", "network drive"),
        ("//server/share/own.irodesk", "network drive"),
        ("/home/own/own.irodesk", ""),
        ("/tmp/own.irodesk", ""),
        ("/homework/own.irodesk", ""),
        ("/Users/officer/OneDrive - Council/own.irodesk", "service copies"),
        ("/Users/officer/Dropbox/own.irodesk", "service copies"),
        ("/srv/Council files/own.irodesk", "service copies"),
        ("/Users/officer/Documents/own.irodesk", ""),
    ],
)
def test_a_place_is_known_by_its_mount_and_its_name(folder: str, said: str) -> None:
    words = words_about(Path(folder), mounts=MOUNTS, environment={"OneDriveCommercial": "/srv/Council files"})
    assert said in words
    assert bool(words) == bool(said)


def test_the_words_are_told_when_the_desk_is_opened(
    tmp_path: Path, data_folder: Path, now: Callable[[], datetime]
) -> None:
    desk, _ = Desk.create(tmp_path / "OneDrive" / "own.irodesk", PASSPHRASE, data_folder=data_folder, now=now)
    with desk:
        assert "service copies" in desk.notices()[0]


@pytest.mark.parametrize("years", [1, 10])
def test_a_clock_behind_the_newest_change_is_said_and_the_order_stays(
    desk: Desk, desk_folder: Path, data_folder: Path, now: Callable[[], datetime], years: int
) -> None:
    child_on(desk)
    assert desk.notices() == ()
    desk.close()
    with Desk.open(
        desk_folder, PASSPHRASE, data_folder=data_folder, now=lambda: now() - timedelta(days=365 * years)
    ) as behind:
        assert "clock is behind" in behind.notices()[0]
        child_on(behind, "1002")
        assert behind.notices() == ()
        assert [change.n for change in behind.history()] == [3, 2, 1]
        assert behind.check() == []
        assert behind.undo().n == 4
    with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as again:
        assert again.notices() == ()


def test_a_clock_that_is_ahead_or_a_second_behind_is_not_said(
    desk: Desk, desk_folder: Path, data_folder: Path, now: Callable[[], datetime]
) -> None:
    child_on(desk)
    desk.close()
    for off in (timedelta(days=3650), timedelta(seconds=-60)):
        with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=lambda off=off: now() + off) as other:
            assert other.notices() == ()
