"""Fields of a form that can be filled in on a screen: the interactive form of a PDF (ISO 32000-1, section 12.7).

Each field has its picture in the file, as PDF/A asks, so that it prints as it looks; what is chosen or typed is kept
under one name for the whole form, which says later where the answers belong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_desk.documents.lines import sayable

if TYPE_CHECKING:
    from iro_desk.documents.tagging import Widget

_PRINTED = 1 << 2
_MULTILINE = 1 << 12
_RADIO = 1 << 15
_TYPED = "/Helv 12 Tf 0 g"
"""How a reader sets what is typed: it puts its own font for Helvetica."""
_CURVE = 0.5523
"""How far the handles of a quarter circle stand out, in radii."""


def annotate(file: Any, page: Any, widget: Widget, key: int) -> Any:
    """The field's place on its page; ``key`` is its number in the tree of parents."""
    import pikepdf

    annotation = file.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            Rect=[round(each, 2) for each in widget.box],
            F=_PRINTED,
            P=page,
            StructParent=key,
        )
    )
    wide, high = widget.box[2] - widget.box[0], widget.box[3] - widget.box[1]
    if widget.value:
        annotation.AS = pikepdf.Name.Off
        ring = "" if widget.bare else _circle(wide, high)
        states = pikepdf.Dictionary(Off=_picture(file, wide, high, ring))
        states[f"/{widget.value}"] = _picture(file, wide, high, ring + _circle(wide, high, 0.62, "f"))
        annotation.AP = pikepdf.Dictionary(N=states)
    else:
        annotation.AP = pikepdf.Dictionary(N=_picture(file, wide, high, "/Tx BMC EMC"))
    if "/Annots" not in page:
        page.Annots = pikepdf.Array()
    page.Annots.append(annotation)
    return annotation


def write_form(file: Any, widgets: list[tuple[Widget, Any]], answers: str) -> None:
    """The form that these fields belong to; nothing for a paper without any."""
    import pikepdf

    if not widgets:
        return
    whole = file.make_indirect(
        pikepdf.Dictionary(T=pikepdf.String(answers or "form"), TU=pikepdf.String("Answers"), Kids=pikepdf.Array())
    )
    choices: dict[str, Any] = {}
    for widget, annotation in widgets:
        if not widget.value:
            field = annotation
            field.FT, field.Ff, field.V = pikepdf.Name.Tx, _MULTILINE, pikepdf.String("")
            field.DA = pikepdf.String(_TYPED)
            _named(field, widget, whole)
        else:
            if widget.name not in choices:
                field = file.make_indirect(
                    pikepdf.Dictionary(FT=pikepdf.Name.Btn, Ff=_RADIO, V=pikepdf.Name.Off, Kids=pikepdf.Array())
                )
                _named(field, widget, whole)
                choices[widget.name] = field
            annotation.Parent = choices[widget.name]
            choices[widget.name].Kids.append(annotation)
    typeface = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    file.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([whole]),
        DA=pikepdf.String(_TYPED),
        DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=file.make_indirect(typeface))),
    )


def _named(field: Any, widget: Widget, whole: Any) -> None:
    import pikepdf

    field.T = pikepdf.String(widget.name)
    field.TU = pikepdf.String(sayable(widget.asked))
    field.Parent = whole
    whole.Kids.append(field)


def _picture(file: Any, wide: float, high: float, drawn: str) -> Any:
    import pikepdf

    stream = pikepdf.Stream(file, drawn.encode("ascii"))
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    stream.BBox = [0, 0, round(wide, 2), round(high, 2)]
    stream.Resources = pikepdf.Dictionary()
    return file.make_indirect(stream)


def _circle(wide: float, high: float, share: float = 1.0, paint: str = "S") -> str:
    """A circle in the middle of a field, so large a share of it; stroked or filled."""
    r = (min(wide, high) / 2 - 1) * share
    x, y, h = wide / 2, high / 2, r * _CURVE
    steps = [
        f"{x + r:.2f} {y:.2f} m",
        f"{x + r:.2f} {y + h:.2f} {x + h:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c",
        f"{x - h:.2f} {y + r:.2f} {x - r:.2f} {y + h:.2f} {x - r:.2f} {y:.2f} c",
        f"{x - r:.2f} {y - h:.2f} {x - h:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c",
        f"{x + h:.2f} {y - r:.2f} {x + r:.2f} {y - h:.2f} {x + r:.2f} {y:.2f} c",
    ]
    return f"q 1.1 w 0.106 0.129 0.153 {'RG' if paint == 'S' else 'rg'} {' '.join(steps)} {paint} Q "
