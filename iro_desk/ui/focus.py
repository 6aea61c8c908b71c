"""Whether the focus ring is shown: for the keyboard always, for the mouse never."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class FocusWatch(QObject):
    """Remembers whether the last thing used was the keyboard."""

    keyboard = True
    _installed: FocusWatch | None = None

    @classmethod
    def install(cls, app: QApplication) -> None:
        """Watches the application; once is enough."""
        if cls._installed is None or cls._installed.parent() is not app:
            cls._installed = cls(app)
            app.installEventFilter(cls._installed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes keys and presses, and lets everything pass."""
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.Shortcut):
            now = True
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            now = False
        else:
            return False
        if now is not FocusWatch.keyboard:
            FocusWatch.keyboard = now
            focused = QApplication.focusWidget()
            if focused is not None:
                focused.update()
        return False


def ring_visible(widget: QWidget) -> bool:
    """Whether the ring belongs round this widget now."""
    return widget.hasFocus() and FocusWatch.keyboard
