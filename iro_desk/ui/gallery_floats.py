"""The gallery's pictures of what floats over the window, of hidden names, and of a desk with nothing in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from iro_desk.casework import Refused
from iro_desk.practice import opening
from iro_desk.practice.child import child_view
from iro_desk.practice.today import today_view
from iro_desk.practice.workspace import Workspace
from iro_desk.ui import start
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.crash import CrashHandler
from iro_desk.ui.finder import FinderBox
from iro_desk.ui.panes import NewChild
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.today_place import TodayPlace
from iro_desk.ui.widgets import Button, DateField


class Picture(Protocol):
    """Takes a picture of the window, or of another widget."""

    def __call__(self, name: str, of: QWidget | None = None) -> Path: ...


WRITTEN = "PR0002"
"""Toby: a child with a review that is written out in full."""


def over(window: MainWindow, picture: Picture, name: str) -> Path:
    """The dialog that is open, as it stands; then it goes."""
    QApplication.processEvents()
    dialog = next(each for each in window.findChildren(QDialog) if each.isVisible())
    taken = picture(name, dialog)
    put_away(dialog)
    return taken


def put_away(floating: QWidget) -> None:
    """It goes, also one that asks for a tick first, and one that whoever looked at it has left already."""
    if isValid(floating):
        floating.hide()
        floating.deleteLater()


def as_far_as_may_be(part: Iterator[Path], ws: Workspace) -> Iterator[Path]:
    """A part of the round; with names hidden it ends where it would change something."""
    try:
        yield from part
    except Refused:
        if not ws.names_hidden:
            raise


def empty_desk(window: MainWindow, data: Path, passphrase: str, picture: Picture) -> Iterator[Path]:
    """A new desk before anything is in it."""
    door = start.door(lambda: opening.PRACTICE_DAY, data / "empty")
    opened = door.create(data / "Empty.irodesk", "Empty", passphrase)
    session = start.session_of(opening.PRACTICE_DAY, opened, window)
    window.show_desk(session)
    try:
        for place in ("today", "caseload", "diary", "trips"):
            window.go(place)
            yield picture(f"empty-{place}")
    finally:
        window.show_screen(QWidget())
        QApplication.processEvents()
        session.lock()


def what_floats(window: MainWindow, data: Path, picture: Picture, settle: Callable[[int], None]) -> Iterator[Path]:
    """The dialogs, the finder, the page of help, a fault, a refused file, and the names hidden."""
    window.go("caseload")
    place = window.pane("caseload")
    assert isinstance(place, CaseloadPlace)
    yield from _dialogs(window, place, picture)
    yield from _asked_by_key(window, picture, settle)
    yield from _amiss(window, place, data, picture, settle)
    window.turn_names()
    for name in ("today", "caseload", "diary"):
        window.go(name)
        yield picture(f"hidden-{name}")
    window.go("caseload")
    hidden = window.pane("caseload")
    assert isinstance(hidden, CaseloadPlace)
    hidden.open_child(hidden.workspace.desk.find_child(WRITTEN))
    yield picture("hidden-child")
    window.turn_names()


def _dialogs(window: MainWindow, place: CaseloadPlace, picture: Picture) -> Iterator[Path]:
    place.add_child()
    form = next(each for each in window.findChildren(NewChild) if each.isVisible())
    day = form.form.part("became_looked_after")
    assert isinstance(day, DateField)
    day.edit.setFocus()
    day.set_value("7 November 2026")
    day.changed.emit()
    yield over(window, picture, "new-child")
    ws = place.workspace
    shown = child_view(ws, ws.desk.find_child(WRITTEN))
    place.open_child(shown.id)
    place.child_pane.ask_something_changed()
    yield over(window, picture, "something-changed")
    review = next(review for review in shown.reviews if review.state == "completed")
    place.open_review(review.id)
    place.review.open_step("write-up")
    next(each for each in place.review.findChildren(Button) if each.accessibleName() == "Finalise").click()
    yield over(window, picture, "finalise")
    window.go("today")
    today = window.pane("today")
    assert isinstance(today, TodayPlace)
    today.pane.owed_opened.emit(today_view(ws).owed[0].review)
    yield over(window, picture, "papers-owed")


def _asked_by_key(window: MainWindow, picture: Picture, settle: Callable[[int], None]) -> Iterator[Path]:
    window.go("caseload")
    for words in ("", "lantern", "nothing of the kind"):
        window.open_finder()
        box = next(each for each in window.findChildren(FinderBox) if each.isVisible())
        box.edit.setText(words)
        settle(600)
        yield picture(f"finder-{words.split()[0] if words else 'recent'}")
        box.close_it()
    for name in ("help", "keys"):
        window.show_help()
        yield picture(name)
    window.help.close_it()


def _amiss(
    window: MainWindow, place: CaseloadPlace, data: Path, picture: Picture, settle: Callable[[int], None]
) -> Iterator[Path]:
    crash = CrashHandler(data / "faults.txt", lambda: window)
    try:
        raise LookupError(WRITTEN)
    except LookupError as error:
        crash.take(type(error), error, error.__traceback__)
    yield over(window, picture, "fault")
    broken = data / "Not a list.xlsx"
    broken.write_bytes(b"not a workbook")
    place.open_list()
    place.listing.path.set_value(str(broken))
    place.listing.look.click()
    settle(600)
    yield picture("list-refused")
    place.listing.closed.emit()
