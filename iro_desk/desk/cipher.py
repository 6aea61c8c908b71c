"""The encrypted SQLite under sqlite-utils.

sqlite-utils looks for a module called ``pysqlite3`` before the standard library's driver. Giving it
the cipher driver under that name makes both speak of the same connections and the same errors;
without it some calls fail and one of them leaves a transaction open that locks out every later
writer. That name is not a promised interface, so a mismatch is an error here, at import, and a test
holds it.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlcipher3
import sqlcipher3.dbapi2 as driver

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = driver

import sqlite_utils.db  # noqa: E402  (only after the driver has its name)

if vars(sqlite_utils.db)["OperationalError"] is not driver.OperationalError:
    raise ImportError("sqlite_utils was imported before the cipher driver had its place")

DatabaseError = driver.DatabaseError
IntegrityError = driver.IntegrityError
OperationalError = driver.OperationalError
Database = sqlite_utils.db.Database

KEY_BYTES = 32
BUSY_MILLISECONDS = 5000
CACHE_KIB = 16 * 1024


def open_connection(path: Path, key: bytes, *, read_only: bool = False, file_read_only: bool = False) -> Any:
    """One keyed connection, as a sqlite-utils ``Database``; transactions are begun and ended by hand.

    ``read_only`` refuses writing statements (the window's connection). ``file_read_only`` opens the file
    itself so that not one byte of it can change: for looking at a file that may be damaged. A wrong key
    shows at the first reading statement, as ``DatabaseError``.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a desk's key has 32 bytes")
    mode = "ro" if file_read_only else "rwc"
    place = path.absolute().as_posix()
    # A Windows path begins with its drive, and an address wants a stroke before it.
    place = place if place.startswith("/") else f"/{place}"
    address = f"file://{quote(place, safe='/:')}?mode={mode}"
    connection = driver.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    try:
        # The log goes first: a wrong key would otherwise be told on standard error.
        connection.execute("PRAGMA cipher_log = off")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA temp_store = MEMORY")
        # Pages already decrypted are kept: what a pane asks again is not decrypted again.
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA secure_delete = ON")
        if not file_read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
        if read_only or file_read_only:
            connection.execute("PRAGMA query_only = ON")
        connection.create_function("sha256_hex", 1, _sha256_hex, deterministic=True)
    except BaseException:
        connection.close()
        raise
    # Plug-ins of sqlite-utils are other people's code inside the process that holds the key.
    return Database(connection, execute_plugins=False)


def new_in_memory() -> Any:
    """An empty database that is nowhere on the disk."""
    return driver.connect(":memory:", isolation_level=None)


PAGE_BYTES = 4096
RESERVED_BYTES = 80
"""At the end of each page: 16 bytes that the page's encryption began with, and its check value."""


def decrypted_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """Every page of a closed file as it stands under its encryption, unused ones too, to be searched.

    The file's format is SQLCipher 4's: AES-256-CBC, and a salt in place of the first page's first 16 bytes.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    with open(path, "rb") as handle:
        salt = 16
        while page := handle.read(PAGE_BYTES):
            body, began_with = page[salt:-RESERVED_BYTES], page[-RESERVED_BYTES : 16 - RESERVED_BYTES]
            decryptor = Cipher(algorithms.AES(key), modes.CBC(began_with)).decryptor()
            yield decryptor.update(body) + decryptor.finalize()
            salt = 0


def cipher_faults(database: Any) -> list[str]:
    """Pages whose own check value does not fit, in the driver's words; empty when every page is whole."""
    return [str(row[0]) for row in database.conn.execute("PRAGMA cipher_integrity_check")]


def structure_faults(database: Any) -> list[str]:
    """What SQLite's own check finds wrong; empty when nothing."""
    found = [str(row[0]) for row in database.conn.execute("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found


def _sha256_hex(value: bytes | None) -> str | None:
    return None if value is None else hashlib.sha256(value).hexdigest()
