"""The one reader of the data that the program ships.

In a wheel or a frozen program the data lie inside the package (``iro_desk/resources``), in a
checkout beside it (``resources/``). Nothing else computes a path from ``__file__``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def folder() -> Path:
    """The folder of shipped data. Raises ``FileNotFoundError`` when the program was taken apart."""
    package = Path(__file__).resolve().parent
    for candidate in (package / "resources", package.parent / "resources"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("the program's resources folder")


def path(name: str) -> Path:
    """The path of one shipped file, named relative to the folder with forward slashes (``fonts/Body.ttf``)."""
    return folder().joinpath(*name.split("/"))


def text(name: str) -> str:
    """One shipped text, UTF-8."""
    return path(name).read_text(encoding="utf-8")


def read_json(name: str) -> Any:
    """One shipped JSON file, parsed."""
    return json.loads(text(name))
