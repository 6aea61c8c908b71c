"""What became of the decisions, so that the year's tables come out."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from iro_desk.casework import Decision, Review
from iro_desk.practice.demo.reviews import YEAR, ReviewMaker
from iro_desk.practice.demo.store import Store
from iro_desk.practice.demo.tables import words, written_day


def settle_outcomes(store: Store, reviews: ReviewMaker, chance: random.Random) -> None:
    """Give every decision whose day has come an outcome: overdue where the table says so, done in time, or late."""
    today = written_day()
    held = {review.id: review.held_on or today for review in store.all(Review)}
    waiting = _make_overdue(store, reviews, today)
    due = [d for d in store.all(Decision) if d.by is not None and d.by < today and _in_year(held[d.review], today)]
    kept = sum(1 for d in due if _in_time(d))
    wanted = round(len(due) * int(words()["done_in_time_percent"]) / 100)
    open_still = [d for d in due if d.id not in waiting and d.id not in reviews.settled]
    chance.shuffle(open_still)
    for place, decision in enumerate(open_still):
        store.put(_outcome(decision, place < wanted - kept, held[decision.review], today, chance))


def _make_overdue(store: Store, reviews: ReviewMaker, today: date) -> set[str]:
    """The decisions left without a word past their day, of each last review as many as the table says."""
    of_review: dict[str, list[Decision]] = defaultdict(list)
    for decision in store.all(Decision):
        if decision.review in reviews.overdue and decision.id not in reviews.settled:
            of_review[decision.review].append(decision)
    left = set()
    for review, decisions in of_review.items():
        # The carried promise first, then those that were due soonest.
        ordered = sorted(decisions, key=lambda d: (not d.carried_from, d.by or today))
        soonest = [d for d in ordered if d.carried_from and d.by and d.by < today]
        soonest += sorted((d for d in ordered if d not in soonest), key=lambda d: d.by or today)
        for place, decision in enumerate(soonest[: reviews.overdue[review]]):
            if decision.by is None or decision.by >= today:
                decision = replace(decision, by=today - timedelta(days=3 + place))
                store.put(decision)
            left.add(decision.id)
    return left


def _in_year(held: date, today: date) -> bool:
    return today - YEAR <= held <= today


def _in_time(decision: Decision) -> bool:
    on, by = decision.outcome_on, decision.by
    return decision.outcome == "done" and on is not None and by is not None and on <= by


def _outcome(decision: Decision, in_time: bool, held: date, today: date, chance: random.Random) -> Decision:
    by = decision.by or today
    if in_time:
        return replace(decision, outcome="done", outcome_on=max(held, by - timedelta(days=chance.randint(0, 9))))
    if chance.random() < 0.2:
        return replace(decision, outcome="overtaken", outcome_on=min(today, by + timedelta(days=14)))
    late = min(today, by + timedelta(days=chance.randint(4, 30)))
    return replace(
        decision, outcome="done", outcome_on=late, outcome_words=f"Late. {chance.choice(words()['not_done_words'])}"
    )
