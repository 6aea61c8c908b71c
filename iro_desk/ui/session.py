"""What the window is given of an open desk: its places, and what it may ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QWidget

from iro_desk.ui.bridge import ChangeSignal
from iro_desk.ui.door import Opened
from iro_desk.ui.idle import Patience


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the rail. ``make`` makes its pane, a widget, when it is first gone to.

    A pane may have ``help_name`` (its page of help), ``flush()`` (keeps what is being typed; called before
    locking), ``where()`` and ``go_back(where)`` (what stands open in it, as plain values, to come back to after an
    unlock; fields, carets and scrolling come back by themselves), and ``in_meeting()`` (whether people are in the
    room: names are covered then, and the desk does not lock in front of them).
    """

    key: str
    icon: str
    words: str
    make: Callable[[], QWidget]
    on_rail: bool = True
    """False for what the menu or a key leads to: settings, about."""


@dataclass(frozen=True, slots=True)
class Session:
    """An open desk as the window needs it."""

    opened: Opened
    places: tuple[Place, ...]
    lock: Callable[[], None]
    """Closes and seals the desk. Called on the door's thread, once no pane is left."""
    undo_words: Callable[[], str]
    """The words of the newest change that can be taken back ("Booked a review"); empty for none. At once."""
    redo_words: Callable[[], str]
    undo: Callable[[int | None], Future[Any]]
    """Takes back the change of that number, or with none the newest that can be taken back."""
    redo: Callable[[], Future[Any]]
    patience: Callable[[], Patience] = Patience
    """How long nobody may touch the window before it covers or locks."""
    keep_place: Callable[[str], Any] = lambda _: None
    """Keeps where the person is in the window, with what was typed and stands nowhere else; empty forgets it."""
    kept_place: Callable[[], str] = lambda: ""
    entered: Callable[[], None] = lambda: None
    """Told once the desk is shown."""
    before_lock: Callable[[], object] = lambda: None
    """Told before its panes go."""
    close: Callable[[], None] | None = None
    """As ``lock``, when the window goes for good: the last backup is made first."""
    not_kept: Callable[[], str] = lambda: ""
    """What is asked before the window closes, when no disk took what was typed; empty when all is kept."""
    clipboard_seconds: Callable[[], int] = lambda: 60
    new_day: Callable[[], bool] = lambda: False
    """Asks what day it is; whether the desk is read on another day now."""
    finder: Callable[[Sequence[tuple[str, str, str]]], Any] | None = None
    """What the finder's box asks (``ui.finding``), given the window's own actions as (key, words, keys)."""
    save_list: Callable[[Any, str], Future[Any]] | None = None
    """Saves a list that is shown (``ui.list_saving``) as a file of that path."""
    verify: Callable[[str], Future[Any]] | None = None
    """Which finalised paper the file of that path is (``ui.paper_check``)."""
    count_late: Callable[[], Future[int]] | None = None
    """Counts beside the window what is late: the rail's badge while Today was not gone to."""
    hide_names: Callable[[bool], None] = lambda on: None
    """Shows initials in the place of every name, or the names again."""
    names_hidden: Callable[[], bool] = lambda: False
    changes: ChangeSignal = field(default_factory=ChangeSignal)
