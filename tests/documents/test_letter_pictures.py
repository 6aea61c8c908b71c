"""Pictures in a letter to a younger child: a strip of country, a drawing beside each promise, a ground of cream."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from iro_desk import resources
from iro_desk.documents import SCENES, SIZES, LetterSection, paper_of, read_elements, typeset
from iro_desk.documents.blocks import free_text
from iro_desk.documents.letter_pictures import picture_for, promise_picture, scene
from tests.documents.samples import LETTER

OLDER = replace(LETTER, young=False, scene="", pictured=False)
CREAM = b".984314 .94902 .901961 rg"


def figures(pdf: bytes) -> list[str]:
    """What is said of each drawing to whoever does not see it, in reading order."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            if node.S == "/Figure":
                found.append(str(node.Alt))
            walk(node.get("/K", pikepdf.Array()))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


def inside(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return b"".join(page.Contents.read_bytes() for page in opened.pages)


@pytest.mark.parametrize("size", SIZES.values())
def test_a_young_childs_letter_has_its_country_and_a_drawing_beside_each_promise(size: int) -> None:
    pdf = typeset(paper_of("letter", LETTER, "child"), size).pdf
    said = [words for words in figures(pdf) if "Westmere" not in words]
    assert said == [
        "A drawing: hills and a small brown bird",
        "A drawing: a bed and the moon",
        "A drawing: a calendar",
    ]
    tags = [tag for tag, _ in read_elements(pdf)]
    assert tags.index("Figure") < tags.index("P")
    assert CREAM in inside(pdf)


def test_from_nine_on_the_promises_have_no_drawing_and_from_thirteen_nothing_has() -> None:
    nine = typeset(paper_of("letter", replace(LETTER, pictured=False, scene="sea"), "child")).pdf
    assert [words for words in figures(nine) if words.startswith("A drawing")] == ["A drawing: the sea and a boat"]
    older = typeset(paper_of("letter", OLDER, "child")).pdf
    assert not [words for words in figures(older) if words.startswith("A drawing")]
    assert CREAM not in inside(older)


@pytest.mark.parametrize(
    ("words", "picture"),
    [
        ("An eye test.", "eyes"),
        ("You will see Kit each month.", "people"),
        ("Your dentist.", "teeth"),
        ("Maths help at school.", "school"),
        ("Ordinary.", "promise"),
        ("", "promise"),
    ],
)
def test_a_picture_is_chosen_by_the_words_of_the_promise(words: str, picture: str) -> None:
    assert picture_for(words) == picture


def test_every_drawing_there_is_can_be_drawn() -> None:
    there = {each.stem for each in resources.path("letter").glob("*.svg")}
    rows = [line.split(",")[0] for line in resources.text("letter/pictures.csv").splitlines()[1:]]
    assert there == {*rows, *(f"scene-{key}" for key in SCENES)}
    for key in rows:
        assert promise_picture(key, 36).height == pytest.approx(36)
    for key in SCENES:
        assert scene(key, 136).height == pytest.approx(27)
        assert typeset(paper_of("letter", replace(LETTER, scene=key), "child")).pdf


def test_a_picture_is_no_word_of_the_letter() -> None:
    paper = paper_of("letter", LETTER, "child")
    said = " ".join(words for _, words in free_text(paper.blocks))
    assert "Sleepovers" in said
    assert " bed" not in f" {said}"


def test_each_of_the_childs_words_stands_on_the_ground_and_nothing_else_does() -> None:
    pdf = typeset(paper_of("letter", LETTER, "child")).pdf
    said = [tag for tag, _ in read_elements(pdf) if tag == "BlockQuote"]
    assert inside(pdf).count(CREAM) == len(said) == 3


def test_the_country_gives_way_before_words_go_on_to_a_third_side() -> None:
    def wide(lines: int) -> tuple[int, float]:
        """How many sides a letter of so many lines takes, and how wide its country is in them."""
        hard = LetterSection("hard", "What is hard", tuple("A line of the letter." for _ in range(lines)))
        sections = tuple(hard if each.key == "hard" else each for each in LETTER.sections)
        made = typeset(paper_of("letter", replace(LETTER, sections=sections), "child"))
        with pikepdf.open(io.BytesIO(made.pdf)) as opened:
            page = opened.pages[0].Contents.read_bytes()
        drawn = re.search(rb"([\d.]+) 0 0 -[\d.]+ [\d.]+ [\d.]+ cm", page)
        crest = page.count(b" 0 0 -")
        return made.pages, float(drawn[1]) if drawn is not None and crest > 1 else 0.0

    full = wide(2)
    assert full == (2, pytest.approx(136 * 72 / 25.4 / 680, abs=0.01))
    found = [wide(lines) for lines in range(10, 20)]
    assert all(pages == 2 for pages, share in found if 0 < share < full[1] * 0.9)
    assert any(share == pytest.approx(full[1] / 2, abs=0.01) for _, share in found)
