"""The papers of a review: drafts made of the facts as they stand, and the bytes that signing froze."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from iro_desk.casework import (
    ChildFile,
    CouncilSettings,
    Refused,
    Review,
    SignedPaper,
    UserFacingError,
    episode_on,
)
from iro_desk.documents import Paper, ReviewFacts, decision_sheet, file_name, record, typeset
from iro_desk.practice import places
from iro_desk.practice.frozen import freeze, thaw
from iro_desk.practice.paper_facts import day_of, facts_from
from iro_desk.practice.views import PaperRow
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace

KINDS = {"record": "Review record", "decisions": "Decision sheet"}
RECIPIENTS = ("file", "manager")
COPIES = (("record", "file"), ("record", "manager"), ("decisions", "manager"))
"""Every copy that signing freezes. The decision sheet has one version, the manager's."""


@dataclass(frozen=True, slots=True)
class MadePaper:
    """One paper as a PDF."""

    kind: str
    recipient: str
    name: str
    """A file name without any person's name in it."""
    pdf: bytes = field(repr=False)
    uncovered: tuple[str, ...]
    """Characters that no bundled font has; their numbers are printed instead. Empty for a frozen paper."""
    signed: PaperRow | None = None
    """What is kept of it when it is frozen; ``None`` for a draft."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``paper verify`` found."""

    genuine: bool
    words: str
    paper: PaperRow | None = None


def paper(ws: Workspace, review_id: str, kind: str, recipient: str = "file") -> MadePaper:
    """One paper of a review: a draft of the facts as they stand, or once finalised the frozen bytes.

    Raises ``UserFacingError`` for a kind or recipient that there is none for, and ``Refused`` for a review
    that has not been held yet.
    """
    kind, recipient = _which(kind, recipient)
    review = ws.desk.get(Review, review_id)
    if review.state == "signed":
        return _frozen(ws, review, kind, recipient)
    facts = review_facts(ws, review_id, recipient)
    made = typeset(paper_of(facts, kind, recipient))
    return MadePaper(kind, recipient, name_of(facts, kind), made.pdf, made.uncovered)


def _which(kind: str, recipient: str) -> tuple[str, str]:
    if kind not in KINDS:
        raise UserFacingError(f"There is no paper called {kind}.", do=f"The papers are {' and '.join(KINDS)}.")
    if recipient not in RECIPIENTS:
        raise UserFacingError(
            f"There is no copy for {recipient}.", do=f"The copies are for {' and '.join(RECIPIENTS)}."
        )
    return kind, "manager" if kind == "decisions" else recipient


def _frozen(ws: Workspace, review: Review, kind: str, recipient: str) -> MadePaper:
    kept = ws.desk.where(SignedPaper, review=review.id, kind=kind, recipient=recipient)
    if not all(paper.pdf for paper in kept):
        keep_papers(ws, review.id).result()
        kept = ws.desk.where(SignedPaper, review=review.id, kind=kind, recipient=recipient)
    if not kept:
        raise Refused(
            "This review was finalised before this desk was made; its papers were not kept.",
            safe="Nothing was changed.",
            do="Papers are kept of every review that is finalised on this desk.",
        )
    newest = kept[-1]
    number = ws.desk.child_file(review.child).number
    name = file_name(KINDS[kind], number, review.held_on or newest.signed_on, newest.version)
    return MadePaper(kind, recipient, name, newest.pdf, (), paper_row(newest))


def paper_row(kept: SignedPaper) -> PaperRow:
    """A signed paper as lists show it, without its bytes."""
    return PaperRow(
        kept.id, kept.review, kept.kind, kept.recipient, kept.version, kept.signed_on, kept.seal, kept.sha256
    )


def paper_of(facts: ReviewFacts, kind: str, recipient: str) -> Paper:
    """The facts as the paper of that kind, with what that recipient may see."""
    made = record(facts) if kind == "record" else decision_sheet(facts)
    return made.copy_for(recipient)


def name_of(facts: ReviewFacts, kind: str) -> str:
    """The paper's file name."""
    return file_name(KINDS[kind], facts.child.number, facts.held_on, facts.version)


def verify_paper(ws: Workspace, pdf: bytes) -> Verdict:
    """Whether these are the very bytes of a paper that was finalised on this desk (SHA-256 compared)."""
    found = ws.desk.where(SignedPaper, sha256=hashlib.sha256(pdf).hexdigest())
    if not found:
        return Verdict(
            False, "No paper finalised on this desk has these bytes: it was altered, is a draft, or is from elsewhere."
        )
    kept = found[0]
    words = (
        f"{KINDS[kept.kind]}, version {kept.version}, finalised on {long_day(kept.signed_on)}, "
        f"seal {kept.seal}: every byte is as it was finalised."
    )
    return Verdict(True, words, paper_row(kept))


# ---------------------------------------------------------------- the facts


def review_facts(ws: Workspace, review_id: str, recipient: str = "file") -> ReviewFacts:
    """The facts of a review as that recipient may see them, from what the desk holds now.

    Raises ``Refused`` for a review that has not been held yet.
    """
    review = ws.desk.get(Review, review_id)
    file = ws.desk.child_file(review.child)
    return facts_from(file, review, ws.settings(), town_on(ws, file, review), recipient, ws.today)


def town_on(ws: Workspace, file: ChildFile, review: Review) -> str:
    """Whose area the child's home was in on the day of the review; empty where the place is confidential."""
    episode = episode_on(file.episodes, day_of(review))
    if episode is None or episode.confidential:
        return ""
    place = places.placement_place(ws, episode, ws.settings())
    return place.authority_name if place else ""


def frozen_facts(
    file: ChildFile, review: Review, settings: CouncilSettings, town: str, signed_on: date
) -> Mapping[tuple[str, str], str]:
    """For every copy that signing makes, its facts as JSON."""
    views = {
        recipient: freeze(facts_from(file, review, settings, town, recipient, signed_on, finalised_on=signed_on))
        for recipient in RECIPIENTS
    }
    return {(kind, recipient): views[recipient] for kind, recipient in COPIES}


def keep_papers(ws: Workspace, review_id: str) -> Future[tuple[PaperRow, ...]]:
    """Set the papers of a finalised review from its frozen facts, with the seal, where that is not done yet."""
    child = ws.desk.get(Review, review_id).child
    return ws.do("Kept the finalised papers", _keep, review_id, child=child, kind="sign")


def _keep(change: Any, review_id: str) -> tuple[PaperRow, ...]:
    for paper in change.where(SignedPaper, review=review_id):
        if not paper.pdf:
            facts = replace(thaw(paper.facts), seal=paper.seal)
            made = typeset(paper_of(facts, paper.kind, paper.recipient))
            change.save(replace(paper, pdf=made.pdf, sha256=made.sha256))
    return tuple(paper_row(paper) for paper in change.where(SignedPaper, review=review_id))
