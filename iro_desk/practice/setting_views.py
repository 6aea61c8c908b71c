"""The view of the settings: each with what it is, what is usual and who decides it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.practice.views import TermRow


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as the pane shows it."""

    key: str
    kind: str
    """As it is declared: ``text``, ``lines``, ``number``, ``yes-no``, ``choice``, ``dates``."""
    label: str
    value: str
    """As it is stored."""
    usual: str
    """In words: what it is where nobody changed it."""
    changed: bool
    decides: str
    """Who decides it and on what authority: "Your council decides. IRO Handbook."."""
    choices: tuple[tuple[str, str], ...]
    """(value, words)."""


@dataclass(frozen=True, slots=True)
class SettingsGroup:
    """Settings that are looked for together."""

    title: str
    rows: tuple[SettingRow, ...]


@dataclass(frozen=True, slots=True)
class SettingsView:
    """Every setting of the desk, and how many differ from what the program ships."""

    day: date
    groups: tuple[SettingsGroup, ...]
    changed: int
    warning: str
    """That the proclaimed bank holidays end within twelve months; empty while they do not."""
    terms: tuple[TermRow, ...] = ()
    """The school terms of the council's own authority, oldest first."""
