"""A review's papers are views of one set of facts: change one fact and each changes; none can be made that differs."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desk.casework import (
    Child,
    ChildFile,
    CouncilNumber,
    CouncilSettings,
    Decision,
    Episode,
    LetterPart,
    Person,
    Review,
    Role,
    Withholding,
)
from iro_desk.documents import paper_of, read_text, style, typeset
from iro_desk.documents.wording import list_day
from iro_desk.practice import letter, letter_view, papers, signing
from iro_desk.practice.childs_words import called
from iro_desk.practice.letter import facts_of
from iro_desk.practice.letter_slots import tied
from iro_desk.practice.paper_facts import Source, facts_from
from iro_desk.practice.recipients import recipient_of
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace
from tests.practice.held import hold

TODAY = date(2026, 11, 23)
HELD = date(2026, 11, 20)
COPIES = (("record", "file"), ("record", "parent:1"), ("decisions", "manager"), ("letter", "child"))
"""The record, a copy with the address left out, the decision sheet and the letter."""
WORKERS = ("Jonas Pebblewick", "Priya Inkwell", "Tomasz Feather")
NAMES = ("Wren", "Kofi", "Siân", "Łukasz", "Habtom")
WHAT = ("Book an eye test", "Arrange contact with siblings", "Send the school timetable", "Pay for racing shoes")


@st.composite
def reviews(draw: st.DrawFn) -> Source:
    """A held review with some decisions, a father who is not told where the child lives, and a letter begun."""
    people = {"w": WORKERS[0], "p": WORKERS[1], "t": WORKERS[2], "d": "Aled Cornford", "c": "Gwen Bellweather"}
    roles = {"w": "social-worker", "p": "team-manager", "t": "social-worker", "d": "father", "c": "carer"}
    days = st.dates(TODAY + timedelta(days=3), TODAY + timedelta(days=150))
    decided = tuple(
        Decision(
            f"d{number}",
            "c",
            "r",
            number,
            draw(st.sampled_from(WHAT)),
            owner=draw(st.sampled_from(WORKERS)),
            by=draw(days),
            child_words=draw(st.sampled_from(("", "Something good."))),
        )
        for number in range(1, draw(st.integers(2, 5)))
    )
    file = ChildFile(
        Child("c", first_name=draw(st.sampled_from(NAMES)), surname="Applegarth", date_of_birth=date(2015, 3, 14)),
        numbers=(CouncilNumber("n", "c", "204817", "council"),),
        episodes=(Episode("e", "c", date(2026, 3, 3), "S", "C2", placement="U6", town="Inventown"),),
        people=tuple(Person(id, name) for id, name in people.items()),
        roles=tuple(Role(f"of {id}", "c", id, role) for id, role in roles.items()),
        reviews=(Review("r", "c", state="open", held_on=HELD, midway_on=draw(days)),),
        decisions=decided,
        withholdings=(Withholding("w", "c", "welfare", "risk", "Ruth", "team-manager", HELD, withheld_from="d"),),
    )
    source = Source(file, file.reviews[0], CouncilSettings(), None, TODAY)
    slots = letter.slots_of(source, facts_from(source, recipient_of(file, "child", HELD)))
    words = tied(f"I will ring you on {slots['midway']}.", slots, "{midway}")
    part = LetterPart("l", "c", "r", "letter", "next", words)
    return replace(source, file=replace(file, letter_parts=(part,)))


def texts(source: Source) -> dict[tuple[str, str], str]:
    """Every paper as it is read back from its PDF."""
    found = {}
    for kind, key in COPIES:
        to = recipient_of(source.file, key, HELD)
        made = typeset(paper_of(kind, facts_of(source, kind, to), to.key))
        found[kind, key] = " ".join(read_text(made.pdf).replace("\u00a0", " ").split())
    return found


def said(kind: str, day: date) -> str:
    """A decision's day as that paper writes it."""
    return long_day(day, TODAY) if kind == "letter" else list_day(day).replace("\u00a0", " ")


def agree(source: Source) -> dict[tuple[str, str], str]:
    """Each paper has each decision's day and owner; gives what the papers say."""
    found = texts(source)
    for (kind, _), text in found.items():
        for decision in source.file.decisions:
            assert decision.by is not None
            assert said(kind, decision.by) in text
            owner = called(decision.owner, source.file) if kind == "letter" else decision.owner
            assert owner in text
    return found


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reviews(), st.data())
def test_one_changed_fact_changes_every_paper(source: Source, data: st.DataObject) -> None:
    before = agree(source)
    number = data.draw(st.integers(0, len(source.file.decisions) - 1))
    fact = data.draw(st.sampled_from(("day", "owner", "name", "midway")))
    file = source.file
    if fact == "day":
        gone, new = file.decisions[number].by, date(2028, 5, 18)
        assert gone is not None
        decided = [replace(each, by=new) if each.by == gone else each for each in file.decisions]
        after = texts(replace(source, file=replace(file, decisions=tuple(decided))))
        assert all(said(kind, new) in after[kind, key] for kind, key in COPIES)
        if gone != source.review.midway_on:
            assert not any(said(kind, gone) in after[kind, key] for kind, key in COPIES)
    elif fact == "owner":
        people = tuple(replace(p, name="Zebedee Quillfeather") if p.id == "t" else p for p in file.people)
        decided = list(file.decisions)
        decided[number] = replace(decided[number], owner="Zebedee Quillfeather")
        after = texts(replace(source, file=replace(file, people=people, decisions=tuple(decided))))
        assert not any("Zebedee" in text for text in before.values())
        assert all("Zebedee" in text for text in after.values())
    elif fact == "name":
        old = file.child.first_name
        after = texts(replace(source, file=replace(file, child=replace(file.child, liked_name="Peregrine"))))
        assert all(old in text for text in before.values())
        assert all("Peregrine" in text and old not in text for text in after.values())
    else:
        review = replace(source.review, midway_on=date(2028, 5, 17))
        after = texts(replace(source, review=review, file=replace(file, reviews=(review,))))
        for copy in COPIES:
            if copy[0] != "decisions":  # The manager's sheet does not say it.
                assert "Wednesday 17 May 2028" in after[copy]
                assert "Wednesday 17 May 2028" not in before[copy]


def test_every_finalised_paper_prints_again_with_its_hash_after_the_typesetter_has_changed(
    ws: Workspace, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = hold(ws, child)
    letter.write_letter(ws, review, "close", "Keep drawing maps.").result()
    for row in letter_view.letter_view(ws, review).promises:
        letter.say_to_child(ws, review, row.decision, row.proposed).result()
    signing.sign(ws, review).result()
    rows = [row for row in signing.sign_letter(ws, review).result() if row.sha256]
    assert {row.kind for row in rows} == {"record", "decisions", "letter"}
    assert len(rows) >= 8
    source = papers.source_of(ws, review)
    to = recipient_of(source.file, "file", papers.day_of(source.review))
    draft = paper_of("record", facts_from(source, to), "file")
    before = typeset(draft).sha256
    monkeypatch.setitem(style._STYLES, "body", style.Style(600, 15, 22))
    style.house.cache_clear()
    try:
        assert typeset(draft).sha256 != before
        for row in rows:
            again = papers.paper(ws, review, row.kind, row.recipient)
            assert hashlib.sha256(again.pdf).hexdigest() == row.sha256
            assert papers.verify_paper(ws, again.pdf).genuine
    finally:
        monkeypatch.undo()
        style.house.cache_clear()
