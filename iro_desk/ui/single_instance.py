"""One window a desk: a second start brings the first window to the front."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


class SingleInstance(QObject):
    """Holds a local name (a pipe or socket of this user, never the network) for one desk's folder.

    ``raised`` asks this window to come to the front.
    """

    raised = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def claim(self, folder: Path) -> bool:
        """Takes the name of a desk; ``False`` when another window has it: that one was asked to come forward."""
        self.release()
        name = _name(folder)
        socket = QLocalSocket()
        socket.connectToServer(name)
        if socket.waitForConnected(_WAIT_MS):
            socket.write(b"raise\n")
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(name)  # Left behind by a process that was killed; nobody answered on it.
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._called)
        if server.listen(name):
            self._server = server
        return True

    def release(self) -> None:
        """Gives the name back."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _called(self) -> None:
        server = self._server
        while server is not None and (socket := server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raised.emit()


def _name(folder: Path) -> str:
    """A name that says nothing of the folder and is the user's own."""
    text = f"{getpass.getuser()}\0{folder.resolve()}"
    return f"iro-desk-{hashlib.sha256(text.encode()).hexdigest()[:20]}"
