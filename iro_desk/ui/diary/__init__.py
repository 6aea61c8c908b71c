"""The diary's pages: month, week, list, year, the load of the year, and repair. Each is made from a view alone."""
