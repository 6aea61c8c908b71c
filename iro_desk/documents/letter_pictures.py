"""Pictures in a letter to a younger child: a strip of country over it, and a small one beside each promise.

They are plain shapes of the program's own (``resources/letter``). A picture is chosen by the words of the promise that
the reader sees, and says no more than they do.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Final

from iro_desk import resources
from iro_desk.documents import pictures
from iro_desk.documents.pictures import Picture

SCENES: Final = {
    "hills": "Hills and a small brown bird",
    "sea": "The sea and a boat",
    "woods": "A wood, a path and a small brown bird",
    "town": "A street of houses",
}
"""Strips of country, of which the child picks one; the first stands where none was picked."""
FIRST: Final = "hills"


def scene(key: str, width: float) -> Picture:
    """The strip of country of that key, so wide; one that is not known is the first."""
    known = key if key in SCENES else FIRST
    return _drawn(f"scene-{known}", f"A drawing: {SCENES[known][0].lower()}{SCENES[known][1:]}", width)


def picture_for(words: str) -> str:
    """The key of the picture that goes with a promise."""
    said = set(re.findall(r"[^\W\d_]+", words.casefold()))
    return next(key for key, _, of in _table() if said & of or not of)


def promise_picture(key: str, width: float) -> Picture:
    """The picture of that key, so wide."""
    shows = next(shows for known, shows, _ in _table() if known == key)
    return _drawn(key, f"A drawing: {shows}", width)


@cache
def _table() -> tuple[tuple[str, str, frozenset[str]], ...]:
    rows = csv.DictReader(resources.text("letter/pictures.csv").splitlines())
    return tuple((row["picture"], row["shows"], frozenset(row["words"].split())) for row in rows)


@cache
def _drawn(name: str, words: str, width: float) -> Picture:
    return pictures.drawn(resources.path(f"letter/{name}.svg").read_bytes(), words, width)
