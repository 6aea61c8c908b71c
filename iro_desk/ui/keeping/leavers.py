"""Children who left the caseload: from when their working copy may be deleted, deleting it, and the certificate."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.deletion import Certificate, Leaver
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.files import ask_for_file
from iro_desk.ui.keeping.actions import KeepingActions, certificate_words
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import (
    Button,
    CheckBox,
    Dialog,
    EmptyPane,
    Message,
    Progress,
    Rule,
    Scroll,
    State,
    Text,
    TextField,
    add,
    clear,
    column,
    row,
)

WHAT_GOES = (
    "Everything that this desk holds about the child goes for good: facts, reviews, notes and what the child told you,"
    " papers, drafts, what the journal says of them, and the same from every backup within reach. Every page is"
    " searched afterwards, and a certificate says what was found. It cannot be undone."
    " The record in the council’s system stays."
)


class LeaversPage(QWidget):
    """Shows the leavers; ``changed`` asks for them again."""

    changed = Signal()

    def __init__(self, actions: KeepingActions) -> None:
        super().__init__()
        self._actions = actions
        self.setAccessibleName("Children who left")
        self.message = Message("done", "")
        self.message.hide()
        self.progress = Progress("Deleting and searching every page", can_stop=False)
        self._rows = column()
        self._empty = EmptyPane(
            "Nobody has left your caseload.",
            "A child who leaves stands here with the day from which the working copy may be deleted.",
        )
        self._lead = Text(
            "The council’s period counts from the day a child left your caseload, never from the last record.",
            "small",
            "ink2",
            wrap=True,
        )
        inside = column(
            self._lead, 8, self.progress, self.message, self._rows, self._empty, None, margins=(32, 14, 32, 24)
        )
        inside.setMaximumWidth(980)
        column((Scroll(row((inside, 8), None, gap=0)), 1), into=self)

    def show_rows(self, rows: tuple[Leaver, ...]) -> None:
        """Shows them, those longest gone first."""
        clear(self._rows)
        for each in rows:
            add(self._rows, self._line(each), Rule())
        self._empty.setVisible(not rows)
        self._lead.setVisible(bool(rows))

    def _line(self, each: Leaver) -> QWidget:
        words = column(Text(each.label, "strong"), Text(each.words, "small", "ink2", wrap=True))
        state = column(State("soon", "May go now") if each.due else State("open", "Kept"), margins=(0, 6, 0, 0))
        state.setFixedWidth(px(140))
        top = Qt.AlignmentFlag.AlignTop
        parts: list[QWidget | int | tuple[QWidget, int | Qt.AlignmentFlag] | None] = [(words, 1), (state, top)]
        if each.due:
            button = Button("Delete the working copy", "danger", small=True)
            button.setAccessibleName(f"Delete the working copy of {each.label}")
            button.clicked.connect(lambda _=False, child=each.child: self.ask(child))
            parts.append((button, top))
        return row(*parts, gap=16, margins=(0, 12, 0, 12))

    @comes_back
    def ask(self, child: str) -> None:
        """Says what goes, and asks how it is known that the papers are in the council's system."""
        leaver = next((each for each in self._actions.leavers() if each.child == child and each.due), None)
        if leaver is not None:
            dialog = DeleteDialog(self, leaver)
            dialog.wanted.connect(lambda uploaded: self._delete(child, uploaded))
            dialog.open_it()

    def _delete(self, child: str, uploaded: str) -> None:
        self.message.hide()
        self.progress.begin()

        def done(made: Certificate) -> None:
            self.progress.end()
            CertificateDialog(self, self._actions, made).open_it()
            self.changed.emit()

        ask(lambda: self._actions.delete(child, uploaded), self, done, self._refused)

    def _refused(self, error: UserFacingError) -> None:
        self.progress.end()
        self.message.say("late", error.what, " ".join(part for part in (error.safe, error.do) if part))
        self.message.show()


class DeleteDialog(Dialog):
    """The question before a working copy is deleted. ``wanted`` tells how the papers are known to be uploaded."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget, leaver: Leaver) -> None:
        self._leaver = leaver
        self.uploaded = TextField(
            "How do you know that the papers are in the council’s system?",
            hint="It stands in the certificate, such as: looked them up in the child’s record today.",
            lines=2,
        )
        if not leaver.not_uploaded:
            self.uploaded.hide()
        self.sure = CheckBox("I have looked: nothing of this child is needed here any more")
        body = column(
            Text(leaver.words, "body", wrap=True),
            Text(WHAT_GOES, "body", "ink2", wrap=True),
            self.uploaded,
            self.sure,
            gap=14,
        )
        buttons = [("leave", "Keep it", "quiet"), ("delete", "Delete the working copy", "danger")]
        super().__init__(parent, f"Delete the working copy of {leaver.label}?", body, buttons, check=self._pressed)
        self.sure.toggled.connect(self.buttons["delete"].setEnabled)
        self.buttons["delete"].setEnabled(False)

    def _pressed(self, key: str) -> bool:
        if key != "delete":
            return True
        if self._leaver.not_uploaded and not self.uploaded.value():
            self.uploaded.refuse("Say how you know; it stands in the certificate.")
            self.uploaded.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.wanted.emit(self.uploaded.value())
        return True


class CertificateDialog(Dialog):
    """What was deleted where. It is not kept on the desk: it is saved here or never."""

    def __init__(self, parent: QWidget, actions: KeepingActions, made: Certificate) -> None:
        self._actions, self._made = actions, made
        self.state = State(
            "done" if made.clean else "late",
            "Nothing of the child is left." if made.clean else "Something is left: read what, and where.",
        )
        self.save = Button("Save the certificate", "primary", "file-text")
        self.save.clicked.connect(self._choose)
        self.told = Text(
            "It is not kept on the desk. Save it where the council keeps such papers.", "small", "ink2", wrap=True
        )
        lines = [Text(words, "body", wrap=True) for words in made.lines]
        body = column(self.state, *lines, row(self.save, None), self.told, gap=12)
        super().__init__(parent, "What was deleted", body, [("close", "Close", "quiet")], width=720)
        self.chose.connect(lambda key: actions.put_away(made) if key == "close" else None)

    def save_to(self, path: str) -> None:
        """Writes it as plain words."""
        ask(
            lambda: self._actions.save_certificate(self._made, path),
            self,
            self._saved,
            lambda error: self.told.say(str(error), "late"),
        )

    def _saved(self, _: object) -> None:
        self._actions.put_away(self._made)
        self.told.say("Saved.")

    def words(self) -> str:
        """Everything it says."""
        return certificate_words(self._made)

    def _choose(self) -> None:
        ask_for_file(self, "Save the certificate", "Text (*.txt)", self.save_to)
