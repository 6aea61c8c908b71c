"""Figures: caseload, timeliness, participation, costs, bases. Facts in, figures out. Comes with its own issue."""
