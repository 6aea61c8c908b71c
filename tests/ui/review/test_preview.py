"""The paper beside the writing: what is seen of it is the paper, letter for letter, at any width."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfPageRenderer
from pytestqt.qtbot import QtBot

from iro_desk.ui.review.preview import REST_MS, PaperPreview


def paper() -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    for line in range(60):
        painter.drawText(600, 400 + 220 * line, f"{line} Carers’ views: not received, none entered, nothing is noted")
    painter.end()
    return bytes(kept.data())


def seen(qtbot: QtBot, preview: PaperPreview) -> QImage:
    qtbot.wait(REST_MS + 250)
    return preview.view.viewport().grab().toImage()


def opened(qtbot: QtBot, pdf: bytes, width: int) -> PaperPreview:
    preview = PaperPreview()
    qtbot.addWidget(preview)
    preview.resize(width, 500)
    preview.show()
    preview.show_pdf("Brief", pdf)
    preview.view.viewport().grab()  # It asks for the page.
    return preview


def test_a_paper_whose_width_changes_while_it_is_drawn_is_seen_as_one_that_was_opened_at_that_width(
    qtbot: QtBot,
) -> None:
    pdf = paper()
    still = seen(qtbot, opened(qtbot, pdf, 620))
    moved = opened(qtbot, pdf, 560)
    drawing = moved.view.findChild(QPdfPageRenderer)
    assert drawing is not None
    with qtbot.waitSignal(drawing.pageRendered):
        moved.view.viewport().setUpdatesEnabled(False)  # The late page comes before the view is painted again.
        moved.resize(620, 500)
    moved.view.viewport().setUpdatesEnabled(True)
    assert seen(qtbot, moved) == still
