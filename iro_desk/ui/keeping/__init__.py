"""This desk: its backups, who can open it, and what was done on it."""

from iro_desk.ui.keeping.place import DeskPlace

__all__ = ["DeskPlace"]
