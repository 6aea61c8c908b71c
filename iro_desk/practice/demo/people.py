"""Invented people: names drawn from the seed, telephones from the numbers kept for drama."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from iro_desk.casework import Person, Role
from iro_desk.practice.demo.store import Store
from iro_desk.practice.demo.tables import words

OWN_NUMBER = 123
"""07700 900123 is the IRO's own in the letters."""
ADULTS = (
    "Kelly",
    "Darren",
    "Sharon",
    "Lee",
    "Michelle",
    "Gavin",
    "Tracy",
    "Paul",
    "Natalie",
    "Craig",
    "Donna",
    "Scott",
)
TITLES = ("Ms", "Mr", "Mrs", "Miss")


@dataclass(slots=True)
class People:
    """Everyone around the children: one person a name, however many children they are there for."""

    store: Store
    chance: random.Random
    _by_name: dict[str, Person] = field(default_factory=dict)
    _names: dict[str, list[str]] = field(default_factory=dict)
    _telephones: int = 0

    def named(self, name: str, organisation: str = "", confidential: bool = False, note: str = "") -> Person:
        """The person of that name, made when first asked for."""
        if name in self._by_name:
            return self._by_name[name]
        team = words()["team"].get(name, organisation)
        works = bool(team)
        self._telephones += 1
        number = self._telephones % 1000
        if not works and number == OWN_NUMBER:
            self._telephones += 1
            number += 1
        person = self.store.add(
            Person,
            name=name,
            organisation=team,
            telephone=f"01632 960{number:03}" if works else f"07700 900{number:03}",
            email=f"{self._mailbox(name)}@practice.example" if works else "",
            confidential=confidential,
            note=note,
        )
        self._by_name[name] = person
        return person

    def give(self, child: str, name: str, role: str, *, organisation: str = "", **details: Any) -> Person:
        """Give a person a role for a child; gives the person."""
        person = self.named(name, organisation, bool(details.pop("confidential", False)))
        self.store.add(Role, child=child, person=person.id, role=role, **details)
        return person

    def known(self, name: str) -> Person | None:
        """The person of that name, if there is one."""
        return self._by_name.get(name)

    def draw(self, key: str, names: list[str]) -> str:
        """The next name of a list, in an order drawn once from the seed; begins again when all are taken."""
        waiting = self._names.get(key)
        if not waiting:
            waiting = list(names)
            self.chance.shuffle(waiting)
            self._names[key] = waiting
        return waiting.pop()

    def adult(self, surname: str) -> str:
        """A grown-up's name in a family."""
        return f"{self.draw('adults', list(ADULTS))} {surname}"

    def teacher(self) -> str:
        """A teacher's name."""
        surname = self.draw("teachers", [name.split("-")[0] for name in words()["surnames"]])
        return f"{self.chance.choice(TITLES)} {surname}"

    @staticmethod
    def _mailbox(name: str) -> str:
        letters = "".join(letter if letter.isascii() and letter.isalpha() else "." for letter in name.lower())
        return ".".join(part for part in letters.split(".") if part)
