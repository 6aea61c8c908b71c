"""Who may know where a looked-after child lives, worked out from the legal status on the day.

The duty is owed to the child's parents, with or without parental responsibility (Children Act 1989, Schedule 2,
paragraph 15(2)); the power to withhold exists only while the child is in care (paragraph 15(4)); with authority to
place for adoption neither applies (Adoption Agencies Regulations 2005, regulation 45(2)). A court's order about
disclosure comes before all of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desk.casework import ChildFile, Withholding, episode_on, legal_statuses
from iro_desk.statute.calendars import age_on
from iro_desk.statute.codes import group, in_care

ADOPTION = frozenset({"E1", "D1"})
"""Placement order, and the old freeing order."""
YOUNG_PERSON = (16, 17)
NOT_OPEN = "This child is not in care; this ground is not open. Speak to legal services before anything is sent."


@dataclass(frozen=True, slots=True)
class WhereTold:
    """The rule on one day."""

    regime: str
    """``in care``, ``not in care``, ``adoption``; ``not looked after`` when no status runs."""
    grounds: tuple[str, ...]
    """Grounds (``casework.GROUNDS``) on which it may be withheld on that day."""
    words: str
    authority: str
    ask_child: bool
    """True at 16 and 17: the young person is asked."""


@dataclass(frozen=True, slots=True)
class MayKnow:
    """Whether one parent or relative may know on one day."""

    state: str
    """``told``, ``withheld``, or ``stop``: something was decided on a ground that is not open, so nothing is sent."""
    because: str
    withholding: str = ""
    """Id of the decision that it rests on."""


def where_told(file: ChildFile, on: date) -> WhereTold:
    """The rule for a child on a day."""
    status = _status(file, on)
    born = file.child.date_of_birth
    ask = born is not None and born <= on and age_on(born, on) in YOUNG_PERSON
    if _for_adoption(file, status, on):
        return WhereTold(
            "adoption",
            ("court",),
            "There is authority to place for adoption. No copy goes to parents or relatives unless you add one, and "
            "then adopters, carers, home, school, agency and locality never print.",
            "Adoption Agencies Regulations 2005, regulation 45(2)",
            ask,
        )
    if in_care(status):
        return WhereTold(
            "in care",
            ("welfare", "court"),
            "Parents and those with parental responsibility are told where the child lives, unless there is reasonable "
            "cause to believe that telling would prejudice the child’s welfare. A manager decides, with a reason; it "
            "is looked at again at each review.",
            "Children Act 1989, Schedule 2, paragraph 15(4)",
            ask,
        )
    if not status:
        return WhereTold("not looked after", ("court", "advice"), NOT_OPEN, "", ask)
    return WhereTold("not in care", ("court", "advice"), NOT_OPEN, "Children Act 1989, Schedule 2, paragraph 15", ask)


def may_know(file: ChildFile, person: str, on: date) -> MayKnow:
    """Whether that parent or relative (the person's id) may know where the child lives on that day."""
    rule = where_told(file, on)
    live = [each for each in file.withholdings if _stands(each, person, on)]
    ordered = next((each for each in reversed(live) if each.ground == "court"), None)
    if ordered is not None:
        if ordered.tells:
            return MayKnow("told", "A court’s order says that they are told.", ordered.id)
        return MayKnow("withheld", "A court’s order.", ordered.id)
    if rule.regime == "adoption":
        return MayKnow("withheld", "There is authority to place for adoption.")
    episode = episode_on(file.episodes, on)
    open_now = next((each for each in reversed(live) if each.ground in rule.grounds), None)
    if open_now is not None:
        return MayKnow("withheld", f"{open_now.decided_by} decided, because {open_now.because}", open_now.id)
    if live:
        now = "in care now" if rule.regime == "in care" else "not in care now"
        return MayKnow(
            "stop",
            f"The address was withheld on another ground, and the child is {now}. Decide again, or speak to legal "
            "services, before anything is sent.",
            live[-1].id,
        )
    if episode is not None and episode.confidential:
        return MayKnow("withheld", "The place is confidential.")
    return MayKnow("told", "Nothing says otherwise, and the law says that they are told.")


def _status(file: ChildFile, on: date) -> str:
    running = [
        status
        for status in legal_statuses(file.episodes)
        if status.started <= on and (status.ended is None or on <= status.ended)
    ]
    return running[-1].code if running else ""


def _for_adoption(file: ChildFile, status: str, on: date) -> bool:
    episode = episode_on(file.episodes, on)
    placed = episode is not None and episode.placement in group("PLACE", "placed_for_adoption")
    consented = file.child.consent_on is not None and file.child.consent_on <= on
    return bool(status) and (status in ADOPTION or placed or consented)


def _stands(withholding: Withholding, person: str, on: date) -> bool:
    concerns = not withholding.withheld_from or person in withholding.withheld_from.split()
    begun = withholding.decided_on is not None and withholding.decided_on <= on
    return concerns and begun and (withholding.ended_on is None or on < withholding.ended_on)
