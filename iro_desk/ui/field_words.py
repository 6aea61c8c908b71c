"""The words of a field, the place of its caret, and the earlier texts that its undo steps back through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

KEPT_EARLIER = 200
"""How many earlier texts of a field undo steps back through."""


def edits_of(texts: Sequence[str]) -> list[tuple[int, int, str]]:
    """Texts as edits, each of the one before it (the first of nothing): (from, letters cut, letters put in)."""
    made, before = [], ""
    for text in texts[-KEPT_EARLIER:]:
        start, end = 0, 0
        shortest = min(len(before), len(text))
        while start < shortest and before[start] == text[start]:
            start += 1
        while end < shortest - start and before[-1 - end] == text[-1 - end]:
            end += 1
        made.append((start, len(before) - start - end, text[start : len(text) - end]))
        before = text
    return made


def texts_of(edits: Sequence[Sequence[Any]]) -> list[str]:
    """The texts that :func:`edits_of` made edits of."""
    made, text = [], ""
    for start, cut, put in edits:
        text = text[:start] + put + text[start + cut :]
        made.append(text)
    return made


def step_through(edit: QLineEdit | QTextEdit, texts: Sequence[str]) -> None:
    """Writes texts one after the other, so that the field's own undo steps back through them. Tells nobody."""
    told = edit.blockSignals(True)
    try:
        if isinstance(edit, QTextEdit):
            _step_document(edit, texts)
        else:
            _step_line(edit, texts)
    finally:
        edit.blockSignals(told)


def _step_document(edit: QTextEdit, texts: Sequence[str]) -> None:
    cursor = edit.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    for number, (start, cut, put) in enumerate(edits_of(texts)):
        cursor.beginEditBlock()
        if number:
            cursor.setPosition(start)
            cursor.setPosition(start + cut, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(put)
        cursor.endEditBlock()
        if not number:
            edit.document().clearUndoRedoStacks()


def _step_line(edit: QLineEdit, texts: Sequence[str]) -> None:
    for number, (start, cut, put) in enumerate(edits_of(texts)):
        if not number:
            edit.setText(put)
            continue
        edit.setCursorPosition(start)
        edit.setSelection(start, cut)
        edit.insert(put) if put else edit.del_()
        edit.end(False)
        edit.home(False)  # A caret that moved: the next edit is a step of its own.


def earlier_texts(edit: QLineEdit | QTextEdit) -> list[str]:
    """The texts that undo in the field would step back through, the oldest first, with the one shown at the end."""
    saved = getattr(edit, "earlier_texts", None)
    if callable(saved):
        return [str(text) for text in saved()]
    if edit.property("searches"):  # Steps back through what was looked for are not worth a key that waits for them.
        return [text_of(edit)]
    told = edit.blockSignals(True)
    texts, caret = [text_of(edit)], caret_of(edit)
    try:
        while len(texts) < KEPT_EARLIER and _can_undo(edit):
            edit.undo()
            texts.append(text_of(edit))
        for _ in texts[1:]:
            edit.redo()
        caret_to(edit, *caret)
    finally:
        edit.blockSignals(told)
    return texts[::-1]


def _can_undo(edit: QLineEdit | QTextEdit) -> bool:
    return edit.isUndoAvailable() if isinstance(edit, QLineEdit) else edit.document().isUndoAvailable()


def write(edit: QLineEdit | QTextEdit, text: str, edits: Sequence[Sequence[Any]]) -> None:
    """Puts a text and the steps back from it into a field, and tells as if it had been typed where it was another."""
    shown = text_of(edit)
    texts = texts_of(edits)
    if not texts or texts[-1] != text:
        texts.append(text)
    if len(texts) > 1:
        step_through(edit, texts)
    elif shown != text:
        edit.setText(text) if isinstance(edit, QLineEdit) else edit.setPlainText(text)
    if shown == text:
        return
    if isinstance(edit, QTextEdit):
        if len(texts) > 1:
            edit.textChanged.emit()
        return
    edit.setModified(True)
    if len(texts) > 1:
        edit.textChanged.emit(text)
    edit.textEdited.emit(text)


def is_closed(field: QWidget | None) -> bool:
    """Whether it is a field that cannot be written into yet."""
    return isinstance(field, QLineEdit | QTextEdit) and field.isReadOnly()


def text_of(edit: QLineEdit | QTextEdit) -> str:
    """What stands in a field."""
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def caret_of(edit: QLineEdit | QTextEdit) -> tuple[int, int]:
    """Where the caret of a field stands: anchor and position."""
    if isinstance(edit, QTextEdit):
        return edit.textCursor().anchor(), edit.textCursor().position()
    position = edit.cursorPosition()
    start, length = edit.selectionStart(), edit.selectionLength()
    if start < 0:
        return position, position
    return (start + length if position == start else start), position


def caret_to(edit: QLineEdit | QTextEdit, anchor: int, position: int) -> None:
    """Puts the caret there, or as near as the text is long."""
    if isinstance(edit, QTextEdit):
        cursor, end = edit.textCursor(), len(edit.toPlainText())
        cursor.setPosition(min(anchor, end))
        cursor.setPosition(min(position, end), QTextCursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)
    elif anchor == position:
        edit.setCursorPosition(position)
    else:
        edit.setSelection(anchor, position - anchor)
