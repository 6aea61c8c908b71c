"""Today: lines in the order in which they are done, papers owed, the next day and a half, the size of the caseload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from iro_desk.practice.owed import OwedRow
from iro_desk.practice.today import Hour, TodayLine, TodaySection, TodayView
from iro_desk.practice.words import plain_day, short_day
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, line, px, scaled, size
from iro_desk.ui.widgets import (
    Button,
    Cell,
    Column,
    EmptyPane,
    PaneHeader,
    Scroll,
    Surface,
    Table,
    Text,
    add,
    announce,
    clear,
    column,
    paint_mark,
    row,
    section,
    state_ink,
)

COMING_SHOWN = 5
SHOWN_AT_ONCE = 5
"""Lines of a section that are shown before "Show all"."""
STEP_TITLES = ("Decisions", "Manager", "Record", "Child", "Others", "Keyed", "Uploaded")
OWED = (Column("Review", 0), *(Column(title, 96) for title in STEP_TITLES))
OWED_NARROW = (Column("Review", 0, 2), Column("Owed next", 0, 3))


class TodayRow(QAbstractButton):
    """One thing to do: state, what and why, by when, and its next action. The whole row is the action."""

    def __init__(self, shown: TodayLine, today_year: int, *, first: bool = False) -> None:
        super().__init__()
        self.shown, self._first = shown, first
        self._when = "" if shown.when is None else short_day(shown.when, shown.when.replace(year=today_year))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        when = f" {self._when}." if self._when else ""
        self.setAccessibleName(f"{shown.says}. {shown.what}. {shown.why}{when} {shown.action}")
        self.setToolTip(f"{shown.what}. {shown.why}")
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(size("row"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(520), size("row"))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), size("row"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the row, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset, wide = px(32), self.width() >= px(760)
        area = QRectF(self.rect())
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("sunken"))
            painter.drawRoundedRect(area.adjusted(px(8), 2, -px(8), -2), px(8), px(8))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(inset, area.bottom()), QPointF(area.right() - inset, area.bottom()))
        middle = area.center().y()
        left = self._paint_state(painter, inset, middle, wide)
        right = self._paint_action(painter, area.right() - inset, middle)
        if wide:
            right -= px(126)
            self._words(painter, QRectF(right, 0, px(118), area.height()), self._when, "small", "ink2")
        room = max(px(60), right - left - px(12))
        top = middle - (line("strong") + line("small")) / 2
        self._words(painter, QRectF(left, top, room, line("strong")), self.shown.what, "strong", "ink")
        self._words(painter, QRectF(left, top + line("strong"), room, line("small")), self.shown.why, "small", "ink2")
        if ring_visible(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(area.adjusted(px(8), 2, -px(8), -3), px(8), px(8))

    def _paint_state(self, painter: QPainter, x: float, middle: float, wide: bool) -> float:
        paint_mark(painter, QPointF(x + px(8), middle), self.shown.mark)
        ink = state_ink(self.shown.mark)
        room = px(118 if wide else 96)
        box = QRectF(x + px(21), middle - line("label"), room - px(25), 2 * line("label"))
        painter.setFont(font("label"))
        painter.setPen(colour(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(flags), self.shown.says)
        return x + room + px(10)

    def _paint_action(self, painter: QPainter, right: float, middle: float) -> float:
        painter.setFont(font("label"))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self.shown.action)
        if not self._first:
            painter.setPen(colour("accent"))
            box = QRectF(right - width - px(3), middle - line("label") / 2, width + px(3), line("label"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.shown.action)
            return right - px(104)
        box = QRectF(right - px(104), middle - size("control_small") / 2, px(104), size("control_small"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_hover" if self.underMouse() else "accent"))
        painter.drawRoundedRect(box, px(8), px(8))
        painter.setPen(colour("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.shown.action)
        return box.left()

    def _words(self, painter: QPainter, box: QRectF, words: str, role: str, ink: str) -> None:
        painter.setFont(font(role))
        painter.setPen(colour(ink))
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class HourRow(QAbstractButton):
    """One engagement on the line of the next day and a half."""

    def __init__(self, hour: Hour, *, now: bool, last: bool) -> None:
        super().__init__()
        self._hour, self._now, self._last = hour, now, last
        self.setAccessibleName(f"{hour.time or 'No time yet'}. {hour.what}. {hour.note}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(hour.note)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(px(51))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(240), px(51))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = px(54)
        if not self._last:
            painter.setPen(QPen(colour("line_strong"), 2))
            painter.drawLine(QPointF(x, px(18)), QPointF(x, self.height() + px(4)))
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(colour("accent" if self._now else "canvas"))
        painter.drawEllipse(QPointF(x, px(11)), scaled(4.5), scaled(4.5))
        self._words(painter, QRectF(0, px(1), px(46), line("label")), self._hour.time or "", "label", "ink3")
        room = self.width() - px(68)
        self._words(painter, QRectF(px(68), 0, room, line("strong")), self._hour.what, "strong", "ink")
        under = QRectF(px(68), line("strong"), room, line("small"))
        self._words(painter, under, self._hour.note, "small", "ink3")
        if ring_visible(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -2), px(6), px(6))

    def _words(self, painter: QPainter, box: QRectF, words: str, role: str, ink: str) -> None:
        painter.setFont(font(role))
        painter.setPen(colour(ink))
        shown = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Gauge(QWidget):
    """The caseload against its band: a ruler, not a speedometer. The ring is the caseload weighted, if it is known."""

    def __init__(self) -> None:
        super().__init__()
        self._children, self._weighted = 0, 0
        self._band = (50, 70)
        self.dress()

    def show_count(self, children: int, band: tuple[int, int], weighted: int = 0) -> None:
        """Another caseload."""
        self._children, self._band, self._weighted = children, band, weighted
        words = f"{children} children; the band is {band[0]} to {band[1]}"
        self.setAccessibleName(words + (f"; {weighted} by weight" if weighted else ""))
        self.update()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(px(58))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = self._band
        first, last = low - 10, max(high, self._weighted, self._children) + 10
        edge, y = px(10), px(22)

        def x(number: float) -> float:
            inside = min(max(number, first), last)
            return edge + (inside - first) / (last - first) * (self.width() - 2 * edge)

        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        painter.drawRoundedRect(QRectF(edge, y, self.width() - 2 * edge, px(8)), px(4), px(4))
        painter.setBrush(colour("accent_line"))
        painter.drawRect(QRectF(x(low), y, x(high) - x(low), px(8)))
        painter.setFont(font("small"))
        painter.setPen(colour("ink3"))
        for number in (low, (low + high) // 2, high):
            box = QRectF(x(number) - px(20), y + px(13), px(40), line("small"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
        if self._weighted:
            painter.setPen(QPen(colour("accent"), scaled(2.4)))
            painter.setBrush(colour("canvas"))
            painter.drawEllipse(QPointF(x(self._weighted), y + px(4)), scaled(6.5), scaled(6.5))
        painter.setPen(QPen(colour("canvas"), 2))
        painter.setBrush(colour("accent"))
        painter.drawEllipse(QPointF(x(self._children), y + px(4)), scaled(8), scaled(8))


class TodayPane(QWidget):
    """The morning's page. ``acted`` tells a line's key, ``owed_opened`` the review whose papers are settled."""

    acted = Signal(object)
    """The :class:`TodayLine` whose action was asked for."""
    owed_opened = Signal(str)
    review_opened = Signal(str)
    day_on_paper = Signal()
    children_wanted = Signal()
    """The empty desk's way to its first children."""

    help_name = "today"

    def __init__(self) -> None:
        super().__init__()
        self._view: TodayView | None = None
        QShortcut(QKeySequence("B"), self).activated.connect(self.book_next)
        self._was = (False, True)
        self._all: set[str] = set()
        self.on_paper = Button("Print my day", "quiet", "printer", small=True)
        self.on_paper.clicked.connect(self.day_on_paper)
        self._header = PaneHeader("", "", actions=[self.on_paper], margins=(32, 20, 32, 2))
        self._body = column()
        self.page = Scroll(column(self._header, self._body, 24, None))
        self._hours = column()
        self._figure = Text("", "figure")
        self._band = Text("", "small", "ink2", wrap=True)
        self._gauge = Gauge()
        self._weight = Text("", "small", "ink2", wrap=True)
        self._load = column(
            Text("Your caseload", "heading"),
            4,
            row(self._figure, (column(None, self._band, 6), 1), gap=8),
            self._gauge,
            self._weight,
        )
        self._side = Surface("canvas", lines="left")
        column(margins=(26, 26, 24, 26), into=self._side)
        self._fill_side()
        paper = Surface("paper")
        column((self.page, 1), into=paper)
        row((paper, 1), self._side, gap=0, into=self)
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self._side.setFixedWidth(px(330))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for both, the page has it all."""
        super().resizeEvent(event)
        self._side.setVisible(self._beside())
        if self._view is not None and (self._narrow(), self._beside()) != self._was:
            self._show()

    def _beside(self) -> bool:
        return self.width() >= px(1040)

    def _narrow(self) -> bool:
        return self.width() - (px(330) if self._beside() else 0) < px(860)

    def _fill_side(self) -> None:
        for kept in (self._hours, self._load):
            kept.setParent(None)
        clear(self._side)
        add(self._side, Text("Next 36 hours", "heading"), 10, self._hours, None, self._load)
        for kept in (self._hours, self._load):
            kept.show()

    def _inset(self, widget: QWidget) -> QWidget:
        made = row((widget, 1), margins=(32, 0, 32, 16))
        widget.show()
        return made

    def show_view(self, view: TodayView) -> None:
        """Shows the day. The focus stays on the same line."""
        key = next((each.shown.key for each in self.rows() if each.hasFocus()), "")
        before, self._view = self._view, view
        if before is not None and view == replace(before, weight=view.weight, weight_words=view.weight_words):
            self._show_load(view)  # The drives were reckoned: nothing else moves.
            return
        self._show()
        for each in self.rows():
            if each.shown.key == key:
                each.show()  # At once, so that it can have the focus.
                each.setFocus(Qt.FocusReason.OtherFocusReason)

    def book_next(self) -> None:
        """Books the review of the line with the ring, or the first that has no date."""
        books = [each for each in self.rows() if each.shown.action == "Book"]
        if books:
            self.acted.emit(next((each for each in books if each.hasFocus()), books[0]).shown)
        else:
            announce(self, "Every review that is near has its date")

    def rows(self) -> list[TodayRow]:
        """The lines shown, from the top."""
        return self._body.findChildren(TodayRow)

    def _show(self) -> None:
        view = self._view
        assert view is not None
        self._was = (self._narrow(), self._beside())
        self._header.say(view.title, view.line)
        self.on_paper.setVisible(bool(view.children))
        for kept in (self._hours, self._load):
            kept.setParent(None)
        clear(self._body)
        self._first = True
        shown = {each.key: each for each in view.sections}
        if "day" in shown:
            self._section(shown["day"])
        if view.owed:
            self._owed(view.owed)
        for key in ("histories", "yourself", "danger", "waiting", "not-seen", "changes", "birthdays"):
            if key in shown:
                self._section(shown[key])
        if not view.sections and not view.owed:
            if view.children:
                empty = EmptyPane("Nothing waits today.", "Reviews, papers and answers that are due appear here.")
            else:
                empty = EmptyPane(
                    "What waits for you is here each morning.",
                    "Reviews, papers and answers that are due, once your children are on the desk.",
                    "Bring in your children",
                    "file-text",
                )
                empty.pressed.connect(self.children_wanted)
            add(self._body, empty)
        self._show_side(view)
        if not self._beside():
            # Without room beside the page the next hours and the caseload stand at its foot.
            add(self._body, section("Next 36 hours", margins=(32, 14, 32, 6)), self._inset(self._hours))
            add(self._body, self._inset(self._load))
        elif self._hours.parent() is not self._side:
            self._fill_side()

    def _section(self, shown: TodaySection) -> None:
        few = len(shown.lines) <= SHOWN_AT_ONCE + 1
        lines = shown.lines if few or shown.key in self._all else shown.lines[:SHOWN_AT_ONCE]
        add(self._body, section(shown.title, count=len(shown.lines), margins=(32, 14, 32, 2)))
        assert self._view is not None
        for each in lines:
            made = TodayRow(each, self._view.day.year, first=self._first)
            made.clicked.connect(lambda _=False, each=each: self.acted.emit(each))
            add(self._body, made)
            self._first = False
        if len(lines) < len(shown.lines):
            more = Button(f"Show all {len(shown.lines)}", "plain", small=True, flush=True)
            more.clicked.connect(lambda _=False, key=shown.key: self._show_all(key))
            add(self._body, row(more, None, margins=(32, 4, 32, 0)))

    def _show_all(self, key: str) -> None:
        self._all.add(key)
        before = len(self._body.findChildren(TodayRow))
        self._show()
        rows = self._body.findChildren(TodayRow)
        if before and len(rows) > before:
            at = next((n for n, each in enumerate(rows) if each.shown.key.startswith(f"{key}:")), 0)
            rows[min(at + SHOWN_AT_ONCE, len(rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _owed(self, rows: Sequence[OwedRow]) -> None:
        add(self._body, section("Papers owed", count=len(rows), margins=(32, 14, 32, 2)))
        narrow = self._narrow()
        table = Table("Papers owed", OWED_NARROW if narrow else OWED, opens=True, inset=0)
        table.opened.connect(self.owed_opened)
        assert self._view is not None
        day = self._view.day
        shown = []
        for each in rows:
            held = f"Held {plain_day(each.held_on, day)}" if each.held_on else "Held"
            head = Cell(f"{each.child_label}\n{held}", "small_strong")
            cells = (
                [Cell(each.says, "label", mark=each.mark)]
                if narrow
                else [Cell(c.briefly, "small", state_ink(c.mark), mark=c.mark) for c in each.cells]
            )
            shown.append((each.review, [head, *cells]))
        table.show_rows(shown)
        add(self._body, row((table, 1), margins=(32, 0, 32, 0)))

    def _show_side(self, view: TodayView) -> None:
        clear(self._hours)
        for day in sorted({hour.day for hour in view.hours}):
            title = "Today" if day == view.day else "Tomorrow"
            add(self._hours, Text(title, "small_strong", "ink3"), 6)
            of_day = [hour for hour in view.hours if hour.day == day]
            for number, hour in enumerate(of_day):
                made = HourRow(hour, now=day == view.day and number == 0, last=number == len(of_day) - 1)
                made.clicked.connect(lambda _=False, review=hour.review: self.review_opened.emit(review))
                add(self._hours, made)
            add(self._hours, 10)
        if not view.hours:
            add(self._hours, Text("Nothing is booked today or tomorrow.", "body", "ink2", wrap=True))
        if view.coming:
            add(self._hours, 6, Text("Coming up", "small_strong", "ink3"), 4)
            for each in view.coming[:COMING_SHOWN]:
                add(self._hours, Text(each.words, "small", "ink2", wrap=True), 3)
            more = len(view.coming) - COMING_SHOWN
            if more > 0:
                add(self._hours, Text(f"and {more} more within 14 days, in the diary", "small", "ink3", wrap=True))
        self._show_load(view)

    def weight_words(self) -> str:
        """What is said of the ring; empty while drives are reckoned."""
        return self._weight.words()

    def _show_load(self, view: TodayView) -> None:
        self._figure.say(str(view.children))
        self._band.say(view.band_words)
        self._gauge.show_count(view.children, view.band, view.weight)
        self._weight.say(view.weight_words)
        self._weight.setVisible(bool(view.weight_words))
