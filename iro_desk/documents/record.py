"""The statutory review record (2010 Regulations, regulation 38; what it considers: regulation 35 and Schedule 7)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iro_desk.documents.audiences import Seen, audience_of, seen_as
from iro_desk.documents.blocks import (
    Block,
    Column,
    DecisionBlock,
    Decisions,
    Facts,
    Field,
    PageBreak,
    Paper,
    Paragraph,
    Quotation,
    Row,
    Run,
    SideSection,
    Signature,
    Table,
    Words,
)
from iro_desk.documents.common import of_review, review_foot, sender_words, start, state_of, whole_name
from iro_desk.documents.facts import ChildsWords, DecisionFacts, NoteFacts, ReviewFacts, possessive
from iro_desk.documents.wording import (
    NOT_KNOWN,
    booked_words,
    capital,
    count_words,
    full_day,
    list_day,
    listed,
    lower_first,
    place_words,
    plain_day,
    plural,
    sentence,
    year_day,
)

_RUN_IN = re.compile(
    r"(Working well|What is working|Worry|Worries|What worries us|Next|What needs to happen|My view)[.:] +(?=\S)"
)
"""Words that open a paragraph with weight, where the writer has used them."""
_GO_ON = ("Next", "What needs to happen")
_OWN_WORDS, _SHORT, _LAST, _VIEW = "own-words", "in-short", "last-decisions", "view"


def record(facts: ReviewFacts) -> Paper:
    """The record as a paper; a draft until ``finalised_on`` is known."""
    notes = {note.key: note for note in facts.notes}
    blocks: list[Block] = [head_facts(facts)]
    if _SHORT in notes and notes[_SHORT].paragraphs:
        blocks.append(_section("In short", notes[_SHORT], style="lede"))
    blocks.append(_own_words(facts, notes.get(_OWN_WORDS)))
    blocks += _last_decisions(facts, notes.get(_LAST))
    blocks += took_part(facts)
    told = [note for note in facts.notes if note.key not in (_SHORT, _OWN_WORDS, _LAST, _VIEW)]
    blocks += [_section(note.title, note) for note in told if note.paragraphs]
    blocks += _considered(told)
    blocks.append(_view(facts, notes.get(_VIEW)))
    blocks += _decisions_page(facts)
    return start(
        "record",
        facts.letterhead,
        "Review of a child’s care plan",
        document_title="Review record",
        title=_title(facts),
        subtitle=f"Record of {facts.child.whose} {facts.review_name}, held on {full_day(facts.held_on)}",
        blocks=tuple(blocks),
        foot=review_foot(facts, "Review record"),
        coded=True,
        **of_review(facts),
    )


def decision_blocks(facts: ReviewFacts, with_why: bool) -> tuple[DecisionBlock, ...]:
    """The decisions as both papers print them: the same numbers, words, days and names."""
    return tuple(
        DecisionBlock(
            number=str(decision.number),
            what=decision.what or NOT_KNOWN,
            by=list_day(decision.by) if decision.by else "No date",
            who=_who(decision),
            why=_why(decision) if with_why else "",
            **seen_as("decisions", decision.audience, f"decision:{decision.number}"),
        )
        for decision in facts.decisions
    )


def _who(decision: DecisionFacts) -> Words:
    lines = [f"{decision.owner}," if decision.owner and decision.owner_role else decision.owner or "Owner not known"]
    if decision.owner_role:
        lines.append(decision.owner_role)
    if decision.by is None:
        lines.append(f"No date, because {decision.no_date_because or 'not known'}")
    return "\n".join(lines)


def _why(decision: DecisionFacts) -> Words:
    runs: list[Run] = []
    if decision.why:
        runs.append(Run(sentence(decision.why)))
    if decision.know_by:
        runs += [Run(" ")] * bool(runs) + [Run("We shall know:", soft=True), Run(f" {sentence(decision.know_by)}")]
    if decision.reply:
        runs += [Run(" ")] * bool(runs) + [Run("Team manager:", soft=True), Run(f" {sentence(decision.reply)}")]
    return tuple(runs)


def _title(facts: ReviewFacts) -> Words:
    name = whole_name(facts.child)
    if not facts.child.name_in_script or facts.child.name_in_script == name:
        return name
    return (Run(name), Run(f" {facts.child.name_in_script}", soft=True))


def head_facts(facts: ReviewFacts, *, pages: bool = True) -> Facts:
    """The facts at the head of a record. ``pages``: whether a page of decisions follows, to be named."""
    child = facts.child
    born = f"born {year_day(child.date_of_birth)}" if child.date_of_birth else "date of birth not known"
    if child.date_of_birth_claimed:
        born += " as claimed"
    since = f", since {year_day(facts.legal_status_since)}" if facts.legal_status_since else ""
    how = capital(", ".join(part for part in (facts.method, facts.time) if part))
    at = place_runs(facts, f", {place_words(facts.place)}" if how else capital(facts.place)) if facts.place else ()
    held: Words = (*([Run(how)] if how else []), *at) or "Not known"
    due: Words = year_day(facts.due_on) if facts.due_on else "Not known"
    if facts.due_on and facts.in_time:
        due = (Run(f"{due}: "), Run(facts.in_time, strong=True))
    count = len(facts.decisions)
    page: Words = "None"
    if count and not pages:
        page = count_words(count)
    elif count:
        page = (Run(f"{count_words(count)}, on page", strong=True, page_of="decisions"),)
    fields = [
        Field("Age", ", ".join(part for part in (child.age, born) if part)),
        Field("Held", held),
        Field("Case number", child.number or "Not known"),
        Field("Due by", due),
        Field("Legal status", (facts.legal_status or "Not known") + since, **seen_as("legal-status", None)),
        Field("Last review", year_day(facts.last_review_on) if facts.last_review_on else "Not known"),
        Field("Lives", facts.home or "Not known", **seen_as("place", facts.place_for, "home")),
        Field("Next review", _next_review(facts)),
        Field("Reviewed by", facts.reviewed_by or "Not known"),
        Field(capital(plural(facts.word_decision, 2)), page),
    ]
    if facts.parts:
        fields.append(Field("In parts", f"{listed([plain_day(day) for day in facts.parts])} {facts.held_on.year}"))
    return Facts(tuple(fields))


def place_runs(facts: ReviewFacts, words: str) -> tuple[Run, ...]:
    """Words that name the place of a meeting, for those who may know where the child lives."""
    told = seen_as("place", facts.place_for)
    return (Run(words, audience=told["audience"], left_out_as=told["left_out_as"]),)


def _next_review(facts: ReviewFacts) -> str:
    if facts.next_review_told:
        return booked_words(facts.next_review_on, facts.next_review_latest)
    return f"At latest {year_day(facts.next_review_latest)}" if facts.next_review_latest else "Not told in this copy"


def _paragraphs(note: NoteFacts, style: str = "body") -> tuple[Block, ...]:
    blocks = []
    for number, text in enumerate(note.paragraphs, 1):
        seen = seen_as(note.key, note.audience, f"note:{note.key}:{number}")
        start = _RUN_IN.match(text)
        if start:
            words, first = text[start.end() :], text[: start.end()].rstrip()
            blocks.append(Paragraph(words, first, style, first.startswith(_GO_ON), **seen))
        elif text.strip():
            blocks.append(Paragraph(text, style=style, **seen))
    return tuple(blocks)


def _section(label: str, note: NoteFacts, style: str = "body") -> SideSection:
    return SideSection(label, _paragraphs(note, style))


def _own_words(facts: ReviewFacts, note: NoteFacts | None) -> SideSection:
    blocks: list[Block] = []
    for number, said in enumerate(facts.words):
        following = facts.words[number + 1] if number + 1 < len(facts.words) else None
        source = "" if following is not None and _source(following) == _source(said) else _source(said)
        seen = seen_as("own-words", said.audience, f"words:{number + 1}")
        if said.seen:
            blocks.append(Paragraph(said.words, run_in="What was seen.", **seen))
        else:
            blocks.append(Quotation(said.words, source, **seen))
    if note is not None:
        blocks += _paragraphs(note)
    took_part = sentence(facts.participation_words)
    if facts.participation:
        label = f" ({facts.participation_label})" if facts.participation_label else ""
        took_part = f"{took_part} Participation {facts.participation}{label}.".strip()
    for origin, text in (("participation", took_part), ("spoke", sentence(facts.spoke_privately))):
        if text:
            blocks.append(Paragraph(text, **seen_as("participation", None, origin)))
    blocks += [Paragraph(words, run_in=f"{label}.", **seen) for label, words, seen in wish_and_outcome(facts)]
    name = "In the child’s words" if facts.child.name == "the child" else f"In {possessive(facts.child.name)} words"
    return SideSection(name, tuple(blocks) or (Paragraph(NOT_KNOWN),))


def wish_and_outcome(facts: ReviewFacts) -> list[tuple[str, str, Seen]]:
    """What the child wished for the review, beside what was otherwise and why. Not for those whom it may be about."""
    told = (("Wished for the review", facts.wished, "wished"), ("Otherwise than wished", facts.otherwise, "otherwise"))
    return [(label, sentence(words), seen_as("wished", None, origin)) for label, words, origin in told if words.strip()]


def _source(said: ChildsWords) -> str:
    parts = [part for part in (said.said_where, full_day(said.said_on) if said.said_on else "") if part]
    return sentence(capital(", ".join(parts)))


def _last_decisions(facts: ReviewFacts, note: NoteFacts | None) -> list[Block]:
    word = plural(facts.word_decision, 2)
    blocks: list[Block] = []
    if facts.last_decisions:
        decided = f"Decided on {year_day(facts.last_review_on)}" if facts.last_review_on else "Decided"
        rows = tuple(
            Row(
                (
                    str(last.number),
                    f"{last.what} (decided on {year_day(last.decided_on)})" if last.decided_on else last.what,
                    state_of(last),
                    last.words or NOT_KNOWN,
                ),
                **seen_as("last-decisions", last.audience, f"last:{last.number}"),
            )
            for last in facts.last_decisions
        )
        columns = (Column("No.", 10, strong=True), Column(decided, 64), Column("Now", 29), Column("What happened", 63))
        blocks.append(SideSection(f"The last {word}", (Table(columns, rows),), wide=True))
    if note is not None and note.paragraphs:
        blocks.append(_section(f"About the last {word}", note))
    if not blocks:
        blocks.append(SideSection(f"The last {word}", (Paragraph("None known."),)))
    return blocks


def took_part(facts: ReviewFacts) -> list[Block]:
    """Who took part and how, as a table."""
    if not facts.took_part:
        return [SideSection("Who took part", (Paragraph(NOT_KNOWN),))]
    rows = tuple(
        Row(
            (
                ", ".join(part for part in (person.name, lower_first(person.role)) if part) or "Not known",
                person.how or NOT_KNOWN,
                person.words or NOT_KNOWN,
            ),
            **seen_as("took-part", person.audience, f"took-part:{number}"),
        )
        for number, person in enumerate(facts.took_part, 1)
    )
    columns = (Column("Who", 58), Column("How they took part", 48), Column("Their view, in a line", 60))
    return [SideSection("Who took part", (Table(columns, rows),), wide=True)]


def _considered(notes: Sequence[NoteFacts]) -> list[Block]:
    """Headings with nothing to say stand together, so that no heading is followed by nothing."""
    empty = [note for note in notes if not note.paragraphs]
    blocks: list[Block] = []
    for label, considered in (("Considered, no change", True), ("Not considered this time", False)):
        titles = [note.title for note in empty if note.considered is considered]
        if titles:
            listed_titles = "; ".join([titles[0], *(lower_first(title) for title in titles[1:])])
            seen = seen_as("considered", None)
            blocks.append(SideSection(label, (Paragraph(f"{listed_titles}.", style="note", **seen),)))
    return blocks


def _view(facts: ReviewFacts, note: NoteFacts | None) -> SideSection:
    seen = seen_as("view", note.audience if note else None)
    blocks = list(_paragraphs(note)) if note is not None else []
    if not blocks:
        blocks.append(Paragraph("Not written yet." if facts.finalised_on is None else "None given."))
    if facts.finalised_on is not None:
        name = f"{facts.reviewed_by}, " if facts.reviewed_by else ""
        blocks.append(Signature(f"{name}{year_day(facts.finalised_on)}"))
    return SideSection("The reviewing officer’s view", tuple(blocks), **seen)


def _decisions_page(facts: ReviewFacts) -> list[Block]:
    word = capital(plural(facts.word_decision, 2))
    blocks: list[Block] = [PageBreak(word, facts.decisions_standing, tab=word, name="decisions")]
    if facts.decisions:
        blocks.append(Decisions(decision_blocks(facts, with_why=True)))
    else:
        blocks.append(SideSection(word, (Paragraph("None were made."),)))
    blocks.append(Facts(tuple(_what_follows(facts)), columns=1))
    return blocks


def _what_follows(facts: ReviewFacts) -> list[Field]:
    runs: list[Run] = []
    if facts.midway_on:
        runs += [Run(f"{capital(facts.word_midway)} "), Run(full_day(facts.midway_on), strong=True), Run(". ")]
    if facts.next_review_on:
        runs += [Run("Next review "), Run(full_day(facts.next_review_on), strong=True)]
    else:
        runs.append(Run("The next review is not booked yet" if facts.next_review_told else "The next review is held"))
    if facts.next_review_latest:
        told = "" if not facts.next_review_told else ","
        runs.append(Run(f"{told} at latest {full_day(facts.next_review_latest)}"))
    if facts.next_review_words:
        runs += place_runs(facts, f"; {facts.next_review_words.rstrip('.')}")
    runs.append(Run("."))
    fields = [Field("What comes next", tuple(runs), **seen_as("next", None))]
    if facts.deadlines:
        days = [f"{lower_first(deadline.what)} by {full_day(deadline.by)}" for deadline in facts.deadlines]
        fields.append(Field("Last days", sentence(capital("; ".join(days))), audience=audience_of("deadlines")))
    copies = [f"{copy.who}: {copy.what}" if copy.what else copy.who for copy in facts.copies] or ["Nobody yet"]
    fields.append(Field("Who has this", sentence(". ".join(copies)), audience=audience_of("copies")))
    sender = sender_words(facts.letterhead)
    if sender:
        fields.append(Field("From", sender))
    return fields
