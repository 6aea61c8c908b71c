"""A finalised paper, as it was frozen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.ui.review.preview import PaperPreview
from iro_desk.ui.review.printing import print_pdf
from iro_desk.ui.widgets import Button, Message, PaneHeader, column, row


class PaperPane(QWidget):
    """Shows one paper, with print and save."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        back = Button("Back to the child", "quiet", "chevron-left")
        back.clicked.connect(self.closed)
        self._header = PaneHeader("Finalised paper", "", actions=[back], margins=(0, 4, 0, 8))
        self._message = Message("late", "")
        self._message.hide()
        self.preview = PaperPreview()
        self.preview.save_wanted.connect(self._save)
        self.preview.print_wanted.connect(lambda: print_pdf(self, self.preview.document))
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

    def _save(self) -> None:
        dialog = QFileDialog(self, "Save the PDF", self._name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Writes the paper where the user said."""
        from iro_desk.practice.sharing import write_whole

        try:
            write_whole(Path(path), self.preview.pdf())
        except UserFacingError as error:
            self._message.say("late", error.what, f"{error.safe} {error.do}")
            self._message.show()
