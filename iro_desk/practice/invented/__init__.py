"""The practice caseload: invented children, the same for the same seed and day.

Every person, family, home, school and event is invented; the data files under ``resources/practice`` say so too.
"""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from iro_desk import resources
from iro_desk.casework import CouncilSettings, RandomBytes, new_id
from iro_desk.practice.invented.made import moulds, shuffled_names, sketch_of
from iro_desk.practice.invented.records import Maker
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import working_days

SETTINGS = {
    "council_name": "Practice Council",
    "council_address": "Practice Council, County Hall, Dorchester DT1 1XJ",
    "service_name": "Independent reviewing service",
    "service_telephone": "01632 960123",
    "service_email": "reviewing@practice.example",
    "council_authority": "E06000059",
    "iro_name": "Alex Larkrise",
    "base_postcode": "DT1 1XJ",
    "practice": "yes",
}


def practice_records(children: int, seed: int, on: date, random_bytes: RandomBytes) -> list[Any]:
    """Every record of the practice caseload, parents before children. ``children`` counts those on the caseload.

    On another day than the written one every date moves by the same number of days; what was held on a working
    day is put on one again.
    """
    written = resources.read_json("practice/children.json")
    made = resources.read_json("practice/made.json")
    day = date.fromisoformat(written["day"])
    places = {key: (postcode, town) for key, (postcode, town) in written["places"].items()}
    maker = Maker(lambda: new_id(random_bytes), on - day, places)
    dice = Random(seed)
    calendar = working_days(CouncilSettings())
    on_it = [sketch for sketch in written["children"] if "left" not in sketch]
    left = [sketch for sketch in written["children"] if "left" in sketch]
    for sketch in on_it[:children]:
        maker.child(sketch)
    more = list(moulds(made["composition"]))
    names = shuffled_names(made, dice, children)
    for number in range(len(on_it) + 1, children + 1):
        mould = more[(number - len(on_it) - 1) % len(more)]
        maker.child(sketch_of(mould, f"PR{_numbered(number):04}", day, made, names, calendar, dice))
    for sketch in left:
        maker.child(sketch)
    return maker.records


def _numbered(number: int) -> int:
    """PR0067 has left the caseload; the sixty-seventh child and those after it are numbered from PR0068."""
    return number if number < 67 else number + 1


def fill_practice_desk(ws: Workspace, *, children: int, seed: int, on: date) -> None:
    """Put the practice caseload on an empty desk, as one change."""
    ids = Random(f"practice {seed}")
    records = practice_records(children, seed, on, ids.randbytes)
    ws.do("Made the practice caseload of invented children", _fill, records, on, kind="import").result()


def _fill(change: Any, records: list[Any], on: date) -> None:
    change.save_many(records)
    for key, value in SETTINGS.items():
        change.put_setting(key, value)
    change.put_setting("desk_day", on.isoformat())
