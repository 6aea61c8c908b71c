"""Endurance: each rig runs for seconds with the other tests; in full, ``python -m pytest -m soak tests/soak -s``."""
