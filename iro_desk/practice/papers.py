"""The papers of a review: drafts made of the facts as they stand, and the bytes that signing froze."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from iro_desk.casework import CouncilSettings, Refused, Review, SignedNote, SignedPaper, UserFacingError
from iro_desk.documents import KINDS, SIZES, Paper, file_name, seal_of, typeset
from iro_desk.practice.copies import checked, copy_of, refuse_stopped, telling_blocks
from iro_desk.practice.frozen import freeze, thaw
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.letter import LETTER, LETTERS, facts_of, main_kind
from iro_desk.practice.paper_facts import Source, day_of, facts_from, source_of
from iro_desk.practice.recipients import Recipient, recipient_of, recipients
from iro_desk.practice.rows import paper_row
from iro_desk.practice.signed_notes import set_again, with_bytes
from iro_desk.practice.views import PaperRow
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace

FROZEN = ("record", "decisions")
"""The kinds that signing freezes, where the letter is not the record."""


def frozen_kinds(settings: CouncilSettings) -> tuple[str, ...]:
    """The kinds that signing a review freezes."""
    return (main_kind(settings), "decisions")


STANDARD = "standard"


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
    remarks: tuple[str, ...] = ()
    """What its writer should know: that it is longer than it is meant to be, and where."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What ``paper verify`` found."""

    genuine: bool
    words: str
    paper: PaperRow | None = None
    review: str = ""
    """Id of the review that it is of, or says that it is of."""


def paper(ws: Workspace, review_id: str, kind: str, recipient: str = "", size: str = STANDARD) -> MadePaper:
    """One paper of a review: a draft of the facts as they stand, or once finalised the frozen bytes.

    ``recipient`` is the kind's usual one where none is given; ``size`` a key of ``documents.SIZES``. A finalised paper
    in large print is set from the frozen facts. Raises ``UserFacingError`` for a kind, recipient or size that there is
    none for, and ``Refused`` for a review that has not been held yet or a copy that would tell where the child lives.
    """
    key = whom(kind, recipient)
    points = size_in_points(size)
    source = source_of(ws, review_id)
    to = recipient_of(source.file, key, day_of(source.review))
    if _is_frozen(ws, source, kind):
        return _frozen(ws, source, kind, to, points)
    made = typeset(copy_of(source, kind, to), points)
    return MadePaper(kind, key, name_of(source, kind, key), made.pdf, made.uncovered, remarks=made.remarks)


def _is_frozen(ws: Workspace, source: Source, kind: str) -> bool:
    """Whether a paper stands as it was finalised: a letter has a signature of its own. Raises ``Refused`` for none."""
    if kind in LETTERS:
        return bool(ws.desk.where(SignedPaper, review=source.review.id, kind=kind))
    if source.review.state != "signed":
        return False
    kept = {each.kind for each in ws.desk.where(SignedPaper, review=source.review.id)}
    if kind not in kept and LETTER in kept and kind == "record":
        raise Refused("The letter is the record of this review.", safe="Nothing was made.", do="Make the letter.")
    return True


def size_in_points(size: str) -> int:
    """The points of a size by its name. Raises ``UserFacingError`` for none such."""
    name = size.replace("-", " ")
    if name not in SIZES:
        raise UserFacingError(f"There is no size called {size}.", do=f"The sizes are {', '.join(SIZES)}.")
    return SIZES[name]


def whom(kind: str, recipient: str) -> str:
    """The recipient meant, the kind's usual one when none is given. Raises ``UserFacingError`` for none such."""
    if kind not in KINDS:
        raise UserFacingError(f"There is no paper called {kind}.", do=f"The papers are {', '.join(KINDS)}.")
    if not recipient:
        return KINDS[kind].recipients[0]
    # The manager's sheet is the one that stands on the file.
    recipient = "manager" if (kind, recipient) == ("decisions", "file") else recipient
    if not KINDS[kind].may_be_for(recipient):
        raise UserFacingError(
            f"There is no copy for {recipient}.", do=f"The copies are for {', '.join(KINDS[kind].recipients)}."
        )
    return recipient


def _frozen(ws: Workspace, source: Source, kind: str, to: Recipient, points: int) -> MadePaper:
    kept = _kept(ws, source.review, kind, to)
    if not kept or not kept[-1].pdf:
        refuse_stopped(to)
        _settle(ws, source, kind, to)
        kept = _kept(ws, source.review, kind, to)
    newest = kept[-1]
    name = name_of(source, kind, to.key, newest.version)
    if points == SIZES[STANDARD]:
        return MadePaper(kind, to.key, name, newest.pdf, (), paper_row(newest))
    # Nobody signed for these bytes: they are the signed words, larger.
    made = typeset(_set_again(source, newest, to), points)
    return MadePaper(kind, to.key, name, made.pdf, made.uncovered, paper_row(newest), made.remarks)


def frozen_paper(ws: Workspace, kept: SignedPaper | SignedNote) -> MadePaper:
    """One finalised paper, the very bytes that were frozen."""
    if isinstance(kept, SignedNote):
        return frozen_note(ws, kept, SIZES[STANDARD])
    if not kept.pdf:
        keep_papers(ws, kept.review).result()
        kept = ws.desk.get(SignedPaper, kept.id)
    if not kept.pdf:
        raise Refused("A part of this copy would tell where the child lives.", safe="The copy was not made.")
    source = source_of(ws, kept.review)
    name = name_of(source, kept.kind, kept.recipient, kept.version)
    return MadePaper(kept.kind, kept.recipient, name, kept.pdf, (), paper_row(kept))


def frozen_note(ws: Workspace, kept: SignedNote, points: int) -> MadePaper:
    """A finalised midway note or challenge: the bytes that were kept, or its frozen words in larger print."""
    refuse_hidden(ws.desk)
    kept = with_bytes(ws, kept)
    pattern, number = ws.settings().text("paper_file_name"), ws.desk.child_file(kept.child).number
    name = named(pattern, number or "all", kept.signed_on, kept.kind, kept.recipient, kept.version)
    if points == SIZES[STANDARD]:
        return MadePaper(kept.kind, kept.recipient, name, kept.pdf, (), paper_row(kept))
    made = typeset(set_again(kept), points)
    return MadePaper(kept.kind, kept.recipient, name, made.pdf, made.uncovered, paper_row(kept), made.remarks)


def _kept(ws: Workspace, review: Review, kind: str, to: Recipient) -> list[SignedPaper]:
    reader = to.reader if to.kind == "parent" else ""
    found = ws.desk.where(SignedPaper, review=review.id, kind=kind, reader=reader)
    return [each for each in found if reader or each.recipient == to.key]


def _settle(ws: Workspace, source: Source, kind: str, to: Recipient) -> None:
    """A copy that was not made when the review was finalised is made now, of the same review, under its own seal."""
    child = source.review.child
    there = ws.desk.where(SignedPaper, review=source.review.id)
    if not there:
        raise Refused(
            "This review was finalised before this desk was made; its papers were not kept.",
            safe="Nothing was changed.",
            do="Papers are kept of every review that is finalised on this desk.",
        )
    if not any(_is_for(each, to) and each.kind == kind for each in there):
        signed_on = next((each.signed_on for each in there if each.kind == kind), there[0].signed_on)
        late = replace(source, finalised_on=signed_on, today=signed_on)
        ws.do("Added a copy of a finalised review", _add, late, kind, to, child=child, kind="sign").result()
    keep_papers(ws, source.review.id).result()
    if not all(
        each.pdf for each in ws.desk.where(SignedPaper, review=source.review.id, kind=kind) if _is_for(each, to)
    ):
        # Telling words that nobody answered for: say so, as a draft would.
        copy_of(source, kind, to)


def _is_for(paper: SignedPaper, to: Recipient) -> bool:
    return paper.reader == to.reader if to.kind == "parent" else paper.recipient == to.key


def _add(change: Any, source: Source, kind: str, to: Recipient) -> None:
    there = change.where(SignedPaper, review=source.review.id)
    version = max(each.version for each in [each for each in there if each.kind == kind] or there)
    usual = frozen_kinds(source.settings)
    kinds = usual if kind in usual and not any(_is_for(each, to) for each in there) else (kind,)
    for kept in frozen_rows(source, (to,), change.new_id, version, kinds):
        change.save(kept)


def name_of(source: Source, kind: str, recipient: str, version: int = 1, on: date | None = None) -> str:
    """The paper's file name by the council's pattern. No name of a person stands in it."""
    day = on or source.review.held_on or source.review.adjourned_on or source.review.booked_for or source.today
    return named(source.settings.text("paper_file_name"), source.file.number, day, kind, recipient, version)


def named(pattern: str, number: str, on: date, kind: str, recipient: str, version: int = 1) -> str:
    """A file name by the council's pattern."""
    return file_name(KINDS[kind].label, number, on, version, recipient, pattern)


def verify_file(ws: Workspace, path: Path) -> Verdict:
    """:func:`verify_paper` of a file. Raises ``UserFacingError`` when it cannot be read."""
    try:
        return verify_paper(ws, path.read_bytes())
    except OSError as error:
        raise UserFacingError("The file could not be read.", safe="Nothing was changed.") from error


def verify_paper(ws: Workspace, pdf: bytes) -> Verdict:
    """Which review, recipient and version a file is, and whether one byte differs from what was finalised."""
    digest = hashlib.sha256(pdf).hexdigest()
    found = _signed(ws, sha256=digest) if pdf else []
    if found:
        return Verdict(True, f"{_which(ws, found[0])}: every byte is as it was finalised.", *_row_of(found[0]))
    said = seal_of(pdf)
    if said is None:
        return Verdict(False, "This is not a paper of this program, or its mark was taken out of it.")
    claimed = [
        kept
        for kept in _signed(ws, kind=said.kind, recipient=said.recipient, version=said.version)
        if said.seal and kept.seal == said.seal
    ]
    if len(claimed) > 1:
        # On a practice desk many reviews were finalised in one change, and share its seal.
        words = f"It says that it is one of {len(claimed)} papers finalised together under the seal {said.seal}"
        return Verdict(False, f"{words}, and its bytes differ from each of them.")
    if claimed:
        words = f"It says that it is {_which(ws, claimed[0])}, and its bytes differ from what was finalised."
        return Verdict(False, words, *_row_of(claimed[0]))
    label = KINDS[said.kind].label if said.kind in KINDS else "A paper"
    if not said.seal:
        return Verdict(False, f"{label}: a draft. It was never finalised, so there is nothing to compare it with.")
    return Verdict(False, f"{label} with the seal {said.seal}: no paper of this desk has that seal.")


def _signed(ws: Workspace, **which: Any) -> list[SignedPaper | SignedNote]:
    return [*ws.desk.where(SignedPaper, **which), *ws.desk.where(SignedNote, **which)]


def _row_of(kept: SignedPaper | SignedNote) -> tuple[PaperRow, str]:
    """What a verdict says of it, and the id of its review."""
    if isinstance(kept, SignedPaper):
        return paper_row(kept), kept.review
    return paper_row(kept), kept.subject if KINDS[kept.kind].subject == "review" else ""


def _which(ws: Workspace, kept: SignedPaper | SignedNote) -> str:
    number = ws.desk.child_file(kept.child).number or "a child without a number"
    of = f"of {number}"
    _, review_id = _row_of(kept)
    if review_id:
        review = ws.desk.get(Review, review_id)
        of = f"of the review of {number}" + (f" held on {long_day(review.held_on)}" if review.held_on else "")
    to = "the file" if kept.recipient == "file" else kept.recipient
    return (
        f"{KINDS[kept.kind].label} {of}, for {to}, version {kept.version}, "
        f"finalised on {long_day(kept.signed_on)}, seal {kept.seal}"
    )


# ---------------------------------------------------------------- freezing


def frozen_rows(
    source: Source, to: Iterable[Recipient], new_id: Any, version: int = 1, kinds: tuple[str, ...] = ()
) -> tuple[SignedPaper, ...]:
    """What signing keeps of every copy, still without bytes: the facts of each recipient as JSON.

    ``kinds``: those of the council's setting where none are given.
    """
    assert source.finalised_on is not None
    rows = []
    for recipient in to:
        for kind in kinds or frozen_kinds(source.settings):
            facts = freeze(replace(facts_of(source, kind, recipient), version=version))
            if not KINDS[kind].may_be_for(recipient.key) or (kind, recipient.key) == ("decisions", "file"):
                continue
            rows.append(
                SignedPaper(
                    id=new_id(),
                    child=source.review.child,
                    review=source.review.id,
                    kind=kind,
                    recipient=recipient.key,
                    version=version,
                    signed_on=source.finalised_on,
                    facts=facts,
                    reader=recipient.reader if recipient.kind == "parent" else "",
                )
            )
    return tuple(rows)


def signing_recipients(source: Source) -> tuple[Recipient, ...]:
    """Everyone whose copy is kept at signing: whoever gets one and may be sent it on that day."""
    return tuple(
        each for each in recipients(source.file, day_of(source.review)) if not each.left_out and each.place != "stop"
    )


def keep_papers(ws: Workspace, review_id: str) -> Future[tuple[PaperRow, ...]]:
    """Set the papers of a finalised review from its frozen facts, with the seal, where that is not done yet.

    A copy with telling words that nobody answered for waits until they are.
    """
    child = ws.desk.get(Review, review_id).child
    source = source_of(ws, review_id)
    return ws.do("Kept the finalised papers", _keep, source, child=child, kind="sign")


def _keep(change: Any, source: Source) -> tuple[PaperRow, ...]:
    file = change.child_file(source.review.child)
    source = replace(source, file=file, review=change.get(Review, source.review.id))
    known = {each.reader: each for each in recipients(file, day_of(source.review))}
    for kept in change.where(SignedPaper, review=source.review.id):
        to = known.get(kept.reader or kept.recipient)
        if kept.pdf or to is None or any(not block.answer for block in telling_blocks(source, to)):
            continue
        made = typeset(_set_again(source, kept, to))
        change.save(replace(kept, pdf=made.pdf, sha256=made.sha256))
    return tuple(paper_row(kept) for kept in change.where(SignedPaper, review=source.review.id) if kept.pdf)


def _set_again(source: Source, kept: SignedPaper, to: Recipient) -> Paper:
    """A finalised paper's blocks, from its frozen facts and its seal."""
    facts: Any = replace(thaw(kept.facts, KINDS[kept.kind].facts), seal=kept.seal)
    return checked(source, kept.kind, facts, replace(to, key=kept.recipient))


def review_facts(ws: Workspace, review_id: str, recipient: str = "file") -> Any:
    """The facts of a review as that recipient may have them, from what the desk holds now.

    Raises ``Refused`` for a review that has not been held yet.
    """
    source = source_of(ws, review_id)
    return facts_from(source, recipient_of(source.file, recipient, day_of(source.review)))
