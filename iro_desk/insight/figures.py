"""A figure: so many of so many, by which rule, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

SMALL = 6
"""In anything to be published a number under this is left out: it may point at one child."""


@dataclass(frozen=True, slots=True)
class Figure:
    """So many cases of those that a rule looks at."""

    key: str
    rule: str
    """What is counted, in a sentence."""
    cases: tuple[str, ...]
    """Ids of what is counted."""
    among: tuple[str, ...]
    """Ids of what it is counted among, the counted ones included."""

    @property
    def numerator(self) -> int:
        return len(self.cases)

    @property
    def denominator(self) -> int:
        return len(self.among)

    @property
    def percent(self) -> float | None:
        """To one decimal, halves up as a person rounds them; ``None`` of nothing."""
        return (2000 * self.numerator + self.denominator) // (2 * self.denominator) / 10 if self.among else None
