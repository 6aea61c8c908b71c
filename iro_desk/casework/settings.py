"""The one table of declared settings. The settings pane, ``date --set`` and the desk read it."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from iro_desk.casework.diary import OPTIONAL_KINDS, WEEKDAY_KEYS
from iro_desk.casework.errors import UserFacingError
from iro_desk.casework.milestones import SchoolTerm
from iro_desk.casework.review import LATE_REASONS


@dataclass(frozen=True, slots=True)
class SettingDeclared:
    """One setting: what it is called, what it is at first, who decides it and on what authority."""

    key: str
    kind: str
    """``text``, ``lines`` (one a line), ``number``, ``yes-no``, ``choice``, ``dates``, ``picture`` (base64),
    ``folder`` (its whole path), ``time`` (HH:MM), ``weekdays`` (mon tue ...), ``kinds`` (of engagements)."""
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
    SettingDeclared("council_crest", "picture", "", "Council's crest on papers (PNG or SVG)"),
    SettingDeclared("complaints_telephone", "text", "", "Complaints: telephone on letters to children"),
    SettingDeclared("out_of_hours_telephone", "text", "", "Nights and weekends: telephone on letters to children"),
    SettingDeclared("advocacy_service", "text", "", "Advocacy service's name on letters to children"),
    SettingDeclared("advocacy_telephone", "text", "", "Advocacy service's telephone on letters to children"),
    SettingDeclared(
        "paper_file_name",
        "text",
        "{number} {date} {paper} {for} v{version}",
        "File names of papers: {number} {date} {paper} {for} {version} stand for what they say; never a name",
    ),
    SettingDeclared("iro_about", "lines", "", "What you say of yourself in the first letter to a child", "iro"),
    SettingDeclared(
        "own_phrases", "lines", "", "Your own phrases for letters, one a line; ‹what› is a place to fill in", "iro"
    ),
    SettingDeclared("iro_telephone", "text", "", "Your telephone", "iro"),
    SettingDeclared("iro_email", "text", "", "Your e-mail", "iro"),
    SettingDeclared("iro_name", "text", "", "Your name", "iro"),
    SettingDeclared("base_postcode", "text", "DT1 1XJ", "Postcode you set out from", "iro"),
    SettingDeclared(
        "adjoining_authorities",
        "lines",
        "E06000058\nE06000066\nE06000054\nE10000008\nE10000014",
        "Adjoining children's services authorities (ONS codes)",
        authority="2010 Regulations, regulation 11(5)",
    ),
    SettingDeclared("word_child_group", "text", "children in our care", "What the council calls the children"),
    SettingDeclared(
        "word_decision", "choice", "decision", "Decision or recommendation", choices=("decision", "recommendation")
    ),
    SettingDeclared(
        "write_once", "choice", "both", "What is written up after a review", choices=("letter", "both", "record")
    ),
    SettingDeclared(
        "form_order",
        "lines",
        "Date held\nPlace\nPeople\nCode\nPrivate\nSections\nDecisions\nNext date",
        "What the council's own form asks, in its order",
    ),
    SettingDeclared("word_dispute", "text", "challenge", "What the council calls a dispute"),
    SettingDeclared("word_midway", "text", "midway check", "What the council calls the mid-point check"),
    SettingDeclared(
        "agenda_style", "choice", "free", "How each heading is written", choices=("free", "working", "strengths")
    ),
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
    SettingDeclared("extra_holidays", "dates", "", "Bank holidays to add", authority="2010 Regulations, regulation 2"),
    SettingDeclared(
        "not_holidays",
        "dates",
        "",
        "Bank holidays that were moved away (dates)",
        authority="2010 Regulations, regulation 2",
    ),
    SettingDeclared(
        "adjournment_counts_from", "choice", "meeting", "Adjournment counted from", choices=("meeting", "due")
    ),
    SettingDeclared(
        "parts_anchor", "choice", "first", "Review in parts: next one counted from", choices=("first", "last")
    ),
    SettingDeclared("parts_in_time", "choice", "last", "Review in parts: in time by its", choices=("last", "first")),
    SettingDeclared(
        "parts_returned", "choice", "last", "Review in parts: the national return shows its", choices=("last", "first")
    ),
    SettingDeclared(
        "brought_forward_counts", "yes-no", "yes", "A full review brought forward counts as the next review"
    ),
    SettingDeclared(
        "authority_to_place_runs",
        "choice",
        "both",
        "From authority to place for adoption on, these clocks run",
        authority="2010 Regulations, regulation 3; Adoption Agencies Regulations 2005, regulation 36",
        choices=("both", "adoption"),
    ),
    SettingDeclared("midway_check", "yes-no", "yes", "A midway check between two reviews", authority="local standard"),
    SettingDeclared(
        "care_plan_days", "number", "10", "Working days after a review for the care plan", authority="local standard"
    ),
    SettingDeclared(
        "told_days",
        "number",
        "2",
        "Working days for telling the service that a child is looked after",
        authority="local standard",
    ),
    SettingDeclared(
        "dispute_days", "number", "20", "Working days for the whole formal challenge", authority="IRO Handbook"
    ),
    SettingDeclared("concern_days", "number", "10", "Working days for an informal concern", authority="local standard"),
    SettingDeclared("dental_months", "number", "12", "Months between dental checks", authority="local standard"),
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
    SettingDeclared(
        "late_reasons", "lines", "\n".join(LATE_REASONS.values()), "Why a review was late: the reasons offered"
    ),
    SettingDeclared("lock_minutes", "number", "10", "Lock after this many idle minutes", "iro"),
    SettingDeclared("travel_margin", "number", "10", "Added to every drive when a day is planned, per cent", "iro"),
    SettingDeclared("travel_peak", "yes-no", "no", "Reckon drives at the peak hour", "iro"),
    SettingDeclared("work_days", "weekdays", "mon tue wed thu fri", "Days you work (mon tue wed thu fri)", "iro"),
    SettingDeclared("work_leave_from", "time", "07:00", "Leave home no earlier than", "iro"),
    SettingDeclared("work_home_by", "time", "19:30", "Home, or where you sleep, by", "iro"),
    SettingDeclared("work_longest", "number", "600", "Longest day away, minutes", "iro"),
    SettingDeclared("work_drive_most", "number", "420", "Most minutes of driving in a day", "iro"),
    SettingDeclared("work_nights_most", "number", "2", "Most nights away in a row (1 or 2)", "iro"),
    SettingDeclared("work_night_minutes", "number", "150", "A night away counts as so many minutes of driving", "iro"),
    SettingDeclared("stop_child_minutes", "number", "30", "Minutes alone with the child before a review", "iro"),
    SettingDeclared("stop_meeting_minutes", "number", "75", "Minutes of the meeting itself", "iro"),
    SettingDeclared("stop_rest_minutes", "number", "15", "Minutes to breathe after a review", "iro"),
    SettingDeclared("school_ends", "time", "15:15", "School is over at", "iro"),
    SettingDeclared("plan_far_minutes", "number", "60", "More than so many minutes away: at most two reviews a day"),
    SettingDeclared("engagement_kinds", "kinds", "", f"Other engagements, of: {' '.join(OPTIONAL_KINDS)}"),
    SettingDeclared("week_review_hours", "number", "24", "Hours a week for reviews and the drives to them", "iro"),
    SettingDeclared("team_iros", "number", "6", "Independent reviewing officers in the service"),
    SettingDeclared("lone_working", "text", "", "Who knows where you are on a visit: name and telephone", "iro"),
    SettingDeclared("travel_each_year", "number", "3", "Journeys a year to each child: reviews and visits"),
    SettingDeclared("hours_each_year", "number", "24", "Hours a year that a child who lives near costs an IRO"),
    SettingDeclared(
        "mileage_rates",
        "lines",
        "2011-04-06 45 25 10000",
        "Mileage rates: since when, pence a mile, pence after, from how many miles in a tax year",
        authority="HMRC approved mileage allowance payments (ITEPA 2003, section 230)",
    ),
    SettingDeclared("lock_minutes_most", "number", "30", "Idle minutes after which every desk locks"),
    SettingDeclared("meeting_cover_minutes", "number", "4", "In a meeting: cover names after this many idle minutes"),
    SettingDeclared("meeting_lock_minutes", "number", "45", "In a meeting: lock after this many idle minutes"),
    SettingDeclared("clipboard_seconds", "number", "60", "Seconds until copied text is cleared (10 to 300)", "iro"),
    SettingDeclared("second_backup_folder", "folder", "", "A second folder for backups (such as a stick)", "iro"),
    SettingDeclared("deletion_months", "number", "6", "Months after a child left the caseload until deletion"),
    SettingDeclared("practice", "yes-no", "no", "Practice desk with invented children"),
    SettingDeclared("sheets_not_on_paper", "text", "", "Sheets whose code was made and is not said to be on paper"),
    SettingDeclared("key_uses_told", "text", "", "Uses of the service key that the owner has read of (change)"),
    SettingDeclared("desk_day", "text", "", "The day this practice desk remembers (ISO date)"),
)

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("You", ("iro_name", "iro_telephone", "iro_email", "base_postcode", "iro_about", "own_phrases")),
    (
        "Locking and keeping",
        (
            "lock_minutes",
            "lock_minutes_most",
            "meeting_cover_minutes",
            "meeting_lock_minutes",
            "clipboard_seconds",
            "second_backup_folder",
            "deletion_months",
        ),
    ),
    (
        "The council on papers",
        (
            "council_name",
            "council_address",
            "council_crest",
            "service_name",
            "service_telephone",
            "service_email",
            "paper_file_name",
        ),
    ),
    (
        "Who a child can ring",
        ("complaints_telephone", "out_of_hours_telephone", "advocacy_service", "advocacy_telephone"),
    ),
    (
        "The council’s words",
        (
            "write_once",
            "word_child_group",
            "word_decision",
            "word_dispute",
            "word_midway",
            "agenda_style",
            "late_reasons",
            "form_order",
        ),
    ),
    ("Where children live", ("council_authority", "adjoining_authorities")),
    (
        "Journeys",
        (
            "lone_working",
            "travel_margin",
            "travel_peak",
            "travel_each_year",
            "hours_each_year",
            "mileage_rates",
        ),
    ),
    (
        "Your working days",
        (
            "work_days",
            "work_leave_from",
            "work_home_by",
            "work_longest",
            "work_drive_most",
            "work_nights_most",
            "work_night_minutes",
            "week_review_hours",
            "team_iros",
        ),
    ),
    (
        "A review’s hours",
        ("stop_child_minutes", "stop_meeting_minutes", "stop_rest_minutes", "school_ends", "plan_far_minutes"),
    ),
    ("Other engagements", ("engagement_kinds",)),
    (
        "Days for papers",
        ("report_days", "decisions_days", "manager_reply_days", "record_days", "distribution_days"),
    ),
    (
        "When a review is best held",
        (
            "window_first_days",
            "window_second_days",
            "window_later_days",
            "target_days",
            "due_soon_days",
            "due_days",
            "urgent_days",
        ),
    ),
    (
        "How the law is read",
        (
            "adjournment_counts_from",
            "parts_anchor",
            "parts_in_time",
            "parts_returned",
            "brought_forward_counts",
            "authority_to_place_runs",
            "live_video_counts",
        ),
    ),
    (
        "Days for others",
        ("told_days", "care_plan_days", "concern_days", "dispute_days", "dental_months", "midway_check"),
    ),
    ("Holidays and school terms", ("extra_holidays", "not_holidays")),
)
"""The settings as a person looks for them. What stands in no group comes last, under "More"."""

HIDDEN: frozenset[str] = frozenset({"practice", "desk_day", "key_uses_told", "sheets_not_on_paper"})
"""What the program notes of a desk; nobody decides it."""

CHOICE_WORDS: Mapping[tuple[str, str], str] = {
    ("adjournment_counts_from", "meeting"): "The day of the meeting",
    ("adjournment_counts_from", "due"): "The review’s last day",
    ("parts_anchor", "first"): "The first part",
    ("parts_anchor", "last"): "The last part",
    ("parts_in_time", "last"): "Last part",
    ("parts_in_time", "first"): "First part",
    ("parts_returned", "last"): "Last part",
    ("parts_returned", "first"): "First part",
    ("authority_to_place_runs", "both"): "Looked-after and adoption reviews, one meeting serving both",
    ("authority_to_place_runs", "adoption"): "Adoption reviews alone",
    ("agenda_style", "free"): "Freely",
    ("agenda_style", "working"): "What is working, what worries us, what needs to happen",
    ("agenda_style", "strengths"): "What is strong, what is hard, what comes next",
    ("write_once", "letter"): "The letter is the record",
    ("write_once", "both"): "Record and letter",
    ("write_once", "record"): "Record only",
    ("live_video_counts", "attending"): "Attending",
    ("live_video_counts", "PN6"): "PN6: not there, views sent",
}
"""How a choice reads, where its own word does not say it."""

BY_KEY: dict[str, SettingDeclared] = {setting.key: setting for setting in DECLARED}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as stored on a desk (journalled). ``id`` is its key."""

    id: str
    value: str


@dataclass(frozen=True, slots=True)
class ColumnsChosen:
    """Which column of a list of children holds what, as a person chose it: asked once for each set of titles."""

    id: str
    titles: str
    """The titles as they are compared, one a line."""
    columns: str = ""
    """What each column holds (``exchange.sheet_fields``), one a line; an empty line for a column not used."""


@dataclass(frozen=True, slots=True)
class CouncilSettings:
    """Every setting's value: the defaults, with what a desk or ``date --set`` has changed."""

    values: Mapping[str, str] = field(default_factory=dict)
    terms: tuple[SchoolTerm, ...] = ()
    """The school terms that this desk was given; where it has none, those that the program ships hold."""

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
        return CouncilSettings({**self.values, **changed}, self.terms)


def check_setting(key: str, value: str) -> None:
    """Raises :class:`UserFacingError` when there is no such setting or the value does not fit it."""
    declared = BY_KEY.get(key)
    if declared is None:
        raise UserFacingError(f"There is no setting called {key}.", safe="Nothing was changed.")
    wanted = wanted_instead(declared, value)
    if wanted:
        raise UserFacingError(f"The setting {key} takes {wanted}.", safe="Nothing was changed.")


def wanted_instead(declared: SettingDeclared, value: str) -> str:
    """What the setting takes ("a whole number from 1 to 999") when the value does not fit it; empty when it does."""
    if declared.kind == "number" and not (value.isascii() and value.isdecimal() and 0 < int(value) < 1000):
        return "a whole number from 1 to 999"
    if declared.kind == "kinds" and not set(value.split()) <= OPTIONAL_KINDS.keys():
        return f"kinds of engagements: {' '.join(OPTIONAL_KINDS)}"
    if declared.kind == "time" and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return "a time such as 07:30"
    if declared.kind == "weekdays" and (not value or not set(value.split()) <= set(WEEKDAY_KEYS)):
        return f"weekdays: {' '.join(WEEKDAY_KEYS)}"
    if declared.kind == "yes-no" and value not in ("yes", "no"):
        return "yes or no"
    if declared.kind == "choice" and value not in declared.choices:
        return " or ".join(declared.choices)
    if declared.kind == "dates" and not all(_is_date(word) for word in value.split()):
        return "dates such as 2026-12-28"
    if declared.kind == "picture" and value and not _is_picture(value):
        return "a picture, PNG or SVG"
    if declared.kind == "folder" and value and not Path(value).is_absolute():
        return "the whole path of a folder"
    return ""


def late_reasons(settings: CouncilSettings) -> dict[str, str]:
    """The reasons that are offered when a review was late, by the key that is stored; "not known yet" always last.

    A reason of the council's own is stored by its words.
    """
    keys = {words: key for key, words in LATE_REASONS.items()}
    listed = (line.strip() for line in settings.text("late_reasons").splitlines())
    offered = {keys.get(words, words): words for words in listed if words}
    offered.pop("not-known", None)
    return {**offered, "not-known": LATE_REASONS["not-known"]}


def _is_picture(value: str) -> bool:
    try:
        content = base64.b64decode(value, validate=True)
    except ValueError:
        return False
    return content.startswith(b"\x89PNG") or b"<svg" in content[:1000]


def _is_date(word: str) -> bool:
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True


__all__ = [
    "BY_KEY",
    "CHOICE_WORDS",
    "DECLARED",
    "GROUPS",
    "HIDDEN",
    "ColumnsChosen",
    "CouncilSettings",
    "Setting",
    "SettingDeclared",
    "check_setting",
    "late_reasons",
    "wanted_instead",
]
