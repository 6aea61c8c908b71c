"""Who may know where a child lives: what the law says today, what was decided, and deciding it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_desk.casework import (
    GROUNDS,
    MANAGERS,
    AskedWhere,
    ChildFile,
    CopyChoice,
    LookedAgain,
    Refused,
    Review,
    Withholding,
)
from iro_desk.practice.recipients import DISTANT
from iro_desk.practice.rows import people_rows
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, check_choice
from iro_desk.statute import may_know, where_told

CHOICES = ("add", "leave out")


@dataclass(frozen=True, slots=True)
class WithholdingRow:
    """One decision about the place, as lists show it."""

    id: str
    ground: str
    words: str
    """ "Withheld from Dad: Sunita Marlpit, team manager, on 29 July 2026, because of risk to Mia and Stacey"."""
    looked_on: date | None
    looked_words: str
    """ "Looked at again on 20 November 2026", "Not looked at again since it was decided"."""
    look_again: bool
    """Whether it is still to be looked at again at the review that was asked about."""
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class MayKnowRow:
    """One parent or relative, and whether they may know."""

    person: str
    name: str
    role: str
    state: str
    because: str
    choice: str
    """``add``, ``leave out`` or empty."""
    choice_because: str


@dataclass(frozen=True, slots=True)
class WhereView:
    """Who may know where one child lives, on one day."""

    child: str
    day: date
    regime: str
    words: str
    authority: str
    open_grounds: tuple[tuple[str, str], ...]
    """(key, words) of the grounds that can be chosen on that day."""
    decided: tuple[WithholdingRow, ...]
    people: tuple[MayKnowRow, ...]
    ask_child: str
    """At 16 and 17: what to ask, or what was said; empty at other ages."""
    asked: bool
    more_words: str
    """The child's own telling words, one a line."""


def where_view(ws: Workspace, child_id: str, review_id: str = "") -> WhereView:
    """What the law says for the child today (of a review: on the day it was held or is booked), and what was decided.

    Raises ``NotFound`` for a child or review that is not on this desk.
    """
    file = ws.desk.child_file(child_id)
    review = ws.desk.get(Review, review_id) if review_id else None
    day = (review.held_on or review.booked_for or ws.today) if review else ws.today
    rule = where_told(file, day)
    rows = [row for row in people_rows(file) if row.until is None and row.role in DISTANT]
    choices = {choice.who: choice for choice in file.copy_choices}
    once = {row.person_id: row for row in reversed(rows)}
    people = []
    for row in reversed(once.values()):
        known, choice = may_know(file, row.person_id, day), choices.get(row.person_id)
        people.append(
            MayKnowRow(
                row.person_id,
                row.name,
                row.role_label,
                known.state,
                known.because,
                choice.choice if choice else "",
                choice.because if choice else "",
            )
        )
    said = max(file.asked_where, key=lambda each: each.asked_on or date.min, default=None)
    return WhereView(
        child=child_id,
        day=day,
        regime=rule.regime,
        words=rule.words,
        authority=rule.authority,
        open_grounds=tuple((ground, GROUNDS[ground]) for ground in rule.grounds),
        decided=tuple(_decided(file, each, review) for each in file.withholdings),
        people=tuple(people),
        ask_child=_ask(file, said) if rule.ask_child else "",
        asked=said is not None,
        more_words=file.child.telling_words,
    )


def _ask(file: ChildFile, said: AskedWhere | None) -> str:
    name = file.child.known_as or "The young person"
    if said is None:
        return f"{name} is of an age to be asked who may know where they live."
    on = f" on {long_day(said.asked_on)}" if said.asked_on else ""
    return f"{name} was asked{on}: {said.words}"


def _decided(file: ChildFile, withholding: Withholding, review: Review | None) -> WithholdingRow:
    people = {person.id: person.name for person in file.people}
    whom = [people[each] for each in withholding.withheld_from.split() if each in people]
    verb = "Told by order" if withholding.tells else "Withheld"
    from_whom = f" {'to' if withholding.tells else 'from'} {' and '.join(whom)}" if whom else ""
    who = ", ".join(part for part in (withholding.decided_by, MANAGERS.get(withholding.decided_as, "").lower()) if part)
    on = f", on {long_day(withholding.decided_on)}" if withholding.decided_on else ""
    looks = [look for look in file.looked_again if look.withholding == withholding.id]
    last = max(looks, key=lambda look: look.looked_on or date.min, default=None)
    again = review is not None and withholding.ended_on is None and all(look.review != review.id for look in looks)
    return WithholdingRow(
        id=withholding.id,
        ground=withholding.ground,
        words=f"{verb}{from_whom}: {who or GROUNDS[withholding.ground]}{on}, because {withholding.because}",
        looked_on=last.looked_on if last else None,
        looked_words=f"Looked at again on {long_day(last.looked_on)}"
        if last and last.looked_on
        else "Not looked at again since it was decided",
        look_again=again,
        ended_on=withholding.ended_on,
    )


# ---------------------------------------------------------------- deciding


def withhold(
    ws: Workspace,
    child_id: str,
    ground: str,
    *,
    because: str,
    decided_by: str,
    decided_on: date,
    decided_as: str = "",
    withheld_from: Sequence[str] = (),
    tells: bool = False,
) -> Future[str]:
    """Keep the decision that parents are not told where the child lives; gives its id.

    Raises ``Refused`` for a ground that is not open on that day for the child's legal status, without a reason, a
    decider and a day, and on the ground of welfare unless a manager decided, who is not the reviewing officer.
    """
    made = Withholding(
        id="",
        child=child_id,
        ground=ground,
        because=because.strip(),
        decided_by=decided_by.strip(),
        decided_as=decided_as,
        decided_on=decided_on,
        withheld_from=" ".join(withheld_from),
        tells=tells,
    )
    iro = ws.settings().text("iro_name")
    return ws.do("Decided who may know the place", _withhold, made, iro, ws.today, child=child_id)


def _withhold(change: Any, made: Withholding, iro: str, today: date) -> str:
    check_choice(made.ground, GROUNDS, "the ground")
    file = change.child_file(made.child)
    assert made.decided_on is not None
    if made.decided_on > today:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    rule = where_told(file, today)
    if made.ground not in rule.grounds:
        raise Refused(rule.words, safe=UNCHANGED)
    if not made.because or not made.decided_by:
        wanted = {
            "welfare": "the reason and the manager who decided",
            "court": "the court and the order’s terms",
            "advice": "the legal adviser’s name and the advice",
        }
        raise Refused(f"It needs {wanted[made.ground]}.", safe=UNCHANGED)
    if made.ground == "welfare":
        check_choice(made.decided_as, MANAGERS, "who decided")
        if not made.decided_as or (iro and made.decided_by.casefold() == iro.casefold()):
            raise Refused(
                "A manager decides this, never the reviewing officer alone.",
                safe=UNCHANGED,
                do="Name the manager who decided, and as what.",
            )
    if made.tells and made.ground != "court":
        raise Refused("Only a court orders that they be told.", safe=UNCHANGED)
    known = {person.id for person in file.people}
    if not set(made.withheld_from.split()) <= known:
        raise Refused("That person is not around this child.", safe=UNCHANGED)
    kept = replace(made, id=change.new_id())
    change.save(kept)
    return str(kept.id)


def end_withholding(ws: Workspace, withholding_id: str, on: date, because: str) -> Future[None]:
    """The decision ends on that day, and why: from then on they are told."""
    child = ws.desk.get(Withholding, withholding_id).child
    return ws.do("Ended a decision about the place", _end, withholding_id, on, because.strip(), child=child)


def _end(change: Any, withholding_id: str, on: date, because: str) -> None:
    withholding = change.get(Withholding, withholding_id)
    if withholding.decided_on is not None and on < withholding.decided_on:
        raise Refused("It would end before it began.", safe=UNCHANGED, do="Check both dates.")
    change.save(replace(withholding, ended_on=on, ended_because=because))


def look_again(ws: Workspace, withholding_id: str, review_id: str, by: str, words: str = "") -> Future[str]:
    """Keep that a withholding was looked at again at a review, and by whom. Raises ``Refused`` without a name."""
    child = ws.desk.get(Withholding, withholding_id).child
    what = (withholding_id, review_id, by.strip(), words.strip(), ws.today)
    return ws.do("Looked again at who may know the place", _look, *what, child=child)


def _look(change: Any, withholding_id: str, review_id: str, by: str, words: str, today: date) -> str:
    withholding, review = change.get(Withholding, withholding_id), change.get(Review, review_id)
    if not by:
        raise Refused("It needs the name of who looked at it again.", safe=UNCHANGED)
    if review.child != withholding.child:
        raise Refused("That review is another child’s.", safe=UNCHANGED)
    on = review.held_on or today
    look = LookedAgain(change.new_id(), withholding.child, withholding.id, review.id, on, by, words)
    change.save(look)
    return look.id


def child_said(ws: Workspace, child_id: str, words: str) -> Future[str]:
    """Keep what the young person said today about who may know where they live."""
    return ws.do("Kept what the young person said", _child_said, child_id, words.strip(), ws.today, child=child_id)


def _child_said(change: Any, child_id: str, words: str, today: date) -> str:
    if not words:
        raise Refused("It needs what was said.", safe=UNCHANGED)
    said = AskedWhere(change.new_id(), child_id, today, words)
    change.save(said)
    return said.id


def choose_copy(ws: Workspace, child_id: str, person: str, choice: str, because: str = "") -> Future[None]:
    """Leave a person out of the copies, add one who would get none, or (empty) let what is usual stand.

    Raises ``Refused`` without a reason, and for somebody who is not around the child.
    """
    what = (child_id, person, choice, because.strip(), ws.today)
    return ws.do("Chose who gets copies", _choose, *what, child=child_id)


def _choose(change: Any, child_id: str, person: str, choice: str, because: str, today: date) -> None:
    check_choice(choice, CHOICES, "who gets a copy")
    if person not in {each.id for each in change.child_file(child_id).people}:
        raise Refused("That person is not around this child.", safe=UNCHANGED)
    if choice and not because:
        raise Refused("It needs a reason.", safe=UNCHANGED)
    for before in change.where(CopyChoice, child=child_id, who=person):
        change.delete(before)
    if choice:
        change.save(CopyChoice(change.new_id(), child_id, person, choice, because, today))
