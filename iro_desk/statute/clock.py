"""One clock on one day, and what is needed to count it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, Episode, Milestone, PeriodOfCare
from iro_desk.statute import explanations
from iro_desk.statute.calendars import WorkingDays
from iro_desk.statute.reckoning import Reckoning, reckon
from iro_desk.statute.rules import rule
from iro_desk.statute.windows import (
    DUE,
    DUE_SOON,
    FUTURE,
    OVERDUE,
    URGENT,
    Window,
    mark_of_paper,
    mark_of_review,
    time_left,
    window_of,
    window_words,
)

INCOMPLETE = "history incomplete"
NO_REVIEW = "no review known"
LATER_MISSING = "later reviews missing"
NOT_RECORDED = "not recorded"
NOT_REQUIRED = "not required"
ADJOURNED_TOO_LONG = "adjourned not finished in time"
STILL_TO_COME = frozenset({FUTURE, DUE_SOON, DUE, URGENT})


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock on one day. The words of the sum, and its window, are made when they are read."""

    rule_id: str
    child: str
    state: str
    """future, due soon, due, urgent, overdue; held in time, held late, adjourned in time, adjourned not finished in
    time; history incomplete, no review known, not recorded; or "not required: ..."."""
    mark: str
    """late, risk, soon, wait, booked, open, done, unknown: the state's shape."""
    legal_limit: date | None
    """The last lawful day, that day included; ``None`` where none can be known or none is required."""
    last_working_day: date | None
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
    opens: date | None = field(default=None, repr=False)
    """The first day that the law itself allows, where it names one."""

    @property
    def title(self) -> str:
        """What is to be done."""
        return self.sum.rule.title if self.sum is not None else rule(self.rule_id, self.anchor).title

    @property
    def group(self) -> str:
        """The group of clocks that it belongs to: ``Reviews``, ``Papers``, ``Visits`` ... (``rules.csv``)."""
        return rule(self.rule_id).group

    @property
    def authority(self) -> str:
        """The instrument and the place in it."""
        return self.sum.rule.authority if self.sum is not None else rule(self.rule_id, self.anchor).authority

    @property
    def window(self) -> Window | None:
        """Earliest sensible day, day to aim for and last lawful day; ``None`` without a limit."""
        if self.sum is None or self.legal_limit is None:
            return None
        sum_ = self.sum
        found = window_of(self.rule_id, sum_.anchor, self.legal_limit, sum_.working, sum_.settings)
        if self.opens is None:
            return found
        return Window(self.opens, max(self.opens, found.target), found.last)

    @property
    def because(self) -> str:
        """The sum in one sentence, with what was assumed."""
        said = explanations.sentence(self.sum) if self.sum is not None else ""
        return " ".join(part for part in (self.words, said, self.assumed) if part)

    @property
    def steps(self) -> tuple[str, ...]:
        """The sum line by line."""
        lines = explanations.steps(self.sum) if self.sum is not None else ()
        return tuple(line for line in (self.words, *lines, self._best(), self.assumed) if line)

    def _best(self) -> str:
        """When a review is best held; nothing for what is simply done by its day."""
        window = self.window if self.group == "Reviews" else None
        if window is None or self.sum is None or self.state not in STILL_TO_COME:
            return ""
        return window_words(window, self.sum.settings, self.rule_id)

    @property
    def would_change(self) -> str:
        """What would change the date, in one or two sentences."""
        return rule(self.rule_id, self.anchor).changes


@dataclass(frozen=True, slots=True)
class Case:
    """What every clock of one child on one day needs."""

    file: ChildFile
    on: date
    settings: CouncilSettings
    working: WorkingDays
    periods: tuple[PeriodOfCare, ...]
    """Every period of care, oldest first."""
    period: PeriodOfCare
    """The latest period of care begun by the day."""
    lived: tuple[Episode, ...]
    """Its episodes begun by the day, without hospital stays, holidays and other temporary moves."""
    home: Episode | None
    """The first episode in the home of the day; ``None`` where none is known."""
    milestones: Mapping[str, tuple[Milestone, ...]] = field(repr=False)
    """The dated facts up to the day by kind, oldest first."""

    def latest(self, kind: str, since: date = date.min) -> Milestone | None:
        """The newest dated fact of a kind that happened on or after a day."""
        found = self.milestones.get(kind)
        return found[-1] if found and found[-1].happened_on >= since else None

    def running(self, kind: str) -> tuple[Milestone, ...]:
        """The dated facts of a kind whose second day has not come."""
        return tuple(m for m in self.milestones.get(kind, ()) if m.until is None or m.until > self.on)

    def count(
        self,
        rule_id: str,
        anchor: date,
        words: str = "",
        after: tuple[str, ...] = (),
        *,
        before: tuple[str, ...] = (),
        variant: str = "",
        at: str = "",
    ) -> Reckoning:
        """Count one rule from a day; ``words`` say what happened then where the rule's own do not fit."""
        return reckon(
            rule_id,
            anchor,
            self.working,
            self.settings,
            variant=variant,
            before=before,
            after=after,
            anchor_words=words,
            at=at,
        )

    def review_clock(self, sum_: Reckoning, booked_for: date | None = None) -> Clock:
        """The clock of a review that runs to the limit of that sum."""
        state = self._state(sum_)
        return self._clock(sum_, state, mark_of_review(state, sum_.limit, booked_for, self.on), booked_for=booked_for)

    def paper_clock(self, sum_: Reckoning, review: str = "", waiting: bool = False) -> Clock:
        """The clock of a paper; ``waiting`` where somebody other than the IRO has to act."""
        state = self._state(sum_)
        return self._clock(sum_, state, mark_of_paper(state, waiting), review=review)

    def duty_clock(self, sum_: Reckoning, *, known: bool = True, review: str = "") -> Clock:
        """The clock of something that others do around the child.

        Once its day has gone by, its absence means late where this desk is kept up with such facts (``known``) or
        somebody said that it has not been done; otherwise it is not recorded, and nobody is called late.
        """
        clock = self.paper_clock(sum_, review)
        if known or clock.state != OVERDUE or self.said_not_done(sum_.rule.id, sum_.anchor):
            return clock
        return replace(
            clock,
            state=NOT_RECORDED,
            mark="unknown",
            legal_limit=None,
            last_working_day=None,
            days_left=None,
            asks=NOT_RECORDED,
            assumed="Nothing here says whether it was done. Enter the day, or say that it has not been done.",
        )

    def said_not_done(self, rule_id: str, since: date) -> bool:
        """Whether somebody was asked, on or after a day, and said that it had not been done."""
        return any(m.rule_id == rule_id and m.happened_on >= since for m in self.milestones.get("none-yet", ()))

    def day_clock(self, sum_: Reckoning) -> Clock:
        """The clock of a day on which something changes or ends by itself."""
        days = (sum_.limit - self.on).days
        state = OVERDUE if days < 0 else time_left(self.on, self.on, sum_.limit, self.working, self.settings)
        return self._clock(sum_, state, "late" if days < 0 else "soon" if days <= SOON_DAYS else "open")

    def open_clock(self, rule_id: str, state: str, mark: str, anchor: date | None, words: str = "") -> Clock:
        """A clock without a limit: none is required, or none can be known."""
        return Clock(rule_id, self.file.child.id, state, mark, None, None, None, anchor, words=words)

    def unrecorded(self, rule_id: str, words: str) -> Clock:
        """A clock that has nothing to be counted from, as the last one is not recorded; once somebody said that there
        was none, it is counted from becoming looked after."""
        started = self.period.started
        if self.said_not_done(rule_id, started):
            return self.duty_clock(self.count(rule_id, started, "Became looked after, and none since"))
        clock = self.open_clock(rule_id, NOT_RECORDED, "unknown", None, words)
        return replace(clock, asks=NOT_RECORDED, assumed="Enter the day of the last one, or say that there was none.")

    def _state(self, sum_: Reckoning) -> str:
        if sum_.rule.kind == "moment" and self.on <= sum_.limit:
            return URGENT
        return time_left(self.on, sum_.anchor, sum_.limit, self.working, self.settings)

    def _clock(
        self, sum_: Reckoning, state: str, mark: str, *, booked_for: date | None = None, review: str = ""
    ) -> Clock:
        return Clock(
            rule_id=sum_.rule.id,
            child=self.file.child.id,
            state=state,
            mark=mark,
            legal_limit=sum_.limit,
            last_working_day=sum_.last_working_day,
            days_left=(sum_.limit - self.on).days,
            anchor=sum_.anchor,
            booked_for=booked_for,
            review=review,
            sum=sum_,
        )


SOON_DAYS = 28
"""Calendar days before a day that comes by itself from which it is worth a word."""
