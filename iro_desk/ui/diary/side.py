"""Beside the days: what has no date yet, what comes next, and how a bar is read; or the review that is being moved."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from iro_desk.practice.diary_views import DiaryView, WithoutDate
from iro_desk.practice.words import count
from iro_desk.ui.diary.bars import LEGEND, YEAR_LEGEND, legend
from iro_desk.ui.diary.moving import MovePanel
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, line, px
from iro_desk.ui.widgets import Button, Scroll, Surface, Text, add, clear, column, paint_mark, row, section, state_ink

SHOWN = 4
REMINDED = 3
WIDTH, UNDER = 262, 220


class NoDateRow(QAbstractButton):
    """One review without a date: whose, by when, and the first days that are free. A press takes hold of it."""

    def __init__(self, shown: WithoutDate) -> None:
        super().__init__()
        self.shown = shown
        self.setAccessibleName(f"{shown.label}, no date, {shown.by_words}. {shown.free_words}. Choose a day")
        self.setToolTip("Choose a day")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def dress(self) -> None:
        """Takes the theme."""
        self.updateGeometry()
        self.update()

    def _lines(self) -> list[tuple[str, str, str]]:
        urgent = self.shown.mark in ("late", "risk")
        by = state_ink(self.shown.mark) if urgent else "ink2"
        return [(self.shown.label, "strong", "ink"), (self.shown.by_words, "small", by)] + [
            (part, "small", "ink3") for part in self._folded()
        ]

    def _folded(self) -> list[str]:
        """The free days, over two lines where they need them."""
        metrics, room = QFontMetricsF(font("small")), max(px(120), self.width() - px(28))
        lines = [""]
        for word in self.shown.free_words.split():
            longer = f"{lines[-1]} {word}".strip()
            if metrics.horizontalAdvance(longer) > room and lines[-1]:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def sizeHint(self) -> QSize:
        return QSize(px(180), sum(line(role) for _, role, _ in self._lines()) + px(10))

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or ring_visible(self):
            painter.setPen(QPen(colour("focus"), focus_width()) if ring_visible(self) else Qt.PenStyle.NoPen)
            painter.setBrush(colour("sunken") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))
        paint_mark(painter, QPointF(px(10), px(16)), self.shown.mark, 5)
        top = float(px(4))
        for words, role, ink in self._lines():
            painter.setFont(font(role))
            painter.setPen(colour(ink))
            box = QRectF(px(26), top, self.width() - px(28), line(role))
            cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, cut)
            top += line(role)


class DiarySide(Surface):
    """The pane beside the days. ``hold`` takes hold of a child's review, ``proposals_asked`` leads to the planner."""

    hold = Signal(str)
    proposals_asked = Signal()
    repair_asked = Signal()
    all_asked = Signal()
    entry_opened = Signal(object)

    def __init__(self, today: date, *, offers: frozenset[str]) -> None:
        super().__init__("canvas", lines="left")
        self._today, self._all, self._offers = today, False, offers
        self.is_under = False
        self._view: DiaryView | None = None
        self._need, self._next = column(), column()
        self.propose = Button("Propose dates", icon="route", small=True)
        self.propose.clicked.connect(self.proposals_asked)
        self.repair = Button("Put clashes right", icon="undo-2", small=True)
        self.repair.clicked.connect(self.repair_asked)
        self.windows = Button("Show every window", "plain", small=True, flush=True)
        self.windows.clicked.connect(self.all_asked)
        self._legend = column(
            section("How to read a bar", margins=(0, 12, 0, 6)), legend(LEGEND), 6, row(self.windows, None)
        )
        self._of_year = column(section("How to read a day", margins=(0, 12, 0, 6)), legend(YEAR_LEGEND))
        self._calm = column(self._need, self._next, None, self._legend, self._of_year)
        self.moving = MovePanel(today)
        self.moving.hide()
        inside = column(self._calm, self.moving, None, margins=(22, 22, 18, 18))
        column((Scroll(inside), 1), into=self)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.stand_under(self.is_under)

    def stand_under(self, under: bool) -> None:
        """Beside the days it has its own width; under them, as wide as they are, at most so high."""
        self.is_under = under
        self.setMinimumWidth(0 if under else px(WIDTH))
        self.setMaximumWidth(16_777_215 if under else px(WIDTH))
        self.setMinimumHeight(px(UNDER) if under else 0)

    def show_view(self, view: DiaryView, *, legend: str = "month") -> None:
        """Shows what these days ask for. ``legend``: the page whose marks are explained."""
        self._view = view
        self._legend.setVisible(legend in ("month", "week"))
        self.windows.setVisible(legend == "month")
        self._of_year.setVisible(legend == "year")
        self._show()

    def show_windows(self, all_shown: bool) -> None:
        """Whether every window is shown."""
        self.windows.say("Show fewer windows" if all_shown else "Show every window")

    def is_moving(self, on: bool) -> None:
        """The review that is moved stands here while it is."""
        self.moving.setVisible(on)
        self._calm.setVisible(not on)

    def rows(self) -> list[NoDateRow]:
        """The reviews without a date that are shown."""
        return self._need.findChildren(NoDateRow)

    def _show(self) -> None:
        view = self._view
        assert view is not None
        for kept in (self.propose, self.repair):
            kept.setParent(None)
        clear(self._need)
        clear(self._next)
        without = view.without_date
        if view.clashes:
            words = f"{count(len(view.clashes), 'clash', 'clashes')} in these days"
            add(self._need, Text(words, "heading", "late"), 4)
            for clash in view.clashes[:2]:
                add(self._need, Text(clash.words, "small", "ink2", wrap=True), 6)
            if "repair" in self._offers:
                add(self._need, row(self.repair, None))
                self.repair.show()
            add(self._need, 18)
        add(self._need, section("Without a date", count=len(without) or None, margins=(0, 0, 0, 6)))
        if not without:
            none = "No review falls in these days. Children whom you bring in under Caseload appear here."
            words = "Every review of these days has its date." if view.bars else none
            add(self._need, Text(words, "body", "ink2", wrap=True))
        shown = without if self._all or len(without) <= SHOWN + 1 else without[:SHOWN]
        for each in shown:
            made = NoDateRow(each)
            made.clicked.connect(lambda _=False, child=each.child: self.hold.emit(child))
            add(self._need, made, 4)
        if len(shown) < len(without):
            more = Button(f"Show all {len(without)}", "plain", small=True, flush=True)
            more.clicked.connect(self._show_all)
            add(self._need, row(more, None), 4)
        if without and "propose" in self._offers:
            add(self._need, 6, row(self.propose, None))
            self.propose.show()
        self._show_next(view)

    def _show_next(self, view: DiaryView) -> None:
        if view.next_hours:
            add(self._next, section("Next 36 hours", margins=(0, 18, 0, 4)))
            for entry in view.next_hours[:SHOWN]:
                day = "Today" if entry.day == view.today else "Tomorrow"
                said = f"{day} {entry.time}".strip()
                note = f", leave at {entry.leave_at}" if entry.leave_at else ""
                add(self._next, Text(f"{said}: {entry.what}{note}", "small", "ink2", wrap=True), 3)
        later = [each for each in view.reminders if (each.day - view.today).days > 1]
        if later:
            add(self._next, section("Coming up", margins=(0, 18, 0, 4)))
            for each in later[:REMINDED]:
                add(self._next, Text(each.words, "small", "ink2", wrap=True), 3)

    def _show_all(self) -> None:
        self._all = True
        self._show()
        rows = self.rows()
        if len(rows) > SHOWN:
            rows[SHOWN].setFocus(Qt.FocusReason.OtherFocusReason)
