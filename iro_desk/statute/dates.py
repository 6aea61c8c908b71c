"""One statutory date from its inputs: ``legal_date("review.first", {"became_looked_after": "2026-11-07"})``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from iro_desk.casework import CouncilSettings, UserFacingError
from iro_desk.statute import explanations
from iro_desk.statute.calendars import WorkingDays, age_on, birthday, working_days
from iro_desk.statute.reckoning import Reckoning, london, reckon
from iro_desk.statute.rules import Rule, rule
from iro_desk.statute.words import amount, long_day, plain_day

UNDER_FIVE: Final = 5
"""A review health assessment is due after six months while the child was under this age at the one before."""
ELIGIBLE_FROM_AGE: Final = 14
ELIGIBLE_AFTER_DAYS: Final = 91
"""Thirteen weeks looked after since the 14th birthday make a child eligible (2010 Regulations, regulation 40)."""
PATHWAY_AGE: Final = 16

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "full_statutory_review": ("yes", "no"),
    "extended": ("yes", "no"),
    "anchor": ("first", "last"),
}
"""Inputs that are a choice of words; every other input is a moment or a date."""

MOMENTS: Final = frozenset({"returned", "protection_began"})
"""Inputs that are a moment: a day and an hour in London."""


@dataclass(frozen=True, slots=True)
class LegalDate:
    """What a rule says for the inputs given."""

    rule_id: str
    kind: str
    """``limit``, ``earliest``, ``boundary`` or ``moment``: what ``legal_limit`` is."""
    legal_limit: date
    """The last lawful day, that day included; never moved for a weekend or holiday."""
    last_working_day: date
    """The last working day on or before it."""
    because: str
    """The sum in one sentence."""
    steps: tuple[str, ...]
    """The sum line by line."""
    authority: str
    moment: str = ""
    """Local time of the limit (``2026-12-27T22:00``) where the rule counts hours."""


def legal_date(rule_id: str, inputs: Mapping[str, str], settings: CouncilSettings | None = None) -> LegalDate:
    """The date that a rule gives for these inputs (ISO dates, yes or no), with its sum and authority.

    Raises ``UserFacingError`` naming the rule or the key that is unknown, missing or does not fit.
    """
    settings = settings or CouncilSettings()
    given = _read(rule(rule_id), inputs)
    return as_legal_date(_SPECIAL.get(rule_id, _plain)(rule_id, given, settings, working_days(settings)))


def as_legal_date(sum_: Reckoning) -> LegalDate:
    """A reckoning with its words."""
    return LegalDate(
        rule_id=sum_.rule.id,
        kind=sum_.rule.kind,
        legal_limit=sum_.limit,
        last_working_day=sum_.last_working_day,
        because=explanations.sentence(sum_),
        steps=explanations.steps(sum_),
        authority=sum_.rule.authority,
        moment=sum_.moment,
    )


def record_deadlines(completed_on: date, settings: CouncilSettings) -> tuple[LegalDate, ...]:
    """The days on which decisions, the manager's reply, the record and its sharing are due after a review.

    The manager's reply is counted from the last day for the decisions.
    """
    working = working_days(settings)
    decisions = reckon("record.decisions", completed_on, working, settings)
    sums = [decisions, reckon("record.manager_response", decisions.limit, working, settings)]
    sums += [reckon(rule_id, completed_on, working, settings) for rule_id in ("record.full", "record.distributed")]
    return tuple(as_legal_date(sum_) for sum_ in sums)


# ---------------------------------------------------------------- inputs


@dataclass(frozen=True, slots=True)
class _Given:
    rule: Rule
    days: Mapping[str, date]
    words: Mapping[str, str]

    @property
    def anchor(self) -> date:
        return next(self.days[key] for key in self.rule.anchors if key in self.days)


def _read(found: Rule, inputs: Mapping[str, str]) -> _Given:
    allowed = (*found.anchors, *found.needs, *found.also)
    for key in inputs:
        if key not in allowed:
            raise _refuse(f"{found.id} has no input called {key}.", f"It takes {', '.join(allowed)}.")
    if not any(key in inputs for key in found.anchors):
        raise _refuse(f"{found.id} needs {' or '.join(found.anchors)}.", "Give it as a date such as 2026-11-07.")
    for key in found.needs:
        if key not in inputs:
            raise _refuse(f"{found.id} needs {key} too.", "Give it as a date such as 2026-11-07.")
    days: dict[str, date] = {}
    words: dict[str, str] = {}
    for key, value in inputs.items():
        text = value.strip()
        if key in CHOICES:
            if text not in CHOICES[key]:
                raise _refuse(f"{key} is {' or '.join(CHOICES[key])}.", "")
            words[key] = text
        elif key in MOMENTS:
            words[key] = _moment(key, text).isoformat(timespec="minutes")
            days[key] = _moment(key, text).date()
        else:
            days[key] = _day(key, text)
    return _Given(found, days, words)


def _day(key: str, text: str) -> date:
    try:
        # date.fromisoformat also reads 20261107 and 2026-W45-6, which nobody types on purpose here.
        if len(text) != len("2026-11-07") or text[4] + text[7] != "--":
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise _refuse(f"{key} is not a date.", "Give it as year, month and day: 2026-11-07.") from None


def _moment(key: str, text: str) -> datetime:
    try:
        if "T" not in text:
            raise ValueError
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _refuse(f"{key} needs a day and an hour.", "Give it as 2026-12-24T22:00.") from None
    return moment if moment.tzinfo is None else moment.astimezone(london()).replace(tzinfo=None)


def _refuse(what: str, do: str) -> UserFacingError:
    return UserFacingError(what, safe="Nothing was counted.", do=do)


# ---------------------------------------------------------------- rules that ask more than one count


def _plain(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    return reckon(rule_id, given.anchor, working, settings)


def _first(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    notes = []
    if "legal_status_change" in given.days or "placement_move" in given.days:
        notes.append("A change of legal status or a move of home does not start the time again.")
    if "previous_period_ended" in given.days or "last_review" in given.days:
        notes.append("A child who comes back into care starts a new period, with a first review of its own.")
    words = "" if "became_looked_after" in given.days else "Remanded to local authority accommodation"
    return reckon(rule_id, given.anchor, working, settings, after=tuple(notes), anchor_words=words)


def _later(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    days = given.days
    anchor = given.anchor
    full = given.words.get("full_statutory_review", "")
    before: list[str] = []
    after: list[str] = []
    if "extra_meeting" in days:
        if full == "yes":
            anchor = max(anchor, days["extra_meeting"])
            before.append("The extra meeting was a full review, so the time starts again from it.")
        else:
            before.append(
                f"The meeting on {plain_day(days['extra_meeting'])} was not a full review and changes nothing."
            )
    elif full == "no" and "previous_due" not in days:
        raise _refuse(
            "A meeting that was not a full review starts no time.", "Give previous_due, the last day as it stood."
        )
    sum_ = reckon(rule_id, anchor, working, settings)
    due = days.get("previous_due")
    if due is not None and "extra_meeting" not in days:
        sum_, note = _against_due(sum_, due, full, settings)
        before.append(note)
    if "placement_move" in days:
        after.append("A move of home does not start the time again.")
    if "held" in days:
        late = (days["held"] - sum_.limit).days
        how = f"{amount(late, 'days')} late" if late > 0 else "in time"
        after.append(f"Held on {long_day(days['held'])}: {how}.")
    return replace(sum_, before=tuple(before), after=tuple(after))


def _against_due(sum_: Reckoning, due: date, full: str, settings: CouncilSettings) -> tuple[Reckoning, str]:
    """What the previous review's own last day means: counted from the day held, unless nothing was held in full."""
    held = sum_.anchor
    if held > due:
        return sum_, f"It was held after its last day, {plain_day(due)}; the time is counted from the day it was held."
    # Not counted from the day held but the day that stood before: the sum says so and counts nothing.
    stands = replace(
        sum_,
        rule=replace(sum_.rule, counting="fixed day"),
        anchor=due,
        anchor_words="The last day as it stood",
        limit=due,
        last_working_day=sum_.working.last_on_or_before(due),
    )
    if full == "no":
        return stands, f"What was held was not a full review, so the last day of {plain_day(due)} stands."
    if not settings.yes("brought_forward_counts") and held < due - timedelta(days=settings.number("window_later_days")):
        return stands, f"By this council's setting a review brought forward does not count, so {plain_day(due)} stands."
    return (
        sum_,
        f"It was held before its last day, {plain_day(due)}; a full review starts the time again from the day held.",
    )


def _adjourned(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    return adjourned(given.anchor, given.days.get("review_due"), settings, working)


def adjourned(adjourned_on: date, due_on: date | None, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    """The last day to finish an adjourned review: counted from the meeting, or by a setting from its due day."""
    after = (
        "Nothing proposed at the meeting may be carried out until the review is finished.",
        "A review can be adjourned once.",
    )
    if settings.text("adjournment_counts_from") == "due" and due_on is not None:
        before = (
            "By this council's setting the time is counted from the last day of the review, not from the meeting.",
        )
        words = "Last day of the review"
        return reckon("review.adjourned", due_on, working, settings, before=before, after=after, anchor_words=words)
    return reckon("review.adjourned", adjourned_on, working, settings, after=after)


def _series(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    which = given.words.get("anchor") or settings.text("parts_anchor")
    first, last = sorted((given.days["part1"], given.days["part2"]))
    due = given.days["due"]
    in_time = "in time" if last <= due else f"{amount((last - due).days, 'days')} late"
    before = (
        f"The parts were held on {plain_day(first)} and {plain_day(last)}; "
        f"the last day was {plain_day(due)}: {in_time}.",
        f"The next one is counted from the {which} part.",
    )
    words = f"{which.capitalize()} part held"
    return reckon(rule_id, first if which == "first" else last, working, settings, before=before, anchor_words=words)


def _joint(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    looked_after = reckon("review.later", given.days["previous_LAC_review"], working, settings)
    adoption = reckon("adoption.authorised.first", given.days["authority_to_place"], working, settings)
    return joint(looked_after, adoption)


def joint(looked_after: Reckoning, adoption: Reckoning) -> Reckoning:
    """One meeting for both clocks, by the earlier of their last days."""
    earlier = min(looked_after, adoption, key=lambda sum_: sum_.limit)
    before = (
        f"Looked-after clock: {long_day(looked_after.limit)}.",
        f"Adoption clock: {long_day(adoption.limit)}.",
    )
    words = earlier.anchor_words or earlier.rule.anchor_words
    return replace(earlier, rule=rule("review.joint", earlier.anchor), before=before, after=(), anchor_words=words)


def _midpoint(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    if given.days["next_due"] < given.anchor:
        raise _refuse("next_due lies before previous_review.", "Check both dates.")
    return midpoint(given.anchor, given.days["next_due"], settings, working)


def midpoint(previous: date, next_due: date, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    """The day half way between two reviews, rounded down."""
    span = (next_due - previous).days
    limit = previous + timedelta(days=span // 2)
    before = (f"{amount(span, 'days')} between {plain_day(previous)} and {plain_day(next_due)}.",)
    found = rule("review.midpoint", previous)
    last = working.last_on_or_before(limit)
    return Reckoning(found, previous, limit, last, span // 2, working, before, settings=settings)


def _approval(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    extended = given.words.get("extended") == "yes"
    note = ("Extended once by 8 weeks; the IRO is told before it is decided.",) if extended else ()
    return reckon(rule_id, given.anchor, working, settings, variant="extended" if extended else "", after=note)


def _health(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    if given.anchor < given.days["dob"]:
        raise _refuse("previous_assessment lies before dob.", "Check both dates.")
    variant, before = health_variant(given.days["dob"], given.anchor)
    return reckon(rule_id, given.anchor, working, settings, variant=variant, before=before)


def health_variant(born: date, assessed_on: date) -> tuple[str, tuple[str, ...]]:
    """Which interval follows a health assessment: the variant of the rule, and why."""
    age = age_on(born, assessed_on)
    return "under five" if age < UNDER_FIVE else "", (f"The child was {age} on the day of the previous assessment.",)


def _pathway(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    days = given.days
    sixteenth = days.get("sixteenth_birthday") or (birthday(days["dob"], PATHWAY_AGE) if "dob" in days else None)
    eligible, since = days.get("eligible"), None
    if eligible is None and "became_looked_after" in days:
        since = max(days["became_looked_after"], birthday(days["dob"], ELIGIBLE_FROM_AGE))
        eligible = since + timedelta(days=ELIGIBLE_AFTER_DAYS)
    return pathway(sixteenth, eligible, since, settings, working)


def pathway(
    sixteenth: date | None, eligible: date | None, since: date | None, settings: CouncilSettings, working: WorkingDays
) -> Reckoning:
    """Three months after the 16th birthday, or after the day the child becomes eligible if that is later.

    ``since`` is the day from which the thirteen weeks were counted, for the explanation.
    """
    before: list[str] = []
    if since is not None and eligible is not None:
        before.append(
            f"13 weeks looked after since the age of 14, from {plain_day(since)}, end on {plain_day(eligible)}."
        )
    if sixteenth is not None:
        before.append(f"Sixteen on {plain_day(sixteenth)}.")
    later = max(day for day in (sixteenth, eligible) if day is not None)
    words = "Sixteenth birthday" if later == sixteenth else "Became eligible"
    return reckon("pathway.assessment", later, working, settings, before=tuple(before), anchor_words=words)


def _police(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    at = given.words["protection_began"][-5:]
    words = f"Police protection began at {at}"
    return reckon(rule_id, given.anchor, working, settings, at=at, anchor_words=words)


def _interview(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    at = given.words["returned"][-5:]
    return reckon(rule_id, given.anchor, working, settings, at=at, anchor_words=f"Returned at {at}")


def _participation(rule_id: str, given: _Given, settings: CouncilSettings, working: WorkingDays) -> Reckoning:
    sum_ = reckon(rule_id, given.anchor, working, settings)
    review = given.days["review"]
    right = "PN0" if review < sum_.limit else "one of PN1 to PN7"
    return replace(sum_, after=(f"At the review on {long_day(review)} the right code is {right}.",))


_SPECIAL: Final[Mapping[str, Callable[[str, _Given, CouncilSettings, WorkingDays], Reckoning]]] = {
    "review.first": _first,
    "review.later": _later,
    "review.adjourned": _adjourned,
    "review.series": _series,
    "review.joint": _joint,
    "review.midpoint": _midpoint,
    "approval.temporary": _approval,
    "health.review": _health,
    "pathway.assessment": _pathway,
    "missing.return_interview": _interview,
    "protection.police": _police,
    "participation.from_four": _participation,
}
