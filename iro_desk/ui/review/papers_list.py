"""The papers of a review at the left of the writing: record, decision sheet, and each recipient's copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from iro_desk.practice.copies import CopyRow
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import Surface, column, row
from iro_desk.ui.widgets.lists import ListLine, RowList
from iro_desk.ui.widgets.messages import Progress
from iro_desk.ui.widgets.text import Text

PAPERS = (
    ("record", "Record", "Everything, under the headings"),
    ("decisions", "Decision sheet", "What, who and by when"),
    ("letter", "Letter to the child", "In the child’s own words"),
)
SHOWN_ABOVE = ("file",)
"""Recipients whose copy is one of the papers above."""


class PapersList(Surface):
    """The list, and what can be done with all of them."""

    opened = Signal()
    """Another paper was chosen; :meth:`paper` says which."""
    place_asked = Signal()
    """Who may know where the child lives."""
    save_all_asked = Signal()
    print_all_asked = Signal()
    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__("canvas", lines="right")
        self.rows: dict[str, CopyRow] = {}
        self._papers: tuple[tuple[str, str, str], ...] = PAPERS
        self.main = "record"
        """The kind of every recipient's copy: the letter, where it is the record."""
        self.list = RowList("Papers", inset=20, hairlines=False, wraps=True)
        self.show_copies(())
        self.list.choose("record")
        self.list.opened.connect(lambda _: self.opened.emit())
        head = column(
            Text("Papers", "heading"), Text("From one set of facts", "small", "ink3"), margins=(20, 14, 12, 8)
        )
        self.place = Button("Who may know the place", "plain", "map-pin", small=True, flush=True)
        self.place.clicked.connect(self.place_asked)
        self.save_all = Button("Save every copy", "plain", "file-text", small=True, flush=True)
        self.save_all.clicked.connect(self.save_all_asked)
        self.print_all = Button("Print every copy", "plain", "printer", small=True, flush=True)
        self.print_all.clicked.connect(self.print_all_asked)
        self.progress = Progress("Saving")
        self.progress.stopped.connect(self.stop_asked)
        self.progress.hide()
        who = column(
            Text("Who gets what", "strong"),
            Text(
                "Withheld parts are not in the copy at all.",
                "small",
                "ink2",
                wrap=True,
            ),
            6,
            row(self.place, None),
            row(self.save_all, None),
            row(self.print_all, None),
            self.progress,
            margins=(20, 8, 16, 16),
        )
        column(head, (row((self.list, 1), margins=(0, 0, 1, 0)), 1), who, into=self)

    def show_copies(self, rows: Sequence[CopyRow]) -> None:
        """Shows who gets a copy; one that waits for answers has the mark of what is due."""
        self.rows = {copy.key: copy for copy in rows}
        lines = [ListLine(key, words, detail=detail) for key, words, detail in self._papers]
        for copy in rows:
            if copy.key in SHOWN_ABOVE:
                continue
            mark = "soon" if copy.open else "late" if copy.place == "stop" and not copy.left_out else ""
            detail = copy.words or ", ".join(copy.names)
            lines.append(ListLine(f"copy {copy.key}", copy.title, mark=mark, detail=detail))
        self.list.show_lines(lines)

    def papers_are(self, write_once: str, read_together: bool) -> None:
        """Which papers there are, by the council's setting; a child under five has a letter to read together too."""
        self.main = "letter" if write_once == "letter" else "record"
        gone = {"letter": {"record"}, "record": {"letter"}}.get(write_once, set())
        self._papers = tuple(each for each in PAPERS if each[0] not in gone)
        if read_together and "letter" not in gone:
            self._papers += (("letter-now", "Letter to read together", "For now; the other is for later"),)
        if self.list.chosen() in gone:
            self.list.choose(self._papers[0][0])
        self.show_copies(tuple(self.rows.values()))

    def paper(self) -> tuple[str, str]:
        """Kind and recipient of the paper that is chosen."""
        key = self.list.chosen()
        if key.startswith("copy "):
            return self.main, key.removeprefix("copy ")
        return key, "child" if key.startswith("letter") else "file"

    def title(self) -> str:
        """What the chosen paper is called."""
        return next((line.title for line in self.list.lines() if line.key == self.list.chosen()), "Paper")

    def copy(self) -> CopyRow | None:
        """The copy that is chosen; ``None`` for the record and the decision sheet."""
        return self.rows.get(self.paper()[1]) if self.list.chosen().startswith("copy ") else None

    def make_room(self, narrow: bool) -> None:
        """The width beside or over the writing."""
        self.setFixedWidth(px(176 if narrow else 236))
