"""What happens when the program itself is at fault: words for the person, a note for whoever mends it.

The note holds where in the program it happened and the kind of fault: no values, no words of the error,
nothing that was typed.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QWidget

from iro_desk import __version__
from iro_desk.casework import UserFacingError
from iro_desk.ui import bridge
from iro_desk.ui.widgets import Dialog, Text, column

_KEPT_BYTES = 200_000


def note_of(error: BaseException) -> str:
    """The fault without its words or values: kinds and places, the cause first."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        places = [f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
        parts.append("\n".join([type(current).__name__, *places]))
        current = current.__cause__ or current.__context__
    return "\n  caused\n".join(reversed(parts))


class CrashHandler:
    """Takes what nobody else took: ``install`` it once the application exists."""

    def __init__(self, log: Path, window: Callable[[], QWidget | None]) -> None:
        self._log, self._window = log, window
        self._showing = False

    def install(self) -> None:
        """From now on, on every thread."""
        bridge.start()
        sys.excepthook = self.take
        threading.excepthook = lambda args: self._from_thread(args.exc_value)

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Notes the fault and says so; what a person may read is only said."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, UserFacingError):
            self._say(error.what, " ".join(part for part in (error.safe, error.do) if part))
            return
        self._write(error)
        self._say(
            "Something in the program went wrong.",
            "What was kept before this is safe. Look at what you did last; if it is not there, do it again. "
            f"A note without names or anything typed was written to {self._log}.",
        )

    def _from_thread(self, error: BaseException | None) -> None:
        if error is not None:
            bridge.on_window_thread(lambda: self.take(type(error), error, error.__traceback__))

    def _write(self, error: BaseException) -> None:
        moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        text = (
            f"{moment}  IRO Desk {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n{note_of(error)}\n\n"
        )
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            before = self._log.read_bytes()[-_KEPT_BYTES:] if self._log.exists() else b""
            self._log.write_bytes(before + text.encode())
        except OSError:
            sys.stderr.write(text)

    def _say(self, what: str, then: str) -> None:
        window = self._window()
        if window is None or QApplication.instance() is None:
            sys.stderr.write(f"{what} {then}\n")
            return
        if self._showing:
            return
        self._showing = True
        dialog = Dialog(window, what, column(Text(then, "body", "ink2", wrap=True)), [("on", "Go on", "primary")])
        dialog.chose.connect(lambda _: self._done())
        dialog.open_it()

    def _done(self) -> None:
        self._showing = False
