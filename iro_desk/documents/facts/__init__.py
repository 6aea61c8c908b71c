"""What each paper is made of: plain values. A review is one set of facts; its papers are views of it.

``practice`` fills these values from what the desk holds; words that need the law or the codes
(legal status, home, participation, outcomes) come already as words. Unknown text is ``""``, an unknown
day ``None``: the papers then say that it is not known.
"""

from iro_desk.documents.facts.between import (
    DayFacts,
    DisputeFacts,
    DisputeStep,
    EntryFacts,
    IntroductionFacts,
    MidwayFacts,
    WeekFacts,
)
from iro_desk.documents.facts.held import EverythingFacts, HeldFacts, HeldPart
from iro_desk.documents.facts.letter import LetterFacts, LetterSection, PromiseFacts
from iro_desk.documents.facts.meeting import (
    AskFacts,
    BriefFacts,
    ChangeFacts,
    ConsultationFacts,
    InvitationFacts,
    MeetingSheetFacts,
    PaperHere,
    SheetHeading,
)
from iro_desk.documents.facts.people import ChildFacts, LetterheadFacts, PersonFacts, possessive
from iro_desk.documents.facts.review import (
    Audience,
    ChildsWords,
    CopyFacts,
    DeadlineFacts,
    DecisionFacts,
    LastDecision,
    NoteFacts,
    ReviewFacts,
    TookPart,
)
from iro_desk.documents.facts.trip import TripDayFacts, TripMapFacts, TripSheetFacts, TripStopFacts

__all__ = [
    "AskFacts",
    "Audience",
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
    "EntryFacts",
    "EverythingFacts",
    "HeldFacts",
    "HeldPart",
    "IntroductionFacts",
    "InvitationFacts",
    "LastDecision",
    "LetterFacts",
    "LetterSection",
    "LetterheadFacts",
    "MeetingSheetFacts",
    "MidwayFacts",
    "NoteFacts",
    "PaperHere",
    "PersonFacts",
    "PromiseFacts",
    "ReviewFacts",
    "SheetHeading",
    "TookPart",
    "TripDayFacts",
    "TripMapFacts",
    "TripSheetFacts",
    "TripStopFacts",
    "WeekFacts",
    "possessive",
]
