"""British spelling: the words of a text that the dictionary does not know, and what may have been meant.

Loading takes a second, so it is done beside the window; asking for suggestions half a second, so only when asked.
"""

from __future__ import annotations

import io
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from iro_desk import resources
from iro_desk.practice.courtesy import stand_aside
from iro_desk.practice.plain_words import name_words

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_WITH_FIGURES = re.compile(r"\w*\d\w*|\S+@\S+|(?:https?://|www\.)\S+")
OWN = frozenset(
    {"iro", "iros", "ofsted", "cafcass", "camhs", "senco", "dr", "sian", "mr", "mrs", "ms", "unaccompanied"}
)
"""Words of the trade that the dictionary lacks."""


@dataclass(frozen=True, slots=True)
class Misspelt:
    """One word that the dictionary does not know, and where it stands."""

    start: int
    end: int
    found: str


@cache
def _dictionary() -> Any:
    from spylls.hunspell import readers
    from spylls.hunspell.dictionary import Dictionary
    from spylls.hunspell.readers.file_reader import BaseReader

    class Text(BaseReader):  # type: ignore[misc]
        """A text that is in memory already, in place of a file."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__(io.StringIO(text))

        def reset_encoding(self, encoding: str) -> None:
            self.reset_io(io.StringIO(self.text))

        def __next__(self) -> tuple[int, str]:
            stand_aside()
            return super().__next__()  # type: ignore[no-any-return]

    aff, context = readers.read_aff(Text(resources.text("words/en_GB.aff")))
    words = lzma.decompress(resources.path("words/en_GB.dic.xz").read_bytes()).decode("utf-8")
    return Dictionary(aff, readers.read_dic(Text(words), aff=aff, context=context))


@cache
def _known(word: str) -> bool:
    return bool(_dictionary().lookup(word.replace("’", "'")))


def misspelt(text: str, names: Iterable[str] = ()) -> tuple[Misspelt, ...]:
    """The words that the dictionary does not know, in order. People's and places' names are never among them."""
    return tuple(_unknown(text, name_words(names) | OWN))


def _unknown(text: str, known: frozenset[str]) -> Iterator[Misspelt]:
    passed = [match.span() for match in _WITH_FIGURES.finditer(text)]
    for match in _WORD.finditer(text):
        word = match.group()
        bare = re.sub(r"[’']s?$", "", word)
        if len(bare) < 2 or bare.casefold() in known or (bare.isupper() and len(bare) < 6):
            continue
        if any(start <= match.start() < end for start, end in passed) or _known(word) or _known(bare):
            continue
        yield Misspelt(match.start(), match.end(), word)


def suggestions(word: str, most: int = 5) -> tuple[str, ...]:
    """What may have been meant, the likeliest first; takes up to half a second."""
    found: list[str] = []
    for each in _dictionary().suggest(word.replace("’", "'")):
        found.append(each)
        if len(found) == most:
            break
    return tuple(found)
