"""Whether the focus ring is shown: for the keyboard always, for the mouse never."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from iro_desk.ui import listening

_BY_KEYBOARD = (QEvent.Type.KeyPress, QEvent.Type.Shortcut)
_BY_HAND = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)


class FocusWatch(QObject):
    """Remembers whether the last thing used was the keyboard."""

    keyboard = True
    _installed: FocusWatch | None = None

    @classmethod
    def install(cls, app: QApplication) -> None:
        """Watches the application; once is enough."""
        if cls._installed is None or cls._installed.parent() is not app:
            cls._installed = cls(app)
            listening.listen(app, cls._installed, (*_BY_KEYBOARD, *_BY_HAND), cls._installed._heard)

    def _heard(self, watched: QObject, event: QEvent) -> bool:
        now = event.type() in _BY_KEYBOARD
        if now is not FocusWatch.keyboard:
            FocusWatch.keyboard = now
            focused = QApplication.focusWidget()
            if focused is not None:
                focused.update()
        return False


def ring_visible(widget: QWidget) -> bool:
    """Whether the ring belongs round this widget now."""
    return widget.hasFocus() and FocusWatch.keyboard
