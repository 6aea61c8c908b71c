"""How children took part over a period: by code, each figure with what it is counted among and whose it is."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from iro_desk.insight import CODES, SMALL, Figure, HeldReview, for_publication, participation
from iro_desk.insight.participation import ATTENDED, VIEWS_GIVEN, Participation

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
BORN, TODDLER = date(2012, 3, 9), date(2024, 1, 1)
DAY = date(2026, 11, 18)


def held(code: str, number: int = 1, on: date = DAY, **more: object) -> list[HeldReview]:
    born = TODDLER if code == "PN0" else BORN
    return [HeldReview(f"{code}-{on}-{n}", on, code, born, **more) for n in range(number)]  # type: ignore[arg-type]


def of(reviews: Iterable[HeldReview]) -> Participation:
    return participation(reviews, FIRST, LAST)


def test_children_under_four_stand_apart_and_every_figure_knows_its_cases() -> None:
    counts = {"PN0": 31, "PN1": 62, "PN2": 9, "PN3": 4, "PN4": 7, "PN5": 19, "PN6": 33, "PN7": 10}
    found = of([review for code, number in counts.items() for review in held(code, number)])
    assert (found.attended.numerator, found.attended.denominator, found.attended.percent) == (82, 144, 56.9)
    assert (found.views.numerator, found.views.denominator, found.views.percent) == (127, 144, 88.2)
    assert (found.attended_of_all.numerator, found.attended_of_all.denominator) == (82, 175)
    assert found.attended_of_all.percent == 46.9
    assert (found.under_four.numerator, found.under_four.denominator) == (31, 175)
    assert {figure.key: figure.numerator for figure in found.codes} == {code: counts[code] for code in CODES}
    for figure in (found.attended, found.views, found.attended_of_all, found.under_four, *found.codes):
        assert set(figure.cases) <= set(figure.among)
        assert figure.rule


def test_both_ends_of_the_period_count_and_nothing_beside_it() -> None:
    days = (date(2026, 3, 31), FIRST, LAST, date(2027, 4, 1))
    found = of([review for day in days for review in held("PN1", on=day)])
    assert found.attended.cases == (f"PN1-{FIRST}-0", f"PN1-{LAST}-0")
    assert of([*held("PN1", 9), *held("PN7", 135)]).attended.percent == 6.3  # 6.25: a half goes up.
    nothing = of([])
    assert (nothing.attended.numerator, nothing.attended.percent) == (0, None)


def test_what_is_not_counted_is_named_with_its_reason() -> None:
    found = of(
        [
            *held("PN1"),
            HeldReview("meeting", DAY, "PN1", BORN, full=False),
            HeldReview("open", DAY, "PN1", BORN, finished=False),
            HeldReview("bare", DAY, "", BORN),
            HeldReview("toddler", DAY, "PN1", TODDLER),
            HeldReview("grown", DAY, "PN0", BORN),
        ]
    )
    assert found.attended.denominator == 1
    assert found.left_out == {
        "not a full review": ("meeting",),
        "still being held or written up": ("open",),
        "no participation code known": ("bare",),
        "its code does not fit the child’s age on the day": ("grown", "toddler"),
    }


def test_four_is_reached_on_the_birthday() -> None:
    born = date(2022, 11, 23)
    found = of(
        [
            HeldReview("day before", date(2026, 11, 22), "PN0", born),
            HeldReview("on the day", date(2026, 11, 23), "PN1", born),
            HeldReview("too late", date(2026, 11, 23), "PN0", born),
        ]
    )
    assert (found.under_four.cases, found.attended.cases) == (("day before",), ("on the day",))
    assert found.left_out["its code does not fit the child’s age on the day"] == ("too late",)


def _could_be_otherwise(numbers: dict[str, int], hidden: frozenset[str], code: str) -> bool:
    """Whether other numbers, with another one there, would have printed the very same table."""
    out = [each for each in CODES if each in hidden]
    sums = [set(CODES), *(set(c) for key, c in (("attended", ATTENDED), ("views", VIEWS_GIVEN)) if key not in hidden)]
    for moves in itertools.product((-1, 0, 1), repeat=len(out)):
        moved = dict(zip(out, moves, strict=True))
        same = all(sum(n for c, n in moved.items() if c in group) == 0 for group in sums)
        if moved[code] and same and all(numbers[c] + n >= 0 for c, n in moved.items()):
            return True
    return False


@settings(max_examples=60, deadline=None)
@example([3, 2, 9, 8, 9, 9, 9])
@example([20, 20, 20, 1, 20, 20, 20])
@example([20, 20, 20, 20, 20, 20, 1])
@example([1, 1, 1, 1, 1, 1, 1])
@given(st.lists(st.integers(0, 12), min_size=7, max_size=7))
def test_no_number_under_six_can_be_reckoned_back_from_what_is_published(counts: list[int]) -> None:
    numbers = dict(zip(CODES, counts, strict=True))
    hidden = for_publication(of([review for code, number in numbers.items() for review in held(code, number)]))
    small = [code for code, number in numbers.items() if number < SMALL]
    assert set(small) <= hidden
    if sum(counts):
        assert [code for code in small if not _could_be_otherwise(numbers, hidden, code)] == []


def test_a_small_group_under_four_takes_the_share_of_all_ages_with_it() -> None:
    found = of([*held("PN0", 3), *held("PN1", 20), *held("PN7", 20), *held("PN6", 20)])
    hidden = for_publication(found)
    assert {"PN0", "attended-of-all", "live"} <= hidden
    assert not {"attended", "views"} & hidden


def test_a_half_is_rounded_up_as_a_person_would() -> None:
    of_144 = tuple(f"r{n}" for n in range(144))
    assert Figure("PN2", "", of_144[:9], of_144).percent == 6.3  # 6.25
    assert Figure("PN1", "", of_144[:82], of_144).percent == 56.9
    assert Figure("all", "", of_144, of_144).percent == 100.0
