"""What the pane tests share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from iro_desk.ui.review.choice import ChoiceLine
from iro_desk.ui.review.point import Point
from iro_desk.ui.theme import font, px
from iro_desk.ui.widgets import Button, Elided, Table, Text
from iro_desk.ui.widgets.tables import CELL, foldable

Kind = TypeVar("Kind", bound=QWidget)
LINE_EDIT_MARGIN = 2
"""Qt's own, at both sides of the words of a line."""


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
        if each.isVisibleTo(pane) and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None:
            interface = QAccessible.queryAccessibleInterface(each)
            if interface is not None and not interface.text(QAccessible.Text.Name).strip():
                found.append(f"{type(each).__name__} {each.objectName()}")
    return found


def cut(pane: QWidget) -> Iterator[str]:
    """Words that have less room than they need, stand outside what holds them, or begin out of sight."""
    for label in pane.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        need = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        if need > label.height() + 2:
            yield f"too low: {label.text()}"
        if label.wordWrap():
            words = label.words() if isinstance(label, Text) else label.text()
            widest = max((label.fontMetrics().horizontalAdvance(word) for word in words.split()), default=0)
            if widest > label.width() + 1:
                yield f"too narrow for a word: {words}"
        elif label.sizeHint().width() > label.width() + 1:
            yield f"too narrow: {label.text()}"
        if (side := _outside(label, pane)) is not None:
            yield f"outside {side}: {label.text()}"
    for button in pane.findChildren(Button):
        if button.isVisible() and button.text():
            if button.width() < button.sizeHint().width() - 1:
                yield f"too narrow: button {button.text()}"
            if (side := _outside(button, pane)) is not None:
                yield f"outside {side}: button {button.text()}"
    for table in pane.findChildren(Table):
        if table.isVisible():
            yield from _cut_in(table)
    yield from _cut_in_painted(pane)
    for edit in pane.findChildren(QLineEdit):
        if edit.isVisible():
            asked = edit.placeholderText() if not edit.text() else ""
            if edit.fontMetrics().horizontalAdvance(asked) > _room_in(edit):
                yield f"too narrow for what it asks: {asked}"
            if edit.height() < edit.minimumSizeHint().height() - 1:
                yield f"too low: the field {edit.accessibleName()}"
            if (side := _outside(edit, pane)) is not None:
                yield f"outside {side}: the field {edit.accessibleName()}"
        too_long = edit.fontMetrics().horizontalAdvance(edit.text()) > edit.width()
        in_page = edit.isVisible() and not isinstance(edit.window(), QDialog)  # A dialog hands the keyboard round.
        if too_long and in_page and edit.cursorPosition() and edit is not edit.window().focusWidget():
            yield f"its beginning is out of sight: {edit.text()}"


def _room_in(edit: QLineEdit) -> int:
    """The width for words between its edges and beside what stands at its end."""
    option = QStyleOptionFrame()
    edit.initStyleOption(option)
    inside = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
    taken = edit.textMargins()
    return int(inside.width()) - taken.left() - taken.right() - 2 * LINE_EDIT_MARGIN


def _cut_in_painted(pane: QWidget) -> Iterator[str]:
    """Points and choices paint their words themselves: they need their height, and no choice may end early."""
    for point in pane.findChildren(Point):
        if point.isVisible():
            if point.height() < point.heightForWidth(point.width()) - 1:
                yield f"too low: point {point.accessibleName()}"
            if (side := _outside(point, pane)) is not None:
                yield f"outside {side}: point {point.accessibleName()}"
    for line in pane.findChildren(ChoiceLine):
        if line.isVisible():
            if line.height() < line.needed() - 1:
                yield f"too low: choice {line.accessibleName()}"
            if (side := _outside(line, pane)) is not None:
                yield f"outside {side}: choice {line.accessibleName()}"


def _cut_in(table: Table) -> Iterator[str]:
    """Words in the cells of a painted table that are wider than their column even where they may break."""
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            cell = model.index(row, column).data(CELL)
            taken = (20 if cell.mark else 0) + (22 if cell.icon else 0)
            room = table.columnWidth(column) - table.left_of(column) - px(10) - px(taken)
            metrics = QFontMetricsF(font(cell.role))
            for part in re.split(r"[\s\u200b]", foldable(cell.words, cell.role, room)):
                if part and metrics.horizontalAdvance(part) > room + 1:
                    yield f"too narrow in {table.accessibleName()}: {part}"


def _outside(part: QWidget, pane: QWidget) -> str | None:
    """What cuts a part off: a widget around it that is too small and cannot be scrolled that way."""
    at, holder = QRect(QPoint(0, 0), part.size()), part
    while holder is not pane and (around := holder.parentWidget()) is not None:
        at.translate(holder.pos())
        area = around.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is around
        too_far = at.right() > around.width() + 1 or at.left() < -2
        if isinstance(area, QAbstractScrollArea) and scrolls:
            return type(area).__name__ if too_far and area.horizontalScrollBar().maximum() == 0 else None
        if too_far or at.bottom() > around.height() + 2 or at.top() < -3:
            return type(around).__name__
        holder = around
    return None


def painted_over(pane: QWidget) -> Iterator[str]:
    """Words of one layout that stand over one another."""
    labels = [
        each
        for each in pane.findChildren(QWidget)
        if isinstance(each, QLabel | Elided | Button) and each.isVisible() and _words(each)
    ]
    places = {each: _in_sight(each, pane).adjusted(2, 3, -2, -3) for each in labels}
    labels = [each for each in labels if places[each].isValid()]
    for at, one in enumerate(labels):
        for other in labels[at + 1 :]:
            if places[one].intersects(places[other]) and _laid_out_together(one, other):
                yield f"one over another: {_words(one)} | {_words(other)}"


def _in_sight(part: QWidget, pane: QWidget) -> QRect:
    """What of it can be seen: what is scrolled away stands over nothing."""
    seen, holder = QRect(QPoint(0, 0), part.size()), part
    while holder is not pane and (around := holder.parentWidget()) is not None:
        seen = seen.translated(holder.pos()).intersected(around.rect())
        holder = around
    return seen


def _words(part: QWidget) -> str:
    return part.text() if isinstance(part, QLabel | Button) else part.accessibleName()


def _laid_out_together(one: QWidget, other: QWidget) -> bool:
    """Whether a layout put both where they are: what floats stands over the page, and should."""
    above: list[QWidget] = [one]
    while (parent := above[-1].parentWidget()) is not None:
        above.append(parent)
    branch = other
    while (parent := branch.parentWidget()) is not None and parent not in above:
        branch = parent
    if parent is None or parent is one:
        return False
    mine = above[above.index(parent) - 1]
    layout = parent.layout()
    return layout is not None and layout.indexOf(mine) >= 0 and layout.indexOf(branch) >= 0


CODE = re.compile(
    r"(?<![\w-])(?:C[12]|D1|E1|V[2-4]|J[1-3]|L[1-3]|[UKPTRHSZ][1-9]|PN[0-7]|PR[0-6]|X1|RN[E1]|N[1-8])(?![\w-])"
)


def raw_codes(pane: QWidget) -> Iterator[str]:
    """Visible words in which a national code stands without its label."""
    for words in visible_words(pane):
        for found in CODE.finditer(words):
            after, before = words[found.end() :], words[: found.start()]
            labelled = re.match(r"(:|\)|,)?\s*\(?[A-Za-z]{2,}", after) or re.search(r"\((\w+ to )?$", before)
            if not labelled:
                yield f"{found.group()} in: {words}"


def visible_words(pane: QWidget) -> Iterator[str]:
    """What can be read in labels, buttons, choices and lists."""
    for each in pane.findChildren(QWidget):
        if not each.isVisible():
            continue
        if isinstance(each, Text):
            yield each.words()
        elif isinstance(each, QLabel | QAbstractButton):
            yield each.text()
        elif isinstance(each, QComboBox):
            yield each.currentText()
        elif isinstance(each, Elided):
            yield each.accessibleName()
        elif isinstance(each, QAbstractItemView) and each.model() is not None:
            model, top = each.model(), QModelIndex()
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(top)
            for row in range(model.rowCount(top)):
                for column in range(columns):
                    yield str(model.index(row, column, top).data(Qt.ItemDataRole.DisplayRole) or "")
