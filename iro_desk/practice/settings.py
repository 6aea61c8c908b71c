"""The settings of a desk: shown in groups with what is usual and who decides, changed and put back as changes."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import Any

from iro_desk.casework import (
    BY_KEY,
    CHOICE_WORDS,
    DECLARED,
    GROUPS,
    HIDDEN,
    CouncilSettings,
    Refused,
    Setting,
    SettingDeclared,
    UserFacingError,
    wanted_instead,
)
from iro_desk.practice.school_terms import term_rows
from iro_desk.practice.setting_views import SettingRow, SettingsGroup, SettingsView
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import add_months, published_to

UNCHANGED = "Nothing was changed."
DECIDES = {"council": "Your council decides.", "iro": "You decide."}
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
ONS_CODE = re.compile(r"[EWSNJ][0-9]{8}")


def settings_view(ws: Workspace) -> SettingsView:
    """Every setting that somebody decides, in groups."""
    settings = ws.settings()
    grouped = {key for _, keys in GROUPS for key in keys}
    more = tuple(each.key for each in DECLARED if each.key not in grouped and each.key not in HIDDEN)
    groups = tuple(
        SettingsGroup(title, tuple(_row(BY_KEY[key], settings) for key in keys))
        for title, keys in (*GROUPS, ("More", more))
        if keys
    )
    return SettingsView(
        day=ws.today,
        groups=groups,
        changed=sum(row.changed for group in groups for row in group.rows),
        warning=holiday_warning(ws.today),
        terms=term_rows(ws),
    )


def _row(declared: SettingDeclared, settings: CouncilSettings) -> SettingRow:
    value = settings.text(declared.key)
    choices = tuple((each, _in_words(declared, each)) for each in declared.choices)
    return SettingRow(
        key=declared.key,
        kind=declared.kind,
        label=declared.label,
        value=value,
        usual=_in_words(declared, declared.default),
        changed=value != declared.default,
        decides=" ".join(
            (DECIDES[declared.decides], *((f"{declared.authority.rstrip('.')}.",) if declared.authority else ()))
        ),
        choices=(("yes", "Yes"), ("no", "No")) if declared.kind == "yes-no" else choices,
    )


def _in_words(declared: SettingDeclared, value: str) -> str:
    if declared.kind == "picture":
        return "a picture" if value else "none"
    if declared.kind == "dates":
        return ", ".join(long_day(date.fromisoformat(word)) for word in value.split()) or "none"
    if declared.kind == "lines":
        return ", ".join(value.splitlines()) or "empty"
    words = CHOICE_WORDS.get((declared.key, value), value)
    return words[:1].upper() + words[1:] if declared.choices or declared.kind == "yes-no" else words or "empty"


# ---------------------------------------------------------------- changing


def change_setting(ws: Workspace, key: str, value: str) -> Future[None]:
    """Set one setting; the usual value puts it back.

    Raises ``Refused``, saying what it takes instead, for a value that does not fit.
    """
    declared = _declared(key)
    tidy = _tidy(declared, value)
    wanted = wanted_instead(declared, tidy) or _unlike(key, tidy) or _out_of_order(ws.settings(), key, tidy)
    if wanted:
        raise Refused(f"This takes {wanted}.", safe="It stays as it was.")
    if tidy == declared.default:
        return reset_setting(ws, key)
    return ws.do(f"Changed a setting: {declared.label}", _put, key, tidy)


def reset_setting(ws: Workspace, key: str) -> Future[None]:
    """Put one setting back to what the program ships."""
    declared = _declared(key)
    return ws.do(f"Put a setting back: {declared.label}", _take_away, key)


def _declared(key: str) -> SettingDeclared:
    if key not in BY_KEY or key in HIDDEN:
        raise Refused(f"There is no setting called {key}.", safe=UNCHANGED)
    return BY_KEY[key]


def _put(change: Any, key: str, value: str) -> None:
    change.put_setting(key, value)


def _take_away(change: Any, key: str) -> None:
    change.delete(Setting(key, ""))


def _tidy(declared: SettingDeclared, value: str) -> str:
    if declared.kind == "lines":
        return "\n".join(" ".join(line.split()) for line in value.splitlines() if line.strip())
    if declared.kind == "dates":
        return " ".join(sorted(set(value.split())))
    tidy = " ".join(value.split())
    return tidy.upper() if declared.key in ("base_postcode", "council_authority") else tidy


def _unlike(key: str, value: str) -> str:
    """What a text has to look like where it is no free text; empty when it does."""
    if key == "base_postcode" and not POSTCODE.fullmatch(value):
        return "a postcode such as DT1 1XJ"
    if key in ("council_authority", "adjoining_authorities") and any(
        not ONS_CODE.fullmatch(word) for word in value.split()
    ):
        return "ONS codes such as E06000059"
    return ""


ORDERED = ("urgent_days", "due_days", "due_soon_days")
"""Each is no more than the next: a review is due soon before it is due, and due before it is urgent."""


def _out_of_order(settings: CouncilSettings, key: str, value: str) -> str:
    if key not in ORDERED:
        return ""
    at = ORDERED.index(key)
    least = settings.number(ORDERED[at - 1]) if at else 1
    most = settings.number(ORDERED[at + 1]) if at + 1 < len(ORDERED) else 999
    return "" if least <= int(value) <= most else f"a number from {least} to {most}, between the ones beside it"


LARGEST_PICTURE = 1_000_000
"""Bytes: a crest is printed a few centimetres high, on every paper."""


def picture_of_file(path: Path) -> str:
    """A picture as a setting keeps it (base64). Raises ``UserFacingError`` for no PNG or SVG, and for one too large."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserFacingError(f"{path.name} could not be read.", safe=UNCHANGED) from error
    if not (data.startswith(b"\x89PNG\r\n\x1a\n") or b"<svg" in data[:2000]):
        raise UserFacingError(f"{path.name} is neither a PNG nor an SVG picture.", safe=UNCHANGED)
    if len(data) > LARGEST_PICTURE:
        raise UserFacingError(f"{path.name} is larger than one megabyte.", safe=UNCHANGED, do="Choose a smaller one.")
    return base64.b64encode(data).decode("ascii")


# ---------------------------------------------------------------- holidays


def holiday_warning(today: date) -> str:
    """That the proclaimed bank holidays end within twelve months of the day; empty while they do not."""
    ends = published_to()
    if ends > add_months(today, 12):
        return ""
    return (
        f"The proclaimed bank holidays end on {long_day(ends)}. Later ones are computed by rule; "
        "a newer version of the program brings them, and a day proclaimed meanwhile is added here."
    )


def days_of_file(path: Path) -> tuple[date, ...]:
    """The days in a CSV or plain list: the first date of each line, as 2026-12-28 or 28/12/2026; headings pass.

    Raises ``UserFacingError`` when the file cannot be read or holds no day.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError(f"{path.name} could not be read as a text file.", safe=UNCHANGED) from error
    days = tuple(sorted({day for line in lines if (day := _first_day(line)) is not None}))
    if not days:
        raise UserFacingError(
            f"{path.name} holds no day.", safe=UNCHANGED, do="Write one day a line, such as 2026-12-28."
        )
    return days


def _first_day(line: str) -> date | None:
    found = re.search(r"\b(\d{4})-(\d{2})-(\d{2})\b", line)
    other = re.search(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", line)
    parts: Iterable[str] = found.groups() if found else reversed(other.groups()) if other else ()
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None
