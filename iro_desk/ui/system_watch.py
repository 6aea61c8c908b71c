"""Notices what the system tells: the screen was locked, the computer goes to sleep, the lid was closed.

On Linux the system tells it over D-Bus, whose sockets are files of this computer; on Windows by messages to the
window. Where it tells nothing, the desk still locks on idle and after a sleep (:mod:`iro_desk.ui.clock_watch`).
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Signal, Slot

SCREEN_LOCKED = "the screen was locked"
SLEEPS = "the computer went to sleep"
LID_CLOSED = "the lid was closed"
_SYSTEM_BUS = Path("/run/dbus/system_bus_socket")


class SystemWatch(QObject):
    """``must_lock`` tells why, in words."""

    must_lock = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._begun = False
        self._held_sleep: int | None = None
        self._windows: _WindowsMessages | None = None

    def begin(self) -> None:
        """A desk is open: listens from now on, and asks the system to wait for its lock before a sleep."""
        self._ask_to_be_waited_for()
        if self._begun:
            return
        self._begun = True
        if sys.platform == "win32":
            self._windows = _WindowsMessages(self)
        else:
            self._listen_to_the_bus()

    def may_sleep(self) -> None:
        """The desk is locked and closed: the system need not wait. On any thread."""
        held, self._held_sleep = self._held_sleep, None
        if held is not None:
            os.close(held)

    def _ask_to_be_waited_for(self) -> None:
        """A "delay" of login1 (``Inhibit``): it waits some seconds at most, until what it gave is closed."""
        if self._held_sleep is not None or sys.platform == "win32" or not _system_bus_is_local():
            return
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
        except ImportError:  # A system without it tells nothing.
            return
        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return
        manager = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
        asked = QDBusMessage.createMethodCall(*manager, "Inhibit")
        asked.setArguments(["sleep", "IRO Desk", "The desk is locked first", "delay"])
        answer = QDBusPendingCallWatcher(bus.asyncCall(asked), self)
        answer.finished.connect(self._is_waited_for)

    def _is_waited_for(self, answer: Any) -> None:
        answer.deleteLater()
        if not answer.isError() and self._held_sleep is None:
            given = answer.reply().arguments()[0]
            self._held_sleep = os.dup(given.fileDescriptor())

    # The names of the slots are those that the bus is told.

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        """``org.freedesktop.login1.Manager.PrepareForSleep``: before a sleep, and false after it."""
        if begins:
            self.must_lock.emit(SLEEPS)

    @Slot()
    def session_locks(self) -> None:
        """``org.freedesktop.login1.Session.Lock``."""
        self.must_lock.emit(SCREEN_LOCKED)

    @Slot(bool)
    def screen_covers(self, active: bool) -> None:
        """``ActiveChanged`` of the screen saver."""
        if active:
            self.must_lock.emit(SCREEN_LOCKED)

    @Slot(str, "QVariantMap", "QStringList")
    def properties_change(self, _interface: str, changed: dict[str, Any], _unread: list[str]) -> None:
        """``PropertiesChanged`` of the session (its screen was locked) or of UPower (the lid)."""
        if changed.get("LockedHint") is True:
            self.must_lock.emit(SCREEN_LOCKED)
        if changed.get("LidIsClosed") is True:
            self.must_lock.emit(LID_CLOSED)

    def _listen_to_the_bus(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:  # A system without it tells nothing.
            return
        properties = "properties_change(QString,QVariantMap,QStringList)"
        system = (
            ("org.freedesktop.login1.Manager", "PrepareForSleep", "sleeps(bool)"),
            ("org.freedesktop.login1.Session", "Lock", "session_locks()"),
            ("org.freedesktop.DBus.Properties", "PropertiesChanged", properties),
        )
        session = (
            ("org.freedesktop.ScreenSaver", "ActiveChanged", "screen_covers(bool)"),
            ("org.gnome.ScreenSaver", "ActiveChanged", "screen_covers(bool)"),
        )
        if _system_bus_is_local():
            self._hear(QDBusConnection.systemBus(), system)
        if _is_local(os.environ.get("DBUS_SESSION_BUS_ADDRESS", ""), default=False):
            self._hear(QDBusConnection.sessionBus(), session)

    def _hear(self, bus: Any, signals: tuple[tuple[str, str, str], ...]) -> None:
        if bus.isConnected():
            for interface, name, slot in signals:
                bus.connect("", "", interface, name, self, SLOT(slot))


def _system_bus_is_local() -> bool:
    return _is_local(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", ""), default=_SYSTEM_BUS.exists())


def _is_local(address: str, *, default: bool) -> bool:
    """Whether a bus is reached by a file of this computer: one on another computer is left alone."""
    return all(each.startswith("unix:") for each in address.split(";")) if address else default


class _WindowsMessages(QAbstractNativeEventFilter):
    """WM_WTSSESSION_CHANGE (the session was locked) and WM_POWERBROADCAST (sleep) to any window of the program."""

    _SESSION_CHANGE, _SESSION_LOCK = 0x02B1, 0x7
    _POWER, _SUSPEND = 0x0218, 0x4

    def __init__(self, watch: SystemWatch) -> None:
        super().__init__()
        self._watch = watch
        app = QCoreApplication.instance()
        assert app is not None
        app.installNativeEventFilter(self)
        for window in app.topLevelWindows():  # type: ignore[attr-defined]
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)  # type: ignore[attr-defined]

    def nativeEventFilter(self, kind: Any, message: Any) -> Any:
        """Looks at each message and lets it pass."""
        if bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if told.message == self._SESSION_CHANGE and told.wParam == self._SESSION_LOCK:
                self._watch.must_lock.emit(SCREEN_LOCKED)
            elif told.message == self._POWER and told.wParam == self._SUSPEND:
                self._watch.must_lock.emit(SLEEPS)
        return False, 0
