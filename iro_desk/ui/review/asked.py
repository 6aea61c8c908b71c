"""One line that asks for the words that go with a choice just made: why, by whom, on which day."""

from __future__ import annotations

from collections.abc import Callable

from iro_desk.ui.widgets.fields import Edit


class AskedLine(Edit):
    """Hidden until :meth:`ask_for`; Enter or leaving it answers once, and Escape takes the question back."""

    def __init__(self) -> None:
        super().__init__(name="In a few words")
        self._answer: Callable[[str], None] | None = None
        self.returnPressed.connect(self.settle)
        self.editingFinished.connect(self._left)
        self.hide()

    def ask_for(self, words: str, answer: Callable[[str], None], shown: str = "") -> None:
        """Asks in place; the caret goes there."""
        self.settle()
        self._answer = answer
        self.setText(shown)
        self.setAccessibleName(words)
        self.setPlaceholderText(f"{words}; then Enter")
        self.show()
        self.setFocus()

    def is_asking(self) -> bool:
        """Whether an answer is awaited."""
        return self._answer is not None

    def settle(self) -> None:
        """Answers with what is typed."""
        answer, self._answer = self._answer, None
        self.hide()
        if answer is not None:
            answer(self.text().strip())

    def take_back(self) -> None:
        """Asks no longer; the choice stays without words."""
        self._answer = None
        self.hide()

    def _left(self) -> None:
        if self._answer is not None and not self.hasFocus():
            self.settle()
