"""The brief: one page for the reviewing officer to read on the way to a review: what matters, then what to ask.

Where one page has no room for all of it, its two columns get shorter step by step, each for itself: people first,
then what changed, then the questions; the words of a decision are cut, what became of it and what is missing never.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from iro_desk.documents.blocks import (
    Block,
    Column,
    Fitted,
    Foot,
    Item,
    Listing,
    Paper,
    Paragraph,
    Quotation,
    Row,
    Run,
    SideBySide,
    SideSection,
    Table,
)
from iro_desk.documents.common import case_words, start, state, state_of
from iro_desk.documents.facts import BriefFacts, PersonFacts
from iro_desk.documents.wording import (
    capital,
    full_day,
    listed,
    lower_first,
    place_words,
    plain_day,
    plural,
    sentence,
    year_day,
)

_HERE = {"here": "Here", "part": "Part here", "missing": "Missing"}
_ALL = 1000


@dataclass(frozen=True, slots=True)
class _Ask:
    """How much of the left column stands."""

    asks: int = _ALL
    clocks: int = _ALL
    reasons: bool = True
    here: bool = True
    """Papers that are here have a row each, not one together."""


@dataclass(frozen=True, slots=True)
class _Last:
    """How much of the right column stands."""

    people: int = _ALL
    changes: int = _ALL
    letters: int = _ALL
    """Of what was decided, each."""
    change_letters: int = _ALL


_LEFT = (
    _Ask(),
    _Ask(here=False),
    *(_Ask(asks, clocks, here=False) for asks, clocks in ((6, 4), (5, 4), (5, 3), (4, 3))),
    *(_Ask(asks, 3, reasons=False, here=False) for asks in (5, 4, 3)),
    *(_Ask(asks, 2, reasons=False, here=False) for asks in (3, 2, 1)),
)
_RIGHT = (
    _Last(),
    *(_Last(people) for people in (8, 7, 6, 5)),
    *(_Last(people, changes) for people, changes in ((5, 4), (4, 4), (4, 3), (4, 2))),
    *(_Last(4, 2, letters, letters * 2) for letters in (90, 75, 60)),
    *(_Last(people, 2, letters, 80) for people, letters in ((3, 60), (3, 50), (3, 40), (3, 30), (2, 30))),
    _Last(1, 1, 30, 40),
)


def brief(facts: BriefFacts) -> Paper:
    """The brief as a paper. It is not a record, and its foot says so."""
    child = facts.child
    when = ", ".join(part for part in (full_day(facts.on), facts.time, place_words(facts.place)) if part)
    blocks: list[Block] = [_case(facts)]
    if facts.words:
        told = facts.words
        source = ", ".join(p for p in (told.said_where, plain_day(told.said_on) if told.said_on else "") if p)
        blocks.append(Quotation(told.words, capital(source), origin="words:1"))
    blocks += [
        SideBySide(
            (Fitted(tuple(_left(facts, much) for much in _LEFT)),),
            (Fitted(tuple(_right(facts, much) for much in _RIGHT)),),
            share=0.52,
        ),
    ]
    return start(
        "brief",
        facts.letterhead,
        f"Brief for the {facts.review_name}, {when} · made on {year_day(facts.made_on)}",
        document_title="Brief for a review",
        title=", ".join(part for part in (capital(child.name), child.age) if part),
        subtitle="",
        blocks=tuple(blocks),
        foot=Foot(case_words(child), "Brief for the reviewing officer. Not a record: destroy after the review."),
        dated=facts.made_on,
        draft=False,
        practice=facts.practice,
        form="wide",
        at_most=1,
    )


def _case(facts: BriefFacts) -> Block:
    runs = [Run(sentence(facts.case) or "The case in short is not written yet.")]
    if facts.wants:
        who = {"she": "she", "he": "he", "they": "they"}.get(facts.child.pronouns, facts.child.name)
        verb = "want" if who == "they" else "wants"
        runs += [Run(f" What {who} {verb} to talk about: "), Run(sentence(facts.wants), strong=True)]
    return Paragraph(tuple(runs), style="lede", origin="case")


def _left(facts: BriefFacts, much: _Ask) -> tuple[Block, ...]:
    return _asks(facts, much), _papers(facts, much.here), _clocks(facts, much.clocks)


def _right(facts: BriefFacts, much: _Last) -> tuple[Block, ...]:
    return _last(facts, much.letters), _changes(facts, much), _people(facts, much.people)


def _more(things: Sequence[object], shown: int, what: str = "more") -> tuple[Block, ...]:
    """ "And 3 more." where not all are shown."""
    left = len(things) - shown
    return (Paragraph(f"And {left} {what}.", style="note"),) if left > 0 else ()


def _asks(facts: BriefFacts, much: _Ask) -> SideSection:
    asks = tuple(
        Item(
            asked.ask,
            sentence(asked.because) if much.reasons else "",
            str(number),
            strong=True,
            origin=f"ask:{number}",
        )
        for number, asked in enumerate(facts.asks[: much.asks], 1)
    )
    matter: Block = Listing(asks) if asks else Paragraph("No questions are noted.", style="note")
    return SideSection("Ask", (matter, *_more(facts.asks, much.asks)))


def _last(facts: BriefFacts, letters: int) -> SideSection:
    word = plural(facts.word_decision, 2)
    since = f", {plain_day(facts.last_on)}" if facts.last_on else ""
    rows = tuple(Row((state_of(d), _short(d.what, letters)), origin=f"last:{d.number}") for d in facts.last_decisions)
    matter: Block = Paragraph("None known.", style="note")
    if rows:
        matter = Table((Column("Now", 28), Column("What was decided", 48)), rows)
    return SideSection(f"Last {word}{since}", (matter,))


def _short(text: str, letters: int) -> str:
    """The text cut between two words; as it is where it is short enough."""
    if len(text) <= letters:
        return text
    cut = textwrap.shorten(text, letters, placeholder="…")
    return cut if len(cut) > 1 else f"{text[: letters - 1]}…"


def _changes(facts: BriefFacts, much: _Last) -> SideSection:
    """The newest changes, in their order."""
    first = max(0, len(facts.changes) - much.changes)
    told: list[Block] = [
        Paragraph(
            sentence(
                _short(f"{plain_day(change.on)}: {change.what}" if change.on else change.what, much.change_letters)
            ),
            style="note",
            origin=f"change:{number}",
        )
        for number, change in enumerate(facts.changes[first:], first + 1)
    ]
    since = f"Changed since {plain_day(facts.last_on)}" if facts.last_on else "What has changed"
    matter = tuple(told) or (Paragraph("Nothing is noted.", style="note"),)
    return SideSection(since, (*matter, *_more(facts.changes, much.changes, "before")))


def _papers(facts: BriefFacts, here: bool) -> SideSection:
    """What is here may stand in one row; what is missing, or here in part, always has its own."""
    rows = [
        Row((state(paper.state, _HERE.get(paper.state, "Missing")), paper.what), origin=f"paper:{number}")
        for number, paper in enumerate(facts.papers, 1)
        if here or paper.state != "here"
    ]
    together = [paper.what for paper in facts.papers if paper.state == "here"]
    if together and not here:
        rows.insert(0, Row((state("here", _HERE["here"]), _named(together)), origin="paper:here"))
    matter: Block = Paragraph("None are noted.", style="note")
    if rows:
        matter = Table((Column("Now", 26), Column("Paper or view", 56)), tuple(rows))
    return SideSection("Papers", (matter,))


def _named(papers: Sequence[str]) -> str:
    """Papers in one row, without their days: "Care plan and health assessment"."""
    first, *rest = (what.split(",")[0] for what in papers)
    return listed([first, *map(lower_first, rest)])


def _people(facts: BriefFacts, shown: int) -> SideSection:
    told = tuple(_person(person, number) for number, person in enumerate(facts.people[:shown], 1))
    matter = told or (Paragraph("Nobody is noted.", style="note"),)
    return SideSection("Who will be there", (*matter, *_more(facts.people, shown)))


def _person(person: PersonFacts, number: int) -> Paragraph:
    who = ", ".join(part for part in (person.name, lower_first(person.role), person.words, person.phone) if part)
    return Paragraph(who or "Not known", style="note", origin=f"person:{number}")


def _clocks(facts: BriefFacts, shown: int) -> SideSection:
    runs: list[Run] = []
    for clock in facts.clocks[:shown]:
        runs += [Run(f"{clock.what} by "), Run(plain_day(clock.by), strong=True), Run(f" {clock.by.year}. ")]
    if len(facts.clocks) > shown:
        runs.append(Run(f"And {len(facts.clocks) - shown} more."))
    return SideSection("Clocks", (Paragraph(tuple(runs) or "None are known.", style="note"),))
