"""Asking where a file or folder is to be: opened over the window, never executed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_file(
    parent: QWidget, title: str, suffix: str, filters: str, chose: Callable[[str], None], name: str = ""
) -> None:
    """Where a file is to be written; ``filters`` as Qt has them, such as "Table (*.csv)"; ``name`` is proposed."""
    dialog = QFileDialog(parent, title, name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.setNameFilter(filters)
    _open(dialog, chose)


def ask_for_pdf(parent: QWidget, name: str, chose: Callable[[str], None]) -> None:
    """Where a paper is to be written; ``name`` is proposed."""
    ask_for_file(parent, "Save the PDF", "pdf", "PDF (*.pdf)", chose, name)


def ask_for_folder(parent: QWidget, title: str, chose: Callable[[str], None]) -> None:
    """A folder that is there."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, chose)


def _open(dialog: QFileDialog, chose: Callable[[str], None]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chose)
    dialog.open()
