"""Any paper of a child, and many at once, wired to the practice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from iro_desk.practice import hidden, making, paper_shelf, room, sharing, signed_notes
from iro_desk.practice.making import Wanted
from iro_desk.practice.paper_shelf import BatchRow, PartsView, ShelfRow
from iro_desk.practice.workspace import Workspace
from iro_desk.ui.review.actions import PaperShown


class PaperActions:
    """A part of ``wiring.DeskActions``: papers that stand in no review's own list."""

    ws: Workspace
    _beside: Executor
    _long: Executor

    def make_paper(self, wanted: ShelfRow, size: str, anew: bool, typed: Mapping[str, str]) -> Future[PaperShown]:
        """One paper of any kind, set beside the window."""
        room.refuse_watched(self.ws)
        return self._beside.submit(self._make_paper, wanted, size, anew, dict(typed))

    def _make_paper(self, wanted: ShelfRow, size: str, anew: bool, typed: Mapping[str, str]) -> PaperShown:
        made = making.make(self.ws, wanted.kind, wanted.about, wanted.recipient, size, anew=anew, typed=typed)
        return PaperShown(made.pdf, made.name, made.uncovered, made.remarks)

    def save_made(self, wanted: ShelfRow, size: str, anew: bool, path: str) -> Future[Any]:
        """Writes it where the user said, and keeps in the journal that it was exported."""

        def save() -> None:
            hidden.refuse_hidden(self.ws.desk)
            sharing.write_whole(Path(path), self._make_paper(wanted, size, anew, {}).pdf)
            sharing.exported(self.ws, Wanted(wanted.kind, wanted.about, wanted.recipient))

        return self._beside.submit(save)

    def printed_made(self, wanted: ShelfRow) -> Future[None]:
        """Keeps in the journal that it was printed."""
        return sharing.printed(self.ws, Wanted(wanted.kind, wanted.about, wanted.recipient))

    def paper_parts(self, kind: str, about: str) -> PartsView:
        """What is written in it, by heading."""
        return paper_shelf.parts_view(self.ws, kind, about)

    def write_part(self, kind: str, about: str, part: str, text: str) -> Future[None]:
        """Makes what stands under one heading a change."""
        return signed_notes.write_part(self.ws, kind, about, part, text)

    def sign_note(self, kind: str, about: str) -> Future[Any]:
        """Finalises it as it is written."""
        return signed_notes.sign_note(self.ws, kind, about)

    # ------------------------------------------------------------ many at once

    def batch_rows(self) -> Future[Sequence[BatchRow]]:
        """The kinds of paper that the caseload has today, with their numbers."""
        return self._beside.submit(paper_shelf.batch_rows, self.ws)

    def save_batch(
        self,
        kinds: Collection[str],
        filed_only: bool,
        size: str,
        folder: str,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Future[sharing.Saved]:
        """Writes the papers of these kinds of the whole caseload below a folder."""

        def save() -> sharing.Saved:
            wanted = paper_shelf.batch_of(self.ws, kinds, filed_only=filed_only)
            return sharing.save_papers(self.ws, wanted, Path(folder), progress, stopped, size)

        return self._long.submit(save)

    def make_batch(
        self,
        kinds: Collection[str],
        filed_only: bool,
        size: str,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Future[sharing.Batch]:
        """Makes them in memory, to be printed."""

        def make() -> sharing.Batch:
            wanted = paper_shelf.batch_of(self.ws, kinds, filed_only=filed_only)
            return sharing.make_papers(self.ws, wanted, size, progress, stopped)

        return self._long.submit(make)

    def printed_batch(self, wanted: Sequence[Wanted]) -> Future[None]:
        """Keeps in the journal that these were printed."""

        def note() -> None:
            for each in wanted:
                sharing.printed(self.ws, each).result()

        return self._long.submit(note)
