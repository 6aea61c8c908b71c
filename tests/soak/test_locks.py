"""The desk locks at any moment, from any field and over any dialog, within a second; nothing typed is lost."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from iro_desk.practice import opening
from iro_desk.ui import start
from iro_desk.ui.app import DeskApp
from iro_desk.ui.unlock import UnlockScreen
from tests.conftest import PASSPHRASE
from tests.soak import rig, surfaces

CTRL = Qt.KeyboardModifier.ControlModifier
IDLE_SECONDS = 0.25
SECOND = 1.0
PATIENCE_MS = 30_000
"""On a busy machine; how long a lock took is measured."""
SEED = int(os.environ.get("SOAK_SEED", 5))
LETTERS = "abcdefghijklmnopqrstuvwxyz žółćŵŷ"


@pytest.fixture
def app(qtbot: QtBot, tmp_path: Path) -> Iterator[DeskApp]:
    """A window on a desk with a passphrase like anyone's."""
    folder, data = tmp_path / "own.irodesk", tmp_path / "data"
    made = opening.make_practice_desk(folder, PASSPHRASE, children=24, seed=1, on=surfaces.DAY, data=data)
    made.workspace.do("Not a practice desk", lambda change: change.put_setting("practice", "no")).result()
    opening.close_desk(made.workspace)
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
    names = list(surfaces.SURFACES)
    chance.shuffle(names)
    faults: list[str] = []

    def fault(words: str) -> None:
        faults.append(words)
        print(f"\n{words}", flush=True)

    with rig.told("Locks") as say:
        for n in range(locks):
            name = names[n % len(names)]
            surfaces.SURFACES[name](app, qtbot)
            QTest.qWait(200)  # What is asked for beside the window arrives, and may show the page anew.
            dialog = surfaces.dialog_of(app)
            fields = surfaces.fields_of(dialog or app.window)
            if not fields:
                fault(f"lock {n}, {name}: there is nothing to type into")
                continue
            edit = chance.choice(fields)
            edit.window().activateWindow()
            edit.setFocus()
            qtbot.waitUntil(edit.hasFocus, timeout=PATIENCE_MS)
            QTest.keyClick(edit, Qt.Key.Key_End, CTRL)
            words = "".join(chance.choices(LETTERS, k=chance.randint(1, 30))).strip() or "a"
            surfaces.press(edit, words)
            letters += len(words)
            for _ in range(chance.randint(0, 5)):
                QTest.keyClick(edit, Qt.Key.Key_Left)
            QTest.qWait(chance.choice((0, 0, 100, 800)))
            if not isValid(edit):  # The page was shown anew, with the caret where it was.
                edit = (dialog or app.window).focusWidget()
                qtbot.waitUntil(lambda e=edit, d=dialog: e in surfaces.fields_of(d or app.window), timeout=PATIENCE_MS)
            fields, before = surfaces.fields_of(dialog or app.window), seen(app)  # Typing may have shown some.
            which = fields.index(edit)
            shown, caret, kind = surfaces.text_of(edit), caret_of(edit), type(edit).__name__
            by_idle = chance.random() < 0.5
            busy = time.process_time()
            slowest = max(slowest, locked_after(app, qtbot, by_idle))
            worked = max(worked, time.process_time() - busy)
            kinds["by idling" if by_idle else "by Ctrl+L"] += 1
            kinds["over a dialog" if dialog is not None else "in a pane"] += 1
            unlock(app, qtbot)
            about = f"lock {n}, {name}, field {which} ({kind}) with {shown!r}"
            qtbot.waitUntil(
                lambda d=dialog: (surfaces.dialog_of(app) is not None) == (d is not None), timeout=PATIENCE_MS
            )
            as_many = len(fields)  # A copy is shown once it is known again who gets one.
            with suppress(Exception):
                qtbot.waitUntil(
                    lambda n=as_many: len(surfaces.fields_of(surfaces.dialog_of(app) or app.window)) == n,
                    timeout=PATIENCE_MS // 3,
                )
            again = surfaces.fields_of(surfaces.dialog_of(app) or app.window)
            if len(again) != len(fields):
                fault(f"{about}: {len(again)} fields and not {len(fields)}: {seen(app)} and not {before}")
            elif surfaces.text_of(again[which]) != shown:
                fault(f"{about}: came back with {surfaces.text_of(again[which])!r}")
            else:
                for what, holds in (
                    ("without the focus", lambda back=again[which]: back.window().focusWidget() is back),
                    ("with the caret elsewhere", lambda back=again[which], at=caret: caret_of(back) == at),
                ):
                    try:
                        qtbot.waitUntil(holds, timeout=PATIENCE_MS // 3)
                    except Exception:  # noqa: BLE001
                        at, focused = caret_of(again[which]), again[which].window().focusWidget()
                        fault(f"{about}: came back {what}: caret at {at} and not {caret}, focus in {focused}")
            if (still := surfaces.dialog_of(app)) is not None:
                QTest.keyClick(still, Qt.Key.Key_Escape)
            in_front(app, qtbot)
        say(f"{locks} locks ({', '.join(f'{number} {kind}' for kind, number in kinds.items())})")
        say(f"seed {SEED}")
        say(f"the slowest {slowest:.2f} s after it was due, at most {worked:.2f} s of the processor")
        say(f"{letters:,} letters typed, {len(faults)} not as they were")
    assert not faults, "\n".join(faults)
    assert locks < 100 or slowest <= SECOND  # Seconds are for the full run, on a quiet machine.


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
