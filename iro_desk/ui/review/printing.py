"""Printing a paper from memory: its pages are drawn on the printer, no file is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

DOTS_PER_INCH = 300


def print_pdf(parent: QWidget, document: QPdfDocument, done: Callable[[], None] = lambda: None) -> None:
    """Asks for a printer, then prints every page, as it is shown; ``done`` is called once they are sent."""
    print_pages(parent, [document], done)


def print_many(parent: QWidget, papers: Sequence[bytes], done: Callable[[], None]) -> None:
    """Prints several papers after one question, each beginning on a fresh sheet."""
    documents = [read_pdf(pdf, parent) for pdf in papers]

    def finished() -> None:
        for document in documents:
            document.deleteLater()
        done()

    print_pages(parent, documents, finished)


def read_pdf(pdf: bytes, parent: QObject) -> QPdfDocument:
    """A paper opened from memory; its bytes live as long as it does."""
    document = QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def print_pages(parent: QWidget, documents: Sequence[QPdfDocument], done: Callable[[], None]) -> None:
    """Asks for a printer once, then prints every page of every document."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Review paper")
    printer.setResolution(DOTS_PER_INCH)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def accepted() -> None:
        draw_pages(printer, documents)
        done()

    dialog.accepted.connect(accepted)
    dialog.setModal(True)
    dialog.show()


def draw_pages(printer: object, documents: Sequence[QPdfDocument]) -> None:
    """Draws every page of the papers over the printer's whole page."""
    from PySide6.QtPrintSupport import QPrinter

    assert isinstance(printer, QPrinter)
    printer.setFullPage(True)
    painter = QPainter(printer)
    try:
        pages = [(document, number) for document in documents for number in range(document.pageCount())]
        for at, (document, number) in enumerate(pages):
            if at:
                printer.newPage()
            points = document.pagePointSize(number)
            scale = DOTS_PER_INCH / 72
            image = document.render(number, QSize(round(points.width() * scale), round(points.height() * scale)))
            painter.drawImage(0, 0, image)
    finally:
        painter.end()
