"""Correcting what was finalised: what is wrong, as it should stand, and why; its papers are finalised once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desk.casework import ATTENDED, METHODS, SPOKE_PRIVATELY, WHO_MAY_HEAR, UserFacingError
from iro_desk.practice.correcting import PutRight
from iro_desk.practice.review_views import AttendanceRow, LetterWords, ReviewView, ToldRow
from iro_desk.practice.views import DecisionRow, PaperRow
from iro_desk.practice.words import plain_day
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.facts import Field as Line
from iro_desk.ui.panes.form import Form
from iro_desk.ui.review.actions import ReviewActions
from iro_desk.ui.review.told import HEARERS
from iro_desk.ui.widgets.fields import ComboField, TextField
from iro_desk.ui.widgets.floating import Dialog
from iro_desk.ui.widgets.layout import add, column
from iro_desk.ui.widgets.messages import Message
from iro_desk.ui.widgets.text import Text, section

LEAD = (
    "What was finalised stays as it was, with its seal. The papers are finalised once more with what is put right, as"
    " the next version, whose number stands at the foot of each page. Whoever has the one before should get it."
)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that can be put right, with its lines and what stands in them."""

    kind: str
    row: str
    title: str
    lines: tuple[Line, ...]
    values: dict[str, object]
    kept_from: tuple[str, ...] = ()
    """Of what the child said: ids of those to whom it stays closed, for whom there is no line."""

    @property
    def key(self) -> str:
        """The same as long as the part is there."""
        return f"{self.kind}:{self.row}"

    def put_right(self, typed: dict[str, object]) -> PutRight | None:
        """What of it is another than it stood; ``None`` for nothing."""
        other = {key: value for key, value in typed.items() if _bare(value) != _bare(self.values.get(key))}
        if not other:
            return None
        if self.kind == "note":
            return PutRight("note", "", {"heading": self.row, **other})
        if any(key.startswith(_NOT) for key in other):
            closed = [key.removeprefix(_NOT) for key, ticked in typed.items() if key.startswith(_NOT) and ticked]
            other = {key: value for key, value in other.items() if not key.startswith(_NOT)}
            other["not_for"] = " ".join((*self.kept_from, *closed))
        if self.kind == "letter":
            kind, _, part = self.row.partition(":")
            return PutRight("letter", "", {"letter": kind, "part": part, **other})
        if "what" in other and "child_words" in typed:
            other["child_words"] = typed["child_words"]  # They stand beside it, and hold for what it is now.
        return PutRight(self.kind, self.row, other)


def _bare(value: object) -> object:
    return (value.strip() or None) if isinstance(value, str) else value


def parts_of(view: ReviewView) -> tuple[Part, ...]:
    """Everything that can be put right, in the order of the record, its finalised letters, and what was left out.

    Before the review is finalised it is the letters alone.
    """
    letters = tuple(_letter(each) for each in view.letter_words)
    if view.state != "signed":
        return (*letters, *(_in_words(row) for row in view.decisions if row.child_words))
    notes = (Part("note", row.key, row.title, _NOTE, {"text": row.text}) for row in view.agenda)
    return (
        _review(view),
        *(_decision(row) for row in view.decisions),
        *notes,
        *(_person(row) for row in view.attendance),
        *(_told(view, row) for row in view.told),
        *letters,
        Part("decision", "", "A decision that was left out", _DECISION, {"by": None}),
        Part("attendance", "", "Somebody who was left out", _PERSON, {}),
        _told(view, None),
    )


def _keys(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(line.key for line in lines)


def _choices(known: dict[str, str], none: str) -> tuple[tuple[str, str], ...]:
    return (("", none), *known.items())


_NOTE = (Line("text", "What the record says under it", "words", rows=8),)
_LETTER = (Line("text", "What the letter says in this part", "words", rows=8),)
_DECISION = (
    Line("what", "What will happen", "words", needed="Say what will happen."),
    Line("owner", "Who"),
    Line("owner_role", "Their role"),
    Line("by", "By when", "date"),
    Line("no_date_because", "Why there is no date"),
    Line("why", "Why", "words"),
    Line("know_by", "How we shall know", "words"),
    Line("tell_child", "Whether the child is told"),
)
_WORDS = (Line("child_words", "In the child’s words", "words", needed="Say it in the child’s words."),)
_PERSON = (
    Line("name", "Name", needed="Type their name."),
    Line("role", "Role"),
    Line("how", "How they took part", "choice", choices=_choices(dict(ATTENDED), "Not said")),
    Line("words", "In a few words"),
)


_NOT = "not:"
"""Before a person's id: the line that says that it stays closed to them."""
_TOLD = (
    Line("words", "The words", "words", needed="Type the words."),
    Line("seen", "It is what I saw", "yes-no"),
    Line("said_on", "On", "date"),
    Line("said_where", "Where"),
    Line("who_may_hear", "Who may hear it", "choice", choices=HEARERS),
    Line("passed_to", "Whom I had to tell, because somebody may be hurt"),
    Line("passed_on", "Told them on", "date"),
    Line("child_knows", "The child knows that I told them", "yes-no"),
)
_TOLD_NEW = {"seen": False, "said_on": None, "who_may_hear": WHO_MAY_HEAR[0], "passed_on": None, "child_knows": False}


def _decision(row: DecisionRow) -> Part:
    """Its words for the child stand beside it, where there are some."""
    lines = (*_DECISION, *_WORDS) if row.child_words else _DECISION
    values: dict[str, object] = {key: getattr(row, key) for key in _keys(lines)}
    return Part("decision", row.id, f"Decision {row.number}: {row.what}", lines, values)


def _in_words(row: DecisionRow) -> Part:
    title = f"Decision {row.number}: {row.what}"
    return Part("decision", row.id, title, _WORDS, {"child_words": row.child_words})


def _letter(each: LetterWords) -> Part:
    return Part("letter", f"{each.letter}:{each.part}", each.title, _LETTER, {"text": each.text})


def _person(row: AttendanceRow) -> Part:
    values: dict[str, object] = {key: getattr(row, key) for key in _keys(_PERSON)}
    return Part("attendance", row.id, f"Who took part: {row.name}", _PERSON, values)


def _told(view: ReviewView, row: ToldRow | None) -> Part:
    lines = (*_TOLD, *(Line(f"{_NOT}{person}", f"Not {name}", "yes-no") for person, name in view.people))
    closed = row.not_for if row else ()
    values: dict[str, object] = {f"{_NOT}{person}": person in closed for person, _ in view.people}
    if row is None:
        return Part("told", "", "Something the child said that was left out", lines, values | _TOLD_NEW)
    values |= {key: getattr(row, key) for key in _keys(_TOLD)}
    kept_from = tuple(each for each in closed if each not in dict(view.people))
    said = "What I saw" if row.seen else "What the child said"
    return Part("told", row.id, f"{said}: {row.words}", lines, values, kept_from)


def _review(view: ReviewView) -> Part:
    fitting = {code: f"{code}  {label}" for code, label, why_not in view.participation_choices if not why_not}
    late = (Line("late_reason", "Why it was late", "choice", choices=view.late_choices), Line("late_words", "In words"))
    lines = (
        Line("held_on", "Held on", "date", needed="Type the day it was held."),
        Line("place", "Where"),
        Line("method", "How", "choice", choices=_choices({m: m[:1].upper() + m[1:] for m in METHODS}, "Not known")),
        Line("participation", "How the child took part", "choice", choices=_choices(fitting, "Not known")),
        Line("participation_words", "In a few words", "words"),
        Line("spoke_privately", "Speaking in private", "choice", choices=_choices(dict(SPOKE_PRIVATELY), "Not known")),
        Line("spoke_privately_on", "On", "date"),
        Line("spoke_privately_where", "Where they spoke"),
        Line("spoke_privately_because", "Why not in private"),
        *(late if view.late_reason else ()),
    )
    values: dict[str, object] = {key: getattr(view, key) for key in _keys(lines)}
    return Part("review", "", "How it was held", lines, values)


class CorrectDialog(Dialog):
    """Parts are chosen one after the other and stand under one another; one reason holds for all of them.

    ``corrected`` tells how many papers were finalised anew; ``opened_parts`` the keys of the parts that are open.
    """

    corrected = Signal(int)
    opened_parts = Signal(object)

    def __init__(
        self, parent: QWidget, actions: ReviewActions, view: ReviewView, today: date, parts: Sequence[str] = ()
    ) -> None:
        """``parts`` are open from the beginning."""
        self._actions, self._view, self._today = actions, view, today
        self._known = {part.key: part for part in parts_of(view)}
        self.forms: dict[str, Form] = {}
        self.which = ComboField("What is wrong", [])
        self.which.changed.connect(self._chosen)
        self._forms = column(gap=14)
        self.because = TextField("Why it is corrected", hint="It stands in the history, and on no paper.", lines=2)
        self.message = Message("late", "")
        self.message.hide()
        before = [Text(_said(row.on, row.reason), "small", "ink2", wrap=True) for row in view.corrections]
        body = column(
            Text(LEAD, "body", "ink2", wrap=True), *before, self._forms, self.which, self.because, self.message, gap=14
        )
        buttons = [("leave", "Leave it as it is", "quiet"), ("correct", "Correct and finalise it", "primary")]
        title = f"Correct this {'review' if view.state == 'signed' else 'letter'}"
        super().__init__(parent, title, body, buttons, width=640, check=self._pressed)
        for key in parts:
            self._open(key)
        self._offer()

    def open_part(self, key: str) -> None:
        """Opens a part, with what stands in it."""
        if key in self._known and key not in self.forms:
            self._open(key).focus_first()
            self._offer()
            self.opened_parts.emit(list(self.forms))

    def _open(self, key: str) -> Form:
        part = self._known[key]
        form = Form(part.lines, self._actions, self._today)
        form.set_values(part.values)  # type: ignore[arg-type]
        form.setAccessibleName(part.title)
        self.forms[key] = form
        add(self._forms, section(part.title), form)
        return form

    def _offer(self) -> None:
        left = [(part.key, part.title) for part in self._known.values() if part.key not in self.forms]
        told = self.which.combo.blockSignals(True)
        self.which.combo.offer([("", "Choose what else is wrong" if self.forms else "Choose what is wrong"), *left])
        self.which.combo.choose("")
        self.which.combo.blockSignals(told)

    def _chosen(self) -> None:
        self.open_part(self.which.value())

    def _pressed(self, key: str) -> bool:
        if key != "correct":
            return True
        if not all(form.check() for form in self.forms.values()):
            return False
        typed = ((self._known[key], form.values()) for key, form in self.forms.items())
        put_right = [found for part, values in typed if (found := part.put_right(dict(values))) is not None]
        if not put_right:
            self._say("Nothing is put right yet.", "Choose what is wrong, and write it as it should stand.")
        elif not self.because.value():
            self.because.refuse("Say why: a correction keeps its reason.")
            self.because.control.setFocus()
        else:
            self._start(lambda: self._actions.correct(self._view.id, self.because.value(), put_right))
        return False

    def _start(self, call: Callable[[], object]) -> None:
        self.message.hide()
        for button in self.buttons.values():
            button.setEnabled(False)
        ask(call, self, self._done, self._refused)

    def _done(self, papers: Sequence[PaperRow]) -> None:
        newest = max((paper.version for paper in papers), default=0)
        self.accept()
        self.corrected.emit(sum(paper.version == newest for paper in papers))
        self.deleteLater()

    def _refused(self, error: UserFacingError) -> None:
        for button in self.buttons.values():
            button.setEnabled(True)
        self._say(error.what, " ".join(part for part in (error.safe, error.do) if part))

    def _say(self, what: str, then: str) -> None:
        self.message.say("late", what, then)
        self.message.show()


def _said(day: date, reason: str) -> str:
    return f"Corrected on {plain_day(day)}: {reason}"
