"""A recipient's copy: the heading's audience, what somebody said otherwise, and what is said of what is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iro_desk.documents import (
    KINDS,
    NoteFacts,
    audience_of,
    free_text,
    paper_of,
    read_text,
    record,
    seal_of,
    typeset,
    whole_agenda,
)
from tests.documents.samples import SIGNED, TOBY


def copy(recipient: str, facts=SIGNED, without: tuple[str, ...] = ()) -> str:
    return read_text(typeset(paper_of("record", facts, recipient, without)).pdf)


def test_every_heading_of_the_agenda_has_an_audience_and_the_manager_is_in_it() -> None:
    for heading in whole_agenda():
        assert "manager" in audience_of(heading.key), heading.key


def test_text_of_an_unknown_heading_goes_to_the_file_alone() -> None:
    assert audience_of("something-new") == frozenset()
    facts = replace(SIGNED, notes=(*SIGNED.notes, NoteFacts("something-new", "Something new", ("A private line.",))))
    assert "A private line." in copy("file", facts)
    for recipient in ("manager", "child", "carer", "school", "parent:1"):
        assert "A private line." not in copy(recipient, facts)


def test_a_school_sees_education_and_decisions_and_is_told_what_kinds_of_thing_it_does_not_see() -> None:
    said = copy("school")
    assert "plays in goal" in said
    assert "spend one Saturday a month together" in said
    assert "goes to Dele when he is cross" not in said
    assert "I was the chair" not in said
    last = said.splitlines()[-1]
    assert said.splitlines()[-2] == "Left out of this copy"
    assert "home; family and friends" in last
    assert "education" not in last.lower()


def test_nothing_is_said_to_be_left_out_where_nothing_is() -> None:
    assert "Left out" not in copy("file")
    assert "Left out" not in copy("manager")


def test_a_place_that_a_parent_may_not_know_is_gone_from_the_head_the_meeting_and_what_comes_next() -> None:
    facts = replace(SIGNED, place_for=frozenset({"manager", "carer", "parent:2"}))
    hidden = copy("parent:1", facts)
    for words in ("Foster carers in Dorchester", "At home", "at home", "chooses the biscuits", "\nLives\n"):
        assert words not in hidden
    assert "Held\nIn person, 4.00 to 5.10 pm" in hidden
    assert "Where the child lives" in hidden.splitlines()[-1]
    for knows in ("parent:2", "carer", "file"):
        assert "Foster carers in Dorchester" in copy(knows, facts)


def test_one_passage_can_be_left_out_of_one_copy_by_its_origin() -> None:
    origins = dict(free_text(record(SIGNED).blocks))
    assert origins["note:home:2"].startswith("Worry.") or "ordinary things" in origins["note:home:2"]
    said = copy("parent:1", without=("note:home:2", "decision:2", "words:1"))
    assert "ordinary things" not in said
    assert "one Saturday a month" not in said
    assert "I was the chair" not in said
    assert "goes to Dele when he is cross" in said
    assert said.splitlines()[-1] == "What the child said; home; decisions."


def test_free_text_names_the_origin_of_everything_that_somebody_wrote() -> None:
    written = free_text(record(TOBY).blocks)
    said = "\n".join(text for _, text in written)
    for note in TOBY.notes:
        for paragraph in note.paragraphs:
            assert paragraph.split(". ", 1)[-1] in said
    for decision in TOBY.decisions:
        assert decision.what in said
        assert decision.know_by in said
    for person in TOBY.took_part:
        assert person.words in said
    for told in TOBY.words:
        assert told.words in said
    assert len({origin for origin, _ in written}) == len(written)


def test_what_facts_left_out_already_is_said_too() -> None:
    assert copy("carer", replace(SIGNED, left_out=("where Rufus lives",))).endswith("\nWhere Rufus lives.")


def test_a_kind_says_whom_it_may_be_for() -> None:
    assert KINDS["record"].may_be_for("parent:3")
    assert not KINDS["record"].may_be_for("neighbour")
    with pytest.raises(ValueError):
        paper_of("record", SIGNED, "neighbour")


def test_a_paper_says_which_one_it_is_also_when_it_was_cut_short() -> None:
    pdf = typeset(paper_of("decisions", SIGNED, "parent:2")).pdf
    for whole in (pdf, pdf[: len(pdf) - 40]):
        mark = seal_of(whole)
        assert mark is not None
        assert (mark.seal, mark.kind, mark.recipient, mark.version) == ("7F3AB2C2D24BZE25", "decisions", "parent:2", 1)
    draft = seal_of(typeset(paper_of("record", TOBY, "file")).pdf)
    assert draft is not None
    assert draft.seal == ""
    assert seal_of(b"%PDF-1.7 from somewhere else") is None
