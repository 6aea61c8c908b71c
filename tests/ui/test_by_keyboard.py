"""Every pane and dialog by the keyboard alone: Tab meets every control once and comes round, Esc closes what floats."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.practice.today import today_view
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.finder import FinderBox
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.today_place import TodayPlace
from tests.ui.panes.help import nameless, settle
from tests.ui.test_hidden_names import TABS, window, workspace

__all__ = ["window"]
MOST, MOST_LINKS = 400, 60


def controls(of: QWidget) -> set[QWidget]:
    """What the Tab key must meet: seen, alive and asking for it."""
    return {
        each
        for each in of.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and each.isVisible()
        and each.isEnabled()
        and each.focusProxy() is None
        and each.window() is of.window()
        and not each.visibleRegion().isEmpty()
    }


def walk(qtbot: QtBot, key: Qt.Key) -> list[QWidget]:
    """Where the key leads from what has the focus, until it comes round."""
    begun = QApplication.focusWidget()
    assert begun is not None, "nothing has the focus"
    met, rests = [begun], 0
    for _ in range(MOST):
        qtbot.keyClick(met[-1], key)
        now = QApplication.focusWidget()
        assert now is not None
        if now is met[-1]:  # From link to link of one page.
            rests += 1
            assert rests < MOST_LINKS, f"the key is stuck in {told(now)}"
            continue
        if now is begun:
            return met
        assert now not in met, f"{told(now)} is met twice"
        met.append(now)
    raise AssertionError(f"it never comes round from {told(begun)}; last {[told(each) for each in met[-4:]]}")


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}”"


def reach(qtbot: QtBot, of: QWidget, where: str) -> None:
    """Tab and back meet the same controls, each once, and every one that is in sight."""
    settle()
    before = QApplication.focusWidget()
    if before is None or before.window() is not of.window():
        with qtbot.waitActive(of.window()):
            of.window().activateWindow()
        if QApplication.focusWidget() is None:
            of.window().setFocus()
            qtbot.keyClick(of.window(), Qt.Key.Key_Tab)
    there = walk(qtbot, Qt.Key.Key_Tab)
    back = walk(qtbot, Qt.Key.Key_Backtab)
    assert set(back) == set(there), f"only one way: {[told(each) for each in set(back) ^ set(there)]}"
    missed = {each for each in controls(of) - set(there) if not isinstance(each, QTabBar)}
    assert not missed, f"{where}: never met {sorted(told(each) for each in missed)}"
    assert nameless(of) == [], where


def everywhere(window: MainWindow) -> dict[str, Callable[[], object]]:
    def caseload() -> CaseloadPlace:
        window.go("caseload")
        place = window.pane("caseload")
        assert isinstance(place, CaseloadPlace)
        return place

    toby = workspace(window).desk.find_child("PR0002")
    review = next(each for each in workspace(window).desk.child_file(toby).reviews if each.state == "completed")

    def tab(key: str) -> None:
        place = caseload()
        place.open_child(toby)
        place.child_pane.open_tab(key)

    def step(key: str) -> None:
        place = caseload()
        place.open_review(review.id)
        place.review.open_step(key)

    return {
        "today": lambda: window.go("today"),
        "caseload": caseload,
        **{f"child {key}": (lambda key=key: tab(key)) for key in TABS},
        **{f"review {key}": (lambda key=key: step(key)) for key in ("prepare", "meet", "write-up")},
        "import": lambda: caseload().open_import(),
        "list": lambda: caseload().open_list(),
        "questions": lambda: caseload().open_questions(),
        "trips": lambda: window.go("trips"),
        "insight": lambda: window.go("insight"),
        "settings": lambda: window.go("settings"),
        "desk": lambda: window.go("desk"),
        "about": lambda: window.go("about"),
    }


@pytest.mark.timeout(600)
def test_every_pane_is_walked_through_by_tab_and_back(window: MainWindow, qtbot: QtBot) -> None:
    amiss = []
    for name, go in everywhere(window).items():
        go()
        try:
            reach(qtbot, window, name)
        except AssertionError as error:
            amiss.append(f"{name}: {str(error).splitlines()[0]}")
    assert not amiss, "\n".join(amiss)


def dialogs(window: MainWindow) -> dict[str, Callable[[], object]]:
    places = everywhere(window)

    def caseload() -> CaseloadPlace:
        place = window.pane("caseload")
        assert isinstance(place, CaseloadPlace)
        return place

    def of_child(ask: str) -> None:
        places["child overview"]()
        getattr(caseload().child_pane, ask)()

    def add_child() -> None:
        window.go("caseload")
        caseload().add_child()

    def owed() -> None:
        window.go("today")
        today = window.pane("today")
        assert isinstance(today, TodayPlace)
        today.pane.owed_opened.emit(today_view(workspace(window)).owed[0].review)

    return {
        "new child": add_child,
        "booking": lambda: of_child("ask_booking"),
        "something changed": lambda: of_child("ask_something_changed"),
        "papers owed": owed,
    }


@pytest.mark.timeout(300)
def test_every_dialog_is_walked_through_and_left_by_esc(window: MainWindow, qtbot: QtBot) -> None:
    for name, ask in dialogs(window).items():
        ask()
        settle()
        dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
        qtbot.waitUntil(lambda d=dialog: d.isActiveWindow())
        reach(qtbot, dialog, name)
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Escape)
        settle()
        assert not [each for each in window.findChildren(QDialog) if each.isVisible()], name


def test_esc_closes_the_finder_the_help_and_why(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = window.findChild(FinderBox)
    assert box is not None
    qtbot.keyClick(box.edit, Qt.Key.Key_Escape)
    assert not box.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert not window.help.isVisible()
