"""The letter to the child: its facts, the sentences proposed for it, what was written, and what could be plainer.

The letter is a view of the review's own facts, as the record is: its promises are the record's decisions under the
same numbers, and days and names in what was written follow the facts (``letter_slots``).
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from iro_desk.casework import ChildFile, CouncilSettings, Decision, LetterPart, Refused, Review
from iro_desk.documents import FIRST_SCENE, SCENES, LetterFacts, LetterSection, PersonFacts, PromiseFacts, ReviewFacts
from iro_desk.practice.childs_words import called, first_name, in_childs_words, names_around
from iro_desk.practice.decisions import earlier_decisions
from iro_desk.practice.letter_bands import PARTS, Band, band_called, band_of
from iro_desk.practice.letter_slots import filled, tied, unfilled
from iro_desk.practice.paper_facts import Source, day_of, facts_from, me, source_of
from iro_desk.practice.recipients import Recipient, recipient_of
from iro_desk.practice.rows import person_in_role
from iro_desk.practice.words import age_words, long_day
from iro_desk.practice.workspace import Workspace
from iro_desk.practice.writing import UNCHANGED, on_review
from iro_desk.statute import age_on

LETTER, NOW = "letter", "letter-now"
LETTERS = (LETTER, NOW)
SCENE = "picture"
"""The part of a letter that says which strip of country stands over it."""

# ---------------------------------------------------------------- facts


def band_for(file: ChildFile, review: Review) -> Band:
    """The age band of the child on the day of the review."""
    day = review.held_on or review.adjourned_on or review.booked_for
    born = file.child.date_of_birth
    return band_of(age_on(born, day) if born is not None and day is not None and born <= day else None)


def is_told(decision: Decision) -> bool:
    """Whether the letter tells it: unless it was said that the child is not told yet, or need not be."""
    return (
        not decision.tell_child.strip().lower().startswith(("not", "no ", "no:")) and decision.tell_child != "no need"
    )


def agreed_words(decision: Decision) -> str:
    """A decision's words for the child that somebody agreed to; empty where they were for another decision."""
    return "" if decision.child_words_old else decision.child_words.strip()


def slots_of(source: Source, facts: ReviewFacts) -> dict[str, str]:
    """Every fact that may stand in a letter's sentences, as it is read there."""
    file, review, today = source.file, source.review, source.finalised_on or source.today
    day = day_of(review)
    born = file.child.date_of_birth

    def said(on: date | None) -> str:
        return long_day(on, today) if on is not None else ""

    people = {
        role: person_in_role(file, role.replace(" ", "-"), day) for role in ("social worker", "advocate", "carer")
    }
    slots = {
        "review day": said(day),
        "spoke day": said(review.spoke_privately_on),
        "next review": said(facts.next_review_on),
        "last day": said(facts.next_review_latest),
        "midway": said(review.midway_on),
        "reply day": said(facts.reply_by),
        "age": age_words(born, day) if born is not None and born <= day else "",
        **{role: called(row.name, file) for role, row in people.items() if row is not None},
    }
    for decision in facts.decisions:
        slots[f"day {decision.number}"] = said(decision.by)
        slots[f"owner {decision.number}"] = called(decision.owner, file) if decision.owner else ""
    return slots


def letter_facts(source: Source, recipient: Recipient, band: Band | None = None, kind: str = LETTER) -> LetterFacts:
    """The facts of the letter as one recipient may have them."""
    file, review, settings = source.file, source.review, source.settings
    facts = facts_from(source, recipient)
    if kind == NOW:
        band = band_called("5-8")
    band = band or band_for(file, review)
    slots = slots_of(source, facts)
    once = settings.text("write_once") == "letter" and kind == LETTER
    return LetterFacts(
        review=replace(facts, decisions_standing=facts.decisions_standing if once else ""),
        written_on=source.finalised_on or source.today,
        to=file.child.known_as,
        officer=me(settings),
        signed_as=first_name(settings.text("iro_name")),
        young=band.up_to <= 12,
        scene=scene_of(file, review, kind) if band.up_to <= 12 else "",
        pictured=band.key == "5-8",
        later=band.up_to < 5,
        sections=_sections(source, band, slots, kind),
        promises=_promises(source, facts, band),
        decided=band.decided,
        standing=_standing(source, facts, band, slots),
        reach=_reach(source),
        for_professionals=once and recipient.key != "child",
        matters=tuple(note.title for note in facts.notes if note.paragraphs or note.considered),
        finalised_on=source.finalised_on,
        version=facts.version,
        practice=facts.practice,
    )


def facts_of(source: Source, kind: str, recipient: Recipient) -> ReviewFacts | LetterFacts:
    """The facts of a paper of a held review, by its kind, as that recipient may have them."""
    return letter_facts(source, recipient, kind=kind) if kind in LETTERS else facts_from(source, recipient)


def main_kind(settings: CouncilSettings) -> str:
    """The paper that is the review's record by the council's setting."""
    return LETTER if settings.text("write_once") == "letter" else "record"


def _sections(source: Source, band: Band, slots: dict[str, str], kind: str) -> tuple[LetterSection, ...]:
    stands = {part.part: part.text for part in parts_of(source.file, source.review, kind)}
    found = []
    for key in PARTS:
        lines = [line.strip() for line in filled(stands.get(key, ""), slots).splitlines()]
        paragraphs = tuple(line for line in lines if line)
        if paragraphs or key in ("told", "wrong"):
            found.append(LetterSection(key, band.titles.get(key, ""), paragraphs))
    return tuple(found)


def parts_of(file: ChildFile, review: Review, kind: str = LETTER) -> list[LetterPart]:
    """What was written in a letter."""
    mine = (part for part in file.letter_parts if part.review == review.id and part.letter == kind)
    return [part for part in mine if part.part in PARTS]


def scene_of(file: ChildFile, review: Review, kind: str = LETTER) -> str:
    """The strip of country over a letter: the one picked for it, else the child's last."""
    held = {each.id: day_of(each) for each in file.reviews if each.held_on or each.adjourned_on}
    picked = [part for part in file.letter_parts if part.part == SCENE and part.text in SCENES]
    mine = next((part.text for part in picked if (part.review, part.letter) == (review.id, kind)), "")
    before = [part for part in picked if part.review in held and held[part.review] <= day_of(review)]
    last = max(before, key=lambda part: held[part.review], default=None)
    return mine or (last.text if last is not None else FIRST_SCENE)


def _promises(source: Source, facts: ReviewFacts, band: Band) -> tuple[PromiseFacts, ...]:
    file, found = source.file, []
    by_number = {d.number: d for d in file.decisions if d.review == source.review.id}
    for decision in facts.decisions:
        stored = by_number[decision.number]
        if not is_told(stored):
            continue
        what = agreed_words(stored) or in_childs_words(stored.what, file)
        how = how_told(stored, decision.owner, file, source.settings.text("iro_name"), band, source)
        found.append(PromiseFacts(decision.number, what, how, stored.manager_reply == "agreed", decision.audience))
    return tuple(found)


def how_told(decision: Decision, owner: str, file: ChildFile, officer: str, band: Band, source: Source) -> str:
    """Who will do it by when, as the letter says it. ``owner`` is who may be named in that copy."""
    who = "I" if owner and owner.casefold() == officer.casefold() else called(owner, file)
    if not who:
        who = "Somebody, whose name I will tell you,"
    day = long_day(decision.by, source.finalised_on or source.today) if decision.by else ""
    because = in_childs_words(decision.no_date_because, file).rstrip(".")
    because = because[:1].lower() + because[1:] if because else "it is not fixed"
    return (band.will if day else band.will_undated).format(who=who, day=day, because=because)


def _standing(source: Source, facts: ReviewFacts, band: Band, slots: dict[str, str]) -> tuple[str, ...]:
    """What is not settled yet, in the band's words. Silence is agreement only when the day for it is over."""
    mine = [d for d in source.file.decisions if d.review == source.review.id and is_told(d)]
    against = [str(d.number) for d in mine if d.manager_reply == "not agreed"]
    said = []
    if against:
        numbers = ", ".join(against[:-1]) + (" and " if len(against) > 1 else "") + against[-1]
        said.append(band.not_agreed.format(numbers=numbers))
    waiting = any(not d.manager_reply for d in mine)
    if waiting and facts.reply_by is not None and facts.reply_by >= (source.finalised_on or source.today):
        said.append(filled(band.open_until, slots))
    return tuple(said)


def _reach(source: Source) -> tuple[PersonFacts, ...]:
    """Whom the child can ring: me, the advocate, complaints, nights and weekends."""
    settings, file = source.settings, source.file
    officer = me(settings)
    advocate = person_in_role(file, "advocate", day_of(source.review))
    mine = PersonFacts(
        f"{first_name(officer.name)} (me)" if officer.name else "Me", phone=officer.phone, email=officer.email
    )
    theirs = (
        PersonFacts(f"{called(advocate.name, file)}, your advocate", phone=advocate.telephone, email=advocate.email)
        if advocate is not None
        else PersonFacts(settings.text("advocacy_service"), phone=settings.text("advocacy_telephone"))
    )
    rows = (
        mine,
        theirs,
        PersonFacts("Complaints", phone=settings.text("complaints_telephone")),
        PersonFacts("Nights and weekends", phone=settings.text("out_of_hours_telephone")),
    )
    return tuple(row for row in rows if row.name and (row.phone or row.email))


# ---------------------------------------------------------------- drafts


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence that is proposed: as it reads now, and as it would be kept."""

    words: str
    kept: str


def drafts_of(source: Source, band: Band, facts: ReviewFacts, slots: dict[str, str]) -> dict[str, list[DraftSentence]]:
    """The sentences proposed for each part. One whose fact is not known is not among them."""
    so = _what_is_so(source, facts, slots)
    names = {word for name in names_around(source.file) for word in name.split()} | {"I"}
    found: dict[str, list[DraftSentence]] = {key: [] for key in PARTS}
    for draft in band.drafts:
        for promise in so.get(draft.when, ()):
            inside = ": {promise}" in draft.words and promise.split(" ")[0] not in names
            said = promise[:1].lower() + promise[1:] if inside else promise
            kept = draft.words.replace("{promise}", said)
            words = filled(kept, slots)
            if not unfilled(words):
                found[draft.part].append(DraftSentence(words, kept))
    return found


def _what_is_so(source: Source, facts: ReviewFacts, slots: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """What a draft may ask for, and for each the promise that it is about (or nothing)."""
    file, review = source.file, source.review
    mine = [row for row in file.attendance if row.review == review.id and row.role.lower() == "child"]
    there = any(row.how in ("in-person", "video", "phone") for row in mine) or review.participation in (
        "PN1",
        "PN2",
        "PN3",
        "PN4",
    )
    so: dict[str, tuple[str, ...]] = {"": ("",)}
    for key, is_so in (
        ("spoke", review.spoke_privately == "spoke"),
        ("seen", review.spoke_privately == "seen"),
        ("there", there),
        ("not-there", not there and bool(review.participation) and review.participation != "PN0"),
        ("told", any(not said.seen for said in facts.words)),
        ("midway", bool(slots["midway"])),
        ("next", bool(slots["next review"])),
        ("not-next", not slots["next review"]),
    ):
        if is_so:
            so[key] = ("",)
    for outcome in ("done", "part", "not-done"):
        before = [d for d in earlier_decisions(file, review) if d.outcome == outcome and is_told(d)]
        said = ((agreed_words(d) or in_childs_words(d.what, file)).rstrip(".") for d in before)
        so[outcome] = tuple(dict.fromkeys(said))
    return so


# ---------------------------------------------------------------- writing


def write_letter(ws: Workspace, review_id: str, part: str, words: str, kind: str = LETTER) -> Future[str]:
    """Keep what stands in one part of the letter. Days and names that are facts will follow them.

    Raises ``Refused`` for a part that no letter has, or a review that may not be written any more.
    """
    if part not in PARTS or kind not in LETTERS:
        raise Refused("The letter has no such part.", safe=UNCHANGED)
    source = source_of(ws, review_id)
    slots = slots_of(source, facts_from(source, recipient_of(source.file, "child", day_of(source.review))))
    return ws.do(
        "Wrote in the letter", _keep_part, review_id, part, words.strip(), kind, slots, child=source.review.child
    )


def pick_picture(ws: Workspace, review_id: str, picture: str, kind: str = LETTER) -> Future[str]:
    """Keep which strip of country the child picked for the letter. Raises ``Refused`` as :func:`write_letter` does."""
    if picture not in SCENES or kind not in LETTERS:
        raise Refused("There is no such picture.", safe=UNCHANGED)
    review = ws.desk.get(Review, review_id)
    return ws.do("Picked a picture for the letter", _keep_part, review_id, SCENE, picture, kind, {}, child=review.child)


def _keep_part(change: Any, review_id: str, part: str, words: str, kind: str, slots: dict[str, str]) -> str:
    review: Review = change.get(Review, review_id)
    refuse_finished(change.child_file(review.child), review, kind)
    return keep_part(change, review, part, words, kind, slots)


def keep_part(change: Any, review: Review, part: str, words: str, kind: str, slots: dict[str, str]) -> str:
    """Inside a change: what :func:`write_letter` says, also for a letter that is being corrected."""
    known = change.where(LetterPart, review=review.id, letter=kind, part=part)
    before = known[0] if known else LetterPart(change.new_id(), review.child, review.id, kind, part)
    if not words:
        for row in known:
            change.delete(row)
        return ""
    change.save(replace(before, text=tied(words, slots, f"{before.text}\n{_kept_drafts()}")))
    return str(before.id)


def _kept_drafts() -> str:
    """Places that proposed sentences hold: a day taken over with one is tied, whatever else has the same day."""
    return "{next review} {last day} {midway} {reply day} {review day} {spoke day}"


def refuse_finished(file: ChildFile, review: Review, kind: str) -> None:
    """Raises ``Refused`` once the letter is finalised, or the review was cancelled."""
    if review.state == "cancelled":
        raise Refused("This review was cancelled.", safe=UNCHANGED)
    if any(paper.review == review.id and paper.kind == kind for paper in file.signed):
        raise Refused("This letter is finalised.", safe=UNCHANGED, do="Correct it, with a reason.")


def say_to_child(ws: Workspace, review_id: str, decision_id: str, words: str) -> Future[str]:
    """Keep a decision's words for the child; empty: those that the phrase table proposes."""
    from iro_desk.practice.decisions import keep_decision

    return on_review(
        ws,
        "Put a decision into the child's words",
        review_id,
        keep_decision,
        decision_id,
        {"child_words": words.strip()},
    )
