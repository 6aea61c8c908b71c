"""Lines: where they break and which way they run."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iro_desk.documents import bidi
from iro_desk.documents.lines import Line, Setter, _plain_lines, tidy
from iro_desk.documents.style import house

BODY = house("columns", 12).styles["body"]


def shown(line: Line) -> str:
    return "".join(piece.text for stretch in line.stretches for piece in stretch.pieces)


def test_a_number_is_not_parted_from_its_word() -> None:
    for words in ("20 October", "page 3", "Year 7", "Mr Quill", "225 miles", "07700 900118"):
        for width in range(20, 300, 10):
            lines = Setter().lines(f"on the way to {words} and back", BODY, width + 60)
            assert any(words in shown(line) for line in lines)


def test_lines_keep_to_their_width_and_lose_nothing() -> None:
    text = "Toby has his own story told to him, in six meetings. " * 10
    lines = Setter().lines(text, BODY, 200)
    assert all(line.width <= 200.01 for line in lines)
    assert "".join(shown(line) for line in lines) == text.strip()


def test_right_to_left_words_stand_in_their_order_and_numbers_in_theirs() -> None:
    (line,) = Setter().lines("See محمد علی 25 here", BODY, 400)
    stretch = next(stretch for stretch in line.stretches if stretch.spoken)
    assert stretch.spoken == "محمد علی 25"
    assert [piece.text for piece in stretch.pieces] == ["25", " ", "علی", " ", "محمد"]


def test_a_line_feed_begins_a_line_and_is_heard_as_a_space() -> None:
    lines = Setter().lines("Jonas Pebblewick,\nsocial worker", BODY, 400)
    assert [shown(line) for line in lines] == ["Jonas Pebblewick, ", "social worker"]


def test_brackets_within_right_to_left_words_turn_with_them() -> None:
    text = "محمد (علی) abc"
    assert bidi.levels(text) == [1] * 10 + [0] * 4
    assert bidi.levels("abc (علی) abc") == [0] * 5 + [1] * 3 + [0] * 5


def test_a_number_between_arabic_words_runs_from_left_to_right() -> None:
    assert bidi.levels("علی 25 علی")[4:6] == [2, 2]


def test_a_typed_override_does_not_turn_a_name_round() -> None:
    (line,) = Setter().lines("\u202eSmith\u202c", BODY, 400)
    assert [piece.visible for stretch in line.stretches for piece in stretch.pieces] == ["Smith"]


@given(
    st.lists(st.text("abcABC éŵ.,-019\u00a0“’", min_size=0, max_size=9), max_size=30), st.floats(40, 400), st.booleans()
)
def test_plain_text_is_broken_the_same_the_short_way_and_the_long(words: list[str], width: float, more: bool) -> None:
    text = tidy(" ".join(words))
    short = _plain_lines(text, BODY, width, more)
    setter = Setter()
    long = setter._break(setter._words([(text, BODY)]), width, more)
    if short is not None:
        assert [shown(line) for line in short] == [shown(line) for line in long]
        assert [round(line.width, 3) for line in short] == [round(line.width, 3) for line in long]
