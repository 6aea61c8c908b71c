"""The application: the screens before the desk, the desk, locking, and back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.ui import bridge, theme
from iro_desk.ui.crash import CrashHandler
from iro_desk.ui.door import DeskDoor, Doorkeeper, Opened
from iro_desk.ui.idle import IdleWatch
from iro_desk.ui.memory import WindowMemory
from iro_desk.ui.shell import MainWindow, Session
from iro_desk.ui.single_instance import SingleInstance
from iro_desk.ui.unlock import UnlockScreen
from iro_desk.ui.widgets import paint_sign

LONDON = ZoneInfo("Europe/London")

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
        idle_minutes: float = 10,
        began: Callable[[str, MainWindow], None] | None = None,
    ) -> None:
        super().__init__()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        bridge.start()
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
        self.window.look_changed.connect(self._keep_look)
        self.window.closing.connect(self._close)
        self.window.calculator_wanted.connect(self.show_calculator)
        self.idle = IdleWatch(app, idle_minutes)
        self.idle.idle.connect(self._lock_idle)
        self.instance = SingleInstance(self)
        self.instance.raised.connect(self._come_forward)
        self._session: Session | None = None
        self._calculator: QWidget | None = None
        self._place, self._where = "", dict[str, Any]()
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

        screen = WelcomeScreen(self._door, self._keeper)
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

    def enter(self, opened: Opened) -> None:
        """Shows an open desk, where it was left if it was locked in this window."""
        if not self.instance.claim(opened.folder):
            return
        same = str(opened.folder) == self.memory.last_desk
        place, where = (self._place, self._where) if same else ("", {})
        self.memory.last_desk, self.memory.last_was_practice = str(opened.folder), opened.practice
        self._keep()
        self._session = self._session_of(opened, self.window)
        self.window.show_desk(self._session, place, where)
        self.idle.begin()

    def show_calculator(self) -> None:
        """The calculator's own window, of the desk that is open or of none."""
        from iro_desk.ui.calculator import Calculator

        self._close_calculator()
        workspace = self._session.opened.desk if self._session is not None else None
        made = Calculator(workspace.today, workspace.settings) if workspace is not None else Calculator(today())
        made.setWindowIcon(self.window.windowIcon())
        self._calculator = made
        made.open_it()

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
        self._close_calculator()  # It reads the settings of the desk, which is about to be shut.
        self.window.flush()
        self._place, self._where = self.window.place(), self.window.where()
        self._session = None
        said = note or f"Locked at {now():%H:%M}."
        self.show_unlock(session.opened.folder, practice=session.opened.practice, locked=True, note=said)
        sealed = self._keeper.ask(session.lock)
        bridge.when_done(sealed, self.window, lambda _: None)
        return sealed

    def _lock_idle(self) -> None:
        minutes = f"{self.idle.minutes:g}"
        self.lock(f"Locked at {now():%H:%M}, after {minutes} minutes without a key.")

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
        self.window.leave_desk()  # What the desk still tells finds nobody: it is about to be shut.
        if session is not None:
            self._keeper.ask(session.lock)
        self._keeper.close()
        self.instance.release()


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
    idle_minutes: float = 10,
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
