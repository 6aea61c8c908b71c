"""The title of a date's explanation."""

from __future__ import annotations

from dataclasses import replace

from iro_desk.ui.panes.why import title_of
from tests.ui.review.invented import CLOCK, TODAY


def test_what_nobody_recorded_is_asked_and_not_called_without_a_date() -> None:
    open_one = replace(CLOCK, legal_limit=None, last_working_day=None)
    assert title_of(open_one, TODAY).endswith("why is there no date?")
    assert title_of(replace(open_one, state="not recorded"), TODAY).endswith("was it done?")
