"""F1: the page that explains what is in front, read from ``resources/help``, in a drawer at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import (
    QKeyEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget
from shiboken6 import isValid

from iro_desk import resources
from iro_desk.ui.theme import colour, font, px
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets import Button, Surface, Text, column, row

KEYS_PAGE = "keys"
FIRST_PAGE = "caseload"


def page_of(widget: QWidget | None) -> str:
    """The page that explains a widget: the nearest ``help_name`` above it."""
    while widget is not None:
        name = getattr(widget, "help_name", "")
        if isinstance(name, str) and name:
            return name
        widget = widget.parentWidget()
    return ""


class MarkdownPage(QTextBrowser):
    """Markdown, set in the look's type."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._markdown = ""
        self.setOpenLinks(False)
        self.setAccessibleName(name)
        self.setSearchPaths([])
        self.setViewportMargins(0, 0, 12, 0)

    def show_markdown(self, markdown: str) -> None:
        """Shows other words."""
        self._markdown = markdown
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        if not self._markdown:
            return
        self.setFont(font("body"))
        self.document().setDocumentMargin(0)
        self.setMarkdown(self._markdown)
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            role = {0: "body", 1: "title", 2: "heading"}.get(level, "strong")
            cursor = QTextCursor(block)
            shape = QTextBlockFormat()
            kind = tokens().type[role]
            proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
            shape.setLineHeight(100 * kind.line / (kind.pixels * 1.24), proportional)
            shape.setTopMargin(px(14 if level > 1 else 0))
            shape.setBottomMargin(px(8 if level == 0 else 4))
            cursor.mergeBlockFormat(shape)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            if level:
                letters = cursor.charFormat()
                letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # Markdown's own enlargement.
                letters.setFont(font(role))
                letters.setForeground(colour("ink"))
                cursor.setCharFormat(letters)
            _in_our_letters(block, role)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _without_grid(frame)
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _in_our_letters(block: QTextBlock, role: str) -> None:
    """One family, and never italics: code stands in the letters of its line, what is stressed in strong ones."""
    pieces, at = [], block.begin()
    while not at.atEnd():
        pieces.append(at.fragment())
        at += 1
    for piece in (each for each in pieces if each.charFormat().fontFixedPitch() or each.charFormat().fontItalic()):
        cursor = QTextCursor(block)
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat()
        letters.setFont(font("strong" if piece.charFormat().fontItalic() else role))
        cursor.setCharFormat(letters)


def _without_grid(table: QTextTable) -> None:
    """Lays a table out as all tables are: no grid, a hairline between rows, its titles small."""
    whole = table.format()
    whole.setBorder(0)
    whole.setBorderCollapse(True)
    whole.setCellPadding(0)
    whole.setBottomMargin(px(12))
    table.setFormat(whole)
    for line in range(table.rows()):
        for column_ in range(table.columns()):
            cell = table.cellAt(line, column_)
            shape = cell.format().toTableCellFormat()
            shape.setRightPadding(px(24))
            shape.setTopPadding(px(5))
            shape.setBottomPadding(px(6))
            shape.setBottomBorder(1)
            shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBottomBorderBrush(colour("line"))
            cell.setFormat(shape)
            if line == 0:
                cursor = cell.firstCursorPosition()
                cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
                letters = cursor.charFormat()
                letters.setFont(font("small"))
                letters.setForeground(colour("ink3"))
                cursor.setCharFormat(letters)


class HelpPage(MarkdownPage):
    """One page of help. Links lead to other pages of help and nowhere else."""

    def __init__(self) -> None:
        super().__init__("Help")
        self.name = ""
        self.anchorClicked.connect(self._follow)

    def show_page(self, name: str) -> None:
        """Shows a page by its name; a name without a page shows the first one."""
        self.name = name if resources.path(f"help/{name}.md").is_file() else FIRST_PAGE
        self.show_markdown(resources.text(f"help/{self.name}.md"))

    def _follow(self, link: QUrl) -> None:
        path = link.path()
        if not link.scheme() and path.endswith(".md") and "/" not in path:
            self.show_page(path.removesuffix(".md"))


class HelpDrawer(Surface):
    """The drawer over the right of the window. F1 again shows all keys, once more closes it, as Esc does.

    When it closes the focus goes back.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__("raised", lines="left")
        self.setParent(window)
        self.page = HelpPage()
        self._back: QWidget | None = None
        self.close_button = Button("Close help", "plain", "x", alone=True)
        self.close_button.clicked.connect(self.close_it)
        column(
            row(Text("Help", "label", "ink3"), None, self.close_button, margins=(0, 0, 0, 8)),
            (self.page, 1),
            margins=(28, 16, 16, 16),
            into=self,
        )
        window.installEventFilter(self)
        self.hide()

    def turn(self, name: str) -> None:
        """Opens at a page; when it is open, turns to all keys; and closes when those are shown."""
        if self.isVisible():
            if self.page.name == KEYS_PAGE:
                self.close_it()
            else:
                self.page.show_page(KEYS_PAGE)
            return
        self._back = QApplication.focusWidget()
        self.page.show_page(name)
        self._place()
        self.show()
        self.raise_()
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_it(self) -> None:
        """Closes and gives the focus back."""
        self.hide()
        if self._back is not None and isValid(self._back) and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._back = None

    def dress(self) -> None:
        """Takes the theme."""
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps to the right edge."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
        else:
            super().keyPressEvent(event)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        width = min(px(400), window.width() - px(84))
        self.setGeometry(window.width() - width, 0, width, window.height())
