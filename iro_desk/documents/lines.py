"""From words to lines: any script, any name, broken at spaces and measured.

The text of a line is kept in pieces of one font. What the page shows is not always what was typed
(joined letters, right-to-left order, marks placed by the shaper); such pieces carry ``spoken``, the
typed text in Unicode's composed form, which goes into the file for screen readers, search and copying.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from iro_desk.casework.day_names import MONTHS
from iro_desk.documents import bidi, fonts
from iro_desk.documents.blocks import Run, Words
from iro_desk.documents.style import SOFT, Style

_KEPT = (
    (
        re.compile(rf"(\d) (?=(?:{'|'.join(MONTHS)}|miles|minutes|hours|weeks|days|months|working|pm|am|of)\b)"),
        "\\1\u00a0",
    ),
    (re.compile(rf"({'|'.join(MONTHS)}) (?=\d{{4}}\b)"), "\\1\u00a0"),
    (re.compile(r"\b(0\d{4}) (?=\d{6}\b)"), "\\1\u00a0"),
    (re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) (?=\d[A-Z]{2}\b)"), "\\1\u00a0"),
    (re.compile(r" · "), "\u00a0· "),
    (re.compile(r"\b([Pp]age|Year|[Dd]ecision|number|Mr|Mrs|Ms|Dr|Aunt) (?=[\dA-Z])"), "\\1\u00a0"),
)
_SPACES = re.compile("[ \t\v\f\u0085\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of one font, look and direction; what stands in a line between two others."""

    text: str
    family: str
    style: Style
    level: int = 0
    shaped: bool = False

    @property
    def face(self) -> fonts.Face:
        """The font that it is drawn with."""
        return fonts.face(self.family, self.style.weight, self.style.figures)

    @property
    def drawn(self) -> str:
        """What the page shows."""
        if self.shaped:
            return fonts.shaped(self.face, self.text, self.level == 1).drawn
        return self.visible

    @property
    def visible(self) -> str:
        """The characters that have a look of their own."""
        return "".join(c for c in self.text if not fonts.is_ignorable(c)) if not self.text.isascii() else self.text

    @property
    def width(self) -> float:
        """In points."""
        if self.shaped:
            return fonts.shaped(self.face, self.text, self.level == 1).width * self.style.size / 1000
        return _width(self.visible, self.face, self.style.size)

    @property
    def as_typed(self) -> bool:
        """Whether the page shows exactly the characters that were typed."""
        return not self.shaped and self.level == 0 and self.visible == self.text


@lru_cache(maxsize=16384)
def _width(text: str, face: fonts.Face, size: float) -> float:
    return face.width(text, size)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring pieces in the order in which they are drawn; ``spoken`` where that is not what is read."""

    pieces: tuple[Piece, ...]
    spoken: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, broken and in visual order."""

    stretches: tuple[Stretch, ...]
    width: float


class Setter:
    """Breaks texts into lines and remembers the characters that no font has."""

    def __init__(self) -> None:
        self.page_numbers: dict[str, int] = {}
        self._uncovered: dict[str, None] = {}
        self._done: dict[tuple[Words, Style, float], list[Line]] = {}

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The characters that no bundled font has, each once, as "U+4E2D"."""
        return tuple(self._uncovered)

    def lines(self, words: Words, style: Style, width: float) -> list[Line]:
        """The lines of a text at a width in points. A line feed in the text begins a new line; no text, no line."""
        asked = (words, style, width)
        lines = self._done.get(asked)
        if lines is None:
            lines = []
            paragraphs = list(_at_line_feeds(self._runs(words, style)))
            for number, paragraph in enumerate(paragraphs, 1):
                more = number < len(paragraphs)
                plain = _plain_lines(*paragraph[0], width, more) if len(paragraph) == 1 else None
                lines.extend(plain if plain is not None else self._break(self._words(paragraph), width, more))
            if isinstance(words, str) or not any(run.page_of for run in words):
                self._done[asked] = lines
        return lines

    def _runs(self, words: Words, style: Style) -> list[tuple[str, Style]]:
        runs = (Run(words),) if isinstance(words, str) else words
        result = []
        for run in runs:
            text = run.text
            if run.page_of:
                text += f"\u00a0{self.page_numbers.get(run.page_of, 9)}"
            look = style.strong if run.strong else style
            result.append((tidy(text), replace(look, colour=SOFT) if run.soft else look))
        return result

    def _words(self, runs: list[tuple[str, Style]]) -> list[list[Piece]]:
        """The words of a line of text, each in pieces that may not be parted; spaces are left out."""
        text = "".join(part for part, _ in runs)
        levels = bidi.levels(text.replace("\u00a0", " ")) if bidi.has_right_to_left(text) else None
        words: list[list[Piece]] = []
        joins = False
        start = 0
        for part, style in runs:
            at = start
            for word in re.split("( )", part):
                if word == " ":
                    joins = False
                elif word:
                    pieces = list(self._pieces(word, style, levels[at : at + len(word)] if levels else None))
                    if joins:
                        words[-1].extend(pieces)
                    else:
                        words.append(pieces)
                    joins = True
                at += len(word)
            start += len(part)
        return words

    def _pieces(self, word: str, style: Style, levels: list[int] | None) -> Iterator[Piece]:
        first = fonts.FAMILIES[0]
        if levels is None and ((word.isascii() and word.isprintable()) or fonts.coverage(first).issuperset(word)):
            yield Piece(word.replace("\u00a0", " "), first, style)
            return
        held: Piece | None = None
        at = 0
        for cluster in _clusters(word):
            level = levels[at] if levels else 0
            at += len(cluster)
            for piece in self._piece(cluster, style, level):
                if held is not None and (held.family, held.level) == (piece.family, piece.level):
                    held = replace(held, text=held.text + piece.text, shaped=held.shaped or piece.shaped)
                else:
                    if held is not None:
                        yield held
                    held = piece
        if held is not None:
            yield held

    def _piece(self, cluster: str, style: Style, level: int) -> Iterator[Piece]:
        cluster = cluster.replace("\u00a0", " ")
        family = fonts.family_for(cluster)
        if family:
            yield Piece(cluster, family, style, level, level == 1 or fonts.needs_shaping(family, cluster))
        elif len(cluster) > 1:
            for character in cluster:
                yield from self._piece(character, style, level)
        else:
            code = f"U+{ord(cluster):04X}"
            self._uncovered[code] = None
            # A code is read from left to right also where it stands in for a letter that is not.
            yield Piece(f"[{code}]", fonts.FAMILIES[0], style, 2 if level else 0)

    def _break(self, words: list[list[Piece]], width: float, more: bool) -> list[Line]:
        lines: list[Line] = []
        current: list[Piece] = []
        used = 0.0
        for word in words:
            space = _space_between(current, word)
            needed = word[0].width if len(word) == 1 else sum(piece.width for piece in word)
            if current and used + (space.width if space else 0) + needed > width:
                lines.append(_line(current, more=True))
                current, used, space = [], 0.0, None
            if space is not None:
                current.append(space)
                used += space.width
            while needed > width - used + 0.01 and not current:
                fitting, word = _cut(word, width)
                if not word:
                    word = fitting
                    break
                lines.append(_line(fitting, more=False))
                needed = sum(piece.width for piece in word)
            current.extend(word)
            used += needed
        if current:
            lines.append(_line(current, more))
        return lines


def _plain_lines(text: str, style: Style, width: float, more: bool) -> list[Line] | None:
    """The lines of a text that the first font has as it is typed, which most are; ``None`` for any other.

    The same lines as the long way, without a piece for every word.
    """
    first = fonts.FAMILIES[0]
    if not (text.isascii() and text.isprintable()) and not fonts.coverage(first).issuperset(text):
        return None
    face = fonts.face(first, style.weight, style.figures)
    space = _width(" ", face, style.size)
    lines: list[Line] = []
    current: list[str] = []
    used = 0.0
    words = [word for word in text.replace("\u00a0", "\0").split(" ") if word]
    for word in words:
        word = word.replace("\0", " ")
        needed = _width(word, face, style.size)
        if needed > width + 0.01:
            return None
        if current and used + space + needed > width:
            lines.append(_plain_line(current, style, used, more=True))
            current, used = [], 0.0
        used += needed + (space if current else 0)
        current.append(word)
    if current:
        lines.append(_plain_line(current, style, used, more))
    return lines


def _plain_line(words: list[str], style: Style, width: float, more: bool) -> Line:
    text = " ".join(words) + (" " if more else "")
    return Line((Stretch((Piece(text, fonts.FAMILIES[0], style),)),), width)


def tidy(text: str) -> str:
    """Composed form, white space folded (line feeds stay), no line broken between a number and its word."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = "".join(" " if unicodedata.category(c) == "Zs" and c != "\u00a0" else c for c in text)
    text = _SPACES.sub(" ", text)
    for pattern, kept in _KEPT:
        text = pattern.sub(kept, text)
    return text


def sayable(text: str) -> str:
    """A text for what is heard or listed beside the page: what is no character stands as its code."""
    odd = ("Cc", "Cs", "Cn", "Co")
    text = " ".join(text.split())
    return "".join(f"[U+{ord(c):04X}]" if unicodedata.category(c) in odd else c for c in text)


def _at_line_feeds(runs: list[tuple[str, Style]]) -> Iterator[list[tuple[str, Style]]]:
    paragraph: list[tuple[str, Style]] = []
    for text, style in runs:
        first, *rest = text.split("\n")
        paragraph.append((first, style))
        for part in rest:
            yield paragraph
            paragraph = [(part, style)]
    yield paragraph


def _clusters(text: str) -> Iterator[str]:
    """Letters, each with the marks and joiners that belong to it."""
    cluster = ""
    for character in text:
        if cluster and (unicodedata.category(character).startswith("M") or fonts.is_ignorable(character)):
            cluster += character
        else:
            if cluster:
                yield cluster
            cluster = character
    if cluster:
        yield cluster


def _space_between(current: list[Piece], word: list[Piece]) -> Piece | None:
    """The space before a word: right to left only between two words that run so."""
    if not current:
        return None
    before, after = current[-1], word[0]
    level = 1 if before.level and after.level else 0
    family = before.family if not level and " " in fonts.coverage(before.family) else fonts.FAMILIES[0]
    return Piece(" ", family, before.style, level, level == 1)


def _cut(word: list[Piece], width: float) -> tuple[list[Piece], list[Piece]]:
    """A word that is longer than a line, cut before the first letter that does not fit; at least one letter stays."""
    fitting: list[Piece] = []
    used = 0.0
    for number, piece in enumerate(word):
        if used + piece.width <= width:
            fitting.append(piece)
            used += piece.width
            continue
        taken = ""
        for cluster in _clusters(piece.text):
            longer = replace(piece, text=taken + cluster)
            if used + longer.width > width and (taken or fitting):
                break
            taken += cluster
        if taken:
            fitting.append(replace(piece, text=taken))
        rest = piece.text[len(taken) :]
        return fitting, ([replace(piece, text=rest)] if rest else []) + word[number + 1 :]
    return fitting, []


def _line(pieces: list[Piece], more: bool) -> Line:
    """A line in visual order. ``more``: words follow on the next, so a space stays at its end for those who listen."""
    width = sum(piece.width for piece in pieces)
    if more:
        pieces = [*pieces, Piece(" ", fonts.FAMILIES[0], pieces[-1].style)]
    stretches: list[Stretch] = []
    at = 0
    while at < len(pieces):
        end = at + 1
        if pieces[at].level:
            while end < len(pieces) and pieces[end].level:
                end += 1
            logical = pieces[at:end]
            stretches.append(Stretch(_visual(logical), "".join(piece.text for piece in logical)))
        elif not pieces[at].as_typed:
            stretches.append(Stretch((pieces[at],), pieces[at].text))
        else:
            while end < len(pieces) and not pieces[end].level and pieces[end].as_typed:
                end += 1
            stretches.append(Stretch(tuple(_joined(pieces[at:end]))))
        at = end
    return Line(tuple(stretches), width)


def _visual(logical: list[Piece]) -> tuple[Piece, ...]:
    """Rule L2: the whole stretch turned round, numbers within it turned back."""
    groups: list[list[Piece]] = []
    for piece in logical:
        if groups and piece.level == 2 and groups[-1][-1].level == 2:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return tuple(piece for group in reversed(groups) for piece in group)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbours of one font and look as one piece: fewer words in the file."""
    for _, run in groupby(pieces, key=lambda piece: (piece.family, piece.style)):
        first, *rest = run
        yield replace(first, text="".join([first.text, *(piece.text for piece in rest)])) if rest else first
