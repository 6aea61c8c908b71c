"""Kinds of change that reach an IRO between reviews (Handbook list; reference 2.4)."""

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
    "other": "Something else",
}
