"""What may ask for an early review: the triggers of the law and of practice, and the events that raise them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desk.casework import ChildFile, episode_on
from iro_desk.statute.calendars import birthday
from iro_desk.statute.codes import in_care


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason in law or practice for an early review."""

    id: str
    words: str
    """Why the review may have to come first, in one or two sentences."""
    authority: str
    binding: str
    """``law``: it must be considered at, or preceded by, a review; ``consult``: the IRO must be consulted;
    ``practice``: good practice."""


GROUNDS: Final[dict[str, Ground]] = {
    ground.id: ground
    for ground in (
        Ground(
            "iro", "A review is held whenever the IRO asks for one.", "2010 Regulations, regulation 33(3)(a)", "law"
        ),
        Ground(
            "welfare",
            "After a visit the social worker's view is that the home does not keep the child safe and well: a review "
            "comes before the next one is due.",
            "2010 Regulations, regulations 30 and 33(3)(b)",
            "law",
        ),
        Ground(
            "accommodated",
            "The child is accommodated from police custody or under a court's requirement, and no review would "
            "otherwise be held before that ends.",
            "2010 Regulations, regulation 33(3)(c); Children Act 1989, section 21(2)",
            "law",
        ),
        Ground(
            "remand",
            "The child is on remand: a review before it ends is good practice.",
            "practice, after 2010 Regulations, regulation 33(3)(c)",
            "practice",
        ),
        Ground(
            "detained",
            "The child is in care and detained, and no review would otherwise be held before release.",
            "2010 Regulations, regulation 33(3)(d)",
            "law",
        ),
        Ground(
            "stop-caring",
            "The council proposes to stop looking after a child who is not in care, and those with parental "
            "responsibility will not take over: a review comes first.",
            "2010 Regulations, regulation 33(3)(e)",
            "law",
        ),
        Ground(
            "plan-change",
            "No big change to the care plan may be made unless a review considered it first, if that can be done.",
            "2010 Regulations, regulation 32(2)",
            "law",
        ),
        Ground(
            "home-ending",
            "A home may be ended only after a review, unless somebody is at immediate risk; then the IRO is told as "
            "soon as can be.",
            "2010 Regulations, regulation 14",
            "law",
        ),
        Ground(
            "with-parents",
            "A child in care goes to live with a parent only after a review; where the assessment is unfinished, it "
            "and a review follow within ten working days.",
            "2010 Regulations, regulations 17(d) and 19(b)",
            "law",
        ),
        Ground(
            "supported",
            "A move to supported accommodation needs a review first, unless it is necessary and urgent; the IRO is "
            "told first.",
            "Children Act 1989, section 22D; 2010 Regulations, regulation 27",
            "law",
        ),
        Ground(
            "ceasing",
            "Before the council stops looking after a child the IRO is consulted, and an officer approves it.",
            "2010 Regulations, regulation 39",
            "consult",
        ),
        Ground(
            "told",
            "The IRO was told or consulted: consider whether to ask for a review.",
            "2010 Regulations, regulation 45(4)",
            "consult",
        ),
        Ground(
            "breakdown",
            "The home ended without a plan: many councils hold a review within 20 working days.",
            "local practice",
            "practice",
        ),
        Ground(
            "key-stage-4",
            "The move would break into the child's schooling in Year 10 or 11: an officer approves it and the IRO is "
            "consulted, except in an emergency.",
            "2010 Regulations, regulation 10",
            "consult",
        ),
        Ground(
            "asked",
            "The child, a parent, a carer or a professional asks: consider it as a reason to ask for a review.",
            "IRO Handbook",
            "practice",
        ),
    )
}


def grounds_of(file: ChildFile, kind: str, on: date) -> tuple[Ground, ...]:
    """The grounds that a kind of event raises for this child on a day; empty for one that raises none."""
    return tuple(GROUNDS[key] for key, holds in _RAISED.get(kind, ()) if holds(file, on))


# ---------------------------------------------------------------- what raises what

_Holds = Callable[[ChildFile, date], bool]


def _always(file: ChildFile, on: date) -> bool:
    return True


def _status(file: ChildFile, on: date) -> str:
    episode = episode_on(file.episodes, on)
    return episode.legal_status if episode is not None else ""


def _placement(file: ChildFile, on: date) -> str:
    episode = episode_on(file.episodes, on)
    return episode.placement if episode is not None else ""


def _is_in_care(file: ChildFile, on: date) -> bool:
    return in_care(_status(file, on))


def _not_in_care(file: ChildFile, on: date) -> bool:
    return not _is_in_care(file, on)


def _on_remand(file: ChildFile, on: date) -> bool:
    return _status(file, on) == "J1"


def _from_custody(file: ChildFile, on: date) -> bool:
    return _status(file, on) in ("J2", "J3")


def _detained(file: ChildFile, on: date) -> bool:
    return _is_in_care(file, on) and _placement(file, on) == "R5"


def _home_to_parents(file: ChildFile, on: date) -> bool:
    return _is_in_care(file, on) and _placement(file, on) == "P1"


def _in_supported(file: ChildFile, on: date) -> bool:
    return _placement(file, on) in ("K3", "P2")


def in_key_stage_4(file: ChildFile, on: date) -> bool:
    """Whether the child is in Year 10 or 11: 14 or 15 on the last day of August before the school year."""
    born = file.child.date_of_birth
    if born is None:
        return False
    last_august = date(on.year - (on.month < 9), 8, 31)
    return birthday(born, 14) <= last_august < birthday(born, 16)


_MOVE: Final = (("key-stage-4", in_key_stage_4), ("with-parents", _home_to_parents), ("supported", _in_supported))
_CUSTODY: Final = (("remand", _on_remand), ("accommodated", _from_custody), ("detained", _detained))

_RAISED: Final[dict[str, tuple[tuple[str, _Holds], ...]]] = {
    "asked": (("asked", _always), ("iro", _always)),
    "welfare-visit": (("welfare", _always),),
    "plan-change": (("plan-change", _always),),
    "home-ending": (("home-ending", _always), ("key-stage-4", in_key_stage_4)),
    "moved": (("home-ending", _always), ("breakdown", _always), *_MOVE),
    "home-to-parents": (("with-parents", _is_in_care), ("plan-change", _always)),
    "supported": (("supported", _always), ("key-stage-4", in_key_stage_4)),
    "stop-caring": (("stop-caring", _not_in_care), ("ceasing", _always)),
    "left-care": (("ceasing", _always),),
    "release": (*_CUSTODY, ("told", _always)),
    "court": (("remand", _on_remand), ("detained", _detained), ("told", _always)),
    "legal-status": (("plan-change", _always), *_CUSTODY),
    "arrested": (("told", _always), *_CUSTODY),
    "missing": (("told", _always),),
    "allegation": (("told", _always),),
    "school": (("told", _always),),
    "worker": (("told", _always),),
    "family-time": (("told", _always),),
    "family": (("told", _always),),
    "complaint": (("told", _always), ("asked", _always)),
    "other": (("told", _always),),
}
