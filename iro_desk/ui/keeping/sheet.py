"""A code just made, shown this once: the picture of its sheet, printed or written down."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from iro_desk.practice.keyring import Sheet
from iro_desk.ui.recovery_sheet import RecoverySheet, print_sheets
from iro_desk.ui.widgets import Button, CheckBox, Dialog, Text, column, row


class SheetDialog(Dialog):
    """It closes once the user says that the code is on paper: ``on_paper`` tells the kind of sheet."""

    on_paper = Signal(str)

    def __init__(self, parent: QWidget, sheet: Sheet, desk: str, today: date) -> None:
        self._sheet, self._desk, self._today = sheet, desk, today
        picture = RecoverySheet()
        picture.show_code(sheet.code, desk, today)
        self.print_button = Button("Print the sheet", "primary", "printer")
        self.print_button.clicked.connect(self._ask_printer)
        self.told = Text("", "small", "ink2", wrap=True)
        self.tick = CheckBox("The code is on paper")
        self.tick.toggled.connect(lambda on: self.buttons["close"].setEnabled(on))
        words = column(
            Text(sheet.words.replace("'", "’"), "body", "ink2", wrap=True),
            14,
            Text("It is shown this once.", "strong", wrap=True),
            14,
            row(self.print_button, None),
            6,
            self.told,
            14,
            self.tick,
            None,
        )
        body = row((words, 1), (picture, Qt.AlignmentFlag.AlignTop), gap=20)
        buttons = [("close", "Close", "quiet")]
        super().__init__(parent, sheet.label.replace("'", "’"), body, buttons, width=720)
        self.buttons["close"].setEnabled(False)
        self.chose.connect(lambda _: self.on_paper.emit(sheet.kind) if self.tick.isChecked() else None)

    def print_to(self, printer: QPrinter) -> None:
        """Prints the one sheet."""
        print_sheets(printer, self._sheet.code, self._desk, self._today, (self._sheet.label,))
        self.told.say("The sheet went to the printer. Look at it before you close this.")
        self.tick.setFocus()

    def reject(self) -> None:
        """Esc does not throw the code away before it is on paper."""
        if self.tick.isChecked():
            super().reject()
        else:
            self.told.say("First have the code on paper: it is not shown again.", "soon")

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_to(printer))
        dialog.setModal(True)
        dialog.show()
