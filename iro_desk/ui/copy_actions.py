"""The papers of one review and who gets a copy: a part of :class:`~iro_desk.ui.wiring.DeskActions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from iro_desk.casework import Review
from iro_desk.practice import copies, hidden, making, papers, room, sharing, where_lives
from iro_desk.practice.copies import CopyRow, TellingView
from iro_desk.practice.making import Wanted
from iro_desk.practice.paper_facts import source_of
from iro_desk.practice.where_lives import WhereView
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.review.actions import PaperShown

SAME_SHEET = ("decisions", "file")
"""The manager's decision sheet is the one that stands on the file."""


class CopyActions:
    """What the write-up asks of papers and of where the child lives."""

    ws: Workspace
    _beside: Executor

    def paper(self, review: str, kind: str, recipient: str, size: str = "standard") -> Future[PaperShown]:
        """One paper, set beside the window."""
        return self._beside.submit(self._paper, review, kind, recipient, size)

    def _paper(self, review: str, kind: str, recipient: str, size: str) -> PaperShown:
        room.refuse_watched(self.ws)
        made = papers.paper(self.ws, review, kind, recipient, size)
        return PaperShown(made.pdf, made.name, made.uncovered, made.remarks)

    def save_paper(self, review: str, kind: str, recipient: str, size: str, path: str) -> Future[Any]:
        """Writes a paper where the user said, and keeps in the journal that it was exported."""
        return self._beside.submit(self._save_paper, review, kind, recipient, size, Path(path))

    def _save_paper(self, review: str, kind: str, recipient: str, size: str, path: Path) -> None:
        hidden.refuse_hidden(self.ws.desk)
        made = making.make(self.ws, kind, review, recipient, size)
        sharing.write_whole(path, made.pdf)
        sharing.exported(self.ws, Wanted(kind, review, made.recipient))

    def printed(self, review: str, kind: str, recipient: str) -> Future[None]:
        """Keeps in the journal that a paper was printed."""
        return sharing.printed(self.ws, Wanted(kind, review, recipient))

    def copies(self, review: str) -> Future[Sequence[CopyRow]]:
        """Who gets a copy, and what waits in it."""
        return self._beside.submit(self._copies, review)

    def _copies(self, review: str) -> Sequence[CopyRow]:
        return copies.copy_rows(source_of(self.ws, review))

    def every_copy(self, review: str) -> Future[Sequence[PaperShown]]:
        """The record and decision sheet of everyone whose copy can be made."""
        return self._beside.submit(self._every_copy, review)

    def _every_copy(self, review: str) -> Sequence[PaperShown]:
        return [self._paper(each.about, each.kind, each.recipient, "standard") for each in self._can_be_made(review)]

    def _can_be_made(self, review: str) -> list[Wanted]:
        rows = copies.copy_rows(source_of(self.ws, review))
        ready = [row.key for row in rows if not row.left_out and not row.open and row.place != "stop"]
        return [Wanted(kind, review, key) for key in ready for kind in papers.FROZEN if (kind, key) != SAME_SHEET]

    def save_copies(
        self, review: str, folder: str, progress: Callable[[int, int], None], stopped: Callable[[], bool]
    ) -> Future[sharing.Saved]:
        """Writes every copy that can be made below a folder."""

        def save() -> sharing.Saved:
            return sharing.save_papers(self.ws, self._can_be_made(review), Path(folder), progress, stopped)

        return self._beside.submit(save)

    def telling(self, review: str, recipient: str) -> Future[TellingView]:
        """The parts of one copy that would tell where the child lives."""
        room.refuse_watched(self.ws)
        return self._beside.submit(copies.telling_view, self.ws, review, recipient)

    def answer_block(self, review: str, recipient: str, place: str, answer: str, because: str) -> Future[None]:
        """Says what is done with one of them."""
        return copies.answer_block(self.ws, review, recipient, place, answer, because)

    def where_lives(self, review: str) -> WhereView:
        """Who may know where the child lives."""
        return where_lives.where_view(self.ws, self._child_of(review), review)

    def withhold(self, review: str, values: Mapping[str, Any]) -> Future[str]:
        """Keeps a decision about that."""
        known = dict(values)
        return where_lives.withhold(self.ws, self._child_of(review), known.pop("ground"), **known)

    def end_withholding(self, withholding: str, because: str) -> Future[None]:
        """Ends one today."""
        return where_lives.end_withholding(self.ws, withholding, self.ws.today, because)

    def look_again(self, review: str, withholding: str, by: str, words: str) -> Future[str]:
        """Keeps that it was looked at again at this review."""
        return where_lives.look_again(self.ws, withholding, review, by, words)

    def child_said(self, review: str, words: str) -> Future[str]:
        """Keeps what the young person said about who may know."""
        return where_lives.child_said(self.ws, self._child_of(review), words)

    def choose_copy(self, review: str, person: str, choice: str, because: str) -> Future[None]:
        """Leaves a person out of the copies, or adds one."""
        return where_lives.choose_copy(self.ws, self._child_of(review), person, choice, because)

    def verify(self, path: str) -> Future[papers.Verdict]:
        """Which paper a file is, and whether one byte differs."""
        return self._beside.submit(lambda: papers.verify_file(self.ws, Path(path)))

    def _child_of(self, review: str) -> str:
        return self.ws.desk.get(Review, review).child
