"""Every part: it paints, a screen reader finds its name, a finger finds it, the keyboard works it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QTextCursor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from shiboken6 import delete

from iro_desk.casework import UserFacingError
from iro_desk.practice.words import long_day
from iro_desk.statute import Spoken
from iro_desk.ui import focus, theme, typed_dates
from iro_desk.ui import widgets as w
from iro_desk.ui.widgets.lists import ListModel
from tests.ui.board import PARTS, TODAY, row_list, table, timeline, window_bar


def shown(qtbot: Any, part: QWidget) -> None:
    """Shows a part in a window that has the keyboard."""
    qtbot.addWidget(part)
    part.show()
    part.activateWindow()
    qtbot.waitUntil(part.isActiveWindow)


def controls(part: QWidget) -> list[QWidget]:
    """What the Tab key reaches in a part."""
    every = [part, *part.findChildren(QWidget)]
    inner = {"qt_spinbox_lineedit", "qt_scrollarea_viewport"}
    return [each for each in every if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.objectName() not in inner]


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
@pytest.mark.parametrize("name", PARTS)
def test_a_part_paints_itself_in_every_mode(qtbot: Any, name: str, mode: str) -> None:
    theme.apply(mode, 115)
    ground = w.Surface("paper")
    w.column(PARTS[name](), into=ground)
    qtbot.addWidget(ground)
    ground.resize(640, 240)
    ground.show()
    picture = ground.grab().toImage()
    paper = theme.colour("paper").rgb()
    painted = any(
        picture.pixel(x, y) != paper for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2)
    )
    assert painted


@pytest.mark.parametrize("name", PARTS)
def test_what_can_have_the_focus_has_a_name_and_is_a_target_of_32(qtbot: Any, name: str) -> None:
    part = PARTS[name]()
    qtbot.addWidget(part)
    part.resize(640, max(part.sizeHint().height(), 60))
    part.show()
    QApplication.processEvents()
    for control in controls(part):
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name), type(control).__name__
        if isinstance(control, QAbstractButton | QLineEdit):
            assert control.height() >= 32, type(control).__name__


def test_names_typed_with_signs_of_markup_are_shown_as_typed(qtbot: Any) -> None:
    for wrap in (False, True):
        text = w.Text("<b>O'Neil & Sons</b>", wrap=wrap)
        qtbot.addWidget(text)
        assert text.accessibleName() == "<b>O'Neil & Sons</b>"
        assert ("&lt;b&gt;O" in text.text()) is wrap


def test_the_ring_is_shown_for_the_keyboard_and_not_for_the_mouse(qtbot: Any) -> None:
    chips = w.Chips([("all", "All", 66), ("far", "Far away", 9)])
    shown(qtbot, chips)
    chip = chips.findChildren(w.Chip)[0]
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chip, Qt.Key.Key_Shift)
    assert focus.ring_visible(chip)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not focus.ring_visible(chip)


def test_chips_are_chosen_with_keys_and_only_one_is(qtbot: Any) -> None:
    chips = w.Chips([("all", "All", 66), ("far", "Far away", 9)])
    shown(qtbot, chips)
    first, second = chips.findChildren(w.Chip)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    with qtbot.waitSignal(chips.chose) as told:
        QTest.keyClick(second, Qt.Key.Key_Return)
    assert told.args == ["far"]
    assert not first.isChecked()
    assert second.accessibleName() == "Far away, 9"


def test_a_list_is_worked_with_the_keyboard_and_keeps_its_place(qtbot: Any) -> None:
    listing = row_list()
    listing.resize(424, 300)
    shown(qtbot, listing)
    listing.setFocus(Qt.FocusReason.TabFocusReason)
    assert listing.current() == "b"
    QTest.keyClick(listing, Qt.Key.Key_Up)
    assert (listing.current(), listing.chosen()) == ("a", "b"), "the arrows move the ring, not the choice"
    with qtbot.waitSignal(listing.opened) as told:
        QTest.keyClick(listing, Qt.Key.Key_Return)
    assert told.args == ["a"]
    listing.show_lines([*listing.lines(), w.ListLine("d", "Mia Thornbury")])
    assert (listing.current(), listing.chosen()) == ("a", "a")


def test_a_second_line_without_room_has_two_where_the_list_wraps(qtbot: Any) -> None:
    for wraps in (True, False):
        listing = w.RowList("Papers", inset=20, wraps=wraps)
        listing.show_lines(
            [
                w.ListLine("a", "Review record", detail="For health, 18 Nov"),
                w.ListLine("b", "Review record", detail="For Jodie Lanternby, 18 Nov"),
            ]
        )
        listing.resize(170, 300)
        shown(qtbot, listing)
        short, long = (listing.row_rect(key) for key in "ab")
        assert long.height() - short.height() == (theme.line("small") if wraps else 0)
        assert long.width() == listing.viewport().width(), "words end inside the list"
        if wraps:
            image = listing.grab(long).toImage()
            third = [image.pixelColor(x, y).lightness() for y in range(54, 67) for x in range(20, 60)]
            assert min(third) < 140, "what had no room stands under it"


@pytest.mark.parametrize("after", ["", "1 h saved"])
def test_no_width_cuts_the_second_line_of_a_list_that_wraps(qtbot: Any, after: str) -> None:
    listing = w.RowList("Papers", inset=20, wraps=True)
    said = w.ListLine("a", "Record", detail="Everything, under the headings", after_detail=after)
    listing.show_lines([said])
    shown(qtbot, listing)
    needed = round(QFontMetricsF(theme.font("small")).horizontalAdvance(said.detail))

    def words_at(width: int) -> Any:
        listing.resize(width, 200)
        return listing.grab(QRect(20, 28, needed, 24)).toImage()

    whole = words_at(800)
    for width in range(needed + 20, needed + 160, 2):
        words = words_at(width)
        if not listing.is_long(said):
            assert words == whole, f"{width}: on one line nothing is cut"
    assert not listing.is_long(said)


def test_a_whole_list_is_as_high_as_its_rows_at_any_width(qtbot: Any) -> None:
    listing = w.RowList("To be booked", inset=6, wraps=True, whole=True)
    trip = "Tuesday 1 December to Wednesday 2 December, three reviews, one night"
    listing.show_lines([w.ListLine(n, "Preston", detail=trip, after_detail="1 h saved") for n in "abc"])
    for width, high in ((640, 3 * 60), (400, 3 * 78), (640, 3 * 60)):
        listing.resize(width, 100)
        shown(qtbot, listing)
        assert listing.height() == high + 4
        assert listing.verticalScrollBar().maximum() == 0


def test_a_row_says_everything_to_a_screen_reader(qtbot: Any) -> None:
    spoken = row_list().lines()[0].spoken()
    assert spoken == "Siân Probert 11. Review Friday. Foster care, Yeovil. 24 mi"


def test_a_click_opens_a_row(qtbot: Any) -> None:
    listing = row_list()
    listing.resize(424, 300)
    shown(qtbot, listing)
    with qtbot.waitSignal(listing.opened) as told:
        QTest.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=listing.row_rect("a").center(), delay=1)
    assert told.args == ["a"]


def test_the_models_of_list_and_table_keep_qts_rules(qtbot: Any) -> None:
    models: list[QAbstractItemModel] = [ListModel(), table()._model]
    models[0].show([w.ListLine("a", "A")])  # type: ignore[attr-defined]
    for model in models:
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert tester.model() is model


def test_a_table_opens_sorts_and_says_its_marks(qtbot: Any) -> None:
    made = table()
    made.resize(600, 200)
    shown(qtbot, made)
    assert made.keys() == ["review", "visit"]
    made.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert made.keys() == ["visit", "review"]
    model = made.model()
    assert model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole) == "Late"
    made.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(made, Qt.Key.Key_Down)
    with qtbot.waitSignal(made.opened) as told:
        QTest.keyClick(made, Qt.Key.Key_Return)
    assert told.args == ["review"]


def test_a_table_grows_with_its_words_and_cuts_none(qtbot: Any) -> None:
    made = w.Table("Sums", [w.Column("Why")], header=False)
    qtbot.addWidget(made)
    made.resize(300, 100)
    made.show_rows([("a", ["Six months after 20 August is a Saturday; book by the Friday before. " * 3])])
    made.show()
    assert made.rowHeight(0) > 3 * theme.line("body")
    assert made.height() >= made.rowHeight(0)


def test_a_field_says_how_to_put_it_right_until_it_is_typed_in(qtbot: Any) -> None:
    field = w.Field("First name")
    qtbot.addWidget(field)
    field.show()
    field.refuse("Type the first name.")
    assert field.under() == "Type the first name."
    assert field.control.accessibleDescription() == "Type the first name."
    QTest.keyClicks(field.control, "Kofi")
    assert field.under() == ""
    assert field.value() == "Kofi"


def test_the_same_value_again_moves_neither_caret_nor_page(qtbot: Any) -> None:
    line, text = w.Field("Name", value="Rhys Sampleton"), w.TextField("Reasons", value="one\ntwo")
    for each in (line, text):
        qtbot.addWidget(each)
    line.control.setCursorPosition(4)
    text.control.moveCursor(QTextCursor.MoveOperation.End)
    line.set_value("Rhys Sampleton")
    text.set_value("one\ntwo")
    assert line.control.cursorPosition() == 4
    assert text.control.textCursor().position() == 7


def test_a_phrase_is_understood_and_shown_before_it_is_kept(qtbot: Any) -> None:
    field = w.DateField("By", TODAY)
    qtbot.addWidget(field)
    field.show()
    for words, day in (
        ("in two weeks", TODAY + timedelta(weeks=2)),
        ("by half term", date(2027, 2, 12)),
        ("Friday week", date(2027, 2, 12)),
    ):
        field.edit.clear()
        QTest.keyClicks(field.edit, words)
        assert field.day() == day
        assert field.under() == long_day(day)
        assert field.readable()
    field.edit.clear()
    QTest.keyClicks(field.edit, "next Thursday")
    assert field.day() is None
    assert "Say which." in field.under()
    assert not field.readable()
    assert "Say which." in field.under()
    typed_dates.speak_with(lambda words, on: Spoken(date(2027, 5, 28)))
    try:
        field.edit.clear()
        QTest.keyClicks(field.edit, "by half term")
        assert field.day() == date(2027, 5, 28), "the terms of the desk that is open"
    finally:
        typed_dates.speak_with()


def test_a_day_is_understood_as_it_is_typed(qtbot: Any) -> None:
    field = w.DateField("Held on", TODAY)
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field.edit, "3/12/26")
    assert field.day() == date(2026, 12, 3)
    assert field.under() == "Thursday 3 December 2026"
    field.edit.clear()
    QTest.keyClicks(field.edit, "31/2/26")
    assert field.day() is None
    assert not field.readable()
    assert "3/12/2026" in field.under()


def test_the_wheel_does_not_change_a_choice_that_scrolls_past(qtbot: Any) -> None:
    field = w.ComboField("Legal status", [("C1", "Interim"), ("V2", "Section 20")], value="V2")
    qtbot.addWidget(field)
    field.show()
    QTest.wheelEvent(field.windowHandle(), QPoint(20, field.height() - 10), QPoint(0, -120))
    assert field.value() == "V2"


def test_a_passphrase_is_hidden_until_it_is_asked_for(qtbot: Any) -> None:
    field = w.PassphraseField("Passphrase")
    qtbot.addWidget(field)
    QTest.keyClicks(field.edit, " a b ")
    assert field.value() == " a b "
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password
    field.show_button.click()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal


def test_writing_takes_words_only_and_tells_when_it_is_left(qtbot: Any) -> None:
    writing, other = w.Writing("Mum agrees.", name="Family time"), w.Button("Next")
    pane = w.column(w.WritingFrame(writing), other)
    shown(qtbot, pane)
    pasted = QMimeData()
    pasted.setHtml("<h1>Big</h1>")
    pasted.setText(" Big")
    writing.insertFromMimeData(pasted)
    assert writing.toPlainText() == "Mum agrees. Big"
    writing.setFocus()
    with qtbot.waitSignal(writing.left):
        other.setFocus(Qt.FocusReason.TabFocusReason)


def test_the_timeline_has_a_table_behind_it(qtbot: Any) -> None:
    rows = timeline().rows()
    assert ("Home", "Wrexham", "1 January 2026 to today") in rows
    assert ("Reviews", "Review, done", "20 August 2026") in rows


def test_the_window_of_a_review_is_said_in_words(qtbot: Any) -> None:
    bar = window_bar()
    said = bar.accessibleDescription()
    for words in ("earliest sensible 12 December 2026", "booked 10 February", "last day 20 February"):
        assert words in said


def test_the_dates_under_a_window_never_lie_over_one_another(qtbot: Any) -> None:
    bar = window_bar()
    qtbot.addWidget(bar)
    for width in (1200, 794, 620):
        bar.resize(width, 68)
        lefts = bar._lefts()
        ends = [left + bar._width(*label) for left, label in zip(lefts, bar._labels(), strict=True)]
        assert all(end <= start for end, start in zip(ends, lefts[1:], strict=False))
        assert ends[-1] <= width
    bar.resize(400, 68)
    assert not bar._one_line(), "with less room they stand on two lines"


def test_a_toast_offers_undo_and_goes_by_itself(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(w.Toast, "SECONDS", 0.05)
    pane = w.Surface("paper")
    qtbot.addWidget(pane)
    pane.resize(600, 400)
    pane.show()
    undone: list[bool] = []
    toast = w.Toast.show_in(pane, "Booked a review", lambda: undone.append(True))
    assert toast.isVisible()
    toast.findChildren(w.Button)[0].click()
    assert undone == [True]
    second = w.Toast.show_in(pane, "Booked a review")
    qtbot.waitUntil(lambda: not pane.findChildren(w.Toast) or not second.isVisible(), timeout=2000)


def test_a_message_says_what_happened_what_is_safe_and_what_to_do(qtbot: Any) -> None:
    message = w.Message.of(UserFacingError("It is open elsewhere.", safe="Nothing was changed.", do="Close it there."))
    assert message.words() == "It is open elsewhere. Nothing was changed. Close it there."
    assert message.accessibleName().startswith("Late: It is open elsewhere.")


def test_short_work_shows_no_progress_and_long_work_can_be_stopped(qtbot: Any) -> None:
    progress = w.Progress("Reading")
    pane = w.column(progress)
    qtbot.addWidget(pane)
    pane.show()
    progress.begin()
    progress.end()
    qtbot.wait(450)
    assert not progress.isVisible()
    progress.begin()
    qtbot.waitUntil(progress.isVisible, timeout=2000)
    with qtbot.waitSignal(progress.stopped):
        progress.stop.click()


def test_a_pop_over_stands_beside_what_it_explains_and_gives_the_focus_back(qtbot: Any) -> None:
    window = w.Surface("paper")
    asked = w.Button("Why 26 February?")
    w.column(asked, None, into=window)
    window.resize(1366, 696)
    shown(qtbot, window)
    asked.setFocus(Qt.FocusReason.TabFocusReason)
    copy = w.Button("Copy the sum")
    popover = w.Popover(w.column(w.Text("The sum"), copy), "Why 26 February?")
    popover.show_beside(asked)
    body = popover.geometry().adjusted(26, 26, -26, -26)
    assert not body.intersects(asked.geometry())
    assert copy.hasFocus()
    with qtbot.waitSignal(popover.closed):
        QTest.keyClick(copy, Qt.Key.Key_Escape)
    assert asked.hasFocus()


def test_the_number_of_a_weekend_is_read_in_high_contrast(qtbot: Any) -> None:
    theme.apply("contrast")
    calendar = w.Calendar(TODAY, TODAY)
    qtbot.addWidget(calendar)
    calendar.show()
    image = calendar.grab().toImage()
    left, right, top, bottom = image.width() * 5 // 7, image.width(), image.height() // 4, image.height() * 7 // 8
    points = [(x, y) for x in range(left, right) for y in range(top, bottom)]
    white = sum(image.pixelColor(x, y).lightness() > 200 for x, y in points)
    theme.apply("light")
    assert white < len(points) // 5, "discs in the colour of the numbers"


def test_a_field_with_the_focus_is_whole_in_a_dialog_that_scrolls(qtbot: Any) -> None:
    window = w.Surface("paper")
    window.resize(700, 420)
    shown(qtbot, window)
    field = w.TextArea(name="How do you know?")
    field.setFixedHeight(120)
    said = w.Text("It goes for good. " * 40, "body", wrap=True)
    dialog = w.Dialog(window, "Delete it?", w.column(said, field, w.Text("Last of all. " * 40, wrap=True)), [])
    dialog.open_it()
    field.setFocus()
    seen = dialog._scroll.viewport()

    def whole() -> bool:
        top, foot = (field.mapTo(seen, at).y() for at in (QPoint(), field.rect().bottomLeft()))
        return top >= 0 and foot <= seen.height()

    qtbot.waitUntil(whole)


def test_a_pop_over_stays_when_the_row_it_explains_is_made_anew(qtbot: Any) -> None:
    window, asked = w.Surface("paper"), w.Button("Why 26 February?")
    w.column(asked, None, into=window)
    window.resize(1366, 696)
    shown(qtbot, window)
    popover = w.Popover(w.column(w.Text("The sum"), w.Button("Copy the sum")), "Why 26 February?")
    popover.show_beside(asked)
    before = popover.pos()
    asked.setParent(None)
    delete(asked)
    window.resize(1300, 696)
    assert popover.isVisible()
    assert popover.pos() == before


def test_a_pop_over_is_rather_narrower_than_over_the_date_it_explains(qtbot: Any) -> None:
    window, asked = w.Surface("paper"), w.Button("Why 26 February?")
    asked.setParent(window)
    asked.setGeometry(380, 200, 160, 36)
    window.resize(950, 600)
    shown(qtbot, window)
    popover = w.Popover(w.column(w.Text("The sum")), "Why 26 February?")
    popover.show_beside(asked)
    assert not popover.geometry().adjusted(26, 26, -26, -26).intersects(asked.geometry())


def test_a_dialog_is_opened_not_executed_and_esc_changes_nothing(qtbot: Any) -> None:
    window = w.Surface("paper")
    qtbot.addWidget(window)
    window.resize(1000, 600)
    window.show()
    dialog = w.Dialog(
        window, "Leave 3 children out?", w.Text("They stay in the file."), [("out", "Leave out", "danger")]
    )
    dialog.open_it()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.chose) as told:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert told.args == [""]
    refusing = w.Dialog(window, "Sign?", w.Text("It closes."), [("sign", "Sign", "primary")], check=lambda _: False)
    refusing.open_it()
    refusing.buttons["sign"].click()
    assert refusing.isVisible(), "a check may keep it open"
    refusing.reject()


def test_content_that_fits_is_not_scrolled_and_content_that_does_not_is(qtbot: Any) -> None:
    scroll = w.Scroll(w.column(w.Text("A sentence that is not short. " * 12, wrap=True), None))
    qtbot.addWidget(scroll)
    scroll.resize(600, 300)
    scroll.show()
    QApplication.processEvents()
    assert scroll.verticalScrollBar().maximum() == 0
    scroll.resize(160, 120)
    QApplication.processEvents()
    assert scroll.verticalScrollBar().maximum() > 0


def test_a_heading_gives_its_actions_a_line_of_their_own_when_there_is_no_room(qtbot: Any) -> None:
    action = w.Button("Prepare review", "primary", "book-open")
    header = w.PaneHeader("Kofi Mensah-Lane", actions=[action])
    qtbot.addWidget(header)
    header.resize(900, 200)
    header.show()
    QApplication.processEvents()
    beside = action.mapTo(header, QPoint(0, 0)).y()
    header.resize(340, 300)
    QApplication.processEvents()
    assert action.mapTo(header, QPoint(0, 0)).y() > beside + 20
    assert action.mapTo(header, QPoint(action.width(), 0)).x() <= header.width()


def test_a_label_that_gives_way_to_another_is_led_to_by_a_line(qtbot: Any) -> None:
    last = TODAY + timedelta(days=170)
    crowded, roomy = (
        w.WindowBar(
            w.Window(last, earliest=last - timedelta(days=days), target=last - timedelta(days=days // 4)), TODAY
        )
        for days in (16, 120)
    )
    for bar in (crowded, roomy):
        qtbot.addWidget(bar)
        bar.resize(700, bar.height())
        bar.show()
    assert crowded._pushed()
    assert not roomy._pushed()
    assert crowded.height() > roomy.height()
