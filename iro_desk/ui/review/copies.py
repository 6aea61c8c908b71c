"""One withheld copy: every part of it that would tell where the child lives, and what is done with each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desk.practice.copies import TellingBlock, TellingView
from iro_desk.practice.words import count
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import Edit
from iro_desk.ui.widgets.layout import Rule, Scroll, Surface, add, clear, column, row
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.text import Text, section

Answer = Callable[[str, str, str], None]
"""(place, answer, because)."""
SAID = {"withhold": "Left out of this copy", "leave out": "Left out of this copy", "allow": "May stand"}


class TellingPanel(Surface):
    """The parts one below the other. Each is reworded, withheld, or allowed with a reason; the copy waits for all."""

    closed = Signal()
    answered = Signal(str, str, str)
    """(place, answer, because)."""
    reword_asked = Signal(str)
    """The place of a part whose text is to be written anew."""

    def __init__(self) -> None:
        super().__init__("paper")
        self._shown: TellingView | None = None
        self._before: dict[str, str] = {}
        self._before_at: tuple[str, int] | None = None
        self.parts: dict[str, TellingPart] = {}
        self._title = Text("", "title", wrap=True)
        self._because = Text("", "small", "ink2", wrap=True)
        self._state = State("done", "")
        self._state.hide()  # Nothing is said before it is known.
        back = Button("Back to the fields", "plain", "chevron-left", small=True, flush=True)
        back.clicked.connect(self.closed)
        self.back = back
        self._parts = column(gap=4)
        self._words = column(gap=2)
        inside = column(
            row(back, None),
            8,
            self._title,
            self._because,
            12,
            row(self._state, None),
            8,
            self._parts,
            section("Words that would tell"),
            self._words,
            None,
            margins=(32, 16, 24, 24),
        )
        column((Scroll(inside), 1), into=self)

    def reasons(self) -> dict[str, str]:
        """The reasons that are being typed, by the place of their part."""
        return {place: part.because.text() for place, part in self.parts.items() if part.asks_why()}

    def writing_at(self) -> tuple[str, int] | None:
        """The place of the part whose reason is being typed, and where the caret stands in it."""
        return next(((p, part.because.cursorPosition()) for p, part in self.parts.items() if part.is_typed()), None)

    def type_again(self, reasons: Mapping[str, str], at: Sequence[Any] | None = None) -> None:
        """What was typed before a lock, and where: it stands there again once the copy is shown."""
        self._before, self._before_at = dict(reasons), (str(at[0]), int(at[1])) if at else None

    def show_view(self, view: TellingView) -> None:
        """Shows a copy. A reason that is being typed stays."""
        typed = self._before or self.reasons()
        same = bool(self._before) or (self._shown is not None and self._shown.recipient == view.recipient)
        writing = self.writing_at() or self._before_at
        self._before, self._before_at = {}, None
        held = next((place for place, part in self.parts.items() if part.holds_focus()), "") if same else ""
        self._shown = view
        self._state.show()
        self._title.say(view.title)
        self._because.say(view.because)
        if view.open:
            self._state.say("soon", f"{count(view.open, 'part')} to answer before this copy is made")
        elif view.place == "stop":
            self._state.say("late", "Not to be sent before it is decided again")
        else:
            self._state.say("done", "Nothing in it waits for an answer")
        clear(self._parts)
        self.parts = {}
        for block in view.blocks:
            part = TellingPart(block, self.answered.emit, self.reword_asked.emit)
            self.parts[block.place] = part
            if same and not block.answer and block.place in typed:
                part.ask_why(typed[block.place])
            add(self._parts, part, Rule())
        clear(self._words)
        for what, words in view.words:
            add(self._words, row((Text(what, "small", "ink3"), 2), (Text(words, "small", "ink2", wrap=True), 3), gap=8))
        if not view.words:
            add(self._words, Text("Nothing is withheld from this copy.", "small", "ink3"))
        if same and writing is not None and writing[0] in self.parts and self.parts[writing[0]].asks_why():
            because = self.parts[writing[0]].because
            because.setFocus(Qt.FocusReason.OtherFocusReason)
            because.setCursorPosition(writing[1])
        elif held:
            self._go_on(held)

    def _go_on(self, place: str) -> None:
        """The keyboard stays in the part that was answered, or goes to the next one that waits."""
        waiting = [part for part in self.parts.values() if not part.block.answer]
        part = next((each for each in waiting if each.block.place >= place), waiting[0] if waiting else None)
        control = part.withhold if part is not None else self.back
        control.setFocus(Qt.FocusReason.OtherFocusReason)


class TellingPart(QWidget):
    """One part: its text, what in it tells, and the three answers, or the one that was given."""

    def __init__(self, block: TellingBlock, answer: Answer, reword: Callable[[str], None]) -> None:
        super().__init__()
        self.block = block
        self._answer = answer
        found = ", ".join(dict.fromkeys(f"“{each.found}” ({each.what})" for each in block.found))
        tells = Text(f"Tells: {found}", "small_strong", "soon" if not block.answer else "ink3", wrap=True)
        self.because = Edit(name=f"Why {block.title} may stand")
        self.because.setPlaceholderText("Why it may stand in this copy")
        self.because.returnPressed.connect(self._allow_it)
        self.withhold = Button("Withhold it", "quiet", small=True)
        self.withhold.clicked.connect(lambda: answer(block.place, "withhold", ""))
        self.allow = Button("Allow it", "plain", small=True)
        self.allow.clicked.connect(lambda: self.ask_why())
        self.reword = Button("Reword it", "plain", small=True)
        self.reword.clicked.connect(lambda: reword(block.place))
        self.change = Button("Change", "plain", small=True)
        self.change.clicked.connect(lambda: answer(block.place, "", ""))
        for button in (self.withhold, self.allow, self.reword, self.change):
            button.setAccessibleName(f"{button.text()}: {block.title}")
        self._keep = Button("Let it stand", "quiet", small=True)
        self._keep.clicked.connect(self._allow_it)
        self._why = row((self.because, 1), self._keep, gap=8)
        self._why.hide()
        if block.answer:
            words = SAID[block.answer] + (f": {block.because}" if block.because else "")
            answers = row(State("done", words), None, self.change, gap=8)
        else:
            answers = row(self.reword, self.withhold, self.allow, None, gap=4)
        column(
            Text(block.title, "strong", wrap=True),
            Text(block.shown(), "body", "ink2" if block.answer else "ink", wrap=True),
            tells,
            4,
            answers,
            self._why,
            gap=2,
            margins=(0, 8, 0, 10),
            into=self,
        )

    def holds_focus(self) -> bool:
        """Whether the keyboard is in this part."""
        return any(
            each.hasFocus() for each in (self.because, self.withhold, self.allow, self.reword, self.change, self._keep)
        )

    def asks_why(self) -> bool:
        """Whether the reason is asked for."""
        return not self._why.isHidden()

    def is_typed(self) -> bool:
        """Whether the caret is in the reason."""
        return self.window().focusWidget() is self.because

    def ask_why(self, typed: str = "") -> None:
        """Asks for the reason under the part."""
        self._why.show()
        self.because.setText(typed)
        self.because.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow_it(self) -> None:
        because = self.because.text().strip()
        if because:
            self._answer(self.block.place, "allow", because)
        else:
            self.because.setFocus(Qt.FocusReason.OtherFocusReason)
