"""A plan checked against the rules, written apart from the planner: every rule is read off the format's own words."""

from __future__ import annotations

from typing import Any


def faults(instance: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """What is wrong with an answer; empty when it keeps every rule and its cost is what it says."""
    drive, reviews = instance["T"], instance["revs"]
    wrong: list[str] = []
    cost = 0
    held: dict[int, int] = {}
    work = {day["day"]: day for day in answer["days"]}
    if len(work) != len(answer["days"]):
        wrong.append("two works on one day")
    for d, day in sorted(work.items()):
        if d < 0 or d >= instance["days"] or d in instance["unavail"]:
            wrong.append(f"day {d} cannot be used")
        visits = day["visits"]
        if len(visits) > 3:
            wrong.append(f"day {d} has {len(visits)} reviews")
        if not visits and day["start"] == day["end"]:
            wrong.append(f"day {d} does nothing")
        at, clock, left = day["start"], None, None
        for visit in visits:
            r, start = visit["review"], visit["start_minute"]
            if r in held:
                wrong.append(f"review {r} is held twice")
            held[r] = d
            leg = drive[at][r]
            cost += leg
            if clock is None:
                left = start - leg
            elif start < clock + leg:
                wrong.append(f"review {r} starts before one can be there")
            if not 540 <= start <= 1020:
                wrong.append(f"review {r} starts at {start}")
            if not reviews[r - 1]["early"] <= d <= reviews[r - 1]["due"] + 10:
                wrong.append(f"review {r} is held outside its days")
            cost += 300 * max(0, d - reviews[r - 1]["due"])
            cost += 30 if reviews[r - 1]["school"] and start < 915 else 0
            at, clock = r, start + 90
        cost += drive[at][day["end"]]
        if clock is None:
            if drive[day["start"]][day["end"]] > 600:
                wrong.append(f"day {d} is too long")
        else:
            arrive = clock + drive[at][day["end"]]
            assert left is not None
            if left < 420:
                wrong.append(f"day {d} leaves at {left}")
            if arrive > 1170:
                wrong.append(f"day {d} arrives at {arrive}")
            if arrive - left > 600:
                wrong.append(f"day {d} lasts {arrive - left} minutes")
        if day["end"] != 0:
            cost += 150
            after = work.get(d + 1)
            if d % 5 == 4 or after is None or after["start"] != day["end"]:
                wrong.append(f"the night after day {d} ends nowhere")
        if day["start"] != 0:
            before = work.get(d - 1)
            if d % 5 == 0 or before is None or before["end"] != day["start"]:
                wrong.append(f"day {d} begins where no night was")
        if day["end"] != 0 and day["start"] != 0:
            two_before = work.get(d - 1)
            if two_before is not None and two_before["start"] != 0:
                wrong.append(f"three nights in a row end after day {d}")
    missing = [r for r in range(1, instance["n"] + 1) if r not in held]
    if sorted(answer["unscheduled"]) != missing:
        wrong.append("the reviews left out are not those that are missing")
    cost += 6000 * len(missing)
    if cost != answer["cost"]:
        wrong.append(f"it costs {cost}, not {answer['cost']}")
    return wrong
