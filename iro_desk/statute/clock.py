"""One clock on one day, and what is needed to count it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings
from iro_desk.statute import explanations
from iro_desk.statute.calendars import WorkingDays
from iro_desk.statute.reckoning import Reckoning, reckon
from iro_desk.statute.rules import rule
from iro_desk.statute.windows import Window, mark_of_paper, mark_of_review, time_left, window_of

INCOMPLETE = "history incomplete"
NO_REVIEW = "no review known"
LATER_MISSING = "later reviews missing"
NOT_REQUIRED = "not required"
ADJOURNED_TOO_LONG = "adjourned not finished in time"


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock on one day. The words of the sum are made when they are read."""

    rule_id: str
    child: str
    state: str
    """future, due soon, due, urgent, overdue; held in time, held late, adjourned in time, adjourned not finished in
    time; history incomplete, no review known; or "not required: ..."."""
    mark: str
    """late, risk, soon, wait, booked, open, done, unknown: the state's shape."""
    legal_limit: date | None
    """The last lawful day, that day included; ``None`` where none can be known or none is required."""
    last_working_day: date | None
    window: Window | None
    days_left: int | None
    """Calendar days to the limit; negative once it has passed; ``None`` where lateness cannot be known."""
    anchor: date | None
    """The day it is counted from."""
    history_complete: bool = True
    assumed: str = ""
    """What was assumed and how to put it right; empty when nothing was."""
    asks: str = ""
    """The kind of question that the assumption leaves open (``statute.questions``)."""
    booked_for: date | None = None
    review: str = ""
    """The review that a paper's or an adjournment's clock belongs to."""
    sum: Reckoning | None = field(default=None, repr=False)
    words: str = field(default="", repr=False)
    """The explanation of a clock without a sum, or what comes before the sum."""

    @property
    def title(self) -> str:
        """What is to be done."""
        return rule(self.rule_id, self.anchor).title

    @property
    def authority(self) -> str:
        """The instrument and the place in it."""
        return rule(self.rule_id, self.anchor).authority

    @property
    def because(self) -> str:
        """The sum in one sentence, with what was assumed."""
        said = explanations.sentence(self.sum) if self.sum is not None else ""
        return " ".join(part for part in (self.words, said, self.assumed) if part)

    @property
    def steps(self) -> tuple[str, ...]:
        """The sum line by line."""
        lines = explanations.steps(self.sum) if self.sum is not None else ()
        return tuple(line for line in (self.words, *lines, self.assumed) if line)


@dataclass(frozen=True, slots=True)
class Case:
    """What every clock of one child on one day needs."""

    file: ChildFile
    on: date
    settings: CouncilSettings
    working: WorkingDays

    def count(self, rule_id: str, anchor: date, words: str = "", after: tuple[str, ...] = ()) -> Reckoning:
        """Count one rule from a day; ``words`` say what happened then where the rule's own do not fit."""
        return reckon(rule_id, anchor, self.working, self.settings, anchor_words=words, after=after)

    def review_clock(self, sum_: Reckoning, booked_for: date | None = None) -> Clock:
        """The clock of a review that runs to the limit of that sum."""
        clock = self._clock(sum_)
        mark = mark_of_review(clock.state, sum_.limit, booked_for, self.on)
        return replace(clock, mark=mark, booked_for=booked_for)

    def paper_clock(self, sum_: Reckoning, review: str, waiting: bool = False) -> Clock:
        """The clock of a paper; ``waiting`` where somebody other than the IRO has to act."""
        clock = self._clock(sum_)
        return replace(clock, mark=mark_of_paper(clock.state, waiting), review=review)

    def open_clock(self, rule_id: str, state: str, mark: str, anchor: date | None, words: str = "") -> Clock:
        """A clock without a limit: none is required, or none can be known."""
        return Clock(rule_id, self.file.child.id, state, mark, None, None, None, None, anchor, words=words)

    def _clock(self, sum_: Reckoning) -> Clock:
        return Clock(
            rule_id=sum_.rule.id,
            child=self.file.child.id,
            state=time_left(self.on, sum_.anchor, sum_.limit, self.working, self.settings),
            mark="open",
            legal_limit=sum_.limit,
            last_working_day=sum_.last_working_day,
            window=window_of(sum_.rule.id, sum_.anchor, sum_.limit, self.working, self.settings),
            days_left=(sum_.limit - self.on).days,
            anchor=sum_.anchor,
            sum=sum_,
        )
