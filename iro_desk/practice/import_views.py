"""The view of an import: what was read, what would change, and what is asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PreviewChange:
    """One field that an import would change."""

    child_label: str
    number: str
    field: str
    ours: str
    theirs: str
    file: str
    line: int
    to_do: str
    """ "Take it", "Yours differs"."""


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One line that could not be used, or is used and asked about."""

    file: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file that was looked at."""

    path: str
    kind: str
    rows: int
    read: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """An import, before or after it is made. The shape of ``import --json``."""

    files: tuple[FileRow, ...]
    children: dict[str, int]
    episodes: dict[str, int]
    reviews: dict[str, int]
    changes: tuple[PreviewChange, ...]
    asks: tuple[ImportProblem, ...]
    """What was read and waits for an answer: reviews that drive no date, bookings that a held review meets."""
    problems: tuple[ImportProblem, ...]
    not_found: tuple[str, ...]
    """Numbers on my list that stand neither in the files nor on the desk."""
    questions: int
    change: int | None
    """Number of the change in the journal; ``None`` for a preview or when nothing was new."""
