"""Everything that the desk holds about one child: for people on paper, and attached as JSON for machines.

The only paper with a file attached, and so the only one in PDF/A-3 (UK GDPR, articles 15 and 20).
"""

from __future__ import annotations

from iro_desk.documents.blocks import (
    Attachment,
    Block,
    Facts,
    Field,
    Foot,
    Item,
    Listing,
    Paper,
    Paragraph,
    SideSection,
)
from iro_desk.documents.common import case_words, start, whole_name
from iro_desk.documents.facts import EverythingFacts, HeldFacts, HeldPart
from iro_desk.documents.wording import full_day, year_day

_FIRST = (
    "This is all that the reviewing officer’s desk holds about {name}, as it stood on the day above. The council’s own "
    "system holds more. The same is attached to this file as data (JSON)."
)


def everything(facts: EverythingFacts) -> Paper:
    """All of it, one part after the other; a part with nothing in it says so."""
    blocks: list[Block] = [SideSection("What this is", (Paragraph(_FIRST.format(name=facts.child.name)),))]
    blocks += [_part(part, number) for number, part in enumerate(facts.parts, 1)]
    if facts.not_held:
        items = tuple(Item(text, origin=f"not-held:{number}") for number, text in enumerate(facts.not_held, 1))
        blocks.append(SideSection("What is not in it", (Listing(items),)))
    by = f" by {facts.made_by}" if facts.made_by else ""
    return start(
        "everything",
        facts.letterhead,
        "Everything held about one child",
        document_title="Everything held about one child",
        title=whole_name(facts.child),
        subtitle=f"Made on {full_day(facts.made_on)}{by}",
        blocks=tuple(blocks),
        foot=Foot(case_words(facts.child), f"Everything held, {year_day(facts.made_on)}"),
        dated=facts.made_on,
        draft=False,
        practice=facts.practice,
        attachment=Attachment(
            "everything-held.json", "application/json", "Everything held, as data", _bytes(facts.data)
        ),
    )


def _bytes(data: str) -> bytes:
    """JSON text as UTF-8; half a surrogate pair, which UTF-8 cannot hold, as JSON's own escape."""
    return data.encode("utf-8", "backslashreplace")


def _part(part: HeldPart, number: int) -> SideSection:
    held = tuple(_held(thing, f"held:{number}:{at}") for at, thing in enumerate(part.held, 1))
    return SideSection(part.title, held or (Paragraph(part.none_words, style="note"),))


def _held(thing: HeldFacts, origin: str) -> SideSection:
    title = ", ".join(words for words in (thing.title, year_day(thing.on) if thing.on else "") if words) or "Not named"
    fields = tuple(Field(label, value or "Empty") for label, value in thing.fields)
    matter: Block = Facts(fields, columns=2) if fields else Paragraph("Nothing more is held.", style="note")
    return SideSection(title, (matter,), origin=origin)
