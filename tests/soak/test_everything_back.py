"""Every place of the window with everything in it typed, chosen and scrolled, locked once: all of it comes back."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.ui.app import DeskApp
from iro_desk.ui.field_words import caret_of, caret_to
from iro_desk.ui.widgets import Combo
from tests.soak import rig, surfaces
from tests.soak.test_locks import front, in_front, soon
from tests.ui.test_coming_back import app, lock_and_open

__all__ = ["app"]

PLACES = ("today", "caseload", "diary", "trips", "insight", "settings", "desk")
WAYS = {**surfaces.SURFACES, **{name: partial(surfaces._in_front, name) for name in PLACES}}


def name_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()}".strip()


def everything(app: DeskApp) -> dict[str, Any]:
    """What stands in every field and choice in front, where the keys go, and how far each part is scrolled."""
    root = front(app)
    focused = root.window().focusWidget()
    return {
        "texts": [(name_of(each), surfaces.text_of(each)) for each in surfaces.fields_of(root)],
        "choices": [(name_of(each), each.value()) for each in root.findChildren(Combo) if each.isVisible()],
        "checked": [
            (name_of(each), each.isChecked())
            for each in root.findChildren(QAbstractButton)
            if each.isVisible() and each.isCheckable()
        ],
        "caret": (name_of(focused), caret_of(focused)) if focused in surfaces.fields_of(root) else "",
        "scrolled": [
            (name_of(each), each.verticalScrollBar().value())
            for each in root.findChildren(QAbstractScrollArea)
            if each.isVisible() and each.verticalScrollBar().value()
        ],
    }


def at_rest(app: DeskApp, qtbot: QtBot) -> dict[str, Any]:
    """Everything, once nothing is shown any more that was worked out beside the window."""
    seen = [everything(app)]

    def still() -> bool:
        QTest.qWait(700)
        seen.append(everything(app))
        return bool(seen[-1] == seen[-2])

    qtbot.waitUntil(still, timeout=20_000)
    return seen[-1]


def fill(app: DeskApp, qtbot: QtBot) -> int:
    """Types into every field in front, and selects some of the last one; how many."""
    done: list[str] = []
    for _ in range(80):
        fields = surfaces.fields_of(front(app))
        keys = [f"{name_of(each)} {number}" for number, each in enumerate(fields)]
        at = next((number for number, key in enumerate(keys) if key not in done), None)
        if at is None:
            break
        done.append(keys[at])
        edit = fields[at]
        edit.setFocus()
        QTest.keyClick(edit, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        surfaces.press(edit, f"z{at}")  # No space before it: words are kept without those at their ends.
        surfaces.settle()
    QTest.qWait(1500)
    holds = front(app).window().focusWidget()
    if holds in surfaces.fields_of(front(app)):
        end = len(surfaces.text_of(holds))
        caret_to(holds, max(0, end - 3), end - 1)
    return len(done)


def choose(app: DeskApp) -> int:
    """Picks something else by hand in every choice, box and row of chips in front; how many."""
    done: list[str] = []
    for _ in range(60):
        choices = [
            each
            for each in (*front(app).findChildren(Combo), *front(app).findChildren(QAbstractButton))
            if each.isVisible() and each.isEnabled() and not (app.window.rail and app.window.rail.isAncestorOf(each))
        ]
        keys = [f"{name_of(each)} {each.text() if isinstance(each, QAbstractButton) else ''}" for each in choices]
        other = [not isinstance(e, QAbstractButton) or (e.isCheckable() and not e.isChecked()) for e in choices]
        at = next((n for n, key in enumerate(keys) if other[n] and key not in done), None)
        if at is None:
            break
        done.append(keys[at])
        each = choices[at]
        if isinstance(each, Combo):
            each.setCurrentIndex(each.count() - 1)
            each.activated.emit(each.count() - 1)
        else:
            each.click()
        surfaces.settle()
    QTest.qWait(800)
    return len(done)


def scroll(app: DeskApp) -> None:
    for area in front(app).findChildren(QAbstractScrollArea):
        bar = area.verticalScrollBar()
        if area.isVisible() and bar.maximum() > 0 and not bar.value():
            bar.setValue(bar.maximum() // 2)


def everything_comes_back(name: str, app: DeskApp, qtbot: QtBot, *, chosen: bool = False) -> None:
    WAYS[name](app, qtbot)
    QTest.qWait(500)  # What is worked out beside the window is shown.
    if chosen:
        choose(app)
    else:
        fill(app, qtbot)
    scroll(app)
    before = at_rest(app, qtbot)
    lock_and_open(app, qtbot)
    if not soon(qtbot, lambda: everything(app) == before):
        after = everything(app)
        said = {part: (before[part], after[part]) for part in before if before[part] != after[part]}
        raise AssertionError(f"{name}, as it was and as it came back: {said}")
    surfaces.close_what_is_open(app)
    in_front(app, qtbot)


def test_a_search_a_page_behind_another_and_what_arrives_late_come_back(app: DeskApp, qtbot: QtBot) -> None:
    """The letter is chosen in the list of papers, and then it is asked who may know the place."""
    for name in ("settings", "the letter", "who may know the place"):
        everything_comes_back(name, app, qtbot)


def test_what_was_picked_in_a_form_and_on_a_page_comes_back(app: DeskApp, qtbot: QtBot) -> None:
    """One of the free days that a booking offers; what the diary's load would be if a colleague left."""
    for name in ("booking from today", "diary"):
        everything_comes_back(name, app, qtbot, chosen=True)


@pytest.mark.soak
@pytest.mark.timeout(rig.FULL_RUN_SECONDS)
def test_everything_of_every_place_comes_back(app: DeskApp, qtbot: QtBot) -> None:
    faults = []
    with rig.told("Everything comes back") as say:
        for name, chosen in product(WAYS, (False, True)):
            try:
                everything_comes_back(name, app, qtbot, chosen=chosen)
            except AssertionError as error:
                faults.append(str(error))
                print(f"\n{error}", flush=True)
                surfaces.close_what_is_open(app)
                in_front(app, qtbot)
        say(f"{len(WAYS)} places, locked with everything typed and with everything picked")
        say(f"{len(faults)} not as they were")
    assert not faults, "\n".join(faults)
