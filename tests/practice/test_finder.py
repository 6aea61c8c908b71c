"""The finder: names however they are typed, numbers, actions, settings, words in the notes, the recent ones first."""

from __future__ import annotations

from datetime import date

import pytest

from iro_desk.casework import Child, CouncilNumber, Event, ToldMe
from iro_desk.desk import Desk, Office
from iro_desk.practice.finder import Finder, folded
from iro_desk.practice.workspace import Workspace

ACTIONS = (("lock", "Lock", "Ctrl+L"), ("place today", "Go to Today", ""))


@pytest.fixture
def ws(desk: Desk) -> Workspace:
    made = Workspace(desk, Office(desk, runner="now"), date(2026, 11, 23))
    children = [("c1", "Siân", "", "Ŵyn-Jones"), ("c2", "Robert", "Bobby", "O’Neill"), ("c3", "Sam", "", "Bobtail")]
    for number, (key, first, liked, surname) in enumerate(children):

        def add(change: object, key: str = key, names: tuple[str, str, str] = (first, liked, surname)) -> None:
            first, liked, surname = names
            change.save(Child(key, first_name=first, liked_name=liked, surname=surname))  # type: ignore[attr-defined]
            change.save(CouncilNumber(f"n{key}", key, f"77{key[1]}", "council"))  # type: ignore[attr-defined]

        made.do(f"Added {number}", add, child=key).result()
    return made


def titles(ws: Workspace, words: str) -> list[str]:
    return [row.title for row in Finder(ws, ACTIONS).at_once(words)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sian", ["Siân Ŵyn-Jones"]),
        ("SIÂN wyn", ["Siân Ŵyn-Jones"]),
        ("jones", ["Siân Ŵyn-Jones"]),
        ("bob", ["Bobby O’Neill", "Sam Bobtail"]),
        ("robert", ["Bobby O’Neill"]),
        ("772", ["Bobby O’Neill"]),
        ("lock", ["Lock"]),
        ("today", ["Go to Today"]),
        ("zz", []),
    ],
)
def test_every_word_begins_one_of_theirs_without_regard_to_accents(ws: Workspace, typed: str, found: list[str]) -> None:
    assert [title for title in titles(ws, typed) if not title.startswith("Lock after")][: len(found) or 1] == found


def test_a_setting_is_found_by_its_words(ws: Workspace) -> None:
    rows = Finder(ws, ACTIONS).at_once("council's name")
    assert [(row.kind, row.title) for row in rows][:1] == [("setting", "Council's name")]


def test_without_words_the_children_of_the_newest_changes_come_first(ws: Workspace) -> None:
    ws.do("Seen", lambda change: change.save(Event("e", "c1", "moved", date(2026, 11, 1))), child="c1").result()
    assert titles(ws, "")[:4] == ["Siân Ŵyn-Jones", "Sam Bobtail", "Bobby O’Neill", "Lock"]


def test_words_in_the_text_lead_to_their_child_and_what_is_for_the_iro_only_is_never_found(ws: Workspace) -> None:
    def add(change: object) -> None:
        change.save(Event("e", "c1", "moved", date(2026, 11, 1), words="To a café by the sea"))  # type: ignore[attr-defined]
        change.save(ToldMe("t", "c1", words="The café frightens me"))  # type: ignore[attr-defined]

    ws.do("Told", add, child="c1").result()
    rows = Finder(ws, ACTIONS).in_text("cafe sea")
    assert [(row.kind, row.table, row.child) for row in rows] == [("text", "event", "c1")]
    assert Finder(ws, ACTIONS).in_text("frightens") == ()
    assert Finder(ws, ACTIONS).in_text("a") == ()


def test_while_names_are_hidden_a_child_is_found_by_number_and_shown_by_initials(ws: Workspace) -> None:
    ws.hide_names(True)
    assert titles(ws, "772")[:1] == ["B. O. 772"]
    assert "Siân" not in " ".join(row.title for row in Finder(ws, ACTIONS).in_text("sian"))


def test_folding_keeps_scripts_without_case() -> None:
    assert folded("Ŵyn SIÂN ዳዊት") == "wyn sian ዳዊት"
