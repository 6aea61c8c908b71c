"""The caseload pane with invented children."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from iro_desk.ui import theme
from iro_desk.ui.panes import CaseloadPane, ChildPane, NewChild, Why
from iro_desk.ui.panes.caseload_model import COLUMNS, DISTANCE, CaseloadModel
from iro_desk.ui.panes.caseload_rows import fold
from tests.ui.panes import invented
from tests.ui.panes.help import only, said, settle
from tests.ui.panes.invented import Wiring


def shown(pane: CaseloadPane) -> list[str]:
    model = pane.table.model()
    assert isinstance(model, CaseloadModel)
    return [model.child_at(number).name or model.child_at(number).number for number in range(model.rowCount())]


@pytest.fixture
def pane(qtbot: QtBot, wiring: Wiring) -> CaseloadPane:
    made = CaseloadPane(wiring, ChildPane(wiring))
    qtbot.addWidget(made)
    made.resize(1282, 696)
    made.show_view(invented.caseload())
    made.show()
    settle()
    return made


def test_every_child_has_a_row_in_the_order_of_the_view(pane: CaseloadPane) -> None:
    assert len(shown(pane)) == 66
    assert shown(pane)[:3] == ["Tyrese Bascombe", "Callum Ridout", "Siân Probert"]
    assert "66" in said(pane)


def test_distances_that_are_still_looked_up_are_neither_not_known_nor_counted(pane: CaseloadPane) -> None:
    known = invented.caseload()
    rows = tuple(
        replace(row, base_miles=None, placement=replace(row.placement, nation="", area="not known"))
        if row.placement is not None
        else row
        for row in known.rows
    )
    pane.show_view(replace(known, rows=rows, places_pending=True))
    pane.chips._picked("far-away")
    settle()
    assert shown(pane) == []
    assert pane.chips._chips["far-away"].accessibleName() == "Far away"
    assert "is being looked up" in said(pane)
    pane.show_all()
    assert pane.table.model().index(5, DISTANCE).data() == "Looking up"
    pane.show_view(replace(known, rows=rows))
    assert pane.table.model().index(5, DISTANCE).data() == "Not known"
    assert pane.chips._chips["far-away"].accessibleName() == "Far away, 0"


def test_a_child_without_a_name_is_shown_by_number_and_date_of_birth(pane: CaseloadPane) -> None:
    words = [piece.words for piece in fold(invented.nameless(), 424).pieces]
    assert "77031" in words
    assert "born 9 March 2015" in words
    assert shown(pane)[30] == "77031"


def test_the_unfolded_row_says_when_how_far_and_what_is_open(pane: CaseloadPane) -> None:
    model = pane.table.model()
    row = [model.index(5, column).data() for column in range(model.columnCount(QModelIndex()))]
    assert row == [
        "Kofi Mensah-Lane",
        "Review 10 February",
        "Fri 19 February",
        "18",
        "Not graded",
        "Not known",
        "Not known",
        "Children’s home, Wrexham\nDorset, at a distance",
        "214 miles",
        "1",
    ]
    spoken = model.index(5, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Kofi Mensah-Lane, 14. Review 10 February. Children’s home, Wrexham. 214 miles"


def test_what_is_not_known_says_so(pane: CaseloadPane) -> None:
    model = pane.table.model()
    row = [model.index(30, column).data() for column in range(1, 9)]
    assert row[:4] == ["No review known: ask", "Not known", "Not known", "Not graded"]
    assert row[4:] == ["Not known"] * 4


def test_my_talk_and_the_workers_visit_are_two_columns_and_the_grade_is_the_services(pane: CaseloadPane) -> None:
    known = invented.caseload()
    seen = replace(
        known.rows[5],
        care_plan="Good",
        spoke_in_private=date(2027, 1, 4),
        worker_saw_alone=date(2026, 12, 1),
    )
    pane.show_view(replace(known, rows=(*known.rows[:5], seen, *known.rows[6:])))
    model = pane.table.model()
    assert [model.index(5, column).data() for column in (4, 5, 6)] == ["Good", "4 January", "1 December 2026"]


def test_typing_a_name_or_a_number_keeps_only_the_rows_that_hold_it(qtbot: QtBot, pane: CaseloadPane) -> None:
    qtbot.keyClicks(pane.search, "guppy")
    assert shown(pane) == ["Noah Guppy", "Ellie-Mae Guppy"]
    pane.search.setText("77031")
    assert shown(pane) == ["77031"]
    pane.search.clear()
    assert len(shown(pane)) == 66


def test_the_chips_count_and_filter(qtbot: QtBot, pane: CaseloadPane) -> None:
    chips = {chip.text(): chip for chip in pane.chips.findChildren(type(pane.chips._chips["all"]))}
    assert chips["Needs me"].accessibleName() == "Needs me, 6"
    qtbot.mouseClick(chips["Far away"], Qt.MouseButton.LeftButton)
    assert shown(pane) == ["Zoë Pellow", "Kofi Mensah-Lane", "Łukasz Wrona"]


def test_a_filter_that_keeps_nobody_says_so_and_leads_back(qtbot: QtBot, pane: CaseloadPane) -> None:
    pane.search.setText("nobody of that name")
    settle()
    assert "No child here has that name or number" in said(pane)
    qtbot.mouseClick(pane._nothing.all, Qt.MouseButton.LeftButton)
    assert len(shown(pane)) == 66


def test_an_empty_caseload_says_what_belongs_here_and_how_to_get_it(qtbot: QtBot, pane: CaseloadPane) -> None:
    pane.show_view(invented.caseload(0))
    settle()
    assert "Every child on your caseload is listed here" in said(pane)
    with qtbot.waitSignal(pane.import_asked):
        qtbot.mouseClick(pane._nothing.read, Qt.MouseButton.LeftButton)


def test_the_keyboard_finds_opens_and_closes_a_child(qtbot: QtBot, pane: CaseloadPane) -> None:
    pane.search.setFocus()
    qtbot.keyClicks(pane.search, "guppy")
    qtbot.keyClick(pane.search, Qt.Key.Key_Down)
    assert pane.table.hasFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.child_opened) as opened:
        qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert opened.args == ["child07"]
    assert pane.table.folded
    assert pane.open_child == "child07"
    pane.search.clear()
    assert pane.table.current_child() == "child07"
    with qtbot.waitSignal(pane.child_closed):
        qtbot.keyClick(pane.table, Qt.Key.Key_Escape)
    assert not pane.table.folded
    assert pane.table.hasFocus()


def test_up_on_the_first_row_returns_to_the_field(qtbot: QtBot, pane: CaseloadPane) -> None:
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Up)
    assert pane.search.hasFocus()


def test_a_click_anywhere_on_the_row_opens_the_child(qtbot: QtBot, pane: CaseloadPane) -> None:
    where = pane.table.visualRect(pane.table.model().index(3, 4)).center()
    with qtbot.waitSignal(pane.child_opened) as opened:
        qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == ["child03"]


def test_opening_a_child_keeps_the_row_and_the_scroll(pane: CaseloadPane) -> None:
    bar = pane.table.verticalScrollBar()
    bar.setValue(600)
    row = pane.table.rowAt(200)
    before = pane.table.visualRect(pane.table.model().index(row, 0)).top()
    pane.set_open_child(f"child{row}")
    settle()
    assert pane.table.currentIndex().row() == row
    assert pane.table.visualRect(pane.table.model().index(row, 0)).top() == before
    pane.close_child()
    settle()
    assert bar.value() == 600


def test_a_new_view_keeps_filter_row_and_scroll(pane: CaseloadPane) -> None:
    pane.set_open_child("child40")
    pane.table.verticalScrollBar().setValue(700)
    pane.show_view(invented.caseload())
    assert pane.table.current_child() == "child40"
    assert pane.table.verticalScrollBar().value() == 700
    assert pane.open_child == "child40"


def test_a_title_orders_the_rows_and_a_third_press_lets_the_pressing_come_first_again(pane: CaseloadPane) -> None:
    header = pane.table.horizontalHeader()
    header.sectionClicked.emit(DISTANCE)
    assert shown(pane)[0].startswith("Invented Child")
    header.sectionClicked.emit(DISTANCE)
    assert shown(pane)[0] in ("Kofi Mensah-Lane", "77031")
    header.sectionClicked.emit(DISTANCE)
    assert shown(pane)[0] == "Tyrese Bascombe"


def test_f1_on_a_row_explains_its_date_and_escape_returns_to_the_row(qtbot: QtBot, pane: CaseloadPane) -> None:
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_F1)
    why = only(pane, Why)
    assert "Why 19 February?" in said(why)
    assert "The last working day before it is\nFriday 19 February 2027" in said(why)
    qtbot.keyClick(why.copy, Qt.Key.Key_Escape)
    settle()
    assert pane.table.hasFocus()


def test_at_half_a_screen_the_child_stands_alone_with_a_way_back(qtbot: QtBot, pane: CaseloadPane) -> None:
    pane.resize(599, 696)
    pane.set_open_child("child05")
    settle()
    assert not pane.table.isVisible()
    assert pane._back.isVisible()
    qtbot.mouseClick(pane._back, Qt.MouseButton.LeftButton)
    settle()
    assert pane.table.isVisible()
    assert pane.table.folded


def test_add_a_child_opens_its_form_and_tells_who_was_added(qtbot: QtBot, pane: CaseloadPane, wiring: Wiring) -> None:
    qtbot.mouseClick(pane.add_child, Qt.MouseButton.LeftButton)
    form = only(pane, NewChild)
    form.form.set_values({"number": "10999", "first_name": "Ada", "became_looked_after": invented.TODAY})
    with qtbot.waitSignal(pane.child_added) as added:
        qtbot.mouseClick(form.buttons["save"], Qt.MouseButton.LeftButton)
    assert added.args == ["newchild"]
    assert wiring.added[0]["first_name"] == "Ada"


@pytest.mark.parametrize("zoom", [100, 150])
@pytest.mark.parametrize("width", [320, 424, 599])
def test_no_word_of_a_folded_row_is_cut_at_any_width_or_size(zoom: int, width: int) -> None:
    theme.apply(zoom=zoom)
    for index in range(12):
        laid = fold(invented.caseload_row(index), width)
        for piece in laid.pieces:
            metrics = QFontMetricsF(theme.font(piece.role))
            longest = max(metrics.horizontalAdvance(word) for word in piece.words.split() or [""])
            assert longest <= piece.rect.width() + 1, piece
            assert piece.rect.right() <= width, piece
            assert piece.rect.left() >= 0, piece
            lines = piece.rect.height() / theme.line(piece.role)
            assert metrics.horizontalAdvance(piece.words) <= piece.rect.width() * lines, piece
        assert laid.mark_at != QPoint()


@pytest.mark.parametrize("zoom", [100, 115, 130, 150])
@pytest.mark.parametrize("width", [599, 1100, 1282, 1836])
def test_every_column_stands_inside_the_pane(pane: CaseloadPane, zoom: int, width: int) -> None:
    theme.apply(zoom=zoom)
    pane.resize(width, 696)
    settle()
    columns = [column for column in range(len(COLUMNS)) if not pane.table.isColumnHidden(column)]
    assert sum(pane.table.columnWidth(column) for column in columns) <= pane.table.viewport().width()
    assert len(columns) in (1, len(COLUMNS))
    if len(columns) == len(COLUMNS):
        header = QFontMetricsF(theme.font("small_strong"))
        for column in columns:
            title = pane.table.model().headerData(column, Qt.Orientation.Horizontal)
            box = pane.table.cell_box(column, QRect(0, 0, pane.table.columnWidth(column), 30))
            assert header.horizontalAdvance(title) <= box.width(), title
