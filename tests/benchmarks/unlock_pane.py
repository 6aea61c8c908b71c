"""The program itself, from process start to the first paint of the unlock pane of the desk named."""

from __future__ import annotations

import sys

from iro_desk import cli


def main(desk: str) -> int:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from iro_desk.ui import app as product
    from iro_desk.ui.unlock import UnlockScreen

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, UnlockScreen):
                print("painted", flush=True)
                QApplication.exit()
            return False

    painted = Painted()
    started = product.DeskApp.start

    def watched_start(self: product.DeskApp) -> bool:
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(painted)
        return started(self)

    product.DeskApp.start = watched_start  # type: ignore[method-assign]
    return cli.main(["--desk", desk])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
