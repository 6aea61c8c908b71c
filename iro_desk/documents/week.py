"""My week on one side: where to be, what is owed, what others owe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from iro_desk.documents.blocks import Block, Foot, Item, Listing, Paper, Paragraph, Run, SideSection, Words
from iro_desk.documents.common import start
from iro_desk.documents.facts import DayFacts, EntryFacts, WeekFacts
from iro_desk.documents.wording import full_day, list_day, plain_day, sentence, year_day

_FEW = 8
"""Of papers owed and of what others owe, each."""


def week(facts: WeekFacts) -> Paper:
    """The days of a week with their times in the order given."""
    last = facts.days[-1].on if facts.days else facts.from_day + timedelta(days=6)
    blocks: list[Block] = [_day(day) for day in facts.days] or [Paragraph("Nothing is in the diary.")]
    owed = [f"{paper.what.strip().rstrip('.')}, by {list_day(paper.by)}" for paper in facts.owed]
    for label, origin, texts in (("Papers owed", "owed", owed), ("Waiting for others", "waiting", facts.waiting)):
        if texts:
            blocks.append(SideSection(label, (Listing(_some(origin, texts)),)))
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


def _some(origin: str, texts: Sequence[str]) -> tuple[Item, ...]:
    """The first of many: one side has no room for all, and says how many it leaves out."""
    items = [Item(sentence(text), origin=f"{origin}:{number}") for number, text in enumerate(texts[:_FEW], 1)]
    if len(texts) > _FEW:
        items.append(Item(f"And {len(texts) - _FEW} more."))
    return tuple(items)


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
