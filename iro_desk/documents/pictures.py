"""A council's crest, or a drawing of our own: a PNG, or the plain shapes of an SVG (no text, no gradients).

An SVG is drawn as shapes, so that it is sharp at any size and no font or link of it gets into the file.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from math import radians
from typing import Any

from iro_desk.documents.style import MM

_PNG = b"\x89PNG\r\n\x1a\n"
_HIGHEST, _WIDEST = 16 * MM, 60 * MM
_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture ready to draw, ``width`` by ``height`` points, with the words that stand for it."""

    width: float
    height: float
    words: str
    kind: str
    content: Any

    def draw(self, canvas: Any, x: float, y: float) -> None:
        """Draws it with its lower left corner there."""
        if self.kind == "png":
            canvas.drawImage(self.content, x, y, self.width, self.height, mask="auto")
        else:
            _draw_shapes(canvas, self, x, y)


def crest(data: bytes, words: str) -> Picture:
    """A crest at most 16 mm high and 60 mm wide. Raises ``ValueError`` when it is neither PNG nor a plain SVG."""
    kind, width, height, content = _read(data)
    scale = min(_HIGHEST / height, _WIDEST / width)
    return Picture(width * scale, height * scale, words, kind, content)


def drawn(data: bytes, words: str, width: float) -> Picture:
    """A drawing so many points wide. Raises ``ValueError`` when it is neither PNG nor a plain SVG."""
    kind, wide, high, content = _read(data)
    return Picture(width, high * width / wide, words, kind, content)


@lru_cache(maxsize=32)
def _read(data: bytes) -> tuple[str, float, float, Any]:
    try:
        kind, width, height, content = ("png", *_png(data)) if data.startswith(_PNG) else ("svg", *_svg(data))
    except (ValueError, OSError, SyntaxError, KeyError, IndexError, AttributeError) as error:
        raise ValueError("neither a PNG nor a plain SVG") from error
    return kind, width, height, content


def _png(data: bytes) -> tuple[float, float, Any]:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
        if opened.width * opened.height > _PIXELS:
            raise ValueError("too many pixels")
        image = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    return image.width, image.height, ImageReader(image)


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Shapes with their paint, in the SVG's own units, and where its corner lies."""

    left: float
    top: float
    width: float
    height: float
    shapes: tuple[tuple[str, Any, str, float, str, str], ...]
    """Outline, what moves it, fill, line width, line colour and rule of each."""


def _svg(data: bytes) -> tuple[float, float, _Shapes]:
    from xml.etree import ElementTree

    from fontTools.misc.transform import Identity

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("an SVG that declares things of its own")
    root = ElementTree.fromstring(data)
    box = [float(number) for number in re.split(r"[ ,]+", root.get("viewBox", "").strip()) if number]
    if len(box) != 4:
        box = [0, 0, _number(root.get("width", "")), _number(root.get("height", ""))]
    if box[2] <= 0 or box[3] <= 0:
        raise ValueError("an SVG without a size")
    shapes: list[tuple[str, Any, str, float, str, str]] = []
    paint = {"fill": "#000000", "stroke": "none", "stroke-width": "1", "fill-rule": "nonzero"}
    _collect(root, paint, Identity, shapes)
    if not shapes:
        raise ValueError("an SVG without a shape")
    return box[2], box[3], _Shapes(box[0], box[1], box[2], box[3], tuple(shapes))


_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_PASSED = frozenset({"title", "desc", "metadata", "defs", "style", "namedview"})


def _collect(node: Any, paint: dict[str, str], moved: Any, shapes: list[Any]) -> None:
    from fontTools.svgLib.path.shapes import PathBuilder

    name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "title"
    if name in _PASSED:
        return
    style = {key.strip(): value for key, _, value in (p.partition(":") for p in node.get("style", "").split(";"))}
    paint = {key: (style.get(key) or node.get(key) or inherited).strip() for key, inherited in paint.items()}
    moved = _moved(moved, node.attrib.pop("transform", ""))
    if name in _SHAPES:
        builder = PathBuilder()
        builder.add_path_from_element(node)
        fill, stroke = "" if name == "line" else _colour(paint["fill"]), _colour(paint["stroke"])
        width = _number(paint["stroke-width"])
        shapes.extend((outline, moved, fill, width, stroke, paint["fill-rule"]) for outline in builder.paths)
    elif name not in ("svg", "g", "a"):
        raise ValueError(f"an SVG with {name}")
    for child in node:
        _collect(child, paint, moved, shapes)


def _moved(whole: Any, moves: str) -> Any:
    """A transformation followed by those of an element."""
    for name, inside in re.findall(r"(\w+)\s*\(([^)]*)\)", moves):
        numbers = [float(part) for part in re.split(r"[\s,]+", inside.strip()) if part]
        if name == "translate":
            whole = whole.translate(*numbers)
        elif name == "scale":
            whole = whole.scale(*numbers)
        elif name == "matrix":
            whole = whole.transform(numbers)
        elif name == "rotate":
            x, y = numbers[1:] or (0.0, 0.0)
            whole = whole.translate(x, y).rotate(radians(numbers[0])).translate(-x, -y)
        else:
            raise ValueError(f"an SVG with {name}")
    return whole


def _number(text: str) -> float:
    found = re.match(r"\s*([0-9.]+)", text)
    return float(found.group(1)) if found else 0.0


def _colour(text: str) -> str:
    """A colour as #rrggbb; empty for none. Raises ``ValueError`` for what is not a plain colour."""
    from reportlab.lib.colors import toColor

    if text in ("none", "transparent"):
        return ""
    short = re.fullmatch("#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])", text)
    if short:
        text = "#" + "".join(part * 2 for part in short.groups())
    if text == "currentColor":
        text = "#000000"
    return "#" + str(toColor(text).hexval())[2:]


def _draw_shapes(canvas: Any, picture: Picture, x: float, y: float) -> None:
    from fontTools.pens.transformPen import TransformPen
    from fontTools.svgLib.path import parse_path
    from reportlab.lib.colors import HexColor

    shapes: _Shapes = picture.content
    scale = picture.width / shapes.width
    canvas.saveState()
    canvas.transform(scale, 0, 0, -scale, x - shapes.left * scale, y + picture.height + shapes.top * scale)
    for outline, moved, fill, width, stroke, rule in shapes.shapes:
        path = canvas.beginPath()
        parse_path(outline, TransformPen(_path_pen(path), moved))
        if fill:
            canvas.setFillColor(HexColor(fill))
        if stroke:
            canvas.setStrokeColor(HexColor(stroke))
            canvas.setLineWidth(width)
        canvas.drawPath(path, stroke=int(bool(stroke)), fill=int(bool(fill)), fillMode=0 if rule == "evenodd" else 1)
    canvas.restoreState()


def _path_pen(path: Any) -> Any:
    """A pen that draws on a canvas path."""
    from fontTools.pens.basePen import BasePen

    class PathPen(BasePen):  # type: ignore[misc]
        def _moveTo(self, to: tuple[float, float]) -> None:
            path.moveTo(*to)

        def _lineTo(self, to: tuple[float, float]) -> None:
            path.lineTo(*to)

        def _curveToOne(self, *points: tuple[float, float]) -> None:
            path.curveTo(*(number for point in points for number in point))

        def _closePath(self) -> None:
            path.close()

    return PathPen(None)
