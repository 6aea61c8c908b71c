"""Making a desk from a backup: which file, under which name, with which passphrase; timed, and it can be stopped."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.folders import data_folder
from iro_desk.practice.keeping import Kept
from iro_desk.practice.words import count
from iro_desk.ui.files import ask_which_file
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.widgets import Button, Dialog, Field, Message, PassphraseField, Progress, Text, column, row

Restore = Callable[[str, str, str], Future[Kept]]
"""Backup file, folder of the new desk, passphrase or recovery code."""


class RestoreDialog(Dialog):
    """Asks for the three, makes the desk, and says how long it took. ``made`` tells the new desk's folder.

    The backup is never touched, nor any desk that is there already.
    """

    made = Signal(str)

    def __init__(self, parent: QWidget, restore: Restore, file: str = "") -> None:
        self._restore = restore
        self._began = 0.0
        self._stopping = False
        self.file = Field("Backup", hint="A file whose name ends in .irobackup.", value=file)
        choose = Button("Choose a file", icon="folder-open", small=True)
        choose.clicked.connect(self._choose)
        self.name = Field(
            "Name of the new desk", hint="It is made beside the others; none is replaced.", value=free_name(file)
        )
        self.words = PassphraseField(
            "Passphrase",
            hint="The one that the desk had when the backup was made, or its recovery code.",
            shown_under=True,
        )
        self.progress = Progress("Unpacking, opening and checking every page", can_stop=True)
        self.progress.stopped.connect(self._stop)
        self.message = Message("late", "")
        self.message.hide()
        body = column(
            Text(
                "The backup becomes a desk of its own. The desk that is open stays as it is.", "body", "ink2", wrap=True
            ),
            self.file,
            row(choose, None),
            self.name,
            self.words,
            row(self.words.show_button, None),
            self.progress,
            self.message,
            gap=12,
        )
        buttons = [("leave", "Leave it", "quiet"), ("make", "Make the desk", "primary")]
        super().__init__(parent, "Make a desk from a backup", body, buttons, check=self._pressed)
        self._tick = QTimer(self, interval=500)
        self._tick.timeout.connect(self._tell)
        for field in (self.file, self.name, self.words):
            field.control.returnPressed.connect(self.buttons["make"].click)  # type: ignore[attr-defined]

    def open_it(self) -> None:
        """Opens with the keyboard where something is missing."""
        super().open_it()
        (self.words if self.file.value() else self.file).control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pressed(self, key: str) -> bool:
        if key == "make":
            self.make()
            return False
        return True

    def make(self) -> None:
        """Makes the desk; says beside the fields what is missing."""
        missing = (
            (self.file, "Choose the backup."),
            (self.name, "Give the desk a name."),
            (self.words, "Type the passphrase that it had."),
        )
        for field, words in missing:
            if not field.value():
                field.refuse(words)
                field.control.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.message.hide()
        self.buttons["make"].setEnabled(False)
        self._stopping = False
        self._began = time.monotonic()
        self.progress.show()
        self._tick.start()
        self._tell()
        file, folder, words = self.file.value(), str(data_folder() / f"{self.name.value()}.irodesk"), self.words.value()
        ask(lambda: self._restore(file, folder, words), self, self._done, self._refused)

    def _tell(self) -> None:
        seconds = round(time.monotonic() - self._began)
        if not self._stopping:
            self.progress.say("Unpacking, opening and checking every page", None, f"{count(seconds, 'second')} so far")

    def _stop(self) -> None:
        """What is being made is let go of as soon as it ends: a desk that is made half never has a name."""
        self._stopping = True
        self.progress.say("Stopping")

    def _done(self, kept: Kept) -> None:
        seconds = time.monotonic() - self._began
        self._ended()
        self.words.edit.clear()
        if self._stopping:
            shutil.rmtree(kept.place, ignore_errors=True)
            self._say("wait", "Stopped.", "No desk was made. The backup is as it was.")
            return
        self._say("done", f"The desk is there: {kept.place.stem}.", f"{kept.words} It took {seconds:.1f} seconds.")
        self.buttons["leave"].say("Close")
        self.made.emit(str(kept.place))

    def _refused(self, error: UserFacingError) -> None:
        self._ended()
        self._say("late", error.what, " ".join(part for part in (error.safe, error.do) if part))

    def _ended(self) -> None:
        self._tick.stop()
        self.progress.end()
        self.buttons["make"].setEnabled(True)

    def _say(self, kind: str, what: str, then: str) -> None:
        self.message.say(kind, what, then)
        self.message.show()

    def _choose(self) -> None:
        near = Path(self.file.value()).parent if self.file.value() else None
        ask_which_file(self, "Choose a backup", "Backups (*.irobackup)", self._chose_file, near)

    def _chose_file(self, path: str) -> None:
        self.file.set_value(path)
        self.name.set_value(free_name(path))


def free_name(file: str) -> str:
    """A name for the new desk that no desk has yet."""
    place, name = data_folder(), f"From the backup of {Path(file).name[:10]}" if file else "From a backup"
    names: Any = (name if number == 1 else f"{name} ({number})" for number in range(1, 1000))
    return next(each for each in names if not (place / f"{each}.irodesk").exists())
