"""``python -m iro_desk.cli``: the command line without its installed name."""

import sys

from iro_desk.cli import main

sys.exit(main())
