"""The finder's box (Ctrl+K): type, move with the arrows, Enter goes there, Esc closes."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from iro_desk.practice import courtesy
from iro_desk.practice.finder import FinderRow
from iro_desk.ui.bridge import once_painted, when_done
from iro_desk.ui.theme import colour, font, px
from iro_desk.ui.widgets import Icon, ListLine, RowList, Text, column, paint_shadow, row

KINDS = {"child": "Child", "action": "Action", "setting": "Setting", "text": "In the text"}
AIR = 26
SHOWN = 7
NOTHING = "Nothing found. Names, council numbers, actions, settings and words in the notes can be found."


class Findable(Protocol):
    """What the box asks."""

    def at_once(self, words: str) -> Sequence[FinderRow]:
        """What is found without waiting."""
        ...

    def search(self, words: str) -> Future[Any]:
        """What stands in the text, looked for beside the window."""
        ...


class FinderBox(QWidget):
    """Over the window, near its top. ``chose`` tells the row that was gone to; the focus goes back otherwise."""

    chose = Signal(object)
    closed = Signal()

    def __init__(self, window: QWidget, finding: Findable) -> None:
        super().__init__(window)
        self._finding = finding
        self._rows: dict[str, FinderRow] = {}
        self._asked = ""
        self._search: Future[Sequence[FinderRow]] | None = None
        self._back = QApplication.focusWidget()
        self.setAccessibleName("Find")
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Find a child, an action, a setting or words in the notes")
        self.edit.setPlaceholderText("A child, an action, a setting, or words in the notes")
        self.edit.setProperty("searches", True)
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self.list = RowList("Found", inset=20)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.opened.connect(self._open)
        self._none = Text(NOTHING, "small", "ink2", wrap=True)
        self._none.hide()
        head = row(Icon("search", 18, "ink3"), (self.edit, 1), gap=10, margins=(20, 14, 20, 8))
        column(
            head,
            (self.list, 1),
            column(self._none, margins=(20, 0, 20, 14)),
            margins=(AIR, AIR, AIR, AIR),
            into=self,
        )
        window.installEventFilter(self)
        self._typed("")
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def rows(self) -> list[FinderRow]:
        """What is shown, from the top."""
        return [self._rows[shown.key] for shown in self.list.lines()]

    def close_it(self) -> None:
        """Closes and gives the focus back."""
        self._leave()
        if self._back is not None and isValid(self._back) and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)

    def _leave(self) -> None:
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
        self.edit.clearFocus()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def dress(self) -> None:
        """Takes the theme."""
        self.edit.setFont(font("body"))
        # Opaque: what lies under the rows is not painted again at every key.
        under, palette = self.list.viewport(), self.list.viewport().palette()
        palette.setColor(under.backgroundRole(), colour("raised"))
        under.setPalette(palette)
        under.setAutoFillBackground(True)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the caret stays in the box; a press outside closes."""
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.Resize:
                self._place()
            elif event.type() == QEvent.Type.MouseButtonPress:
                self.close_it()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_it()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._move(1 if key in (Qt.Key.Key_Down, Qt.Key.Key_Tab) else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.chosen():
                self._open(self.list.chosen())
        else:
            return False
        return True

    def focusNextPrevChild(self, next: bool) -> bool:
        """The Tab key stays inside."""
        return True

    def mousePressEvent(self, event: QEvent) -> None:
        """A press inside stays inside."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(AIR, AIR, -AIR, -AIR)
        paint_shadow(painter, inside, px(12))
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour("raised"))
        painter.drawRoundedRect(inside, px(12), px(12))

    def _typed(self, words: str) -> None:
        """What is found at once is shown; once it is painted the text is searched, and until then nothing shrinks."""
        self._asked = words
        searches = len(words.strip()) >= 2
        self._show(self._finding.at_once(words), more_to_come=searches)
        if self._search is not None:
            self._search.cancel()  # What was asked before the last key, and has not begun, is asked no more.
        if searches:
            once_painted(partial(self._search_text, words))

    def _search_text(self, words: str) -> None:
        if not isValid(self) or words != self._asked or not self.isVisible():
            return

        def found(rows: Sequence[FinderRow]) -> None:
            if self._asked == words and self.isVisible():
                self._show((*self._finding.at_once(words), *rows))

        courtesy.begins()  # What is counted anew for a list behind the box waits a moment.
        self._search = self._finding.search(words)
        self._search.add_done_callback(lambda _: courtesy.ends())
        when_done(self._search, self, found)

    def _show(self, rows: Sequence[FinderRow], *, more_to_come: bool = False) -> None:
        chosen = self.list.chosen()
        self._rows = {each.key: each for each in rows}
        self.list.show_lines(
            [
                ListLine(
                    key=each.key,
                    title=each.title,
                    detail=each.detail if each.kind == "text" else "",
                    after_title="" if each.kind == "text" else each.detail,
                    mark="",
                    after_detail=KINDS["text"] if each.kind == "text" else "",
                )
                for each in rows
            ]
        )
        keys = [each.key for each in rows]
        self.list.choose(chosen if chosen in keys else keys[0] if keys else "")
        self._none.setVisible(not rows and not more_to_come)
        self.list.setVisible(bool(rows) or more_to_come)
        self._place(shrink=not more_to_come)

    def _move(self, by: int) -> None:
        keys = [shown.key for shown in self.list.lines()]
        if keys:
            at = keys.index(self.list.chosen()) if self.list.chosen() in keys else -1
            self.list.choose(keys[(at + by) % len(keys)])

    def _open(self, key: str) -> None:
        found = self._rows.get(key)
        if found is not None:
            self.close_it()  # The focus goes back first: a dialog that opens takes it from there.
            self.chose.emit(found)

    def _place(self, *, shrink: bool = True) -> None:
        """``shrink``: whether it may become lower; each time it does, all that lies behind it is painted again."""
        window = self.parentWidget()
        if window is None:
            return
        width = min(px(640) + 2 * AIR, window.width())
        rows = self.list.lines()[: SHOWN + 2]
        tall = sum(px(60) if shown.detail else px(44) for shown in rows)
        height = min(px(66) + max(tall, px(54)) + 2 * AIR, window.height() - px(24))
        if not shrink and self.width() == width:
            height = max(height, min(self.height(), window.height() - px(24)))
        self.setGeometry((window.width() - width) // 2, px(40), width, height)
