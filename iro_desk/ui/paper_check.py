"""Which paper a file is, and whether one byte differs from what was finalised: asked from anywhere on an open desk."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from PySide6.QtWidgets import QWidget

from iro_desk.practice.papers import Verdict
from iro_desk.ui.bridge import when_done
from iro_desk.ui.coming_back import opening
from iro_desk.ui.files import ask_which_file
from iro_desk.ui.widgets import Dialog, Message


def ask_which_paper(parent: QWidget, chosen: Callable[[str], object]) -> None:
    """Asks for a PDF."""
    ask_which_file(parent, "Which file?", "PDF (*.pdf)", chosen)


def check(
    parent: QWidget,
    verify: Callable[[str], Future[Verdict]],
    path: str,
    failed: Callable[[BaseException], None],
) -> None:
    """Checks a file beside the window, then says what it is. ``parent`` is asked to ``check_paper`` after a lock."""

    def told(found: Verdict) -> None:
        body = Message("done" if found.genuine else "late", f"{Path(path).name}: {found.words}")
        with opening(parent, "check_paper", path):
            Dialog(parent, "What this file is", body, [("", "Close", "primary")]).open_it()

    when_done(verify(path), parent, told, failed)
