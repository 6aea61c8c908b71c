"""The finalised papers of the practice caseload: the last review of each child, as signing would have kept it.

The facts are frozen here; the pages are set from them when one is first asked for, so that a practice desk is still
made in a few seconds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from iro_desk.casework import (
    PAPER_STEPS,
    ChildFile,
    CopyChoice,
    PaperStep,
    Review,
    TellingAnswer,
    Withholding,
)
from iro_desk.practice.copies import digest_of, telling_blocks
from iro_desk.practice.demo.letters import write_letters
from iro_desk.practice.demo.tables import words, written_day
from iro_desk.practice.making import last_with_papers
from iro_desk.practice.paper_facts import Source, day_of, source_of
from iro_desk.practice.papers import frozen_rows, signing_recipients
from iro_desk.practice.recipients import recipients
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import working_days

SIGNED_AFTER_DAYS = 8
"""Working days after a review on which its papers were finalised."""


def keep_practice_papers(ws: Workspace) -> None:
    """Who may not know a place, and the frozen papers of each child's last finalised review; one change of each."""
    files = ws.desk.child_files(mine_only=True)
    ws.do("Decided who may know the place", _decide, files, ws.today, kind="import").result()
    sources = []
    for file in files:
        review = last_with_papers(file)
        if review is not None and day_of(review) <= ws.today:
            sources.append(source_of(ws, review.id))
    ws.do("Wrote letters of the practice caseload", write_letters, sources, kind="import").result()
    ws.do("Answered for copies of the practice caseload", _answer_all, sources, kind="import").result()
    signed = [source_of(ws, each.review.id) for each in sources if each.review.state == "signed"]
    ws.do("Finalised reviews of the practice caseload", _freeze_all, signed, kind="sign").result()


def _decide(change: Any, files: list[ChildFile], today: date) -> None:
    """What ``words.json`` says under ``withheld`` and ``copies``, by council number; days move with the desk's day."""
    later = today - written_day()
    by_number = {file.number: file for file in files}
    for number, told in words()["withheld"].items():
        file = by_number.get(number)
        if file is None:
            continue
        people = {person.name: person.id for person in file.people}
        if "because" in told:
            change.save(
                Withholding(
                    id=change.new_id(),
                    child=file.child.id,
                    ground="welfare",
                    because=told["because"],
                    decided_by=told["by"],
                    decided_as="team-manager",
                    decided_on=date.fromisoformat(told["on"]) + later,
                    withheld_from=" ".join(people[name] for name in told["from"] if name in people),
                )
            )
        change.save(replace(file.child, telling_words="\n".join(told.get("words", ()))))
        for name, because in told.get("nothing_for", {}).items():
            if name in people:
                on = today - timedelta(days=12)
                change.save(CopyChoice(change.new_id(), file.child.id, people[name], "leave out", because, on))


def _answer_all(change: Any, sources: list[Source]) -> None:
    for source in sources:
        for to in recipients(source.file, day_of(source.review)):
            for block in telling_blocks(source, to):
                change.save(
                    TellingAnswer(
                        id=change.new_id(),
                        child=source.review.child,
                        review=source.review.id,
                        recipient=to.reader,
                        place=block.place,
                        digest=digest_of(block.text),
                        words="\n".join(dict.fromkeys(found.found for found in block.found)),
                        answer="withhold",
                        answered_on=source.review.held_on or source.today,
                    )
                )


def _freeze_all(change: Any, sources: list[Source]) -> None:
    for source in sources:
        held = source.review.held_on
        assert held is not None
        on = min(working_days(source.settings).after(held, SIGNED_AFTER_DAYS), source.today)
        frozen = replace(source, finalised_on=on, today=on)
        everyone = signing_recipients(frozen)
        change.save_many([*frozen_rows(frozen, everyone, change.new_id)])
        own = [to for to in everyone if to.key in ("child", "file")]
        letters = tuple(
            dict.fromkeys(part.letter for part in source.file.letter_parts if part.review == source.review.id)
        )
        if letters:
            change.save_many([*frozen_rows(frozen, own, change.new_id, kinds=letters)])
        change.save_many(_steps(change, source.review, on))


def _steps(change: Any, review: Review, on: date) -> list[PaperStep]:
    """A review finalised long ago owes nothing: it was sent, keyed and uploaded."""
    by_hand = [step for step in PAPER_STEPS if step not in ("manager", "record")]
    return [PaperStep(change.new_id(), review.child, review.id, step, done_on=on) for step in by_hand]
