"""One recipient's copy: what in it would tell where the child lives, and what was answered to that.

A copy that withholds the place is not made while a block of it holds a telling word that nobody answered for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any

from iro_desk.casework import Refused, Review, TellingAnswer
from iro_desk.documents import Paper, free_text, paper_of
from iro_desk.practice.letter import facts_of, main_kind
from iro_desk.practice.letter_slots import unfilled
from iro_desk.practice.paper_facts import Source, day_of, source_of
from iro_desk.practice.recipients import Recipient, recipient_of, recipients
from iro_desk.practice.stored_words import place_title
from iro_desk.practice.telling import Finder
from iro_desk.practice.telling_words import finder_of, in_words, next_days, telling_words
from iro_desk.practice.words import count
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, check_choice

ANSWERS = ("withhold", "allow", "leave out")
"""Leave this block out because of the telling words; let it stand, with a reason; leave it out for another reason."""


USUAL = {
    "file": "Everything",
    "manager": "Everything",
    "child": "What is theirs to know",
    "carer": "What they need at home",
    "school": "Education and decisions",
    "health": "Health and decisions",
    "advocate": "What they speak for",
    "parent": "Knows where the child lives",
}
"""What each copy holds, in a few words, where nothing is withheld from it."""


@dataclass(frozen=True, slots=True)
class FoundWord:
    """One telling word in a block of text: where it stands and what it is."""

    start: int
    end: int
    found: str
    what: str


@dataclass(frozen=True, slots=True)
class TellingBlock:
    """One block of text that holds telling words, and what was answered."""

    place: str
    """ "note:home:2", "decision:3"."""
    title: str
    """ "Home, paragraph 2", "Decision 3"."""
    text: str
    found: tuple[FoundWord, ...]
    answer: str
    """``withhold``, ``allow``, ``leave out``, or empty: nobody has answered."""
    because: str

    def shown(self) -> str:
        """Its words, without the number that its title says already."""
        first, _, rest = self.text.partition("\n")
        return rest if rest and self.title.endswith(f" {first}") else self.text


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One recipient of a review's papers, as lists show it."""

    key: str
    title: str
    names: tuple[str, ...]
    place: str
    because: str
    left_out: str
    open: int
    """Blocks that nobody has answered for."""
    withheld: int
    """Blocks that are left out of this copy one by one."""
    words: str
    """One line: "3 blocks to look at", "Address left out", "Nothing goes to them: ..."."""


@dataclass(frozen=True, slots=True)
class TellingView:
    """One withheld copy: its telling words, and the blocks that hold one."""

    review: str
    recipient: str
    title: str
    place: str
    because: str
    words: tuple[tuple[str, str], ...]
    """(what it is, the words)."""
    blocks: tuple[TellingBlock, ...]
    open: int
    left_out: tuple[tuple[str, str], ...]
    """(place, because) of blocks that are left out for another reason."""


def copy_of(source: Source, kind: str, recipient: Recipient) -> Paper:
    """One recipient's copy of a review's paper, as a list of blocks.

    Raises ``Refused`` while a block holds a telling word that nobody answered for, or nothing may be sent.
    """
    return checked(source, kind, facts_of(source, kind, recipient), recipient)


def checked(source: Source, kind: str, facts: Any, recipient: Recipient) -> Paper:
    """The facts as that recipient's copy of any kind of paper, unless it would tell where the child lives.

    Raises ``Refused`` as :func:`copy_of` does.
    """
    refuse_stopped(recipient)
    without = _left_out(source, recipient)
    made = paper_of(kind, facts, recipient.key, without)
    _refuse_unfilled(made)
    if not recipient.withheld:
        return made
    # The record says all that the decision sheet says, and more beside it: one answer serves both.
    whole = made
    if kind == "decisions":
        main = main_kind(source.settings)
        whole = paper_of(main, facts if main == "record" else facts_of(source, main, recipient), recipient.key, without)
    here = {place for place, _ in free_text(made.blocks)}
    blocks = [b for b in _blocks(source, recipient, whole, finder_for(source, recipient)) if b.place in here]
    waiting = [block for block in blocks if not block.answer]
    if waiting:
        raise Refused(
            f"{count(len(waiting), 'part')} of this copy would tell where the child lives.",
            safe="The copy was not made.",
            do=f"Reword, withhold or allow: {'; '.join(block.title for block in waiting)}.",
        )
    withheld = [block.place for block in blocks if block.answer == "withhold"]
    return paper_of(kind, facts, recipient.key, [*without, *withheld]) if withheld else made


def _refuse_unfilled(made: Paper) -> None:
    """No paper is made with a place of the phrase bank that nobody filled in."""
    open_places = unfilled("\n".join(text for _, text in free_text(made.blocks)))
    if open_places:
        raise Refused(
            f"Not filled in yet: {', '.join(open_places)}.",
            safe="The paper was not made.",
            do="Fill it in, or take it out.",
        )


def refuse_stopped(recipient: Recipient) -> None:
    """Raises ``Refused`` where the ground on which a place was withheld is not open any more."""
    if recipient.place == "stop":
        raise Refused(recipient.because, safe="The copy was not made.")


def finder_for(source: Source, recipient: Recipient) -> Finder:
    """Finds what would tell that recipient."""
    return finder_of(source.file, source.review, source.where, source.settings, recipient)


def telling_blocks(source: Source, recipient: Recipient) -> tuple[TellingBlock, ...]:
    """The blocks of a recipient's copy that hold telling words, answered or not; none where nothing is withheld."""
    if not recipient.withheld or recipient.left_out:
        return ()
    kind = main_kind(source.settings)
    made = paper_of(kind, facts_of(source, kind, recipient), recipient.key, _left_out(source, recipient))
    return _blocks(source, recipient, made, finder_for(source, recipient))


def copy_rows(source: Source) -> tuple[CopyRow, ...]:
    """Every recipient of a review, in the order shown."""
    rows = []
    for recipient in recipients(source.file, day_of(source.review)):
        blocks = telling_blocks(source, recipient)
        waiting = sum(not block.answer for block in blocks)
        gone = sum(block.answer == "withhold" for block in blocks) + len(_left_out(source, recipient))
        rows.append(
            CopyRow(
                recipient.key,
                recipient.title,
                recipient.names,
                recipient.place,
                recipient.because,
                recipient.left_out,
                waiting,
                gone,
                _row_words(recipient, waiting, gone),
            )
        )
    return tuple(rows)


def _row_words(recipient: Recipient, waiting: int, gone: int) -> str:
    if recipient.left_out:
        return f"No copy: {recipient.left_out}"
    if recipient.place == "stop":
        return "Not to be sent before it is decided again"
    if waiting:
        return f"{count(waiting, 'part')} to look at"
    parts = ["Address left out"] if recipient.withheld else []
    parts += [f"{count(gone, 'part')} withheld"] if gone else []
    return ", ".join(parts) or USUAL[recipient.kind]


def telling_view(ws: Workspace, review_id: str, key: str) -> TellingView:
    """The telling words of one recipient's copy, and the blocks that hold one. Raises ``Refused`` for no recipient."""
    source = source_of(ws, review_id)
    recipient = recipient_of(source.file, key, day_of(source.review))
    args = (source.file, source.review, source.where, source.settings, recipient)
    blocks = telling_blocks(source, recipient)
    return TellingView(
        review=review_id,
        recipient=key,
        title=recipient.title,
        place=recipient.place,
        because=recipient.because,
        words=in_words(telling_words(*args), next_days(source.file, source.review)) if recipient.withheld else (),
        blocks=blocks,
        open=sum(not block.answer for block in blocks),
        left_out=tuple((a.place, a.because) for a in _answers(source, recipient) if a.answer == "leave out"),
    )


def _answers(source: Source, recipient: Recipient) -> list[TellingAnswer]:
    return [
        answer
        for answer in source.file.telling_answers
        if answer.review == source.review.id and answer.recipient == recipient.reader
    ]


def _left_out(source: Source, recipient: Recipient) -> list[str]:
    return [answer.place for answer in _answers(source, recipient) if answer.answer == "leave out"]


def _blocks(source: Source, recipient: Recipient, paper: Paper, finder: Finder) -> tuple[TellingBlock, ...]:
    answers = {answer.place: answer for answer in _answers(source, recipient)}
    found = []
    for place, text in free_text(paper.blocks):
        hits = finder.find(text)
        if not hits:
            continue
        words = tuple(FoundWord(hit.start, hit.end, hit.found, hit.what) for hit in hits)
        answer = answers.get(place)
        stands = answer is not None and answer.digest == digest_of(text) and _answered(answer, words)
        found.append(
            TellingBlock(
                place,
                place_title(place, source.file.child.known_as),
                text,
                words,
                answer.answer if stands and answer else "",
                answer.because if stands and answer else "",
            )
        )
    return tuple(found)


def _answered(answer: TellingAnswer, words: Iterable[FoundWord]) -> bool:
    known = set(answer.words.splitlines())
    return all(word.found in known for word in words)


def digest_of(text: str) -> str:
    """What an answer holds of the text that it answers for."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# ---------------------------------------------------------------- answering


def answer_block(
    ws: Workspace, review_id: str, key: str, place: str, answer: str, because: str = "", kind: str = ""
) -> Future[None]:
    """Answer for one block of a recipient's copy: ``withhold`` it, ``allow`` it with a reason, ``leave out``.

    An empty answer takes the last one back. Raises ``Refused`` for a block that is not in the copy, an unknown
    answer, and to allow or leave out without a reason. Rewording is writing the text itself.
    """
    check_choice(answer, ANSWERS, "what is done with it")
    source = source_of(ws, review_id)
    recipient = recipient_of(source.file, key, day_of(source.review))
    kind = kind or main_kind(source.settings)
    made = paper_of(kind, facts_of(source, kind, recipient), recipient.key)
    text = dict(free_text(made.blocks)).get(place)
    if text is None:
        raise Refused("That is not in this copy.", safe=UNCHANGED)
    if answer in ("allow", "leave out") and not because.strip():
        raise Refused("It needs a reason.", safe=UNCHANGED, do="Say why in a few words.")
    found = "\n".join(dict.fromkeys(hit.found for hit in finder_for(source, recipient).find(text)))
    given = TellingAnswer(
        id="",
        child=source.file.child.id,
        review=review_id,
        recipient=recipient.reader,
        place=place,
        digest="" if answer == "leave out" else digest_of(text),
        words=found,
        answer=answer,
        because=because.strip(),
        answered_on=ws.today,
    )
    return ws.do("Answered for a part of a copy", _answer, given, child=source.file.child.id)


def _answer(change: Any, given: TellingAnswer) -> None:
    change.get(Review, given.review)
    for before in change.where(TellingAnswer, review=given.review, recipient=given.recipient, place=given.place):
        change.delete(before)
    if given.answer:
        change.save(replace(given, id=change.new_id()))
