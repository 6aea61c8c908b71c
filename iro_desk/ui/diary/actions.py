"""What the diary's pages ask of whoever wires them to a desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from iro_desk.practice.diary_views import DiaryView, MoveView
from iro_desk.ui.panes.actions import Answer, Values


class DiaryActions(Protocol):
    """What the diary can do."""

    def diary(self, first: date, last: date) -> DiaryView:
        """The days from the first to the last, both counted; at once."""
        ...

    def move(self, child: str, day: date, time: str) -> MoveView:
        """What it would do to hold the child's next review then; at once. Without a time, the first that fits."""
        ...

    def put_review(self, child: str, review: str, day: date, time: str, *, anyway: bool) -> Answer[str]:
        """Books the child's next review for that day and time, or moves the booking that is named.

        What clashes is refused, unless ``anyway``.
        """
        ...

    def engagement(self, id: str) -> Values:
        """The fields of one engagement as its form shows them; at once."""
        ...

    def keep_engagement(self, id: str, values: Values) -> Answer[str]:
        """Keeps a new engagement (no id) or changes one; answers its id."""
        ...

    def cancel_engagement(self, id: str) -> Answer[None]:
        """Cancels one: it stays in the history and never counts."""
        ...

    def children(self) -> Sequence[tuple[str, str]]:
        """(id, name) of the children on the caseload; at once."""
        ...
