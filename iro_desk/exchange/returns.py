"""What a council's return holds, as plain values; every row knows its file and its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file that was looked at: the table it holds, how many rows, whether it was read, and if not, why not."""

    path: str
    kind: str
    """``header``, ``episodes``, ``reviews``, ``uasc``; other tables of the return by name; ``unknown``."""
    rows: int
    read: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a row that was not as it must be. The words hold nothing of the child."""

    file: str
    line: int
    what: str
    number: str = field(default="", repr=False)
    """The row's council number, to leave out what concerns other IROs' children; never shown with the problem."""


class HeaderRow(NamedTuple):
    """One child of the return. ``None`` where the file has no such column."""

    file: str
    line: int
    number: str
    date_of_birth: date
    sex: str | None
    """M, F or U; the older 1 and 2 are turned into M and F."""
    ethnicity: str | None


class EpisodeRow(NamedTuple):
    """One episode. Names as in ``casework.Episode``; ``None`` where the file has no such column."""

    file: str
    line: int
    number: str
    started: date
    reason_new: str | None
    legal_status: str | None
    need: str | None
    placement: str | None
    provider: str | None
    ended: date | None
    reason_ended: str | None
    reason_moved: str | None
    home_postcode: str | None
    postcode: str | None
    urn: str | None


class ReviewRow(NamedTuple):
    """One review held. ``date_of_birth`` is ``None`` where the row gives none."""

    file: str
    line: int
    number: str
    date_of_birth: date | None
    held_on: date
    participation: str | None


class UnaccompaniedRow(NamedTuple):
    """One child of the table of unaccompanied asylum-seeking children (UASC)."""

    file: str
    line: int
    number: str
    date_of_birth: date | None


class UnreadRow(NamedTuple):
    """A row that could not be taken; the problem says why."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class ReturnPart:
    """The tables of one folder: one year's return, or the part of it that was given."""

    header: tuple[HeaderRow, ...] = ()
    episodes: tuple[EpisodeRow, ...] = ()
    reviews: tuple[ReviewRow, ...] = ()
    unaccompanied: tuple[UnaccompaniedRow, ...] = ()
    unread: tuple[UnreadRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CouncilReturn:
    """Everything read from the files given, one part for each folder in the order given."""

    files: tuple[FileRead, ...]
    parts: tuple[ReturnPart, ...]
    problems: tuple[Problem, ...]
