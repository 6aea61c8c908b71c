"""The meeting sheet: to write on by hand when a review is held without a computer."""

from __future__ import annotations

from datetime import date

from iro_desk.documents.blocks import Blank, Block, Choice, Foot, Paper, Paragraph, SideSection, WriteIn
from iro_desk.documents.common import case_words, start
from iro_desk.documents.facts import MeetingSheetFacts
from iro_desk.documents.wording import capital, full_day, lower_first, place_words, plural, year_day

_MORE_PEOPLE = 2
_DECISIONS = 6
_NO_DAY = date(2000, 1, 1)


def meeting_sheet(facts: MeetingSheetFacts) -> Paper:
    """Who is there, the last decisions, a place for every heading, the new decisions and what to settle at the end."""
    child = facts.child
    when = ", ".join(
        part for part in (full_day(facts.on) if facts.on else "", facts.time, place_words(facts.place)) if part
    )
    blocks: list[Block] = [_people(facts), *_last(facts)]
    for heading in facts.headings:
        points = (Paragraph(" · ".join(heading.points), style="small"),) if heading.points else ()
        blocks.append(SideSection(heading.title, (*points, Blank(heading.title, heading.lines))))
    blocks += [_decisions(facts), _before_we_stop(facts)]
    return start(
        "meeting-sheet",
        facts.letterhead,
        "Meeting sheet, to write on by hand",
        document_title="Meeting sheet",
        title=", ".join(part for part in (capital(child.name), child.age) if part),
        subtitle=capital(" · ".join(part for part in (facts.review_name, when) if part)),
        blocks=tuple(blocks),
        foot=Foot(case_words(child, "Meeting sheet"), "", ""),
        # A sheet without a day is dated by the last review, so that the same facts give the same bytes.
        dated=facts.on or facts.last_on or facts.next_review_latest or _NO_DAY,
        draft=False,
        practice=facts.practice,
        form="form",
    )


def _people(facts: MeetingSheetFacts) -> Block:
    here = [
        Choice(
            (", ".join(part for part in (p.name, lower_first(p.role)) if part) or "Not known",), origin=f"person:{n}"
        )
        for n, p in enumerate(facts.people, 1)
    ]
    return SideSection("Who is here", (*here, *(Choice(("Also", 0)) for _ in range(_MORE_PEOPLE))))


def _last(facts: MeetingSheetFacts) -> list[Block]:
    word = plural(facts.word_decision, 2)
    since = f", {year_day(facts.last_on)}" if facts.last_on else ""
    matter: list[Block] = []
    for decision in facts.last_decisions:
        matter.append(
            Paragraph(decision.what, run_in=str(decision.number), style="tight", origin=f"last:{decision.number}")
        )
        matter.append(Choice(("Done", None, "Part done", None, "Not done", 0)))
    return [SideSection(f"The last {word}{since}", tuple(matter))] if matter else []


def _decisions(facts: MeetingSheetFacts) -> Block:
    lines = tuple(
        WriteIn((f"{number}  What will happen", "Who", "By when"), (4, 1.6, 1.4)) for number in range(1, _DECISIONS + 1)
    )
    return SideSection(capital(plural(facts.word_decision, 2)), lines)


def _before_we_stop(facts: MeetingSheetFacts) -> Block:
    latest = f"at latest {year_day(facts.next_review_latest)}" if facts.next_review_latest else "day and time"
    return SideSection(
        "Before we stop",
        (
            WriteIn((f"Next review, {latest}", "Place, and who comes")),
            WriteIn(("Midway check", "Who tells whom")),
            Choice((f"{capital(facts.child.name)} heard what was decided",)),
            Choice((f"{capital(facts.child.name)} spoke with me in private, on", 0)),
        ),
        together=True,
    )
