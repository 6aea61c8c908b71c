"""Kinds of change that reach an IRO between reviews (Handbook list; 2010 Regulations, regs 33 and 37)."""

from __future__ import annotations

EVENT_KINDS: dict[str, str] = {
    "moved": "Moved",
    "legal-status": "Legal status",
    "worker": "Social worker or manager",
    "school": "School or exclusion",
    "missing": "Missing and back",
    "arrested": "Arrested or charged",
    "allegation": "Allegation",
    "court": "Court date or order",
    "left-care": "No longer looked after",
    "asked": "Somebody asks for a review",
    "plan-change": "Big change to the care plan proposed",
    "home-ending": "Home to be ended, or at risk",
    "home-to-parents": "To live with a parent, proposed",
    "supported": "To supported accommodation, proposed",
    "stop-caring": "To stop looking after the child, proposed",
    "welfare-visit": "Worry about the home after a visit",
    "release": "Release from custody or remand to come",
    "family-time": "Family time changed",
    "family": "Pregnancy, illness or death in the family",
    "complaint": "Complaint, advocate or solicitor",
    "other": "Something else",
}
