"""A professional sentence as it may be said to the child: proposed, for somebody to put right."""

from __future__ import annotations

import re

from iro_desk.casework import ChildFile
from iro_desk.practice.plain_words import in_plain_words
from iro_desk.practice.rows import people_rows

CALLED_BY_ROLE = {"mother": "Mum", "father": "Dad"}
_TITLES = (
    "Mr",
    "Mrs",
    "Ms",
    "Miss",
    "Dr",
    "Aunt",
    "Auntie",
    "Uncle",
    "Nan",
    "Nanny",
    "Gran",
    "Grandad",
    "Sister",
    "PC",
)


def called(name: str, file: ChildFile) -> str:
    """Somebody by the name that the child uses: as it was said, Mum or Dad, else the first name."""
    wanted = name.strip().casefold()
    if not wanted:
        return ""
    if wanted in {file.child.full_name.casefold(), file.child.known_as.casefold()} - {""}:
        return "You"
    for row in people_rows(file):
        if row.name.casefold() == wanted:
            return row.called or CALLED_BY_ROLE.get(row.role) or first_name(row.name)
    return first_name(name.strip())


def first_name(name: str) -> str:
    """The first name, or all of it where it begins with a title or is none."""
    first, _, rest = name.partition(" ")
    return (
        name if not rest or first.rstrip(".") in _TITLES or first.lower() in ("manager", "the", "children's") else first
    )


def names_around(file: ChildFile) -> tuple[str, ...]:
    """Every name that may stand in what is written about a child: of people, schools and places."""
    people = [text for row in people_rows(file) for text in (row.name, row.called, row.organisation) if text]
    places = [text for e in file.episodes for text in (e.town, e.home_name, e.provider_name, e.street) if text]
    child = (file.child.full_name, file.child.first_name, file.child.liked_name, file.child.surname)
    others = [row.name for row in file.attendance] + [d.owner for d in file.decisions]
    return tuple(
        dict.fromkeys(each for each in (*child, *people, *(s.name for s in file.schools), *places, *others) if each)
    )


_KIN = {
    "she": frozenset(
        {"mum", "mother", "nan", "nanny", "gran", "sister", "aunt", "auntie", "mrs", "ms", "miss", "girl"}
    ),
    "he": frozenset({"dad", "father", "grandad", "brother", "uncle", "mr", "boy"}),
}
"""Words beside which "she" or "he" may be somebody else than the child."""
_YOU = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "goes": "go",
    "isn’t": "aren’t",
    "wasn’t": "weren’t",
    "isn't": "aren't",
}


def in_childs_words(words: str, file: ChildFile) -> str:
    """A professional sentence as it may be said to the child: proposed, for somebody to put right.

    The phrase table's words, people as the child calls them, and the child as "you".
    """
    names = names_around(file)
    plain = in_plain_words(words.strip(), names)
    for row in sorted(people_rows(file), key=lambda row: -len(row.name)):
        plain = re.sub(rf"\b{re.escape(row.name)}\b", called(row.name, file), plain)
    plain = _to_you(plain, file)
    plain = re.sub(r"\s*;\s*", ". ", plain)
    plain = re.sub(r",? then (?=[a-z])", ". Then ", plain)
    pieces = [piece[:1].upper() + piece[1:] for piece in re.split(r"(?<=[.!?]) +", plain.rstrip(" .")) if piece]
    return " ".join(piece if piece.endswith((".", "!", "?")) else f"{piece}." for piece in pieces)


_THE_CHILD = r"\bthe (?:child|young person)\b(?! (?:in need|and family|protection|benefit))"


def _to_you(words: str, file: ChildFile) -> str:
    child, before = file.child, words
    words = re.sub(rf"{_THE_CHILD}[’']s\b", "your", words, flags=re.IGNORECASE)
    words = re.sub(rf"{_THE_CHILD} ([a-z]+s)\b", lambda m: f"you {_with_you(m[1])}", words, flags=re.IGNORECASE)
    words = re.sub(_THE_CHILD, "you", words, flags=re.IGNORECASE)
    for name in sorted({child.full_name, child.first_name, child.liked_name} - {""}, key=len, reverse=True):
        words = re.sub(rf"\b{re.escape(name)}[’']s\b", "your", words)
        words = re.sub(rf"\b{re.escape(name)} ([a-z]+(?:[’']t)?)\b", lambda m: f"you {_with_you(m[1])}", words)
        words = re.sub(rf"\b{re.escape(name)}\b", "you", words)
    pronoun = child.pronouns
    if words == before or pronoun not in _KIN or _KIN[pronoun] & set(re.findall(r"[a-z]+", words.lower())):
        return words
    # Nobody else is there whom the pronoun could mean.
    theirs, them = ("her", "her") if pronoun == "she" else ("his", "him")
    words = re.sub(rf"\b{pronoun} ([a-z]+(?:[’']t)?)\b", lambda m: f"you {_with_you(m[1])}", words, flags=re.IGNORECASE)
    words = re.sub(rf"\b{theirs} (?=[a-z])", "your ", words, flags=re.IGNORECASE)
    return re.sub(rf"\b{them}\b", "you", words, flags=re.IGNORECASE)


def _with_you(verb: str) -> str:
    """ "chooses" as it stands after "you"."""
    if verb in _YOU:
        return _YOU[verb]
    if len(verb) > 3 and verb.endswith("s") and not verb.endswith(("ss", "us", "is", "always", "perhaps")):
        return (
            verb[:-3] + "y" if verb.endswith("ies") else re.sub(r"(?:(?<=ss)|(?<=x)|(?<=ch)|(?<=sh))es$|s$", "", verb)
        )
    return verb
