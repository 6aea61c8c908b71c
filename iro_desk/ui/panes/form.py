"""A form made from a list of fields: typed, checked and read in one way for every kind of fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from iro_desk.ui.panes import facts
from iro_desk.ui.panes.actions import Codes, Value, Values
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import CheckBox
from iro_desk.ui.widgets.fields import ComboField, DateField, Field, TextField
from iro_desk.ui.widgets.layout import add, column

BESIDE_NEEDS = 440
"""Width at 100 % from which two short fields stand beside one another."""

_TIME = re.compile(r"(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(am|pm)?")


def understand_time(text: str) -> str | None:
    """ "15:30" from "15:30", "1530", "3.30 pm" or "9"; ``None`` when it cannot be read."""
    found = _TIME.fullmatch(text.strip().lower())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] and not 1 <= hour <= 12:
        return None
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


class Form(QWidget):
    """The fields under one another, short ones in pairs where there is room."""

    changed = Signal(str)
    """The key of the field that was just typed into or chosen."""

    def __init__(
        self,
        fields: Sequence[facts.Field],
        codes: Codes,
        today: date,
        *,
        explain: dict[str, Callable[[date], str]] | None = None,
        beneath: dict[str, QWidget] | None = None,
    ) -> None:
        """``explain`` may say more under a date than its weekday, by the field's key.

        ``beneath`` are widgets that stand right under the line of a field, by its key.
        """
        super().__init__()
        self._fields = tuple(fields)
        self._explain = explain or {}
        self._today = today
        self._parts: dict[str, Field | CheckBox] = {}
        column(gap=14, into=self)
        at = 0
        while at < len(self._fields):
            field = self._fields[at]
            after = self._fields[at + 1] if at + 1 < len(self._fields) else None
            self._parts[field.key] = self._make(field, codes)
            if after is not None and (field.key, after.key) in facts.PAIRS:
                self._parts[after.key] = self._make(after, codes)
                add(self, _Pair(self._parts[field.key], self._parts[after.key]))
                at += 2
            else:
                after = None
                add(self, self._parts[field.key])
                at += 1
            for each in (field, after):
                if beneath and each is not None and each.key in beneath:
                    add(self, beneath[each.key])

    def part(self, key: str) -> Field | CheckBox:
        """The field or tick box of that key."""
        return self._parts[key]

    def focus_first(self) -> None:
        """The keyboard goes to the first field."""
        next(iter(self._parts.values())).setFocus()

    def values(self) -> dict[str, Value]:
        """Every field's value by its key; a date or time that cannot be read is ``None`` or empty (:meth:`check`)."""
        return {field.key: self._value(field) for field in self._fields}

    def set_values(self, values: Values) -> None:
        """Puts values in; keys that the form does not have are left out."""
        for key, value in values.items():
            part = self._parts.get(key)
            if isinstance(part, CheckBox):
                part.setChecked(bool(value))
            elif isinstance(part, DateField):
                part.set_day(value if isinstance(value, date) else None)
            elif part is not None:
                part.set_value(value if isinstance(value, str) else "")

    def check(self) -> bool:
        """Whether everything needed is there and can be read. What is not says so, and the first gets the keyboard."""
        amiss = [field for field in self._fields if not self._fits(field)]
        if amiss:
            self._parts[amiss[0].key].setFocus()
        return not amiss

    def _value(self, field: facts.Field) -> Value:
        part = self._parts[field.key]
        if isinstance(part, CheckBox):
            return part.isChecked()
        if isinstance(part, DateField):
            return part.day()
        if field.kind == "time":
            return understand_time(part.value()) or ""
        return part.value()

    def _fits(self, field: facts.Field) -> bool:
        part = self._parts[field.key]
        if isinstance(part, CheckBox):
            return True
        if isinstance(part, DateField) and not part.readable():
            return False
        if field.kind == "time" and part.value() and understand_time(part.value()) is None:
            part.refuse("Type hours and minutes, such as 15:30.")
            return False
        if field.needed and not part.value():
            part.refuse(field.needed)
            return False
        return True

    def _make(self, field: facts.Field, codes: Codes) -> Field | CheckBox:
        key = field.key
        if field.kind == "yes-no":
            box = CheckBox(field.label)
            box.toggled.connect(lambda _: self.changed.emit(key))
            return box
        part: Field
        if field.kind == "date":
            part = DateField(field.label, self._today, hint=field.hint, explain=self._explain.get(key))
        elif field.kind == "choice":
            part = ComboField(field.label, field.choices, hint=field.hint)
        elif field.kind == "code":
            part = ComboField(field.label, [("", "Not known"), *_worded(codes.codes(field.codes))], hint=field.hint)
        elif field.kind == "terms":
            part = ComboField(field.label, [("", "The council’s own"), *codes.term_authorities()], hint=field.hint)
        elif field.kind == "words":
            part = TextField(field.label, hint=field.hint, lines=field.rows)
        else:
            part = Field(field.label, hint=field.hint)
        part.changed.connect(lambda: self.changed.emit(key))
        return part


def _worded(codes: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Codes with their code written before the words, as the council's screens do."""
    return [(code, words if words.startswith(code) else f"{code}  {words}") for code, words in codes]


class _Pair(QWidget):
    """Two short fields beside one another, or under one another when it is narrow."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        beside = self.width() >= px(BESIDE_NEEDS)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)
        self._box.setSpacing(px(16 if beside else 14))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.dress()
