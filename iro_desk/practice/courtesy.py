"""Work beside the window stands aside while a key is taken and painted, and while what it looks for is found.

Two threads of one interpreter hand it to one another dozens of times in a key press, and each time one of them waits.
"""

from __future__ import annotations

import threading

LONGEST_SECONDS = 0.05
"""No work waits longer at once, whatever becomes of the key."""

_free = threading.Event()
_free.set()
_lock = threading.Lock()
_waited_for = 0


def begins() -> None:
    """Something is about to be done for which work beside the window stands aside; :func:`ends` follows each."""
    global _waited_for
    with _lock:
        _waited_for += 1
        _free.clear()


def ends() -> None:
    """It was done."""
    global _waited_for
    with _lock:
        _waited_for = max(0, _waited_for - 1)
        if not _waited_for:
            _free.set()


def stand_aside() -> bool:
    """Waits while a key is taken; never on the window's own thread.

    Always ``False``, so that it may stand where work asks whether it is to stop.
    """
    if not _free.is_set() and threading.current_thread() is not threading.main_thread():
        _free.wait(LONGEST_SECONDS)
    return False
