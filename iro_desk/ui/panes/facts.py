"""The facts that can be typed, each as a list of fields; every form is made from one of these lists.

Nothing here knows the window. The keys are those of the values in ``casework``.
"""

from __future__ import annotations

from dataclasses import dataclass

from iro_desk.casework import EVENT_KINDS, METHODS, MILESTONES, OUTCOMES, ROLES

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form."""

    key: str
    label: str
    kind: str = "text"
    """``text``, ``words`` (several lines), ``date``, ``time``, ``yes-no``, ``choice``, ``code``,
    ``terms`` (an authority)."""
    hint: str = ""
    needed: str = ""
    """What to say when it is left empty; empty when it may be."""
    choices: Choices = ()
    """(value, words) of a ``choice``."""
    codes: str = ""
    """The national code set of a ``code``."""
    rows: int = 2
    """The lines of ``words`` that stand open at once."""


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact: how it is added, changed, ended and taken back."""

    kind: str
    """What ``Actions.save_fact`` is told."""
    add: str
    change: str
    fields: tuple[Field, ...]
    take_back: str = ""
    """The words of the button that takes it back; empty when it can only be changed."""
    end: str = ""
    """The title of the form that ends it; empty when it has no end."""
    end_fields: tuple[str, ...] = ()

    def ending(self) -> tuple[Field, ...]:
        """The fields that are asked when it ends."""
        return tuple(field for field in self.fields if field.key in self.end_fields)


PAIRS: frozenset[tuple[str, str]] = frozenset(
    {
        ("told_by", "told_on"),
        ("starts_on", "ends_on"),
        ("starts_at", "ends_at"),
        ("not_before", "not_after"),
        ("mon", "tue"),
        ("wed", "thu"),
        ("first_name", "liked_name"),
        ("first_name", "surname"),
        ("surname", "name_in_script"),
        ("date_of_birth", "pronouns"),
        ("sex", "ethnicity"),
        ("joined_caseload", "left_caseload"),
        ("number", "source"),
        ("number", "date_of_birth"),
        ("started", "reason_new"),
        ("legal_status", "need"),
        ("placement", "provider"),
        ("home_name", "town"),
        ("town", "postcode"),
        ("ended", "reason_ended"),
        ("name", "role"),
        ("owner", "owner_role"),
        ("place", "method"),
        ("organisation", "postcode"),
        ("telephone", "email"),
        ("since", "until"),
        ("kind", "happened_on"),
        ("happened_on", "by"),
        ("happened_on", "placement"),
        ("happened_on", "legal_status"),
        ("happened_on", "role"),
        ("happened_on", "reason"),
        ("outcome", "outcome_on"),
        ("happened_on", "at"),
        ("ended_on", "ended_time"),
        ("became_looked_after", "told_on"),
        ("day", "time"),
        ("place", "method"),
    }
)
"""Fields that stand beside one another where there is room, when they are neighbours in a form."""

MILESTONE_HINT = "An order: the day it runs to. A challenge or notice: the day it was settled or given."
NO_ANSWER: Choices = (("", "Not known"),)
ROLE_CHOICES: Choices = tuple(ROLES.items())
TOLD = (
    Field("told_by", "Who told you"),
    Field("told_on", "Told on", "date"),
)
BRING_FORWARD = (
    Field(
        "bring_forward",
        "Bring the review forward?",
        "choice",
        choices=(("", "Not decided yet"), ("yes", "Yes"), ("no", "No")),
    ),
    Field("bring_forward_because", "Because", "words"),
)

CHILD = FactKind(
    "child",
    add="",
    change="Change the child’s details",
    fields=(
        Field("first_name", "First name"),
        Field("liked_name", "Name as liked"),
        Field("surname", "Surname"),
        Field("name_in_script", "Name in its own script"),
        Field("date_of_birth", "Date of birth", "date"),
        Field("pronouns", "Pronouns", "choice", choices=(*NO_ANSWER, ("she", "She"), ("he", "He"), ("they", "They"))),
        Field("date_of_birth_claimed", "The age is disputed", "yes-no"),
        Field("sex", "Sex, as the return writes it", "code", codes="SEX"),
        Field("ethnicity", "Ethnic origin", "code", codes="ETHNIC"),
        Field("language", "Language"),
        Field("interpreter", "Needs an interpreter", "yes-no"),
        Field("unaccompanied", "Came to this country alone", "yes-no"),
        Field("disabled", "Disabled", "yes-no"),
        Field("education_health_care_plan", "Has an education, health and care plan", "yes-no"),
        Field("enjoys", "Enjoys", "words"),
        Field("about", "Good to know", "words"),
        Field(
            "telling_words",
            "More words that would tell where the child lives",
            "words",
            hint="Surgery, dentist, club, a landmark; one a line. Copies that withhold the place point at them.",
        ),
        Field("consent_on", "Consent to adoption witnessed on", "date"),
        Field("joined_caseload", "On my caseload since", "date"),
        Field("left_caseload", "Left my caseload", "date"),
    ),
)

NUMBER = FactKind(
    "number",
    add="Add a council number",
    change="Change a council number",
    take_back="Take this number back",
    fields=(
        Field("number", "Number", needed="Type the number as the council writes it."),
        Field(
            "source",
            "Where it is used",
            "choice",
            choices=(("council", "Council’s system"), ("ssda903", "National return"), ("annex-a", "Annex A")),
        ),
    ),
)

EPISODE = FactKind(
    "episode",
    add="Add a home or legal status",
    change="Change a home or legal status",
    end="End this home or legal status",
    end_fields=("ended", "reason_ended", "reason_moved"),
    take_back="Take this home and legal status back",
    fields=(
        Field("started", "From", "date", needed="Type the day it began."),
        Field("reason_new", "Why it began", "code", codes="RNE"),
        Field("legal_status", "Legal status", "code", codes="LS"),
        Field("need", "Category of need", "code", codes="CIN"),
        Field("order_ends", "Last day of a court order that runs for a fixed time", "date"),
        Field("placement", "Kind of home", "code", codes="PLACE"),
        Field("provider", "Who provides it", "code", codes="PLACE_PROVIDER"),
        Field("home_name", "Carers or name of the home"),
        Field("town", "Town"),
        Field("street", "Street"),
        Field("telephone", "Telephone of the home"),
        Field("provider_name", "Agency or company", hint="Left out of a copy that may not tell the place."),
        Field("postcode", "Postcode"),
        Field("home_postcode", "Postcode of the child’s own home", hint="Where they lived when they came into care."),
        Field("confidential", "The address is told to nobody", "yes-no"),
        Field("approval_temporary", "Carer has temporary approval", "yes-no"),
        Field("ended", "Until", "date"),
        Field("reason_ended", "Why it ended", "code", codes="REC"),
        Field("reason_moved", "Why the home changed", "code", codes="REASON_PLACE_CHANGE"),
    ),
)

ROLE = FactKind(
    "role",
    add="Add someone",
    change="Change someone’s details",
    end="Say when this ended",
    end_fields=("until", "note"),
    take_back="Take this person back",
    fields=(
        Field("name", "Name", needed="Type their name."),
        Field("role", "What they are to the child", "choice", choices=ROLE_CHOICES),
        Field("called", "What the child calls them"),
        Field("organisation", "Organisation"),
        Field("postcode", "Postcode"),
        Field("telephone", "Telephone"),
        Field("email", "E-mail"),
        Field("confidential", "The address is told to nobody", "yes-no"),
        Field("parental_responsibility", "Has parental responsibility", "yes-no"),
        Field("since", "Since", "date"),
        Field("until", "Until", "date"),
        Field("note", "Note", "words"),
    ),
)

SCHOOL = FactKind(
    "school",
    add="Add a school",
    change="Change a school",
    end="Say when this school ended",
    end_fields=("until", "note"),
    take_back="Take this school back",
    fields=(
        Field("name", "School, nursery or college", needed="Type its name."),
        Field("since", "Since", "date"),
        Field("until", "Until", "date"),
        Field("authority", "Whose school terms it keeps", "terms", hint="The education plan goes by them."),
        Field("note", "Note", "words"),
    ),
)

EVENT = FactKind(
    "event",
    add="Something changed",
    change="Change what was entered",
    end="Say when this ended",
    end_fields=("ended_on", "words"),
    take_back="Take this entry back",
    fields=(
        Field("kind", "What changed", "choice", choices=tuple(EVENT_KINDS.items())),
        Field("happened_on", "When", "date", needed="Type the day it happened."),
        *TOLD,
        Field("words", "In your words", "words"),
        Field("ended_on", "Ended on", "date", hint="Back on, hearing held, or closed."),
        Field("ended_time", "At", "time", hint="The hour of a return from missing."),
        *BRING_FORWARD,
    ),
)

CONTACT = FactKind(
    "contact",
    add="Add a time the child was seen",
    change="Change a time the child was seen",
    take_back="Take this entry back",
    fields=(
        Field("happened_on", "When", "date", needed="Type the day."),
        Field("by", "Who saw the child", "choice", choices=(("iro", "I did"), ("social worker", "Social worker"))),
        Field(
            "how",
            "How",
            "choice",
            choices=(
                ("in person", "In person"),
                ("video", "By video"),
                ("phone", "By phone"),
                ("message", "By message"),
                *NO_ANSWER,
            ),
        ),
        Field("alone", "Alone", "yes-no"),
        Field("words", "In your words", "words"),
    ),
)

MILESTONE = FactKind(
    "milestone",
    add="Add a dated fact",
    change="Change a dated fact",
    end="Say when this ended or was done",
    end_fields=("until", "words"),
    take_back="Take this entry back",
    fields=(
        Field(
            "kind",
            "What",
            "choice",
            choices=tuple((key, kind.label) for key, kind in MILESTONES.items()),
        ),
        Field("happened_on", "When", "date", needed="Type the day."),
        Field("at", "At", "time", hint="Where the law counts hours."),
        Field("until", "Ended, done, or runs to", "date", hint=MILESTONE_HINT),
        Field("words", "In your words", "words"),
    ),
)

OUTCOME = FactKind(
    "decision",
    add="",
    change="What came of this decision",
    fields=(
        Field("outcome", "What came of it", "choice", choices=(("", "Still open"), *OUTCOMES.items())),
        Field("outcome_on", "When", "date"),
        Field("outcome_words", "In your words", "words"),
    ),
)

PERIOD = FactKind(
    "period",
    add="",
    change="When you were told",
    fields=(
        Field(
            "told_on",
            "Told on",
            "date",
            hint="The day the service was told that the child had become looked after.",
        ),
    ),
)

FACTS: dict[str, FactKind] = {
    item.kind: item for item in (CHILD, NUMBER, EPISODE, ROLE, SCHOOL, EVENT, CONTACT, MILESTONE, OUTCOME, PERIOD)
}

NEW_CHILD: tuple[Field, ...] = (
    Field("first_name", "First name", needed="Type the first name."),
    Field("surname", "Surname"),
    Field("number", "Council number", needed="Type the number as the council writes it."),
    Field("date_of_birth", "Date of birth", "date"),
    Field(
        "became_looked_after",
        "Became looked after",
        "date",
        needed="Type the day the child became looked after.",
    ),
    Field("told_on", "Told on", "date"),
    Field("legal_status", "Legal status", "code", codes="LS"),
)

BOOKING: tuple[Field, ...] = (
    Field("day", "Day", "date", needed="Type the day of the review."),
    Field("time", "Time", "time"),
    Field("place", "Place"),
    Field("method", "How", "choice", choices=tuple((word, word[:1].upper() + word[1:]) for word in METHODS)),
    Field("agreed_with", "Agreed with", hint="Who said yes to this day."),
    Field("child_asked", "What the child asked for", "words", hint="Who is there, where, when, how."),
)

WORKER_ROLES: Choices = tuple(
    (key, ROLES[key]) for key in ("social-worker", "team-manager", "supervising-social-worker", "personal-adviser")
)

CHANGES: dict[str, tuple[Field, ...]] = {
    "moved": (
        Field("happened_on", "Moved on", "date", needed="Type the day of the move."),
        Field("placement", "Kind of home", "code", codes="PLACE", needed="Choose the kind of home."),
        Field("home_name", "Carers or name of the home"),
        Field("town", "Town"),
        Field("postcode", "Postcode"),
    ),
    "legal-status": (
        Field("happened_on", "From", "date", needed="Type the day it began."),
        Field("legal_status", "New legal status", "code", codes="LS", needed="Choose the legal status."),
    ),
    "worker": (
        Field("happened_on", "Since", "date", needed="Type the day it began."),
        Field("role", "Role", "choice", choices=WORKER_ROLES),
        Field("name", "Name", needed="Type their name."),
    ),
    "school": (
        Field("happened_on", "Since", "date", needed="Type the day it changed."),
        Field("name", "School, nursery or college", hint="Leave it empty when the school stays the same."),
    ),
    "missing": (
        Field("happened_on", "Missing since", "date", needed="Type the day the child went missing."),
        Field("ended_on", "Back on", "date", hint="Leave it empty while the child is still missing."),
        Field("ended_time", "Back at", "time", hint="The 72 hours for the interview run from this hour."),
    ),
    "arrested": (Field("happened_on", "When", "date", needed="Type the day it happened."),),
    "allegation": (Field("happened_on", "When", "date", needed="Type the day it was made."),),
    "court": (Field("happened_on", "Day in court", "date", needed="Type the day in court."),),
    "left-care": (
        Field("happened_on", "No longer looked after since", "date", needed="Type the day care ended."),
        Field("reason", "Why", "code", codes="REC", needed="Choose the reason."),
    ),
    "other": (Field("happened_on", "When", "date", needed="Type the day it happened."),),
}
"""The fields of each kind of change that come before who told, the words and the question about the review."""


def change_fields(kind: str) -> tuple[Field, ...]:
    """The whole form of one kind of change."""
    return (*CHANGES.get(kind, CHANGES["other"]), *TOLD, Field("words", "In your words", "words"), *BRING_FORWARD)
