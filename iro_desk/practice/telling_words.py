"""The telling words of one child: everything on the desk that would give away where the child lives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, Person, Review, episode_on
from iro_desk.practice.recipients import Recipient
from iro_desk.practice.telling import OWN, PERSON, PLACE, Finder, TellingWord
from iro_desk.practice.views import PlacementPlace
from iro_desk.practice.words import long_day
from iro_desk.statute import group

LOCAL = frozenset({"carer", "school", "supervising-social-worker", "key-worker"})
"""Roles of people who are near the child: their names and where they work tell."""
WORKS_NEAR = frozenset({*LOCAL, "health", "advocate", "independent-visitor", "interpreter", "other"})
"""Roles whose organisation tells, where it is not the council's own."""
COUNCILS = frozenset({"social-worker", "team-manager", "virtual-school", "guardian", "solicitor", "personal-adviser"})
"""Roles of people whom parents deal with: where they are says nothing of the child."""
OFFICES = ("council_address", "service_telephone", "service_email", "iro_telephone", "iro_email")
"""Settings that every letter prints: the council's own address and numbers tell nothing of the child."""
COUNCILS_OWN = ("council", "children-in-care", "children in care", "virtual school", "leaving care", "court team")


def telling_words(
    file: ChildFile, review: Review, where: PlacementPlace | None, settings: CouncilSettings, reader: Recipient
) -> tuple[TellingWord, ...]:
    """What would tell ``reader`` where the child lived on the day of the review, each once.

    ``where`` is the area that the home lies in. What is the council's own (its area, its teams) tells nothing.
    """
    on = review.held_on or review.booked_for or date.max
    found = [
        *_of_the_home(file, on, where, settings),
        *_of_people(file, on, reader),
        *(TellingWord(school.name, "school") for school in file.schools if school.until is None or school.until >= on),
        *(TellingWord(words, "next meeting") for words in _next_places(file, review)),
        *(TellingWord(line, "your own word", OWN) for line in file.child.telling_words.splitlines()),
    ]
    if review.place:
        found.append(TellingWord(review.place, "place of the review"))
    return tuple(dict.fromkeys(word for word in found if word.words.strip()))


def finder_of(
    file: ChildFile, review: Review, where: PlacementPlace | None, settings: CouncilSettings, reader: Recipient
) -> Finder:
    """Finds those words, and the days of the next meeting, in any text."""
    child = file.child
    own = [child.full_name, child.first_name, *(name.split()[-1] for name in reader.names if name.split())]
    own += [settings.text("council_name"), settings.text("service_name")]
    people = {role.person for role in file.roles if role.role in COUNCILS}
    contacts = [settings.text(key) for key in OFFICES]
    contacts += [
        f"{person.telephone} {person.email}"
        for person in file.people
        if person.id in people or person.id in reader.people
    ]
    return Finder(telling_words(file, review, where, settings, reader), next_days(file, review), own, contacts)


def next_days(file: ChildFile, review: Review) -> tuple[date, ...]:
    """The days on which the child will be met after this review, as far as they are booked."""
    days = [review.next_booked_for, *(each.booked_for for each in _following(file, review))]
    return tuple(dict.fromkeys(day for day in days if day is not None))


def in_words(words: tuple[TellingWord, ...], days: tuple[date, ...]) -> tuple[tuple[str, str], ...]:
    """The list as a person reads it: (what it is, the words)."""
    return (*((word.what, word.words) for word in words), *(("next meeting", long_day(day)) for day in days))


def _of_the_home(
    file: ChildFile, on: date, where: PlacementPlace | None, settings: CouncilSettings
) -> Iterator[TellingWord]:
    home = episode_on(file.episodes, on)
    if home is None:
        return
    family = home.placement in group("PLACE", "foster") | group("PLACE", "placed_for_adoption")
    yield TellingWord(home.home_name, "home", PERSON if family else PLACE)
    yield TellingWord(home.street, "street")
    yield TellingWord(home.town, "town")
    yield TellingWord(home.postcode, "postcode")
    yield TellingWord(home.postcode.partition(" ")[0], "postcode")
    yield TellingWord(home.telephone, "telephone number")
    yield TellingWord(home.provider_name, "provider")
    if where is not None and where.authority and where.authority != settings.text("council_authority"):
        yield TellingWord(where.authority_name, "area")
        if where.nation != "England":
            yield TellingWord(where.nation, "country")


def _of_people(file: ChildFile, on: date, reader: Recipient) -> Iterator[TellingWord]:
    people = {person.id: person for person in file.people}
    for role in file.roles:
        person = people.get(role.person)
        if person is None or person.id in reader.people or (role.until is not None and role.until < on):
            continue
        what = "carer" if role.role == "carer" else "someone near the child"
        if role.role in LOCAL:
            yield TellingWord(person.name, what, PERSON)
        if role.role in WORKS_NEAR and not _councils_own(person):
            yield TellingWord(person.organisation, what)
            if person.organisation and role.role in ("health", "other"):
                yield TellingWord(person.name, what, PERSON)
        if role.role not in COUNCILS:
            yield TellingWord(person.postcode, "address of someone else")


def _councils_own(person: Person) -> bool:
    return any(words in person.organisation.lower() for words in COUNCILS_OWN)


def _following(file: ChildFile, review: Review) -> list[Review]:
    return [each for each in file.reviews if each.state == "booked" and each.id != review.id]


def _next_places(file: ChildFile, review: Review) -> list[str]:
    return [each.place for each in _following(file, review)]
