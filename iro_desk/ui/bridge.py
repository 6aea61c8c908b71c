"""Results and changes of other threads, brought to the window's thread."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from shiboken6 import isValid

Result = TypeVar("Result")
_LEAVING = "is on its way out"
_LAST = Qt.EventPriority.LowEventPriority.value - 1
"""After what is to be painted, which is asked for with low priority."""


class _Courier(QObject):
    """Carries a call to the thread it was made on."""

    call = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.call.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def _run(self, function: Callable[[], None]) -> None:
        function()


class _Painted(QObject):
    """Lists are laid out when the timers have their turn, and painted after it: what comes last waits for both."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Callable[[], object]] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(lambda: QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _LAST))

    def then(self, function: Callable[[], object]) -> None:
        self._waiting.append(function)
        self._timer.start()

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.User:
            return super().event(event)
        waiting, self._waiting = self._waiting, []
        for function in waiting:
            function()
        return True


_courier: _Courier | None = None
_numbers = count()
_asked: dict[int, tuple[QObject, Callable[[Any], None], Callable[[BaseException], None] | None]] = {}
"""Who waits for an answer, and what is told to whom. A thread beside the window knows the number alone: the last that
holds a widget must be the window's thread, or it is freed while that thread takes the widget apart."""
_work: dict[int, tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = {}
"""What is done beside the window, likewise."""
_painted: _Painted | None = None


def on_window_thread(function: Callable[[], None]) -> None:
    """Runs a function soon on the window's thread. May be called from any thread once a window exists."""
    assert _courier is not None, "bridge.start() comes first"
    _courier.call.emit(function)


def start() -> None:
    """Makes the calling thread the window's; once is enough."""
    global _courier, _painted
    if _courier is None:
        _courier, _painted = _Courier(), _Painted()


def once_painted(function: Callable[[], object]) -> None:
    """Runs a function on the window's thread when what changed just now is painted."""
    start()
    assert _painted is not None
    _painted.then(function)


def in_any_case(step: Callable[[], object]) -> None:
    """Takes one step of several, as before a lock: what goes wrong in it is told a moment later, and stops none."""
    try:
        step()
    except Exception as error:  # noqa: BLE001 - whatever it is, the lock comes
        fault = error
        start()
        on_window_thread(lambda: sys.excepthook(type(fault), fault, fault.__traceback__))


class Beside(ThreadPoolExecutor):
    """One thread beside the window. What a pane on its way out asks of it after it was shut is cancelled, not run."""

    def __init__(self, name: str) -> None:
        super().__init__(1, thread_name_prefix=name)
        self._shut = False

    def submit(self, function: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        if self._shut:
            nothing: Future[Result] = Future()
            nothing.cancel()
            return nothing
        number = next(_numbers)
        _work[number] = (function, args, kwargs)
        future: Future[Result] = super().submit(_do, number)
        start()
        future.add_done_callback(lambda _: on_window_thread(lambda: _forget(number)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._shut = True
        super().shutdown(wait, cancel_futures=cancel_futures)


def _do(number: int) -> Any:
    function, args, kwargs = _work[number]
    return function(*args, **kwargs)


def _forget(number: int) -> None:
    del _work[number]


def let_go(leaving: QObject) -> None:
    """What is on its way out asks nothing more and is told nothing more: the desk behind it is about to be shut."""
    leaving.setProperty(_LEAVING, True)
    for timer in leaving.findChildren(QTimer):
        timer.stop()


def while_here(owner: QObject, function: Callable[[Result], None]) -> Callable[[Result], None]:
    """The function for what comes in between, such as progress: nothing is told once ``owner`` is gone, or leaves."""

    def told(value: Result) -> None:
        if isValid(owner) and not _leaves(owner):
            function(value)

    return told


def _leaves(owner: QObject) -> bool:
    each: QObject | None = owner
    while each is not None:
        if each.property(_LEAVING):
            return True
        each = each.parent()
    return False


def when_done(
    future: Future[Result],
    owner: QObject,
    done: Callable[[Result], None],
    failed: Callable[[BaseException], None] | None = None,
) -> None:
    """Calls ``done(result)`` or ``failed(error)`` on the window's thread when the future is settled.

    Nothing is called when ``owner`` (the pane that asked) is gone by then, or leaves. An error that nobody takes
    is raised on the window's thread, where the crash dialog finds it.
    """
    start()
    number = next(_numbers)
    _asked[number] = (owner, done, failed)

    def settled(settled_future: Future[Result]) -> None:
        on_window_thread(lambda: _deliver(number, settled_future))

    future.add_done_callback(settled)


def _deliver(number: int, future: Future[Any]) -> None:
    owner, done, failed = _asked.pop(number)
    if not isValid(owner) or future.cancelled() or _leaves(owner):
        return
    error = future.exception()
    if error is None:
        done(future.result())
    elif failed is not None:
        failed(error)
    else:
        raise error


class ChangeSignal(QObject):
    """The office's changes as one Qt signal on the window's thread: ``office.listen(signal.tell)``."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        start()

    def tell(self, change: object) -> None:
        """Called by the office on its own thread."""

        def deliver() -> None:
            if isValid(self):
                self.changed.emit(change)

        on_window_thread(deliver)
