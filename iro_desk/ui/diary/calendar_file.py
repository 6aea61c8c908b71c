"""Calendar files from the diary: reviews out, with initials and number alone; busy times in, looked at first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.calendars import CalendarImportView
from iro_desk.ui.files import ask_for_file, ask_which_file
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.widgets import Dialog, State, Text, add, column

PROBLEMS_SHOWN = 8


def ask_where(parent: QWidget, which: str, save: Callable[[str], object]) -> None:
    """Asks where a calendar is to be written; ``which`` says of what: "all reviews", "this review"."""
    name = "Review.ics" if which == "this review" else "Reviews.ics"
    ask_for_file(parent, f"Save {which} as a calendar", "Calendar (*.ics)", save, name)


def ask_which(parent: QWidget, chose: Callable[[str], None]) -> None:
    """Asks for a calendar whose busy times are to be brought in."""
    ask_which_file(parent, "Bring in busy times", "Calendar (*.ics);;Any file (*)", chose)


class BusyTimes(Dialog):
    """What a calendar would bring, before anything changes. Only when one is busy comes in, never with what or whom."""

    def __init__(
        self,
        parent: QWidget,
        seen: CalendarImportView,
        take: Callable[[], Future[CalendarImportView]],
        taken: Callable[[CalendarImportView], Any],
        refused: Callable[[UserFacingError], None],
    ) -> None:
        self._take, self._taken, self._refused = take, taken, refused
        body = column(Text(seen.words, "body", wrap=True), gap=6)
        add(
            body,
            Text("Only when you are busy comes in: no title, no place, nobody’s name.", "small", "ink2", wrap=True),
        )
        for problem in seen.problems[:PROBLEMS_SHOWN]:
            add(body, State("soon", f"Line {problem.line}: {problem.what}", "small", wrap=True))
        if len(seen.problems) > PROBLEMS_SHOWN:
            add(body, Text(f"and {len(seen.problems) - PROBLEMS_SHOWN} more like these", "small", "ink3"))
        brings = bool(seen.new or seen.changed or seen.gone)
        buttons = [("", "Leave it" if brings else "Close", "quiet" if brings else "primary")]
        if brings:
            buttons.append(("take", "Bring them in", "primary"))
        super().__init__(parent, "Busy times of another calendar", body, buttons, check=self._pressed)

    def _pressed(self, key: str) -> bool:
        if key == "take":
            ask(self._take, self.parentWidget() or self, self._taken, self._refused)
        return True
