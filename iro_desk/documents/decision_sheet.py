"""The decision sheet: out within five working days of the review (IRO Handbook); the manager answers at its foot."""

from __future__ import annotations

from iro_desk.documents.audiences import audience_of
from iro_desk.documents.blocks import (
    Block,
    Choice,
    Decisions,
    Paper,
    Paragraph,
    Run,
    SideSection,
    WriteIn,
)
from iro_desk.documents.common import aged, of_review, review_foot, start
from iro_desk.documents.facts import ReviewFacts
from iro_desk.documents.record import decision_blocks
from iro_desk.documents.wording import capital, count_words, full_day, plural


def decision_sheet(facts: ReviewFacts) -> Paper:
    """The decisions without their reasons, and the team manager's answer."""
    word = plural(facts.word_decision, 2)
    blocks: list[Block] = []
    if facts.decisions:
        blocks += [Decisions(decision_blocks(facts, with_why=False), roomy=True), _answer(facts)]
    else:
        blocks.append(SideSection(capital(word), (Paragraph("None were made."),)))
    return start(
        "decisions",
        facts.letterhead,
        "Statutory review",
        document_title="Decision sheet",
        title=capital(word),
        subtitle=f"{aged(facts.child)} · {facts.review_name}, {full_day(facts.held_on)}",
        blocks=tuple(blocks),
        foot=review_foot(facts, "Decision sheet"),
        tab=capital(word),
        coded=True,
        **of_review(facts),
    )


def _answer(facts: ReviewFacts) -> SideSection:
    word = facts.word_decision
    sent = [Run("Sent"), Run(f" to {facts.manager}" if facts.manager else " to the team manager")]
    if facts.sent_to_manager_on:
        sent.append(Run(f" on {full_day(facts.sent_to_manager_on)}"))
    elif not facts.manager:
        sent = []
    if sent:
        sent.append(Run(". "))
    if facts.reply_by:
        silence = [
            Run(f"A {word} that is not objected to in writing by "),
            Run(full_day(facts.reply_by), strong=True),
            Run(" stands as the decision of the review."),
        ]
    else:
        silence = [Run("The day on which silence becomes agreement is not known.")]
    count = len(facts.decisions)
    agree = f"I agree to all {count_words(count).lower()}." if count > 1 else "I agree."
    return SideSection(
        "For the team manager",
        (
            Paragraph((*sent, *silence), style="tight"),
            Choice((agree,)),
            Choice(("I do not agree to number", 13, "because", 0)),
            WriteIn(("Signed", "Date and time")),
        ),
        together=True,
        audience=audience_of("answer"),
    )
