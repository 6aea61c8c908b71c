"""The children who are not written out: made to the composition of the practice caseload, from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from iro_desk.statute import WorkingDays, add_months

WORKERS = ("Priya Inkwell", "Tomasz Feather", "Ffion Quillon", "Bola Lanternlight")
CODES = ("PN1", "PN1", "PN1", "PN1", "PN2", "PN4", "PN5", "PN6", "PN6", "PN7")


@dataclass(frozen=True, slots=True)
class Mould:
    """One child of the composition: what has to be so, before names and days are drawn."""

    age: int
    status: str
    placement: str
    provider: str
    place: str
    care: str
    """How long looked after: ``half`` (to six months), ``two`` (to two years), ``five``, ``more``."""
    sex: str
    due: int | None
    """Days from the practice day to the last day of the next review; ``None``: somewhere later."""
    booked: bool
    also: dict[str, Any]
    """What else is so: disabled, unaccompanied, pronouns."""


REVIEWS_OF_CARE = {"half": (1, 1), "two": (3, 4), "five": (6, 10), "more": (13, 15)}


def shuffled_names(words: dict[str, Any], dice: Random, wanted: int) -> dict[str, list[str]]:
    """First names in the seed's order, enough for ``wanted`` children of either sex."""
    drawn = {}
    for sex, names in words["first_names"].items():
        pile: list[str] = []
        while len(pile) < wanted:
            pile += dice.sample(names, len(names))
        drawn[sex] = pile[::-1]
    return drawn


def moulds(composition: list[dict[str, Any]]) -> Iterator[Mould]:
    """The composition's rows, in its own order."""
    for row in composition:
        yield Mould(**{"due": None, "booked": True, "also": {}, **row})


def sketch_of(
    mould: Mould,
    number: str,
    today: date,
    words: dict[str, Any],
    names: dict[str, list[str]],
    calendar: WorkingDays,
    dice: Random,
) -> dict[str, Any]:
    """A sketch as those written out by hand: name, days of reviews that lead to the wanted last day, decisions."""
    held = _held(mould, today, calendar, dice)
    started = calendar.before(held[0], dice.randint(15, 19))
    worker = dice.choice(WORKERS)
    sketch: dict[str, Any] = {
        "number": number,
        "first_name": names[mould.sex].pop(),
        "surname": words["surnames"][int(number[2:]) % len(words["surnames"])],
        "pronouns": "she" if mould.sex == "F" else "he",
        "born": _born(mould, today, started, dice).isoformat(),
        "sex": mould.sex,
        "place": mould.place,
        "home": _home(mould, words, dice),
        "placement": mould.placement,
        "provider": mould.provider,
        "statuses": [[mould.status, started.isoformat()]],
        "worker": worker,
        "enjoys": dice.choice(words["enjoys"]),
        "need": dice.choice(words["needs"]),
        "held": [[day.isoformat(), dice.choice(CODES)] for day in held],
        "decisions": _decisions(held[-1], today, worker, words, dice),
        "seen": [(held[-1] - timedelta(days=3)).isoformat()],
        "late_reason": dice.choice(words["late_reasons"]),
        "grade": dice.choice(words["grades"]),
    }
    sketch |= mould.also
    if mould.also.get("papers_owed"):
        sketch["held"][-1].append("completed")
    if mould.also.get("unaccompanied"):
        first, surname, language = words["unaccompanied_names"][int(number[2:]) % len(words["unaccompanied_names"])]
        sketch |= {"first_name": first, "surname": surname, "language": language}
    if mould.age >= 4:
        sketch["school"] = dice.choice(words["schools"])
    if mould.status == "V4":
        for row in sketch["held"]:
            row += ["", "short breaks"]
    limit = add_months(held[-1], 3 if len(held) == 1 else 6)
    if mould.booked and mould.due is not None:
        day = calendar.before(calendar.last_on_or_before(limit), dice.randint(1, 4))
        day = max(day, calendar.after(today, 1))
        sketch["booked"] = [day.isoformat(), dice.choice(("10:00", "13:30", "15:45", "16:15")), "at home"]
    return sketch


def _held(mould: Mould, today: date, calendar: WorkingDays, dice: Random) -> list[date]:
    """Days of reviews held, oldest first, so that the last leads to the wanted last day."""
    count = dice.randint(*REVIEWS_OF_CARE[mould.care])
    months = 3 if count == 1 else 6
    days_to_limit = mould.due if mould.due is not None else dice.randint(35, 150 if months == 6 else 75)
    last = _day_leading_to(today + timedelta(days=days_to_limit), months, calendar)
    held = [min(last, calendar.last_on_or_before(today - timedelta(days=1)))]
    while len(held) < count:
        gap = 3 if len(held) == count - 1 else 6
        early = -dice.randint(1, 6) if dice.random() < 0.2 else dice.randint(2, 14)
        wanted = held[0] + timedelta(days=early)
        held.insert(0, calendar.last_on_or_before(add_months(wanted, -gap)))
    return held


def _day_leading_to(limit: date, months: int, calendar: WorkingDays) -> date:
    """The working day on or just after the one that leads to that limit, so that the limit is never earlier."""
    return calendar.after(add_months(limit, -months) - timedelta(days=1), 1)


def _born(mould: Mould, today: date, started: date, dice: Random) -> date:
    """A birthday that gives the age today and lies before becoming looked after."""
    newest = date(today.year - mould.age, today.month, min(today.day, 28)) - timedelta(days=1)
    born = newest - timedelta(days=dice.randint(20, 340))
    return min(born, started - timedelta(days=1)) if mould.age == 0 else born


def _home(mould: Mould, words: dict[str, Any], dice: Random) -> str:
    if mould.placement == "P1":
        return "With their mother"
    kind = {"U1": "relatives", "U3": "relatives", "K2": "homes", "K3": "homes", "S1": "homes"}
    return str(dice.choice(words[kind.get(mould.placement, "carers")]))


def _decisions(held: date, today: date, worker: str, words: dict[str, Any], dice: Random) -> list[list[str]]:
    made = []
    for what in dice.sample(words["decisions"], dice.randint(4, 6)):
        by = held + timedelta(days=dice.randint(20, 160))
        done = dice.random() < (0.8 if by < today else 0.2)
        made.append([what, worker, by.isoformat(), "done" if done else ""])
    return made
