"""Other people's formats: a council's return and a list of my children in, facts and a proposal out.

The room knows ``statute``, ``casework`` and ``resources`` only, and changes nothing: ``practice`` saves
the records of a proposal. Others import the names listed here.
"""

from iro_desk.exchange.compare import compare
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
from iro_desk.exchange.ssda903 import read_return
from iro_desk.exchange.tables import NotATable, text_of

__all__ = [
    "BookingMet",
    "Change",
    "CouncilReturn",
    "Doubt",
    "EpisodeRow",
    "FileRead",
    "HeaderRow",
    "MineList",
    "NotATable",
    "Problem",
    "Proposal",
    "Record",
    "ReturnPart",
    "ReviewRow",
    "UnaccompaniedRow",
    "UnreadRow",
    "compare",
    "names_from",
    "parse_mine",
    "read_return",
    "text_of",
]
