"""The paper as it is, beside the writing: the very PDF, read from memory."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from iro_desk.ui.theme import colour
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import column, row
from iro_desk.ui.widgets.text import Elided, Text


class PaperPreview(QWidget):
    """One paper with its name, its pages and two ways out: print and save. No file is written to show it."""

    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bytes = QByteArray()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName("The paper")
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._title = Elided("", "small_strong", "ink2")
        self._note = Text("", "small", "soon", wrap=True)
        self._note.hide()
        self.print_button = Button("Print", "quiet", "printer", alone=True)
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button = Button("Save the PDF", "quiet", "file-text", small=True)
        self.save_button.clicked.connect(self.save_wanted)
        head = row((self._title, 1), self.save_button, self.print_button, gap=8, margins=(24, 8, 16, 8))
        column(head, row((self._note, 1), margins=(24, 0, 16, 4)), (self.view, 1), into=self)
        self.dress()
        self.show_nothing("The paper appears here.")

    def dress(self) -> None:
        """Takes the theme."""
        palette = self.view.palette()
        palette.setColor(palette.ColorRole.Dark, colour("sunken"))
        palette.setColor(palette.ColorRole.Window, colour("sunken"))
        self.view.setPalette(palette)

    def show_nothing(self, words: str) -> None:
        """No paper yet, and why."""
        self._title.say(words)
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)

    def show_pdf(self, title: str, pdf: bytes, uncovered: tuple[str, ...] = ()) -> None:
        """Shows a paper; stays at the place that was being read."""
        place = self.view.verticalScrollBar().value()
        self.document.close()
        self._buffer.close()
        self._bytes = QByteArray(pdf)
        self._buffer.setData(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        pages = self.document.pageCount()
        self._title.say(f"{title}, {pages} page{'' if pages == 1 else 's'}")
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(True)
        self._note.setVisible(bool(uncovered))
        if uncovered:
            self._note.say(
                f"No bundled font has {', '.join(uncovered)}: the number of the character is printed instead."
            )
        self.view.verticalScrollBar().setValue(place)

    def pdf(self) -> bytes:
        """The bytes that are shown."""
        return bytes(self._bytes.data())
