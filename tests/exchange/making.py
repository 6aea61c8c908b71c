"""Small returns made by the tests, and a desk of plain values that takes a proposal in. All children are invented."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from iro_desk.casework import Child, ChildFile, CouncilNumber, Episode, Review
from iro_desk.exchange import CouncilReturn, Proposal, Record, compare, read_return

ON = date(2026, 11, 23)

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
UASC = "CHILD,SEX,DOB,DUC"

SAM = "T001,F,14/05/2012,WBRI,UN3,0,"
SAM_EPISODE = "T001,03/03/2025,S,C2,N1,U4,PR4,,,,DT1 1XJ,B1 1BB,SC1"
SAM_REVIEW = "T001,14/05/2012,28/03/2025,PN1"


def text(columns: str, *rows: str) -> str:
    """A CSV text of these rows."""
    return "\n".join([columns, *rows]) + "\n"


def write_return(
    folder: Path,
    *,
    header: Sequence[str] | None = (SAM,),
    episodes: Sequence[str] | None = (SAM_EPISODE,),
    reviews: Sequence[str] | None = (SAM_REVIEW,),
    uasc: Sequence[str] | None = None,
) -> Path:
    """A return's folder with these rows; a table that is ``None`` is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, columns, rows in (
        ("header.csv", HEADER, header),
        ("episodes.csv", EPISODES, episodes),
        ("reviews.csv", REVIEWS, reviews),
        ("uasc.csv", UASC, uasc),
    ):
        if rows is not None:
            (folder / name).write_text(text(columns, *rows), encoding="utf-8")
    return folder


def numbered() -> Callable[[], str]:
    """Ids that a test can tell apart."""
    counter = count(1)
    return lambda: f"id{next(counter):024d}"


class PlainDesk:
    """Children as a desk would hold them, without the desk's file."""

    def __init__(self) -> None:
        self.rows: dict[str, Record] = {}
        self.new_id = numbered()

    def files(self) -> list[ChildFile]:
        return [
            ChildFile(
                child,
                numbers=self._of(child, CouncilNumber),
                episodes=tuple(sorted(self._of(child, Episode), key=lambda episode: episode.started)),
                reviews=self._of(child, Review),
            )
            for child in self.all(Child)
        ]

    def all(self, kind: type) -> list[Any]:
        return [row for row in self.rows.values() if isinstance(row, kind)]

    def _of(self, child: Child, kind: type) -> tuple[Any, ...]:
        return tuple(row for row in self.all(kind) if row.child == child.id)

    def save(self, *rows: Record) -> None:
        self.rows |= {row.id: row for row in rows}

    def look(self, *paths: Path, **options: Any) -> Proposal:
        """What importing these would do."""
        return self.look_at(read_return(paths), **options)

    def look_at(self, found: CouncilReturn, **options: Any) -> Proposal:
        return compare(found, self.files(), **{"on": ON, "mine": None, "new_id": self.new_id} | options)

    def take(self, *paths: Path, **options: Any) -> Proposal:
        """Import these."""
        proposal = self.look(*paths, **options)
        self.save(*proposal.records)
        return proposal

    @property
    def child(self) -> Child:
        (only,) = self.all(Child)
        return only

    @property
    def episode(self) -> Episode:
        (only,) = self.all(Episode)
        return only

    @property
    def review(self) -> Review:
        (only,) = self.all(Review)
        return only
