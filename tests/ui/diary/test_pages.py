"""The diary's pages from a view alone: what is drawn is said, walked with the keyboard, and moved before it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desk.practice.diary_views import Away, DiaryView
from iro_desk.ui import theme
from iro_desk.ui.diary.bars import lanes_of
from iro_desk.ui.diary.engagement import EngagementForm
from iro_desk.ui.diary.grid import fitting
from iro_desk.ui.diary.pane import DiaryPane
from iro_desk.ui.diary.sentences import short_names
from iro_desk.ui.theme import font
from iro_desk.ui.widgets import Popover
from tests.ui.diary.invented import BARS, TODAY, DiaryWiring
from tests.ui.panes.help import cut, nameless, only, said, settle


@pytest.fixture
def wiring() -> DiaryWiring:
    return DiaryWiring()


@pytest.fixture
def pane(qtbot: QtBot, wiring: DiaryWiring) -> DiaryPane:
    made = DiaryPane(wiring, TODAY)
    qtbot.addWidget(made)
    made.resize(1282, 696)
    made.show()
    made.refresh()
    made.open_page("month", date(2026, 12, 3))
    settle()
    return made


def test_every_day_and_every_window_is_one_sentence(pane: DiaryPane) -> None:
    month = pane.month
    month.stand_on(date(2026, 12, 8))
    assert month.sentence().startswith(
        "Tuesday 8 December. 2 in the diary: 10:00 to 11:00 Court, At home; 10:30 to 11:30"
    )
    assert "1 clash: Court ends at 11:00" in month.sentence()
    month.stand_on(date(2026, 12, 21))
    assert month.sentence() == "Monday 21 December. Leave. School holiday."
    month.choose_bar("mia")
    assert "Mia: no date. Earliest sensible 8 December" not in month.accessibleDescription()
    assert (
        "Mia: no date. Earliest sensible Tuesday 8 December, target Monday 21 December" in month.accessibleDescription()
    )
    assert "last day Saturday 9 January 2027, so by Friday 8 January 2027." in month.accessibleDescription()


def test_windows_keep_their_lane_and_what_has_no_room_is_counted_and_can_be_shown(
    qtbot: QtBot, pane: DiaryPane
) -> None:
    lanes = lanes_of(BARS, date(2026, 11, 30), date(2027, 1, 3))
    assert lanes["amelia"] == 0
    assert len(set(lanes.values())) >= len(BARS) - 2
    shown = {piece.bar.child for piece in pane.month.pieces}
    box, hidden = pane.month.more[0]
    assert hidden > 0
    assert {"amelia", "mia", "kofi"} <= shown
    qtbot.mouseClick(pane.month, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert pane.month.more == []
    assert {piece.bar.child for piece in pane.month.pieces} == {each.child for each in BARS}


def test_a_booking_after_the_last_day_is_drawn_from_the_wall_to_its_dot(pane: DiaryPane) -> None:
    pane.month.shows_all = True
    pane.month.lay_out()
    late = [piece for piece in pane.month.pieces if piece.bar.child == "late"]
    assert [piece.late is not None for piece in late] == [True, True]
    assert late[0].closes
    assert late[1].booked is not None
    assert late[1].late == (0.0, late[1].booked)


def test_the_arrows_walk_the_days_and_turn_to_the_next_month(qtbot: QtBot, pane: DiaryPane) -> None:
    pane.month.setFocus()
    pane.month.stand_on(date(2026, 12, 31))
    qtbot.keyClick(pane.month, Qt.Key.Key_Right)
    assert pane.month.standing == date(2027, 1, 1)
    qtbot.keyClick(pane.month, Qt.Key.Key_Down)
    assert (pane.month.standing, pane.title()) == (date(2027, 1, 8), "January 2027")
    qtbot.keyClick(pane.month, Qt.Key.Key_PageUp)
    assert pane.title() == "December 2026"
    qtbot.keyClick(pane.month, Qt.Key.Key_2)
    assert (pane.page, pane.title()) == ("week", "30 November to 6 December 2026")
    qtbot.keyClick(pane.week, Qt.Key.Key_4)
    assert pane.page == "year"


def test_a_review_is_moved_with_the_keyboard_and_said_before_it_is_done(
    qtbot: QtBot, pane: DiaryPane, wiring: DiaryWiring
) -> None:
    month = pane.month
    month.setFocus()
    qtbot.keyClick(month, Qt.Key.Key_W)
    assert month.chosen == "amelia"
    month.stand_on(date(2026, 12, 2))
    qtbot.keyClick(month, Qt.Key.Key_M)
    qtbot.keyClick(month, Qt.Key.Key_Right)
    settle()
    assert "In time: 4 days before the last day." in said(pane.side)
    assert "1 h of driving that day." in said(pane.side)
    assert wiring.put == []
    qtbot.keyClick(month, Qt.Key.Key_Escape)
    assert (wiring.put, month.moving) == ([], "")
    qtbot.keyClick(month, Qt.Key.Key_M)
    qtbot.keyClick(month, Qt.Key.Key_Return)
    assert wiring.put == [("amelia", "", date(2026, 12, 3), "15:45", False)]


def test_what_clashes_is_asked_twice(qtbot: QtBot, pane: DiaryPane, wiring: DiaryWiring) -> None:
    pane.month.begin_move("amelia", date(2026, 12, 8))
    pane.month.setFocus()
    settle()
    assert "45 min short" in said(pane.side)
    qtbot.keyClick(pane.month, Qt.Key.Key_Return)
    assert wiring.put == []
    assert pane.side.moving.go.hasFocus() or pane.focusWidget() is pane.side.moving.go
    qtbot.keyClick(pane.side.moving.go, Qt.Key.Key_Return)
    assert wiring.put == [("amelia", "", date(2026, 12, 8), "15:45", True)]


def test_a_drag_shows_what_it_would_do_and_ends_in_the_question(
    qtbot: QtBot, pane: DiaryPane, wiring: DiaryWiring
) -> None:
    month = pane.month
    start = next(each.box for each in month.entries if each.entry and each.entry.id == "kofi").center().toPoint()
    goal = month.cells[date(2026, 12, 10)].center().toPoint()
    qtbot.mousePress(month, Qt.MouseButton.LeftButton, pos=start)
    for point in (start + QPoint(30, 0), goal):
        event_move(month, point)
    assert (month.moving, month.standing) == ("kofi", date(2026, 12, 10))
    assert wiring.moves[-1][:2] == ("kofi", date(2026, 12, 10))
    assert wiring.put == []
    qtbot.mouseRelease(month, Qt.MouseButton.LeftButton, pos=goal)
    assert wiring.put == [("kofi", "review-kofi", date(2026, 12, 10), "15:45", False)]


def event_move(widget: object, point: QPoint) -> None:
    """A move of the mouse with its left button down."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    at = QPointF(point)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    widget.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, at, at, left, left, none))  # type: ignore[attr-defined]


def test_a_time_of_ones_own_is_reckoned_anew_and_a_refusal_is_said(
    qtbot: QtBot, pane: DiaryPane, wiring: DiaryWiring
) -> None:
    pane.month.begin_move("amelia", date(2026, 12, 6))
    panel = pane.side.moving
    panel.time.set_value("")
    qtbot.keyClicks(panel.time.control, "9.30")
    assert wiring.moves[-1] == ("amelia", date(2026, 12, 6), "09:30")
    panel.go.click()
    assert "Nothing is held on a Sunday." in panel.message.words()
    assert wiring.put == []


def test_a_time_of_ones_own_stays_when_the_diary_is_shown_anew(qtbot: QtBot, pane: DiaryPane) -> None:
    pane.hold("amelia")
    moving = pane.side.moving
    moving.time.set_value("16:")
    pane.refresh()
    assert moving.time.value() == "16:", "half typed"
    moving.time.set_value("")
    qtbot.keyClicks(moving.time.control, "16:10")
    pane.refresh()
    assert moving.view is not None
    assert (moving.time.value(), moving.view.time) == ("16:10", "16:10")


def test_a_line_without_a_date_takes_hold_of_its_review_over_the_first_free_day(pane: DiaryPane) -> None:
    pane.side.rows()[0].click()
    assert (pane.month.moving, pane.month.standing) == ("amelia", date(2026, 12, 1))


def test_enter_opens_the_day_with_all_that_stands_on_it(qtbot: QtBot, pane: DiaryPane) -> None:
    pane.month.setFocus()
    pane.month.stand_on(date(2026, 12, 8))
    qtbot.keyClick(pane.month, Qt.Key.Key_Return)
    day = only(pane, Popover)
    assert "10:30 to 11:30 Kian Hill, review, At home" in said(day)
    assert nameless(day) == []
    opened: list[str] = []
    pane.review_opened.connect(opened.append)
    qtbot.keyClick(day.focusWidget() or day, Qt.Key.Key_Tab)
    qtbot.keyClick(pane.window().focusWidget(), Qt.Key.Key_Return)
    assert opened == ["review-kian"]


def test_leave_is_added_changed_and_cancelled(qtbot: QtBot, pane: DiaryPane, wiring: DiaryWiring) -> None:
    pane.month.setFocus()
    pane.month.stand_on(date(2026, 12, 16))
    qtbot.keyClick(pane.month, Qt.Key.Key_N)
    form = only(pane, EngagementForm)
    assert not form.form.part("starts_at").isVisible()
    form.form.part("kind").set_value("court")  # type: ignore[union-attr]
    form.form.changed.emit("kind")
    assert form.form.part("starts_at").isVisible()
    form.buttons["save"].click()
    id, values = wiring.kept[0]
    assert (id, values["kind"], values["starts_on"], values["ends_on"]) == (
        "",
        "court",
        date(2026, 12, 16),
        date(2026, 12, 16),
    )
    settle()
    pane.ask_engagement("court")
    changed = only(pane, EngagementForm)
    assert changed.form.values()["starts_at"] == "10:00"
    changed.buttons["remove"].click()
    assert wiring.cancelled == ["court"]


def test_the_list_says_the_same_and_opens_it(qtbot: QtBot, pane: DiaryPane) -> None:
    pane.open_page("list", date(2026, 12, 3))
    settle()
    table = pane.list.table
    assert table is not None
    assert [key.split()[1] for key in list(table.keys())] == ["late", "court", "kian", "kofi"]
    opened: list[str] = []
    pane.review_opened.connect(opened.append)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == ["review-late"]


def test_the_year_marks_bookings_last_days_and_leave(pane: DiaryPane) -> None:
    pane.open_page("year", date(2026, 12, 3))
    pane.year.stand_on(date(2026, 12, 11))
    assert "1 review without a date must be held by this day." in pane.year.sentence()
    assert len(pane.year.cells) == 365


def test_first_names_are_enough_where_nobody_shares_them() -> None:
    names = short_names({"Kofi Dale", "Noah Ash", "Noah Elm", "S. W. PR0002"})
    assert names == {
        "Kofi Dale": "Kofi",
        "Noah Ash": "Noah Ash",
        "Noah Elm": "Noah Elm",
        "S. W. PR0002": "S. W. PR0002",
    }


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("width", "zoom"), [(1282, 100), (600, 100), (1282, 150)])
def test_no_page_cuts_its_words_or_leaves_a_control_without_a_name(
    qtbot: QtBot, wiring: DiaryWiring, mode: str, width: int, zoom: int
) -> None:
    theme.apply(mode, zoom)
    for empty in (False, True):
        pane = DiaryPane(DiaryWiring(empty=empty), TODAY)
        qtbot.addWidget(pane)
        pane.resize(width, 696)
        pane.show()
        for page in ("month", "week", "list", "year"):
            pane.open_page(page, date(2026, 12, 3))
            settle()
            assert list(cut(pane)) == [], (page, empty)
            assert nameless(pane) == []
        if not empty:
            pane.open_page("month")
            pane.hold("amelia")
            settle()
            assert list(cut(pane)) == [], "moving"
            assert pane.side.moving.isVisible()


def test_in_high_contrast_lines_part_weekends_from_working_days(qtbot: QtBot, pane: DiaryPane) -> None:
    theme.apply("contrast")
    pane.open_page("year", date(2026, 12, 3))
    settle()
    image = pane.year.grab().toImage()
    saturday, sunday = (pane.year.cells[date(2026, 12, day)] for day in (5, 6))
    at = round(saturday.center().y())
    edges = (round(saturday.left()), round(sunday.left()), round(sunday.right() - 1))
    left, between, right = (max(image.pixelColor(x + n, at).lightness() for n in (-1, 0, 1)) for x in edges)
    assert min(left, right) > 100 > between


def test_a_night_away_is_a_band_over_its_days_and_a_line_of_the_list(qtbot: QtBot, pane: DiaryPane) -> None:
    tuesday, wednesday = date(2026, 12, 15), date(2026, 12, 16)

    def with_a_night(view: DiaryView) -> DiaryView:
        ends = {tuesday: {"sleeps_in": "Derby", "back_at": "18:05"}, wednesday: {"woke_in": "Derby"}}
        days = tuple(replace(day, **ends.get(day.day, {})) for day in view.days)
        return replace(view, days=days, away=(Away(tuesday, wednesday, "Derby and Wetherby, 1 night", ("Derby",)),))

    for page, grid in (("month", pane.month), ("week", pane.week)):
        pane.open_page(page, tuesday)
        assert pane.view is not None
        before = grid.grab().toImage()
        pane.show_view(with_a_night(pane.view))
        settle()
        (box, away), *more = grid.bands if page == "month" else grid.bands()
        assert more == []
        assert away.first == tuesday
        first, last = grid.box_of(tuesday), grid.box_of(wednesday)
        assert first is not None
        assert last is not None
        assert first.left() < box.left() < first.right() < box.right() < last.right()
        point = QPointF(last.center().x() + 30, box.center().y()).toPoint()
        assert grid.grab().toImage().pixelColor(point) == theme.colour("accent_tint")
        assert before.pixelColor(point) != theme.colour("accent_tint")
        grid.stand_on(tuesday)
        assert "A night in Derby after it" in grid.sentence()
        grid.stand_on(wednesday)
        assert "A night in Derby before it" in grid.sentence()
    pane.open_page("list", tuesday)
    assert pane.view is not None
    pane.show_view(with_a_night(pane.view))
    table = pane.list.table
    assert table is not None
    with qtbot.waitSignal(pane.sheet_asked) as asked:
        table.opened.emit("2026-12-15 night")
    assert asked.args == [tuesday]
    rows = [[table.model().index(row, column).data() for column in (2, 3)] for row in range(table.model().rowCount())]
    assert ["Night away", "Derby"] in rows


def test_of_several_forms_the_first_that_has_room_is_said_and_only_the_last_is_cut(qapp: QApplication) -> None:
    of = font("small")
    forms = ("At the house, Derby", "Derby")
    assert fitting(forms, of, 400) == forms[0]
    assert fitting(forms, of, QFontMetricsF(of).horizontalAdvance("Derby") + 1) == "Derby"
    assert fitting(forms, of, 20).endswith("…")
