"""Making, opening and closing a desk, and what is said of how it was found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from iro_desk.casework import UserFacingError
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.facts import NewChild, new_child
from iro_desk.practice.opening import close_desk, make_desk, make_practice_desk, open_desk
from iro_desk.practice.strength import strength_of
from iro_desk.practice.workspace import Workspace
from tests.conftest import PASSPHRASE

TODAY = date(2026, 11, 23)
Now = Callable[[], datetime]


def reopen(folder: Path, now: Now, data: Path, words: str = PASSPHRASE) -> Workspace:
    return open_desk(folder, words, today=TODAY, now=now, data=data)


def test_a_desk_that_was_made_opens_by_passphrase_and_by_recovery_code(
    desk_folder: Path, now: Now, data_folder: Path
) -> None:
    made = make_desk(desk_folder, PASSPHRASE, today=TODAY, now=now, data=data_folder)
    assert made.workspace.opening_words == ""
    new_child(made.workspace, NewChild("1", "Zoë", "Inwood", None, TODAY, "V2")).result()
    close_desk(made.workspace)
    for words in (PASSPHRASE, made.recovery_code):
        ws = reopen(desk_folder, now, data_folder, words)
        assert ([row.name for row in caseload_view(ws).rows], ws.opening_words) == (["Zoë Inwood"], "")
        close_desk(ws)


def test_an_older_copy_and_a_desk_new_to_this_computer_are_said(
    desk_folder: Path, now: Now, data_folder: Path, tmp_path: Path
) -> None:
    close_desk(make_desk(desk_folder, PASSPHRASE, today=TODAY, now=now, data=data_folder).workspace)
    copy = tmp_path / "copy.irodesk"
    shutil.copytree(desk_folder, copy)
    ws = reopen(desk_folder, now, data_folder)
    new_child(ws, NewChild("1", "Zoë", "Inwood", None, TODAY, "V2")).result()
    close_desk(ws)
    older = reopen(copy, now, data_folder)
    assert "older copy" in older.opening_words
    close_desk(older)
    elsewhere = reopen(desk_folder, now, tmp_path / "another computer")
    assert "has not seen this desk before" in elsewhere.opening_words
    close_desk(elsewhere)


def test_what_cannot_be_opened_or_made_is_refused_in_words(desk_folder: Path, now: Now, data_folder: Path) -> None:
    with pytest.raises(UserFacingError, match="not a desk"):
        reopen(desk_folder, now, data_folder)
    close_desk(make_desk(desk_folder, PASSPHRASE, today=TODAY, now=now, data=data_folder).workspace)
    with pytest.raises(UserFacingError):
        reopen(desk_folder, now, data_folder, "not the passphrase")
    with pytest.raises(UserFacingError):
        make_desk(desk_folder, PASSPHRASE, today=TODAY, now=now, data=data_folder)


def test_notes_aside_that_the_disk_does_not_take_do_not_keep_the_desk_shut(
    desk_folder: Path, now: Now, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_desk(make_desk(desk_folder, PASSPHRASE, today=TODAY, now=now, data=data_folder).workspace)

    def full(_ws: object) -> int:
        raise UserFacingError("The disk is full.", safe="What you typed is kept.", do="Make room.")

    monkeypatch.setattr("iro_desk.practice.opening.bring_in", full)
    ws = open_desk(desk_folder, PASSPHRASE, today=TODAY, now=now, data=data_folder)
    assert ws.desk.is_checked
    close_desk(ws)


def test_a_practice_desk_remembers_its_day(desk_folder: Path, now: Now, data_folder: Path) -> None:
    day = date(2026, 11, 23)
    made = make_practice_desk(desk_folder, PASSPHRASE, children=3, seed=1, on=day, data=data_folder)
    close_desk(made.workspace)
    ws = open_desk(desk_folder, PASSPHRASE, today=date(2027, 5, 5), now=now, data=data_folder)
    view = caseload_view(ws)
    assert (view.day, view.practice, len(view.rows)) == (day, True, 3)
    close_desk(ws)


def test_a_second_practice_desk_of_one_seed_is_alike_and_is_not_taken_for_a_copy_of_the_first(
    tmp_path: Path, now: Now, data_folder: Path
) -> None:
    made = [
        make_practice_desk(tmp_path / name, PASSPHRASE, children=3, seed=1, on=TODAY, data=data_folder).workspace
        for name in ("a.irodesk", "b.irodesk")
    ]
    first, second = made
    assert first.desk.id != second.desk.id
    assert caseload_view(first).rows == caseload_view(second).rows
    # The second goes further than the first before either is opened again.
    new_child(second, NewChild("1", "Zoë", "Inwood", None, TODAY, "V2")).result()
    for ws in made:
        close_desk(ws)
    for ws in made:
        again = reopen(ws.desk.folder, now, data_folder)
        assert again.opening_words == ""
        close_desk(again)


@pytest.mark.parametrize(
    ("passphrase", "least", "most"), [("short", 0, 0), ("password", 0, 1), ("otter vault prism mango", 3, 4)]
)
def test_a_passphrase_is_weighed(passphrase: str, least: int, most: int) -> None:
    score, words = strength_of(passphrase)
    assert least <= score <= most
    assert words.endswith(".")
