"""How hard a text is to read: syllables, sentences, and the Flesch-Kincaid grade, with names left out.

Flesch-Kincaid grade level (J. P. Kincaid and others, US Naval Technical Training Command, Research Branch Report
8-75, 1975): 0.39 x words a sentence + 11.8 x syllables a word - 15.59. A school grade and five is about an age.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

LONG_SENTENCE = 20
"""Words from which on a sentence is pointed out; a younger reader's band has fewer (``practice.letter_bands``)."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d.,:]*")
_ENDS = re.compile(r"(?<=[.!?])[’”\"')]*\s+|\n+")
_ABBREVIATED = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|No)\.|(?<=\d)\.(?=\d)|\b([ap])\.m\.")
_GROUPS = re.compile(r"[aeiouy]+")
_SPLIT = re.compile(
    r"i(?:a(?!(?:l|n|ns|lly)$|ge)|o(?!u|n|us)|et|u[ms])|(?<=[rd])ia(?=l)|eo(?!u|n)|ua|[dlnr]yo|[aeou]ying?"
    r"|iest|ier$|uou|ea(?=t(?:e|ed|ion)$)|creat|reac(?=t)"
)
_ODD = {
    "being": 2, "seeing": 2, "doing": 2, "going": 2, "every": 2, "everyone": 3, "everything": 3, "somebody": 3,
    "people": 2, "family": 3, "families": 3, "business": 2, "evening": 2, "wednesday": 2, "something": 2,
    "sometimes": 2, "someone": 2, "homework": 2, "placement": 2, "statement": 2, "household": 2, "safeguard": 2,
    "therefore": 2, "before": 2, "area": 3, "idea": 3, "real": 1, "really": 2, "ideal": 2, "science": 2, "quiet": 2,
    "diet": 2, "client": 2, "society": 4, "poem": 2, "lion": 2, "violent": 3, "hour": 1, "hours": 1,
    "our": 1, "ours": 1, "fire": 1, "tired": 1, "were": 1, "there": 1, "these": 1, "those": 1, "agreed": 2,
    "friend": 1, "friends": 1, "special": 2, "social": 2, "usual": 3, "usually": 4, "actual": 3, "actually": 4,
    "create": 2, "created": 3, "theatre": 2, "reviewed": 2, "review": 2, "reviewing": 3, "reviews": 2, "hoped": 1,
    "naked": 2, "wicked": 2, "needed": 2, "wanted": 2, "café": 2, "sometime": 2, "lifetime": 2, "lonely": 2,
    "safely": 2, "safety": 2, "homely": 2, "likely": 2, "lovely": 2, "nicely": 2, "rarely": 2, "wholly": 2,
    "movement": 2, "basement": 2, "careful": 2, "useful": 2, "hopeful": 2, "helpful": 2, "careless": 2, "homeless": 2,
    "moving": 2, "lived": 1, "asked": 1, "helped": 1, "watched": 1, "changes": 2, "places": 2, "houses": 2,
    "colleague": 2, "queue": 1, "tongue": 1, "whatever": 3, "whenever": 3, "however": 3, "forever": 3, "nothing": 2,
    "interest": 3, "interested": 4, "different": 3, "several": 3, "favourite": 3, "chocolate": 3, "vegetable": 4,
    "comfortable": 4, "animal": 3, "trial": 2, "dial": 2, "social-worker": 4, "mummy": 2, "mrs": 2, "mr": 2, "ms": 1,
    "dr": 2, "saturday": 3, "january": 4, "february": 4, "juvenile": 3, "recipe": 3, "simile": 3, "apostrophe": 4,
}  # fmt: skip
"""Words that the rule below gets wrong, and common ones that must be right whatever becomes of it."""


def syllables(word: str) -> int:
    """How many syllables an English word is spoken with; a figure counts one for each digit."""
    bare = word.lower().replace("’", "'")
    if bare in _ODD:
        return _ODD[bare]
    if bare[:1].isdigit():
        return sum(sign.isdigit() for sign in bare)
    if "-" in bare:
        return sum(syllables(part) for part in bare.split("-") if part)
    bare, _, ending = bare.partition("'")
    extra = 0 if ending != "s" or not bare.endswith(("s", "z", "x", "ch", "sh", "ce", "ge")) else 1
    if ending == "t" and bare.endswith("n") and len(bare) > 3 and bare[-2] not in "aeiouo":
        extra = 1  # didn't, couldn't, hasn't: the n is spoken by itself
    return max(1, _counted(bare)) + extra


def _counted(bare: str) -> int:
    if bare in _ODD:
        return _ODD[bare]
    for ending in ("ment", "ments", "less", "ful", "fully", "ly", "ness", "some", "work", "time", "one"):
        stem = bare.removesuffix(ending)
        if stem != bare and len(stem) > 3 and stem.endswith("e") and not stem.endswith("le"):
            return _counted(stem) + (2 if ending == "fully" else 1)
    groups = len(_GROUPS.findall(bare)) + len(_SPLIT.findall(bare))
    if bare.endswith("es") and len(bare) > 3 and not bare.endswith(("ses", "ces", "ges", "xes", "zes", "ches", "shes")):
        groups -= bare[-3] not in "aeiouyl" or (bare[-3] == "l" and bare[-4] in "aeiouyr")
    elif bare.endswith("ed") and len(bare) > 3 and bare[-3] not in "aeiouytd":
        groups -= 1
    elif bare.endswith("e") and len(bare) > 2 and bare[-2] not in "aeiouy":
        groups -= bare[-2] != "l" or bare[-3] in "aeiouyrw"
    if bare.endswith(("sm", "thm")):
        groups += 1
    return groups


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text reads."""

    words: int
    sentences: int
    syllables: int
    grade: float
    """Flesch-Kincaid grade; 0 where there is no word to count."""
    longest: int
    """Words in the longest sentence, names among them."""

    @property
    def age(self) -> int:
        """About how old a reader has to be, in years."""
        return max(5, math.ceil(self.grade + 5))


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text; a line of its own is one, whatever it ends with."""
    kept = _ABBREVIATED.sub(lambda m: m.group().replace(".", ""), text)
    return tuple(part for part in (each.strip() for each in _ENDS.split(kept)) if _WORD.search(part))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, figures among them."""
    return tuple(_WORD.findall(text))


def reading(text: str, names: Iterable[str] = ()) -> Reading:
    """How a text reads. ``names`` (of people and places, as written) are left out of the count of words."""
    known = {part.casefold() for name in names for part in words_of(name)}
    split = [words_of(sentence) for sentence in sentences_of(text)]
    counted = [
        word
        for words in split
        for word in words
        if not (word[:1].isupper() and word.casefold().removesuffix("’s").removesuffix("'s") in known)
    ]
    spoken = sum(syllables(word) for word in counted)
    if not counted:
        return Reading(0, len(split), 0, 0.0, max(map(len, split), default=0))
    grade = 0.39 * len(counted) / len(split) + 11.8 * spoken / len(counted) - 15.59
    return Reading(len(counted), len(split), spoken, round(grade, 1), max(map(len, split)))
