"""Every paper of a child made, written, finalised and saved in the window, and many at once; by keyboard too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.casework import Milestone, SignedNote
from iro_desk.documents import KINDS, read_text
from iro_desk.practice import opening
from iro_desk.practice.paper_shelf import shelf_view
from iro_desk.ui import bridge
from iro_desk.ui.batch_pane import BatchPane
from iro_desk.ui.papers_pane import PapersPane
from iro_desk.ui.wiring import DeskActions
from tests.conftest import PracticeDesks

SOON = 20_000


@pytest.fixture
def actions(tmp_path: Path, qapp: QApplication, practice_desk: PracticeDesks) -> Iterator[DeskActions]:
    bridge.start()
    ws = practice_desk.opened(tmp_path, children=6)
    actions = DeskActions(ws)
    yield actions
    actions.close()
    opening.close_desk(ws)


@pytest.fixture
def pane(actions: DeskActions, qtbot: QtBot) -> Iterator[PapersPane]:
    """The papers of the first child, with a challenge open."""
    child = actions.ws.desk.child_files(mine_only=True)[0].child.id
    raised = Milestone("", child, "dispute", opening.PRACTICE_DAY, words="No school place.")
    actions.ws.do("Raised", lambda change: change.save(replace(raised, id=change.new_id()))).result()
    made = PapersPane(actions)
    qtbot.addWidget(made)
    made.resize(1282, 768)
    made.show()
    made.show_view(shelf_view(actions.ws, child))
    qtbot.waitUntil(lambda: made.preview.document.pageCount() > 0, timeout=SOON)
    yield made
    bridge.let_go(made)  # As before a lock: its page is asked for no more.


def said(pane: PapersPane) -> str:
    return " ".join(read_text(pane.preview.pdf()).split())


def test_every_kind_of_a_child_is_there_and_is_shown_when_it_is_gone_to_by_keys(pane: PapersPane, qtbot: QtBot) -> None:
    kinds = {row.kind for row in pane._rows.values()}
    assert kinds >= {key for key, kind in KINDS.items() if kind.subject == "child"} | {"record", "midway", "decisions"}
    pane.list.setFocus()
    before = pane.chosen()
    QTest.keyClick(pane.list, Qt.Key.Key_Down)
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    now = pane.chosen()
    assert now is not None
    assert now != before
    qtbot.waitUntil(lambda: pane.preview.title().startswith(now.title), timeout=SOON)


@pytest.mark.parametrize("kind", ["midway", "dispute"])
def test_what_is_typed_appears_on_the_page_and_is_finalised_and_prints_again(
    pane: PapersPane, actions: DeskActions, qtbot: QtBot, kind: str
) -> None:
    pane.choose(kind)
    assert pane._parts
    for key, (_, writing, _) in pane._parts.items():
        writing.setFocus()
        QTest.keyClicks(writing, f"Typed under {key}.")
    qtbot.waitUntil(lambda: all(f"Typed under {key}." in said(pane) for key in pane._parts), timeout=SOON)
    assert "Draft" in said(pane)
    assert not actions.ws.desk.all(SignedNote)
    QTest.mouseClick(pane.sign, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(actions.ws.desk.all(SignedNote)) and "Draft" not in said(pane), timeout=SOON)
    assert pane.next_version.isVisible()
    assert all(writing.isReadOnly() for _, writing, _ in pane._parts.values())
    kept = next(each for each in actions.ws.desk.all(SignedNote) if each.recipient == pane.chosen().recipient)
    assert pane.preview.pdf() == kept.pdf
    QTest.mouseClick(pane.next_version, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Draft" in said(pane), timeout=SOON)
    assert not any(writing.isReadOnly() for _, writing, _ in pane._parts.values())


def test_finalising_with_nothing_written_says_what_is_missing(pane: PapersPane, actions: DeskActions) -> None:
    pane.choose("dispute")
    pane.sign.click()
    assert pane.message.isVisible()
    assert "Say what should happen." in pane.message.words()
    assert not actions.ws.desk.all(SignedNote)


def test_a_paper_is_saved_with_a_reminder_and_in_the_size_that_is_shown(
    pane: PapersPane, actions: DeskActions, qtbot: QtBot, tmp_path: Path
) -> None:
    pane.choose("introduction")
    qtbot.waitUntil(lambda: "Letter of introduction" in pane.preview.title(), timeout=SOON)
    pane.preview._size.choose("large")
    pane.save_to(str(tmp_path / "one.pdf"))
    qtbot.waitUntil(lambda: "Delete the file" in pane.message.words(), timeout=SOON)
    qtbot.waitUntil(lambda: (tmp_path / "one.pdf").read_bytes() == pane.preview.pdf(), timeout=SOON)
    assert any(change.kind == "exported" for change in actions.ws.desk.history())


@pytest.fixture
def batch(actions: DeskActions, qtbot: QtBot) -> Iterator[BatchPane]:
    """Papers of the whole caseload."""
    made = BatchPane(actions)
    qtbot.addWidget(made)
    made.resize(1282, 768)
    made.show()
    made.open()
    qtbot.waitUntil(lambda: bool(made.boxes), timeout=SOON)
    yield made
    bridge.let_go(made)


def test_kinds_are_ticked_by_keys_and_the_number_of_papers_is_said(batch: BatchPane) -> None:
    assert batch.kinds() == ("record",)
    assert batch.boxes["record"].text() == "Review record: 6"
    box = batch.boxes["brief"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert batch.kinds() == ("record", "brief")
    batch.copies.combo.choose("all")
    assert int(batch.boxes["record"].text().split(": ")[1]) > 6
    for each in batch.boxes.values():
        each.setChecked(False)
    assert not batch.save.isEnabled()


def test_every_record_is_saved_with_progress_and_can_be_stopped(batch: BatchPane, qtbot: QtBot, tmp_path: Path) -> None:
    batch.save_to(str(tmp_path / "all"))
    qtbot.waitUntil(batch.message.isVisible, timeout=SOON)
    assert "6 files saved." in batch.message.words()
    assert "Delete the file" in batch.message.words()
    assert len(list((tmp_path / "all").rglob("*.pdf"))) == 6
    batch._told.connect(lambda done, of: batch.progress.stop.click() if done == 2 else None)
    batch.save_to(str(tmp_path / "some"))
    qtbot.waitUntil(lambda: "Stopped." in batch.message.words(), timeout=SOON)
    assert 2 <= len(list((tmp_path / "some").rglob("*.pdf"))) < 6


def test_every_record_is_printed_on_pages_of_its_own_and_kept_in_the_journal(
    batch: BatchPane, actions: DeskActions, qtbot: QtBot, tmp_path: Path
) -> None:
    from PySide6.QtPrintSupport import QPrinter

    from iro_desk.ui.review.printing import read_pdf

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    made = actions.make_batch(("record",), True, "standard", lambda done, of: None, lambda: False).result()
    made = replace(made, papers=made.papers[:2])
    pages = sum(read_pdf(paper.pdf, batch).pageCount() for _, paper in made.papers)
    batch.print_on(printer, made)
    qtbot.waitUntil(lambda: "2 papers sent to the printer." in batch.message.words(), timeout=60_000)
    printed = read_pdf((tmp_path / "printed.pdf").read_bytes(), batch)
    assert printed.pageCount() == pages
    qtbot.waitUntil(lambda: sum(change.kind == "printed" for change in actions.ws.desk.history()) == 2, timeout=SOON)


def test_printing_can_be_stopped(batch: BatchPane, actions: DeskActions, qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    made = actions.make_batch(("record",), True, "standard", lambda done, of: None, lambda: False).result()
    batch.print_on(printer, made)
    assert batch._printing is not None
    batch._printing.progressed.connect(lambda done, of: batch._stop_it() if done == 1 else None)
    qtbot.waitUntil(lambda: "Stopped." in batch.message.words(), timeout=SOON)
    assert not any(change.kind == "printed" for change in actions.ws.desk.history())
