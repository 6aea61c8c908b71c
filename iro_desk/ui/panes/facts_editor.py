"""One form for every fact: add it, change it, say when it ended, take it back.

The form is opened over the window, never executed. A refusal is said in it and nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.ui.panes import facts
from iro_desk.ui.panes.actions import ChildActions, Value, Values
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.form import Form
from iro_desk.ui.widgets import Dialog, Message, Text, column


class FormDialog(Dialog):
    """A form with its verbs. It closes when what it asked for is done, and stays when that is refused."""

    saved = Signal(object)
    """What the action answered (mostly an id)."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        form: Form,
        verb: str,
        save: Callable[[dict[str, Value]], Any],
        *,
        lead: str = "",
        above: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
        danger: str = "",
        stands_in: QWidget | None = None,
        width: int = 600,
    ) -> None:
        """``save`` is handed the form's values; ``danger`` are the words of a button that takes the fact back.

        ``above`` and ``below`` stand round the form; ``stands_in`` is a widget that holds it, if it may be replaced.
        """
        self.form = form
        self.message = Message("late", "")
        self.message.hide()
        self._save = save
        parts: list[QWidget] = [Text(lead, "body", "ink2", wrap=True)] if lead else []
        body = column(*parts, *above, stands_in or form, *below, self.message, gap=14)
        buttons = [("cancel", "Leave it as it is", "quiet"), ("save", verb, "primary")]
        if danger:
            buttons.insert(0, ("remove", danger, "danger"))
        super().__init__(parent, title, body, buttons, width=width, check=self._pressed)

    def open_it(self) -> None:
        """Opens over the window with the keyboard in the first field."""
        super().open_it()
        self.form.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line, and Ctrl+Enter anywhere, is the primary button."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        anywhere = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and (anywhere or isinstance(self.focusWidget(), QLineEdit)):
            self.buttons["save"].click()
        else:
            super().keyPressEvent(event)

    def take_back(self) -> Any:
        """What the danger button does; nothing here."""

    def _pressed(self, key: str) -> bool:
        if key == "save":
            if self.form.check():
                self._start(lambda: self._save(self.form.values()))
            return False
        if key == "remove":
            self._start(self.take_back)
            return False
        return True

    def _start(self, call: Callable[[], Any]) -> None:
        self.message.hide()
        for button in self.buttons.values():
            button.setEnabled(False)
        ask(call, self, self._done, self._refused)

    def _done(self, result: Any) -> None:
        self.accept()
        self.saved.emit(result)
        self.deleteLater()

    def _refused(self, error: UserFacingError) -> None:
        for button in self.buttons.values():
            button.setEnabled(True)
        self.message.say("late", error.what, " ".join(part for part in (error.safe, error.do) if part))
        self.message.show()


class FactDialog(FormDialog):
    """The form of one kind of fact, new, changed or ended."""

    def __init__(
        self,
        parent: QWidget,
        actions: ChildActions,
        kind: str,
        child: str,
        today: date,
        *,
        id: str | None = None,
        values: Values | None = None,
        ending: bool = False,
        also: Values | None = None,
    ) -> None:
        """Without an id a new fact is added. ``values`` are what the fields start with.

        ``ending`` asks only the end; ``also`` are values that are saved with those typed.
        """
        self._actions, self._id = actions, id
        self.fact = facts.FACTS[kind]
        fields = self.fact.ending() if ending else self.fact.fields
        title = self.fact.end if ending else self.fact.add if id is None and self.fact.add else self.fact.change
        form = Form(fields, actions, today)
        form.set_values(values or {})
        super().__init__(
            parent,
            title,
            form,
            "Keep this",
            lambda typed: actions.save_fact(kind, id, {**(also or {}), **typed, "child": child}),
            danger=self.fact.take_back if id and not ending else "",
        )

    def take_back(self) -> Any:
        """Takes the fact back; the desk's undo brings it back."""
        assert self._id is not None
        return self._actions.remove_fact(self.fact.kind, self._id)


def open_fact(
    pane: QWidget,
    actions: ChildActions,
    kind: str,
    child: str,
    today: date,
    saved: Callable[[], None],
    refused: Callable[[UserFacingError], None],
    *,
    id: str | None = None,
    ending: bool = False,
) -> None:
    """Opens the form of a fact with what is stored in it, as soon as that is known."""

    def show(values: Values) -> None:
        dialog = FactDialog(pane, actions, kind, child, today, id=id, values=values, ending=ending)
        dialog.saved.connect(lambda _: saved())
        dialog.open_it()

    if id is None:
        show({})
    else:
        ask(lambda: actions.fact(kind, id), pane, show, refused)


__all__ = ["FactDialog", "FormDialog", "open_fact"]
