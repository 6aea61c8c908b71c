"""The window: theme, parts, panes and the screens before the desk.

``theme``    the look's tokens as Qt colours, fonts and one style sheet; light, dark, contrast; size
``widgets``  the parts every pane is made of
``panes``    what is shown beside the rail, each made from a view
``shell``    the main window: rail, panes, commands
``app``      the application: screens before the desk, the desk, and back
``unlock`` ``first_start``  the screens before the desk
``bridge``   results and changes of other threads, brought to the window's thread

The window shows what ``practice`` answers and holds no rule of its own. Dialogs are opened, never executed.
"""

import os
import sys

from iro_desk.ui import overrides

overrides.guard()

if sys.platform == "linux":
    # Qt asks for printers through CUPS, which goes to port 631 of this computer where it finds no local socket. The
    # program makes no socket of the internet, not even to itself: printers are asked for on the local one alone.
    os.environ["CUPS_SERVER"] = "/run/cups/cups.sock"
