"""What month, week and year share: a day that the keyboard stands on, and a review that is being moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QToolTip, QWidget

from iro_desk.practice.diary_views import DiaryDay, DiaryEntry, DiaryView, Proposal, WindowBar
from iro_desk.practice.words import long_day
from iro_desk.ui.diary.sentences import bar_sentence, day_sentence, entry_words, short_names
from iro_desk.ui.widgets import announce

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


def fitting(forms: Iterable[str], of: QFont, room: float) -> str:
    """The first of these forms of the same words that has room; the last one, cut, where none has."""
    metrics, said = QFontMetricsF(of), list(forms)
    found = next((each for each in said if metrics.horizontalAdvance(each) <= room), None)
    return metrics.elidedText(said[-1], Qt.TextElideMode.ElideRight, max(0.0, room)) if found is None else found


class DayGrid(QWidget):
    """Days that can be walked with the arrows and pressed; windows that can be taken hold of.

    Arrows move the day, Page Up and Down turn, Home is today, Enter opens the day. W goes from window to window and
    M takes hold of the chosen one: then the arrows move its review, Enter says where it goes, Esc leaves it.
    """

    day_chosen = Signal(object)
    """The day that the keyboard stands on now."""
    day_opened = Signal(object)
    entry_opened = Signal(object)
    turned = Signal(int)
    """Another month or week: -1 or 1."""
    left_for = Signal(object)
    """The arrows left what is shown for this day."""
    bar_chosen = Signal(str)
    move_began = Signal(str)
    move_over = Signal(str, object)
    """The child whose review is over this day: nothing is done yet."""
    move_settled = Signal(str, object)
    move_left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.view: DiaryView | None = None
        self.days: dict[date, DiaryDay] = {}
        self.proposals: Mapping[str, Proposal] = {}
        self.names: dict[str, str] = {}
        self.standing = date.min
        self.chosen = ""
        """The child whose window is chosen."""
        self.moving = ""
        """The child whose review is being moved."""
        self._pressed: tuple[QPoint, str] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)

    # ------------------------------------------------------------ what is shown

    def show_view(self, view: DiaryView, proposals: Mapping[str, Proposal] | None = None) -> None:
        """Shows these days; the day that the keyboard stands on stays where it can."""
        self.view = view
        self.days = {each.day: each for each in view.days}
        self.proposals = proposals or {}
        labels = {entry.what for day in view.days for entry in day.entries if entry.kind == "review"}
        self.names = short_names(labels | {each.label for each in self.proposals.values()})
        if self.standing not in self.days:
            self.standing = view.today if view.today in self.days else self.first_day()
        if self.chosen not in {bar.child for bar in view.bars}:
            self.chosen = ""
        self.lay_out()
        self._describe()
        self.update()

    def first_day(self) -> date:
        """The day that the keyboard comes to first."""
        assert self.view is not None
        return self.view.first

    def lay_out(self) -> None:
        """Works out where everything stands."""

    def box_of(self, day: date) -> QRectF | None:
        """Where a day stands."""
        raise NotImplementedError

    def bring_into_view(self, day: date) -> None:
        """Scrolls so that the whole day is seen."""
        box, above = self.box_of(day), self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if box is None or not isinstance(above, QScrollArea):
            return
        top, tall = above.verticalScrollBar().value(), above.viewport().height()
        if box.top() < top or box.bottom() > top + tall:
            above.ensureVisible(0, round(box.center().y()), 0, tall // 2 - 1)

    def day_at(self, point: QPointF) -> date | None:
        """The day under a point."""
        raise NotImplementedError

    def bar_at(self, point: QPointF) -> WindowBar | None:
        """The window under a point."""
        return None

    def entry_at(self, point: QPointF) -> DiaryEntry | None:
        """The entry under a point."""
        return None

    def proposed_on(self, day: date) -> list[Proposal]:
        """What is proposed for a day."""
        found = [each for each in self.proposals.values() if each.day == day and not each.pinned]
        return sorted(found, key=lambda each: each.time)

    def stand_on(self, day: date, *, say: bool = True) -> None:
        """The keyboard stands on this day; beyond what is shown, others turn to it."""
        if day not in self.days:
            self.left_for.emit(day)
            return
        self.standing = day
        self.bring_into_view(day)
        if self.moving:
            self.move_over.emit(self.moving, day)
        else:
            self.day_chosen.emit(day)
        self._describe()
        if say and not self.moving:
            announce(self, self.sentence())
        self.update()

    def sentence(self) -> str:
        """The day that the keyboard stands on, and what is proposed for it, in words."""
        if self.view is None or self.standing not in self.days:
            return ""
        said = day_sentence(self.days[self.standing], self.view.today)
        proposed = "; ".join(f"{each.time} {each.label}" for each in self.proposed_on(self.standing))
        return f"{said} Proposed: {proposed}." if proposed else said

    def _describe(self) -> None:
        chosen = self.bar_of(self.chosen)
        bar = f" Window chosen: {bar_sentence(chosen, self.view.today)}" if chosen and self.view else ""
        self.setAccessibleDescription(f"{self.sentence()}{bar}")

    def bar_of(self, child: str) -> WindowBar | None:
        """The window of a child, among those shown."""
        return next((bar for bar in self.view.bars if bar.child == child), None) if self.view and child else None

    # ------------------------------------------------------------ windows

    def choose_bar(self, child: str, *, say: bool = True) -> None:
        """Chooses the window of a child."""
        self.chosen = child
        self._describe()
        found = self.bar_of(child)
        if found is not None and self.view is not None and say:
            announce(self, bar_sentence(found, self.view.today))
        self.bar_chosen.emit(child)
        self.update()

    def begin_move(self, child: str, day: date | None = None) -> None:
        """Takes hold of a child's review; the arrows or the mouse move it from here on."""
        self.moving = child
        self.choose_bar(child, say=False)
        self.move_began.emit(child)
        self.stand_on(day or self.standing)

    def leave_move(self) -> None:
        """Lets go of it: nothing was done."""
        self.moving = ""
        self.update()

    def _next_bar(self, step: int) -> None:
        bars = self.view.bars if self.view is not None else ()
        if not bars:
            announce(self, "No window is in these days")
            return
        at = next((n for n, bar in enumerate(bars) if bar.child == self.chosen), -1 if step > 0 else 0)
        self.choose_bar(bars[(at + step) % len(bars)].child)

    def _take_hold(self) -> None:
        if not self.chosen:
            day = self.days.get(self.standing)
            self.chosen = next((entry.child for entry in (day.entries if day else ()) if entry.review), "")
        bar = self.bar_of(self.chosen)
        if bar is None:
            announce(self, "Choose a window with W first, then move its review with M")
            return
        self.begin_move(bar.child, bar.booked or self.standing)

    # ------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walks the days, turns, opens, takes hold."""
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif key in STEPS:
            self.stand_on(self.standing + timedelta(days=STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Home and self.view is not None:
            self.stand_on(self.view.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.moving:
                self.move_settled.emit(self.moving, self.standing)
            else:
                self.day_opened.emit(self.standing)
        elif key == Qt.Key.Key_Escape and self.moving:
            self.leave_move()
            self.move_left.emit()
        elif key == Qt.Key.Key_W:
            self._next_bar(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_M and not self.moving:
            self._take_hold()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stands on the day; a window or a review under the pointer may be dragged from here."""
        at = event.position()
        entry, bar = self.entry_at(at), self.bar_at(at)
        child = entry.child if entry is not None and entry.review else bar.child if bar is not None else ""
        self._pressed = (event.position().toPoint(), child)
        if self.moving:
            return
        if bar is not None:
            self.choose_bar(bar.child)
        day = self.day_at(at)
        if day is not None and day in self.days:
            self.stand_on(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drags what was taken hold of; before that, the pointer says what can be pressed."""
        at = event.position()
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed is not None:
            start, child = self._pressed
            far = (at.toPoint() - start).manhattanLength() >= QApplication.startDragDistance()
            day = self.day_at(at)
            if not self.moving and child and far:
                self.begin_move(child, day)
            elif self.moving and day is not None and day != self.standing and day in self.days:
                self.stand_on(day)
            return
        can = self.entry_at(at) is not None or self.bar_at(at) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A drag that ends asks; a press on an entry opens it."""
        pressed, self._pressed = self._pressed, None
        at = event.position()
        if self.moving:
            day = self.day_at(at)
            if day is not None and day in self.days:
                if day != self.standing:
                    self.stand_on(day)
                self.move_settled.emit(self.moving, day)
            return
        entry = self.entry_at(at)
        still = pressed is not None and (at.toPoint() - pressed[0]).manhattanLength() < QApplication.startDragDistance()
        if entry is not None and still:
            self.entry_opened.emit(entry)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the day."""
        day = self.day_at(event.position())
        if day is not None and not self.moving:
            self.day_opened.emit(day)

    def event(self, event: QEvent) -> bool:
        """What is under the pointer says its whole sentence."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _tip(self, at: QPointF) -> str:
        assert self.view is not None
        entry, bar, day = self.entry_at(at), self.bar_at(at), self.day_at(at)
        if entry is not None:
            return entry_words(entry)
        if bar is not None:
            return bar_sentence(bar, self.view.today)
        shown = self.days.get(day) if day is not None else None
        if shown is not None and (shown.why_not or shown.school or shown.clashes or shown.woke_in or shown.sleeps_in):
            return day_sentence(shown, self.view.today)
        return long_day(day, self.view.today) if day is not None else ""
