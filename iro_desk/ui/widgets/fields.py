"""What is typed into: a label above, a hint, the control, and under it what was understood or is amiss."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocumentFragment,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTextEdit,
    QWidget,
)

from iro_desk.practice.words import long_day
from iro_desk.ui import icons, typed_dates
from iro_desk.ui.theme import colour, font, line, px
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets.buttons import BY_HAND, Button
from iro_desk.ui.widgets.calendar import Calendar
from iro_desk.ui.widgets.layout import column, row
from iro_desk.ui.widgets.marks import Mark
from iro_desk.ui.widgets.text import Text

SECRET = "secret"
"""The property of a field whose words are never kept, whether they are shown or not."""


OURS = (Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_R, Qt.Key.Key_W)
"""Keys with Ctrl that no line of text takes for itself."""


class Edit(QLineEdit):
    """One line to type into."""

    def __init__(self, value: str = "", *, name: str = "") -> None:
        super().__init__(value)
        self.setAccessibleName(name)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFont(font("body"))

    def event(self, event: QEvent) -> bool:
        """Ctrl and a letter is the program's, also where the toolkit would move the caret with it, as on Linux."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and event.key() in OURS
        ):
            event.ignore()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Words that are longer than the field show their beginning once it is left; not when the window is."""
        super().focusOutEvent(event)
        left = event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if left and self.fontMetrics().horizontalAdvance(self.text()) > self.width():
            self.setCursorPosition(0)


class _AtEnd(QAbstractButton):
    """An icon at the end of a line that is typed into. Qt's own there does not grow with the type."""

    def __init__(self, edit: Edit, icon: str, words: str) -> None:
        super().__init__(edit)
        self._edit, self._icon = edit, icon
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        edit.installEventFilter(self)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedWidth(px(34))
        self._edit.setTextMargins(0, 0, px(28), 0)
        self._to_the_end()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It stays at the end."""
        if event.type() == QEvent.Type.Resize:
            self._to_the_end()
        return super().eventFilter(watched, event)

    def _to_the_end(self) -> None:
        self.setGeometry(self._edit.width() - self.width() - px(2), 0, self.width(), self._edit.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = icons.pixmap(self._icon, 16, "ink2" if self.isEnabled() else "ink3")
        at = QPointF((self.width() - px(16)) / 2, (self.height() - px(16)) / 2)
        QPainter(self).drawPixmap(at, picture)


class Combo(QComboBox):
    """A closed list of choices. The wheel of the mouse does not change it while a form scrolls past.

    What is chosen stands whole: longer words wrap and the control grows; the open list is as wide as its words.
    """

    def __init__(self, choices: Sequence[tuple[str, str]] = (), *, name: str = "") -> None:
        """``choices``: (value, words)."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        self.view().setAccessibleName("Choices")
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.currentTextChanged.connect(self.updateGeometry)
        self.activated.connect(self._by_hand)
        self.dress()
        self.offer(choices)

    def _by_hand(self) -> None:
        self.setProperty(BY_HAND, True)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other choices; what was chosen stays if it is still there."""
        kept = self.value()
        self.clear()
        for value, words in choices:
            self.addItem(words, value)
        self.choose(kept)

    def value(self) -> str:
        """The chosen value."""
        value = self.currentData()
        return value if isinstance(value, str) else ""

    def choose(self, value: str) -> None:
        """Chooses a value; one that is not offered chooses the first."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def dress(self) -> None:
        """Takes the theme."""
        self.setFont(font("body"))
        self.view().setFont(font("body"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """As high as the chosen words need at that width."""
        room = QRect(0, 0, max(1, width - px(12) - px(34) - 4), 10_000)
        metrics = QFontMetrics(self.font())
        tall = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.currentText()).height()
        return super().sizeHint().height() + max(0, tall - metrics.height())

    def showPopup(self) -> None:
        """The list is as wide as its longest words, as far as the screen has room, and stays on the screen."""
        metrics = QFontMetrics(self.view().font())
        longest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        screen = self.screen().availableGeometry()
        self.view().setMinimumWidth(min(longest + px(44), screen.width() - px(16)))
        super().showPopup()
        shown = self.view().window()
        over = shown.geometry().right() - screen.right()
        if over > 0:
            shown.move(max(screen.left(), shown.x() - over), shown.y())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        words = QRect(px(12), 0, self.width() - px(12) - px(34), self.height())
        painter.setPen(colour("ink" if self.isEnabled() else "ink3"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(words, flags, self.currentText())
        arrow = icons.pixmap("chevron-down", 16, "ink2")
        top = (self.height() - px(16)) / 2
        painter.drawPixmap(QPointF(self.width() - px(28), top), arrow)


_BREAKS = re.compile(r"\r\n?|[\v\f\u0085\u2028\u2029]")
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")
_UNSEEN = re.compile(r"[\ufeff\u200b\u00ad\x00-\x08\x0e-\x1f]")


def paragraphs_of(source: QMimeData) -> str:
    """The words of what is pasted, from Word, Teams or a transcript: its paragraphs, and nothing else of it."""
    words = source.text()
    if not words.strip() and source.hasHtml():
        words = QTextDocumentFragment.fromHtml(source.html()).toPlainText()
    lines = _UNSEEN.sub("", _BREAKS.sub("\n", words)).split("\n")
    tidy = [_SPACES.sub(" ", line).strip() for line in lines]
    if len(tidy) == 1:
        return _SPACES.sub(" ", _UNSEEN.sub("", words))
    return "\n".join(line for line in tidy if line)


class TextArea(QTextEdit):
    """Several lines in a frame. What is pasted loses everything but its words."""

    def __init__(self, value: str = "", *, name: str = "", lines: int = 4) -> None:
        super().__init__()
        self._lines = lines
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("framed", True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlainText(value)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFont(font("body"))
        self.document().setDocumentMargin(0)
        self.setFixedHeight(self._lines * line("body") + px(20))

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(paragraphs_of(source))


class Writing(QTextEdit):
    """The large writing of the meeting and the write-up: a line at the left, an accent caret, no frame.

    ``left`` is emitted when the focus leaves it, which is when a draft becomes a change.
    """

    left = Signal()
    pasted = Signal(int, int)
    """Where pasted text begins and ends."""
    words_changed = Signal()
    """Other words stand here. (The toolkit's ``textChanged`` also tells of a line that was drawn under one.)"""

    def __init__(self, value: str = "", *, name: str = "") -> None:
        super().__init__()
        self.is_pasting = False
        self.earlier_texts: Callable[[], list[str]] | None = None  # Of whoever keeps its texts.
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setCursorWidth(0)  # The caret is painted here, in accent.
        self._caret_was = QRect()
        self._words_were = ""
        self.textChanged.connect(self._told)
        self.cursorPositionChanged.connect(self._caret_moved)
        self.dress()
        self.write(value)

    def write(self, value: str) -> None:
        """Other words, with the caret at their end; the field's own undo starts afresh."""
        self.setPlainText(value)
        self._space_lines()
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def dress(self) -> None:
        """Takes the theme."""
        self.setFont(font("meet"))
        self.document().setDocumentMargin(0)
        self.setViewportMargins(px(16), 0, px(10), 0)
        self.viewport().setAutoFillBackground(False)
        self._space_lines()

    def _space_lines(self) -> None:
        kind = tokens().type["meet"]
        block = QTextBlockFormat()
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        block.setLineHeight(100 * kind.line / (kind.pixels * 1.21), proportional)
        block.setBottomMargin(px(14))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Whatever has words in it."""
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paragraphs and nothing else; those of more than one paragraph may be sent on (``pasted``)."""
        words = paragraphs_of(source)
        self.is_pasting = True
        try:
            start = self.textCursor().selectionStart()
            self.insertPlainText(words)
        finally:
            self.is_pasting = False
        if words.strip():
            self.pasted.emit(start, self.textCursor().position())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _told(self) -> None:
        words = self.toPlainText()
        if words != self._words_were:
            self._words_were = words
            self.words_changed.emit()

    def note_words(self) -> None:
        """What stands here was put here in silence: the next words are told of if they differ from it."""
        self._words_were = self.toPlainText()

    def _caret_moved(self) -> None:
        """Only where the caret was and is gets painted anew: a key press does not wait for the whole page."""
        for caret in (self._caret_was, self._caret_box()):
            self.viewport().update(caret)
        self._caret_was = self._caret_box()

    def _caret_box(self) -> QRect:
        return self.cursorRect().adjusted(-1, -1, px(2) + 1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            caret, self._caret_was = self.cursorRect(), self._caret_box()
            QPainter(self.viewport()).fillRect(caret.x(), caret.y(), px(2), caret.height(), colour("accent"))


class WritingFrame(QWidget):
    """Writing with the line at its left that says: here you are."""

    def __init__(self, writing: Writing) -> None:
        super().__init__()
        column((writing, 1), into=self)
        self._writing = writing
        writing.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line follows the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update(0, 0, px(3) + 1, self.height())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_line" if self._writing.hasFocus() else "line_strong"))
        painter.drawRoundedRect(QRectF(0, 4, px(3), self.height() - 8), 1.5, 1.5)


LONG_LABEL = 30
"""Letters of a label from which it may go on over several lines; a shorter one keeps its line."""


class Field(QWidget):
    """A label above, a hint, one control, and a line under it. ``changed`` tells each new value."""

    changed = Signal()

    def __init__(
        self, label: str, control: QWidget | None = None, *, hint: str = "", value: str = "", width: int = 0
    ) -> None:
        """``width``: no wider than this, in pixels at 100 %; 0 for as wide as there is room."""
        super().__init__()
        self.label = label
        self._width = width
        self.control = control if control is not None else Edit(value)
        self.control.setAccessibleName(label)
        self.control.setAccessibleDescription(hint)
        self._mark = Mark("late")
        self._under = Text("", "small", "ink3", wrap=True)
        self._under_line = row((self._mark, Qt.AlignmentFlag.AlignTop), (self._under, 1), gap=4, margins=(0, 5, 0, 0))
        self._under_line.hide()
        self._label = Text(label, "strong", wrap=len(label) > LONG_LABEL)
        parts: list[QWidget | int] = [self._label]
        if hint:
            parts += [2, Text(hint, "small", "ink2", wrap=True)]
        column(*parts, 6, self.control, self._under_line, into=self)
        self.setFocusProxy(self.control)
        self._listen()
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        if self._width:
            self.setMaximumWidth(px(self._width))

    def name_it(self, label: str) -> None:
        """Another label, where what is asked depends on another answer."""
        self.label = label
        self._label.say(label)
        self.control.setAccessibleName(label)

    def _listen(self) -> None:
        if isinstance(self.control, QLineEdit):
            self.control.textEdited.connect(self._typed)
        elif isinstance(self.control, QComboBox):
            self.control.currentIndexChanged.connect(self._typed)
        elif isinstance(self.control, QTextEdit):
            self.control.textChanged.connect(self._typed)

    def value(self) -> str:
        """What stands in it, without spaces at the ends; of a list of choices the chosen value."""
        if isinstance(self.control, Combo):
            return self.control.value()
        if isinstance(self.control, QTextEdit):
            return self.control.toPlainText().strip()
        assert isinstance(self.control, QLineEdit)
        return self.control.text().strip()

    def set_value(self, value: str) -> None:
        """Puts a value in, without telling. Where it stands already, the caret and the scrolling stay too."""
        if isinstance(self.control, Combo):
            self.control.choose(value)
        elif isinstance(self.control, QTextEdit):
            if self.control.toPlainText() != value:
                self.control.setPlainText(value)
            self.control.document().setModified(False)
        elif isinstance(self.control, QLineEdit):
            if self.control.text() != value:
                self.control.setText(value)
                self.control.setCursorPosition(0)  # Of words that are longer than the field the beginning is seen.
            self.control.setModified(False)
        self.accept()

    def refuse(self, words: str) -> None:
        """Says under the field, with the diamond, how to put it right."""
        self._say("late", words, marked=True)
        self.control.setProperty("refused", True)
        self.control.setAccessibleDescription(words)
        self._polish()

    def understood(self, words: str) -> None:
        """Says under the field what the program understood."""
        self._clear_refusal()
        self._say("accent", words, marked=False)

    def accept(self) -> None:
        """Takes back what stands under the field."""
        self._clear_refusal()
        self._under_line.hide()

    def under(self) -> str:
        """What stands under the field; empty when nothing does."""
        return "" if self._under_line.isHidden() else self._under.words()

    def _typed(self) -> None:
        self.accept()
        self.changed.emit()

    def _say(self, ink: str, words: str, *, marked: bool) -> None:
        self._under.say(words, ink)
        self._mark.setVisible(marked)
        self._under_line.setVisible(bool(words))

    def _clear_refusal(self) -> None:
        if self.control.property("refused"):
            self.control.setProperty("refused", False)
            self._polish()

    def _polish(self) -> None:
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)


class ComboField(Field):
    """A field with a closed list of choices: (value, words)."""

    def __init__(self, label: str, choices: Sequence[tuple[str, str]], *, hint: str = "", value: str = "") -> None:
        self.combo = Combo(choices)
        self.combo.choose(value)
        super().__init__(label, self.combo, hint=hint)


class TextField(Field):
    """A field of several lines."""

    def __init__(self, label: str, *, hint: str = "", value: str = "", lines: int = 4) -> None:
        super().__init__(label, TextArea(value, lines=lines), hint=hint)


class PassphraseField(Field):
    """A passphrase: hidden as it is typed, until the user asks to see it."""

    def __init__(self, label: str, *, hint: str = "", width: int = 0, shown_under: bool = False) -> None:
        """``shown_under``: the button that shows it stands under it, not beside another button."""
        self.edit = Edit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setProperty(SECRET, True)
        self.show_button = Button("Show what I type", "plain", flush=shown_under)
        self.show_button.clicked.connect(self._show)
        super().__init__(label, self.edit, hint=hint, width=width)

    def value(self) -> str:
        """What was typed, with every space."""
        return self.edit.text()

    def _show(self) -> None:
        hidden = self.edit.echoMode() == QLineEdit.EchoMode.Password
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self.show_button.say("Hide what I type" if hidden else "Show what I type")


SUCH_AS = ("such as 3 December 2026", "such as 3/12/2026", "such as 3/12")
"""What an empty day asks for, as there is room; never a date alone, which would look as if it had been typed."""


class DateField(Field):
    """A day, typed or said as people do ("by half term"); under it the day that the program understood."""

    def __init__(
        self,
        label: str,
        today: date,
        *,
        hint: str = "",
        day: date | None = None,
        explain: Callable[[date], str] | None = None,
    ) -> None:
        """``explain`` may say more about a day than its weekday."""
        self._today = today
        self._explain = explain
        super().__init__(label, Edit(typed_dates.typed(day)), hint=hint)
        self.edit.setPlaceholderText(SUCH_AS[0])
        self.edit.setAccessibleDescription(" ".join(part for part in (hint, "Alt and Down opens a calendar.") if part))
        _AtEnd(self.edit, "calendar-days", "Calendar (Alt+Down)").clicked.connect(self.open_calendar)
        self.edit.installEventFilter(self)
        self.changed.connect(self._tell)
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+Down and F4 open the calendar, as they open any list; a narrow field asks in fewer words."""
        if event.type() == QEvent.Type.Resize:
            room = self.edit.width() - self.edit.textMargins().right() - px(28)
            metrics = self.edit.fontMetrics()
            said = (words for words in SUCH_AS if metrics.horizontalAdvance(words) <= room)
            self.edit.setPlaceholderText(next(said, ""))
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if (event.key() == Qt.Key.Key_Down and alt) or event.key() == Qt.Key.Key_F4:
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """Drops the calendar down at the day typed, or today."""
        if not self.edit.isEnabled() or self.edit.isReadOnly():
            return
        calendar = Calendar(self.day() or self._today, self._today)
        calendar.chose.connect(self._take)
        calendar.drop_under(self.edit)

    def _take(self, day: date) -> None:
        self.set_day(day)
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)
        self.changed.emit()

    @property
    def edit(self) -> Edit:
        """The line that is typed into."""
        assert isinstance(self.control, Edit)
        return self.control

    def day(self) -> date | None:
        """The day; ``None`` when the field is empty or cannot be read (see :meth:`readable`)."""
        return typed_dates.read(self.value(), self._today).day

    def readable(self) -> bool:
        """Whether it is empty or a day. When not, the line under the field says how to put it right."""
        if not self.value() or self.day() is not None:
            return True
        asked = typed_dates.remark(typed_dates.read(self.value(), self._today))
        why = asked or "This is not a day in the calendar."
        self.refuse(f"{why} Type day, month and year, such as 3/12/2026.")
        return False

    def begin(self, today: date) -> None:
        """The day that "tomorrow" and the calendar go by."""
        self._today = today

    def set_day(self, day: date | None) -> None:
        """Puts a day in."""
        self.set_value(typed_dates.typed(day))
        self._tell()

    def _tell(self) -> None:
        found = typed_dates.read(self.value(), self._today)
        day = found.day and (self._explain(found.day) if self._explain else long_day(found.day))
        said = " ".join(part for part in (day, typed_dates.remark(found)) if part)
        if said:
            self.understood(said)
        else:
            self.accept()
