"""Figures: caseload, timeliness, participation, costs, bases. Facts in, figures out.

A :class:`Figure` is a value with its numerator, denominator, rule and the cases behind it; what is to be published
goes through :func:`for_publication` first.
"""

from iro_desk.insight.figures import SMALL, Figure
from iro_desk.insight.participation import CODES, HeldReview, Participation, for_publication, participation

__all__ = ["CODES", "SMALL", "Figure", "HeldReview", "Participation", "for_publication", "participation"]
