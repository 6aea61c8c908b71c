"""The working copy of a child who left is deleted for good, everywhere, and the others are as they were."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import (
    Attendance,
    Child,
    ChildFile,
    Contact,
    CouncilNumber,
    Decision,
    Episode,
    Event,
    FoundPlace,
    OwnPlace,
    PaperStep,
    Person,
    Refused,
    Review,
    ReviewNote,
    Role,
    SchoolPlace,
    ToldMe,
)
from iro_desk.desk import Desk, keys, removal
from iro_desk.desk.cipher import decrypted_pages
from iro_desk.practice import backups, deletion, finding, keeping
from iro_desk.practice.opening import close_desk, open_desk
from iro_desk.practice.workspace import WINDOW_PLACE, Workspace
from tests.conftest import PASSPHRASE
from tests.desk.crash import was_killed
from tests.practice.conftest import TODAY

Now = Callable[[], datetime]
CANARIES = (
    "Kanariette",
    "Liketta",
    "Ostrofski-Wyn",
    "ዳዊት ምሳሌ",
    "QQ4711-77",
    "ZX98YW",
    "Bluebell Croft",
    "Wobbleton",
    "Aunt Perpetua",
    "perpetua@example",
    "Skrimshaw Academy",
    "policecanary",
    "skateboardcanary",
    "ottercanary",
    "teethcanary",
    "shedcanary",
    "bicyclecanary",
    "taxicanary",
    "halfsentencecanary",
    "grandmothercanary",
)


def add_canary_child(change: Any) -> str:
    child, review, person = change.new_id(), change.new_id(), change.new_id()
    first, liked, last, script, number, postcode, home, town, aunt, email, school, *rest = CANARIES
    police, skate, otter, teeth, shed, bicycle, taxi, _, granny = rest
    change.save_many(
        [
            Child(child, first, liked, last, script, date_of_birth=date(2010, 1, 2), about=otter, enjoys=skate),
            CouncilNumber(change.new_id(), child, number, "council"),
            Episode(change.new_id(), child, date(2025, 1, 1), "S", "C2", postcode=postcode, home_name=home, town=town),
            Person(person, aunt, email=email),
            Role(change.new_id(), child, person, "carer"),
            SchoolPlace(change.new_id(), child, school),
            Event(change.new_id(), child, "missing", date(2025, 2, 2), words=police),
            Contact(change.new_id(), child, date(2025, 3, 3), "iro", words=granny),
            Review(review, child, state="completed", held_on=date(2025, 6, 1), child_asked=taxi),
            ReviewNote(change.new_id(), child, review, "health", teeth * 400),
            ToldMe(change.new_id(), child, review, shed),
            Decision(change.new_id(), child, review, 1, bicycle),
            Attendance(change.new_id(), child, review, aunt),
            OwnPlace(change.new_id(), home, "other", "ZX9 8YW"),
            FoundPlace(change.new_id(), "zx98yw", "ZX9 8YW", "ZX9 8YW"),
        ]
    )
    return str(child)


@pytest.fixture
def leaver(ws: Workspace, child: str) -> str:
    """A child with twenty words of their own, who left on 1 April 2026; another child stays."""
    added = ws.do("Added another invented child", add_canary_child).result()

    def leave(change: Any) -> None:
        change.save(replace(change.get(Child, added), left_caseload=date(2026, 4, 1), mine=False, about="otter canary"))

    ws.do("Left the caseload", leave, child=added).result()
    review = ws.desk.of_child(Review, added)[0].id
    with ws.desk.writing_drafts() as drafts:
        drafts.save(f"note:{review}:school", "halfsentencecanary")
        drafts.save("line:who", "somebody")
    return added


def pages(ws: Workspace) -> bytes:
    return b"".join(decrypted_pages(ws.desk.folder / "desk.db", keys.read_key(ws.desk.folder, PASSPHRASE)[1]))


def pages_of_backup(file: Path, folder: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return b"".join(decrypted_pages(folder / "desk.db", keys.read_key(folder, PASSPHRASE)[1]))


def found(content: bytes) -> set[str]:
    return {word for word in CANARIES if word.encode() in content or word.lower().encode() in content}


def everyone_else(ws: Workspace, gone: str) -> list[ChildFile]:
    return [ws.desk.child_file(child.id) for child in ws.desk.all(Child) if child.id != gone]


def test_twenty_words_of_a_child_are_nowhere_afterwards_and_the_others_are_as_they_were(
    ws: Workspace, leaver: str, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.set_second_folder(ws, stick)
    own, second = backups.make_backups(ws)
    elsewhere = keeping.back_up(ws, tmp_path / "elsewhere.irobackup").place
    keeping.back_up(ws, tmp_path / "gone.irobackup").place.unlink()
    ws.office.do_draft(lambda drafts: drafts.save(WINDOW_PLACE, "Kanariette was being typed of", 3))
    ws.desk._writer.empty_the_log()
    assert found(pages(ws)) == set(CANARIES)
    others, history = everyone_else(ws, leaver), ws.desk.history()
    kept = [*(own.folder.glob("*.irobackup")), *(second.folder.glob("*.irobackup")), elsewhere]
    assert len(kept) == 3

    certificate = deletion.remove(ws, leaver, "Seen in the council's system on 20 November")

    assert certificate.clean
    assert found(pages(ws)) == set()
    for n, file in enumerate(kept):
        assert found(pages_of_backup(file, tmp_path / f"unpacked {n}")) == set()
        ws.desk.check_backup(file)
    assert everyone_else(ws, leaver) == others
    assert ws.desk.check() == []
    assert [change.hash for change in ws.desk.history()][1:] == [change.hash for change in history]
    assert ws.desk.history()[0].words == "Deleted the working copy of a child"
    assert not ws.desk.history(leaver)
    assert [draft.field for draft in ws.desk.drafts()] == ["line:who"]
    assert ws.desk.all(OwnPlace) == []
    assert ws.desk.all(FoundPlace) == []
    assert finding.search_text(ws, "kanariette") == ()
    said = "\n".join(certificate.lines)
    assert certificate.numbers == ("QQ4711-77",)
    assert "Seen in the council's system" in said
    assert "not within reach: delete it there: " + str(tmp_path / "gone.irobackup") in said
    assert all(f"checked and sealed again: {file}" in said for file in kept)
    assert "in every page of 4 files: none is left" in said
    assert not [word for word in CANARIES if word in said and word != "QQ4711-77"]
    with pytest.raises(Refused):
        ws.office.undo().result()


def test_a_backup_that_cannot_be_cleaned_is_deleted(ws: Workspace, leaver: str) -> None:
    made = keeping.keep_backup(ws).place
    other = made.with_name(made.name.replace("11-23", "11-22"))
    shutil.copy(made, other)
    content = bytearray(other.read_bytes())
    content[5000] ^= 1
    other.write_bytes(content)
    aside = ws.desk.folder / "set aside 2026-11-20 090000"
    aside.mkdir()
    (aside / "desk.db").write_bytes(b"x")
    certificate = deletion.remove(ws, leaver, "yes")
    assert (made.exists(), other.exists(), aside.exists()) == (True, False, False)
    assert sum("could not be cleaned" in line for line in certificate.lines) == 2
    assert certificate.clean


def test_a_word_that_others_have_too_is_said_and_is_no_failure(ws: Workspace, child: str, leaver: str) -> None:
    def same_name(change: Any) -> None:
        change.save(replace(change.get(Child, child), surname="Ostrofski-Wyn"))

    ws.do("Renamed", same_name, child=child).result()
    certificate = deletion.remove(ws, leaver, "yes")
    assert certificate.clean
    assert "1 of them stands in what is held about others too" in certificate.lines[-1]
    assert ws.desk.get(Child, child).surname == "Ostrofski-Wyn"


def test_nothing_hides_behind_a_word_that_another_child_has_too(
    ws: Workspace, child: str, leaver: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ws.desk.get(Child, child)
    ws.do("Also", lambda change: change.save(replace(other, surname="Ostrofski-Wyn"))).result()
    typed = f'{{"child": "{leaver}", "typed": "Ostrofski-Wyn"}}'
    ws.office.do_draft(lambda drafts: drafts.save("elsewhere", typed)).result()
    with monkeypatch.context() as patched:
        patched.setattr(removal, "_drop_texts", lambda *_: 0)
        made = deletion.remove(ws, leaver, "yes")
    assert not made.clean, "the word is another child's too, the identity is not"
    assert made.lines[-1].startswith("STILL THERE")


def test_a_text_about_the_child_goes_whatever_its_field_is_called(ws: Workspace, leaver: str) -> None:
    ws.office.do_draft(lambda drafts: drafts.save("elsewhere", f'{{"child": "{leaver}"}}')).result()
    assert deletion.remove(ws, leaver, "yes").clean
    assert "elsewhere" not in {draft.field for draft in ws.desk.drafts()}


def test_what_lies_elsewhere_is_named(ws: Workspace, leaver: str, tmp_path: Path, now: Now, data_folder: Path) -> None:
    """A folder that once was the second one, a desk made from a backup, and the half-made folder of a killed drill."""
    stick, gone = tmp_path / "stick", tmp_path / "gone"
    for folder in (gone, stick):
        folder.mkdir()
        backups.set_second_folder(ws, folder)
    backups.make_backups(ws)
    backups.set_second_folder(ws, None)
    gone.rmdir()
    again = ws.desk.folder.with_name("again.irodesk")
    keeping.restore(keeping.backups(ws)[0].file, again, PASSPHRASE, now=now, data=data_folder)
    half_made = ws.desk.folder / "backups" / "drill.new"
    (half_made / "desk").mkdir(parents=True)
    lines = "\n".join(deletion.remove(ws, leaver, "yes").lines)
    assert f"Deleted from this backup, which was checked and sealed again: {stick}" in lines
    assert f"Made elsewhere and not within reach: delete it there: {gone}" in lines
    assert f"delete the child there too: {again}" in lines
    assert not half_made.exists()


def test_a_person_whom_another_child_has_too_stays(ws: Workspace, child: str, leaver: str) -> None:
    (aunt,) = [person for person in ws.desk.all(Person) if person.name == "Aunt Perpetua"]
    ws.do("Also theirs", lambda change: change.save(Role(change.new_id(), child, aunt.id, "relative"))).result()
    deletion.remove(ws, leaver, "yes")
    assert ws.desk.get(Person, aunt.id) == aunt
    assert ws.desk.check() == []


def test_only_after_the_period_counted_from_leaving_and_with_the_papers_uploaded(
    ws: Workspace, child: str, leaver: str
) -> None:
    with pytest.raises(Refused, match="has not left"):
        deletion.remove(ws, child, "yes")
    (row,) = deletion.leavers(ws)
    assert (row.child, row.due, row.may_go_from, row.not_uploaded) == (leaver, True, date(2026, 10, 1), 0)
    ws.do("A longer period", lambda change: change.put_setting("deletion_months", "8")).result()
    with pytest.raises(Refused, match="until Tuesday 1 December 2026"):
        deletion.remove(ws, leaver, "yes")
    assert deletion.due_for_deletion(ws) == ()
    ws.do("A shorter period", lambda change: change.put_setting("deletion_months", "3")).result()
    review = ws.desk.of_child(Review, leaver)[0]
    ws.do("Finalised", lambda change: change.save(replace(review, state="signed"))).result()
    with pytest.raises(Refused, match="papers of 1 review"):
        deletion.remove(ws, leaver)
    step = PaperStep("a" * 26, leaver, review.id, "uploaded", date(2026, 11, 1))
    ws.do("Uploaded", lambda change: change.save(step)).result()
    assert deletion.leavers(ws)[0].not_uploaded == 0
    assert deletion.remove(ws, leaver).clean
    assert deletion.leavers(ws) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("moment", ["a backup is cleaned", "the rows are gone"])
def test_a_kill_on_the_way_leaves_nothing_that_the_next_opening_or_attempt_does_not_finish(
    ws: Workspace, leaver: str, data_folder: Path, now: Now, moment: str, tmp_path: Path
) -> None:
    backup = keeping.keep_backup(ws).place
    folder = ws.desk.folder
    close_desk(ws)

    def work() -> None:
        again = open_desk(folder, PASSPHRASE, today=TODAY, now=now, data=data_folder)
        if moment == "the rows are gone":
            removal.empty_of_what_was = lambda writer: os.kill(os.getpid(), signal.SIGKILL)
        else:
            os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
        deletion.remove(again, leaver, "yes")

    assert was_killed(work)
    again = open_desk(folder, PASSPHRASE, today=TODAY, now=now, data=data_folder)
    if deletion.leavers(again):
        deletion.remove(again, leaver, "yes")
    assert again.desk.check() == []
    again.desk._writer.empty_the_log()
    assert found(pages(again)) == set()
    assert found(pages_of_backup(backup, tmp_path / "unpacked")) == set()
    close_desk(again)


def test_every_kind_that_belongs_to_a_child_goes(ws: Workspace, leaver: str, data_folder: Path, now: Now) -> None:
    rows = deletion.remove(ws, leaver, "yes").lines[2]
    for kind in ("child", "council number", "episode", "review note", "told me", "attendance", "person", "own place"):
        assert f"1 {kind}" in rows
    folder = ws.desk.folder
    close_desk(ws)
    with Desk.open(folder, PASSPHRASE, data_folder=data_folder, now=now) as again:
        assert (again.opening.state, again.check()) == ("as left", [])
