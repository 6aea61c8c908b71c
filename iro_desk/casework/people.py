"""Roles that people have around a child, in the words that an IRO says."""

from __future__ import annotations

ROLES: dict[str, str] = {
    "mother": "Mum",
    "father": "Dad",
    "parent": "Parent",
    "carer": "Carer",
    "brother-sister": "Brother or sister",
    "relative": "Relative",
    "social-worker": "Social worker",
    "team-manager": "Team manager",
    "supervising-social-worker": "Supervising social worker",
    "key-worker": "Key worker",
    "school": "School",
    "virtual-school": "Virtual school",
    "health": "Health",
    "advocate": "Advocate",
    "independent-visitor": "Independent visitor",
    "guardian": "Children's guardian",
    "personal-adviser": "Personal adviser",
    "solicitor": "Solicitor",
    "interpreter": "Interpreter",
    "friend": "Friend",
    "other": "Someone else",
}
