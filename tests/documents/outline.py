"""What a screen reader makes of a paper: headings in order, one table for each table, one list for each list."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

import pikepdf

from iro_desk.documents import Paper, read_elements
from iro_desk.documents.blocks import Block, Decisions, Facts, Fitted, Listing, SideBySide, SideSection, Table
from iro_desk.documents.spine import Spine


def nodes(pdf: bytes) -> Iterator[tuple[pikepdf.Object, list[str]]]:
    """Every element of the structure with the tags of its kids."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        waiting = [file.Root.StructTreeRoot.K]
        while waiting:
            node = waiting.pop(0)
            kids = [kid for kid in node.get("/K", []) if kid.get("/Type") not in ("/MCR", "/OBJR")]
            yield node, [str(kid.S) for kid in kids]
            waiting.extend(kids)


def faults(pdf: bytes, size: int) -> list[str]:
    """What is not as it looks: in headings, tables, lists, pictures and fields to fill in."""
    found = []
    elements = read_elements(pdf)
    levels = [int(tag[1]) for tag, _ in elements if tag[0] == "H" and tag[1:].isdigit()]
    if levels[0] != 1 or any(after > before + 1 for before, after in pairwise(levels)):
        found.append(f"headings out of order: {levels}")
    for (tag, words), (after, _) in zip(elements, [*elements[1:], ("", "")], strict=True):
        if tag in ("H1", "H2") and not words:
            found.append("a heading without words")
        if tag == "H2" and after in ("H1", "H2", ""):
            found.append(f"nothing below a heading: {words}")
    for node, kids in nodes(pdf):
        if node.S == "/Table":
            heads = [{str(kid.S) for kid in row.K} for row in node.K]
            if set(kids) != {"/TR"} or heads[0] != {"/TH"} or any(row != {"/TD"} for row in heads[1:]):
                found.append("a table that is not a head and rows")
            if len({len(row.K) for row in node.K}) != 1:
                found.append("a table with rows of different lengths")
            if size > 12 and len(node.K[0].K) > 2:
                found.append("a table of more than two columns in larger print")
        if node.S == "/L" and set(kids) != {"/LI"}:
            found.append(f"a list of {set(kids)}")
        if node.S in ("/Figure", "/Form"):
            if not str(node.get("/Alt", "")).strip():
                found.append(f"{node.S} says nothing to those who listen")
            on_screen = [kid for kid in node.get("/K", []) if kid.get("/Type") == "/OBJR"]
            if any(kid.Obj.Subtype != "/Widget" or len(on_screen) > 1 for kid in on_screen):
                found.append(f"{node.S} is not one field")
            if not on_screen and node.get("/A", {}).get("/O") not in ("/Layout", "/PrintField"):
                found.append(f"{node.S} has no place")
    return found


def as_set(pdf: bytes) -> tuple[int, int]:
    """How many tables and lists the structure holds."""
    tags = Counter(str(node.S) for node, _ in nodes(pdf))
    return tags["/Table"], tags["/L"]


def as_written(paper: Paper, size: int) -> set[tuple[int, int]]:
    """How many tables and lists a paper's blocks hold; several answers where it may leave something out to fit."""
    return _counted(paper.blocks, size)


def _counted(blocks: Sequence[Block], size: int) -> set[tuple[int, int]]:
    each = [_of(block, size) for block in blocks]
    return {(sum(t for t, _ in chosen), sum(n for _, n in chosen)) for chosen in product(*each)}


def _of(block: Block, size: int) -> set[tuple[int, int]]:
    match block:
        case Table() if size == 12 or len(block.columns) <= 2:
            return {(1, 0)}
        case Table() | Facts() | Listing() | Decisions() | Spine():
            return {(0, 1)}
        case SideSection():
            return _counted(block.blocks, size)
        case SideBySide():
            return _counted((*block.left, *block.right), size)
        case Fitted():
            return set().union(*(_counted(version, size) for version in block.versions))
    return {(0, 0)}
