"""Asking for a passphrase before something is done to the desk while it is closed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.ui.widgets import Dialog, PassphraseField, Text, column, row


class WordsDialog(Dialog):
    """``wanted`` tells the words typed. What they are worth is found out behind the lock."""

    wanted = Signal(str)

    def __init__(
        self, parent: QWidget, title: str, means: str, verb: str, label: str, above: Sequence[QWidget] = ()
    ) -> None:
        """``means`` says what is done and what it means; ``above`` stands between it and the field."""
        self.words = PassphraseField(label, shown_under=True)
        body = column(
            Text(means, "body", "ink2", wrap=True), *above, self.words, row(self.words.show_button, None), gap=12
        )
        buttons = [("leave", "Leave it", "quiet"), ("go", verb, "danger")]
        super().__init__(parent, title, body, buttons, check=self._pressed)
        self.words.edit.returnPressed.connect(self.buttons["go"].click)
        self._typed = ""
        # Once it has gone: behind the lock it would be one that comes back.
        self.chose.connect(lambda key: self.wanted.emit(self._typed) if key == "go" else None)

    def open_it(self) -> None:
        """Opens with the keyboard in the passphrase."""
        super().open_it()
        self.words.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pressed(self, key: str) -> bool:
        if key != "go":
            return True
        self._typed = self.words.value()
        if not self._typed:
            self.words.refuse("Type it.")
            return False
        self.words.edit.clear()
        return True
