"""Other people's formats: a council's return, a spreadsheet of children and a list of mine in, a proposal out.

The room knows ``statute``, ``casework`` and ``resources`` only, and changes nothing: ``practice`` saves
the records of a proposal. Others import the names listed here.
"""

from iro_desk.exchange.calendar_in import BusyTime, CalendarRead, read_calendar
from iro_desk.exchange.calendar_out import CalendarEvent, write_calendar
from iro_desk.exchange.compare import compare
from iro_desk.exchange.grids import Grid, grid_of_text, read_grids
from iro_desk.exchange.mine import MineList, names_from, parse_mine
from iro_desk.exchange.proposal import BookingMet, Change, Doubt, Proposal, Record
from iro_desk.exchange.returns import (
    CouncilReturn,
    EpisodeRow,
    FileRead,
    HeaderRow,
    Problem,
    ReturnPart,
    ReviewRow,
    UnaccompaniedRow,
    UnreadRow,
)
from iro_desk.exchange.sheet_compare import Difference, Match, SheetProposal, compare_sheet
from iro_desk.exchange.sheet_fields import BY_KEY as SHEET_FIELDS
from iro_desk.exchange.sheets import Sheet, SheetFound, SheetRow, find_list, read_sheet
from iro_desk.exchange.ssda903 import read_return
from iro_desk.exchange.starter import starter_sheet
from iro_desk.exchange.tables import NotATable, text_of

__all__ = [
    "SHEET_FIELDS",
    "BookingMet",
    "BusyTime",
    "CalendarEvent",
    "CalendarRead",
    "Change",
    "CouncilReturn",
    "Difference",
    "Doubt",
    "EpisodeRow",
    "FileRead",
    "Grid",
    "HeaderRow",
    "Match",
    "MineList",
    "NotATable",
    "Problem",
    "Proposal",
    "Record",
    "ReturnPart",
    "ReviewRow",
    "Sheet",
    "SheetFound",
    "SheetProposal",
    "SheetRow",
    "UnaccompaniedRow",
    "UnreadRow",
    "compare",
    "compare_sheet",
    "find_list",
    "grid_of_text",
    "names_from",
    "parse_mine",
    "read_calendar",
    "read_grids",
    "read_return",
    "read_sheet",
    "starter_sheet",
    "text_of",
    "write_calendar",
]
