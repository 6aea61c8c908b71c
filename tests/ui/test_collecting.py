"""No round of the collector in the middle of what a person does, and none in another thread than the window's."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from iro_desk.ui import collecting
from iro_desk.ui.collecting import Collector


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def collector(qapp: QApplication, clock: Clock) -> Iterator[Collector]:
    made = Collector(qapp, qapp, clock)
    made._timer.stop()  # It looks when the test says so.
    yield made
    made.leave()
    assert not gc.isenabled(), "no round by itself in the middle of a window's closing"
    made.deleteLater()


def litter(number: int) -> list[list[object]]:
    """New objects, so many that a round would begin by itself."""
    return [[] for _ in range(number)]


def test_nothing_is_collected_by_itself_and_nothing_while_somebody_types(
    collector: Collector, clock: Clock, qtbot: QtBot
) -> None:
    kept = litter(3 * collecting.YOUNG)
    assert gc.get_count()[0] >= 2 * collecting.YOUNG
    field = QLineEdit()
    qtbot.addWidget(field)
    clock.now += 100
    QTest.keyClick(field, Qt.Key.Key_A)
    collector.look()
    assert gc.get_count()[0] >= 2 * collecting.YOUNG, "collected in the middle of a word"
    clock.now += collecting.REST_SECONDS
    collector.look()
    assert gc.get_count()[0] < collecting.YOUNG
    assert kept


def test_what_grows_without_end_is_collected_all_the_same(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "MOST", 10 * collecting.YOUNG)
    kept = litter(collecting.MOST + collecting.YOUNG)
    collector._touched = collector._now()
    collector.look()
    assert gc.get_count()[0] < collecting.YOUNG
    assert kept


def test_what_nobody_refers_to_goes_at_a_long_rest(collector: Collector, clock: Clock) -> None:
    class Loop:
        """Refers to itself."""

    gone: list[str] = []
    loop = Loop()
    loop.me, loop.__class__.__del__ = loop, lambda self: gone.append("gone")  # type: ignore[attr-defined]
    gc.collect(1)  # It grows old.
    del loop
    for _ in range(collecting.ROUNDS + 1):
        for _ in range(collecting.ROUNDS + 1):
            gc.collect(0)
        gc.collect(1)
    assert not gone
    kept = litter(2 * collecting.YOUNG)
    clock.now += collecting.LONG_REST_SECONDS
    collector.look()
    assert gone == ["gone"]
    assert kept
