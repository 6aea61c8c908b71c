"""Who may know where the child lives: what the law says that day, what was decided, and deciding it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal

from iro_desk.casework import MANAGERS
from iro_desk.practice.where_lives import MayKnowRow, WhereView, WithholdingRow
from iro_desk.ui.widgets.buttons import Button, CheckBox
from iro_desk.ui.widgets.fields import ComboField, DateField, Edit, Field
from iro_desk.ui.widgets.layout import Rule, Scroll, Surface, add, clear, column, row
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.messages import Message
from iro_desk.ui.widgets.text import Text, section

MARKS = {"told": ("done", "Told"), "withheld": ("open", "Withheld"), "stop": ("late", "Decide again")}
LABELS = {
    "welfare": ("Because", "The manager who decided"),
    "court": ("The order’s terms", "The court"),
    "advice": ("What was advised", "The legal adviser"),
}


class WherePanel(Surface):
    """The box: open, shut, or open for an order or advice, as the legal status has it."""

    closed = Signal()
    decided = Signal(dict)
    """The values of a new decision, by the names of its fields."""
    ended = Signal(str, str)
    """(id of a decision, because)."""
    looked_again = Signal(str, str, str)
    """(id of a decision, by whom, words)."""
    child_said = Signal(str)
    chosen = Signal(str, str, str)
    """(person, ``add``, ``leave out`` or nothing, because)."""

    def __init__(self, today: date) -> None:
        super().__init__("paper")
        self._today = today
        self._shown: WhereView | None = None
        back = Button("Back to the fields", "plain", "chevron-left", small=True, flush=True)
        back.clicked.connect(self.closed)
        self.rule = Message("wait", "")
        self._people, self._made = column(gap=2), column(gap=8)
        self._ask = column(gap=4)
        self.ground = ComboField("On what ground", [])
        self.because = Field("Because")
        self.by = Field("The manager who decided")
        self.role = ComboField("Decided as", [("", "Not said yet"), *MANAGERS.items()])
        self.on = DateField("On", today)
        self._from = column(gap=2)
        self.whom: dict[str, CheckBox] = {}
        self.decide = Button("Keep the decision", "quiet", "check")
        self.decide.clicked.connect(self._decide)
        self.ground.changed.connect(self._name_fields)
        self._form = column(
            section("Decide it"),
            self.ground,
            12,
            row((self.because, 1), (self.by, 1), gap=16),
            12,
            row((self.role, 1), (self.on, 1), gap=16),
            12,
            Text("From whom", "strong"),
            self._from,
            12,
            row(self.decide, None),
        )
        inside = column(
            row(back, None),
            8,
            Text("Who may know where the child lives", "title", wrap=True),
            12,
            self.rule,
            self._ask,
            section("What was decided"),
            self._made,
            section("Parents and relatives"),
            self._people,
            self._form,
            None,
            margins=(32, 16, 24, 24),
        )
        column((Scroll(inside), 1), into=self)

    def show_view(self, view: WhereView) -> None:
        """Shows the law, the decisions and the people as they stand; a form that is being filled stays."""
        self._shown = view
        self.rule.say("wait", view.words, view.authority)
        self._show_asked(view)
        clear(self._made)
        for each in view.decided:
            add(self._made, self._decision(each), Rule())
        if not view.decided:
            add(self._made, Text("Nothing. What the law says above stands.", "small", "ink3"))
        clear(self._people)
        for person in view.people:
            add(self._people, self._person(person))
        if not view.people:
            add(self._people, Text("No parent or relative is entered.", "small", "ink3"))
        kept = self.ground.value()
        self.ground.combo.offer(list(view.open_grounds))
        if kept in dict(view.open_grounds):
            self.ground.combo.choose(kept)
        if {person.person for person in view.people} != set(self.whom):
            clear(self._from)
            self.whom = {}
            for person in view.people:
                box = CheckBox(f"{person.name}, {person.role}")
                self.whom[person.person] = box
                add(self._from, box)
        self._name_fields()

    def clear_form(self) -> None:
        """The decision was kept: the form is empty again."""
        for field in (self.because, self.by):
            field.set_value("")
        self.role.combo.choose("")
        self.on.set_day(None)
        for box in self.whom.values():
            box.setChecked(False)

    def _show_asked(self, view: WhereView) -> None:
        clear(self._ask)
        if not view.ask_child:
            return
        add(self._ask, 8, State("done" if view.asked else "soon", view.ask_child))
        said = Edit(name="What the young person said")
        said.setPlaceholderText("What the young person said")
        keep = Button("Keep it", "quiet", small=True)

        def tell() -> None:
            if said.text().strip():
                self.child_said.emit(said.text().strip())

        keep.clicked.connect(tell)
        said.returnPressed.connect(tell)
        add(self._ask, row((said, 1), keep, gap=8))

    def _decision(self, each: WithholdingRow) -> Surface:
        made = Surface("paper")
        who = Edit(name="Who looked at it again, or why it ends")
        who.setPlaceholderText("By whom, or why")
        looked = Button("Looked at again", "quiet", small=True)
        end = Button("It ends", "plain", small=True)

        def tell_looked() -> None:
            if who.text().strip():
                self.looked_again.emit(each.id, who.text().strip(), "")
            else:
                who.setFocus()

        def tell_end() -> None:
            if who.text().strip():
                self.ended.emit(each.id, who.text().strip())
            else:
                who.setFocus()

        looked.clicked.connect(tell_looked)
        end.clicked.connect(tell_end)
        words = [Text(each.words, "body", wrap=True)]
        if each.ended_on is None:
            state = State("soon", "To be looked at again at this review") if each.look_again else None
            words.append(Text(each.looked_words, "small", "ink2", wrap=True))
            column(
                *words,
                *([row(state, None)] if state is not None else []),
                4,
                row((who, 1), looked, end, gap=8),
                gap=2,
                into=made,
            )
        else:
            column(*words, Text("Ended.", "small", "ink3"), gap=2, into=made)
        return made

    def _person(self, person: MayKnowRow) -> Surface:
        made = Surface("paper")
        kind, word = MARKS[person.state]
        if person.choice == "leave out":
            kind, word = "open", "Gets nothing"
        why = Edit(name=f"Why {person.name} gets a copy or none")
        why.setPlaceholderText("Reason")
        leave = Button("Leave out", "plain", small=True)
        give = Button("Add a copy", "plain", small=True)
        usual = Button("As usual", "plain", small=True)

        def choose(choice: str) -> None:
            if choice and not why.text().strip():
                why.setFocus()
            else:
                self.chosen.emit(person.person, choice, why.text().strip())

        leave.clicked.connect(lambda: choose("leave out"))
        give.clicked.connect(lambda: choose("add"))
        usual.clicked.connect(lambda: choose(""))
        for button in (leave, give, usual):
            button.setAccessibleName(f"{button.text()}: {person.name}")
        detail = person.choice_because or person.because
        column(
            row((Text(f"{person.name}, {person.role}", "strong", wrap=True), 1), State(kind, word), gap=8),
            Text(detail, "small", "ink2", wrap=True),
            row((why, 1), *((usual,) if person.choice else (leave, give)), gap=4),
            gap=2,
            margins=(0, 6, 0, 8),
            into=made,
        )
        return made

    def _name_fields(self) -> None:
        because, by = LABELS.get(self.ground.value(), LABELS["welfare"])
        self.because.name_it(because)
        self.by.name_it(by)
        self.role.setVisible(self.ground.value() == "welfare")

    def _decide(self) -> None:
        if not self.on.readable():
            return
        values: Mapping[str, object] = {
            "ground": self.ground.value(),
            "because": self.because.value(),
            "decided_by": self.by.value(),
            "decided_as": self.role.value() if self.ground.value() == "welfare" else "",
            "decided_on": self.on.day() or self._today,
            "withheld_from": [person for person, box in self.whom.items() if box.isChecked()],
        }
        self.decided.emit(dict(values))
