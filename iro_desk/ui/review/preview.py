"""The paper as it is, beside the writing: the very PDF, read from memory."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QTimer, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from iro_desk.ui.theme import colour
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import Combo
from iro_desk.ui.widgets.layout import column, row
from iro_desk.ui.widgets.text import Elided, Text

REST_MS = 150
SETTING = "The paper is being set."

SIZES = (("standard", "Standard print"), ("large", "Large print"), ("very large", "Very large print"))


def uncovered_words(uncovered: Sequence[str]) -> str:
    """Characters that no font of the program has, by name where they have one, and what stands for them."""
    names = [f"{unicodedata.name(chr(int(each[2:], 16)), 'a character').lower()} ({each})" for each in uncovered]
    return f"No font of the program has {', '.join(names)}. Its number is printed in its place."


class PaperView(QPdfView):
    """The pages. Drawn anew once the width rests.

    A page that was being drawn for another width arrives late, is kept and laid into the new one by leaving lines
    of it out: letters without their tops.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rests = QTimer(self)
        self._rests.setSingleShot(True)
        self._rests.setInterval(REST_MS)
        self._rests.timeout.connect(self.draw_anew)

    def viewportEvent(self, event: QEvent) -> bool:
        """The width changes with the window, and with a scroll bar that appears."""
        if event.type() == QEvent.Type.Resize:
            self._rests.start()
        return super().viewportEvent(event)

    def draw_anew(self) -> None:
        """Lets the drawn pages go; the view has no other way to say so than a change of its spacing."""
        spacing = self.pageSpacing()
        self.setPageSpacing(spacing + 1)
        self.setPageSpacing(spacing)


class PaperPreview(QWidget):
    """One paper with its name, its pages and two ways out: print and save. No file is written to show it."""

    print_wanted = Signal()
    save_wanted = Signal()
    size_wanted = Signal()
    """Another size of print was chosen; :meth:`print_size` says which."""

    def __init__(self, *, sizes: bool = False) -> None:
        """``sizes``: whether larger print can be asked for here."""
        super().__init__()
        self._bytes = QByteArray()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = PaperView(self)
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
        self._size = Combo(SIZES, name="Size of print")
        self._size.currentIndexChanged.connect(lambda _: self.size_wanted.emit())
        if not sizes:
            self._size.hide()  # Never shown before it stands in something: it would be a window of its own.
        buttons = row(self._size, None, self.save_button, self.print_button, gap=8)
        head = column(row((self._title, 1)), buttons, gap=6, margins=(24, 10, 16, 8))
        column(head, row((self._note, 1), margins=(24, 0, 16, 4)), (self.view, 1), into=self)
        self.dress()
        self.show_nothing("The paper appears here.")

    def dress(self) -> None:
        """Takes the theme."""
        palette = self.view.palette()
        palette.setColor(palette.ColorRole.Dark, colour("sunken"))
        palette.setColor(palette.ColorRole.Window, colour("sunken"))
        self.view.setPalette(palette)

    def print_size(self) -> str:
        """The size of print that is asked for."""
        return self._size.value()

    def show_nothing(self, words: str) -> None:
        """No paper, and why. One that stood here may be another child's: it goes."""
        self.document.close()
        self._bytes = QByteArray()
        self._note.hide()
        self._title.say(words)
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)

    def show_pdf(self, title: str, pdf: bytes, uncovered: Sequence[str] = (), remarks: Sequence[str] = ()) -> None:
        """Shows a paper, and what was noticed while it was set; stays at the place that was being read."""
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
        noticed = " ".join([*remarks, *([uncovered_words(uncovered)] if uncovered else [])])
        self._note.setVisible(bool(noticed))
        if noticed:
            self._note.say(noticed)
        self.view.verticalScrollBar().setValue(place)

    def title(self) -> str:
        """What is said of the paper that is shown."""
        return self._title.accessibleName()

    def pdf(self) -> bytes:
        """The bytes that are shown."""
        return bytes(self._bytes.data())
