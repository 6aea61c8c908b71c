"""Consultation forms that come back: answers typed on a screen are read from the file, nothing is typed twice.

A child's answers become what the child told me, "only me" until they are opened, whatever the child ticked: the tick
stands beside them. A grown person's answers are kept under their questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from iro_desk.casework import ChildFile, ConsultationAnswer, NotFound, Refused, Review, ToldMe
from iro_desk.documents import FORMS, MOST_BYTES, FormAnswer, FormBack, NotAForm, read_form
from iro_desk.practice.booking import booked_day
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.recipients import recipients
from iro_desk.practice.review_views import FormRow, ViewRow
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import writable

NOTHING = "Nothing was taken in."
ON_A_FORM = "on a form"
MARKS: dict[str, dict[str, str]] = {
    "there": {"yes": "yes", "part": "for a bit", "no": "not this time"},
    "weather": {"sun": "sun", "cloud": "cloud", "rain": "rain"},
    "see": {
        "meeting": "may be read out at the meeting",
        "talk": "may be talked about, not read out",
        "me": "just for me, for now",
    },
    "child-reads": {"yes": "yes", "no": "no"},
}
"""What a mark means, by its question or the look of it."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a form brought."""

    review: str
    child: str
    form: str
    """Its name: "Form for carers"."""
    answers: int
    already: int
    """Answers that were here before, word for word."""
    words: str
    """The same in a sentence."""


def take_in(ws: Workspace, path: Path) -> Future[TakenIn]:
    """Read one form that came back and keep its answers, as one change that can be taken back.

    Raises ``Refused``, in words, for a file that is no form, one of a review that is not on this desk, and one
    without an answer; the future, for a review that is finalised.
    """
    refuse_hidden(ws.desk)
    back = _read(path)
    try:
        review = ws.desk.get(Review, back.about)
    except NotFound:
        raise Refused("That form belongs to a review that is not on this desk.", safe=NOTHING) from None
    if not back.answers:
        raise Refused(
            "Every field of that form is empty.",
            safe=NOTHING,
            do="If it was written on by hand, type the answers under What the child told me or the headings.",
        )
    words = f"Took in a consultation form: {FORMS[back.form].removeprefix('Form for ')}"
    return ws.do(words, _keep, back, ws.today, child=review.child)


def _read(path: Path) -> FormBack:
    try:
        with path.open("rb") as file:
            back = read_form(file.read(MOST_BYTES + 1))
    except OSError:
        raise Refused("That file could not be read.", safe=NOTHING) from None
    except NotAForm as why:
        raise Refused(f"No answers could be read from that file. {why}", safe=NOTHING) from None
    if back.form not in FORMS:
        raise Refused("That form is not one of this program’s.", safe=NOTHING)
    return back


def _keep(change: Any, back: FormBack, today: date) -> TakenIn:
    review = writable(change, back.about)
    kept = _child_told if back.form.startswith("child") else _grown_wrote
    new, already = kept(change, review, back, today)
    name = FORMS[back.form]
    known = f"; {count(already, 'answer')} already here" if already else ""
    private = " Only you see them until you open them." if new and kept is _child_told else ""
    return TakenIn(
        review.id, review.child, name, new, already, f"{name}: {count(new, 'answer')} taken in{known}.{private}"
    )


def _child_told(change: Any, review: Review, back: FormBack, today: date) -> tuple[int, int]:
    here = change.where(ToldMe, review=review.id)
    order = max((told.order for told in here), default=0)
    known = {(told.words, told.said_where) for told in here}
    marks = [answer for answer in back.answers if answer.is_choice]
    texts = [answer for answer in back.answers if not answer.is_choice and not answer.name.endswith("-who")]
    told = [(answer.value, False, f"{ON_A_FORM}: {answer.asked}") for answer in texts]
    if marks:
        told.append((_marked(back, marks), True, ON_A_FORM))
    new = [each for each in told if (each[0], each[2]) not in known]
    for number, (words, seen, where) in enumerate(new, order + 1):
        change.save(
            ToldMe(change.new_id(), review.child, review.id, words, seen, said_on=today, said_where=where, order=number)
        )
    return len(new), len(told) - len(new)


def _marked(back: FormBack, marks: Sequence[FormAnswer]) -> str:
    """Every mark in one text: "Marked on the form. Where I live: 7 of 10. ..."."""
    others = {answer.name.removesuffix("-who"): answer.value for answer in back.answers if answer.name.endswith("-who")}
    said = [f"{others.get(answer.name) or answer.asked.rstrip('?')}: {_meaning(answer)}" for answer in marks]
    return "Marked on the form. " + ". ".join(said) + "."


def _meaning(answer: FormAnswer) -> str:
    if answer.value.isdecimal():
        return f"{answer.value} of 10"
    for name in (answer.name, answer.name.partition("-")[0], "weather"):
        if name in MARKS and answer.value in MARKS[name]:
            return MARKS[name][answer.value]
    return answer.value


def _grown_wrote(change: Any, review: Review, back: FormBack, today: date) -> tuple[int, int]:
    here = {(row.who, row.question): row for row in change.where(ConsultationAnswer, review=review.id, form=back.form)}
    new = already = 0
    for answer in back.answers:
        words = _meaning(answer) if answer.is_choice else answer.value
        row = here.get((back.who, answer.name))
        if row is not None and row.words == words:
            already += 1
            continue
        if row is None:
            row = ConsultationAnswer(
                change.new_id(), review.child, review.id, back.form, back.who, answer.name, order=answer.place
            )
        change.save(replace(row, asked=answer.asked, words=words, came_on=today))
        new += 1
    return new, already


def views_of(file: ChildFile, review_id: str) -> tuple[ViewRow, ...]:
    """What grown people wrote before a review, form by form."""
    names = {person.id: person.name for person in file.people}
    return tuple(
        ViewRow(row.id, FORMS[row.form], names.get(row.who, ""), row.asked, row.words, row.came_on)
        for row in file.consulted
        if row.review == review_id
    )


def forms_of(file: ChildFile, review: Review) -> tuple[FormRow, ...]:
    """Every recipient's form of a review and when it came back; nothing for a review without a day."""
    if review.booked_for is None and review.held_on is None:
        return ()
    found = []
    for to in recipients(file, booked_day(review)):
        if to.left_out or to.kind not in ("child", "carer", "parent", "school", "health"):
            continue
        came, number = _came(file, review, to.kind, to.people)
        found.append(FormRow(to.key, to.title, to.kind, came, number))
    return tuple(found)


def _came(file: ChildFile, review: Review, kind: str, people: Iterable[str]) -> tuple[date | None, int]:
    rows: list[Any]
    if kind == "child":
        rows = [told for told in file.told if told.review == review.id and told.said_where.startswith(ON_A_FORM)]
        return max((told.said_on for told in rows if told.said_on), default=None), len(rows)
    ours = set(people) | {""}
    rows = [row for row in file.consulted if row.review == review.id and row.form == kind and row.who in ours]
    return max((row.came_on for row in rows if row.came_on), default=None), len(rows)
