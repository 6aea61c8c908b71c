"""What a child wishes for the day and the way of the reviews: asked once, kept until it changes."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QWidget

from iro_desk.casework import METHODS, WEEKDAY_KEYS
from iro_desk.casework.day_names import WEEKDAYS
from iro_desk.ui.panes import facts
from iro_desk.ui.panes.actions import Answer, Codes, Value, Values
from iro_desk.ui.panes.facts_editor import FormDialog
from iro_desk.ui.panes.form import Form

DAYS = tuple(zip(WEEKDAY_KEYS[:5], WEEKDAYS[:5], strict=True))
FIELDS = (
    facts.Field("not_before", "Not before", "time", hint="Such as 15:45, after school."),
    facts.Field("not_after", "Not after", "time", hint="Nothing that starts later."),
    *(facts.Field(key, f"Not on {day}s", "yes-no") for key, day in DAYS),
    facts.Field(
        "method", "How", "choice", choices=(("", "No wish"), *((word, word[:1].upper() + word[1:]) for word in METHODS))
    ),
    facts.Field("words", "In the child’s own words", "words"),
)


class WishActions(Codes, Protocol):
    """What the form asks."""

    def wish(self, child: str) -> Values:
        """What is known of the child's wish, as the form shows it; at once."""
        ...

    def keep_wish(self, child: str, values: Values) -> Answer[str]:
        """Keeps it in the place of what was known."""
        ...


class WishForm(FormDialog):
    """The wish of one child. ``saved`` tells its id."""

    def __init__(self, parent: QWidget, actions: WishActions, child: str, name: str, today: date) -> None:
        form = Form(FIELDS, actions, today)
        form.set_values(actions.wish(child))

        def keep(typed: dict[str, Value]) -> Answer[str]:
            not_on = " ".join(key for key, _ in DAYS if typed.get(key))
            return actions.keep_wish(child, {**typed, "not_on": not_on})

        lead = "Free days and proposals keep it before driving; a day that does not is marked, and never refused."
        super().__init__(parent, f"What {name} wishes for reviews", form, "Keep this", keep, lead=lead)
