"""What makes the desk lock, cover or begin another day without a key: the system, a sleep, midnight, a meeting."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from iro_desk.practice import opening
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.ui import clock_watch, start, system_watch
from iro_desk.ui.app import DeskApp
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.clock_watch import ClockWatch
from iro_desk.ui.unlock import UnlockScreen
from iro_desk.ui.widgets import Text
from tests.conftest import PASSPHRASE, PracticeDesks
from tests.soak import surfaces

DAY = opening.PRACTICE_DAY


class Today:
    """A day that the test turns."""

    day = DAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def today() -> Today:
    return Today()


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path, today: Today, practice_desk: PracticeDesks) -> Iterator[DeskApp]:
    """A window on invented children, on a desk that does not remember a day of its own."""
    folder = practice_desk(tmp_path / "own.irodesk", children=24, data=tmp_path, desk_day="")
    door = start.door(today, tmp_path, folder)
    app = DeskApp(door, partial(start.session_of, None, today=today), data_folder=tmp_path)
    qtbot.addWidget(app.window)
    app.window.resize(1366, 696)
    app.window.show()
    app.window.activateWindow()
    app.enter(door.open(folder, PASSPHRASE))
    app.window.go("caseload")
    surfaces.to_the_front(app, qtbot)
    yield app
    app.window.close()


def place_of(app: DeskApp) -> CaseloadPlace:
    place = app.window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    return place


def open_meeting(app: DeskApp, qtbot: QtBot) -> None:
    place = place_of(app)
    for row in caseload_view(place.workspace).rows:
        for review in child_view(place.workspace, row.id).reviews:
            if review.state == "booked":
                place.open_review(review.id)
                place._actions.open_review(review.id, DAY).result(timeout=15)
                qtbot.waitUntil(lambda: place.review._view is not None and place.review._view.state == "open")
                place.review.open_step("meet")
                return


def shown(app: DeskApp) -> str:
    return " ".join(text.words() for text in app.window.findChildren(Text) if text.isVisible())


def test_in_a_meeting_names_and_text_are_covered_and_a_key_brings_them_back_untyped(app: DeskApp, qtbot: QtBot) -> None:
    open_meeting(app, qtbot)
    meet = place_of(app).review._meet
    assert meet._view is not None
    meet.open_heading(meet._view.agenda[4].key)
    QTest.keyClicks(meet._writing, "She has a")
    QTest.keyClick(meet._writing, Qt.Key.Key_Left)
    child = meet._view.known_as
    assert child in shown(app)
    app.idle.idle.emit()
    assert app.window.session is not None, "ten minutes do not lock in front of a mother"
    app.idle.rested.emit()
    assert app.window.cover.is_down()
    assert child not in shown(app)
    assert not meet._writing.isVisible()
    QTest.keyClicks(QApplication.focusWidget() or app.window, "x")
    assert not app.window.cover.is_down()
    assert meet._writing.toPlainText() == "She has a"
    qtbot.waitUntil(meet._writing.hasFocus)
    QTest.keyClicks(meet._writing, " dog called")
    assert meet._writing.toPlainText() == "She has  dog calleda"
    app.idle.rested.emit()
    app.idle.idle_in_meeting.emit()
    assert isinstance(app.window.centralWidget(), UnlockScreen)
    assert not app.window.cover.is_down()


def test_a_dialog_that_opens_by_itself_is_covered_too(app: DeskApp, qtbot: QtBot) -> None:
    open_meeting(app, qtbot)
    app.idle.rested.emit()
    dialog = QDialog(app.window)
    box = QVBoxLayout(dialog)
    box.addWidget(field := QLineEdit("A child's words"))
    dialog.show()
    assert dialog.isVisible()
    assert not field.isVisible()
    QTest.keyClicks(dialog, "x")
    assert not app.window.cover.is_down()
    assert field.isVisible()
    assert field.text() == "A child's words"
    app.idle.rested.emit()
    dialog.deleteLater()
    qtbot.waitUntil(lambda: not app.window.findChildren(QDialog))
    assert app.window.cover.is_down()
    app.window.cover.lift()


def test_outside_a_meeting_nothing_is_covered(app: DeskApp) -> None:
    app.idle.rested.emit()
    assert not app.window.cover.is_down()


def test_ctrl_l_locks_a_covered_meeting(app: DeskApp, qtbot: QtBot) -> None:
    open_meeting(app, qtbot)
    app.idle.rested.emit()
    QTest.keyClick(QApplication.focusWidget() or app.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(app.window.centralWidget(), UnlockScreen)


def test_after_midnight_the_views_follow_and_the_person_stays_where_they_were(
    app: DeskApp, qtbot: QtBot, today: Today
) -> None:
    open_meeting(app, qtbot)
    meet = place_of(app).review._meet
    meet.write()
    QTest.keyClicks(meet._writing, "Late ")
    today.day = DAY + timedelta(days=1)
    app.clock.looked.emit()
    place = place_of(app)
    assert place.workspace.today == today.day
    assert place.review.step() == "meet"
    assert place.review._meet._today == today.day
    QTest.keyClicks(QApplication.focusWidget() or app.window, "in the evening")
    assert place.review._meet._writing.toPlainText() == "Late in the evening"
    assert place.caseload._view is not None
    assert place.caseload._view.day == today.day


def test_a_sleep_that_nobody_told_of_is_noticed_and_locks(
    app: DeskApp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.clock.look()
    assert app.window.session is not None
    wall = clock_watch._wall_clock()
    monkeypatch.setattr(clock_watch, "_wall_clock", lambda: wall + 3600)
    app.clock.look()
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    assert "because the computer slept" in shown(app)


def test_a_short_pause_is_no_sleep(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = ClockWatch(qapp)
    slept: list[bool] = []
    watch.slept.connect(lambda: slept.append(True))
    wall = clock_watch._wall_clock()
    watch.begin()
    watch._timer.stop()
    monkeypatch.setattr(clock_watch, "_wall_clock", lambda: wall + 30)
    watch.look()
    assert slept == []


NEEDS_A_BUS = pytest.mark.skipif(
    sys.platform == "win32" or not all(map(shutil.which, ("dbus-daemon", "dbus-send", "gdbus"))),
    reason="needs a D-Bus of the test's own",
)


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment in which both buses are one of the test's own."""
    address = f"unix:path={tmp_path / 'bus'}"
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address={address}"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout is not None
    daemon.stdout.readline()
    yield {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address}
    daemon.kill()
    daemon.wait()


@NEEDS_A_BUS
def test_the_system_tells_over_its_bus_that_it_sleeps_or_locks(bus: dict[str, str]) -> None:
    code = """
import os, subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
from iro_desk.ui.system_watch import SystemWatch
app = QCoreApplication([])
told = []
watch = SystemWatch(app)
watch.must_lock.connect(lambda why: (print(why, flush=True), told.append(why), len(told) == 4 and app.quit()))
watch.begin()
def send(path, name, *args):
    bus = os.environ["DBUS_SYSTEM_BUS_ADDRESS"]
    subprocess.run(["dbus-send", "--bus=" + bus, "--type=signal", path, name, *args], check=True)
def tell():
    send("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:false")
    send("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "boolean:true")
    send("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session.Lock")
    subprocess.run(["gdbus", "emit", "--session", "--object-path", "/org/freedesktop/UPower",
                    "--signal", "org.freedesktop.DBus.Properties.PropertiesChanged",
                    "'org.freedesktop.UPower'", "{'LidIsClosed': <true>}", "@as []"], check=True)
    send("/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true")
QTimer.singleShot(0, tell)
QTimer.singleShot(15000, app.quit)
sys.exit(app.exec())
"""
    ran = subprocess.run([sys.executable, "-c", code], env=bus, capture_output=True, text=True, timeout=60)
    told = ran.stdout.split("\n")[:-1]
    assert sorted(told) == sorted(
        [system_watch.SLEEPS, system_watch.SCREEN_LOCKED, system_watch.LID_CLOSED, system_watch.SCREEN_LOCKED]
    ), ran.stderr


LOGIN1 = """
import os, threading
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor, QDBusVirtualObject
app = QCoreApplication([])
class Login1(QDBusVirtualObject):
    def introspect(self, path):
        return ""
    def handleMessage(self, message, connection):
        print(message.member(), *message.arguments(), flush=True)
        ours, theirs = os.pipe()
        connection.send(message.createReply(QDBusUnixFileDescriptor(theirs)))
        os.close(theirs)
        threading.Thread(target=lambda: (os.read(ours, 1), print("given back", flush=True)), daemon=True).start()
        return True
bus = QDBusConnection.systemBus()
bus.registerService("org.freedesktop.login1")
stands = Login1()
print("ready", bus.registerVirtualObject("/org/freedesktop/login1", stands), flush=True)
app.exec()
"""


@NEEDS_A_BUS
def test_a_sleep_waits_until_the_desk_is_locked(bus: dict[str, str]) -> None:
    login1 = subprocess.Popen([sys.executable, "-c", LOGIN1], env=bus, stdout=subprocess.PIPE, text=True)
    assert login1.stdout is not None
    assert login1.stdout.readline() == "ready True\n"
    code = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from iro_desk.ui.system_watch import SystemWatch
app = QCoreApplication([])
watch = SystemWatch(app)
watch.begin()
def look():
    if watch._held_sleep is not None:
        watch.begin()
        watch.may_sleep()
        print("locked", watch._held_sleep, flush=True)
        sys.stdin.readline()
        app.quit()
timer = QTimer(app)
timer.timeout.connect(look)
timer.start(20)
QTimer.singleShot(15000, app.quit)
app.exec()
"""
    window = subprocess.Popen(
        [sys.executable, "-c", code], env=bus, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert window.stdout is not None
        assert window.stdout.readline() == "locked None\n"
        assert login1.stdout.readline() == "Inhibit sleep IRO Desk The desk is locked first delay\n"
        assert login1.stdout.readline() == "given back\n", "the window still runs, and the system may sleep"
        window.communicate("\n", timeout=30)
    finally:
        window.kill()
        login1.kill()


def test_a_bus_on_another_computer_is_left_alone() -> None:
    assert system_watch._is_local("unix:path=/run/user/1000/bus", default=False)
    assert not system_watch._is_local("tcp:host=198.51.100.7,port=1", default=True)
    assert not system_watch._is_local("unix:path=/run/bus;tcp:host=198.51.100.7", default=True)


def test_whatever_the_system_tells_locks_at_once_and_says_why(
    app: DeskApp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_meeting(app, qtbot)
    closed: list[bool] = []
    monkeypatch.setattr(app.system, "may_sleep", lambda: closed.append(True))
    assert isinstance(app.system, QObject)
    app.system.sleeps(True)
    assert isinstance(app.window.centralWidget(), UnlockScreen)
    assert system_watch.SLEEPS in shown(app)
    qtbot.waitUntil(lambda: closed == [True])
