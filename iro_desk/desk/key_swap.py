"""A desk under a new key takes the old one's place, whole or not at all.

The desk under its new key is made in a folder inside the desk's, checked and closed there. Giving that folder its
second name is the moment of change: before it the desk is the old one, after it the new one, and an opening that
finds the second name moves what is still to be moved before it looks at anything.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from iro_desk.desk import keys, seal
from iro_desk.desk.disk import sidecars
from iro_desk.desk.files import push_folder

MAKING = "new-key.making"
READY = "new-key.ready"
MEMBERS = (seal.DATABASE_FILE, keys.KEYS_FILE, seal.HEAD_FILE)


def take_its_place(folder: Path) -> None:
    """The desk in ``MAKING`` is whole: from here on it is this desk. Raises ``OSError``."""
    os.rename(folder / MAKING, folder / READY)
    push_folder(folder)
    finish_new_key(folder)


def finish_new_key(folder: Path) -> None:
    """Finish a change of key that was interrupted, or forget one that was only begun. Raises ``OSError``."""
    shutil.rmtree(folder / MAKING, ignore_errors=True)
    ready = folder / READY
    if not ready.is_dir():
        return
    if (ready / seal.DATABASE_FILE).exists():
        # What the old file's log still held is in the new one; beside it the log would be another file's.
        for file in sidecars(folder / seal.DATABASE_FILE):
            file.unlink(missing_ok=True)
    for name in MEMBERS:
        if (ready / name).exists():
            os.replace(ready / name, folder / name)
    push_folder(folder)
    shutil.rmtree(ready)
