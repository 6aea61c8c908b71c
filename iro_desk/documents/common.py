"""What several papers say in the same way: whose paper it is, whom it is about, its foot, a state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from iro_desk.documents.blocks import Block, Column, Foot, Mark, Paper, Paragraph, Row, Table
from iro_desk.documents.facts import ChildFacts, DisputeFacts, LastDecision, LetterheadFacts, MidwayFacts, ReviewFacts
from iro_desk.documents.facts.letter import LetterFacts
from iro_desk.documents.wording import year_day

_STATES = {"done": "done", "part": "part", "here": "done"}


def start(kind: str, letterhead: LetterheadFacts, what: str, **rest: Any) -> Paper:
    """A paper with the council's name and crest at its head, and what it is."""
    return Paper(
        kind=kind,
        letterhead=" · ".join(part for part in (letterhead.council, what) if part),
        crest=letterhead.crest,
        crest_words=letterhead.crest_words,
        **rest,
    )


def of_review(facts: ReviewFacts) -> dict[str, Any]:
    """What the papers of a review have in common."""
    return {**signing(facts), "dated": facts.finalised_on or facts.held_on, "left_out": facts.left_out}


def signing(facts: ReviewFacts | LetterFacts | MidwayFacts | DisputeFacts) -> dict[str, Any]:
    """Whether it is a draft, which version, and its seal."""
    return {
        "draft": facts.finalised_on is None,
        "version": facts.version,
        "seal": facts.seal,
        "practice": facts.practice,
    }


def review_foot(facts: ReviewFacts, paper: str) -> Foot:
    """What stands at the foot of a review's papers: number, which paper of which review; no name."""
    return Foot(case=case_words(facts.child), name=f"{paper}, {facts.review_name}, {year_day(facts.held_on)}")


def sender_words(letterhead: LetterheadFacts) -> str:
    """Whose paper it is and how to reach them, in a line."""
    lines = (letterhead.service, *letterhead.address.splitlines(), letterhead.telephone, letterhead.email)
    return ", ".join(line.strip() for line in lines if line.strip())


def case_words(child: ChildFacts, word: str = "Case") -> str:
    """ "Case 204817"."""
    return f"{word} {child.number}" if child.number else "Case number not known"


def whole_name(child: ChildFacts) -> str:
    """The child's full name, or what is known."""
    return child.full_name or child.known_as or f"Child {child.number}".strip()


def aged(child: ChildFacts) -> str:
    """ "Wren Applegarth, aged 11"."""
    return f"{whole_name(child)}, aged {child.age}" if child.age else whole_name(child)


def state_of(decision: LastDecision) -> Mark:
    """What became of a decision: a circle and a word."""
    return Mark(_STATES.get(decision.outcome, "open"), decision.outcome_label or "Not known")


def state(key: str, word: str) -> Mark:
    """Any other state: ``done`` or ``here`` filled, ``part`` half filled."""
    return Mark(_STATES.get(key, "open"), word)


def standing(decisions: Iterable[LastDecision], said: str) -> Table:
    """Decisions of a review and how they stand; ``said`` heads their words."""
    rows = tuple(
        Row((str(d.number), d.what, state_of(d), d.words or "Not known."), origin=f"last:{d.number}") for d in decisions
    )
    return Table(
        (Column("No.", 10, strong=True), Column(said, 64), Column("Now", 29), Column("What happened", 63)), rows
    )


def paragraphs(texts: Iterable[str], origin: str, none: str = "Not known.", style: str = "body") -> tuple[Block, ...]:
    """What somebody wrote, in paragraphs; words for nothing where there are none."""
    written = tuple(
        Paragraph(text, style=style, origin=f"{origin}:{number}")
        for number, text in enumerate(texts, 1)
        if text.strip()
    )
    return written or (Paragraph(none, style=style),)
