"""A first day in a real window: 66 rows typed into the starter sheet, looked at, taken in, and Today is complete.

Every child and number here is invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from time import monotonic

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import Child
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.settings import change_setting
from iro_desk.practice.sheets import save_starter_sheet
from iro_desk.practice.today import today_view
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.panes import NewChild
from iro_desk.ui.panes.today import TodayRow
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.today_place import TodayPlace
from tests.journeys.conftest import DAY, workspace
from tests.ui.panes.help import said

FIRST = ("Alba", "Bram", "Cleo", "Dov", "Elin", "Finn", "Gita", "Hal", "Ines", "Jory", "Kit")
LAST = ("Appletoft", "Brookleaf", "Cressmoor", "Dunlinfold", "Elderholt", "Fernleigh")
CHILDREN = len(FIRST) * len(LAST)
WITHOUT_ENTRY = 5
"""The row whose day of entry the IRO does not know."""
MOST_KEYS = 25
MOST_WAITED_S = 120
"""Of the ten minutes that a first day may take, the program's own; the rest is a person's."""


def filled_in(path: Path) -> Path:
    """The product's own starter sheet with 66 rows; each child's last review was within the last half year."""
    save_starter_sheet(path)
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    columns = {str(cell.value): cell.column for row in sheet.iter_rows() for cell in row if cell.value}
    at = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "First name")
    for n in range(CHILDREN):
        entered = DAY - timedelta(days=400 + 9 * n)
        values: dict[str, object] = {
            "Council number": f"J1{n:03}",
            "First name": FIRST[n % len(FIRST)],
            "Surname": LAST[n // len(FIRST)],
            "Date of birth": date(2009 + n % 12, 1 + n % 12, 1 + n % 28),
            "Became looked after on": None if n == WITHOUT_ENTRY else entered,
            "Last review held on": DAY - timedelta(days=30 + 3 * n),
        }
        for title, value in values.items():
            sheet.cell(at + 1 + n, columns[title], value)
    book.save(path)
    return path


def caseload_of(window: MainWindow) -> CaseloadPlace:
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    return place


def take_in(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    """Empty caseload, the list, the preview, taken in."""
    place = caseload_of(window)
    place.open_list()
    listing = place.listing
    listing.path.set_value(str(filled_in(path)))
    listing.look.click()
    qtbot.waitUntil(lambda: listing._pages.currentIndex() > 0, timeout=20_000)
    if listing._pages.currentIndex() == 1:
        listing._to_preview.click()
        qtbot.waitUntil(lambda: listing._pages.currentIndex() == 2, timeout=20_000)
    assert listing.take.accessibleName() == f"Take {CHILDREN} children in"
    with qtbot.waitSignal(listing.taken, timeout=30_000):
        listing.take.click()


def test_a_starter_sheet_becomes_a_complete_today(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    begun = monotonic()
    take_in(window, qtbot, tmp_path / "My children.xlsx")
    ws = workspace(window)
    assert len(ws.desk.all(Child)) == CHILDREN
    rows = {row.name: row for row in caseload_view(ws).rows}
    assert len(rows) == CHILDREN
    whole = today_view(ws)
    window.go("today")
    today = window.pane("today")
    assert isinstance(today, TodayPlace)
    titles = {part.title for part in whole.sections}
    qtbot.waitUntil(lambda: titles <= set(said(today.pane).splitlines()))
    shown = said(today.pane)
    waited = monotonic() - begun
    print(f"from the list to a whole Today: {waited:.0f} s of the program's own, three presses")
    assert waited < MOST_WAITED_S
    danger = next(part for part in whole.sections if part.key == "danger")
    assert danger.lines, "a review whose last day is near stands in danger"
    assert str(CHILDREN) in shown, "the gauge counts the caseload"
    unsure, yourself, first, *_ = today.pane.findChildren(TodayRow)
    assert any(name.split()[0] in first.shown.what for name in rows)
    assert "histories are incomplete" in unsure.shown.what, "the list gives the last review alone, and Today says so"
    assert "name" in yourself.shown.what
    assert "where you set out from" in yourself.shown.what, "a list of children says neither"
    yourself.click()
    assert window.place() == "settings"
    window.go("today")
    unsure.click()
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    assert place.questions.isVisible(), "and leads to what is asked"


def test_a_desk_is_warned_of_a_missing_backup_once_there_is_work_in_it(window: MainWindow) -> None:
    assert window.session is not None
    assert window.notices is not None
    window.session.entered()
    assert window.notices.words() == "", "a desk made a moment ago has nothing to lose"
    change_setting(workspace(window), "iro_name", "Alex Larkrise").result()
    window.session.before_lock()
    window.session.entered()
    assert "no backup" in window.notices.words("backup")
    window.session.before_lock()


def test_a_row_without_a_day_of_entry_is_kept_and_asked_about(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    take_in(window, qtbot, tmp_path / "My children.xlsx")
    name = f"{FIRST[WITHOUT_ENTRY]} {LAST[0]}"
    place = caseload_of(window)
    row = next(each for each in caseload_view(workspace(window)).rows if each.name == name)
    assert row.next_review is None or row.next_review.legal_limit is None or not row.next_review.history_complete
    place.open_questions()
    asked = place.questions._rows_of["open"]
    assert any(name in each.child_label for each in asked), [each.title for each in asked][:5]


def test_a_new_child_takes_few_keys_beyond_the_typing(window: MainWindow, qtbot: QtBot) -> None:
    pressed = 0

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal pressed
        pressed += 1
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)

    caseload_of(window)
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = QApplication.focusWidget()
    assert box is not None
    qtbot.keyClicks(box, "add a child")
    press(Qt.Key.Key_Return)
    form = next((each for each in window.findChildren(NewChild) if each.isVisible()), None)
    assert form is not None, "the finder does not lead to a new child"
    with qtbot.waitActive(form):
        form.activateWindow()
    qtbot.waitUntil(lambda: form.isAncestorOf(QApplication.focusWidget() or window))
    typed = ("Sam", "Invented", "J2001", "14/5/2015", "7/11/2026", "9/11/2026", "C2")
    for at, words in enumerate(typed):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClicks(focused, words)
        if at + 1 < len(typed):
            before = focused
            press(Qt.Key.Key_Tab)
            while (now := QApplication.focusWidget()) is not None and not _is_field(now):
                assert now is not before
                press(Qt.Key.Key_Tab)
    assert "First review by" in form.first_review()
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(workspace(window).desk.all(Child)) == 1)
    (child,) = workspace(window).desk.all(Child)
    assert (child.first_name, child.date_of_birth) == ("Sam", date(2015, 5, 14))
    print(f"new child: {pressed} key presses beyond the typing")
    assert pressed <= MOST_KEYS


def _is_field(widget: QWidget) -> bool:
    return widget.inherits("QLineEdit") or widget.inherits("QComboBox")
