"""The letter to the child: read at its age, in the child's words, following the facts, and never written by itself."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from iro_desk.casework import Attendance, Child, Decision, LetterPart, Person, Refused, Review, Role, ToldMe
from iro_desk.documents import Typeset, paper_of, read_text
from iro_desk.practice import decisions, fact_forms, holding, letter, letter_view, papers, signing
from iro_desk.practice.childs_words import called, in_childs_words, names_around
from iro_desk.practice.demo import letters as told_in_letters
from iro_desk.practice.letter_bands import BANDS, PARTS, Band, band_called, band_of
from iro_desk.practice.letter_slots import filled, tied, unfilled
from iro_desk.practice.making import last_with_papers
from iro_desk.practice.paper_facts import Source, day_of, facts_from, source_of
from iro_desk.practice.plain_words import jargon, phrases
from iro_desk.practice.reading_age import reading
from iro_desk.practice.recipients import recipient_of
from iro_desk.practice.settings import change_setting
from iro_desk.practice.workspace import Workspace
from tests.practice.conftest import TODAY
from tests.practice.demo_caseload import DAY, files, settings

HELD = date(2026, 11, 23)
RING = "Ring Siân Ŵyn's school"


def written(source: Source, band: Band) -> letter.LetterFacts:
    """The letter with every proposed sentence taken over."""
    to = recipient_of(source.file, "child", letter.day_of(source.review))
    known = facts_from(source, to)
    drafts = letter.drafts_of(source, band, known, letter.slots_of(source, known))
    parts = tuple(
        LetterPart(key, source.file.child.id, source.review.id, "letter", key, " ".join(d.kept for d in found))
        for key, found in drafts.items()
        if found
    )
    return letter.letter_facts(replace(source, file=replace(source.file, letter_parts=parts)), to, band)


def told_in_full() -> list[Source]:
    found = []
    for number in ("PR0001", "PR0002", "PR0005"):
        file = files()[number]
        review = max((r for r in file.reviews if r.held_on), key=lambda r: r.held_on or date.min)
        found.append(Source(file, review, settings(), None, DAY))
    return found


@pytest.mark.parametrize("band", BANDS, ids=lambda band: band.key)
def test_the_letters_of_the_practice_caseload_read_at_their_age(band: Band) -> None:
    for source in told_in_full():
        made = written(source, band)
        names = names_around(source.file)
        text = letter_view.text_of(made)
        assert reading(text, names).grade <= band.grade
        assert jargon(text, names) == ()
        told = [d.number for d in source.file.decisions if d.review == source.review.id and letter.is_told(d)]
        assert [promise.number for promise in made.promises] == told
        paper = read_text(typeset_of(made).pdf)
        assert all(promise.what in paper.replace("\n", " ") for promise in made.promises)


def typeset_of(made: letter.LetterFacts) -> Typeset:
    from iro_desk.documents import typeset

    return typeset(paper_of("letter", made, "child"))


@pytest.mark.parametrize("number", told_in_letters.numbers())
def test_each_written_letter_of_the_practice_caseload_reads_at_its_age(number: str) -> None:
    file = files()[number]
    review = last_with_papers(file)
    assert review is not None
    parts, decided = told_in_letters.written(file, review, iter(map(str, range(99))).__next__)
    words = {each.id: each for each in decided}
    whole = replace(file, letter_parts=parts, decisions=tuple(words.get(d.id, d) for d in file.decisions))
    source = Source(whole, review, settings(), None, DAY)
    to = recipient_of(whole, "child", letter.day_of(review))
    for kind in dict.fromkeys(part.letter for part in parts):
        made = letter.letter_facts(source, to, kind=kind)
        band = band_called("5-8") if kind == letter.NOW else letter.band_for(whole, review)
        text, names = letter_view.text_of(made), names_around(whole)
        grade = reading(text, names).grade
        print(f"{number} {kind} ({band.key}): grade {grade:.1f}, at most {band.grade:.0f}")
        assert grade <= band.grade
        assert jargon(text, names) == ()
        assert unfilled(text) == ()
        assert signing.missing_in_letter(whole, review, kind) == []
        told = [d for d in whole.decisions if d.review == review.id and letter.is_told(d)]
        on_paper = typeset_of(made)
        assert (on_paper.pages <= 2, on_paper.remarks) == (True, ()), "one sheet, both sides"
        paper = " ".join(read_text(on_paper.pdf).split())
        assert all(d.child_words in paper for d in told)


def test_there_is_a_written_letter_for_each_age() -> None:
    made = {number: files()[number] for number in told_in_letters.numbers()}
    ages = {letter.band_for(file, last_with_papers(file) or Review("", "")).key for file in made.values()}
    assert ages == {band.key for band in BANDS}


DOES = ("Arrange", "Ask for", "Finish", "Begin", "Send", "Plan", "Check", "Book")
RICH = [p for p in phrases() if not p.endswith(("ed", "ing", "ate", "ly")) and len(p) > 3]


def jargon_rich(seed: int) -> Source:
    """A review of the practice caseload whose decisions are full of what services say."""
    chance = random.Random(seed)
    base = told_in_full()[seed % 3]
    kept = tuple(d for d in base.file.decisions if d.review != base.review.id)
    rich = tuple(
        Decision(
            f"d{seed}-{number}",
            base.file.child.id,
            base.review.id,
            number,
            f"{chance.choice(DOES)} the {chance.choice(RICH)} and the {chance.choice(RICH)}",
            owner=chance.choice(("Priya Inkwell", "Tomasz Feather", "Jean Hearthstone")),
            by=DAY + timedelta(days=chance.randrange(5, 90)),
        )
        for number in range(1, chance.randrange(5, 10))
    )
    return replace(base, file=replace(base.file, decisions=(*kept, *rich)))


@pytest.mark.parametrize("seed", range(30))
def test_thirty_letters_from_jargon_rich_facts_read_at_their_age_and_hold_no_jargon(seed: int) -> None:
    source = jargon_rich(seed)
    professional = " ".join(d.what for d in source.file.decisions if d.review == source.review.id)
    assert len(jargon(professional)) >= 8
    for band in BANDS:
        made = written(source, band)
        text, names = letter_view.text_of(made), names_around(source.file)
        assert reading(text, names).grade <= band.grade, (band.key, text)
        assert jargon(text, names) == ()
        assert len(made.promises) == len([d for d in source.file.decisions if d.review == source.review.id])


def test_each_age_has_its_band() -> None:
    ages = {4: "under 5", 5: "5-8", 8: "5-8", 9: "9-12", 12: "9-12", 13: "13-15", 15: "13-15", 16: "16-17"}
    assert {age: band_of(age).key for age in ages} == ages
    assert all(set(band.titles) >= set(PARTS) - {"opening", "close"} for band in BANDS)


# ---------------------------------------------------------------- on a desk


@pytest.fixture
def review(ws: Workspace, child: str) -> str:
    """A review that is held, with two decisions and one thing that the child said."""

    def add(change: Any) -> str:
        made = Review(
            change.new_id(), child, state="open", held_on=HELD, spoke_privately="spoke", spoke_privately_on=HELD
        )
        whose = (child, made.id)
        contact = "Facilitate contact with siblings"
        change.save_many(
            [
                replace(made, participation="PN1"),
                Decision(change.new_id(), *whose, 1, contact, owner="Jonas Pebblewick", by=date(2026, 12, 4)),
                Decision(change.new_id(), *whose, 2, RING, owner="Gwen Bellweather", by=date(2026, 12, 11)),
                Attendance(change.new_id(), *whose, "Siân Ŵyn", "Child", "in-person"),
                ToldMe(change.new_id(), *whose, "I like the river", who_may_hear="in my record"),
            ]
        )
        return made.id

    return ws.do("Held an invented review", add).result()


def text_for(ws: Workspace, review: str, kind: str = "letter", to: str = "child") -> str:
    return " ".join(read_text(papers.paper(ws, review, kind, to).pdf).split())


def agree_to_words(ws: Workspace, review: str) -> None:
    for row in letter_view.letter_view(ws, review).promises:
        letter.say_to_child(ws, review, row.decision, row.proposed).result()


def test_nothing_stands_in_a_letter_before_somebody_takes_it(ws: Workspace, review: str) -> None:
    view = letter_view.letter_view(ws, review)
    assert all(not part.text for part in view.parts)
    drafts = [words for part in view.parts for words in part.drafts]
    assert "Thank you for talking with me on Monday 23 November." in drafts
    text = text_for(ws, review)
    assert "Dear Siân," in text
    assert "I like the river" in text
    assert not any(words in text for words in drafts)


def test_a_sentence_that_was_taken_stands_and_is_proposed_no_more(ws: Workspace, review: str) -> None:
    words = next(w for part in letter_view.letter_view(ws, review).parts for w in part.drafts if part.key == "opening")
    letter.write_letter(ws, review, "opening", words).result()
    opening = letter_view.letter_view(ws, review).parts[0]
    assert opening.text == words
    assert words not in opening.drafts
    assert words in text_for(ws, review)


def test_a_changed_day_shows_in_what_was_written_and_in_every_paper(ws: Workspace, review: str) -> None:
    holding.update_review(ws, review, midway_on=date(2027, 2, 18)).result()
    typed = "I will ring you on Thursday 18 February 2027 and ask about the river."
    letter.write_letter(ws, review, "next", typed).result()
    assert typed in text_for(ws, review)
    holding.update_review(ws, review, midway_on=date(2027, 2, 25)).result()
    assert "on Thursday 25 February 2027 and ask about the river" in text_for(ws, review)
    assert letter_view.letter_view(ws, review).parts[5].text.startswith("I will ring you on Thursday 25 February")
    assert "Thursday 25 February 2027" in text_for(ws, review, "record", "file")


def test_a_decision_has_two_texts_under_one_number_owner_and_day(ws: Workspace, review: str) -> None:
    first = letter_view.letter_view(ws, review).promises[0]
    assert (first.what, first.proposed) == (
        "Facilitate contact with siblings",
        "Set up family time with brothers and sisters.",
    )
    assert first.how == "Jonas will do this by Friday 4 December."
    letter.say_to_child(ws, review, first.decision, "A day with Kit.").result()
    decisions.update_decision(ws, review, first.decision, by=date(2026, 12, 18)).result()
    child_has, record = text_for(ws, review), text_for(ws, review, "record", "file")
    assert "A day with Kit." in child_has
    assert "by Friday 18 December" in child_has
    assert "contact with siblings" not in child_has
    assert "Facilitate contact with siblings" in record
    assert "Fri 18 December 2026" in record


def test_people_are_called_what_the_child_calls_them(ws: Workspace, child: str, review: str) -> None:
    file = ws.desk.child_file(child)
    assert called("Gwen Bellweather", file) == "Gwen"
    assert called("Mr Quill", file) == "Mr Quill"
    carer = next(role for role in file.roles if role.role == "carer")
    fact_forms.save_fact(ws, "role", child, carer.id, {"called": "Nanny G"}).result()
    assert "Nanny G will do this by Friday 11 December." in text_for(ws, review)
    assert any(isinstance(role, Role) and role.called == "Nanny G" for role in ws.desk.child_file(child).roles)
    assert in_childs_words("Gwen Bellweather takes Siân to the dentist and tells her the date.", file)


def test_a_decision_the_child_is_not_told_yet_is_not_in_the_letter(ws: Workspace, review: str) -> None:
    second = letter_view.letter_view(ws, review).promises[1]
    decisions.update_decision(ws, review, second.decision, tell_child="not yet: too uncertain").result()
    assert "Ring your school" not in text_for(ws, review)
    assert "Ring Siân Ŵyn's school" in text_for(ws, review, "record", "file")


def test_the_letter_says_what_is_not_settled_and_never_that_silence_agreed(ws: Workspace, review: str) -> None:
    assert "A manager can still object to some of this until Monday 7 December." in text_for(ws, review) or (
        "A manager can still change some of this until" in text_for(ws, review)
    )
    first = letter_view.letter_view(ws, review).promises[0]
    decisions.manager_replied(ws, first.decision, "not agreed", TODAY, "Not affordable").result()
    text = text_for(ws, review)
    assert "Number 1 is not settled" in text
    assert "agreed by" not in text.lower()


def test_the_letter_is_finalised_with_its_own_seal_once_its_words_were_read(ws: Workspace, review: str) -> None:
    with pytest.raises(Refused, match="cannot be finalised yet"):
        signing.sign_letter(ws, review).result()
    letter.write_letter(ws, review, "close", "Keep drawing maps.").result()
    with pytest.raises(Refused, match="cannot be finalised yet"):
        signing.sign_letter(ws, review).result()
    agree_to_words(ws, review)
    kept = [row for row in signing.sign_letter(ws, review).result() if row.kind == "letter"]
    assert {row.recipient for row in kept} == {"child", "file"}
    assert all(len(row.seal) == 16 for row in kept)
    made = papers.paper(ws, review, "letter", "child")
    assert papers.verify_paper(ws, made.pdf).genuine
    with pytest.raises(Refused, match="finalised"):
        letter.write_letter(ws, review, "close", "Other words").result()
    decisions.update_decision(ws, review, letter_view.letter_view(ws, review).promises[0].decision, by=None).result()
    assert papers.paper(ws, review, "letter", "child").pdf == made.pdf


def test_where_the_letter_is_the_record_a_page_for_professionals_follows(ws: Workspace, review: str) -> None:
    change_setting(ws, "write_once", "letter").result()
    letter.write_letter(ws, review, "close", "Keep drawing maps.").result()
    agree_to_words(ws, review)
    theirs, childs = text_for(ws, review, to="manager"), text_for(ws, review)
    for words in ("For professionals", "PN1", "Facilitate contact with siblings", "Keep drawing maps."):
        assert words in theirs
    assert "For professionals" not in childs
    kept = signing.sign(ws, review).result()
    assert {row.kind for row in kept} == {"letter", "decisions"}
    assert "For professionals" in text_for(ws, review, to="manager")
    with pytest.raises(Refused, match="letter is the record"):
        papers.paper(ws, review, "record", "file")


def test_a_paragraph_of_the_last_letter_is_pointed_out(ws: Workspace, child: str, review: str) -> None:
    words = "You asked why the boat was blue, and the answer is that Idris likes blue best of all."

    def before(change: Any) -> None:
        last = Review(
            change.new_id(), child, state="completed", held_on=date(2026, 9, 1), completed_on=date(2026, 9, 1)
        )
        change.save_many([last, LetterPart(change.new_id(), child, last.id, "letter", "well", words)])

    ws.do("Wrote an earlier letter", before).result()
    letter.write_letter(ws, review, "well", words).result()
    view = letter_view.letter_view(ws, review)
    assert any("It stood in an earlier letter too" in check.words for check in view.checks)
    letter.write_letter(ws, review, "well", "Short words only.").result()
    assert not any("earlier letter" in check.words for check in letter_view.letter_view(ws, review).checks)


def test_another_day_or_name_does_not_make_it_another_paragraph(ws: Workspace, child: str, review: str) -> None:
    kept = "Siân, I will ring you on {midway} and ask you whether the boat has its blue paint by then."

    def before(change: Any) -> None:
        last = Review(change.new_id(), child, state="completed", held_on=date(2026, 9, 1))
        twin, mother = Child(change.new_id(), first_name="Kofi"), Person(change.new_id(), "Grace")
        theirs = Review(change.new_id(), twin.id, state="open", held_on=HELD)
        change.save_many(
            [
                last,
                LetterPart(change.new_id(), child, last.id, "letter", "next", kept),
                *(twin, mother, theirs),
                *(Role(change.new_id(), each, mother.id, "mother") for each in (child, twin.id)),
                LetterPart(
                    change.new_id(),
                    twin.id,
                    theirs.id,
                    "letter",
                    "well",
                    "Kofi, you made me laugh when you told the whole story of the three-legged goat.",
                ),
            ]
        )

    ws.do("Wrote earlier letters", before).result()
    holding.update_review(ws, review, midway_on=date(2027, 2, 15)).result()
    letter.write_letter(ws, review, "next", kept.replace("{midway}", "Monday 15 February 2027")).result()
    shared = "Siân, you made me laugh when you told the whole story of the three-legged goat."
    letter.write_letter(ws, review, "well", shared).result()
    said = [check.words for check in letter_view.letter_view(ws, review).checks]
    assert sum("It stood in an earlier letter too" in words for words in said) == 1
    assert sum("It stands in Kofi’s letter too" in words for words in said) == 1


def test_words_for_the_child_stay_and_are_read_again_when_the_decision_is_another(ws: Workspace, review: str) -> None:
    agree_to_words(ws, review)
    first = letter_view.letter_view(ws, review).promises[0]
    mine = "You and Kit will skate together"
    letter.say_to_child(ws, review, first.decision, mine).result()
    decisions.update_decision(ws, review, first.decision, why="Two visits were missed").result()
    assert mine in text_for(ws, review)
    decisions.update_decision(ws, review, first.decision, what="Write to Idris about the boat").result()
    row = letter_view.letter_view(ws, review).promises[0]
    assert (row.child_words, row.before) == ("", mine)
    text = text_for(ws, review)
    assert mine not in text
    assert "Write to Idris about the boat" in text
    letter.write_letter(ws, review, "well", "You laughed.").result()
    with pytest.raises(Refused, match="cannot be finalised yet"):
        signing.sign_letter(ws, review).result()
    letter.say_to_child(ws, review, first.decision, "I will write to Idris").result()
    signing.sign_letter(ws, review).result()


def test_a_day_that_no_fact_has_is_pointed_out(ws: Workspace, review: str) -> None:
    letter.write_letter(ws, review, "next", "I will come on 9 March.").result()
    assert any("9 March is not the day" in check.words for check in letter_view.letter_view(ws, review).checks)


def test_a_place_of_the_phrase_bank_never_prints_unfilled(ws: Workspace, review: str) -> None:
    letter.write_letter(ws, review, "well", "You like ‹what she likes›.").result()
    with pytest.raises(Refused, match="Not filled in yet: what she likes"):
        papers.paper(ws, review, "letter", "child")


def test_ones_own_phrases_stand_before_the_programs(ws: Workspace, review: str) -> None:
    change_setting(ws, "own_phrases", "Keep on with ‹what›.").result()
    shown = letter_view.letter_view(ws, review).phrases
    assert shown[0] == "Keep on with ‹what›."
    assert len(shown) > 5
    assert all(jargon(words) == () for words in shown)


# ---------------------------------------------------------------- facts within words


def test_what_a_person_types_in_braces_is_left_alone() -> None:
    assert unfilled("{something} and {0}") == ()
    assert filled("{something}", {"midway": "x"}) == "{something}"


def test_of_two_facts_with_one_day_the_one_that_stood_there_is_meant() -> None:
    slots = {"midway": "Friday 4 December", "day 1": "Friday 4 December", "age": "9"}
    assert tied("On Friday 4 December.", slots) == "On Friday 4 December."
    assert tied("On Friday 4 December.", slots, "{day 1}") == "On {day 1}."
    assert filled("On {day 1}.", slots) == "On Friday 4 December."


def test_the_child_of_a_professional_sentence_is_the_one_who_reads_it(ws: Workspace, child: str) -> None:
    file = ws.desk.child_file(child)
    for words, said in (
        ("Tell the child in person who the social worker is", "Tell you in person who the social worker is."),
        ("Send the pathway plan to the young person", "Send the plan for leaving care to you."),
        ("Open an account in the young person's own name", "Open an account in your own name."),
        ("Write down what the child wants", "Write down what you want."),
    ):
        assert in_childs_words(words, file) == said


def test_the_child_picks_the_picture_over_the_letter_and_has_it_again_next_time(
    ws: Workspace, child: str, review: str
) -> None:
    assert letter_view.letter_view(ws, review).pictures == ()  # From thirteen on there is none.

    def younger(change: Any) -> str:
        change.save(replace(change.get(Child, child), date_of_birth=date(2018, 4, 5)))
        before: str = change.new_id()
        change.save(Review(before, child, state="signed", held_on=date(2026, 5, 28), completed_on=date(2026, 5, 28)))
        change.save(LetterPart(change.new_id(), child, before, "letter", letter.SCENE, "sea"))
        return before

    before = ws.do("A younger child", younger).result()
    view = letter_view.letter_view(ws, review)
    assert ("woods", "A wood, a path and a small brown bird") in view.pictures
    assert (view.picture, view.can_finalise) == ("sea", False)
    letter.pick_picture(ws, review, "woods").result()
    view = letter_view.letter_view(ws, review)
    assert (view.picture, view.can_finalise, letter_view.letter_view(ws, before).picture) == ("woods", False, "sea")
    source = source_of(ws, review)
    made = letter.letter_facts(source, recipient_of(source.file, "child", day_of(source.review)))
    assert (made.scene, made.pictured) == ("woods", True)
    with pytest.raises(Refused, match="no such picture"):
        letter.pick_picture(ws, review, "clip art").result()
    letter.write_letter(ws, review, "close", "Keep the kite.").result()
    agree_to_words(ws, review)
    signing.sign_letter(ws, review).result()
    with pytest.raises(Refused, match="finalised"):
        letter.pick_picture(ws, review, "hills").result()
