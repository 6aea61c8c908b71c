"""Diary and trips: clashes, windows, tours. Facts and a matrix in, plans out. Comes with its own issue."""
