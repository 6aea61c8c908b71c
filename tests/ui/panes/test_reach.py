"""Names for screen readers, nothing cut, at every size and mode: every pane and form. The children are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from iro_desk.casework import EVENT_KINDS
from iro_desk.ui import theme
from iro_desk.ui.panes import BookReview, CaseloadPane, ChildPane, FactDialog, NewChild, SomethingChanged, Why
from iro_desk.ui.panes.child import TABS
from iro_desk.ui.panes.facts import FACTS
from iro_desk.ui.widgets import Button
from tests.ui.panes import invented
from tests.ui.panes.help import cut, nameless, settle
from tests.ui.panes.invented import TODAY, Wiring

FORMS: dict[str, Callable[[QWidget, Wiring], QWidget]] = {
    "new child": lambda window, wiring: NewChild(window, wiring, TODAY),
    "booking": lambda window, wiring: BookReview(window, wiring, "child05", TODAY),
    **{
        f"changed: {kind}": lambda window, wiring, kind=kind: SomethingChanged(window, wiring, "child05", TODAY, kind)
        for kind in EVENT_KINDS
    },
    **{
        f"fact: {kind}": lambda window, wiring, kind=kind: FactDialog(window, wiring, kind, "child05", TODAY, id="x")
        for kind in FACTS
    },
}


@pytest.fixture
def whole(qtbot: QtBot, wiring: Wiring) -> CaseloadPane:
    made = CaseloadPane(wiring, ChildPane(wiring))
    qtbot.addWidget(made)
    made.show_view(invented.caseload())
    made._child.show_view(invented.child())  # type: ignore[attr-defined]
    made.resize(1282, 696)
    made.show()
    return made


def test_everything_that_the_keyboard_reaches_has_a_name(whole: CaseloadPane) -> None:
    settle()
    assert nameless(whole) == []
    whole.set_open_child("child05")
    child = whole._child
    assert isinstance(child, ChildPane)
    for key, _ in TABS:
        child.open_tab(key)
        settle()
        assert nameless(whole) == [], key


@pytest.mark.parametrize("name", FORMS)
def test_every_field_of_every_form_has_a_name_and_no_word_is_cut(qtbot: QtBot, wiring: Wiring, name: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(683, 696)
    window.show()
    form = FORMS[name](window, wiring)
    form.open_it()  # type: ignore[attr-defined]
    settle()
    assert nameless(form) == []
    assert list(cut(form)) == []
    assert form.height() <= window.height()
    assert form.width() <= window.width()


@pytest.mark.parametrize(
    ("mode", "zoom", "width"),
    [("light", 100, 1282), ("light", 100, 599), ("dark", 130, 1257), ("contrast", 150, 1240)],
)
def test_no_word_of_a_page_is_cut(whole: CaseloadPane, mode: str, zoom: int, width: int) -> None:
    theme.apply(mode, zoom)
    whole.resize(width, 696)
    settle()
    assert list(cut(whole)) == []
    whole.set_open_child("child05")
    child = whole._child
    assert isinstance(child, ChildPane)
    for key, _ in TABS:
        child.open_tab(key)
        settle()
        assert list(cut(child)) == [], key
        assert child.minimumSizeHint().width() <= whole.width(), key


def test_the_verbs_of_a_child_are_whole_at_the_largest_size_in_half_a_window(whole: CaseloadPane) -> None:
    theme.apply(zoom=150)
    whole.resize(599, 696)
    whole.set_open_child("child05")
    settle()
    child = whole._child
    assert isinstance(child, ChildPane)
    for button in child.head.findChildren(Button):
        assert button.width() >= button.sizeHint().width()
        assert button.mapTo(child, button.rect().topRight()).x() <= child.width()
    for scroller in child.tabs.findChildren(QToolButton):
        assert scroller.arrowType() == Qt.ArrowType.NoArrow
        assert not scroller.icon().isNull()


def test_the_explanation_has_names_and_is_whole_at_the_largest_size(qtbot: QtBot) -> None:
    theme.apply(zoom=150)
    why = Why(invented.NEXT, TODAY)
    qtbot.addWidget(why)
    why.resize(680, 640)
    why.show()
    settle()
    assert nameless(why) == []
    assert list(cut(why)) == []


def test_the_tab_key_goes_from_search_to_chips_to_rows_to_the_child(qtbot: QtBot, whole: CaseloadPane) -> None:
    whole.set_open_child("child05")
    settle()
    reached: list[str] = []
    whole.search.setFocus()
    for _ in range(20):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    for name in (
        "Find by name or number",
        "All, 66",
        "Children on the caseload",
        "Something changed",
        "Prepare review",
    ):
        assert name in reached, reached
    assert reached.index("Children on the caseload") < reached.index("Something changed")
