"""What would follow: a review held on a day, or the child placed for adoption, tried on a copy of the facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, Refused, Review
from iro_desk.statute.calendars import working_days
from iro_desk.statute.clock import Clock
from iro_desk.statute.clocks import clocks_of, next_review
from iro_desk.statute.history import reviews_held
from iro_desk.statute.outcome import BEGINNINGS, clock_met_by
from iro_desk.statute.series import PLACED_CODE, episode_in_force

SUPPOSED = "supposed"
"""The id of the review that is supposed."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would follow if a review were held on a day."""

    held_on: date
    met: Clock | None
    """The clock that it would meet, as it stood before it, with the state held in time or held late; ``None`` when
    no clock of that kind runs then."""
    following: tuple[Clock, ...]
    """The clocks of the reviews that follow, as they would stand on that day, in the order of their limits."""
    papers: tuple[Clock, ...]
    """The clocks of the papers that would be owed for it."""
    is_working_day: bool

    @property
    def next(self) -> Clock | None:
        """The review that would be due first."""
        return next_review(self.following)


def what_if(
    file: ChildFile, held_on: date, settings: CouncilSettings, kind: str = "looked after", *, adjourned: bool = False
) -> WhatIf:
    """The next dates that follow if a full review of that kind is held, or opened and adjourned, on a day.

    Bookings up to that day are left out: it is held in the place of the one booked. Raises ``Refused`` for a day on
    or before the last review of that kind that was held.
    """
    kinds = frozenset({kind})
    held = reviews_held(file, date.min, date.max, kinds, settings)
    if held and held_on <= held[-1].day:
        raise Refused("A later review was held already.", safe="Nothing was changed.", do="Choose a later day.")
    waiting = tuple(r for r in file.reviews if r.state == "adjourned" and r.kind == kind)
    opened = max((r.adjourned_on for r in waiting if r.adjourned_on is not None), default=None)
    supposed = Review(
        SUPPOSED,
        file.child.id,
        kind=kind,
        state="adjourned" if adjourned else "completed",
        held_on=None if adjourned else held_on,
        completed_on=None if adjourned else held_on,
        first_part_on=held_on if adjourned else opened,
        adjourned_on=held_on if adjourned else opened,
    )
    others = tuple(
        r for r in file.reviews if r not in waiting and (r.booked_for is None or r.held_on or r.booked_for > held_on)
    )
    tried = replace(file, reviews=(*others, supposed))
    clocks = clocks_of(tried, held_on, settings)
    begins = tuple(BEGINNINGS.values())
    return WhatIf(
        held_on=held_on,
        met=None if adjourned else clock_met_by(tried, SUPPOSED, settings),
        following=tuple(c for c in clocks if c.rule_id.startswith(begins)),
        papers=tuple(c for c in clocks if c.review == SUPPOSED and c.group == "Papers"),
        is_working_day=working_days(settings).is_working(held_on),
    )


def what_if_placed(file: ChildFile, on: date, settings: CouncilSettings) -> tuple[Clock, ...]:
    """The clocks of the reviews if the child were placed for adoption on a day: the looked-after clock stops.

    Raises ``Refused`` when the child is not looked after on that day.
    """
    before = episode_in_force(file, on)
    if before is None:
        raise Refused("The child is not looked after on that day.", safe="Nothing was changed.")
    ended = replace(before, ended=on, reason_ended="X1")
    placed = replace(
        before, id=SUPPOSED, started=on, reason_new="P", placement=PLACED_CODE, ended=None, reason_ended=""
    )
    placed = replace(placed, postcode="", urn=SUPPOSED, home_name="")
    episodes = tuple(e for e in file.episodes if e.started < on and e.id != before.id)
    tried = replace(file, episodes=(*episodes, ended, placed) if before.started < on else (*episodes, placed))
    begins = tuple(BEGINNINGS.values())
    return tuple(c for c in clocks_of(tried, on, settings) if c.rule_id.startswith(begins))
