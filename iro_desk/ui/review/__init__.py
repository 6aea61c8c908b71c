"""The review in its steps: prepare, meet, write up. Nothing is modal while the meeting runs."""

from iro_desk.ui.review.actions import DraftText, PaperShown, ReviewActions
from iro_desk.ui.review.pane import ReviewPane

__all__ = ["DraftText", "PaperShown", "ReviewActions", "ReviewPane"]
