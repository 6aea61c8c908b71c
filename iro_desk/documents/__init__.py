"""Papers: facts in, tagged PDF bytes out. Knows nothing of the desk, the window or the law.

``KINDS`` lists every kind of paper with the facts it is made of and whom it may be for; ``paper_of`` makes a
:class:`Paper` (a list of blocks) for one recipient, in which nothing else stands; ``typeset`` makes the PDF.
``free_text`` lists what somebody wrote in it; ``read_text`` reads a PDF back as a screen reader does and
``seal_of`` says which paper it is; ``agenda`` gives a review's headings by age; ``file_name`` names a file
without naming a child. The PDF library is imported when a paper is first set.
"""

from iro_desk.documents.agenda import AgendaHeading, AgendaPoint, agenda, whole_agenda
from iro_desk.documents.answers import MOST_BYTES, FormAnswer, FormBack, NotAForm, read_form
from iro_desk.documents.audiences import RECIPIENTS, audience_of, left_out_as
from iro_desk.documents.blocks import Paper, Typeset, for_recipient, free_text
from iro_desk.documents.consultation import FORMS
from iro_desk.documents.decision_sheet import decision_sheet
from iro_desk.documents.drawing import Drawing, DrawnMark, DrawnWords, Shape, Shapes, width_of
from iro_desk.documents.facts import (
    AskFacts,
    BriefFacts,
    ChangeFacts,
    ChildFacts,
    ChildsWords,
    ConsultationFacts,
    CopyFacts,
    DayFacts,
    DeadlineFacts,
    DecisionFacts,
    DisputeFacts,
    DisputeStep,
    EntryFacts,
    EverythingFacts,
    HeldFacts,
    HeldPart,
    IntroductionFacts,
    InvitationFacts,
    LastDecision,
    LetterheadFacts,
    MeetingSheetFacts,
    MidwayFacts,
    NoteFacts,
    PaperHere,
    PersonFacts,
    ReviewFacts,
    SheetHeading,
    TookPart,
    TripDayFacts,
    TripMapFacts,
    TripSheetFacts,
    TripStopFacts,
    WeekFacts,
)
from iro_desk.documents.facts.letter import LetterFacts, LetterSection, PromiseFacts
from iro_desk.documents.kinds import KINDS, Kind, paper_of
from iro_desk.documents.letter_pictures import FIRST as FIRST_SCENE
from iro_desk.documents.letter_pictures import SCENES
from iro_desk.documents.map_sheet import MAP_SIZE, MapFacts, map_sheet
from iro_desk.documents.mileage import MileageFacts, MileageRow, mileage_log
from iro_desk.documents.readback import SealMark, read_elements, read_text, seal_of
from iro_desk.documents.record import record
from iro_desk.documents.style import SIZES
from iro_desk.documents.trip_sheet import TRIP_MAP, trip_sheet
from iro_desk.documents.typesetter import typeset
from iro_desk.documents.wording import file_name

__all__ = [
    "FIRST_SCENE",
    "FORMS",
    "KINDS",
    "MAP_SIZE",
    "MOST_BYTES",
    "RECIPIENTS",
    "SCENES",
    "SIZES",
    "TRIP_MAP",
    "AgendaHeading",
    "AgendaPoint",
    "AskFacts",
    "BriefFacts",
    "ChangeFacts",
    "ChildFacts",
    "ChildsWords",
    "ConsultationFacts",
    "CopyFacts",
    "DayFacts",
    "DeadlineFacts",
    "DecisionFacts",
    "DisputeFacts",
    "DisputeStep",
    "Drawing",
    "DrawnMark",
    "DrawnWords",
    "EntryFacts",
    "EverythingFacts",
    "FormAnswer",
    "FormBack",
    "HeldFacts",
    "HeldPart",
    "IntroductionFacts",
    "InvitationFacts",
    "Kind",
    "LastDecision",
    "LetterFacts",
    "LetterSection",
    "LetterheadFacts",
    "MapFacts",
    "MeetingSheetFacts",
    "MidwayFacts",
    "MileageFacts",
    "MileageRow",
    "NotAForm",
    "NoteFacts",
    "Paper",
    "PaperHere",
    "PersonFacts",
    "PromiseFacts",
    "ReviewFacts",
    "SealMark",
    "Shape",
    "Shapes",
    "SheetHeading",
    "TookPart",
    "TripDayFacts",
    "TripMapFacts",
    "TripSheetFacts",
    "TripStopFacts",
    "Typeset",
    "WeekFacts",
    "agenda",
    "audience_of",
    "decision_sheet",
    "file_name",
    "for_recipient",
    "free_text",
    "left_out_as",
    "map_sheet",
    "mileage_log",
    "paper_of",
    "read_elements",
    "read_form",
    "read_text",
    "record",
    "seal_of",
    "trip_sheet",
    "typeset",
    "whole_agenda",
    "width_of",
]
