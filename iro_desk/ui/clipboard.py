"""What is copied here is cleared after a while, and asks not to be kept in histories of the clipboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from iro_desk.practice.words import count

LEAST_SECONDS, MOST_SECONDS = 10, 300
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
NOT_IN_A_HISTORY = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\x01\x00\x00\x00",
    _WINDOWS.format("CanIncludeInClipboardHistory"): b"\x00\x00\x00\x00",
    _WINDOWS.format("CanUploadToCloudClipboard"): b"\x00\x00\x00\x00",
}
"""Formats beside the text by which KDE's and Windows' histories, and Windows' cloud, leave it out."""


class ClipboardWatch(QObject):
    """Watches the clipboard of the whole program. ``left`` tells how many seconds are left, 0 once it was cleared.

    What another program copied since is never cleared: the clipboard is not ours then.
    """

    left = Signal(int)

    def __init__(self, parent: QObject, seconds: Callable[[], int]) -> None:
        """``seconds`` answers how long copied text stays."""
        super().__init__(parent)
        self._seconds = seconds
        self._clipboard = QGuiApplication.clipboard()
        self._text = ""
        self._waits = 0
        self._marking = False
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._second)
        self._clipboard.dataChanged.connect(self._changed)

    def end(self) -> None:
        """The program ends: what was copied here is cleared, and nothing is watched any more."""
        self.clear()
        self._clipboard.dataChanged.disconnect(self._changed)

    def clear(self) -> None:
        """Clears what was copied here, at once."""
        if self._text and self._is_ours():
            self._clipboard.clear(QClipboard.Mode.Clipboard)
        self._over()

    def _changed(self) -> None:
        if self._marking:
            return
        text = self._clipboard.text() if self._is_owned() else ""
        if not text:
            self._over()
            return
        self._text = text
        if not self._clipboard.mimeData().hasFormat(next(iter(NOT_IN_A_HISTORY))):
            self._mark()
        self._waits = min(max(self._seconds(), LEAST_SECONDS), MOST_SECONDS)
        self._tick.start()
        self.left.emit(self._waits)

    def _mark(self) -> None:
        """Puts the same text there again, with the formats that keep it out of histories."""
        data = QMimeData()
        data.setText(self._text)
        for name, value in NOT_IN_A_HISTORY.items():
            data.setData(name, QByteArray(value))
        self._marking = True
        try:
            self._clipboard.setMimeData(data)
        finally:
            self._marking = False

    def _second(self) -> None:
        if not self._is_ours():
            self._over()
            return
        self._waits -= 1
        if self._waits <= 0:
            self.clear()
        else:
            self.left.emit(self._waits)

    def _is_ours(self) -> bool:
        return self._is_owned() and self._clipboard.text() == self._text

    def _is_owned(self) -> bool:
        """Whether what lies there was copied in this program."""
        return self._clipboard.ownsClipboard()

    def _over(self) -> None:
        self._tick.stop()
        if self._text:
            self._text = ""
            self.left.emit(0)


def words_of(seconds: int) -> str:
    """The countdown in words."""
    return f"Copied text is cleared in {count(seconds, 'second')}."
