"""Plain language: what services say and what a child would say for it (``resources/words``); names are never marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from iro_desk import resources

_TOKEN = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_NOT_THE_THING = re.compile(r"\bcontacts? (?:me|us|him|her|them|you|your|the|details|number)\b", re.IGNORECASE)
"""To reach somebody, which is no jargon."""


@dataclass(frozen=True, slots=True)
class Jargon:
    """One jargon word in a text: where it stands, and the child's word for it."""

    start: int
    end: int
    found: str
    say: str


@cache
def phrases() -> dict[str, str]:
    """The phrase table: each jargon word in small letters, and the child's word for it."""
    return {found.lower(): say for found, say in resources.read_json("words/jargon.json")["words"]}


@cache
def _in_capitals() -> frozenset[str]:
    """Short names that are ordinary words in small letters: "send", "salt"."""
    return frozenset(resources.read_json("words/jargon.json")["in_capitals"])


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(phrases(), key=len, reverse=True)
    words = "|".join(re.escape(phrase).replace(r"\ ", r"[ \u00a0-]").replace("'", "[’']") for phrase in longest_first)
    return re.compile(rf"(?<![\w’'-])(?:{words})(?![\w-])", re.IGNORECASE)


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The single words of people's and places' names, in small letters."""
    return frozenset(word.casefold() for name in names for word in _TOKEN.findall(name) if len(word) > 1)


def jargon(text: str, names: Iterable[str] = ()) -> tuple[Jargon, ...]:
    """Every jargon word of a text, in order. A word that is somebody's name, written as one, is never among them."""
    known = name_words(names)
    return tuple(_found(text, known))


def _found(text: str, known: frozenset[str]) -> Iterator[Jargon]:
    reaching = [(m.start(), m.end()) for m in _NOT_THE_THING.finditer(text)]
    for match in _pattern().finditer(text):
        words = _TOKEN.findall(match.group())
        named = any(word[:1].isupper() and word.casefold() in known for word in words)
        ordinary = match.group().upper() in _in_capitals() and not match.group().isupper()
        if named or ordinary or any(start <= match.start() < end for start, end in reaching):
            continue
        key = re.sub(r"[ \u00a0-]", " ", match.group().lower()).replace("’", "'")
        say = phrases().get(match.group().lower().replace("’", "'")) or _by_spaces()[key]
        yield Jargon(match.start(), match.end(), match.group(), _as_written(say, match.group()))


@cache
def _by_spaces() -> dict[str, str]:
    return {re.sub(r"[ -]", " ", key): say for key, say in phrases().items()}


def _as_written(say: str, found: str) -> str:
    opens = found[:1].isupper() and not found[1:2].isupper()
    return say[:1].upper() + say[1:] if opens else say


def in_plain_words(text: str, names: Iterable[str] = ()) -> str:
    """The text with the child's word for each jargon word."""
    parts, at = [], 0
    for hit in jargon(text, names):
        parts += [text[at : hit.start], hit.say]
        at = hit.end
    plain = "".join(parts) + text[at:]
    # "a assessment" became "a check": the articles follow the new word.
    plain = re.sub(r"\b([Aa])n(?= (?:[bcdfghjklmnpqrstvwxyz]|[Nn]an))", r"\1", plain)
    plain = re.sub(r"\b([Aa])(?= [aeio][a-z])", r"\1n", plain)
    plain = re.sub(r"\b([Tt]he|[Aa]n?|[Yy]our|[Hh]is|[Hh]er|[Tt]heir) (?:the|an?|your|Mum’s and Dad’s)\b", r"\1", plain)
    return re.sub(r"\b(\w+) \1\b", r"\1", plain)
