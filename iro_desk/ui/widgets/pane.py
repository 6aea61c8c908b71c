"""The head of a pane, and the other shapes that panes share."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from iro_desk.ui.theme import font, px
from iro_desk.ui.widgets.buttons import Tabs
from iro_desk.ui.widgets.layout import Margins, Surface, clear, column, row, wrapping
from iro_desk.ui.widgets.text import Text, fact


class PaneHeader(QWidget):
    """Display name, one line of facts, one line of facts with icons, and actions at the right."""

    def __init__(
        self,
        title: str,
        line: str = "",
        facts: Sequence[tuple[str, str]] = (),
        actions: Sequence[QWidget] = (),
        *,
        margins: Margins = (32, 20, 32, 8),
    ) -> None:
        """``facts``: (icon, words)."""
        super().__init__()
        self._title = Text(title, "display", wrap=True)
        self._line = Text(line, "body", "ink2", wrap=True)
        self._facts = column()
        self._actions = wrapping(*actions)
        if not actions:
            self._actions.hide()  # Never shown by hand: what has no parent yet would be a window.
        self._top = row((self._title, 1), (self._actions, 0), gap=8)
        column(self._top, 2, self._line, self._facts, margins=margins, into=self)
        self.say(title, line, facts)

    def say(self, title: str, line: str = "", facts: Sequence[tuple[str, str]] = ()) -> None:
        """Other words."""
        self._title.say(title)
        self._line.say(line)
        self._line.setVisible(bool(line))
        self._make_room()
        clear(self._facts)
        if facts:
            inside = self._facts.layout()
            assert inside is not None
            inside.addWidget(wrapping(*(fact(icon, words) for icon, words in facts), gap=22, margins=(0, 8, 0, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Puts the actions under the title when both do not fit on one line."""
        layout = self._top.layout()
        assert isinstance(layout, QBoxLayout)
        title = QFontMetricsF(font("display")).horizontalAdvance(self._title.words())
        wide = title + self._actions.sizeHint().width() + px(16) <= self._top.width()
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if layout.direction() != direction:
            layout.setDirection(direction)


def tab_line(tabs: Tabs, *, inset: int = 32) -> Surface:
    """Tabs on the hairline that parts the head from the body."""
    made = Surface(None, lines="bottom")
    row((tabs, 1), margins=(inset, 0, inset, 0), into=made)
    return made


def foot_bar(*items: QWidget | int | tuple[QWidget, int | Qt.AlignmentFlag] | None) -> Surface:
    """The bar at the foot of a pane: what is safe at the left, the verbs at the right."""
    made = Surface("canvas", lines="top")
    row(*items, gap=8, margins=(32, 12, 32, 14), into=made)
    return made


def figure(number: str, words: str, mark: QWidget | None = None) -> QWidget:
    """A number that is the point of the pane, with its meaning under it."""
    under = row(*([mark] if mark is not None else []), Text(words, "small", "ink2"), None, gap=6)
    made = column(row(Text(number, "figure"), None), under, gap=2)
    made.setAccessibleName(f"{number} {words}")
    return made
