"""Everything held about one child is in words: no code, key or id of the desk stands there bare."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import get_args, get_type_hints

import pytest

from iro_desk.casework import (
    ChildFile,
    Correction,
    CouncilSettings,
    Decision,
    Episode,
    Milestone,
    PaperStep,
    SignedPaper,
    ToldMe,
    Withholding,
    disclosure,
    milestones,
    review,
)
from iro_desk.casework import child as child_values
from iro_desk.desk.rows import STORED
from iro_desk.practice.everything import INNER, _fields, everything_facts
from iro_desk.practice.stored_words import _SPECIAL, CODES, KEYS, STATES, place_title, stored_words
from iro_desk.statute import label
from tests.practice.demo_caseload import DAY, current, settings

WORDS = {"in person", "video", "phone"}
"""Stored as they are said."""
TYPED = {"First name", "Liked name", "Surname", "Home name", "Number", "Owner role"}
"""Typed by a person, or a number of its own."""
AN_ID = re.compile(r"\b[a-z2-7]{26}\b")


def _bare() -> set[str]:
    """Every code and key that means nothing to a reader."""
    keys = {key for words in KEYS.values() for key in words if key.casefold() not in map(str.casefold, words.values())}
    codes = {code for code_set in CODES.values() for code in _codes(code_set)}
    return (keys | codes) - WORDS


def _codes(code_set: str) -> Iterator[str]:
    from iro_desk import resources

    yield from resources.read_json("law/codes.json")[code_set]["codes"]


def _said(file: ChildFile, council: CouncilSettings) -> Iterator[str]:
    for part in everything_facts(file, council, DAY).parts:
        for held in part.held:
            if part.title != "Council numbers":
                yield held.title
            for name, value in held.fields:
                if name not in TYPED:
                    yield value


@pytest.mark.parametrize("number", list(current()))
def test_no_code_or_key_or_id_stands_bare_for_any_child(number: str) -> None:
    bare = _bare()
    said = list(_said(current()[number], settings()))
    assert said
    assert not [words for words in said if words in bare or AN_ID.search(words)]


def test_codes_are_read_by_their_meaning() -> None:
    file = next(iter(current().values()))
    day = date(2026, 8, 3)
    episode = Episode("e", file.child.id, day, "S", "C2", need="N1", placement="U6", provider="PR1")
    for name, code_set in (
        ("legal_status", "LS"),
        ("need", "CIN"),
        ("placement", "PLACE"),
        ("provider", "PLACE_PROVIDER"),
    ):
        assert stored_words(episode, name, file) == label(code_set, getattr(episode, name), day)
    assert stored_words(episode, "legal_status", file) == "Full care order"
    told = Milestone("m", file.child.id, "placement-told", day)
    assert stored_words(told, "kind", file) == "Health, education and area authority told of the home"
    paper = SignedPaper("p", file.child.id, "r", "decisions", "parent:2", 1, day)
    assert stored_words(paper, "recipient", file) == "A parent or relative"
    reader = file.people[0]
    closed = ToldMe("t", file.child.id, not_for=f"{reader.id} unknown")
    assert stored_words(closed, "not_for", file) == f"{reader.name}, somebody who is no longer known here"
    held = Withholding("w", file.child.id, "court", withheld_from=reader.id)
    assert stored_words(held, "ground", file) == "A court’s order about disclosure"
    assert stored_words(held, "withheld_from", file) == reader.name
    assert place_title("note:home:2", "Wren") == "Home, paragraph 2"
    assert STATES["signed"] == "Finalised"


def test_every_field_that_holds_a_key_has_words_for_it() -> None:
    """Read off the values themselves: a field that says that it is a key of something is one here."""
    known = set(CODES) | set(KEYS) | set(_SPECIAL)
    asked = set()
    for module in (child_values, disclosure, milestones, review):
        for made in ast.parse(inspect.getsource(module)).body:
            if not isinstance(made, ast.ClassDef):
                continue
            for field, said in zip(made.body, made.body[1:], strict=False):
                if isinstance(field, ast.AnnAssign) and isinstance(said, ast.Expr):
                    words = str(ast.literal_eval(said.value))
                    if re.search(r"\bA (key|value) of|SSDA903 [A-Z]|REVIEW_CODE|\bIds? of", words):
                        asked.add(f"{made.name}.{ast.unparse(field.target)}")
    left = {"SignedPaper.reader", "Correction.id"}
    assert len(asked) > 12
    assert {field for field in asked if field.split(".")[1] not in INNER} - known - left == set()


def test_what_is_not_so_is_said_plainly_and_so_is_nought() -> None:
    file = next(iter(current().values()))
    told = {
        (part.title, name): value
        for part in everything_facts(file, settings(), DAY).parts
        for held in part.held
        for name, value in held.fields
    }
    assert told["The child", "Interpreter"] == "No"
    assert told["Times the child was seen", "Alone"] in ("Yes", "No")
    assert ("Not needed", "No") in _fields(PaperStep("s", file.child.id, "r", "keyed"), file)
    assert ("Number", "0") in _fields(Decision("d", file.child.id, "r", 0, "An eye test"), file)


def test_the_steps_of_papers_and_corrections_are_held_and_said() -> None:
    file = next(iter(current().values()))
    review = file.reviews[0]
    step = PaperStep("s", file.child.id, review.id, "keyed", date(2026, 11, 20))
    corrected = Correction("c", file.child.id, review.id, date(2026, 11, 21), "A name was misspelt.", change=77)
    facts = everything_facts(replace(file, paper_steps=(step,), corrections=(corrected,)), settings(), DAY)
    (held,) = next(part.held for part in facts.parts if part.title == "Where the papers stand")
    assert held.title == "Keyed"
    assert ("Done on", "Friday 20 November 2026") in held.fields
    (why,) = next(part.held for part in facts.parts if part.title.startswith("Corrections"))
    assert ("Reason", "A name was misspelt.") in why.fields
    assert not [value for _, value in why.fields if value == "77"]
    assert json.loads(facts.data)["paper_steps"][0]["step"] == "keyed"


def test_every_kind_that_is_stored_of_a_child_stands_in_the_childs_file() -> None:
    """What a child's file does not hold cannot be in the paper of everything held."""
    held = {kind for hint in get_type_hints(ChildFile).values() for kind in (get_args(hint) or (hint,))}
    of_a_child = {kind for kind in STORED if "child" in {field.name for field in dataclasses.fields(kind)}}
    assert of_a_child <= held
