"""What an open desk holds on to: its folder, key and lock, and what is made from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from iro_desk.casework import RandomBytes
from iro_desk.desk import backup, retention, seal
from iro_desk.desk.cipher import open_connection
from iro_desk.desk.disk import in_words
from iro_desk.desk.journal import Now
from iro_desk.desk.lock import DeskLock
from iro_desk.desk.reading import Change

SET_ASIDE = "set aside "
"""How a folder begins that holds the files of a desk in whose place a backup was put."""


@dataclass(slots=True)
class Held:
    """The parts of one open desk. ``opened_by`` is the kind of slot whose words opened it."""

    folder: Path
    data_folder: Path
    desk_id: str
    key: bytearray
    lock: DeskLock
    now: Now
    random_bytes: RandomBytes
    opened_by: str = "passphrase"

    @property
    def database_file(self) -> Path:
        """The encrypted file."""
        return self.folder / seal.DATABASE_FILE

    def connection(self, *, read_only: bool = False, file_read_only: bool = False) -> Any:
        """A keyed connection (see ``desk.cipher``)."""
        return open_connection(self.database_file, bytes(self.key), read_only=read_only, file_read_only=file_read_only)

    def back_up(self, file: Path) -> None:
        """Write one checked backup."""
        backup.write_backup(self.folder, bytes(self.key), self.desk_id, file)

    def keep_backup(self, folder: Path | None = None) -> Path:
        """Write one into the desk's own folder of backups, or another, and thin what is there."""
        place = self.folder / retention.BACKUPS if folder is None else folder
        with in_words():
            place.mkdir(exist_ok=True)
        file = place / retention.backup_name(self.now().astimezone(UTC), self.desk_id)
        self.back_up(file)
        retention.thin(place, self.desk_id, file)
        return file

    def write_head(self, last: Change | None) -> None:
        """Write the head of a desk that is open, and what this computer remembers. Raises ``OSError``."""
        if last is not None:
            seal.write_head(self.folder, bytes(self.key), seal.Head(self.desk_id, last.n, last.hash.hex(), "open"))
            seal.remember(self.data_folder, self.desk_id, last.n, last.hash)

    def write_closed_head(self, last: Change | None) -> None:
        """The same of a desk whose file was just closed: with the file's size and SHA-256."""
        if last is not None:
            head = seal.closed_head(self.folder, self.desk_id, last.n, last.hash)
            seal.write_head(self.folder, bytes(self.key), head)
            seal.remember(self.data_folder, self.desk_id, last.n, last.hash)
