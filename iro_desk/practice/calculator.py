"""The calculator: every rule by its plain name, the days that it needs, and the date with its sum. No desk needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from iro_desk.casework import CouncilSettings
from iro_desk.practice.rows import legal_date_row
from iro_desk.practice.views import ClockRow
from iro_desk.statute import legal_date, rule, rule_ids
from iro_desk.statute.dates import CHOICES, MOMENTS

INPUT_WORDS: Mapping[str, str] = {
    "became_looked_after": "Became looked after",
    "remanded_to_LA_accommodation": "Remanded to local authority accommodation",
    "legal_status_change": "Legal status changed",
    "placement_move": "Moved home",
    "previous_period_ended": "Earlier time in care ended",
    "last_review": "Last review of the earlier time in care",
    "first_review": "First review held",
    "previous_review": "Previous review held",
    "previous_due": "Last day that the previous review had",
    "full_statutory_review": "It was a full review",
    "extra_meeting": "Extra meeting held",
    "held": "This review was held",
    "placed_with_parents": "Placed with parents",
    "review_meeting_adjourned": "Meeting adjourned",
    "review_due": "Last day that the review had",
    "part1": "One part held",
    "part2": "The other part held",
    "due": "Last day that the review had",
    "anchor": "Count the next one from the",
    "previous_LAC_review": "Previous looked-after review held",
    "authority_to_place": "Authority to place for adoption",
    "next_due": "Last day of the next review",
    "previous_adoption_review": "Previous adoption review held",
    "placed_for_adoption": "Placed for adoption",
    "first_placed_review": "First review of the placement held",
    "previous_placed_review": "Previous review of the placement held",
    "returned_by_prospective_adopter": "Returned from the adoptive family",
    "placed_in_secure": "Placed in secure accommodation",
    "previous_criteria_review": "Previous review of the criteria held",
    "first_short_break_starts": "First short break began",
    "previous_short_break_review": "Previous short-breaks review held",
    "temporary_approval": "Temporary approval",
    "extended": "It was extended",
    "review_date": "Review booked for",
    "review_completed": "Review completed",
    "decisions_received": "Decisions received",
    "formal_dispute_raised": "Formal challenge raised",
    "concern_raised": "Concern raised",
    "placement_start": "Home began",
    "previous_visit": "Previous visit",
    "previous_assessment": "Previous health assessment",
    "previous_check": "Previous dental check",
    "previous_sdq": "Previous questionnaire",
    "previous_plan": "Previous plan or review of it",
    "dob": "Date of birth",
    "first_placement_start": "First home began",
    "remanded": "Remanded",
    "remanded_to_detention": "Remanded to youth detention",
    "ended": "Home ended",
    "eligible": "Became eligible",
    "sixteenth_birthday": "Sixteenth birthday",
    "looked_after_since_14": "Looked after since (from 14 on)",
    "application_issued": "Application issued",
    "plan_made": "Plan made or last reviewed",
    "returned": "Returned: day and hour",
    "protection_began": "Protection began: day and hour",
    "order_made": "Order made",
    "order_ends": "Order ends",
    "extended_to": "Extended to",
    "hearing": "Day in court",
    "term_ends": "Term ends",
    "second_review_due": "Last day of the second review",
    "review": "Review held",
}
"""How an input is asked for. One that is not here is asked for by its own name, with spaces."""


@dataclass(frozen=True, slots=True)
class InputOffer:
    """One thing that a rule is given."""

    key: str
    label: str
    kind: str
    """``date``, ``moment`` (a day and an hour) or ``choice``."""
    needed: bool
    choices: tuple[tuple[str, str], ...] = ()
    either: bool = False
    """One of several of which one is enough."""


@dataclass(frozen=True, slots=True)
class RuleOffer:
    """One rule, as it is chosen."""

    id: str
    title: str
    authority: str
    inputs: tuple[InputOffer, ...]


def rules_offered() -> tuple[RuleOffer, ...]:
    """Every rule in the order of the book, by its plain name."""
    return tuple(_offer(rule_id) for rule_id in rule_ids())


def _offer(rule_id: str) -> RuleOffer:
    found = rule(rule_id)
    several = len(found.anchors) > 1
    inputs = [*_inputs(found.anchors, True, several), *_inputs(found.needs, True), *_inputs(found.also, False)]
    return RuleOffer(rule_id, found.title, found.authority, tuple({each.key: each for each in inputs}.values()))


def rule_named(words: str) -> str:
    """The id of the rule of that plain name, capitals or not; anything else comes back as it is."""
    named = {rule(rule_id).title.casefold(): rule_id for rule_id in reversed(rule_ids())}
    return named.get(" ".join(words.split()).casefold(), words)


def still_needed(offer: RuleOffer, given: Mapping[str, str]) -> tuple[str, ...]:
    """The labels of what a rule still needs; of several of which one is enough, both in one: "Born or Eligible"."""
    either = [each for each in offer.inputs if each.either]
    wanted = [each.label for each in offer.inputs if each.needed and not each.either and not given.get(each.key)]
    if either and not any(given.get(each.key) for each in either):
        wanted.insert(0, " or ".join(each.label for each in either))
    return tuple(wanted)


def _inputs(keys: Iterable[str], needed: bool, either: bool = False) -> Iterable[InputOffer]:
    for key in keys:
        words = INPUT_WORDS.get(key, key.replace("_", " ").capitalize())
        kind = "moment" if key in MOMENTS else "choice" if key in CHOICES else "date"
        choices = tuple((each, each.capitalize()) for each in CHOICES.get(key, ()))
        yield InputOffer(key, words, kind, needed, choices, either)


def work_out(rule_id: str, given: Mapping[str, str], settings: CouncilSettings, today: date) -> ClockRow:
    """The date of a rule for what is given (ISO dates, words), with its sum; empty values count as not given.

    Raises ``UserFacingError`` naming what is missing or does not fit.
    """
    inputs = {key: value for key, value in given.items() if value}
    return legal_date_row(legal_date(rule_id, inputs, settings), today, settings)
