"""What holds of every kind of paper, at every size."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache

import pikepdf
import pytest
from PIL import Image

from iro_desk.documents import KINDS, SIZES, PersonFacts, Typeset, paper_of, read_elements, read_text, seal_of, typeset
from iro_desk.documents.readback import _characters
from tests.documents.outline import as_set, as_written, faults, nodes
from tests.documents.samples import BRIEF, INTRODUCTION, LETTERHEAD, PAPERS, SEALED, WEEK

EACH = [
    pytest.param(kind, recipient, size, id=f"{kind}-{recipient.replace(':', '')}-{size}")
    for kind, recipient in PAPERS
    for size in SIZES.values()
]


@cache
def made(kind: str, recipient: str = "file", size: int = 12, facts: object = None) -> Typeset:
    return typeset(paper_of(kind, facts or PAPERS[kind, recipient], recipient), size)


def test_there_are_facts_of_every_kind() -> None:
    assert {kind for kind, _ in PAPERS} == set(KINDS)
    assert {kind.subject for kind in KINDS.values()} == {"review", "child", "week", "days"}


@pytest.mark.parametrize(("kind", "recipient", "size"), EACH)
def test_headings_tables_lists_and_fields_are_what_they_look_like(kind: str, recipient: str, size: int) -> None:
    page = made(kind, recipient, size)
    assert page.uncovered == ()
    assert page.remarks == ()
    assert faults(page.pdf, size) == []
    assert as_set(page.pdf) in as_written(paper_of(kind, PAPERS[kind, recipient], recipient), size)


@pytest.mark.parametrize(("kind", "recipient", "size"), EACH)
def test_nothing_is_set_smaller_than_its_print_allows(kind: str, recipient: str, size: int) -> None:
    with pikepdf.open(io.BytesIO(made(kind, recipient, size).pdf)) as file:
        sizes = {
            float(instruction.operands[1])
            for page in file.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "Tf" and float(instruction.operands[1]) > 1
        }
    assert min(sizes) >= {12: 9, 16: 12, 20: 15}[size]
    assert max(sizes) >= 27 * size / 12 - 0.1


@pytest.mark.parametrize(("kind", "recipient"), PAPERS)
def test_no_name_stands_in_what_the_file_says_of_itself(kind: str, recipient: str) -> None:
    pdf = made(kind, recipient).pdf
    with pikepdf.open(io.BytesIO(pdf)) as file:
        told = " ".join(str(value) for value in file.docinfo.values()) + bytes(file.Root.Metadata.read_bytes()).decode()
    for name in ("Toby", "Larkspur", "Larkrise", "Dorchester"):
        assert name not in told
    mark = seal_of(pdf)
    assert mark is not None
    assert (mark.kind, mark.recipient) == (kind, recipient)


def test_only_everything_held_has_a_file_attached() -> None:
    for kind, recipient in PAPERS:
        with pikepdf.open(io.BytesIO(made(kind, recipient).pdf)) as file:
            assert ("/AF" in file.Root) is (kind == "everything")
            if kind == "everything":
                stream = file.Root.AF[0].EF.F
                assert bytes(stream.read_bytes()) == b'{"known_as": "Toby"}'
                with file.open_metadata() as metadata:
                    assert metadata["pdfaid:part"] == "3"


def dark_squares(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        page = pikepdf.parse_content_stream(file.pages[0])
        return sum(str(instruction.operator) == "re" for instruction in page)


def test_the_code_stands_on_record_and_decision_sheet_and_on_nothing_that_a_child_gets() -> None:
    coded = {(kind, recipient) for kind, recipient in PAPERS if dark_squares(made(kind, recipient).pdf) > 100}
    assert coded == {key for key in PAPERS if key[0] in ("record", "decisions") and key[1] != "child"}


def test_a_child_reads_a_zero_without_a_slash_and_others_do_not() -> None:
    for recipient, plain in (("child", True), ("file", False)):
        with pikepdf.open(io.BytesIO(made("record", recipient).pdf)) as file:
            names = {str(font.BaseFont) for page in file.pages for font in page.resources.Font.values()}
        assert any("Plain" in name for name in names) is plain
        assert any("NextRegular" in name.replace("-", "") for name in names) is not plain


def test_what_does_not_fit_on_its_side_is_said_with_its_longest_part_and_not_shrunk() -> None:
    many = replace(BRIEF, papers=BRIEF.papers * 20)
    page = made("brief", facts=many)
    assert page.pages == 3
    assert [text for tag, text in read_elements(page.pdf) if tag == "H2"].count("Papers") == 1
    assert page.remarks == ("It takes three pages; it is meant for one page. The longest part is “Papers”.",)
    assert made("brief", size=20, facts=many).remarks == ()
    week = replace(WEEK, days=WEEK.days * 8)
    assert "The longest part is “Tuesday 24 November”." in made("week", facts=week).remarks[0]


def test_a_brief_leaves_out_people_first_and_says_how_many_and_never_what_is_missing_or_became_of_a_decision() -> None:
    told = "Ask the school, and ask it again, whether the maths help that was promised in January still goes on"
    facts = replace(
        BRIEF,
        asks=BRIEF.asks * 4,
        people=BRIEF.people * 6,
        last_decisions=tuple(
            replace(BRIEF.last_decisions[0], number=n, what=f"Number {n}: {told}", outcome_label=f"Done {n}")
            for n in range(1, 10)
        ),
    )
    page = made("brief", facts=facts)
    said = " ".join(read_text(page.pdf).split())
    assert (page.pages, page.remarks) == (1, ())
    assert all(f"Done {n} Number {n}: Ask" in said for n in range(1, 10))
    assert said.count("January still") == 0
    assert "Missing Health assessment: asked 2 November" in said
    assert "And 17 more." in said  # of 18 people
    assert "And 18 more." in said  # of 24 questions
    assert " ".join(read_text(made("brief", size=16, facts=facts).pdf).split()).count("January still") == 9


def test_a_brief_with_room_leaves_out_nothing() -> None:
    said = read_text(made("brief").pdf)
    assert "more." not in said
    assert "…" not in said


def test_my_week_says_how_many_it_has_no_room_for() -> None:
    page = made("week", facts=replace(WEEK, waiting=tuple(f"Paper {number}" for number in range(20))))
    said = read_text(page.pdf)
    assert "Paper 7." in said
    assert "Paper 8." not in said
    assert "And 12 more." in said
    assert page.pages == 1


def png(mode: str) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (40, 30), {"RGBA": (10, 80, 90, 0), "CMYK": (1, 2, 3, 4)}.get(mode, 7)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "1"])
def test_a_crest_may_be_a_png(mode: str) -> None:
    facts = replace(SEALED, letterhead=replace(LETTERHEAD, crest=png(mode)))
    page = made("record", facts=facts)
    assert page.remarks == ()
    assert page.pdf == made("record", facts=facts).pdf
    assert [str(node.Alt) for node, _ in nodes(page.pdf) if node.S == "/Figure"] == ["Crest of Westmere Council"]
    with pikepdf.open(io.BytesIO(page.pdf)) as file:
        assert file.pages[0].get_images()


@pytest.mark.parametrize(
    "crest",
    [
        b"\x89PNG\r\n\x1a\n but no picture",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image href='file:///etc/passwd'/></svg>",
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
        b"<rect width='3' height='3'/></svg>",
        b"<svg",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='3' height='3' fill='url(#a)'/></svg>",
    ],
)
def test_a_crest_that_cannot_be_read_is_left_out_and_said(crest: bytes) -> None:
    page = made("record", facts=replace(SEALED, letterhead=replace(LETTERHEAD, crest=crest)))
    assert page.remarks == ("The crest is neither a PNG nor a plain SVG, so it is left out.",)
    assert "Figure" not in [tag for tag, _ in read_elements(page.pdf)]


def test_a_letter_of_introduction_says_who_how_and_which_rights_in_words_for_the_age() -> None:
    young = read_text(made("introduction", "child").pdf)
    older = read_text(made("introduction", "child", facts=replace(INTRODUCTION, years=15)).pdf)
    for said in (young, older):
        for words in ("Alex Larkrise", "01632 960111", "Leila Marsh", "01632 960199", "28 January 2026", "advocate"):
            assert words in said
        assert "Official-sensitive" not in said
    assert "grown-ups" in young
    assert "grown-ups" not in older
    assert "solicitor" in older


def test_an_invitation_without_a_place_says_how_to_take_part_and_speaks_to_its_reader() -> None:
    facts = replace(PAPERS["invitation", "school"], place="", to=PersonFacts("Jodie Larkspur"), recipient="parent:1")
    said = read_text(made("invitation", "parent:1", facts=facts).pdf)
    assert "at home" not in said.lower().replace("going well at home", "")
    assert "I will tell you how you can take part." in said
    assert "bring somebody with you" in said
    assert "education plan" in read_text(made("invitation", "school").pdf)


def test_a_meeting_sheet_has_a_field_for_every_answer() -> None:
    fields = [
        (str(node.A.Role), " ".join(str(node.Alt).split()))
        for node, _ in nodes(made("meeting-sheet").pdf)
        if node.S == "/Form"
    ]
    assert [role for role, _ in fields].count("/cb") == 2 + 2 + 3 * 4 + 2
    for words in ("Done", "Part done", "Not done", "Health", "1 What will happen", "Who tells whom"):
        assert words in {asked for _, asked in fields}


def feet(pdf: bytes) -> list[str]:
    """What stands on each page beside the text."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for page in file.pages:
            fonts = {name: _characters(font) for name, font in page.resources.Font.items()}
            said, aside, current = "", False, {}
            for instruction in pikepdf.parse_content_stream(page):
                name = str(instruction.operator)
                if name in ("BDC", "BMC"):
                    aside = aside or str(instruction.operands[0]) == "/Artifact"
                elif name == "EMC":
                    aside = False
                elif name == "Tf":
                    current = fonts[str(instruction.operands[0])]
                elif name in ("Tj", "TJ") and aside:
                    whole = instruction.operands[0]
                    parts = [whole] if name == "Tj" else [part for part in whole if isinstance(part, pikepdf.String)]
                    said += "".join(current.get(code, "") for part in parts for code in bytes(part)) + " "
            found.append(said)
    return found


def test_a_finalised_letter_has_half_its_seal_in_small_type_on_the_last_page_and_a_draft_says_so_on_each() -> None:
    facts = PAPERS["letter", "child"]
    signed = replace(facts, finalised_on=date(2026, 11, 25), seal="7F3AB2C2D24BZE25")
    *before, last = feet(made("letter", "child", facts=signed).pdf)
    assert "Seal 7F3A B2C2" in last
    assert not any("Seal" in page for page in before)
    draft = replace(facts, finalised_on=None, seal="")
    assert all("Draft, not final" in page for page in feet(made("letter", "child", facts=draft).pdf))
