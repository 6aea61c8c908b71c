"""Covering names and text while nobody touches the window in a meeting; any key brings them back, no passphrase."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from iro_desk.ui import listening
from iro_desk.ui.widgets import Sign, Surface, Text, announce, column

COVERED = "Covered while nobody was typing."
COMES_BACK = "Any key or a click brings it back. Nothing asks for a passphrase until the desk locks."
_BRINGS_BACK = (
    QEvent.Type.KeyPress,
    QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
)


def is_lock_key(event: QKeyEvent) -> bool:
    """Whether a key is Ctrl+L."""
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class _Sheet(Surface):
    """Over a whole window of the program, opaque."""

    def __init__(self, over: QWidget) -> None:
        super().__init__("rail")
        middle = Qt.AlignmentFlag.AlignHCenter
        column(
            None,
            (Sign(), middle),
            18,
            (Text(COVERED, "title"), middle),
            6,
            (Text(COMES_BACK, "body", "ink2"), middle),
            None,
            None,
            margins=(24, 24, 24, 24),
            into=self,
        )
        self.setParent(over)
        self.setAccessibleName(f"{COVERED} {COMES_BACK}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setGeometry(over.rect())
        over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as what it covers."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce(self, COVERED)


class Cover(QObject):
    """Covers a window and its dialogs; the key that brings them back is typed nowhere. ``lifted`` tells that it did."""

    lifted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._sheets: list[_Sheet] = []
        self._hidden: list[QWidget] = []
        self._focused: QWidget | None = None

    def is_down(self) -> bool:
        """Whether it covers."""
        return bool(self._sheets)

    def put_down(self) -> None:
        """Covers everything that is shown now."""
        if self._sheets:
            return
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._focused = QApplication.focusWidget() or self._window.focusWidget()
        for over in (self._window, *(each for each in self._window.findChildren(QDialog) if each.isVisible())):
            self._cover(over)
        self._sheets[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        listening.listen(app, self, (*_BRINGS_BACK, QEvent.Type.Show, QEvent.Type.ShortcutOverride), self._heard)

    def lift(self, *, focus: bool = True) -> None:
        """Takes the cover away; the caret is where it was."""
        if not self._sheets:
            return
        listening.stop(self)
        # A dialog may have gone meanwhile, and its sheet with it.
        for child in filter(isValid, self._hidden):
            child.show()
        for sheet in filter(isValid, self._sheets):
            sheet.hide()
            sheet.deleteLater()
        if focus and self._focused is not None and isValid(self._focused):
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self._sheets, self._hidden, self._focused = [], [], None
        self.lifted.emit()

    def _cover(self, over: QWidget) -> None:
        sheet = _Sheet(over)
        # What is covered is hidden too: neither a picture of the window nor a screen reader finds it.
        for child in over.children():
            if isinstance(child, QWidget) and child is not sheet and not child.isWindow() and not child.isHidden():
                self._hidden.append(child)
                child.hide()
        self._sheets.append(sheet)
        sheet.show()
        sheet.raise_()

    def _heard(self, watched: QObject, event: QEvent) -> bool:
        """Any key or press brings everything back and goes no further; Ctrl+L still locks.

        A dialog that opens by itself meanwhile is covered before it is painted.
        """
        if not isinstance(watched, QWidget) or not self._sheets:
            return False
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog):
            if all(sheet.parent() is not watched for sheet in filter(isValid, self._sheets)):
                self._cover(watched)
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not is_lock_key(event):
                event.accept()  # No command either: the key only brings back.
            return True
        if event.type() == QEvent.Type.Show:
            return False
        self.lift()
        return True
