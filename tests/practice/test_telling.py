"""Telling words found in free text, also misspelt by one letter, and what is left alone."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desk.practice.telling import OWN, PERSON, Finder, TellingWord, within_one_letter

WORDS = [
    TellingWord("Jean and Colin Hearthstone", "home", PERSON),
    TellingWord("Weymouth", "town"),
    TellingWord("DT4 8NN", "postcode"),
    TellingWord("Puddlestone Pre-school", "school"),
    TellingWord("Harbour View Academy", "school"),
    TellingWord("near the sea", "your own word", OWN),
    TellingWord("Will Poole", "carer", PERSON),
    TellingWord("Huw", "carer", PERSON),
    TellingWord("June", "carer", PERSON),
]
OFFICE = ["Council\nDT1 1XJ", "01632 960100"]
FINDER = Finder(WORDS, [date(2027, 5, 11)], ["Mia Pebblewick", "Practice Council"], OFFICE)


def found(text: str) -> list[str]:
    return [hit.found for hit in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Jean puts a light on; so does COLIN", ["Jean", "COLIN"]),
        ("It is jean’s house.", ["jean’s"]),
        ("Jaen, Jeen, Jen and Colim", ["Jaen", "Jeen", "Jen", "Colim"]),
        ("in weymouth, Weymuoth, Weymoth, Weymouthh and wey mouth", None),
        ("A Weymouth-based club", ["Weymouth"]),
        ("J\u00adean and W\u200beymouth", ["J\u00adean", "W\u200beymouth"]),
        ("Hearthstöne", ["Hearthstöne"]),
        ("Ask Will. She will swim in the pool.", ["Will"]),
        ("We met Hwu and Huw", ["Hwu", "Huw"]),
        ("How she is, and who she is", []),
        ("the sea; a house near the sea", ["near the sea"]),
        ("At Puddlestone she sings. The school says so.", ["Puddlestone"]),
        ("harbor view", ["harbor view"]),
        ("dt48nn, DT4 8NP, BS1 5TR", ["dt48nn", "DT4 8NP", "BS1 5TR"]),
        ("Ring 07700 900 123, not 01632 960100 or DT1 1XJ", ["07700 900 123"]),
        ("mail a.b@practice.example", ["a.b@practice.example"]),
        ("Devon and Cornwall Police came; Practice Council paid", ["Devon and Cornwall Police"]),
        ("She was seen at Dorset County Hospital.", ["Dorset County Hospital"]),
        ("on 11 May 2027, May 11th, 11/5/27", ["11 May", "May 11th", "11/5/27"]),
        ("on 12 May", []),
        ("Mia Pebblewick and her mum", []),
        ("We meet on 4 June, on the 4th of June, in June 2027 and by 31 Nov", []),
        ("June came too. On 40 June.", ["June", "June"]),
    ],
)
def test_what_is_pointed_at(text: str, hits: list[str] | None) -> None:
    if hits is None:
        assert len(found(text)) == 5
    else:
        assert found(text) == hits


@pytest.mark.parametrize(
    "text",
    [
        "forty minutes from Dorchester",
        "fourty minutes from Dorchester",
        "forty minuets from Dorchester",
        "forty minutes form Dorchester",
        "forty minutes fro Dorchester",
        "an hour away",
        "about twelve miles",
        "a drive of two hours",
        "two hours’ drive",
        "40 mins from her school",
    ],
)
def test_a_distance_is_pointed_at_also_misspelt(text: str) -> None:
    assert found(f"It is {text}, they say.")


@pytest.mark.parametrize(
    "text", ["forty minutes on the floor with blocks", "an hour of football", "She waited ten minutes."]
)
def test_a_time_that_is_no_distance_is_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.sampled_from(["Hearthstone", "Weymouth", "Puddlestone"]), st.data())
@settings(max_examples=120, deadline=None)
def test_every_misspelling_by_one_letter_is_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from(string.ascii_lowercase))
    way = data.draw(st.sampled_from(["more", "less", "other", "about"]))
    typed = {
        "more": word[:at] + letter + word[at:],
        "less": word[:at] + word[at + 1 :],
        "other": word[:at] + letter + word[at + 1 :],
        "about": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }[way]
    assert found(f"We went to {typed} again.") == [typed]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_letter_apart_is_the_same_both_ways(one: str, other: str) -> None:
    assert within_one_letter(one, other) is within_one_letter(other, one)


def test_a_page_of_ordinary_writing_is_left_alone() -> None:
    page = (
        "Siân sleeps through, eats with the family and goes to school every day. She may stay on Saturdays if the "
        "team agrees. Her mum will ring on Friday. The review heard that the plan is working well and that more "
        "could be done about reading. It took ten minutes to explain. The nurse has sent the form."
    )
    assert found(page) == []
