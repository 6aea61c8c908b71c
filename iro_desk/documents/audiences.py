"""Who may see what was written under a heading, unless somebody said otherwise.

Read from ``resources/agenda/audiences.json``, which names its authority.
"""

from __future__ import annotations

from functools import cache
from typing import TypedDict

from iro_desk import resources

RECIPIENTS = ("file", "manager", "child", "carer", "school", "health", "advocate", "parent")
"""Whom a copy may be for; ``parent`` stands for each of them, ``parent:1`` for one."""


@cache
def audience_of(heading: str) -> frozenset[str]:
    """The recipients who may see a heading's text. An unknown heading is for the council's own file alone."""
    return frozenset(_table().get(heading, {}).get("for", ()))


def left_out_as(heading: str) -> str:
    """What a copy calls a heading's text where it is left out: "health"."""
    return str(_table().get(heading, {}).get("as", "other notes"))


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = resources.read_json("agenda/audiences.json")["headings"]
    return table


def may_see(recipient: str, audience: frozenset[str] | None) -> bool:
    """Whether an audience holds a recipient. The file sees everything, ``None`` is everyone."""
    return recipient == "file" or audience is None or recipient in audience or recipient.split(":")[0] in audience


class Seen(TypedDict):
    """What a block says about words that somebody wrote."""

    audience: frozenset[str]
    left_out_as: str
    origin: str


def seen_as(heading: str, audience: frozenset[str] | None, origin: str = "") -> Seen:
    """Who may see words of a heading (their own audience, or the heading's), and which fact they came from."""
    told = audience_of(heading) if audience is None else audience
    return Seen(audience=told, left_out_as=left_out_as(heading), origin=origin)
