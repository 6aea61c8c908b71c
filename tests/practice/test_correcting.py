"""A finalised review is corrected with a reason, its papers get a new version, and what was there stays to be seen."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from iro_desk.casework import Decision, Refused, Review, ReviewNote, SignedPaper, ToldMe
from iro_desk.documents import read_text
from iro_desk.practice import audit, correcting, holding, letter, letter_view, papers
from iro_desk.practice.change_words import FieldChanged, change_view
from iro_desk.practice.correcting import PutRight
from iro_desk.practice.review_view import review_view
from iro_desk.practice.signing import sign, sign_letter
from iro_desk.practice.workspace import Workspace
from tests.practice.held import hold


@pytest.fixture
def review(ws: Workspace, child: str) -> str:
    """A finalised review."""
    held = hold(ws, child)
    sign(ws, held).result()
    return held


def _record(ws: Workspace, review: str) -> str:
    return " ".join(read_text(papers.paper(ws, review, "record", "file").pdf).split())


def test_a_decision_is_put_right_with_a_reason_and_the_papers_have_a_second_version(
    ws: Workspace, child: str, review: str
) -> None:
    decision = ws.desk.where(Decision, review=review)[0]
    first = {paper.id: paper for paper in ws.desk.where(SignedPaper, review=review)}
    right = PutRight("decision", decision.id, {"what": "An eye test at school"})
    made = correcting.correct(ws, review, "  The wrong place was written.  ", [right]).result()
    assert ws.desk.get(Decision, decision.id).what == "An eye test at school"
    second = [paper for paper in ws.desk.where(SignedPaper, review=review) if paper.id not in first]
    assert {paper.version for paper in second} == {2}
    assert {(paper.kind, paper.recipient) for paper in second} == {(p.kind, p.recipient) for p in first.values()}
    assert all(paper.pdf and paper.seal for paper in second)
    assert {paper.id: paper for paper in ws.desk.where(SignedPaper, review=review) if paper.id in first} == first
    assert {paper.version for paper in made} == {1, 2}
    newest = papers.paper(ws, review, "record", "file")
    assert newest.signed is not None
    assert newest.signed.version == 2
    assert papers.verify_paper(ws, newest.pdf).genuine
    (row,) = review_view(ws, review).corrections
    assert (row.reason, row.version, row.on) == ("The wrong place was written.", 2, ws.today)
    corrected = audit.child_history(ws, child, audit.AuditFilter(kinds=("correct",))).rows
    assert [(each.kind_label, each.reason) for each in corrected] == [("Corrected", "The wrong place was written.")]
    told = [field for each in change_view(ws, row.change).rows for field in each.fields]
    assert FieldChanged("What", decision.what, "An eye test at school") in told
    assert ws.desk.check() == []
    with pytest.raises(Refused):
        ws.office.undo(row.change).result()


def test_notes_people_and_the_review_itself_are_put_right_and_a_third_version_follows(
    ws: Workspace, review: str
) -> None:
    note = ws.desk.where(ReviewNote, review=review)[0]
    correcting.correct(
        ws, review, "A slip", [PutRight("note", "", {"heading": note.heading, "text": "Put right"})]
    ).result()
    assert ws.desk.get(ReviewNote, note.id).text == "Put right"
    assert ws.desk.get(ReviewNote, note.id).covered == note.covered
    right = [
        PutRight("attendance", "", {"name": "Ada Lark", "how": "phone"}),
        PutRight("review", "", {"place": "At school"}),
    ]
    correcting.correct(ws, review, "Somebody was missing", right).result()
    assert ws.desk.get(Review, review).place == "At school"
    assert [row.version for row in review_view(ws, review).corrections] == [2, 3]


def test_what_the_child_said_is_put_right_and_the_next_version_of_the_record_says_so(
    ws: Workspace, review: str
) -> None:
    (told,) = ws.desk.where(ToldMe, review=review, who_may_hear="in my record")
    assert told.words in _record(ws, review)
    right = correcting.from_plain(
        {"kind": "told", "row": told.id, "fields": {"words": "I like the otters.", "said_on": "2026-11-20"}}
    )
    correcting.correct(ws, review, "Heard wrongly", [right]).result()
    assert ws.desk.get(ToldMe, told.id).words == "I like the otters."
    newest = _record(ws, review)
    assert "I like the otters." in newest
    assert told.words not in newest
    correcting.correct(
        ws, review, "Not for the record", [PutRight("told", told.id, {"who_may_hear": "only me"})]
    ).result()
    assert "otters" not in _record(ws, review)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_correction_without_a_reason_is_refused(ws: Workspace, review: str, reason: str) -> None:
    with pytest.raises(Refused, match="keeps its reason"):
        correcting.correct(ws, review, reason, [PutRight("review", "", {"place": "At school"})]).result()
    assert ws.desk.get(Review, review).place != "At school"


def test_what_would_not_be_whole_or_is_no_correction_is_refused(ws: Workspace, child: str, review: str) -> None:
    decision = ws.desk.where(Decision, review=review)[0]
    before = ws.desk.child_file(child)
    for right, words in (
        (PutRight("decision", decision.id, {"owner": ""}), "would not be whole"),
        (PutRight("decision", decision.id, {"what": " "}), "what will happen"),
        (PutRight("review", "", {"participation": "XX"}), "."),
        (PutRight("review", "", {"state": "open"}), "cannot be changed here"),
        (PutRight("decision", decision.id, {"what": decision.what}), "Nothing would be another"),
        (PutRight("child", "", {}), "nothing called child"),
    ):
        with pytest.raises(Refused, match=words):
            correcting.correct(ws, review, "Because", [right]).result()
    assert ws.desk.child_file(child) == before


def test_a_review_that_is_not_finalised_is_written_in_and_not_corrected(ws: Workspace, child: str) -> None:
    held = hold(ws, child)
    with pytest.raises(Refused, match="not finalised"):
        correcting.correct(ws, held, "Because", [PutRight("review", "", {"place": "At school"})]).result()
    holding.update_review(ws, held, place="At school").result()


def test_plain_values_give_days() -> None:
    right = correcting.from_plain({"kind": "decision", "row": "x", "fields": {"by": "2026-12-01", "what": "y"}})
    assert right.fields["by"].isoformat() == "2026-12-01"
    assert correcting.from_plain({"kind": "decision", "fields": {"by": None}}).fields["by"] is None


# ---------------------------------------------------------------- letters


@pytest.fixture
def lettered(ws: Workspace, child: str) -> str:
    """A review that is not finalised, with a letter that is."""
    held = hold(ws, child)
    letter.write_letter(ws, held, "close", "Keep drawing maps.").result()
    for row in letter_view.letter_view(ws, held).promises:
        letter.say_to_child(ws, held, row.decision, row.proposed).result()
    sign_letter(ws, held).result()
    return held


def letters(ws: Workspace, review: str) -> list[SignedPaper]:
    return [paper for paper in ws.desk.where(SignedPaper, review=review) if paper.kind == "letter"]


def close(text: str) -> PutRight:
    return PutRight("letter", "", {"letter": "letter", "part": "close", "text": text})


def test_a_letter_is_corrected_by_itself_and_the_earlier_version_prints_again(ws: Workspace, lettered: str) -> None:
    first = {paper.recipient: paper for paper in letters(ws, lettered)}
    with pytest.raises(Refused, match="not finalised"):
        correcting.correct(ws, lettered, "A slip", [PutRight("review", "", {"place": "School"})]).result()
    with pytest.raises(Refused, match="Nothing would be another"):
        correcting.correct(ws, lettered, "A slip", [close("Keep drawing maps.")]).result()
    with pytest.raises(Refused, match="correction keeps its reason"):
        correcting.correct(ws, lettered, " ", [close("Keep drawing boats.")]).result()
    correcting.correct(ws, lettered, "It was boats.", [close("Keep drawing boats.")]).result()
    assert {paper.version for paper in letters(ws, lettered)} == {1, 2}
    newest = papers.paper(ws, lettered, "letter", "child")
    assert "Keep drawing boats." in read_text(newest.pdf)
    assert papers.verify_paper(ws, newest.pdf).genuine
    earlier = papers.frozen_paper(ws, ws.desk.get(SignedPaper, first["child"].id)).pdf
    assert "Keep drawing maps." in read_text(earlier)
    assert hashlib.sha256(earlier).hexdigest() == first["child"].sha256
    (row,) = review_view(ws, lettered).corrections
    assert (row.reason, row.version) == ("It was boats.", 2)
    sign(ws, lettered).result()
    correcting.correct(ws, lettered, "Maps and boats.", [close("Keep drawing both.")]).result()
    kinds = {paper.kind for paper in ws.desk.where(SignedPaper, review=lettered) if paper.version == 3}
    assert kinds == {"letter"}, "the record says nothing else than it did"
    assert [each.version for each in review_view(ws, lettered).corrections] == [2, 3]


def test_a_review_is_not_finalised_beside_a_letter_that_says_something_else(ws: Workspace, lettered: str) -> None:
    decision = ws.desk.where(Decision, review=lettered)[0]
    assert review_view(ws, lettered).missing == ()
    holding.update_decision(ws, lettered, decision.id, by=date(2026, 12, 11)).result()
    assert any("Correct the letter" in words for words in review_view(ws, lettered).missing)
    with pytest.raises(Refused, match="cannot be finalised yet"):
        sign(ws, lettered).result()
    correcting.correct(ws, lettered, "The day moved.", []).result()
    assert "Friday 11 December" in read_text(papers.paper(ws, lettered, "letter", "child").pdf)
    sign(ws, lettered).result()


def test_a_corrected_decision_comes_into_a_finalised_letter_with_words_that_were_read(
    ws: Workspace, lettered: str
) -> None:
    sign(ws, lettered).result()
    decision = ws.desk.where(Decision, review=lettered)[1]
    other = {"what": "A hearing test"}
    with pytest.raises(Refused, match="would not be whole") as refused:
        correcting.correct(ws, lettered, "Wrong test", [PutRight("decision", decision.id, other)]).result()
    assert "Read the child’s words for decision 2" in str(refused.value)
    right = PutRight("decision", decision.id, {**other, "child_words": "Somebody will test your ears"})
    correcting.correct(ws, lettered, "Wrong test", [right]).result()
    assert "Somebody will test your ears" in read_text(papers.paper(ws, lettered, "letter", "child").pdf)
    assert "A hearing test" in read_text(papers.paper(ws, lettered, "record", "file").pdf)
