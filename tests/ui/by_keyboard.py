"""Walking through a pane or a dialog by the keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget

from iro_desk.ui.finder import FinderBox
from iro_desk.ui.widgets import Popover
from tests.ui.panes.help import settle

MOST, MOST_LINKS = 500, 60


def told(widget: QWidget | None) -> str:
    """What it is, for a failed test."""
    return "nothing" if widget is None else f"{type(widget).__name__} “{widget.accessibleName()}”"


def unreached(of: QWidget) -> Iterator[str]:
    """Tab and Shift+Tab must meet the same controls, each once, all that are in sight, and come round."""
    settle()
    window = of.window()
    window.activateWindow()
    settle()
    focused = QApplication.focusWidget()
    if focused is None or focused.window() is not window:
        window.setFocus()
        QTest.keyClick(window, Qt.Key.Key_Tab)
    elif not focused.focusPolicy() & Qt.FocusPolicy.TabFocus:
        QTest.keyClick(focused, Qt.Key.Key_Tab)  # A pane that has it as a whole hands it on, and is not met again.
    try:
        there = _walk(Qt.Key.Key_Tab, window)
        back = _walk(Qt.Key.Key_Backtab, window)
    except LookupError as error:
        yield str(error)
        return
    for each in set(back) ^ set(there):
        yield f"met one way only: {told(each)}"
    for each in _controls(_floating(there[0]) or of) - set(there):
        yield f"never met: {told(each)}"


def _walk(key: Qt.Key, window: QWidget) -> list[QWidget]:
    """Where the key leads from what has the focus, until it comes round."""
    begun = QApplication.focusWidget()
    if begun is None:
        raise LookupError("nothing takes the focus")
    met, rests = [begun], 0
    for _ in range(MOST):
        QTest.keyClick(met[-1], key)
        now = QApplication.focusWidget()
        if now is None or now.window() is not window:
            raise LookupError(f"the focus leaves the window after {told(met[-1])} for {told(now)}")
        if now is met[-1]:  # From link to link of one page, or the only control of what floats.
            rests += 1
            if rests > MOST_LINKS and (len(met) > 1 or not (_floating(now) or window.isModal())):
                raise LookupError(f"the key is stuck in {told(now)}")
            if rests <= MOST_LINKS:
                continue
        if now is begun:
            return met
        if now in met:
            raise LookupError(f"met twice: {told(now)}, after {told(met[-1])}")
        met.append(now)
    raise LookupError(f"never comes round from {told(begun)}; last {[told(each) for each in met[-4:]]}")


def _floating(control: QWidget) -> QWidget | None:
    """What floats over the page and keeps the key inside while it is open."""
    holder: QWidget | None = control
    while holder is not None and not isinstance(holder, Popover | FinderBox):
        holder = holder.parentWidget()
    return holder


def _controls(of: QWidget) -> set[QWidget]:
    """What Tab must meet: seen, alive and asking for it; and every button, unless its group is moved in by arrows."""
    return {
        each
        for each in of.findChildren(QWidget)
        if each.isVisible()
        and (each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus or _alone(each))
        and not isinstance(each, QTabBar)
        and each.isEnabled()
        and each.focusProxy() is None
        and each.window() is of.window()
        and not each.visibleRegion().isEmpty()
    }


def _alone(button: QWidget) -> bool:
    """Whether it is a button that no other widget works by its own keys."""
    holder = button.parentWidget()
    worked_by_holder = holder is not None and holder.focusPolicy() & Qt.FocusPolicy.TabFocus
    return isinstance(button, QAbstractButton) and not worked_by_holder
