"""Consultation forms: what a child, a parent, a carer, a school or a health service thinks before a review.

One sheet of paper to write on, or to fill in on a screen. A child of four to eight marks the weather; from nine on
there are questions; from thirteen on no scales for feelings. Nothing must be answered. Authorities: Children Act 1989,
section 22(4) (asked before it is decided); 2010 Regulations, Schedule 7, paragraph 12 (wishes and feelings).
"""

from __future__ import annotations

from iro_desk.casework.day_names import MONTHS
from iro_desk.documents.blocks import (
    Ask,
    Blank,
    Block,
    DrawingSpace,
    Foot,
    Marks,
    Paper,
    Paragraph,
    Run,
    SideSection,
)
from iro_desk.documents.common import case_words
from iro_desk.documents.facts import ConsultationFacts
from iro_desk.documents.wording import capital, full_day

FORMS = {
    "child-4": "Form for a child aged 4 to 8",
    "child-9": "Form for a child aged 9 to 12",
    "child-13": "Form for a young person",
    "parent": "Form for a parent",
    "carer": "Form for carers",
    "school": "Form for the school",
    "health": "Form for the health service",
}
"""Every form, with its name."""
PEOPLE = 5
"""People whom a form asks about by name; one line more stays empty."""
FAMILY = 2

_ATTEND = (("yes", "Yes"), ("part", "For a bit"), ("no", "Not this time"))
_WEATHER = (("sun", "Good"), ("cloud", "Not sure"), ("rain", "Not good"))
_SCALE = tuple((str(number), f"{number} of 10") for number in range(11))
_ANSWER = (("yes", "Yes"), ("no", "No"))


def consultation(facts: ConsultationFacts) -> Paper:
    """The form for one reader."""
    made = {"child-4": _from_four, "child-9": _from_nine, "child-13": _from_thirteen}.get(facts.form, _of_adults)
    title, blocks = made(facts)
    ours = facts.recipient == "child"
    council = facts.letterhead.council
    return Paper(
        kind="consultation",
        letterhead=_over(facts) if ours else " · ".join(part for part in (council, _over(facts)) if part),
        document_title=FORMS[facts.form],
        title=title,
        subtitle="",
        blocks=tuple(blocks),
        foot=Foot(case_words(facts.child, "Form"), "", ""),
        dated=facts.written_on,
        draft=False,
        practice=facts.practice,
        form="form",
        answers=f"{facts.answers}/{facts.form}",
        at_most=1 if facts.form == "child-4" else 2,
        crest=b"" if ours else facts.letterhead.crest,
        crest_words="" if ours else facts.letterhead.crest_words,
    )


def _over(facts: ConsultationFacts) -> str:
    day = full_day(facts.on)
    if facts.recipient == "child":
        return f"For {facts.to} · your review is on {day}" if facts.to else f"Your review is on {day}"
    return f"The review for {facts.child.name} is on {day}"


def _asked(number: int, label: str, name: str, lines: int, before: str = "") -> SideSection:
    words = (Paragraph(before, style="tight"),) if before else ()
    return SideSection(label, (*words, Blank(label, lines, name)), number=str(number))


def _there(facts: ConsultationFacts, number: int, label: str = "Who should be there?") -> SideSection:
    asks = [Ask(f"there-{n}", name) for n, name in enumerate(facts.people[:PEOPLE], 1)]
    return SideSection(label, (Marks((*asks, Ask("there-other")), _ATTEND),), number=str(number))


def _who_may_see(facts: ConsultationFacts, label: str = "Who may see this?") -> SideSection:
    me = facts.me or "the reviewing officer"
    options = (
        ("meeting", f"{capital(me)} may read this out at the meeting."),
        ("talk", f"{capital(me)} may talk about it, but not read it out."),
        ("me", f"Just for {me}, for now."),
    )
    return SideSection(label, (Marks((Ask("see", label),), options, "list"), Paragraph(_SAFE, style="tight")))


_SAFE = (
    "If something you write makes me think that you or another child is not safe, I have to tell someone who can "
    "help. I would tell you first."
)


def _back(facts: ConsultationFacts) -> Paragraph:
    ways = [f"send a photograph to {facts.officer.phone}"] if facts.officer.phone else []
    if facts.officer.email:
        ways.append(f"send it to {facts.officer.email}")
    ways.append("give it to me when we meet")
    by = f" By {full_day(facts.back_by)}, if you can." if facts.back_by else ""
    words = f"{', '.join(ways[:-1])}, or {ways[-1]}" if len(ways) > 1 else ways[0]
    return Paragraph(f"{words}.{by}", run_in="Getting it back to me:", style="tight")


def _since(facts: ConsultationFacts) -> str:
    return f"since {MONTHS[facts.since.month - 1]}" if facts.since else "just now"


# ---------------------------------------------------------------- the child


def _hello(facts: ConsultationFacts, rest: str) -> Paragraph:
    hello = f"Hello {facts.to}. " if facts.to else "Hello. "
    signed = (Run(f" {facts.me}", strong=True),) if facts.me else ()
    return Paragraph((Run(f"{hello}{rest}"), *signed))


def _from_four(facts: ConsultationFacts) -> tuple[str, list[Block]]:
    family = tuple(Ask(f"seeing-{n}", f"Seeing {name}") for n, name in enumerate(facts.family[:1], 1))
    asks = (Ask("home", "Where I live"), Ask("school", "School"), *family)
    return "How are things?", [
        _hello(facts, "Colour the weather for each one, or put a ring round it. You do not have to."),
        SideSection("What is the weather?", (Marks(asks, _WEATHER, "weather"),)),
        SideSection("I want to tell you", (DrawingSpace("tell", "I want to tell you, in words or a drawing", 40),)),
        SideSection("A grown-up helped me", (Blank("Who helped", 1, "helped"),)),
        Paragraph(
            f"To the grown-up: write down the child’s own words, and put your name. {_way_back(facts)}",
            style="small",
        ),
    ]


def _way_back(facts: ConsultationFacts) -> str:
    back = _back(facts).words
    assert isinstance(back, str)
    return f"{back[:1].upper()}{back[1:]}"


def _from_nine(facts: ConsultationFacts) -> tuple[str, list[Block]]:
    seeing = [
        Ask(f"seeing-{n}", f"Seeing {name}", "too little", "enough") for n, name in enumerate(facts.family[:FAMILY], 1)
    ]
    scales = (
        Ask("home", "Where I live", "bad", "great"),
        Ask("school", "School", "bad", "great"),
        *seeing,
        Ask("health", "Sleep, food, health", "bad", "great"),
        Ask("heard", "Being listened to", "never", "always"),
    )
    return "What do you want us to talk about?", [
        _hello(
            facts,
            "Every few months the people who look after you meet to ask one thing: is this going well for you? It is "
            "your meeting. Write, draw, get someone to write for you, or leave any part empty. There are no right "
            "answers.",
        ),
        _there(facts, 1),
        _asked(
            2,
            "Where, and when?",
            "where",
            1,
            "At home, at school, somewhere with cake, on a video call? Straight after school or later?",
        ),
        SideSection(
            "How is it going? Put a mark anywhere on each line.",
            (
                Marks(scales, _SCALE, "scale"),
                Paragraph("What would move one of your marks?", style="tight"),
                Blank("What would move one of your marks?", 2, "move"),
            ),
            number="3",
        ),
        _asked(4, f"The best thing {_since(facts)}", "best", 2),
        _asked(5, "Something that is not fair, or that worries me", "worry", 3),
        _asked(6, "If I could change one thing", "change", 2),
        _asked(7, "A question I want answered", "question", 2),
        SideSection(
            "Anything else, or a drawing", (DrawingSpace("else", "Anything else, or a drawing", 42),), number="8"
        ),
        _who_may_see(facts, "Who may see this page?"),
        _back(facts),
    ]


def _from_thirteen(facts: ConsultationFacts) -> tuple[str, list[Block]]:
    ring = f" Or ring me: {facts.officer.phone}." if facts.officer.phone else ""
    return "Before your review", [
        _hello(
            facts,
            "It is your review. What you want talked about goes on the list, and what you do not want talked about in "
            f"front of everyone does not have to be. Leave any part empty.{ring}",
        ),
        _there(facts, 1, "Who should be there, and who should not?"),
        _asked(2, "Where, when, and how? Do you want to run it, or part of it?", "where", 2),
        _asked(3, f"What is going well {_since(facts)}?", "best", 3),
        _asked(4, "What is not, and what should be done about it?", "worry", 4),
        _asked(5, "Was what we decided last time done? What was not?", "last", 2),
        _asked(6, "Seeing the people who matter to you: enough, too little, too much?", "seeing", 2),
        _asked(7, "School or work, money, where you will live next: what do you need to know?", "plans", 3),
        _asked(8, "What should nobody say out loud in the meeting?", "not-aloud", 2),
        _who_may_see(facts),
        _back(facts),
    ]


# ---------------------------------------------------------------- grown people

_QUESTIONS: dict[str, tuple[tuple[str, str, int], ...]] = {
    "parent": (
        ("well", "What is going well for {child}?", 3),
        ("worry", "What worries you?", 3),
        ("seeing", "How is the time that you have with {child}? What would make it better?", 3),
        ("plan", "What do you think of the plan for {child}?", 3),
        ("change", "What should happen before the next review, and who should do it?", 3),
        ("come", "What would make it easier for you to come and to speak?", 2),
    ),
    "carer": (
        ("well", "What is going well for {child} at home?", 3),
        ("worry", "What worries you?", 3),
        ("health", "Health, sleep, food, teeth and eyes: what has happened, what is waited for?", 3),
        ("family", "Time with family and friends: how is {child} before and after?", 3),
        ("school", "School or nursery: what do you see of it at home?", 2),
        ("decide", "What would you like to be able to decide without asking first?", 2),
        ("need", "What do you need to go on?", 2),
    ),
    "school": (
        ("well", "What is {child} good at, and proud of?", 2),
        ("attendance", "Attendance, and any exclusion or short timetable", 2),
        ("pep", "Date of the last personal education plan, and what came of its targets", 3),
        ("progress", "How is {child} getting on against what was hoped?", 3),
        ("worry", "What worries you?", 3),
        ("need", "What would help, and who should do it by when?", 3),
    ),
    "health": (
        ("assessment", "Date and outcome of the last health assessment", 2),
        ("checks", "Dentist, optician, immunisations: dates, and what is due", 2),
        ("feelings", "Feelings and behaviour: last strengths and difficulties score, and any help given", 3),
        ("waited", "What is waited for, since when?", 2),
        ("worry", "What worries you?", 3),
        ("need", "What should happen before the next review, and who should do it?", 3),
    ),
}
_TITLES = {
    "parent": "What do you think?",
    "carer": "How is it at home?",
    "school": "How is school?",
    "health": "How is health?",
}


def _of_adults(facts: ConsultationFacts) -> tuple[str, list[Block]]:
    name = facts.child.name
    hello = f"Hello {facts.to}. " if facts.to else "Hello. "
    first = f"Ask {name} first what you should say. " if facts.form in ("carer", "school") else ""
    signed = (Run(f" {facts.officer.name}", strong=True),) if facts.officer.name else ()
    matter: list[Block] = [
        Paragraph((Run(f"{hello}What you write is heard as if you said it. {first}Leave any part empty."), *signed))
    ]
    for number, (key, label, lines) in enumerate(_QUESTIONS[facts.form], 1):
        matter.append(_asked(number, label.replace("{child}", name), key, lines))
    shown = f"May {name} read this?"
    matter.append(SideSection(shown, (Marks((Ask("child-reads", shown),), _ANSWER, "list"),)))
    matter.append(_back(facts))
    return _TITLES[facts.form], matter
