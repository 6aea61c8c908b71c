"""What is answered for Qt (an event, a size, a cell) may go wrong like anything else, and is told like anything else.

An error that Python's own C code raises stands, up to Python 3.11, as a class and bare words until somebody catches it.
PySide 6.11 writes the name of the method into what it takes for an exception there, and the program ends with a
segmentation fault: ``int("x")`` in an ``event`` is enough, where the event was sent from Python. An error that was
caught and raised again is an exception. So every method that stands in for one of Qt's catches what goes wrong in it,
and raises it again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any
from weakref import WeakSet

from shiboken6 import Shiboken

_whole: WeakSet[Callable[..., Any]] = WeakSet()


def guard() -> None:
    """Guards the methods of each class of Qt's kind that is made from now on, whoever makes it."""
    if sys.version_info < (3, 12):
        Shiboken.Object.__init_subclass__ = classmethod(_made)  # type: ignore[assignment, arg-type]


def _made(cls: type, **kwargs: Any) -> None:
    super(Shiboken.Object, cls).__init_subclass__(**kwargs)  # type: ignore[misc]
    own = [each for each in cls.__mro__ if not _is_of_qt(each)]
    of_qt = [each for each in cls.__mro__ if _is_of_qt(each)]
    for each in own:
        for name, method in tuple(vars(each).items()):
            may_answer = isinstance(method, FunctionType) and not name.startswith("__") and method not in _whole
            if may_answer and any(name in vars(base) for base in of_qt):
                setattr(each, name, _raised_whole(method))


def _is_of_qt(base: type) -> bool:
    return base.__module__.partition(".")[0] in ("PySide6", "Shiboken", "shiboken6")


def _raised_whole(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def answered(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except BaseException:
            raise

    _whole.add(answered)
    return answered
