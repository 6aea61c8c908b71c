"""Many papers at once: of the whole caseload, saved below a folder or printed, with progress and stop."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.making import Wanted
from iro_desk.practice.paper_shelf import BatchRow
from iro_desk.practice.sharing import Batch, Saved
from iro_desk.practice.words import count
from iro_desk.ui.files import DELETE_IT, ask_for_folder
from iro_desk.ui.panes.actions import Answer
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.preview import SIZES
from iro_desk.ui.review.printing import Printing, ask_printer, read_pdf
from iro_desk.ui.widgets import Button, Message, PaneHeader, Progress, Scroll, Text, column, row
from iro_desk.ui.widgets.buttons import CheckBox
from iro_desk.ui.widgets.fields import ComboField
from iro_desk.ui.widgets.layout import add, clear
from iro_desk.ui.widgets.text import section

USUAL = "record"
"""The kind that is ticked at first."""
COPIES = (("filed", "One of each, the council’s own"), ("all", "Every copy that may be sent"))


class BatchActions(Protocol):
    """What the pane asks of whoever wires it to a desk."""

    def batch_rows(self) -> Answer[Sequence[BatchRow]]:
        """The kinds of paper that the caseload has today, with their numbers."""
        ...

    def save_batch(
        self,
        kinds: Collection[str],
        filed_only: bool,
        size: str,
        folder: str,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Answer[Saved]:
        """Writes them below a folder, beside the window."""
        ...

    def make_batch(
        self,
        kinds: Collection[str],
        filed_only: bool,
        size: str,
        progress: Callable[[int, int], None],
        stopped: Callable[[], bool],
    ) -> Answer[Batch]:
        """Makes them in memory, beside the window."""
        ...

    def printed_batch(self, wanted: Sequence[Wanted]) -> Answer[Any]:
        """Keeps in the journal that these were printed."""
        ...


class BatchPane(QWidget):
    """Which kinds, which copies, which size; then below a folder or to the printer."""

    closed = Signal()
    _told = Signal(int, int)
    """How far it has come, from the thread that makes it."""

    def __init__(self, actions: BatchActions) -> None:
        super().__init__()
        self._actions = actions
        self._stop = False
        self._printing: Printing | None = None
        self._doing = ""
        self._ticked: Collection[str] = (USUAL,)
        back = Button("Back to the list", "quiet", "chevron-left")
        back.clicked.connect(self.closed)
        self.boxes: dict[str, CheckBox] = {}
        self._rows: tuple[BatchRow, ...] = ()
        self._kinds = column()
        self.copies = ComboField("Which copies", COPIES)
        self.copies.changed.connect(self._say_numbers)
        self.print_size = ComboField("Size of print", SIZES)
        self._sum = Text("", "strong", wrap=True)
        self.save = Button("Save below a folder", "primary", "folder-open")
        self.save.clicked.connect(self._ask_folder)
        self.print = Button("Print", "quiet", "printer")
        self.print.clicked.connect(self._print)
        self.progress = Progress("Papers")
        self.progress.stopped.connect(self._stop_it)
        self.message = Message("done", "")
        self.message.hide()
        self._told.connect(self._show_progress)
        inside = column(
            section("Kinds of paper"),
            self._kinds,
            16,
            row((column(self.copies, None), 1), (column(self.print_size, None), 1), gap=16),
            16,
            self._sum,
            12,
            row(self.save, self.print, None),
            12,
            self.progress,
            self.message,
            None,
            margins=(32, 0, 32, 24),
        )
        head = PaneHeader("Papers of the whole caseload", "As they stand today", actions=[back])
        column(head, (Scroll(inside, width=720), 1), into=self)

    def open(self) -> None:
        """Asks what there is today."""
        if not self._doing:
            self.message.hide()
        ask(self._actions.batch_rows, self, self.show_rows, self._refuse)

    def show_rows(self, rows: Sequence[BatchRow]) -> None:
        """Shows the kinds; what was ticked stays ticked."""
        ticked = self.kinds() if self.boxes else self._ticked
        self._rows = tuple(rows)
        clear(self._kinds)
        self.boxes = {}
        for each in rows:
            box = self.boxes[each.kind] = CheckBox(each.title, ticked=each.kind in ticked)
            box.toggled.connect(self._say_numbers)
        boxes, half = tuple(self.boxes.values()), (len(rows) + 1) // 2
        sides = (column(*boxes[:half], None, gap=4), column(*boxes[half:], None, gap=4))
        add(self._kinds, row(*((side, 1) for side in sides), gap=16))
        self._say_numbers()

    def where(self) -> dict[str, Any]:
        """What is chosen."""
        kinds = self.kinds() if self.boxes else self._ticked
        return {"kinds": list(kinds), "copies": self.copies.value(), "size": self.print_size.value()}

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it; the kinds are ticked as soon as they are there."""
        self._ticked = where["kinds"]
        self.copies.set_value(where["copies"])
        self.print_size.set_value(where["size"])

    def kinds(self) -> tuple[str, ...]:
        """The kinds that are ticked."""
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    def _filed_only(self) -> bool:
        return self.copies.value() == "filed"

    def _say_numbers(self) -> None:
        total = 0
        for each in self._rows:
            number = each.for_file if self._filed_only() else each.papers
            self.boxes[each.kind].say(f"{each.title}: {number}")
            total += number if self.boxes[each.kind].isChecked() else 0
        self._sum.say(count(total, "paper") if total else "Tick at least one kind of paper.")
        for button in (self.save, self.print):
            button.setEnabled(bool(total) and not self._doing)

    # ------------------------------------------------------------ saving

    def _ask_folder(self) -> None:
        ask_for_folder(self, "Save the papers below a folder", self.save_to)

    def save_to(self, folder: str) -> None:
        """Saves them; it can be stopped."""
        self._begin("Saving")
        kinds, filed, size = self.kinds(), self._filed_only(), self.print_size.value()

        def done(saved: Saved) -> None:
            there = f" {count(saved.passed, 'file')} there already." if saved.passed else ""
            what = f"{'Stopped. ' if saved.stopped else ''}{count(len(saved.written), 'file')} saved.{there}"
            self._end("done", what, f"{DELETE_IT}.{_not_made(saved.waiting)}")

        ask(
            lambda: self._actions.save_batch(kinds, filed, size, folder, self._told.emit, lambda: self._stop),
            self,
            done,
            self._refuse,
        )

    # ------------------------------------------------------------ printing

    def _print(self) -> None:
        self._begin("Making")
        kinds, filed, size = self.kinds(), self._filed_only(), self.print_size.value()
        ask(
            lambda: self._actions.make_batch(kinds, filed, size, self._told.emit, lambda: self._stop),
            self,
            self._made,
            self._refuse,
        )

    def _made(self, batch: Batch) -> None:
        if batch.stopped:
            self._end("done", "Stopped. Nothing was printed.")
            return
        if not batch.papers:
            self._end("late", "No paper can be printed.", _not_made(batch.waiting).strip())
            return
        ask_printer(self, lambda printer: self.print_on(printer, batch), lambda: self._end("", ""))

    def print_on(self, printer: Any, batch: Batch) -> None:
        """Prints papers that were made, each beginning on a fresh page; it can be stopped."""
        self._doing = "Printing"
        documents = [read_pdf(made.pdf, self) for _, made in batch.papers]

        def over() -> None:
            self._printing = None
            for document in documents:
                document.deleteLater()

        def printed() -> None:
            over()
            wanted = [each for each, _ in batch.papers]
            ask(lambda: self._actions.printed_batch(wanted), self, lambda _: None, self._refuse)
            self._end("done", f"{count(len(wanted), 'paper')} sent to the printer.", _not_made(batch.waiting).strip())

        def stopped() -> None:
            over()
            self._end("done", "Stopped.", "Pages that the printer had already may still come.")

        self._printing = Printing(self, printer, documents, printed, stopped)
        self._printing.progressed.connect(self._show_progress)
        self._printing.begin()

    # ------------------------------------------------------------ how far it has come

    def _begin(self, doing: str) -> None:
        self._stop, self._doing = False, doing
        self.message.hide()
        self.progress.say(doing)
        self.progress.begin()
        self._say_numbers()

    def _show_progress(self, done: int, of: int) -> None:
        unit = "Page" if self._doing == "Printing" else "Paper"
        self.progress.say(f"{self._doing}: {unit.lower()} {done} of {of}", done / of if of else None)

    def _stop_it(self) -> None:
        self._stop = True
        if self._printing is not None:
            self._printing.stop()

    def _end(self, kind: str, what: str, then: str = "") -> None:
        self._doing = ""
        self.progress.end()
        if kind:
            self.message.say(kind, what, then)
            self.message.show()
        self._say_numbers()

    def _refuse(self, error: UserFacingError) -> None:
        self._end("late", error.what, " ".join(part for part in (error.safe, error.do) if part))


def _not_made(waiting: Sequence[tuple[str, str]]) -> str:
    return f" {count(len(waiting), 'copy', 'copies')} not made: parts wait for an answer." if waiting else ""
