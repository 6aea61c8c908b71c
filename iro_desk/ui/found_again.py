"""A widget found again by what it is and is called, once its pane was destroyed and made again."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

_PARTS = "iro_desk.ui.widgets"
"""The parts of which panes are made."""


def address(root: QWidget, widget: QWidget) -> str:
    """What a widget is, what it is called, and the how-manieth of such it is among those shown in the root (of a pane
    behind another one: among all)."""
    among = shown(root, type(widget)) if widget.isVisibleTo(root) else root.findChildren(type(widget))
    alike = [each for each in among if _name(each) == _name(widget)]
    at = next((number for number, each in enumerate(alike) if each is widget), 0)
    return f"{type(widget).__name__}|{_name(widget)}|{at}"


def find(root: QWidget | None, address: str) -> QWidget | None:
    """The widget of that address in the root, if there is one now."""
    if root is None or not address:
        return None
    kind, rest = address.split("|", 1)
    name, at = rest.rsplit("|", 1)
    alike = [each for each in root.findChildren(QWidget) if type(each).__name__ == kind and _name(each) == name]
    alike = [each for each in alike if each.isVisibleTo(root)] or alike
    return alike[int(at)] if int(at) < len(alike) else None


def _name(widget: QWidget) -> str:
    return widget.objectName() or widget.accessibleName() or _owner(widget)


def _owner(widget: QWidget) -> str:
    """The kind of pane in which a widget without a name stands: pages that lie behind each other have such alike."""
    each = widget.parentWidget()
    while each is not None and type(each).__module__.startswith(("PySide6", _PARTS)):
        each = each.parentWidget()
    return type(each).__name__


def shown(root: QWidget, *kinds: type[Any]) -> list[Any]:
    """The widgets of those kinds that are shown in the root."""
    found = (each for kind in kinds for each in root.findChildren(kind))
    return [each for each in found if each.isVisibleTo(root)]
