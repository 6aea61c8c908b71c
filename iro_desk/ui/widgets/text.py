"""Words by role, icons, facts and headings."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from iro_desk.ui import icons
from iro_desk.ui.theme import colour, font, line, px
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets.layout import Margins, add, row


class Text(QLabel):
    """Words in one role of type and one ink. Nothing in them is read as markup."""

    def __init__(
        self,
        words: str = "",
        role: str = "body",
        ink: str = "ink",
        *,
        wrap: bool = False,
        width: int = 0,
        align: Qt.AlignmentFlag | None = None,
        selectable: bool = False,
    ) -> None:
        super().__init__()
        self._words, self._role, self._ink, self._wrap, self._width = words, role, ink, wrap, width
        self.setTextFormat(Qt.TextFormat.RichText if wrap else Qt.TextFormat.PlainText)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        if align is not None:
            self.setAlignment(align)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.dress()

    def words(self) -> str:
        """What it says."""
        return self._words

    def say(self, words: str, ink: str | None = None, role: str | None = None) -> None:
        """Says something else, in another ink or role of type if one is given."""
        self._words = words
        self._ink = ink or self._ink
        self._role = role or self._role
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFont(font(self._role))
        palette = self.palette()
        for role in (palette.ColorRole.WindowText, palette.ColorRole.Text):
            palette.setColor(role, colour(self._ink))
        self.setPalette(palette)
        if self._wrap:
            kind = tokens().type[self._role]
            leading = round(100 * kind.line / (kind.pixels * 1.24))
            body = escape(self._words).replace("\n", "<br>")
            self.setText(f'<p style="margin:0; line-height:{leading}%">{body}</p>' if self._words else "")
        else:
            self.setText(self._words)
        self.setAccessibleName(self._words)
        if self._width:
            self.setFixedWidth(px(self._width))


class Elided(QWidget):
    """One line of words that gives way: it ends in an ellipsis, and then its tooltip says the whole."""

    def __init__(self, words: str = "", role: str = "body", ink: str = "ink") -> None:
        super().__init__()
        self._words, self._role, self._ink = words, role, ink
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()

    def say(self, words: str) -> None:
        """Says something else."""
        self._words = words
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(line(self._role))
        self.setAccessibleName(self._words)
        self._mind_the_room()
        self.updateGeometry()  # Other words want other room.
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._metrics().horizontalAdvance(self._words)) + 2, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(40), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._mind_the_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(self._role))
        painter.setPen(colour(self._ink))
        shown = self._metrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(font(self._role))

    def _mind_the_room(self) -> None:
        short = self._metrics().horizontalAdvance(self._words) > self.width()
        self.setToolTip(self._words if short else "")


class Icon(QLabel):
    """An outline icon beside words; it says nothing of its own."""

    def __init__(self, name: str, size: int = 18, ink: str = "ink2", *, active: bool = False) -> None:
        super().__init__()
        self._name, self._size, self._ink, self._active = name, size, ink, active
        self.dress()

    def show_as(self, ink: str, *, active: bool = False) -> None:
        """The same icon in another ink."""
        self._ink, self._active = ink, active
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setPixmap(icons.pixmap(self._name, self._size, self._ink, active=self._active))
        self.setFixedSize(px(self._size), px(self._size))


class Key(QWidget):
    """A key of the keyboard, as small print."""

    def __init__(self, words: str) -> None:
        super().__init__()
        row(Text(words, "small", "ink3"), margins=(6, 0, 6, 0), into=self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))


def fact(icon: str, words: str) -> QWidget:
    """A fact in a header: a small picture and words, with nothing round them."""
    return row(Icon(icon, 16, "ink3"), Text(words, "label", "ink2"), gap=6)


def section(
    words: str,
    *,
    count: int | None = None,
    note: str = "",
    end: QWidget | None = None,
    margins: Margins = (0, 16, 0, 6),
) -> QWidget:
    """The heading of a section, with a count, and a note or a control at its right."""
    made = row(Text(words, "heading"), gap=8, margins=margins)
    items: list[QWidget | None] = []
    if count is not None:
        items.append(Text(str(count), "heading", "ink3"))
    items.append(None)
    if note:
        items.append(Text(note, "small", "ink3"))
    if end is not None:
        items.append(end)
    add(made, *items)
    return made
