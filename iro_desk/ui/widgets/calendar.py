"""A month that drops down under a date field: by arrows, Page Up and Down, Home and Enter, or by the mouse."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from iro_desk.casework.day_names import MONTHS, WEEKDAYS
from iro_desk.practice.words import long_day
from iro_desk.ui.theme import colour, font, px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.days import ground_of_no_work
from iro_desk.ui.widgets.layout import column, row
from iro_desk.ui.widgets.messages import announce
from iro_desk.ui.widgets.text import Text

CELL, HEAD, WEEKS = 36, 26, 6
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
MONTH_STEPS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)


class Month(QWidget):
    """Six weeks from a Monday. The day with the keyboard is filled, today is ringed, weekends are sunken."""

    moved = Signal()
    chose = Signal()

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self.day, self._today = day, today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.go(day)
        self.dress()

    def go(self, day: date) -> None:
        """The keyboard goes to another day."""
        self.day = min(max(day, FIRST), LAST)
        self.setAccessibleName(long_day(self.day))
        self.update()
        self.moved.emit()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(7 * px(CELL), px(HEAD) + WEEKS * px(CELL))

    def first(self) -> date:
        """The Monday that the picture begins with."""
        start = self.day.replace(day=1)
        return start - timedelta(days=start.weekday())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go by days and weeks, Page keys by months (with Shift by years), Home to today, Enter chooses."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.go(self.day + timedelta(days=STEPS[key]))
        elif key in MONTH_STEPS:
            years = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.go(_months_on(self.day, MONTH_STEPS[key] * (12 if years else 1)))
        elif key == Qt.Key.Key_Home:
            self.go(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chose.emit()
        else:
            super().keyPressEvent(event)
            return
        announce(self, long_day(self.day))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A day under the mouse is chosen."""
        where = event.position()
        at = int(where.x() // px(CELL)), int((where.y() - px(HEAD)) // px(CELL))
        if 0 <= at[0] < 7 and 0 <= at[1] < WEEKS:
            self.go(self.first() + timedelta(days=at[0] + 7 * at[1]))
            self.chose.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("small"))
        painter.setPen(colour("ink3"))
        for number, name in enumerate(WEEKDAYS):
            painter.drawText(QRectF(number * px(CELL), 0, px(CELL), px(HEAD)), Qt.AlignmentFlag.AlignCenter, name[:2])
        first = self.first()
        for number in range(7 * WEEKS):
            self._paint_day(painter, first + timedelta(days=number), number)

    def _paint_day(self, painter: QPainter, day: date, number: int) -> None:
        box = QRectF(number % 7 * px(CELL), px(HEAD) + number // 7 * px(CELL), px(CELL), px(CELL))
        disc = px(15)
        inside = day.month == self.day.month
        painter.setPen(Qt.PenStyle.NoPen)
        ink, role = ("ink" if inside else "ink3"), "body"
        if day == self.day:
            painter.setBrush(colour("accent"))
            painter.drawEllipse(box.center(), disc, disc)
            ink, role = "on_accent", "strong"
        elif day.weekday() >= 5 and inside:
            ground_of_no_work(painter)
            painter.drawEllipse(box.center(), disc, disc)
        if day == self._today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent" if day != self.day else "on_accent"), 1.6))
            painter.drawEllipse(QPointF(box.center()), disc - 2, disc - 2)
        painter.setFont(font(role))
        painter.setPen(colour(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))


class Calendar(QWidget):
    """The month with its name, and the months before and after. ``chose`` tells the day; Esc leaves all as it was."""

    chose = Signal(object)

    def __init__(self, day: date, today: date) -> None:
        super().__init__(None, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Calendar")
        self._name = Text("", "strong", align=Qt.AlignmentFlag.AlignCenter)
        self.month = Month(day, today)
        self.month.moved.connect(self._show_name)
        self.month.chose.connect(self._chosen)
        before, after = (
            Button(words, "plain", icon, alone=True)
            for words, icon in (("Month before", "chevron-left"), ("Month after", "chevron-right"))
        )
        before.clicked.connect(lambda: self._turn(-1))
        after.clicked.connect(lambda: self._turn(1))
        column(
            row(before, (self._name, 1), after, gap=4),
            self.month,
            Text("Home is today, Enter takes the day", "small", "ink3", align=Qt.AlignmentFlag.AlignCenter),
            gap=4,
            margins=(12, 8, 12, 10),
            into=self,
        )
        self._show_name()

    def drop_under(self, widget: QWidget) -> None:
        """Shows it under a widget, or over it where there is no room on the screen."""
        self.adjustSize()
        at = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        screen = widget.screen().availableGeometry()
        if at.y() + self.height() > screen.bottom():
            at = widget.mapToGlobal(QPoint(0, -self.height() - 4))
        self.move(min(max(at.x(), screen.left()), screen.right() - self.width()), max(at.y(), screen.top()))
        self.show()
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(colour("line_strong"), 1))
        painter.setBrush(colour("raised"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _turn(self, months: int) -> None:
        self.month.go(_months_on(self.month.day, months))
        self.month.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_name(self) -> None:
        self._name.say(f"{MONTHS[self.month.day.month - 1]} {self.month.day.year}")

    def _chosen(self) -> None:
        self.chose.emit(self.month.day)
        self.close()


def _months_on(day: date, months: int) -> date:
    from iro_desk.statute import add_months  # the screen before the desk has no calendar open yet

    return add_months(day, months)
