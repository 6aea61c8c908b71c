"""What is going on with the desk while it is open, said at the foot of the window: nothing of it stops the work.

How it was found and the check after a crash, a disk that refuses, uses of the service key, the backups that are made
by themselves.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from iro_desk.casework import UserFacingError
from iro_desk.practice import backups, keyring
from iro_desk.practice.checking import CheckView, opening_view, start_check
from iro_desk.practice.notes_aside import bring_in, notes_aside, when_kept_aside
from iro_desk.practice.words import count
from iro_desk.ui.bridge import on_window_thread, when_done
from iro_desk.ui.keeping.actions import KeepingActions
from iro_desk.ui.keeping.passphrase import PassphraseDialog
from iro_desk.ui.shell import MainWindow

if TYPE_CHECKING:
    from iro_desk.ui.wiring import DeskActions

ASK_EVERY_MS = 60_000
"""How often it is asked whether half an hour of work went by."""
TRY_AGAIN_MS = 2_000
READ = "I have read it"
LOOK = "Look at the backups"


class DeskWatch(QObject):
    """One open desk in one window; it goes with the session."""

    def __init__(self, actions: DeskActions, own: KeepingActions, window: MainWindow) -> None:
        super().__init__(window)
        self._actions, self._own, self._window, self._ws = actions, own, window, actions.ws
        self._backing_up = self._bringing = self._over = False
        self._asks = QTimer(self, interval=ASK_EVERY_MS)
        self._asks.timeout.connect(self.back_up)
        self._again = QTimer(self, interval=TRY_AGAIN_MS)
        self._again.timeout.connect(self._try_again)

    def begin(self) -> None:
        """The desk is shown."""
        self._say_how_it_was_found()
        self._say_who_opened_it()
        self._say_what_was_deleted()
        self._say_what_is_not_on_paper()
        when_kept_aside(self._ws, lambda words: on_window_thread(lambda: self._disk_refused(words)))
        self._actions.refused_draft = lambda words: on_window_thread(lambda: self._disk_refused(words))
        if self._actions.unsaved() or (self._ws.desk.is_checked and notes_aside(self._ws).texts):
            self._again.start()
        if not self._ws.settings().yes("practice"):
            self._asks.start()

    def end(self) -> None:
        """The desk is about to be shut."""
        self._over = True
        self._asks.stop()
        self._again.stop()
        self.deleteLater()

    # ------------------------------------------------------------ how it was found

    def _say_how_it_was_found(self) -> None:
        found = opening_view(self._ws)
        for number, words in enumerate(found.notices):
            self._until_read(f"care {number}", words)
        if not self._ws.settings().yes("practice"):
            problem = backups.backups_view(self._ws).problem
            if problem and self._ws.desk.history(kinds=[kind for kind in backups.WORK if kind != "migration"], most=1):
                self._notice("backup", problem, "soon", button=(LOOK, self._look))
        if found.state == "checking":
            self._notice("check", f"{found.words} What you type meanwhile is kept.".strip(), "wait")
            when_done(start_check(self._ws, self._check_goes_on), self, self._checked, self._check_failed)
        elif found.state == "damaged":
            self._say_damaged(found.words, None)
        elif found.words:
            self._until_read("opening", found.words)

    def _check_goes_on(self, done: int, of: int) -> None:
        words = f"Checking the desk, which was not closed the last time: step {done} of {of}. What you type is kept."
        on_window_thread(lambda: None if self._over else self._notice("check", words, "wait", aloud=False))

    def _checked(self, found: CheckView) -> None:
        if found.state == "damaged":
            self._say_damaged(found.words, found.backup.file if found.backup else None)
        else:
            self._notice("check", found.words, "done", seconds=12)

    def _check_failed(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self._notice("check", str(error), "late")

    def _say_damaged(self, words: str, backup: object) -> None:
        def restore() -> None:
            self._window.go_aside("desk")
            pane: Any = self._window.pane("desk")
            pane.open_tab("backups")
            pane.backups.ask_restore()

        self._drop("check")
        said = f"{words} Notes that you take are kept in a file of their own."
        self._notice("damaged", said, "late", button=("Make a desk from a backup", restore))

    def _say_who_opened_it(self) -> None:
        keys = self._own.keys()
        if keys.choose_passphrase:
            QTimer.singleShot(0, self, lambda: self._choose_passphrase(keys.words))
        uses = keyring.key_uses(self._ws)
        if uses:
            words = " ".join(use.words for use in uses)

            def read() -> None:
                self._drop("key")
                self._actions.long(keyring.key_uses_told, self._ws)

            self._notice("key", words, "soon", button=(READ, read))

    def _say_what_was_deleted(self) -> None:
        waiting = self._own.certificates()

        def look() -> None:
            from iro_desk.ui.keeping.leavers import CertificateDialog

            self._drop("certificate")
            for made in waiting:
                CertificateDialog(self._window, self._own, made).open_it()

        if waiting:
            words = "A working copy was deleted. Its certificate was not saved yet, and is not kept on the desk."
            self._notice("certificate", words, "soon", button=("Look at it", look))

    def _say_what_is_not_on_paper(self) -> None:
        """A code that a lock or a crash took from the screen is kept nowhere: a new one is made."""
        for kind in self._own.not_on_paper():
            words = f"{keyring.SLOTS[kind]}: nobody said that its newest code is on paper, and it is shown no more."
            self._notice(f"paper {kind}", words, "soon", button=("Make a new one", partial(self._new_sheet, kind)))

    def _new_sheet(self, kind: str) -> None:
        self._drop(f"paper {kind}")
        self._window.go_aside("desk")
        pane: Any = self._window.pane("desk")
        pane.open_tab("keys")
        pane.keys.ask_sheet(kind)

    def _choose_passphrase(self, because: str) -> None:
        dialog = PassphraseDialog(self._window, self._own, because)
        dialog.changed.connect(lambda words: self._window.toast(words, undo=False))
        dialog.open_it()

    # ------------------------------------------------------------ a disk that refuses

    def _disk_refused(self, words: str) -> None:
        if not self._over:
            self._notice("disk", words, "late")
            self._again.start()

    def _try_again(self) -> None:
        """What waits in memory or aside goes into the desk as soon as it can."""
        self._actions.save_again()
        if self._bringing or not self._ws.desk.is_checked or self._ws.desk.findings:
            return
        self._bringing = True
        when_done(self._actions.long(bring_in, self._ws), self, self._brought_in, self._not_brought_in)

    def _brought_in(self, _texts: int) -> None:
        self._bringing = False
        if not self._actions.unsaved() and not notes_aside(self._ws).texts:
            self._again.stop()
            self._notice("disk", "The disk is back. Everything you typed is in the desk.", "done", seconds=12)

    def _not_brought_in(self, error: BaseException) -> None:
        self._bringing = False
        if not isinstance(error, UserFacingError):
            raise error

    # ------------------------------------------------------------ backups by themselves

    def back_up(self) -> None:
        """Backs up beside the work, once half an hour of work went by since the last."""
        if self._backing_up or not self._ws.desk.is_checked:
            return
        if backups.backup_due(self._ws, datetime.now(UTC)):
            self._backing_up = True
            when_done(self._actions.long(backups.make_backups, self._ws), self, self._backed_up)

    def _backed_up(self, made: tuple[backups.BackupMade, ...]) -> None:
        self._backing_up = False
        failed = " ".join(each.words for each in made if not each.made)
        if failed:
            self._notice("backup", failed, "late", button=(LOOK, self._look))
        else:
            self._drop("backup")

    def _look(self) -> None:
        self._window.go_aside("desk")

    # ------------------------------------------------------------ saying it

    def _until_read(self, key: str, words: str) -> None:
        self._notice(key, words, "soon", button=(READ, lambda: self._drop(key)))

    def _notice(self, key: str, words: str, kind: str, **how: Any) -> None:
        if self._window.notices is not None and not self._over:
            self._window.notices.say(key, words, kind, **how)

    def _drop(self, key: str) -> None:
        if self._window.notices is not None:
            self._window.notices.drop(key)


def not_kept_words(texts: int) -> str:
    """What is asked before a window is closed whose texts no disk took."""
    return (
        f"{count(texts, 'text')} that you typed could not be written to any disk yet. While the window stays open they"
        " are kept and tried again every two seconds."
    )
