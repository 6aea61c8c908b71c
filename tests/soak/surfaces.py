"""Every place of the window in which something is typed, opened on a real desk, and the fields in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.practice import copies, opening
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.paper_shelf import shelf_view
from iro_desk.practice.review_view import review_view
from iro_desk.ui.app import DeskApp
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.gallery import DADS, WITHHELD
from iro_desk.ui.panes import facts
from iro_desk.ui.review.correct import parts_of
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


def _signed(app: DeskApp) -> CaseloadPlace:
    """Opens a finalised review."""
    place, review = child_in(app, "signed")
    place.open_review(review)
    return place


def _sharing(app: DeskApp, qtbot: QtBot) -> None:
    _signed(app).review.open_step("share")


def _correcting(app: DeskApp, qtbot: QtBot) -> None:
    place = _signed(app)
    parts = [part.key for part in parts_of(review_view(place.workspace, place._review))]
    place.review.correct([parts[0], parts[1], *parts[-3:]])
    qtbot.waitUntil(lambda: dialog_of(app) is not None)


def _paper_of_a_write_up(choose: Callable[[Any], None], app: DeskApp, qtbot: QtBot) -> None:
    _review("write-up", "completed", app, qtbot)
    place: Any = app.window.pane("caseload")
    choose(place.review.write_up.papers)
    settle()


def _letter(papers: Any) -> None:
    papers.list.choose("letter")
    papers.opened.emit()


def _copy(app: DeskApp, qtbot: QtBot) -> None:
    """A copy with a part that waits for an answer, and the reason that is asked for."""
    place = place_of(app)
    child = place.workspace.desk.find_child(WITHHELD)
    review = next(each.id for each in child_view(place.workspace, child).reviews if each.state == "completed")
    copies.answer_block(place.workspace, review, DADS, "note:home:1", "").result()
    place.open_review(review)
    place.review.open_step("write-up")
    papers, telling = place.review.write_up.papers, place.review.write_up.telling
    qtbot.waitUntil(lambda: DADS in papers.rows, timeout=15_000)
    papers.list.choose(f"copy {DADS}")
    papers.opened.emit()
    qtbot.waitUntil(lambda: bool(telling.parts), timeout=15_000)
    next(part for part in telling.parts.values() if not part.block.answer).ask_why()
    settle()


def _in(place: str, ask: Callable[[Any], None], app: DeskApp, qtbot: QtBot) -> None:
    """A form over a place of the window."""
    _in_front(place, app, qtbot)
    ask(app.window.pane(place))
    settle()


def _some_child(pane: Any) -> str:
    return str(caseload_view(pane.workspace).rows[0].id)


def _holding(place: Any) -> None:
    place.pane.hold(place.pane.view.without_date[0].child)


def _on_the_shelf(app: DeskApp, qtbot: QtBot) -> None:
    """A paper between reviews that can be written in."""
    place = place_of(app)
    for row in caseload_view(place.workspace).rows:
        place.open_shelf(row.id)
        for each in shelf_view(place.workspace, row.id).rows:
            place.shelf.choose(each.kind, each.recipient)
            settle()
            if fields_of(place.shelf):
                return
    raise AssertionError("no paper can be written in")


def _visit(trips: Any) -> None:
    trips.open_sheet(DAY)
    trips.sheet.ask_note(_some_child(trips), "A.B.", "", [])


def _days(settings: QWidget) -> None:
    next(
        each for each in settings.findChildren(QWidget) if hasattr(each, "ask_days") and each._row.kind == "dates"
    ).ask_days()


def open_terms(app: DeskApp, qtbot: QtBot) -> None:
    """The table of the school terms, whose cells are typed into one at a time."""
    _in_front("settings", app, qtbot)
    next(each for each in app.window.findChildren(QWidget) if hasattr(each, "open_table")).open_table()
    settle()


def _desk_page(tab: str, ask: Callable[[Any], None], app: DeskApp, qtbot: QtBot) -> None:
    _in_front("desk", app, qtbot)
    place: Any = app.window.pane("desk")
    place.open_tab(tab)
    ask(place)
    settle()


def _in_front(place: str, app: DeskApp, qtbot: QtBot) -> None:
    app.window.go_aside(place) if place in ("settings", "desk") else app.window.go(place)


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
    "the letter": partial(_paper_of_a_write_up, _letter),
    "who may know the place": partial(_paper_of_a_write_up, lambda papers: papers.place.click()),
    "a copy": _copy,
    "sharing": _sharing,
    "a correction": _correcting,
    "a list brought in": lambda app, qtbot: place_of(app).open_list(),
    "a paper between reviews": _on_the_shelf,
    "booking from today": partial(_in, "today", lambda today: today.ask_booking(_some_child(today), "Somebody")),
    "the diary, a review held": partial(_in, "diary", _holding),
    "an engagement": partial(_in, "diary", lambda diary: diary.pane.ask_engagement()),
    "a wish": partial(_in, "diary", lambda diary: diary.ask_wish(_some_child(diary), "Somebody")),
    "booking from the diary": partial(_in, "diary", lambda diary: diary.open_booking(_some_child(diary), "Somebody")),
    "any journey": partial(_in, "trips", lambda trips: trips.open_journey()),
    "a place of one's own": partial(_in, "trips", lambda trips: trips.ask_place()),
    "own figures": partial(_in, "trips", lambda trips: trips.pane.open_own_figures(_some_child(trips))),
    "what a visit needs": partial(_in, "trips", _visit),
    "days of a setting": partial(_in, "settings", _days),
    "the audit trail": partial(_desk_page, "trail", lambda desk: None),
    "restoring": partial(_desk_page, "backups", lambda desk: desk.backups.ask_restore()),
}


def to_the_front(app: DeskApp, qtbot: QtBot) -> None:
    """Asks until it is given: what is asked for while the window is being made may be lost."""

    def is_active() -> bool:
        app.window.activateWindow()
        return app.window.isActiveWindow()

    qtbot.waitUntil(is_active, timeout=30_000)


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
