"""The one typesetter: a paper in, tagged PDF bytes out. Nothing else knows the PDF library's canvas.

Two passes lay the paper out (the second knows on which page the decisions begin), then each page is
drawn once. The same paper gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from iro_desk.documents import fonts, letter_pictures, pictures
from iro_desk.documents.blocks import Paper, Typeset
from iro_desk.documents.furniture import DRAFT, PRACTICE, furnish
from iro_desk.documents.lines import Setter, sayable
from iro_desk.documents.pen import Pen
from iro_desk.documents.setting import BlockSetter
from iro_desk.documents.strips import Sheet, height_of, paginate
from iro_desk.documents.style import PAGE_HEIGHT, PAGE_WIDTH, SIZES, House, house
from iro_desk.documents.tagging import Node, finish
from iro_desk.documents.wording import count_words

NO_CREST = "The crest is neither a PNG nor a plain SVG, so it is left out."


@dataclass(frozen=True, slots=True)
class _Layout:
    """A paper laid out on sheets."""

    root: Node
    sheets: list[Sheet]
    lengths: dict[str, float]
    remarks: tuple[str, ...]


def typeset(paper: Paper, size: int = SIZES["standard"]) -> Typeset:
    """Sets a paper in print of that size: PDF/A-2a and PDF/UA-1, fonts embedded, structure in reading order."""
    from reportlab.pdfgen.canvas import Canvas

    style = house(paper.form, size, plain_figures=paper.recipient == "child")
    setter = Setter()
    short = paper.at_most == 1 and size == SIZES["standard"]
    made = _lay_out(paper, style, setter, short)
    gives_way = (1.0, False)
    for less in _ways(paper) if _overflows(paper, size, made) else ():
        again = _lay_out(paper, style, setter, short, *less)
        if not _overflows(paper, size, again):
            gives_way, made = less, again
            break
    numbers = {strip.name: n for n, sheet in enumerate(made.sheets, 1) for strip, _ in sheet.strips if strip.name}
    if numbers:
        setter.page_numbers = numbers
        made = _lay_out(paper, style, setter, short, *gives_way)
    file = io.BytesIO()
    first = style.styles["body"]
    canvas = Canvas(
        file,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pdfVersion=(1, 7),
        pageCompression=0,
        initialFontName=fonts.face(fonts.FAMILIES[0], first.weight, first.figures).name,
    )
    pen = Pen(canvas)
    for number, sheet in enumerate(made.sheets, 1):
        _draw(pen, setter, paper, style, sheet, number, len(made.sheets))
    canvas.save()
    pdf = finish(
        file.getvalue(),
        made.root,
        title=paper.document_title,
        language=paper.language,
        dated=paper.dated,
        mark=f"IRODESK:{'' if paper.draft else paper.seal}:{paper.kind}:{paper.recipient}:{paper.version}",
        answers=paper.answers,
        attachment=paper.attachment,
    )
    remarks = (*made.remarks, *_too_long(paper, size, made))
    return Typeset(pdf, len(made.sheets), setter.uncovered, hashlib.sha256(pdf).hexdigest(), remarks)


def _ways(paper: Paper) -> tuple[tuple[float, bool], ...]:
    """What gives way before words go on to another sheet: the country over a letter, then its fresh page."""
    return (*(((0.5, False), (0.0, False)) if paper.scene else ()), (0.0, True))


def _lay_out(
    paper: Paper, style: House, setter: Setter, short: bool, share: float = 1.0, runs_on: bool = False
) -> _Layout:
    """``short``: it must fit on one page, and leaves out what it can spare. ``share``: of the country over a letter.
    ``runs_on``: no part begins a fresh page."""
    root = Node("Document")
    blocks = BlockSetter(setter, root, style)
    blocks.runs_on = runs_on
    over = [paper.letterhead]
    if paper.draft:
        over.append(DRAFT)
    if paper.practice:
        over.append(PRACTICE)
    remarks: tuple[str, ...] = ()
    crest = None
    if paper.crest:
        try:
            crest = pictures.crest(paper.crest, paper.crest_words)
        except ValueError:
            remarks = (NO_CREST,)
    strips = blocks.title(
        " · ".join(part for part in over if part),
        paper.title,
        paper.subtitle,
        tab=paper.tab,
        sender=paper.sender,
        crest=crest,
        scene=letter_pictures.scene(paper.scene, style.frame.full * share) if paper.scene and share else None,
    )
    if short:
        blocks.room = style.frame.usable - height_of(strips)
    strips += blocks.set(paper.blocks)
    sheets = paginate(strips, style.frame.top, style.frame.foot)
    return _Layout(root, sheets, blocks.lengths, remarks)


def _overflows(paper: Paper, size: int, made: _Layout) -> bool:
    return bool(paper.at_most) and size == SIZES["standard"] and len(made.sheets) > paper.at_most


def _too_long(paper: Paper, size: int, made: _Layout) -> tuple[str, ...]:
    """What to say when a paper that is meant for one side or one sheet does not fit: the type is never shrunk."""
    if not _overflows(paper, size, made):
        return ()
    room = f"{count_words(paper.at_most).lower()} page{'s' if paper.at_most > 1 else ''}"
    longest = max(made.lengths, key=lambda label: made.lengths[label], default="")
    point = f" The longest part is “{longest}”." if longest else ""
    return (f"It takes {count_words(len(made.sheets)).lower()} pages; it is meant for {room}.{point}",)


def _draw(pen: Pen, setter: Setter, paper: Paper, style: House, sheet: Sheet, number: int, count: int) -> None:
    for strip, top in sheet.strips:
        if strip.outline:
            place = f"p{number}-{top:.0f}"
            pen.canvas.bookmarkPage(place, fit="FitH", top=top + 10, left=style.frame.left)
            pen.canvas.addOutlineEntry(sayable(strip.outline), place, 0)
        strip.draw(pen, top)
    furnish(pen, setter, paper, style, sheet.tab, number, count)
    pen.end_page()
