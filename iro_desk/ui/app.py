"""The application: the screens before the desk, the desk, locking, and back."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QByteArray, QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice import courtesy
from iro_desk.ui import bridge, coming_back, listening, theme
from iro_desk.ui.clipboard import ClipboardWatch, words_of
from iro_desk.ui.clock_watch import ClockWatch
from iro_desk.ui.collecting import Collector
from iro_desk.ui.cover import is_lock_key
from iro_desk.ui.crash import CrashHandler
from iro_desk.ui.door import ClosedWork, DeskDoor, Doorkeeper, Opened
from iro_desk.ui.idle import IdleWatch, Patience
from iro_desk.ui.keeping_place import KeepingPlace
from iro_desk.ui.memory import WindowMemory
from iro_desk.ui.session import Session
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.single_instance import SingleInstance
from iro_desk.ui.system_watch import SystemWatch
from iro_desk.ui.unlock import UnlockScreen
from iro_desk.ui.widgets import paint_sign

LONDON = ZoneInfo("Europe/London")
SWITCH_SECONDS = 0.0002
"""A key press changes between Qt and Python dozens of times, and may wait so long each time for work beside it."""
_PRESSES = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
SETTLED_MS = 2000
READY_AFTER_MS = 150

RECOVERED = "What you were typing when the program ended is back where it was."

SessionOf = Callable[[Opened, MainWindow], Session]
"""Makes the places of an open desk. May call the window's ``go``, ``toast`` and ``say_refusal``."""


def now() -> datetime:
    """The moment, in London."""
    return datetime.now(LONDON)


class DeskApp(QObject):
    """Owns the one window and leads from screen to screen.

    ``session_of`` makes the places of a desk; ``began(next, session)`` is told after a first start what was
    chosen to come next: ``import``, ``add-child`` or ``""``.
    """

    def __init__(
        self,
        door: DeskDoor,
        session_of: SessionOf,
        *,
        data_folder: Path,
        idle_minutes: float | None = None,
        began: Callable[[str, MainWindow], None] | None = None,
    ) -> None:
        """``idle_minutes`` takes the place of the desk's own setting."""
        super().__init__()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        bridge.start()
        # Work beside the window hands the interpreter over soon: a key press never waits long for it.
        sys.setswitchinterval(SWITCH_SECONDS)
        self._collector = Collector(app, self)
        self._door, self._session_of, self._began = door, session_of, began
        self._keeper = Doorkeeper()
        self._memory_file = data_folder / "window.json"
        self.memory = WindowMemory.read(self._memory_file)
        theme.apply(self.memory.mode, self.memory.zoom)
        self.window = MainWindow()
        self.window.setWindowIcon(program_icon())
        if self.memory.geometry:
            self.window.restoreGeometry(QByteArray(self.memory.place()))
        self.window.lock_wanted.connect(lambda: self.lock())
        self.window.work_wanted.connect(self._work_closed)
        self.window.look_changed.connect(self._keep_look)
        self.window.closing.connect(self._close)
        self.window.calculator_wanted.connect(self.show_calculator)
        self._calculator: QWidget | None = None
        self._idle_minutes = idle_minutes
        self.idle = IdleWatch(app)
        self.idle.rested.connect(self._cover)
        self.idle.idle.connect(lambda: None if self.window.in_meeting() else self._lock_idle(self.idle.patience.lock))
        self.idle.idle_in_meeting.connect(lambda: self._lock_idle(self.idle.patience.meeting))
        self.window.cover.lifted.connect(self._begin_waiting)
        self.system = SystemWatch(self)
        self.system.must_lock.connect(self._lock_system)
        self.clock = ClockWatch(self)
        self.clock.slept.connect(lambda: self._lock_system("the computer slept"))
        self.clock.looked.connect(self._ask_the_day)
        self._keeping = KeepingPlace(app, self.window)
        listening.listen(app, self, _PRESSES, self._pressed)
        self.instance = SingleInstance(self)
        self.instance.raised.connect(self._come_forward)
        self._session: Session | None = None
        self._locked_here = False
        self.clipboard = ClipboardWatch(self, lambda: self._session.clipboard_seconds() if self._session else 60)
        self.clipboard.left.connect(self._tell_of_the_clipboard)
        self._closed = False

    def start(self) -> bool:
        """Shows the first screen; ``False`` when another window has this desk open and came forward."""
        recent = self._recent()
        if recent is not None and not self.instance.claim(recent):
            return False
        if recent is None:
            self.show_welcome()
        else:
            self.show_unlock(recent, practice=self._recent_is_practice())
        self.window.show()
        return True

    def show_welcome(self) -> None:
        """The choices of the first start."""
        from iro_desk.ui.first_start import WelcomeScreen  # not needed before a desk that is only unlocked

        screen = WelcomeScreen(self._door, self._keeper, self.memory.recent_desks())
        screen.make.connect(self.show_first_start)
        screen.opened.connect(self.enter)
        screen.chose_folder.connect(self._chose_folder)
        self.window.show_screen(screen)
        screen.make_button.setFocus()

    def show_first_start(self) -> None:
        """The three steps."""
        from iro_desk.ui.first_start import FirstStart

        screen = FirstStart(self._door, self._keeper, today)
        screen.left.connect(self.show_welcome)
        screen.finished.connect(self._first_start_done)
        self.window.show_screen(screen)
        screen.passphrase.first.setFocus()

    def show_unlock(self, folder: Path, *, practice: bool = False, locked: bool = False, note: str = "") -> None:
        """Asks for the passphrase of a desk."""
        foot = "" if practice else folder.stem
        screen = UnlockScreen(self._door, self._keeper, folder, practice=practice, locked=locked, note=note, foot=foot)
        screen.opened.connect(self.enter)
        screen.elsewhere.connect(self._elsewhere)
        screen.calculator.connect(self.show_calculator)
        self.window.show_screen(screen)
        QTimer.singleShot(READY_AFTER_MS, screen, self._make_ready)

    def _make_ready(self) -> None:
        """While the passphrase is typed; the screen is painted by then."""
        if not self._closed:
            self._keeper.ask(self._door.ready)

    def enter(self, opened: Opened) -> None:
        """Shows an open desk, where it was left if it was locked in this window."""
        if not self.instance.claim(opened.folder):
            # Another window asks for its passphrase and came forward: it could not open what is held here.
            own = self._session_of(opened, self.window)
            bridge.when_done(self._keeper.ask(own.lock), self.window, lambda _: None)
            return
        self._collector.begin()
        same = str(opened.folder) == self.memory.last_desk
        screen = self.window.centralWidget()
        typed_on = screen.typed_on if same and isinstance(screen, UnlockScreen) else ""
        self.memory.opened(opened.folder, opened.practice)
        came_from_lock = self._locked_here
        self._locked_here = False
        self._keep()
        self._session = session = self._session_of(opened, self.window)
        state = coming_back.read(session.kept_place())
        self.window.show_desk(session, state, typed_on)
        session.changes.changed.connect(self._mind_the_settings)
        session.entered()
        if state.get("calculator"):
            self._bring_calculator_back(state["calculator"])
        if not came_from_lock and coming_back.has_words(state) and self.window.notices is not None:
            self.window.notices.say("recovered", RECOVERED, "done", seconds=20)
        self._keeping.begin(session)
        self._begin_waiting()
        self.system.begin()
        self.clock.begin()
        QTimer.singleShot(SETTLED_MS, self, self._settled)

    def _settled(self) -> None:
        if self._session is not None:
            self._collector.begin()

    def show_calculator(self) -> None:
        """The calculator's own window, of the desk that is open or of none."""
        from iro_desk.ui.calculator import Calculator

        self._close_calculator()
        workspace = self._session.opened.desk if self._session is not None else None
        made = Calculator(workspace.today, workspace.settings) if workspace is not None else Calculator(today())
        made.setWindowIcon(self.window.windowIcon())
        self._calculator = made
        made.open_it()

    def _calculator_as_it_is(self) -> coming_back.Picture:
        made = self._calculator
        if made is None or not made.isVisible():
            return {}
        return {"inside": coming_back.picture_of(made, whole=True), "in_front": made.isActiveWindow()}

    def _bring_calculator_back(self, picture: coming_back.Picture) -> None:
        self.show_calculator()
        made = self._calculator
        assert made is not None
        QTimer.singleShot(0, made, lambda: coming_back.put_back(made, picture["inside"]))  # After its own first field.
        if not picture["in_front"]:
            self.window.activateWindow()

    def _close_calculator(self) -> None:
        if self._calculator is not None:
            self._calculator.close()
            self._calculator.deleteLater()
            self._calculator = None

    def lock(self, note: str = "") -> Future[None] | None:
        """Locks the open desk: keeps what is typed, takes every pane away, seals, and asks for the passphrase."""
        session = self._session
        if session is None:
            return None
        self.idle.end()
        beside = self._calculator_as_it_is()
        self._close_calculator()  # It reads the settings of the desk, which is about to be shut.
        self._keeping.end()
        for keep in (
            session.before_lock,
            lambda: session.keep_place(coming_back.written({**self.window.state(), "calculator": beside})),
            self.window.flush,
        ):
            bridge.in_any_case(keep)
        self._session, self._locked_here = None, True
        self._collector.end()
        said = note or f"Locked at {now():%H:%M}."
        self.show_unlock(session.opened.folder, practice=session.opened.practice, locked=True, note=said)
        sealed = self._keeper.ask(session.lock)
        bridge.when_done(sealed, self.window, lambda _: forget())
        return sealed

    def _work_closed(self, work: ClosedWork) -> None:
        """Locks the desk and has something done to it before it can be opened again."""
        if self.lock(f"{work.doing}. The desk is closed meanwhile.") is not None:
            screen = self.window.centralWidget()
            assert isinstance(screen, UnlockScreen)
            screen.work(work)

    def _pressed(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+L locks over whatever takes the keys: a question, a menu, the open list of a choice.

        For every other key and press the work beside the window stands aside until it is painted.
        """
        courtesy.begins()
        bridge.once_painted(courtesy.ends)
        if isinstance(event, QKeyEvent) and is_lock_key(event) and self._session is not None:
            self.lock()
            return True
        return False

    def _begin_waiting(self) -> None:
        if self._session is not None:
            self.idle.begin(self._patience(self._session))

    def _patience(self, session: Session) -> Patience:
        patience = session.patience()
        return patience if self._idle_minutes is None else replace(patience, lock=self._idle_minutes)

    def _mind_the_settings(self) -> None:
        if self._session is not None and self._patience(self._session) != self.idle.patience:
            self._begin_waiting()

    def _cover(self) -> None:
        if self.window.in_meeting():
            self.window.cover.put_down()

    def _lock_idle(self, minutes: float) -> None:
        self.lock(f"Locked at {now():%H:%M}, after {minutes:g} minutes without a key.")

    def _lock_system(self, because: str) -> None:
        sealed = self.lock(f"Locked at {now():%H:%M}, because {because}.")
        if sealed is not None:
            sealed.add_done_callback(lambda _: self.system.may_sleep())

    def _tell_of_the_clipboard(self, seconds: int) -> None:
        notices = self.window.notices
        if notices is not None and seconds:
            notices.say("clipboard", words_of(seconds), "wait", aloud=False)
        elif notices is not None:
            notices.drop("clipboard")

    def _ask_the_day(self) -> None:
        if self._session is not None and self._session.new_day():
            self.window.begin_day()

    def _first_start_done(self, opened: Opened, then: str) -> None:
        if then == "practice":
            own = self._session_of(opened, self.window)
            bridge.when_done(self._keeper.ask(own.lock), self.window, lambda _: None)
            self.show_unlock(opened.folder, practice=True)
            screen = self.window.centralWidget()
            assert isinstance(screen, UnlockScreen)
            screen.open_desk()
            return
        self.enter(opened)
        if self._began is not None:
            self._began(then, self.window)

    def _chose_folder(self, folder: Path) -> None:
        if not self.instance.claim(folder):
            return
        self.show_unlock(folder)

    def _elsewhere(self) -> None:
        self.instance.release()
        self.show_welcome()

    def _come_forward(self) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _recent(self) -> Path | None:
        if self._door.recent is not None:
            return self._door.recent
        remembered = Path(self.memory.last_desk) if self.memory.last_desk else None
        return remembered if remembered is not None and remembered.is_dir() else None

    def _recent_is_practice(self) -> bool:
        return self._door.recent_is_practice if self._door.recent is not None else self.memory.last_was_practice

    def _keep_look(self) -> None:
        self.memory.mode, self.memory.zoom = theme.theme.mode, theme.theme.zoom
        self._keep()

    def _keep(self) -> None:
        self.memory.write(self._memory_file)

    def _close(self) -> None:
        """The window goes: the desk is sealed before the process ends."""
        if self._closed:
            return
        self._closed = True
        self.memory.keep_place(bytes(self.window.saveGeometry().data()))
        self._keep()
        self.idle.end()
        self._close_calculator()
        session, self._session = self._session, None
        self._keeping.end(keep=True)
        self.window.leave_desk()  # What the desk still tells finds nobody: it is about to be shut.
        self.clipboard.end()
        self.clock.end()
        listening.stop(self)
        listening.stop(self.idle)
        if session is not None:
            session.before_lock()
            self._keeper.ask(session.close or session.lock)
        self._keeper.close()
        self._collector.leave()
        self.instance.release()


def forget() -> None:
    """Lets go of what the panes of a locked desk left behind: views, models, caches. (Freed memory is not wiped.)"""
    gc.collect()


def today() -> date:
    """The day in London; handed down from here and asked nowhere below."""
    return now().date()


def program_icon() -> QIcon:
    """The sign of the program, for title bar and task bar."""
    picture = QPixmap(128, 128)
    picture.fill(theme.colour("rail"))
    painter = QPainter(picture)
    paint_sign(painter, QRectF(8, 31, 112, 66))
    painter.end()
    return QIcon(picture)


def run(
    door_of: Callable[[], DeskDoor],
    session_of: SessionOf,
    *,
    data_folder: Path,
    idle_minutes: float | None = None,
    began: Callable[[str, MainWindow], None] | None = None,
) -> int:
    """Runs the window until it is closed; the exit code of the process."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("IRO Desk")
    app.setQuitOnLastWindowClosed(True)
    theme.apply()
    holder: list[DeskApp] = []
    crash = CrashHandler(data_folder / "faults.log", lambda: holder[0].window if holder else None)
    crash.install()
    try:
        desk_app = DeskApp(door_of(), session_of, data_folder=data_folder, idle_minutes=idle_minutes, began=began)
    except UserFacingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    holder.append(desk_app)
    if not desk_app.start():
        return 0
    QTimer.singleShot(0, desk_app.window.activateWindow)
    return app.exec()
