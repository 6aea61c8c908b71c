"""What the columns of a list of children may hold, and which column is which by the words of its title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

FieldKind = Literal["text", "day", "code", "postcode", "yes-no", "number"]


@dataclass(frozen=True, slots=True)
class SheetField:
    """One thing that a column may hold."""

    key: str
    label: str
    """As the starter sheet heads the column."""
    kind: FieldKind = "text"
    code_set: str = ""
    """The code set of the national return, for a ``code``."""
    titles: tuple[str, ...] = ()
    """Other titles for the same, in small letters without punctuation."""
    in_starter: bool = True


FIELDS: Final[tuple[SheetField, ...]] = (
    SheetField(
        "number", "Council number", "number",
        titles=("child unique id", "child id", "childid", "id", "number", "ref", "reference", "person id", "mosaic id",
                "client id", "child number", "case number", "unique id", "lcs id", "liquidlogic id"),
    ),
    SheetField("first_name", "First name",
               titles=("forename", "given name", "first names", "forenames", "legal first name")),
    SheetField(
        "liked_name", "Name as liked",
        titles=("liked name", "preferred name", "known as", "likes to be called", "preferred first name"),
    ),
    SheetField("surname", "Surname", titles=("last name", "family name", "second name", "legal surname")),
    SheetField("pronouns", "Pronouns", titles=("pronoun",)),
    SheetField("date_of_birth", "Date of birth", "day", titles=("dob", "born", "birth date", "d o b")),
    SheetField(
        "became_looked_after", "Became looked after on", "day",
        titles=("became looked after", "date started to be looked after", "date became looked after", "lac start date",
                "cla start date", "start of care", "in care since", "entered care", "looked after since",
                "date of entry to care", "period of care started", "date entered care", "care start date"),
    ),
    SheetField("legal_status", "Legal status", "code", "LS",
               titles=("child s legal status", "childs legal status", "current legal status", "status")),
    SheetField("legal_since", "Legal status since", "day",
               titles=("start date of current legal status", "legal status start date", "status since", "legal since")),
    SheetField("home_name", "Lives with, or home",
               titles=("home", "lives with", "carer", "carers", "carer name", "placement name", "foster carer",
                       "current placement", "placement")),
    SheetField("postcode", "Postcode", "postcode",
               titles=("placement postcode", "home postcode", "post code", "postcode of placement")),
    SheetField("school", "School",
               titles=("school or nursery", "school name", "education", "school college", "nursery")),
    SheetField("social_worker", "Social worker",
               titles=("allocated worker", "worker", "sw", "allocated social worker", "social worker name")),
    SheetField("team_manager", "Team manager", titles=("manager", "tm", "team manager name")),
    SheetField("last_review", "Last review held on", "day",
               titles=("date of latest statutory review", "last review", "latest review", "last review date",
                       "date of last review", "most recent review", "last lac review", "last cla review")),
    SheetField("review_before", "Review before that held on", "day",
               titles=("review before last", "previous review", "review before that", "last but one review")),
    SheetField("next_booked", "Next review booked for", "day",
               titles=("next review", "next booked", "next review date", "next review booked", "booked for")),
    SheetField("review_due", "Review due by", "day",
               titles=("due date", "review due", "next review due", "review due date", "lac review due",
                       "cla review due", "next review due date", "due by"), in_starter=False),
    SheetField("name", "Whole name",
               titles=("full name", "child name", "childs name", "child s name", "name of child", "name",
                                             "young person"), in_starter=False),
    SheetField("sex", "Sex or gender", "code", "SEX", titles=("gender", "sex"), in_starter=False),
    SheetField("ethnicity", "Ethnicity", "code", "ETHNIC", titles=("ethnic origin",), in_starter=False),
    SheetField("unaccompanied", "Unaccompanied", "yes-no",
               titles=("unaccompanied asylum seeking child uasc within the last 12 months y n", "uasc",
                       "unaccompanied asylum seeking child"), in_starter=False),
    SheetField("disabled", "Disabled", "yes-no",
               titles=("does the child have a disability", "disability"), in_starter=False),
    SheetField("need", "Category of need", "code", "CIN",
               titles=("child s category of need", "childs category of need", "need code"), in_starter=False),
    SheetField("home_since", "Moved there on", "day",
               titles=("start date of most recent placement", "placement start date", "home since", "placement since"),
               in_starter=False),
    SheetField("placement", "Type of home", "code", "PLACE", titles=("placement type",), in_starter=False),
    SheetField("provider", "Provider", "code", "PLACE_PROVIDER", titles=("placement provider",), in_starter=False),
    SheetField("urn", "Ofsted number", titles=("urn of placement", "urn"), in_starter=False),
    SheetField("worker_visit", "Social worker last visited on", "day",
               titles=("date of last social work visit", "last social work visit", "last statutory visit"),
               in_starter=False),
    SheetField("iro_contact", "IRO last saw or spoke with the child on", "day",
               titles=("date of last iro visit contact to the child", "last iro contact", "last iro visit",
                       "date of last iro contact"), in_starter=False),
    SheetField("health_assessment", "Last health assessment on", "day",
               titles=("date of last health assessment", "last health assessment"), in_starter=False),
    SheetField("dental_check", "Last dental check on", "day",
               titles=("date of last dental check", "last dental check"), in_starter=False),
    SheetField("ceased", "No longer looked after from", "day",
               titles=("date ceased to be looked after", "left care", "ceased"), in_starter=False),
    SheetField("reason_ceased", "Reason no longer looked after", "code", "REC",
               titles=("reason ceased to be looked after",), in_starter=False),
    SheetField("team", "Team", titles=("allocated team", "team name"), in_starter=False),
)  # fmt: skip

BY_KEY: Final[Mapping[str, SheetField]] = {field.key: field for field in FIELDS}
STARTER: Final[tuple[SheetField, ...]] = tuple(field for field in FIELDS if field.in_starter)
NEEDED: Final = ("number", "first_name", "became_looked_after")
"""What the starter sheet asks for; everything else may stay empty."""


def plain_title(title: str) -> str:
    """A title as it is compared: small letters and single spaces, what stands in brackets kept, punctuation not."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", title).lower()))


_BY_TITLE: Final[Mapping[str, str]] = {
    plain_title(title): what.key for what in FIELDS for title in (what.label, *what.titles)
}


def guess(titles: Sequence[str]) -> dict[int, str]:
    """Which column holds what, by its title alone: column position to key. A key is given once, to its first column.

    A title that is not known is left out: a wrong guess would give a child another's name or date.

    >>> guess(["Child Unique ID", "DOB", "Shoe size"])
    {0: 'number', 1: 'date_of_birth'}
    """
    found: dict[int, str] = {}
    for position, title in enumerate(titles):
        key = _BY_TITLE.get(plain_title(title))
        if key is not None and key not in found.values():
            found[position] = key
    return found


def head_of(rows: Sequence[tuple[int, Sequence[object]]]) -> int:
    """The index, among these rows, of the one that names the columns; -1 when none of the first twenty does.

    It is the row of which most titles are known, when at least one of them says whose row it is.
    """
    best, most = -1, 0
    for index, (_, cells) in enumerate(rows[:20]):
        known = guess([cell if isinstance(cell, str) else "" for cell in cells])
        if len(known) > most and {"number", "first_name", "name"} & set(known.values()):
            best, most = index, len(known)
    return best
