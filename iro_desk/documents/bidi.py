"""Which way each character of a line runs: the Unicode bidirectional algorithm (UAX #9) for papers in
left-to-right languages.

Done: the weak and neutral rules W1-W7, N0-N2 for a paragraph that runs left to right. Explicit
embeddings and overrides are not obeyed: a typed override could make a printed name read as another.
"""

from __future__ import annotations

import re
import unicodedata

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_STRONG_RIGHT = frozenset({"R", "AN", "EN"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "BN", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_CLOSING = {")": "(", "]": "[", "}": "{"}


def has_right_to_left(text: str) -> bool:
    """Whether any character of the text belongs to a script that runs from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def levels(text: str) -> list[int]:
    """The level of each character: 0 left to right, 1 right to left, 2 a number within 1."""
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    _weak(kinds)
    _brackets(text, kinds)
    _neutral(kinds)
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]


def _weak(kinds: list[str]) -> None:
    """Rules W1 to W7: marks follow their letter, numbers follow what stands before them."""
    previous = strong = "L"
    for i, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[i] = kind = previous
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[i] = kind = "AN"
        previous = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for i in range(1, len(kinds) - 1):
        before, kind, after = kinds[i - 1 : i + 2]
        if before == after and ((kind in ("ES", "CS") and before == "EN") or (kind == "CS" and before == "AN")):
            kinds[i] = before
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        previous = ""
        for i in order:
            if kinds[i] == "ET" and previous == "EN":
                kinds[i] = "EN"
            previous = kinds[i]
    strong = "L"
    for i, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[i] = "L"


def _side(kind: str) -> str:
    return "R" if kind in _STRONG_RIGHT else "L" if kind == "L" else ""


def _brackets(text: str, kinds: list[str]) -> None:
    """Rule N0: both brackets of a pair run as what is in them, if what stands before them runs so too."""
    waiting: list[int] = []
    pairs: list[tuple[int, int]] = []
    for i, character in enumerate(text):
        if kinds[i] != "ON":
            continue
        if character in _CLOSING.values():
            waiting.append(i)
        elif character in _CLOSING:
            for at in range(len(waiting) - 1, -1, -1):
                if text[waiting[at]] == _CLOSING[character]:
                    pairs.append((waiting[at], i))
                    del waiting[at:]
                    break
    for opening, closing in sorted(pairs):
        inside = {_side(kind) for kind in kinds[opening + 1 : closing]} - {""}
        if "L" in inside:
            kinds[opening] = kinds[closing] = "L"
        elif inside:
            before = next((side for kind in reversed(kinds[:opening]) if (side := _side(kind))), "L")
            kinds[opening] = kinds[closing] = before


def _neutral(kinds: list[str]) -> None:
    """Rules N1 and N2: what has no direction takes that of both neighbours, or the paragraph's."""
    i = 0
    before = "L"
    while i < len(kinds):
        if kinds[i] not in _NEUTRAL:
            before = _side(kinds[i])
            i += 1
            continue
        end = i
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        after = _side(kinds[end]) if end < len(kinds) else "L"
        kinds[i:end] = [before if before == after else "L"] * (end - i)
        i = end
