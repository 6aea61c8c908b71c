"""The gallery's pictures of dates: the sum of each kind of clock, what would follow, settings, the calculator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from iro_desk.practice import fact_forms as facts
from iro_desk.practice.child import child_view
from iro_desk.practice.views import ChildView
from iro_desk.statute import GROUPS
from iro_desk.ui import typed_dates
from iro_desk.ui.calculator import Calculator
from iro_desk.ui.caseload_place import CaseloadPlace
from iro_desk.ui.gallery_floats import Picture, as_far_as_may_be, put_away
from iro_desk.ui.panes import BookReview, Why
from iro_desk.ui.panes.settings import DaysDialog
from iro_desk.ui.panes.terms import TermsDialog
from iro_desk.ui.panes.what_if import WhatIf
from iro_desk.ui.settings_place import SettingsPlace
from iro_desk.ui.shell import MainWindow
from iro_desk.ui.widgets import Button, Calendar, DateField, FactButton, Popover

STORIES = (
    ("PR0009", "review.later", "christmas"),
    ("PR0011", "adoption.authorised.first", "adoption"),
    ("PR0012", "secure.first", "secure"),
    ("PR0015", "short_breaks.later", "short-breaks"),
)
"""Children of the practice caseload, one of their clocks, and the picture's name."""


def dates_and_sums(place: CaseloadPlace, picture: Picture, settle: Callable[[int], None]) -> Iterator[Path]:
    """The Child page's explanations: one of each group of clocks, and those of the stories."""
    ws = place.workspace
    views = [child_view(ws, child.child.id) for child in ws.desk.child_files(mine_only=True)[:30]]
    for group in GROUPS:
        found = next(((view, at) for view in views if (at := _first_of(view, group)) >= 0), None)
        if found is not None:
            yield _why(place, found[0].id, found[1], f"why-{group.lower().replace(' ', '-')}", picture)
    for number, rule, name in STORIES:
        view = child_view(ws, ws.desk.find_child(number))
        at = next(at for at, clock in enumerate(view.clocks) if clock.rule_id == rule)
        yield _why(place, view.id, at, f"why-{name}", picture)
    for name in ("not recorded", "not required", "overdue"):
        states = ((view, at) for view in views for at, clock in enumerate(view.clocks) if clock.state.startswith(name))
        found = next(states, None)
        if found is not None:
            yield _why(place, found[0].id, found[1], f"why-{name.replace(' ', '-')}", picture)
    yield from as_far_as_may_be(_moments(place, picture), ws)
    yield from _what_if(place, picture, settle)
    place.open_questions()
    place.questions.chips.choose("not recorded")
    place.questions.chips.chose.emit("not recorded")
    settle(900)
    yield picture("questions-not-recorded")


def _first_of(view: ChildView, group: str) -> int:
    return next((at for at, clock in enumerate(view.clocks) if clock.group == group and clock.legal_limit), -1)


def _why(place: CaseloadPlace, child: str, at: int, name: str, picture: Picture) -> Path:
    place.open_child(child)
    place.child_pane.open_tab("overview")
    QApplication.processEvents()
    place.child_pane.page("overview").explain(at)
    taken = picture(name)
    _close(place.window())
    return taken


def _moments(place: CaseloadPlace, picture: Picture) -> Iterator[Path]:
    """What a change did, and the day of a review."""
    ws = place.workspace
    view = child_view(ws, ws.desk.find_child("PR0009"))
    fields = {"happened_on": ws.today, "words": "Gran has moved to Poole and can have her at weekends."}
    if not ws.names_hidden:  # Nothing is written then: what was done before is asked about.
        facts.save_fact(ws, "event", view.id, None, {"kind": "family", **fields}).result()
    place.open_child(view.id)
    place.child_pane.open_tab("history")
    QApplication.processEvents()
    table = place.child_pane.page("history").table
    table.setCurrentIndex(table.model().index(0, 0))
    table.day_asked.emit(table.day_at(table.currentIndex()))
    yield picture("why-change")
    _close(place.window())
    place.open_review(next(review.id for review in view.reviews if review.state == "booked"))
    QApplication.processEvents()
    next(each for each in place.review.findChildren(FactButton) if each.isVisible()).click()
    yield picture("why-review-day")
    _close(place.window())


def _close(window: QWidget) -> None:
    for popover in window.findChildren(Popover):
        popover.close_it()


def _what_if(place: CaseloadPlace, picture: Picture, settle: Callable[[int], None]) -> Iterator[Path]:
    ws = place.workspace
    view = child_view(ws, ws.desk.find_child("PR0011"))
    place.open_child(view.id)
    place.child_pane.open_tab("overview")
    QApplication.processEvents()
    at = next(at for at, clock in enumerate(view.clocks) if clock.rule_id == "adoption.authorised.first")
    place.child_pane.page("overview").explain(at)
    why = next(each for each in place.window().findChildren(Why) if each.isVisible())
    next(each for each in why.findChildren(Button) if "placed on" in each.text()).click()
    tried = next(each for each in why.findChildren(WhatIf) if not each.isHidden())
    _type(tried.day, "14 December 2026")
    settle(500)
    yield picture("what-if")
    _close(place.window())
    place.child_pane.ask_booking()
    dialog = place.window().findChild(BookReview)
    assert isinstance(dialog, BookReview)
    day = dialog.form.part("day")
    assert isinstance(day, DateField)
    _type(day, typed_dates.typed(ws.today))
    settle(300)
    settle(300)
    day.open_calendar()
    settle(200)
    calendar = QApplication.activePopupWidget()
    assert isinstance(calendar, Calendar)
    yield picture("calendar", calendar)
    calendar.close()
    yield picture("booking", dialog)
    put_away(dialog)


def settings_and_calculator(window: MainWindow, picture: Picture, settle: Callable[[int], None]) -> Iterator[Path]:
    """The settings with their dialogs, and the calculator."""
    window.go("settings")
    place = window.pane("settings")
    assert isinstance(place, SettingsPlace)
    settle(500)
    yield picture("settings")
    place.pane.search.setText("holiday")
    settle(200)
    yield picture("settings-find")
    place.pane.line("extra_holidays").ask_days()
    days = window.findChild(DaysDialog)
    assert isinstance(days, DaysDialog)
    days.lines.set_value("24 December 2026")
    days.lines.changed.emit()
    yield picture("settings-days", days)
    put_away(days)
    place.pane.terms.open_table()
    terms = window.findChild(TermsDialog)
    assert isinstance(terms, TermsDialog)
    yield picture("settings-terms", terms)
    put_away(terms)
    place.pane.search.clear()
    calculator = Calculator(place.pane.day())
    calculator.open_it()
    yield picture("calculator-empty", calculator)
    put_away(calculator)
    calculator = Calculator(place.pane.day())
    calculator.open_it()
    field = calculator.field("became_looked_after")
    assert isinstance(field, DateField)
    _type(field, "7 November 2026")
    settle(300)
    yield picture("calculator", calculator)
    put_away(calculator)


def _type(field: DateField, words: str) -> None:
    field.set_value(words)
    field.changed.emit()
