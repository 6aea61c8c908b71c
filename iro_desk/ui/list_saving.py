"""The list in front, as it stands: found in any pane, and saved as a file."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.list_saving import ShownList
from iro_desk.ui.bridge import when_done
from iro_desk.ui.files import ask_for_file
from iro_desk.ui.widgets.lists import ListLine, ListModel

LIST_TITLES = ("What", "State", "Detail", "")


def list_in_front(pane: QWidget | None) -> ShownList | None:
    """The list that has the focus, else the largest one that is shown; ``None`` where there is none with a row."""
    if pane is None:
        return None
    views = [
        view
        for view in pane.findChildren(QAbstractItemView)
        if view.isVisible() and not isinstance(view.parentWidget(), QComboBox) and _count(view.model())
    ]
    focused = QApplication.focusWidget()
    view = focused if focused in views else max(views, key=lambda each: each.width() * each.height(), default=None)
    return _shown(view) if isinstance(view, QAbstractItemView) else None


def _count(model: QAbstractItemModel | None) -> int:
    return model.rowCount(QModelIndex()) if model is not None else 0


def _shown(view: QAbstractItemView) -> ShownList:
    model = view.model()
    title = view.accessibleName() or "List"
    if isinstance(model, ListModel):
        rows = tuple(_of_line(model.data(model.index(n), ListModel.LINE)) for n in range(len(model.lines)))
        return ShownList(title, LIST_TITLES, rows)
    width = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    display, across = Qt.ItemDataRole.DisplayRole, Qt.Orientation.Horizontal
    titles = tuple(str(model.headerData(n, across, display) or "") for n in range(width))
    rows = tuple(
        tuple(" ".join(str(model.data(model.index(row, n), display) or "").split()) for n in range(width))
        for row in range(_count(model))
    )
    return ShownList(title, titles, rows)


def _of_line(shown: ListLine) -> tuple[str, ...]:
    title = " ".join(part for part in (shown.number, shown.title, shown.after_title) if part)
    return title, shown.says, shown.detail, shown.after_detail


def ask_and_save(
    window: QWidget,
    shown: ShownList,
    save: Callable[[ShownList, str], Future[Any]],
    saved: Callable[[], None],
    refused: Callable[[UserFacingError], None],
) -> None:
    """Asks where to, and saves there."""

    def failed(error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        refused(error)

    def chose(path: str) -> None:
        when_done(save(shown, path), window, lambda _: saved(), failed)

    filters = "For a spreadsheet (*.csv);;For print (*.pdf)"
    ask_for_file(window, "Save this list", filters, chose, f"{shown.title}.csv")
