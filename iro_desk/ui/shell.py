"""The main window: a screen before the desk, or the rail with its panes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from iro_desk.ui import bridge, coming_back, listening, tab_order
from iro_desk.ui.commands import Commands
from iro_desk.ui.cover import Cover
from iro_desk.ui.help import HelpDrawer
from iro_desk.ui.session import Session
from iro_desk.ui.widgets import Dialog, Notices, Popover, Rail, Surface, Text, Toast, announce, column, row

PRACTICE_WORDS = "Practice: invented children"
DESIGN_SIZE = (1366, 696)
SMALLEST = (683, 420)
_WRITES = (QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.Drop)
LATE_REST_MS = 2000
"""So long after the last change what is late is counted anew, while Today was not gone to."""


class MainWindow(Commands):
    """The one window.

    ``lock_wanted`` asks whoever owns the desk to lock it; ``look_changed`` tells that mode or size changed;
    ``closing`` that the window goes; ``calculator_wanted`` asks for the calculator's own window. The title never
    holds a name.
    """

    work_wanted = Signal(object)
    """The :class:`ClosedWork` for which the desk is to be locked."""
    closing = Signal()

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
        self._told: dict[str, dict[str, Any]] = {}
        self._in_front: set[str] = set()
        """The places that were in front since the panes were told of last."""
        self._late_rest = QTimer(self, singleShot=True, interval=LATE_REST_MS)
        self._late_rest.timeout.connect(self._count_late)
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
        self._count_late()
        coming_back.open_dialogs_again(self, self._panes, state.get("dialogs", ()))
        if state.get("finder"):
            self.open_finder()
            coming_back.put_back(self._finder, state["finder"])
        if self.focusWidget() is None and self.place() in self.rail.places:
            self.rail.places[self.place()].setFocus(Qt.FocusReason.OtherFocusReason)
        coming_back.type_on(QApplication.focusWidget() or self.focusWidget(), typed_on)

    def _count_late(self) -> None:
        """The rail's badge, which Today itself keeps once it was gone to."""
        if self.session is None or self.session.count_late is None or self.rail is None or "today" in self._panes:
            return
        today = self.rail.places["today"]
        told = lambda late: None if "today" in self._panes else today.set_badge(late)  # noqa: E731
        bridge.when_done(self.session.count_late(), self.rail, told)

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
        coming_back.forget_late()
        for pane in self._panes.values():
            pane.hide()
            bridge.let_go(pane)
            pane.deleteLater()
        self._panes, self._told = {}, {}
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
        left, held = self._stack.currentWidget(), self.focusWidget()
        self._stack.setCurrentWidget(pane)
        focused = self.focusWidget()
        if held is left and left is not pane and not (focused and pane.isAncestorOf(focused)):
            pane.setFocus(Qt.FocusReason.OtherFocusReason)  # A pane that holds it as a whole hands it on so.
        elif held in self.rail.places.values():  # The ring is at the place that is shown, not at the one before.
            self.rail.places.get(place, pane).setFocus(Qt.FocusReason.OtherFocusReason)
        self._in_front.add(place)
        before = self._waiting.pop(place, None) if made else None
        if before is not None:
            self._bring_back_into(pane, before)

    def bring_back(self, place: str) -> None:
        """Makes a place that was open before the lock again, behind the one in front."""
        before = self._waiting.pop(place, None)
        if before is None or self.session is None or self._stack is None:
            return
        pane = next(each for each in self.session.places if each.key == place).make()
        self._panes[place] = pane
        self._told.pop(place, None)
        self._stack.addWidget(pane)
        self._bring_back_into(pane, before, focus=False)

    def _bring_back_into(self, pane: QWidget, before: Mapping[str, Any], *, focus: bool = True) -> None:
        if before["where"] is not None and hasattr(pane, "go_back"):
            pane.go_back(before["where"])

        def stands_open() -> Mapping[str, str]:
            return coming_back.open_in(pane.where()) if hasattr(pane, "where") else {}

        left, came_to = coming_back.open_in(before["where"]), stands_open()

        def still_here() -> bool:  # What stands behind the page in front is not always opened again.
            return all(each in (left.get(key), came_to.get(key)) for key, each in stands_open().items())

        coming_back.put_back(pane, before["inside"], focus=focus, still_here=still_here)

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

    def state(self, *, typed: bool = False) -> dict[str, Any]:
        """Where the person is, with everything typed that stands nowhere else: to come back to after an unlock.

        For what is ``typed`` alone, places that were not in front since are told as they were: a key waits for it.
        """
        front = self.place()
        for key, pane in self._panes.items():
            if not typed or key == front or key in self._in_front or key not in self._told:
                where = pane.where() if hasattr(pane, "where") else None
                self._told[key] = {"where": where, "inside": coming_back.picture_of(pane)}
        self._in_front = {front}
        panes = {key: self._told[key] for key in self._panes}
        dialogs = coming_back.pictures_of_dialogs(self, self._panes)
        state = {"place": self.place(), "panes": {**self._waiting, **panes}, "dialogs": dialogs}
        if self._finder is not None:
            state["finder"] = coming_back.picture_of(self._finder, whole=True)
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

    # -- names hidden, and the end -------------------------------------------------------------------------

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
        listening.stop(self)
        if session.names_hidden():
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            listening.listen(app, self, _WRITES, self._nothing_is_written)
        announce(self, "Names hidden" if session.names_hidden() else "Names shown")

    def focusNextPrevChild(self, next: bool) -> bool:
        """The Tab key goes as the eye does."""
        return tab_order.go(self, next) or super().focusNextPrevChild(next)

    def event(self, event: QEvent) -> bool:
        """Come to the front with nothing in focus (a dialog closed that the mouse opened): the pane has it, unmarked.

        The toolkit would give it to the first control of the window, and Enter would leave the pane.
        """
        if event.type() == QEvent.Type.WindowActivate and self.focusWidget() is None and self.session is not None:
            pane = self._stack.currentWidget() if self._stack is not None else None
            if pane is not None:
                pane.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().event(event)

    def _nothing_is_written(self, watched: QObject, event: QEvent) -> bool:
        """While names are hidden nothing is typed into a text: it would stand beside initials."""
        if (
            isinstance(watched, QLineEdit | QTextEdit | QPlainTextEdit)
            and not watched.property("searches")
            and self.session is not None
            and self.session.names_hidden()
            and not (isinstance(event, QKeyEvent) and not event.text().strip())
        ):
            self.toast("Names are hidden: F9 shows them, then write", undo=False)
            return True
        return False

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

    def _changed(self, change: Any) -> None:
        if change.kind not in ("opened", "printed", "exported", "key", "found"):
            self._newest = change
        if self._toast_of is not None and self._stack is not None and change.n != self._toast_of:
            Toast.clear_in(self._stack)
            self._toast_of = None
        self._late_rest.start()
        self._name_changes()

    def _known_places(self) -> set[str]:
        return {each.key for each in self.session.places} if self.session is not None else set()

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
