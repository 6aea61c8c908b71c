"""Desks of earlier versions open here: migrated, checked, and with everything that was in them."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Engagement
from iro_desk.desk import Desk, DeskDamaged, keys, schema
from iro_desk.desk.cipher import open_connection
from iro_desk.desk.held import Held
from iro_desk.desk.structure import structure_findings
from iro_desk.desk.writer import Writer
from tests.conftest import PASSPHRASE
from tests.desk.crash import altered_behind_its_back, as_after_a_crash, was_killed
from tests.desk.invented import child_on

EARLIER = Path(__file__).parent / "earlier"
FOLDERS = sorted(path for path in EARLIER.iterdir() if path.is_dir())
MOVED = {"engagement": {"place", "postcode", "source"}}
"""What the third version kept under other names."""
Now = Callable[[], datetime]
Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]


@pytest.fixture(params=FOLDERS, ids=lambda path: path.name)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a desk that an earlier version left closed."""
    return Path(shutil.copytree(request.param, tmp_path / "earlier.irodesk"))


def rows_of(folder: Path) -> Rows:
    """Every row of every table, by its primary key."""
    database = open_connection(folder / "desk.db", keys.read_key(folder, PASSPHRASE)[1], file_read_only=True)
    found: Rows = {}
    names = [row[0] for row in database.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in names:
        if name.startswith("text_"):
            continue
        described = list(database.conn.execute(f"PRAGMA table_info({name})"))
        columns, keyed = [row[1] for row in described], [row[1] for row in described if row[5]]
        rows = [dict(zip(columns, row, strict=True)) for row in database.conn.execute(f"SELECT * FROM {name}")]
        found[name] = {tuple(row[key] for key in keyed): row for row in rows}
    database.conn.close()
    return found


def nothing_is_lost(before: Rows, after: Rows) -> None:
    for name, rows in before.items():
        for key, row in rows.items():
            kept = after[name][key]
            same = row.keys() - MOVED.get(name, set())
            assert {column: kept[column] for column in same} == {column: row[column] for column in same}, name


def test_an_earlier_desk_is_migrated_after_a_backup_and_nothing_is_lost(
    earlier: Path, data_folder: Path, now: Now
) -> None:
    before = rows_of(earlier)
    assert len(before["child"]) == 2
    with Desk.open(earlier, PASSPHRASE, data_folder=data_folder, now=now) as desk:
        assert desk.check() == []
        assert desk.history()[0].kind == "migration"
        assert [draft.text for draft in desk.drafts()] == ["Half a sentence"]
        assert structure_findings(desk._connection) == []
        assert {hit.kind for hit in desk.search_text("otters")} == {"child"}
        (kept,) = desk.kept_backups()
        child_on(desk, "an invented number")
        assert desk.check() == []
    nothing_is_lost(before, rows_of(earlier))
    back = earlier.with_name("unpacked")
    shutil.unpack_archive(kept, back, "zip")
    assert rows_of(back) == before


def test_where_an_engagement_of_the_third_is_and_where_it_came_from_is_kept(
    tmp_path: Path, data_folder: Path, now: Now
) -> None:
    folder = Path(shutil.copytree(EARLIER / "schema-3", tmp_path / "third.irodesk"))
    with Desk.open(folder, PASSPHRASE, data_folder=data_folder, now=now) as desk:
        (engagement,) = desk.all(Engagement)
        assert (engagement.place, engagement.imported) == ("Town Hall DT1 1XJ", "busy-1")


def test_an_earlier_desk_left_by_a_killed_process_is_checked_first(earlier: Path, data_folder: Path, now: Now) -> None:
    before = rows_of(earlier)
    head = (earlier / "head.json").read_bytes()
    key = keys.read_key(earlier, PASSPHRASE)[1]
    from iro_desk.desk import seal

    closed = seal.read_head(earlier, key)
    seal.write_head(earlier, key, seal.Head(closed.desk, closed.n, closed.hash, "open"))
    with Desk.open(earlier, PASSPHRASE, data_folder=data_folder, now=now, check_beside=True) as desk:
        assert desk.is_checked
        assert desk.check() == []
    assert (earlier / "head.json").read_bytes() != head
    nothing_is_lost(before, rows_of(earlier))


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.soak)])
def test_a_migration_killed_at_any_statement_leaves_the_earlier_desk_or_the_new_one(
    earlier: Path, data_folder: Path, now: Now, tmp_path: Path, step: int
) -> None:
    before, killed = rows_of(earlier), 0
    for at in range(1, 300, step):
        folder = Path(shutil.copytree(earlier, tmp_path / f"killed {at}.irodesk"))

        def work(folder: Path = folder, at: int = at) -> None:
            _killed_at_statement(at)
            Desk.open(folder, PASSPHRASE, data_folder=tmp_path / "child", now=now)

        if not was_killed(work):
            break
        killed += 1
        if killed % 2:
            with Desk.open(folder, PASSPHRASE, data_folder=data_folder, now=now) as desk:
                assert desk.check() == []
                assert schema.applied(desk._connection) == schema.MIGRATIONS[-1].number
            nothing_is_lost(before, rows_of(folder))
        shutil.rmtree(folder)
    assert killed > 36 / step


def _killed_at_statement(at: int) -> None:
    """The process dies at the ``at``-th statement of a migration; looking at tables and all but two images aside."""
    original = Writer._migrate
    seen = images = 0

    def count(statement: str) -> None:
        nonlocal seen, images
        images += statement.startswith("INSERT INTO change_row")
        if statement.startswith("PRAGMA") or (statement.startswith("INSERT INTO change_row") and images > 2):
            return
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(writer: Writer, *args: Any) -> None:
        writer.conn.set_trace_callback(count)
        original(writer, *args)
        writer.conn.set_trace_callback(None)

    Writer._migrate = traced  # type: ignore[method-assign]
    Held.keep_backup = lambda held, folder=None: held.folder  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("CREATE TRIGGER spy AFTER INSERT ON child BEGIN DELETE FROM draft; END", "something called spy"),
        ("CREATE VIEW spy AS SELECT * FROM child", "something called spy"),
        ("CREATE TABLE spy (a)", "something called spy"),
        ("ALTER TABLE decision ADD COLUMN spy TEXT", "row of decision differ from the journal"),
        ("DROP INDEX council_number_key", "table council_number is not as"),
        ("DROP TABLE draft_earlier", "table draft_earlier is missing"),
    ],
)
def test_a_structure_that_no_version_made_is_refused(
    desk: Desk, desk_folder: Path, data_folder: Path, now: Now, statement: str, finding: str
) -> None:
    child_on(desk)
    as_after_a_crash(desk, desk_folder)
    altered_behind_its_back(desk_folder, statement)
    with pytest.raises(DeskDamaged, match=finding):
        Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now)


def test_a_desk_from_between_two_versions_is_brought_level(
    desk: Desk, desk_folder: Path, data_folder: Path, now: Now
) -> None:
    child = child_on(desk)
    as_after_a_crash(desk, desk_folder)
    altered_behind_its_back(desk_folder, "DROP TABLE import_run")
    with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as again:
        assert again.find_child(child) == child
        assert again.history()[0].kind == "migration"
        assert again.check() == []
