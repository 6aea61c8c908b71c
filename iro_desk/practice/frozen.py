"""Facts of a paper as they are frozen: JSON that gives back the very values it was made from."""

from __future__ import annotations

import base64
import dataclasses
import json
import types
from datetime import date
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from iro_desk.practice.encode import to_json

Facts = TypeVar("Facts")


def freeze(facts: Any) -> str:
    """The facts as JSON text; equal facts give equal text."""
    return to_json(facts)


def thaw(text: str, kind: type[Facts]) -> Facts:
    """The facts of that kind that :func:`freeze` wrote."""
    facts: Facts = _value(kind, json.loads(text))
    return facts


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) is types.UnionType:
        kind = next(option for option in get_args(kind) if option is not type(None))
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: _value(hints[name], held) for name, held in value.items()})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], item) for item in value)
    if get_origin(kind) is frozenset:
        return frozenset(value)
    if kind is bytes:
        return base64.b64decode(value)
    return date.fromisoformat(value) if kind is date else value
