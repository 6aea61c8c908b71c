"""A paper as a list of blocks: what it says, to whom and in which language. Papers never draw.

Text is plain text: whatever was typed is printed as it was typed, and nothing in it is ever taken
for markup. Where a few words need weight, the text is a tuple of :class:`Run`.

Every block and every run of words may have an audience: the recipients who may see it. ``None`` is
whoever sees what it stands in: the papers' own words. What somebody wrote always has the audience of its
heading. A recipient's copy is set anew from :meth:`Paper.copy_for`, so what is withheld is not in the
file at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, TypeVar

from iro_desk.documents.audiences import may_see


@dataclass(frozen=True, slots=True)
class Run:
    """Some words within a text: strong, soft (grey), or the number of the page that a place is on."""

    text: str
    strong: bool = False
    soft: bool = False
    page_of: str = ""
    """Name of a :class:`PageBreak`; the text is then followed by the number of the page it begins."""
    audience: frozenset[str] | None = None
    left_out_as: str = ""


Words = str | tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What every block has."""

    audience: frozenset[str] | None = None
    """Recipients who may see it; the empty set means the council's own file alone."""
    left_out_as: str = ""
    """What a copy says of it where it is left out: "health". Empty: nothing need be said."""
    origin: str = ""
    """Which fact its words came from, for text that somebody wrote: "note:home:2", "decision:1"."""
    language: str = ""
    """Language tag where it is not the paper's own (``cy``, ``ti``)."""


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """Sentences. ``run_in`` are the first words, set in weight: "Worry."."""

    words: Words
    run_in: str = ""
    style: str = "body"
    """A name in the house style: body, lede, note, small."""
    goes_on: bool = False
    """Does not begin a page: what is to be done stays with what is said before it."""


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
    picture: str = ""
    """Of a letter to a younger child: the key of the drawing beside it (``letter_pictures``)."""


@dataclass(frozen=True, slots=True)
class Decisions(Block):
    """The decisions, in their one shape, closed by the thick rule. No decision is cut."""

    items: tuple[DecisionBlock, ...]
    roomy: bool = False
    """More air between them, for a sheet that is answered by hand."""


@dataclass(frozen=True, slots=True)
class Signature(Block):
    """Who stands behind the words above, and since when. ``by_hand``: with room for a signature in ink."""

    words: str
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Choice(Block):
    """A box to tick with words after it. A number is a line to write on, so many millimetres long (0: to the
    edge); ``None`` is another box on the same line."""

    parts: tuple[str | float | None, ...]


@dataclass(frozen=True, slots=True)
class WriteIn(Block):
    """Lines to write on side by side, each with its label below; ``shares`` of the width where they differ."""

    labels: tuple[str, ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank(Block):
    """Lines to write on, below one another. ``label`` says what for, to those who listen."""

    label: str
    lines: int = 1
    name: str = ""
    """Of its field where it can also be filled in on a screen."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question answered by a mark: the field's name, its words, and of a scale the words at its ends.

    Without words it is a line to write on, for somebody or something nobody thought of.
    """

    name: str
    words: str = ""
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Marks(Block):
    """Questions below one another, each answered by marking one of a few places; on a screen one can be chosen."""

    asks: tuple[Ask, ...]
    options: tuple[tuple[str, str], ...]
    """Each place to mark: what the file keeps of it, and its words."""
    look: str = "circles"
    """``circles`` in columns, ``scale`` (a line from low to high), ``weather`` (sun, cloud, rain), or ``list``: the
    options below one another."""


@dataclass(frozen=True, slots=True)
class DrawingSpace(Block):
    """Room to draw or write in, so many millimetres high."""

    name: str
    label: str
    height: float


@dataclass(frozen=True, slots=True)
class Item(Block):
    """One entry of a list: what hangs before it ("1", "9.15", a bullet), what it says, and more below in grey."""

    words: Words
    under: Words = ""
    label: str = "•"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Listing(Block):
    """A list. No entry is cut."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SideBySide(Block):
    """Two columns, read one after the other: ``left`` is as wide as its share of the sheet."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Fitted(Block):
    """The same matter in several versions, each shorter than the one before, for a paper that must fit on one page.

    The first that the page has room for is set. The first of all is set in large print, on a paper of any length,
    and where none fits: leaving something out would gain nothing.
    """

    versions: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class SideSection(Block):
    """A section: its name in the side column, its matter in the text column. ``wide``: name above, matter over both."""

    label: str
    blocks: tuple[Block, ...]
    wide: bool = False
    together: bool = False
    """No page ends in it, where one page holds it: what is signed or looked up at a glance."""
    number: str = ""
    """Of a question: it hangs left of the name."""


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
    """Empty where nothing may be stamped on it, as on a letter."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file within the file. Gateways refuse them: only what a child's whole file is asked for with has one."""

    name: str
    media_type: str
    words: str
    """What it is, for people."""
    data: bytes = field(repr=False)


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
    scene: str = ""
    """The strip of country over a letter to a younger child (``letter_pictures.SCENES``)."""
    language: str = "en-GB"
    draft: bool = True
    version: int = 1
    seal: str = ""
    """16 letters; printed only on a paper that is not a draft."""
    practice: bool = False
    """Made on a practice desk: every page says that the children are invented."""
    form: str = "columns"
    """``columns``, ``wide``, ``letter``, ``young letter`` or ``form``: its page (``style.house``)."""
    sender: str = ""
    """Lines below the first one of a letter: the council's address."""
    crest: bytes = field(default=b"", repr=False)
    """The council's, PNG or SVG."""
    crest_words: str = ""
    coded: bool = False
    """The seal stands in its foot as a QR code too; never on what a child gets."""
    answers: str = ""
    """What the fields of a form are kept under in the file, so that they are known when it comes back."""
    at_most: int = 0
    """Pages that it should fit on in standard print; 0: any number."""
    attachment: Attachment | None = None
    recipient: str = "file"
    left_out: tuple[str, ...] = ()
    """Kinds of thing that were left out before these blocks were made."""

    def copy_for(self, recipient: str, without: Iterable[str] = ()) -> Paper:
        """This paper with only what that recipient may see, and without the blocks of these origins.

        Sections left empty are gone too. The last line says what kinds of thing were left out.
        """
        origins = frozenset(without)
        kinds = dict.fromkeys((*self.left_out, *left_out(self.blocks, recipient, origins)))
        blocks = for_recipient(self.blocks, recipient, origins)
        if kinds and recipient != "file":
            said = "; ".join(kinds)
            blocks += (
                SideSection("Left out of this copy", (Paragraph(f"{said[:1].upper()}{said[1:]}.", style="note"),)),
            )
        return replace(self, blocks=blocks, recipient=recipient, left_out=tuple(kinds))


AnyBlock = TypeVar("AnyBlock", bound=Block)


def for_recipient(
    blocks: Sequence[AnyBlock], recipient: str, without: frozenset[str] = frozenset()
) -> tuple[AnyBlock, ...]:
    """The blocks that a recipient may see, and of each only the rows, fields, decisions and words for them."""
    kept: tuple[AnyBlock, ...] = _part(tuple(blocks), recipient, without)
    return kept


def left_out(blocks: Sequence[Block], recipient: str, without: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The kinds of thing that :func:`for_recipient` leaves out, each once."""
    return tuple(dict.fromkeys(_missing(tuple(blocks), recipient, without)))


def free_text(blocks: Sequence[Block]) -> tuple[tuple[str, str], ...]:
    """What somebody wrote: the origin of each block that has one, and its words."""
    found: list[tuple[str, str]] = []
    for block in _every(tuple(blocks)):
        if isinstance(block, Block) and block.origin:
            found.append((block.origin, "\n".join(text for text in _texts(block) if text)))
    return tuple(found)


_ABOUT = frozenset(item.name for item in fields(Block)) | {"style", "name", "picture"}
"""What a block says about itself, beside its matter."""


def _sees(value: Block | Run, recipient: str, without: frozenset[str]) -> bool:
    return may_see(recipient, value.audience) and not (isinstance(value, Block) and value.origin in without)


def _inside(block: Block) -> Iterator[tuple[str, Any]]:
    """The matter of a block by field."""
    return ((item.name, getattr(block, item.name)) for item in fields(block) if item.name not in _ABOUT)


def _part(value: Any, recipient: str, without: frozenset[str]) -> Any:
    """A value with what the recipient may see of it; ``None`` when that is nothing."""
    if isinstance(value, Block | Run) and not _sees(value, recipient, without):
        return None
    if isinstance(value, tuple):
        parts = ((item, _part(item, recipient, without)) for item in value)
        return tuple(part for item, part in parts if part is not None or item is None)
    if not isinstance(value, Block):
        return value
    changed: dict[str, Any] = {}
    for name, inner in _inside(value):
        if isinstance(inner, tuple):
            changed[name] = _part(inner, recipient, without)
            if inner and not changed[name]:
                return None
    return replace(value, **changed)


def _missing(value: Any, recipient: str, without: frozenset[str]) -> Iterator[str]:
    if isinstance(value, Block | Run) and not _sees(value, recipient, without):
        named = [item.left_out_as for item in _every(value) if isinstance(item, Block | Run) and item.left_out_as]
        yield from named
    elif isinstance(value, tuple):
        for item in value:
            yield from _missing(item, recipient, without)
    elif isinstance(value, Block):
        for _, inner in _inside(value):
            yield from _missing(inner, recipient, without)


def _every(value: Any) -> Iterator[Any]:
    """A value and all that stands in it."""
    yield value
    if isinstance(value, tuple):
        for item in value:
            yield from _every(item)
    elif isinstance(value, Fitted):
        yield from _every(value.versions[0])
    elif isinstance(value, Block):
        for _, inner in _inside(value):
            yield from _every(inner)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mark):
        yield value.word
    elif isinstance(value, tuple) and value and all(isinstance(item, Run) for item in value):
        yield "".join(run.text for run in value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Block):
        for _, inner in _inside(value):
            yield from _texts(inner)


@dataclass(frozen=True, slots=True)
class Typeset:
    """A paper as a PDF."""

    pdf: bytes = field(repr=False)
    pages: int
    uncovered: tuple[str, ...]
    """Characters that no bundled font has ("U+1F600"), each once; they stand in the paper as "[U+1F600]"."""
    sha256: str
    remarks: tuple[str, ...] = ()
    """What the writer should know: too long for its one side, a crest that could not be read."""
