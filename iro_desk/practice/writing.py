"""Writing in a review: the one way in which a change to a review is run, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Container
from concurrent.futures import Future
from typing import Any, Concatenate, ParamSpec, TypeVar

from iro_desk.casework import NotFound, Refused, Review
from iro_desk.practice.workspace import Workspace

UNCHANGED = "Nothing was changed."
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def on_review(
    ws: Workspace,
    words: str,
    review_id: str,
    function: Callable[Concatenate[Any, Review, Arguments], Result],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> Future[Result]:
    """Run one change on a review that may still be written: ``function(change, review, ...)``.

    Raises ``NotFound`` for a review that is not on this desk; the future raises ``Refused`` once it is finalised.
    """
    child = ws.desk.get(Review, review_id).child
    return ws.do(words, _on_review, review_id, function, args, kwargs, child=child)


def _on_review(change: Any, review_id: str, function: Any, args: Any, kwargs: Any) -> Any:
    return function(change, writable(change, review_id), *args, **kwargs)


def writable(change: Any, review_id: str) -> Review:
    """The review, if it may still be written. Raises ``Refused`` for one that is finalised or cancelled."""
    review: Review = change.get(Review, review_id)
    if review.state == "signed":
        raise Refused("This review is finalised.", safe="It stays as it was finalised.", do="A correction follows it.")
    if review.state == "cancelled":
        raise Refused("This review was cancelled.", safe=UNCHANGED, do="Book another one.")
    return review


def check_choice(value: str, choices: Container[str], about: str) -> None:
    """Raises ``Refused`` for a value that is neither empty nor one of the choices."""
    if value and value not in choices:
        raise Refused(f"That is none of the answers about {about}.", safe=UNCHANGED)


def part_of(change: Any, kind: type, row_id: str, review: Review) -> Any:
    """One row of a review. Raises ``NotFound`` when it belongs to another review."""
    row = change.get(kind, row_id)
    if row.review != review.id:
        raise NotFound("That belongs to another review.", safe=UNCHANGED)
    return row


def take_out(change: Any, review: Review, kind: type, row_id: str) -> None:
    """Inside a change: delete one row of a review."""
    change.delete(part_of(change, kind, row_id, review))


def then(first: Future[None], following: Callable[[], Future[Result]]) -> Future[Result]:
    """A future of what follows when the first is done; whatever either raises is raised by it."""
    outcome: Future[Result] = Future()

    def second_done(second: Future[Result]) -> None:
        error = second.exception()
        if error is not None:
            outcome.set_exception(error)
        else:
            outcome.set_result(second.result())

    def first_done(done: Future[None]) -> None:
        error = done.exception()
        if error is not None:
            outcome.set_exception(error)
            return
        try:
            second = following()
        except Exception as refused:  # noqa: BLE001  (whoever waits is told, whatever it was)
            outcome.set_exception(refused)
            return
        second.add_done_callback(second_done)

    first.add_done_callback(first_done)
    return outcome
