"""One open desk with its day: what every task is given."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from iro_desk.casework import CouncilSettings
from iro_desk.desk import WINDOW_PLACE, Change, Desk, Office
from iro_desk.practice import hidden

if TYPE_CHECKING:
    from iro_desk.practice.checking import Checking

Result = TypeVar("Result")


@dataclass(slots=True)
class Workspace:
    """An open desk, the office that changes it, and the day on which it is read.

    ``today`` is decided by the window or the command line and handed down: nothing here calls a clock.
    Reading goes through ``desk`` (the window's connection); every change goes through :meth:`do`.
    """

    desk: Desk
    office: Office
    today: date
    places: dict[str, Any] = field(default_factory=dict)
    """Postcodes already looked up (``practice.places``)."""
    places_wanted: set[str] = field(default_factory=set)
    """Postcodes that a view asked for and that wait to be looked up beside the window."""
    drives: dict[tuple[str, str, bool], Any] = field(default_factory=dict)
    """Drives already reckoned: keys of the two places and whether at the peak hour (``practice.drives``)."""
    drives_wanted: set[tuple[str, bool]] = field(default_factory=set)
    """Bases from which drives wait to be reckoned beside the window."""
    legs: dict[tuple[str, str, bool], Any] = field(default_factory=dict)
    """Drives between any two places already reckoned (``practice.legs``)."""
    legs_wanted: set[tuple[Any, bool]] = field(default_factory=set)
    """Places between which drives wait to be reckoned beside the window."""
    opened_children: set[tuple[str, date]] = field(default_factory=set)
    """Whose page was opened on which day, and is in the journal (``practice.audit``)."""
    checking: Checking | None = None
    """The check after a crash, while it runs beside the work and afterwards (``practice.checking``)."""
    look_up_at_once: bool = True
    """False in the window: reading the directory takes longer than a frame, so views come first without miles."""

    @property
    def opening_words(self) -> str:
        """What the person who opened the desk must be told about how it was found; empty when it is as it was left.

        It was not closed the last time (and was checked), it is older than what this computer has seen, or this
        computer has not seen it before; it lies on a network or in a synchronised folder; the clock is behind.
        """
        found = self.desk.opening
        return " ".join(("" if found.state == "as left" else found.words, *self.desk.notices())).strip()

    @property
    def names_hidden(self) -> bool:
        """Whether everything read from the desk shows initials (F9)."""
        return self.desk.veil is not None

    def hide_names(self, on: bool) -> None:
        """Hide every name, or show them again. While hidden, every change is refused."""
        self.desk.veil = None
        if on:
            self.desk.veil = hidden.Veil(self.desk)

    def settings(self) -> CouncilSettings:
        """The council's and the IRO's settings as they stand."""
        return self.desk.settings()

    def do(
        self,
        words: str,
        function: Callable[..., Result],
        *args: Any,
        child: str | None = None,
        kind: str = "edit",
        **kwargs: Any,
    ) -> Future[Result]:
        """Run one change whole on the writer's thread: ``function(change, *args, **kwargs)``.

        The words hold no name; ``child`` is whose history it belongs to, ``kind`` a kind of the journal.
        """
        hidden.refuse_hidden(self.desk)
        return self.office.do(function, *args, words=words, child=child, kind=kind, **kwargs)

    def note(self, words: str, kind: str, child: str | None = None) -> Future[None]:
        """Keep in the journal that something was done which touches no row (opened, printed, exported, key)."""
        return self.office.do(_nothing_else, words=words, child=child, kind=kind)

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Call ``listener`` after each change is committed (on the writer's thread)."""
        self.office.listen(listener)


def _nothing_else(_change: Any) -> None:
    """The entry in the journal is the whole change."""


__all__ = ["WINDOW_PLACE", "Workspace"]
