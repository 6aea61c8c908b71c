"""The user's own figures for one way, by road or by rail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from iro_desk.casework import UserFacingError
from iro_desk.practice.travel_views import OwnLegRow
from iro_desk.ui.widgets import CheckBox, ComboField, Dialog, Field, Message, column


class OwnFigures(Dialog):
    """The user's own figures for one drive: they win over the estimate until they are taken away."""

    def __init__(
        self,
        parent: QWidget,
        legs: Sequence[OwnLegRow],
        keep: Callable[[dict[str, object]], Any],
        drop: Callable[[str], Any],
    ) -> None:
        """``legs``: what is kept of this way; ``keep`` takes the figures, ``drop`` the id of a leg."""
        self._legs, self._keep, self._drop = legs, keep, drop
        self.way = ComboField("How you travel", [("road", "By road"), ("rail", "By rail, door to door")])
        self.miles = Field("Miles", hint="As your own meter or claim has them")
        self.minutes = Field("Minutes", hint="Door to door")
        self.fare = Field("Fare in pounds", hint="By rail only, such as 89.40")
        self.both = CheckBox("The same on the way back")
        self._refusal = Message("late", "")
        self._refusal.hide()
        body = column(self.way, self.miles, self.minutes, self.fare, self.both, self._refusal, gap=12)
        buttons = [("", "Leave it as it is", "quiet"), ("keep", "Keep my figures", "primary")]
        if legs:
            buttons.insert(1, ("drop", "Take the estimate again", "quiet"))
        super().__init__(parent, "Your own figures for this drive", body, buttons, check=self._done)
        self.way.changed.connect(self._turned)
        self._turned()

    def _turned(self) -> None:
        """Shows what is kept of the way that is chosen: minutes by road are none by rail."""
        by_rail = self.way.value() == "rail"
        self.fare.setVisible(by_rail)
        self.miles.setVisible(not by_rail)
        kept = next((leg for leg in self._legs if leg.way == self.way.value()), None)
        self.miles.set_value(_said(kept and kept.miles))
        self.minutes.set_value(_said(kept and kept.minutes))
        self.fare.set_value(f"{kept.fare_pence / 100:.2f}" if kept and kept.fare_pence else "")
        self.both.setChecked(kept is None or kept.both_ways)

    def _done(self, key: str) -> bool:
        try:
            if key == "drop":
                for leg in self._legs:
                    self._drop(leg.id)
            elif key == "keep":
                by_rail = self.way.value() == "rail"
                fare = _number(self.fare.value()) if by_rail else None
                figures: dict[str, object] = {
                    "way": self.way.value(),
                    "minutes": None if (m := _number(self.minutes.value())) is None else round(m),
                    "miles": None if by_rail else _number(self.miles.value()),
                    "fare_pence": None if fare is None else round(fare * 100),
                    "both_ways": self.both.isChecked(),
                }
                self._keep(figures)
        except UserFacingError as error:
            self._refusal.say("late", error.what, error.do)
            self._refusal.show()
            return False
        return True


def _said(figure: object) -> str:
    return "" if not figure else f"{figure:g}" if isinstance(figure, float) else str(figure)


def _number(words: str) -> float | None:
    said = words.strip().lstrip("£").replace(",", "")
    if not said:
        return None
    try:
        return float(said)
    except ValueError:
        raise UserFacingError(f"{words.strip()} is not a number.", do="Write it in figures.") from None
