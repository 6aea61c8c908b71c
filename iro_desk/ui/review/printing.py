"""Printing a paper from memory: its pages are drawn on the printer, no file is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

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
    ask_printer(parent, lambda printer: Printing(parent, printer, documents, done).begin())


def ask_printer(
    parent: QWidget, chosen: Callable[[QPrinter], object], refused: Callable[[], object] = lambda: None
) -> None:
    """Asks for a printer; ``refused`` is called when none was chosen."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Review paper")
    printer.setResolution(DOTS_PER_INCH)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.rejected.connect(refused)
    dialog.setModal(True)
    dialog.show()


class Printing(QObject):
    """Draws papers over the printer's whole page, a page at a time: the window answers meanwhile, and can stop it.

    The pages are those of the preview, at 300 dots an inch, at their own size.
    """

    progressed = Signal(int, int)
    """Pages drawn, and of how many."""

    def __init__(
        self,
        parent: QObject,
        printer: QPrinter,
        documents: Sequence[QPdfDocument],
        done: Callable[[], None],
        stopped: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self._printer, self._done, self._stopped = printer, done, stopped
        self._pages = [(document, number) for document in documents for number in range(document.pageCount())]
        self._at = 0
        self._painter: QPainter | None = None
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._draw)

    def begin(self) -> None:
        """Begins with the first page."""
        self._printer.setFullPage(True)
        self._painter = QPainter(self._printer)
        self._next.start()

    def stop(self) -> None:
        """Prints no further page; what was not sent yet is thrown away."""
        if self._painter is not None:
            self._printer.abort()
            self._end(self._stopped)

    def _draw(self) -> None:
        if self._painter is None:
            return
        if self._at < len(self._pages):
            if self._at:
                self._printer.newPage()
            document, number = self._pages[self._at]
            points = document.pagePointSize(number)
            scale = DOTS_PER_INCH / 72
            size = QSize(round(points.width() * scale), round(points.height() * scale))
            self._painter.drawImage(0, 0, document.render(number, size))
            self._at += 1
            self.progressed.emit(self._at, len(self._pages))
        if self._at < len(self._pages):
            self._next.start()
        else:
            self._end(self._done)

    def _end(self, then: Callable[[], None]) -> None:
        assert self._painter is not None
        self._painter.end()
        self._painter = None
        then()
        self.deleteLater()
