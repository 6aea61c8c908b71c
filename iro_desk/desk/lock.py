"""One process a desk: an operating-system lock that ends with the process, so it is never stale."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from iro_desk.desk.errors import UNCHANGED, DeskNotWritable, DeskOpenElsewhere

LOCK_FILE = "lock"
_HOLDER_AT = 1
"""The holder's name starts after the first byte: Windows locks that one against reading."""


class DeskLock:
    """The lock of one desk's folder, held from :meth:`take` to :meth:`release`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_FILE
        # Not bound to the thread that took it: a desk is opened on one thread and closed on another.
        self._lock = FileLock(str(self._path), timeout=0, thread_local=False)

    def take(self) -> None:
        """Take the lock. Raises :class:`DeskOpenElsewhere`, or :class:`DeskNotWritable` in a read-only folder."""
        try:
            self._lock.acquire()
        except Timeout:
            raise DeskOpenElsewhere(
                f"This desk is open elsewhere: {self._holder()}.",
                safe=UNCHANGED,
                do="Close it there, then open it here.",
            ) from None
        except OSError as error:
            raise not_writable() from error

    def say_who(self) -> None:
        """Write host and process into the lock file, for the message that another process shows."""
        self._write(f" {_this_host()}\n{os.getpid()}\n".encode())

    def release(self) -> None:
        """Let the next one in."""
        if self._lock.is_locked:
            self._lock.release()

    def _write(self, content: bytes) -> None:
        handle = os.open(self._path, os.O_RDWR)
        try:
            os.lseek(handle, _HOLDER_AT, os.SEEK_SET)
            os.write(handle, content[_HOLDER_AT:])
            os.ftruncate(handle, len(content))
        finally:
            os.close(handle)

    def _holder(self) -> str:
        try:
            with open(self._path, "rb", buffering=0) as handle:
                handle.seek(_HOLDER_AT)
                host, process = handle.read(400).decode("utf-8").split()
        except (OSError, ValueError):
            return "by another process"
        return f"on {host}, by process {process}"


def is_closed_to_writing(path: Path) -> bool:
    """Whether a folder or file takes no writing: the system refuses it, or its owner has closed it to themselves.

    The system lets an administrator write everywhere, also where the owner has taken the right away; what was
    closed on purpose is left alone then too. A Windows folder's read-only mark says nothing about writing in it.
    """
    if not os.access(path, os.W_OK):
        return True
    return sys.platform != "win32" and not path.stat().st_mode & stat.S_IWUSR


def not_writable() -> DeskNotWritable:
    """The refusal for a folder or a disk that takes no writing."""
    return DeskNotWritable(
        "The desk's folder takes no writing: it is read-only, or its disk is full.",
        safe=UNCHANGED,
        do="Make room, ask for the right to write there, or copy the folder to another place.",
    )


def _this_host() -> str:
    # Not asked of the network modules, which are not used anywhere in the program.
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return "".join(name.split()) or "this-computer"
