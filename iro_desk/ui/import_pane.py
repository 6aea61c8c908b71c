"""Bringing in a council's return: which files, whose children, a look, and then one change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from iro_desk.practice.import_views import ImportView, PreviewChange
from iro_desk.practice.words import count
from iro_desk.ui.bridge import on_window_thread, when_done
from iro_desk.ui.choosing import ChoosingPage
from iro_desk.ui.files import ask_for_folder, ask_which_files
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import (
    Button,
    Cell,
    CheckBox,
    Chips,
    Column,
    Elided,
    Field,
    Icon,
    Mark,
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
    wrapping,
)

NOTHING = {
    "changed": "Nothing on your desk would change.",
    "asks": "Nothing asks you.",
    "problems": "Every line is used as it stands.",
}
TO_DO = {"take": ("Take it", ""), "yours differs": ("Yours differs", "soon"), "signed here": ("Finalised here", "done")}


ROWS_OF = {
    "header": ("child", "children"),
    "episodes": ("episode", "episodes"),
    "reviews": ("review", "reviews"),
    "uasc": ("unaccompanied child", "unaccompanied children"),
}
"""What the rows of each table of a return are, one and many."""
SHOWN_AT_ONCE = 500
"""Lines of a table made at a time; more are asked for, so that ten thousand do not stop the window."""
TELL_EVERY = 0.1
"""Seconds between two words of progress."""


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


def file_names(paths: Iterable[str]) -> dict[str, str]:
    """Each path's file name; where two are called the same, with the folders beside it that tell them apart."""
    whole = sorted(set(paths))
    names: dict[str, str] = {}
    for path in whole:
        same = [Path(other) for other in whole if other != path and Path(other).name == Path(path).name]
        folders = Path(path).parent.parts
        beside = next(
            (n for n in range(1, len(folders)) if all(other.parent.parts[-n:] != folders[-n:] for other in same)),
            len(folders),
        )
        where = "/".join(folders[-beside:]) if same and beside else ""
        names[path] = f"{Path(path).name} ({where})" if where else Path(path).name
    return names


class ImportPane(QWidget):
    """Look before anything changes. ``closed`` goes back to the caseload; ``taken`` tells that children came in."""

    closed = Signal()
    taken = Signal(object)
    list_wanted = Signal()

    help_name = "import"

    def __init__(self, actions: ImportActions) -> None:
        super().__init__()
        self._actions = actions
        self._prepared: Any = None
        self._view: ImportView | None = None
        self._names: dict[str, str] = {}
        self._shown = SHOWN_AT_ONCE
        self._narrow = False
        self._stop = threading.Event()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._choosing())
        self._pages.addWidget(self._looking())
        column((self._pages, 1), into=self)

    def minimumSizeHint(self) -> QSize:
        """Half a screen is enough: what stands in it gives way on the way there."""
        return QSize(px(440), px(400))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At half a screen a change stands in one column."""
        super().resizeEvent(event)
        narrow = self.width() < px(860)
        self._safe.setVisible(not narrow)
        if narrow is not self._narrow:
            self._narrow = narrow
            self._show_table()

    def where(self) -> dict[str, Any]:
        """What was chosen, and whether it was being looked at."""
        return {
            "path": self.path.value(),
            "mine": self.mine.value(),
            "everyone": self.everyone.isChecked(),
            "looking": self._pages.currentIndex() == 1,
        }

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it; what was looked at is read again."""
        self.path.set_value(where["path"])
        self.mine.set_value(where["mine"])
        self.everyone.setChecked(where["everyone"])
        if where["looking"]:
            self._look()

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
        self._chosen = ChoosingPage(
            "Bring in a council’s return",
            "SSDA903, one year or many. Nothing leaves this computer.",
            [self.path, 8, row(folder, files, None), 16, self.mine, 8, self.everyone],
            look="Look at what would change",
            other="A list of children instead",
        )
        self.look = self._chosen.look
        self._chosen.looked.connect(self._look)
        self._chosen.left.connect(self.closed)
        self._chosen.other.connect(self.list_wanted)
        return self._chosen

    def _choose(self, *, folder: bool) -> None:
        title = "Choose the return"
        if folder:
            ask_for_folder(self, title, self.path.set_value)
        else:
            filters = "Returns (*.csv *.xml);;All files (*)"
            ask_which_files(self, title, filters, lambda paths: self.path.set_value("; ".join(paths)))

    def _look(self) -> None:
        paths = [part.strip() for part in self.path.value().split(";") if part.strip()]
        mine = None if self.everyone.isChecked() else self.mine.value()
        if not paths:
            self.path.refuse("Say where the files of the return are.")
            return
        if mine == "":
            self.mine.refuse("Paste your children's numbers, or tick “Every child in the files”.")
            return
        self._chosen.begin()
        self._empty()
        self._pages.setCurrentIndex(1)
        self._progress.begin()
        self._progress.say("Reading the files")

        stop = self._stop = threading.Event()
        began = told = time.monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal told
            now = time.monotonic()
            if now - told < TELL_EVERY:
                return
            told = now
            left = round((now - began) * (total - done) / max(1, done))
            on_window_thread(lambda: self._say_progress(stop, done, total, left))

        def found(prepared: Any) -> None:
            if stop is self._stop and not stop.is_set():
                self._found(prepared)

        def failed(error: BaseException) -> None:
            if stop is self._stop and not stop.is_set():
                self._failed(error)

        when_done(self._actions.prepare(paths, mine, progress, stop.is_set), self, found, failed)

    def _say_progress(self, stop: threading.Event, done: int, total: int, left: int) -> None:
        if isValid(self) and stop is self._stop and not stop.is_set():
            seconds = f"about {count(left, 'second')} left" if left else ""
            self._progress.say(f"Comparing child {done:,} of {total:,}", done / max(1, total), seconds)

    def _stopped(self) -> None:
        """Stop: what was found so far is let go; nothing has been written."""
        self._stop.set()
        self._progress.end()
        self._empty()
        self._pages.setCurrentIndex(0)
        self._chosen.say("wait", "Stopped.", "Nothing was changed.")

    # ------------------------------------------------------------ what would change

    def _looking(self) -> QWidget:
        self._header = PaneHeader(
            "Look before anything changes",
            "Nothing is written to your desk until you say so, and one undo takes it all back.",
            margins=(0, 0, 0, 4),
        )
        self._progress = Progress("Reading the files")
        self._progress.stopped.connect(self._stopped)
        self._figures = wrapping(gap=44, line_gap=8)
        self._which = Chips(
            [("changed", "Changed", 0), ("asks", "Asks you", 0), ("problems", "Not used as it stands", 0)], "changed"
        )
        self._which.chose.connect(lambda _: self._choose_table())
        self._changes = Table(
            "What would change",
            [
                Column("Child", 170),
                Column("Field", 190),
                Column("On your desk", 0, 1),
                Column("", 28),
                Column("In the file", 0, 1),
                Column("Where", 80),
                Column("What to do", 130),
            ],
        )
        self._changes_narrow = Table(
            "What would change", [Column("Child", 120), Column("Change", 0, 1), Column("What to do", 120)]
        )
        self._lines = Table("Lines", [Column("File", 220), Column("Line", 60), Column("What", 0, 1)])
        self._none = Text("", "body", "ink2")
        self._how_many = Text("", "small", "ink2")
        more = Button(f"Show {SHOWN_AT_ONCE} more", "plain", small=True)
        more.clicked.connect(self._show_more)
        self._more_line = row(self._how_many, more, None, gap=8)
        self._files = column(gap=2)
        self._files_title = section("The files")
        self._found_part = column(
            self._figures,
            14,
            self._which,
            6,
            self._none,
            self._changes,
            self._changes_narrow,
            self._lines,
            self._more_line,
            self._files_title,
            self._files,
        )
        self._found_part.hide()
        self._leave = Button("Leave everything as it is", "quiet")
        self._leave.clicked.connect(self._leave_it)
        self.take = Button("Take them in", "primary")
        self.take.clicked.connect(self._take)
        self.take.setEnabled(False)
        self._safe = row(
            Icon("shield-check", 16, "ink3"),
            (Elided("One change in the journal; one undo takes it back.", "small", "ink2"), 1),
        )
        foot = foot_bar(
            (self._safe, 1),
            None,
            self._leave,
            self.take,
        )
        inside = column(
            self._header,
            12,
            self._progress,
            12,
            self._found_part,
            None,
            margins=(32, 20, 32, 16),
        )
        return column((Scroll(inside), 1), foot)

    def _empty(self) -> None:
        self._prepared = self._view = None
        self._shown = SHOWN_AT_ONCE
        self.take.setEnabled(False)
        self._found_part.hide()
        clear(self._figures)
        clear(self._files)
        self._changes.show_rows([])
        self._changes_narrow.show_rows([])
        self._lines.show_rows([])

    def _found(self, prepared: Any) -> None:
        self._progress.end()
        self._prepared = prepared
        view = self._actions.view(prepared)
        self._view = view
        self._names = file_names(file.path for file in view.files)
        clear(self._figures)
        into = self._figures.layout()
        assert into is not None
        for made in (
            figure(f"{view.children['new']:,}", "new children"),
            figure(f"{view.children['changed']:,}", "children changed"),
            figure(f"{view.children['same']:,}", "the same"),
            figure(f"{view.reviews['new']:,}", "new reviews"),
            figure(f"{len(view.asks):,}", "ask you", Mark("soon")),
            figure(f"{len(view.problems):,}", "lines not used as they stand", Mark("risk")),
        ):
            into.addWidget(made)
        self._found_part.show()
        self._which.set_counts({"changed": len(view.changes), "asks": len(view.asks), "problems": len(view.problems)})
        self._which.choose("changed" if view.changes else "asks" if view.asks else "problems")
        self._show_table()
        clear(self._files)
        for file in view.files:
            name = self._names[file.path]
            one, many = ROWS_OF.get(file.kind, ("row", "rows"))
            words = f"{name}: {count(file.rows, one, many)}" if file.read else f"{name} was not read: {file.why_not}"
            add(self._files, Text(words, "small", "ink2", wrap=True))
        new = view.children["new"]
        something = new or any(counts[key] for counts in (view.episodes, view.reviews) for key in ("new", "changed"))
        something = something or view.children["changed"]
        self.take.say(f"Take {count(new, 'child', 'children')} in" if new else "Take the changes in")
        self.take.setEnabled(bool(something))
        if self.take.isEnabled():
            self.take.setFocus(Qt.FocusReason.TabFocusReason)

    def _choose_table(self) -> None:
        self._shown = SHOWN_AT_ONCE
        self._show_table()

    def _show_more(self) -> None:
        self._shown += SHOWN_AT_ONCE
        self._show_table()

    def _show_table(self) -> None:
        view, which = self._view, self._which.chosen()
        changes = view is not None and which == "changed" and bool(view.changes)
        self._changes.setVisible(changes and not self._narrow)
        self._changes_narrow.setVisible(changes and self._narrow)
        if view is None:
            self._lines.hide()
            self._more_line.hide()
            self._none.hide()
            return
        rows = {"changed": view.changes, "asks": view.asks, "problems": view.problems}[which]
        shown = min(self._shown, len(rows))
        self._none.say(NOTHING[which])
        self._none.setVisible(not rows)
        self._lines.setVisible(which != "changed" and bool(rows))
        self._more_line.setVisible(shown < len(rows))
        self._how_many.say(f"The first {shown:,} of {len(rows):,} are shown.")
        if which == "changed":
            table = self._changes_narrow if self._narrow else self._changes
            table.show_rows([(str(n), self._change_cells(view.changes, n)) for n in range(shown)])
            return
        lines = view.asks if which == "asks" else view.problems
        self._lines.show_rows(
            [
                (
                    str(n),
                    [
                        Cell(self._name(each.file), "small", "ink2"),
                        Cell(str(each.line), "small", "ink2"),
                        Cell(f"{each.what[:1].upper()}{each.what[1:]}"),
                    ],
                )
                for n, each in enumerate(lines[:shown])
            ]
        )

    def _name(self, file: str) -> str:
        return self._names.get(file) or Path(file).name

    def _change_cells(self, changes: Sequence[PreviewChange], n: int) -> list[Cell]:
        each = changes[n]
        before = changes[n - 1] if n else None
        label = each.child_label if before is None or before.child_label != each.child_label else ""
        words, mark = TO_DO.get(each.to_do, (each.to_do, ""))
        if self._narrow:
            change = f"{each.field}: {each.ours or 'not known'} → {each.theirs or 'not known'}"
            return [Cell(label, "strong"), Cell(change), Cell(words, "label", mark=mark)]
        return [
            Cell(label, "strong"),
            Cell(each.field, "body", "ink2"),
            Cell(each.ours or "Not known", "body", "ink3"),
            Cell("", icon="arrow-right"),
            Cell(each.theirs or "Not known"),
            Cell(f"Line {each.line}", "small", "ink3"),
            Cell(words, "label", mark=mark),
        ]

    def _failed(self, error: BaseException) -> None:
        self._progress.end()
        self._pages.setCurrentIndex(0)
        self._chosen.refuse(error)

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
