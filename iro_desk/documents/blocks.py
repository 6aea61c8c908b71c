"""A paper as a list of blocks: what it says, to whom and in which language. Papers never draw.

Text is plain text: whatever was typed is printed as it was typed, and nothing in it is ever taken
for markup. Where a few words need weight, the text is a tuple of :class:`Run`.

Every block may have an audience: the recipients who may see it (``None``: everyone). A recipient's
copy is set anew from :meth:`Paper.copy_for`, so what is withheld is not in the file at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class Run:
    """Some words within a text: strong, soft (grey), or the number of the page that a place is on."""

    text: str
    strong: bool = False
    soft: bool = False
    page_of: str = ""
    """Name of a :class:`PageBreak`; the text is then followed by the number of the page it begins."""


Words = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What every block has."""

    audience: frozenset[str] | None = None
    """Recipients who may see it; ``None`` means everyone, the empty set means the file alone."""
    language: str = ""
    """Language tag where it is not the paper's own (``cy``, ``ti``)."""

    def is_for(self, recipient: str) -> bool:
        """Whether that recipient may see it. The council's own file sees everything."""
        return recipient == "file" or self.audience is None or recipient in self.audience


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading above wide matter, in the first column's edge."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """Sentences. ``run_in`` are the first words, set in weight: "Worry."."""

    words: Words
    run_in: str = ""
    style: str = "body"
    """A name in ``style.STYLES``: body, lede, note, small."""


@dataclass(frozen=True, slots=True)
class Quotation(Block):
    """The child's own words, as said, and below them to whom, where and when."""

    words: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Field(Block):
    """One fact: what it is and how it stands."""

    label: str
    value: Words


@dataclass(frozen=True, slots=True)
class Facts(Block):
    """Facts as labels and values, without lines."""

    fields: tuple[Field, ...]
    columns: int = 2
    """2: two pairs side by side, as at the head of a record; 1: labels in the side column."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as a shape and a word: ``done`` filled, ``part`` half filled, ``open`` empty."""

    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its head, its width in millimetres, and whether its words have weight."""

    title: str
    width: float
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row(Block):
    """One row of a table, a cell for each column."""

    cells: tuple[Words | Mark, ...]


@dataclass(frozen=True, slots=True)
class Table(Block):
    """Rows that a reader compares or looks up. The head is repeated on each page; no row is cut."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class DecisionBlock(Block):
    """One decision as printed: number, what will happen, why and how we shall know, by when, who."""

    number: str
    what: str
    by: str
    who: Words
    why: Words = ""


@dataclass(frozen=True, slots=True)
class Decisions(Block):
    """The decisions, in their one shape. No decision is cut."""

    items: tuple[DecisionBlock, ...]
    roomy: bool = False
    """More air between them, for a sheet that is answered by hand."""


@dataclass(frozen=True, slots=True)
class Signature(Block):
    """Who stands behind the words above, and since when."""

    words: str


@dataclass(frozen=True, slots=True)
class Choice(Block):
    """A box to tick with words after it; a number is a line to write on, so many millimetres long (0: to the edge)."""

    parts: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class WriteIn(Block):
    """Lines to write on side by side, each with its label below."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule(Block):
    """The thick rule that closes a list of decisions."""


@dataclass(frozen=True, slots=True)
class SideSection(Block):
    """A section: its name in the side column, its matter in the text column."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageBreak(Block):
    """A fresh page with a title of its own. ``name`` is what :attr:`Run.page_of` refers to."""

    title: str
    subtitle: str = ""
    tab: str = ""
    """The word in the black tab at the edge of the sheet."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of each page beside the seal. No child's name."""

    case: str
    """ "Case 204817"."""
    name: str
    """ "Review record, third review, 20 October 2026"; the version follows."""
    marking: str = "Official-sensitive"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, complete but for its drawing."""

    kind: str
    """``record``, ``decisions``."""
    document_title: str
    """Title in the file's metadata: names nobody ("Review record")."""
    letterhead: str
    """The line over the title: whose paper it is and what."""
    title: Words
    subtitle: str
    blocks: tuple[Block, ...]
    foot: Foot
    dated: date
    """The day that stands in the file's metadata, so that the same facts give the same bytes."""
    tab: str = ""
    """The word in the black tab of the first page."""
    language: str = "en-GB"
    draft: bool = True
    version: int = 1
    seal: str = ""
    """16 letters; printed only on a paper that is not a draft."""
    practice: bool = False
    """Made on a practice desk: every page says that the children are invented."""

    def copy_for(self, recipient: str) -> Paper:
        """This paper with only what that recipient may see; sections left empty are gone too."""
        return replace(self, blocks=seen_by(self.blocks, recipient))


AnyBlock = TypeVar("AnyBlock", bound=Block)


def seen_by(blocks: Sequence[AnyBlock], recipient: str) -> tuple[AnyBlock, ...]:
    """The blocks that a recipient may see, and of each only the rows, fields and decisions for them."""
    kept: list[AnyBlock] = []
    for block in blocks:
        if not block.is_for(recipient):
            continue
        part = _part_for(block, recipient)
        if part is not None:
            kept.append(part)
    return tuple(kept)


def _part_for(block: AnyBlock, recipient: str) -> AnyBlock | None:
    inner = {SideSection: "blocks", Facts: "fields", Table: "rows", Decisions: "items"}.get(type(block))
    if inner is None:
        return block
    kept: dict[str, Any] = {inner: seen_by(getattr(block, inner), recipient)}
    return replace(block, **kept) if kept[inner] else None


@dataclass(frozen=True, slots=True)
class Typeset:
    """A paper as a PDF."""

    pdf: bytes = field(repr=False)
    pages: int
    uncovered: tuple[str, ...]
    """Characters that no bundled font has ("U+4E2D"), each once; they stand in the paper as "[U+4E2D]"."""
    sha256: str
