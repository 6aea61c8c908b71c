"""Takes the answer of an action, whether it came at once or as a future."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from iro_desk.casework import UserFacingError
from iro_desk.ui import bridge
from iro_desk.ui.widgets import Notices

SAID_SECONDS = 20


def ask(
    call: Callable[[], Any],
    owner: QObject,
    done: Callable[[Any], None],
    refused: Callable[[UserFacingError], None] | None = None,
) -> None:
    """Make the call; ``done`` gets its result, ``refused`` an error that a person may read.

    Without ``refused`` it is said at the foot of the window: of what a pane looked up by itself, and nobody asked for.
    Both run on the window's thread, and only while ``owner`` lives. Any other error is a bug and is raised.
    """

    refused = refused or partial(_say_at_the_foot, owner)

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


def _say_at_the_foot(owner: QObject, error: UserFacingError) -> None:
    """Nothing opens over what is being written; without a foot it is raised, and the crash dialog says it."""
    top = owner
    while (above := top.parent()) is not None:
        top = above
    foot = top.findChild(Notices)
    if foot is None:
        raise error
    foot.say("refused", str(error), "late", seconds=SAID_SECONDS)
