"""What the program says of itself: messages, toasts, empty panes, progress."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.ui.theme import colour, plain_ground, px
from iro_desk.ui.tokens import tokens
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.floating import paint_shadow
from iro_desk.ui.widgets.layout import column, row
from iro_desk.ui.widgets.marks import Mark
from iro_desk.ui.widgets.text import Text

_TONES = {"late": "late_tint", "risk": "late_tint", "soon": "soon_tint", "done": "good_tint", "wait": "wait_tint"}


def announce(widget: QWidget, words: str) -> None:
    """Has a screen reader say words that appear without the focus moving to them."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class Message(QWidget):
    """In the pane, on the tint of its state: what happened, what is safe, what to do. No child's details."""

    def __init__(self, kind: str, what: str, then: str = "", *, button: Button | None = None) -> None:
        super().__init__()
        self._kind = kind
        self._mark = Mark(kind)
        self._what = Text(what, "strong", wrap=True)
        self._then = Text(then, "small", "ink2", wrap=True)
        self._then.setVisible(bool(then))
        words = column(self._what, self._then, gap=2)
        mark = column(self._mark, margins=(0, 3, 0, 0))
        items: list[QWidget | tuple[QWidget, int | Qt.AlignmentFlag]] = [
            (mark, Qt.AlignmentFlag.AlignTop),
            (words, 1),
        ]
        if button is not None:
            items.append((button, Qt.AlignmentFlag.AlignVCenter))
        row(*items, gap=10, margins=(14, 10, 14, 10), into=self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{tokens().states[kind].word}: {what} {then}".strip())

    @classmethod
    def of(cls, error: UserFacingError) -> Message:
        """The message of a refusal or fault that a person may read."""
        return cls("late", error.what, " ".join(part for part in (error.safe, error.do) if part))

    def say(self, kind: str, what: str, then: str = "") -> None:
        """Says something else, and has it announced."""
        self._kind = kind
        self._mark.show_as(kind)
        self._what.say(what)
        self._then.say(then)
        self._then.setVisible(bool(then))
        self.setAccessibleName(f"{tokens().states[kind].word}: {what} {then}".strip())
        self.update()
        announce(self, f"{what} {then}".strip())

    def words(self) -> str:
        """Everything it says."""
        return f"{self._what.words()} {self._then.words()}".strip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(colour(tokens().states[self._kind].mark), 1)
        painter.setPen(edge if plain_ground() else Qt.PenStyle.NoPen)
        painter.setBrush(colour(_TONES.get(self._kind, "accent_tint")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))


class Toast(QWidget):
    """One line and Undo at the bottom left of a pane; it goes after 8 seconds, or when it loses the focus.

    Never for errors. ``Toast.show_in(pane, "Booked a review", undo)`` replaces the one shown before.
    """

    SECONDS = 8

    def __init__(self, pane: QWidget, words: str, undo: Callable[[], None] | None) -> None:
        super().__init__(pane)
        self._undo = undo
        self.setAccessibleName(words)
        items: list[QWidget] = [Text(words, "medium")]
        if undo is not None:
            button = Button("Undo", "plain", small=True)
            button.clicked.connect(self._act)
            items.append(button)
        row(*items, gap=12, margins=(40, 26, 30, 36), into=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)
        self._timer.start(round(self.SECONDS * 1000))
        pane.installEventFilter(self)

    @classmethod
    def show_in(cls, pane: QWidget, words: str, undo: Callable[[], None] | None = None) -> Toast:
        """Shows a toast in a pane and has it announced."""
        cls.clear_in(pane)
        toast = cls(pane, words, undo)
        toast._place()
        toast.show()
        toast.raise_()
        announce(toast, words)
        return toast

    @classmethod
    def clear_in(cls, pane: QWidget) -> None:
        """Takes away the toast of a pane, if one stands there."""
        for before in pane.findChildren(Toast):
            before._go()

    def event(self, event: QEvent) -> bool:
        """Fits itself round its words whenever they take another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps its corner when the pane changes size."""
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def dress(self) -> None:
        """Takes the theme."""
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(px(24), px(16), -px(24), -px(26))
        paint_shadow(painter, inside, px(12))
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour("raised"))
        painter.drawRoundedRect(inside, px(12), px(12))

    def _place(self) -> None:
        self.adjustSize()
        pane = self.parentWidget()
        if pane is not None:
            self.move(0, pane.height() - self.height())

    def _act(self) -> None:
        undo, self._undo = self._undo, None
        self._go()
        if undo is not None:
            undo()

    def _time_is_up(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._timer.start(1000)
        else:
            self._go()

    def _go(self) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()


class EmptyPane(QWidget):
    """One sentence on what belongs here, one on how to get it, one primary button."""

    pressed = Signal()

    def __init__(self, what: str, how: str = "", button: str = "", icon: str = "") -> None:
        super().__init__()
        items: list[QWidget | int | tuple[QWidget, int | Qt.AlignmentFlag] | None] = [
            None,
            Text(what, "title", wrap=True),
        ]
        if how:
            items += [8, Text(how, "body", "ink2", wrap=True)]
        if button:
            made = Button(button, "primary", icon)
            made.clicked.connect(self.pressed)
            items += [20, (made, Qt.AlignmentFlag.AlignLeft)]
        column(*items, None, None, margins=(32, 24, 32, 24), into=self)


class Progress(QWidget):
    """A bar with words over it, the time left, and Stop. It appears after 400 ms, so short work shows none."""

    stopped = Signal()

    def __init__(self, words: str, *, can_stop: bool = True) -> None:
        super().__init__()
        self._words = Text(words, "strong")
        self._left = Text("", "small", "ink3")
        self._bar = _ProgressBar()
        self.stop = Button("Stop", icon="square", small=True)
        self.stop.clicked.connect(self.stopped)
        if not can_stop:
            self.stop.hide()
        column(row(self._words, None, self._left, 4, self.stop, gap=8), 4, self._bar, into=self)
        self.setAccessibleName(words)
        self.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.show)

    def begin(self) -> None:
        """Starts: the bar appears if the work takes more than 400 ms."""
        self._wait.start(400)

    def end(self) -> None:
        """Ends: the bar goes, or never appears."""
        self._wait.stop()
        self.hide()

    def say(self, words: str, share: float | None = None, left: str = "") -> None:
        """Words, the share done (0 to 1; ``None`` when not known), and the time left in words."""
        self._words.say(words)
        self._left.say(left)
        self._bar.show_share(share)
        self.setAccessibleName(words)


class _ProgressBar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._share: float | None = None
        self.dress()

    def show_share(self, share: float | None) -> None:
        self._share = None if share is None else min(1.0, max(0.0, share))
        self.update()

    def dress(self) -> None:
        self.setFixedHeight(px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line_strong"), 1) if plain_ground() else Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        round_ = whole.height() / 2
        painter.setBrush(colour("paper" if plain_ground() else "line"))
        painter.drawRoundedRect(whole, round_, round_)
        if self._share:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(QRectF(0, 0, whole.width() * self._share, whole.height()), round_, round_)
