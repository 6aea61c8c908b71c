"""Planning tasks made for the tests: places scattered round a home in the south, some far away, a busy eight weeks."""

from __future__ import annotations

import math
import random
from typing import Any


def instance(
    n: int, seed: int, *, days: int = 40, off: int = 6, far: float = 0.3, tight: float = 0.25
) -> dict[str, Any]:
    """``n`` reviews over ``days`` working days; about ``far`` of them two hours and more from home."""
    chance = random.Random(seed)
    places = [(0.0, 0.0)]
    for _ in range(n):
        if chance.random() < far:
            angle = chance.choice((0.2, 0.9, 1.6)) + chance.gauss(0, 0.15)
            reach = chance.uniform(120, 270)
        else:
            angle, reach = chance.uniform(-0.5, 2.8), chance.uniform(8, 90)
        places.append((reach * math.cos(angle), reach * math.sin(angle)))
    minutes = [[0 if a == b else round(6 + math.dist(a, b)) for b in places] for a in places]
    reviews = []
    for _ in range(n):
        due = chance.randint(4, days + 4)
        early = due - (chance.randint(5, 8) if chance.random() < tight else days // 2)
        reviews.append({"early": max(0, early), "due": due, "school": chance.random() < 0.5})
    unavailable = sorted(chance.sample(range(days), off))
    return {"n": n, "T": minutes, "days": days, "unavail": unavailable, "revs": reviews}
