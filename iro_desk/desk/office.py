"""The office: one thread that makes every change and keeps every draft, in order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from iro_desk.casework import UserFacingError
from iro_desk.desk.desk import Desk
from iro_desk.desk.reading import Change

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class Office:
    """Runs changes of one desk whole, one after the other.

    ``runner`` is ``"thread"`` (the writer's own thread, for the window) or ``"now"`` (at once, for the command
    line and tests). Whatever a function raises goes into its future; nothing is kept of that change then. While the
    desk is checked after a crash, changes wait on their thread until that is done.
    """

    def __init__(self, desk: Desk, runner: str = "thread") -> None:
        if runner not in ("thread", "now"):
            raise ValueError("the runner is thread or now")
        self._desk = desk
        self._listeners: list[Callable[[Change], None]] = []
        self.kept_aside: Callable[[UserFacingError], None] = lambda refusal: None
        """Called with the reason when a text was kept aside, on the thread that kept it."""
        self._pool = ThreadPoolExecutor(1, "writer") if runner == "thread" else None
        self._texts = ThreadPoolExecutor(1, "texts")
        """Used only while the desk is not checked: its thread does not exist before."""

    def do(
        self,
        function: Callable[..., Result],
        *args: Any,
        words: str,
        child: str | None = None,
        kind: str = "edit",
        **kwargs: Any,
    ) -> Future[Result]:
        """Make one change: ``function(change, *args, **kwargs)`` runs whole inside ``desk.change``.

        ``words``, ``child`` and ``kind`` are the change's own; a function's argument of such a name goes in place.
        """

        def job() -> tuple[Result, Change | None]:
            with self._desk.change(words, child, kind) as change:
                answer = function(change, *args, **kwargs)
            return answer, change.made

        return self._run(job)

    def do_draft(self, function: Callable[..., Result], *args: Any, **kwargs: Any) -> Future[Result]:
        """Work on the texts being written: ``function(drafts, *args)``, such as ``Drafts.save``. Not a change.

        Typing is never held up: while the desk is being checked, was found damaged, or lies on a disk that refuses,
        the text is kept aside (``Desk.notes_aside``). ``kept_aside`` is told so each time.
        """

        def job() -> tuple[Result, Change | None]:
            try:
                with self._desk.writing_drafts() as drafts:
                    return function(drafts, *args, **kwargs), None
            except UserFacingError as refusal:
                with self._desk.notes_aside.drafts() as drafts:
                    answer = function(drafts, *args, **kwargs)
                self.kept_aside(refusal)
                return answer, None

        return self._run(job, waits=False)

    def undo(self, n: int | None = None) -> Future[Change]:
        """Take back the newest change that can be taken back, or change ``n``. ``Refused`` comes in the future."""
        return self._run(lambda: _with_itself(self._desk.undo(n)))

    def redo(self) -> Future[Change]:
        """Bring back what was taken back last. ``Refused`` comes in the future."""
        return self._run(lambda: _with_itself(self._desk.redo()))

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Call ``listener`` after each change is committed, before its future answers, on the thread that made it."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Let everything that waits be done, then take no more. The desk stays open."""
        self._texts.shutdown(wait=True)
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _run(self, job: Callable[[], tuple[Result, Change | None]], *, waits: bool = True) -> Future[Result]:
        future: Future[Result] = Future()
        if self._pool is None:
            self._answer(future, job)
        elif waits or self._desk.is_checked:
            self._pool.submit(self._wait_and_answer, future, job)
        else:
            # Changes wait for the check; a text does not, and keeps its place among the texts.
            self._texts.submit(self._answer, future, job)
        return future

    def _wait_and_answer(self, future: Future[Result], job: Callable[[], tuple[Result, Change | None]]) -> None:
        self._desk.wait_until_checked()
        self._answer(future, job)

    def _answer(self, future: Future[Result], job: Callable[[], tuple[Result, Change | None]]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            answer, change = job()
        except BaseException as error:  # noqa: BLE001  (whoever asked is told, whatever it was)
            future.set_exception(error)
            return
        if change is not None:
            self.announce(change)
        future.set_result(answer)

    def announce(self, change: Change) -> None:
        """Tell the listeners of a change that was made beside the office."""
        for listener in tuple(self._listeners):
            try:
                listener(change)
            except Exception as error:  # noqa: BLE001
                # The change is made; a pane that cannot follow it must not turn it into a failure. Of the fault only
                # its kind is logged: its words may be a child's.
                _log.error("a listener failed after change %d: %s", change.n, type(error).__name__)


def _with_itself(change: Change) -> tuple[Change, Change]:
    return change, change
