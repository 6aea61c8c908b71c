"""The diary: month, week, list and year under one head, what has no date beside them, and a review being moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget, QWidget

from iro_desk.practice.diary_views import DiaryEntry, DiaryView, MoveView, Proposal
from iro_desk.practice.words import count, long_day
from iro_desk.ui.coming_back import comes_back
from iro_desk.ui.diary.actions import DiaryActions
from iro_desk.ui.diary.agenda_list import DiaryList
from iro_desk.ui.diary.day_card import DayCard
from iro_desk.ui.diary.engagement import EngagementForm
from iro_desk.ui.diary.grid import DayGrid
from iro_desk.ui.diary.load import LoadPage
from iro_desk.ui.diary.month import MonthGrid, MonthHead
from iro_desk.ui.diary.repair import RepairPage
from iro_desk.ui.diary.side import DiarySide
from iro_desk.ui.diary.spans import days_of, title_of, turned
from iro_desk.ui.diary.week import WeekGrid
from iro_desk.ui.diary.year import YearGrid
from iro_desk.ui.panes.actions import Values
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.theme import font, px
from iro_desk.ui.widgets import Button, Chips, Scroll, Surface, Text, announce, column, row, wrapping

PAGES = (("month", "Month"), ("week", "Week"), ("list", "List"), ("year", "Year"), ("load", "Load"))
EVERYTHING = frozenset({"load", "repair", "propose", "files"})
BESIDE = 1000
"""Width at 100 % under which the side pane stands under a button."""


class DiaryPane(QWidget):
    """The diary, made from views. ``review_opened`` leads to a review, ``book_asked`` begins a booking."""

    review_opened = Signal(str)
    book_asked = Signal()
    proposals_asked = Signal()
    load_asked = Signal(str)
    """The year's load is asked for, as it is or as it would be."""
    repair_asked = Signal()
    put = Signal(str)
    """What was done, in words for a toast."""
    wish_asked = Signal(str, str)
    """The wish of a child (id, name) is to be looked at or changed."""
    sheet_asked = Signal(object)
    """The trip sheet of a day."""
    file_asked = Signal(object, object)
    """A calendar file of the reviews from one day to another is asked for, or of all (None, None)."""
    review_file_asked = Signal(str)
    """A calendar file of one review is asked for."""
    invitation_asked = Signal(str)
    """What may be sent to who comes to a review is to be copied."""
    busy_asked = Signal()
    """The busy times of another calendar are to be brought in."""

    help_name = "diary"

    def __init__(self, actions: DiaryActions, today: date, *, offers: frozenset[str] = EVERYTHING) -> None:
        """``offers``: what leads on from here and is there: ``load``, ``repair``, ``propose``, ``files``."""
        super().__init__()
        self._actions, self._today, self._offers = actions, today, offers
        self.page, self.anchor = "month", today
        self.view: DiaryView | None = None
        self.proposals: Mapping[str, Proposal] = {}
        self._side_asked = False
        self.setAccessibleName("Diary")
        self._title = Text("", "display")
        self.before = Button("Earlier", icon="chevron-left", alone=True)
        self.after = Button("Later", icon="chevron-right", alone=True)
        self.now = Button("Today", small=True)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.now.clicked.connect(lambda: self.show_day(self._today))
        self.chips = Chips([(key, words, None) for key, words in self._named()])
        self.chips.chose.connect(self.open_page)
        self.book = Button("Book a review", "primary", "plus", small=True)
        self.book.clicked.connect(self.book_asked)
        self.more = Button("More", icon="ellipsis", alone=True)
        self.more.clicked.connect(self._open_more)
        self._turn_side = Button("", small=True, icon="list")
        self._turn_side.clicked.connect(self._toggle_side)
        self._turning = row(self.before, self.now, self.after, gap=6)
        self._tools = wrapping(self.chips, self._turn_side, self.book, self.more, gap=10)
        self._head = row(
            (row(self._title, self._turning, None, gap=14), 1),
            (self._tools, Qt.AlignmentFlag.AlignVCenter),
            gap=8,
            margins=(20, 16, 16, 10),
        )
        self.month, self.week, self.year = MonthGrid(), WeekGrid(), YearGrid()
        self.list = DiaryList()
        self.load = LoadPage()
        self.repair = RepairPage(today)
        self._pages = QStackedWidget()
        self._of_page: dict[str, QWidget] = {
            "month": column(MonthHead(self.month), (_scrolled(self.month), 1)),
            "week": _scrolled(self.week),
            "list": self.list,
            "year": _scrolled(self.year),
            "load": self.load,
            "repair": self.repair,
        }
        for page in self._of_page.values():
            self._pages.addWidget(page)
        for grid in (self.month, self.week, self.year):
            self._listen(grid)
        self.month.all_asked.connect(self._show_windows)
        self.list.entry_opened.connect(self.open_entry)
        self.list.night_opened.connect(self.sheet_asked)
        self.load.supposed.connect(self.load_asked)
        self.load.week_opened.connect(lambda day: self.open_page("week", day))
        self.repair.closed.connect(lambda: self.open_page("month"))
        self.side = DiarySide(today, offers=offers)
        self.side.hold.connect(self.hold)
        self.side.proposals_asked.connect(self.proposals_asked)
        self.side.repair_asked.connect(self._open_repair)
        self.side.all_asked.connect(self._show_windows)
        self.side.moving.settled.connect(self._put)
        self.side.moving.left.connect(self._leave)
        self.side.moving.wish_asked.connect(lambda child: self.wish_asked.emit(child, self._name(child)))
        self.side.moving.time_typed.connect(self._retime)
        paper = Surface("paper")
        column(self._head, (self._pages, 1), into=paper)
        self._paper = paper
        row((paper, 1), (self.side, 0), gap=0, into=self)
        self.dress()

    def _named(self) -> list[tuple[str, str]]:
        return [(key, words) for key, words in PAGES if key != "load" or "load" in self._offers]

    # ------------------------------------------------------------ what is shown

    def dress(self) -> None:
        """Takes the theme."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def span(self) -> tuple[date, date]:
        """The days that the open page shows."""
        return days_of(self.page, self.anchor, self._today)

    def title(self, *, short: bool = False) -> str:
        """ "February 2027", "8 to 14 February 2027"; ``short``: with short names of months."""
        return title_of(self.page, self.anchor, self._today, short=short)

    def refresh(self) -> None:
        """Asks for the days of the open page anew."""
        if self.page in ("load", "repair"):
            return
        self.show_view(self._actions.diary(*self.span()))

    def show_view(self, view: DiaryView) -> None:
        """Shows days."""
        self.view = view
        self._title.say(self.title())
        self._make_room()
        grid = self.grid()
        if grid is not None:
            grid.show_view(view, dict(self.proposals))
            if grid.moving:
                shown = self.side.moving.view
                same = shown is not None and (shown.child, shown.day) == (grid.moving, grid.standing)
                self._over(grid.moving, grid.standing, shown.time if shown is not None and same else "")
        elif self.page == "list":
            self.list.show_view(view)
        self.side.show_view(view, legend=self.page)
        self._say_side()

    def show_proposals(self, proposals: Mapping[str, Proposal]) -> None:
        """What the planner proposes stands in the days until it is taken or goes."""
        self.proposals = proposals
        if self.view is not None:
            self.show_view(self.view)

    def grid(self) -> DayGrid | None:
        """The days of the open page, where it draws them."""
        return {"month": self.month, "week": self.week, "year": self.year}.get(self.page)

    def open_page(self, key: str, day: date | None = None) -> None:
        """Opens a page, at a day."""
        grid = self.grid()
        at = day or (grid.standing if grid is not None and self.page != "year" else self.anchor)
        self._leave()
        self.repair.stop_asked.set()
        self.page, self.anchor = key, at if at != date.min else self._today
        self.chips.choose(key)
        self._pages.setCurrentWidget(self._of_page[key])
        self._arrange()
        self._title.say(self.title())
        if key == "load":
            self.load_asked.emit("")
            return
        if key == "repair":
            self.repair_asked.emit()
            return
        self.refresh()
        now = self.grid()
        if now is not None and self.anchor in now.days:
            now.stand_on(self.anchor, say=False)

    def show_day(self, day: date) -> None:
        """The open page at a day."""
        self.anchor = day
        self.refresh()
        grid = self.grid()
        if grid is not None and day in grid.days:
            grid.stand_on(day)

    def turn(self, step: int) -> None:
        """The month, week or year before or after."""
        grid, day = self.grid(), turned(self.page, self.anchor, step)
        if grid is not None and grid.moving:
            self.anchor = day
            self.refresh()
            grid.stand_on(max(day, self._today))
            return
        self.show_day(day)
        announce(self, self.title())

    # ------------------------------------------------------------ a day, an entry, an engagement

    def open_entry(self, entry: DiaryEntry) -> None:
        """A review opens; an engagement's form opens."""
        if entry.review:
            self.review_opened.emit(entry.review)
        else:
            self.ask_engagement(entry.id)

    def open_day(self, day: date) -> None:
        """What stands on a day, and what can be done with it."""
        grid = self.grid()
        if grid is None or self.view is None:
            return
        if self.page == "year":
            self.open_page("week", day)
            self.week.setFocus()
            return
        self.open_card(day.isoformat())

    @comes_back
    def open_card(self, iso_day: str) -> None:
        """The same, beside a day that is shown."""
        grid, day = self.grid(), date.fromisoformat(iso_day)
        if grid is None or day not in grid.days:
            return
        card = DayCard(grid.days[day], self._today, week=self.page == "month", files="files" in self._offers)
        card.entry_opened.connect(self.open_entry)
        card.engagement_asked.connect(lambda: self.ask_engagement(day=day))
        card.week_asked.connect(lambda: self.open_page("week", day))
        card.sheet_asked.connect(lambda: self.sheet_asked.emit(day))
        card.file_asked.connect(self.review_file_asked)
        card.invitation_asked.connect(self.invitation_asked)
        card.popover.show_beside(grid, self._box_of(grid, day))

    def _box_of(self, grid: DayGrid, day: date) -> QRect:
        box = grid.box_of(day)
        return box.toRect() if box is not None else grid.rect()

    def ask_engagement(self, id: str = "", day: date | None = None) -> None:
        """The form of leave or another engagement."""
        grid = self.grid()
        at = day or (grid.standing if grid is not None else self._today)
        self.open_engagement(id, at.isoformat())

    @comes_back
    def open_engagement(self, id: str, day: str) -> None:
        """The same, on an ISO day."""
        new: Values = {"kind": "leave", "starts_on": date.fromisoformat(day)}
        values = self._actions.engagement(id) if id else new
        kinds = self.view.kinds if self.view is not None else ()
        form = EngagementForm(self, self._actions, kinds, self._today, id=id, values=values)
        form.saved.connect(lambda _: self.put.emit("Changed the diary"))
        form.open_it()

    # ------------------------------------------------------------ moving a review

    def hold(self, child: str) -> None:
        """Takes hold of a child's review, over the first day that is free for it."""
        view, grid = self.view, self.grid()
        if view is None:
            return
        if grid is None or self.page == "year":
            self.open_page("month", self.anchor)
            view, grid = self.view, self.month
        assert view is not None
        assert grid is not None
        free = next((each.free for each in view.without_date if each.child == child), ())
        day = free[0] if free else max(self._today, grid.standing)
        if day not in grid.days:
            self.anchor = day
            self.refresh()
        grid.begin_move(child, day)
        grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def held(self) -> list[str]:
        """The child whose review is held, over which day and at what time, as it is typed; empty for none."""
        shown = self.side.moving.view
        if self.side.moving.isHidden() or shown is None:
            return []
        return [shown.child, shown.day.isoformat(), shown.time]

    def hold_again(self, child: str, day: str, time: str) -> None:
        """Takes hold of it again after an unlock."""
        grid = self.grid()
        if grid is not None:
            grid.begin_move(child, date.fromisoformat(day))
            self._over(child, date.fromisoformat(day), time)

    def _listen(self, grid: DayGrid) -> None:
        grid.turned.connect(self.turn)
        grid.left_for.connect(self._follow)
        grid.day_opened.connect(self.open_day)
        grid.entry_opened.connect(self.open_entry)
        grid.move_began.connect(lambda _: self._begin())
        grid.move_over.connect(partial(self._over, time=""))
        grid.move_settled.connect(self._settle)
        grid.move_left.connect(self._leave)

    def _follow(self, day: date) -> None:
        """The arrows left the days shown: others are turned to."""
        grid = self.grid()
        moving = grid.moving if grid is not None else ""
        self.anchor = day
        self.refresh()
        if grid is not None:
            grid.moving = moving
            grid.stand_on(day)

    def _begin(self) -> None:
        self.side.moving.time.set_value("")
        self.side.is_moving(True)
        self._arrange()

    def _over(self, child: str, day: date, time: str = "") -> None:
        self.side.moving.show_move(self._name(child), self._actions.move(child, day, time))

    def _retime(self, time: str) -> None:
        shown = self.side.moving.view
        if shown is not None:
            self._over(shown.child, shown.day, time)

    def _name(self, child: str) -> str:
        view = self.view
        if view is None:
            return "The child"
        known = {bar.child: bar.label for bar in view.bars} | {each.child: each.label for each in view.without_date}
        return known.get(child, "The child")

    def _settle(self, child: str, day: date) -> None:
        """Enter, or the end of a drag: the panel beside it has said what it does, and is asked."""
        shown = self.side.moving.view
        if shown is None or (shown.child, shown.day) != (child, day):
            self._over(child, day)
            shown = self.side.moving.view
        if shown is None:
            return
        if shown.mark in ("booked", "soon") and not shown.clashes and shown.time:
            self._put(shown)
        else:
            # Something speaks against it: it is asked once more, on the button that says what is done.
            self.side.moving.go.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, f"{shown.words} Press Enter again to do it all the same, Esc to leave it.")

    def _put(self, shown: MoveView) -> None:
        def done(_: Any) -> None:
            words = f"{'Moved' if shown.review else 'Booked'} the review to {long_day(shown.day, self._today)}"
            self._leave()
            self.put.emit(words)

        # What speaks against it was read in the panel, and asked once more.
        where = (shown.child, shown.review, shown.day, shown.time)
        call = partial(self._actions.put_review, *where, anyway=bool(shown.clashes or shown.day_words))
        ask(call, self, done, self.side.moving.say_refused)

    def _leave(self) -> None:
        grid = self.grid()
        if grid is not None:
            had = bool(grid.moving)
            grid.leave_move()
            if had:
                grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self.side.is_moving(False)
        self._arrange()

    # ------------------------------------------------------------ where things stand

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters that open a page, from anywhere in the diary: 1 to 5; N adds, B books."""
        pages = {Qt.Key.Key_1 + n: key for n, (key, _) in enumerate(self._named())}
        if not event.modifiers() and event.key() in pages:
            self.open_page(pages[Qt.Key(event.key())])
            (self.grid() or self._of_page[self.page]).setFocus(Qt.FocusReason.OtherFocusReason)
        elif not event.modifiers() and event.key() == Qt.Key.Key_B:
            self.book_asked.emit()
        elif not event.modifiers() and event.key() == Qt.Key.Key_N:
            self.ask_engagement()
        else:
            super().keyPressEvent(event)

    def _open_repair(self) -> None:
        self.open_page("repair")

    def _show_windows(self) -> None:
        self.month.shows_all = not self.month.shows_all
        self.side.show_windows(self.month.shows_all)
        self.month.lay_out()
        self.month.update()

    def _toggle_side(self) -> None:
        self._side_asked = not self._side_asked
        self._arrange()

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act in self.menu_entries():
            menu.addAction(words).triggered.connect(lambda _=False, act=act: act())
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def menu_entries(self) -> list[tuple[str, Any]]:
        """What stands under More."""
        entries: list[tuple[str, Any]] = [("Add leave or another engagement (N)", self.ask_engagement)]
        if "propose" in self._offers:
            entries.append(("Propose dates", self.proposals_asked.emit))
        if "repair" in self._offers:
            entries.append(("Put clashes right", self._open_repair))
        if "files" in self._offers:
            entries.append(("Trip sheet of the chosen day", self._ask_sheet))
            if self.page not in ("load", "repair"):
                entries.append((f"Save {self.title()} as a calendar file", lambda: self.file_asked.emit(*self.span())))
            entries.append(("Save all reviews as a calendar file", lambda: self.file_asked.emit(None, None)))
            entries.append(("Bring in busy times of another calendar", self.busy_asked.emit))
        return entries

    def _ask_sheet(self) -> None:
        grid = self.grid()
        self.sheet_asked.emit(grid.standing if grid is not None else self._today)

    def _say_side(self) -> None:
        view = self.view
        number = len(view.without_date) if view is not None else 0
        words = "Show the days" if self._side_asked else f"{count(number, 'review')} without a date"
        self._turn_side.say(words)

    def _arrange(self) -> None:
        narrow = self.width() < px(BESIDE)
        moving = not self.side.moving.isHidden()
        paged = self.page in ("load", "repair")
        self.side.setVisible(not paged and (not narrow or self._side_asked or moving))
        alone = narrow and self._side_asked and not moving and not paged
        self._paper.setVisible(True)
        self._pages.setVisible(not alone or paged)
        self._turn_side.setVisible(narrow and not paged)
        # On a narrow window a review on its way stands under the days; what leads elsewhere waits until it is there.
        under = narrow and moving and not paged
        self._tools.setVisible(not under)
        self._stand(self.side, under=under)
        for part in (self.before, self.now, self.after):
            part.setVisible(not paged)
        self._say_side()
        self._make_room()

    def _stand(self, side: DiarySide, *, under: bool) -> None:
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        way = QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight
        if layout.direction() != way:
            layout.setDirection(way)
            layout.setStretchFactor(side, int(under))
            side.stand_under(under)

    def _make_room(self) -> None:
        """Puts chips and buttons under the title when both do not fit on one line."""
        layout = self._head.layout()
        assert isinstance(layout, QBoxLayout)
        side = 0 if self.side.isHidden() or self.side.is_under else self.side.width()
        room, advance = self.width() - side, QFontMetricsF(font("display")).horizontalAdvance
        self._title.say(self.title(short=advance(self.title()) + px(40) > room))
        title = advance(self._title.words()) + px(180)
        tools = sum(each.sizeHint().width() + px(10) for each in (self.chips, self.book, self.more))
        tools += self._turn_side.sizeHint().width() if not self._turn_side.isHidden() else 0
        wide = title + tools + px(60) <= room
        # Beside a review that is being moved there may be no room for them; Page Up and Page Down turn all the same.
        self._turning.setVisible(title + px(20) <= room)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if layout.direction() != way:
            layout.setDirection(way)


def _scrolled(grid: DayGrid) -> QWidget:
    """A grid that grows with its page and scrolls when it has to."""
    return Scroll(grid)
