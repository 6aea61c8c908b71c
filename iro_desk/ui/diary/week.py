"""The week: hours beside the days, with the drive there and back; all its windows under them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent

from iro_desk.casework.day_names import WEEKDAYS
from iro_desk.practice.diary_views import Away, DiaryDay, DiaryEntry, WindowBar
from iro_desk.practice.words import count
from iro_desk.ui.diary.bars import LANE, Piece, lanes_of, paint_away, paint_piece, piece_of
from iro_desk.ui.diary.grid import DayGrid, fitting
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, line, plain_ground, px
from iro_desk.ui.widgets import paint_mark

HEAD, ALL_DAY, HOUR, LEFT = 52, 24, 32, 48
FIRST_HOUR, LAST_HOUR = 8, 19
UNTIMED_MINUTES = 60
WEEKEND = 0.5


def minutes_of(time: str) -> int | None:
    """ "15:45" as minutes of the day; ``None`` for no time."""
    hour, _, minute = time.partition(":")
    return int(hour) * 60 + int(minute) if hour.isdecimal() and minute.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Block:
    """One engagement with its hours, or one of the whole day above them."""

    box: QRectF
    entry: DiaryEntry
    all_day: bool
    before: QRectF | None = None
    """The drive there."""
    after: QRectF | None = None


class WeekGrid(DayGrid):
    """One week in hours."""

    def __init__(self) -> None:
        super().__init__("Week")
        self.columns: dict[date, QRectF] = {}
        self.blocks: list[Block] = []
        self.pieces: list[Piece] = []
        self._hours = (FIRST_HOUR, LAST_HOUR)
        self._aways = 0
        self._lanes: dict[str, int] = {}

    def dress(self) -> None:
        """Takes the theme."""
        self.lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def sizeHint(self) -> QSize:
        return QSize(px(700), self.minimumHeight())

    # ------------------------------------------------------------ where everything stands

    def lay_out(self) -> None:
        """Places days, hours and windows."""
        if self.view is None:
            return
        view = self.view
        all_day = max((sum(not self._timed(e) for e in day.entries) for day in view.days), default=0)
        self._aways = len(view.away[:1])  # Trips of one week never overlap: they share a line.
        all_day += self._aways
        self._hours = self._span()
        self._lanes = lanes_of(view.bars, view.first, view.last)
        deepest = max(self._lanes.values(), default=-1) + 1
        self._top = float(px(HEAD) + px(ALL_DAY) * all_day + px(4))
        self._foot = self._top + px(HOUR) * (self._hours[1] - self._hours[0])
        self.setMinimumHeight(round(self._foot + px(28) + px(LANE) * max(deepest, 1) + px(12)))
        unit = (self.width() - px(LEFT)) / (5 + 2 * WEEKEND)
        lefts = [px(LEFT) + unit * (n if n < 6 else 5 + WEEKEND) for n in range(7)] + [float(self.width())]
        self.columns = {
            day.day: QRectF(lefts[n], 0, lefts[n + 1] - lefts[n], self.minimumHeight())
            for n, day in enumerate(view.days[:7])
        }
        self.blocks = [block for day in view.days[:7] for block in self._blocks(day)]
        self._lay_bars()

    def _timed(self, entry: DiaryEntry) -> bool:
        return minutes_of(entry.time) is not None and not entry.all_day

    def _span(self) -> tuple[int, int]:
        """The hours shown: a working day's, and as many more as something needs."""
        assert self.view is not None
        times = [
            at
            for day in self.view.days
            for entry in day.entries
            for time in (entry.time, entry.ends, entry.leave_at, entry.back_at)
            if (at := minutes_of(time)) is not None
        ]
        first = min([FIRST_HOUR, *(at // 60 for at in times)])
        return first, max([LAST_HOUR, *(-(-at // 60) for at in times)])

    def _y(self, minutes: int) -> float:
        return self._top + (minutes / 60 - self._hours[0]) * px(HOUR)

    def _blocks(self, day: DiaryDay) -> list[Block]:
        cell, made, whole = self.columns[day.day], [], self._aways
        timed = [entry for entry in day.entries if self._timed(entry)]
        for entry in day.entries:
            if not self._timed(entry):
                top = px(HEAD) + px(ALL_DAY) * whole
                whole += 1
                made.append(Block(QRectF(cell.left() + 3, top, cell.width() - 6, px(ALL_DAY - 3)), entry, True))
        for entry in timed:
            start = minutes_of(entry.time) or 0
            end = minutes_of(entry.ends) or start + UNTIMED_MINUTES
            beside = [e for e in timed if e is entry or self._overlap(e, start, end)]
            wide = (cell.width() - 8) / len(beside)
            left = cell.left() + 4 + wide * beside.index(entry)
            box = QRectF(left, self._y(start), wide - 1, max(px(20), self._y(end) - self._y(start)))
            narrow = QRectF(box.left() + px(4), 0, px(8), 0)
            leave, back = minutes_of(entry.leave_at), minutes_of(entry.back_at)
            before = None if leave is None or leave >= start else narrow.adjusted(0, self._y(leave), 0, box.top())
            after = None if back is None or back <= end else narrow.adjusted(0, box.bottom(), 0, self._y(back))
            made.append(Block(box, entry, False, before, after))
        return made

    def _overlap(self, entry: DiaryEntry, start: int, end: int) -> bool:
        at = minutes_of(entry.time) or 0
        return at < end and (minutes_of(entry.ends) or at + UNTIMED_MINUTES) > start

    def bands(self) -> list[tuple[QRectF, Away]]:
        """Where the nights away stand, over the hours of their days."""
        found = []
        for away in self.view.away if self.view is not None else ():
            first, last = self.columns.get(away.first), self.columns.get(away.last)
            if first is not None and last is not None:
                left = first.left() + 3
                found.append((QRectF(left, px(HEAD), last.right() - 3 - left, px(ALL_DAY - 3)), away))
        return found

    def _lay_bars(self) -> None:
        assert self.view is not None
        self.pieces = []
        middles = {day: cell.center().x() for day, cell in self.columns.items()}
        for bar in self.view.bars:
            if bar.child not in self._lanes or not middles:
                continue
            y = self._foot + px(28) + px(LANE) * (self._lanes[bar.child] + 0.5)
            proposed = self.proposals.get(bar.child)
            no_date = bar.booked is None and bar.mark in ("late", "risk", "soon")
            piece = piece_of(
                bar,
                middles,
                (float(px(LEFT)), float(self.width())),
                y,
                f"{bar.label}, no date" if no_date else bar.label,
                proposed.day if proposed is not None and not proposed.pinned else None,
            )
            if piece is not None:
                self.pieces.append(piece)

    def box_of(self, day: date) -> QRectF | None:
        return self.columns.get(day)

    def bring_into_view(self, day: date) -> None:
        """Every day of the week is seen."""

    def day_at(self, point: QPointF) -> date | None:
        return next((d for d, cell in self.columns.items() if cell.left() <= point.x() < cell.right()), None)

    def bar_at(self, point: QPointF) -> WindowBar | None:
        return next((piece.bar for piece in self.pieces if piece.box().contains(point)), None)

    def entry_at(self, point: QPointF) -> DiaryEntry | None:
        return next((block.entry for block in self.blocks if block.box.contains(point)), None)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for day, cell in self.columns.items():
            self._paint_day(painter, self.days[day], cell)
        self._paint_hours(painter)
        for box, away in self.bands():
            paint_away(painter, box, away)
        for block in self.blocks:
            self._paint_ways(painter, block)
        for block in self.blocks:
            self._paint_block(painter, block)
        for each in self.proposals.values():
            self._paint_proposal(
                painter, each.day, each.time, each.ends, self.names.get(each.label, each.label), each.pinned
            )
        painter.setFont(font("small_strong"))
        painter.setPen(colour("ink3"))
        box = QRectF(px(LEFT) + px(8), self._foot + px(6), px(300), px(20))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, "Windows of reviews" if self.pieces else "")
        for piece in self.pieces:
            paint_piece(painter, piece, "paper", chosen=piece.bar.child == self.chosen)
        self._paint_cursor(painter)

    def _paint_day(self, painter: QPainter, day: DiaryDay, cell: QRectF) -> None:
        assert self.view is not None
        plain = day.working and not day.school and day.day.weekday() < 5
        if not plain:
            painter.fillRect(QRectF(cell.left(), 0, cell.width(), self._foot), colour("sunken"))
        painter.fillRect(QRectF(cell.left(), 0, 1, self._foot), colour("line"))
        today = day.day == self.view.today
        number = QRectF(cell.left() + px(7), px(4), px(26), px(26))
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(number)
        painter.setFont(font("small_strong"))
        painter.setPen(colour("on_accent" if today else "ink2"))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day.day))
        room, width = cell.width() - px(46), QFontMetricsF(painter.font()).horizontalAdvance
        whole = WEEKDAYS[day.day.weekday()]
        words = next((each for each in (whole, whole[:3], whole[:1]) if width(each) <= room), "")
        painter.setFont(font("label"))
        painter.setPen(colour("ink2"))
        box = QRectF(cell.left() + px(38), px(4), room, px(26))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        clash = bool(day.clashes)
        note = count(len(day.clashes), "clash", "clashes") if clash else day.why_not or day.school
        left = cell.left() + px(10)
        if clash:
            paint_mark(painter, QPointF(left + px(5), px(39)), "late", 4.4)
            left += px(16)
        painter.setFont(font("small_strong" if clash else "small"))
        painter.setPen(colour("late" if clash else "ink3"))
        if day.day.weekday() < 5 or clash:
            self._words(painter, QRectF(left, px(29), cell.right() - left - px(4), px(20)), note)

    def _paint_hours(self, painter: QPainter) -> None:
        painter.setFont(font("small"))
        for hour in range(self._hours[0], self._hours[1] + 1):
            y = self._y(hour * 60)
            painter.fillRect(QRectF(px(LEFT), y, self.width() - px(LEFT), 1), colour("line"))
            painter.setPen(colour("ink3"))
            box = QRectF(0, y - px(9), px(LEFT - 8), px(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{hour:02}:00")

    def _paint_ways(self, painter: QPainter, block: Block) -> None:
        """The drive there and back, up to the hours of leaving and of being back."""
        painter.setPen(QPen(colour("accent_line"), px(2), Qt.PenStyle.DotLine))
        for way in (block.before, block.after):
            if way is not None:
                painter.drawLine(QPointF(way.center().x(), way.top()), QPointF(way.center().x(), way.bottom()))
                end = way.top() if way is block.before else way.bottom()
                painter.drawLine(QPointF(way.left(), end), QPointF(way.right(), end))

    def _paint_block(self, painter: QPainter, block: Block) -> None:
        entry = block.entry
        clashing = any(entry.id in (c.first, c.second) for c in self.days[entry.day].clashes)
        edge = "late_mark" if clashing else "accent" if entry.review else "edge"
        painter.setPen(QPen(colour(edge), 1) if plain_ground() else Qt.PenStyle.NoPen)
        painter.setBrush(colour("late_tint" if clashing else "accent_tint" if entry.review else "sunken"))
        painter.drawRoundedRect(block.box, px(4), px(4))
        painter.fillRect(QRectF(block.box.left(), block.box.top(), px(3), block.box.height()), colour(edge))
        inside = block.box.adjusted(px(9), px(2), -px(4), -px(1))
        name = self.names.get(entry.what, entry.what)
        narrow = block.box.width() < px(120)
        timed = f"{entry.time} {name}".strip()
        lines = [(name if block.all_day or narrow else timed, "small_strong", "ink")]
        if narrow and not block.all_day:
            lines.insert(0, (entry.time, "small", "ink2"))
        if not block.all_day:
            lines += [(entry.note, "small", "ink2")]
        top = inside.top()
        for words, role, ink in lines:
            if top + line("small") <= inside.bottom() + px(4) and words:
                painter.setFont(font(role))
                painter.setPen(colour(ink))
                forms = (words, words.rsplit(", ", 1)[-1])  # Of a house and its town, the town.
                self._words(painter, QRectF(inside.left(), top, inside.width(), line("small")), *forms)
                top += line("small")

    def _paint_proposal(self, painter: QPainter, day: date, time: str, ends: str, words: str, pinned: bool) -> None:
        start, cell = minutes_of(time), self.columns.get(day)
        if start is None or cell is None or pinned:
            return
        end = minutes_of(ends) or start + UNTIMED_MINUTES
        box = QRectF(cell.left() + 4, self._y(start), cell.width() - 8, self._y(end) - self._y(start))
        painter.setPen(QPen(colour("accent"), 1.4, Qt.PenStyle.DashLine))
        painter.setBrush(colour("paper"))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setFont(font("small"))
        painter.setPen(colour("accent"))
        inside = box.adjusted(px(8), px(2), -px(4), 0)
        first = QRectF(inside.left(), inside.top(), inside.width(), line("small"))
        self._words(painter, first, f"{time} {words}")
        self._words(painter, first.translated(0, line("small")), "Proposed")

    def _words(self, painter: QPainter, box: QRectF, *forms: str) -> None:
        said = fitting(forms, painter.font(), box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)

    def _paint_cursor(self, painter: QPainter) -> None:
        cell = self.columns.get(self.standing)
        if cell is None:
            return
        inside = QRectF(cell.left() + 2, 2, cell.width() - 4, self._foot - 4)
        if self.moving:
            painter.setPen(QPen(colour("accent"), px(2), Qt.PenStyle.DashLine))
            painter.setBrush(colour("accent", 0.08))
            painter.drawRoundedRect(inside, px(6), px(6))
        elif ring_visible(self):
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside, px(6), px(6))
