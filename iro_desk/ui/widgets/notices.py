"""Lines at the foot of the window that say quietly what is going on: nothing is modal, nothing takes the focus."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer

from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.layout import Surface, add, column, row
from iro_desk.ui.widgets.marks import Mark
from iro_desk.ui.widgets.messages import announce
from iro_desk.ui.widgets.text import Text


class _Line(Surface):
    def __init__(self, kind: str, words: str, button: Button | None) -> None:
        super().__init__("canvas", lines="top")
        self.mark = Mark(kind)
        self.words = Text(words, "small", "ink2", wrap=True)
        end = [button] if button is not None else []
        row(self.mark, (self.words, 1), *end, gap=8, margins=(24, 6, 16, 6), into=self)
        self.say(kind, words)

    def say(self, kind: str, words: str) -> None:
        self.mark.show_as(kind)
        self.words.say(words)
        self.setAccessibleName(words)


class Notices(Surface):
    """One line for each thing that is going on, by its key; without any it takes no room."""

    def __init__(self) -> None:
        super().__init__("canvas")
        column(into=self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._said: dict[str, _Line] = {}
        self.hide()

    def say(
        self,
        key: str,
        words: str,
        kind: str = "wait",
        *,
        button: tuple[str, Callable[[], object]] | None = None,
        seconds: float = 0,
        aloud: bool = True,
    ) -> None:
        """Says something; the line of that key that stands there already says it from now on.

        ``button``: words and what it does. ``seconds``: the line goes by itself. ``aloud``: a screen reader says it.
        """
        line = self._said.get(key)
        if line is not None and line.words.words() == words:
            return
        if line is not None and button is None:
            line.say(kind, words)
        else:
            self.drop(key)
            made = Button(button[0], "plain", small=True) if button is not None else None
            if made is not None and button is not None:
                act = button[1]
                made.clicked.connect(lambda _=False: act())
            line = self._said[key] = _Line(kind, words, made)
            add(self, line)
        self.show()
        if aloud:
            announce(line, words)
        if seconds:
            QTimer.singleShot(round(seconds * 1000), line, lambda: self.drop(key))

    def drop(self, key: str) -> None:
        """It is over."""
        line = self._said.pop(key, None)
        if line is not None:
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._said))

    def words(self, key: str = "") -> str:
        """What is said under a key, or everything."""
        return " ".join(line.words.words() for each, line in self._said.items() if not key or each == key)
