"""A finalised paper, as it was frozen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.papers import Verdict
from iro_desk.ui.files import DELETE_IT, ask_for_pdf, saved_in
from iro_desk.ui.paper_check import ask_which_paper
from iro_desk.ui.review.preview import PaperPreview
from iro_desk.ui.review.printing import print_pdf
from iro_desk.ui.widgets import Button, Message, PaneHeader, announce, column, row


class PaperPane(QWidget):
    """Shows one paper, with print and save."""

    closed = Signal()
    check_asked = Signal(str)
    """The path of a file to compare with what was finalised."""
    printed = Signal()
    saved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        back = Button("Back to the child", "quiet", "chevron-left")
        back.clicked.connect(self.closed)
        self.check = Button("Check a file", "quiet", "shield-check")
        self.check.setToolTip("Says which paper a PDF is, and whether one byte differs from what was finalised.")
        self.check.clicked.connect(self._choose_file)
        self._header = PaneHeader("Finalised paper", "", actions=[self.check, back], margins=(0, 4, 0, 8))
        self._message = Message("late", "")
        self._message.hide()
        self.preview = PaperPreview()
        self.preview.save_wanted.connect(self._save)
        self.preview.print_wanted.connect(lambda: print_pdf(self, self.preview.document, self.printed.emit))
        column(
            column(self._header, self._message, margins=(32, 16, 32, 8)),
            (row((self.preview, 1), margins=(8, 0, 8, 0)), 1),
            into=self,
        )
        self._name = ""

    def show_paper(self, name: str, pdf: bytes) -> None:
        """Shows the very bytes that were frozen."""
        self._name = name
        self._message.hide()
        self._header.say("Finalised paper", name)
        self.preview.show_pdf(name, pdf)

    def show_verdict(self, name: str, found: Verdict) -> None:
        """Says what a file that was checked is."""
        self._message.say("done" if found.genuine else "late", f"{name}: {found.words}")
        self._message.show()
        announce(self._message, found.words)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped here to be checked."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Checks the file that was dropped."""
        self.check_asked.emit(event.mimeData().urls()[0].toLocalFile())

    def _choose_file(self) -> None:
        ask_which_paper(self, self.check_asked.emit)

    def _save(self) -> None:
        ask_for_pdf(self, self._name, self.save_to)

    def save_to(self, path: str) -> None:
        """Writes the paper where the user said."""
        from iro_desk.practice.sharing import write_whole

        try:
            write_whole(Path(path), self.preview.pdf())
        except UserFacingError as error:
            self._message.say("late", error.what, f"{error.safe} {error.do}")
        else:
            self.saved.emit()
            self._message.say("done", f"{saved_in(path)}.", f"{DELETE_IT}.")
        self._message.show()
