"""What the writing of letter and decisions asks of whoever wires it to a desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from iro_desk.practice.letter_view import LetterView
from iro_desk.practice.word_marks import WordMark
from iro_desk.ui.panes.actions import Answer


class LetterAsks(Protocol):
    """The letter to the child, and plain words in any field."""

    def letter(self, review: str, kind: str) -> Answer[LetterView]:
        """The letter as it stands; worked out beside the window."""
        ...

    def write_letter(self, review: str, part: str, words: str, kind: str) -> Answer[Any]:
        """Makes what stands in one part a change."""
        ...

    def pick_picture(self, review: str, picture: str, kind: str) -> Answer[Any]:
        """Keeps which strip of country stands over the letter."""
        ...

    def say_to_child(self, review: str, decision: str, words: str) -> Answer[Any]:
        """Keeps a decision's words for the child."""
        ...

    def sign_letter(self, review: str, kind: str) -> Answer[Any]:
        """Finalises the letter: freezes its facts and its page."""
        ...

    def word_marks(self, text: str, names: Sequence[str]) -> Answer[Sequence[WordMark]]:
        """Words to draw a quiet line under; looked up beside the window."""
        ...

    def said_instead(self, mark: WordMark) -> Answer[Sequence[str]]:
        """What may stand in a marked word's place."""
        ...
