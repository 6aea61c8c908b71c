"""Invented children, carers and councils: nobody here exists. Views as a desk would give them, on 2 February 2027."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from iro_desk.casework import Refused
from iro_desk.practice.booking_start import BookingStart
from iro_desk.practice.review_views import BookingView, WhatIfRow, WhatIfView
from iro_desk.practice.views import (
    CaseloadRow,
    CaseloadView,
    ChildView,
    ClockRow,
    DayRef,
    DecisionRow,
    EventRow,
    HistoryRow,
    NextReview,
    PaperRow,
    PersonRow,
    PlacementPlace,
    PlaceRow,
    QuestionRow,
    ReviewRow,
    TimelineBar,
    TimelineMark,
)

TODAY = date(2027, 2, 2)
SEE = "Regulation 33(2), Care Planning, Placement and Case Review (England) Regulations 2010."


def next_review(mark: str, says: str, left: int | None, booked: date | None = None) -> NextReview:
    limit = None if left is None else TODAY + timedelta(days=left)
    working = limit
    while working is not None and working.weekday() > 4:
        working -= timedelta(days=1)
    return NextReview(
        rule_id="review.later",
        legal_limit=limit,
        last_working_day=working,
        days_left=left,
        state=says,
        because="6 months after the last review.",
        history_complete=mark != "unknown",
        mark=mark,
        booked_for=booked,
        says=says,
    )


FIRST_TEN = (
    ("Tyrese Bascombe", "17", "late", "6 days late", -6, "Supported living, Poole", 22.0, "in"),
    ("Callum Ridout", "13", "late", "1 day late", -1, "Foster care, Sherborne", 19.0, "in"),
    ("Siân Probert", "11", "soon", "3 days left, no date", 3, "Foster care, Yeovil", 24.0, "adjoining"),
    ("Zoë Pellow", "12", "soon", "4 days left, no date", 4, "With Aunt Jo, Exeter", 53.0, "distant"),
    ("Amelia Sturt", "4", "risk", "9 days left, no date", 9, "Foster care, Weymouth", 8.0, "in"),
    ("Kofi Mensah-Lane", "14", "booked", "Review 10 February", 18, "Children’s home, Wrexham", 214.0, "distant"),
    ("Noah Guppy", "5", "risk", "17 days left, no date", 17, "Foster care, Bridport", 15.0, "in"),
    ("Ellie-Mae Guppy", "7", "wait", "Adjourned", 20, "Foster care, Bridport", 15.0, "in"),
    ("Mia Thornbury", "9", "open", "Review by 26 February", 26, "Foster care, Blandford", 17.0, "in"),
    ("Łukasz Wrona", "16", "booked", "Review 11 February", 30, "Foster care, Telford", 172.0, "distant"),
)


def caseload_row(index: int) -> CaseloadRow:
    if index < len(FIRST_TEN):
        name, age, mark, says, left, home, miles, area = FIRST_TEN[index]
    else:
        name = f"Invented Child {index}"
        age, mark, says, left = "10", "open", "Review by 30 June 2027", 40 + index
        home, miles, area = "Foster care, Dorchester", 2.0 + index / 10, "in"
    booked = TODAY + timedelta(days=8) if mark == "booked" else None
    return CaseloadRow(
        id=f"child{index:02}",
        number=f"{10400 + index}",
        name=name,
        date_of_birth=date(2012, 10, 20),
        age=age,
        home=home,
        next_review=next_review(mark, says, left, booked),
        placement=PlacementPlace("DT1 1XJ", "E06000059", "Dorset", "England", area),
        base_miles=miles,
        home_miles=miles,
        open_decisions=index % 4,
        flags=("missing",) if index == 0 else (),
    )


def nameless() -> CaseloadRow:
    """A child read from a return: no name, no home town, no review known."""
    return replace(
        caseload_row(30),
        id="nameless",
        number="77031",
        name="",
        date_of_birth=date(2015, 3, 9),
        home="",
        base_miles=None,
        next_review=next_review("unknown", "No review known: ask", None),
    )


def caseload(count: int = 66) -> CaseloadView:
    rows = tuple(nameless() if index == 30 else caseload_row(index) for index in range(count))
    return CaseloadView(day=TODAY, practice=True, desk_name="Invented desk", rows=rows, questions=0)


def clock(mark: str, title: str, last: date | None, because: str, **more: object) -> ClockRow:
    made = ClockRow(
        rule_id="visit",
        title=title,
        legal_limit=last,
        last_working_day=last,
        days_left=None if last is None else (last - TODAY).days,
        state="",
        mark=mark,
        because=because,
        steps=(because,),
        authority=SEE,
        assumed="",
        history_complete=True,
        earliest=None,
        target=None,
        booked_for=None,
        review="",
        counted_from=None,
    )
    return replace(made, **more)  # type: ignore[arg-type]


NEXT = clock(
    "booked",
    "Next review",
    date(2027, 2, 19),
    "6 months after 20 August is a Saturday; book by the Friday before.",
    rule_id="review.later",
    legal_limit=date(2027, 2, 20),
    steps=(
        "The last review was held on Thursday 20 August 2026.",
        "6 months on, the last day is Saturday 20 February 2027.",
        "The last working day before it is Friday 19 February 2027.",
    ),
    earliest=date(2026, 12, 12),
    target=date(2027, 1, 12),
    booked_for=date(2027, 2, 10),
    counted_from=date(2026, 8, 20),
)
CLOCKS = (
    NEXT,
    clock("soon", "Papers to Kofi", date(2027, 2, 3), "5 working days before the review on 10 February."),
    clock(
        "open",
        "Social worker’s visit",
        date(2027, 2, 22),
        "6 weeks after 11 January, when Dana Whitlock saw him alone.",
    ),
    clock(
        "done",
        "Health assessment",
        date(2027, 10, 8),
        "Done 8 October 2026; every 12 months from his fifth birthday.",
    ),
    clock(
        "wait",
        "Education plan, spring",
        date(2027, 3, 25),
        "Once each school term. The school has the form since 18 January.",
    ),
    clock("unknown", "Dentist", None, "Nothing recorded since he moved to Wrexham. Ask at the review."),
)

BARS = (
    TimelineBar("Home", "Dorchester", date(2023, 3, 6), date(2023, 11, 20)),
    TimelineBar("Home", "Foster care, Poole", date(2023, 11, 20), date(2025, 9, 1)),
    TimelineBar("Home", "Children’s home, Wrexham", date(2025, 9, 1), None),
    TimelineBar("Legal", "Section 20", date(2023, 3, 6), date(2023, 9, 4)),
    TimelineBar("Legal", "Interim", date(2023, 9, 4), date(2024, 3, 18)),
    TimelineBar("Legal", "Care order", date(2024, 3, 18), None),
    TimelineBar("School", "Prince’s", date(2023, 3, 6), date(2023, 7, 20)),
    TimelineBar("School", "Lytchett Road", date(2023, 9, 4), date(2025, 7, 18)),
    TimelineBar("School", "Bryn Alyn", date(2025, 10, 6), None),
)
SEEN = (
    date(2023, 3, 30),
    date(2023, 6, 20),
    date(2023, 12, 8),
    date(2024, 5, 30),
    date(2024, 11, 22),
    date(2025, 5, 14),
    date(2025, 11, 10),
    date(2026, 3, 2),
    date(2026, 8, 20),
)
HELD = (
    (date(2023, 3, 30), "done"),
    (date(2023, 6, 28), "done"),
    (date(2023, 12, 19), "done"),
    (date(2024, 6, 14), "done"),
    (date(2024, 12, 20), "late"),
    (date(2025, 6, 12), "done"),
    (date(2025, 9, 29), "done"),
    (date(2026, 3, 2), "done"),
    (date(2026, 8, 20), "done"),
)
MARKS = tuple(TimelineMark("Seen alone", "Seen alone", on, "seen") for on in SEEN) + tuple(
    TimelineMark("Reviews", "Review held", on, mark) for on, mark in HELD
)


def decision(number: int, what: str, by: date | None, mark: str, state: str, outcome: str = "") -> DecisionRow:
    return DecisionRow(
        id=f"decision{number}",
        review="review1",
        number=number,
        what=what,
        why="",
        owner="Dana Whitlock",
        owner_role="Social worker",
        by=by,
        no_date_because="",
        know_by="",
        tell_child="",
        manager_reply="",
        manager_words="",
        outcome=outcome,
        outcome_label="Done" if outcome else "",
        outcome_on=date(2026, 10, 8) if outcome else None,
        outcome_words="",
        mark=mark,
        state=state,
        decided_on=date(2026, 8, 20),
    )


DECISIONS = (
    decision(
        2, "Ask the surgery in Wrexham to register Kofi with a dentist.", date(2027, 1, 27), "late", "6 days overdue"
    ),
    decision(
        1, "Book the train for family time with Nan at half term.", date(2027, 2, 12), "soon", "By Friday 12 February"
    ),
    decision(
        4, "Write down how Kofi wants to hear about his brother.", date(2027, 3, 26), "open", "By Friday 26 March"
    ),
    decision(3, "Health assessment.", date(2026, 10, 30), "done", "Done 8 October 2026", "done"),
)
REVIEWS = (
    ReviewRow(
        "review2",
        "looked after",
        "Review",
        "booked",
        date(2027, 2, 10),
        date(2027, 2, 20),
        "",
        "",
        "Wrexham",
        "booked",
        "Booked for Wednesday 10 February at 15:30",
        False,
    ),
    ReviewRow(
        "review1",
        "looked after",
        "Review",
        "signed",
        date(2026, 8, 20),
        date(2026, 9, 2),
        "in time",
        "PN1 (attended and spoke)",
        "Wrexham",
        "done",
        "Finalised",
        False,
    ),
)
PEOPLE = (
    PersonRow(
        "role1",
        "person1",
        "Dana Whitlock",
        "social-worker",
        "Social worker",
        "Dorset Council",
        "01632 960983",
        "dana.whitlock@example.org",
        date(2026, 5, 4),
        None,
        False,
        False,
        "",
    ),
    PersonRow("role2", "person2", "Abena Lane", "mother", "Mum", "", "", "", None, None, True, True, ""),
    PersonRow(
        "role3",
        "person3",
        "Mark Ellery",
        "social-worker",
        "Social worker",
        "",
        "",
        "",
        date(2024, 1, 8),
        date(2026, 5, 4),
        False,
        False,
        "",
    ),
)
PLACES = (
    PlaceRow("episode3", "home", "K2", "Children’s home", "Wrexham, placed 214 miles away", date(2025, 9, 1), None),
    PlaceRow("episode2", "home", "U6", "Foster care", "Poole", date(2023, 11, 20), date(2025, 9, 1)),
    PlaceRow("episode3", "legal status", "C2", "Care order", "", date(2024, 3, 18), None),
    PlaceRow("school1", "school", "", "Bryn Alyn", "", date(2025, 10, 6), None),
    PlaceRow("period1", "period", "", "Looked after", "Told on 7 March 2023", date(2023, 3, 6), None),
)
EVENTS = (
    EventRow(
        "event1",
        "missing",
        "Missing and back",
        date(2026, 12, 4),
        date(2026, 12, 5),
        "Night manager",
        date(2026, 12, 5),
        "Went to see his brother by train.",
        "no",
        "Back within a day and safe; midway check brought forward instead.",
    ),
)
HISTORY = (
    HistoryRow(41, "Monday 1 February 2027, 09:12", date(2027, 2, 1), "me", "edit", "Booked a review", None, "child05"),
    HistoryRow(
        40, "Friday 29 January 2027, 16:02", date(2027, 1, 29), "me", "edit", "Changed a decision", None, "child05"
    ),
)
PAPERS = (PaperRow("paper1", "review1", "record", "file", 1, date(2026, 9, 1), "abcdefghijklmnop", "f" * 64),)


def child() -> ChildView:
    return ChildView(
        id="child05",
        number="10405",
        numbers=("10405",),
        name="Kofi Mensah-Lane",
        known_as="Kofi",
        name_in_script="",
        pronouns="he",
        date_of_birth=date(2012, 10, 20),
        date_of_birth_claimed=False,
        age="14",
        line="14 years 3 months. Likes “Kof”. Speaks English and some Twi.",
        facts=(
            ("scale", "Care order since March 2024"),
            ("map-pin", "Wrexham, 214 miles"),
            ("user-round", "Dana Whitlock, worker since May"),
            ("flag", "Plan graded good"),
        ),
        day=TODAY,
        next_review=next_review("booked", "Review 10 February", 18, date(2027, 2, 10)),
        clocks=CLOCKS,
        bars=BARS,
        marks=MARKS,
        reviews=REVIEWS,
        decisions=DECISIONS,
        people=PEOPLE,
        places=PLACES,
        events=EVENTS,
        contacts=(),
        papers=PAPERS,
        history=HISTORY,
        questions=(),
        became_looked_after=date(2023, 3, 6),
        told_on=date(2023, 3, 7),
        enjoys="Boxing, and anything with engines",
        next_action=("open-review:review2", "Prepare review"),
    )


def bare_child() -> ChildView:
    """A child of whom a return says almost nothing."""
    return replace(
        child(),
        id="nameless",
        number="77031",
        numbers=("77031",),
        name="",
        known_as="",
        date_of_birth=date(2015, 3, 9),
        line="11 years 10 months.",
        facts=(),
        next_review=None,
        clocks=(),
        bars=(),
        marks=(),
        reviews=(),
        decisions=(),
        people=(),
        places=(),
        events=(),
        contacts=(),
        papers=(),
        history=(),
        questions=(
            QuestionRow("q1", "nameless", "77031", "history", "No review is known. When was the last one held?", ()),
        ),
        became_looked_after=None,
        told_on=None,
        next_action=("book", "Book a review"),
    )


class Wiring:
    """Answers what a desk would answer, and keeps what it was asked."""

    def __init__(self) -> None:
        self.saved: list[tuple[str, str | None, dict[str, object]]] = []
        self.removed: list[tuple[str, str]] = []
        self.changed: list[tuple[str, str, dict[str, object]]] = []
        self.booked: list[tuple[str, dict[str, object]]] = []
        self.added: list[dict[str, object]] = []
        self.stored: dict[str, object] = {}
        self.asked: list[DayRef] = []
        self.refuse = ""

    def codes(self, name: str) -> tuple[tuple[str, str], ...]:
        return {
            "LS": (("C2", "Full care order"), ("V2", "Section 20")),
            "PLACE": (("U6", "Foster carer, not a relative"), ("K2", "Children’s home")),
            "REC": (("E4A", "Home to parents, planned"), ("X1", "Another episode follows")),
        }.get(name, (("1", "Yes"), ("0", "No")))

    def term_authorities(self) -> tuple[tuple[str, str], ...]:
        return (("E06000059", "Dorset"), ("E08000025", "Birmingham"))

    def first_review(self, became_looked_after: date) -> ClockRow | None:
        last = became_looked_after + timedelta(days=28)
        return clock(
            "open",
            "First review",
            last,
            f"20 working days after {became_looked_after:%-d %B %Y}.",
            rule_id="review.first",
        )

    def what_if(self, child: str, day: date, what: str) -> WhatIfView:
        following = clock("open", "Next review", day + timedelta(days=181), "6 months after it.")
        words = f"by {following.legal_limit:%-d %B %Y}"
        return WhatIfView(
            day, "In time." if what == "held" else "If placed then:", "done", (WhatIfRow(following, words),)
        )

    def day_reason(self, child: str, ref: DayRef) -> ClockRow:
        self.asked.append(ref)
        return replace(clock("open", ref.what, ref.day, f"{ref.what}."), rule_id="", legal_limit=None)

    def new_child(self, values: dict[str, object]) -> str:
        self._refused()
        self.added.append(dict(values))
        return "newchild"

    def fact(self, kind: str, id: str) -> dict[str, object]:
        return dict(self.stored)

    def save_fact(self, kind: str, id: str | None, values: dict[str, object]) -> str:
        self._refused()
        self.saved.append((kind, id, dict(values)))
        return id or "new"

    def remove_fact(self, kind: str, id: str) -> None:
        self._refused()
        self.removed.append((kind, id))

    def something_changed(self, child: str, kind: str, values: dict[str, object]) -> str:
        self._refused()
        self.changed.append((child, kind, dict(values)))
        return "event9"

    def booking(self, child: str, day: date | None) -> BookingView:
        if day is None:
            return BookingView(child, NEXT, None, "", "open")
        left = (date(2027, 2, 20) - day).days
        if left < 0:
            return BookingView(child, NEXT, day, f"{-left} days after the last day.", "late")
        return BookingView(child, NEXT, day, f"In time: {left} days before the last day.", "booked")

    def booking_start(self, child: str) -> BookingStart:
        return BookingStart()

    def look_up_places(self) -> bool:
        return False

    def move(self, child: str, day: date, time: str) -> None:
        return None

    def book(self, child: str, values: dict[str, object]) -> str:
        self._refused()
        self.booked.append((child, dict(values)))
        return "review9"

    def _refused(self) -> None:
        if self.refuse:
            raise Refused(self.refuse, safe="Nothing was changed.")
