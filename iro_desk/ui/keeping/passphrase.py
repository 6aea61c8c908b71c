"""Another passphrase: typed twice, its strength said honestly while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.keeping import STRONG_ENOUGH
from iro_desk.ui.keeping.actions import KeepingActions
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.widgets import Dialog, Message, PassphraseField, Text, column, row

LEAD = "The desk is not encrypted anew: its key is wrapped again. Backups made before now open with the old passphrase."


class PassphraseDialog(Dialog):
    """``changed`` tells what that means for backups. ``because`` says why it is asked for, if nobody asked."""

    changed = Signal(str)

    def __init__(self, parent: QWidget, actions: KeepingActions, because: str = "") -> None:
        self._actions = actions
        self.first = PassphraseField(
            "New passphrase", hint="Four unrelated words or more. Capital letters matter.", shown_under=True
        )
        self.again = PassphraseField("The same again")
        self.again.show_button.hide()
        self.first.show_button.clicked.connect(lambda: self.again.edit.setEchoMode(self.first.edit.echoMode()))
        self.message = Message("late", "")
        self.message.hide()
        self._beside = Text("", "small", "ink3", wrap=True)
        body = column(
            Text(because or LEAD, "body", "ink2", wrap=True),
            self.first,
            self.again,
            row(self.first.show_button, None),
            self.message,
            self._beside,
            gap=12,
        )
        buttons = [("leave", "Leave it for now" if because else "Keep the present one", "quiet")]
        buttons.append(("change", "Change the passphrase", "primary"))
        title = "Choose a new passphrase" if because else "Change the passphrase"
        super().__init__(parent, title, body, buttons, check=self._pressed)
        for field in (self.first, self.again):
            field.changed.connect(self._mind)
            field.edit.returnPressed.connect(self.buttons["change"].click)
        self._mind()

    def open_it(self) -> None:
        """Opens with the keyboard in the first field."""
        super().open_it()
        self.first.edit.setFocus()

    def _pressed(self, key: str) -> bool:
        if key != "change":
            return True
        if self.buttons["change"].isEnabled():
            self.message.hide()
            self.buttons["change"].setEnabled(False)
            ask(lambda: self._actions.change_passphrase(self.first.value()), self, self._done, self._refused)
        return False

    def _done(self, words: str) -> None:
        self.first.edit.clear()
        self.again.edit.clear()
        self.accept()
        self.changed.emit(words)
        self.deleteLater()

    def _refused(self, error: UserFacingError) -> None:
        self._mind()
        self.message.say("late", error.what, " ".join(part for part in (error.safe, error.do) if part))
        self.message.show()

    def _mind(self) -> None:
        """What is still missing, in words; the button opens when nothing is."""
        typed, again = self.first.value(), self.again.value()
        score, words = self._actions.strength(typed) if typed else (0, "")
        if typed:
            self.first.understood(words)
        else:
            self.first.accept()
        if again and again != typed and not typed.startswith(again):
            self.again.refuse("This is not the same as above.")
        elif again and again == typed:
            self.again.understood("The same.")
        else:
            self.again.accept()
        missing = ""
        if not typed:
            missing = "The button opens when you have typed it twice."
        elif score < STRONG_ENOUGH:
            missing = "The button opens when the passphrase is strong."
        elif again != typed:
            missing = "The button opens when both are the same."
        self._beside.say(missing)
        self.buttons["change"].setEnabled(not missing)
