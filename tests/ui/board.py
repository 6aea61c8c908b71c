"""One of each part, for the tests that look at all of them. The people are invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from iro_desk.ui import widgets as w

TODAY = date(2027, 2, 2)


def row_list() -> w.RowList:
    made = w.RowList("Caseload")
    made.show_lines(
        [
            w.ListLine("a", "Siân Probert", "11", "soon", "Review Friday", "Foster care, Yeovil", "24 mi"),
            w.ListLine("b", "Łukasz Wrona", "16", "booked", "Review 11 February", "Foster care, Telford", "172 mi"),
            w.ListLine("c", "Family time", number="5", coverage=(2, 4)),
        ]
    )
    made.choose("b")
    return made


def table() -> w.Table:
    made = w.Table("Clocks", [w.Column("", 30), w.Column("What", 160), w.Column("Why")], opens=True, sortable=True)
    made.show_rows(
        [
            ("review", [w.Cell(mark="late"), w.Cell("Next review", "strong"), "6 months after 20 August"]),
            ("visit", [w.Cell(mark="open"), w.Cell("Visit", "strong"), w.Cell("6 weeks", "small", "ink2")]),
        ]
    )
    return made


def timeline() -> w.Timeline:
    window = w.Window(date(2027, 2, 20), date(2026, 12, 12), date(2027, 1, 12))
    lanes = [
        w.Lane("Home", (w.Bar("Dorchester", date(2025, 3, 6), date(2026, 1, 1)), w.Bar("Wrexham", date(2026, 1, 1)))),
        w.Lane("Seen alone", marks=(w.DayMark("Seen alone", date(2026, 3, 2), w.SEEN),)),
        w.Lane("Reviews", marks=(w.DayMark("Review", date(2026, 8, 20), "done"),), window=window),
    ]
    return w.Timeline(lanes, TODAY)


def window_bar() -> w.WindowBar:
    days = w.Window(date(2027, 2, 20), date(2026, 12, 12), date(2027, 1, 12), date(2027, 2, 10), date(2027, 2, 19))
    return w.WindowBar(days, TODAY)


def states() -> QWidget:
    return w.row(*(w.State(kind) for kind in w.STATES))


def progress() -> w.Progress:
    made = w.Progress("Comparing child 48 of 66")
    made.say("Comparing child 48 of 66", 48 / 66, "about 3 seconds left")
    made.show()
    return made


PARTS: dict[str, Callable[[], QWidget]] = {
    "text": lambda: w.Text("A few words", wrap=True),
    "elided": lambda: w.Elided("A line that may be too long"),
    "key": lambda: w.Key("Esc"),
    "fact": lambda: w.fact("map-pin", "Wrexham, 214 miles"),
    "section": lambda: w.section("Clocks", count=3, note="F1 explains"),
    "states": states,
    "coverage": lambda: w.Coverage(2, 4),
    "primary": lambda: w.Button("Open the desk", "primary", "lock-keyhole"),
    "quiet": lambda: w.Button("Add a child", icon="plus", small=True),
    "plain": lambda: w.Button("Show what I type", "plain"),
    "danger": lambda: w.Button("Leave 3 children out", "danger"),
    "alone": lambda: w.Button("Close", "plain", "x", alone=True),
    "chips": lambda: w.Chips([("all", "All", 66), ("far", "Far away", 9)]),
    "tick": lambda: w.CheckBox("I have the sheet in my hand", ticked=True),
    "tabs": lambda: w.tab_line(w.Tabs([("o", "Overview"), ("r", "Reviews")])),
    "field": lambda: w.Field("First name", hint="As they like it"),
    "combo": lambda: w.ComboField("Legal status", [("C1", "C1 Interim care order"), ("V2", "V2 Section 20")]),
    "text field": lambda: w.TextField("In your words"),
    "passphrase": lambda: w.PassphraseField("Passphrase"),
    "date": lambda: w.DateField("Held on", TODAY, day=TODAY),
    "writing": lambda: w.WritingFrame(w.Writing("Kofi sees Abena every other Saturday.", name="Family time")),
    "list": row_list,
    "table": table,
    "timeline": timeline,
    "window": window_bar,
    "days": lambda: w.DayStrip(date(2027, 2, 26), date(2027, 2, 28)),
    "header": lambda: w.PaneHeader("Kofi", "14 years", [("flag", "Plan graded good")], [w.Button("Add a note")]),
    "foot": lambda: w.foot_bar(w.Text("Kept"), None, w.Button("Take 15 children in", "primary")),
    "figure": lambda: w.figure("3", "new children"),
    "message": lambda: w.Message("late", "The desk cannot be written.", "Nothing was changed."),
    "empty": lambda: w.EmptyPane("The children stand here.", "Bring in a return.", "Bring in a return"),
    "progress": progress,
    "rail": lambda: w.Rail([("caseload", "users", "Caseload")], [("lock", "lock", "Lock", "Ctrl+L")]),
    "steps": lambda: w.Steps([("Choose a passphrase", "A minute"), ("Print the code", "A minute")]),
    "sign": lambda: w.Sign(),
}
