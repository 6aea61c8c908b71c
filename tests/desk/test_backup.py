"""A backup is a whole desk that comes back, or there is no file and one clear sentence."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Child, Refused, UserFacingError
from iro_desk.desk import Desk, DeskDamaged, NewerDesk, NotADesk, WrongPassphrase, restore, schema
from iro_desk.desk.retention import backup_name, kept_backups, thin, to_keep
from tests.conftest import PASSPHRASE
from tests.desk.invented import child_on
from tests.desk.test_opening import everything_in

Now = Callable[[], datetime]
Restorer = Callable[..., Desk]


@pytest.fixture
def file(desk: Desk, tmp_path: Path) -> Path:
    """A backup of a desk with one child."""
    child_on(desk)
    desk.back_up(tmp_path / "stick.irobackup")
    return tmp_path / "stick.irobackup"


def restored(file: Path, folder: Path, data: Path, now: Now, words: str = PASSPHRASE) -> Desk:
    restore(file, folder, words, data_folder=data, now=now)
    return Desk.open(folder, words, data_folder=data, now=now)


def refused(
    file: Path, error: type[UserFacingError], words: str, tmp_path: Path, now: Now, passphrase: str = PASSPHRASE
) -> None:
    """The restore is refused in those words; there is no desk, nothing half made, and the backup is as it was."""
    before, names = file.read_bytes(), sorted(path.name for path in file.parent.iterdir())
    seen = everything_in(tmp_path / "data")
    with pytest.raises(error, match=words) as caught:
        restore(file, tmp_path / "back.irodesk", passphrase, data_folder=tmp_path / "data", now=now)
    assert "\n" not in str(caught.value)
    assert (file.read_bytes(), everything_in(tmp_path / "data")) == (before, seen)
    assert sorted(path.name for path in file.parent.iterdir()) == names


def test_a_restored_desk_is_the_desk_that_was_backed_up_and_says_that_it_was_restored(
    desk: Desk, file: Path, tmp_path: Path, data_folder: Path, now: Now
) -> None:
    before = desk.history()
    child_on(desk, "1002")
    desk.close()
    with restored(file, tmp_path / "back.irodesk", data_folder, now) as back:
        # This computer has seen a later change of that desk; since the restore it knows this history as the newest.
        assert back.opening.state == "as left"
        assert (back.id, back.check()) == (desk.id, [])
        assert [child.first_name for child in back.all(Child)] == ["Siân"]
        first, *rest = back.history()
        assert (first.kind, first.words, first.n) == ("restore", "Restored a backup", 3)
        assert rest == before
        assert back.next_undo() is None
        child_on(back, "1003")
    assert sorted(path.name for path in (tmp_path / "back.irodesk").iterdir()) == [
        *("backups", "desk.db", "head.json", "keys.json", "lock"),
    ]


def test_the_desk_from_before_a_restore_is_then_told_from_the_restored_one(
    desk: Desk, file: Path, tmp_path: Path, desk_folder: Path, data_folder: Path, now: Now
) -> None:
    child_on(desk, "1002")
    desk.close()
    restored(file, tmp_path / "back.irodesk", data_folder, now).close()
    with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as before:
        assert before.opening.state == "older copy"


def test_a_backup_holds_three_files_as_they_are_and_nothing_readable(file: Path, desk_folder: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == ["desk.db", "head.json", "keys.json"]
        assert {member.compress_type for member in archive.infolist()} == {zipfile.ZIP_STORED}
        assert archive.read("keys.json") == (desk_folder / "keys.json").read_bytes()
        assert json.loads(archive.read("head.json"))["state"] == "closed"
        assert b"SQLite" not in archive.read("desk.db")[:16]
    assert "Siân".encode() not in file.read_bytes()


def test_the_open_desk_is_not_touched_and_work_goes_on_while_it_is_backed_up(
    desk: Desk, desk_folder: Path, tmp_path: Path, data_folder: Path, now: Now
) -> None:
    with desk.change("Much") as change:
        change.save_many(Child(change.new_id(), about="x" * 2000) for _ in range(500))
    before = everything_in(desk_folder)
    desk.back_up(tmp_path / "first.irobackup")
    assert everything_in(desk_folder) == before
    worker = threading.Thread(target=desk.back_up, args=(tmp_path / "second.irobackup",))
    worker.start()
    made = 0
    while worker.is_alive() or made == 0:
        child_on(desk, f"n{made}")
        made += 1
    worker.join()
    with restored(tmp_path / "second.irobackup", tmp_path / "back.irodesk", data_folder, now) as back:
        assert 500 <= len(back.all(Child)) <= 500 + made
        assert back.check() == []
    assert desk.check() == []


def test_closing_waits_for_a_backup_and_leaves_the_desk_sealed(
    desk: Desk, desk_folder: Path, tmp_path: Path, data_folder: Path, now: Now
) -> None:
    child_on(desk)
    worker = threading.Thread(target=desk.back_up, args=(tmp_path / "last.irobackup",))
    worker.start()
    while not (tmp_path / "last.irobackup.new").exists() and worker.is_alive():
        pass
    desk.close()
    worker.join()
    assert (tmp_path / "last.irobackup").is_file()
    with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as again:
        assert again.opening.state == "as left"


def test_texts_being_written_come_back_too(desk: Desk, tmp_path: Path, data_folder: Path, now: Now) -> None:
    with desk.writing_drafts() as drafts:
        drafts.save("note", "half a sentence")
    desk.back_up(tmp_path / "a.irobackup")
    desk.close()
    with restored(tmp_path / "a.irobackup", tmp_path / "back.irodesk", data_folder, now) as back:
        assert [draft.text for draft in back.drafts()] == ["half a sentence"]


def test_a_backup_replaces_nothing(desk: Desk, file: Path, tmp_path: Path, data_folder: Path, now: Now) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match="already something"):
        desk.back_up(tmp_path / "letter.txt")
    (tmp_path / "there").mkdir()
    with pytest.raises(Refused, match="already something"):
        restore(file, tmp_path / "there", PASSPHRASE, data_folder=data_folder, now=now)
    (tmp_path / "other.irobackup.new").mkdir()
    (tmp_path / "other.irobackup.new" / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match="already something"):
        desk.back_up(tmp_path / "other.irobackup")
    assert (tmp_path / "letter.txt").read_text() == "mine"
    assert (tmp_path / "other.irobackup.new" / "letter.txt").read_text() == "mine"


def test_a_folder_that_is_not_there_is_not_made_for_a_backup(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="The backup was not made: that folder is not there"):
        desk.back_up(tmp_path / "stick not plugged in" / "a.irobackup")
    assert not (tmp_path / "stick not plugged in").exists()


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99, 0.9999])
def test_a_cut_file_is_refused(desk: Desk, file: Path, tmp_path: Path, now: Now, share: float) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    refused(file, DeskDamaged, "not whole: it was cut short or altered, or it is another sort of file", tmp_path, now)
    with pytest.raises(DeskDamaged, match="not whole"):
        desk.check_backup(file)


@pytest.mark.parametrize("place", [0.001, 0.3, 0.6, 0.9])
def test_one_altered_byte_is_noticed(desk: Desk, file: Path, tmp_path: Path, now: Now, place: float) -> None:
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 4
    file.write_bytes(content)
    refused(file, DeskDamaged, "not whole", tmp_path, now)


@pytest.mark.parametrize("method", [1, 8, 12, 14, 99])
def test_a_backup_said_to_be_packed_in_another_way_is_refused_in_words(
    desk: Desk, file: Path, tmp_path: Path, now: Now, method: int
) -> None:
    """One altered number, and the reader would unpack what was never packed."""
    altered = bytearray(file.read_bytes())
    altered[altered.find(b"PK\x03\x04") + 8] = altered[altered.find(b"PK\x01\x02") + 10] = method
    file.write_bytes(bytes(altered))
    refused(file, DeskDamaged, "not whole", tmp_path, now)


@pytest.mark.parametrize("name", ["desk.db", "head.json", "keys.json"])
def test_a_part_of_another_moment_or_another_desk_is_noticed(
    desk: Desk, file: Path, tmp_path: Path, now: Now, name: str
) -> None:
    child_on(desk, "1002")
    desk.back_up(tmp_path / "later.irobackup")
    other, _ = Desk.create(tmp_path / "other.irodesk", PASSPHRASE, data_folder=tmp_path / "data", now=now)
    with other:
        child_on(other)
        other.back_up(tmp_path / "other.irobackup")
    for source in ("later", "other")[name == "keys.json" :]:
        with zipfile.ZipFile(file) as ours, zipfile.ZipFile(tmp_path / f"{source}.irobackup") as theirs:
            parts = {each: (theirs if each == name else ours).read(each) for each in ours.namelist()}
        mixed = tmp_path / f"mixed {source}.irobackup"
        with zipfile.ZipFile(mixed, "w") as archive:
            for each, content in parts.items():
                archive.writestr(each, content)
        refused(mixed, DeskDamaged, "This backup is not whole", tmp_path, now)


def test_another_sort_of_file_and_no_file_are_refused(tmp_path: Path, now: Now) -> None:
    (tmp_path / "photos.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("../../outside.txt", "x")
    refused(tmp_path / "photos.zip", DeskDamaged, "does not hold the three files", tmp_path, now)
    with pytest.raises(NotADesk, match="no backup at that place"):
        restore(tmp_path / "none", tmp_path / "back.irodesk", PASSPHRASE, data_folder=tmp_path / "data", now=now)


def test_a_wrong_passphrase_makes_no_desk(desk: Desk, file: Path, tmp_path: Path, now: Now) -> None:
    desk.change_passphrase("other invented words")
    refused(file, WrongPassphrase, "not the passphrase of this backup", tmp_path, now, "other invented words")


def test_a_backup_of_a_newer_version_is_refused(
    desk: Desk, file: Path, tmp_path: Path, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = schema.Migration(schema.MIGRATIONS[-1].number + 1, "Something new", lambda connection: ())
    desk.close()
    with monkeypatch.context() as newer:
        newer.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, later))
        data = tmp_path / "data"
        with restored(file, tmp_path / "new.irodesk", data, now) as back:
            assert [change.kind for change in back.history()] == ["restore", "migration", "edit", "migration"]
            back.back_up(tmp_path / "newer.irobackup")
    refused(tmp_path / "newer.irobackup", NewerDesk, "newer version", tmp_path, now)


def test_a_drill_proves_a_backup_and_touches_neither_desk_nor_backup(
    desk: Desk, file: Path, desk_folder: Path, tmp_path: Path, now: Now
) -> None:
    before, content = everything_in(desk_folder), file.read_bytes()
    desk.check_backup(file)
    assert (everything_in(desk_folder), file.read_bytes()) == (before, content)
    other, _ = Desk.create(tmp_path / "other.irodesk", PASSPHRASE, data_folder=tmp_path / "data", now=now)
    with other, pytest.raises(Refused, match="backup of another desk"):
        other.check_backup(file)


def test_a_desk_is_backed_up_before_it_is_migrated(
    desk: Desk, desk_folder: Path, tmp_path: Path, data_folder: Path, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    def alters(connection: Any) -> tuple[str, ...]:
        connection.execute("ALTER TABLE child ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
        return ("child",)

    child_on(desk)
    desk.close()
    with monkeypatch.context() as newer:
        newer.setattr(
            schema,
            "MIGRATIONS",
            (*schema.MIGRATIONS, schema.Migration(schema.MIGRATIONS[-1].number + 1, "Colours", alters)),
        )
        with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as migrated:
            (made,) = migrated.kept_backups()
            migrated.check_backup(made)
    with restored(made, tmp_path / "back.irodesk", tmp_path / "elsewhere", now) as back:
        assert schema.applied(back._writer.conn) == schema.MIGRATIONS[-1].number
        assert len(back.all(Child)) == 1


def test_a_desk_that_cannot_be_backed_up_is_not_migrated(
    desk: Desk, desk_folder: Path, data_folder: Path, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.close()
    (desk_folder / "backups").rmdir()
    (desk_folder / "backups").write_text("in the way")
    before = (desk_folder / "desk.db").read_bytes()
    with monkeypatch.context() as newer:
        later = schema.Migration(schema.MIGRATIONS[-1].number + 1, "Something new", lambda connection: ())
        newer.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, later))
        with pytest.raises(UserFacingError):
            Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now)
    assert (desk_folder / "desk.db").read_bytes() == before
    with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as again:
        assert again.opening.state == "as left"


# ---------------------------------------------------------------- what a desk keeps by itself


def test_kept_backups_are_named_after_their_moment_and_thinned(desk: Desk, tmp_path: Path) -> None:
    first, second = desk.keep_backup(), desk.keep_backup()
    # Both are of one day: the newer one stands for it.
    assert list(desk.kept_backups()) == [second]
    assert first != second
    assert second.name.startswith("2026-11-23 0900")
    desk.check_backup(second)
    (tmp_path / "stick").mkdir()
    elsewhere = desk.keep_backup(tmp_path / "stick")
    assert list(desk.kept_backups(tmp_path / "stick")) == [elsewhere]
    assert second.is_file()


def test_twelve_days_ten_weeks_and_nine_months_stay() -> None:
    end = datetime(2026, 11, 23, 17, tzinfo=UTC)
    hourly_for_two_years = [end - timedelta(hours=n) for n in range(24 * 730)]
    staying = sorted(to_keep(hourly_for_two_years), reverse=True)
    days = [end.replace(hour=23) - timedelta(days=n) if n else end for n in range(12)]
    assert staying[:12] == days
    assert len({moment.isocalendar()[:2] for moment in staying if moment >= end - timedelta(weeks=10)}) >= 10
    assert len({(moment.year, moment.month) for moment in staying}) == 9
    assert len(staying) < 12 + 10 + 9
    assert to_keep(staying) == set(staying)


def test_backups_far_apart_all_stay_until_there_are_too_many() -> None:
    yearly = [datetime(2000 + n, 1, 1, tzinfo=UTC) for n in range(20)]
    assert sorted(to_keep(yearly)) == yearly[-12:]


def test_thinning_takes_only_this_desks_own_and_never_the_one_just_made(tmp_path: Path) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    ours, theirs = "ourdeskaaaa", "theirdeskbb"
    for n in range(600):
        for desk_id in (ours, theirs):
            (tmp_path / backup_name(start + timedelta(days=n), desk_id)).touch()
    (tmp_path / "holiday 2026.irobackup").touch()
    # The clock was ten years behind when this one was made.
    just_made = tmp_path / backup_name(start - timedelta(days=3650), ours)
    just_made.touch()
    half = tmp_path / (backup_name(start, ours) + ".new")
    (half / "desk").mkdir(parents=True)
    thin(tmp_path, ours, just_made)
    kept = kept_backups(tmp_path, ours)
    assert just_made in kept
    assert 20 < len(kept) <= 32
    assert len(kept_backups(tmp_path, theirs)) == 600
    assert (tmp_path / "holiday 2026.irobackup").exists()
    assert not half.exists()


def test_a_copy_of_the_desks_folder_keeps_its_backups_readable(desk: Desk, tmp_path: Path, now: Now) -> None:
    child_on(desk)
    made = desk.keep_backup()
    desk.close()
    shutil.copytree(desk.folder, tmp_path / "copy.irodesk")
    with restored(
        tmp_path / "copy.irodesk" / "backups" / made.name, tmp_path / "back.irodesk", tmp_path / "elsewhere", now
    ) as back:
        assert len(back.all(Child)) == 1
