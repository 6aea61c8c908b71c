"""IRO Desk: the desk of one Independent Reviewing Officer.

Rooms, from the ground up (an arrow may only point down):

``resources``  the one reader of the data that the program ships
``casework``   the case: plain values for children, episodes, people, reviews, decisions
``statute``    the law: calendars, rules, clocks, codes, explanations
``desk`` ``travel`` ``planning`` ``insight`` ``exchange`` ``documents``  six rooms that do not know each other
``practice``   what an IRO does, one file a task; composes the rooms below
``ui``         windows, panes, widgets, theme
``cli``        the same work without a window
"""

__version__ = "0.1.0"
