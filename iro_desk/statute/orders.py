"""Courts, orders and approvals that end on a day: proceedings, protection, secure, liberty, temporary approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from iro_desk.casework import Episode
from iro_desk.statute.clock import Case, Clock
from iro_desk.statute.words import plain_day

POLICE, EMERGENCY, ASSESSMENT = "L1", "L2", "L3"


def order_clocks(case: Case) -> Iterator[Clock]:
    """Every order, hearing and approval that runs on the day."""
    yield from _proceedings(case)
    yield from _protection(case)
    yield from _fixed(case)
    yield from _approval(case)


def _proceedings(case: Case) -> Iterator[Clock]:
    for issued in case.running("proceedings"):
        sum_ = case.count("court.26_weeks", issued.happened_on)
        extended = case.latest("proceedings-extended", issued.happened_on)
        if extended is not None and extended.until is not None:
            note = f"The 26 weeks ended on {plain_day(sum_.limit)}; the court extended the time."
            sum_ = case.count("court.26_weeks", extended.until, before=(note,), variant="extended")
        yield case.duty_clock(sum_)


def _protection(case: Case) -> Iterator[Clock]:
    """Police protection and the two short orders: from the episode, with the hour from the dated fact."""
    last = case.lived[-1] if case.lived else None
    began = case.running("police-protection")
    if began and (last is None or last.legal_status in (POLICE, "")):
        yield case.duty_clock(case.count("protection.police", began[-1].happened_on, at=began[-1].at))
    elif last is not None and last.legal_status == POLICE:
        yield case.duty_clock(case.count("protection.police", _order_made(case, last).started))
    elif last is not None and last.legal_status == EMERGENCY:
        made = _order_made(case, last).started
        extended = case.latest("protection-extended", made)
        until = extended.until if extended is not None else last.order_ends
        if until is not None and case.working.well_within(until):
            words = "Order extended to" if extended is not None else "Order runs to"
            yield case.duty_clock(case.count("protection.emergency", until, words, variant="extended"))
        else:
            yield case.duty_clock(case.count("protection.emergency", made))
    elif last is not None and last.legal_status == ASSESSMENT:
        yield case.duty_clock(case.count("protection.assessment", _order_made(case, last).started))


def _order_made(case: Case, last: Episode) -> Episode:
    """The first of the unbroken run of episodes with that legal status."""
    first = last
    for episode in reversed(case.lived):
        if episode.legal_status != last.legal_status:
            break
        first = episode
    return first


def _fixed(case: Case) -> Iterator[Clock]:
    """Orders that name their own last day, and court dates to come."""
    last = case.lived[-1] if case.lived else None
    named = set()
    for kind, rule_id in (
        ("liberty-order", "order.liberty"),
        ("secure-order", "order.ends"),
        ("other-order", "order.ends"),
    ):
        order = case.latest(kind)
        if order is not None and order.until is not None and case.on <= order.until + timedelta(days=STILL_SHOWN):
            named.add(order.until)
            words = f"Made on {plain_day(order.happened_on)}, runs to"
            yield case.day_clock(case.count(rule_id, order.until, words))
    if (
        last is not None
        and last.order_ends is not None
        and case.working.well_within(last.order_ends)
        and case.on <= last.order_ends + timedelta(days=STILL_SHOWN)
        and last.order_ends not in named
        and last.legal_status != EMERGENCY
    ):
        yield case.day_clock(case.count("order.ends", last.order_ends))
    for event in case.file.events:
        coming = event.happened_on >= case.on and case.working.well_within(event.happened_on)
        if event.kind == "court" and coming and event.ended_on is None:
            yield case.day_clock(case.count("court.hearing", event.happened_on))


STILL_SHOWN = 28
"""Days for which an order that has run out is still shown."""


def _approval(case: Case) -> Iterator[Clock]:
    """The end of a connected person's temporary approval, extended or not."""
    given = case.running("temporary-approval")
    since = given[-1].happened_on if given else None
    if since is None and case.lived and case.lived[-1].approval_temporary:
        since = next((e.started for e in case.lived if e.approval_temporary), None)
    if since is None:
        return
    extended = case.latest("temporary-approval-extended", since) is not None
    notes = (
        ("Extended once by 8 weeks.",)
        if extended
        else ("It may be extended once, by up to 8 weeks; the IRO is told before that is decided.",)
    )
    variant = "extended" if extended else ""
    yield case.duty_clock(case.count("approval.temporary", since, after=notes, variant=variant))
