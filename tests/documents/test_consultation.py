"""Consultation forms: one for each reader, filled in on a screen by another program, read back as answers."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from iro_desk.documents import FORMS, NotAForm, paper_of, read_form, read_text, typeset
from tests.documents.filled import filled
from tests.documents.samples import CONSULTATION, SHEET

EACH = [(form, form.partition("-")[0]) for form in FORMS]


def made(form: str, size: int = 12) -> Any:
    reader = form.partition("-")[0]
    to = "Toby" if reader == "child" else "Maggie Brightwater"
    facts = replace(CONSULTATION, form=form, recipient=reader, to=to)
    return typeset(paper_of("consultation", facts, "parent:1" if reader == "parent" else reader), size)


@pytest.mark.parametrize(("form", "reader"), EACH)
def test_a_form_fits_on_its_sheet_and_every_field_says_what_is_asked(form: str, reader: str) -> None:
    paper = made(form)
    assert paper.remarks == ()
    assert paper.pages <= (1 if form == "child-4" else 2)
    said = read_text(paper.pdf)
    with pikepdf.open(io.BytesIO(paper.pdf)) as file:
        (whole,) = file.Root.AcroForm.Fields
        assert str(whole.T) == f"review//{form}"
        names = [str(field.T) for field in whole.Kids]
        assert len(names) == len(set(names)) >= 5
        for field in whole.Kids:
            asked = str(field.TU)
            assert asked in said or asked.startswith(("Somebody else", "Who helped", "I want to tell you")), asked
        assert all("/NeedAppearances" not in file.Root.AcroForm for _ in names)
        for page in file.pages:
            assert str(page.obj.Tabs) == "/S", "a key goes from field to field in reading order"


def test_a_child_is_asked_in_a_childs_words_and_nobody_must_answer() -> None:
    nine, thirteen = read_text(made("child-9").pdf), read_text(made("child-13").pdf)
    assert "leave any part empty" in nine
    assert "I would tell you first." in nine
    assert "Maggie and Dele" in nine
    assert "of 10" not in thirteen, "from thirteen on no scales for feelings"


@pytest.mark.parametrize("size", [16, 20])
@pytest.mark.parametrize(("form", "reader"), EACH)
def test_large_print_keeps_every_field(form: str, reader: str, size: int) -> None:
    def names(pdf: bytes) -> list[str]:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            return [str(field.T) for field in file.Root.AcroForm.Fields[0].Kids]

    assert names(made(form, size).pdf) == names(made(form).pdf)


def test_what_was_typed_and_marked_comes_back_in_order() -> None:
    pdf = filled(made("child-9").pdf, {"there-2": "part", "home": "7", "best": "Swimming.\r\nAnd Biscuit", "see": "me"})
    back = read_form(pdf)
    assert (back.about, back.who, back.form) == ("review", "", "child-9")
    assert [(a.name, a.asked, a.value, a.is_choice) for a in back.answers] == [
        ("there-2", "Mum", "part", True),
        ("home", "Where I live", "7", True),
        ("best", "The best thing since November", "Swimming.\nAnd Biscuit", False),
        ("see", "Who may see this page?", "me", True),
    ]


def test_an_empty_form_has_no_answers() -> None:
    assert read_form(made("carer").pdf).answers == ()


def _locked(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def _round_and_round(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        whole = file.Root.AcroForm.Fields[0]
        whole.Kids = pikepdf.Array([file.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array([whole])))])
        file.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda pdf: b"", "could not be read"),
        (lambda pdf: b"not a paper", "could not be read"),
        (lambda pdf: pdf[: len(pdf) // 3], "could not be read|no fields"),
        (_locked, "password"),
        (_round_and_round, "more fields"),
        (lambda pdf: typeset(paper_of("meeting-sheet", SHEET, "file")).pdf, "no fields"),
    ],
)
def test_any_other_file_is_refused_in_words(spoil: Any, words: str) -> None:
    with pytest.raises(NotAForm, match=words):
        read_form(spoil(made("carer").pdf))
