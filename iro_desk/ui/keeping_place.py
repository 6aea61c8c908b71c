"""Keeps what is typed in fields that are no draft of their own (forms, questions), a moment after each key.

After a crash the form opens again with it. Once nothing is typed that stands nowhere else, nothing is kept.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from iro_desk.practice import courtesy
from iro_desk.ui import coming_back, listening
from iro_desk.ui.session import Session
from iro_desk.ui.shell import MainWindow

KEEP_AFTER_MS = 500
"""A key press is on disk at most a second later, also where a backup keeps the disk busy."""
_MAY_CHANGE_A_FIELD = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseButtonRelease, QEvent.Type.Drop}
)
_TYPED = frozenset({QEvent.Type.KeyPress, QEvent.Type.InputMethod})


class KeepingPlace(QObject):
    """Watches one window while a desk is open in it."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session: Session | None = None
        self._kept = ""
        self._wait = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._wait.timeout.connect(self._keep)
        listening.listen(app, self, _MAY_CHANGE_A_FIELD, self._heard)

    def begin(self, session: Session) -> None:
        """A desk is open."""
        self._session, self._kept = session, session.kept_place()
        self._wait.start()

    def end(self, *, keep: bool = False) -> None:
        """No desk is open any more; ``keep`` what is typed at this moment."""
        self._wait.stop()
        if keep:
            self._keep()
        self._session = None

    def _heard(self, watched: QObject, event: QEvent) -> bool:
        if self._session is not None and not self._wait.isActive() and not (event.type() in _TYPED and self._drafted()):
            self._wait.start()
        return False

    def _drafted(self) -> bool:
        """Whether what is typed is a draft of its own, and nothing else is to be kept: a look at every field of the
        window would hold the keys up for nothing."""
        return not self._kept and coming_back.is_a_draft(QApplication.focusWidget())

    def _keep(self) -> None:
        session = self._session
        if session is None or self._window.session is None:
            return
        courtesy.begins()
        try:
            state = self._window.state(typed=True)
        finally:
            courtesy.ends()
        words = coming_back.written(state) if coming_back.has_words(state) else ""
        if words != self._kept:
            self._kept = words
            session.keep_place(words)
