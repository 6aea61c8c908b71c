"""What the panes ask of whoever wires them to a desk.

Every pane is made from a view and one of these protocols, so it can be shown without a desk. A
method may answer at once or with a ``concurrent.futures.Future``; the panes take either (see
``panes.answers``). A refusal is a :class:`iro_desk.casework.UserFacingError`, raised or set on the
future: the form stays as it was typed and says what the error says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from typing import Any, Protocol, TypeAlias, TypeVar

from iro_desk.practice.audit import AuditFilter
from iro_desk.practice.booking_start import BookingStart
from iro_desk.practice.diary_views import MoveView
from iro_desk.practice.exporting import Exported
from iro_desk.practice.review_views import BookingView, WhatIfView
from iro_desk.practice.views import ClockRow, DayRef, TermRow

Value: TypeAlias = str | bool | date | None
"""What one field holds: text and codes as ``str``, yes or no as ``bool``, a day or ``None``."""

Values: TypeAlias = Mapping[str, Value]
"""A form's fields by their keys (``panes.facts``)."""

Result = TypeVar("Result")
Answer: TypeAlias = Future[Result] | Result


class Codes(Protocol):
    """Gives the codes that a form offers."""

    def codes(self, name: str) -> Sequence[tuple[str, str]]:
        """(code, label) of a national code set (``LS``, ``PLACE``, ``REC`` ...), those valid today first."""
        ...

    def term_authorities(self) -> Sequence[tuple[str, str]]:
        """(code, name) of every authority that may have school terms, the council's own first; at once."""
        ...


class CaseloadActions(Codes, Protocol):
    """What the caseload can do."""

    def first_review(self, became_looked_after: date) -> ClockRow | None:
        """The clock of the first review of a child who became looked after on that day; at once."""
        ...

    def booking(self, child: str, day: date | None) -> BookingView:
        """The window of the child's next review, with its sum; at once."""
        ...

    def what_if(self, child: str, day: date, what: str) -> WhatIfView:
        """The dates that would follow if the review were held (``held``) or the child placed (``placed``); at once."""
        ...

    def new_child(self, values: Values) -> Answer[str]:
        """Adds a child from the fields of ``facts.NEW_CHILD``; answers the child's id."""
        ...


class ChildActions(Codes, Protocol):
    """What can be done to one child's facts."""

    def fact(self, kind: str, id: str) -> Answer[Values]:
        """The fields of one stored fact as the form of that kind shows them (``facts.FACTS``)."""
        ...

    def save_fact(self, kind: str, id: str | None, values: Values) -> Answer[str]:
        """Adds (no id) or changes one fact; answers its id. ``values`` always holds ``child``.

        Only the fields shown are in ``values``; what is not there stays as it was.
        """
        ...

    def remove_fact(self, kind: str, id: str) -> Answer[None]:
        """Takes one fact back. The desk's undo brings it back."""
        ...

    def something_changed(self, child: str, kind: str, values: Values) -> Answer[str]:
        """Enters what changed: ``kind`` is a key of ``casework.EVENT_KINDS``; answers the event's id."""
        ...

    def booking(self, child: str, day: date | None) -> BookingView:
        """The window of the child's next review and what the day typed would mean; at once."""
        ...

    def what_if(self, child: str, day: date, what: str) -> WhatIfView:
        """The dates that would follow if the review were held (``held``) or the child placed (``placed``); at once."""
        ...

    def day_reason(self, child: str, ref: DayRef) -> ClockRow:
        """Why a day stands on the Child page; at once."""
        ...

    def booking_start(self, child: str) -> BookingStart:
        """The first days and hours that are free for the child's next review; at once."""
        ...

    def look_up_places(self) -> Answer[bool]:
        """Reckons the drives that are still wanted."""
        ...

    def move(self, child: str, day: date, time: str) -> MoveView | None:
        """What it would do to hold the child's next review then: to the limit, wishes, clashes, the drive; at once."""
        ...

    def save_history(self, asked: AuditFilter, path: str) -> Answer[Any]:
        """Writes the lines of the history that answer a filter as a table."""
        ...

    def export_child(self, child: str, inside: str) -> Answer[Exported]:
        """Writes everything held about a child into a new folder inside one."""
        ...

    def book(self, child: str, values: Values) -> Answer[str]:
        """Books a review from the fields of ``facts.BOOKING``; answers its id.

        What clashes is refused, unless ``anyway`` is among the values.
        """
        ...


class SettingsActions(Protocol):
    """What the settings pane can do."""

    def change_setting(self, key: str, value: str) -> Answer[None]:
        """Sets one setting; a refusal says what it takes instead."""
        ...

    def reset_setting(self, key: str) -> Answer[None]:
        """Puts one setting back to what is usual."""
        ...

    def days_of_file(self, path: str) -> Sequence[date]:
        """The days that stand in a file, one a line; at once."""
        ...

    def picture_of_file(self, path: str) -> str:
        """A picture as a setting keeps it; at once."""
        ...

    def term_authorities(self) -> Sequence[tuple[str, str]]:
        """(code, name) of every authority that may have school terms, the council's own first; at once."""
        ...

    def terms(self, authority: str) -> Sequence[TermRow]:
        """The school terms of an authority; at once."""
        ...

    def terms_of_file(self, path: str, authority: str = "") -> Sequence[TermRow]:
        """The school terms of an authority (the council's own without one) that stand in a table; at once."""
        ...

    def keep_terms(self, terms: Sequence[TermRow], authority: str = "") -> Answer[None]:
        """Keeps these school terms of an authority in place of those there were; none puts the shipped ones back."""
        ...
