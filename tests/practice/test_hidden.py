"""Names hidden: no view holds a name, nothing is changed meanwhile, and everything is as it was afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Child, Person, Refused
from iro_desk.desk import Desk, Office
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.encode import to_json_line
from iro_desk.practice.facts import save_fact
from iro_desk.practice.hidden import WORD, initials, name_words
from iro_desk.practice.opening import close_desk
from iro_desk.practice.questions import questions_view
from iro_desk.practice.review_view import review_view
from iro_desk.practice.today import today_view
from iro_desk.practice.workspace import Workspace
from tests.conftest import PracticeDesks

DAY = date(2026, 11, 23)


@pytest.fixture
def ws(tmp_path: Path, practice_desk: PracticeDesks) -> Iterator[Workspace]:
    ws = practice_desk.opened(tmp_path, children=66)
    yield ws
    close_desk(ws)


def views(ws: Workspace, few: int | None = None) -> list[Any]:
    children = ws.desk.child_files(mine_only=False)[:few]
    made: list[Any] = [caseload_view(ws), today_view(ws), questions_view(ws)]
    made += [child_view(ws, file.child.id) for file in children]
    made += [review_view(ws, review.id) for file in children[:24] for review in file.reviews]
    return made


def names(ws: Workspace) -> set[str]:
    """Every word that names a child or a person on the desk, gathered here apart from the veil."""
    found = set()
    for child in ws.desk.all(Child):
        for name in (child.first_name, child.liked_name, child.surname, child.name_in_script):
            found |= name_words(name)
    for person in ws.desk.all(Person):
        found |= name_words(person.name)
    return found


def test_no_view_of_the_practice_caseload_holds_a_name(ws: Workspace) -> None:
    known = names(ws)
    assert len(known) > 200
    before = to_json_line(views(ws, 6))
    assert known & set(WORD.findall(before))
    ws.hide_names(True)
    leaked = known & set(WORD.findall(to_json_line(views(ws))))
    assert leaked == set()
    ws.hide_names(False)
    assert to_json_line(views(ws, 6)) == before


def test_a_child_is_told_apart_by_initials_and_number(ws: Workspace) -> None:
    ws.hide_names(True)
    rows = caseload_view(ws).rows
    assert all(row.number in row.name for row in rows)
    mia = next(row for row in rows if row.number == "PR0001")
    assert mia.name == "M. P. PR0001"


def test_names_shown_again_while_another_thread_reads_stop_no_reading(ws: Workspace) -> None:
    def taken_away(value: Any) -> Any:
        ws.desk.veil = None  # As the window's thread does it, in the middle of a list.
        return value

    ws.desk.veil = taken_away
    assert len(ws.desk.all(Child)) >= 66


def test_nothing_is_changed_while_names_are_hidden(ws: Workspace) -> None:
    child = ws.desk.find_child("PR0001")
    last = ws.desk.last_change()
    ws.hide_names(True)
    with pytest.raises(Refused, match="Names are hidden"):
        save_fact(ws, "child", child, child, {"first_name": "M."})
    assert ws.desk.last_change() == last
    ws.hide_names(False)
    save_fact(ws, "child", child, child, {"pronouns": "she"}).result()
    assert ws.desk.get(Child, child).first_name == "Mia"


def test_what_was_typed_and_the_childs_own_script_are_hidden_too(ws: Workspace) -> None:
    def save(drafts: Any) -> None:
        drafts.save("f", "Mia told Jean HEARTHSTONE and Siân about Toby’s dog", 3)

    ws.office.do_draft(save)
    ws.hide_names(True)
    (draft,) = ws.desk.drafts()
    assert draft.text == "M. told J. H. and Siân about T. dog"
    assert all(child.name_in_script == "" for child in ws.desk.all(Child))


@pytest.mark.parametrize(
    ("name", "short", "words"),
    [
        ("Mia Rose", "M. R.", {"Mia", "Rose"}),
        ("Nanny Bev", "N. B.", {"Bev"}),
        ("Ó Cléirigh-Ŵyn", "Ó. C. Ŵ.", {"Cléirigh", "Ŵyn"}),
        ("ዳዊት ምሳሌ", "ዳ. ም.", {"ዳዊት", "ምሳሌ"}),
        ("the carers", "t. c.", set()),
    ],
)
def test_initials_and_the_words_that_name_someone(name: str, short: str, words: set[str]) -> None:
    assert initials(name) == short
    assert name_words(name) == words


def test_a_name_learnt_after_hiding_is_hidden_at_the_next_press(
    desk: Desk, now: Callable[[], datetime], tmp_path: Path
) -> None:
    ws = Workspace(desk, Office(desk, runner="now"), DAY)
    ws.do(
        "Added", lambda change: change.save(Child("c1", first_name="Zebedee", about="Zebedee likes Orinoco"))
    ).result()
    ws.hide_names(True)
    assert ws.desk.get(Child, "c1").about == "Z. likes Orinoco"
    ws.hide_names(False)
    ws.do("Added", lambda change: change.save(Child("c2", first_name="Orinoco"))).result()
    ws.hide_names(True)
    assert ws.desk.get(Child, "c1").about == "Z. likes O."
