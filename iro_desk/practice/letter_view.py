"""The letter while it is written: its parts, what is proposed, decisions in two texts, what could be plainer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from iro_desk.casework import ChildFile
from iro_desk.casework.day_names import MONTHS
from iro_desk.documents import SCENES, LetterFacts
from iro_desk.practice import phrase_bank
from iro_desk.practice.childs_words import in_childs_words, names_around
from iro_desk.practice.letter import (
    LETTER,
    NOW,
    DraftSentence,
    agreed_words,
    band_for,
    drafts_of,
    how_told,
    is_told,
    letter_facts,
    parts_of,
    slots_of,
)
from iro_desk.practice.letter_bands import ASKS, PARTS, Band, band_called
from iro_desk.practice.letter_slots import filled, unfilled
from iro_desk.practice.paper_facts import Source, day_of, facts_from, source_of
from iro_desk.practice.plain_words import jargon, name_words
from iro_desk.practice.reading_age import Reading, reading, sentences_of, words_of
from iro_desk.practice.recipients import recipient_of
from iro_desk.practice.review_views import LetterWords
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace

_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({'|'.join(MONTHS)})\b")


@dataclass(frozen=True, slots=True)
class LetterPartRow:
    """One part as it is written."""

    key: str
    title: str
    asks: str
    text: str
    drafts: tuple[str, ...]
    """Proposed sentences that do not stand in it."""
    repeats: tuple[str, ...]
    """Paragraphs that stand in another letter too, and in whose."""


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One decision in its two texts."""

    decision: str
    number: int
    what: str
    child_words: str
    """Agreed; empty while only proposed."""
    proposed: str
    how: str
    told: bool
    tell: str
    before: str = ""
    """What was agreed for the words that the decision had before; empty where that still stands."""


@dataclass(frozen=True, slots=True)
class LetterCheck:
    """One thing that was looked at before the letter goes: ``done`` or ``soon``, in words."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """The letter of a review while it is written."""

    review: str
    kind: str
    title: str
    band: str
    to: str
    parts: tuple[LetterPartRow, ...]
    decided: str
    promises: tuple[PromiseRow, ...]
    standing: tuple[str, ...]
    reading: Reading
    grade_limit: float
    checks: tuple[LetterCheck, ...]
    names: tuple[str, ...]
    """Names that neither spelling nor jargon marks."""
    finalised: bool
    can_finalise: bool
    phrases: tuple[str, ...] = ()
    """The phrase bank, one's own first."""
    picture: str = ""
    pictures: tuple[tuple[str, str], ...] = ()
    """The strips of country that the child may pick from, with their words; none from thirteen on."""


def letter_view(ws: Workspace, review_id: str, kind: str = LETTER) -> LetterView:
    """The letter as it stands, what is proposed for it, and what could be plainer. Raises ``Refused`` if not held."""
    source = source_of(ws, review_id)
    to = recipient_of(source.file, "child", day_of(source.review))
    band = _band(source, kind)
    facts = letter_facts(source, to, band, kind)
    review_facts = facts_from(source, to)
    slots = slots_of(source, review_facts)
    drafts = drafts_of(source, band, review_facts, slots)
    stands = {part.part: part.text for part in parts_of(source.file, source.review, kind)}
    others = _other_letters(ws, source, kind)
    parts = tuple(
        LetterPartRow(
            key=key,
            title=_title(band, key),
            asks=ASKS[key],
            text=filled(stands.get(key, ""), slots),
            drafts=tuple(d.words for d in drafts[key] if d.words not in filled(stands.get(key, ""), slots)),
            repeats=tuple(_repeats(stands.get(key, ""), slots, drafts[key], others, source.file)),
        )
        for key in PARTS
    )
    mine = sorted((d for d in source.file.decisions if d.review == review_id), key=lambda d: d.number)
    officer = source.settings.text("iro_name")
    promises = tuple(
        PromiseRow(
            d.id,
            d.number,
            d.what,
            agreed_words(d),
            in_childs_words(d.what, source.file),
            how_told(d, d.owner, source.file, officer, band, source),
            is_told(d),
            d.tell_child,
            d.child_words if d.child_words_old else "",
        )
        for d in mine
    )
    names = names_around(source.file)
    text = text_of(facts)
    read = reading(text, names)
    finalised = any(paper.review == review_id and paper.kind == kind for paper in source.file.signed)
    return LetterView(
        review=review_id,
        kind=kind,
        title=f"Letter to {facts.to}" if facts.to else "Letter to the child",
        band=band.key,
        to=facts.to,
        parts=parts,
        decided=band.decided,
        promises=promises,
        standing=facts.standing,
        reading=read,
        grade_limit=band.grade,
        checks=tuple(_checks(source, facts, band, read, text, names, parts)),
        names=names,
        finalised=finalised,
        can_finalise=not finalised and bool(stands),
        phrases=phrase_bank.phrases(source.settings),
        picture=facts.scene,
        pictures=tuple(SCENES.items()) if facts.scene else (),
    )


def finalised_words(source: Source, kinds: Iterable[str]) -> tuple[LetterWords, ...]:
    """What stands in the parts of letters that are finalised."""
    found = []
    for kind in sorted(kinds):
        band = _band(source, kind)
        slots = slots_of(source, facts_from(source, recipient_of(source.file, "child", day_of(source.review))))
        stands = {part.part: part.text for part in parts_of(source.file, source.review, kind)}
        which = "The letter" if kind == LETTER else "The letter to read together"
        found += [
            LetterWords(kind, key, f"{which}: {_title(band, key)}", filled(stands.get(key, ""), slots)) for key in PARTS
        ]
    return tuple(found)


def _band(source: Source, kind: str) -> Band:
    return band_called("5-8") if kind == NOW else band_for(source.file, source.review)


def _title(band: Band, part: str) -> str:
    return band.titles.get(part, {"opening": "How it begins", "close": "A last line"}.get(part, part))


def text_of(facts: LetterFacts) -> str:
    """What the officer says in the letter: everything but the child's own words, one paragraph a line."""
    lines = [text for section in facts.sections for text in (section.title, *section.paragraphs) if text]
    promises = [text for each in facts.promises for text in (each.what, each.how)]
    return "\n".join([*lines, facts.decided, *facts.standing, *promises])


def _checks(
    source: Source,
    facts: LetterFacts,
    band: Band,
    read: Reading,
    text: str,
    names: tuple[str, ...],
    parts: tuple[LetterPartRow, ...],
) -> Iterator[LetterCheck]:
    fits = read.grade <= band.grade
    yield LetterCheck("done" if fits else "soon", f"Reading age {read.age}. The letter may reach {band.age}.")
    long = [s for s in sentences_of(text) if len(words_of(s)) > band.sentence]
    if long:
        yield LetterCheck("soon", f"{count(len(long), 'long sentence')}: “{_short(long[0])}”")
    known = {d for d in _days_of(source, facts) if d}
    loose = [
        m.group() for s in facts.sections for p in s.paragraphs for m in _DAY.finditer(p) if not _is_known(m, known)
    ]
    if loose:
        yield LetterCheck("soon", f"{loose[0]} is not the day of anything in the facts.")
    else:
        yield LetterCheck("done", "Every date agrees with the facts.")
    found = list(dict.fromkeys(hit.found for hit in jargon(text, names)))
    if found:
        say = {hit.found: hit.say for hit in jargon(text, names)}
        yield LetterCheck("soon", "; ".join(f"“{each}”: {say[each]}?" for each in found[:3]))
    else:
        yield LetterCheck("done", "No word from the jargon list.")
    open_places = unfilled(text)
    if open_places:
        yield LetterCheck("soon", f"Not filled in: {', '.join(open_places)}.")
    proposed = [row for row in facts.promises if not _agreed(source, row.number)]
    if proposed:
        yield LetterCheck("soon", f"{count(len(proposed), 'decision')} in words that are only proposed.")
    for part in parts:
        for repeat in part.repeats:
            yield LetterCheck("soon", repeat)


def _agreed(source: Source, number: int) -> bool:
    return any(d.number == number and d.review == source.review.id and agreed_words(d) for d in source.file.decisions)


def _short(words: str) -> str:
    return words if len(words) < 60 else f"{words[:56].rsplit(' ', 1)[0]} …"


def _days_of(source: Source, facts: LetterFacts) -> Iterator[date | None]:
    review = facts.review
    yield from (review.held_on, review.last_review_on, review.next_review_on, review.next_review_latest)
    yield from (review.midway_on, review.reply_by, source.review.spoke_privately_on, facts.written_on)
    yield from (d.by for d in review.decisions)
    yield from (said.said_on for said in review.words)
    yield from (e.happened_on for e in source.file.events)
    if source.file.child.date_of_birth is not None:
        yield source.file.child.date_of_birth


def _is_known(match: re.Match[str], known: Iterable[date]) -> bool:
    day, month = int(match[1]), MONTHS.index(match[2]) + 1
    return any((each.day, each.month) == (day, month) for each in known)


# ---------------------------------------------------------------- repeats

LEAST_WORDS = 8
"""Shorter paragraphs repeat by chance."""


def _other_letters(ws: Workspace, source: Source, kind: str) -> list[tuple[str, str]]:
    """(whose, text) of every paragraph of the child's last letters, and of those to brothers and sisters."""
    found = []
    for part in source.file.letter_parts:
        if part.review != source.review.id:
            found += [
                ("It stood in an earlier letter too", _same(line, source.file)) for line in part.text.splitlines()
            ]
    for other in siblings_of(ws, source.file):
        file = ws.desk.child_file(other)
        name = file.child.known_as or "a brother or sister"
        for part in file.letter_parts:
            found += [(f"It stands in {name}’s letter too", _same(line, file)) for line in part.text.splitlines()]
    return found


def siblings_of(ws: Workspace, file: ChildFile) -> tuple[str, ...]:
    """Children on this desk who have a parent in common with this one, by id."""
    parents = {role.person for role in file.roles if role.role in ("mother", "father", "parent")}
    if not parents:
        return ()
    return tuple(
        other.child.id
        for other in ws.desk.child_files()
        if other.child.id != file.child.id
        and parents & {r.person for r in other.roles if r.role in ("mother", "father", "parent")}
    )


def _same(words: str, file: ChildFile) -> str:
    """Words as they are compared: places of facts, figures and the child's own name left out."""
    own = name_words((file.child.full_name, file.child.known_as))
    plain = re.findall(r"[^\W\d_]+", re.sub(r"\{[^}]*\}", " ", words).casefold())
    return " ".join(word for word in plain if word not in own)


def _repeats(
    kept: str, slots: dict[str, str], drafts: list[DraftSentence], others: list[tuple[str, str]], file: ChildFile
) -> Iterator[str]:
    """``kept`` is the part with its facts as places: another day or name does not make it another paragraph."""
    for stored in kept.splitlines():
        line, rest = filled(stored, slots), stored
        for draft in drafts:
            rest = rest.replace(draft.kept, "")
        own = _same(rest, file)
        if len(own.split()) < LEAST_WORDS:
            continue
        for where, words in others:
            if own and own in words:
                yield f"{where}: “{_short(line)}”"
                break
