"""A finalised review is corrected with a reason, its papers get a new version, and what was there stays to be seen."""

from __future__ import annotations

import pytest

from iro_desk.casework import Decision, Refused, Review, ReviewNote, SignedPaper, ToldMe
from iro_desk.documents import read_text
from iro_desk.practice import audit, correcting, holding, papers
from iro_desk.practice.change_words import FieldChanged, change_view
from iro_desk.practice.correcting import PutRight
from iro_desk.practice.review_view import review_view
from iro_desk.practice.signing import sign
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
