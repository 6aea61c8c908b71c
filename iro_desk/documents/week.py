"""My week on one side: where to be, what is owed, what others owe."""

from __future__ import annotations

from datetime import timedelta

from iro_desk.documents.blocks import Block, Foot, Item, Listing, Paper, Paragraph, Run, SideSection, Words
from iro_desk.documents.common import start
from iro_desk.documents.facts import DayFacts, EntryFacts, WeekFacts
from iro_desk.documents.wording import full_day, list_day, plain_day, sentence, year_day


def week(facts: WeekFacts) -> Paper:
    """The days of a week with their times in the order given."""
    last = facts.days[-1].on if facts.days else facts.from_day + timedelta(days=6)
    blocks: list[Block] = [_day(day) for day in facts.days] or [Paragraph("Nothing is in the diary.")]
    owed = tuple(
        Item(f"{paper.what.strip().rstrip('.')}, by {list_day(paper.by)}", origin=f"owed:{number}")
        for number, paper in enumerate(facts.owed, 1)
    )
    if owed:
        blocks.append(SideSection("Papers owed", (Listing(owed),)))
    waiting = tuple(Item(sentence(text), origin=f"waiting:{n}") for n, text in enumerate(facts.waiting, 1))
    if waiting:
        blocks.append(SideSection("Waiting for others", (Listing(waiting),)))
    return start(
        "week",
        facts.letterhead,
        f"{facts.officer.name or 'Reviewing officer'} · made on {full_day(facts.made_on)}",
        document_title="My week",
        title="My week",
        subtitle=f"{full_day(facts.from_day)} to {full_day(last)}",
        blocks=tuple(blocks),
        foot=Foot("My week", f"{plain_day(facts.from_day)} to {year_day(last)}. Shred when the week is over."),
        dated=facts.made_on,
        draft=False,
        practice=facts.practice,
        at_most=1,
    )


def _day(day: DayFacts) -> SideSection:
    label = full_day(day.on).rsplit(" ", 1)[0]
    if not day.entries:
        return SideSection(label, (Paragraph("Nothing fixed.", style="note"),))
    return SideSection(label, (Listing(tuple(_entry(day, n, e) for n, e in enumerate(day.entries, 1))),))


def _entry(day: DayFacts, number: int, entry: EntryFacts) -> Item:
    words: Words = entry.what
    if entry.where:
        words = (Run(entry.what, strong=True), Run(f", {entry.where}"))
    return Item(
        words, entry.words, entry.time or "–", strong=not entry.where, origin=f"entry:{day.on.isoformat()}:{number}"
    )
