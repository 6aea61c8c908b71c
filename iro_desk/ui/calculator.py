"""The calculator: a small window of its own. Choose a rule by its plain name, give its days, read the date and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework import CouncilSettings, UserFacingError
from iro_desk.practice.calculator import InputOffer, RuleOffer, rules_offered, still_needed, work_out
from iro_desk.practice.views import ClockRow
from iro_desk.practice.words import long_day
from iro_desk.ui.panes.form import understand_time
from iro_desk.ui.panes.why import Sum, answer_of, copy_button, sum_as_text
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import (
    Button,
    ComboField,
    DateField,
    Edit,
    Field,
    Message,
    Rule,
    Scroll,
    State,
    Surface,
    Text,
    add,
    announce,
    clear,
    column,
    row,
)

SIZE = (620, 640)
SAID_OF_MORE = 2
"""How many of the days that may be given besides are named before they are asked for."""


class MomentField(QWidget):
    """A day and an hour."""

    def __init__(self, offer: InputOffer, today: date, changed: Callable[[], None]) -> None:
        super().__init__()
        self.day = DateField(offer.label, today)
        self.hour = Field("Hour", Edit(), hint="")
        self.hour.control.setPlaceholderText("such as 22:00")  # type: ignore[attr-defined]
        for field in (self.day, self.hour):
            field.changed.connect(changed)
        row((self.day, 2), (self.hour, 1), gap=16, into=self)
        self.setFocusProxy(self.day.control)

    def value(self) -> str:
        """ISO day and hour; empty until both are there."""
        day, hour = self.day.day(), understand_time(self.hour.value())
        return f"{day.isoformat()}T{hour}" if day is not None and hour else ""


class Calculator(Surface):
    """Works without a desk; with one its council's settings hold, and the sum says where they alter a date."""

    help_name = "calculator"

    def __init__(self, today: date, settings: Callable[[], CouncilSettings] = CouncilSettings) -> None:
        super().__init__("paper")
        self._today, self._settings = today, settings
        self._rules = {offer.id: offer for offer in rules_offered()}
        self._fields: dict[str, Field | MomentField] = {}
        self._answer: ClockRow | None = None
        self.setWindowTitle("Work out a date")
        self.setAccessibleName("Work out a date")
        self.setWindowFlag(Qt.WindowType.Window)
        self.rule = ComboField("Which date", [(offer.id, offer.title) for offer in self._rules.values()])
        self.rule.changed.connect(self._another_rule)
        self._form = column(gap=12)
        self._when = State("open", "", wrap=True)
        self._message = Message("soon", "")
        self._sum = column(gap=0)
        self.copy = copy_button(lambda: sum_as_text(self._answer, self._today) if self._answer else "")
        self._foot = row(self.copy, None)
        inside = column(
            self.rule, 14, self._form, 16, Rule(), 12, self._when, self._message, 8, self._sum, 10, self._foot, None
        )
        column(
            (Text("Work out a date", "title"), Qt.AlignmentFlag.AlignLeft),
            12,
            (Scroll(column(inside, margins=(0, 0, 12, 0))), 1),
            margins=(24, 18, 14, 16),
            into=self,
        )
        self.setFocusProxy(self.rule.combo)
        self._another_rule()
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setMinimumSize(px(420), px(360))

    def open_it(self) -> None:
        """Shows it, in front, with the keyboard on the choice of the date."""
        if not self.isVisible():
            room = self.screen().availableSize()  # Large type on a small screen: its foot stays in sight.
            self.resize(min(px(SIZE[0]), room.width()), min(px(SIZE[1]), room.height() - px(40)))
        self.show()
        self.raise_()
        self.activateWindow()
        QTimer.singleShot(0, self, self.rule.combo.setFocus)

    def field(self, key: str) -> Field | MomentField:
        """The field of one input of the rule chosen."""
        return self._fields[key]

    def choose(self, rule_id: str) -> None:
        """Chooses a rule."""
        self.rule.combo.choose(rule_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _offer(self) -> RuleOffer:
        return self._rules[self.rule.value()]

    def _another_rule(self) -> None:
        """The fields of another rule; a day typed for an input that it asks too stays."""
        kept = {key: field.value() for key, field in self._fields.items()}
        clear(self._form)
        self._fields = {}
        offers = self._offer().inputs
        more = column(gap=12)
        for offer in offers:
            if offer.either and self._fields:
                add(self._form, Text("or", "small", "ink3"))
            self._put(offer, kept, self._form if offer.needed else more)
        optional = [offer.label[:1].lower() + offer.label[1:] for offer in offers if not offer.needed]
        if optional:
            self.more = Button(f"More: {', '.join(optional)}", "plain", small=True, flush=True, reveals=True)
            if len(optional) > SAID_OF_MORE:
                self.more.say(f"More: {', '.join(optional[:SAID_OF_MORE])} ...")
            self.more.clicked.connect(more.show)
            self.more.clicked.connect(self.more.hide)
            add(self._form, (self.more, Qt.AlignmentFlag.AlignLeft), more)
            filled = any(kept.get(offer.key) for offer in offers if not offer.needed)
            more.setVisible(filled)
            self.more.setVisible(not filled)
        self._work_out()

    def _put(self, offer: InputOffer, kept: dict[str, str], into: QWidget) -> None:
        made: Field | MomentField
        if offer.kind == "moment":
            made = MomentField(offer, self._today, self._work_out)
        elif offer.kind == "choice":
            made = ComboField(offer.label, [("", "Not said"), *offer.choices], value=kept.get(offer.key, ""))
            made.changed.connect(self._work_out)
        else:
            made = DateField(offer.label, self._today)
            made.set_value(kept.get(offer.key, ""))
            made.changed.connect(self._work_out)
        self._fields[offer.key] = made
        add(into, made)

    def _given(self) -> dict[str, str]:
        given = {}
        for key, field in self._fields.items():
            if isinstance(field, DateField):
                day = field.day()
                given[key] = day.isoformat() if day else ""
            else:
                given[key] = field.value()
        return given

    def _work_out(self) -> None:
        """The answer for what stands in the fields, at once."""
        self._answer = None
        given = self._given()
        missing = still_needed(self._offer(), given)
        refusal: UserFacingError | None = None
        if not missing:
            try:
                self._answer = work_out(self._offer().id, given, self._settings(), self._today)
            except UserFacingError as error:
                refusal = error
        self._message.setVisible(refusal is not None)
        if refusal is not None:
            self._message.say("soon", refusal.what, refusal.do)
        self._show(missing)

    def _show(self, missing: Sequence[str]) -> None:
        clear(self._sum)
        answer = self._answer
        self._foot.setVisible(answer is not None)
        self.copy.say("Copy the sum", "copy")
        if answer is None:
            self._when.say("unknown", f"Needed still: {', '.join(missing).lower()}" if missing else "Not known")
            return
        day = answer_of(answer)
        words = f"{answer.title}: {long_day(day)}"
        self._when.say("open", words)
        add(self._sum, Sum(answer))
        announce(self, words)
