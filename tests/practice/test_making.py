"""Every kind of paper from the desk: what each says, for whom, in which size, and everything at once."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from iro_desk.casework import Child, Milestone, Person, Refused, Review, Role, SignedPaper, UserFacingError
from iro_desk.documents import KINDS, read_text
from iro_desk.practice import sharing
from iro_desk.practice.booking import book
from iro_desk.practice.letter import LETTERS
from iro_desk.practice.making import every_paper, make, subject_of
from iro_desk.practice.papers import verify_paper
from iro_desk.practice.workspace import Workspace
from tests.conftest import PracticeDesks
from tests.practice.conftest import TODAY
from tests.practice.held import hold


def _text(pdf: bytes) -> str:
    return " ".join(read_text(pdf).replace("\u00a0", " ").split())


@pytest.fixture
def booked(ws: Workspace, child: str) -> str:
    """A booked review."""
    return book(ws, child, date(2026, 11, 24), time="15:45", place="At home", method="in person").result()


def test_the_brief_says_what_became_of_the_last_decisions_and_plainly_what_is_missing(
    ws: Workspace, child: str, booked: str
) -> None:
    said = _text(make(ws, "brief", booked).pdf)
    for words in (
        "Siân",
        "An eye test",
        "It was due on 30 September",
        "Social worker’s report: not received",
        "Care plan: none entered",
        "Jonas Pebblewick",
        "May I see you on your own",
    ):
        assert words in said, words


def test_each_is_invited_for_their_own_part_and_one_who_may_not_know_the_place_is_not_told_it(
    ws: Workspace, child: str, booked: str
) -> None:
    def withhold(change: Any) -> None:
        person = Person(change.new_id(), "Daniel Fenn")
        change.save_many([person, Role(change.new_id(), child, person.id, "father")])
        change.save(replace(change.get(Child, child), consent_on=date(2026, 11, 1), telling_words="Blackdown Hall"))

    carer = _text(make(ws, "invitation", booked, "carer").pdf)
    assert "Tuesday 24 November 2026" in carer
    assert "At home" in carer
    ws.do("A father", withhold).result()
    with pytest.raises(Refused, match="a copy goes only where you add one"):
        make(ws, "invitation", booked, "parent:1")
    from iro_desk.practice import where_lives

    father = next(person.id for person in ws.desk.child_file(child).people if person.name == "Daniel Fenn")
    where_lives.choose_copy(ws, child, father, "add", "the court asked for it").result()
    said = _text(make(ws, "invitation", booked, "parent:1").pdf)
    assert "Dear Daniel Fenn" in said
    assert "At home" not in said
    assert "By telephone" in said


def test_my_day_has_that_day_alone(ws: Workspace, child: str, booked: str) -> None:
    day = ws.desk.get(Review, booked).booked_for
    assert day is not None
    said = _text(make(ws, "week", f"{day}..{day}").pdf)
    assert "My day" in said
    assert "15.45" in said
    other = _text(make(ws, "week", subject_of(ws, "week", "..")).pdf)
    assert "My day" in other
    assert "15.45" not in other


def test_my_week_has_what_is_booked_in_it(ws: Workspace, child: str, booked: str) -> None:
    said = _text(make(ws, "week", TODAY.isoformat()).pdf)
    assert "15.45" in said
    assert "Tuesday 24 November" in said


def test_the_sheet_has_a_place_for_every_heading_and_the_letter_says_who_i_am(
    ws: Workspace, child: str, booked: str
) -> None:
    ws.do("Named me", lambda change: change.put_setting("iro_name", "Alex Larkrise")).result()
    sheet = _text(make(ws, "meeting-sheet", booked).pdf)
    assert "Gwen Bellweather" in sheet
    letter = _text(make(ws, "introduction", child).pdf)
    assert "My name is Alex Larkrise" in letter
    assert "Dear Siân" in letter


def test_the_midway_note_and_the_challenge_are_filled_from_what_is_known(ws: Workspace, child: str) -> None:
    review = hold(ws, child)
    note = _text(make(ws, "midway", review).pdf)
    assert "Siân and Kit spend one whole day together every month" in note
    ws.do(
        "Raised",
        lambda change: change.save(
            Milestone(change.new_id(), child, "dispute", date(2026, 11, 20), words="No school place.")
        ),
    ).result()
    form = _text(make(ws, "dispute", child).pdf)
    for words in ("No school place.", "Ruth Okonjo-Lamb", "Friday 20 November 2026"):
        assert words in form
    assert "18 December 2026" in form


def test_everything_held_has_the_same_as_data_but_not_what_is_mine_alone(ws: Workspace, child: str) -> None:
    hold(ws, child)
    held = make(ws, "everything", child)
    said = _text(held.pdf)
    assert "Six weeks is too long." in said
    assert "Secretly the zebra" not in said
    with pikepdf.open(io.BytesIO(held.pdf)) as file:
        (attached,) = file.attachments.values()
        data = attached.get_file().read_bytes().decode()
    assert "zebra" not in data
    assert json.loads(data)["child"]["first_name"] == "Siân"


@pytest.mark.parametrize("size", ["large", "very-large"])
def test_a_larger_size_has_the_same_words_on_more_pages(ws: Workspace, child: str, size: str) -> None:
    review = hold(ws, child)
    usual, larger = make(ws, "record", review), make(ws, "record", review, size=size)
    assert "A room of her own." in _text(larger.pdf)
    with pikepdf.open(io.BytesIO(usual.pdf)) as one, pikepdf.open(io.BytesIO(larger.pdf)) as other:
        assert len(other.pages) > len(one.pages)
    with pytest.raises(UserFacingError, match="no size called huge"):
        make(ws, "record", review, size="huge")


def test_a_word_that_names_nothing_is_refused_in_words(ws: Workspace, child: str) -> None:
    assert subject_of(ws, "everything", "204817") == child
    assert subject_of(ws, "week", "2026-11-26") == "2026-11-23"
    with pytest.raises(Refused, match="not a day"):
        subject_of(ws, "week", "next week")


def test_a_files_name_follows_the_councils_pattern(ws: Workspace, child: str) -> None:
    pattern = "{date}_{number}/{paper}_{for}"
    ws.do("A pattern", lambda change: change.put_setting("paper_file_name", pattern)).result()
    assert make(ws, "record", hold(ws, child)).name == "2026-11-23_204817-review-record_file.pdf"


@pytest.fixture
def practice(tmp_path: Path, practice_desk: PracticeDesks) -> Iterator[Workspace]:
    """A practice desk of the children told in full."""
    ws = practice_desk.opened(tmp_path, children=6)
    yield ws
    ws.desk.close()


def test_an_altered_paper_that_shares_its_seal_with_others_is_not_taken_for_one_of_them(practice: Workspace) -> None:
    held = [review for review in practice.desk.all(Review) if review.held_on is not None][:2]

    def sign(change: Any) -> None:
        for each in held:
            pdf = f"The record of {each.id}".encode()
            change.save(
                SignedPaper(change.new_id(), each.child, each.id, "record", "file", 9, TODAY, facts="{}", pdf=pdf)
            )

    practice.do("Finalised both", sign).result()
    (seal,) = {each.seal for each in practice.desk.where(SignedPaper, version=9)}
    found = verify_paper(practice, f"Altered. IRODESK:{seal}:record:file:9<".encode())
    assert not found.genuine
    assert "one of 2 papers" in found.words
    assert "held on" not in found.words


def test_all_papers_of_a_practice_desk_are_made_none_missing_no_name_in_any_file_name_or_metadata(
    practice: Workspace, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    saved = sharing.save_all(practice, tmp_path / "out", lambda done, of: told.append((done, of)))
    assert saved.waiting == ()
    assert told[-1][0] == told[-1][1] == len(told)
    wanted = {(each.kind, each.recipient) for each in every_paper(practice)}
    assert {kind for kind, _ in wanted} >= KINDS.keys() - {"dispute", *LETTERS}  # those that somebody wrote
    names = set()
    for child in practice.desk.all(Child):
        names |= {word for word in (child.first_name, child.liked_name, child.surname) if len(word) > 2}
    for path in saved.written:
        assert not any(name in path.name for name in names), path.name
        with pikepdf.open(path) as file:
            metadata = bytes(file.Root.Metadata.read_bytes()).decode() + str(dict(file.docinfo))
        assert not any(name in metadata for name in names), path.name
    again = sharing.save_all(practice, tmp_path / "out")
    assert (again.written, again.passed) == ((), len(saved.written))


def test_a_batch_is_stopped_and_goes_on_where_it_was(practice: Workspace, tmp_path: Path) -> None:
    asked: list[bool] = []

    def stopped() -> bool:
        asked.append(True)
        return len(asked) > 3

    saved = sharing.save_all(practice, tmp_path / "out", stopped=stopped)
    assert saved.stopped
    assert len(saved.written) == 3


def test_a_byte_changed_is_said_with_the_review_recipient_and_version_that_it_claims_to_be(
    practice: Workspace,
) -> None:
    kept = next(each for each in practice.desk.all(SignedPaper) if each.kind == "record" and each.recipient == "carer")
    whole = sharing.signed_paper(practice, kept.id).pdf
    found = verify_paper(practice, whole)
    assert found.genuine
    assert found.words.startswith("Review record of the review of PR")
    for at in (20, len(whole) // 2, len(whole) - 30):
        altered = bytearray(whole)
        altered[at] ^= 1
        verdict = verify_paper(practice, bytes(altered))
        assert not verdict.genuine
    verdict = verify_paper(practice, whole + b"\n")
    assert verdict.review == kept.review
    assert "for carer, version 1" in verdict.words
    assert "differ from what was finalised" in verdict.words
    draft = make(practice, "everything", kept.child).pdf
    assert "never finalised" in verify_paper(practice, draft).words
    assert verify_paper(practice, b"%PDF-1.4 from elsewhere").paper is None


def test_a_practice_desk_holds_the_facts_of_its_finalised_papers_and_sets_them_when_one_is_asked_for(
    practice: Workspace,
) -> None:
    kept = practice.desk.all(SignedPaper)
    assert kept
    assert all(each.facts and each.seal and not each.pdf for each in kept)
    made = sharing.signed_paper(practice, kept[0].id)
    assert practice.desk.get(SignedPaper, kept[0].id).pdf == made.pdf
