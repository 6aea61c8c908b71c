"""One encoder for everything that ``--json`` prints."""

from __future__ import annotations

import base64
import dataclasses
import json
from datetime import date
from typing import Any


def to_json(value: Any) -> str:
    """A view (or list of views) as JSON: keys sorted, dates as ISO text, bytes as base64, names in their own script."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, indent=1)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        items = sorted(value) if isinstance(value, frozenset | set) else value
        return [_plain(item) for item in items]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


def to_json_line(value: Any) -> str:
    """A view as one line of JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)
