"""A midway note and a challenge: written, finalised, kept, printed again from the bytes kept, and known again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from iro_desk.casework import Milestone, PaperText, Refused, SignedNote
from iro_desk.documents import SealMark, read_text, seal_of
from iro_desk.practice import sharing
from iro_desk.practice.child import child_view
from iro_desk.practice.making import make
from iro_desk.practice.papers import verify_paper
from iro_desk.practice.signed_notes import sign_note, write_part
from iro_desk.practice.workspace import Workspace
from tests.practice.held import hold


@pytest.fixture
def about(ws: Workspace, child: str, kind: str) -> str:
    """What the paper of that kind is asked for by."""
    if kind == "midway":
        return hold(ws, child)
    raised = Milestone("", child, "dispute", date(2026, 11, 20), words="No school place.")
    ws.do("Raised", lambda change: change.save(replace(raised, id=change.new_id()))).result()
    return child


WRITTEN = {
    "midway": {
        "spoke": "Rufus, by phone",
        "found": "Rufus came twice.",
        "doing": "I have asked for a name by 1 December.",
    },
    "dispute": {"means": "She is at home all day.", "view": "I want to go.", "wanted": "A place by 4 December."},
}
KINDS = pytest.mark.parametrize("kind", list(WRITTEN))


def write(ws: Workspace, kind: str, about: str) -> None:
    for part, text in WRITTEN[kind].items():
        write_part(ws, kind, about, part, text).result()


@KINDS
def test_what_is_written_stands_in_the_draft_and_finalising_asks_for_what_is_missing(
    ws: Workspace, kind: str, about: str
) -> None:
    with pytest.raises(Refused) as refused:
        sign_note(ws, kind, about).result()
    assert "Say what" in refused.value.do
    write(ws, kind, about)
    said = read_text(make(ws, kind, about).pdf)
    assert "Draft" in said
    for text in WRITTEN[kind].values():
        assert text in said


@KINDS
def test_a_finalised_note_prints_again_from_the_bytes_kept_whatever_changes(
    ws: Workspace, child: str, kind: str, about: str
) -> None:
    write(ws, kind, about)
    rows = sign_note(ws, kind, about).result()
    assert {row.recipient for row in rows} == {"file", "manager"}
    assert len({row.seal for row in rows}) == 1
    first = make(ws, kind, about)
    assert first.pdf == ws.desk.where(SignedNote, kind=kind, recipient=first.recipient)[0].pdf
    assert seal_of(first.pdf).seal == rows[0].seal
    assert "Draft" not in read_text(first.pdf)
    write_part(ws, kind, about, next(iter(WRITTEN[kind])), "Something else.").result()
    ws.do("Another council", lambda change: change.put_setting("council_name", "Elsewhere")).result()
    assert make(ws, kind, about).pdf == first.pdf
    large = read_text(make(ws, kind, about, size="large").pdf)
    assert "Something else." not in large
    assert next(iter(WRITTEN[kind].values())) in large
    assert {paper.kind for paper in child_view(ws, child).papers} >= {kind}
    assert sharing.signed_paper(ws, rows[0].id).pdf == first.pdf or rows[0].recipient != first.recipient


@KINDS
def test_verify_knows_it_and_refuses_it_with_one_byte_changed(ws: Workspace, kind: str, about: str) -> None:
    write(ws, kind, about)
    sign_note(ws, kind, about).result()
    pdf = make(ws, kind, about).pdf
    found = verify_paper(ws, pdf)
    assert found.genuine
    assert "version 1" in found.words
    assert found.review == (about if kind == "midway" else "")
    altered = bytearray(pdf)
    altered[len(pdf) // 2] ^= 1
    assert not verify_paper(ws, bytes(altered)).genuine
    assert "differ from what was finalised" in verify_paper(ws, pdf + b"\n").words


@KINDS
def test_a_later_one_is_the_next_version_and_the_same_again_is_refused(ws: Workspace, kind: str, about: str) -> None:
    write(ws, kind, about)
    sign_note(ws, kind, about).result()
    with pytest.raises(Refused, match="Nothing is other"):
        sign_note(ws, kind, about).result()
    part = next(iter(WRITTEN[kind]))
    write_part(ws, kind, about, part, "It is better now.").result()
    draft = make(ws, kind, about, anew=True).pdf
    assert "Draft" in read_text(draft)
    assert seal_of(draft) == SealMark("", kind, seal_of(make(ws, kind, about).pdf).recipient, 2)
    assert [row.version for row in sign_note(ws, kind, about).result()] == [2, 2]
    assert "It is better now." in read_text(make(ws, kind, about).pdf)
    assert len(ws.desk.where(SignedNote, kind=kind)) == 4


@KINDS
def test_bytes_that_were_not_kept_are_set_from_the_frozen_facts(ws: Workspace, kind: str, about: str) -> None:
    write(ws, kind, about)
    sign_note(ws, kind, about).result()
    pdf = make(ws, kind, about).pdf
    for kept in ws.desk.where(SignedNote, kind=kind):
        ws.do("As after a crash", lambda change, kept=kept: change.save(replace(kept, pdf=b"", sha256=""))).result()
    assert make(ws, kind, about).pdf == pdf


def test_a_heading_that_it_has_not_and_a_form_without_a_challenge_are_refused(ws: Workspace, child: str) -> None:
    with pytest.raises(Refused, match="no such heading"):
        write_part(ws, "midway", hold(ws, child), "wanted", "x")
    with pytest.raises(Refused, match="no open challenge"):
        write_part(ws, "dispute", child, "wrong", "x")
    with pytest.raises(Refused, match="no open challenge"):
        sign_note(ws, "dispute", child)


def test_a_part_that_is_emptied_keeps_no_row(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    write_part(ws, "midway", review, "found", "One thing.").result()
    write_part(ws, "midway", review, "found", " ").result()
    assert ws.desk.all(PaperText) == []
