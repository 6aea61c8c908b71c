"""The year's load and the repair of clashes, from views alone: each figure in words, each move with its reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iro_desk.casework import Refused
from iro_desk.practice.diary_views import CannotBe, Clash, RepairMove, RepairView, YearRow, YearView
from iro_desk.ui import theme
from iro_desk.ui.diary.load import LoadPage
from iro_desk.ui.diary.repair import RepairPage
from iro_desk.ui.widgets import Button
from tests.ui.panes.help import cut, nameless, said, settle

TODAY = date(2026, 11, 23)


def week(number: int) -> YearRow:
    """One week; the third is too full."""
    hours = 30 if number == 2 else 10
    words = f"{number} reviews, {hours} of 24 hours"
    mark = "risk" if hours > 24 else "open"
    return YearRow(TODAY + timedelta(weeks=number), number, 1, hours, 5, 24, mark, words, 0)


YEAR = YearView(
    TODAY, tuple(week(n) for n in range(52)), ("The week of 7 December: 2 reviews, 30 of 24 hours, 6 too many.",),
    136, 540, 1194, 66, "5 children come", "540 of 1194 hours, 45 %. 1 week asks more than it holds.",
)  # fmt: skip
MOVE = RepairMove(
    "kian", "review-kian", "Kian Hill", date(2026, 12, 8), "14:00", date(2026, 12, 4), "15:45", "Court ends at 12:30."
)
NEW = RepairMove("mia", "", "Mia Ash", None, "", date(2026, 12, 2), "10:00", "It has no date.")
REPAIR = RepairView(
    moves=(MOVE, NEW),
    cannot_be=(CannotBe("perran", "Perran Moor", date(2026, 11, 12), None, "Its last day has passed.", "Ask."),),
    smallest=True,
    words="1 booking moves, 1 review gets a date.",
    clashes=(Clash(date(2026, 12, 8), "court", "review-kian", 260, "Court ends at 12:30: 4 h 20 short."),),
)


@pytest.fixture
def load(qtbot: QtBot) -> LoadPage:
    made = LoadPage()
    qtbot.addWidget(made)
    made.resize(1282, 640)
    made.show()
    made.show_view(YEAR)
    settle()
    return made


@pytest.fixture
def repair(qtbot: QtBot) -> RepairPage:
    made = RepairPage(TODAY)
    qtbot.addWidget(made)
    made.resize(1282, 640)
    made.show()
    made.show_view(REPAIR)
    settle()
    return made


def test_the_load_says_every_week_and_what_is_supposed(qtbot: QtBot, load: LoadPage) -> None:
    words = said(load)
    assert "5 children come. 540 of 1194 hours, 45 %." in words
    assert "The week of 7 December: 2 reviews, 30 of 24 hours, 6 too many." in words
    load.chart.setFocus()
    for _ in range(2):
        qtbot.keyClick(load.chart, Qt.Key.Key_Right)
    assert load.chart.accessibleDescription().startswith(
        "Week of 7 December 2026: 2 reviews, 1 booked; 30 of 24 hours."
    )
    opened: list[date] = []
    load.week_opened.connect(opened.append)
    qtbot.keyClick(load.chart, Qt.Key.Key_Return)
    assert opened == [date(2026, 12, 7)]
    assert load.table is not None
    assert len(list(load.table.keys())) == 52
    asked: list[str] = []
    load.supposed.connect(asked.append)
    load.chips.chose.emit("leaver")
    assert asked == ["leaver"]


def test_every_move_has_its_reason_and_is_made_alone_or_with_all(qtbot: QtBot, repair: RepairPage) -> None:
    words = said(repair)
    assert "From Tuesday 8 December, 14:00 to Friday 4 December, 15:45" in words
    assert "Book it for Wednesday 2 December, 10:00" in words
    assert "Perran Moor: late already. The last day was Thursday 12 November." in words
    assert "Fewer moves are not enough: every way was tried" in words
    taken: list[object] = []
    repair.accepted.connect(taken.append)
    next(b for b in repair.findChildren(Button) if b.accessibleName().startswith("Move it: Kian Hill")).click()
    repair.all.click()
    assert taken == [[MOVE], [MOVE, NEW]]
    repair.say(Refused("Names are hidden.", safe="Nothing was changed."))
    assert "Names are hidden." in repair.message.words()


def test_while_it_is_looked_for_nothing_can_be_made_and_an_empty_repair_says_so(repair: RepairPage) -> None:
    repair.is_looking(True)
    assert not repair.all.isEnabled()
    repair.show_view(RepairView((), (), True, "", ()))
    settle()
    assert "Nothing clashes." in said(repair)


def test_the_search_for_moves_is_stopped_and_looked_for_again(qtbot: QtBot, repair: RepairPage) -> None:
    repair.is_looking(True)
    first = repair.stop_asked
    qtbot.waitUntil(repair.progress.isVisible, timeout=5000)
    repair.progress.stop.click()
    assert first.is_set()
    repair.show_view(RepairView((), (), False, "Stopped: nothing was moved.", (), stopped=True))
    settle()
    assert "Stopped: nothing was moved." in said(repair)
    assert "Nothing clashes." not in said(repair)
    asked: list[bool] = []
    repair.again_asked.connect(lambda: asked.append(True))
    repair.again.click()
    repair.is_looking(True)
    assert asked
    assert not repair.stop_asked.is_set(), "each search has its own stop"
    repair.flush()
    assert repair.stop_asked.is_set(), "a desk that is shut waits for no search"


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("width", "zoom"), [(1282, 100), (600, 100), (1282, 150)])
def test_neither_cuts_its_words_or_leaves_a_control_without_a_name(
    qtbot: QtBot, mode: str, width: int, zoom: int
) -> None:
    theme.apply(mode, zoom)
    for page in (LoadPage(), RepairPage(TODAY)):
        qtbot.addWidget(page)
        page.resize(width, 640)
        page.show()
        page.show_view(YEAR if isinstance(page, LoadPage) else REPAIR)  # type: ignore[arg-type]
        settle()
        settle()
        assert list(cut(page)) == []
        assert nameless(page) == []
