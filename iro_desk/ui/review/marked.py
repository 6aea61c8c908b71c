"""Quiet lines under words of a field: jargon dotted, a misspelling waved; and what to say instead, below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from iro_desk.practice.word_marks import WordMark
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.letter_asks import LetterAsks
from iro_desk.ui.theme import colour
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import Edit, Writing
from iro_desk.ui.widgets.layout import add, clear, column, row
from iro_desk.ui.widgets.text import Text

LOOK_AFTER_MS = 500
"""A word is looked at once the writing rests: no key press waits for it."""
MOST = 3
"""So many are offered at once; the next come when one is settled."""
_LINES = {
    "jargon": (QTextCharFormat.UnderlineStyle.DotLine, "wait_mark"),
    "spelling": (QTextCharFormat.UnderlineStyle.SpellCheckUnderline, "late_mark"),
}


class _Liner(QSyntaxHighlighter):
    """Draws the lines. It changes no text and no undo."""

    def __init__(self, writing: Writing) -> None:
        super().__init__(writing.document())
        self.marks: tuple[WordMark, ...] = ()

    def highlightBlock(self, text: str) -> None:
        """Lines under the words that still stand where they were found."""
        start = self.currentBlock().position()
        for mark in self.marks:
            at = mark.start - start
            if at >= 0 and text[at : at + len(mark.found)] == mark.found:
                self.setFormat(at, len(mark.found), _line_of(mark))


def _line_of(mark: WordMark) -> QTextCharFormat:
    style, ink = _LINES[mark.kind]
    look = QTextCharFormat()
    look.setUnderlineStyle(style)
    look.setUnderlineColor(colour(ink))
    return look


class WordHelp(QWidget):
    """Ties one :class:`Writing` to the words that are looked up for it, and offers what to say instead.

    With ``at_caret`` only for the word in which the caret stands: in the meeting a line is all that there is to see.
    """

    changed = Signal()

    def __init__(self, writing: Writing, actions: LetterAsks, *, at_caret: bool = False) -> None:
        super().__init__()
        self._writing, self._actions, self._at_caret = writing, actions, at_caret
        self._offered: tuple[WordMark, ...] = ()
        self._names: Sequence[str] = ()
        self._asked = ""
        self._liner = _Liner(writing)
        self._offers = column(gap=2, into=self)
        self._rest = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._rest.timeout.connect(self.look)
        writing.words_changed.connect(self._rest.start)
        if at_caret:
            writing.cursorPositionChanged.connect(self._offer)
            self.hide()

    def names_are(self, names: Sequence[str]) -> None:
        """Names that are never marked."""
        if tuple(names) != tuple(self._names):
            self._names = tuple(names)
            self._rest.start()

    def marks(self) -> tuple[WordMark, ...]:
        """The words that have a line now."""
        return self._liner.marks

    def look(self) -> None:
        """Looks the words up, beside the window; an answer for a text that is gone is dropped."""
        self._rest.stop()
        text = self._asked = self._writing.toPlainText()

        def shown(marks: Sequence[WordMark]) -> None:
            if self._asked == text and self._writing.toPlainText() == text:
                self._show(tuple(marks))

        ask(lambda: self._actions.word_marks(text, self._names), self, shown)

    def _show(self, marks: tuple[WordMark, ...]) -> None:
        if marks == self._liner.marks:
            return
        self._liner.marks = marks
        self._liner.rehighlight()
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        """Offers what to say instead of the first words that are marked, or of the one with the caret in it."""
        marks = self._liner.marks
        if self._at_caret:
            place, text = self._writing.textCursor().position(), self._writing.toPlainText() if marks else ""
            marks = tuple(m for m in marks if m.start <= place <= m.end and text[m.start : m.end] == m.found)
            if marks == self._offered:
                return
            self.setVisible(bool(marks))
        self._offered = marks
        clear(self._offers)
        for mark in marks[:MOST]:
            add(self._offers, self._offer_of(mark))
        more = len(marks) - MOST
        if more > 0:
            add(self._offers, Text(f"and {more} more", "small", "ink3"))

    def _offer_of(self, mark: WordMark) -> QWidget:
        words = Text(f"“{mark.found}”", "small", "ink2")
        if mark.say:
            use = Button(f"Say “{mark.say}”", "plain", small=True)
            use.clicked.connect(lambda: self.put(mark, mark.say))
            return row(words, use, None, gap=8)
        line = row(words, gap=8)
        find = Button("How is it spelt?", "plain", small=True)
        find.setAccessibleName(f"How is {mark.found} spelt?")

        def found(offers: Sequence[str]) -> None:
            find.hide()
            for offer in offers:
                use = Button(offer, "plain", small=True)
                use.clicked.connect(lambda _=False, offer=offer: self.put(mark, offer))
                add(line, use)
            add(line, Text("" if offers else "Nothing like it is known.", "small", "ink3"))

        find.clicked.connect(lambda: ask(lambda: self._actions.said_instead(mark), self, found))
        add(line, find)
        return row(line, None)

    def put(self, mark: WordMark, words: str) -> None:
        """Puts other words in a marked word's place, as one step that undo takes back."""
        text = self._writing.toPlainText()
        if text[mark.start : mark.end] != mark.found:
            return
        cursor = QTextCursor(self._writing.document())
        cursor.setPosition(mark.start)
        cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        self._writing.setFocus()
        self.look()


class LineHelp(QObject):
    """Ties one line that is typed into to the words that are looked up for it: quiet lines, and nothing else.

    A line has no highlighter; it takes the shape of letters from an input method, also where that commits nothing.
    """

    changed = Signal()

    def __init__(self, edit: Edit, actions: LetterAsks) -> None:
        super().__init__(edit)
        self._edit, self._actions = edit, actions
        self._names: Sequence[str] = ()
        self._marks: tuple[WordMark, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._rest.timeout.connect(self.look)
        self._composing = self._drawing = False
        edit.textChanged.connect(self._rest.start)
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Words that are still being composed, by dictation or another input method, are never touched."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
            if not self._composing and not self._drawing:
                self._rest.start()
        return super().eventFilter(watched, event)

    def names_are(self, names: Sequence[str]) -> None:
        """Names that are never marked."""
        self._names = names

    def marks(self) -> tuple[WordMark, ...]:
        """The words that have a line now."""
        return self._marks

    def look(self) -> None:
        """Looks the words up, beside the window; an answer for a text that is gone is dropped."""
        self._rest.stop()
        text = self._edit.text()

        def shown(marks: Sequence[WordMark]) -> None:
            if self._edit.text() == text and not self._composing:
                self._draw(tuple(marks))

        ask(lambda: self._actions.word_marks(text, self._names), self, shown)

    def _draw(self, marks: tuple[WordMark, ...]) -> None:
        if not marks and not self._marks:
            return
        self._marks, place = marks, self._edit.cursorPosition()
        kind = QInputMethodEvent.AttributeType.TextFormat
        lines = [
            QInputMethodEvent.Attribute(kind, mark.start - place, mark.end - mark.start, _line_of(mark))
            for mark in marks
        ]
        self._drawing = True
        try:
            QApplication.sendEvent(self._edit, QInputMethodEvent("", lines))
        finally:
            self._drawing = False
        self.changed.emit()
