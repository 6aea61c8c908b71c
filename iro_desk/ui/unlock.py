"""The unlock screen: it says what is safe and asks one thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QInputMethodEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.ui import bridge, listening
from iro_desk.ui.before import BeforeScreen, PictureSide, centred, promise
from iro_desk.ui.door import ClosedWork, DeskDoor, Doorkeeper, Opened
from iro_desk.ui.widgets import (
    Button,
    Field,
    Message,
    PassphraseField,
    Text,
    announce,
    row,
)

_LEFT = Qt.AlignmentFlag.AlignLeft
PAUSE_MS = 500
"""After a lock, keys count again once none came for so long: what is typed on through it is no passphrase."""
_TYPED = frozenset({QEvent.Type.KeyPress, QEvent.Type.InputMethod})
_POINTED = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel})


class UnlockScreen(BeforeScreen):
    """Asks for the passphrase, or the recovery code, of one desk; of the practice desk it asks nothing.

    ``opened`` tells the :class:`Opened` desk; ``elsewhere`` that another desk is wanted,
    ``calculator`` the calculator, which needs none. Over a desk that was just
    locked it listens only after a pause in the typing, or once the mouse is used; until then it has no focus to show.
    """

    help_name = "unlock"
    opened = Signal(object)
    elsewhere = Signal()
    calculator = Signal()

    def __init__(
        self,
        door: DeskDoor,
        keeper: Doorkeeper,
        folder: Path,
        *,
        practice: bool = False,
        locked: bool = False,
        note: str = "",
        foot: str = "",
    ) -> None:
        """``locked``: it was open before; ``note``: since when ("Locked at 14:12."); ``foot``: name and last backup."""
        super().__init__()
        self._door, self._keeper, self._folder, self._practice = door, keeper, folder, practice
        self._recovery = False
        self._locked = locked
        self.typed_on = ""
        """What was typed on through the lock: it belongs to the field that was left."""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._listen)
        self.message = Message("late", "")
        self.message.hide()
        self._backup: Any = None
        self.bring_back = Button("", "quiet", "history", small=True)
        self.bring_back.clicked.connect(self._bring_back)
        self.bring_back.hide()
        if locked:
            side = PictureSide(
                "Your desk is locked.",
                "Everything you typed is kept. You will come back to the same page.",
            )
        else:
            side = PictureSide("Your desk is here.", "Everything on it is encrypted. Your passphrase opens it.")
        form = self._practice_form(note) if practice else self._passphrase_form(note, locked)
        foot_line = row(
            promise("This program never uses the network."),
            None,
            Text(foot, "small", "ink3"),
            margins=(96, 0, 96, 40),
        )
        self._stand(side, form, side_width=560, foot=foot_line)

    def _passphrase_form(self, note: str, locked: bool) -> QWidget:
        self.field = PassphraseField("Passphrase", hint="Four words or more. Capital letters matter.", width=420)
        self.code = Field(
            "Recovery code", hint="The eight groups on the printed sheet. Spaces and dashes do not matter.", width=420
        )
        self.code.hide()
        for field in (self.field, self.code):
            edit = field.control
            edit.returnPressed.connect(self.open_desk)  # type: ignore[attr-defined]
        self.open_button = Button("Open the desk", "primary", "lock-keyhole")
        self.open_button.clicked.connect(self.open_desk)
        self.recovery_button = Button("Use the recovery code", "plain", "key-round", small=True, flush=True)
        self.recovery_button.clicked.connect(self._swap)
        self.elsewhere_button = Button("Another desk, or a new one", "plain", "folder-open", small=True, flush=True)
        self.elsewhere_button.clicked.connect(self.elsewhere)
        self._forgotten = Text("Forgotten it?", "strong")
        self._forgotten_words = Text(
            "Use the recovery code you printed. Without the passphrase or the code, nobody can open this desk, "
            "not even us.",
            "small",
            "ink2",
            wrap=True,
        )
        return centred(
            Text("Welcome back" if locked else "Open your desk", "title"),
            4,
            Text(note or self._folder.stem, "body", "ink2", wrap=True),
            28,
            self.field,
            self.code,
            12,
            self.message,
            4,
            (self.bring_back, _LEFT),
            4,
            row(self.open_button, self.field.show_button, None, gap=8),
            36,
            self._forgotten,
            2,
            self._forgotten_words,
            6,
            (self.recovery_button, _LEFT),
            2,
            (self.elsewhere_button, _LEFT),
            2,
            (self._calculator_button(), _LEFT),
        )

    def _calculator_button(self) -> Button:
        button = Button("Work out a date without a desk", "plain", "calculator", small=True, flush=True)
        button.clicked.connect(self.calculator)
        return button

    def _practice_form(self, note: str) -> QWidget:
        self.open_button = Button("Open the practice caseload", "primary", "users")
        self.open_button.clicked.connect(self.open_desk)
        self.elsewhere_button = Button("Another desk, or a new one", "plain")
        self.elsewhere_button.clicked.connect(self.elsewhere)
        words = "Its children are invented, so it opens without a passphrase."
        return centred(
            Text("The practice caseload", "title"),
            4,
            Text(note or words, "body", "ink2", wrap=True),
            4,
            Text(words if note else "", "small", "ink2", wrap=True),
            24,
            self.message,
            8,
            row(self.open_button, self.elsewhere_button, None, gap=8),
            8,
            (self._calculator_button(), _LEFT),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """The one thing asked for has the focus."""
        super().showEvent(event)
        if not self._locked:
            self._listen()
        elif not self._pause.isActive():
            self._locked = False
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            listening.listen(_application(), self, _TYPED | _POINTED, self._heard)
            self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """No longer in front: keys are nothing to it."""
        self._stop_waiting()
        super().hideEvent(event)

    def _heard(self, watched: QObject, event: QEvent) -> bool:
        """While it does not listen: swallows what is typed, and takes the mouse as the sign to listen."""
        if not self._pause.isActive() or not isinstance(watched, QWidget) or watched.window() is not self.window():
            return False
        if event.type() in _TYPED:
            self._pause.start()
            self._take(event)
            return True
        self._listen()
        return False

    def _take(self, event: QEvent) -> None:
        """Keeps a key that was typed on: letters, and Backspace over them."""
        if isinstance(event, QInputMethodEvent):
            self.typed_on += event.commitString()
        elif isinstance(event, QKeyEvent):
            held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier)
            if event.key() == Qt.Key.Key_Backspace and not held:
                self.typed_on = self.typed_on[:-1]
            elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.typed_on += "\n"
            elif event.text().isprintable() and not held:
                self.typed_on += event.text()

    def _listen(self) -> None:
        self._stop_waiting()
        target = self.open_button if self._practice else self.field.edit
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_waiting(self) -> None:
        self._pause.stop()
        listening.stop(self)

    def open_desk(self) -> None:
        """Tries what was typed."""
        if not self.open_button.isEnabled():
            return
        typed = ""
        if not self._practice:
            field = self.code if self._recovery else self.field
            typed = field.value()
            if not typed:
                field.refuse("Type the recovery code." if self._recovery else "Type the passphrase.")
                return
        self.message.hide()
        self.bring_back.hide()
        self._wait_for("Opening")
        door, folder = self._door, self._folder
        call = door.open_practice if self._practice else lambda: door.open(folder, typed)
        bridge.when_done(self._keeper.ask(call), self, self._is_open, self._refused)

    def _is_open(self, opened: Opened) -> None:
        if not self._practice:
            # Whoever locks and types the passphrase at once has not typed it into a field.
            typed = self.field.value() or self.code.value()
            if typed.startswith(self.typed_on) or self.typed_on.startswith(typed):
                self.typed_on = ""
            self.field.edit.clear()
            self.code.set_value("")
        self.opened.emit(opened)

    def _refused(self, error: BaseException) -> None:
        self._open_again()
        if not isinstance(error, UserFacingError):
            raise error
        self.message.say("late", error.what, f"{error.safe} {error.do}".strip())
        self.message.show()
        if not self._practice:
            edit = (self.code if self._recovery else self.field).control
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            edit.selectAll()  # type: ignore[attr-defined]
        seek = self._door.newest_backup
        if getattr(error, "findings", ()) and seek is not None and not self._practice:
            folder, typed = self._folder, self._typed()
            bridge.when_done(self._keeper.ask(lambda: seek(folder, typed)), self, self._offer)

    def _typed(self) -> str:
        return (self.code if self._recovery else self.field).value()

    def _offer(self, backup: Any) -> None:
        """The newest backup that is whole, of a desk that is not as it was left."""
        self._backup = backup
        words = f"Bring back the backup of {backup.moment}" if backup is not None else ""
        self.bring_back.say(words)
        self.bring_back.setVisible(backup is not None)
        announce(self, words or "No backup beside this desk is whole.")

    def _bring_back(self) -> None:
        call, folder, file, typed = self._door.bring_back, self._folder, self._backup.file, self._typed()
        assert call is not None
        self.bring_back.hide()
        self._wait_for("Bringing it back")
        bridge.when_done(self._keeper.ask(lambda: call(folder, file, typed)), self, self._is_back, self._refused)

    def _is_back(self, done: Any) -> None:
        self._open_again()
        self.message.say("done", "The desk is back as it was then.", done.words)
        self.message.show()

    def work(self, work: ClosedWork) -> None:
        """Has something done to the desk, which is closed; nothing opens it meanwhile."""
        self._wait_for(work.doing)
        folder = self._folder
        asked = self._keeper.ask(lambda: work.call(folder))
        bridge.when_done(asked, self, lambda answer: self._worked(work, answer), self._refused)

    def _worked(self, work: ClosedWork, answer: Any) -> None:
        self._open_again()
        self.message.say("done", *work.told(answer))
        self.message.show()
        work.then(self.window(), answer)

    def _wait_for(self, words: str) -> None:
        for button in (self.open_button, self.elsewhere_button):
            button.setEnabled(False)
        self.open_button.say(words)
        announce(self, words)

    def _open_again(self) -> None:
        for button in (self.open_button, self.elsewhere_button):
            button.setEnabled(True)
        self.open_button.say("Open the practice caseload" if self._practice else "Open the desk")

    def _swap(self) -> None:
        self._recovery = not self._recovery
        self.field.setVisible(not self._recovery)
        self.field.show_button.setVisible(not self._recovery)
        self.code.setVisible(self._recovery)
        self._forgotten.setVisible(not self._recovery)
        self._forgotten_words.setVisible(not self._recovery)
        self.recovery_button.say("Use the passphrase" if self._recovery else "Use the recovery code")
        self.message.hide()
        (self.code if self._recovery else self.field).control.setFocus(Qt.FocusReason.OtherFocusReason)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
