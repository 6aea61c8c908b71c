"""What is stored as a code, a key or an id, in the words that people say: for papers that show stored values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from iro_desk.casework import (
    ATTENDED,
    CHILD_HEARD,
    CHILD_THERE,
    CHILD_VIEWS,
    ENGAGEMENT_KINDS,
    EVENT_KINDS,
    GRADES,
    GROUNDS,
    IN_SYSTEM,
    LATE_REASONS,
    MANAGERS,
    MILESTONES,
    OUTCOMES,
    PAPER_STEPS,
    PREPARE_STEPS,
    ROLES,
    SPOKE_PRIVATELY,
    WEEKDAY_KEYS,
    ChildFile,
    NotFound,
)
from iro_desk.casework.day_names import WEEKDAYS
from iro_desk.documents import KINDS, whole_agenda
from iro_desk.practice.words import long_day, plain_day
from iro_desk.statute import label, rule

CODES: Mapping[str, str] = {
    "Child.sex": "SEX",
    "Child.ethnicity": "ETHNIC",
    "Episode.reason_new": "RNE",
    "Episode.legal_status": "LS",
    "Episode.need": "CIN",
    "Episode.placement": "PLACE",
    "Episode.provider": "PLACE_PROVIDER",
    "Episode.reason_ended": "REC",
    "Episode.reason_moved": "REASON_PLACE_CHANGE",
    "Review.participation": "REVIEW_CODE",
}
"""Fields that hold a code of the national return, and its set."""

RECIPIENT_WORDS: Mapping[str, str] = {
    "file": "the case file",
    "manager": "the team manager",
    "child": "the child",
    "carer": "the carer",
    "school": "the school",
    "health": "health",
    "advocate": "the advocate",
    "parent": "a parent or relative",
}
STATES: Mapping[str, str] = {
    "booked": "Booked",
    "open": "Being held or written up",
    "adjourned": "Adjourned",
    "completed": "Held and completed",
    "signed": "Finalised",
    "cancelled": "Cancelled",
}
KEYS: Mapping[str, Mapping[str, str]] = {
    "Attendance.how": ATTENDED,
    "Contact.by": {"iro": "Reviewing officer", "social worker": "Social worker"},
    "CopyChoice.choice": {"add": "Gets a copy", "leave out": "Gets no copy"},
    "CouncilNumber.source": {
        "ssda903": "National return (SSDA903)",
        "annex-a": "List for inspection (Annex A)",
        "council": "The council’s own system",
    },
    "Decision.outcome": OUTCOMES,
    "Engagement.kind": ENGAGEMENT_KINDS,
    "Event.bring_forward": {"yes": "Yes", "no": "No"},
    "Event.kind": EVENT_KINDS,
    "PaperStep.step": {**IN_SYSTEM, **PAPER_STEPS},
    "Review.plan_grade": GRADES,
    "Sending.kind": {key: kind.label for key, kind in KINDS.items()},
    "Milestone.kind": {key: kind.label for key, kind in MILESTONES.items()},
    "PeriodRecord.first_review": {"missing": "Earlier ones are missing"},
    "PrepareStep.step": PREPARE_STEPS,
    "Review.child_heard": CHILD_HEARD,
    "Review.child_there": CHILD_THERE,
    "Review.child_views": CHILD_VIEWS,
    "Review.kind": {
        "looked after": "Review of a child who is looked after",
        "adoption": "Adoption review",
        "short breaks": "Short-breaks review",
        "secure": "Secure criteria review",
    },
    "Review.late_reason": LATE_REASONS,
    "Review.spoke_privately": SPOKE_PRIVATELY,
    "Review.state": STATES,
    "Role.role": ROLES,
    "SignedNote.kind": {key: kind.label for key, kind in KINDS.items()},
    "PaperText.kind": {key: kind.label for key, kind in KINDS.items()},
    "SignedPaper.kind": {key: kind.label for key, kind in KINDS.items()},
    "TellingAnswer.answer": {"withhold": "Left out", "allow": "Allowed to stand"},
    "ToldMe.who_may_hear": {
        "professionals": "Professionals",
        "say it in the meeting": "May be said in the meeting",
        "in my record": "May stand in the record",
    },
    "Withholding.decided_as": MANAGERS,
    "Withholding.ground": GROUNDS,
}
"""Fields that hold one of a few keys, and what each means."""

_WEEKDAYS = dict(zip(WEEKDAY_KEYS, WEEKDAYS, strict=True))
_PLACES = {
    "decision": "Decision",
    "last": "Earlier decision",
    "words": "What the child said,",
    "took-part": "Who took part, line",
    "participation": "How the child took part",
    "spoke": "Speaking in private",
    "wished": "What the child wished for the review",
    "otherwise": "What was otherwise than wished",
    "home": "Where the child lives",
    "promise": "Decision in the child’s words,",
    "letter": "Letter,",
}

INNER = frozenset(
    {"mine", "id", "child", "imported", "review", "person", "order", "facts", "pdf", "withholding", "digest", "who"}
    | {"change", "subject", "part", "in_room", "occasion"}
)
"""Fields that hold nothing about the child: ids, images and bytes."""


def in_words(record: Any, name: str, file: ChildFile | None) -> str:
    """Any field of a value in words, with days, yes and no; empty for nothing. ``file`` is its child's, if one's."""
    value = getattr(record, name)
    if value is None or value in ("", b""):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return long_day(value) if isinstance(value, date) else stored_words(record, name, file)


def stored_words(record: Any, name: str, file: ChildFile | None) -> str:
    """A field's value in words: a code by its meaning, a key by its label, people by their names."""
    value, field = getattr(record, name), f"{type(record).__name__}.{name}"
    if field in CODES:
        return label(CODES[field], value, _day_of(record)) or str(value)
    if field in KEYS:
        return KEYS[field].get(value) or _as_day(value)
    special = _SPECIAL.get(field)
    return special(str(value), file) if special and file is not None else str(value)


def place_title(place: str, known_as: str) -> str:
    """A block of a copy as a person says it: "Home, paragraph 2", "Decision 3"."""
    kind, _, rest = place.partition(":")
    first, _, number = rest.partition(":")
    if kind == "note":
        name = next((heading.record_titled(known_as) for heading in whole_agenda() if heading.key == first), first)
        return f"{name}, paragraph {number}"
    return " ".join(part for part in (_PLACES.get(kind, kind.replace("-", " ").capitalize()), rest) if part)


def recipient_words(key: str) -> str:
    """Whom a copy is for: "the case file", "a parent or relative"."""
    return RECIPIENT_WORDS.get(key.partition(":")[0], "a parent or relative")


def _day_of(record: Any) -> date | None:
    return getattr(record, "started", None) or getattr(record, "held_on", None)


def _as_day(value: str) -> str:
    """A day that is stored as text, or the text."""
    try:
        return plain_day(date.fromisoformat(value))
    except ValueError:
        return str(value)


def _rule(value: str, _: ChildFile) -> str:
    try:
        return rule(value).title
    except NotFound:
        return value


def _heading(value: str, file: ChildFile) -> str:
    return next((h.record_titled(file.child.known_as) for h in whole_agenda() if h.key == value), value)


def _covered(value: str, file: ChildFile) -> str:
    name = file.child.known_as or "the child"
    points = {point.id: point.words.replace("{child}", name) for h in whole_agenda() for point in h.points}
    return "; ".join(points.get(each, each) for each in value.split())


def _people(value: str, file: ChildFile) -> str:
    names = {person.id: person.name for person in file.people} | {row.id: row.name for row in file.attendance}
    return ", ".join(names.get(each, "somebody who is no longer known here") for each in value.split())


def _decision(value: str, file: ChildFile) -> str:
    return next(
        (f"Decision {each.number}: {each.what}" for each in file.decisions if each.id == value), "An earlier one"
    )


def _authority(value: str, _: ChildFile) -> str:
    from iro_desk.travel import names_of_areas  # A paper without a school reads no directory.

    return names_of_areas().get(value, value)


_SPECIAL: Mapping[str, Callable[[str, ChildFile], str]] = {
    "Milestone.rule_id": _rule,
    "ReviewNote.heading": _heading,
    "ReviewNote.covered": _covered,
    "ToldMe.not_for": _people,
    "Withholding.withheld_from": _people,
    "Decision.carried_from": _decision,
    "SchoolPlace.authority": _authority,
    "SignedPaper.recipient": lambda value, _: recipient_words(value).capitalize(),
    "SignedNote.recipient": lambda value, _: recipient_words(value).capitalize(),
    "ReviewWish.not_on": lambda value, _: ", ".join(_WEEKDAYS[key] for key in value.split()),
    "Sending.recipient": lambda value, _: recipient_words(value).capitalize(),
    "TellingAnswer.recipient": lambda value, _: recipient_words(value).capitalize(),
    "TellingAnswer.place": lambda value, file: place_title(value, file.child.known_as),
}
"""Fields whose words are found in the child's own file, the agenda or the rule book."""
