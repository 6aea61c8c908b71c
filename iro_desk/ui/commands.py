"""The commands of the whole window: each with its words and keys, and the menu that holds them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget

from iro_desk.casework import UserFacingError
from iro_desk.ui import bridge, theme
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.help import HelpDrawer, page_of
from iro_desk.ui.session import Session
from iro_desk.ui.tokens import MODES, ZOOMS
from iro_desk.ui.widgets import Dialog, Rail, Text, column


class Commands(QMainWindow):
    """A part of :class:`~iro_desk.ui.shell.MainWindow`: what a key or the menu asks of it."""

    lock_wanted = Signal()
    look_changed = Signal()
    calculator_wanted = Signal()

    session: Session | None
    rail: Rail | None
    help: HelpDrawer
    commands: dict[str, QAction]
    _stack: QStackedWidget | None
    _finder: Any

    def go_aside(self, place: str) -> None:
        """Goes to what stands beside the rail's places."""
        raise NotImplementedError

    def toast(self, words: str, *, undo: bool = True) -> None:
        """A toast in the open pane."""
        raise NotImplementedError

    def turn_names(self) -> None:
        """Hides every name, or shows them again."""
        raise NotImplementedError

    def place(self) -> str:
        """The place that is open; empty before the desk."""
        raise NotImplementedError

    def say_refusal(self, error: UserFacingError) -> None:
        """Says over the window what was refused, what is safe and what to do."""
        self.say_over_all(error.what, " ".join(part for part in (error.safe, error.do) if part))

    @comes_back
    def say_over_all(self, what: str, then: str) -> None:
        """Says something over the window."""
        Dialog(self, what, column(Text(then, "body", "ink2", wrap=True)), [("on", "Go on", "primary")]).open_it()

    def show_help(self) -> None:
        """Opens or closes the page that explains what is in front."""
        shown = self._stack.currentWidget() if self._stack is not None else self.centralWidget()
        self.help.turn(page_of(QApplication.focusWidget()) or page_of(shown) or self.place())

    def undo(self) -> None:
        """Takes back the newest change of the desk."""
        nothing = "There is nothing to take back"
        self._turn_back("Took back", nothing, lambda session: session.undo_words(), lambda session: session.undo(None))

    def redo(self) -> None:
        """Does again what was taken back last."""
        nothing = "There is nothing to do again"
        self._turn_back("Did again", nothing, lambda session: session.redo_words(), lambda session: session.redo())

    def open_finder(self) -> None:
        """Opens the finder over whatever is in front."""
        session = self.session
        if session is None or session.finder is None:
            return
        if self._finder is not None:
            self._finder.close_it()
            return
        from iro_desk.ui.finder import FinderBox

        actions = [
            (key, words, action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for key, action in self.commands.items()
            if key not in ("find", "undo", "redo", "more") and (words := action.text())
        ]
        places = [(f"place {each.key}", f"Go to {each.words}", "") for each in session.places]
        finding = session.finder([*places, *actions])
        self._finder = FinderBox(self, finding)
        self._finder.closed.connect(self._forget_finder)
        self._finder.chose.connect(finding.go)

    def _forget_finder(self) -> None:
        self._finder = None

    def save_list(self) -> None:
        """Saves the list in front as a file for a spreadsheet or for print."""
        session = self.session
        if session is None or session.save_list is None or self._stack is None:
            return
        from iro_desk.ui.list_saving import ask_and_save, list_in_front

        shown = list_in_front(self._stack.currentWidget())
        if shown is None:
            self.toast("There is no list here to save", undo=False)
        elif session.names_hidden():
            self.toast("Names are hidden: F9 shows them, then save", undo=False)
        else:
            ask_and_save(
                self, shown, session.save_list, lambda: self.toast("Saved the list", undo=False), self.say_refusal
            )

    def ask_paper(self) -> None:
        """Asks for a file and says which finalised paper it is, and whether one byte differs."""
        if self.session is not None and self.session.verify is not None:
            from iro_desk.ui.paper_check import ask_which_paper

            ask_which_paper(self, self.check_paper)

    def check_paper(self, path: str) -> None:
        """Says which finalised paper the file of that path is."""
        if self.session is not None and self.session.verify is not None:
            from iro_desk.ui.paper_check import check

            check(self, self.session.verify, path, self._could_not)

    def set_look(self, mode: str | None = None, zoom: int | None = None) -> None:
        """Another mode or size, at once and everywhere."""
        theme.apply(mode, zoom)
        self._mark_look()
        self.look_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by steps of the offered sizes; 0 is 100 %."""
        now = theme.theme.zoom
        at = min(range(len(ZOOMS)), key=lambda number: abs(ZOOMS[number] - now))
        self.set_look(zoom=100 if steps == 0 else ZOOMS[min(max(at + steps, 0), len(ZOOMS) - 1)])

    def more_menu(self) -> QMenu:
        """Undo, redo, appearance, size, help and lock, as a menu."""
        self._name_changes()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.commands["undo"], self.commands["redo"]])
        menu.addSeparator()
        for mode in MODES:
            menu.addAction(self.commands[f"mode {mode}"])
        menu.addSeparator()
        for zoom in ZOOMS:
            menu.addAction(self.commands[f"zoom {zoom}"])
        menu.addSeparator()
        keys = ("find", "names", "desk", "settings", "calculator", "check paper", "help", "about", "lock")
        menu.addActions([self.commands[key] for key in keys])
        return menu

    def _make_commands(self) -> dict[str, QAction]:
        made: dict[str, QAction] = {}

        def command(key: str, words: str, keys: list[str], act: Callable[[], Any]) -> None:
            action = QAction(words, self)
            action.setObjectName(key)
            action.setShortcuts([QKeySequence(each) for each in keys])
            action.triggered.connect(lambda _=False: act())
            self.addAction(action)
            made[key] = action

        command("lock", "Lock", ["Ctrl+L"], self._lock)
        command("undo", "Undo", ["Ctrl+Z"], self.undo)
        command("redo", "Redo", ["Ctrl+Shift+Z", "Ctrl+Y"], self.redo)
        command("save list", "Save this list", ["Ctrl+S"], self.save_list)
        command("keys", "All keys", ["Shift+F1"], lambda: self.help.turn("keys"))
        command("find", "Find", ["Ctrl+K"], self.open_finder)
        command("help", "Help", ["F1"], self.show_help)
        command("names", "Hide names", ["F9"], self.turn_names)
        command("larger", "Larger", ["Ctrl++", "Ctrl+="], lambda: self.zoom_by(1))
        command("smaller", "Smaller", ["Ctrl+-"], lambda: self.zoom_by(-1))
        command("usual size", "Usual size", ["Ctrl+0"], lambda: self.zoom_by(0))
        command("more", "More", ["F10"], lambda: self._asked("more"))
        command("settings", "Settings", ["Ctrl+,"], lambda: self.go_aside("settings"))
        command("desk", "This desk: backups, keys, history", ["Ctrl+Shift+B"], lambda: self.go_aside("desk"))
        command("about", "About IRO Desk", [], lambda: self.go_aside("about"))
        command("calculator", "Work out a date", ["Ctrl+Shift+D"], self.calculator_wanted.emit)
        command("check paper", "Check a paper", [], self.ask_paper)
        modes, zooms = QActionGroup(self), QActionGroup(self)
        for mode in MODES:
            command(f"mode {mode}", theme.MODES_IN_WORDS[mode], [], partial(self.set_look, mode=mode))
            made[f"mode {mode}"].setCheckable(True)
            modes.addAction(made[f"mode {mode}"])
        for zoom in ZOOMS:
            command(f"zoom {zoom}", f"{zoom} %", [], partial(self.set_look, zoom=zoom))
            made[f"zoom {zoom}"].setCheckable(True)
            zooms.addAction(made[f"zoom {zoom}"])
        self.commands = made
        self._mark_look()
        return made

    def _mark_look(self) -> None:
        self.commands[f"mode {theme.theme.mode}"].setChecked(True)
        zoom = self.commands.get(f"zoom {theme.theme.zoom}")
        if zoom is not None:
            zoom.setChecked(True)

    def _turn_back(
        self, did: str, nothing: str, words_of: Callable[[Session], str], act: Callable[[Session], Future[Any]]
    ) -> None:
        if self.session is None:
            return
        words = words_of(self.session)
        if words:
            self._follow(act(self.session), f"{did}: {words}")
        else:
            self.toast(nothing, undo=False)

    def _take_back(self, n: int, words: str) -> None:
        """Takes back one change by its number: another may have become the newest meanwhile."""
        if self.session is not None:
            self._follow(self.session.undo(n), f"Took back: {words}")

    def _follow(self, done: Future[Any], words: str) -> None:
        bridge.when_done(done, self, lambda _: self.toast(words, undo=False), self._could_not)

    def _could_not(self, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        self.say_refusal(error)

    def _name_changes(self) -> None:
        """Names the change in the menu: "Undo: Booked a review"."""
        for key, verb, words in (
            ("undo", "Undo", self.session.undo_words() if self.session else ""),
            ("redo", "Redo", self.session.redo_words() if self.session else ""),
        ):
            action = self.commands[key]
            action.setText(f"{verb}: {words}" if words else f"{verb}: nothing")
            action.setEnabled(self.session is not None)  # Asked for with nothing there, it says so.

    def _asked(self, key: str) -> None:
        if key == "lock":
            self._lock()
        elif key == "find":
            self.open_finder()
        elif key == "names":
            self.turn_names()
        elif key == "more" and self.rail is not None:
            button = self.rail.foot["more"]
            menu = self.more_menu()
            menu.popup(button.mapToGlobal(QPoint(button.width(), button.height() - menu.sizeHint().height())))

    def _lock(self) -> None:
        if self.session is not None:
            self.lock_wanted.emit()
