"""Everything held about one child is in words: no code, key or id of the desk stands there bare."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from datetime import date

import pytest

from iro_desk.casework import (
    ChildFile,
    CouncilSettings,
    Episode,
    Milestone,
    SignedPaper,
    ToldMe,
    Withholding,
    disclosure,
    milestones,
    review,
)
from iro_desk.casework import child as child_values
from iro_desk.practice.everything import INNER, everything_facts
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
    left = {"PaperStep.step", "SignedPaper.reader", "Correction.id"}
    assert len(asked) > 12
    assert {field for field in asked if field.split(".")[1] not in INNER} - known - left == set()
