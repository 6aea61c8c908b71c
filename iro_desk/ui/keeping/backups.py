"""Backups: what is kept and when, one more now, the second folder, the drill, and a new desk from one."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.backups import BackupMade, BackupsView, Drill
from iro_desk.practice.exporting import Exported
from iro_desk.practice.keeping import BackupRow
from iro_desk.practice.words import count
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.files import ask_for_folder
from iro_desk.ui.keeping.actions import KeepingActions
from iro_desk.ui.keeping.restore import RestoreDialog
from iro_desk.ui.keeping.words import WordsDialog
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.widgets import (
    Button,
    Cell,
    Column,
    ComboField,
    Dialog,
    EmptyPane,
    Message,
    Progress,
    Scroll,
    State,
    Table,
    Text,
    column,
    row,
    section,
    wrapping,
)

KEPT_WORDS = "The newest of each of the last 12 days, 10 weeks and 9 months stays. Each was read back and checked."

OPEN_FORMATS = (
    "Everything on this desk as tables (CSV) and data (JSON), with the whole journal: to go elsewhere with, or for the"
    " council. What children told only you is left out, and counted."
)
GO_BACK = (
    "This desk becomes what it was when the backup was made; the desk closes for it. What was written since is no"
    " longer in it: the files of now are put in a folder of their own beside it, in case you need them, and the backup"
    " stays where it is."
)
NOT_ENCRYPTED = "The files are not encrypted: whoever has them reads everything. No backup is made by this."


class BackupsPage(QWidget):
    """Shows :class:`BackupsView`; ``changed`` asks for it again."""

    changed = Signal()
    work_asked = Signal(object)
    """What is to be done while the desk is closed."""

    def __init__(self, actions: KeepingActions) -> None:
        super().__init__()
        self._actions = actions
        self.setAccessibleName("Backups")
        self._state = State("done", "", wrap=True)
        self.now = Button("Back up now", "primary", "shield-check")
        self.now.clicked.connect(self.back_up)
        self.restore = Button("Make a desk from a backup", icon="history")
        self.restore.clicked.connect(self.ask_restore)
        self.back = Button("Go back to a backup", "quiet")
        self.back.clicked.connect(self.ask_go_back)
        if actions.is_practice():
            self.back.hide()
        self.message = Message("done", "")
        self.message.hide()
        self.progress = Progress("", can_stop=False)
        columns = (Column("Made", 0, 3), Column("Size", 110, right=True), Column("", 40), Column("", 150))
        self.table = Table("Backups beside the desk", columns, opens=True)
        self.table.opened.connect(self.drill)
        self.elsewhere = Table("Backups in the second folder", columns, opens=True)
        self.elsewhere.opened.connect(self.drill)
        self._empty = EmptyPane("No backup is kept yet.", "One is made on closing and every half hour of work.")
        self._second = Text("", "body", wrap=True)
        self.everything = Button("Save everything in open formats", icon="folder-open", small=True)
        self.everything.clicked.connect(self.ask_everything)
        self.choose = Button("Choose a second folder", icon="folder-open", small=True)
        self.choose.clicked.connect(self._choose)
        self.none = Button("Keep no second backup", "plain", small=True)
        self.none.clicked.connect(lambda: self._set_second(""))
        inside = column(
            row((self._state, 1), wrapping(self.back, self.restore, self.now), gap=16),
            6,
            Text("A backup is made on closing and after every half hour of work.", "small", "ink2", wrap=True),
            10,
            self.progress,
            self.message,
            section("Beside the desk"),
            Text(KEPT_WORDS, "small", "ink2", wrap=True),
            8,
            self.table,
            self._empty,
            section("In a second folder"),
            self._second,
            8,
            row(self.choose, self.none, None),
            8,
            self.elsewhere,
            section("In open formats"),
            Text(OPEN_FORMATS, "small", "ink2", wrap=True),
            8,
            row(self.everything, None),
            None,
            margins=(32, 14, 32, 24),
        )
        column((Scroll(inside), 1), into=self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Into its main control. A focus proxy would let Tab pass over the controls before that."""
        self.now.setFocus(event.reason())

    def show_view(self, view: BackupsView) -> None:
        """Shows what is kept."""
        newest = f"The newest is of {view.own[0].moment}" if view.own else ""
        self._state.say("soon" if view.problem else "done", view.problem or newest)
        self.table.show_rows(_lines(view.own))
        self.table.setVisible(bool(view.own))
        self._empty.setVisible(not view.own)
        self.elsewhere.show_rows(_lines(view.second))
        self.elsewhere.setVisible(bool(view.second))
        words = f"Each backup is kept in {view.second_folder} too." if view.second_folder else ""
        self._second.say(
            words or "A stick, or a drive of the council: if this laptop is lost, the second backup is what is left."
        )
        self.choose.say("Choose another folder" if view.second_folder else "Choose a second folder")
        self.none.setVisible(bool(view.second_folder))

    def back_up(self) -> None:
        """One more, now."""
        self._begin("Backing up and checking what was written")
        began = time.monotonic()

        def done(made: tuple[BackupMade, ...]) -> None:
            failed = [each.words for each in made if not each.made]
            if failed:
                self._end("late", "Not every backup was made.", " ".join(failed))
            else:
                self._end("done", "Backed up, read back and checked.", f"It took {_took(began)}.")
            self.changed.emit()

        ask(self._actions.back_up, self, done, self._refused)

    def drill(self, file: str) -> None:
        """Proves one backup without touching the desk."""
        self._begin("Unpacking the backup aside and checking it")

        def done(found: Drill) -> None:
            what = "That backup is whole." if found.whole else "That backup is not whole."
            self._end("done" if found.whole else "late", what, f"{found.words} Your desk was not touched.")

        ask(lambda: self._actions.drill(file), self, done, self._refused)

    @comes_back
    def ask_restore(self) -> None:
        """Opens the form that makes a desk from a backup."""
        rows = self._actions.backups().own
        RestoreDialog(self, self._actions.restore, str(rows[0].file) if rows else "").open_it()

    @comes_back
    def ask_go_back(self) -> None:
        """Asks which backup is to take the place of this desk."""
        view = self._actions.backups()
        rows = [*view.own, *view.second]
        if not rows:
            self._end("late", "No backup is kept yet.", "Make one first.")
            return
        which = ComboField("Backup of", [(str(each.file), each.moment) for each in rows])
        label = "The passphrase that the desk had then, or its recovery code"
        dialog = WordsDialog(self, "Go back to a backup?", GO_BACK, "Go back to it", label, [which])
        dialog.wanted.connect(lambda words: self.work_asked.emit(self._actions.go_back(which.value(), words)))
        dialog.open_it()

    def _choose(self) -> None:
        ask_for_folder(self, "Choose the folder for a second backup", self._set_second)

    @comes_back
    def ask_everything(self) -> None:
        """Says what is in it, and asks where the folder is to be."""
        body = Text(f"{OPEN_FORMATS} {NOT_ENCRYPTED}", "body", "ink2", wrap=True)
        buttons = [("leave", "Leave it", "quiet"), ("save", "Choose where", "primary")]
        question = Dialog(self, "Save everything on this desk in open formats?", column(body), buttons)
        ask_where = partial(ask_for_folder, self, "Where the folder is to be made", self.save_everything)
        question.chose.connect(lambda key: ask_where() if key == "save" else None)
        question.open_it()

    def save_everything(self, folder: str) -> None:
        """Makes a folder of it inside one."""
        self._begin("Writing everything down in open formats")

        def done(made: Exported) -> None:
            self._end("done", made.words, f"The files are not encrypted: {made.folder.name}.")

        ask(lambda: self._actions.export_desk(folder), self, done, self._refused)

    def _set_second(self, folder: str) -> None:
        ask(lambda: self._actions.set_second_folder(folder), self, lambda _: self.changed.emit(), self._refused)

    def _begin(self, words: str) -> None:
        self.message.hide()
        self.now.setEnabled(False)
        self.progress.say(words)
        self.progress.begin()

    def _end(self, kind: str, what: str, then: str) -> None:
        self.progress.end()
        self.now.setEnabled(True)
        self.message.say(kind, what, then)
        self.message.show()

    def _refused(self, error: UserFacingError) -> None:
        self._end("late", error.what, " ".join(part for part in (error.safe, error.do) if part))


def _lines(rows: tuple[BackupRow, ...]) -> list[tuple[str, list[Cell]]]:
    return [
        (
            str(each.file),
            [
                Cell(each.moment, "strong"),
                Cell(_size(each.size), "small", "ink2"),
                Cell(),
                Cell("Check it again", "medium", "accent"),
            ],
        )
        for each in rows
    ]


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} kB"


def _took(began: float) -> str:
    seconds = time.monotonic() - began
    return f"{seconds:.1f} seconds" if seconds < 10 else count(round(seconds), "second")
