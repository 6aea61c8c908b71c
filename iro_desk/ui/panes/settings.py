"""The settings, in groups: what each is, who decides it, what is usual, and what was changed; every change at once."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.setting_views import SettingRow, SettingsView
from iro_desk.practice.views import TermRow
from iro_desk.practice.words import count, long_day
from iro_desk.ui import typed_dates
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.files import ask_which_file
from iro_desk.ui.panes.actions import SettingsActions
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.panes.terms import TermsDialog, in_words
from iro_desk.ui.theme import px
from iro_desk.ui.widgets import (
    Button,
    ComboField,
    Dialog,
    Edit,
    Field,
    Message,
    PaneHeader,
    Rule,
    Scroll,
    Text,
    TextField,
    column,
    row,
    section,
)

NARROW = 96
"""Width at 100 % of a field that takes a number."""


class SettingsPane(QWidget):
    """Every setting under its heading. What is left or chosen is kept at once; a refusal stands under its field."""

    kept = Signal(str)
    """What was just kept, in words for a toast."""

    help_name = "settings"

    def __init__(self, actions: SettingsActions) -> None:
        super().__init__()
        self._actions = actions
        self._view: SettingsView | None = None
        self._sections: list[tuple[QWidget, list[SettingLine]]] = []
        self.setAccessibleName("Settings")
        self.search = Edit(name="Find a setting")
        self.search.setPlaceholderText("Find a setting")
        self.search.setProperty("searches", True)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.terms = _Terms(self, actions)
        self._header = PaneHeader("Settings", "")
        self._warning = Message("soon", "")
        self._warning_line = column(self._warning, margins=(32, 0, 32, 8))
        self._none = Text("No setting is called that.", "body", "ink2")
        self._body = column(margins=(32, 0, 32, 32))
        column(
            self._header,
            row((self.search, 1), None, margins=(32, 4, 32, 10)),
            self._warning_line,
            column(self._none, margins=(32, 8, 32, 8)),
            (Scroll(column(self._body, None)), 1),
            into=self,
        )
        self._none.hide()
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.search.setMaximumWidth(px(420))

    def show_view(self, view: SettingsView) -> None:
        """Shows the settings as they stand; what is being typed stays."""
        self._view = view
        changed = f"{count(view.changed, 'setting')} {'is' if view.changed == 1 else 'are'} changed from what is usual."
        self._header.say("Settings", changed if view.changed else "Everything is as the program ships it.")
        self._warning_line.setVisible(bool(view.warning))
        if view.warning and view.warning not in self._warning.words():
            self._warning.say("soon", "The bank holidays come to their end.", view.warning)
        if not self._sections:
            self._make(view)
        self.terms.show_terms(view.terms)
        known = {each.key: each for group in view.groups for each in group.rows}
        for _, lines in self._sections:
            for line in lines:
                line.show_row(known[line.key])

    def day(self) -> date:
        """The day on which the settings are read."""
        assert self._view is not None, "settings are shown first"
        return self._view.day

    def line(self, key: str) -> SettingLine:
        """The line of one setting."""
        return next(line for _, lines in self._sections for line in lines if line.key == key)

    def flush(self) -> None:
        """Keeps what is being typed."""
        for _, lines in self._sections:
            for line in lines:
                line.keep()

    def _make(self, view: SettingsView) -> None:
        layout = self._body.layout()
        assert layout is not None
        for group in view.groups:
            lines = [SettingLine(each, view.day, self._actions, self.kept.emit) for each in group.rows]
            parts: list[QWidget] = []
            for line in lines:
                parts += [line, Rule()]
            if any(line.key == "extra_holidays" for line in lines):
                parts += [self.terms, Rule()]
            made = column(section(group.title), Rule(), *parts)
            layout.addWidget(made)
            self._sections.append((made, lines))

    def _find(self, typed: str) -> None:
        words = typed.casefold().split()
        terms = all(word in self.terms.searched for word in words)
        self.terms.setVisible(terms)
        for made, lines in self._sections:
            found = [line for line in lines if all(word in line.searched for word in words)]
            for line in lines:
                line.setVisible(line in found)
            made.setVisible(bool(found) or (terms and self.terms.parentWidget() is made))
        self._none.setVisible(all(made.isHidden() for made, _ in self._sections))


class SettingLine(QWidget):
    """One setting: its field at the left; at the right that it was changed, what is usual, and the way back."""

    def __init__(self, setting: SettingRow, today: date, actions: SettingsActions, kept: Callable[[str], None]) -> None:
        super().__init__()
        self._row, self._today, self._actions, self._kept = setting, today, actions, kept
        self.key = setting.key
        self.searched = f"{setting.label} {setting.key} {setting.decides} {setting.usual}".casefold()
        self.field = self._make(setting)
        self._changed = Text("", "small", "ink2", wrap=True)
        self.back = Button("Put it back", "plain", "undo-2", small=True, flush=True)
        self.back.setAccessibleName(f"Put it back: {setting.label}")
        self.back.clicked.connect(self._put_back)
        self._side = column(self._changed, (self.back, Qt.AlignmentFlag.AlignLeft), None, gap=2)
        row((self.field, 3), (self._side, 2), gap=24, margins=(0, 12, 0, 14), into=self)

    def show_row(self, setting: SettingRow) -> None:
        """Shows the setting as it stands; a field that is being typed into stays as it is."""
        self._row = setting
        self._changed.say(f"Changed. Usual: {setting.usual}." if setting.changed else "")
        self._side.layout().activate()  # type: ignore[union-attr]
        self.back.setVisible(setting.changed)
        self._changed.setVisible(setting.changed)
        if isinstance(self.field, (_Days, _Picture)):
            self.field.show_stored(setting.value)
        elif not self.field.control.hasFocus() or not self._differs():
            self._put(setting.value)

    def keep(self) -> None:
        """Keeps what stands in the field, if it is not what is stored; a refusal is said under it."""
        if isinstance(self.field, (_Days, _Picture)) or not self._differs():
            return
        self._change(self.field.value())

    def _change(self, value: str) -> None:
        def done(_: object) -> None:
            self.field.accept()
            self._kept(f"Changed: {self._row.label}")

        ask(lambda: self._actions.change_setting(self.key, value), self, done, self._refused)

    def _refused(self, error: UserFacingError) -> None:
        self.field.refuse(f"{error.what} {error.safe}")

    def _put_back(self) -> None:
        def done(_: object) -> None:
            self.field.accept()
            self.field.setFocus()
            self._kept(f"Put back: {self._row.label}")

        ask(lambda: self._actions.reset_setting(self.key), self, done, self._refused)

    def _differs(self) -> bool:
        return self.field.value() != self._row.value

    def _put(self, value: str) -> None:
        if self.field.value() != value:
            self.field.control.blockSignals(True)
            self.field.set_value(value)
            self.field.control.blockSignals(False)

    def _make(self, setting: SettingRow) -> Field:
        field: Field
        if setting.kind == "dates":
            days = _Days(setting.label, setting.decides)
            days.button.clicked.connect(self.ask_days)
            return days
        if setting.kind == "picture":
            picture = _Picture(setting.label, setting.decides)
            picture.button.clicked.connect(self._choose_picture)
            return picture
        if setting.choices:
            field = ComboField(setting.label, setting.choices, hint=setting.decides, value=setting.value)
            field.changed.connect(self.keep)
            return field
        if setting.kind == "lines":
            lines = min(8, max(3, setting.value.count("\n") + 1))
            field = TextField(setting.label, hint=setting.decides, value=setting.value, lines=lines)
            field.control.installEventFilter(self)
            return field
        edit = Edit(setting.value)
        edit.setCursorPosition(0)  # Of words that are longer than the field the beginning is seen.
        if setting.kind == "number":
            edit.setFixedWidth(px(NARROW))
        field = Field(setting.label, edit, hint=setting.decides)
        edit.editingFinished.connect(self.keep)
        return field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Several lines are kept when the keyboard leaves them."""
        if event.type() == QEvent.Type.FocusOut:
            self.keep()
        return super().eventFilter(watched, event)

    def take_picture(self, path: str) -> None:
        """Keeps the picture in a file."""
        try:
            value = self._actions.picture_of_file(path)
        except UserFacingError as error:
            self._refused(error)
        else:
            self._change(value)

    def _choose_picture(self) -> None:
        ask_which_file(self, "Choose a picture", "Pictures (*.png *.svg)", self.take_picture)

    @comes_back
    def ask_days(self) -> None:
        """Opens the days of the setting."""
        dialog = DaysDialog(self, self._row, self._today, self._actions)
        dialog.days_chosen.connect(self._change)
        dialog.open_it()


class _Days(Field):
    """Days of a setting in words, and the button that opens them."""

    def __init__(self, label: str, hint: str) -> None:
        self.button = Button("Change the days", icon="calendar-days", small=True)
        self._words = Text("", "body", "ink2", wrap=True)
        self._value = ""
        super().__init__(label, self.button, hint=hint)
        self.button.setAccessibleName(f"Change the days: {label}")
        layout = self.layout()
        assert layout is not None
        layout.insertWidget(layout.indexOf(self.button), self._words)  # type: ignore[attr-defined]

    def value(self) -> str:
        return self._value

    def show_stored(self, value: str) -> None:
        """Shows the days of the setting."""
        self._value = value
        days = [long_day(date.fromisoformat(word)) for word in value.split()]
        self._words.say("\n".join(days) or "No day was added.")


class _Picture(Field):
    """The picture of a setting as it is printed, and the button that chooses another."""

    def __init__(self, label: str, hint: str) -> None:
        self.button = Button("Choose a picture", icon="folder-open", small=True)
        self._value = ""
        self._shown = QLabel()
        self._shown.setAccessibleName(label)
        super().__init__(label, self.button, hint=hint)
        self.button.setAccessibleName(f"Choose a picture: {label}")
        layout = self.layout()
        assert layout is not None
        layout.insertWidget(layout.indexOf(self.button), self._shown)  # type: ignore[attr-defined]

    def value(self) -> str:
        return self._value

    def show_stored(self, value: str) -> None:
        """Shows the picture of the setting."""
        self._value = value
        picture = QPixmap()
        picture.loadFromData(base64.b64decode(value))
        self._shown.setVisible(not picture.isNull())
        if not picture.isNull():
            self._shown.setPixmap(
                picture.scaled(
                    px(220), px(64), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )


class _Terms(QWidget):
    """The school terms in words, with the table that changes them and the way back to those shipped."""

    searched = "school terms half term holidays your council decides"

    def __init__(self, pane: SettingsPane, actions: SettingsActions) -> None:
        super().__init__()
        self._pane, self._actions = pane, actions
        self._terms: tuple[TermRow, ...] = ()
        self._words = Text("", "body", "ink2", wrap=True)
        self._said = Text("", "small", "ink2", wrap=True)
        self.change = Button("Change the terms", icon="calendar-days", small=True)
        self.change.clicked.connect(self.open_table)
        self.back = Button("Put them back", "plain", "undo-2", small=True, flush=True)
        self.back.clicked.connect(self._put_back)
        left = column(
            Text("School terms", "strong"),
            2,
            Text("Your council decides.", "small", "ink2"),
            6,
            self._words,
            6,
            (self.change, Qt.AlignmentFlag.AlignLeft),
        )
        right = column(self._said, (self.back, Qt.AlignmentFlag.AlignLeft), None, gap=2)
        row((left, 3), (right, 2), gap=24, margins=(0, 12, 0, 14), into=self)

    def show_terms(self, terms: tuple[TermRow, ...]) -> None:
        """Shows the terms as they stand."""
        own = any(term.own for term in terms)
        self._terms = terms
        to_come = [in_words(term) for term in terms if term.ends >= self._pane.day()]
        self._words.say("\n".join(to_come) or "No term from now on is known.")
        self._said.say("Changed. Usual: those that come with the program, where it has the council’s." if own else "")
        self._said.setVisible(own)
        self.back.setVisible(own)

    @comes_back
    def open_table(self) -> None:
        """Opens the table of the terms."""
        dialog = TermsDialog(self, self._terms, self._pane.day(), self._actions)
        dialog.kept.connect(lambda: self._pane.kept.emit("Changed the school terms"))
        dialog.open_it()

    def _put_back(self) -> None:
        def done(_: object) -> None:
            self._pane.kept.emit("Put the school terms back")

        def refused(error: UserFacingError) -> None:
            self._said.say(str(error), "late")

        ask(lambda: self._actions.keep_terms(()), self, done, refused)


class DaysDialog(Dialog):
    """Days, one a line as people type them; what was understood stands under them. ``days_chosen`` tells them."""

    days_chosen = Signal(str)
    """ISO days with spaces between."""

    def __init__(self, parent: QWidget, setting: SettingRow, today: date, actions: SettingsActions) -> None:
        self._today, self._actions = today, actions
        days = [typed_dates.typed(date.fromisoformat(word)) for word in setting.value.split()]
        self.lines = TextField("Days", hint="One a line, such as 28 December 2026.", value="\n".join(days), lines=6)
        self.lines.changed.connect(self._tell)
        self.read = Button("Read them from a file", icon="folder-input", small=True)
        self.read.clicked.connect(self._choose_file)
        body = column(self.lines, row(self.read, None), gap=12)
        buttons = [("cancel", "Leave it as it is", "quiet"), ("save", "Keep these days", "primary")]
        super().__init__(parent, setting.label, body, buttons, check=self._pressed)
        self._tell()

    def open_it(self) -> None:
        """Opens with the keyboard in the days."""
        super().open_it()
        self.lines.control.setFocus()

    def read_file(self, path: str) -> None:
        """Adds the days that stand in a file to those typed."""
        try:
            found = self._actions.days_of_file(path)
        except UserFacingError as error:
            self.lines.refuse(str(error))
            return
        typed = [line for line in self.lines.value().splitlines() if line.strip()]
        known = {typed_dates.understand(line, self._today) for line in typed}
        typed += [typed_dates.typed(day) for day in found if day not in known]
        self.lines.set_value("\n".join(typed))
        self._tell()

    def _days(self) -> tuple[list[date], list[str]]:
        """The days, and the lines that are none."""
        days, unread = [], []
        for line in self.lines.value().splitlines():
            day = typed_dates.understand(line, self._today) if line.strip() else None
            if day is not None:
                days.append(day)
            elif line.strip():
                unread.append(line.strip())
        return sorted(set(days)), unread

    def _tell(self) -> None:
        days, _ = self._days()
        if days:
            self.lines.understood(", ".join(long_day(day) for day in days))
        else:
            self.lines.accept()

    def _pressed(self, key: str) -> bool:
        if key != "save":
            return True
        days, unread = self._days()
        if unread:
            self.lines.refuse(f"“{unread[0]}” is not a day in the calendar. Type day, month and year.")
            self.lines.control.setFocus()
            return False
        self.days_chosen.emit(" ".join(day.isoformat() for day in days))
        return True

    def _choose_file(self) -> None:
        ask_which_file(self, "Read days from a file", "Lists of days (*.csv *.txt)", self.read_file)


__all__ = ["DaysDialog", "SettingLine", "SettingsPane"]
