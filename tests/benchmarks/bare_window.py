"""The yardstick: a bare PySide6 window with a table of 70 rows, from process start to its first paint."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QTableWidget, QTableWidgetItem


class Painted(QObject):
    """Says when the table was painted, and ends."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            print("painted", flush=True)
            QApplication.exit()
        return False


def main() -> int:
    app = QApplication(sys.argv)
    table = QTableWidget(70, 8)
    for row in range(70):
        for column in range(8):
            table.setItem(row, column, QTableWidgetItem(f"row {row}, column {column}"))
    painted = Painted()
    table.viewport().installEventFilter(painted)
    table.resize(1366, 696)
    table.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
