"""Copy across: a narrow strip that stays in front, in the order of the council's own form. One key copies the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from iro_desk.practice.share import AcrossField
from iro_desk.practice.words import count
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import Surface, column, row
from iro_desk.ui.widgets.lists import ListLine, RowList
from iro_desk.ui.widgets.text import Text


class AcrossStrip(Surface):
    """The fields, which have gone over, and the next one. ``done`` tells that all have."""

    done = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("canvas")
        self.setParent(parent, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle("Copy across")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._fields: tuple[AcrossField, ...] = ()
        self.gone: set[str] = set()
        self._title = Text("Copy across", "heading")
        self._says = Text("", "small", "ink2", wrap=True)
        self.list = RowList("Fields of the council’s form", inset=16, hairlines=False)
        self.list.opened.connect(self.copy)
        self.next = Button("Copy the next", "primary", "copy")
        self.next.clicked.connect(self.copy_next)
        close = Button("Close", "plain", small=True)
        close.clicked.connect(self.close)
        column(
            column(self._title, self._says, gap=2, margins=(16, 12, 16, 8)),
            (self.list, 1),
            row(self.next, None, close, margins=(16, 8, 16, 12)),
            into=self,
        )
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedWidth(px(300))
        self.resize(px(300), px(560))

    def show_fields(self, fields: Sequence[AcrossField]) -> None:
        """Shows the fields of another review; nothing has gone over yet."""
        self._fields, self.gone = tuple(fields), set()
        self._again()
        self.next.setFocus()

    def copy_next(self) -> None:
        """Copies the first field that has not gone over."""
        waiting = next((field for field in self._fields if field.key not in self.gone), None)
        if waiting is not None:
            self.copy(waiting.key)

    def copy(self, key: str) -> None:
        """Copies one field; the strip shows that it has gone."""
        field = next(each for each in self._fields if each.key == key)
        QGuiApplication.clipboard().setText(field.text)
        self.gone.add(key)
        self.list.choose(key)
        self._again()
        if len(self.gone) == len(self._fields):
            self.done.emit()

    def _again(self) -> None:
        self.list.show_lines(
            [
                ListLine(
                    field.key,
                    field.label,
                    mark="done" if field.key in self.gone else "open",
                    says="Copied" if field.key in self.gone else "",
                    detail=" ".join(field.text.split())[:60],
                )
                for field in self._fields
            ]
        )
        left = len(self._fields) - len(self.gone)
        self._says.say(f"{count(left, 'field')} to go. Paste each in the council’s form." if left else "All copied.")
        self.next.setEnabled(bool(left))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space copy the next; Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.copy_next()
        else:
            super().keyPressEvent(event)
