"""The panes of the window, each made from a view and from what it may ask.

A pane shows a frozen view of ``practice.views`` (``show_view``), tells by signals what it wants opened, and
asks for changes through a protocol of ``panes.actions``; it knows no desk. The caseload and the child are
here; forms for a new child, a change, a booking and every fact are made from the field lists of ``panes.facts``.
"""

from iro_desk.ui.panes.actions import Answer, CaseloadActions, ChildActions, Codes, Value, Values
from iro_desk.ui.panes.booking import BookReview
from iro_desk.ui.panes.caseload import CaseloadPane
from iro_desk.ui.panes.child import ChildPane
from iro_desk.ui.panes.facts_editor import FactDialog
from iro_desk.ui.panes.new_child import NewChild
from iro_desk.ui.panes.something_changed import SomethingChanged
from iro_desk.ui.panes.why import Why, show_why

__all__ = [
    "Answer",
    "BookReview",
    "CaseloadActions",
    "CaseloadPane",
    "ChildActions",
    "ChildPane",
    "Codes",
    "FactDialog",
    "NewChild",
    "SomethingChanged",
    "Value",
    "Values",
    "Why",
    "show_why",
]
