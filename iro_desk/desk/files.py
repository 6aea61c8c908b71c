"""Writing a small file so that it is either the old one or the new one, never half."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Write beside, push to the disk, and rename over ``path``. Raises ``OSError``; the old file then stands.

    A folder that cannot be pushed afterwards is passed over: the new file is in its place, and to refuse would be
    untrue. After a power cut it is the old one or the new one, and whole.
    """
    aside = path.with_name(path.name + ".new")
    try:
        with open(aside, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(aside, path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    with suppress(OSError):
        push_folder(path.parent)


def push_folder(folder: Path) -> None:
    """Push a folder's new names to the disk. Raises ``OSError``."""
    if sys.platform != "win32":
        # A new name is in the folder, and the folder is a file that has to reach the disk as well.
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
