"""What the pane tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from iro_desk.ui.widgets import Text

Kind = TypeVar("Kind", bound=QWidget)


def settle() -> None:
    """Lets layouts, timers of no wait and deletions happen."""
    for _ in range(4):
        QApplication.processEvents()


def only(pane: QWidget, kind: type[Kind]) -> Kind:
    """The one open widget of that kind below a pane's window."""
    settle()
    found = [each for each in pane.window().findChildren(kind) if each.isVisible()]
    assert len(found) == 1, found
    return found[0]


def said(pane: QWidget) -> str:
    """All words that stand visibly in a pane's labels."""
    return "\n".join(text.words() for text in pane.findChildren(Text) if text.isVisible())


def nameless(pane: QWidget) -> list[str]:
    """Widgets that the keyboard can reach and a screen reader cannot name."""
    found = []
    for each in (pane, *pane.findChildren(QWidget)):
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisibleTo(pane) and each.focusProxy() is None:
            interface = QAccessible.queryAccessibleInterface(each)
            if interface is not None and not interface.text(QAccessible.Text.Name).strip():
                found.append(f"{type(each).__name__} {each.objectName()}")
    return found


def cut(pane: QWidget) -> Iterator[str]:
    """Words that have less room than they need, or stand outside the pane."""
    for label in pane.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 2:
                yield f"too low: {label.text()}"
        elif label.sizeHint().width() > label.width() + 1:
            yield f"too narrow: {label.text()}"
        at = QRect(label.mapTo(pane, label.rect().topLeft()), label.size())
        if at.right() > pane.width() + 1:
            yield f"outside: {label.text()}"
