"""The letter while it is written: one part at a time, its draft sentences, the decisions in two texts, and checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.letter_view import LetterPartRow, LetterView, PromiseRow
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.drafted import DraftedWriting
from iro_desk.ui.review.marked import WordHelp
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import Combo, Writing, WritingFrame
from iro_desk.ui.widgets.growing import Paragraph
from iro_desk.ui.widgets.layout import Rule, Scroll, Surface, add, clear, column, row
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.text import Text, section

DECIDED = "decided"
"""The part that is made of the decisions alone, between what is hard and what was said no to."""
_BEFORE = "no"


class LetterPanel(Surface):
    """One letter. ``kept`` and ``refused`` tell in words; ``changed`` that its page is another."""

    kept = Signal(str)
    refused = Signal(str)
    changed = Signal()

    def __init__(self, actions: ReviewActions) -> None:
        super().__init__("paper")
        self._actions = actions
        self._view: LetterView | None = None
        self._part = "opening"
        self._coming: Mapping[str, Any] = {}
        self._promises_shown: object = None
        self._drafts_shown: object = None
        self.words: dict[str, _Promise] = {}
        self._title = Text("", "title", wrap=True)
        self._where = Text("", "small", "ink3", wrap=True)
        self.before = Button("The part before", "quiet", "chevron-up", alone=True)
        self.before.clicked.connect(lambda: self.go_on(-1))
        self.after = Button("The part after", "quiet", "chevron-down", alone=True)
        self.after.clicked.connect(lambda: self.go_on(1))
        self.writing = Writing(name="The letter")
        self.writing.setMinimumHeight(120)
        self._frame = WritingFrame(self.writing)
        self._drafted = DraftedWriting(self.writing, actions, self._write)
        self._close()
        self._drafted.kept.connect(lambda: self.kept.emit("Kept"))
        self.help = WordHelp(self.writing, actions)
        self.phrases = Combo([("", "Begin with a phrase")], name="Begin with a phrase")
        self.phrases.activated.connect(lambda _: self.take_phrase(self.phrases.value()))
        self.picture = Combo(name="The picture over the letter")
        self.picture.activated.connect(lambda _: self._pick())
        self._pictured = row(Text("Picture over it", "small_strong", "ink2"), (self.picture, 1), gap=12)
        self._drafts = column(gap=2)
        self._promises = column(gap=4)
        self._checks = column(gap=4)
        self._decided = column(self._promises)
        self._story = column((self._frame, 1), 6, self.help, 6, self.phrases, 6, self._drafts, 6, self._pictured)
        inside = column(
            (self._story, 1),
            self._decided,
            section("Before you finalise"),
            self._checks,
            margins=(32, 4, 24, 20),
        )
        head = row(
            (column(self._title, self._where, gap=2), 1), self.before, self.after, gap=6, margins=(32, 16, 24, 6)
        )
        column(head, (Scroll(inside), 1), into=self)
        for keys, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.go_on(step))

    # ------------------------------------------------------------ what is shown

    def show_letter(self, review: str, kind: str) -> None:
        """Asks for the letter, and shows it when it is there."""
        if self._view is not None and (self._view.review, self._view.kind) != (review, kind):
            self._view = None
            self._close()

        ask(lambda: self._actions.letter(review, kind), self, self._show, self._refuse)

    def _close(self) -> None:
        """Nothing is written here until the letter is there: it would be written over, or stand in another one."""
        self._drafted.close()
        self.writing.setReadOnly(True)

    def _show(self, view: LetterView) -> None:
        other = self._view is None or (self._view.review, self._view.kind) != (view.review, view.kind)
        self._view = view
        self.writing.setReadOnly(view.finalised)
        if other:
            self._part, self._promises_shown, self._drafts_shown = "opening", None, None
            self._open(self._part)
            if self._coming:
                self._come_back()
        else:
            part = self._row()
            if part is not None:
                self._drafted.stored_is(part.text)
            self._show_drafts()
        self.help.names_are(view.names)
        self._show_promises(view)
        clear(self._checks)
        for check in view.checks:
            add(self._checks, State(check.mark, check.words, wrap=True))
        self.phrases.setVisible(not view.finalised)
        self.picture.offer(view.pictures)
        self.picture.choose(view.picture)
        self._show_picture()
        if self.phrases.count() != len(view.phrases) + 1:
            self.phrases.offer([("", "Begin with a phrase"), *((each, each) for each in view.phrases)])

    def view(self) -> LetterView | None:
        """The letter shown."""
        return self._view

    def _keys(self) -> list[str]:
        assert self._view is not None
        keys = [part.key for part in self._view.parts]
        keys.insert(keys.index(_BEFORE), DECIDED)
        return keys

    def _row(self) -> LetterPartRow | None:
        view = self._view
        return next((part for part in view.parts if part.key == self._part), None) if view is not None else None

    def go_on(self, step: int) -> None:
        """The part after this one, or before it; what was typed becomes a change."""
        if self._view is None:
            return
        keys = self._keys()
        at = min(max(keys.index(self._part) + step, 0), len(keys) - 1)
        self.open_part(keys[at])

    def open_part(self, key: str) -> None:
        """Opens a part by its key."""
        self.settle()
        self._open(key)
        if key == DECIDED:
            first = next(iter(self.words.values()), None)
            if first is not None:
                first.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, key: str) -> None:
        view = self._view
        assert view is not None
        self._part = key
        keys = self._keys()
        part = self._row()
        self._title.say(part.title if part is not None else view.decided)
        asks = f" {part.asks}" if part is not None else " In the record’s words, and in the child’s."
        self._where.say(f"Part {keys.index(key) + 1} of {len(keys)}. Alt and Down goes on.{asks}")
        self._story.setVisible(part is not None)
        self._decided.setVisible(part is None)
        if part is not None:
            self.writing.setAccessibleName(part.title)
            self._drafted.open(f"letter:{view.review}:{view.kind}:{key}", part.text)
            self._show_drafts()
            self._show_picture()

    def _show_picture(self) -> None:
        """Which strip of country stands over the letter is picked where it begins."""
        view = self._view
        self._pictured.setVisible(
            view is not None and bool(view.pictures) and not view.finalised and self._part == "opening"
        )

    def _pick(self) -> None:
        view = self._view
        if view is None or self.picture.value() == view.picture:
            return

        def done(_: object) -> None:
            self.kept.emit("Kept")
            self._again()

        picked = self.picture.value()
        ask(lambda: self._actions.pick_picture(view.review, picked, view.kind), self, done, self._refuse)

    def _show_drafts(self) -> None:
        part, view = self._row(), self._view
        drafts = part.drafts if part is not None and view is not None and not view.finalised else ()
        if self._drafts_shown == (self._part, drafts):
            return  # Made anew, they would take the focus from under the hand that Tab brought there.
        self._drafts_shown = (self._part, drafts)
        held = any(each.hasFocus() for each in self._drafts.findChildren(Button))
        clear(self._drafts)
        if held:
            self.writing.setFocus(Qt.FocusReason.OtherFocusReason)
        if part is None or not drafts:
            return
        if part.drafts:
            add(self._drafts, Text("Draft sentences: each stands only once you take it", "small_strong", "ink2"))
        for words in part.drafts:
            take = Button("Take it", "plain", small=True)
            take.setAccessibleName(f"Take it: {words}")
            take.clicked.connect(lambda _=False, words=words: self.take(words))
            add(self._drafts, row((Text(words, "body", "ink3", wrap=True), 1), take, gap=8))
        if len(part.drafts) > 1:
            every = Button("Take them all", "plain", small=True, flush=True)
            every.clicked.connect(lambda: self.take(" ".join(part.drafts)))
            add(self._drafts, row(every, None))

    def take(self, words: str) -> None:
        """A draft sentence comes to stand at the end of the part."""
        text = self.writing.toPlainText().rstrip()
        self.writing.setPlainText(f"{text} {words}" if text else words)
        self.writing.dress()
        self.settle()

    def take_phrase(self, words: str) -> None:
        """A phrase comes in where the caret is, with its first place to fill in chosen, ready to be typed over."""
        self.phrases.choose("")
        if not words:
            return
        cursor = self.writing.textCursor()
        before = self.writing.toPlainText()[: cursor.position()]
        start = cursor.position() + (1 if before and not before[-1].isspace() else 0)
        cursor.insertText((" " if start > len(before) else "") + words)
        first, end = words.find("‹"), words.find("›")
        if first >= 0:
            cursor.setPosition(start + first)
            cursor.setPosition(start + end + 1, QTextCursor.MoveMode.KeepAnchor)
            self.writing.setTextCursor(cursor)
        self.writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_promises(self, view: LetterView) -> None:
        shown = (view.review, view.kind, view.finalised, [(each.decision, each.told) for each in view.promises])
        if shown == self._promises_shown:
            for each in view.promises:
                if each.decision in self.words:
                    self.words[each.decision].show_promise(each)
            return
        self._promises_shown, self.words = shown, {}
        clear(self._promises)
        for words in view.standing:
            add(self._promises, Text(words, "body", "ink2", wrap=True))
        if not view.promises:
            add(self._promises, Text("No decisions yet.", "small", "ink3"))
        for each in view.promises:
            line = _Promise(each, self._say_it, view.finalised)
            if each.told:
                self.words[each.decision] = line
            add(self._promises, line, Rule())
        waiting = [each for each in view.promises if each.told and not each.child_words]
        if len(waiting) > 1 and not view.finalised:
            keep = Button("Keep all proposed words", "quiet", small=True)
            keep.clicked.connect(self.keep_all)
            add(self._promises, row(keep, None, margins=(24, 6, 0, 0)))

    def keep_all(self) -> None:
        """The words that are only proposed stand as they are shown."""
        for each in list(self.words.values()):
            if not each.promise.child_words:
                self._say_it(each.promise, each.words.said() or each.promise.proposed)

    # ------------------------------------------------------------ writing

    def settle(self) -> None:
        """What is being typed becomes a change."""
        self._drafted.settle()

    def where(self) -> dict[str, Any]:
        """Which part is open, and where the caret stands in it."""
        return {"part": self._part, **self._drafted.where()}

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it, once the letter is there."""
        self._coming = where
        if self._view is not None:
            self._come_back()

    def _come_back(self) -> None:
        where, self._coming = self._coming, {}
        if where.get("part") not in self._keys():
            return
        self._open(where["part"])
        self._drafted.come_back(where)

    def _write(self, field: str, text: str) -> None:
        _, review, kind, part = field.split(":")

        def done(_: object) -> None:
            self._drafted.taken(field, text)
            self.kept.emit("Kept")
            self._again()

        def refused(error: UserFacingError) -> None:
            stored = next((p.text for p in self._view.parts if p.key == part), "") if self._view else ""
            self._drafted.refused(field, stored)
            self._refuse(error)

        ask(lambda: self._actions.write_letter(review, part, text, kind), self, done, refused)

    def _say_it(self, promise: PromiseRow, words: str) -> None:
        view = self._view
        if view is None:
            return

        def done(_: object) -> None:
            self.kept.emit("Kept")
            self._again()

        ask(lambda: self._actions.say_to_child(view.review, promise.decision, words), self, done, self._refuse)

    def _again(self) -> None:
        if self._view is not None:
            self.show_letter(self._view.review, self._view.kind)
        self.changed.emit()

    def _refuse(self, error: UserFacingError) -> None:
        self.refused.emit(str(error))


class _Promise(QWidget):
    """One decision: what the record says, and beside it what the letter says."""

    def __init__(self, promise: PromiseRow, say: Any, finalised: bool) -> None:
        super().__init__()
        self.promise, self._say = promise, say
        self.words = _Words(promise.child_words or promise.proposed, f"Decision {promise.number} to the child")
        self.words.setReadOnly(finalised)
        self.words.editingFinished.connect(self._typed)
        self.keep = Button("Keep these words", "plain", small=True)
        self.keep.setAccessibleName(f"Keep these words: decision {promise.number}")
        self.keep.clicked.connect(lambda: self._say(self.promise, self.words.said()))
        self._state = Text("", "small", "ink3", wrap=True)
        record = Text(promise.what, "small", "ink2", wrap=True)
        self._how = Text(promise.how, "small", "ink3", wrap=True)
        if promise.told:
            below = row((column(self._how, self._state, gap=2), 1), (self.keep, Qt.AlignmentFlag.AlignTop), gap=8)
            matter = column(record, 4, self.words, 2, below, gap=2)
        else:
            tell = promise.tell or "the child need not be told"
            matter = column(record, Text(f"Not in the letter: {tell}", "small", "ink3", wrap=True), gap=2)
            for unseen in (self.words, self.keep, self._state, self._how):  # They go with it, though nobody sees them.
                unseen.setParent(self)
                unseen.hide()
        number = (Text(str(promise.number), "body", "ink3", width=24), Qt.AlignmentFlag.AlignTop)
        row(number, (matter, 1), margins=(0, 6, 0, 6), into=self)
        self._finalised = finalised
        self.show_promise(promise)

    def show_promise(self, promise: PromiseRow) -> None:
        """The decision as it stands; words that are being typed stay."""
        if not self.words.hasFocus() and self.words.said() == (self.promise.child_words or self.promise.proposed):
            self.words.setPlainText(promise.child_words or promise.proposed)
        self.promise = promise
        if not promise.told:
            return  # What is not in the letter has no field; a field without a parent would be a window.
        self._how.say(promise.how)
        proposed = not promise.child_words
        self.keep.setVisible(proposed and not self._finalised)
        before = f" For what was decided before, you wrote: “{promise.before}”" if promise.before else ""
        self._state.say(f"Draft words: they stand once you keep them.{before}" if proposed else "")
        self._state.setVisible(proposed)

    def _typed(self) -> None:
        words = self.words.said()
        if words != (self.promise.child_words or self.promise.proposed):
            self._say(self.promise, words)


class _Words(Paragraph):
    """Two lines to write in, one after the other in reading."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__(words, name=name, lines=2)

    def said(self) -> str:
        """What stands in it, in one line."""
        return " ".join(self.toPlainText().split())
