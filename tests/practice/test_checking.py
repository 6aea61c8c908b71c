"""After a crash the desk is read at once, checked beside, and changed only then; what is typed is never held up."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Child, Refused, ReviewNote
from iro_desk.desk import Desk, DeskDamaged, keys, verify
from iro_desk.desk import checking as desk_checking
from iro_desk.desk.cipher import decrypted_pages
from iro_desk.practice import checking, keeping, notes_aside
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.opening import close_desk, open_desk
from iro_desk.practice.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.desk.crash import altered_behind_its_back, as_after_a_crash, everything_in, was_killed
from tests.desk.invented import child_on
from tests.practice.conftest import TODAY

Now = Callable[[], datetime]
Gate = threading.Event


@pytest.fixture
def crashed(desk: Desk, desk_folder: Path) -> Path:
    """A desk with one child and a backup, left by a killed process."""
    child_on(desk)
    desk.keep_backup()
    child_on(desk, "1002")
    as_after_a_crash(desk, desk_folder)
    return desk_folder


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The check waits until this is set."""
    held = Gate()
    findings = verify.database_findings

    def waiting(*args: Any, **kwargs: Any) -> list[str]:
        assert held.wait(20)
        return findings(*args, **kwargs)

    monkeypatch.setattr(desk_checking, "database_findings", waiting)
    yield held
    held.set()


@pytest.fixture
def opened(now: Now, data_folder: Path) -> Iterator[Callable[[Path], Workspace]]:
    """Opens a desk as the window does; closes it in the end."""
    made: list[Workspace] = []

    def open_it(folder: Path) -> Workspace:
        made.append(open_desk(folder, PASSPHRASE, today=TODAY, now=now, runner="thread", data=data_folder))
        return made[-1]

    yield open_it
    for ws in made:
        close_desk(ws)


def rename(change: Any) -> None:
    for child in change.all(Child):
        change.save(replace(child, surname="Renamed"))


def typed(ws: Workspace, field: str, text: str) -> None:
    ws.office.do_draft(lambda drafts: drafts.save(field, text)).result(timeout=10)


def surnames(ws: Workspace) -> set[str]:
    return {child.surname for child in ws.desk.all(Child)}


def test_the_desk_is_read_while_it_is_checked_and_a_change_waits_until_that_is_done(
    crashed: Path, opened: Callable[[Path], Workspace], gate: Gate
) -> None:
    before = everything_in(crashed)
    ws = opened(crashed)
    view = checking.opening_view(ws)
    assert (view.state, view.can_change) == ("checking", False)
    assert "being checked" in view.words
    assert len(caseload_view(ws).rows) == 2
    with pytest.raises(Refused, match="still being checked"), ws.desk.change("At once"):
        pass
    steps: list[tuple[int, int]] = []
    check = checking.start_check(ws, lambda done, of: steps.append((done, of)))
    waiting: Future[None] = ws.do("Renamed", rename)
    assert not waiting.done()
    # Beside the shared memory of the readers, not one byte is another.
    after = everything_in(crashed)
    assert {name: after.get(name) for name in before if "shm" not in name} == {
        name: content for name, content in before.items() if "shm" not in name
    }
    gate.set()
    assert check.result(timeout=20).state == "whole"
    waiting.result(timeout=20)
    assert surnames(ws) == {"Renamed"}
    assert checking.opening_view(ws).state == "after a crash"
    assert steps[-1] == (4, 4)
    assert ws.desk.check() == []


def test_what_is_damaged_is_named_with_the_newest_good_backup_and_nothing_is_changed(
    crashed: Path, opened: Callable[[Path], Workspace], gate: Gate
) -> None:
    altered_behind_its_back(crashed, "UPDATE child SET surname = 'Other'")
    ws = opened(crashed)
    waiting: Future[None] = ws.do("Renamed", rename)
    gate.set()
    found = checking.start_check(ws).result(timeout=20)
    assert (found.state, found.findings) == ("damaged", ("2 rows of child differ from the journal.",))
    assert found.backup is not None
    assert found.backup.file.parent == crashed / "backups"
    assert found.backup.moment in found.words
    with pytest.raises(DeskDamaged, match="differ from the journal"):
        waiting.result(timeout=20)
    assert surnames(ws) == {"Other"}
    assert checking.opening_view(ws).state == "damaged"
    close_desk(ws)
    with pytest.raises(DeskDamaged, match="differ from the journal"):
        Desk.open(crashed, PASSPHRASE, data_folder=ws.desk._held.data_folder, now=ws.desk._held.now)


def test_a_structure_that_no_version_made_is_found_beside_too_and_what_waited_is_refused(
    crashed: Path, opened: Callable[[Path], Workspace], gate: Gate
) -> None:
    altered_behind_its_back(crashed, "CREATE VIEW spy AS SELECT * FROM child")
    ws = opened(crashed)
    waiting: Future[None] = ws.do("Renamed", rename)
    gate.set()
    found = checking.start_check(ws).result(timeout=20)
    assert (found.state, "something called spy" in found.words) == ("damaged", True)
    with pytest.raises(DeskDamaged, match="spy"):
        waiting.result(timeout=20)
    assert surnames(ws) == {"Ŵyn"}


def test_a_fault_of_the_program_in_the_check_holds_nobody_up(
    crashed: Path, opened: Callable[[Path], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> list[str]:
        raise ZeroDivisionError

    monkeypatch.setattr(desk_checking, "database_findings", fails)
    ws = opened(crashed)
    waiting: Future[None] = ws.do("Renamed", rename)
    with pytest.raises(ZeroDivisionError):
        checking.start_check(ws).result(timeout=20)
    with pytest.raises(DeskDamaged, match="could not be done"):
        waiting.result(timeout=20)
    typed(ws, "line:who", "Gwen")
    close_desk(ws)


def test_a_page_that_cannot_be_read_is_said_in_words_wherever_it_is_met(
    desk: Desk, desk_folder: Path, opened: Callable[[Path], Workspace], gate: Gate
) -> None:
    with desk.change("Much text") as change:
        for _ in range(60):
            change.save(Child(change.new_id(), about="x" * 3000))
    desk._writer.empty_the_log()
    as_after_a_crash(desk, desk_folder)
    key = keys.read_key(desk_folder, PASSPHRASE)[1]
    content = bytearray((desk_folder / "desk.db").read_bytes())
    for number, page in enumerate(decrypted_pages(desk_folder / "desk.db", key)):
        if b"xxx" in page and b"about" not in page:
            content[number * 4096 + 100] ^= 1
    (desk_folder / "desk.db").write_bytes(content)
    ws = opened(desk_folder)
    with pytest.raises(DeskDamaged, match="cannot be read"):
        ws.desk.all(Child)
    gate.set()
    assert checking.start_check(ws).result(timeout=20).state == "damaged"


def test_a_backup_that_is_not_whole_is_passed_over(crashed: Path, opened: Callable[[Path], Workspace]) -> None:
    ws = opened(crashed)
    checking.start_check(ws).result(timeout=20)
    made = keeping.backups(ws)[0].file
    good = made.rename(made.with_name(made.name.replace("2026-11-23", "2026-11-22")))
    bad = keeping.keep_backup(ws).place
    bad.write_bytes(bad.read_bytes()[:-3000])
    newest = keeping.newest_good_backup(ws)
    assert newest is not None
    assert newest.file == good


def test_a_check_can_be_stopped_and_begun_again(crashed: Path, opened: Callable[[Path], Workspace], gate: Gate) -> None:
    ws = opened(crashed)
    check = checking.start_check(ws, stop=lambda: True)
    gate.set()
    assert check.result(timeout=20).state == "stopped"
    assert not ws.desk.is_checked
    assert checking.start_check(ws).result(timeout=20).state == "whole"
    assert ws.desk.is_checked


def test_a_desk_closed_while_it_is_checked_keeps_what_was_waiting(
    crashed: Path, opened: Callable[[Path], Workspace], gate: Gate
) -> None:
    ws = opened(crashed)
    waiting: Future[None] = ws.do("Renamed", rename)
    typed(ws, "new:name", "Zoë")
    threading.Timer(0.2, gate.set).start()
    close_desk(ws)
    waiting.result(timeout=1)
    again = opened(crashed)
    assert again.desk.opening.state == "as left"
    assert surnames(again) == {"Renamed"}
    assert [draft.text for draft in again.desk.drafts()] == ["Zoë"]


def test_what_is_typed_while_the_desk_is_checked_is_on_the_disk_and_comes_in_as_a_change(
    crashed: Path, opened: Callable[[Path], Workspace], gate: Gate
) -> None:
    ws = opened(crashed)
    (note, _) = ws.desk.all(ReviewNote)
    typed(ws, f"note:{note.review}:{note.heading}", "Teeth are fine, and she sings")
    typed(ws, "line:who", "Gwen")
    aside = notes_aside.notes_aside(ws)
    assert aside.texts == 2
    (file,) = crashed.parent.glob("*.notes")
    assert b"she sings" not in file.read_bytes()
    gate.set()
    found = checking.start_check(ws).result(timeout=20)
    assert found.notes_brought_in == 2
    assert ws.desk.get(ReviewNote, note.id).text == "Teeth are fine, and she sings"
    assert ws.desk.history()[0].words == "Brought in notes kept aside"
    assert [(draft.field, draft.text) for draft in ws.desk.drafts()] == [("line:who", "Gwen")]
    assert list(crashed.parent.glob("*.notes*")) == []
    ws.office.undo().result(timeout=10)
    assert ws.desk.get(ReviewNote, note.id).text == "Teeth are fine"


def test_notes_go_on_when_the_desk_is_damaged_and_come_in_after_it_was_brought_back(
    crashed: Path, opened: Callable[[Path], Workspace], data_folder: Path, now: Now
) -> None:
    altered_behind_its_back(crashed, "UPDATE child SET surname = 'Other'")
    ws = opened(crashed)
    found = checking.start_check(ws).result(timeout=20)
    told: list[str] = []
    notes_aside.when_kept_aside(ws, told.append)
    note = ws.desk.all(ReviewNote)[0]
    typed(ws, f"note:{note.review}:{note.heading}", "Written while the desk was damaged")
    assert "in a file of its own" in told[0]
    close_desk(ws)
    assert found.backup is not None
    back = crashed.with_name("back.irodesk")
    keeping.restore(found.backup.file, back, PASSPHRASE, now=now, data=data_folder)
    again = opened(back)
    assert again.desk.get(ReviewNote, note.id).text == "Written while the desk was damaged"
    assert notes_aside.notes_aside(again).words == ""


def test_notes_go_on_when_the_disk_refuses(ws: Workspace, child: str, desk_folder: Path) -> None:
    connection = ws.desk._writer.conn
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    typed(ws, "line:who", "x" * 300_000)
    assert notes_aside.notes_aside(ws).texts == 1
    connection.execute("PRAGMA max_page_count = 1000000")
    assert notes_aside.bring_in(ws) == 1
    assert [len(draft.text) for draft in ws.desk.drafts()] == [300_000]
    assert list(desk_folder.parent.glob("*.notes*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("step", range(4))
def test_notes_kept_aside_survive_a_kill_while_they_are_brought_in(
    crashed: Path, opened: Callable[[Path], Workspace], data_folder: Path, now: Now, step: int
) -> None:

    def work() -> None:
        desk = Desk.open(crashed, PASSPHRASE, data_folder=data_folder, now=now, check_beside=True)
        note = desk.all(ReviewNote)[0]
        with desk.notes_aside.drafts() as drafts:
            drafts.save(f"note:{note.review}:{note.heading}", "Kept aside")
            drafts.save("line:who", "Gwen")
        desk.check_after_crash()
        from iro_desk.desk import Office

        ws = Workspace(desk, Office(desk, "now"), TODAY)
        if step == 1:
            ws.do("Brought in notes kept aside", notes_aside._as_notes, desk.notes_aside.all()).result()
        elif step == 2:
            with desk.writing_drafts() as drafts:
                notes_aside._as_drafts(drafts, desk.notes_aside.all())
        elif step == 3:
            notes_aside.bring_in(ws)
        os.kill(os.getpid(), signal.SIGKILL)

    assert was_killed(work)
    ws = opened(crashed)
    checking.start_check(ws).result(timeout=20)
    assert "Kept aside" in {note.text for note in ws.desk.all(ReviewNote)}
    assert [(draft.field, draft.text) for draft in ws.desk.drafts()] == [("line:who", "Gwen")]
    assert [change.words for change in ws.desk.history()].count("Brought in notes kept aside") == 1
