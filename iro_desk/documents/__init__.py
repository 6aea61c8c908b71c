"""Papers: facts in, tagged PDF bytes out. Knows nothing of the desk, the window or the law.

``record`` and ``decision_sheet`` make a :class:`Paper` (a list of blocks) of one :class:`ReviewFacts`;
``Paper.copy_for`` leaves out what a recipient may not see; ``typeset`` makes the PDF; ``read_text`` reads
one back as a screen reader does; ``agenda`` gives a review's headings by age; ``file_name`` names a file
without naming a child. The PDF library is imported when a paper is first set.
"""

from iro_desk.documents.agenda import AgendaHeading, AgendaPoint, agenda, whole_agenda
from iro_desk.documents.blocks import Paper, Typeset
from iro_desk.documents.decision_sheet import decision_sheet
from iro_desk.documents.facts import (
    ChildFacts,
    ChildsWords,
    CopyFacts,
    DeadlineFacts,
    DecisionFacts,
    LastDecision,
    LetterheadFacts,
    NoteFacts,
    ReviewFacts,
    TookPart,
)
from iro_desk.documents.readback import read_elements, read_text
from iro_desk.documents.record import record
from iro_desk.documents.typesetter import typeset
from iro_desk.documents.wording import file_name

__all__ = [
    "AgendaHeading",
    "AgendaPoint",
    "ChildFacts",
    "ChildsWords",
    "CopyFacts",
    "DeadlineFacts",
    "DecisionFacts",
    "LastDecision",
    "LetterheadFacts",
    "NoteFacts",
    "Paper",
    "ReviewFacts",
    "TookPart",
    "Typeset",
    "agenda",
    "decision_sheet",
    "file_name",
    "read_elements",
    "read_text",
    "record",
    "typeset",
    "whole_agenda",
]
