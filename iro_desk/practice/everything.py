"""Everything that the desk holds about one child, as a paper and as data (UK GDPR, articles 15 and 20).

What the child told only the IRO is in no paper, and so not in this one: it is said that it is left out, and why.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from iro_desk.casework import WHO_MAY_HEAR, ChildFile, CouncilSettings, LetterPart, PaperText, ToldMe
from iro_desk.documents import EverythingFacts, HeldFacts, HeldPart
from iro_desk.practice.encode import to_json
from iro_desk.practice.paper_facts import child_facts, letterhead
from iro_desk.practice.signed_notes import PARTS
from iro_desk.practice.stored_words import INNER, in_words, recipient_words, stored_words

CLOSED = WHO_MAY_HEAR[0]
"""What the child told only me."""
NOT_HELD = (
    "What the child told the reviewing officer alone is not in it: it belongs to the child, who decides who hears it.",
    "The care plan’s grade is the service’s own work and is not in it.",
    "Notes of which field was changed when are in the desk’s history, not here.",
)


def everything_facts(file: ChildFile, settings: CouncilSettings, today: date) -> EverythingFacts:
    """All of it, in parts; the same as JSON beside it."""
    told = tuple(each for each in file.told if each.who_may_hear != CLOSED)
    open_file = dataclasses.replace(
        file,
        told=told,
        child=dataclasses.replace(file.child, care_plan_grade=""),
        reviews=tuple(dataclasses.replace(each, plan_grade="", plan_evidence="") for each in file.reviews),
    )
    return EverythingFacts(
        letterhead=letterhead(settings),
        child=child_facts(file, today),
        made_on=today,
        made_by=settings.text("iro_name"),
        parts=_parts(open_file),
        not_held=NOT_HELD,
        data=to_json(_data(open_file)),
        practice=settings.yes("practice"),
    )


def _data(file: ChildFile) -> dict[str, Any]:
    """The file as plain data, without the bytes of papers and the images of returns."""
    names = {item.name: getattr(file, item.name) for item in dataclasses.fields(file)}

    def plain(record: Any) -> Any:
        if not dataclasses.is_dataclass(record):
            return record
        left = {"imported", "pdf", "facts", "digest", "care_plan_grade", "plan_grade", "plan_evidence"}
        return {item.name: getattr(record, item.name) for item in dataclasses.fields(record) if item.name not in left}

    return {
        name: plain(value) if dataclasses.is_dataclass(value) else [plain(each) for each in value]
        for name, value in names.items()
    }


def _parts(file: ChildFile) -> tuple[HeldPart, ...]:
    people = {person.id: person for person in file.people}
    held = {review.id: review.held_on or review.booked_for for review in file.reviews}

    def role(each: Any) -> HeldFacts:
        person = people.get(each.person)
        about = _fields(person, file) if person else ()
        return HeldFacts(said(each, "role"), (*about, *_fields(each, file, skip=frozenset({"role"}))), each.since)

    def titled(title: Callable[[Any], str], on: Callable[[Any], date | None]) -> Callable[[Any], HeldFacts]:
        return lambda each: HeldFacts(title(each), _fields(each, file), on(each))

    def said(each: Any, name: str) -> str:
        return stored_words(each, name, file)

    def of_review(each: Any) -> date | None:
        return held.get(each.review)

    told = titled(_told_title, lambda each: each.said_on)
    return (
        _part("The child", (file.child,), titled(lambda child: child.full_name or "The child", lambda _: None)),
        _part("Council numbers", file.numbers, titled(lambda each: each.number, lambda _: None)),
        _part(
            "Homes and legal statuses",
            file.episodes,
            titled(lambda each: said(each, "legal_status") or "Not known", lambda each: each.started),
        ),
        _part("Periods of care", file.periods, titled(lambda _: "Became looked after", lambda each: each.started)),
        _part("People", file.roles, role),
        _part("Schools", file.schools, titled(lambda each: each.name, lambda each: each.since)),
        _part(
            "What changed",
            file.events,
            titled(lambda each: said(each, "kind"), lambda each: each.happened_on),
        ),
        _part(
            "Dated facts",
            file.milestones,
            titled(lambda each: said(each, "kind"), lambda each: each.happened_on),
        ),
        _part(
            "In the reviewing officer’s diary",
            file.engagements,
            titled(lambda each: said(each, "kind"), lambda each: each.starts_on),
        ),
        _part(
            "What the child wishes for the day of a review",
            file.wishes,
            titled(lambda _: "The child’s wish", lambda each: each.said_on),
        ),
        _part(
            "Times the child was seen",
            file.contacts,
            titled(lambda each: said(each, "by"), lambda each: each.happened_on),
        ),
        _part(
            "Reviews",
            file.reviews,
            titled(lambda each: said(each, "kind"), lambda each: each.held_on or each.booked_for),
        ),
        _part("Sittings of reviews", file.parts, titled(lambda _: "Sitting", lambda each: each.held_on)),
        _part("Before reviews", file.prepared, titled(lambda each: said(each, "step"), lambda each: each.done_on)),
        _part("Who took part", file.attendance, titled(lambda each: each.name, of_review)),
        _part("Notes", file.notes, titled(lambda each: said(each, "heading"), of_review)),
        _part("What the child said", file.told, told),
        _part("Views sent before a review", file.consulted, titled(lambda each: each.asked, lambda each: each.came_on)),
        _part("Decisions", file.decisions, titled(lambda each: f"Decision {each.number}", of_review)),
        _part(
            "Who may know where the child lives",
            (*file.withholdings, *file.looked_again, *file.asked_where, *file.copy_choices, *file.telling_answers),
            titled(_place_title, _place_day),
        ),
        _part(
            "Papers finalised here",
            (*file.signed, *file.signed_notes),
            titled(lambda each: f"{said(each, 'kind')}, for {recipient_words(each.recipient)}", lambda e: e.signed_on),
        ),
        _part("Written between reviews", file.paper_texts, titled(_part_title, lambda _: None)),
        _part("Corrections of finalised reviews", file.corrections, titled(lambda _: "Correction", of_review)),
        _part("In the diary", file.engagements, titled(lambda each: said(each, "kind"), lambda each: each.starts_on)),
        _part(
            "What the child wishes for reviews",
            file.wishes,
            titled(lambda _: "Day and way of the reviews", lambda each: each.said_on),
        ),
        _part(
            "Letters to the child", [_unbraced(each) for each in file.letter_parts], titled(_letter_title, of_review)
        ),
        _part("What was sent", file.sendings, titled(lambda each: said(each, "kind"), lambda each: each.sent_on)),
        _part("For visits", file.trip_notes, titled(lambda _: "At the door, and what to bring", lambda _: None)),
        _part("Where the papers stand", file.paper_steps, titled(lambda each: said(each, "step"), of_review)),
    )


def _letter_title(part: LetterPart) -> str:
    return {"opening": "How it begins", "close": "The last line"}.get(part.part, part.part.capitalize())


def _unbraced(part: LetterPart) -> LetterPart:
    """Facts within a letter's words are kept by what they are: "next review"."""
    return dataclasses.replace(part, text=part.text.replace("{", "(").replace("}", ")"))


def _told_title(told: ToldMe) -> str:
    return "What was seen" if told.seen else "What the child said"


def _part_title(text: PaperText) -> str:
    return dict(PARTS[text.kind]).get(text.part, "A part")


def _place_title(each: Any) -> str:
    return {
        "Withholding": "Withheld",
        "LookedAgain": "Looked at again",
        "AskedWhere": "The young person was asked",
        "CopyChoice": "Who gets copies",
        "TellingAnswer": "A part of a copy",
    }[type(each).__name__]


def _place_day(each: Any) -> date | None:
    days = ("decided_on", "looked_on", "asked_on", "answered_on")
    return next((getattr(each, name) for name in days if getattr(each, name, None) is not None), None)


def _part(title: str, rows: Sequence[Any], held: Callable[[Any], HeldFacts]) -> HeldPart:
    return HeldPart(title, tuple(held(row) for row in rows))


def _fields(record: Any, file: ChildFile, skip: frozenset[str] = frozenset()) -> tuple[tuple[str, str], ...]:
    """Every field that says something, by its name in words; what is not so says no."""
    told = (
        (item.name, in_words(record, item.name, file))
        for item in dataclasses.fields(record)
        if item.name not in INNER | skip
    )
    return tuple((name.replace("_", " ").capitalize(), words) for name, words in told if words)
