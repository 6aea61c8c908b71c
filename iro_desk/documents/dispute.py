"""The form of a dispute, under the council's own name for it (Children Act 1989, section 25B; IRO Handbook, 6)."""

from __future__ import annotations

from iro_desk.documents.blocks import (
    Blank,
    Block,
    Choice,
    Column,
    Facts,
    Field,
    Foot,
    Item,
    Listing,
    Paper,
    Paragraph,
    Row,
    SideSection,
    Table,
    WriteIn,
)
from iro_desk.documents.common import aged, case_words, paragraphs, signing, start
from iro_desk.documents.facts import DisputeFacts, PersonFacts
from iro_desk.documents.wording import capital, full_day, lower_first, year_day

_NEXT = (
    "Without an answer{by}, or where the answer does not settle it, the next stage begins. All stages "
    "together take no more than 20 working days. The reviewing officer may refer the case to Cafcass at any time and "
    "needs nobody’s leave for it."
)


def dispute(facts: DisputeFacts) -> Paper:
    """What is wrong, what it means for the child, what should happen, and room for the answer."""
    word = facts.word or "dispute"
    name = facts.child.name
    blocks: list[Block] = [
        _head(facts),
        SideSection("What is wrong", paragraphs(facts.wrong, "wrong", "Not written yet.")),
        SideSection(f"What it means for {name}", paragraphs(facts.means, "means", "Not written yet.")),
        SideSection(f"What {name} says", paragraphs(facts.childs_view.splitlines(), "view", "Not known.")),
        _wanted(facts),
        _tried(facts),
        SideSection("What happens next", (Paragraph(_NEXT.format(by=" by the day above" if facts.reply_by else "")),)),
        _answer(facts),
    ]
    return start(
        "dispute",
        facts.letterhead,
        "From the independent reviewing officer",
        document_title="Dispute form",
        title=capital(word),
        subtitle=f"{aged(facts.child)} · raised on {full_day(facts.raised_on)}",
        blocks=tuple(blocks),
        foot=Foot(case_words(facts.child), f"{capital(word)}, raised on {year_day(facts.raised_on)}"),
        dated=facts.finalised_on or facts.raised_on,
        at_most=2,
        **signing(facts),
    )


def _head(facts: DisputeFacts) -> Facts:
    return Facts(
        (
            Field("To", _person(facts.to), origin="to"),
            Field("Stage", facts.stage or "Not known"),
            Field("From", _person(facts.raised_by), origin="from"),
            Field("Answer by", full_day(facts.reply_by) if facts.reply_by else "No day is set"),
            Field("Case number", facts.child.number or "Not known"),
            Field("Settled by", full_day(facts.settle_by) if facts.settle_by else "Not known"),
        )
    )


def _person(person: PersonFacts) -> str:
    return ", ".join(part for part in (person.name, lower_first(person.role)) if part) or "Not known"


def _wanted(facts: DisputeFacts) -> SideSection:
    items = tuple(
        Item(text, label=str(number), origin=f"wanted:{number}") for number, text in enumerate(facts.wanted, 1) if text
    )
    return SideSection("What should happen", (Listing(items),) if items else (Paragraph("Not written yet."),))


def _tried(facts: DisputeFacts) -> SideSection:
    rows = tuple(
        Row(
            (year_day(step.on) if step.on else "Not known", step.what, step.outcome or "Not known."),
            origin=f"step:{number}",
        )
        for number, step in enumerate(facts.steps, 1)
    )
    if not rows:
        return SideSection("What was tried", (Paragraph("This is the first step."),))
    columns = (Column("When", 36), Column("What was done", 65), Column("What came of it", 65))
    return SideSection("What was tried", (Table(columns, rows),), wide=True)


def _answer(facts: DisputeFacts) -> SideSection:
    return SideSection(
        "Answer",
        (
            Choice(("I agree. It will be done by", 0)),
            Choice(("I agree in part, or not, because", 0)),
            Blank("The reasons", 2),
            WriteIn(("Signed", "Date and time")),
        ),
        together=True,
    )
