"""Correcting what was finalised: what was wrong is put right with its reason, and its papers are finalised again.

A letter has a signature of its own, and can be corrected before the review is finalised too; where only its words are
put right, it alone has a new version.

What was finalised stays: the papers of the earlier versions keep their bytes and their seals, and the journal keeps
what stood there before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from iro_desk.casework import Attendance, Correction, Refused, Review, ReviewNote, SignedPaper
from iro_desk.practice.decisions import keep_decision
from iro_desk.practice.letter import LETTERS, keep_part, slots_of
from iro_desk.practice.letter_bands import PARTS
from iro_desk.practice.meeting import keep_attendance, keep_note, keep_told, write_fields
from iro_desk.practice.paper_facts import Source, day_of, facts_from, source_of
from iro_desk.practice.papers import frozen_rows, keep_papers, signing_recipients
from iro_desk.practice.recipients import recipient_of
from iro_desk.practice.signing import letters_behind, missing_in_letter, missing_to_finalise
from iro_desk.practice.views import PaperRow
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, part_of, then

_DAYS = ("by", "held_on", "midway_on", "passed_on", "said_on", "spoke_privately_on")
WORDS = "Corrected what was finalised"


@dataclass(frozen=True, slots=True)
class PutRight:
    """One thing put right: its kind, its row (empty for the review itself, and for what is new) and its fields.

    Kinds and fields: ``review`` (``meeting.REVIEW_FIELDS``), ``decision`` (``decisions.DECISION_FIELDS``),
    ``attendance`` (name, role, how, words), ``told`` (``meeting.TOLD_FIELDS``), ``note`` (heading, text; the row is
    not needed), ``letter`` (its kind as ``letter``, part, text; the row is not needed).
    """

    kind: str
    row: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


def from_plain(value: Mapping[str, Any]) -> PutRight:
    """The same from plain values, days as ISO text. Raises ``ValueError`` or ``KeyError`` for what is none."""
    fields = {
        name: date.fromisoformat(told) if name in _DAYS and told else (None if name in _DAYS else told)
        for name, told in dict(value.get("fields", {})).items()
    }
    return PutRight(str(value["kind"]), str(value.get("row", "")), fields)


def correct(ws: Workspace, review_id: str, reason: str, put_right: Sequence[PutRight]) -> Future[tuple[PaperRow, ...]]:
    """Put things right in a finalised review; gives its papers, the new versions among them.

    The future raises ``Refused`` without a reason, for what is not finalised, when nothing would be another, and for
    what the law or the review's own sense does not allow (as while it was written).
    """
    source = source_of(ws, review_id)
    what = (source, reason.strip(), tuple(put_right))
    done = ws.do(WORDS, _correct, *what, child=source.review.child, kind="correct")
    return then(done, lambda: keep_papers(ws, review_id))


def _correct(change: Any, source: Source, reason: str, put_right: tuple[PutRight, ...]) -> None:
    review: Review = change.get(Review, source.review.id)
    if not reason:
        raise Refused("A correction keeps its reason.", safe=UNCHANGED, do="Say why it is corrected.")
    letters = sorted({paper.kind for paper in change.where(SignedPaper, review=review.id)} & set(LETTERS))
    of_letters = all(_is_of_letters(each) for each in put_right)
    if review.state != "signed" and not (letters and of_letters):
        raise Refused("This review is not finalised.", safe=UNCHANGED, do="Write in the review itself.")
    before = change.child_file(review.child)
    for each in put_right:
        _put_right(change, change.get(Review, review.id), each, source)
    file = change.child_file(review.child)
    behind = review.state != "signed" and letters_behind(file, review, source.settings)
    if file == before and not behind:
        raise Refused("Nothing would be another than it is.", safe=UNCHANGED)
    review = change.get(Review, review.id)
    whole_review = missing_to_finalise(file, review) if review.state == "signed" else ()
    in_letters = [each for kind in letters for each in missing_in_letter(file, review, kind)]
    if whole_review or in_letters:
        missing = " ".join(dict.fromkeys((*whole_review, *in_letters)))
        raise Refused("What was finalised would not be whole then.", safe=UNCHANGED, do=missing)
    version = max((paper.version for paper in change.where(SignedPaper, review=review.id)), default=1) + 1
    now = replace(source, file=file, review=review, finalised_on=source.today)
    papers = [paper for paper in change.where(SignedPaper, review=review.id) if paper.version < version]
    whole = {paper.kind for paper in papers if paper.recipient not in ("child", "file")}
    renewed = [k for k in dict.fromkeys(p.kind for p in papers) if k in LETTERS or not of_letters]
    for to in signing_recipients(now):
        kinds = tuple(kind for kind in renewed if kind in whole or to.key in ("child", "file"))
        if not kinds:
            continue
        for kept in frozen_rows(now, (to,), change.new_id, version, kinds):
            change.save(kept)
    change.save(Correction(change.new_id(), review.child, review.id, source.today, reason, version, change.n))


def _is_of_letters(what: PutRight) -> bool:
    return what.kind == "letter" or (what.kind == "decision" and bool(what.row) and set(what.fields) == {"child_words"})


def _put_right(change: Any, review: Review, what: PutRight, source: Source) -> None:
    fields = dict(what.fields)
    if what.kind == "review":
        write_fields(change, review, fields, source.today, source.settings)
    elif what.kind == "decision":
        keep_decision(change, review, what.row or None, fields)
    elif what.kind == "attendance":
        known = part_of(change, Attendance, what.row, review) if what.row else None
        words = {name: fields.get(name, getattr(known, name, "")) for name in ("name", "role", "how", "words")}
        keep_attendance(change, review, what.row or None, **words)
    elif what.kind == "told":
        keep_told(change, review, what.row or None, fields, source.today)
    elif what.kind == "note":
        heading = str(fields.get("heading", ""))
        covered = [note.covered for note in change.where(ReviewNote, review=review.id, heading=heading)]
        keep_note(change, review, heading, str(fields.get("text", "")), tuple(" ".join(covered).split()))
    elif what.kind == "letter" and fields.get("letter") in LETTERS and fields.get("part") in PARTS:
        to = recipient_of(source.file, "child", day_of(source.review))
        slots = slots_of(source, facts_from(source, to))
        keep_part(change, review, fields["part"], str(fields.get("text", "")).strip(), fields["letter"], slots)
    else:
        raise Refused(f"There is nothing called {what.kind} to put right.", safe=UNCHANGED)
