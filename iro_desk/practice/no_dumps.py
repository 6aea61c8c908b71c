"""What a process that holds a desk's key leaves behind when it is killed or goes wrong: nothing."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

_SET_DUMPABLE = 4
_NO_FAULT_WINDOWS = 0x0001 | 0x0002 | 0x8000


def no_core_dumps() -> None:
    """Have the system write no picture of this process's memory to the disk, and let no other process read it.

    What cannot be switched off on a system stays as it is there: nothing here may stop the program.
    """
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_FAULT_WINDOWS)
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
