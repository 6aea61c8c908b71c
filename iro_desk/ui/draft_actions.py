"""What is being typed, kept: a part of :class:`~iro_desk.ui.wiring.DeskActions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from iro_desk.casework import UserFacingError
from iro_desk.practice.workspace import WINDOW_PLACE, Workspace
from iro_desk.ui.review.actions import DraftText


class DraftActions:
    """The texts being written, each at most a second behind the keys; what no disk takes waits in memory."""

    ws: Workspace
    _closed: bool
    _drafts: dict[str, DraftText]
    _unsaved: dict[str, DraftText]
    refused_draft: Callable[[str], None]

    def keep_draft(self, field: str, text: str, cursor: int) -> None:
        """Keeps a field being written."""
        if self._closed or self.ws.names_hidden:
            return
        self._drafts[field] = DraftText(text, cursor)
        self._save(field)

    def _save(self, field: str) -> None:
        """Writes a draft; a text that no disk took waits in memory until :meth:`save_again`."""
        draft = self._drafts[field]

        def settled(done: Future[Any]) -> None:
            error = done.exception()
            if error is None:
                if self._unsaved.get(field) is draft:
                    self._unsaved.pop(field, None)
                return
            self._unsaved[field] = draft
            if isinstance(error, UserFacingError):
                self.refused_draft(f"{error.what} What you type is kept in memory and tried again.")

        self.ws.office.do_draft(_save_draft, field, draft.text, draft.cursor).add_done_callback(settled)

    def unsaved(self) -> dict[str, DraftText]:
        """The texts that no disk took yet."""
        return dict(self._unsaved)

    def adopt(self, texts: Mapping[str, DraftText]) -> None:
        """Texts that no disk took before the desk was locked: they are the newest there are."""
        self._drafts.update(texts)
        self._unsaved.update(texts)

    def forget(self, fields: set[str]) -> None:
        """Texts that went with a child's working copy: nothing writes them again."""
        for kept in (self._drafts, self._unsaved):
            for field in fields:
                kept.pop(field, None)

    def save_again(self) -> None:
        """Tries the texts again that no disk took."""
        for field in () if self._closed else tuple(self._unsaved):
            if field == WINDOW_PLACE:
                self.keep_place(self._unsaved[field].text)
            elif field in self._drafts:
                self._save(field)
            else:
                self._unsaved.pop(field, None)

    def draft(self, field: str) -> DraftText | None:
        """What was typed and never became a change."""
        kept = self._drafts.get(field)
        veil = self.ws.desk.veil
        return kept if kept is None or veil is None else veil(kept)

    def drop_draft(self, field: str) -> None:
        """The draft became a change."""
        if self.ws.names_hidden:
            return
        if self._drafts.pop(field, None) is not None and not self._closed:
            self.ws.office.do_draft(_drop_draft, field)

    def earlier(self, field: str) -> Sequence[str]:
        """The texts that a draft had before, the oldest first."""
        return [each.text for each in reversed(self.ws.desk.earlier(field))]

    def keep_place(self, words: str) -> None:
        """Keeps where the person is in the window; only the newest, with nothing of the ones before.

        It may hold what was typed in a form: what no disk takes waits in memory, as the texts do.
        """

        def settled(done: Future[Any]) -> None:
            if done.exception() is not None and words:
                self._unsaved[WINDOW_PLACE] = DraftText(words, 0)
            else:
                self._unsaved.pop(WINDOW_PLACE, None)

        if not self._closed:
            self.ws.office.do_draft(_save_place, words).add_done_callback(settled)

    def kept_place(self) -> str:
        """Where the person was in the window, as it was kept last."""
        kept = self._drafts.get(WINDOW_PLACE)
        return kept.text if kept is not None else ""


def _save_draft(drafts: Any, field: str, text: str, cursor: int) -> None:
    drafts.save(field, text, cursor)


def _save_place(drafts: Any, words: str) -> None:
    drafts.drop(WINDOW_PLACE)
    if words:
        drafts.save(WINDOW_PLACE, words)


def _drop_draft(drafts: Any, field: str) -> None:
    drafts.drop(field)
