"""The desk: an encrypted folder with its rows, journal, drafts and seal. The only room that speaks SQL.

Others import the names listed here.
"""

from iro_desk.desk.checking import CheckStopped
from iro_desk.desk.clearing import Cleared
from iro_desk.desk.desk import Desk
from iro_desk.desk.drafts import WINDOW_PLACE, Draft, Drafts, EarlierText
from iro_desk.desk.errors import (
    DeskDamaged,
    DeskNotWritable,
    DeskOpenElsewhere,
    NewerDesk,
    NotADesk,
    WrongPassphrase,
)
from iro_desk.desk.journal import Now
from iro_desk.desk.office import Office
from iro_desk.desk.reading import Change, ChangedRow, Reading
from iro_desk.desk.rekey import NewKey, rekey
from iro_desk.desk.rescue import newest_good_backup
from iro_desk.desk.restore import restore, restore_in_place
from iro_desk.desk.rows import STORED, DeskIdentity, ImportRun, record_of
from iro_desk.desk.seal import Opening
from iro_desk.desk.text_index import TextHit
from iro_desk.desk.writing import OpenChange

__all__ = [
    "STORED",
    "WINDOW_PLACE",
    "Change",
    "ChangedRow",
    "CheckStopped",
    "Cleared",
    "Desk",
    "DeskDamaged",
    "DeskIdentity",
    "DeskNotWritable",
    "DeskOpenElsewhere",
    "Draft",
    "Drafts",
    "EarlierText",
    "ImportRun",
    "NewKey",
    "NewerDesk",
    "NotADesk",
    "Now",
    "Office",
    "OpenChange",
    "Opening",
    "Reading",
    "TextHit",
    "WrongPassphrase",
    "newest_good_backup",
    "record_of",
    "rekey",
    "restore",
    "restore_in_place",
]
