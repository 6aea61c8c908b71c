"""Bringing in a council's return: which files, whose children, a look, and then one change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.views import ImportView
from iro_desk.practice.words import count
from iro_desk.ui.bridge import on_window_thread, when_done
from iro_desk.ui.widgets import (
    Button,
    Cell,
    CheckBox,
    Chips,
    Column,
    Field,
    Icon,
    Mark,
    Message,
    PaneHeader,
    Progress,
    Scroll,
    Table,
    Text,
    TextField,
    add,
    clear,
    column,
    figure,
    foot_bar,
    row,
    section,
)

TO_DO = {"take": ("Take it", ""), "yours differs": ("Yours differs", "soon"), "signed here": ("Finalised here", "done")}


class ImportActions(Protocol):
    """What an import asks of whoever wires it to a desk."""

    def prepare(
        self,
        paths: Sequence[str],
        mine: str | None,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Future[Any]:
        """Reads and compares, beside the window; ``mine`` is the pasted list, ``None`` for every child."""
        ...

    def view(self, prepared: Any) -> ImportView:
        """What was found."""
        ...

    def take(self, prepared: Any) -> Future[ImportView]:
        """Takes it in, as one change."""
        ...


class ImportPane(QWidget):
    """Look before anything changes. ``closed`` goes back to the caseload; ``taken`` tells that children came in."""

    closed = Signal()
    taken = Signal(object)

    help_name = "import"

    def __init__(self, actions: ImportActions) -> None:
        super().__init__()
        self._actions = actions
        self._prepared: Any = None
        self._stop = threading.Event()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._choosing())
        self._pages.addWidget(self._looking())
        column((self._pages, 1), into=self)

    # ------------------------------------------------------------ which files, whose children

    def _choosing(self) -> QWidget:
        self.path = Field("Folder or file", hint="The CSV files of the return: header, episodes, reviews.")
        folder = Button("Choose a folder", "quiet", "folder-input")
        folder.clicked.connect(lambda: self._choose(folder=True))
        files = Button("Choose files", "quiet", "file-text")
        files.clicked.connect(lambda: self._choose(folder=False))
        self.mine = TextField(
            "My children",
            hint="A return does not say whose children they are. Paste their numbers, one a line; names beside them.",
            lines=7,
        )
        self.everyone = CheckBox("Every child in the files")
        self.everyone.toggled.connect(lambda on: self.mine.control.setEnabled(not on))
        self.look = Button("Look at what would change", "primary", "search")
        self.look.clicked.connect(self._look)
        back = Button("Back", "quiet")
        back.clicked.connect(self.closed)
        self._refusal = Message("risk", "")
        self._refusal.hide()
        inside = column(
            PaneHeader("Bring in a council's return", "SSDA903, one year or many. Nothing leaves this computer."),
            8,
            self._refusal,
            row((self.path, 1), (folder, Qt.AlignmentFlag.AlignBottom), (files, Qt.AlignmentFlag.AlignBottom)),
            16,
            self.mine,
            8,
            self.everyone,
            20,
            row(self.look, back, None),
            None,
            margins=(32, 16, 32, 24),
        )
        inside.setMaximumWidth(900)
        return Scroll(row((inside, 1), gap=0))

    def _choose(self, *, folder: bool) -> None:
        dialog = QFileDialog(self, "Choose the return")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if folder:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            dialog.setNameFilter("Returns (*.csv *.xml);;All files (*)")
        dialog.filesSelected.connect(lambda paths: self.path.set_value("; ".join(paths)))
        dialog.open()

    def _look(self) -> None:
        paths = [part.strip() for part in self.path.value().split(";") if part.strip()]
        mine = None if self.everyone.isChecked() else self.mine.value()
        if not paths:
            self.path.refuse("Say where the files of the return are.")
            return
        if mine == "":
            self.mine.refuse("Paste your children's numbers, or tick “Every child in the files”.")
            return
        self._refusal.hide()
        self._stop.clear()
        self._empty()
        self._pages.setCurrentIndex(1)
        self._progress.begin()
        self._progress.say("Reading the files")

        def progress(done: int, total: int) -> None:
            on_window_thread(lambda: self._progress.say(f"Comparing row {done:,} of {total:,}", done / max(1, total)))

        when_done(self._actions.prepare(paths, mine, progress, self._stop.is_set), self, self._found, self._failed)

    # ------------------------------------------------------------ what would change

    def _looking(self) -> QWidget:
        self._header = PaneHeader(
            "Look before anything changes",
            "Nothing is written to your desk until you say so, and one undo takes it all back.",
        )
        self._progress = Progress("Reading the files")
        self._progress.stopped.connect(self._stop.set)
        self._figures = row(gap=40)
        self._which = Chips(
            [("changed", "Changed", 0), ("asks", "Asks you", 0), ("problems", "Not used as it stands", 0)], "changed"
        )
        self._which.chose.connect(lambda _: self._show_table())
        self._changes = Table(
            "What would change",
            [
                Column("Child", 170),
                Column("Field", 190),
                Column("On your desk", 0, 1),
                Column("In the file", 0, 1),
                Column("Where", 130),
                Column("What to do", 130),
            ],
        )
        self._lines = Table("Lines", [Column("File", 220), Column("Line", 60, right=True), Column("What", 0, 1)])
        self._files = column(gap=2)
        self._leave = Button("Leave everything as it is", "quiet")
        self._leave.clicked.connect(self._leave_it)
        self.take = Button("Take them in", "primary")
        self.take.clicked.connect(self._take)
        self.take.setEnabled(False)
        foot = foot_bar(
            Icon("shield-check", 16, "ink3"),
            Text("One change in the journal; one undo takes it back.", "small", "ink2"),
            None,
            self._leave,
            self.take,
        )
        inside = column(
            self._header,
            12,
            self._progress,
            12,
            self._figures,
            16,
            self._which,
            8,
            self._changes,
            self._lines,
            section("The files"),
            self._files,
            None,
            margins=(32, 16, 32, 16),
        )
        return column((Scroll(inside), 1), foot)

    def _empty(self) -> None:
        self._prepared = None
        self.take.setEnabled(False)
        clear(self._figures)
        clear(self._files)
        self._changes.show_rows([])
        self._lines.show_rows([])

    def _found(self, prepared: Any) -> None:
        self._progress.end()
        self._prepared = prepared
        view = self._actions.view(prepared)
        self._view = view
        clear(self._figures)
        add(
            self._figures,
            figure(f"{view.children['new']:,}", "new children"),
            figure(f"{view.children['changed']:,}", "children changed"),
            figure(f"{view.children['same']:,}", "the same"),
            figure(f"{view.reviews['new']:,}", "new reviews"),
            figure(f"{len(view.asks):,}", "ask you", Mark("soon")),
            figure(f"{len(view.problems):,}", "lines not used as they stand", Mark("risk")),
            None,
        )
        self._which.set_counts({"changed": len(view.changes), "asks": len(view.asks), "problems": len(view.problems)})
        self._which.choose("changed" if view.changes else "asks" if view.asks else "problems")
        self._show_table()
        clear(self._files)
        for file in view.files:
            words = f"{file.path}: {count(file.rows, 'row')} of {file.kind}" if file.read else ""
            add(self._files, Text(words or f"{file.path} was not read: {file.why_not}", "small", "ink2", wrap=True))
        new = view.children["new"]
        something = new or any(counts[key] for counts in (view.episodes, view.reviews) for key in ("new", "changed"))
        something = something or view.children["changed"]
        self.take.say(f"Take {count(new, 'child', 'children')} in" if new else "Take the changes in")
        self.take.setEnabled(bool(something))
        if self.take.isEnabled():
            self.take.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_table(self) -> None:
        which = self._which.chosen()
        self._changes.setVisible(which == "changed")
        self._lines.setVisible(which != "changed")
        if which == "changed":
            self._changes.show_rows([(str(n), self._change_cells(n)) for n in range(len(self._view.changes[:500]))])
            return
        lines = self._view.asks if which == "asks" else self._view.problems
        self._lines.show_rows(
            [
                (str(n), [Cell(each.file, "small", "ink2"), Cell(str(each.line), "small", "ink2"), Cell(each.what)])
                for n, each in enumerate(lines[:500])
            ]
        )

    def _change_cells(self, n: int) -> list[Cell]:
        each = self._view.changes[n]
        before = self._view.changes[n - 1] if n else None
        label = each.child_label if before is None or before.child_label != each.child_label else ""
        words, mark = TO_DO.get(each.to_do, (each.to_do, ""))
        return [
            Cell(label, "strong"),
            Cell(each.field, "body", "ink2"),
            Cell(each.ours or "Not known", "body", "ink3"),
            Cell(each.theirs or "Not known"),
            Cell(f"Line {each.line}", "small", "ink3"),
            Cell(words, "label", mark=mark),
        ]

    def _failed(self, error: BaseException) -> None:
        self._progress.end()
        self._pages.setCurrentIndex(0)
        if not isinstance(error, UserFacingError):
            raise error
        self._refusal.say("risk", error.what, " ".join(part for part in (error.safe, error.do) if part))
        self._refusal.show()

    def _leave_it(self) -> None:
        self._stop.set()
        self._empty()
        self._pages.setCurrentIndex(0)

    def _take(self) -> None:
        self.take.setEnabled(False)
        self._progress.begin()
        self._progress.say("Taking them in")

        def done(view: ImportView) -> None:
            self._progress.end()
            self._empty()
            self._pages.setCurrentIndex(0)
            self.taken.emit(view)

        when_done(self._actions.take(self._prepared), self, done, self._failed)
