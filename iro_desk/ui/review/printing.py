"""Printing a paper from memory: its pages are drawn on the printer, no file is written."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

DOTS_PER_INCH = 300


def print_pdf(parent: QWidget, document: QPdfDocument) -> None:
    """Asks for a printer, then prints every page."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Review paper")
    printer.setResolution(DOTS_PER_INCH)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: draw_pages(printer, document))
    dialog.setModal(True)
    dialog.show()


def draw_pages(printer: object, document: QPdfDocument) -> None:
    """Draws every page of the paper over the printer's whole page."""
    from PySide6.QtPrintSupport import QPrinter

    assert isinstance(printer, QPrinter)
    printer.setFullPage(True)
    painter = QPainter(printer)
    try:
        for number in range(document.pageCount()):
            if number:
                printer.newPage()
            points = document.pagePointSize(number)
            scale = DOTS_PER_INCH / 72
            image = document.render(number, QSize(round(points.width() * scale), round(points.height() * scale)))
            painter.drawImage(0, 0, image)
    finally:
        painter.end()
