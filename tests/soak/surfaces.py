"""Every place of the window in which something is typed, opened on a real desk, and the fields in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import Refused
from iro_desk.practice import copies, opening
from iro_desk.practice.caseload import caseload_view
from iro_desk.practice.child import child_view
from iro_desk.practice.paper_shelf import shelf_view
from iro_desk.practice.review_view import review_view
from iro_desk.practice.today import today_view
from iro_desk.ui.app import DeskApp
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.finder import FinderBox
from iro_desk.ui.gallery import DADS, WITHHELD
from iro_desk.ui.panes import facts
from iro_desk.ui.review.correct import parts_of
from iro_desk.ui.widgets import Button, Dialog, Popover
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
    review = _signed(app).review
    review.open_step("share")
    qtbot.waitUntil(lambda: review.share.view() is not None, timeout=30_000)


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


BUSY = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Invented//Office//EN\r\n{}END:VCALENDAR\r\n"
BUSY_AT = (
    "BEGIN:VEVENT\r\nUID:1@office\r\nDTSTAMP:20261101T090000Z\r\nSUMMARY:Office\r\n"
    "DTSTART:{day:%Y%m%d}T100000Z\r\nDTEND:{day:%Y%m%d}T120000Z\r\nEND:VEVENT\r\n"
)


def _busy_times(app: DeskApp, qtbot: QtBot) -> None:
    """The preview of another calendar's busy times."""
    file = Path(app._memory_file).with_name("office.ics")
    file.write_text(BUSY.format(BUSY_AT.format(day=DAY + timedelta(days=9))))
    _in_front("diary", app, qtbot)
    diary: Any = app.window.pane("diary")
    diary.look_at_calendar(str(file))
    qtbot.waitUntil(lambda: dialog_of(app) is not None, timeout=15_000)


def _batch(app: DeskApp, qtbot: QtBot) -> None:
    """The papers of the whole caseload, with other choices than at first."""
    place = place_of(app)
    place.open_batch()
    qtbot.waitUntil(lambda: "brief" in place.batch.boxes, timeout=15_000)
    place.batch.boxes["brief"].setChecked(True)
    place.batch.boxes["record"].setChecked(False)
    place.batch.copies.combo.choose("all")


def chosen_in(app: DeskApp) -> dict[str, Any]:
    """What is chosen in the batch, if it is in front."""
    place: Any = app.window.pane("caseload")
    return dict(place.batch.where()) if app.window.place() == "caseload" and place._shows("batch") else {}


def _why_not_another_day(app: DeskApp, qtbot: QtBot) -> None:
    """Why a proposed trip stands on its day, and the day on which it might."""
    _in_front("trips", app, qtbot)
    trips: Any = app.window.pane("trips")
    trips.open_plan()
    plan = trips.plan
    plan.seconds = 2.0
    if plan.view is None:
        plan.begin()
    qtbot.waitUntil(lambda: plan.view is not None and not plan.is_running, timeout=60_000)
    free = {each.id for each in plan.view.proposals if not each.pinned}
    trip = next(each for each in plan.view.trips if free & set(each.proposals))
    plan.open_trip(trip.id)
    settle()
    plan.ask_why(next(each for each in trip.proposals if each in free))


def _what_if(app: DeskApp, qtbot: QtBot) -> None:
    """The sum of the next review of a child, and another day that is tried."""
    place, _ = child_in(app, "booked")
    overview = place.child_pane.page("overview")
    place.child_pane.open_tab("overview")
    overview._why_window()
    next(
        each for each in popover_of(app).findChildren(Button) if each.accessibleName().startswith("What if I hold")
    ).click()


def _refused(app: DeskApp, qtbot: QtBot) -> None:
    app.window.say_refusal(Refused("It was refused.", safe="Nothing changed.", do="Try another day."))


def _finder(app: DeskApp, qtbot: QtBot) -> None:
    app.window.open_finder()


def _calculator(app: DeskApp, qtbot: QtBot) -> None:
    app.show_calculator()
    assert app._calculator is not None
    app._calculator.choose("review.later")  # type: ignore[attr-defined]
    settle()


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
    "why not another day": _why_not_another_day,
    "what if another day": _what_if,
    "the finder": _finder,
    "the calculator": _calculator,
}
QUESTIONS: dict[str, Callable[[DeskApp, QtBot], None]] = {
    "the busy times of a calendar": _busy_times,
    "papers of the caseload": _batch,
    "a day of the diary": partial(_in, "diary", lambda diary: diary.pane.open_card(diary.pane.anchor.isoformat())),
    "a refusal": _refused,
    "what is owed": partial(_in, "today", lambda today: today._settle(today_view(today.workspace).owed[0].review)),
    "everything about a child": partial(_child_form, lambda place: place.child_pane.ask_everything()),
    "everything on the desk": partial(_desk_page, "backups", lambda desk: desk.backups.ask_everything()),
    "another passphrase": partial(_desk_page, "keys", lambda desk: desk.keys.ask_passphrase()),
    "a new key": partial(_desk_page, "keys", lambda desk: desk.keys.ask_new_key()),
    "finalising": lambda app, qtbot: (_review("write-up", "completed", app, qtbot), _finalise(app))[1],
}
"""What is asked or shown without a field whose words may come back: choices, questions, passphrases."""


def _finalise(app: DeskApp) -> None:
    place: Any = app.window.pane("caseload")
    place.review._finalise()


def to_the_front(app: DeskApp, qtbot: QtBot) -> None:
    """Asks until it is given: what is asked for while the window is being made may be lost."""

    def is_active() -> bool:
        app.window.activateWindow()
        return app.window.isActiveWindow()

    qtbot.waitUntil(is_active, timeout=30_000)


def dialog_of(app: DeskApp) -> QWidget | None:
    """What stands in front of the window, if anything does: the calculator, the finder, a pop-over, a dialog."""
    if app._calculator is not None and app._calculator.isVisible():
        return app._calculator
    kinds = (Dialog, Popover, FinderBox)
    open_now = [each for kind in kinds for each in app.window.findChildren(kind) if each.isVisible()]
    return open_now[-1] if open_now else None


def popover_of(app: DeskApp) -> Popover:
    """The pop-over that is open."""
    return next(each for each in app.window.findChildren(Popover) if each.isVisible())


def close_what_is_open(app: DeskApp) -> None:
    """Esc, until nothing stands in front of the window."""
    for _ in range(4):
        if (still := dialog_of(app)) is not None:
            holds = still.window().focusWidget()
            QTest.keyClick(holds if holds is not None and still.isAncestorOf(holds) else still, Qt.Key.Key_Escape)
            QTest.qWait(20)
    still = dialog_of(app)
    assert still is None, f"Esc does not close {still}"


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
