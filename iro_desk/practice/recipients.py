"""Who gets a copy of a review's papers, in the order shown, and what each may know of where the child lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.casework import ROLES, ChildFile, CopyChoice, Refused
from iro_desk.practice.rows import people_rows
from iro_desk.practice.views import PersonRow
from iro_desk.statute import may_know, where_told

SINGLE = {"carer": ("carer",), "school": ("school",), "health": ("health",), "advocate": ("advocate",)}
"""Recipients of whom there is one each, and the roles that make them."""
FAMILY = ("mother", "father", "parent")
RELATIVES = ("relative", "brother-sister")
DISTANT = (*FAMILY, *RELATIVES, "friend")
"""Roles of people from whom a place can be withheld."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient of a review's papers, or somebody who would be one and is left out."""

    key: str
    """``file``, ``manager``, ``child``, ``carer``, ``school``, ``health``, ``advocate``, ``parent:N``."""
    title: str
    """ "Dad’s copy", "Case file"."""
    people: tuple[str, ...] = ()
    """Ids of the people who read it."""
    names: tuple[str, ...] = ()
    place: str = "told"
    """``told``, ``withheld`` or ``stop`` (see ``statute.MayKnow``)."""
    because: str = ""
    left_out: str = ""
    """Why nothing goes to them; empty when they get a copy."""

    @property
    def kind(self) -> str:
        """The key without its number: what an audience is told by."""
        return self.key.partition(":")[0]

    @property
    def reader(self) -> str:
        """Who stands for this copy for good: of a parent the person's id, for numbers may change; else the key."""
        return self.people[0] if self.kind == "parent" else self.key

    @property
    def withheld(self) -> bool:
        """Whether this copy leaves out where the child lives."""
        return self.place == "withheld"


def recipients(file: ChildFile, on: date) -> tuple[Recipient, ...]:
    """Everyone who gets the papers of a review held on that day, and the parents who are left out, with why.

    File, manager and child always; carer, school, health and advocate where the child has one; then each parent and
    each other person with parental responsibility or a copy added by the IRO, numbered in this order.
    """
    rows = [
        row
        for row in people_rows(file)
        if (row.until is None or row.until >= on) and (row.since is None or row.since <= on)
    ]
    choices = {choice.who: choice for choice in file.copy_choices}
    name = file.child.known_as or "The child"
    found = [
        Recipient("file", "Case file"),
        Recipient("manager", "Team manager’s copy", *_who([row for row in rows if row.role == "team-manager"])),
        Recipient("child", f"{name}’s copy" if file.child.known_as else "The child’s copy"),
    ]
    for key, roles in SINGLE.items():
        own = [row for row in rows if row.role in roles]
        staying = [row for row in own if not _left_out(row, choices)]
        if own:
            out = "" if staying else _left_out(own[0], choices)
            found.append(Recipient(key, _title(key, own), *_who(staying or own), left_out=out))
    for number, row in enumerate(_parents(rows, choices), start=1):
        found.append(_parent(file, row, number, choices, on))
    return tuple(found)


def recipient_of(file: ChildFile, key: str, on: date) -> Recipient:
    """The recipient of that key. Raises ``Refused`` when this child has none, or nothing goes to them."""
    known = recipients(file, on)
    found = next((each for each in known if each.key == key), None)
    if found is None:
        there = ", ".join(each.key for each in known if not each.left_out)
        raise Refused("This child has no such recipient.", safe="Nothing was made.", do=f"There are {there}.")
    if found.left_out:
        raise Refused(f"Nothing goes to them: {found.left_out}", safe="Nothing was made.")
    return found


def _who(rows: list[PersonRow]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    once = {row.person_id: row.name for row in rows}
    return tuple(once), tuple(once.values())


def _title(key: str, rows: list[PersonRow]) -> str:
    if key == "school" and rows[0].organisation:
        return rows[0].organisation
    return {"carer": "Carers’ copy", "school": "School’s copy", "health": "Health’s copy"}.get(key, "Advocate’s copy")


def _parents(rows: list[PersonRow], choices: dict[str, CopyChoice]) -> list[PersonRow]:
    order = {role: place for place, role in enumerate(FAMILY)}
    ours = [
        row
        for row in rows
        if row.role in FAMILY
        or (row.parental_responsibility and row.role in RELATIVES)
        or (row.role in DISTANT and _added(row, choices))
    ]
    once = {row.person_id: row for row in reversed(ours)}
    return sorted(once.values(), key=lambda row: (order.get(row.role, len(order)), row.since or date.min, row.name))


def _parent(file: ChildFile, row: PersonRow, number: int, choices: dict[str, CopyChoice], on: date) -> Recipient:
    known = may_know(file, row.person_id, on)
    left_out = _left_out(row, choices)
    if not left_out and where_told(file, on).regime == "adoption" and not _added(row, choices):
        left_out = "there is authority to place for adoption; a copy goes only where you add one."
    who = ROLES[row.role] if row.role in ("mother", "father") else row.name
    return Recipient(
        f"parent:{number}",
        f"{who}’s copy",
        (row.person_id,),
        (row.name,),
        known.state,
        known.because,
        left_out,
    )


def _added(row: PersonRow, choices: dict[str, CopyChoice]) -> bool:
    return row.person_id in choices and choices[row.person_id].choice == "add"


def _left_out(row: PersonRow, choices: dict[str, CopyChoice]) -> str:
    choice = choices.get(row.person_id)
    if choice is None or choice.choice != "leave out":
        return ""
    return f"left out, because {choice.because}" if choice.because else "left out."
