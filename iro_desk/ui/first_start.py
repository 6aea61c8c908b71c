"""The first start: make a desk in three steps, one at a time, or open the practice caseload."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.ui import bridge
from iro_desk.ui.before import BeforeScreen, PictureSide, brand, centred, promise
from iro_desk.ui.door import DeskDoor, Doorkeeper, Opened
from iro_desk.ui.files import ask_for_folder
from iro_desk.ui.recovery_sheet import RecoverySheet, print_sheets
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import (
    Button,
    CheckBox,
    Field,
    Message,
    PassphraseField,
    Scroll,
    Steps,
    Surface,
    Text,
    column,
    row,
    wrapping,
)

_LEFT = Qt.AlignmentFlag.AlignLeft
_FOCUS = Qt.FocusReason.OtherFocusReason
STRONG_ENOUGH = 3
"""Of the scores 0 to 4."""
STEPS = (
    ("Choose a passphrase", "About a minute"),
    ("Print the recovery code", "About a minute"),
    ("Bring in your caseload", "A list, a return, or by hand"),
)


class WelcomeScreen(BeforeScreen):
    """Before there is a desk: what do you want to do?"""

    help_name = "first-start"
    make = Signal()
    opened = Signal(object)
    chose_folder = Signal(object)

    def __init__(self, door: DeskDoor, keeper: Doorkeeper, recent: Sequence[Path] = ()) -> None:
        """``recent``: desks opened here before; only their names are shown."""
        super().__init__()
        self._door, self._keeper = door, keeper
        self.message = Message("late", "")
        self.message.hide()
        self.make_button = Button("Make my desk", "primary", "key-round")
        self.make_button.clicked.connect(self.make)
        self.practice_button = Button("Open the practice caseload", icon="users")
        self.practice_button.clicked.connect(self.open_practice)
        self.folder_button = Button("Open a desk that is already on this computer", "plain", "folder-open", flush=True)
        self.folder_button.clicked.connect(self._ask_folder)
        self.backup_button = Button("Make a desk from a backup", "plain", "history", flush=True)
        self.backup_button.clicked.connect(self.ask_backup)
        if door.restore is None:
            self.backup_button.hide()
        form = centred(
            Text("How do you want to begin?", "title"),
            20,
            Text("With your own children", "strong"),
            2,
            Text(
                "You choose a passphrase, print a recovery code, and bring in the children you review. "
                "About five minutes.",
                "body",
                "ink2",
                wrap=True,
            ),
            12,
            (self.make_button, _LEFT),
            28,
            Text("With invented children", "strong"),
            2,
            Text(
                "A whole caseload to try everything on. Nothing in it is about a real child, and it never mixes "
                "with your own desk.",
                "body",
                "ink2",
                wrap=True,
            ),
            12,
            (self.practice_button, _LEFT),
            16,
            self.message,
            24,
            *self._recent_ones(recent),
            (self.folder_button, _LEFT),
            4,
            (self.backup_button, _LEFT),
        )
        side = PictureSide(
            "A desk for every child’s review.",
            "Dates, meetings, decisions and papers, on this laptop only and encrypted from the first word.",
        )
        foot = row(promise("This program never uses the network."), margins=(96, 0, 96, 40))
        self._stand(side, form, side_width=560, foot=foot)

    def _recent_ones(self, recent: Sequence[Path]) -> list[tuple[Button, Qt.AlignmentFlag]]:
        self.recent_buttons = [Button(f"Open {folder.stem}", "plain", "key-round", flush=True) for folder in recent]
        for button, folder in zip(self.recent_buttons, recent, strict=True):
            button.clicked.connect(lambda _=False, folder=folder: self.chose_folder.emit(folder))
        return [(button, _LEFT) for button in self.recent_buttons]

    def open_practice(self) -> None:
        """Opens the practice caseload; the first time it is made, which takes some seconds."""
        self.practice_button.setEnabled(False)
        self.practice_button.say("Laying out the invented children")
        bridge.when_done(self._keeper.ask(self._door.open_practice), self, self.opened.emit, self._refused)

    def _refused(self, error: BaseException) -> None:
        self.practice_button.setEnabled(True)
        self.practice_button.say("Open the practice caseload")
        _say(self.message, error)

    def ask_backup(self) -> None:
        """Opens the form that makes a desk from a backup; the new desk is asked for its passphrase next."""
        from iro_desk.ui.keeping.restore import RestoreDialog

        restore = self._door.restore
        if restore is not None:
            call = restore
            dialog = RestoreDialog(
                self, lambda file, folder, words: self._keeper.ask(lambda: call(Path(file), Path(folder), words))
            )
            dialog.made.connect(lambda folder: dialog.chose.connect(lambda _: self.chose_folder.emit(Path(folder))))
            dialog.open_it()

    def _ask_folder(self) -> None:
        title = "Choose the folder of the desk; its name ends in .irodesk"
        desks = self._door.folder_for("desk").parent
        ask_for_folder(self, title, lambda path: self.chose_folder.emit(Path(path)), desks)


class FirstStart(BeforeScreen):
    """Three steps: passphrase, recovery code, caseload.

    ``finished`` tells the :class:`Opened` desk and what comes next: ``list``, ``import``,
    ``add-child``, ``practice`` or ``""``.
    """

    help_name = "first-start"
    finished = Signal(object, str)
    left = Signal()

    def __init__(self, door: DeskDoor, keeper: Doorkeeper, today: Callable[[], date]) -> None:
        super().__init__()
        self._opened: Opened | None = None
        self._today = today
        self.steps = Steps(STEPS)
        side = Surface("rail")
        column(
            brand(), 52, self.steps, None, promise("Nothing leaves this laptop."), margins=(48, 48, 24, 40), into=side
        )
        self.passphrase = PassphrasePage(door, keeper)
        self.recovery = RecoveryPage()
        self.caseload = CaseloadPage()
        self._pages = QStackedWidget()
        for page in (self.passphrase, self.recovery, self.caseload):
            self._pages.addWidget(Scroll(page))
        self.passphrase.made.connect(self._made)
        self.passphrase.left.connect(self.left)
        self.recovery.done.connect(lambda: self._go(3))
        self.caseload.chose.connect(lambda key: self.finished.emit(self._opened, key))
        self._stand(side, self._pages, side_width=388)

    def _made(self, opened: Opened, name: str) -> None:
        self._opened = opened
        self.recovery.show_code(opened.recovery_code, name, self._today())
        self._go(2)

    def _go(self, step: int) -> None:
        self.steps.show_step(step)
        page = (self.passphrase, self.recovery, self.caseload)[step - 1]
        self._pages.setCurrentIndex(step - 1)
        page.first.setFocus(_FOCUS)


class PassphrasePage(QWidget):
    """Step 1: the desk's name and its passphrase, typed twice."""

    made = Signal(object, str)
    left = Signal()

    def __init__(self, door: DeskDoor, keeper: Doorkeeper) -> None:
        super().__init__()
        self._door, self._keeper = door, keeper
        self.name = Field(
            "Name of the desk", hint="Seen before it is opened, so no child’s name.", value="My caseload", width=420
        )
        self.field = PassphraseField(
            "Passphrase", hint="Four unrelated words or more. Capital letters matter.", width=420
        )
        self.again = PassphraseField("The same again", width=420)
        self.again.show_button.hide()
        self.field.show_button.clicked.connect(lambda: self.again.edit.setEchoMode(self.field.edit.echoMode()))
        self.first = self.field.edit
        self._place = Text("", "small", "ink3", wrap=True)
        self.message = Message("late", "")
        self.message.hide()
        self.back = Button("Back")
        self.back.clicked.connect(self.left)
        self.go = Button("Make the desk", "primary")
        self.go.clicked.connect(self.make)
        self._beside = Text("", "small", "ink3")
        for field in (self.name, self.field, self.again):
            field.changed.connect(self._mind)
            field.control.returnPressed.connect(self.make)  # type: ignore[attr-defined]
        content = centred(
            Text("Choose a passphrase.", "display", wrap=True),
            10,
            Text(
                "It opens everything on this desk, and there is no reset.",
                "meet",
                "ink2",
                wrap=True,
            ),
            16,
            self.name,
            4,
            self._place,
            14,
            self.field,
            14,
            self.again,
            8,
            self.message,
            8,
            wrapping(self.back, self.go, self.field.show_button),
            6,
            self._beside,
        )
        column((content, 1), into=self)
        self._mind()

    def make(self) -> None:
        """Makes the desk; says beside the fields what is missing."""
        self._mind()
        if not self.go.isEnabled():
            return
        self.message.hide()
        self.go.setEnabled(False)
        self.go.say("Making the desk")
        name, passphrase = self.name.value(), self.field.value()
        folder = self._door.folder_for(name)
        bridge.when_done(
            self._keeper.ask(lambda: self._door.create(folder, name, passphrase)),
            self,
            lambda opened: self._is_made(opened, name),
            self._refused,
        )

    def _is_made(self, opened: Opened, name: str) -> None:
        self.field.edit.clear()
        self.again.edit.clear()
        self.made.emit(opened, name)

    def _refused(self, error: BaseException) -> None:
        self.go.say("Make the desk")
        self._mind()
        _say(self.message, error)

    def _mind(self) -> None:
        """What is still missing, in words; the button opens when nothing is."""
        name, typed, again = self.name.value(), self.field.value(), self.again.value()
        self._place.say(f"It will lie in {self._door.folder_for(name)}" if name else "")
        missing = ""
        if not name:
            missing = "It opens when the desk has a name."
        elif not typed:
            missing = "It opens when you have typed a passphrase twice."
        else:
            score, words = self._door.strength(typed)
            self.field.understood(words)
            if score < STRONG_ENOUGH:
                missing = "It opens when the passphrase is strong."
            elif again != typed:
                missing = "It opens when both are the same."
        if again and again != typed and not typed.startswith(again):
            self.again.refuse("This is not the same as above.")
        elif again and again == typed:
            self.again.understood("The same.")
        else:
            self.again.accept()
        self._beside.say(missing)
        self.go.setEnabled(not missing)


class RecoveryPage(QWidget):
    """Step 2: the recovery code on paper. It goes on when the user says that the paper is there."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._code, self._desk, self._made = "", "", date.min
        self.print_button = Button("Print the sheet", "primary", "printer")
        self.print_button.clicked.connect(self._ask_printer)
        self.write_button = Button("Write it down instead", "plain")
        self.write_button.clicked.connect(self._write_down)
        self.printed = CheckBox("I have the printed sheets in my hand")
        self.written = CheckBox("I have written down all eight groups")
        self.written.hide()
        for tick in (self.printed, self.written):
            tick.toggled.connect(self._mind)
        self.go = Button("Continue")
        self.go.clicked.connect(self.done)
        self.first = self.print_button
        self._beside = Text("", "small", "ink3")
        self.sheet = RecoverySheet()
        self.told = Text("", "small", "ink2", wrap=True)
        left = column(
            None,
            Text("If you forget the passphrase, this paper is the only way in.", "display", wrap=True),
            14,
            Text(
                "Two sheets are printed: one for you, and one for the service manager’s safe. Whoever has a sheet "
                "can open the desk.",
                "meet",
                "ink2",
                wrap=True,
            ),
            22,
            wrapping(self.print_button, self.write_button),
            4,
            self.told,
            20,
            self.printed,
            self.written,
            22,
            (self.go, _LEFT),
            8,
            self._beside,
            None,
        )
        row((left, 1), (self.sheet, Qt.AlignmentFlag.AlignVCenter), gap=36, margins=(64, 24, 44, 24), into=self)
        self._mind()

    def show_code(self, code: str, desk: str, made: date) -> None:
        """Shows the code of the desk just made."""
        self._code, self._desk, self._made = code, desk, made
        self.sheet.show_code(code, desk, made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sheet stands beside the question, or under it when there is no room."""
        super().resizeEvent(event)
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        wide = self.width() >= px(760)
        layout.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def print_to(self, printer: QPrinter) -> None:
        """Prints both sheets."""
        print_sheets(printer, self._code, self._desk, self._made)
        self.told.say("Both sheets went to the printer. Look at them before you go on.")
        self.printed.setFocus(_FOCUS)

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_to(printer))
        dialog.setModal(True)
        dialog.show()  # QPrintDialog has another open() in front of QDialog's.

    def _write_down(self) -> None:
        self.written.show()
        self.printed.hide()
        self.told.say("Write the eight groups on paper, in the order of reading, and read them back once.")
        self.written.setFocus(_FOCUS)
        self._mind()

    def _mind(self) -> None:
        ready = self.printed.isChecked() or self.written.isChecked()
        self.go.setEnabled(ready)
        self._beside.say("" if ready else "Continue opens when you have ticked the line above.")


class CaseloadPage(QWidget):
    """Step 3: where the children come from."""

    chose = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {
            "list": Button("Bring in a list", "primary", "file-text"),
            "import": Button("Bring in a return", icon="folder-input"),
            "add-child": Button("Add a child by hand", icon="plus"),
            "practice": Button("Open the practice caseload", icon="users"),
            "": Button("Begin with an empty desk", "plain", flush=True),
        }
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _=False, key=key: self.chose.emit(key))
        self.first = self.buttons["list"]
        words = {
            "list": "A starter sheet to fill in (the next page has it), an Annex A, or any table of your children.",
            "import": "The council’s SSDA903 return or its single files, and a list of your own children’s numbers. "
            "You look at everything before anything is written.",
            "add-child": "A few fields and under a minute a child; the date of the first review shows as you type.",
            "practice": "Invented children on a desk of their own, to learn on. Your own desk waits, locked.",
        }
        parts: list[QWidget | int | tuple[QWidget, int | Qt.AlignmentFlag]] = []
        for key, said in words.items():
            parts += [Text(said, "body", "ink2", wrap=True), 8, (self.buttons[key], _LEFT), 22]
        content = centred(
            Text("Bring in your caseload.", "display", wrap=True),
            18,
            *parts,
            (self.buttons[""], _LEFT),
        )
        column((content, 1), into=self)


def _say(message: Message, error: BaseException) -> None:
    if not isinstance(error, UserFacingError):
        raise error
    message.say("late", error.what, f"{error.safe} {error.do}".strip())
    message.show()
