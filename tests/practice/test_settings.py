"""Settings are shown with what is usual, changed and put back as changes, and refused in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desk.casework import DECLARED, GROUPS, HIDDEN, Refused, Review, UserFacingError
from iro_desk.practice import holding, settings
from iro_desk.practice.booking import booking_view
from iro_desk.practice.history import history_view, undo
from iro_desk.practice.review_view import review_view
from iro_desk.practice.setting_views import SettingRow
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import published_to


def row(ws: Workspace, key: str) -> SettingRow:
    return next(each for group in settings.settings_view(ws).groups for each in group.rows if each.key == key)


def test_every_declared_setting_stands_once_in_a_group(ws: Workspace) -> None:
    shown = [each.key for group in settings.settings_view(ws).groups for each in group.rows]
    assert sorted(shown) == sorted(each.key for each in DECLARED if each.key not in HIDDEN)
    assert {key for _, keys in GROUPS for key in keys} <= set(shown)


def test_a_change_is_journalled_says_what_is_usual_and_is_put_back(ws: Workspace) -> None:
    settings.change_setting(ws, "decisions_days", " 7 ").result()
    changed = row(ws, "decisions_days")
    assert (changed.value, changed.usual, changed.changed) == ("7", "5", True)
    assert "IRO Handbook" in changed.decides
    assert settings.settings_view(ws).changed == 1
    assert history_view(ws)[0].words == "Changed a setting: Working days for the decisions"
    settings.reset_setting(ws, "decisions_days").result()
    assert not row(ws, "decisions_days").changed
    undo(ws).result()
    assert row(ws, "decisions_days").value == "7"


def test_the_usual_value_typed_is_no_change_from_it(ws: Workspace) -> None:
    settings.change_setting(ws, "decisions_days", "7").result()
    settings.change_setting(ws, "decisions_days", "5").result()
    assert settings.settings_view(ws).changed == 0


def test_a_changed_window_moves_what_a_booking_is_told(ws: Workspace, child: str) -> None:
    before = booking_view(ws, child, None).clock
    settings.change_setting(ws, "window_second_days", "14").result()
    after = booking_view(ws, child, None).clock
    assert before is not None
    assert after is not None
    assert (before.earliest, after.earliest) == (date(2026, 10, 27), date(2026, 11, 10))


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("decisions_days", "none", "a whole number from 1 to 999"),
        ("decisions_days", "٥", "a whole number"),
        ("parts_anchor", "middle", "first or last"),
        ("extra_holidays", "24/12/2026", "dates such as"),
        ("base_postcode", "the office", "a postcode such as DT1 1XJ"),
        ("adjoining_authorities", "E06000058\nDevon", "ONS codes such as"),
        ("due_days", "25", "from 5 to 20"),
        ("urgent_days", "11", "from 1 to 10"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_it_takes(ws: Workspace, key: str, value: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        settings.change_setting(ws, key, value)
    assert said in refused.value.what
    assert not row(ws, key).changed


def test_what_the_program_notes_itself_is_no_setting(ws: Workspace) -> None:
    with pytest.raises(Refused):
        settings.change_setting(ws, "desk_day", "2026-01-01")


def test_the_reasons_for_lateness_are_the_councils_list(ws: Workspace, child: str) -> None:
    settings.change_setting(ws, "late_reasons", "Weather\n  Flood on the  Levels \n\n").result()
    file = ws.desk.child_file(child)
    held = replace(file.reviews[0], id="late", state="open", held_on=date(2026, 11, 23), completed_on=None)
    ws.do("An open review", lambda change: change.save(replace(held, adjourned_on=None))).result()
    choices = review_view(ws, "late").late_choices
    assert choices == (
        ("weather", "Weather"),
        ("Flood on the Levels", "Flood on the Levels"),
        ("not-known", "Not known yet"),
    )
    holding.update_review(ws, "late", late_reason="Flood on the Levels").result()
    assert ws.desk.get(Review, "late").late_reason == "Flood on the Levels"
    with pytest.raises(Refused):
        holding.update_review(ws, "late", late_reason="Boredom").result()


def test_the_warning_comes_when_the_proclaimed_holidays_end_within_twelve_months() -> None:
    ends = published_to()
    assert settings.holiday_warning(ends.replace(year=ends.year - 1)) != ""
    assert settings.holiday_warning(ends.replace(year=ends.year - 1, day=30)) == ""


def test_days_are_read_from_a_list_of_them(tmp_path: Path) -> None:
    listed = tmp_path / "days.csv"
    listed.write_text("date,name\n2026-12-24,Closed\n31/12/2026,Closed\n2026-02-30,no day\n", encoding="utf-8")
    assert settings.days_of_file(listed) == (date(2026, 12, 24), date(2026, 12, 31))
    listed.write_text("nothing here\n", encoding="utf-8")
    with pytest.raises(UserFacingError, match="holds no day"):
        settings.days_of_file(listed)
    with pytest.raises(UserFacingError, match="could not be read"):
        settings.days_of_file(tmp_path / "none.csv")
