"""The bundled fonts."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from iro_desk import resources


@cache
def load() -> tuple[str, ...]:
    """Adds every font in ``resources/fonts`` to the application, once; answers the families found."""
    families: set[str] = set()
    for path in sorted(resources.path("fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            families.update(QFontDatabase.applicationFontFamilies(number))
    return tuple(sorted(families))
