"""``iro-desk date``: one statutory date, or a file of them, with the sum."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iro_desk.casework import CouncilSettings, UserFacingError
from iro_desk.statute import legal_date


@dataclass(frozen=True, slots=True)
class DateAnswer:
    """One line of ``date --json``."""

    id: str
    rule_id: str
    kind: str
    legal_limit: date
    last_working_day: date
    because: str
    authority: str


@dataclass(frozen=True, slots=True)
class DateProblem:
    """A row of a batch that could not be answered."""

    id: str
    error: str


def answer(rule_id: str, inputs: Mapping[str, str], settings: CouncilSettings, row_id: str = "") -> DateAnswer:
    """The date that a rule gives for these inputs. Raises ``UserFacingError`` naming what is wrong with them."""
    found = legal_date(rule_id, inputs, settings)
    return DateAnswer(
        id=row_id,
        rule_id=found.rule_id,
        kind=found.kind,
        legal_limit=found.legal_limit,
        last_working_day=found.last_working_day,
        because=found.because,
        authority=found.authority,
    )


def batch(path: Path, settings: CouncilSettings) -> Iterator[DateAnswer | DateProblem]:
    """Every row of a CSV with the columns id, rule_id, inputs (``key=value;key=value``), in order.

    Raises ``UserFacingError`` when the file cannot be read or lacks a column; a bad row is an answer of its own.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = {"id", "rule_id", "inputs"} - set(reader.fieldnames or ())
            if missing:
                raise UserFacingError(f"{path.name} has no column {', '.join(sorted(missing))}.")
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UserFacingError(f"{path.name} could not be read as a CSV file.") from error
    for row in rows:
        row_id = (row["id"] or "").strip()
        try:
            yield answer((row["rule_id"] or "").strip(), parse_inputs(row["inputs"] or ""), settings, row_id)
        except UserFacingError as error:
            yield DateProblem(row_id, str(error))


def parse_inputs(words: str) -> dict[str, str]:
    """``key=value;key=value`` as a mapping. Raises ``UserFacingError`` for a pair without its equals sign."""
    inputs = {}
    for pair in words.split(";"):
        if not pair.strip():
            continue
        key, equals, value = pair.partition("=")
        if not equals:
            raise UserFacingError(f"“{pair.strip()}” is not of the form key=value.")
        inputs[key.strip()] = value.strip()
    return inputs
