"""Words of a field to draw a quiet line under: jargon with the child's word for it, and what is not spelt so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iro_desk.practice.plain_words import jargon
from iro_desk.practice.spelling import misspelt, suggestions


@dataclass(frozen=True, slots=True)
class WordMark:
    """One word: where it stands, ``jargon`` or ``spelling``, and what to say instead (empty: ask for it)."""

    start: int
    end: int
    kind: str
    found: str
    say: str = ""


def word_marks(text: str, names: Sequence[str] = ()) -> tuple[WordMark, ...]:
    """The words to mark, in order. Names are never among them. The first call reads the dictionary: a second."""
    marks = [WordMark(hit.start, hit.end, "jargon", hit.found, hit.say) for hit in jargon(text, names)]
    taken = [(mark.start, mark.end) for mark in marks]
    for word in misspelt(text, names):
        if all(word.end <= start or word.start >= end for start, end in taken):
            marks.append(WordMark(word.start, word.end, "spelling", word.found))
    return tuple(sorted(marks, key=lambda mark: mark.start))


def said_instead(mark: WordMark) -> tuple[str, ...]:
    """What may stand in place of a marked word; for a spelling it takes up to half a second."""
    return (mark.say,) if mark.say else suggestions(mark.found, most=3)
