"""Asking which file or folder is meant: opened over the window, never executed, and beginning where one would look."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

DELETE_IT = "Delete the file once it is in the council’s system"
"""What is said with every paper of a child that was written outside the desk."""

_last_folder = ""
"""Where the last file was, while the program runs. It is kept nowhere: a folder's name may tell of a child."""


def ask_for_file(
    parent: QWidget, title: str, filters: str, chose: Callable[[str], object], name: str = "", *, replaces: bool = True
) -> None:
    """Where a file is to be written; ``name`` is proposed.

    ``filters`` as Qt has them, such as "Table (*.csv);;Paper (*.pdf)"; the name gets the ending of the one chosen.
    Without ``replaces`` the writer itself refuses a name that is taken, so nothing is asked about it here.
    """
    dialog = _dialog(parent, title, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_ending(chosen)))
    dialog.setDefaultSuffix(_ending(filters))
    dialog.selectFile(name)
    _open(dialog, chose)


def ask_for_pdf(parent: QWidget, name: str, chose: Callable[[str], object]) -> None:
    """Where a paper is to be written; ``name`` is proposed."""
    ask_for_file(parent, "Save the PDF", "PDF (*.pdf)", chose, name)


def saved_in(path: str) -> str:
    """What is said when a file was written: the folder by its name, since the file's own was just chosen."""
    return f"Saved in {Path(path).parent.name or Path(path).parent}"


def ask_which_file(
    parent: QWidget, title: str, filters: str, chose: Callable[[str], object], folder: Path | None = None
) -> None:
    """One file that is there; it is looked for in ``folder`` first."""
    dialog = _dialog(parent, title, filters, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, chose)


def ask_which_files(parent: QWidget, title: str, filters: str, chose: Callable[[list[str]], object]) -> None:
    """Files that are there."""
    dialog = _dialog(parent, title, filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(chose)
    _open(dialog)


def ask_for_folder(parent: QWidget, title: str, chose: Callable[[str], object], folder: Path | None = None) -> None:
    """A folder that is there; it is looked for in ``folder`` first."""
    dialog = _dialog(parent, title, "", folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _open(dialog, chose)


def _dialog(parent: QWidget, title: str, filters: str, folder: Path | None = None) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder or _where_one_would_look()), filters)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _where_one_would_look() -> Path:
    """The folder of the last file, else the documents, else home; never the folder that the program runs in."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    places = (Path(each) for each in (_last_folder, documents) if each)
    return next((each for each in places if each.is_dir()), Path.home())


def _ending(filters: str) -> str:
    """The ending that the first of the filters asks for; empty when any will do."""
    found = re.search(r"\*\.(\w+)", filters)
    return found[1] if found else ""


def _open(dialog: QFileDialog, chose: Callable[[str], object] | None = None) -> None:
    dialog.filesSelected.connect(_remember)
    if chose is not None:
        dialog.fileSelected.connect(chose)
    dialog.open()


def _remember(paths: list[str]) -> None:
    global _last_folder
    if paths:
        first = Path(paths[0])
        _last_folder = str(first if first.is_dir() else first.parent)
