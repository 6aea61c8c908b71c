"""Sharing a review: its deadlines, the manager's replies, who has which version, and what the council's system has.

2010 Regulations, regulations 37 and 38; IRO Handbook, chapter 3 (decisions within 5 working days, the manager's reply
within 5 more, the record within 15, shared within 20).
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from iro_desk.casework import IN_SYSTEM, Decision, PaperStep, Refused, Review, Sending, SignedPaper
from iro_desk.documents import KINDS, typeset
from iro_desk.documents.list_paper import list_paper
from iro_desk.practice.copies import CopyRow, copy_rows
from iro_desk.practice.decisions import challenged_on, reply_words
from iro_desk.practice.hidden import refuse_hidden
from iro_desk.practice.letter import LETTER, LETTERS, parts_of
from iro_desk.practice.making import Wanted, make
from iro_desk.practice.owed import OwedCell, owed_cells
from iro_desk.practice.paper_facts import Source, day_of, facts_from, letterhead, source_of
from iro_desk.practice.papers import frozen_kinds
from iro_desk.practice.recipients import Recipient, recipients
from iro_desk.practice.rows import people_rows
from iro_desk.practice.sharing import exported, write_whole
from iro_desk.practice.words import long_day, short_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED
from iro_desk.statute import record_deadlines

HOW = ("Secure e-mail", "By hand", "Post", "The council’s system", "Read out together")
"""Ways in which a paper goes; others may be typed."""
POSTED_BY = "Business support"


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One decision and what the manager says to it."""

    decision: str
    number: int
    what: str
    owner: str
    reply: str
    """``agreed``, ``not agreed`` or empty."""
    words: str
    replied_on: date | None
    mark: str
    says: str
    """ "Agreed on Friday 20 November", "No reply by Friday 4 December", "May reply until Friday 4 December"."""
    challenged_on: date | None = None
    """When a challenge was opened because the manager did not agree."""


@dataclass(frozen=True, slots=True)
class SendingRow:
    """One line of the log: what went to whom, when, how and in which version."""

    id: str
    recipient: str
    to: str
    kind: str
    paper: str
    version: str
    """ "version 2", "draft"."""
    sent_on: date | None
    how: str
    words: str
    waits: bool
    """Given to business support, and not posted yet."""


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One recipient: their papers, what holds them back, and what went."""

    key: str
    title: str
    names: tuple[str, ...]
    papers: tuple[tuple[str, str], ...]
    """(kind, label) of each paper that is theirs."""
    words: str
    held_back: bool
    """Nothing goes: left out, stopped, or parts of it wait for an answer."""
    mark: str
    says: str
    """ "Sent Wednesday 25 November", "Waits to be posted", "Not sent yet"."""


@dataclass(frozen=True, slots=True)
class ShareView:
    """One review being shared."""

    review: str
    child: str
    word_decision: str
    word_challenge: str
    finalised_on: date | None
    deadlines: tuple[OwedCell, ...]
    reply_by: date | None
    replies: tuple[ReplyRow, ...]
    recipients: tuple[RecipientRow, ...]
    log: tuple[SendingRow, ...]
    system: tuple[tuple[str, str, date | None], ...]
    """(step, label, day) of what is done in the council's own system."""
    corrections: tuple[str, ...]


def share_view(ws: Workspace, review_id: str) -> ShareView:
    """Everything about sharing one review. Raises ``NotFound``, and ``Refused`` while it has not been held."""
    source = source_of(ws, review_id)
    review, file, settings, today = source.review, source.file, source.settings, ws.today
    day = day_of(review)
    signed = [paper for paper in file.signed if paper.review == review.id]
    whole = [paper.signed_on for paper in signed if paper.kind in ("record", LETTER) and review.state == "signed"]
    signed_on = min(whole, default=None)
    steps = [step for step in file.paper_steps if step.review == review.id]
    by = {each.rule_id: each.legal_limit for each in record_deadlines(review.completed_on or day, settings)}
    reply_by = by.get("record.manager_response")
    done = {step.step: step.done_on for step in steps}
    log = tuple(_log_row(sending, source) for sending in file.sendings if sending.review == review.id)
    return ShareView(
        review=review.id,
        child=review.child,
        word_decision=settings.text("word_decision"),
        word_challenge=settings.text("word_dispute"),
        finalised_on=signed_on,
        deadlines=owed_cells(file, review, steps, signed_on, today, settings),
        reply_by=reply_by,
        replies=tuple(_reply(d, reply_by, source) for d in _decisions(source)),
        recipients=tuple(_recipient(row, source, signed, log) for row in copy_rows(source)),
        log=log,
        system=tuple((key, label, done.get(key)) for key, label in IN_SYSTEM.items()),
        corrections=tuple(
            f"Version {each.version}, {long_day(each.corrected_on, today)}: {each.reason}"
            for each in file.corrections
            if each.review == review.id
        ),
    )


def _decisions(source: Source) -> list[Decision]:
    mine = [d for d in source.file.decisions if d.review == source.review.id]
    return sorted(mine, key=lambda d: d.number)


def _reply(decision: Decision, reply_by: date | None, source: Source) -> ReplyRow:
    mark, says = reply_words(decision, reply_by, source.today)
    return ReplyRow(
        decision.id,
        decision.number,
        decision.what,
        decision.owner,
        decision.manager_reply,
        decision.manager_words,
        decision.manager_replied_on,
        mark,
        says,
        challenged_on(decision, source.file.milestones),
    )


def _papers_of(row: CopyRow, source: Source, signed: Iterable[SignedPaper]) -> tuple[tuple[str, str], ...]:
    """The papers that are one recipient's: the council's record, the decision sheet, and the letter for the child."""
    kinds = list(frozen_kinds(source.settings))
    if row.key == "child" and source.settings.text("write_once") != "record":
        there = {paper.kind for paper in signed}
        letters = [k for k in LETTERS if k in there or parts_of(source.file, source.review, k)]
        kinds = list(dict.fromkeys([*letters, *kinds]))
    if row.key == "file":
        kinds.remove("decisions")  # The manager's sheet is the one that stands on the file.
    return tuple((kind, KINDS[kind].label) for kind in kinds if KINDS[kind].may_be_for(row.key))


def _recipient(
    row: CopyRow, source: Source, signed: Iterable[SignedPaper], log: tuple[SendingRow, ...]
) -> RecipientRow:
    mine = [each for each in log if each.recipient == row.key]
    went = [each for each in mine if each.sent_on is not None]
    behind = _behind(row, signed, went)
    if row.left_out:
        mark, says = "open", "Gets none"
    elif any(each.waits for each in mine):
        mark, says = "wait", "Waits to be posted"
    elif went:
        last = max(each.sent_on for each in went if each.sent_on)
        mark, says = ("soon", behind) if behind else ("done", f"Sent {short_day(last, source.today)}")
    else:
        mark, says = "open", "Not sent yet"
    held_back = bool(row.left_out) or row.place == "stop" or row.open > 0
    return RecipientRow(
        row.key, row.title, row.names, _papers_of(row, source, signed), row.words, held_back, mark, says
    )


def _behind(row: CopyRow, signed: Iterable[SignedPaper], went: Iterable[SendingRow]) -> str:
    """That they have an earlier version of a paper than there is: "Has version 1 of 2"; empty where they have not."""
    newest: dict[str, int] = {}
    for paper in signed:
        if paper.recipient == row.key:
            newest[paper.kind] = max(paper.version, newest.get(paper.kind, 0))
    has: dict[str, int] = {}
    for each in went:
        number = int(each.version.removeprefix("version ")) if each.version != "draft" else 0
        has[each.kind] = max(number, has.get(each.kind, 0))
    for kind, number in has.items():
        if 0 < number < newest.get(kind, 0):
            return f"Has version {number} of {newest[kind]}"
    return ""


def _log_row(sending: Sending, source: Source) -> SendingRow:
    known = {each.reader: each for each in recipients(source.file, day_of(source.review))}
    to = known.get(sending.reader or sending.recipient)
    return SendingRow(
        sending.id,
        to.key if to else sending.recipient,
        to.title if to else "Somebody who gets no copy now",
        sending.kind,
        KINDS[sending.kind].label,
        f"version {sending.version}" if sending.version else "draft",
        sending.sent_on,
        sending.how,
        sending.words,
        sending.sent_on is None,
    )


# ---------------------------------------------------------------- what went


def mark_sent(
    ws: Workspace,
    review_id: str,
    key: str,
    on: date | None = None,
    how: str = "",
    words: str = "",
    kinds: Iterable[str] = (),
) -> Future[tuple[str, ...]]:
    """Keep that papers went to one recipient, in the version that they have now; gives the ids of the log's lines.

    ``kinds``: all of that recipient's where none are named. Raises ``Refused`` for a recipient who gets none, a day
    after the desk's day or before the review was held, and a copy that would tell where the child lives.
    """
    day = on or ws.today
    source = source_of(ws, review_id)
    row = next((each for each in share_view(ws, review_id).recipients if each.key == key), None)
    if row is None or row.held_back:
        raise Refused("Nothing goes to them yet.", safe=UNCHANGED, do=row.words if row else "Choose a recipient.")
    if day > ws.today:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    if day < day_of(source.review):
        raise Refused("The review was held after that day.", safe=UNCHANGED, do="Check the date.")
    wanted = tuple(kinds) or tuple(kind for kind, _ in row.papers)
    to = _known(source, key)
    said = {"sent_on": day, "how": how.strip(), "words": words.strip()}
    sendings = [replace(each, **said) for each in _sendings(source, to, wanted)]  # type: ignore[arg-type]
    return ws.do("Kept that papers were sent", _keep_sendings, sendings, child=source.review.child)


def _known(source: Source, key: str) -> Recipient:
    return next(each for each in recipients(source.file, day_of(source.review)) if each.key == key)


def _sendings(source: Source, to: Recipient, kinds: Iterable[str]) -> list[Sending]:
    reader = to.reader if to.kind == "parent" else ""
    found = []
    for kind in kinds:
        mine = [
            paper.version
            for paper in source.file.signed
            if paper.review == source.review.id
            and paper.kind == kind
            and (paper.reader == reader if reader else paper.recipient == to.key)
        ]
        version = max(mine, default=0)
        found.append(Sending("", source.review.child, source.review.id, to.key, kind, version, reader=reader))
    return found


def _keep_sendings(change: Any, sendings: list[Sending]) -> tuple[str, ...]:
    kept = [replace(sending, id=change.new_id()) for sending in sendings]
    change.save_many(kept)
    for sending in kept:
        if sending.sent_on is not None:
            _settle_steps(change, sending)
    return tuple(sending.id for sending in kept)


def _settle_steps(change: Any, sending: Sending) -> None:
    """What was sent settles its step of the papers owed: decisions with the manager, the letter or record with the
    child, and the others once everybody who gets a copy has one."""
    review: Review = change.get(Review, sending.review)
    file = change.child_file(review.child)
    done: dict[str, bool] = {
        "decisions": sending.kind == "decisions" and sending.recipient == "manager",
        "child": sending.recipient == "child" and sending.kind in ("record", *LETTERS),
    }
    others = {each.reader for each in recipients(file, day_of(review)) if not each.left_out} - {"file", "child"}
    went = {s.reader or s.recipient for s in file.sendings if s.review == review.id and s.sent_on is not None}
    done["others"] = bool(others) and others <= went
    for step, is_done in done.items():
        known = change.where(PaperStep, review=review.id, step=step)
        if is_done and not known:
            change.save(PaperStep(change.new_id(), review.child, review.id, step, done_on=sending.sent_on))


def take_back(ws: Workspace, sending_id: str) -> Future[None]:
    """Take one line out of the log that was kept by mistake. Raises ``NotFound``."""
    sending = ws.desk.get(Sending, sending_id)
    return ws.do("Took a line out of what was sent", _drop, sending_id, child=sending.child)


def _drop(change: Any, sending_id: str) -> None:
    change.delete(change.get(Sending, sending_id))


# ---------------------------------------------------------------- business support


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One folder for business support: its files, and who is not in it, with why."""

    folder: Path
    files: tuple[Path, ...]
    left: tuple[tuple[str, str], ...]
    sendings: tuple[str, ...]


def hand_over(ws: Workspace, review_id: str, folder: Path) -> HandedOver:
    """Write one folder with every copy that can go, by recipient, and a cover list; they wait for the day of posting.

    No file name holds a name. Raises ``Refused`` for a review that is not finalised and while names are hidden,
    ``UserFacingError`` when a file cannot be written.
    """
    refuse_hidden(ws.desk)
    view = share_view(ws, review_id)
    if view.finalised_on is None:
        raise Refused("Only finalised papers are posted.", safe="Nothing was written.", do="Finalise the review first.")
    source = source_of(ws, review_id)
    files: list[Path] = []
    left: list[tuple[str, str]] = []
    rows: list[tuple[str, ...]] = []
    sendings: list[Sending] = []
    posted = [row for row in view.recipients if row.key != "file"]
    for number, row in enumerate(posted, 1):
        if row.held_back:
            left.append((row.title, row.words))
            continue
        to, kinds = _known(source, row.key), []
        for kind, label in row.papers:
            try:
                made = make(ws, kind, review_id, row.key)
            except Refused as refused:
                left.append((f"{row.title}, {label.lower()}", str(refused)))
                continue
            target = folder / f"{number:02} {row.key.replace(':', '-')}" / made.name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, made.pdf)
            exported(ws, Wanted(kind, review_id, row.key)).result()
            files.append(target)
            kinds.append(kind)
            rows.append((f"{number:02}", ", ".join(row.names) or row.title, _address(source, to), label, ""))
        sendings += [replace(s, how=POSTED_BY, handed_on=ws.today) for s in _sendings(source, to, kinds)]
    titles = ("No.", "For", "Where to", "Paper", "Posted on")
    cover = folder / "00 cover list.pdf"
    head, practice = letterhead(source.settings), source.settings.yes("practice")
    sheet = list_paper("Papers to post", titles, rows, head, dated=ws.today, practice=practice)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(cover, typeset(sheet).pdf)
    kept = ws.do("Gave papers to business support", _keep_sendings, sendings, child=source.review.child).result()
    return HandedOver(folder, (cover, *files), tuple(left), kept)


def _address(source: Source, to: Recipient) -> str:
    for row in people_rows(source.file):
        if row.person_id in to.people:
            return "Address not to be told: by hand" if row.confidential else row.email or row.organisation
    return ""


def posted(ws: Workspace, sending_ids: Iterable[str], on: date) -> Future[tuple[str, ...]]:
    """Keep the day on which business support posted papers. Raises ``Refused`` for a day after the desk's day."""
    if on > ws.today:
        raise Refused("That day lies after today.", safe=UNCHANGED, do="Check the date.")
    ids = tuple(sending_ids)
    child = ws.desk.get(Sending, ids[0]).child if ids else None
    return ws.do("Kept the day of posting", _post, ids, on, child=child)


def _post(change: Any, ids: tuple[str, ...], on: date) -> tuple[str, ...]:
    for sending_id in ids:
        sending = replace(change.get(Sending, sending_id), sent_on=on)
        change.save(sending)
        _settle_steps(change, sending)
    return ids


# ---------------------------------------------------------------- copy across


@dataclass(frozen=True, slots=True)
class AcrossField:
    """One field of the council's own form, in its order, with what goes into it."""

    key: str
    label: str
    text: str


def across(ws: Workspace, review_id: str) -> tuple[AcrossField, ...]:
    """What the council's own form asks, in the order of its setting, each with its text ready to copy.

    Sections with nothing written are left out. Raises ``Refused`` while names are hidden or the review is not held.
    """
    refuse_hidden(ws.desk)
    source = source_of(ws, review_id)
    facts = facts_from(source, _known(source, "file"))
    review = source.review
    written = [note for note in facts.notes if note.paragraphs]
    sections = [AcrossField(f"note:{note.key}", note.title, "\n".join(note.paragraphs)) for note in written]
    decided = [
        AcrossField(f"decision:{d.number}", f"Decision {d.number}", "\n".join(_decision_lines(d, source.today)))
        for d in facts.decisions
    ]
    people = "\n".join(
        ", ".join(part for part in (row.name, row.role, row.how, row.words) if part) for row in facts.took_part
    )
    following = f"{facts.next_review_on:%d/%m/%Y}" if facts.next_review_on else ""
    known: dict[str, list[AcrossField]] = {
        "date held": [AcrossField("held", "Date held", f"{day_of(review):%d/%m/%Y}")],
        "place": [AcrossField("place", "Place", facts.place)],
        "people": [AcrossField("people", "Who took part", people)],
        "code": [AcrossField("code", "Participation code", facts.participation)],
        "private": [AcrossField("private", "Spoke in private", facts.spoke_privately)],
        "sections": sections,
        "decisions": decided,
        "next date": [AcrossField("next", "Next review", following)],
    }
    order = [line.strip().lower() for line in source.settings.text("form_order").splitlines()]
    return tuple(field for name in order for field in known.get(name, ()) if field.text)


def _decision_lines(decision: Any, today: date) -> Iterable[str]:
    yield decision.what
    who = ", ".join(part for part in (decision.owner, decision.owner_role) if part)
    by = f"by {long_day(decision.by, today)}" if decision.by else f"no date, because {decision.no_date_because}"
    yield f"{who or 'Nobody yet'}, {by}"
    if decision.why:
        yield decision.why
