"""A child's own details, people, places and events: tables whose every row can be changed, ended or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desk.practice.day_reasons import ref_of
from iro_desk.practice.views import ChildView, PersonRow, PlaceRow
from iro_desk.practice.words import plain_day
from iro_desk.ui.panes import facts
from iro_desk.ui.panes.fact_table import FactTable, Section
from iro_desk.ui.widgets import Button, Cell, Column, Scroll, column, row

SOURCES = {"council": "Council’s system", "ssda903": "National return", "annex-a": "Annex A"}


def since_words(day: date | None) -> str:
    """The day, or "Not known"."""
    return plain_day(day) if day is not None and day != date.min else "Not known"


def until_words(day: date | None) -> str:
    """The day, or "Now"."""
    return plain_day(day) if day is not None else "Now"


class FactPage(QWidget):
    """A page of fact tables. What is asked of any of them is told by four signals."""

    add_asked = Signal(str)
    """Kind of the fact to add."""
    change_asked = Signal(str, str)
    """(kind, id) of the fact to change."""
    end_asked = Signal(str, str)
    remove_asked = Signal(str, str)

    def _table(self, name: str, kind: str, columns: Sequence[Column]) -> FactTable:
        table = FactTable(name, columns, facts.FACTS[kind])
        table.opened.connect(lambda id: self.change_asked.emit(kind, id))
        table.end_asked.connect(lambda id: self.end_asked.emit(kind, id))
        table.remove_asked.connect(lambda id: self.remove_asked.emit(kind, id))
        return table

    def _adder(self, words: str, kind: str) -> Button:
        button = Button(words, icon="plus", small=True)
        button.clicked.connect(lambda: self.add_asked.emit(kind))
        return button


class People(FactPage):
    """The child's own details, and everyone around the child."""

    def __init__(self) -> None:
        super().__init__()
        self.child = self._table("The child’s details", "child", (Column("", 200), Column("", 0)))
        self.numbers = self._table("Council numbers", "number", (Column("Number", 0), Column("Of", 0)))
        self.people = self._table(
            "People",
            "role",
            (
                Column("Name", 0, 3),
                Column("Who they are", 0, 3),
                Column("How to reach them", 0, 4),
                Column("Since", 124),
                Column("Until", 124),
            ),
        )
        self._people = Section(
            "People",
            self.people,
            "Parents, carers, workers, school and friends stand here. Add the first.",
            self._adder("Add someone", "role"),
        )
        self._child = Section("The child", self.child, "")
        self._numbers = Section(
            "Council numbers",
            self.numbers,
            "No council number is known. Add the number that the council’s system uses.",
            self._adder("Add a council number", "number"),
        )
        column((Scroll(column(self._people, self._child, self._numbers, None)), 1), into=self)

    def show_view(self, view: ChildView) -> None:
        """Shows the child's details and people."""
        self.people.show_facts([(person.role_id, _person(person)) for person in view.people])
        self._people.show_filled(bool(view.people))
        born = since_words(view.date_of_birth) + (" (age disputed)" if view.date_of_birth_claimed else "")
        details = [("Name", view.name), ("Called", view.known_as), ("In its own script", view.name_in_script)]
        details += [
            ("Date of birth", born),
            ("Pronouns", view.pronouns[:1].upper() + view.pronouns[1:]),
            ("Enjoys", view.enjoys),
        ]
        day = ref_of("Born", view.date_of_birth, "child", view.id)
        self.child.show_facts(
            [
                (view.id, [Cell(what, ink="ink3"), Cell(words or "Not known", day=day if words is born else None)])
                for what, words in details
            ]
        )
        self._child.show_filled(True)
        self.numbers.show_facts(
            [(number, [Cell(number, "strong"), Cell("This child", ink="ink2")]) for number in view.numbers]
        )
        self._numbers.show_filled(bool(view.numbers))


def _person(person: PersonRow) -> list[Cell | str]:
    reach = "\n".join(part for part in (person.telephone, person.email, person.organisation) if part)
    who = person.role_label + ("\nHas parental responsibility" if person.parental_responsibility else "")
    ink = "ink3" if person.until else "ink"
    note = "\n".join(part for part in (person.note, "Address told to nobody" if person.confidential else "") if part)
    role = f"{person.name}, {person.role_label.lower()}"
    return [
        Cell(f"{person.name}\n{note}" if note else person.name, ink=ink),
        Cell(who, ink=ink),
        Cell(reach or "Not known", "small", "ink2" if reach else "ink3"),
        Cell(
            since_words(person.since),
            "small",
            "ink2",
            day=ref_of(f"{role}, began", person.since, "role", person.role_id),
        ),
        Cell(
            until_words(person.until),
            "small",
            "ink2",
            day=ref_of(f"{role}, ended", person.until, "role", person.role_id),
        ),
    ]


PLACE_COLUMNS = (Column("What", 0, 3), Column("Where and more", 0, 3), Column("From", 150), Column("Until", 150))


class Places(FactPage):
    """Homes, legal statuses, schools, and periods of care."""

    def __init__(self) -> None:
        super().__init__()
        self.homes = self._table("Homes", "episode", PLACE_COLUMNS)
        self.statuses = self._table("Legal statuses", "episode", PLACE_COLUMNS)
        self.schools = self._table("Schools", "school", PLACE_COLUMNS)
        self.periods = self._table("Periods of care", "period", PLACE_COLUMNS)
        more = row(self._adder("Add a home or legal status", "episode"))
        self._sections = {
            "home": (
                self.homes,
                Section("Homes", self.homes, "No home is known. Add where the child lives and since when.", more),
            ),
            "legal status": (
                self.statuses,
                Section("Legal statuses", self.statuses, "No legal status is known. It stands with the home above."),
            ),
            "school": (
                self.schools,
                Section(
                    "Schools",
                    self.schools,
                    "No school is known. Add the school, nursery or college.",
                    self._adder("Add a school", "school"),
                ),
            ),
            "period": (
                self.periods,
                Section("Time in care", self.periods, "It is read off the homes and legal statuses."),
            ),
        }
        column((Scroll(column(*(section for _, section in self._sections.values()), None)), 1), into=self)

    def show_view(self, view: ChildView) -> None:
        """Shows the child's places."""
        for kind, (table, section) in self._sections.items():
            rows = [place for place in view.places if place.kind == kind]
            table.show_facts([(place.id, _place(place, view)) for place in rows])
            section.show_filled(bool(rows))


def _place(place: PlaceRow, view: ChildView) -> list[Cell | str]:
    ink = "ink3" if place.ended is not None and place.ended <= view.day else "ink"
    detail, told_day = place.detail, None
    if place.kind == "period" and place.started == view.became_looked_after:
        told_day = ref_of("You were told", view.told_on, "period", place.id)
        told = f"Told on {plain_day(view.told_on)}" if view.told_on else "Told on: not known"
        detail = f"{detail}\n{told}" if detail and "Told on" not in detail else told
    return [
        Cell(place.words, "strong", ink),
        Cell(detail, ink="ink2", day=told_day),
        Cell(
            since_words(place.started),
            ink="ink2",
            day=ref_of(f"{place.words} began", place.started, place.kind, place.id),
        ),
        Cell(
            until_words(place.ended), ink="ink2", day=ref_of(f"{place.words} ended", place.ended, place.kind, place.id)
        ),
    ]


class Events(FactPage):
    """What changed, and when the child was seen."""

    something_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.events = self._table(
            "What changed",
            "event",
            (
                Column("When", 150),
                Column("What", 0, 2),
                Column("In your words", 0, 4),
                Column("Told by", 0, 2),
                Column("Review sooner?", 0, 2),
            ),
        )
        self.seen = self._table(
            "Times the child was seen",
            "contact",
            (Column("When", 150), Column("Who", 0, 2), Column("How", 0, 2), Column("In your words", 0, 4)),
        )
        add = Button("Something changed", icon="plus", small=True)
        add.clicked.connect(self.something_changed)
        self._events = Section(
            "What changed",
            self.events,
            "Moves, new workers, court days and the like stand here, with who told you.",
            add,
        )
        self._seen = Section(
            "Times the child was seen",
            self.seen,
            "Each time that you or the social worker saw the child stands here.",
            self._adder("Add a time", "contact"),
        )
        self.dated = self._table(
            "Dates, plans and orders",
            "milestone",
            (Column("When", 150), Column("What", 0, 4), Column("Then", 0, 3), Column("In your words", 0, 4)),
        )
        self._dated = Section(
            "Dates, plans and orders",
            self.dated,
            "Assessments, plans, notices, orders and challenges stand here: the clocks count from them.",
            self._adder("Add a dated fact", "milestone"),
        )
        column((Scroll(column(self._events, self._dated, self._seen, None)), 1), into=self)

    def show_view(self, view: ChildView) -> None:
        """Shows what changed."""
        self.events.show_facts(
            [
                (
                    event.id,
                    [
                        Cell(
                            plain_day(event.happened_on)
                            + (f" to {plain_day(event.ended_on)}" if event.ended_on else ""),
                            day=ref_of(event.kind_label, event.happened_on, "event", event.id),
                        ),
                        Cell(event.kind_label, "strong"),
                        Cell(event.words, ink="ink2"),
                        Cell(
                            _told(event.told_by, event.told_on),
                            "small",
                            "ink2",
                            day=ref_of(f"{event.kind_label}: you were told", event.told_on, "event", event.id),
                        ),
                        Cell(_forward(event.bring_forward, event.bring_forward_because), "small", "ink2"),
                    ],
                )
                for event in view.events
            ]
        )
        self._events.show_filled(bool(view.events))
        self.dated.show_facts(
            [
                (
                    dated.id,
                    [
                        Cell(
                            plain_day(dated.happened_on) + (f", {dated.at}" if dated.at else ""),
                            day=ref_of(dated.kind_label, dated.happened_on, "milestone", dated.id),
                        ),
                        Cell(dated.kind_label, "strong"),
                        Cell(
                            f"{dated.until_label} {plain_day(dated.until)}" if dated.until else "",
                            ink="ink2",
                            day=ref_of(
                                f"{dated.kind_label}: {dated.until_label.lower()}", dated.until, "milestone", dated.id
                            ),
                        ),
                        Cell(dated.words, ink="ink2"),
                    ],
                )
                for dated in view.milestones
            ]
        )
        self._dated.show_filled(bool(view.milestones))
        contacts = view.contacts
        self.seen.show_facts(
            [
                (
                    contact.id,
                    [
                        Cell(
                            plain_day(contact.happened_on),
                            day=ref_of("The child was seen", contact.happened_on, "contact", contact.id),
                        ),
                        Cell("I saw the child" if contact.by == "iro" else "Social worker", "strong"),
                        Cell(
                            ", ".join(part for part in (contact.how, "alone" if contact.alone else "") if part),
                            ink="ink2",
                        ),
                        Cell(contact.words, ink="ink2"),
                    ],
                )
                for contact in contacts
            ]
        )
        self._seen.show_filled(bool(contacts))


def _told(by: str, on: date | None) -> str:
    return "\n".join(part for part in (by, plain_day(on) if on else "") if part) or "Not known"


def _forward(answer: str, because: str) -> str:
    word = {"yes": "Yes", "no": "No"}.get(answer, "Not decided yet")
    return f"{word}: {because}" if because else word


__all__ = ["Events", "FactPage", "People", "Places"]
