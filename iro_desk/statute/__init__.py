"""The law: calendars, rules, dates, clocks, codes and the sums in words. Pure functions over casework's values.

Nobody else adds days to dates. Others import the names listed here.
"""

from iro_desk.statute.answers import facts_of_answer
from iro_desk.statute.calendars import (
    BeyondHolidays,
    WorkingDays,
    add_months,
    age_on,
    birthday,
    published_to,
    working_days,
)
from iro_desk.statute.clock import Clock
from iro_desk.statute.clocks import clocks_of, next_review, next_review_of
from iro_desk.statute.codes import Code, code_sets, codes, group, in_care, is_valid, label, participation_allowed
from iro_desk.statute.dates import LegalDate, legal_date, record_deadlines
from iro_desk.statute.history import day_for_lateness, day_returned
from iro_desk.statute.otherwise import why_theirs
from iro_desk.statute.outcome import ADJOURNED_IN_TIME, clock_met_by
from iro_desk.statute.participation import (
    JOINED_LIVE,
    live_counts,
    live_is_settled,
    live_words,
    participation_code,
    views_offered,
)
from iro_desk.statute.points import Point, points_of_law
from iro_desk.statute.questions import ASSUMED, Question, codes_to_check, not_recorded_of, questions_of
from iro_desk.statute.rules import GROUPS, Rule, rule, rule_ids
from iro_desk.statute.spoken import UNREADABLE, SaidAt, Spoken, spoken_day
from iro_desk.statute.terms import end_of_term, half_term, is_school_day, read_term, terms_of
from iro_desk.statute.triggers import Ground, grounds_of, in_key_stage_4
from iro_desk.statute.what_if import SUPPOSED, WhatIf, what_if, what_if_placed
from iro_desk.statute.where_told import MayKnow, WhereTold, may_know, where_told
from iro_desk.statute.windows import Window, window_of

__all__ = [
    "ADJOURNED_IN_TIME",
    "ASSUMED",
    "GROUPS",
    "JOINED_LIVE",
    "SUPPOSED",
    "UNREADABLE",
    "BeyondHolidays",
    "Clock",
    "Code",
    "Ground",
    "LegalDate",
    "MayKnow",
    "Point",
    "Question",
    "Rule",
    "SaidAt",
    "Spoken",
    "WhatIf",
    "WhereTold",
    "Window",
    "WorkingDays",
    "add_months",
    "age_on",
    "birthday",
    "clock_met_by",
    "clocks_of",
    "code_sets",
    "codes",
    "codes_to_check",
    "day_for_lateness",
    "day_returned",
    "end_of_term",
    "facts_of_answer",
    "grounds_of",
    "group",
    "half_term",
    "in_care",
    "in_key_stage_4",
    "is_school_day",
    "is_valid",
    "label",
    "legal_date",
    "live_counts",
    "live_is_settled",
    "live_words",
    "may_know",
    "next_review",
    "next_review_of",
    "not_recorded_of",
    "participation_allowed",
    "participation_code",
    "points_of_law",
    "published_to",
    "questions_of",
    "read_term",
    "record_deadlines",
    "rule",
    "rule_ids",
    "spoken_day",
    "terms_of",
    "triggers_of",
    "views_offered",
    "what_if",
    "what_if_placed",
    "where_told",
    "why_theirs",
    "window_of",
    "working_days",
]
