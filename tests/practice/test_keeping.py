"""Backing up, trying a backup, bringing a desk back, and another passphrase, in the words that a person reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from iro_desk.casework import Child, Refused
from iro_desk.desk import Desk, DeskDamaged, WrongPassphrase
from iro_desk.practice import keeping
from iro_desk.practice.opening import close_desk, open_desk
from iro_desk.practice.signing import sign
from iro_desk.practice.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.practice.conftest import TODAY
from tests.practice.held import hold

Now = Callable[[], datetime]
STRONG = "ferry umbrella quartz seventeen"


def test_a_finalised_review_comes_back_with_its_desk(
    ws: Workspace, child: str, tmp_path: Path, data_folder: Path, now: Now
) -> None:
    review = hold(ws, child)
    sign(ws, review).result()
    signed, changes = ws.desk.child_file(child).signed, len(ws.desk.history())
    made = keeping.back_up(ws, tmp_path / "stick.irobackup")
    assert made.words.startswith("Backed up and checked: stick.irobackup.")
    close_desk(ws)
    back = keeping.restore(made.place, tmp_path / "back.irodesk", PASSPHRASE, now=now, data=data_folder)
    assert f"with {changes} changes, and checked" in back.words
    again = open_desk(back.place, PASSPHRASE, today=TODAY, now=now, data=data_folder)
    assert again.desk.child_file(child).signed == signed
    assert again.desk.history()[0].words == "Restored a backup"
    assert again.desk.check() == []
    close_desk(again)


def test_a_backup_cut_short_is_named_and_makes_no_desk(ws: Workspace, child: str, tmp_path: Path, now: Now) -> None:
    made = keeping.back_up(ws, tmp_path / "stick.irobackup").place
    made.write_bytes(made.read_bytes()[:-5000])
    with pytest.raises(DeskDamaged, match="cut short"):
        keeping.restore(made, tmp_path / "back.irodesk", PASSPHRASE, now=now, data=tmp_path / "data")
    assert not (tmp_path / "back.irodesk").exists()
    assert ws.desk.get(Child, child).first_name == "Siân"


def test_the_backups_that_a_desk_keeps_are_listed_newest_first_in_london_time(ws: Workspace) -> None:
    made = keeping.keep_backup(ws)
    (row,) = keeping.backups(ws)
    assert row.file == made.place
    assert row.moment == "Monday 23 November 2026, 09:00"
    assert row.size == made.place.stat().st_size


def test_another_passphrase_opens_the_desk_and_the_old_one_still_its_older_backups(
    ws: Workspace, tmp_path: Path, data_folder: Path, now: Now
) -> None:
    older = keeping.back_up(ws, tmp_path / "older.irobackup").place
    with pytest.raises(Refused, match="was not taken"):
        keeping.change_passphrase(ws, "password1")
    assert "still open with the old one" in keeping.change_passphrase(ws, STRONG)
    newer = keeping.back_up(ws, tmp_path / "newer.irobackup").place
    folder = ws.desk.folder
    close_desk(ws)
    Desk.open(folder, STRONG, data_folder=data_folder, now=now).close()
    with pytest.raises(WrongPassphrase):
        Desk.open(folder, PASSPHRASE, data_folder=data_folder, now=now)
    with pytest.raises(WrongPassphrase, match="when the backup was made"):
        keeping.restore(older, tmp_path / "a.irodesk", STRONG, now=now, data=data_folder)
    keeping.restore(older, tmp_path / "a.irodesk", PASSPHRASE, now=now, data=data_folder)
    keeping.restore(newer, tmp_path / "b.irodesk", STRONG, now=now, data=data_folder)


def test_a_practice_desk_may_have_an_easy_passphrase(ws: Workspace) -> None:
    ws.do("Set the day", lambda change: change.put_setting("desk_day", "2026-11-23")).result()
    keeping.change_passphrase(ws, "practice")
