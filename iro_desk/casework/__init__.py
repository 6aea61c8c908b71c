"""The case: child, episodes of care, people, reviews, decisions, events, settings. Plain values, no rules of law.

The room knows nothing but itself. Others import the names listed here.
"""

from iro_desk.casework.child import (
    Child,
    Contact,
    CouncilNumber,
    Episode,
    Event,
    PeriodRecord,
    Person,
    Role,
    SchoolPlace,
)
from iro_desk.casework.errors import NotFound, Refused, UserFacingError
from iro_desk.casework.events import EVENT_KINDS
from iro_desk.casework.file import ChildFile
from iro_desk.casework.identity import RandomBytes, new_id
from iro_desk.casework.people import ROLES
from iro_desk.casework.review import (
    ATTENDED,
    LATE_REASONS,
    METHODS,
    OUTCOMES,
    PRESENT,
    SPOKE_PRIVATELY,
    WHO_MAY_HEAR,
    Attendance,
    Decision,
    Review,
    ReviewNote,
    ReviewPart,
    SignedPaper,
    ToldMe,
)
from iro_desk.casework.settings import BY_KEY, DECLARED, CouncilSettings, Setting, SettingDeclared, check_setting
from iro_desk.casework.stretches import (
    SHORT_BREAKS,
    PeriodOfCare,
    Stretch,
    current_period,
    episode_on,
    homes,
    legal_statuses,
    periods_of_care,
)

__all__ = [
    "ATTENDED",
    "BY_KEY",
    "DECLARED",
    "EVENT_KINDS",
    "LATE_REASONS",
    "METHODS",
    "OUTCOMES",
    "PRESENT",
    "ROLES",
    "SHORT_BREAKS",
    "SPOKE_PRIVATELY",
    "WHO_MAY_HEAR",
    "Attendance",
    "Child",
    "ChildFile",
    "Contact",
    "CouncilNumber",
    "CouncilSettings",
    "Decision",
    "Episode",
    "Event",
    "NotFound",
    "PeriodOfCare",
    "PeriodRecord",
    "Person",
    "RandomBytes",
    "Refused",
    "Review",
    "ReviewNote",
    "ReviewPart",
    "Role",
    "SchoolPlace",
    "Setting",
    "SettingDeclared",
    "SignedPaper",
    "Stretch",
    "ToldMe",
    "UserFacingError",
    "check_setting",
    "current_period",
    "episode_on",
    "homes",
    "legal_statuses",
    "new_id",
    "periods_of_care",
]
