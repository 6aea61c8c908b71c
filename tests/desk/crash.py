"""Leaving a desk's folder as a killed process does."""

from __future__ import annotations

from pathlib import Path

from iro_desk.desk import Desk, keys
from iro_desk.desk.cipher import open_connection
from tests.conftest import PASSPHRASE


def everything_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def as_after_a_crash(desk: Desk, folder: Path) -> None:
    """Log and head as they stand, the lock gone."""
    kept = everything_in(folder)
    desk.close()
    for name, content in kept.items():
        (folder / name).write_bytes(content)


def altered_behind_its_back(folder: Path, statement: str) -> None:
    """Run one statement on the desk's file with its own key and without its journal."""
    key = keys.read_key(folder, PASSPHRASE)[1]
    database = open_connection(folder / "desk.db", key)
    database.conn.execute(statement)
    database.conn.close()
