"""Today and Insight while another place is open: no change rebuilds them there; they follow when gone back to."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from iro_desk.practice.diary_facts import Diary
from iro_desk.practice.owed import settle_step
from iro_desk.ui import insight_place, today_place
from iro_desk.ui.insight_place import InsightPlace
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.today_place import TodayPlace
from tests.ui.test_hidden_names import window, workspace

__all__ = ["window"]


def test_today_is_built_anew_only_where_it_is_seen(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = window.pane("today")
    assert isinstance(place, TodayPlace)
    assert window.rail is not None
    place._rest.setInterval(50)
    place._far.stop()
    shown: list[object] = []
    show, count = place.pane.show_view, today_place.today_view
    monkeypatch.setattr(place.pane, "show_view", lambda view: (shown.append(view), show(view)))
    counted: list[int] = []
    monkeypatch.setattr(today_place, "today_view", lambda ws: (view := count(ws), counted.append(view.late))[0])
    ws = workspace(window)
    owed = next(row for row in count(ws).owed if any(cell.step == "child" and not cell.settled for cell in row.cells))
    window.go("caseload")
    settle_step(ws, owed.review, "child", done_on=ws.today).result(timeout=30)
    qtbot.waitUntil(lambda: len(counted) == 1)
    assert shown == []
    window.go("today")
    qtbot.waitUntil(lambda: len(shown) == 1)
    row = next(each for each in place.pane._view.owed if each.review == owed.review)  # type: ignore[union-attr]
    assert next(cell for cell in row.cells if cell.step == "child").done_on == ws.today


def test_today_in_front_follows_at_once(window: MainWindow, qtbot: QtBot) -> None:
    place = window.pane("today")
    assert isinstance(place, TodayPlace)
    ws = workspace(window)
    before = place.pane._view
    assert before is not None
    owed = next(row for row in before.owed if any(cell.step == "child" and not cell.settled for cell in row.cells))
    settle_step(ws, owed.review, "child", done_on=ws.today).result(timeout=30)
    qtbot.waitUntil(lambda: place.pane._view is not before)


def test_what_will_be_late_is_told_with_the_drives_once_they_are_looked_up_beside_the_window(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = window.pane("today")
    assert isinstance(place, TodayPlace)
    ws = workspace(window)
    assert not ws.legs, "the first page waited for no road"
    place._far.setInterval(20)
    place.refresh()
    count, counted_by = today_place.today_view, set[str]()
    watched = lambda ws: (counted_by.add(threading.current_thread().name), count(ws))[1]  # noqa: E731
    monkeypatch.setattr(today_place, "today_view", watched)
    qtbot.waitUntil(lambda: bool(ws.legs) and not (ws.places_wanted or ws.legs_wanted), timeout=60_000)
    qtbot.waitUntil(lambda: place._view == count(ws), timeout=20_000)
    assert not Diary(ws).legs.pending
    assert counted_by
    assert threading.main_thread().name not in counted_by, "no key waits for the count"


def test_the_badge_is_there_also_where_another_place_comes_first(window: MainWindow, qtbot: QtBot) -> None:
    place = window.pane("today")
    assert isinstance(place, TodayPlace)
    assert place._view is not None
    late = place._view.late
    window.go("caseload")
    qtbot.keyClick(window, Qt.Key.Key_F9)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.pane("today") is None, "the panes are made anew when they are gone to"
    assert window.rail is not None
    badge = window.rail.places["today"]
    qtbot.waitUntil(lambda: badge.accessibleName() == f"Today, {late} late")


def test_the_ring_of_the_gauge_comes_with_the_drives_and_moves_nothing_else(window: MainWindow, qtbot: QtBot) -> None:
    place = window.pane("today")
    assert isinstance(place, TodayPlace)
    assert place.pane.weight_words() == ""
    rows = place.pane.rows()
    place._far.setInterval(20)
    place._far.start()
    qtbot.waitUntil(lambda: "over 100 miles away" in place.pane.weight_words(), timeout=60_000)
    assert "by weight" in place.pane._gauge.accessibleName()
    assert len(place.pane.rows()) == len(rows)


def test_insight_is_counted_beside_the_window_and_once_it_is_looked_at(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[bool] = []
    count = insight_place.participation_view

    def here(*args: Any, **kwargs: Any) -> Any:
        counted.append(threading.current_thread() is threading.main_thread())
        return count(*args, **kwargs)

    monkeypatch.setattr(insight_place, "participation_view", here)
    window.go("insight")
    place = window.pane("insight")
    assert isinstance(place, InsightPlace)
    qtbot.waitUntil(lambda: place.pane._view is not None)
    before = len(counted)
    window.go("caseload")
    ws = workspace(window)
    owed = next(row for row in today_place.today_view(ws).owed if any(not cell.settled for cell in row.cells))
    step = next(cell.step for cell in owed.cells if not cell.settled)
    settle_step(ws, owed.review, step, done_on=ws.today).result(timeout=30)
    qtbot.waitUntil(lambda: place._stale)
    assert len(counted) == before
    window.go("insight")
    qtbot.waitUntil(lambda: len(counted) > before)
    assert not any(counted), "the window's own thread counts nothing"
