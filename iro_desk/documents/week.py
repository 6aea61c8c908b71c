"""My week on one side: where to be, what is owed, what others owe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from iro_desk.documents.blocks import Block, Fitted, Foot, Item, Listing, Paper, Paragraph, Run, SideSection, Words
from iro_desk.documents.common import start
from iro_desk.documents.facts import DayFacts, EntryFacts, WeekFacts
from iro_desk.documents.wording import full_day, list_day, plain_day, sentence, year_day

_FEWER = ((8, 8), *((8, few) for few in range(7, 2, -1)), *((few, 3) for few in range(7, 2, -1)), (2, 2), (1, 1))
"""How many papers owed, and how much of what others owe: as many as one side has room for."""


def week(facts: WeekFacts) -> Paper:
    """The days of a week with their times in the order given."""
    last = facts.days[-1].on if facts.days else facts.from_day + timedelta(days=6)
    one = last == facts.from_day
    title = "My day" if one else "My week"
    blocks: list[Block] = [_day(day) for day in facts.days] or [Paragraph("Nothing is in the diary.")]
    owed = [f"{paper.what.strip().rstrip('.')}, by {list_day(paper.by)}" for paper in facts.owed]
    blocks.append(Fitted(tuple(_lists(owed, facts.waiting, *few) for few in _FEWER)))
    return start(
        "week",
        facts.letterhead,
        f"{facts.officer.name or 'Reviewing officer'} · made on {full_day(facts.made_on)}",
        document_title=title,
        title=title,
        subtitle=full_day(last) if one else f"{full_day(facts.from_day)} to {full_day(last)}",
        blocks=tuple(blocks),
        foot=Foot(
            title,
            f"{year_day(last)}. Shred when the day is over."
            if one
            else f"{plain_day(facts.from_day)} to {year_day(last)}. Shred when the week is over.",
        ),
        dated=facts.made_on,
        draft=False,
        practice=facts.practice,
        at_most=1,
    )


def _lists(owed: Sequence[str], waiting: Sequence[str], few_owed: int, few_waiting: int) -> tuple[Block, ...]:
    """What I owe and what others owe, as far as anything is owed."""
    lists = (("Papers owed", "owed", owed, few_owed), ("Waiting for others", "waiting", waiting, few_waiting))
    return tuple(
        SideSection(label, (Listing(_some(origin, texts, few)),)) for label, origin, texts, few in lists if texts
    )


def _some(origin: str, texts: Sequence[str], few: int) -> tuple[Item, ...]:
    """The first of many: one side has no room for all, and says how many it leaves out."""
    items = [Item(sentence(text), origin=f"{origin}:{number}") for number, text in enumerate(texts[:few], 1)]
    if len(texts) > few:
        items.append(Item(f"And {len(texts) - few} more."))
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
