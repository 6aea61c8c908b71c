"""A long record: what belongs together stays together, at every size of print; and in grey it says the same."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from iro_desk.documents import SIZES, paper_of, read_elements, record, typeset
from iro_desk.documents import style as house_style
from tests.documents.long_review import LONG
from tests.documents.samples import SIGNED, many_decisions


def pages_of(pdf: bytes) -> list[tuple[str, list[int]]]:
    """Each element of the structure in order with the page of each of its own marked pieces."""
    found: list[tuple[str, list[int]]] = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        numbers = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}

        def walk(node: pikepdf.Object) -> Iterator[int]:
            here = (str(node.S)[1:], [])
            found.append(here)
            for kid in node.K:
                for page in [numbers[kid.Pg.objgen]] if kid.get("/Type") == "/MCR" else walk(kid):
                    here[1].append(page)
                    yield page

        list(walk(file.Root.StructTreeRoot.K))
    return found


@pytest.mark.parametrize("size", SIZES.values())
def test_a_long_record_breaks_well(size: int) -> None:
    page = typeset(record(LONG), size)
    elements = pages_of(page.pdf)
    headings = [number for number, (tag, _) in enumerate(elements) if tag in ("H1", "H2")]
    assert sum(tag == "H2" for tag, _ in elements) == 14 + 3
    for number in headings:
        tag, own = elements[number]
        assert len(set(own)) == 1, "a heading is cut"
        following = next(pages for _, pages in elements[number + 1 :] if pages)
        assert following[0] == own[-1], f"a {tag} stands alone at the foot of page {own[-1]}"
    rows = [pages for tag, pages in elements if tag in ("LI", "TR")]
    assert len(rows) >= 25 + len(LONG.took_part)
    assert all(len(set(pages)) == 1 for pages in rows), "a row is cut"
    if size == 12:
        assert page.pages <= 10


@pytest.mark.parametrize("size", SIZES.values())
def test_what_is_to_be_done_does_not_begin_a_page(size: int) -> None:
    pdf = typeset(record(LONG), size).pdf
    starts = 0
    before: list[int] = []
    for (tag, pages), (_, words) in zip(pages_of(pdf), read_elements(pdf), strict=True):
        if tag == "P" and words.startswith("Next."):
            assert pages[0] == before[-1]
            starts += 1
        before = pages or before
    assert starts == len(LONG.notes)


@pytest.mark.parametrize("size", SIZES.values())
@pytest.mark.parametrize("decisions", [2, 3, 5, 8])
def test_what_is_signed_stands_on_the_page_of_what_it_answers(size: int, decisions: int) -> None:
    facts = replace(SIGNED, decisions=many_decisions(decisions))
    pdf = typeset(paper_of("decisions", facts, "manager"), size).pdf
    both = list(zip(pages_of(pdf), read_elements(pdf), strict=True))
    at = next(n for n, (_, (tag, words)) in enumerate(both) if tag == "H2" and words == "For the team manager")
    assert len({page for (_, pages), _ in both[at:] for page in pages}) == 1


@pytest.mark.parametrize("people", range(3, 24, 5))
def test_no_row_of_a_table_stands_alone_on_a_page(people: int) -> None:
    facts = replace(SIGNED, took_part=SIGNED.took_part[:1] * people, last_decisions=())
    elements = pages_of(typeset(record(facts)).pdf)
    at = next(number for number, (tag, _) in enumerate(elements) if tag == "Table")
    rows = [pages[0] for tag, pages in elements[at:] if tag == "TR"][1:]
    assert len(rows) == people
    assert min(Counter(rows).values()) >= 2


def lines_of_paragraphs(pdf: bytes) -> list[list[int]]:
    """Of every paragraph that goes over a page, how many lines stand on each."""
    found: list[list[int]] = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        lines: dict[tuple[tuple[int, int], int], int] = {}
        for page in file.pages:
            opened: list[int] = []
            for instruction in pikepdf.parse_content_stream(page):
                name = str(instruction.operator)
                if name in ("BDC", "BMC"):
                    properties = instruction.operands[1] if name == "BDC" else {}
                    opened.append(int(properties.get("/MCID", -1)))
                elif name == "EMC":
                    opened.pop()
                elif name == "ET":
                    number = next((number for number in opened if number >= 0), -1)
                    lines[page.obj.objgen, number] = lines.get((page.obj.objgen, number), 0) + 1
        waiting = [file.Root.StructTreeRoot.K]
        while waiting:
            node = waiting.pop()
            pieces = [kid for kid in node.K if kid.get("/Type") == "/MCR"]
            waiting += [kid for kid in node.K if kid.get("/Type") != "/MCR"]
            on: dict[tuple[int, int], int] = {}
            for piece in pieces:
                page = piece.Pg.objgen
                on[page] = on.get(page, 0) + lines.get((page, int(piece.MCID)), 0)
            if len(on) > 1:
                found.append(list(on.values()))
    return found


@pytest.mark.parametrize("size", SIZES.values())
def test_no_line_of_a_paragraph_stands_alone_on_a_page(size: int) -> None:
    long = replace(LONG, notes=tuple(replace(note, paragraphs=(" ".join(note.paragraphs),)) for note in LONG.notes))
    cut = lines_of_paragraphs(typeset(record(long), size).pdf)
    assert len(cut) >= 2
    assert all(min(lines) >= 2 for lines in cut), cut


def test_a_row_higher_than_a_page_goes_on_over_the_next() -> None:
    many = replace(SIGNED, decisions=(replace(SIGNED.decisions[0], why="Because it was promised. " * 400),))
    for size in SIZES.values():
        assert typeset(record(many), size).pages > 2


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_colour_of_text_is_read_on_a_black_and_white_print() -> None:
    for name, style in house_style.house("columns", 12).styles.items():
        contrast = 1.05 / (luminance(style.colour) + 0.05)
        if name not in ("draft", "tab"):
            assert contrast >= 4.5, name
    styles = house_style.house("columns", 12).styles
    quote, body = styles["quote"], styles["body"]
    # In grey the child's words are still apart: larger, heavier, with the hung mark.
    assert quote.size > body.size
    assert quote.weight > body.weight
