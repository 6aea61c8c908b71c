"""How the parts of the meeting stand: which is in front where there is no room for all, and who gives way to whom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from iro_desk.ui.review.decisions import DecisionsBox, LastDecisions
from iro_desk.ui.theme import line, px
from iro_desk.ui.widgets.buttons import Chips
from iro_desk.ui.widgets.layout import Scroll, Surface, column, lowest

NARROW = 1000
"""Under this width agenda and people take turns at the side (half a screen beside a video call)."""
SLIM = 420
"""Under this width agenda, writing, decisions and people take turns at the whole of it (half a screen, large type)."""
TURNS = (("agenda", "Agenda"), ("writing", "Writing"), ("decisions", "Decisions"), ("people", "People"))
"""In the order of the eye where there is room for all of them."""
LOW, LOWEST = 400, 250
"""Under these heights margins shrink, and the decisions wait (while it is asked why a review is adjourned)."""
LINES, LINES_LOW = 3, 2
"""Lines of writing that stay whatever else asks for room."""
STOPPING, POINT = 120, 32
"""What is settled before we stop, and a line of the points, in the same way."""


class Turns(QWidget):
    """Which of them is in front, and the line that turns to another; ``turned`` tells that it did."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.front = "writing"
        self.chips = Chips([(key, words, None) for key, words in TURNS], self.front, margins=(16, 8, 16, 2))
        self.chips.chose.connect(self.bring)
        column(self.chips, into=self)

    def bring(self, key: str) -> None:
        """Another is in front."""
        self.front = key
        self.chips.choose(key)
        self.turned.emit()

    def shown(self, width: int) -> set[str]:
        """What stands in a meeting of that width; also says whether the line that turns is needed."""
        narrow, slim = width < px(NARROW), width < px(SLIM)
        self.setVisible(slim)
        if slim:
            return {self.front}
        side = {"people"} if self.front == "people" else {"agenda"}
        return {"writing", "decisions"} | (side if narrow else {"agenda", "people"})


class Middle(Surface):
    """Under a heading its points and the writing, or what is settled before we stop; decisions at the foot.

    They share the height: the writing keeps its lines; what is left goes to the points, then to decisions, and
    what is more than that scrolls.
    """

    def __init__(
        self,
        title: QWidget,
        points: QWidget,
        written: QWidget,
        frame: QWidget,
        stopping: QWidget,
        last: LastDecisions,
        decisions: DecisionsBox,
    ) -> None:
        """``written`` is the writing in its ``frame`` with its helps; ``last`` what became of the last decisions."""
        super().__init__("paper")
        self._title, self._points, self._written, self._frame = title, points, written, frame
        self._stopping, self._last, self._decisions = stopping, last, decisions
        self._points_area = Scroll(points)
        self._top = column(title, self._points_area, margins=(24, 16, 24, 10))
        self._low = False
        column(self._top, (written, 2), (stopping, 3), last, decisions, into=self)

    def fit(self, room: QSize) -> None:
        """Takes the size of the meeting."""
        top, way = self._title.layout(), QBoxLayout.Direction
        assert isinstance(top, QBoxLayout)
        top.setDirection(way.BottomToTop if room.width() < px(560) else way.LeftToRight)
        self._low = room.height() < px(LOW)  # The page gives up its margins before any words have to.
        for part, margins in ((self._top, (24, 16, 24, 10)), (self._written, (24, 0, 24, 12))):
            layout = part.layout()
            assert layout is not None
            left, above, right, under = (px(edge) for edge in margins)
            layout.setContentsMargins(
                left, above // 3 if self._low else above, right, under // 3 if self._low else under
            )

    def show_parts(self, shown: set[str], *, stop: bool, last: bool, height: int) -> None:
        """Which parts stand here; ``stop``: what is settled before we stop, in a meeting of that height."""
        writing = "writing" in shown
        self._top.setVisible(writing)
        self._points_area.setVisible(not stop)
        self._written.setVisible(writing and not stop)
        self._stopping.setVisible(writing and stop)
        self._last.setVisible(writing and last)
        # While it is asked why it is adjourned there may be no room for them; alone in front they have it all.
        self._decisions.setVisible("decisions" in shown and (not writing or height >= px(LOWEST)))
        self.share_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height is shared anew."""
        super().resizeEvent(event)
        self.share_height()

    def event(self, event: QEvent) -> bool:
        """So it is when words in it have changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.share_height()
        return super().event(event)

    def share_height(self) -> None:
        """Gives every part its height."""
        width, room, last = self.width(), self.height(), self._last
        self._frame.setMinimumHeight((LINES_LOW if self._low else LINES) * line("meet"))
        self._stopping.setMinimumHeight(px(STOPPING))
        room -= sum(
            max(part.minimumHeight(), lowest(part, width))
            for part in (self._written, self._stopping)
            if not part.isHidden()
        )
        room -= 0 if self._decisions.isHidden() else self._decisions.least()
        room -= 0 if last.isHidden() else last.tall(0)
        if not self._top.isHidden():
            around = self._top.layout()
            assert around is not None
            edge = around.contentsMargins()
            inside = width - edge.left() - edge.right()
            room -= edge.top() + edge.bottom() + lowest(self._title, inside)
            if not self._points_area.isHidden():
                whole = lowest(self._points, inside)
                tall = whole if whole <= room else max(1, room // px(POINT)) * px(POINT)
                self._points_area.setFixedHeight(tall)
                room -= tall
        if not last.isHidden():
            tall = last.tall(last.tall(0) + max(0, room) // 2)
            room -= tall - last.tall(0)
            last.setFixedHeight(tall)
        self._decisions.give(room, alone=self._top.isHidden())
