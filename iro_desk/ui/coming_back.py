"""Where a person is in the window, field by field: taken before a lock, a crash or midnight, and brought back.

A picture is plain values (texts, places of carets, how far things are scrolled) found by what a widget is and is
called, never by the widget itself: the panes are destroyed and made again between the two. It may hold words about
a child, so it is kept as a draft of the desk and nowhere else.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLineEdit,
    QScrollBar,
    QTableWidget,
    QTableWidgetItem,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from iro_desk.ui import bridge, listening
from iro_desk.ui.field_words import caret_of, caret_to, earlier_texts, edits_of, is_closed, text_of, write
from iro_desk.ui.found_again import address, find, shown
from iro_desk.ui.widgets import Button, Chips, Combo, Dialog, Popover
from iro_desk.ui.widgets.buttons import BY_HAND
from iro_desk.ui.widgets.fields import SECRET

_COMING_MS = 30_000
"""How long what is worked out beside the window may take to be shown, with what is to come back in it."""
_COMES = (QEvent.Type.Show, QEvent.Type.ReadOnlyChange)
_GOES_ON = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress)

Picture = dict[str, Any]
Float = Dialog | Popover
Arguments = ParamSpec("Arguments")
_late: weakref.WeakKeyDictionary[QWidget, list[Picture]] = weakref.WeakKeyDictionary()
"""What was typed in dialogs that a pane opens again only once an answer is there."""
_coming: weakref.WeakKeyDictionary[QWidget, _Coming] = weakref.WeakKeyDictionary()
"""What is coming back into a pane or dialog."""


def comes_back(
    method: Callable[Concatenate[Any, Arguments], None],
) -> Callable[Concatenate[Any, Arguments], None]:
    """Of a pane's method that opens a dialog or a pop-over: it is opened again after a lock, with what was typed in it.

    The method's arguments are plain values. The pane may be the window itself.
    """

    @wraps(method)
    def opened(pane: Any, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        with opening(pane, method.__name__, *args, **kwargs):
            method(pane, *args, **kwargs)

    return opened


@contextmanager
def opening(pane: QWidget, method: str, *args: Any, **kwargs: Any) -> Iterator[None]:
    """What opens in this block was asked for by that method of the pane: for what opens only after an answer."""
    yield
    call = [method, list(args), dict(kwargs)]
    for each in _floats(pane.window()):
        if each.opened_by is None:
            each.opened_by = (weakref.ref(pane), method, list(args), dict(kwargs))
            for late in [late for late in _late.get(pane, ()) if late["call"] == call]:
                _late[pane].remove(late)
                put_back(each, late["inside"])


def picture_of(root: QWidget, *, whole: bool = False) -> Picture:
    """What was typed in the fields of a pane or dialog and is not kept elsewhere, the carets, and the scrolling.

    ``whole``: every field and choice, as a dialog needs it; otherwise what was typed or chosen by hand and what has
    the focus.
    """
    focused = _focused_in(root)
    texts, choices = [], []
    areas = shown(root, QAbstractScrollArea)  # Every search goes through the whole of it: the longer texts are areas.
    for edit in (*shown(root, QLineEdit), *(area for area in areas if isinstance(area, QTextEdit))):
        typed = edit.isModified() if isinstance(edit, QLineEdit) else edit.document().isModified()
        if not edit.property(SECRET) and (whole or typed or edit is focused):
            own = typed and not is_a_draft(edit)
            texts.append([address(root, edit), text_of(edit), *caret_of(edit), edits_of(earlier_texts(edit)), own])
    for choice in shown(root, Combo, QCheckBox, Chips):
        if whole or choice.property(BY_HAND):
            choices.append([address(root, choice), _chosen(choice)])
    tables = [[address(root, table), *_cells(table)] for table in shown(root, QTableWidget)] if whole else []
    revealed = [each.accessibleName() for each in root.findChildren(Button) if each.property(BY_HAND)] if whole else []
    scrolled = []
    for area in areas:
        places = area.verticalScrollBar().value(), area.horizontalScrollBar().value()
        at = area.currentIndex().row() if isinstance(area, QAbstractItemView) else -1
        if any(places) or at >= 0:
            scrolled.append([address(root, area), *places, at])
    coming = _coming.get(root)
    rest = coming.missing() if coming is not None and isValid(coming) else {}
    return {
        "revealed": revealed,
        "texts": [*texts, *rest.get("texts", ())],
        "choices": [*choices, *rest.get("choices", ())],
        "tables": [*tables, *rest.get("tables", ())],
        "scrolled": [*scrolled, *rest.get("scrolled", ())],
        "focus": rest.get("focus") or (address(root, focused) if focused is not None else ""),
    }


def is_a_draft(field: QWidget | None) -> bool:
    """Whether what is typed in a field is kept by itself, letter by letter."""
    return callable(getattr(field, "earlier_texts", None))


def has_words(state: Mapping[str, Any]) -> bool:
    """Whether a window's state holds words that stand nowhere else: typed, and not a draft of their own."""
    if not state:
        return False
    insides = [each["inside"] for each in (*state["panes"].values(), *state["dialogs"])]
    forms = [each["inside"] for each in state["dialogs"] if not each.get("beside")]
    asked = any(form["texts"] or form["choices"] or form["tables"] for form in forms)  # Not what is only said.
    return asked or any(text and own for inside in insides for _, text, *_, own in inside["texts"])


def with_texts_of(state: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A window's state with the texts of another, or with none: what stands in a field while names are hidden is
    initials, and is never put back as if it had been typed."""
    kept = {key: pane["inside"]["texts"] for key, pane in other.get("panes", {}).items()}
    panes = {
        key: {**pane, "inside": {**pane["inside"], "texts": kept.get(key, [])}} for key, pane in state["panes"].items()
    }
    return {**state, "panes": panes, "dialogs": []}


def written(state: Mapping[str, Any]) -> str:
    """A window's state as one text, to be kept as a draft of the desk."""
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def read(words: str) -> dict[str, Any]:
    """The state again; none for a text that another version wrote."""
    try:
        state = json.loads(words) if words else {}
    except ValueError:
        return {}
    return state if isinstance(state, dict) and {"place", "panes", "dialogs"} <= state.keys() else {}


def put_back(
    root: QWidget, picture: Picture, *, focus: bool = True, still_here: Callable[[], bool] = lambda: True
) -> None:
    """Brings a pane or dialog back to its picture; what is shown only later follows as soon as it is shown.

    A field that has other words by now is told that it was typed into, so that what was not kept is kept.
    ``still_here``: whether the root shows again what it showed when the picture was taken. Later nothing is put
    where it does not: it would stand in what is said of another child.
    """
    _Coming(root, picture if focus else {**picture, "focus": ""}, still_here).begin()


class _Coming(QObject):
    """What comes back into one pane or dialog: at once where its widget is there, else when that is shown, and once
    more where an answer has a page made anew. It ends when the person goes on and nothing is missing any more."""

    def __init__(self, root: QWidget, picture: Picture, still_here: Callable[[], bool]) -> None:
        super().__init__(root)
        self._root, self._picture, self._still_here = root, picture, still_here
        self._put: dict[tuple[str, int], QWidget] = {}
        self._went_on, self._typed_on = False, ""
        self._scrolling: list[_Scrolling] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._again)
        self._ends = QTimer(self, singleShot=True, interval=_COMING_MS)
        self._ends.timeout.connect(self.end)

    def begin(self) -> None:
        """Puts back what is there."""
        if (before := _coming.pop(self._root, None)) is not None and isValid(before):
            before.end()
        _coming[self._root] = self
        self._put_back()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        listening.listen(app, self, (*_COMES, *_GOES_ON), self._heard)

    def end(self) -> None:
        """Nothing more comes back here."""
        self._stop_scrolling()
        listening.stop(self)
        if _coming.get(self._root) is self:
            del _coming[self._root]
        self.deleteLater()

    def type_on(self, words: str) -> bool:
        """Whether the field that was left is still to come: the words go into it then."""
        field = self._put.get(("focus", 0))
        if self._went_on or not (self._missing("focus") or (field is not None and is_closed(field))):
            return False
        self._typed_on += words
        return True

    def is_shown(self) -> bool:
        """Whether what it comes back into can be seen."""
        return self._root.isVisible()

    def missing(self) -> Picture:
        """What is still to come of the picture."""
        rest: Picture = {kind: self._missing(kind) for kind in ("texts", "choices", "tables", "scrolled")}
        return {**rest, "focus": "" if self._went_on or not self._missing("focus") else self._picture["focus"]}

    def _heard(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _GOES_ON:
            self._went_on = True  # The keyboard is the person's again, and so is the page.
            self._stop_scrolling()
            if not any(self._missing(kind) for kind in ("texts", "choices", "tables")):
                self.end()
        elif not self._soon.isActive() and isinstance(watched, QWidget) and self._root.isAncestorOf(watched):
            self._soon.start()
        return False

    def _stop_scrolling(self) -> None:
        for each in filter(isValid, self._scrolling):
            each.end()
        self._scrolling = []

    def _again(self) -> None:
        if self._root.isVisible() and not self._ends.isActive():
            self._ends.start()
        if self._still_here():
            self._put_back()

    def _wanted(self, kind: str) -> list[tuple[int, Any]]:
        """What has no widget: not yet, or no longer, as where a page was made anew before the person went on."""
        entries = [self._picture["focus"]] if kind == "focus" else self._picture.get(kind, [])
        put = [self._put.get((kind, at)) for at in range(len(entries))]
        gone = [widget is None or not (self._went_on or isValid(widget)) for widget in put]
        return [(at, each) for at, each in enumerate(entries) if each and gone[at]]

    def _missing(self, kind: str) -> list[Any]:
        return [each for _, each in self._wanted(kind)]

    def _come(self, kind: str) -> Iterator[tuple[Any, QWidget]]:
        """What has its widget by now, with it."""
        for at, each in self._wanted(kind):
            widget = find(self._root, each if kind == "focus" else each[0])
            waits = kind == "texts" and is_closed(widget)  # What is written into is opened once it was read.
            if widget is not None and not waits:
                self._put[kind, at] = widget
                yield each, widget

    def _put_back(self) -> None:
        root, revealed = self._root, () if self._went_on else self._picture.get("revealed", ())
        _show_what_waits(root)
        _reveal(root, revealed)
        for (_, chosen), choice in self._come("choices"):
            choice.setProperty(BY_HAND, True)  # It is the person's own after the next lock too.
            if isinstance(choice, Combo):
                choice.choose(str(chosen))
            elif isinstance(choice, QCheckBox):
                choice.setChecked(bool(chosen))
            elif isinstance(choice, Chips):
                choice.pick_again(str(chosen))
        _show_what_waits(root)  # A choice may have brought fields of its own.
        _reveal(root, revealed)
        for (_, *cells), table in self._come("tables"):
            if isinstance(table, QTableWidget):
                _write_cells(table, *cells)
        for (_, text, anchor, position, edits, _), edit in self._come("texts"):
            if isinstance(edit, QLineEdit | QTextEdit) and not (is_a_draft(edit) and text_of(edit) != text):
                write(edit, text, edits)
                caret_to(edit, anchor, position)
        if self._went_on:
            return  # Neither the keyboard nor the page is moved under somebody's hands.
        for _, focused in self._come("focus"):
            if not self._elsewhere(focused):
                focused.setFocus(Qt.FocusReason.OtherFocusReason)
        field = self._put.get(("focus", 0))
        if self._typed_on and field is not None and not is_closed(field):
            words, self._typed_on = self._typed_on, ""
            type_on(field, words)
        for (_, down, across, at), area in self._come("scrolled"):
            if isinstance(area, QAbstractScrollArea):
                self._scrolling.append(_Scrolling(area, down, across, at))

    def _elsewhere(self, field: QWidget) -> bool:
        """Whether the keyboard is in something that stands in front of the field's pane."""
        holds = field.window().focusWidget()
        return any(
            each.isAncestorOf(holds) and not each.isAncestorOf(field) for each in _floats(field.window()) if holds
        )


def open_in(where: Mapping[str, Any] | None) -> dict[str, str]:
    """What stands open in a pane, of what it says of itself (its ``where``): the child, the page, the review, the
    step."""
    told = {**(where or {}), **(where or {}).get("in_front", {})}
    return {key: each for key, each in told.items() if isinstance(each, str)}


def pictures_of_dialogs(window: QWidget, panes: Mapping[str, QWidget]) -> list[Picture]:
    """The open dialogs and pop-overs that can be opened again, the oldest first, with everything in them."""
    made = []
    places = {"": window, **panes}  # The window itself, where no pane opened it.
    for each in _floats(window):
        pane = each.opened_by[0]() if each.opened_by is not None else None
        inside = (key for key, place in panes.items() if pane is place or (pane and place.isAncestorOf(pane)))
        place = next(inside, "" if pane is window else None)
        if pane is None or place is None or each.opened_by is None:
            continue
        made.append(
            {
                "place": place,
                "pane": "" if pane is places[place] else address(places[place], pane),
                "call": list(each.opened_by[1:]),
                "beside": isinstance(each, Popover),
                "inside": picture_of(each, whole=True),
            }
        )
    return [*made, *(late for lates in _late.values() for late in lates)]


def open_dialogs_again(window: QWidget, panes: Mapping[str, QWidget], pictures: Sequence[Picture]) -> None:
    """Opens them again, with what was typed in them; into one that opens later it goes then."""
    if pictures:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # A pop-over stands beside something.
    for picture in pictures:
        place = panes.get(picture["place"]) if picture["place"] else window
        pane = place if not picture["pane"] else find(place, picture["pane"]) if place is not None else None
        if pane is None:
            continue
        before = _floats(window)
        method, args, kwargs = picture["call"]
        bridge.in_any_case(partial(getattr(pane, method), *args, **kwargs))
        opened = [each for each in _floats(window) if each not in before]
        for each in opened:
            put_back(each, picture["inside"])
        if not opened:
            _late.setdefault(pane, []).append(picture)


def forget_late() -> None:
    """The panes go: what was to come back in them goes with them."""
    _late.clear()
    for each in [each for each in _coming.values() if isValid(each)]:
        each.end()


def type_on(widget: QWidget | None, words: str) -> None:
    """Writes on at the caret of a field, as if it had been typed there; of one that is to come, when it is there."""
    coming = [each for each in _coming.values() if isValid(each) and each.is_shown()]
    if words and coming and coming[-1].type_on(words):
        return
    if words and isinstance(widget, QLineEdit) and not widget.isReadOnly():
        widget.insert(words)
        widget.setModified(True)
        widget.textEdited.emit(widget.text())
    elif words and isinstance(widget, QTextEdit) and not widget.isReadOnly():
        widget.insertPlainText(words)


def _cells(table: QTableWidget) -> tuple[list[list[str]], int, int]:
    """The words of every cell, with those being typed in one, and which cell is the current one."""
    at, items = (table.currentRow(), table.currentColumn()), (range(table.rowCount()), range(table.columnCount()))
    words = [[item.text() if (item := table.item(row, column)) else "" for column in items[1]] for row in items[0]]
    editor = next((each for each in table.viewport().findChildren(QLineEdit) if each.isVisibleTo(table)), None)
    if editor is not None and min(at) >= 0:
        words[at[0]][at[1]] = editor.text()
    return words, *at


def _write_cells(table: QTableWidget, words: Sequence[Sequence[str]], row: int, column: int) -> None:
    table.setRowCount(len(words))
    for at, line in enumerate(words):
        for number, text in enumerate(line):
            table.setItem(at, number, QTableWidgetItem(text))
    table.setCurrentCell(row, column)


def _chosen(choice: Combo | QCheckBox | Chips) -> str | bool:
    if isinstance(choice, Chips):
        return choice.chosen()
    return choice.value() if isinstance(choice, Combo) else choice.isChecked()


class _Scrolling(QObject):
    """Scrolls to a place as soon as it is there, with the row that was the current one, until the person scrolls or
    it is ended: what is scrolled has its height once it is laid out, and what stands in it may arrive later."""

    def __init__(self, area: QAbstractScrollArea, down: int, across: int, at: int) -> None:
        super().__init__(area)
        self._area, self._at = area, at
        self._places: tuple[tuple[QScrollBar, int], ...]
        self._places = ((area.verticalScrollBar(), down), (area.horizontalScrollBar(), across))
        for bar, _ in self._places:
            bar.rangeChanged.connect(self._scroll)
            bar.actionTriggered.connect(self.end)
        if isinstance(area, QAbstractItemView) and area.model() is not None:
            area.model().modelReset.connect(self._scroll, Qt.ConnectionType.QueuedConnection)
        self._scroll()
        QTimer.singleShot(0, self, self._scroll)

    def end(self) -> None:
        """From now on the page moves under nobody's hands."""
        self._at, self._places = -1, ()
        self.deleteLater()

    def _scroll(self) -> None:
        area = self._area
        if isinstance(area, QAbstractItemView) and 0 <= self._at < area.model().rowCount(QModelIndex()):
            area.setCurrentIndex(area.model().index(self._at, 0))
            self._at = -1
        for bar, value in self._places:
            bar.setValue(value)


def _reveal(root: QWidget, names: Sequence[str]) -> None:
    for button in shown(root, Button):
        if button.accessibleName() in names and not button.property(BY_HAND):
            button.click()


def _show_what_waits(root: QWidget) -> None:
    """Shows what a layout took in a moment ago and would show a moment later: it is to be found now."""
    decided = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    for each in root.findChildren(QWidget):
        parent = each.parentWidget() if each.isHidden() and not each.testAttribute(decided) else None
        layout = parent.layout() if parent is not None and parent.isVisibleTo(root) else None
        if layout is not None and layout.indexOf(each) >= 0:
            each.show()


def _focused_in(root: QWidget) -> QWidget | None:
    """The field of the root that has the focus, or had it last while another window is in front."""
    focused = root.window().focusWidget()
    return focused if focused is not None and root.isAncestorOf(focused) else None


def _floats(window: QWidget) -> list[Float]:
    found: list[Float] = [*window.findChildren(Popover), *window.findChildren(Dialog)]
    return [each for each in found if each.isVisible()]
