"""The one ear of the application: keys, presses and the like are told to those who asked for them.

A filter over the whole application is called for every event there is, thousands of times while a pane is built,
and each call costs more than what it does. So there is one, and it asks those alone who want that kind of event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

Heard = Callable[[QObject, QEvent], bool]
"""Takes what an event went to and the event; ``True`` when it is to go no further."""


class _Ear(QObject):
    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.told: dict[QEvent.Type, list[tuple[QObject, Heard]]] = {}
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells whoever asked last first, as filters of their own would hear it."""
        told = self.told.get(event.type())
        return bool(told) and any(isValid(owner) and heard(watched, event) for owner, heard in tuple(told or ()))


_ears: list[_Ear] = []


def listen(app: QApplication, owner: QObject, kinds: Iterable[QEvent.Type], heard: Heard) -> None:
    """Tells ``heard`` of these kinds of events anywhere in the application, until ``owner`` is gone or stops."""
    if not _ears or not isValid(_ears[0]) or _ears[0].parent() is not app:
        _ears[:] = [_Ear(app)]
    told = _ears[0].told
    for kind in kinds:
        told[kind] = [(owner, heard), *(each for each in told.get(kind, ()) if isValid(each[0]))]


def stop(owner: QObject) -> None:
    """Nothing more is told to this owner."""
    for ear in filter(isValid, _ears):
        for kind, told in ear.told.items():
            ear.told[kind] = [each for each in told if each[0] is not owner]
