"""The records while they are made: by kind, in the order in which they came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Record = TypeVar("Record")


@dataclass(slots=True)
class Store:
    """Records by kind and id. ``identity`` gives the next id."""

    identity: Callable[[], str]
    kinds: dict[type, dict[str, Any]] = field(default_factory=dict)

    def add(self, kind: type[Record], /, **values: Any) -> Record:
        """Make one record with a new id and keep it."""
        record = kind(**values | {"id": self.identity()})
        self.put(record)
        return record

    def put(self, record: Any) -> None:
        """Keep a record, in the place of the one with its id."""
        self.kinds.setdefault(type(record), {})[record.id] = record

    def all(self, kind: type[Record]) -> list[Record]:
        """Every record of a kind, in the order in which they were made."""
        return list(self.kinds.get(kind, {}).values())
