"""The phrase bank: sentences to begin from, the program's and one's own; their places never print unfilled."""

from __future__ import annotations

from functools import cache

from iro_desk import resources
from iro_desk.casework import CouncilSettings


@cache
def _shipped() -> tuple[str, ...]:
    return tuple(resources.read_json("words/phrases.json")["phrases"])


def phrases(settings: CouncilSettings) -> tuple[str, ...]:
    """Every phrase, one's own first. A place to fill in stands in ‹ › (``letter_slots.phrases_open``)."""
    own = (line.strip() for line in settings.text("own_phrases").splitlines())
    return tuple(dict.fromkeys([*(line for line in own if line), *_shipped()]))
