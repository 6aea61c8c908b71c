"""The letter and plain words, wired to the open desk: a part of :class:`~iro_desk.ui.wiring.DeskActions`."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from typing import Any

from iro_desk.practice import letter, letter_view, room, signing, word_marks
from iro_desk.practice.letter import LETTER
from iro_desk.practice.letter_view import LetterView
from iro_desk.practice.word_marks import WordMark
from iro_desk.practice.workspace import Workspace


class LetterActions:
    """What ``review.letter_asks`` asks for."""

    ws: Workspace

    _beside: Executor

    def letter(self, review: str, kind: str = LETTER) -> Future[LetterView]:
        """The letter as it stands; on no screen that others in the room see."""
        room.refuse_watched(self.ws)
        return self._beside.submit(letter_view.letter_view, self.ws, review, kind)

    def write_letter(self, review: str, part: str, words: str, kind: str = LETTER) -> Future[Any]:
        """Makes what stands in one part a change."""
        return letter.write_letter(self.ws, review, part, words, kind)

    def pick_picture(self, review: str, picture: str, kind: str = LETTER) -> Future[Any]:
        """Keeps which strip of country stands over the letter."""
        return letter.pick_picture(self.ws, review, picture, kind)

    def say_to_child(self, review: str, decision: str, words: str) -> Future[Any]:
        """Keeps a decision's words for the child."""
        return letter.say_to_child(self.ws, review, decision, words)

    def sign_letter(self, review: str, kind: str = LETTER) -> Future[Any]:
        """Finalises the letter."""
        return signing.sign_letter(self.ws, review, kind)

    def word_marks(self, text: str, names: Sequence[str]) -> Future[Sequence[WordMark]]:
        """Words to draw a quiet line under."""
        return self._beside.submit(word_marks.word_marks, text, names)

    def said_instead(self, mark: WordMark) -> Future[Sequence[str]]:
        """What may stand in a marked word's place."""
        return self._beside.submit(word_marks.said_instead, mark)
