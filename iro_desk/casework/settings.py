"""The one table of declared settings. The settings pane, ``date --set`` and the desk read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from iro_desk.casework.errors import UserFacingError


@dataclass(frozen=True, slots=True)
class SettingDeclared:
    """One setting: what it is called, what it is at first, who decides it and on what authority."""

    key: str
    kind: str
    """``text``, ``lines`` (one a line), ``number``, ``yes-no``, ``choice``, ``dates``."""
    default: str
    label: str
    decides: str = "council"
    """``council`` or ``iro``."""
    authority: str = ""
    choices: tuple[str, ...] = ()


DECLARED: tuple[SettingDeclared, ...] = (
    SettingDeclared("council_name", "text", "", "Council's name"),
    SettingDeclared("council_address", "lines", "", "Council's address on papers"),
    SettingDeclared("council_authority", "text", "E06000059", "Council's ONS code"),
    SettingDeclared("service_name", "text", "Independent reviewing service", "Service's name on papers"),
    SettingDeclared("service_telephone", "text", "", "Telephone on papers"),
    SettingDeclared("service_email", "text", "", "E-mail on papers"),
    SettingDeclared("iro_name", "text", "", "Your name", "iro"),
    SettingDeclared("base_postcode", "text", "DT1 1XJ", "Postcode you set out from", "iro"),
    SettingDeclared(
        "adjoining_authorities",
        "lines",
        "E06000058 E06000066 E06000054 E10000008 E10000014",
        "Adjoining children's services authorities (ONS codes)",
        authority="2010 Regulations, regulation 11(5)",
    ),
    SettingDeclared("word_child_group", "text", "children in our care", "What the council calls the children"),
    SettingDeclared(
        "word_decision", "choice", "decision", "Decision or recommendation", choices=("decision", "recommendation")
    ),
    SettingDeclared("word_dispute", "text", "challenge", "What the council calls a dispute"),
    SettingDeclared("word_midway", "text", "midway check", "What the council calls the mid-point check"),
    SettingDeclared("decisions_days", "number", "5", "Working days for the decisions", authority="IRO Handbook"),
    SettingDeclared(
        "manager_reply_days", "number", "5", "Working days for the manager's reply", authority="IRO Handbook"
    ),
    SettingDeclared("record_days", "number", "15", "Working days for the record", authority="IRO Handbook"),
    SettingDeclared(
        "distribution_days", "number", "20", "Working days until the record is shared", authority="IRO Handbook"
    ),
    SettingDeclared(
        "report_days",
        "number",
        "3",
        "Working days before a review for the social worker's report",
        authority="IRO Handbook",
    ),
    SettingDeclared(
        "extra_holidays", "dates", "", "Bank holidays to add (dates)", authority="2010 Regulations, regulation 2"
    ),
    SettingDeclared(
        "adjournment_counts_from", "choice", "meeting", "Adjournment counted from", choices=("meeting", "due")
    ),
    SettingDeclared(
        "parts_anchor", "choice", "first", "Review in parts: next one counted from", choices=("first", "last")
    ),
    SettingDeclared(
        "brought_forward_counts", "yes-no", "yes", "A full review brought forward counts as the next review"
    ),
    SettingDeclared(
        "window_first_days", "number", "10", "First review: earliest sensible, working days after the start"
    ),
    SettingDeclared("window_second_days", "number", "28", "Second review: earliest sensible, days before the last day"),
    SettingDeclared("window_later_days", "number", "42", "Later reviews: earliest sensible, days before the last day"),
    SettingDeclared("target_days", "number", "5", "Target: working days before the last working day"),
    SettingDeclared("due_soon_days", "number", "20", "Due soon: working days left"),
    SettingDeclared("due_days", "number", "10", "Due: working days left"),
    SettingDeclared("urgent_days", "number", "5", "Urgent: working days left"),
    SettingDeclared(
        "live_video_counts", "choice", "attending", "Joining live by video counts as", choices=("attending", "PN6")
    ),
    SettingDeclared("lock_minutes", "number", "10", "Lock after this many idle minutes", "iro"),
    SettingDeclared("practice", "yes-no", "no", "Practice desk with invented children"),
    SettingDeclared("desk_day", "text", "", "The day this practice desk remembers (ISO date)"),
)

BY_KEY: dict[str, SettingDeclared] = {setting.key: setting for setting in DECLARED}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as stored on a desk (journalled). ``id`` is its key."""

    id: str
    value: str


@dataclass(frozen=True, slots=True)
class CouncilSettings:
    """Every setting's value: the defaults, with what a desk or ``date --set`` has changed."""

    values: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """The value as stored, or the declared default. Raises ``KeyError`` for a key never declared (a bug)."""
        return self.values.get(key, BY_KEY[key].default)

    def number(self, key: str) -> int:
        """The value as a whole number."""
        return int(self.text(key))

    def yes(self, key: str) -> bool:
        """The value as yes or no."""
        return self.text(key) == "yes"

    def words(self, key: str) -> tuple[str, ...]:
        """The value as its words (codes, dates), split at white space."""
        return tuple(self.text(key).split())

    def dates(self, key: str) -> tuple[date, ...]:
        """The value as dates."""
        return tuple(date.fromisoformat(word) for word in self.words(key))

    def having(self, **changed: str) -> CouncilSettings:
        """These settings with some changed; each checked by :func:`check_setting`."""
        for key, value in changed.items():
            check_setting(key, value)
        return CouncilSettings({**self.values, **changed})


def check_setting(key: str, value: str) -> None:
    """Raises :class:`UserFacingError` when there is no such setting or the value does not fit it."""
    declared = BY_KEY.get(key)
    if declared is None:
        raise UserFacingError(f"There is no setting called {key}.", safe="Nothing was changed.")
    fits = True
    if declared.kind == "number":
        fits = value.isdecimal() and 0 < int(value) < 1000
    elif declared.kind == "yes-no":
        fits = value in ("yes", "no")
    elif declared.kind == "choice":
        fits = value in declared.choices
    elif declared.kind == "dates":
        fits = all(_is_date(word) for word in value.split())
    if not fits:
        wanted = (
            " or ".join(declared.choices)
            or {"number": "a whole number", "yes-no": "yes or no", "dates": "dates such as 2026-12-28"}[declared.kind]
        )
        raise UserFacingError(f"The setting {key} takes {wanted}.", safe="Nothing was changed.")


def _is_date(word: str) -> bool:
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True


__all__ = ["BY_KEY", "DECLARED", "CouncilSettings", "Setting", "SettingDeclared", "check_setting"]
