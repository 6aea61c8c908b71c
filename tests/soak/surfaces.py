"""Every place of the window in which something is typed, opened on a real desk, and the fields in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.practice import opening
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.ui.app import DeskApp
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.panes import facts
from iro_desk.ui.widgets import Dialog
from iro_desk.ui.widgets.fields import SECRET

DAY = opening.PRACTICE_DAY
Typed = QLineEdit | QTextEdit | QPlainTextEdit


def place_of(app: DeskApp) -> CaseloadPlace:
    """The caseload, in front."""
    app.window.go("caseload")
    place = app.window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    return place


def child_in(app: DeskApp, state: str) -> tuple[CaseloadPlace, str]:
    """Opens the first child with a review in that state; the place and the review."""
    place = place_of(app)
    for row in caseload_view(place.workspace).rows:
        for review in child_view(place.workspace, row.id).reviews:
            if review.state == state:
                place.open_child(row.id)
                return place, review.id
    raise AssertionError(f"no review is {state}")


def _child_form(ask: Callable[[CaseloadPlace], None], app: DeskApp, qtbot: QtBot) -> None:
    place, _ = child_in(app, "booked")
    ask(place)
    qtbot.waitUntil(lambda: dialog_of(app) is not None)


def _review(step: str, state: str, app: DeskApp, qtbot: QtBot) -> None:
    place, review = child_in(app, state)
    place.open_review(review)
    place.review.open_step(step)


def _meeting(app: DeskApp, qtbot: QtBot) -> None:
    place = place_of(app)
    rows = [row.id for row in caseload_view(place.workspace).rows]
    if not any(review.state == "open" for row in rows for review in child_view(place.workspace, row).reviews):
        _, booked = child_in(app, "booked")
        place._actions.open_review(booked, DAY).result(timeout=30)
    _review("meet", "open", app, qtbot)
    qtbot.waitUntil(place.review._meet._writing.isVisible)


def _in_front(place: str, app: DeskApp, qtbot: QtBot) -> None:
    app.window.go_aside(place) if place == "settings" else app.window.go(place)


SURFACES: dict[str, Callable[[DeskApp, QtBot], None]] = {
    "the caseload": partial(_in_front, "caseload"),
    "the settings": partial(_in_front, "settings"),
    "a new child": partial(_child_form, lambda place: place.caseload.ask_new_child()),
    "something changed": partial(_child_form, lambda place: place.child_pane.ask_something_changed()),
    "booking": partial(_child_form, lambda place: place.child_pane.ask_booking()),
    **{
        f"a fact, {kind}": partial(_child_form, lambda place, kind=kind: place.child_pane._add(kind))
        for kind in facts.FACTS
        if facts.FACTS[kind].add
    },
    "the import": lambda app, qtbot: place_of(app).open_import(),
    "prepare": partial(_review, "prepare", "booked"),
    "the meeting": _meeting,
    "the write-up": partial(_review, "write-up", "completed"),
}


def dialog_of(app: DeskApp) -> Dialog | None:
    """The dialog in front, if one is open."""
    open_now = [each for each in app.window.findChildren(Dialog) if each.isVisible()]
    return open_now[-1] if open_now else None


def fields_of(root: QWidget) -> list[Typed]:
    """Every field below that can be typed into now, and is no passphrase's."""
    found: list[Typed] = []
    for kind in (QLineEdit, QTextEdit, QPlainTextEdit):
        for each in root.findChildren(kind):
            if each.isVisible() and each.isEnabled() and not each.isReadOnly() and not each.property(SECRET):
                found.append(each)
    return found


def text_of(edit: Typed) -> str:
    """What stands in a field."""
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def press(edit: QWidget, words: str) -> None:
    """Key events for words in any script (QTest knows Latin letters alone)."""
    for sign in words:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(edit, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))


def settle() -> None:
    """Lets the window do what waits."""
    for _ in range(3):
        QApplication.processEvents()
