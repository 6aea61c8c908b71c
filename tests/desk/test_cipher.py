"""The encrypted SQLite under sqlite-utils: the hook, the pragmas, the key."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from iro_desk.desk.cipher import DatabaseError, OperationalError, open_connection

KEY = bytes(range(32))


def test_sqlite_utils_speaks_through_the_cipher_driver() -> None:
    import sqlcipher3.dbapi2
    import sqlite_utils.db
    import sqlite_utils.utils

    assert vars(sqlite_utils.db)["OperationalError"] is sqlcipher3.dbapi2.OperationalError
    assert sqlite_utils.utils.sqlite3.connect is sqlcipher3.connect


def test_importing_sqlite_utils_first_is_refused_at_once() -> None:
    code = "import sqlite_utils.db\nimport iro_desk.desk"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ImportError: sqlite_utils was imported before the cipher driver" in done.stderr


def test_a_statement_that_returns_rows_leaves_no_transaction_open(tmp_path: Path) -> None:
    database = open_connection(tmp_path / "a.db", KEY)
    database.conn.execute("CREATE TABLE t (id TEXT PRIMARY KEY) STRICT")
    assert list(database.query("INSERT INTO t VALUES ('a') RETURNING id")) == [{"id": "a"}]
    other = open_connection(tmp_path / "a.db", KEY)
    other.conn.execute("INSERT INTO t VALUES ('b')")
    other.conn.close()
    database.conn.close()


def test_the_writer_pushes_every_commit_to_the_disk_and_overwrites_what_it_deletes(tmp_path: Path) -> None:
    connection = open_connection(tmp_path / "a.db", KEY).conn
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "recursive_triggers": 1}
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    connection.close()


def test_the_reader_cannot_write(tmp_path: Path) -> None:
    writer = open_connection(tmp_path / "a.db", KEY).conn
    writer.execute("CREATE TABLE t (id TEXT PRIMARY KEY) STRICT")
    reader = open_connection(tmp_path / "a.db", KEY, read_only=True).conn
    with pytest.raises(OperationalError, match="readonly"):
        reader.execute("INSERT INTO t VALUES ('a')")
    reader.close()
    writer.close()


def test_a_wrong_key_is_an_error_and_says_nothing_on_standard_error(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    first = open_connection(tmp_path / "a.db", KEY).conn
    first.execute("CREATE TABLE t (id TEXT PRIMARY KEY) STRICT")
    first.close()
    with pytest.raises(DatabaseError):
        open_connection(tmp_path / "a.db", bytes(32), read_only=True).conn.execute("SELECT * FROM t")
    assert capfd.readouterr().err == ""


def test_a_key_of_another_length_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_connection(tmp_path / "a.db", b"short")
