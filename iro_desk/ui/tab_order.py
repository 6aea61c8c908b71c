"""Where the Tab key goes: as the eye reads, along each layout in its own order.

The toolkit's own order is that in which widgets were made: lines that are drawn anew would be met last of all.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLayout, QMainWindow, QScrollArea, QWidget


def go(window: QWidget, onward: bool) -> bool:
    """Moves the focus to the next control of a window, or the one before; false where there is none to go from.

    From a pane that holds the focus as a whole the first control in it is the next.
    """
    controls = in_order(window)
    focused = QApplication.focusWidget()
    if focused is None:
        return False
    before = focused in controls
    first = focused if before else next((each for each in controls if focused.isAncestorOf(each)), None)
    if first is None:
        return False
    step = (1 if before else 0) if onward else -1
    to = controls[(controls.index(first) + step) % len(controls)]
    to.setFocus(Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_sight(to)
    return True


def in_order(window: QWidget) -> list[QWidget]:
    """Every control of a window that Tab meets, as the eye meets them."""
    return [
        each
        for each in _below(window)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and each.isEnabled()
        and each.focusProxy() is None
    ]


def _below(widget: QWidget) -> Iterator[QWidget]:
    for child in _children(widget):
        if not child.isHidden() and not child.isWindow():
            yield child
            yield from _below(child)


def _children(widget: QWidget) -> list[QWidget]:
    """What stands in its layout, in that order; then what floats over it."""
    if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QScrollArea):
        return []  # Its view and its bars are worked by its own keys.
    layout = widget.layout()
    laid = list(_laid(layout)) if layout is not None and not isinstance(widget, QMainWindow) else []
    known = set(laid)
    return laid + [each for each in widget.children() if isinstance(each, QWidget) and each not in known]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inside, further = (item.widget(), item.layout()) if item is not None else (None, None)
        if inside is not None:
            yield inside
        elif further is not None:
            yield from _laid(further)


def _bring_into_sight(widget: QWidget) -> None:
    holder: QObject | None = widget.parent()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(widget)
        holder = holder.parent()
