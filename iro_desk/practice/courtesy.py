"""Work beside the window stands aside while a key is taken and painted.

Two threads of one interpreter hand it to one another dozens of times in a key press, and each time one of them waits.
"""

from __future__ import annotations

import threading

LONGEST_SECONDS = 0.05
"""No work waits longer for one key, whatever becomes of it."""

_free = threading.Event()
_free.set()


def key_begins() -> None:
    """A key is about to be taken."""
    _free.clear()


def key_ends() -> None:
    """It was taken and painted."""
    _free.set()


def stand_aside() -> bool:
    """Waits while a key is taken. Always ``False``, so that it may stand where work asks whether it is to stop."""
    if not _free.is_set():
        _free.wait(LONGEST_SECONDS)
    return False
