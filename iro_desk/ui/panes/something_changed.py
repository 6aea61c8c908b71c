"""Something changed: what, when, who told you and when, and whether the review is brought forward."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from iro_desk.casework import EVENT_KINDS
from iro_desk.ui.panes import facts
from iro_desk.ui.panes.actions import ChildActions
from iro_desk.ui.panes.facts_editor import FormDialog
from iro_desk.ui.panes.form import Form
from iro_desk.ui.widgets import ComboField, add, clear, column


class SomethingChanged(FormDialog):
    """Enters a change; its fields follow the kind chosen. ``saved`` tells the event's id."""

    def __init__(self, parent: QWidget, actions: ChildActions, child: str, today: date, kind: str = "moved") -> None:
        self._actions, self._child, self._today = actions, child, today
        self.kind = ComboField("What changed", tuple(EVENT_KINDS.items()), value=kind)
        form = Form(facts.change_fields(kind), actions, today)
        self._place = column(form)
        super().__init__(
            parent,
            "Something changed",
            form,
            "Keep this",
            lambda values: actions.something_changed(child, self.kind.value(), values),
            above=[self.kind],
            stands_in=self._place,
        )
        self.kind.changed.connect(self._other_kind)

    def open_it(self) -> None:
        """Opens with the keyboard on what changed."""
        super().open_it()
        self.kind.setFocus()

    def _other_kind(self) -> None:
        """The fields of another kind; what was typed and is asked again stays."""
        typed = self.form.values()
        clear(self._place)
        self.form = Form(facts.change_fields(self.kind.value()), self._actions, self._today)
        self.form.set_values(typed)
        add(self._place, self.form)
