"""The check half way between two reviews: does what was decided happen? One page, no more."""

from __future__ import annotations

from iro_desk.documents.blocks import Block, Facts, Field, Foot, Paper, Paragraph, SideSection, Signature
from iro_desk.documents.common import case_words, paragraphs, signing, standing, start, whole_name
from iro_desk.documents.facts import MidwayFacts
from iro_desk.documents.wording import booked_words, capital, full_day, listed, lower_first, plural, sentence, year_day


def midway(facts: MidwayFacts) -> Paper:
    """The note of a midway check, in the council's word for it."""
    word = plural(facts.word_decision, 2)
    reviewed = year_day(facts.reviewed_on) if facts.reviewed_on else ""
    blocks: list[Block] = [_head(facts)]
    if facts.decisions:
        table = standing(facts.decisions, f"Decided on {reviewed}" if reviewed else "Decided")
        blocks.append(SideSection(f"How the {word} stand", (table,), wide=True))
    else:
        blocks.append(
            SideSection(f"How the {word} stand", (Paragraph("No decisions of an earlier review are known."),))
        )
    blocks.append(SideSection("What I found", paragraphs(facts.notes, "note", "Nothing is noted.")))
    doing: list[Block] = [Paragraph(sentence(facts.worry) or "Not written yet.", origin="worry")]
    if facts.finalised_on:
        name = f"{facts.by}, " if facts.by else ""
        doing.append(Signature(f"{name}{year_day(facts.finalised_on)}"))
    blocks.append(SideSection("What I shall do", tuple(doing)))
    return start(
        "midway",
        facts.letterhead,
        capital(facts.word_midway),
        document_title="Midway note",
        title=whole_name(facts.child),
        subtitle=f"{capital(facts.word_midway)} on {full_day(facts.on)}",
        blocks=tuple(blocks),
        foot=Foot(case_words(facts.child), f"{capital(facts.word_midway)}, {year_day(facts.on)}"),
        dated=facts.finalised_on or facts.on,
        at_most=1,
        **signing(facts),
    )


def _head(facts: MidwayFacts) -> Facts:
    spoke = listed([", ".join(p for p in (s.name, lower_first(s.role)) if p) for s in facts.spoke_with])
    return Facts(
        (
            Field("Last review", year_day(facts.reviewed_on) if facts.reviewed_on else "Not known"),
            Field("Checked", capital(facts.method) or "Not known"),
            Field("Next review", booked_words(facts.next_review_on, facts.next_review_latest)),
            Field("By", facts.by or "Not known"),
            Field("Case number", facts.child.number or "Not known"),
            Field("Spoke with", spoke or "Not known", origin="spoke-with"),
        )
    )
