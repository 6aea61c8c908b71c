"""The trap that pins PySide6: a version that releases None and True once too often ends the process."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

import iro_desk.ui

CALLS = 20_000


class Answers(QAbstractListModel):
    """Answers one thing for every role."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self._answer = answer

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._answer


def test_a_model_may_answer_none_and_true_twenty_thousand_times() -> None:
    for answer in (None, True, False):
        model = Answers(answer)
        index = model.index(0)
        before = sys.getrefcount(answer)
        for _ in range(CALLS):
            assert index.data(Qt.ItemDataRole.DisplayRole) is answer
        assert sys.getrefcount(answer) > before - CALLS // 2


def test_no_part_of_the_window_starts_an_event_loop_of_its_own() -> None:
    for path in Path(iro_desk.ui.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "QMessageBox" not in text, path.name
        assert "QEventLoop(" not in text, path.name
        loops = re.findall(r"\w+\.exec(?:_)?\(", text)
        assert loops == (["app.exec("] if path.name == "app.py" else []), path.name
