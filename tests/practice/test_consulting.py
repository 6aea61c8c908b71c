"""Consultation forms of a booked review: made for each reader, filled in, taken in again, and never told too early."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_desk.casework import Child, ConsultationAnswer, Person, Refused, Role, ToldMe
from iro_desk.documents import read_text
from iro_desk.practice import consulting, history, making
from iro_desk.practice.booking import book
from iro_desk.practice.finding import search_text
from iro_desk.practice.preparing import checklist
from iro_desk.practice.recipients import recipients
from iro_desk.practice.workspace import Workspace
from tests.documents.filled import filled
from tests.practice.conftest import DUE, TODAY

TOLD = "Nobody asks me about Blackdown"


@pytest.fixture
def booked(ws: Workspace, child: str) -> str:
    return book(ws, child, DUE, time="15:45", place="At home", method="in person").result()


def form_of(ws: Workspace, review: str, recipient: str) -> bytes:
    return making.make(ws, "consultation", review, recipient).pdf


def back(ws: Workspace, tmp_path: Path, review: str, recipient: str, answers: dict[str, str]) -> consulting.TakenIn:
    file = tmp_path / "form.pdf"
    file.write_bytes(filled(form_of(ws, review, recipient), answers))
    return consulting.take_in(ws, file).result()


def test_a_childs_answers_are_only_mine_until_they_are_opened(
    ws: Workspace, child: str, booked: str, tmp_path: Path
) -> None:
    taken = back(ws, tmp_path, booked, "child", {"worry": TOLD, "there-1": "no", "see": "meeting"})
    assert taken.words == "Form for a young person: 2 answers taken in. Only you see them until you open them."
    told = ws.desk.where(ToldMe, review=booked)
    assert [(t.words, t.seen, t.said_where, t.said_on, t.who_may_hear) for t in told] == [
        (TOLD, False, "on a form: What is not, and what should be done about it?", TODAY, "only me"),
        (
            "Marked on the form. Gwen Bellweather: not this time. Who may see this: may be read out at the meeting.",
            True,
            "on a form",
            TODAY,
            "only me",
        ),
    ]
    assert not search_text(ws, "Blackdown")
    for wanted in making.papers_of_child(ws.desk.child_file(child)):
        assert "Blackdown" not in read_text(making.make(ws, wanted.kind, wanted.about, wanted.recipient).pdf)


def test_a_carers_answers_stand_under_their_questions_and_a_second_copy_adds_only_what_is_new(
    ws: Workspace, child: str, booked: str, tmp_path: Path
) -> None:
    first = back(ws, tmp_path, booked, "carer", {"well": "She sleeps", "child-reads": "yes"})
    assert (first.answers, first.already) == (2, 0)
    again = back(ws, tmp_path, booked, "carer", {"well": "She sleeps", "worry": "The bus", "child-reads": "no"})
    assert (again.answers, again.already) == (2, 1)
    file = ws.desk.child_file(child)
    assert [(v.form, v.who, v.asked, v.words) for v in consulting.views_of(file, booked)] == [
        ("Form for carers", "Gwen Bellweather", "What is going well for Siân at home?", "She sleeps"),
        ("Form for carers", "Gwen Bellweather", "What worries you?", "The bus"),
        ("Form for carers", "Gwen Bellweather", "May Siân read this?", "no"),
    ]
    (review,) = [each for each in file.reviews if each.id == booked]
    assert [(row.recipient, row.came_on, row.answers) for row in consulting.forms_of(file, review)] == [
        ("child", None, 0),
        ("carer", TODAY, 3),
    ]
    assert search_text(ws, "bus")[0].child == child
    steps = {row.key: row for row in checklist(file, review, ws.settings(), TODAY)}
    assert (steps["carers"].done_on, steps["health"].done_on) == (TODAY, None)
    history.undo(ws).result()
    assert [row.words for row in ws.desk.all(ConsultationAnswer)] == ["She sleeps", "yes"]


def test_the_form_fits_the_age_on_the_day_and_under_four_there_is_none(ws: Workspace, child: str, booked: str) -> None:
    titles = {}
    for years in (3, 4, 8, 9, 12, 13):
        born = date(DUE.year - years, DUE.month, DUE.day)
        ws.do("Born", lambda change, born=born: change.save(replace(change.get(Child, child), date_of_birth=born)))
        try:
            titles[years] = read_text(form_of(ws, booked, "child")).splitlines()[1]
        except Refused as refusal:
            titles[years] = refusal.what
    assert titles == {
        3: "A child under four has no form.",
        **dict.fromkeys((4, 8), "How are things?"),
        **dict.fromkeys((9, 12), "What do you want us to talk about?"),
        13: "Before your review",
    }


def test_a_parent_who_may_not_know_the_place_is_not_told_it_by_a_form(ws: Workspace, child: str, booked: str) -> None:
    def withhold(change: Any) -> None:
        person = Person(change.new_id(), "Daniel Fenn")
        change.save_many([person, Role(change.new_id(), child, person.id, "father")])
        change.save(replace(change.get(Child, child), consent_on=date(2026, 11, 1)))

    ws.do("Somebody may not know", withhold).result()
    parents = [to for to in recipients(ws.desk.child_file(child), DUE) if to.kind == "parent" and not to.left_out]
    for to in parents:
        said = read_text(form_of(ws, booked, to.key))
        assert "Inventown" not in said
        assert "Gwen" not in said


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda pdf: b"%PDF-1.7 broken", "could not be read as a PDF"),
        (lambda pdf: pdf, "Every field of that form is empty"),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_changed(
    ws: Workspace, booked: str, tmp_path: Path, spoil: Any, words: str
) -> None:
    file = tmp_path / "back.pdf"
    file.write_bytes(spoil(form_of(ws, booked, "carer")))
    before = ws.desk.last_change()
    with pytest.raises(Refused, match=words):
        consulting.take_in(ws, file)
    assert ws.desk.last_change() == before


def test_a_form_of_another_desk_is_refused(ws: Workspace, child: str, booked: str, tmp_path: Path) -> None:
    file = tmp_path / "back.pdf"
    file.write_bytes(filled(form_of(ws, booked, "carer"), {"well": "Fine"}))
    history.undo(ws).result()
    with pytest.raises(Refused, match="not on this desk"):
        consulting.take_in(ws, file)
