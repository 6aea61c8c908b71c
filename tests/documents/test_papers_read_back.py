"""What was typed is what a screen reader takes from the paper."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from iro_desk.documents import (
    ChildsWords,
    NoteFacts,
    TookPart,
    decision_sheet,
    read_elements,
    read_text,
    record,
    typeset,
)
from tests.documents.samples import SIGNED, TOBY, many_decisions

NAMES = (
    "Łukasz Żółć",
    "Siân Ŵyn",
    "محمد",
    "Zoe\u0308",
    "<b>O'Neil & Sons</b>",
    "ዳዊት ምሳሌ",
    "کوردستان ئەحمەد",
    "Nguyễn Thị Ánh",
    "Оксана Ковальчук",
    "আনিকা রহমান",
    "Ọládélé Ṣẹ́gun",
    "x\u0302y\u0323",
    "می\u200cخواهم",
    "&amp; <a href='x'>",
    "ماي (علی) 12 and 3",
)


def folded(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_stands_in_every_place_of_both_papers_as_typed(name: str) -> None:
    facts = replace(
        SIGNED,
        child=replace(SIGNED.child, full_name=name, known_as=name),
        took_part=(TookPart(name, name, name, name),),
        words=(ChildsWords(name, said_where=name),),
        notes=(NoteFacts("home", name, (name,)),),
        decisions=tuple(replace(d, what=name, why=name, owner=name, know_by=name) for d in SIGNED.decisions),
    )
    page = typeset(record(facts))
    assert page.uncovered == ()
    found = read_elements(page.pdf)
    wanted = folded(name)
    assert ("H1", wanted) in found
    assert ("H2", wanted) in found
    assert ("P", wanted) in found
    assert sum(wanted in text for tag, text in found if tag == "TD") == 3
    assert sum(wanted in text for _, text in found) >= 16
    sheet = read_text(typeset(decision_sheet(facts)).pdf)
    assert sheet.count(wanted) >= 1 + 2 * len(facts.decisions)


def test_a_character_without_a_font_is_shown_as_its_code_and_reported() -> None:
    facts = replace(SIGNED, notes=(NoteFacts("home", "Home", ("She writes ☃ and \x07 and שלום. \ud800 \ue000 😀.",)),))
    page = typeset(record(facts))
    assert page.uncovered[:2] == ("U+2603", "U+0007")
    text = read_text(page.pdf)
    assert "She writes [U+2603] and [U+0007] and [U+05E9][U+05DC][U+05D5][U+05DD]. [U+D800] [U+E000] [U+1F600]." in text


def test_every_decision_owner_and_date_stands_in_record_and_sheet() -> None:
    for paper in (record(SIGNED), decision_sheet(SIGNED)):
        text = read_text(typeset(paper).pdf)
        for decision in SIGNED.decisions:
            assert decision.what in text
            assert f"{decision.owner}, {decision.owner_role}" in text
        assert "Fri 4 December 2026" in text
        assert "Sat 12 December 2026" in text
        assert "No date, because the worker is chosen by Toby first" in text


def test_the_record_reads_in_the_order_of_its_story() -> None:
    text = read_text(typeset(record(SIGNED)).pdf)
    order = (
        "Westmere Council · Review of a child’s care plan",
        "Toby Larkspur",
        "Record of his 11th review, held on Wednesday 18 November 2026",
        "20 November 2026: in time",
        "Three, on page 3",
        "In short",
        "In Toby’s words",
        "I was the chair for the first half. I did the timer. Mr Quill went over.",
        "To Alex, alone, walking the dog, Monday 16 November 2026.",
        "Participation PN1",
        "The last decisions",
        "Part done",
        "Who took part",
        "Maggie and Dele Brightwater, carers",
        "What has changed",
        "Worry. He cannot do ordinary things",
        "Considered, no change\nHealth; legal status.",
        "Not considered this time\nWho Toby is.",
        "The reviewing officer’s view",
        "Alex Larkrise, 24 November 2026",
        "Decisions\nSent to the team manager",
        "We shall know: the signed page",
        "Midway check Tuesday 16 February 2027. Next review Tuesday 4 May 2027",
        "Toby: as a letter.",
    )
    at = -1
    for words in order:
        found = text.find(words, at + 1)
        assert found > at, words
        at = found


def test_a_word_longer_than_the_line_and_a_text_longer_than_a_page_are_printed_whole() -> None:
    word = "pneumono" * 60
    long = " ".join(f"sentence-{number}" for number in range(3000))
    facts = replace(
        SIGNED,
        notes=(NoteFacts("home", "Home", (long,)),),
        took_part=(TookPart(word, "carer", "In person", long),),
        decisions=(replace(SIGNED.decisions[0], what=long, why=word),),
    )
    text = read_text(typeset(record(facts)).pdf)
    assert text.count(long) == 3
    assert f"{word}, carer" in text
    assert f"{word}." in text


def test_forty_decisions_are_all_there_and_the_page_of_the_first_is_named() -> None:
    facts = replace(SIGNED, decisions=many_decisions(40))
    page = typeset(record(facts))
    elements = read_elements(page.pdf)
    assert ("LBody", "40, on page 3") in elements
    assert [text for tag, text in elements if tag == "Lbl" and text.isdecimal()] == [str(n) for n in range(1, 41)]
    assert page.pages > 5


def test_nothing_known_is_said_and_no_heading_is_followed_by_nothing() -> None:
    bare = replace(
        TOBY,
        child=replace(TOBY.child, known_as="", full_name="", pronouns="", date_of_birth=None, age=""),
        words=(),
        took_part=(),
        last_decisions=(),
        notes=(),
        decisions=(),
        participation="",
        participation_words="",
        spoke_privately="",
        ordinal=None,
        place="",
        method="",
        time="",
        due_on=None,
        next_review_on=None,
    )
    elements = read_elements(typeset(record(bare)).pdf)
    assert ("H1", "Child 318842") in elements
    assert ("P", "Record of the child’s review, held on Wednesday 18 November 2026") in elements
    assert ("LBody", "date of birth not known") in elements
    for at, (tag, _) in enumerate(elements):
        if tag == "H2":
            assert elements[at + 1][0] not in ("H1", "H2")
    text = "\n".join(words for _, words in elements)
    assert "In the child’s words\nNot known." in text
    assert "None were made." in text


def test_council_word_recommendation_is_used_throughout() -> None:
    facts = replace(SIGNED, word_decision="recommendation")
    assert "Recommendations" in read_text(typeset(record(facts)).pdf)
    sheet = read_text(typeset(decision_sheet(facts)).pdf)
    assert "A recommendation that is not objected to in writing by Monday 30 November 2026 stands" in sheet
    assert "Decisions" not in sheet
