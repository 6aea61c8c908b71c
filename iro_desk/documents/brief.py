"""The brief: one page for the reviewing officer to read on the way to a review: what matters, then what to ask."""

from __future__ import annotations

from iro_desk.documents.blocks import (
    Block,
    Column,
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
from iro_desk.documents.wording import capital, full_day, lower_first, plain_day, plural, sentence

_HERE = {"here": "Here", "part": "Part here", "missing": "Missing"}


def brief(facts: BriefFacts) -> Paper:
    """The brief as a paper. It is not a record, and its foot says so."""
    child = facts.child
    when = ", ".join(part for part in (full_day(facts.on), facts.time, lower_first(facts.place)) if part)
    blocks: list[Block] = [_case(facts)]
    if facts.words:
        told = facts.words
        source = ", ".join(p for p in (told.said_where, plain_day(told.said_on) if told.said_on else "") if p)
        blocks.append(Quotation(told.words, capital(source), origin="words:1"))
    blocks += [
        SideBySide((_asks(facts),), (_last(facts), _changes(facts)), share=0.52),
        SideBySide((_papers(facts), _clocks(facts)), (_people(facts),), share=0.52),
    ]
    return start(
        "brief",
        facts.letterhead,
        f"Brief for the {facts.review_name}, {when} · made on {full_day(facts.made_on)}",
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


def _asks(facts: BriefFacts) -> SideSection:
    asks = tuple(
        Item(asked.ask, sentence(asked.because), str(number), strong=True, origin=f"ask:{number}")
        for number, asked in enumerate(facts.asks, 1)
    )
    return SideSection("Ask", (Listing(asks),) if asks else (Paragraph("No questions are noted.", style="note"),))


def _last(facts: BriefFacts) -> SideSection:
    word = plural(facts.word_decision, 2)
    since = f", {plain_day(facts.last_on)}" if facts.last_on else ""
    rows = tuple(Row((state_of(d), d.what), origin=f"last:{d.number}") for d in facts.last_decisions)
    matter: Block = Paragraph("None known.", style="note")
    if rows:
        matter = Table((Column("Now", 30), Column("What was decided", 46)), rows)
    return SideSection(f"Last {word}{since}", (matter,))


def _changes(facts: BriefFacts) -> SideSection:
    told: list[Block] = [
        Paragraph(
            sentence(f"{plain_day(change.on)}: {change.what}" if change.on else change.what),
            style="note",
            origin=f"change:{number}",
        )
        for number, change in enumerate(facts.changes, 1)
    ]
    since = f"Changed since {plain_day(facts.last_on)}" if facts.last_on else "What has changed"
    return SideSection(since, tuple(told) or (Paragraph("Nothing is noted.", style="note"),))


def _papers(facts: BriefFacts) -> SideSection:
    rows = tuple(
        Row((state(paper.state, _HERE.get(paper.state, "Missing")), paper.what), origin=f"paper:{number}")
        for number, paper in enumerate(facts.papers, 1)
    )
    matter: Block = Paragraph("None are noted.", style="note")
    if rows:
        matter = Table((Column("Now", 30), Column("Paper or view", 52)), rows)
    return SideSection("Papers", (matter,))


def _people(facts: BriefFacts) -> SideSection:
    told = tuple(_person(person, number) for number, person in enumerate(facts.people, 1))
    return SideSection("Who will be there", told or (Paragraph("Nobody is noted.", style="note"),))


def _person(person: PersonFacts, number: int) -> Paragraph:
    who = ", ".join(part for part in (person.name, lower_first(person.role), person.words, person.phone) if part)
    return Paragraph(who or "Not known", style="note", origin=f"person:{number}")


def _clocks(facts: BriefFacts) -> SideSection:
    runs: list[Run] = []
    for clock in facts.clocks:
        runs += [Run(f"{clock.what} by "), Run(plain_day(clock.by), strong=True), Run(f" {clock.by.year}. ")]
    return SideSection("Clocks", (Paragraph(tuple(runs) or "None are known.", style="note"),))
