"""A review's papers are views of one set of facts: change one fact and each changes; none can be made that differs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from iro_desk.casework import (
    Attendance,
    Child,
    Correction,
    CouncilNumber,
    Decision,
    Episode,
    Person,
    Review,
    ReviewNote,
    Role,
    ToldMe,
    Withholding,
)
from iro_desk.documents import KINDS, paper_of, read_text, style, typeset
from iro_desk.documents.wording import full_day, list_day
from iro_desk.practice import correcting, fact_forms, holding, letter, letter_view, papers, signing
from iro_desk.practice.correcting import PutRight
from iro_desk.practice.paper_facts import facts_from, source_of
from iro_desk.practice.recipients import recipient_of, recipients
from iro_desk.practice.words import long_day
from iro_desk.practice.workspace import Workspace
from tests.practice.conftest import TODAY
from tests.practice.held import hold

HELD, BEFORE = date(2026, 11, 20), date(2026, 11, 19)
WORKERS = ("Jonas Pebblewick", "Priya Inkwell", "Tomasz Feather")
PEOPLE = {
    **dict(zip(WORKERS, ("social-worker", "team-manager", "key-worker"), strict=True)),
    "Aled Cornford": "father",
    "Nesta Marigold": "mother",
    "Gwen Bellweather": "carer",
    "Ruth Calderby": "school",
    "Jo Merrivane": "health",
    "Lowri Quickstep": "advocate",
}
WHAT = ("Book an eye test", "Draw a map of the river", "Write out the timetable", "Pay for racing shoes")
SAID = ("I like the river best", "Six weeks is too long", "Nobody asked me about the boat")
FACTS = ("day", "owner", "what", "place", "held", "midway", "said", "part", "heading", "name", "rename")
IN_A_REVIEW = FACTS[:-2]
"""Those that a finalised review is corrected in; a name is a fact of the child, and of another day."""
NEW_DAY = date(2028, 5, 18)


@dataclass(frozen=True)
class Drawn:
    """One random review, before it stands on a desk."""

    name: str
    whats: tuple[str, ...]
    owners: tuple[str, ...]
    days: tuple[date, ...]
    """One for each decision, and the last for the midway check."""
    words: tuple[str, ...]
    """What is said of each decision to the child; empty: what is proposed."""
    said: tuple[str, ...]
    closed: bool
    """The first of what the child said is closed to the father."""
    withheld: bool
    """The father is not told where the child lives."""


@st.composite
def reviews(draw: st.DrawFn) -> Drawn:
    count = draw(st.integers(1, 4))
    days = st.dates(date(2027, 1, 15), date(2027, 3, 31))
    return Drawn(
        draw(st.sampled_from(("Wren", "Kofi", "Siân", "Łukasz", "Habtom"))),
        tuple(draw(st.permutations(WHAT))[:count]),
        tuple(draw(st.lists(st.sampled_from(WORKERS), min_size=count, max_size=count))),
        tuple(draw(st.lists(days, min_size=count + 1, max_size=count + 1, unique=True))),
        tuple(draw(st.lists(st.sampled_from(("", "Something good")), min_size=count, max_size=count))),
        tuple(draw(st.lists(st.sampled_from(SAID), min_size=1, max_size=3, unique=True))),
        draw(st.booleans()),
        draw(st.booleans()),
    )


def made(ws: Workspace, drawn: Drawn) -> str:
    """The review on the desk, with its letter; gives its id."""

    def add(change: Any) -> str:
        new = change.new_id
        child, review = new(), new()
        people = {name: new() for name in PEOPLE}
        rows: list[Any] = [
            Child(child, first_name=drawn.name, surname="Applegarth", date_of_birth=date(2015, 3, 14)),
            CouncilNumber(new(), child, new()[:6], "council"),
            Episode(new(), child, date(2026, 3, 3), "S", "C2", placement="U6", town="Inventown"),
            *(Person(id, name) for name, id in people.items()),
            *(Role(new(), child, people[name], role) for name, role in PEOPLE.items()),
            Review(
                *(review, child),
                state="open",
                held_on=HELD,
                place="The Rowan Room",
                midway_on=drawn.days[-1],
                participation="PN1",
                spoke_privately="spoke",
                spoke_privately_on=date(2026, 11, 12),
            ),
            ReviewNote(new(), child, review, "school", "Reads whole books about otters."),
        ]
        for name in ("Nesta Marigold", "Ruth Calderby"):
            rows.append(Attendance(new(), child, review, name, PEOPLE[name], "in-person", f"{name} was glad."))
        for at, (what, owner, by) in enumerate(zip(drawn.whats, drawn.owners, drawn.days, strict=False)):
            rows.append(Decision(new(), child, review, at + 1, what, owner=owner, by=by))
        for order, words in enumerate(drawn.said):
            closed = people["Aled Cornford"] if drawn.closed and not order else ""
            rows.append(ToldMe(new(), child, review, words, who_may_hear="in my record", not_for=closed, order=order))
        if drawn.withheld:
            rows.append(
                Withholding(
                    *(new(), child, "welfare", "risk", "Ruth", "team-manager", HELD),
                    withheld_from=people["Aled Cornford"],
                )
            )
        change.save_many(rows)
        return str(review)

    review = ws.do("Held an invented review", add).result()
    said = f"We met on {long_day(HELD, TODAY)}. I will ring you on {long_day(drawn.days[-1], TODAY)}."
    letter.write_letter(ws, review, "opening", said).result()
    for row, words in zip(letter_view.letter_view(ws, review).promises, drawn.words, strict=True):
        letter.say_to_child(ws, review, row.decision, words or row.proposed).result()
    return review


def every_paper(ws: Workspace, review: str) -> dict[tuple[str, str], str]:
    """Each paper of the review for each of its readers, as it is read back from its PDF."""
    source = source_of(ws, review)
    found = {}
    for to in recipients(source.file, papers.day_of(source.review)):
        for kind in ("record", "decisions", "letter"):
            if KINDS[kind].may_be_for(to.key) and (kind, to.key) not in (("decisions", "file"), ("letter", "file")):
                read = read_text(papers.paper(ws, review, kind, to.key).pdf)
                found[kind, to.key] = " ".join(read.replace("\u00a0", " ").split())
    return found


def stands(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def of_day(day: date) -> tuple[str, ...]:
    """A day as the papers write it."""
    return tuple(dict.fromkeys((full_day(day), list_day(day).replace("\u00a0", " "), long_day(day, TODAY))))


@dataclass(frozen=True)
class Change:
    """One fact that becomes another: how it stood, how it stands, where it must stand, and what does it."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    must: tuple[tuple[str, str], ...]
    write: Callable[[], Any]
    put_right: tuple[PutRight, ...] = ()


BOTH = (("record", "file"), ("record", "manager"), ("decisions", "manager"), ("letter", "child"))
WHOLE = (("record", "file"), ("record", "manager"))


def change_of(ws: Workspace, review: str, fact: str, at: int) -> Change:
    """The change of that fact on this review."""
    kept = ws.desk.get(Review, review)
    decided = sorted(ws.desk.where(Decision, review=review), key=lambda each: each.number)
    one = decided[at % len(decided)]

    def decision(**fields: Any) -> tuple[Callable[[], Any], tuple[PutRight, ...]]:
        for_child = {"child_words": f"{fields['what']}."} if "what" in fields else {}
        again = (PutRight("decision", one.id, fields | for_child),)
        return lambda: holding.update_decision(ws, review, one.id, **fields).result(), again

    def held(**fields: Any) -> tuple[Callable[[], Any], tuple[PutRight, ...]]:
        return lambda: holding.update_review(ws, review, **fields).result(), (PutRight("review", "", fields),)

    if fact == "day":
        assert one.by is not None
        return Change(of_day(one.by), of_day(NEW_DAY), BOTH, *decision(by=NEW_DAY))
    if fact == "owner":
        old = () if sum(each.owner == one.owner for each in decided) > 1 else (one.owner,)
        return Change(old, ("Zebedee",), BOTH, *decision(owner="Zebedee Quillson"))
    if fact == "what":
        return Change((one.what,), ("Build a raft of barrels",), BOTH, *decision(what="Build a raft of barrels"))
    if fact == "place":
        return Change((kept.place,), ("Heron Hall",), WHOLE, *held(place="Heron Hall"))
    if fact == "held":
        return Change(of_day(HELD), of_day(BEFORE), BOTH, *held(held_on=BEFORE))
    if fact == "midway":
        assert kept.midway_on is not None
        must = (*WHOLE, ("letter", "child"))
        return Change(of_day(kept.midway_on), of_day(NEW_DAY), must, *held(midway_on=NEW_DAY))
    if fact == "said":
        told = ws.desk.where(ToldMe, review=review)
        entry = told[at % len(told)]
        other = "I want to keep the kite"
        return Change(
            *((entry.words,), (other,), (*WHOLE, ("letter", "child"))),
            lambda: holding.update_told(ws, review, entry.id, words=other).result(),
            (PutRight("told", entry.id, {"words": other}),),
        )
    if fact == "part":
        row = ws.desk.where(Attendance, review=review)[at % 2]
        said = {"name": row.name, "role": row.role, "how": row.how, "words": "Asked for a longer visit."}
        return Change(
            *((row.words,), (said["words"],), WHOLE),
            lambda: holding.set_attendance(ws, review, row.id, **said).result(),
            (PutRight("attendance", row.id, said),),
        )
    if fact == "heading":
        text = "Plays the tuba in assembly."
        return Change(
            *(("Reads whole books about otters.",), (text,), (*WHOLE, ("record", "school"))),
            lambda: holding.write_note(ws, review, "school", text).result(),
            (PutRight("note", "", {"heading": "school", "text": text}),),
        )
    if fact == "name":
        child = ws.desk.child_file(kept.child).child
        liked = replace(child, liked_name="Peregrine")
        return Change(
            *((child.first_name,), ("Peregrine",), BOTH),
            lambda: ws.do("Another name", lambda change: change.save(liked), child=child.id).result(),
        )
    roles = {role.person: role.id for role in ws.desk.where(Role, child=kept.child)}
    person = next(id for id in roles if ws.desk.get(Person, id).name == one.owner)
    named = {"name": "Zebedee Quillson"}
    return Change(
        *((one.owner, one.owner.split()[0]), ("Zebedee",), BOTH),
        lambda: fact_forms.save_fact(ws, "role", kept.child, roles[person], named).result(),
    )


def one_fact_changes_every_paper(ws: Workspace, drawn: Drawn, fact: str, at: int, finalised: bool) -> None:
    """Where the fact stood it stands as it is now, in every paper for every reader, and nowhere as it was."""
    review = made(ws, drawn)
    before = every_paper(ws, review)
    assert len(before) >= 10
    if finalised:
        signing.sign_letter(ws, review).result()
        signing.sign(ws, review).result()
        before = every_paper(ws, review)
    change = change_of(ws, review, fact, at)
    if finalised:
        correcting.correct(ws, review, "It was wrong.", change.put_right).result()
        assert ws.desk.where(Correction, review=review)
    else:
        change.write()
    after = every_paper(ws, review)
    assert after.keys() == before.keys()
    for which, text in after.items():
        assert not any(stands(words, text) for words in change.old), (fact, which)
        if any(stands(words, before[which]) for words in change.old):
            assert any(stands(words, text) for words in change.new), (fact, which)
    own_words = fact == "what" and not finalised and drawn.words[at % len(drawn.words)]
    for which in change.must:
        assert any(stands(words, after[which]) for words in change.new), (fact, which)
        assert (which == ("letter", "child") and own_words) or not any(stands(w, before[which]) for w in change.new)


QUIET: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
}
"""Each try makes a whole review and its papers: a failing one is told as it is, not made smaller for minutes."""


@pytest.mark.parametrize("fact", FACTS)
def test_one_changed_fact_changes_every_paper(ws: Workspace, fact: str) -> None:
    @settings(max_examples=2, derandomize=True, **QUIET)
    @given(reviews(), st.integers(0, 3))
    def once(drawn: Drawn, at: int) -> None:
        one_fact_changes_every_paper(ws, drawn, fact, at, finalised=False)

    once()


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("finalised", [False, True], ids=["written", "finalised"])
def test_one_changed_fact_changes_every_paper_of_many_random_reviews(
    ws: Workspace, finalised: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: dict[str, int] = {}

    @settings(max_examples=200, **QUIET)
    @given(reviews(), st.sampled_from(IN_A_REVIEW if finalised else FACTS), st.integers(0, 3))
    def many(drawn: Drawn, fact: str, at: int) -> None:
        one_fact_changes_every_paper(ws, drawn, fact, at, finalised)
        tried[fact] = tried.get(fact, 0) + 1

    many()
    with capsys.disabled():
        print(f"\n{sum(tried.values())} reviews: {dict(sorted(tried.items()))}")


def test_every_finalised_paper_prints_again_with_its_hash_after_the_typesetter_has_changed(
    ws: Workspace, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = hold(ws, child)
    letter.write_letter(ws, review, "close", "Keep drawing maps.").result()
    for row in letter_view.letter_view(ws, review).promises:
        letter.say_to_child(ws, review, row.decision, row.proposed).result()
    signing.sign(ws, review).result()
    rows = [row for row in signing.sign_letter(ws, review).result() if row.sha256]
    assert {row.kind for row in rows} == {"record", "decisions", "letter"}
    assert len(rows) >= 8
    source = papers.source_of(ws, review)
    to = recipient_of(source.file, "file", papers.day_of(source.review))
    draft = paper_of("record", facts_from(source, to), "file")
    before = typeset(draft).sha256
    monkeypatch.setitem(style._STYLES, "body", style.Style(600, 15, 22))
    style.house.cache_clear()
    try:
        assert typeset(draft).sha256 != before
        for row in rows:
            again = papers.paper(ws, review, row.kind, row.recipient)
            assert hashlib.sha256(again.pdf).hexdigest() == row.sha256
            assert papers.verify_paper(ws, again.pdf).genuine
    finally:
        monkeypatch.undo()
        style.house.cache_clear()
