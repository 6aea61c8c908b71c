"""The child, the stretches of care, the people and what happened.

An :class:`Episode` is the only stored fact about status and home: one stretch with the same legal
status and the same home, as in the national return (SSDA903, table Episodes). Periods of care,
legal statuses and homes are read off the episodes (``casework.stretches``), so they cannot disagree.
Every stored value carries ``id`` (see :func:`casework.identity.new_id`) and, but for people,
``child``. Text that is not known is ``""``; a day that is not known is ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Child:
    """One child, named as liked. ``imported`` is the JSON image last read from the council (three-way re-import)."""

    id: str
    first_name: str = ""
    liked_name: str = ""
    surname: str = ""
    name_in_script: str = ""
    """The name in its own script (ዳዊት ምሳሌ), where that differs from the name above."""
    pronouns: str = ""
    """she, he or they; empty when not known (words then avoid a pronoun)."""
    date_of_birth: date | None = None
    date_of_birth_claimed: bool = False
    """True while an age is disputed: no 18th-birthday closing until it is settled."""
    sex: str = ""
    """SSDA903 SEX: 1 or M, 2 or F, U."""
    ethnicity: str = ""
    """SSDA903 ETHNIC."""
    language: str = ""
    interpreter: bool = False
    unaccompanied: bool = False
    disabled: bool = False
    education_health_care_plan: bool = False
    enjoys: str = ""
    about: str = ""
    mine: bool = True
    """On this IRO's caseload."""
    joined_caseload: date | None = None
    left_caseload: date | None = None
    care_plan_grade: str = ""
    """Service only: never in a shared paper."""
    imported: str = ""
    telling_words: str = ""
    """More words that would give away where the child lives (surgery, dentist, club, a landmark), one a line."""
    consent_on: date | None = None
    """Witnessed consent to placement for adoption (Adoption and Children Act 2002, section 19), while it stands."""

    @property
    def known_as(self) -> str:
        """The first name as liked, or the first name; empty while no name is known."""
        return self.liked_name or self.first_name

    @property
    def full_name(self) -> str:
        """Liked name and surname; empty while no name is known (a return carries none)."""
        return " ".join(part for part in (self.known_as, self.surname) if part)


@dataclass(frozen=True, slots=True)
class CouncilNumber:
    """A number by which a council's system knows the child. A number belongs to one child."""

    id: str
    child: str
    number: str
    source: str
    """Where it is used: ``ssda903``, ``annex-a``, ``council``."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One stretch with the same legal status and home (SSDA903 Episodes; key: child and ``started``).

    Codes are those of the return; ``statute.codes`` says what they mean.
    """

    id: str
    child: str
    started: date
    """DECOM."""
    reason_new: str = ""
    """RNE: S starts to be looked after, P another home, L another legal status, T both; U and B with the same carer."""
    legal_status: str = ""
    """LS."""
    need: str = ""
    """CIN, category of need."""
    placement: str = ""
    """PLACE, type of home."""
    provider: str = ""
    """PLACE_PROVIDER."""
    ended: date | None = None
    """DEC."""
    reason_ended: str = ""
    """REC: X1 when another episode follows, E... when the child is no longer looked after."""
    reason_moved: str = ""
    """REASON_PLACE_CHANGE."""
    home_postcode: str = ""
    """HOME_POST: the child's own home when they came into care (for ``home_miles``)."""
    postcode: str = ""
    """PL_POST: where the child lives."""
    urn: str = ""
    home_name: str = ""
    """Carers or home, by hand; a return has none."""
    town: str = ""
    confidential: bool = False
    """The place is not to be shown in any paper (903 value CON, adoptive homes)."""
    order_ends: date | None = None
    """Last day of a court order that runs for a fixed time."""
    approval_temporary: bool = False
    """Connected person with temporary approval (2010 Regulations, reg 24)."""
    secure_since: date | None = None
    imported: str = ""
    street: str = ""
    telephone: str = ""
    """Of the home or carers."""
    provider_name: str = ""
    """The fostering agency or company that runs the home, by name."""


@dataclass(frozen=True, slots=True)
class PeriodRecord:
    """What is known about one period of care beyond its episodes (key: child and ``started``)."""

    id: str
    child: str
    started: date
    told_on: date | None = None
    """When the IRO service was told that the child had become looked after."""
    first_review: str = ""
    """Which review known is the first: an ISO date, ``missing`` (earlier ones are missing), or empty (not asked)."""
    complete_to: date | None = None
    """No review up to this day is missing here: somebody was asked and said so."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone around children. One person may have roles for several children."""

    id: str
    name: str
    organisation: str = ""
    telephone: str = ""
    email: str = ""
    postcode: str = ""
    confidential: bool = False
    """Lives at an address that nobody is told."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is to a child, and when."""

    id: str
    child: str
    person: str
    role: str
    """A key of ``casework.people.ROLES``."""
    since: date | None = None
    until: date | None = None
    parental_responsibility: bool = False
    note: str = ""
    called: str = ""
    """What the child calls this person: Mum, Nan, Dana; empty: read off role and name."""


@dataclass(frozen=True, slots=True)
class SchoolPlace:
    """A school, nursery or college, and when."""

    id: str
    child: str
    name: str
    since: date | None = None
    until: date | None = None
    note: str = ""
    authority: str = ""
    """ONS code of the authority whose school terms it keeps; empty for the council's own."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that changed, as told to the IRO (Care Planning Regulations 2010, reg 37; Handbook list)."""

    id: str
    child: str
    kind: str
    """A key of ``casework.events.EVENT_KINDS``."""
    happened_on: date
    told_by: str = ""
    told_on: date | None = None
    words: str = ""
    ended_on: date | None = None
    """Back on (missing), hearing held, allegation closed."""
    ended_time: str = ""
    """HH:MM in London: the hour of the return, from which 72 hours run."""
    bring_forward: str = ""
    """Answer to "bring the review forward?": yes, no, or empty (not asked yet)."""
    bring_forward_because: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A time the child was seen or spoken with, by the IRO or the social worker."""

    id: str
    child: str
    happened_on: date
    by: str
    """``iro`` or ``social worker``."""
    how: str = ""
    """in person, video, phone, message."""
    alone: bool = False
    words: str = ""
