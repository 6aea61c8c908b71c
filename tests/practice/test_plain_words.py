"""Plain language: syllables, reading grade, jargon with the child's word, British spelling; names are never marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from iro_desk.practice import spelling
from iro_desk.practice.plain_words import in_plain_words, jargon, phrases
from iro_desk.practice.reading_age import reading, sentences_of, syllables
from iro_desk.practice.spelling import misspelt, suggestions

NAMES = ("Penny Foster", "Marcus Referral", "Kez Placement", "Jonas Pebblewick", "Wrexham")


def counted_by_hand() -> list[tuple[str, int]]:
    found = []
    for line in Path(__file__).with_name("syllables.txt").read_text(encoding="utf-8").splitlines():
        number, *words = line.split()
        for word in words:
            bare, _, own = word.partition(":")
            found.append((bare, int(own or number)))
    return found


def test_two_hundred_words_have_the_syllables_that_were_counted_by_hand() -> None:
    words = dict(counted_by_hand())
    assert len(words) >= 200
    assert {word: syllables(word) for word in words} == words


def test_the_grade_of_a_known_text_is_the_formulas() -> None:
    text = "The cat sat on the mat. It was happy."
    read = reading(text)
    assert (read.words, read.sentences, read.syllables) == (9, 2, 10)
    assert read.grade == pytest.approx(0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59, abs=0.05)


def test_names_are_left_out_of_the_grade_also_with_a_possessive() -> None:
    names = ("Przykładowska",)
    assert reading("Przykładowska came. Przykładowska’s bag is red.", names).words == 4
    assert reading("Przykładowska saw it.", names).syllables == 2


def test_a_title_or_a_time_does_not_end_a_sentence() -> None:
    assert sentences_of("Mr. Quill came at 3.45 p.m. on Friday. He left.") == (
        "Mr Quill came at 345 pm on Friday.",
        "He left.",
    )


SEEDED = (
    "The placement is stable and contact is supervised.",
    "Siblings have letterbox contact; permanence is long-term match.",
    "CAMHS and the SENCO will liaise about the EHCP.",
    "The allocated social worker will facilitate direct work.",
    "A referral for therapy and respite will be made.",
    "The statutory visit and the health assessment are due.",
    "Ensure delegated authority is in the care plan, prior to transition.",
    "The LAC nurse will monitor immunisations.",
    "Birth parents share parental responsibility with the local authority.",
    "Life-story work and the pathway plan are funded; professionals agree on outcomes.",
)


def test_thirty_seeded_jargon_words_are_found() -> None:
    found = [hit.found for text in SEEDED for hit in jargon(text, NAMES)]
    assert len(found) >= 30
    for wanted in ("placement", "contact", "Siblings", "letterbox contact", "permanence", "CAMHS", "SENCO", "EHCP"):
        assert wanted in found
    for text in SEEDED:
        assert all(text[hit.start : hit.end] == hit.found for hit in jargon(text, NAMES))


def test_names_are_never_marked() -> None:
    text = "Penny Foster rang Marcus Referral. Kez Placement and Jonas Pebblewick live in Wrexham."
    assert jargon(text, NAMES) == ()
    assert [hit.found for hit in jargon("The placement of Kez Placement", NAMES)] == ["placement"]


def test_reaching_somebody_is_no_jargon() -> None:
    assert jargon("You can contact me on a Friday.") == ()


def test_the_childs_word_stands_with_the_capital_of_the_one_before() -> None:
    assert in_plain_words("Siblings and contact") == "Brothers and sisters and family time"
    assert in_plain_words("An assessment of the placement") == "A check of the home"


def test_no_childs_word_holds_a_jargon_word_itself() -> None:
    for say in phrases().values():
        assert jargon(say) == (), say


def test_while_the_dictionary_is_read_keys_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[None] = []
    monkeypatch.setattr(spelling, "stand_aside", lambda: asked.append(None))
    assert spelling._dictionary.__wrapped__().lookup("colour")
    assert len(asked) > 10_000, "at each word"


def test_british_spelling_knows_peoples_names_and_not_american_ones() -> None:
    found = misspelt("Jonas Pebblewick apologised for the color of Siân’s coat, and recieved it.", (*NAMES, "Siân Ŵyn"))
    assert [each.found for each in found] == ["color", "recieved"]
    assert "received" in suggestions("recieved")


def test_figures_addresses_and_initials_are_not_spelt() -> None:
    assert misspelt("CAMHS wrote to a.b@practice.example about PL1 and 16pt at www.practice.example.") == ()


CAPITALS = ("SEND", "SALT", "PA", "PEP")


def test_every_phrase_of_the_table_is_found_by_itself() -> None:
    for phrase in phrases():
        typed = phrase.upper() if phrase.upper() in CAPITALS else phrase
        found = [re.sub("[’]", "'", hit.found.lower()) for hit in jargon(f"about {typed} today")]
        assert found == [phrase], phrase


def test_a_short_name_that_is_an_ordinary_word_is_only_meant_in_capitals() -> None:
    text = "Send the form, pass the salt, give a pep talk, and ask Pa about it."
    assert jargon(text) == ()
    assert [hit.found for hit in jargon("SEND support and SALT, then a PEP.")][:1] == ["SEND"]
