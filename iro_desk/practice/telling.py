"""Finding, in what was typed, the words that would tell where a child lives; also misspelt by one letter.

Words are compared without case, accents, invisible characters and possessive endings. A letter more, less, other
or two changed about is the same word, unless what stands there is an ordinary English word. Beside the words
themselves it points at every postcode, telephone number, e-mail address, distance ("forty minutes from") and
named institution (a police force, a hospital, a surgery), for they tell whatever they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from iro_desk import resources
from iro_desk.practice.words import plain_day

PERSON, PLACE, OWN = "person", "place", "own"
"""What sort of words they are: a person's names count one by one; of a place only what is not an ordinary word;
the user's own stand as they were typed."""

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"})
_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?[ \u00a0]*[0-9][A-Z]{2}\b", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<![\w.])(?:\+|\(?0)[0-9](?:[ \u00a0()-]?[0-9]){8,12}(?!\w)")
_ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:https?://|www\.)\S+", re.IGNORECASE)
_FORMS = {_POSTCODE: "postcode", _ADDRESS: "address", _TELEPHONE: "telephone number"}
_NAMED = re.compile(
    r"\b((?:[A-Z][\w’'-]*\.?[ \u00a0](?:(?:and|of|the|&)[ \u00a0]){0,2}){1,4}"
    r"(?:Police|Constabulary|Council|Hospital|Infirmary|Health[ \u00a0](?:Board|Trust|Centre)|NHS|Trust|Surgery"
    r"|Medical[ \u00a0](?:Centre|Practice)|Dental[ \u00a0](?:Practice|Surgery|Care)|Fostering|Library"
    r"|Leisure[ \u00a0]Centre))\b"
)
_OPENING = re.compile(r"^(?:(?:The|A|An|Our|Her|His|Their|My|At|In|From|To|And|Social|Full|Local)[ \u00a0])+")
_MONTHS = tuple(plain_day(date(2001, month, 1)).split()[1].lower() for month in range(1, 13))
_ORDINARY_IN_FILMS, _ORDINARY_ELSEWHERE, _COMMON_ELSEWHERE = 6000, 1000, 5000


@dataclass(frozen=True, slots=True)
class TellingWord:
    """Something that would give the place away, in whole, and what it is: "Jean Hearthstone", "carer"."""

    words: str
    what: str
    sort: str = PLACE


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in a text: where, what stands there, and what it would tell."""

    start: int
    end: int
    found: str
    what: str


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    folded: str
    written: str
    opens: bool
    """The first word of a sentence, whose capital says nothing."""

    @property
    def capital(self) -> bool:
        return self.written[:1].isupper() and not self.opens


class Finder:
    """Finds the telling words of one child in any text."""

    def __init__(
        self,
        words: Iterable[TellingWord],
        days: Iterable[date] = (),
        own: Iterable[str] = (),
        contacts: Iterable[str] = (),
    ) -> None:
        """``days`` tell too (the next meeting's). ``own`` are words that tell nothing: the child's and reader's names,
        the council's name. ``contacts`` hold postcodes, numbers and addresses that tell nothing: the council's own."""
        self._own = {token.folded for text in own for token in _tokens(text)}
        self._said_anyway = {_bare(m.group()) for text in contacts for form in _FORMS for m in form.finditer(text)}
        self._singles: dict[str, str] = {}
        self._phrases: list[tuple[tuple[str, ...], str]] = []
        for word in words:
            self._take(word)
        self._days = [_day_pattern(day) for day in days]
        self._known: dict[tuple[str, bool, bool], str] = {}

    def find(self, text: str) -> tuple[Hit, ...]:
        """Every hit in the text, in order; where two overlap, the longer stands."""
        tokens = _tokens(text)
        hits = [
            *self._words(text, tokens),
            *self._in_order(text, tokens),
            *_distances(text, tokens),
            *self._patterns(text),
        ]
        kept: list[Hit] = []
        for hit in sorted(hits, key=lambda each: (each.start - each.end, each.start)):
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda each: each.start))

    def _take(self, word: TellingWord) -> None:
        tokens = [token.folded for token in _tokens(word.words)]
        telling = [t for t in tokens if self._tells(t, word.sort)]
        for token in telling:
            self._singles.setdefault(token, word.what)
        whole = tuple(tokens) if word.sort == OWN else tuple(t for t in tokens if t not in _listed("generic"))
        if (len(whole) > 1 or (word.sort == OWN and whole)) and not set(whole) <= set(telling):
            self._phrases.append((whole, word.what))

    def _tells(self, token: str, sort: str) -> bool:
        if token in _listed("generic") or token in self._own or token.isdigit():
            return False
        return len(token) > 1 if sort == PERSON else len(token) > 2 and token not in _ordinary()

    def _words(self, text: str, tokens: Sequence[_Token]) -> Iterator[Hit]:
        for index, token in enumerate(tokens):
            what = "" if _is_of_a_date(index, tokens) else self._what(token)
            if what:
                yield Hit(token.start, token.end, text[token.start : token.end], what)
            elif index + 1 < len(tokens) and tokens[index + 1].start - token.end <= 1:
                following = tokens[index + 1]
                joined = self._singles.get(token.folded + following.folded, "")
                if joined and len(token.folded) + len(following.folded) > 5:
                    yield Hit(token.start, following.end, text[token.start : following.end], joined)

    def _what(self, token: _Token) -> str:
        key = (token.folded, token.capital, token.written[:1].isupper())
        if key not in self._known:
            self._known[key] = next((what for single, what in self._singles.items() if self._same(token, single)), "")
        return self._known[key]

    def _same(self, token: _Token, single: str) -> bool:
        typed = token.folded
        if typed == single:
            # Will, May and Hope are names with a capital; without one they are what everyone writes.
            return token.written[:1].isupper() or single not in _ordinary()
        if any(sign.isdigit() for sign in single):
            return False
        if len(single) > 5 and single in typed:
            return True
        if len(single) < 3 or len(typed) < 3 or typed in self._own or not within_one_letter(typed, single):
            return False
        if len(single) == 3 and not token.capital:
            return False
        return token.capital or typed not in _common()

    def _in_order(self, text: str, tokens: Sequence[_Token]) -> Iterator[Hit]:
        for phrase, what in self._phrases:
            spoken = (
                tokens if phrase[0] in _listed("generic") else [t for t in tokens if t.folded not in _listed("generic")]
            )
            for at in range(len(spoken) - len(phrase) + 1):
                here = spoken[at : at + len(phrase)]
                if all(_alike(token.folded, part) for token, part in zip(here, phrase, strict=True)):
                    start, end = here[0].start, here[-1].end
                    yield Hit(start, end, text[start:end], what)

    def _patterns(self, text: str) -> Iterator[Hit]:
        for pattern in self._days:
            yield from _matches(pattern, text, "day of the next meeting")
        for pattern, what in _FORMS.items():
            yield from (hit for hit in _matches(pattern, text, what) if _bare(hit.found) not in self._said_anyway)
        for hit in _matches(_NAMED, text, "named place"):
            opening = _OPENING.match(hit.found)
            start = hit.start + (opening.end() if opening else 0)
            if " " in text[start : hit.end].replace("\u00a0", " ") and not self._is_own(text[start : hit.end]):
                yield Hit(start, hit.end, text[start : hit.end], hit.what)

    def _is_own(self, name: str) -> bool:
        return all(token.folded in self._own | _listed("generic") for token in _tokens(name))


def within_one_letter(one: str, other: str) -> bool:
    """Whether the words are the same but for one letter more, less or other, or two neighbours changed about."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    changed_about = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return changed_about or one[at + 1 :] == other[at + 1 :]


def _is_of_a_date(at: int, tokens: Sequence[_Token]) -> bool:
    """Whether a word is the month of a date, as in "4 March", "4th of March" or "March 2027": it names nobody."""
    if tokens[at].folded not in _MONTHS:
        return False
    back = at - 2 if at > 1 and tokens[at - 1].folded == "of" else at - 1
    day = back >= 0 and re.fullmatch(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?", tokens[back].folded)
    year = at + 1 < len(tokens) and re.fullmatch(r"20\d\d", tokens[at + 1].folded)
    return bool(day or year)


def _bare(text: str) -> str:
    """A postcode, number or address without case and spacing."""
    return re.sub(r"[^\w@.]", "", text.casefold())


def fold(text: str) -> str:
    """The text without case, accents, invisible characters and curly apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf")).replace("’", "'")


def _tokens(text: str) -> list[_Token]:
    tokens = []
    # Invisible characters within a word hide nothing: they are taken out first, and places counted as typed.
    places = [n for n, c in enumerate(text) if unicodedata.category(c) != "Cf"]
    seen = "".join(text[n] for n in places)
    for match in _TOKEN.finditer(seen):
        folded = fold(match.group())
        folded = folded[:-2] if folded.endswith("'s") else folded
        before = seen[: match.start()].rstrip(" \u00a0‘“\"'(")
        opens = not before or before[-1] in ".!?:;\n"
        start, end = places[match.start()], places[match.end() - 1] + 1
        tokens.append(_Token(start, end, folded, match.group(), opens))
    return tokens


def _alike(typed: str, wanted: str) -> bool:
    return typed == wanted or (len(wanted) > 4 and within_one_letter(typed, wanted))


def _distances(text: str, tokens: Sequence[_Token]) -> Iterator[Hit]:
    """ "Forty minutes from", "an hour away", "12 miles": a length with a unit, and a word of the way beside it."""
    for index, token in enumerate(tokens):
        unit = next((unit for unit in sorted(_listed("units")) if _is_unit(token.folded, unit)), "")
        if not unit:
            continue
        after = tokens[index + 1 : index + 5]
        way = next((n for n, each in enumerate(after) if _of_the_way(each.folded, n == 0)), None)
        before = {each.folded for each in tokens[max(0, index - 4) : index]}
        far = unit.startswith(("mile", "k"))
        if way is None and not far and not before & _listed("way_before"):
            continue
        first = tokens[max(0, index - 1)]
        last = after[way] if way is not None else token
        if way is not None and way + 1 < len(after) and last.folded not in ("away",):
            last = after[way + 1]
        yield Hit(first.start, last.end, text[first.start : last.end], "distance")


def _is_unit(typed: str, unit: str) -> bool:
    if typed == unit:
        return True
    return len(unit) > 4 and typed not in _common() and within_one_letter(typed, unit)


def _of_the_way(typed: str, next_to_it: bool) -> bool:
    if typed in _listed("way_after"):
        return True
    # Right after "minutes" a word one letter from "from" is that word, even where it is another ("form").
    if next_to_it and within_one_letter(typed, "from"):
        return True
    return any(len(word) > 4 and within_one_letter(typed, word) for word in _listed("way_after"))


def _day_pattern(day: date) -> re.Pattern[str]:
    month = _MONTHS[day.month - 1]
    name = f"(?:{month}|{month[:3]})"
    words = rf"{day.day}(?:st|nd|rd|th)?(?:\s+of)?\s+{name}|{name}\s+{day.day}(?:st|nd|rd|th)?"
    figures = rf"0?{day.day}[./-]0?{day.month}(?:[./-](?:{day.year}|{day.year % 100:02}))?|{day.isoformat()}"
    return re.compile(rf"\b(?:{words}|{figures})\b", re.IGNORECASE)


def _matches(pattern: re.Pattern[str], text: str, what: str) -> Iterator[Hit]:
    for match in pattern.finditer(text):
        yield Hit(match.start(), match.end(), match.group(), what)


@cache
def _listed(key: str) -> frozenset[str]:
    """One list of ``resources/telling/words.json``."""
    return frozenset(resources.read_json("telling/words.json")[key].split())


def _ranked(name: str, first: int) -> Iterable[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    words: Callable[[], Iterable[str]] = FREQUENCY_LISTS[name].__iter__
    return [word for _, word in zip(range(first), words(), strict=False)]


@cache
def _ordinary() -> frozenset[str]:
    """Words that everyone writes: the most frequent of films, and of an encyclopaedia, without its York."""
    films, elsewhere = _ranked("us_tv_and_film", _ORDINARY_IN_FILMS), _ranked("english_wikipedia", _ORDINARY_ELSEWHERE)
    return frozenset(films) | frozenset(elsewhere) - {"york"}


@cache
def _common() -> frozenset[str]:
    """Ordinary words and rarer ones: what stands there is that word, not another one misspelt."""
    return frozenset(_ranked("us_tv_and_film", 10**6)) | frozenset(_ranked("english_wikipedia", _COMMON_ELSEWHERE))
