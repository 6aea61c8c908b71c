"""Figures: caseload, timeliness, participation, costs, bases, forecasts. Facts in, figures out. Comes with its own issue."""
