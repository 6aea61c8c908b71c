"""Every change is in the journal, whole, and cannot be altered unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from iro_desk.casework import Child, CouncilNumber, Episode, NotFound, Refused, Review, Setting, SignedPaper
from iro_desk.desk import Desk
from iro_desk.desk.cipher import IntegrityError
from iro_desk.desk.rows import TABLES
from tests.conftest import PASSPHRASE
from tests.desk.invented import any_record, child_on, paper


def test_a_change_says_what_was_done_and_which_rows_it_touched(desk: Desk) -> None:
    child = child_on(desk)
    change = desk.last_change()
    assert change is not None
    assert (change.n, change.kind, change.words, change.row_count) == (2, "edit", "New child", 9)
    assert change.made_at.startswith("2026-11-23T09:00:")
    rows = desk.history_rows(2)
    assert [row.table for row in rows][:3] == ["child", "council_number", "episode"]
    assert rows[0].before is None
    assert rows[0].after is not None
    assert rows[0].after["first_name"] == "Siân"
    assert rows[0].after["date_of_birth"] == "2013-04-05"
    assert rows[0].after["disabled"] == 1
    assert [line.n for line in desk.history(child)] == [2]
    assert [line.n for line in desk.history()] == [2, 1]


def test_the_newest_change_of_one_row_is_found(desk: Desk) -> None:
    child = child_on(desk)
    first = desk.last_change_of(child)
    with desk.change("Corrected the first name", child) as change:
        change.save(replace(desk.get(Child, child), first_name="Sian"))
    newest = desk.last_change_of(child)
    assert first is not None
    assert newest is not None
    assert (first.words, newest.words) == ("New child", "Corrected the first name")
    assert desk.last_change_of("nobody") is None


def test_before_is_the_image_that_the_row_had(desk: Desk) -> None:
    child = child_on(desk)
    with desk.change("Corrected the first name", child) as change:
        change.save(replace(desk.get(Child, child), first_name="Sian"))
    (row,) = desk.history_rows(3)
    assert row.before is not None
    assert row.after is not None
    assert (row.before["first_name"], row.after["first_name"]) == ("Siân", "Sian")
    assert desk.check() == []


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_no_journalled_row_is_touched_outside_a_change(desk: Desk, kind: type) -> None:
    table = TABLES[kind]
    record = any_record(kind, "a")
    marks = ", ".join("?" * len(table.stored))
    connection = desk._writer.conn
    for verb in ("INSERT", "REPLACE"):
        with pytest.raises(IntegrityError, match="no change is open"):
            connection.execute(f"{verb} INTO {table.name} VALUES ({marks})", table.row_of(record))
    connection.execute("PRAGMA foreign_keys = OFF")
    with desk.change("Kept") as change:
        change.save(record)
    with pytest.raises(IntegrityError, match="no change is open"):
        connection.execute(f"REPLACE INTO {table.name} VALUES ({marks})", table.row_of(record))
    with pytest.raises(IntegrityError, match="no change is open"):
        connection.execute(f"DELETE FROM {table.name}")
    assert desk.check() == []


def test_an_update_outside_a_change_is_stopped(desk: Desk) -> None:
    child_on(desk)
    with pytest.raises(IntegrityError, match="no change is open"):
        desk._writer.conn.execute("UPDATE child SET surname = 'Other'")


def test_a_change_that_fails_leaves_nothing(desk: Desk) -> None:
    def fails() -> None:
        with desk.change("New child") as change:
            change.save(Child(change.new_id(), first_name="Nobody"))
            raise RuntimeError("on the way")

    with pytest.raises(RuntimeError, match="on the way"):
        fails()
    assert desk.all(Child) == []
    assert [line.n for line in desk.history()] == [1]
    child_on(desk)
    assert desk.check() == []


def test_a_change_that_touches_no_row_is_not_written(desk: Desk) -> None:
    child = child_on(desk)
    with desk.change("Read again", kind="import") as change:
        change.save_many([desk.get(Child, child), *desk.of_child(Episode, child)])
    assert change.made is None
    with desk.change("Put there and taken away") as change:
        passing = Child(change.new_id())
        change.save(passing)
        change.delete(passing)
    assert change.made is None
    with desk.change("Changed and changed back") as change:
        change.save(replace(desk.get(Child, child), surname="Other"))
        change.save(desk.get(Child, child))
    assert change.made is None
    assert [line.n for line in desk.history()] == [2, 1]


@pytest.mark.parametrize("kind", ["opened", "printed", "exported"])
def test_opening_printing_and_exporting_are_written_without_rows(desk: Desk, kind: str) -> None:
    with desk.change("Seen", kind=kind) as change:
        pass
    assert change.made is not None
    assert change.made.row_count == 0
    assert desk.check() == []


def test_a_change_reads_its_own_rows_and_the_window_reads_them_after_the_commit(desk: Desk) -> None:
    with desk.change("New child") as change:
        child = Child(change.new_id(), first_name="Own")
        change.save(child)
        change.save(CouncilNumber(change.new_id(), child.id, "77", "council"))
        assert change.get(Child, child.id) == child
        assert change.find_child("77") == child.id
        assert change.child_file(child.id).number == "77"
        assert desk.all(Child) == []
    assert desk.all(Child) == [child]


def test_what_may_be_there_once_is_refused_in_words_and_nothing_is_kept(desk: Desk) -> None:
    child = child_on(desk)

    def again(record_of: Callable[[str], object]) -> None:
        with desk.change("Again") as change:
            change.save(Child(change.new_id(), first_name="Other"))
            change.save(record_of(change.new_id()))

    with pytest.raises(Refused, match="That number belongs to another child"):
        again(lambda row: CouncilNumber(row, child, "1001", "ssda903"))
    with pytest.raises(Refused, match="episode that starts on that day"):
        again(lambda row: Episode(row, child, date(2025, 11, 7)))
    with pytest.raises(Refused, match="review held on that day"):
        again(lambda row: Review(row, child, held_on=date(2026, 1, 9)))
    assert len(desk.all(Child)) == 1
    with desk.change("Two bookings") as change:
        change.save_many([Review(change.new_id(), child), Review(change.new_id(), child)])
    assert len(desk.of_child(Review, child)) == 3


def test_rows_of_one_change_may_come_before_what_they_belong_to_but_not_without_it(desk: Desk) -> None:
    def numbered(with_child: bool) -> None:
        with desk.change("Number first") as change:
            child = change.new_id()
            change.save(CouncilNumber(change.new_id(), child, "55", "council"))
            if with_child:
                change.save(Child(child))

    numbered(True)
    assert desk.find_child("55")
    with pytest.raises(Refused):
        numbered(True)
    with pytest.raises(IntegrityError), desk.change("No child") as change:
        change.save(CouncilNumber(change.new_id(), change.new_id(), "56", "council"))
    with pytest.raises(NotFound):
        desk.find_child("56")


def test_one_change_at_a_time(desk: Desk) -> None:
    with desk.change("Outer") as change:
        with pytest.raises(RuntimeError, match="already open"), desk.change("Inner"):
            pass
        change.put_setting("iro_name", "Invented Officer")
    assert desk.settings().text("iro_name") == "Invented Officer"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET words = 'Another thing' WHERE n = 2",
        "UPDATE change SET author = 'Another' WHERE n = 2",
        "UPDATE change SET made_at = '2020-01-01' WHERE n = 2",
        "UPDATE change SET child = 'x' WHERE n = 2",
        "UPDATE change SET salt = NULL WHERE n = 2",
        "UPDATE change SET hash = randomblob(32) WHERE n = 3",
        "DELETE FROM change WHERE n = 2",
        "DELETE FROM change_row WHERE n = 2 AND seq = 3",
        "UPDATE change_row SET image = json_set(image, '$.surname', 'X') WHERE n = 2 AND seq = 1",
        "UPDATE change_row SET image = NULL WHERE n = 2 AND seq = 1",
        "UPDATE change_row SET child = 'x' WHERE n = 2 AND seq = 1",
        "UPDATE change_row SET digest = randomblob(32) WHERE n = 2 AND seq = 1",
        "INSERT INTO change_row SELECT n + 7, seq, tbl, row, child, image, salt, digest FROM change_row WHERE n = 2",
        "INSERT INTO change_row SELECT n, seq + 70, tbl, row, child, image, salt, digest FROM change_row WHERE n = 2",
    ],
)
def test_an_altered_journal_is_noticed(desk: Desk, statement: str) -> None:
    child_on(desk)
    child_on(desk, "1002")
    assert desk.check() == []
    desk._writer.conn.execute(statement)
    assert desk.check() != []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE child SET surname = 'Other'",
        "DELETE FROM told_me",
        "UPDATE signed_paper SET pdf = x'00'",
        "UPDATE review SET held_on = NULL",
        "INSERT INTO setting VALUES ('iro_name', 'Somebody')",
    ],
)
def test_a_row_altered_behind_the_journal_is_noticed(desk: Desk, statement: str) -> None:
    child = child_on(desk)
    with desk.change("Signed", child, "sign") as change:
        change.save(replace(paper(change, child, desk.of_child(Review, child)[0].id), pdf=b"%PDF"))
    assert desk.check() == []
    desk._writer.conn.execute("INSERT INTO change_open VALUES (1)")
    desk._writer.conn.execute(statement)
    assert desk.check() != []


def test_the_seal_of_a_signed_paper_is_that_of_the_change_that_signed_it(desk: Desk) -> None:
    child = child_on(desk)
    review = desk.of_child(Review, child)[0]
    with desk.change("Signed a review", child, "sign") as signing:
        signing.save(replace(review, state="signed"))
        frozen = paper(signing, child, review.id)
        signing.save(frozen)
    assert signing.made is not None
    seal = desk.seal_of(signing.n)
    assert len(seal) == 16
    assert seal == signing.made.seal
    with desk.change("Kept the signed papers", child, "sign") as keeping:
        unsealed = keeping.get(SignedPaper, frozen.id)
        assert unsealed.seal == seal
        keeping.save(replace(unsealed, pdf=b"%PDF " + seal.encode(), sha256="ab"))
    kept = desk.get(SignedPaper, frozen.id)
    assert (kept.seal, kept.pdf) == (seal, b"%PDF " + seal.encode())
    assert desk.check() == []


def test_what_is_redacted_is_gone_from_the_journal_and_the_chain_still_verifies(desk: Desk) -> None:
    gone, stays = child_on(desk), child_on(desk, "1002")
    with desk.change("Wrote something", gone) as change:
        change.save(replace(desk.get(Child, gone), about="Likes an invented dragon"))
    untouched = desk.child_file(stays)
    with desk.change("Removed a child", gone, "removal") as change:
        for kind in reversed(TABLES):
            if TABLES[kind].child_column == "child":
                for record in desk.of_child(kind, gone):
                    change.delete(record)
        change.delete(desk.get(Child, gone))
        change.redact(gone)
    assert desk.check() == []
    assert desk.history(gone) == []
    images = desk._connection.execute("SELECT group_concat(image), group_concat(child) FROM change_row").fetchone()
    assert "invented dragon" not in images[0]
    assert gone not in images[1]
    assert desk.child_file(stays) == untouched
    assert all(row.redacted for row in desk.history_rows(4))
    with pytest.raises(Refused, match="nothing to take back"):
        desk.undo(4)


def test_a_child_who_is_on_the_desk_is_not_redacted(desk: Desk) -> None:
    child = child_on(desk)

    def removed() -> None:
        with desk.change("Removed", child, "removal") as change:
            change.save(replace(desk.get(Child, child), about="x"))
            change.redact(child)

    with pytest.raises(ValueError, match="not blanked"):
        removed()
    assert desk.check() == []


def test_the_same_seed_makes_the_same_rows_on_desks_of_their_own(tmp_path: Path) -> None:
    def made(name: str) -> tuple[str, list[Child], list[CouncilNumber]]:
        desk, _ = Desk.create(
            tmp_path / name,
            PASSPHRASE,
            data_folder=tmp_path / "data",
            now=lambda: datetime(2026, 11, 23, tzinfo=UTC),
            random_bytes=Random(1).randbytes,
            name="Practice",
        )
        with desk:
            child_on(desk)
            return desk.id, desk.all(Child), desk.all(CouncilNumber)

    first, second = made("a"), made("b")
    assert first[0] != second[0]
    assert first[1:] == second[1:]


def test_a_moment_without_a_zone_is_a_bug(desk: Desk) -> None:
    desk._writer._journal._now = lambda: datetime(2026, 11, 23)
    with pytest.raises(ValueError, match="without its zone"), desk.change("Setting") as change:
        change.save(Setting("iro_name", "x"))
