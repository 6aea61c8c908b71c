"""A desk is found as it was left, or what was found is said in one clear sentence and nothing is changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from iro_desk.casework import Child, Refused, UserFacingError
from iro_desk.desk import (
    Desk,
    DeskDamaged,
    DeskNotWritable,
    DeskOpenElsewhere,
    NewerDesk,
    NotADesk,
    WrongPassphrase,
    schema,
)
from tests.conftest import PASSPHRASE
from tests.desk.crash import altered_behind_its_back, as_after_a_crash, everything_in
from tests.desk.invented import child_on

Opener = Callable[..., Desk]


@pytest.fixture
def closed(desk: Desk, desk_folder: Path) -> Path:
    """A desk with one child, closed."""
    child_on(desk)
    desk.close()
    return desk_folder


@pytest.fixture
def opened(data_folder: Path, now: Callable[[], datetime]) -> Iterator[Opener]:
    """Opens a folder with the tests' passphrase, or another; closes what it opened."""
    made: list[Desk] = []

    def open_it(folder: Path, words: str = PASSPHRASE, data: Path = data_folder) -> Desk:
        made.append(Desk.open(folder, words, data_folder=data, now=now))
        return made[-1]

    yield open_it
    for desk in made:
        desk.close()


def refused(
    opened: Opener, folder: Path, error: type[UserFacingError], words: str, passphrase: str = PASSPHRASE
) -> None:
    """The opening is refused in those words, in few sentences, and not a byte of the folder is another."""
    before = everything_in(folder)
    with pytest.raises(error, match=words) as caught:
        opened(folder, passphrase)
    assert everything_in(folder) == before
    assert "\n" not in str(caught.value)
    assert "Siân" not in str(caught.value)


def test_a_desk_left_closed_is_as_it_was_left(closed: Path, opened: Opener) -> None:
    desk = opened(closed)
    assert (desk.opening.state, desk.name) == ("as left", "own")
    assert [child.first_name for child in desk.all(Child)] == ["Siân"]
    desk.close()
    assert sorted(path.name for path in closed.iterdir()) == ["backups", "desk.db", "head.json", "keys.json", "lock"]


def test_the_recovery_code_opens_the_desk(desk_folder: Path, data_folder: Path, now: Callable[[], datetime]) -> None:
    desk, code = Desk.create(desk_folder, "first words", data_folder=data_folder, now=now)
    desk.close()
    with Desk.open(desk_folder, code.lower().replace("-", " "), data_folder=data_folder, now=now) as again:
        again.change_passphrase("other words")
    with Desk.open(desk_folder, "other words", data_folder=data_folder, now=now) as again:
        assert again.opening.state == "as left"


def test_a_desk_is_not_made_over_something_else(tmp_path: Path, data_folder: Path, now: Callable[[], datetime]) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match="already something"):
        Desk.create(tmp_path / "there", PASSPHRASE, data_folder=data_folder, now=now)
    assert everything_in(tmp_path / "there") == {"letter.txt": b"mine"}


def test_a_desk_that_cannot_be_made_leaves_no_folder(
    tmp_path: Path, data_folder: Path, now: Callable[[], datetime]
) -> None:
    with pytest.raises(UserFacingError, match="needs a passphrase"):
        Desk.create(tmp_path / "a.irodesk", " ", data_folder=data_folder, now=now)
    assert not (tmp_path / "a.irodesk").exists()


def test_a_wrong_passphrase_changes_nothing(closed: Path, opened: Opener) -> None:
    refused(opened, closed, WrongPassphrase, "not the passphrase of this desk", "another")


def test_a_folder_that_is_no_desk_is_refused(tmp_path: Path, opened: Opener) -> None:
    (tmp_path / "photos").mkdir()
    refused(opened, tmp_path / "photos", NotADesk, "not a desk")
    with pytest.raises(NotADesk):
        opened(tmp_path / "nothing")


@pytest.mark.parametrize("share", [0.5, 0.99, 0.02, 0])
def test_a_file_cut_short_is_refused(closed: Path, opened: Opener, share: float) -> None:
    path = closed / "desk.db"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(opened, closed, DeskDamaged, "bytes shorter than when the desk was closed")


def test_one_bit_anywhere_is_noticed(closed: Path, opened: Opener) -> None:
    path = closed / "desk.db"
    content = path.read_bytes()
    random = Random(1)
    for _ in range(6):
        place = random.randrange(len(content))
        altered = bytearray(content)
        altered[place] ^= 1 << random.randrange(8)
        path.write_bytes(altered)
        refused(opened, closed, DeskDamaged, "altered since the desk was closed")
    path.write_bytes(content)
    assert opened(closed).check() == []


@pytest.mark.parametrize("name", ["head.json", "keys.json"])
def test_a_missing_or_altered_small_file_is_noticed(closed: Path, opened: Opener, name: str) -> None:
    content = json.loads((closed / name).read_bytes())
    for altered in ({**content, "n": 1, "format": 9}, {**content, "desk": "another"}, {}):
        (closed / name).write_text(json.dumps(altered))
        with pytest.raises((DeskDamaged, WrongPassphrase)):
            opened(closed)
    (closed / name).unlink()
    with pytest.raises((DeskDamaged, NotADesk)):
        opened(closed)


def test_an_older_database_under_a_newer_head_is_noticed(closed: Path, opened: Opener) -> None:
    older = (closed / "desk.db").read_bytes()
    desk = opened(closed)
    child_on(desk, "1002")
    desk.close()
    (closed / "desk.db").write_bytes(older)
    with pytest.raises(DeskDamaged) as caught:
        opened(closed)
    assert any("older or another copy" in finding for finding in caught.value.findings)


def test_an_older_copy_of_the_whole_folder_is_noticed_on_this_computer(
    closed: Path, opened: Opener, tmp_path: Path
) -> None:
    shutil.copytree(closed, tmp_path / "copy.irodesk")
    desk = opened(closed)
    child_on(desk, "1002")
    desk.close()
    older = opened(tmp_path / "copy.irodesk")
    assert older.opening.state == "older copy"
    assert "this computer has seen later changes" in older.opening.words


def test_another_history_of_the_same_length_is_noticed(closed: Path, opened: Opener, tmp_path: Path) -> None:
    shutil.copytree(closed, tmp_path / "copy.irodesk")
    for folder, number in ((closed, "1002"), (tmp_path / "copy.irodesk", "1003")):
        data = tmp_path / f"data {number}"
        desk = opened(folder, data=data)
        child_on(desk, number)
        desk.close()
    assert opened(tmp_path / "copy.irodesk", data=tmp_path / "data 1002").opening.state == "older copy"


def test_a_computer_that_has_not_seen_the_desk_says_so_once(closed: Path, opened: Opener, tmp_path: Path) -> None:
    for state in ("new here", "as left"):
        desk = opened(closed, data=tmp_path / "another computer")
        assert desk.opening.state == state
        desk.close()


def test_a_log_put_beside_a_closed_desk_is_noticed(closed: Path, opened: Opener) -> None:
    (closed / "desk.db-wal").write_bytes(b"x" * 4152)
    refused(opened, closed, DeskDamaged, "A log lies beside")


def test_a_desk_of_a_newer_version_is_refused(closed: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    later = schema.Migration(schema.MIGRATIONS[-1].number + 1, "Something new", lambda connection: ())
    with monkeypatch.context() as newer:
        newer.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, later))
        desk = opened(closed)
        assert desk.last_change().words == "Something new"  # type: ignore[union-attr]
        assert desk.next_undo() is None
        assert desk.check() == []
        desk.close()
        opened(closed).close()
    refused(opened, closed, NewerDesk, "newer version")


def test_a_migration_gives_every_altered_row_a_new_image_and_an_older_desk_is_checked_as_it_is(
    closed: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def adds_a_column(connection: Any) -> tuple[str, ...]:
        connection.execute("ALTER TABLE child ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
        return ("child",)

    as_after_a_crash(opened(closed), closed)
    monkeypatch.setattr(
        schema,
        "MIGRATIONS",
        (*schema.MIGRATIONS, schema.Migration(schema.MIGRATIONS[-1].number + 1, "Colours", adds_a_column)),
    )
    desk = opened(closed)
    assert desk.opening.state == "after a crash"
    (row,) = desk.history_rows(desk.last_change().n)  # type: ignore[union-attr]
    assert row.before is not None
    assert row.after is not None
    assert row.after == {**row.before, "colour": ""}
    child_on(desk, "1002")
    assert desk.check() == []


def test_a_migration_that_fails_leaves_the_desk_as_it_was(
    closed: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(connection: Any) -> tuple[str, ...]:
        connection.execute("ALTER TABLE child ADD COLUMN colour TEXT")
        raise RuntimeError("half way")

    with monkeypatch.context() as newer:
        newer.setattr(
            schema,
            "MIGRATIONS",
            (*schema.MIGRATIONS, schema.Migration(schema.MIGRATIONS[-1].number + 1, "Fails", fails)),
        )
        with pytest.raises(RuntimeError, match="half way"):
            opened(closed)
    assert opened(closed).opening.state == "as left"


def test_a_desk_open_in_another_process_is_refused_naming_it(closed: Path, opened: Opener, tmp_path: Path) -> None:
    code = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from iro_desk.desk import Desk
desk = Desk.open(Path({str(closed)!r}), {PASSPHRASE!r}, data_folder=Path({str(tmp_path / "data")!r}),
                 now=lambda: datetime.now(UTC))
print("open", flush=True)
sys.stdin.readline()
desk.close()
"""
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(DeskOpenElsewhere, match=f"open elsewhere: on .*, by process {other.pid}"):
            opened(closed)
    finally:
        other.communicate("\n", timeout=20)
    assert other.returncode == 0
    assert opened(closed).opening.state == "as left"


def test_a_desk_is_not_opened_twice_in_one_process(desk: Desk, desk_folder: Path, opened: Opener) -> None:
    with pytest.raises(DeskOpenElsewhere):
        opened(desk_folder)
    child_on(desk)
    assert desk.check() == []


@pytest.mark.skipif(sys.platform == "win32", reason="a folder's mode says nothing about writing there")
@pytest.mark.parametrize(("what", "mode"), [(".", 0o555), (".", 0o500), ("desk.db", 0o444), ("desk.db", 0o464)])
def test_what_its_owner_closed_to_writing_is_refused_for_an_administrator_too(
    closed: Path, opened: Opener, what: str, mode: int
) -> None:
    before = (closed / what).stat().st_mode
    (closed / what).chmod(mode)
    names = sorted(path.name for path in closed.iterdir())
    refused(opened, closed, DeskNotWritable, "it is read-only")
    assert sorted(path.name for path in closed.iterdir()) == names
    assert not [name for name in names if name.endswith(("-wal", "-shm"))]
    (closed / what).chmod(before)
    assert opened(closed).opening.state == "as left"


@pytest.mark.skipif(sys.platform == "win32", reason="a folder's mode says nothing about writing there")
def test_a_closed_folder_without_a_lock_file_is_left_without_one(closed: Path, opened: Opener) -> None:
    (closed / "lock").unlink()
    closed.chmod(0o555)
    try:
        refused(opened, closed, DeskNotWritable, "it is read-only")
        assert not (closed / "lock").exists()
    finally:
        closed.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only an administrator can be another user")
def test_a_folder_that_belongs_to_somebody_else_is_refused(closed: Path, opened: Opener) -> None:
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "own.irodesk"
        shutil.copytree(closed, copy)
        for path in (Path(place), copy, *copy.iterdir()):
            path.chmod(0o755 if path.is_dir() else 0o644)
        process = os.fork()
        if process == 0:
            code = 1
            try:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
                refused(opened, copy, DeskNotWritable, "it is read-only")
                code = 0
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


def test_an_older_desk_file_is_found_behind_its_head_after_a_crash(closed: Path, opened: Opener) -> None:
    older = (closed / "desk.db").read_bytes()
    desk = opened(closed)
    child_on(desk, "1002")
    as_after_a_crash(desk, closed)
    for ending in ("-wal", "-shm"):
        (closed / f"desk.db{ending}").unlink(missing_ok=True)
    (closed / "desk.db").write_bytes(older)
    refused(opened, closed, DeskDamaged, "older or another copy")


def test_after_a_crash_everything_is_checked_and_said(closed: Path, opened: Opener) -> None:
    desk = opened(closed)
    child_on(desk, "1002")
    as_after_a_crash(desk, closed)
    again = opened(closed)
    assert again.opening.state == "after a crash"
    assert "Everything was checked and is whole" in again.opening.words
    assert len(again.all(Child)) == 2
    again.close()
    assert opened(closed).opening.state == "as left"


def test_a_row_altered_before_a_crash_is_noticed(closed: Path, opened: Opener) -> None:
    desk = opened(closed)
    child_on(desk, "1002")
    as_after_a_crash(desk, closed)
    altered_behind_its_back(closed, "UPDATE child SET surname = 'Other'")
    refused(opened, closed, DeskDamaged, "2 rows of child differ from the journal")


def test_a_damaged_page_is_noticed_after_a_crash(closed: Path, opened: Opener) -> None:
    desk = opened(closed)
    child_on(desk, "1002")
    as_after_a_crash(desk, closed)
    path = closed / "desk.db"
    content = bytearray(path.read_bytes())
    content[-2000] ^= 1
    path.write_bytes(content)
    (closed / "desk.db-wal").unlink(missing_ok=True)
    with pytest.raises(DeskDamaged):
        opened(closed)


def test_a_full_disk_while_the_head_is_written_keeps_the_change(
    desk: Desk, desk_folder: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    from iro_desk.desk import seal

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as no_room:
        no_room.setattr(seal, "replace_file", full)
        child_on(desk)
        with pytest.raises(UserFacingError, match="disk is full"):
            desk.close()
    again = opened(desk_folder)
    assert again.opening.state == "after a crash"
    assert len(again.all(Child)) == 1


def test_a_disk_that_fills_up_during_a_change_keeps_the_old_state_whole(desk: Desk) -> None:
    child_on(desk)
    connection = desk._writer.conn
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    def too_much() -> None:
        with desk.change("Much text") as change:
            change.save(Child(change.new_id(), about="x" * 200_000))

    with pytest.raises(UserFacingError, match="disk is full or does not answer"):
        too_much()
    assert len(desk.all(Child)) == 1
    connection.execute("PRAGMA max_page_count = 1000000")
    too_much()
    assert (len(desk.all(Child)), desk.check()) == (2, [])
