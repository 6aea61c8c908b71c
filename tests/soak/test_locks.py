"""The desk locks at any moment, from any field and over any dialog, within a second; nothing typed is lost."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from iro_desk.ui import start
from iro_desk.ui.app import DeskApp
from iro_desk.ui.unlock import UnlockScreen
from tests.conftest import PASSPHRASE, PracticeDesks
from tests.soak import rig, surfaces

CTRL = Qt.KeyboardModifier.ControlModifier
IDLE_SECONDS = 0.25
SECOND = 1.0
PATIENCE_MS = 30_000
"""On a busy machine; how long a lock took is measured."""
SEED = int(os.environ.get("SOAK_SEED", 5))
LETTERS = "abcdefghijklmnopqrstuvwxyz žółćŵŷ"


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path, practice_desk: PracticeDesks) -> Iterator[DeskApp]:
    """A window on a desk with a passphrase like anyone's."""
    data = tmp_path / "data"
    folder = practice_desk(tmp_path / "own.irodesk", children=24, data=data, practice="no")
    door = start.door(lambda: surfaces.DAY, data, folder)
    app = DeskApp(door, partial(start.session_of, surfaces.DAY), data_folder=data)
    qtbot.addWidget(app.window)
    app.window.resize(1366, 768)
    app.window.show()
    app.window.activateWindow()
    app.enter(door.open(folder, PASSPHRASE))
    surfaces.to_the_front(app, qtbot)
    yield app
    app.window.close()


def caret_of(edit: surfaces.Typed) -> int:
    return edit.cursorPosition() if isinstance(edit, QLineEdit) else edit.textCursor().position()


def is_locked(app: DeskApp) -> bool:
    return app.window.session is None and isinstance(app.window.centralWidget(), UnlockScreen)


def locked_after(app: DeskApp, qtbot: QtBot, by_idle: bool) -> float:
    """Locks by waiting or by Ctrl+L; how long after it was due the window was locked."""
    if by_idle:
        app._idle_minutes = IDLE_SECONDS / 60
        app._begin_waiting()
        if app.window.in_meeting():
            app.idle._timers[-1].start(round(1000 * IDLE_SECONDS))  # The forty-five minutes of a meeting, shortened.
        due = time.perf_counter() + IDLE_SECONDS
        qtbot.waitUntil(lambda: is_locked(app), timeout=PATIENCE_MS)
        app._idle_minutes = None
        return time.perf_counter() - due
    began = time.perf_counter()
    QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget() or app.window, Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: is_locked(app), timeout=PATIENCE_MS)
    return time.perf_counter() - began


def in_front(app: DeskApp, qtbot: QtBot) -> None:
    """Where there is no window manager, nobody gives the window its turn after a dialog."""
    QTest.qWait(50)
    if surfaces.dialog_of(app) is None:
        surfaces.to_the_front(app, qtbot)


def seen(app: DeskApp) -> str:
    """What stands in front, in words: the place with what is open in it, and the fields by kind and name."""
    pane = app.window.pane(app.window.place())
    where = getattr(pane, "where", dict)()
    dialog = surfaces.dialog_of(app)
    over = f"{type(dialog).__name__} {dialog.accessibleName()} over " if dialog is not None else ""
    fields = surfaces.fields_of(dialog or app.window)
    named = [f"{type(each).__name__} {each.objectName() or each.accessibleName()}" for each in fields]
    return f"{over}{where} with {named}"


def unlock(app: DeskApp, qtbot: QtBot) -> None:
    screen = app.window.centralWidget()
    assert isinstance(screen, UnlockScreen)
    in_front(app, qtbot)
    qtbot.waitUntil(screen.field.edit.hasFocus, timeout=PATIENCE_MS)
    assert screen.field.edit.text() == "", "what was typed landed in the passphrase"
    QTest.keyClicks(screen.field.edit, PASSPHRASE)
    QTest.keyClick(screen.field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.window.session is not None, timeout=PATIENCE_MS)
    surfaces.settle()


@rig.times("locks", 6, 100)
def test_a_lock_at_any_moment_loses_no_letter(locks: int, app: DeskApp, qtbot: QtBot) -> None:
    chance, slowest, worked, letters = Random(SEED), 0.0, 0.0, 0
    kinds: Counter[str] = Counter()
    ways = {**surfaces.SURFACES, **surfaces.QUESTIONS}
    names = list(ways)
    chance.shuffle(names)
    faults: list[str] = []

    def fault(words: str) -> None:
        faults.append(words)
        print(f"\n{words}", flush=True)

    with rig.told("Locks") as say:
        for n in range(locks):
            name = names[n % len(names)]
            ways[name](app, qtbot)
            QTest.qWait(200)  # What is asked for beside the window arrives, and may show the page anew.
            dialog = surfaces.dialog_of(app)
            left: Left | None = None
            if name in surfaces.SURFACES:
                left = typed_somewhere(app, qtbot, chance)
                if isinstance(left, str):
                    fault(f"lock {n}, {name}: {left}")
                    surfaces.close_what_is_open(app)
                    in_front(app, qtbot)
                    continue
                letters += left.letters
            before, chosen, over = seen(app), surfaces.chosen_in(app), name_of(dialog)
            by_idle = chance.random() < 0.5
            busy = time.process_time()
            slowest = max(slowest, locked_after(app, qtbot, by_idle))
            worked = max(worked, time.process_time() - busy)
            kinds["by idling" if by_idle else "by Ctrl+L"] += 1
            kinds["over a dialog" if dialog is not None else "in a pane"] += 1
            unlock(app, qtbot)
            about = f"lock {n}, {name}" + (f", field {left.at} ({left.kind}) with {left.shown!r}" if left else "")
            if not soon(qtbot, lambda over=over: name_of(surfaces.dialog_of(app)) == over):
                fault(f"{about}: {seen(app)} and not {before}")
            elif not soon(qtbot, lambda chosen=chosen: surfaces.chosen_in(app) == chosen):
                fault(f"{about}: chosen {surfaces.chosen_in(app)} and not {chosen}")
            elif left is not None:
                for words in not_as_left(app, qtbot, left):
                    fault(f"{about}: {words}: {seen(app)} and not {before}")
            surfaces.close_what_is_open(app)
            in_front(app, qtbot)
        say(f"{locks} locks of {len(names)} places ({', '.join(f'{number} {kind}' for kind, number in kinds.items())})")
        say(f"seed {SEED}")
        say(f"the slowest {slowest:.2f} s after it was due, at most {worked:.2f} s of the processor")
        say(f"{letters:,} letters typed, {len(faults)} not as they were")
    assert not faults, "\n".join(faults)
    assert locks < 100 or slowest <= SECOND  # Seconds are for the full run, on a quiet machine.


@dataclass(frozen=True)
class Left:
    """A field as it was left."""

    at: int
    of: int
    kind: str
    shown: str
    caret: int
    letters: int


def front(app: DeskApp) -> QWidget:
    return surfaces.dialog_of(app) or app.window


def name_of(dialog: QWidget | None) -> str:
    return f"{type(dialog).__name__} {dialog.accessibleName()}" if dialog is not None else ""


def soon(qtbot: QtBot, holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold: what is shown late has its time."""
    with suppress(Exception):
        qtbot.waitUntil(holds, timeout=PATIENCE_MS // 3)
    return holds()


def typed_somewhere(app: DeskApp, qtbot: QtBot, chance: Random) -> Left | str:
    """Types into any field of what is in front; how it stands, or what is wrong."""
    if not soon(qtbot, lambda: bool(surfaces.fields_of(front(app)))):  # A page may just be made anew.
        return f"there is nothing to type into: {seen(app)}"
    edit = chance.choice(surfaces.fields_of(front(app)))
    edit.window().activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus, timeout=PATIENCE_MS)
    QTest.keyClick(edit, Qt.Key.Key_End, CTRL)
    words = "".join(chance.choices(LETTERS, k=chance.randint(1, 30))).strip() or "a"
    surfaces.press(edit, words)
    for _ in range(chance.randint(0, 5)):
        QTest.keyClick(edit, Qt.Key.Key_Left)
    QTest.qWait(chance.choice((0, 0, 100, 800)))
    # The page may have been shown anew, and typing may have shown more fields.
    if not soon(qtbot, lambda: front(app).window().focusWidget() in surfaces.fields_of(front(app))):
        return f"what was typed into has no focus any more, but {front(app).window().focusWidget()}: {seen(app)}"
    edit, fields = front(app).window().focusWidget(), surfaces.fields_of(front(app))
    shown = surfaces.text_of(edit)
    return Left(fields.index(edit), len(fields), type(edit).__name__, shown, caret_of(edit), len(words))


def not_as_left(app: DeskApp, qtbot: QtBot, left: Left) -> Iterator[str]:
    """What is other than it was, in words."""
    if not soon(qtbot, lambda: len(surfaces.fields_of(front(app))) == left.of):
        yield f"{len(surfaces.fields_of(front(app)))} fields and not {left.of}"
        return

    def back() -> surfaces.Typed:
        return surfaces.fields_of(front(app))[left.at]

    if not soon(qtbot, lambda: surfaces.text_of(back()) == left.shown):
        yield f"came back with {surfaces.text_of(back())!r}"
    elif not soon(qtbot, lambda: back().window().focusWidget() is back()):
        yield f"without the focus, which is in {back().window().focusWidget()}"
    elif not soon(qtbot, lambda: caret_of(back()) == left.caret):
        yield f"with the caret at {caret_of(back())} and not {left.caret}"


def test_what_is_shown_late_comes_back_with_its_caret(app: DeskApp, qtbot: QtBot) -> None:
    """The letter and a copy arrive a moment after the unlock: their field, their letters and the caret too."""
    for name in ("the letter", "a copy"):
        surfaces.SURFACES[name](app, qtbot)
        QTest.qWait(200)
        edit = surfaces.fields_of(app.window)[0]
        edit.setFocus()
        QTest.keyClick(edit, Qt.Key.Key_End, CTRL)
        surfaces.press(edit, "Mabli")
        QTest.keyClick(edit, Qt.Key.Key_Left)
        QTest.qWait(1500)
        if not isValid(edit):  # The page was shown anew, with the caret where it was.
            edit = app.window.focusWidget()
        shown, caret = surfaces.text_of(edit), caret_of(edit)
        locked_after(app, qtbot, by_idle=False)
        unlock(app, qtbot)

        def is_back(shown: str = shown, caret: int = caret) -> bool:
            back = app.window.focusWidget()
            in_it = back in surfaces.fields_of(app.window)
            return in_it and (surfaces.text_of(back), caret_of(back)) == (shown, caret)

        qtbot.waitUntil(is_back, timeout=PATIENCE_MS)
