"""Settings are declared once, with a default that fits, and refuse what does not."""

from __future__ import annotations

import pytest

from iro_desk.casework import DECLARED, CouncilSettings, UserFacingError, check_setting


def test_every_default_fits_its_own_setting() -> None:
    for declared in DECLARED:
        check_setting(declared.key, declared.default)


def test_a_changed_setting_is_read_and_the_others_stay() -> None:
    changed = CouncilSettings().having(decisions_days="7", extra_holidays="2026-12-24 2026-12-31")
    assert changed.number("decisions_days") == 7
    assert [on.isoformat() for on in changed.dates("extra_holidays")] == ["2026-12-24", "2026-12-31"]
    assert changed.number("record_days") == CouncilSettings().number("record_days") == 15


@pytest.mark.parametrize(
    ("key", "value", "named"),
    [
        ("decisions_dys", "7", "decisions_dys"),
        ("decisions_days", "0", "decisions_days"),
        ("decisions_days", "five", "decisions_days"),
        ("parts_anchor", "middle", "first or last"),
        ("extra_holidays", "24/12/2026", "extra_holidays"),
        ("practice", "maybe", "practice"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(key: str, value: str, named: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        CouncilSettings().having(**{key: value})
    assert named in str(refused.value)


def test_the_crest_is_a_picture_or_none() -> None:
    for value in ("", "iVBORw0KGgo=", "PHN2Zz48L3N2Zz4="):
        check_setting("council_crest", value)
    with pytest.raises(UserFacingError, match="a picture, PNG or SVG"):
        check_setting("council_crest", "a lion")
