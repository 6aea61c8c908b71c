"""The structure of a paper: what is a heading, a paragraph, a list, a table, in reading order.

A :class:`Node` is an element of the structure tree; the pen notes in it which marked piece of which
page belongs to it. :func:`finish` writes the tree and the archival marks into the file: PDF/UA-1
(ISO 14289-1) and PDF/A-2a (ISO 19005-2; 3a where a file is attached).
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iro_desk.documents.blocks import Attachment
from iro_desk.documents.colour import srgb_profile
from iro_desk.documents.fields import annotate, write_form
from iro_desk.documents.lines import sayable

PRODUCER = "IRO Desk"

_PDFUA_SCHEMA = """\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


@dataclass(frozen=True, slots=True)
class Widget:
    """One field of a form, or one place to mark of it, where it stands on its page."""

    page: int
    box: tuple[float, float, float, float]
    name: str
    asked: str
    """What the field is for, in the words beside it."""
    value: str = ""
    """What the file keeps where this place is marked; empty: text is typed here."""
    bare: bool = False
    """Nothing is seen of a place until it is marked: the paper shows where to."""


@dataclass(slots=True, eq=False)
class Node:
    """One element of the structure tree; ``kids`` are elements, (page, number of the marked piece), or a field."""

    tag: str
    language: str = ""
    scope: str = ""
    """Of a table's head cell: Column or Row."""
    role: str = ""
    """Of a field to fill in by hand: ``cb`` a box to tick, ``tv`` a line to write on (ISO 32000-1, 14.8.5.6)."""
    described: str = ""
    """What is asked there."""
    alt: str = ""
    """Words for a picture."""
    box: tuple[float, float, float, float] | None = None
    """Where a picture stands on its page."""
    kids: list[Node | Widget | tuple[int, int]] = field(default_factory=list)

    def add(
        self,
        tag: str,
        language: str = "",
        *,
        scope: str = "",
        role: str = "",
        described: str = "",
        alt: str = "",
    ) -> Node:
        """A new element at the end of this one."""
        child = Node(tag, language, scope, role, described, alt)
        self.kids.append(child)
        return child


def finish(
    pdf: bytes,
    root: Node,
    *,
    title: str,
    language: str,
    dated: date,
    mark: str,
    answers: str = "",
    attachment: Attachment | None = None,
) -> bytes:
    """The file with its structure tree, language, colour profile and metadata; the same input gives the same bytes.

    ``mark`` is what the file says it is (``readback.seal_of``); ``answers`` what the fields of a form are kept
    under. Only a file with an attachment is PDF/A-3.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as file:
        write_form(file, _write_tree(file, root), answers)
        catalogue = file.Root
        catalogue.MarkInfo = pikepdf.Dictionary(Marked=True)
        catalogue.Lang = pikepdf.String(language)
        catalogue.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        profile = pikepdf.Stream(file, srgb_profile())
        profile.N = 3
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String("sRGB"),
            Info=pikepdf.String("sRGB"),
            DestOutputProfile=file.make_indirect(profile),
        )
        catalogue.OutputIntents = pikepdf.Array([file.make_indirect(intent)])
        if attachment is not None:
            _attach(file, attachment, dated)
        _write_metadata(file, title, language, dated, mark, part="2" if attachment is None else "3")
        finished = io.BytesIO()
        file.save(finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return finished.getvalue()


def _write_tree(file: Any, root: Node) -> list[tuple[Widget, Any]]:
    """The tree; the fields of a form with their annotations, which stand in it."""
    import pikepdf

    pages = [page.obj for page in file.pages]
    owners: list[dict[int, Any]] = [{} for _ in pages]
    widgets: list[tuple[Widget, Any]] = []
    held: list[Any] = []
    tree = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))

    def write(node: Node, parent: Any) -> Any:
        element = file.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name("/" + node.tag), P=parent)
        )
        if node.language:
            element.Lang = pikepdf.String(node.language)
        if node.alt or node.described:
            element.Alt = pikepdf.String(sayable(node.alt or node.described))
        attributes = _attributes(node)
        if attributes is not None:
            element.A = attributes
        kids = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(write(kid, element))
            elif isinstance(kid, Widget):
                annotation = annotate(file, pages[kid.page], kid, len(pages) + len(widgets))
                widgets.append((kid, annotation))
                held.append(element)
                kids.append(pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=annotation, Pg=pages[kid.page]))
            else:
                page, number = kid
                owners[page][number] = element
                kids.append(pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=pages[page], MCID=number))
        element.K = pikepdf.Array(kids)
        return element

    tree.K = write(root, tree)
    numbers: list[Any] = []
    for index, (page, owned) in enumerate(zip(pages, owners, strict=True)):
        page.StructParents = index
        page.Tabs = pikepdf.Name.S
        numbers += [index, file.make_indirect(pikepdf.Array([owned[number] for number in range(len(owned))]))]
    for index, element in enumerate(held, len(pages)):
        numbers += [index, element]
    tree.ParentTree = file.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(numbers)))
    tree.ParentTreeNextKey = len(pages) + len(widgets)
    file.Root.StructTreeRoot = tree
    return widgets


def _attach(file: Any, attachment: Attachment, dated: date) -> None:
    import pikepdf

    data = file.make_stream(attachment.data)
    data.Type = pikepdf.Name.EmbeddedFile
    data.Subtype = pikepdf.Name("/" + attachment.media_type)
    data.Params = pikepdf.Dictionary(Size=len(attachment.data), ModDate=pikepdf.String(_moment(dated)))
    name = pikepdf.String(attachment.name)
    entry = file.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=name,
            UF=name,
            Desc=pikepdf.String(attachment.words),
            AFRelationship=pikepdf.Name.Data,
            EF=pikepdf.Dictionary(F=data, UF=data),
        )
    )
    file.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array([name, entry])))
    file.Root.AF = pikepdf.Array([entry])


def _moment(day: date) -> str:
    return f"D:{day:%Y%m%d}000000Z"


def _attributes(node: Node) -> Any:
    """What is said of an element beside its kind, or ``None``."""
    import pikepdf

    if node.scope:
        return pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name("/" + node.scope))
    if node.role:
        field = pikepdf.Dictionary(O=pikepdf.Name.PrintField, Role=pikepdf.Name("/" + node.role))
        field.Desc = pikepdf.String(sayable(node.described))
        if node.role == "cb":
            field.checked = pikepdf.Name.off
        return field
    if node.box:
        return pikepdf.Dictionary(O=pikepdf.Name.Layout, Placement=pikepdf.Name.Block, BBox=list(node.box))
    return None


def _write_metadata(file: Any, title: str, language: str, dated: date, mark: str, part: str) -> None:
    import pikepdf

    moment = _moment(dated)
    information = {
        "/Title": title,
        "/Author": PRODUCER,
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": moment,
        "/ModDate": moment,
    }
    for key in list(file.docinfo.keys()):
        del file.docinfo[key]
    for key, value in information.items():
        file.docinfo[key] = pikepdf.String(value)
    with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.load_from_docinfo(file.docinfo)
        metadata["pdfaid:part"] = part
        metadata["pdfaid:conformance"] = "A"
        metadata["pdfuaid:part"] = "1"
        metadata["dc:language"] = {language}
        metadata["dc:identifier"] = mark
    # PDF/A lets a file say only what it explains: the PDF/UA mark needs its schema beside it.
    packet = bytes(file.Root.Metadata.read_bytes()).decode("utf-8")
    packet = packet.replace("</rdf:RDF>", _PDFUA_SCHEMA + "</rdf:RDF>")
    stream = pikepdf.Stream(file, packet.encode("utf-8"))
    stream.Type = pikepdf.Name.Metadata
    stream.Subtype = pikepdf.Name.XML
    file.Root.Metadata = file.make_indirect(stream)
