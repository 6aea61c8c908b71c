"""A picture of the map that may leave the desk: rounded to outcodes, without names, and saying so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from iro_desk.practice.maps import ROUNDED, MapView, View, clusters, labels, map_pdf, map_view, rounded, spots_of
from iro_desk.practice.sharing import write_whole
from iro_desk.ui import theme
from iro_desk.ui.panes import map_painting as paint

if TYPE_CHECKING:
    from iro_desk.practice.workspace import Workspace

SIZE = (1200, 1400)
SHARPNESS = 2.0


def save_map(ws: Workspace | None, file: Path) -> Path:
    """The whole caseload, or without a desk the bare map, as a picture or a paper. Raises :class:`UserFacingError`."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.apply("light", 100)
    if ws is None:
        save_picture(None, file)
    else:
        save_view(ws, file)
    return file


def save_view(ws: Workspace, file: Path, view: View | None = None) -> None:
    """The caseload as it is looked at, or the whole of it: a paper where the name ends in pdf, else a picture."""
    if file.suffix.lower() == ".pdf":
        write_whole(file, map_pdf(ws, view))
    else:
        save_picture(rounded(map_view(ws)), file, view)


def save_picture(shown: MapView | None, file: Path, view: View | None = None) -> None:
    """Writes a picture of a map already rounded, as it is looked at, or of the whole of it."""
    points = [(child.easting, child.northing) for child in shown.children] if shown is not None else []
    if shown is not None and shown.base is not None:
        points.append(shown.base[1:])
    view = view or View.of(np.array(points, float).reshape(-1, 2), *map(float, SIZE))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture(shown, view).save(buffer, "PNG")  # type: ignore[call-overload]
    write_whole(file, bytes(buffer.data().data()))


def picture(shown: MapView | None, view: View) -> QImage:
    """The picture itself."""
    made = QImage(round(view.width * SHARPNESS), round(view.height * SHARPNESS), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(SHARPNESS)
    painter = QPainter(made)
    paint.paint_ground(painter, view)
    children = {child.id: child for child in shown.children} if shown is not None else {}
    base = shown.base if shown is not None else None
    spots = spots_of(children.values())
    marks = clusters(view, spots, base=None if base is None else (float(base[1]), float(base[2])))
    named = None if base is None else (float(base[1]), float(base[2]), base[0])
    foot = (0.0, view.height - 30, view.width, view.height)
    placed, towns = labels(view, paint.measure, marks, named, (foot,))
    paint.paint_towns(painter, towns)
    if base is not None:
        x, y = view.pixels(np.array([base[1:]], float))[0]
        paint.paint_base(painter, float(x), float(y))
    for mark in marks:
        paint.paint_child(painter, mark, children, ring=False)
    paint.paint_labels(painter, placed)
    said = f"{ROUNDED}, not where children live" if children else ""
    paint.paint_foot(painter, view, said)
    painter.end()
    return made
