"""The parts every pane is made of (the look's section 3). Colours, fonts and sizes come from the theme."""

from iro_desk.ui.widgets.buttons import Button, CheckBox, Chip, Chips, FactButton, Tabs
from iro_desk.ui.widgets.calendar import Calendar
from iro_desk.ui.widgets.days import DayStrip
from iro_desk.ui.widgets.fields import (
    Combo,
    ComboField,
    DateField,
    Edit,
    Field,
    PassphraseField,
    TextArea,
    TextField,
    Writing,
    WritingFrame,
)
from iro_desk.ui.widgets.floating import Dialog, Popover, paint_shadow
from iro_desk.ui.widgets.layout import Rule, Scroll, Surface, add, clear, column, row, wrapping
from iro_desk.ui.widgets.lists import ListLine, RowList
from iro_desk.ui.widgets.marks import STATES, Coverage, Mark, State, paint_mark, state_ink, state_word
from iro_desk.ui.widgets.messages import EmptyPane, Message, Progress, Toast, announce
from iro_desk.ui.widgets.notices import Notices
from iro_desk.ui.widgets.pane import PaneHeader, figure, foot_bar, tab_line
from iro_desk.ui.widgets.rail import Rail, RailButton
from iro_desk.ui.widgets.steps import Steps
from iro_desk.ui.widgets.tables import Cell, Column, Table
from iro_desk.ui.widgets.text import Elided, Icon, Key, Text, fact, section
from iro_desk.ui.widgets.timeline import SEEN, Bar, DayMark, Lane, Timeline
from iro_desk.ui.widgets.windows import Sign, Spots, Window, WindowBar, paint_sign, paint_window

__all__ = [
    "SEEN",
    "STATES",
    "Bar",
    "Button",
    "Calendar",
    "Cell",
    "CheckBox",
    "Chip",
    "Chips",
    "Column",
    "Combo",
    "ComboField",
    "Coverage",
    "DateField",
    "DayMark",
    "DayStrip",
    "Dialog",
    "Edit",
    "Elided",
    "EmptyPane",
    "FactButton",
    "Field",
    "Icon",
    "Key",
    "Lane",
    "ListLine",
    "Mark",
    "Message",
    "Notices",
    "PaneHeader",
    "PassphraseField",
    "Popover",
    "Progress",
    "Rail",
    "RailButton",
    "RowList",
    "Rule",
    "Scroll",
    "Sign",
    "Spots",
    "State",
    "Steps",
    "Surface",
    "Table",
    "Tabs",
    "Text",
    "TextArea",
    "TextField",
    "Timeline",
    "Toast",
    "Window",
    "WindowBar",
    "Writing",
    "WritingFrame",
    "add",
    "announce",
    "clear",
    "column",
    "fact",
    "figure",
    "foot_bar",
    "paint_mark",
    "paint_shadow",
    "paint_sign",
    "paint_window",
    "row",
    "section",
    "state_ink",
    "state_word",
    "tab_line",
    "wrapping",
]
