"""Dated facts that a clock counts from or that meet one: an assessment, a plan, a notice, an order, a challenge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated fact of a child, of any kind in ``MILESTONES``."""

    id: str
    child: str
    kind: str
    """A key of ``MILESTONES``."""
    happened_on: date
    at: str = ""
    """HH:MM in London, where the law counts hours."""
    until: date | None = None
    """When it ended, was done or runs to: ``MilestoneKind.until`` says which."""
    rule_id: str = ""
    """For ``none-yet``: the rule whose work has not been done."""
    words: str = ""
    imported: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneKind:
    """One kind of dated fact, in the words of its form."""

    label: str
    group: str
    """The group of clocks that it belongs to."""
    until: str = ""
    """What its second day means; empty where it has none."""
    by_the_hour: bool = False
    """Whether the law counts hours from it."""


HEALTH, SCHOOL, PLANS, HOME, COURT, MISSING, CHALLENGES = (
    "Health",
    "Education",
    "Plans",
    "Home and notices",
    "Court and orders",
    "Missing",
    "Challenges",
)

MILESTONES: dict[str, MilestoneKind] = {
    "health-assessment": MilestoneKind("Health assessment", HEALTH),
    "dental-check": MilestoneKind("Dental check", HEALTH),
    "sdq": MilestoneKind("Strengths and difficulties questionnaire", HEALTH),
    "pep": MilestoneKind("Personal education plan made or reviewed", SCHOOL),
    "ehc-plan": MilestoneKind("Education, health and care plan made or reviewed", SCHOOL),
    "care-plan": MilestoneKind("Care plan made or brought up to date", PLANS),
    "placement-plan": MilestoneKind("Placement plan made", PLANS),
    "detention-plan": MilestoneKind("Detention placement plan made", PLANS),
    "permanence-plan": MilestoneKind("Plan for permanence agreed", PLANS),
    "pathway-assessment": MilestoneKind("Pathway needs assessment finished", PLANS),
    "pathway-plan": MilestoneKind("Pathway plan made or reviewed", PLANS),
    "iro-named": MilestoneKind("Independent reviewing officer named", HOME),
    "placement-told": MilestoneKind("Health, education and area authority told of the home", HOME),
    "emergency-out-of-area": MilestoneKind("Placed out of the area in an emergency", HOME, "Area authority told"),
    "ended-without-notice": MilestoneKind("Home ended before notice could be given", HOME, "Written notice given"),
    "home-before-assessment": MilestoneKind(
        "Went to live with parents before the assessment was finished", HOME, "Assessment finished"
    ),
    "temporary-approval": MilestoneKind("Connected person approved for a time", HOME, "Ended, or fully approved"),
    "temporary-approval-extended": MilestoneKind("Temporary approval extended by eight weeks", HOME),
    "home-to-18": MilestoneKind("Home meant to last to 18", HOME, "No longer"),
    "visits-agreed": MilestoneKind("Child agreed to a visit every six months", HOME, "No longer"),
    "proceedings": MilestoneKind("Care proceedings issued", COURT, "Ended"),
    "proceedings-extended": MilestoneKind("Court extended the proceedings", COURT, "Extended to"),
    "police-protection": MilestoneKind("Police protection began", COURT, "Ended", by_the_hour=True),
    "protection-extended": MilestoneKind("Emergency protection order extended", COURT, "Extended to"),
    "liberty-order": MilestoneKind("Order allowing a deprivation of liberty", COURT, "Runs to"),
    "secure-order": MilestoneKind("Secure accommodation order", COURT, "Runs to"),
    "other-order": MilestoneKind("Another order that runs for a fixed time", COURT, "Runs to"),
    "return-interview": MilestoneKind("Return interview offered", MISSING),
    "concern": MilestoneKind("Concern raised informally", CHALLENGES, "Settled"),
    "dispute": MilestoneKind("Formal challenge raised", CHALLENGES, "Settled"),
    "none-yet": MilestoneKind("Not done yet", "Other"),
}
"""Every kind of dated fact, in the order of the form."""


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    """One school term of an authority, with its half-term holiday where it has one."""

    id: str
    authority: str
    """ONS code of the authority, or a school's own name."""
    name: str
    """ "Autumn 2026"."""
    starts: date
    """The first school day."""
    ends: date
    """The last school day."""
    half_term_starts: date | None = None
    half_term_ends: date | None = None
