"""A table as CSV that a spreadsheet opens without running anything that stands in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

_A_NUMBER = re.compile(r"[+-][\d\s.,()]*")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with its mark, which spreadsheets need to read names in every script; lines end as RFC 4180 has it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "surrogatepass")


def harmless(cell: Any) -> Any:
    """A cell as text that no spreadsheet takes for a formula; numbers such as -1 and +44 stay as they are.

    >>> harmless("=1+1"), harmless("-1"), harmless("+44 1632 960001"), harmless("-2+3")
    ("'=1+1", '-1', '+44 1632 960001', "'-2+3")
    """
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return cell
    if cell.startswith(_BEGINS_A_FORMULA) and not _A_NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
