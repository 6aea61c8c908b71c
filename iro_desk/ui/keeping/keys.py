"""Who can open the desk: what opened it this time, the passphrase, the sheets, the service key."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.keyring import KeyRow, KeysView, Sheet
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.keeping.actions import KeepingActions
from iro_desk.ui.keeping.passphrase import PassphraseDialog
from iro_desk.ui.keeping.sheet import SheetDialog
from iro_desk.ui.keeping.words import WordsDialog
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import Button, Dialog, Message, Rule, Scroll, State, Text, add, clear, column, row, section

OPENED_BY = {
    "passphrase": "your passphrase",
    "recovery": "your recovery sheet",
    "manager": "the sheet in the service manager’s safe",
    "service": "the service key",
}
WHAT_IT_IS = {
    "passphrase": "What you type. Backups made before a change still open with the old one.",
    "recovery": "Eight groups on paper, away from the laptop: the way in when the passphrase is forgotten.",
    "manager": "A sheet of its own for the service manager’s safe. You are told when it was used.",
    "service": "For while you are away. Each use is in the journal and is told to you at the next unlock.",
}
NEW_KEY = (
    "If somebody may have a copy of the desk and know a passphrase or code of it: every page is encrypted anew, and"
    " every sheet gets a new code. The passphrase stays."
)
NEW_KEY_MEANS = (
    "The desk closes for it, for about as long as a backup takes. Then the new codes are shown, each this once: have a"
    " printer or pen at hand. Backups made before today still open with the passphrase and codes they had: delete them"
    " if somebody else may know those."
)
TAKEN_AWAY = frozenset({"manager", "service"})
VERBS_WIDTH = 190
"""At 100 %, so that the verbs stand under one another."""
_TOP = Qt.AlignmentFlag.AlignTop


class KeysPage(QWidget):
    """Shows :class:`KeysView`; ``changed`` asks for it again."""

    changed = Signal()
    work_asked = Signal(object)
    """What is to be done while the desk is closed."""

    def __init__(self, actions: KeepingActions) -> None:
        super().__init__()
        self._actions = actions
        self._view: KeysView | None = None
        self.setAccessibleName("Who can open it")
        self._opened = Text("", "body", wrap=True)
        self.message = Message("done", "")
        self.message.hide()
        self._rows = column()
        self.new_key = Button("Make a new key", icon="key-round", small=True)
        self.new_key.clicked.connect(self.ask_new_key)
        new_key = column(
            section("A new key"),
            Text(NEW_KEY, "small", "ink2", wrap=True),
            8,
            row(self.new_key, None),
        )
        if actions.is_practice():
            new_key.hide()
        inside = column(self._opened, 8, self.message, 8, self._rows, new_key, None, margins=(32, 14, 32, 24))
        inside.setMaximumWidth(980)
        column((Scroll(row((inside, 8), None, gap=0)), 1), into=self)

    def show_view(self, view: KeysView) -> None:
        """Shows what can open the desk."""
        self._opened.say(f"Opened this time with {OPENED_BY.get(view.opened_by, view.opened_by)}.")
        if view == self._view:
            return
        self._view = view
        clear(self._rows)
        for each in view.rows:
            add(self._rows, self._line(each), Rule())

    def button(self, name: str) -> Button:
        """A button of a line by its words."""
        return next(each for each in self._rows.findChildren(Button) if each.accessibleName() == name)

    def _line(self, each: KeyRow) -> QWidget:
        state = State("done", "Opens this desk") if each.there else State("open", "None")
        label = Text(each.label.replace("'", "’"), "strong", wrap=True)
        words = column(label, Text(WHAT_IT_IS[each.kind], "small", "ink2", wrap=True), 4, state)
        buttons: list[Button] = []
        if each.kind == "passphrase":
            buttons.append(self._button("Change the passphrase", self.ask_passphrase))
        else:
            thing = "key" if each.kind == "service" else "sheet"
            buttons.append(
                self._button(f"{'Make a new' if each.there else 'Make a'} {thing}", partial(self.ask_sheet, each.kind))
            )
        if each.there and each.kind in TAKEN_AWAY:
            buttons.append(self._button("Take it away", partial(self.ask_take_away, each.kind), kind="danger"))
        for button in buttons:
            button.setAccessibleName(f"{button.text()}: {each.label}")
        verbs = column(*((button, Qt.AlignmentFlag.AlignLeft) for button in buttons), gap=6)
        verbs.setFixedWidth(px(VERBS_WIDTH))
        return row((words, 1), (verbs, _TOP), gap=16, margins=(0, 12, 0, 12))

    def _button(self, words: str, act: object, kind: str = "quiet") -> Button:
        button = Button(words, kind, small=True)
        button.clicked.connect(lambda _=False: act())  # type: ignore[operator]
        return button

    @comes_back
    def ask_passphrase(self) -> None:
        """Opens the form for another passphrase."""
        self._follow(PassphraseDialog(self, self._actions))

    def _follow(self, dialog: PassphraseDialog) -> None:
        dialog.changed.connect(lambda words: self._say("done", "The passphrase was changed.", words))
        dialog.open_it()

    @comes_back
    def ask_sheet(self, kind: str) -> None:
        """Asks before a code is made: the one before it opens nothing any more."""
        there = self._view is not None and any(each.kind == kind and each.there for each in self._view.rows)
        if not there:
            self._make_sheet(kind)
            return
        body = Text(
            "The code before it then opens this desk no longer. Backups made before today still open with it.",
            "body",
            "ink2",
            wrap=True,
        )
        buttons = [("leave", "Keep the present one", "quiet"), ("make", "Make a new one", "primary")]
        question = Dialog(self, "Make a new code?", body, buttons)
        question.chose.connect(lambda key: self._make_sheet(kind) if key == "make" else None)
        question.open_it()

    def _make_sheet(self, kind: str) -> None:
        def made(sheet: Sheet) -> None:
            dialog = SheetDialog(self, sheet, self._actions.ws.desk.name, self._actions.ws.today)
            dialog.on_paper.connect(self._actions.on_paper)
            dialog.open_it()
            self.changed.emit()

        ask(lambda: self._actions.new_sheet(kind), self, made, self._refused)

    @comes_back
    def ask_new_key(self) -> None:
        """Asks for the passphrase, with which the new key is made."""
        dialog = WordsDialog(self, "Make a new key?", NEW_KEY_MEANS, "Make it", "The passphrase of this desk")
        dialog.wanted.connect(lambda words: self.work_asked.emit(self._actions.new_key(words)))
        dialog.open_it()

    @comes_back
    def ask_take_away(self, kind: str) -> None:
        """Asks before a key is taken away."""
        body = Text("Backups made before today still open with it.", "body", "ink2", wrap=True)
        buttons = [("leave", "Leave it", "quiet"), ("away", "Take it away", "danger")]
        question = Dialog(self, f"Take away {OPENED_BY[kind]}?", body, buttons)
        question.chose.connect(lambda key: self._take_away(kind) if key == "away" else None)
        question.open_it()

    def _take_away(self, kind: str) -> None:
        def done(words: str) -> None:
            self._say("done", "Taken away.", words)
            self.changed.emit()

        ask(lambda: self._actions.take_away(kind), self, done, self._refused)

    def _refused(self, error: UserFacingError) -> None:
        self._say("late", error.what, " ".join(part for part in (error.safe, error.do) if part))

    def _say(self, kind: str, what: str, then: str) -> None:
        self.message.say(kind, what, then)
        self.message.show()
