"""The practice caseload: each table of its composition adds up to 66."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from math import hypot

from iro_desk import resources
from iro_desk.casework import Child, Episode, Person, current_period, episode_on
from iro_desk.statute import add_months, age_on, birthday, working_days
from iro_desk.travel import places_of
from tests.practice.demo_caseload import DAY, caseload, current, settings

ADJOINING = set(settings().text("adjoining_authorities").split())


def children() -> list[Child]:
    return [file.child for file in current().values()]


def now() -> list[Episode]:
    found = [episode_on(file.episodes, DAY) for file in current().values()]
    return [episode for episode in found if episode is not None]


def age(child: Child) -> int:
    assert child.date_of_birth is not None
    return age_on(child.date_of_birth, DAY)


def band(years: int) -> str:
    edges = ((1, "under 1"), (5, "1-4"), (10, "5-9"), (16, "10-15"), (18, "16-17"))
    return next(name for edge, name in edges if years < edge)


def test_66_children_are_numbered_from_pr0001() -> None:
    assert sorted(current()) == [f"PR{number:04}" for number in range(1, 67)]


def test_ages_and_who_is_under_four() -> None:
    bands = Counter(band(age(child)) for child in children())
    assert bands == {"under 1": 3, "1-4": 9, "5-9": 12, "10-15": 24, "16-17": 18}
    assert sum(age(child) < 4 for child in children()) == 10


def test_sex_pronouns_and_ethnicity() -> None:
    assert Counter(child.sex for child in children()) == {"M": 37, "F": 29}
    assert sum(child.pronouns == "they" for child in children()) == 2
    assert sum(child.ethnicity == "WBRI" for child in children()) == 56
    assert sum(child.unaccompanied and child.ethnicity != "WBRI" for child in children()) == 5


def test_plans_disability_and_interpreters() -> None:
    assert sum(child.education_health_care_plan for child in children()) == 18
    assert sum(child.disabled for child in children()) == 9
    assert sum(child.interpreter for child in children()) == 6


def test_legal_status() -> None:
    assert Counter(episode.legal_status for episode in now()) == {
        "C2": 37,
        "C1": 10,
        "E1": 4,
        "V2": 12,
        "V4": 2,
        "J1": 1,
    }


def test_where_they_live_and_who_provides_it() -> None:
    assert Counter(episode.placement for episode in now()) == {
        "U4": 15,
        "U6": 13,
        "U1": 5,
        "U3": 5,
        "U5": 1,
        "A5": 1,
        "A6": 1,
        "P1": 4,
        "K2": 11,
        "K1": 1,
        "K3": 6,
        "S1": 1,
        "R5": 1,
        "Z12": 1,
    }
    assert Counter(episode.provider for episode in now()) == {
        "PR1": 35,
        "PR2": 1,
        "PR3": 1,
        "PR4": 20,
        "PR5": 4,
        "PR0": 4,
        "": 1,
    }
    assert sum(episode.approval_temporary for episode in now()) == 2
    assert sum(episode.confidential for episode in now() if episode.placement in ("A5", "A6")) == 2


def test_need_at_entry_and_that_it_never_changes_within_a_period() -> None:
    assert Counter(episode.need for episode in now()) == {
        "N1": 45,
        "N2": 4,
        "N3": 3,
        "N4": 3,
        "N5": 5,
        "N6": 1,
        "N8": 5,
    }
    for file in current().values():
        assert len({episode.need for episode in file.episodes}) == 1


def test_distance_as_the_law_counts_it() -> None:
    found = places_of([episode.postcode for episode in now()])
    areas = Counter(
        "in" if code == "E06000059" else "adjoining" if code in ADJOINING else "distant"
        for code in (found[episode.postcode].authority for episode in now())
    )
    assert areas == {"in": 46, "adjoining": 7, "distant": 13}


def test_twenty_six_live_more_than_twenty_miles_from_home() -> None:
    there = [episode for episode in now() if episode.home_postcode]
    found = places_of([code for episode in there for code in (episode.postcode, episode.home_postcode)])
    far = 0
    for episode in there:
        a, b = found[episode.postcode], found[episode.home_postcode]
        assert None not in (a.easting, a.northing, b.easting, b.northing)
        far += hypot(a.easting - b.easting, a.northing - b.northing) / 1609.3 > 20  # type: ignore[operator]
    assert far == 26


def test_how_long_they_have_been_looked_after() -> None:
    calendar = working_days(settings())
    lengths: Counter[str] = Counter()
    for file in current().values():
        period = current_period(file.episodes, DAY)
        assert period is not None
        started = period.started
        if calendar.after(started, 20) > DAY:
            lengths["under 20 working days"] += 1
        else:
            edges = ((6, "to 6 months"), (24, "6-24 months"), (60, "2-5 years"), (300, "over 5 years"))
            lengths[next(name for months, name in edges if add_months(started, months) > DAY)] += 1
    assert lengths == {
        "under 20 working days": 3,
        "to 6 months": 9,
        "6-24 months": 20,
        "2-5 years": 21,
        "over 5 years": 13,
    }


def test_birthdays_and_who_turns_eighteen() -> None:
    born = [child.date_of_birth for child in children() if child.date_of_birth is not None]
    soon = [d for d in born if DAY < birthday(d, age_on(d, DAY) + 1) <= DAY + timedelta(days=14)]
    assert len(soon) == 2
    assert sum(birthday(d, 18) <= add_months(DAY, 6) for d in born) == 5


def test_things_that_happen() -> None:
    events = [event for file in current().values() for event in file.events]
    missing = [event for event in events if event.kind == "missing"]
    assert len(missing) == 11
    assert sorted(Counter(event.child for event in missing).values()) == [1, 2, 3, 5]
    offered = [event for event in missing if "not offered" not in event.words]
    assert (len(offered), sum("taken up" in e.words and "not taken" not in e.words for e in offered)) == (9, 6)
    issued = [event for event in events if event.words.startswith("Care proceedings issued")]
    assert len(issued) == 10
    assert sum(event.happened_on + timedelta(days=181) < DAY for event in issued) == 2
    assert sum("deprivation of liberty" in event.words for event in events) == 2
    assert sum("national referral" in event.words for event in events) == 1
    assert sum("child protection plan" in child.about for child in children()) == 2
    assert sum(child.date_of_birth_claimed for child in children()) == 1
    assert sum(person.confidential for person in caseload().of(Person) if "Adoptive" not in person.name) == 2


def test_people_around_them() -> None:
    roles = [role for file in current().values() for role in file.roles]
    assert sum(role.role == "advocate" for role in roles) == 14
    assert sum(role.role == "independent-visitor" for role in roles) == 7
    workers = [role for role in roles if role.role == "social-worker"]
    new = [role for role in workers if role.until is None and role.since and role.since >= date(2026, 8, 23)]
    assert len(new) == 13
    third = Counter(role.child for role in workers if role.until is None or role.until > date(2025, 11, 23))
    assert sum(number >= 3 for number in third.values()) == 4


def test_visits_in_date() -> None:
    since = DAY - timedelta(days=42)
    visited = [
        any(contact.by == "social worker" and contact.happened_on >= since for contact in file.contacts)
        for file in current().values()
    ]
    assert sum(visited) == 57


def test_every_child_enjoys_something_and_somebody_is_glad_to_see_them() -> None:
    for number, file in current().items():
        assert file.child.enjoys, number
        notes = [role.note for role in file.roles] + [person.note for person in file.people]
        assert any("lad to see" in note for note in notes), number


def test_postcodes_telephones_and_mail_are_those_that_nobody_has() -> None:
    allowed = {postcode for postcode, _ in resources.read_json("practice/words.json")["places"].values()}
    for episode in caseload().of(Episode):
        assert episode.postcode in allowed
        assert episode.home_postcode in {"", *allowed}
    telephones = [person.telephone for person in caseload().of(Person)]
    assert all(number.startswith(("01632 960", "07700 900")) and len(number) == 12 for number in telephones)
    assert all(person.email.endswith("@practice.example") for person in caseload().of(Person) if person.email)


def test_the_data_say_that_they_are_invented() -> None:
    for name in ("words", "stories", "three_reviews"):
        assert "invented" in resources.read_json(f"practice/{name}.json")["invented"].lower()


def test_grades() -> None:
    assert Counter(child.care_plan_grade for child in children()) == {
        "outstanding": 2,
        "good": 40,
        "requires improvement": 14,
        "inadequate": 5,
        "not graded": 5,
    }
