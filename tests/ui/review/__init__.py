"""The review in its steps, on real widgets. The children are invented."""
