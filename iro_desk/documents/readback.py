"""A paper read back as a screen reader takes it: the structure tree in order, marked pieces, ``ActualText``.

Used to prove what a paper says, and to compare a paper with what was signed.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

_MARK = re.compile(rb"IRODESK:([A-Z2-9]{0,32}):([a-z-]+):([a-z]+(?::[0-9]+)?):([0-9]+)<")
_ENTRY = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


@dataclass(frozen=True, slots=True)
class SealMark:
    """What a paper says of itself: its seal (empty on a draft), kind, recipient and version."""

    seal: str
    kind: str
    recipient: str
    version: int


def seal_of(pdf: bytes) -> SealMark | None:
    """What a file says it is, also where some of its bytes were changed; ``None`` when it says nothing.

    This proves nothing: only the file's SHA-256 beside the one kept under the seal does.
    """
    said = _MARK.search(pdf)
    if said is None:
        return None
    seal, kind, recipient, version = (part.decode("ascii") for part in said.groups())
    return SealMark(seal, kind, recipient, int(version))


def read_text(pdf: bytes) -> str:
    """The whole text in reading order, one line for each element, composed (NFC), white space folded."""
    return "\n".join(text for _, text in read_elements(pdf) if text)


def read_elements(pdf: bytes) -> list[tuple[str, str]]:
    """Each element of the structure that has text of its own, in order: its tag (``H1``, ``TD``) and its text.

    Raises ``ValueError`` when the file has no structure tree.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        tree = file.Root.get("/StructTreeRoot")
        if tree is None:
            raise ValueError("the file has no structure tree")
        pages = {page.obj.objgen: _marked_pieces(page) for page in file.pages}
        found: list[tuple[str, str]] = []
        _walk(tree.K, pages, found)
        return found


def _walk(node: Any, pages: dict[tuple[int, int], dict[int, str]], found: list[tuple[str, str]]) -> None:
    import pikepdf

    kids = node.get("/K")
    entries = list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]
    tag = str(node.S).lstrip("/")
    place = len(found)
    found.append((tag, ""))
    own = []
    for entry in entries:
        if entry.get("/Type") == "/MCR":
            own.append(pages[entry.Pg.objgen].get(int(entry.MCID), ""))
        elif entry.get("/Type") != "/OBJR":  # A field to fill in, which has no text of the paper's own.
            _walk(entry, pages, found)
    said = unicodedata.normalize("NFC", " ".join("".join(own).split()))
    found[place] = (tag, said)


def _marked_pieces(page: Any) -> dict[int, str]:
    """Text of each marked piece of a page by its number. Where a span says what it reads as, that is taken."""
    import pikepdf

    fonts = {name: _characters(font) for name, font in page.resources.get("/Font", {}).items()}
    pieces: dict[int, str] = {}
    opened: list[tuple[int | None, bool]] = []
    current: dict[int, str] = {}

    def add(text: str) -> None:
        number = next((n for n, _ in reversed(opened) if n is not None), None)
        if number is not None and not any(spoken for _, spoken in opened):
            pieces[number] = pieces.get(number, "") + text

    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            number, spoken = None, None
            if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
                number = int(operands[1].MCID) if "/MCID" in operands[1] else None
                spoken = operands[1].get("/ActualText")
            if spoken is not None:
                add(str(spoken))
            opened.append((number, spoken is not None))
        elif name == "EMC":
            opened.pop()
        elif name == "Tf":
            current = fonts[str(operands[0])]
        elif name == "Tj":
            add(_decoded(operands[0], current))
        elif name == "TJ":
            add("".join(_decoded(part, current) for part in operands[0] if isinstance(part, pikepdf.String)))
    return pieces


def _decoded(string: Any, characters: dict[int, str]) -> str:
    return "".join(characters.get(code, "\ufffd") for code in bytes(string))


def _characters(font: Any) -> dict[int, str]:
    """What each code of a font reads as, from its ToUnicode map."""
    mapping = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    inside = "".join(re.findall(r"beginbfchar(.*?)endbfchar", mapping, re.DOTALL))
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be", errors="replace")
        for code, text in _ENTRY.findall(inside)
    }
