"""A long record: what belongs together stays together, at every size of print; and in grey it says the same."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest

from iro_desk.documents import SIZES, record, typeset
from iro_desk.documents import style as house_style
from tests.documents.long_review import LONG
from tests.documents.samples import SIGNED


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
def test_no_line_of_a_paragraph_stands_alone(size: int) -> None:
    for tag, pages in pages_of(typeset(record(LONG), size).pdf):
        if tag == "P" and len(set(pages)) == 2 and len(pages) >= 4:
            assert min(pages.count(page) for page in set(pages)) >= 1
    with pikepdf.open(io.BytesIO(typeset(record(LONG), size).pdf)) as file:
        lines = [
            sum(str(instruction.operator) == "ET" for instruction in pikepdf.parse_content_stream(page))
            for page in file.pages
        ]
    assert min(lines) > 6, "a page holds almost nothing"


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
