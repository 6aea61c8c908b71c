"""Words are found wherever they stand, with or without their accents, and never what was said for one pair of ears."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from iro_desk.casework import Child, Decision, Event, Person, ReviewNote, ToldMe, UserFacingError
from iro_desk.desk import Desk, text_index
from iro_desk.desk.cipher import open_connection
from iro_desk.desk.text_index import INDEXED, search
from tests.conftest import PASSPHRASE
from tests.desk.crash import as_after_a_crash
from tests.desk.invented import child_on


def kinds(desk: Desk, words: str) -> set[str]:
    return {hit.kind for hit in desk.search_text(words)}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("siân", "child"),
        ("Sian wyn", "child"),
        ("SIAN", "child"),
        ("1001", "council_number"),
        ("invented carer", "person"),
        ("swim club", "decision"),
        ("teeth", "review_note"),
        ("tee fi", "review_note"),
    ],
)
def test_words_are_found_by_their_beginnings_without_accents_or_capitals(desk: Desk, words: str, kind: str) -> None:
    child = child_on(desk)
    (hit,) = desk.search_text(words)
    assert (hit.kind, hit.child) == (kind, child)


def test_all_the_words_must_stand_in_one_row(desk: Desk) -> None:
    child_on(desk)
    assert desk.search_text("swimming teeth") == []
    for nothing in ("", "  ", "'\"*()-", "zzz"):
        assert desk.search_text(nothing) == []


def test_the_likeliest_come_first_and_of_very_many_rows_those_written_last_are_weighed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = child_on(desk)
    told = [
        "marmots marmots marmots",
        "marmots and a long walk home",
        *["marmots at the zoo on a very long day out"] * 4,
    ]
    for n, words in enumerate(told):
        with desk.change("Added") as change:
            change.save(Event(change.new_id(), child, "moved", date(2026, 1, n + 1), words=words))
    assert [hit.snippet for hit in desk.search_text("marmots", 2)] == told[:2]
    monkeypatch.setattr(text_index, "WEIGHED", 5)
    assert desk.search_text("marmots", 1)[0].snippet == told[1]
    assert len(desk.search_text("marmots")) == 5


def test_a_snippet_shows_the_words_in_their_own_spelling_with_what_stands_around(desk: Desk) -> None:
    child = child_on(desk)
    (note,) = desk.of_child(ReviewNote, child)
    with desk.change("Wrote") as change:
        change.save(
            replace(note, text="Nothing much. " * 40 + "She sings Łódź and café songs on Sundays. " + "More. " * 40)
        )
    (hit,) = desk.search_text("cafe song")
    assert "café songs on Sundays" in hit.snippet
    assert len(hit.snippet) < 100
    assert hit.row == note.id


def test_what_is_changed_removed_and_brought_back_is_found_as_it_stands(desk: Desk) -> None:
    child = child_on(desk)
    (decision,) = desk.of_child(Decision, child)
    with desk.change("Altered") as change:
        change.save(replace(decision, what="Learn to juggle"))
    assert (kinds(desk, "swimming"), kinds(desk, "juggle")) == (set(), {"decision"})
    with desk.change("Removed") as change:
        change.delete(decision)
        change.save(Event(change.new_id(), child, "moved", date(2026, 1, 1), words="Juggling bears"))
    assert kinds(desk, "juggl") == {"event"}
    desk.undo()
    assert kinds(desk, "juggl") == {"decision"}
    desk.undo()
    assert kinds(desk, "swimming") == {"decision"}

    def fails() -> None:
        with desk.change("Fails") as change:
            change.save(replace(decision, what="Never kept"))
            change.put_setting("no such setting", "1")

    with pytest.raises(UserFacingError):
        fails()
    assert kinds(desk, "never") == set()
    assert desk.check() == []


def test_what_a_child_said_for_my_ears_only_is_found_by_nobody_until_it_is_opened(desk: Desk) -> None:
    child = child_on(desk)
    (told,) = desk.of_child(ToldMe, child)
    assert told.who_may_hear == "only me"
    assert desk.search_text("like here") == []
    with desk.change("Opened") as change:
        change.save(replace(told, who_may_hear="professionals"))
    assert kinds(desk, "like here") == {"told_me"}
    with desk.change("Closed") as change:
        change.save(replace(told, who_may_hear="only me"))
    assert desk.search_text("like here") == []
    with desk.change("Altered") as change:
        change.save(replace(told, words="I like it even less"))
    assert desk.search_text("less") == []


def test_a_person_without_a_child_of_their_own_is_found_with_one_they_have_a_role_for(desk: Desk) -> None:
    child = child_on(desk)
    (hit,) = desk.search_text("carer")
    assert (hit.kind, hit.child) == ("person", child)
    with desk.change("Somebody") as change:
        change.save(Person(change.new_id(), "Nobody's Aunt"))
    (hit,) = desk.search_text("aunt")
    assert hit.child == ""


def test_the_index_is_made_anew_after_a_crash_and_when_it_is_missing(
    desk: Desk, desk_folder: Path, data_folder: Path, now: Callable[[], datetime]
) -> None:
    child_on(desk)
    key = bytes(desk._held.key)
    as_after_a_crash(desk, desk_folder)
    database = open_connection(desk_folder / "desk.db", key)
    database.conn.execute("INSERT INTO text_index (text_index) VALUES ('delete-all')")
    database.conn.execute("DELETE FROM text_row")
    assert search(database.conn, "teeth", 5) == []
    database.conn.close()
    with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as again:
        assert again.opening.state == "after a crash"
        assert kinds(again, "teeth") == {"review_note"}
        for name in ("text_row", "text_index", "text_made"):
            again._writer.conn.execute(f"DROP TABLE {name}")
    with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as again:
        assert kinds(again, "teeth") == {"review_note"}
        with again.change("All") as change:
            for kind in (Child, Decision, ReviewNote):
                for row in change.all(kind):
                    change.save(row)
        assert again.check() == []


def test_every_field_that_is_indexed_is_there(desk: Desk) -> None:
    for table, fields in INDEXED.items():
        there = {row[1] for row in desk._connection.execute(f"PRAGMA table_info({table})")}
        assert set(fields) <= there
