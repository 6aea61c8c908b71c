"""The points of law that a child's facts raise."""

from __future__ import annotations

import pytest

from iro_desk.casework import ChildFile
from iro_desk.statute import points_of_law

from .cases import child, day, episode

ON = day("2026-11-23")
YOUNG = "2011-01-15"


def stay(started: str, ended: str, **more: object) -> object:
    return episode(started, ended, legal_status="V3", reason_ended="E4A", **more)


@pytest.mark.parametrize(
    ("file", "key"),
    [
        (child(episode("2026-10-05", placement="Z12"), born=YOUNG), "under-16-unregistered"),
        (child(episode("2026-10-05", placement="K3"), born=YOUNG), "under-16-supported"),
        (child(episode("2026-10-05", placement="P1", legal_status="V2")), "agreed-with-parent"),
        (child(stay("2026-10-01", "2026-10-19"), stay("2026-11-20", "2026-11-22")), "short-breaks-stay"),
        (
            child(*(stay(f"2026-{month:02}-01", f"2026-{month:02}-16") for month in range(5, 12))),
            "short-breaks-days",
        ),
        (
            child(stay("2026-10-02", "2026-10-04", urn="SC1"), stay("2026-11-20", "2026-11-22", urn="SC2")),
            "short-breaks-place",
        ),
    ],
)
def test_a_point_is_raised_with_its_authority(file: ChildFile, key: str) -> None:
    (point,) = points_of_law(file, ON)
    assert point.key == key
    assert any(word in point.authority for word in ("regulation", "section"))


@pytest.mark.parametrize(
    "file",
    [
        child(episode("2026-10-05", placement="K3"), born="2010-01-15"),
        child(episode("2026-10-05", placement="P1")),
        child(stay("2026-10-02", "2026-10-19"), stay("2026-11-20", "2026-11-22")),
        child(episode("2025-10-05", "2026-10-05", placement="K3", reason_ended="E4A"), born=YOUNG),
        child(),
    ],
)
def test_nothing_is_raised_where_the_law_is_kept_or_care_has_ended(file: ChildFile) -> None:
    assert points_of_law(file, ON) == ()
