"""The one typesetter: a paper in, tagged PDF bytes out. Nothing else knows the PDF library's canvas.

Two passes lay the paper out (the second knows on which page the decisions begin), then each page is
drawn once. The same paper gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io

from iro_desk.documents import fonts
from iro_desk.documents.blocks import Paper, Typeset
from iro_desk.documents.furniture import DRAFT, PRACTICE, furnish
from iro_desk.documents.lines import Setter
from iro_desk.documents.pen import Pen
from iro_desk.documents.setting import BlockSetter
from iro_desk.documents.strips import Sheet, paginate
from iro_desk.documents.style import FOOT, LEFT, PAGE_HEIGHT, PAGE_WIDTH, TOP
from iro_desk.documents.tagging import Node, finish


def typeset(paper: Paper) -> Typeset:
    """Sets a paper: PDF/A-3a and PDF/UA-1, fonts embedded, structure in reading order."""
    from reportlab.pdfgen.canvas import Canvas

    setter, root, sheets = _lay_out(paper, {})
    numbers = {strip.name: n for n, sheet in enumerate(sheets, 1) for strip, _ in sheet.strips if strip.name}
    if numbers:
        setter, root, sheets = _lay_out(paper, numbers)
    file = io.BytesIO()
    canvas = Canvas(
        file,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=fonts.face(fonts.FAMILIES[0], 400).name,
    )
    pen = Pen(canvas)
    for number, sheet in enumerate(sheets, 1):
        _draw(pen, setter, paper, sheet, number, len(sheets))
    canvas.save()
    pdf = finish(
        file.getvalue(),
        root,
        title=paper.document_title,
        language=paper.language,
        dated=paper.dated,
        mark=f"IRODESK:{'' if paper.draft else paper.seal}:{paper.kind}:{paper.recipient}:{paper.version}",
    )
    return Typeset(pdf, len(sheets), setter.uncovered, hashlib.sha256(pdf).hexdigest())


def _lay_out(paper: Paper, numbers: dict[str, int]) -> tuple[Setter, Node, list[Sheet]]:
    root = Node("Document")
    setter = Setter(numbers)
    blocks = BlockSetter(setter, root)
    over = [paper.letterhead]
    if paper.draft:
        over.append(DRAFT)
    if paper.practice:
        over.append(PRACTICE)
    strips = blocks.title(" · ".join(part for part in over if part), paper.title, paper.subtitle, tab=paper.tab)
    strips += blocks.set(paper.blocks)
    return setter, root, paginate(strips, TOP, FOOT)


def _draw(pen: Pen, setter: Setter, paper: Paper, sheet: Sheet, number: int, count: int) -> None:
    for strip, top in sheet.strips:
        if strip.outline:
            place = f"p{number}-{top:.0f}"
            pen.canvas.bookmarkPage(place, fit="FitH", top=top + 10, left=LEFT)
            pen.canvas.addOutlineEntry(strip.outline, place, 0)
        strip.draw(pen, top)
    furnish(pen, setter, paper, sheet.tab, number, count)
    pen.end_page()
