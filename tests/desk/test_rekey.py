"""A new key: every page is under it, old backups open with the old words, a kill leaves one desk or the other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from iro_desk.casework import Child, Refused
from iro_desk.desk import Desk, WrongPassphrase, keys, rekey, restore
from iro_desk.desk.cipher import DatabaseError, open_connection
from iro_desk.desk.key_swap import MAKING, READY
from tests.conftest import PASSPHRASE
from tests.desk.crash import killed_at_call, was_killed
from tests.desk.invented import child_on

Now = Callable[[], datetime]


@pytest.fixture
def closed(desk: Desk, desk_folder: Path) -> Path:
    """A desk with one child, a code for the service manager and a backup, closed."""
    child_on(desk)
    desk.new_code("manager")
    desk.keep_backup()
    desk.close()
    return desk_folder


def opens(folder: Path, words: str, data: Path, now: Now) -> str:
    """The surname of the child on the desk; it is whole."""
    with Desk.open(folder, words, data_folder=data, now=now) as desk:
        assert desk.check() == []
        (child,) = desk.all(Child)
        return child.surname


def test_everything_is_under_the_new_key_and_old_backups_open_with_the_old_words(
    closed: Path, data_folder: Path, now: Now, tmp_path: Path
) -> None:
    old = keys.read_key(closed, PASSPHRASE)[1]
    (backup,) = (closed / "backups").iterdir()
    made = rekey(closed, PASSPHRASE, data_folder=data_folder, now=now)
    assert set(made.codes) == {"recovery", "manager"}
    assert keys.read_key(closed, PASSPHRASE)[1] != old
    for words in (PASSPHRASE, *made.codes.values()):
        assert opens(closed, words, data_folder, now) == "Ŵyn"
    with pytest.raises(DatabaseError, match="not a database"):
        open_connection(closed / "desk.db", old).conn.execute("SELECT * FROM child")
    with Desk.open(closed, PASSPHRASE, data_folder=data_folder, now=now) as desk:
        assert desk.opening.state == "as left"
        assert desk.history()[0].words == "Gave the desk a new key"
        assert desk.undo().words == "Took back: New child"
        desk.redo()
    restore(backup, tmp_path / "back.irodesk", PASSPHRASE, data_folder=data_folder, now=now)
    assert opens(tmp_path / "back.irodesk", PASSPHRASE, data_folder, now) == "Ŵyn"
    assert sorted(path.name for path in closed.iterdir()) == ["backups", "desk.db", "head.json", "keys.json", "lock"]


def test_a_new_key_needs_the_passphrase(closed: Path, data_folder: Path, now: Now) -> None:
    with pytest.raises(WrongPassphrase):
        rekey(closed, "another", data_folder=data_folder, now=now)
    with Desk.open(closed, PASSPHRASE, data_folder=data_folder, now=now) as desk:
        code = desk.new_code("service")
    with pytest.raises(Refused, match="made with the passphrase"):
        rekey(closed, code, data_folder=data_folder, now=now)
    assert opens(closed, PASSPHRASE, data_folder, now) == "Ŵyn"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("call", ["rename", "replace", "unlink", "fsync", "rmdir"])
def test_a_process_killed_at_any_call_to_the_disk_leaves_one_desk_or_the_other(
    closed: Path, data_folder: Path, now: Now, call: str
) -> None:
    killed = 0
    for at in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89):

        def work(at: int = at) -> None:
            killed_at_call(at, call)
            rekey(closed, PASSPHRASE, data_folder=data_folder, now=now)

        if not was_killed(work):
            break
        killed += 1
        assert opens(closed, PASSPHRASE, data_folder, now) == "Ŵyn"
        assert not (closed / MAKING).exists()
        assert not (closed / READY).exists()
    assert killed >= 1
    assert opens(closed, PASSPHRASE, data_folder, now) == "Ŵyn"
