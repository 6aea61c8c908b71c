"""A copy that would tell where a child lives, answered by the keyboard; who may know it. Everyone here is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.practice.papers import Verdict
from iro_desk.ui.paper_pane import PaperPane
from iro_desk.ui.review import ReviewPane
from iro_desk.ui.review.preview import uncovered_words
from iro_desk.ui.review.printing import Printing, read_pdf
from iro_desk.ui.widgets import column
from tests.ui.panes.help import nameless, said, settle
from tests.ui.review.invented import COPIES, TODAY, WHERE, Desk, tiny_pdf, view


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk) -> Iterator[ReviewPane]:
    made = ReviewPane(desk, TODAY)
    window = QWidget()
    qtbot.addWidget(window)
    column((made, 1), into=window)
    window.resize(1282, 696)
    window.show()
    window.activateWindow()
    made.show_view(view(state="completed"))
    made.open_step("write-up")
    settle()
    made.write_up._preview_now()
    settle()
    yield made
    window.hide()


def open_dad(qtbot: QtBot, pane: ReviewPane) -> None:
    papers = pane.write_up._which
    papers.setFocus()
    qtbot.keyClick(papers, Qt.Key.Key_End)
    qtbot.keyClick(papers, Qt.Key.Key_Return)
    settle()


def test_nothing_of_the_child_before_stands_beside_another_review(pane: ReviewPane) -> None:
    preview = pane.write_up.preview
    assert preview.pdf()
    assert pane.write_up.papers.rows
    pane.show_view(replace(view(state="completed"), id="another"))
    assert not preview.pdf()
    assert preview.document.pageCount() == 0
    assert not preview.save_button.isEnabled()
    assert not pane.write_up.papers.rows


def test_every_recipient_stands_in_the_list_and_one_that_waits_is_marked(pane: ReviewPane, desk: Desk) -> None:
    lines = pane.write_up._which.lines()
    assert [line.title for line in lines] == [
        "Record",
        "Decision sheet",
        "Letter to the child",
        "Carers’ copy",
        "Dad’s copy",
    ]
    assert [line.mark for line in lines] == ["", "", "", "", "soon"]
    assert lines[-1].detail == "2 parts to look at"


def test_each_part_is_answered_without_a_mouse(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    open_dad(qtbot, pane)
    assert desk.of("paper")[-1] == ("r1", "record", "parent:1", "standard")
    panel = pane.write_up.telling
    assert panel.isVisible()
    assert "2 parts to answer before this copy is made" in said(panel)
    assert "Tells: “Maggie” (carer)" in said(panel)
    panel.parts["note:home:1"].withhold.setFocus()
    qtbot.keyClick(panel.parts["note:home:1"].withhold, Qt.Key.Key_Space)
    settle()
    assert desk.of("answer_block") == [("r1", "parent:1", "note:home:1", "withhold", "")]
    assert QApplication.focusWidget() is panel.parts["decision:2"].withhold
    qtbot.keyClick(panel.parts["decision:2"].allow, Qt.Key.Key_Space)
    edit = panel.parts["decision:2"].because
    assert QApplication.focusWidget() is edit
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert len(desk.of("answer_block")) == 1  # Without a reason nothing is allowed.
    qtbot.keyClicks(edit, "he was told in court")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    settle()
    assert desk.of("answer_block")[-1] == ("r1", "parent:1", "decision:2", "allow", "he was told in court")
    assert "May stand: he was told in court" in said(panel)
    assert "Nothing in it waits for an answer" in said(panel)
    qtbot.keyClick(panel.parts["note:home:1"].change, Qt.Key.Key_Space)
    assert desk.of("answer_block")[-1] == ("r1", "parent:1", "note:home:1", "", "")


def test_a_reason_being_typed_keeps_the_caret_when_the_copy_is_shown_anew(qtbot: QtBot, pane: ReviewPane) -> None:
    open_dad(qtbot, pane)
    telling = pane.write_up.telling
    place, part = next((place, part) for place, part in telling.parts.items() if not part.block.answer)
    part.ask_why("the cares")
    part.because.setCursorPosition(8)
    pane.write_up._show_telling()
    settle()
    again = telling.parts[place].because
    assert again is not part.because
    assert (again.text(), again.cursorPosition()) == ("the cares", 8)
    assert again.window().focusWidget() is again


def test_rewording_opens_the_heading_where_it_was_written(qtbot: QtBot, pane: ReviewPane) -> None:
    open_dad(qtbot, pane)
    qtbot.keyClick(pane.write_up.telling.parts["note:home:1"].reword, Qt.Key.Key_Space)
    assert pane.step() == "write-up"
    words = pane.write_up.facts.words
    assert (words.heading(), words.writing.hasFocus()) == ("home", True)


def test_going_back_shows_the_fields_and_a_copy_that_withholds_nothing_does_too(qtbot: QtBot, pane: ReviewPane) -> None:
    open_dad(qtbot, pane)
    page = pane.write_up
    qtbot.keyClick(page.telling.back, Qt.Key.Key_Space)
    assert page.facts.isVisible()
    qtbot.keyClick(page._which, Qt.Key.Key_Up)
    qtbot.keyClick(page._which, Qt.Key.Key_Return)
    assert page.papers.paper() == ("record", "carer")
    assert page.facts.isVisible()


def test_another_size_of_print_is_shown_and_saved(pane: ReviewPane, desk: Desk) -> None:
    pane.write_up.preview._size.choose("large")
    assert desk.of("paper")[-1] == ("r1", "record", "file", "large")


def test_the_box_says_the_law_and_takes_a_decision_with_its_manager(qtbot: QtBot, pane: ReviewPane, desk: Desk) -> None:
    page = pane.write_up
    qtbot.keyClick(page.papers.place, Qt.Key.Key_Space)
    settle()
    box = page.place
    assert box.isVisible()
    assert "Parents are told, unless a manager withholds it." in said(box)
    box.because.set_value("he threatened her")
    box.by.set_value("Ruth Okonjo")
    box.role.combo.choose("team-manager")
    box.whom["p1"].setChecked(True)
    qtbot.keyClick(box.decide, Qt.Key.Key_Space)
    assert desk.of("withhold") == [
        (
            "r1",
            {
                "ground": "welfare",
                "because": "he threatened her",
                "decided_by": "Ruth Okonjo",
                "decided_as": "team-manager",
                "decided_on": TODAY,
                "withheld_from": ["p1"],
            },
        )
    ]
    assert box.because.value() == ""
    box.ground.combo.choose("court")
    assert box.by.label == "The court"
    assert not box.role.isVisible()
    assert nameless(box) == []


def test_a_young_person_is_asked(pane: ReviewPane, desk: Desk, qtbot: QtBot) -> None:
    desk.where = replace(WHERE, ask_child="Kofi is of an age to be asked who may know where they live.")
    pane.write_up._open_place()
    settle()
    assert "Kofi is of an age to be asked" in said(pane.write_up.place)


def test_every_copy_is_saved_below_a_folder_and_what_waits_is_said(
    pane: ReviewPane, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(pane.write_up.kept) as told:
        pane.write_up.save_all_to(str(tmp_path))
    assert desk.of("save_copies") == [("r1", str(tmp_path))]
    (words,) = told.args
    assert words.startswith("1 file saved. Delete the file once it is in the council’s system.")
    assert "1 copy not made" in words


def test_a_printed_page_is_the_page_shown(qtbot: QtBot, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(300)
    owner = QWidget()
    qtbot.addWidget(owner)
    shown = read_pdf(tiny_pdf(), owner)
    over: list[str] = []
    told: list[tuple[int, int]] = []
    printing = Printing(owner, printer, [shown, shown], lambda: over.append("done"))
    printing.progressed.connect(lambda done, of: told.append((done, of)))
    printing.begin()
    qtbot.waitUntil(lambda: over == ["done"], timeout=5000)
    assert told[-1][0] == told[-1][1] == 2 * shown.pageCount()
    printed = read_pdf((tmp_path / "printed.pdf").read_bytes(), owner)
    assert printed.pageCount() == 2 * shown.pageCount()
    size = shown.pagePointSize(0).toSize()
    one, other = shown.render(0, size), printed.render(0, size)
    differing = sum(
        abs((one.pixelColor(x, y).lightness()) - (other.pixelColor(x, y).lightness())) > 128
        for x in range(0, size.width(), 7)
        for y in range(0, size.height(), 7)
    )
    assert differing < size.width() * size.height() / 49 / 50
    for document in (shown, printed):
        document.close()


def test_a_file_that_was_checked_is_said_to_be_whole_or_to_differ(qtbot: QtBot) -> None:
    pane = PaperPane()
    qtbot.addWidget(pane)
    pane.show_paper("204817.pdf", tiny_pdf())
    pane.show()
    pane.show_verdict("one.pdf", Verdict(True, "Review record: every byte is as it was finalised."))
    assert "one.pdf: Review record: every byte is as it was finalised." in said(pane)
    pane.show_verdict("two.pdf", Verdict(False, "Its bytes differ from what was finalised."))
    assert "two.pdf: Its bytes differ from what was finalised." in said(pane)


def test_a_character_that_no_font_has_is_named() -> None:
    assert uncovered_words(("U+13000",)) == (
        "No font of the program has egyptian hieroglyph a001 (U+13000). Its number is printed in its place."
    )
    assert len(COPIES) == 3
