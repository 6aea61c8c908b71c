"""Takes the answer of an action, whether it came at once or as a future."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject

from iro_desk.casework import UserFacingError
from iro_desk.ui import bridge


def ask(
    call: Callable[[], Any],
    owner: QObject,
    done: Callable[[Any], None],
    refused: Callable[[UserFacingError], None],
) -> None:
    """Make the call; ``done`` gets its result, ``refused`` an error that a person may read.

    Both run on the window's thread, and only while ``owner`` lives. Any other error is a bug and is raised.
    """

    def failed(error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        refused(error)

    try:
        answer = call()
    except UserFacingError as error:
        refused(error)
        return
    if isinstance(answer, Future):
        bridge.when_done(answer, owner, done, failed)
    else:
        done(answer)
