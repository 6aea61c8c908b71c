"""Asking for a file: one way, beginning where a person would look, with the ending that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from iro_desk import ui
from iro_desk.ui import files


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents of one's own, and nothing chosen before."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(folder))
    monkeypatch.setattr(files, "_last_folder", "")
    return folder


@pytest.fixture
def asked(qtbot: QtBot) -> Callable[[Callable[[QWidget], None]], QFileDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)

    def ask(how: Callable[[QWidget], None]) -> QFileDialog:
        how(parent)
        return next(each for each in parent.findChildren(QFileDialog) if each.isVisible())

    return ask


Asked = Callable[[Callable[[QWidget], None]], QFileDialog]


def test_it_begins_in_the_documents_and_then_where_the_last_file_was(
    documents: Path, asked: Asked, tmp_path: Path
) -> None:
    chosen: list[str] = []
    first = asked(lambda parent: files.ask_for_pdf(parent, "J1065 brief v1.pdf", chosen.append))
    assert Path(first.directory().path()) == documents != Path.cwd()
    assert first.selectedFiles() == [str(documents / "J1065 brief v1.pdf")]
    first.accept()
    assert chosen == [str(documents / "J1065 brief v1.pdf")]
    elsewhere = tmp_path / "memory stick"
    elsewhere.mkdir()
    second = asked(lambda parent: files.ask_for_pdf(parent, "a.pdf", chosen.append))
    second.selectFile(str(elsewhere / "a.pdf"))
    second.accept()
    third = asked(lambda parent: files.ask_for_folder(parent, "Where", chosen.append))
    assert Path(third.directory().path()) == elsewhere
    third.close()
    fourth = asked(lambda parent: files.ask_which_file(parent, "Which", "PDF (*.pdf)", chosen.append, documents))
    assert Path(fourth.directory().path()) == documents


def test_the_name_takes_the_ending_of_the_kind_that_is_chosen(documents: Path, asked: Asked) -> None:
    chosen: list[str] = []
    filters = "For a spreadsheet (*.csv);;For print (*.pdf)"
    dialog = asked(lambda parent: files.ask_for_file(parent, "Save", filters, chosen.append, "Papers owed.csv"))
    dialog.selectNameFilter("For print (*.pdf)")
    dialog.accept()
    assert chosen == [str(documents / "Papers owed.pdf")]


def test_several_files_are_handed_over_together(documents: Path, asked: Asked) -> None:
    for name in ("a.pdf", "b.pdf"):
        (documents / name).write_bytes(b"%PDF")
    chosen: list[list[str]] = []
    dialog = asked(lambda parent: files.ask_which_files(parent, "Forms", "PDF (*.pdf)", chosen.append))
    dialog.filesSelected.emit([str(documents / "a.pdf"), str(documents / "b.pdf")])
    assert [Path(each).name for each in chosen[0]] == ["a.pdf", "b.pdf"]


def test_no_other_part_of_the_window_asks_for_files_in_a_way_of_its_own() -> None:
    home = Path(files.__file__)
    own = [
        str(each.relative_to(home.parent))
        for each in Path(next(iter(ui.__path__))).rglob("*.py")
        if "QFileDialog" in each.read_text(encoding="utf-8") and each != home
    ]
    assert own == []
