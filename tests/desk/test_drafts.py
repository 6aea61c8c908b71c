"""Texts being written are kept at once, with what they were before, and are no changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from iro_desk.desk import Desk, Drafts, Office
from iro_desk.desk.drafts import KEPT_EARLIER
from tests.conftest import PASSPHRASE
from tests.desk.invented import child_on


def save(desk: Desk, field: str, text: str, cursor: int = 0, scroll: int = 0) -> None:
    with desk.writing_drafts() as drafts:
        drafts.save(field, text, cursor, scroll)


def test_a_text_being_written_is_there_after_closing_with_its_cursor_and_scroll(
    desk: Desk, desk_folder: Path, data_folder: Path, now: Callable[[], datetime]
) -> None:
    save(desk, "note", "Zoë s", 5, 0)
    save(desk, "note", "Zoë said", 8, 40)
    desk.close()
    with Desk.open(desk_folder, PASSPHRASE, data_folder=data_folder, now=now) as again:
        (draft,) = again.drafts()
        assert (draft.field, draft.text, draft.cursor, draft.scroll) == ("note", "Zoë said", 8, 40)
        assert [earlier.text for earlier in again.earlier("note")] == ["Zoë s"]
        assert draft.saved_at > again.earlier("note")[0].saved_at


def test_the_last_two_hundred_earlier_texts_are_kept(desk: Desk) -> None:
    for length in range(KEPT_EARLIER + 11):
        save(desk, "note", "a" * length)
    save(desk, "other", "b")
    assert [len(earlier.text) for earlier in desk.earlier("note")] == list(range(KEPT_EARLIER + 9, 9, -1))
    assert desk.earlier("other") == []


def test_moving_the_cursor_makes_no_earlier_text(desk: Desk) -> None:
    save(desk, "note", "same", 1)
    save(desk, "note", "same", 4)
    assert desk.earlier("note") == []
    assert desk.drafts()[0].cursor == 4


def test_drafts_are_not_in_the_journal(desk: Desk) -> None:
    save(desk, "note", "text")
    assert [change.n for change in desk.history()] == [1]
    assert desk.check() == []


def test_a_draft_becomes_a_change_whole_or_not_at_all(desk: Desk) -> None:
    save(desk, "iro_name", "Invented Off")
    save(desk, "iro_name", "Invented Officer")

    def fails() -> None:
        with desk.change("Your name") as change:
            change.drop_draft("iro_name")
            raise RuntimeError("on the way")

    with pytest.raises(RuntimeError, match="on the way"):
        fails()
    assert len(desk.drafts()) == 1
    with desk.change("Your name") as change:
        change.put_setting("iro_name", change.drafts()[0].text)
        change.drop_draft("iro_name")
    assert (desk.drafts(), desk.earlier("iro_name")) == ([], [])
    assert desk.settings().text("iro_name") == "Invented Officer"


def test_a_draft_goes_even_when_its_change_touches_no_row(desk: Desk) -> None:
    child_on(desk)
    save(desk, "note", "text")
    with desk.change("The same again") as change:
        change.drop_draft("note")
    assert change.made is None
    assert desk.drafts() == []


def test_the_office_keeps_drafts_in_order_with_changes(desk: Desk) -> None:
    office = Office(desk)
    for length in range(30):
        office.do_draft(Drafts.save, "note", "a" * length, length)
    office.do_draft(Drafts.save, "gone", "x")
    office.do_draft(Drafts.drop, "gone").result(timeout=10)
    assert [(draft.field, draft.cursor) for draft in desk.drafts()] == [("note", 29)]
    office.close()
