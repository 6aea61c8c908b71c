"""Backups that make themselves, their failures in words, the drill, and a backup in the desk's place."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iro_desk.casework import Child, Refused, Setting
from iro_desk.desk import Desk, DeskDamaged
from iro_desk.practice import audit, backups, keeping
from iro_desk.practice.opening import close_desk, open_desk
from iro_desk.practice.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.desk.crash import killed_at_call, was_killed
from tests.practice.conftest import TODAY

Now = Callable[[], datetime]
NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)


def write(ws: Workspace, name: str) -> None:
    ws.do("Your name", lambda change: change.save(Setting("iro_name", name))).result()


def test_a_backup_is_due_after_half_an_hour_of_work_and_on_closing_after_any(ws: Workspace, child: str) -> None:
    assert not backups.backup_due(ws, NINE + timedelta(minutes=29))
    assert backups.backup_due(ws, NINE + timedelta(minutes=31))
    assert backups.backup_due(ws, NINE, closing=True)
    (made,) = backups.make_backups(ws)
    assert (made.made, made.folder) == (True, ws.desk.folder / "backups")
    assert not backups.backup_due(ws, NINE + timedelta(hours=9), closing=True)
    audit.child_opened(ws, child)
    assert not backups.backup_due(ws, NINE + timedelta(hours=9), closing=True)
    write(ws, "Invented Officer")
    assert backups.backup_due(ws, NINE, closing=True)
    assert not backups.backup_due(ws, NINE + timedelta(minutes=29))


def test_a_backup_is_made_on_closing_and_the_desk_is_sealed(
    ws: Workspace, child: str, data_folder: Path, now: Now
) -> None:
    folder = ws.desk.folder
    (made,) = backups.close_with_backup(ws, NINE)
    assert made.made
    again = open_desk(folder, PASSPHRASE, today=TODAY, now=now, data=data_folder)
    assert again.desk.opening.state == "as left"
    assert backups.close_with_backup(again, NINE) == ()


def test_backups_go_to_a_second_folder_too_and_its_absence_is_said(ws: Workspace, child: str, tmp_path: Path) -> None:
    assert backups.backups_view(ws).problem == "There is no backup yet."
    stick = tmp_path / "stick"
    with pytest.raises(Refused, match="not there"):
        backups.set_second_folder(ws, stick)
    with pytest.raises(Refused, match="inside the desk"):
        backups.set_second_folder(ws, ws.desk.folder / "backups")
    stick.mkdir()
    backups.set_second_folder(ws, stick)
    own, second = backups.make_backups(ws)
    assert (own.made, second.made, second.folder) == (True, True, stick)
    view = backups.backups_view(ws)
    assert (len(view.own), len(view.second), view.problem) == (1, 1, "")
    shutil.rmtree(stick)
    stick.write_text("not a folder")
    own, second = backups.make_backups(ws)
    assert (own.made, second.made) == (True, False)
    assert "safe" in second.words or "whole" in second.words
    assert "not there now" in backups.backups_view(ws).problem
    stick.unlink()
    stick.mkdir()
    assert "not in the second folder" in backups.backups_view(ws).problem


def test_the_drill_says_how_long_it_took_and_names_what_is_not_whole(ws: Workspace, child: str) -> None:
    with pytest.raises(Refused, match="no backup"):
        backups.drill(ws)
    made = keeping.keep_backup(ws).place
    ticks = iter([0.0, 2.5, 0.0, 1.0])
    found = backups.drill(ws, stopwatch=lambda: next(ticks))
    assert (found.whole, found.seconds) == (True, 2.5)
    assert "in 2.5 seconds" in found.words
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    made.write_bytes(content)
    found = backups.drill(ws, stopwatch=lambda: next(ticks))
    assert not found.whole
    assert "not whole" in found.words


def test_a_backup_takes_the_desks_place_and_the_old_files_are_set_aside(
    ws: Workspace, child: str, data_folder: Path, now: Now
) -> None:
    made = keeping.keep_backup(ws).place
    write(ws, "Later")
    folder = ws.desk.folder
    close_desk(ws)
    database = folder / "desk.db"
    damaged = database.read_bytes()[:-100]
    database.write_bytes(damaged)
    with pytest.raises(DeskDamaged):
        Desk.open(folder, PASSPHRASE, data_folder=data_folder, now=now)
    done = backups.restore_in_place(folder, made, PASSPHRASE, now=now, data=data_folder)
    assert "with 2 changes" in done.words
    assert (done.set_aside / "desk.db").read_bytes() == damaged
    again = open_desk(folder, PASSPHRASE, today=TODAY, now=now, data=data_folder)
    assert again.desk.opening.state == "as left"
    assert again.settings().text("iro_name") == ""
    assert len(again.desk.all(Child)) == 1
    assert keeping.backups(again)[0].file == made
    close_desk(again)


@pytest.mark.parametrize("harm", ["desk.db", "keys.json"])
def test_a_desk_that_cannot_be_opened_has_its_newest_good_backup_named(ws: Workspace, child: str, harm: str) -> None:
    folder = ws.desk.folder
    good = keeping.keep_backup(ws).place
    good = good.rename(good.with_name(good.name.replace("11-23", "11-22")))
    bad = keeping.keep_backup(ws).place
    bad.write_bytes(bad.read_bytes()[:-5000])
    close_desk(ws)
    (folder / harm).write_bytes((folder / harm).read_bytes()[:-9])
    found = backups.newest_good_backup_of(folder, PASSPHRASE)
    assert found is not None
    assert found.file == good
    assert backups.newest_good_backup_of(folder, "other words") is None


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("call", ["rename", "replace", "unlink"])
def test_a_kill_while_a_backup_takes_the_place_leaves_one_desk_or_the_other(
    ws: Workspace, child: str, data_folder: Path, now: Now, call: str
) -> None:
    made = keeping.keep_backup(ws).place
    write(ws, "Later")
    folder = ws.desk.folder
    close_desk(ws)
    killed = 0
    for at in range(1, 60):

        def work(at: int = at) -> None:
            killed_at_call(at, call)
            backups.restore_in_place(folder, made, PASSPHRASE, now=now, data=data_folder)

        if not was_killed(work):
            break
        killed += 1
        with Desk.open(folder, PASSPHRASE, data_folder=data_folder, now=now) as desk:
            assert desk.check() == []
            assert desk.settings().text("iro_name") in ("", "Later")
            if desk.settings().text("iro_name") == "Later":
                assert desk.opening.state == "as left", "the old desk is not taken for an older copy"
    assert killed >= 1
