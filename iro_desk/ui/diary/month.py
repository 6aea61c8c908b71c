"""The month: weeks as lines, what is booked in words, each review's window as a bar under the days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from iro_desk.casework.day_names import WEEKDAYS
from iro_desk.practice.diary_views import Away, DiaryDay, DiaryEntry, WindowBar
from iro_desk.practice.words import count
from iro_desk.ui.diary.bars import LANE, Piece, lanes_of, paint_away, paint_piece, paint_proposed, piece_of, touches
from iro_desk.ui.diary.grid import DayGrid, fitting
from iro_desk.ui.focus import ring_visible
from iro_desk.ui.theme import colour, focus_width, font, px
from iro_desk.ui.widgets import paint_mark

HEAD, TOP, ENTRY = 30, 31, 21
FEWEST_LANES = 4
"""So many lanes a week shows before it says how many more there are."""
BANK_HOLIDAY, NOT_MY_DAY = "Bank holiday: ", "You do not work"
WEEKEND = 0.5
"""A day of the weekend is half as wide."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of words in a day."""

    box: QRectF
    time: str
    words: str
    entry: DiaryEntry | None
    """``None`` for what is only proposed."""


def note_forms(day: DiaryDay) -> tuple[str, ...]:
    """Why nothing is held on a day, from the whole of it to the shortest form; of a weekend nothing is said."""
    whole = day.why_not or day.school
    if day.day.weekday() >= 5:
        return ("",)
    name = whole.removeprefix(BANK_HOLIDAY)
    kind = name.split(" (")[0].split(",")[0].split(": ")[0]
    if whole != name:
        return (name, kind, "Bank holiday", "Holiday")
    return (name, kind, "No school" if not day.why_not else "Not working" if whole.startswith(NOT_MY_DAY) else kind)


class MonthGrid(DayGrid):
    """Whole weeks under one another. ``all_asked`` tells that the windows that have no room are asked for."""

    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Month")
        self.shows_all = False
        self.cells: dict[date, QRectF] = {}
        self.entries: list[Shown] = []
        self.pieces: list[Piece] = []
        self.more: list[tuple[QRectF, int]] = []
        """Where a week says how many more windows it has."""
        self.lanes: dict[str, int] = {}
        self.bands: list[tuple[QRectF, Away]] = []
        """Nights away: from the first day's number to the end of the last day, one piece a week."""

    def first_day(self) -> date:
        """The first of the month in the middle of what is shown."""
        assert self.view is not None
        return (self.view.first + (self.view.last - self.view.first) / 2).replace(day=1)

    def dress(self) -> None:
        """Takes the theme."""
        self.lay_out()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def sizeHint(self) -> QSize:
        return QSize(px(700), sum(self._least(week) for week in self._weeks()))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(300), self.sizeHint().height())

    # ------------------------------------------------------------ where everything stands

    def _weeks(self) -> list[date]:
        if self.view is None:
            return []
        weeks = (self.view.last - self.view.first).days // 7 + 1
        return [self.view.first + timedelta(weeks=n) for n in range(weeks)]

    def _words_of(self, day: DiaryDay) -> list[tuple[str, str, DiaryEntry | None]]:
        said: list[tuple[str, str, DiaryEntry | None]] = [
            (entry.time, self.names.get(entry.what, entry.what), entry)
            for entry in day.entries
            if not (entry.all_day and entry.what == day.why_not)
        ]
        said += [
            (each.time, f"{self.names.get(each.label, each.label)}, proposed", None)
            for each in self.proposed_on(day.day)
        ]
        return sorted(said, key=lambda line: line[0] or "24")

    def _deepest(self, week: date) -> tuple[int, int]:
        """How many lanes this week needs, and how many of them are shown."""
        end = week + timedelta(days=6)
        bars = self.view.bars if self.view is not None else ()
        used = [self.lanes[bar.child] for bar in bars if touches(bar, week, end)]
        needed = max(used, default=-1) + 1
        return needed, needed if self.shows_all else min(needed, FEWEST_LANES)

    def _least(self, week: date) -> int:
        lines = max(len(self._words_of(self.days[d])) for n in range(7) if (d := week + timedelta(days=n)) in self.days)
        _, shown = self._deepest(week)
        more = 1 if self._hidden(week, shown) else 0
        return px(TOP) + px(ENTRY) * max(lines, 1) + px(LANE) * (shown + more) + px(8)

    def _hidden(self, week: date, shown: int) -> list[WindowBar]:
        end = week + timedelta(days=6)
        bars = self.view.bars if self.view is not None else ()
        return [b for b in bars if touches(b, week, end) and self.lanes[b.child] >= shown]

    def lay_out(self) -> None:
        """Places cells, words and pieces of windows."""
        if self.view is None:
            return
        self.lanes = lanes_of(self.view.bars, self.view.first, self.view.last)
        weeks = self._weeks()
        least = [self._least(week) for week in weeks]
        self.setMinimumHeight(sum(least))
        spare = max(0, self.height() - sum(least)) / max(1, len(weeks))
        xs = self.columns()
        self.cells, self.entries, self.pieces, self.more, self.bands = {}, [], [], [], []
        top = 0.0
        for week, needs in zip(weeks, least, strict=True):
            tall = needs + spare
            for number in range(7):
                day = week + timedelta(days=number)
                self.cells[day] = QRectF(xs[number], top, xs[number + 1] - xs[number], tall)
                self._lay_entries(day)
            self._lay_bars(week, top + tall)
            self._lay_bands(week)
            top += tall

    def columns(self) -> list[float]:
        """The left edge of each day of the week, and the right edge of the last."""
        unit = self.width() / (5 + 2 * WEEKEND)
        return [*(unit * n for n in range(6)), unit * (5 + WEEKEND), float(self.width())]

    def _lay_entries(self, day: date) -> None:
        shown, cell = self.days.get(day), self.cells[day]
        for number, (time, words, entry) in enumerate(self._words_of(shown) if shown else ()):
            box = QRectF(cell.left() + px(8), cell.top() + px(TOP) + px(ENTRY) * number, cell.width() - px(12), px(20))
            self.entries.append(Shown(box, time, words, entry))

    def _lay_bands(self, week: date) -> None:
        assert self.view is not None
        for away in self.view.away:
            first, last = self.cells.get(away.first), self.cells.get(away.last)
            if first is not None and last is not None and week <= away.first < week + timedelta(days=7):
                left = first.left() + px(36)
                self.bands.append((QRectF(left, first.top() + px(6), last.right() - px(6) - left, px(21)), away))

    def _away_on(self, day: date) -> Away | None:
        return next((away for _, away in self.bands if away.first <= day <= away.last), None)

    def _lay_bars(self, week: date, foot: float) -> None:
        assert self.view is not None
        _, shown = self._deepest(week)
        hidden = self._hidden(week, shown)
        rows = shown + (1 if hidden else 0)
        y = foot - px(6) - px(LANE) * rows + px(LANE) / 2
        middles = {
            day: self.cells[day].center().x() for n in range(7) if (day := week + timedelta(days=n)) in self.cells
        }
        for bar in self.view.bars:
            lane = self.lanes[bar.child]
            if lane >= shown and bar.child != self.chosen:
                continue
            proposed = self.proposals.get(bar.child)
            no_date = bar.booked is None and bar.mark in ("late", "risk", "soon")
            piece = piece_of(
                bar,
                middles,
                (0.0, float(self.width())),
                y + px(LANE) * min(lane, shown),
                f"{bar.label}, no date" if no_date else bar.label,
                proposed.day if proposed is not None and not proposed.pinned else None,
            )
            if piece is not None:
                self.pieces.append(piece)
        if hidden and not any(bar.child == self.chosen for bar in hidden):
            self.more.append((QRectF(px(8), y + px(LANE) * shown - px(9), px(220), px(18)), len(hidden)))

    def choose_bar(self, child: str, *, say: bool = True) -> None:
        """A window that had no room comes into the last lane."""
        super().choose_bar(child, say=say)
        self.lay_out()

    def box_of(self, day: date) -> QRectF | None:
        return self.cells.get(day)

    def day_at(self, point: QPointF) -> date | None:
        return next((day for day, cell in self.cells.items() if cell.contains(point)), None)

    def bar_at(self, point: QPointF) -> WindowBar | None:
        return next((piece.bar for piece in self.pieces if piece.box().contains(point)), None)

    def entry_at(self, point: QPointF) -> DiaryEntry | None:
        return next((each.entry for each in self.entries if each.box.contains(point)), None)

    def mousePressEvent(self, event: object) -> None:
        """The words on how many more there are show them all."""
        at = event.position()  # type: ignore[attr-defined]
        if any(box.contains(at) for box, _ in self.more):
            self.all_asked.emit()
        else:
            super().mousePressEvent(event)  # type: ignore[arg-type]

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for day_, cell in self.cells.items():
            self._paint_ground(painter, day_, cell)
        for box, away in self.bands:
            paint_away(painter, box, away, room=self.cells[away.first].right() - box.left())
        for day_, cell in self.cells.items():
            self._paint_day(painter, day_, cell)
        for piece in self.pieces:
            paint_piece(painter, piece, self._ground(piece), chosen=piece.bar.child == self.chosen)
        painter.setFont(font("small"))
        painter.setPen(colour("accent"))
        for box, number in self.more:
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"and {count(number, 'more window')}")
        self._paint_cursor(painter)

    def _ground(self, piece: Piece) -> str:
        day = self.day_at(QPointF(piece.start + px(20), piece.y))
        shown = self.days.get(day) if day is not None else None
        return "sunken" if shown is not None and not self._plain(shown) else "paper"

    def _plain(self, day: DiaryDay) -> bool:
        return day.working and not day.school and day.day.weekday() < 5

    def _paint_ground(self, painter: QPainter, day: date, cell: QRectF) -> None:
        shown = self.days.get(day)
        if shown is None:
            return
        if not self._plain(shown):
            painter.fillRect(cell, colour("sunken"))
        painter.fillRect(QRectF(cell.left(), cell.top(), cell.width(), 1), colour("line"))
        if day.weekday():
            painter.fillRect(QRectF(cell.left(), cell.top(), 1, cell.height()), colour("line"))

    def _paint_day(self, painter: QPainter, day: date, cell: QRectF) -> None:
        shown = self.days.get(day)
        if shown is None:
            return
        assert self.view is not None
        today = day == self.view.today
        number = QRectF(cell.left() + px(7), cell.top() + px(4), px(26), px(26))
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(number)
        weekday = day.weekday() < 5
        painter.setFont(font("small_strong" if weekday else "small"))
        painter.setPen(colour("on_accent" if today else "ink2" if weekday else "ink3"))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        self._paint_note(painter, shown, cell.adjusted(px(38), px(4), -px(4), 0))
        for each in self.entries:
            if cell.contains(each.box.center()):
                self._paint_entry(painter, each)

    def _paint_note(self, painter: QPainter, day: DiaryDay, room: QRectF) -> None:
        left, away = room.left(), self._away_on(day.day)
        if away is not None and not (day.clashes and day.day > away.first):
            return  # The band of the nights stands there; the sentence of the day says the rest.
        if day.clashes:
            paint_mark(painter, QPointF(left + px(6), room.top() + px(13)), "late", 4.4)
            left += px(16)
        painter.setFont(font("small_strong" if day.clashes else "small"))
        words = (
            count(len(day.clashes), "clash", "clashes") if day.clashes else self.note(day, painter.font(), room.width())
        )
        painter.setPen(colour("late" if day.clashes else "ink3"))
        box = QRectF(left, room.top(), room.right() - left, px(26))
        if day.clashes and QFontMetricsF(painter.font()).horizontalAdvance(words) > box.width():
            words = str(len(day.clashes))  # The mark says what of; the sentence of the day says it in words.
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, fitting([words], painter.font(), box.width()))

    def note(self, day: DiaryDay, of: QFont, room: float) -> str:
        """Why nothing is held on a day, in the longest of its forms that has room; the pointer is told the whole."""
        return fitting(note_forms(day), of, room)

    def _paint_entry(self, painter: QPainter, each: Shown) -> None:
        painter.setFont(font("small"))
        painter.setPen(colour("ink3"))
        gap = 0.0
        if each.time and each.box.width() > px(84):
            painter.drawText(each.box.adjusted(px(3), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, each.time)
            gap = px(42)
        proposed = each.entry is None
        painter.setFont(font("small" if proposed else "small_strong"))
        painter.setPen(colour("accent" if proposed else "ink"))
        box = each.box.adjusted(gap or px(3), 0, 0, 0)
        name, *rest = each.words.split(", ")
        room = QFontMetricsF(painter.font()).horizontalAdvance(each.words) <= box.width()
        if proposed and rest and not room:
            paint_proposed(painter, QPointF(box.left() + px(6), box.center().y()), "paper")
            box.adjust(px(18), 0, 0, 0)
        forms = [each.words] if room or not proposed else []
        number = (name.split() or [name])[-1]  # While names are hidden it alone says whose it is.
        forms += [name, number] if any(letter.isdigit() for letter in number) else [name]
        painter.setPen(colour("accent" if proposed else "ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, fitting(forms, painter.font(), box.width()))

    def _paint_cursor(self, painter: QPainter) -> None:
        cell = self.cells.get(self.standing)
        if cell is None:
            return
        inside = cell.adjusted(2, 2, -2, -2)
        if self.moving:
            painter.setPen(QPen(colour("accent"), px(2), Qt.PenStyle.DashLine))
            painter.setBrush(colour("accent", 0.08))
            painter.drawRoundedRect(inside, px(6), px(6))
        elif ring_visible(self):
            painter.setPen(QPen(colour("focus"), focus_width()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside, px(6), px(6))


class MonthHead(QWidget):
    """The names of the days over a month; they stay when it scrolls."""

    def __init__(self, grid: MonthGrid) -> None:
        super().__init__()
        self._grid = grid
        self.dress()

    def dress(self) -> None:
        """Takes the theme."""
        self.setFixedHeight(px(HEAD))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        xs = self._grid.columns()
        painter.setFont(font("label"))
        painter.setPen(colour("ink3"))
        for number, day in enumerate(WEEKDAYS):
            room, width = xs[number + 1] - xs[number] - px(10), QFontMetricsF(painter.font()).horizontalAdvance
            words = next((each for each in ([day] if number < 5 else []) + [day[:3]] if width(each) <= room), day[:1])
            box = QRectF(xs[number] + px(10), 0, room, px(HEAD - 4))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
