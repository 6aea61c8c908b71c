"""A desk that cannot be opened: which of its backups is the newest that is whole."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from iro_desk.casework import UserFacingError
from iro_desk.desk import backup, keys
from iro_desk.desk.retention import BACKUPS


def newest_good_backup(folder: Path, words: str, others: Iterable[Path] = ()) -> Path | None:
    """The newest backup in a desk's folder of backups, or in ``others``, that the words open and that is whole.

    Each has the key in it, so it is found also when the desk's own key file is damaged. Takes a second or two for each
    that is not whole.
    """
    places = [folder / BACKUPS, *others]
    files = [file for place in places if place.is_dir() for file in place.glob(f"*{backup.ENDING}")]
    for file in sorted(files, key=lambda file: file.name, reverse=True):
        with suppress(UserFacingError):
            with backup.opened_aside(file) as unpacked:
                desk_id, key = keys.read_key(unpacked, words)
            backup.check_backup(file, file, key, desk_id)
            return file
    return None
