"""A long review: fourteen full headings and twenty-five decisions."""

from __future__ import annotations

from dataclasses import replace

from iro_desk.documents import NoteFacts, whole_agenda
from tests.documents.samples import SEALED, many_decisions

_SENTENCES = (
    "Toby goes to Dele when he is cross, and Dele has learned to wait.",
    "The school has asked twice for the plan, and twice it came after the meeting for which it was needed.",
    "He sleeps through, except before the days on which somebody may not come.",
    "Nobody has told him the beginning of his own story, and so he tells it himself.",
    "Maggie would like to say yes to a haircut without a form.",
)


def _text(start: int, sentences: int) -> str:
    return " ".join(_SENTENCES[(start + number) % len(_SENTENCES)] for number in range(sentences))


_HEADINGS = [heading for heading in whole_agenda() if heading.key not in ("own-words", "last-decisions")]
LONG = replace(
    SEALED,
    notes=tuple(
        NoteFacts(
            heading.key,
            heading.record_titled("Toby"),
            (
                f"Working well. {_text(number, 3)}",
                f"Worry. {_text(number + 1, 2 + number % 3)}",
                f"Next. {_text(number + 2, 2)}",
            ),
        )
        for number, heading in enumerate(_HEADINGS)
    ),
    decisions=many_decisions(25),
)
