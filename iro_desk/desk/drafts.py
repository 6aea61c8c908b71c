"""Texts being written: one row a field, with the last 200 earlier texts. Not journalled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KEPT_EARLIER = 200
"""How many earlier texts of one field are kept: what undo steps through after an unlock or a crash."""


WINDOW_PLACE = "window"
"""The draft that says where the person is in the window, with what was typed and stands nowhere else yet. It may hold
words about any child, so the removal of one drops it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One field being written. ``cursor`` and ``scroll`` put the writer back where they were."""

    field: str
    text: str
    cursor: int
    scroll: int
    saved_at: str
    """ISO moment in UTC."""


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text that a field had before."""

    text: str
    saved_at: str


class Drafts:
    """The drafts on one connection; writing needs the writer's, inside its transaction."""

    def __init__(self, connection: Any, moment: str = "") -> None:
        self._connection = connection
        self._moment = moment

    def save(self, field: str, text: str, cursor: int = 0, scroll: int = 0) -> None:
        """Keep a field's text; the text before it joins the earlier ones if it was another."""
        before = self._connection.execute("SELECT text, saved_at FROM draft WHERE field = ?", (field,)).fetchone()
        self._connection.execute(
            "INSERT INTO draft (field, text, cursor, scroll, saved_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (field) DO UPDATE SET text = excluded.text, cursor = excluded.cursor,"
            " scroll = excluded.scroll, saved_at = excluded.saved_at",
            (field, text, cursor, scroll, self._moment),
        )
        if before is None or before[0] == text:
            return
        self._connection.execute(
            "INSERT INTO draft_earlier (field, seq, text, saved_at)"
            " SELECT ?1, coalesce(max(seq), 0) + 1, ?2, ?3 FROM draft_earlier WHERE field = ?1",
            (field, *before),
        )
        self._connection.execute(
            "DELETE FROM draft_earlier WHERE field = ?1"
            " AND seq <= (SELECT max(seq) FROM draft_earlier WHERE field = ?1) - ?2",
            (field, KEPT_EARLIER),
        )

    def drop(self, field: str) -> None:
        """Forget a field's draft and its earlier texts: it has become a change, or is not wanted."""
        self._connection.execute("DELETE FROM draft WHERE field = ?", (field,))

    def all(self) -> list[Draft]:
        """Every draft, in order of entry."""
        rows = self._connection.execute("SELECT field, text, cursor, scroll, saved_at FROM draft ORDER BY rowid")
        return [Draft(*row) for row in rows]

    def earlier(self, field: str) -> list[EarlierText]:
        """The earlier texts of a field, newest first, at most ``KEPT_EARLIER``."""
        rows = self._connection.execute(
            "SELECT text, saved_at FROM draft_earlier WHERE field = ? ORDER BY seq DESC", (field,)
        )
        return [EarlierText(*row) for row in rows]
