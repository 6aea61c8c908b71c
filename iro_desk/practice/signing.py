"""Finalising a review: what is still needed, and freezing its facts and papers under the journal's seal.

The seal that a paper prints is made from the hash of the change that finalised it, so that change comes first:
it freezes the facts and the state. A second change sets the papers from those very facts, with the seal, and
keeps their bytes. Should the program end between the two, the papers are set from the frozen facts when one is
next asked for.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import Any

from iro_desk.casework import Child, ChildFile, CouncilSettings, Refused, Review, SignedPaper
from iro_desk.documents import LetterFacts
from iro_desk.practice.frozen import thaw
from iro_desk.practice.letter import (
    LETTER,
    LETTERS,
    agreed_words,
    is_told,
    letter_facts,
    main_kind,
    parts_of,
    refuse_finished,
)
from iro_desk.practice.letter_slots import phrases_open
from iro_desk.practice.paper_facts import Source, day_of, source_of
from iro_desk.practice.papers import frozen_rows, keep_papers, signing_recipients
from iro_desk.practice.recipients import recipient_of
from iro_desk.practice.sittings import make_complete
from iro_desk.practice.views import PaperRow
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, then, writable
from iro_desk.statute import participation_allowed


def missing_to_finalise(file: ChildFile, review: Review, settings: CouncilSettings | None = None) -> tuple[str, ...]:
    """What is still needed to finalise, each a sentence; empty when the review can be signed.

    Only these are asked: the day it was held, who was there, whether the child spoke in private, the
    participation code, and for each decision an owner and a date or why there is none. By the council's settings the
    letter may be the record: then it is asked for too.
    """
    missing = []
    if review.state == "adjourned":
        missing.append("Resume the adjourned review and finish it.")
    elif review.held_on is None:
        missing.append("Say on which day it was held.")
    if not any(row.how for row in file.attendance if row.review == review.id):
        missing.append("Say who was there.")
    if not review.spoke_privately:
        missing.append("Say whether the child spoke with you in private.")
    elif review.spoke_privately in ("not-right", "not-done") and not review.spoke_privately_because.strip():
        missing.append("Say because of what the child did not speak with you in private.")
    missing += _about_the_code(file, review)
    for decision in file.decisions:
        if decision.review != review.id:
            continue
        if not decision.owner.strip():
            missing.append(f"Decision {decision.number} needs one person who will do it.")
        if decision.by is None and not decision.no_date_because.strip():
            missing.append(f"Decision {decision.number} needs a date, or why there is none.")
    if settings is not None and main_kind(settings) == LETTER:
        missing += missing_in_letter(file, review)
    if settings is not None and letters_behind(file, review, settings):
        missing.append("Correct the letter: it was finalised with other facts than stand here now.")
    return tuple(missing)


def letters_behind(file: ChildFile, review: Review, settings: CouncilSettings) -> tuple[str, ...]:
    """The kinds of letter that were finalised and say something else than would be said now."""
    newest = {paper.kind: paper for paper in file.signed if paper.review == review.id and paper.recipient == "child"}
    return tuple(kind for kind in LETTERS if kind in newest and _is_behind(newest[kind], file, review, settings))


def _is_behind(kept: SignedPaper, file: ChildFile, review: Review, settings: CouncilSettings) -> bool:
    source = Source(file, review, settings, None, kept.signed_on, kept.signed_on)
    now = letter_facts(source, recipient_of(file, "child", day_of(review)), kind=kept.kind)
    return _said(now) != _said(thaw(kept.facts, LetterFacts))


def _said(facts: LetterFacts) -> tuple[object, ...]:
    """What a letter tells the child; the manager's replies come later, and change nothing of it."""
    said = tuple(each.words for each in facts.review.words)
    return facts.to, facts.sections, tuple((each.number, each.what, each.how) for each in facts.promises), said


def missing_in_letter(file: ChildFile, review: Review, kind: str = LETTER) -> list[str]:
    """What the letter still needs, each a sentence: words of somebody's own, and words for each decision it tells."""
    missing = [] if parts_of(file, review, kind) else ["Write the letter: nothing stands in it yet."]
    unread = [str(d.number) for d in file.decisions if d.review == review.id and is_told(d) and not agreed_words(d)]
    if unread:
        missing.append(f"Read the child’s words for decision {', '.join(unread)}, and keep them.")
    open_places = [place for part in parts_of(file, review, kind) for place in phrases_open(part.text)]
    if open_places:
        missing.append(f"Fill in, or take out: {', '.join(open_places)}.")
    return missing


def sign_letter(ws: Workspace, review_id: str, kind: str = LETTER) -> Future[tuple[PaperRow, ...]]:
    """Finalise the letter to the child; gives the papers of the review, the letter with its seal among them.

    The future raises ``Refused`` while the review is not held, while nothing was written or a decision's words were
    only proposed, and for a letter that is finalised.
    """
    source = source_of(ws, review_id)
    day_of(source.review)
    frozen = ws.do("Finalised a letter", _finalise_letter, source, kind, child=source.review.child, kind="sign")
    return then(frozen, lambda: keep_papers(ws, review_id))


def _finalise_letter(change: Any, source: Source, kind: str) -> None:
    review = change.get(Review, source.review.id)
    file = change.child_file(review.child)
    refuse_finished(file, review, kind)
    missing = missing_in_letter(file, review, kind)
    if missing:
        raise Refused("The letter cannot be finalised yet.", safe=UNCHANGED, do=" ".join(missing))
    now = replace(source, file=file, review=review, finalised_on=source.today)
    own = [to for to in signing_recipients(now) if to.key in ("child", "file")]
    for kept in frozen_rows(now, own, change.new_id, kinds=(kind,)):
        change.save(kept)


def _about_the_code(file: ChildFile, review: Review) -> list[str]:
    if not review.participation:
        return ["Choose the participation code."]
    if review.held_on is None:
        return []
    refusal = participation_allowed(review.participation, file.child.date_of_birth, review.held_on)
    return [f"Choose another participation code. {refusal}"] if refusal else []


def sign(ws: Workspace, review_id: str) -> Future[tuple[PaperRow, ...]]:
    """Finalise a review; gives the papers that were frozen, each with its seal. An open review is completed too.

    The future raises ``Refused`` naming all that is missing (see :func:`missing_to_finalise`), and for a review
    that is finalised already or cancelled. Finalising is not undone: a correction follows it.
    """
    source = source_of(ws, review_id)
    frozen = ws.do("Finalised a review", _finalise, source, child=source.review.child, kind="sign")
    return then(frozen, lambda: keep_papers(ws, review_id))


def _finalise(change: Any, source: Source) -> None:
    review = writable(change, source.review.id)
    file = change.child_file(review.child)
    missing = missing_to_finalise(file, review, source.settings)
    if missing:
        raise Refused("This review cannot be finalised yet.", safe=UNCHANGED, do=" ".join(missing))
    if review.state == "open":
        review = make_complete(change, review, "", "", source.settings)
    review = replace(review, state="signed")
    change.save(review)
    if review.plan_grade:
        change.save(replace(change.get(Child, review.child), care_plan_grade=review.plan_grade))
    now = replace(source, file=change.child_file(review.child), review=review, finalised_on=source.today)
    for kept in frozen_rows(now, signing_recipients(now), change.new_id):
        change.save(kept)
