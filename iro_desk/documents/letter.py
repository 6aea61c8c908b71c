"""The letter to the child about a review: story first, decisions over the page, in words that are the child's.

Where the letter is the record, a page for professionals follows it, made of the same facts: dates, people, code,
status, matters considered and decisions (2010 Regulations, regulation 38).
"""

from __future__ import annotations

from dataclasses import replace

from iro_desk.documents.audiences import audience_of, seen_as
from iro_desk.documents.blocks import (
    Block,
    DecisionBlock,
    Decisions,
    Facts,
    Field,
    Foot,
    PageBreak,
    Paper,
    Paragraph,
    Quotation,
    SideSection,
    Signature,
)
from iro_desk.documents.common import case_words, signing, start, whole_name
from iro_desk.documents.facts.letter import LetterFacts, LetterSection
from iro_desk.documents.letter_pictures import picture_for
from iro_desk.documents.record import decision_blocks, head_facts, took_part, wish_and_outcome
from iro_desk.documents.wording import capital, full_day, listed, lower_first, plural

TOLD, NEXT = "told", "next"
_AFTER = ("no", NEXT, "wrong", "close")
"""Parts that stand after the decisions."""


def letter(facts: LetterFacts) -> Paper:
    """The letter as a paper; a draft until ``finalised_on`` is known."""
    parts = {section.key: section for section in facts.sections}
    blocks: list[Block] = []
    for section in facts.sections:
        if section.key not in _AFTER:
            blocks += _part(section, facts)
    blocks += _decided(facts)
    for key in _AFTER:
        if key in parts:
            blocks += _part(parts[key], facts)
    name = facts.officer.name
    signed = facts.signed_as or name
    if signed:
        blocks.append(Signature(signed if signed == name else f"{signed}\n{name}", by_hand=True))
        blocks.append(Paragraph("your independent reviewing officer", style="small"))
    if facts.for_professionals:
        blocks += _professionals(facts)
    review = facts.review
    return start(
        "letter",
        facts.letterhead,
        full_day(facts.written_on),
        document_title="Letter about a review",
        title=f"Dear {facts.to}," if facts.to else "Hello,",
        subtitle=facts.child.name_in_script if facts.child.name_in_script != facts.to else "",
        blocks=tuple(blocks),
        foot=Foot(case_words(facts.child, "Letter"), "", ""),
        dated=facts.written_on,
        form="young letter" if facts.young else "letter",
        scene=facts.scene,
        at_most=0 if facts.for_professionals else 2,
        left_out=review.left_out,
        **signing(facts),
    )


def letter_now(facts: LetterFacts) -> Paper:
    """The letter to read together with a child under five."""
    return replace(letter(facts), kind="letter-now")


def _part(section: LetterSection, facts: LetterFacts) -> list[Block]:
    """A part under its heading; with it what the child said, exactly, where the part is about that."""
    seen = section.audience if section.audience is not None else audience_of("letter")
    blocks: list[Block] = [
        Paragraph(text, audience=seen, left_out_as="the letter", origin=f"letter:{section.key}:{number}")
        for number, text in enumerate(section.paragraphs, 1)
    ]
    if section.key == TOLD:
        # The first sentence leads to what the child said, and the rest answers it.
        blocks[1:1] = [
            Quotation(said.words, **seen_as("own-words", said.audience, f"words:{number}"))
            for number, said in enumerate(facts.review.words, 1)
            if not said.seen
        ]
    if section.key == "wrong" and facts.reach:
        fields = tuple(
            Field(person.name, person.phone or person.email, audience=audience_of("letter"), left_out_as="the letter")
            for person in facts.reach
        )
        blocks.append(Facts(fields, columns=1))
    if not blocks:
        return []
    return [SideSection(section.title, tuple(blocks))] if section.title else blocks


def _decided(facts: LetterFacts) -> list[Block]:
    """The decisions in the child's words, under the record's own numbers."""
    standing = tuple(Paragraph(words, audience=audience_of("letter")) for words in facts.standing)
    if not facts.promises:
        return list(standing)
    items = tuple(
        DecisionBlock(
            number=str(each.number),
            what=each.what,
            by="",
            who=each.how,
            picture=picture_for(each.what) if facts.pictured else "",
            **seen_as("letter", each.audience, f"promise:{each.number}"),
        )
        for each in facts.promises
    )
    return [PageBreak(facts.decided, name="decided"), *standing, Decisions(items)]


def _professionals(facts: LetterFacts) -> list[Block]:
    """The page that makes the letter a record: facts alone, no second text."""
    review = facts.review
    word = capital(plural(review.word_decision, 2))
    matters = [facts.matters[0], *(lower_first(each) for each in facts.matters[1:])] if facts.matters else []
    code = f"{review.participation}: {review.participation_label}" if review.participation else "Not known"
    took = seen_as("participation", None)
    which = f"{review.child.whose} {review.review_name}, held on {full_day(review.held_on)}"
    fields = [
        Field("Child", whole_name(review.child)),
        Field("How the child took part", code, **took),
        Field("In private", review.spoke_privately or "Not known", **seen_as("participation", None, "spoke")),
        *(Field(label, words, **seen) for label, words, seen in wish_and_outcome(review)),
        Field("Considered", f"{listed(matters)}." if matters else "Not known", **seen_as("considered", None)),
    ]
    blocks: list[Block] = [
        PageBreak("For professionals", f"The letter before this page is the record of {which}."),
        head_facts(review, pages=False),
        Facts(tuple(fields), columns=1),
        *took_part(review),
        SideSection(word, (Decisions(decision_blocks(review, with_why=True)),) if review.decisions else ()),
    ]
    if review.decisions_standing:
        blocks.append(Paragraph(review.decisions_standing, style="note", audience=audience_of("decisions")))
    return blocks
