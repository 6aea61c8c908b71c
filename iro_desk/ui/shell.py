"""The main window: a screen before the desk, or the rail with its panes; and the commands of the whole window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from iro_desk.casework import UserFacingError
from iro_desk.ui import bridge, coming_back, theme
from iro_desk.ui.bridge import ChangeSignal
from iro_desk.ui.cover import Cover
from iro_desk.ui.door import Opened
from iro_desk.ui.help import HelpDrawer, page_of
from iro_desk.ui.idle import Patience
from iro_desk.ui.tokens import MODES, ZOOMS
from iro_desk.ui.widgets import Dialog, Notices, Popover, Rail, Surface, Text, Toast, announce, column, row

PRACTICE_WORDS = "Practice: invented children"
DESIGN_SIZE = (1366, 696)
SMALLEST = (683, 420)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the rail. ``make`` makes its pane, a widget, when it is first gone to.

    A pane may have ``help_name`` (its page of help), ``flush()`` (keeps what is being typed; called before
    locking), ``where()`` and ``go_back(where)`` (what stands open in it, as plain values, to come back to after an
    unlock; fields, carets and scrolling come back by themselves), and ``in_meeting()`` (whether people are in the
    room: names are covered then, and the desk does not lock in front of them).
    """

    key: str
    icon: str
    words: str
    make: Callable[[], QWidget]
    on_rail: bool = True
    """False for what the menu or a key leads to: settings, about."""


@dataclass(frozen=True, slots=True)
class Session:
    """An open desk as the window needs it."""

    opened: Opened
    places: tuple[Place, ...]
    lock: Callable[[], None]
    """Closes and seals the desk. Called on the door's thread, once no pane is left."""
    undo_words: Callable[[], str]
    """The words of the newest change that can be taken back ("Booked a review"); empty for none. At once."""
    redo_words: Callable[[], str]
    undo: Callable[[int | None], Future[Any]]
    """Takes back the change of that number, or with none the newest that can be taken back."""
    redo: Callable[[], Future[Any]]
    patience: Callable[[], Patience] = Patience
    """How long nobody may touch the window before it covers or locks."""
    keep_place: Callable[[str], Any] = lambda _: None
    """Keeps where the person is in the window, with what was typed and stands nowhere else; empty forgets it."""
    kept_place: Callable[[], str] = lambda: ""
    entered: Callable[[], None] = lambda: None
    """Told once the desk is shown."""
    before_lock: Callable[[], object] = lambda: None
    """Told before its panes go."""
    close: Callable[[], None] | None = None
    """As ``lock``, when the window goes for good: the last backup is made first."""
    not_kept: Callable[[], str] = lambda: ""
    """What is asked before the window closes, when no disk took what was typed; empty when all is kept."""
    clipboard_seconds: Callable[[], int] = lambda: 60
    new_day: Callable[[], bool] = lambda: False
    """Asks what day it is; whether the desk is read on another day now."""
    finder: Callable[[Sequence[tuple[str, str, str]]], Any] | None = None
    """What the finder's box asks (``ui.finding``), given the window's own actions as (key, words, keys)."""
    save_list: Callable[[Any, str], Future[Any]] | None = None
    """Saves a list that is shown (``ui.list_saving``) as a file of that path."""
    verify: Callable[[str], Future[Any]] | None = None
    """Which finalised paper the file of that path is (``ui.paper_check``)."""
    hide_names: Callable[[bool], None] = lambda on: None
    """Shows initials in the place of every name, or the names again."""
    names_hidden: Callable[[], bool] = lambda: False
    changes: ChangeSignal = field(default_factory=ChangeSignal)


class MainWindow(QMainWindow):
    """The one window.

    ``lock_wanted`` asks whoever owns the desk to lock it; ``look_changed`` tells that mode or size changed;
    ``closing`` that the window goes; ``calculator_wanted`` asks for the calculator's own window. The title never
    holds a name.
    """

    lock_wanted = Signal()
    work_wanted = Signal(object)
    """The :class:`ClosedWork` for which the desk is to be locked."""
    look_changed = Signal()
    closing = Signal()
    calculator_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("IRO Desk")
        self.setMinimumSize(*SMALLEST)
        self.resize(*DESIGN_SIZE)
        self.session: Session | None = None
        self.rail: Rail | None = None
        self.notices: Notices | None = None
        self._closes_anyway = False
        self._panes: dict[str, QWidget] = {}
        self._stack: QStackedWidget | None = None
        self._newest: Any = None  # The change of the desk that was told last.
        self._waiting: dict[str, Any] = {}  # What places not gone to since the unlock come back to.
        self._toast_of: int | None = None  # Number of the change that the toast speaks of.
        self._before_hiding: Mapping[str, Any] = {}  # The window's state as it was when names were hidden.
        self._finder: Any = None
        self.commands = self._make_commands()
        self.help = HelpDrawer(self)
        self.cover = Cover(self)

    # -- what is shown -------------------------------------------------------------------------------------

    def show_screen(self, screen: QWidget) -> None:
        """Shows a screen before the desk, in place of everything else."""
        self.leave_desk()
        self._before_hiding = {}  # It holds what was typed, and names.
        self.setWindowTitle("IRO Desk")
        self._put(screen)

    def show_desk(self, session: Session, state: Mapping[str, Any] | None = None, typed_on: str = "") -> None:
        """Shows an open desk: the rail, and a place.

        ``state`` is what :meth:`state` answered before the lock; ``typed_on`` was typed through it, and goes into the
        field that was left.
        """
        self.leave_desk()
        self.session = session
        self.setWindowTitle("IRO Desk: practice" if session.opened.practice else "IRO Desk")
        places = [(each.key, each.icon, each.words) for each in session.places if each.on_rail]
        hidden = session.names_hidden()
        foot = [
            ("more", "ellipsis", "More", "Undo, size, appearance, help (F10)"),
            *([("find", "search", "Find", "Ctrl+K")] if session.finder is not None else []),
            ("names", "eye-off", "Names hidden" if hidden else "Hide names", "F9"),
            ("lock", "lock", "Lock", "Ctrl+L"),
        ]
        self.rail = Rail(places, foot)
        self.rail.went.connect(self.go)
        self.rail.asked.connect(self._asked)
        self._stack = QStackedWidget()
        self.notices = Notices()
        body = column((self._stack, 1), self.notices)
        whole = row(self.rail, (body, 1), gap=0)
        self._put(column(practice_banner(), (whole, 1)) if session.opened.practice else whole)
        session.changes.changed.connect(self._changed)
        self._name_changes()
        state = coming_back.with_texts_of(state, {}) if state and hidden else state or {}
        self._waiting = {key: state["panes"][key] for key in state.get("panes", {}) if key in self._known_places()}
        if session.places:
            known = state.get("place", "") in self._known_places()
            self.go(state["place"] if known else session.places[0].key)
        coming_back.open_dialogs_again(self, self._panes, state.get("dialogs", ()))
        coming_back.type_on(QApplication.focusWidget() or self.focusWidget(), typed_on)

    def leave_desk(self) -> None:
        """Takes away everything that shows the desk: dialogs, menus, panes."""
        self.cover.lift(focus=False)
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        in_front = QApplication.activeWindow() is not None
        for floating in (*self.findChildren(QDialog), *self.findChildren(QMenu)):
            floating.close()
            bridge.let_go(floating)
            floating.deleteLater()
        if in_front:
            self.activateWindow()  # What comes next is asked here; in the background it stays there.
        for beside in (*self.findChildren(Popover), *([self._finder] if self._finder is not None else [])):
            beside.close_it()
        if self.session is not None:
            self.session.changes.changed.disconnect(self._changed)
        self.session, self.rail, self._stack, self.notices = None, None, None, None
        self._newest, self._toast_of, self._waiting = None, None, {}
        for pane in self._panes.values():
            pane.hide()
            bridge.let_go(pane)
            pane.deleteLater()
        self._panes = {}
        self._name_changes()

    def go(self, place: str) -> None:
        """Goes to a place of the rail."""
        assert self.session is not None
        assert self._stack is not None
        assert self.rail is not None
        pane = self._panes.get(place)
        made = pane is None
        if pane is None:
            pane = next(each for each in self.session.places if each.key == place).make()
            self._panes[place] = pane
            self._stack.addWidget(pane)
        self.rail.show_place(place)
        self._stack.setCurrentWidget(pane)
        before = self._waiting.pop(place, None) if made else None
        if before is not None:
            if before["where"] is not None and hasattr(pane, "go_back"):
                pane.go_back(before["where"])
            coming_back.put_back(pane, before["inside"])

    def go_aside(self, place: str) -> None:
        """Goes to what stands beside the rail's places, if the desk that is open has it."""
        if self.session is not None and any(each.key == place for each in self.session.places):
            self.go(place)
            self._panes[place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def place(self) -> str:
        """The place that is open; empty before the desk."""
        pane = self._stack.currentWidget() if self._stack is not None else None
        return next((key for key, each in self._panes.items() if each is pane), "")

    def pane(self, place: str) -> QWidget | None:
        """The pane of a place, if it was gone to."""
        return self._panes.get(place)

    def state(self) -> dict[str, Any]:
        """Where the person is, with everything typed that stands nowhere else: to come back to after an unlock."""
        panes = {
            key: {
                "where": pane.where() if hasattr(pane, "where") else None,
                "inside": coming_back.picture_of(pane),
            }
            for key, pane in self._panes.items()
        }
        dialogs = coming_back.pictures_of_dialogs(self, self._panes)
        state = {"place": self.place(), "panes": {**self._waiting, **panes}, "dialogs": dialogs}
        hidden = self.session is not None and self.session.names_hidden()
        return coming_back.with_texts_of(state, self._before_hiding) if hidden else state

    def in_meeting(self) -> bool:
        """Whether a meeting is in front."""
        asked = getattr(self._panes.get(self.place()), "in_meeting", None)
        return bool(asked()) if callable(asked) else False

    def begin_day(self) -> None:
        """Another day began: the desk is shown anew, with the person where they were."""
        if self.session is not None:
            state, session = self.state(), self.session
            self.flush()
            session.before_lock()
            self.show_desk(session, state)
            session.entered()

    def flush(self) -> None:
        """Has every pane and field keep what is being typed; a fault of one takes nothing from the others."""
        for pane in self._panes.values():
            for widget in (pane, *pane.findChildren(QWidget)):
                keep = getattr(widget, "flush", None)
                if callable(keep):
                    bridge.in_any_case(keep)

    def toast(self, words: str, *, undo: bool = True) -> None:
        """A toast in the open pane on the change that was told last; it goes when another one becomes the newest.

        Its Undo takes back that very change. ``undo`` is false for what cannot be taken back.
        """
        if self._stack is None:
            return
        newest = self._newest if undo else None
        act = None if newest is None else partial(self._take_back, newest.n, newest.words)
        Toast.show_in(self._stack, words, act)
        self._toast_of = None if newest is None else newest.n

    def say_refusal(self, error: UserFacingError) -> None:
        """Says over the window what was refused, what is safe and what to do."""
        then = " ".join(part for part in (error.safe, error.do) if part)
        body = column(Text(then, "body", "ink2", wrap=True))
        Dialog(self, error.what, body, [("on", "Go on", "primary")]).open_it()

    # -- commands ------------------------------------------------------------------------------------------

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
            from iro_desk.ui.paper_check import ask_which_file

            ask_which_file(self, self.check_paper)

    def check_paper(self, path: str) -> None:
        """Says which finalised paper the file of that path is."""
        if self.session is not None and self.session.verify is not None:
            from iro_desk.ui.paper_check import check

            check(self, self.session.verify, path, self._could_not)

    def turn_names(self) -> None:
        """Hides every name, or shows them again: every pane is made anew where it was."""
        session = self.session
        if session is None:
            return
        state, hiding = self.state(), not session.names_hidden()
        self.flush()
        self._before_hiding = state if hiding else {}
        session.hide_names(hiding)
        self.show_desk(session, state)
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        if session.names_hidden():
            app.installEventFilter(self)
        announce(self, "Names hidden" if session.names_hidden() else "Names shown")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While names are hidden nothing is typed into a text: it would stand beside initials."""
        kind = event.type()
        if (
            kind in (QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.Drop)
            and isinstance(watched, QLineEdit | QTextEdit | QPlainTextEdit)
            and not watched.property("searches")
            and self.session is not None
            and self.session.names_hidden()
            and not (isinstance(event, QKeyEvent) and not event.text().strip())
        ):
            self.toast("Names are hidden: F9 shows them, then write", undo=False)
            return True
        return super().eventFilter(watched, event)

    def show_help(self) -> None:
        """Opens or closes the page that explains what is in front."""
        shown = self._stack.currentWidget() if self._stack is not None else self.centralWidget()
        self.help.turn(page_of(QApplication.focusWidget()) or page_of(shown) or self.place())

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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps what is being typed; whoever owns the desk closes it. What no disk took is asked about first."""
        self.flush()
        words = self.session.not_kept() if self.session is not None and not self._closes_anyway else ""
        if words:
            event.ignore()
            self._ask_to_close(words)
            return
        self.closing.emit()
        super().closeEvent(event)

    def _ask_to_close(self, words: str) -> None:
        def chose(key: str) -> None:
            if key == "close":
                self._closes_anyway = True
                self.close()

        body = Text(words, "body", "ink2", wrap=True)
        buttons = [("stay", "Keep the window open", "primary"), ("close", "Close and lose them", "danger")]
        question = Dialog(self, "Close although the disk did not take what you typed?", body, buttons)
        question.chose.connect(chose)
        question.open_it()

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

    def _changed(self, change: Any) -> None:
        if change.kind not in ("opened", "printed", "exported", "key", "found"):
            self._newest = change
        if self._toast_of is not None and self._stack is not None and change.n != self._toast_of:
            Toast.clear_in(self._stack)
            self._toast_of = None
        self._name_changes()

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

    def _known_places(self) -> set[str]:
        return {each.key for each in self.session.places} if self.session is not None else set()

    def _lock(self) -> None:
        if self.session is not None:
            self.lock_wanted.emit()

    def _put(self, widget: QWidget) -> None:
        before = self.takeCentralWidget()
        if before is not None:
            before.hide()
            before.deleteLater()
        self.setCentralWidget(widget)
        widget.show()  # At once, so that what is in it can have the focus.
        self.help.close_it()
        self.help.raise_()


def practice_banner() -> QWidget:
    """The line that a practice desk always wears."""
    banner = Surface("accent_tint", lines="bottom")
    words = "Nothing here is about a real child."
    row(
        Text(PRACTICE_WORDS, "small_strong", "accent"),
        Text(words, "small", "ink2"),
        None,
        margins=(24, 5, 24, 5),
        into=banner,
    )
    banner.setAccessibleName(PRACTICE_WORDS)
    return banner
