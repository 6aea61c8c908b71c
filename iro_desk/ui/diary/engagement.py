"""The form of leave, court days and other engagements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from iro_desk.ui.diary.actions import DiaryActions
from iro_desk.ui.panes import facts
from iro_desk.ui.panes.actions import Value, Values
from iro_desk.ui.panes.facts_editor import FormDialog
from iro_desk.ui.panes.form import Form

WHOLE_DAYS = ("leave", "sick")
CONFERENCES = ("conference-initial", "conference-review")


class _NoCodes:
    """No field of this form holds a national code."""

    def codes(self, name: str) -> Sequence[tuple[str, str]]:
        """None."""
        return ()

    def term_authorities(self) -> Sequence[tuple[str, str]]:
        """None."""
        return ()


def fields_of(kinds: Sequence[tuple[str, str]], children: Sequence[tuple[str, str]]) -> tuple[facts.Field, ...]:
    """The fields of an engagement, with the kinds that this desk has."""
    return (
        facts.Field("kind", "What", "choice", choices=tuple(kinds)),
        facts.Field("starts_on", "From", "date", needed="Type the day, or its first day."),
        facts.Field("ends_on", "To, if more than one day", "date"),
        facts.Field("starts_at", "Begins, unless all day", "time"),
        facts.Field("ends_at", "Ends", "time"),
        facts.Field("place", "Where", hint="A postcode or a place of yours, so that the drive counts."),
        facts.Field("child", "Which child it concerns", "choice", choices=(("", "No child on my caseload"), *children)),
        facts.Field("counted_from", "Counted from", "date", hint="The strategy discussion, or the conference before."),
        facts.Field("words", "In your words"),
    )


class EngagementForm(FormDialog):
    """Adds or changes one engagement. ``saved`` tells its id."""

    def __init__(
        self,
        parent: QWidget,
        actions: DiaryActions,
        kinds: Sequence[tuple[str, str]],
        today: date,
        *,
        id: str = "",
        values: Values | None = None,
    ) -> None:
        """Without an id a new one is added; ``values`` are what the fields begin with."""
        self._actions, self._id = actions, id
        form = Form(fields_of(kinds, actions.children()), _NoCodes(), today)
        form.set_values(values or {})
        super().__init__(
            parent,
            "Change this engagement" if id else "Add leave or another engagement",
            form,
            "Keep this",
            lambda typed: actions.keep_engagement(self._id, self._whole(typed)),
            danger="Cancel this engagement" if id else "",
        )
        form.changed.connect(self._turned)
        self._turned("kind")

    def take_back(self) -> object:
        """Cancels it."""
        return self._actions.cancel_engagement(self._id)

    def _turned(self, key: str) -> None:
        """Hours are asked for what has hours, and what it is counted from for conferences."""
        if key == "kind":
            kind = self.form.values()["kind"]
            for name in ("starts_at", "ends_at", "place", "child"):
                self.form.part(name).setVisible(kind not in WHOLE_DAYS)
            self.form.part("counted_from").setVisible(kind in CONFERENCES)

    def _whole(self, typed: dict[str, Value]) -> dict[str, Value]:
        return {**typed, "ends_on": typed["ends_on"] or typed["starts_on"]}
